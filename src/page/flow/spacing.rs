//! Strips one below the other: space, the baseline grid, and what it costs to end a page between two of them.

use super::super::cost;
use super::super::galley::{Matter, Parting, Piece, Strip};
use super::Flowed;
use super::beside::beside;
use crate::length::Pt;
use std::sync::Arc;
use thin_vec::ThinVec;

/// What waits for the next strip: a piece without lines gives it on.
#[derive(Default)]
struct Waiting {
    above: Pt,
    closed: Pt,
    inset: Pt,
    parting: Parting,
    room: Pt,
    opens: bool,
    destinations: ThinVec<String>,
    strings: ThinVec<(Arc<str>, Arc<str>)>,
}

impl Waiting {
    fn take(&mut self, piece: &Piece) {
        self.above = self.above.max(piece.above);
        self.closed = self.closed.max(piece.closed);
        self.inset += piece.inset.0;
        self.parting = self.parting.max(piece.parting);
        self.room = self.room.max(piece.room);
        self.opens |= piece.opens;
        self.destinations.extend(piece.destinations.iter().cloned());
        self.strings.extend(piece.strings.iter().cloned());
    }

    fn give(&mut self, strip: &mut Strip) {
        let waiting = std::mem::take(self);
        (strip.space, strip.closed) = (waiting.above, waiting.closed);
        strip.height += waiting.inset;
        strip.snap = strip.snap.map(|snap| snap + waiting.inset);
        strip.atoms.iter_mut().for_each(|atom| atom.top += waiting.inset);
        (strip.parting, strip.opens) = (waiting.parting, waiting.opens);
        strip.set_room(waiting.room);
        strip.announce(waiting.destinations, waiting.strings);
        if waiting.parting == Parting::Avoid {
            strip.cost += cost::KEPT;
        }
    }
}

/// The strips of pieces in one row.
#[derive(Default)]
pub struct Stack<'b> {
    flowed: Flowed<'b>,
    waiting: Waiting,
    /// Where the running paragraph began, and the costs of ending a page inside it: a stanza is one paragraph of
    /// several pieces. `None` for a table, whose rows have costs of their own.
    paragraph: Option<(usize, Price)>,
}

/// What decides the costs of ending a page inside a paragraph.
struct Price {
    keep: bool,
    orphans: usize,
    widows: usize,
}

impl<'b> Stack<'b> {
    /// Adds the strips of the next piece.
    pub fn add(&mut self, piece: Piece<'b>, mut strips: Vec<Strip>) {
        if !piece.joined {
            self.price();
        }
        let begun = self.paragraph.take().map_or(self.flowed.strips.len(), |(begun, _)| begun);
        if !matches!(piece.matter, Matter::Table(_)) {
            let price = Price { keep: piece.keep, orphans: piece.orphans.into(), widows: piece.widows.into() };
            self.paragraph = Some((begun, price));
        }
        self.waiting.take(&piece);
        if let Some(first) = strips.first_mut() {
            self.waiting.give(first);
        }
        if let Some(last) = strips.last_mut() {
            last.height += piece.inset.1;
        }
        strips.iter_mut().for_each(|strip| (strip.frame, strip.float) = (piece.frame, piece.float));
        if piece.float.is_some() {
            strips.iter_mut().skip(1).for_each(|strip| strip.cost += cost::PARTED_FLOAT);
        }
        let pliant = strips.first_mut().and_then(|first| first.pliant.as_mut());
        if let Some(pliant) = pliant {
            pliant.piece = self.flowed.pliant.len();
            self.flowed.pliant.push(piece);
        }
        self.flowed.strips.append(&mut strips);
    }

