//! Tables: every row gets cells for every column.

use crate::model::{Cell, Table};

/// A table whose rows all have as many columns as it has. The parser fills short rows itself until there are too many;
/// from there on one empty cell spans what a row lacks, so that a hostile table cannot fill memory.
pub fn complete(mut table: Table) -> Table {
    let columns = table.columns.len();
    for row in table.head.iter_mut().chain(&mut table.body) {
        row.truncate(columns);
        let mut missing = columns - row.len();
        while missing > 0 {
            let columns = u16::try_from(missing).unwrap_or(u16::MAX);
            row.push(Cell { inlines: Vec::new(), columns, rows: 1 });
            missing -= usize::from(columns);
        }
    }
    table
}
