//! Columns side by side. In: columns of one page. Out: their lines at the same heights, as many of them as fill the
//! page, and on a last page columns as even as their strips let them be.

use super::super::cost::KEPT;
use super::super::footnotes::lift;
use super::super::galley::Strip;
use super::super::layout::up_to;
use super::{Column, Descent};
use crate::length::Pt;
use std::ops::Range;

/// Makes the columns of a last page as even as its strips let them be. `columns` stand side by side, `count` at most.
pub fn balance(strips: &[Strip], columns: &mut Vec<Column>, count: usize, height: Pt, grid: Pt) {
    let grid = leading(strips).unwrap_or(grid);
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    let (start, end) = (first.strips.start, last.strips.end);
    if count < 2 || columns.iter().any(|column| !column.notes.is_empty()) {
        return;
    }
    let total: Pt = strips[start..end].iter().map(|strip| strip.space + strip.height).sum();
    let mut tried = up_to(Pt(total.0 / count as i64), grid).min(height);
    while tried <= height {
        if let Some(found) = first_fit(strips, start..end, count, tried, grid) {
            *columns = found;
            return;
        }
        tried += grid;
    }
}

/// Moves the strips of a column of lines that are all alike further apart, as a column full of them must be to end
/// `below` above the foot of a page: columns of one height are all moved alike.
pub fn spread(strips: &[Strip], tops: &mut [Pt], top: Pt, height: Pt, below: Pt) {
    let (Some(leading), Some(last)) = (leading(strips), strips.last()) else { return };
    let spare = height - lift(last, below) - leading;
    let steps = spare.0.div_euclid(leading.0);
    if steps > 0 {
        let missing = spare - leading * steps;
        tops.iter_mut().for_each(|at| *at += missing.scale((*at - top).0 / leading.0, steps));
    }
}

/// The height of every strip, where all of them and the spaces between are whole lines.
fn leading(strips: &[Strip]) -> Option<Pt> {
    let leading = strips.first().map(|strip| strip.height).filter(|&height| height > Pt::ZERO)?;
    let alike = |strip: &Strip| strip.height == leading && strip.space.0 % leading.0 == 0 && strip.snap.is_none();
    strips.iter().all(alike).then_some(leading)
}

/// Fills columns of a height from the first on; `None` where the strips need more than `count`.
fn first_fit(strips: &[Strip], all: Range<usize>, count: usize, height: Pt, grid: Pt) -> Option<Vec<Column>> {
    let mut out: Vec<Column> = Vec::new();
    let mut at = all.start;
    while at < all.end {
        if out.len() == count {
            return None;
        }
        let mut descent = Descent::new(grid, at);
        let mut end = at;
        while end < all.end {
            descent.place(&strips[end]);
            if descent.y > height && end > at {
                break;
            }
            end += 1;
        }
        // Back to where a column may end, if that is not too far.
        if end < all.end {
            end = (at + 1..=end).rev().take(8).min_by_key(|&end| strips[end].cost.min(KEPT)).unwrap_or(end);
        }
        out.push(Column { strips: at..end, ..Column::default() });
        at = end;
    }
    Some(out)
}
