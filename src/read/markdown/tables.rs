//! Tables: every row gets cells for every column.

use crate::model::{Cell, ColumnAlign, Table};

/// A table whose rows all have as many columns as it has. The parser fills short rows itself until there are too many;
/// from there on one empty cell spans what a row lacks, so that a hostile table cannot fill memory.
pub fn complete(mut table: Table) -> Table {
    let ends = |row: &Vec<Cell>, places: &[usize]| {
        row.iter().zip(places).map(|(cell, place)| place + usize::from(cell.columns)).max().unwrap_or(0)
    };
    let mut columns = table.columns.len();
    for rows in [&mut table.head, &mut table.body] {
        let count = rows.len();
        for (i, row) in rows.iter_mut().enumerate() {
            let below = u16::try_from(count - i).unwrap_or(u16::MAX);
            row.iter_mut().for_each(|cell| cell.rows = cell.rows.min(below));
        }
        for (row, places) in rows.iter().zip(Table::places(rows, columns)) {
            columns = columns.max(ends(row, &places.cells));
        }
    }
    table.columns.resize(columns, ColumnAlign::Auto);
    for rows in [&mut table.head, &mut table.body] {
        for (row, places) in Table::places(rows, columns).into_iter().enumerate() {
            for free in places.free {
                let columns = u16::try_from(free.len()).unwrap_or(u16::MAX);
                rows[row].push(Cell { inlines: Vec::new(), columns, rows: 1 });
            }
        }
    }
    table
}
