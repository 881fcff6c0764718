//! What page breaks ask for. In: strips, and what is to be changed in them so that pages come out even. Out: the strips,
//! some paragraphs set in a line more or less, some spaces a line larger or smaller.

use super::super::fill::Change;
use super::super::galley::{Matter, Piece, Strip};
use super::{Findings, Stick, lines};
use crate::text::{Looseness, Measure, Shaper};
use rayon::prelude::*;

/// Makes changes, which stand in the order of the strips, in strips that were set from `pieces`.
pub fn adjust(mut strips: Vec<Strip>, changes: &[Change], pieces: &[Piece], stick: &Stick) -> Vec<Strip> {
    for change in changes {
        if let Change::Space { strip, lines } = *change {
            strips[strip].space += stick.layout.grid() * lines;
        }
    }
    let chosen = changes.iter().filter_map(|change| match *change {
        Change::Setting { strip, other } => {
            let pliant = strips[strip].pliant.as_deref()?;
            Some((strip, pliant.lines, pliant.piece, pliant.others[other].looseness))
        }
        Change::Space { .. } => None,
    });
    let chosen: Vec<_> = chosen.collect();
    let set = |shaper: &mut Shaper, &(.., piece, looseness): &(usize, usize, usize, Looseness)| {
        stick.set_again(&pieces[piece], looseness, shaper)
    };
    let again: Vec<Vec<Strip>> =
        chosen.par_iter().map_init(|| stick.shapers.lend(), |shaper, chosen| set(shaper, chosen)).collect();
    let mut out = Vec::with_capacity(strips.len() + chosen.len());
    let mut rest = strips.into_iter();
    let mut at = 0;
    for (&(strip, lines, ..), mut again) in chosen.iter().zip(again) {
        out.extend(rest.by_ref().take(strip - at));
        inherit(rest.by_ref().take(lines), &mut again);
        out.append(&mut again);
        at = strip + lines;
    }
    out.extend(rest);
    out
}

/// Gives the new lines of a paragraph what its old ones had from outside.
fn inherit(old: impl Iterator<Item = Strip>, new: &mut [Strip]) {
    for (number, old) in old.enumerate() {
        let Some(first) = new.first_mut() else { return };
        first.destinations.extend(old.destinations);
        first.strings.extend(old.strings);
        if number == 0 {
            (first.space, first.parting, first.room, first.opens) = (old.space, old.parting, old.room, old.opens);
            new.iter_mut().for_each(|line| line.frame = old.frame);
        }
    }
}

impl Stick<'_, '_> {
    /// Sets a paragraph again, in another number of lines. What could not be set as asked has been found before.
    fn set_again(&self, piece: &Piece, looseness: Looseness, shaper: &mut Shaper) -> Vec<Strip> {
        let Matter::Text(passage) = &piece.matter else { return Vec::new() };
        let measure = Measure::of(piece.width);
        let mut strips = lines::loose_lines(passage, &measure, piece.left, piece.block, shaper, looseness);
        self.hang(piece, &mut strips, shaper, &mut Findings::default());
        strips
    }
}
