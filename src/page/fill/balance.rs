//! The columns of a last page. In: columns that stand side by side. Out: the same strips, in columns as even as they
//! let them be.

use super::super::cost::KEPT;
use super::super::galley::Strip;
use super::super::layout::up_to;
use super::{Column, Descent};
use crate::length::Pt;
use std::ops::Range;

/// Makes the columns of a last page as even as its strips let them be. `columns` stand side by side, `count` at most.
pub fn balance(strips: &[Strip], columns: &mut Vec<Column>, count: usize, height: Pt, grid: Pt) {
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
