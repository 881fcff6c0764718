//! Notes at the foot of a page. In: notes as strips, and the room that a page leaves them. Out: which of their strips
//! stand on it. A note begins on the page of its first call; it goes on overleaf only if it must.

use super::galley::{SetNote, Strip};
use crate::length::Pt;
use std::ops::Range;

/// Some strips of one note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotePart {
    /// Which note: an index into the notes.
    pub note: usize,
    /// Which of its strips.
    pub strips: Range<usize>,
}

/// The notes of a book.
#[derive(Clone, Copy)]
pub struct Footnotes<'n> {
    notes: &'n [SetNote],
    /// Room for the rule between text and notes.
    pub separator: Pt,
}

/// What a page takes of the notes that it should.
pub struct Settled {
    /// What stands on it.
    pub here: Vec<NotePart>,
    /// What goes on overleaf.
    pub rest: Vec<NotePart>,
    /// Height of what stands on it, the separator included.
    pub height: Pt,
    /// What that costs.
    pub cost: i64,
}

/// Parting a note.
const PARTED: i64 = 8_000;
/// A note that does not begin on the page of its call.
const DEFERRED: i64 = 60_000;

impl<'n> Footnotes<'n> {
    /// The notes of a book on a grid.
    pub fn new(notes: &'n [SetNote], grid: Pt) -> Footnotes<'n> {
        Footnotes { notes, separator: grid }
    }

    /// Every note called in a strip, and those that these call.
    pub fn called(&self, strip: &Strip) -> Vec<NotePart> {
        let mut called: Vec<usize> = strip.notes.iter().map(|id| id.index()).collect();
        let mut next = 0;
        while let Some(&note) = called.get(next) {
            next += 1;
            // Only the first call of a note brings it along, so nothing is met twice.
            let inner = self.notes[note].strips.iter().flat_map(|strip| &strip.notes);
            called.extend(inner.map(|id| id.index()));
        }
        let whole = |note: usize| NotePart { note, strips: 0..self.notes[note].strips.len() };
        called.into_iter().map(whole).filter(|part| !part.strips.is_empty()).collect()
    }

    /// A strip of a part.
    pub fn strip(&self, note: usize, index: usize) -> &'n Strip {
        &self.notes[note].strips[index]
    }

    /// Settles `notes`, of which the first `old` came over from the page before, in `room`. A page that holds nothing
    /// else takes at least one strip.
    pub fn settle(&self, notes: &[NotePart], old: usize, room: Pt, alone: bool) -> Settled {
        let mut settled = Settled { here: Vec::new(), rest: Vec::new(), height: Pt::ZERO, cost: 0 };
        for (number, part) in notes.iter().enumerate() {
            let mut end = part.strips.start;
            for index in part.strips.clone() {
                let strip = self.strip(part.note, index);
                let lead = if settled.height == Pt::ZERO { self.separator } else { strip.space };
                let forced = alone && settled.height == Pt::ZERO;
                if !settled.rest.is_empty() || (settled.height + lead + strip.height > room && !forced) {
                    break;
                }
                settled.height += lead + strip.height;
                end = index + 1;
            }
            if end > part.strips.start {
                settled.here.push(NotePart { note: part.note, strips: part.strips.start..end });
            }
            if end < part.strips.end {
                settled.cost += if end == part.strips.start && number >= old { DEFERRED } else { PARTED };
                settled.rest.push(NotePart { note: part.note, strips: end..part.strips.end });
            }
        }
        settled
    }
}
