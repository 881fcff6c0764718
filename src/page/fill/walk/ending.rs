//! The foot of a page. In: a row that the walk has come to, and how far down. Out: the pages that end there, with notes
//! and without, and where no page is good, those that are too short or part a note.

use super::super::super::cost::{self, PARTED, WIDOW};
use super::super::super::footnotes::NotePart;
use super::super::rows::Way;
use super::{Branch, MOST, Walk, Ways};
use crate::length::Pt;
use std::ops::Range;

/// How many lines a page may stay short without need: it ends higher only where every fuller page is bad.
pub const SHORTEST: i64 = 3;
/// A page does not end so many lines and more above its foot if it can help it.
pub const FAR: i64 = MOST as i64 + SHORTEST + 1;

/// A way to fill a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The row at the head of the next page.
    pub end: usize,
    /// Lines that stay empty at its foot, below its notes if it has any.
    pub short: i64,
    /// What it costs, whatever page it faces.
    pub cost: i64,
    /// Notes that go on overleaf.
    pub rest: Vec<NotePart>,
    /// What floats on to the next page, in order.
    pub floats: Vec<usize>,
    /// How far down its text reaches.
    pub depth: Pt,
    /// Lines added, as an index into [`Ways`].
    pub way: usize,
    /// The last choice that led here.
    pub(super) last: Option<usize>,
}

/// Which of several pages that are too short comes first.
pub(super) type Rank = (bool, i64, i64, usize);

/// Where a page may end.
#[derive(Clone)]
pub(super) struct Ending {
    end: usize,
    /// Notes called on the page: a range of [`Rows::notes`].
    called: Range<usize>,
    depth: Pt,
    cost: i64,
    way: usize,
    last: Option<usize>,
    floats: Vec<usize>,
}

impl Walk<'_> {
    /// How many lines of the grid below `depth`, which call no notes, are far from the foot of the page: notes up to
    /// number `called` stand there.
    pub(super) fn far_lines(&self, depth: Pt, called: usize) -> usize {
        if self.far_too {
            return 0;
        }
        let room = self.room - self.notes_height(self.rows.row(self.head).notes().start..called);
        ((room - depth).0.div_euclid(self.grid.0) - FAR).max(0) as usize
    }

    /// An end above row `end`, after row `last` that reaches down to `depth` where no line was added. Most rows are seen at
    /// once to be far from the foot, or to end a page badly.
    #[inline]
    pub(super) fn ending(
        &mut self,
        end: usize,
        last: usize,
        depth: Pt,
        ways: &Ways,
        branch: &Branch,
        pages: &mut Vec<Page>,
    ) {
        if !self.far_too && self.rows.price(end) >= WIDOW {
            return;
        }
        let called = self.rows.row(self.head).notes().start..self.rows.row(last).notes().end;
        let notes = !self.carried.is_empty() || !called.is_empty();
        let room = self.room - if notes { self.notes_height(called.clone()) } else { self.rows.row(last).lift() };
        let far = depth + self.grid * FAR <= room;
        if !far || self.far_too || self.rows.is_last(end) {
            self.near_foot((end, last), depth, (room, called), ways, branch, pages);
        }
    }

    /// Such an end where there is so much room above the notes `called` and those that came over.
    fn near_foot(
        &mut self,
        (end, last): (usize, usize),
        depth: Pt,
        (room, called): (Pt, Range<usize>),
        ways: &Ways,
        branch: &Branch,
        pages: &mut Vec<Page>,
    ) {
        let most = self.grid * MOST as i64;
        let notes = !self.carried.is_empty() || !called.is_empty();
        let begins = |way: &Way| way.first == last;
        let others = || &self.rows.ways[self.rows.row(branch.at).ways()];
        let alone = branch.alone && (last == branch.at || others().iter().any(begins));
        let slack = (room - depth + most).0.div_euclid(self.grid.0);
        for (way, cost) in ways.iter().enumerate() {
            let Some(cost) = *cost else { continue };
            let depth = depth + self.grid * way as i64 - most;
            let cost = cost + self.rows.price(end);
            let floats = || branch.floats.clone();
            let ending =
                || Ending { end, called: called.clone(), depth, cost, way, last: branch.last, floats: floats() };
            match slack - way as i64 {
                ..0 if alone && !notes => pages.push(self.page(&ending(), 0, 0)),
                ..0 if self.far_too && notes && (alone || self.takes_a_note(depth)) => self.crowded.push(ending()),
                ..0 => {}
                slack if slack <= SHORTEST || self.rows.is_last(end) => self.whole(&ending(), slack, pages),
                slack if self.far_too => {
                    let rank = (self.rows.price(end) >= WIDOW, slack, cost, end);
                    if self.far.as_ref().is_none_or(|(known, _)| rank < *known) {
                        self.far = Some((rank, ending()));
                    }
                }
                _ => {}
            }
        }
    }

    /// Pages that end here with all their notes, `slack` lines below the text to spare.
    fn whole(&self, ending: &Ending, slack: i64, pages: &mut Vec<Page>) {
        if self.rows.is_last(ending.end) {
            // What is as short as that altogether cannot help it.
            let last = if !self.rows.row(self.head).extent().opens && self.head > 0 {
                cost::last(ending.depth.0 / self.grid.0)
            } else {
                0
            };
            pages.push(self.page(ending, 0, last));
        } else if self.carried.is_empty() && ending.called.is_empty() {
            pages.push(self.page(ending, slack, cost::short(slack)));
        } else {
            let shorts = 0..=slack.min(SHORTEST);
            pages.extend(shorts.map(|short| self.page(ending, short, cost::short(short) + cost::gap(slack - short))));
        }
    }

    fn page(&self, ending: &Ending, short: i64, cost: i64) -> Page {
        let &Ending { end, depth, way, last, .. } = ending;
        let floats = ending.floats.clone();
        Page { end, short, cost: ending.cost + cost, rest: Vec::new(), floats, depth, way, last }
    }

    /// Where no page is good, one that is too short may be better; where that is bad too, one that parts a note.
    pub(super) fn fall_back(&self, pages: &mut Vec<Page>) {
        if let Some(((_, slack, ..), ending)) = &self.far {
            self.whole(ending, *slack, pages);
        }
        if pages.iter().any(|page| page.cost < PARTED) {
            return;
        }
        for ending in &self.crowded {
            let mut parts = self.carried.clone();
            parts.extend_from_slice(&self.rows.notes[ending.called.clone()]);
            let settled = self.footnotes.settle(&parts, self.carried.len(), self.room - ending.depth, false);
            let gap = settled.free.0.max(0) / self.grid.0;
            let page = self.page(ending, 0, settled.cost + cost::gap(gap));
            pages.push(Page { rest: settled.rest, ..page });
        }
    }

    /// What the notes of a page take of its room: those that came over, and those called on it.
    pub(super) fn notes_height(&self, called: Range<usize>) -> Pt {
        let all = || self.carried.iter().chain(&self.rows.notes[called.clone()]);
        let strips = |part| self.footnotes.strips(part);
        let (Some(first), Some(last)) =
            (all().flat_map(strips).next(), all().next_back().and_then(|part| strips(part).last()))
        else {
            return Pt::ZERO;
        };
        let height = self.carried_height + self.rows.notes_height(called.clone());
        self.footnotes.separator - first.space + height + self.footnotes.lift(last)
    }

    /// Whether a line of a note may stand below text of this depth.
    fn takes_a_note(&self, depth: Pt) -> bool {
        depth + self.footnotes.separator + self.grid <= self.room
    }
}
