//! Notes at the foot of a page. In: notes as strips, and the room that a page leaves them. Out: which of their strips
//! stand on it. A note begins on the page of its first call; it goes on overleaf only if it must. The last line of the
//! notes stands where the last line of a page without notes does.

use super::cost::{DEFERRED, PARTED, WIDOW};
use super::galley::{Ink, SetNote, Strip};
use super::layout::Layout;
use crate::length::Pt;
use crate::model::NoteId;
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
    /// From the last baseline of a page down to its foot.
    below: Pt,
}

/// What a page takes of the notes that it should.
pub struct Settled {
    /// What stands on it.
    pub here: Vec<NotePart>,
    /// What goes on overleaf.
    pub rest: Vec<NotePart>,
    /// Room that is left.
    pub free: Pt,
    /// What that costs.
    pub cost: i64,
}

/// How far a strip may reach below the foot of a page: the padding of a row, not that of a box.
const LOWEST: Pt = Pt(Pt::ONE.0 * 2);
/// Lines of a note that should stand on either side of a page's end.
const LINES: usize = 2;

impl<'n> Footnotes<'n> {
    /// The notes of a book.
    pub fn new(notes: &'n [SetNote], layout: &Layout) -> Footnotes<'n> {
        Footnotes { notes, separator: layout.grid(), below: layout.below() }
    }

    /// Notes whose lines have nothing below their baselines.
    #[cfg(test)]
    pub fn plain(notes: &'n [SetNote], grid: Pt) -> Footnotes<'n> {
        Footnotes { notes, separator: grid, below: Pt::ZERO }
    }

    /// A note, and those that it calls itself.
    pub fn called(&self, id: NoteId) -> Vec<usize> {
        let mut called = vec![id.index()];
        let mut next = 0;
        while let Some(&note) = called.get(next) {
            next += 1;
            // Only the first call of a note brings it along, so nothing is met twice.
            let inner = self.notes[note].strips.iter().flat_map(|strip| &strip.notes);
            called.extend(inner.map(|id| id.index()));
        }
        called.retain(|&note| !self.notes[note].strips.is_empty());
        called
    }

    /// The strips of a part.
    pub fn strips(&self, part: &NotePart) -> &'n [Strip] {
        &self.notes[part.note].strips[part.strips.clone()]
    }

    /// All of a note.
    pub fn whole(&self, note: usize) -> NotePart {
        NotePart { note, strips: 0..self.notes[note].strips.len() }
    }

    /// The height of a part, the space above it included.
    pub fn height(&self, part: &NotePart) -> Pt {
        self.strips(part).iter().map(|strip| strip.space + strip.height).sum()
    }

    /// How far above the foot of a page notes end whose last strip is `strip`, so that its baseline stands where the
    /// last of a page without notes does; less than nothing where it must stand lower.
    pub fn lift(&self, strip: &Strip) -> Pt {
        lift(strip, self.below)
    }

    /// Settles `notes`, of which the first `old` came over from the page before, in `room`. A page that holds nothing
    /// else takes at least one strip.
    pub fn settle(&self, notes: &[NotePart], old: usize, room: Pt, alone: bool) -> Settled {
        let mut settled = Settled { here: Vec::new(), rest: Vec::new(), free: room, cost: 0 };
        let mut height = Pt::ZERO;
        for (number, part) in notes.iter().enumerate() {
            let strips = self.strips(part);
            let forced = alone && height == Pt::ZERO;
            let mut reached = height;
            let mut fitting = 0;
            for strip in strips.iter().take_while(|_| settled.rest.is_empty()) {
                reached += if reached == Pt::ZERO { self.separator } else { strip.space } + strip.height;
                if reached + self.lift(strip) > room && !(forced && fitting == 0) {
                    break;
                }
                fitting += 1;
            }
            let (taken, cost) = cut(strips, fitting, number >= old, forced);
            for strip in &strips[..taken] {
                height += if height == Pt::ZERO { self.separator } else { strip.space } + strip.height;
                settled.free = room - height - self.lift(strip);
            }
            settled.cost += cost;
            let middle = part.strips.start + taken;
            if taken > 0 {
                settled.here.push(NotePart { note: part.note, strips: part.strips.start..middle });
            }
            if taken < strips.len() {
                settled.rest.push(NotePart { note: part.note, strips: middle..part.strips.end });
            }
        }
        settled
    }
}

/// How far above the foot of a page a strip ends whose last baseline stands `below` above it; less than nothing where it
/// stands lower, but never much. What has no baseline stands on the foot.
pub fn lift(strip: &Strip, below: Pt) -> Pt {
    let baselines = strip.atoms.iter().filter(|atom| matches!(atom.ink, Ink::Line { .. })).map(|atom| atom.top);
    baselines.max().map_or(Pt::ZERO, |baseline| (below - (strip.height - baseline)).max(-LOWEST))
}

/// How many strips of a part, of which `fitting` would fit, a page takes, and what that costs: as many as leave lines
/// enough on either side.
fn cut(strips: &[Strip], fitting: usize, begins: bool, forced: bool) -> (usize, i64) {
    if fitting == strips.len() {
        return (fitting, 0);
    }
    let good = |&taken: &usize| {
        let enough = taken >= LINES.min(strips.len() - 1) && strips.len() - taken >= LINES.min(strips.len() - 1);
        enough && strips[taken].cost < WIDOW
    };
    match (1..=fitting).rev().take(4).find(good) {
        Some(taken) => (taken, PARTED),
        None if fitting > 0 && (begins || forced) => (fitting, PARTED + WIDOW),
        None if begins => (0, DEFERRED),
        None => (0, PARTED),
    }
}
