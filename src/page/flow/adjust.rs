//! What page breaks ask for. In: strips, and what is to be changed in them so that pages come out even. Out: the strips,
//! some paragraphs set in a line more or less, some spaces a line larger or smaller.

use super::super::fill::{Change, Filled, Move};
use super::super::galley::{Atom, Ink, Matter, Piece, Setting, Strip};
use super::{Findings, Stick, lines};
use crate::length::Pt;
use crate::text::{Measure, Shaper};

/// Paragraphs set at a time: they are few, and each teaches the shapers much.
const BATCH: usize = 64;

/// Makes changes in strips, `pieces` of which could be set otherwise.
pub fn adjust(strips: Vec<Strip>, filled: &Filled, pieces: &[Piece], stick: &Stick) -> Vec<Strip> {
    moved(set(strips, &filled.changes, pieces, stick), &filled.moves, stick.layout.grid())
}

/// Sets paragraphs and spaces as `changes`, which stand in the order of the strips, say.
fn set(mut strips: Vec<Strip>, changes: &[Change], pieces: &[Piece], stick: &Stick) -> Vec<Strip> {
    for change in changes {
        if let Change::Space { strip, lines } = *change {
            strips[strip].space += stick.layout.grid() * lines;
        }
    }
    let chosen = changes.iter().filter_map(|change| match *change {
        Change::Setting { strip, other } => {
            let pliant = strips[strip].pliant.as_deref()?;
            Some((strip, pliant.lines, pliant.piece, pliant.others[other].clone()))
        }
        Change::Space { .. } => None,
    });
    let chosen: Vec<_> = chosen.collect();
    let set = |shaper: &mut Shaper, (.., piece, setting): &(usize, usize, usize, Setting)| {
        stick.set_again(&pieces[*piece], setting, shaper)
    };
    let again: Vec<Vec<Strip>> = chosen.chunks(BATCH).flat_map(|chosen| stick.shapers.map(chosen, set)).collect();
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

/// Moves strips that float to where they stand. They are read in their place: their element is made there.
fn moved(mut strips: Vec<Strip>, moves: &[Move], grid: Pt) -> Vec<Strip> {
    for Move { strips: float, .. } in moves {
        let element = strips[float.start].float;
        if let (Some(anchor), Some(element)) = (float.start.checked_sub(1), element) {
            let ink = Ink::Element(element);
            strips[anchor].atoms.push(Atom { left: Pt::ZERO, top: Pt::ZERO, ink, cell: 0 });
        }
        // Pages begin with the text that goes on, not with what has floated there.
        strips[float.clone()].iter_mut().for_each(|strip| strip.start = None);
        if let Some(below) = strips.get_mut(float.end).filter(|below| below.float.is_none()) {
            below.space = below.closed;
        }
    }
    for Move { before, .. } in moves {
        let stays = |at: &usize| !moves.iter().any(|float| float.strips.contains(at));
        if let Some(below) = (*before..strips.len()).find(stays) {
            strips[below].space = strips[below].space.max(grid);
        }
    }
    if moves.is_empty() {
        return strips;
    }
    let mut out = Vec::with_capacity(strips.len());
    let mut held: Vec<Strip> = Vec::new();
    let mut moves = moves.iter().peekable();
    let mut waiting = moves.clone();
    for (number, strip) in strips.into_iter().enumerate() {
        while let Some(place) = moves.next_if(|place| place.before == number) {
            out.extend(held.drain(..place.strips.len()));
        }
        waiting.next_if(|place| place.strips.end <= number);
        if waiting.peek().is_some_and(|float| float.strips.contains(&number)) {
            held.push(strip);
        } else {
            out.push(strip);
        }
    }
    out.extend(held);
    out
}

/// Gives the new lines of a paragraph what its old ones had from outside.
fn inherit(old: impl Iterator<Item = Strip>, new: &mut [Strip]) {
    for (number, old) in old.enumerate() {
        let Some(first) = new.first_mut() else { return };
        let room = old.extras().room;
        let extras = old.extras.map(|extras| *extras).unwrap_or_default();
        first.announce(extras.destinations, extras.strings);
        if number == 0 {
            (first.space, first.closed) = (old.space, old.closed);
            (first.parting, first.opens) = (old.parting, old.opens);
            first.set_room(room);
            new.iter_mut().for_each(|line| line.frame = old.frame);
        }
    }
}

impl Stick<'_, '_> {
    /// Sets a paragraph again, in another number of lines. What could not be set as asked has been found before.
    fn set_again(&self, piece: &Piece, setting: &Setting, shaper: &mut Shaper) -> Vec<Strip> {
        let Matter::Text(passage) = &piece.matter else { return Vec::new() };
        let measure = Measure::of(piece.width);
        let mut strips = lines::other_lines(passage, &measure, piece.left, piece.block, shaper, setting);
        self.hang(piece, &mut strips, shaper, &mut Findings::default());
        strips
    }
}
