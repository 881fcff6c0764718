//! Columns of figures. In: cells with the place at which their whole numbers end. Out: the same cells with room on both
//! sides of it, so that in each column those places stand one below the other, wherever the sheet puts the column.

use super::super::flow::width;
use super::{Grid, GridCell};
use crate::length::Pt;
use crate::text::Shaper;

/// Widens the paddings of the cells of all columns of figures.
pub fn align(grid: &mut Grid, shaper: &mut Shaper) {
    let count = grid.body.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or(0);
    let mut widest = vec![(Pt::ZERO, Pt::ZERO); count];
    let mut sides = Vec::new();
    for cell in figures(grid) {
        let whole = cell.whole.unwrap_or_default();
        let end = cell.passage.paragraph.text.len();
        let own = (width(&cell.passage, 0..whole, shaper), width(&cell.passage, whole..end, shaper));
        let (before, after) = widest[cell.column];
        widest[cell.column] = (before.max(own.0), after.max(own.1));
        sides.push(own);
    }
    for (cell, (before, after)) in figures(grid).zip(sides) {
        cell.padding[3] += widest[cell.column].0 - before;
        cell.padding[1] += widest[cell.column].1 - after;
    }
}

fn figures<'g, 'b>(grid: &'g mut Grid<'b>) -> impl Iterator<Item = &'g mut GridCell<'b>> {
    grid.body.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| cell.whole.is_some())
}
