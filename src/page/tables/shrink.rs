//! Tables in smaller type. In: a table. Out: the same with all its measures turned down.

use super::{Grid, GridCell, GridRow};

/// `grid` at `percent` per cent of its size; rules keep theirs.
pub fn shrunk<'b>(grid: &Grid<'b>, percent: i64) -> Grid<'b> {
    let rows = |rows: &[GridRow<'b>]| {
        let cell = |cell: &GridCell<'b>| GridCell {
            passage: cell.passage.scaled(percent),
            padding: cell.padding.map(|padding| padding.scale(percent, 100)),
            ..cell.clone()
        };
        let row = |row: &GridRow<'b>| GridRow { cells: row.cells.iter().map(cell).collect(), ..row.clone() };
        rows.iter().map(row).collect()
    };
    Grid { columns: grid.columns, head: rows(&grid.head), body: rows(&grid.body) }
}
