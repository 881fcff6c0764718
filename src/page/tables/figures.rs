//! Columns of figures. In: cells with the place at which their whole numbers end. Out: the same cells with room on both
//! sides of it, so that in each column those places stand one below the other, wherever the sheet puts the column.

use super::super::galley::Passage;
use super::{Grid, GridCell};
use crate::length::Pt;
use crate::text::{Run, Shaper, extents};
use std::ops::Range;

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

/// The width of a part of a passage on one line.
fn width(passage: &Passage, range: Range<usize>, shaper: &mut Shaper) -> Pt {
    let mut part = passage.paragraph.clone();
    let cut = |at: usize| at.clamp(range.start, range.end) - range.start;
    part.runs =
        part.runs.iter().map(|run| Run { range: cut(run.range.start)..cut(run.range.end), ..run.clone() }).collect();
    part.text = part.text[range].to_owned().into();
    part.boxes.clear();
    extents(&part, shaper).1
}