    /// Sets the costs of ending a page inside the running paragraph, which goes on no further.
    fn price(&mut self) {
        let Some((begun, price)) = self.paragraph.take() else { return };
        let lines = &mut self.flowed.strips[begun..];
        let count = lines.len();
        lines.iter_mut().enumerate().skip(1).for_each(|(k, line)| line.cost += price.after(k, count));
        let settings = lines.first_mut().and_then(|first| first.pliant.as_mut());
        for setting in settings.into_iter().flat_map(|pliant| &mut pliant.others) {
            let count = setting.lines.len();
            setting.lines.iter_mut().enumerate().skip(1).for_each(|(k, line)| line.cost = price.after(k, count));
        }
    }

    /// All strips, on the grid.
    pub fn finish(mut self, grid: Pt) -> Flowed<'b> {
        self.price();
        if let Some(last) = self.flowed.strips.last_mut() {
            last.announce(self.waiting.destinations, self.waiting.strings);
        }
        beside(&mut self.flowed.strips);
        to_grid(&mut self.flowed.strips, grid);
        let nearest = |space: Pt| grid * ((space * 2 + grid).0.div_euclid(grid.0 * 2));
        self.flowed.strips.iter_mut().for_each(|strip| strip.closed = nearest(strip.closed));
        self.flowed
    }
}

impl Price {
    /// What it costs to end a page after `k` of the `count` lines of a paragraph.
    fn after(&self, k: usize, count: usize) -> i64 {
        match (self.keep, k < self.orphans || count - k < self.widows) {
            (true, _) => cost::KEPT,
            (false, true) => cost::WIDOW,
            (false, false) => 0,
        }
    }
}

/// Changes spaces so that every strip that snaps stands on the grid where no page has ended above it. What stands
/// loose between two such strips is moved to the middle of the room it gets, a heading to its foot.
fn to_grid(strips: &mut [Strip], grid: Pt) {
    let mut loose = 0;
    let mut used = Pt::ZERO;
    for i in 0..strips.len() {
        if strips[i].parting >= Parting::Page {
            (loose, used) = (i, Pt::ZERO);
        }
        used += strips[i].space;
        let Some(snap) = strips[i].snap else {
            used += strips[i].height;
            continue;
        };
        let spare = strips[loose].space + if loose < i { strips[i].space } else { Pt::ZERO };
        let slack = rounding(used + snap, spare, grid);
        if loose == i || strips[i].parting == Parting::Avoid {
            strips[loose].space += slack;
        } else {
            let half = Pt(slack.0 / 2).max(-strips[loose].space).min(slack + strips[i].space);
            strips[loose].space += half;
            strips[i].space += slack - half;
        }
        strips[loose].space = strips[loose].space.max(Pt::ZERO);
        (loose, used) = (i + 1, Pt((strips[i].height - snap).0.rem_euclid(grid.0)));
    }
}

/// What is to be added to `length` to make it whole lines: the nearest number of lines that takes no more than half of
/// the `spare` space, and never none where there was some.
fn rounding(length: Pt, spare: Pt, grid: Pt) -> Pt {
    let over = Pt(length.0.rem_euclid(grid.0));
    if over == Pt::ZERO {
        return Pt::ZERO;
    }
    let may_shrink = over * 2 < grid && over * 2 <= spare && length > grid;
    if may_shrink { -over } else { grid - over }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(space: i64, height: i64, snaps: bool) -> Strip {
        Strip { space: Pt(space), height: Pt(height), snap: snaps.then_some(Pt::ZERO), ..Strip::default() }
    }

    #[test]
    fn a_loose_strip_gets_whole_lines() {
        let mut strips = vec![strip(0, 10, true), strip(7, 12, false), strip(5, 10, true)];
        to_grid(&mut strips, Pt(10));
        let between = strips[1].space + strips[1].height + strips[2].space;
        assert_eq!(between, Pt(20));
        assert!(strips[1].space > Pt::ZERO && strips[2].space > Pt::ZERO);
    }

    #[test]
    fn space_between_lines_on_the_grid_never_vanishes() {
        let mut strips = vec![strip(0, 10, true), strip(3, 10, true), strip(12, 10, true)];
        to_grid(&mut strips, Pt(10));
        assert_eq!([strips[1].space, strips[2].space], [Pt(10), Pt(10)]);
    }
}
