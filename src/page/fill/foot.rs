//! The foot of a column. In: the tops of strips that no notes follow. Out: the same, what stands loose at their end moved
//! down so that its last baseline stands on the grid, and the feet of facing columns at one height.

use super::super::footnotes::lift;
use super::super::galley::{Ink, Strip};
use super::super::layout::up_to;
use crate::length::Pt;

/// Moves the loose strips at the end of a column, which is no last one, down to the grid. `below` is the distance from
/// a baseline of the grid to the end of its line.
pub fn settle(strips: &[Strip], tops: &mut [Pt], top: Pt, grid: Pt, below: Pt) {
    let loose = strips.iter().rev().take_while(|strip| strip.snap.is_none()).count();
    let (Some(last), Some(&end)) = (strips.last(), tops.last()) else { return };
    if loose == 0 {
        return;
    }
    let depth = end + last.height + lift(last, below) - top;
    let missing = up_to(depth, grid) - depth;
    let first = strips.len() - loose;
    if first > 0 {
        tops[first..].iter_mut().for_each(|top| *top += missing);
    } else if loose > 1 && !strips.iter().any(is_filled) {
        // A column of nothing else: a little between any two.
        let shares = loose as i64 - 1;
        tops.iter_mut().enumerate().for_each(|(number, top)| *top += missing.scale(number as i64, shares));
    }
}

/// Whether a strip has a background that must not gape.
fn is_filled(strip: &Strip) -> bool {
    strip.atoms.iter().any(|atom| matches!(atom.ink, Ink::Fill { .. }))
}
