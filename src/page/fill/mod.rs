//! Page breaks. In: the strips of a galley. Out: which of them stand on each page or in each column, which notes with
//! them, and which paragraphs are set in a line more or less for it. Of all ways to break the galley the cheapest is
//! taken, by dynamic programming over the places where a page may end (Plass 1981), two facing pages being judged
//! together; every strip stands on exactly one page.
//!
//! `rows` lays out what there is to choose from, `walk` finds every way to fill one page, `states` keeps the cheapest
//! ways to its head, `descent` says where strips stand and `foot` where the last of them do, `balance` evens columns
//! that stand side by side.

mod balance;
mod descent;
mod foot;
mod rows;
mod states;
#[cfg(test)]
mod tests;
mod walk;

pub use balance::{balance, spread};
pub use descent::{Descent, repeated_height};
pub use foot::settle;

use super::cost;
use super::footnotes::{Footnotes, NotePart};
use super::galley::Strip;
use crate::length::Pt;
use rows::Rows;
use states::{State, States};
use std::ops::Range;
use walk::{Page, Walk};

/// What stands in one column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// Strips of the galley, changed as [`Filled::changes`] says.
    pub strips: Range<usize>,
    /// Notes at its foot.
    pub notes: Vec<NotePart>,
    /// How far above the foot of the column the notes end.
    pub short: Pt,
}

/// The columns that a galley is broken into.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Heights of the first columns, where they differ.
    pub first: Vec<Pt>,
    /// Height of all others.
    pub rest: Pt,
    /// Distance between lines of the grid.
    pub grid: Pt,
    /// Number of the first, from 0. Those with an odd number face the next and should be even with it.
    pub number: usize,
}

/// A galley, broken.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filled {
    pub columns: Vec<Column>,
    /// What is to be changed in the strips, in their order.
    pub changes: Vec<Change>,
    /// What then is to be moved.
    pub moves: Vec<Move>,
}

/// Something that makes a page come out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// The paragraph that begins with a strip is set in another of its ways.
    Setting { strip: usize, other: usize },
    /// Lines more (or less) above a strip.
    Space { strip: usize, lines: i64 },
}

/// Strips that stand later than their place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    pub strips: Range<usize>,
    /// The strip before which they stand.
    pub before: usize,
}

impl Shape {
    fn height(&self, number: usize) -> Pt {
        self.first.get(number).copied().unwrap_or(self.rest)
    }

    /// Whether a column is the second of two that face each other.
    fn is_second(&self, number: usize) -> bool {
        (self.number + number).is_multiple_of(2)
    }
}

/// Breaks a galley into columns.
pub fn fill(strips: &[Strip], notes: Footnotes, shape: &Shape) -> Filled {
    if strips.is_empty() {
        return Filled::default();
    }
    let least = shape.first.iter().copied().fold(shape.rest, Pt::min);
    let far = (least.0 / shape.grid.0 - walk::ending::FAR).max(0) as usize;
    let rows = Rows::new(strips, &notes, shape.grid, far);
    let mut walk = Walk::new(&rows, notes, shape.grid);
    let mut filler =
        Filler { states: States::new(rows.len(), shape.first.len()), rows: &rows, notes, shape, known: Vec::new() };
    filler.search(&mut walk);
    filler.finish(&mut walk)
}

struct Filler<'f> {
    rows: &'f Rows,
    notes: Footnotes<'f>,
    shape: &'f Shape,
    states: States,
    /// What [`Filler::expand`] knows of the pages gone through.
    known: Vec<(Option<i64>, (i64, u32))>,
}

impl Filler<'_> {
    /// Finds the cheapest ways to every row.
    fn search(&mut self, walk: &mut Walk) {
        let (mut pages, mut open, mut here) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..self.rows.len() {
            self.states.thin(row);
            open.extend(self.states.at(row));
            while let Some(&first) = open.first() {
                let (state, height) = (self.states.get(first), self.height(first));
                walk.pages(row, state.carried(), state.floats(), height, &mut pages);
                // States that have the same to place in the same room go on by the same pages.
                let alike = |id: u32| {
                    let other = self.states.get(id);
                    let goes_on_alike = other.row == state.row || walk.is_good();
                    self.height(id) == height && other.bears_like(state) && goes_on_alike
                };
                here.clear();
                open.retain(|&id| {
                    let alike = alike(id);
                    here.extend(alike.then_some(id));
                    !alike
                });
                self.expand(&here, &pages);
            }
        }
    }

    /// The cheapest way to the end, and its cost.
    fn best(&self) -> Option<(i64, u32)> {
        let cost = |id: u32| {
            let state = self.states.get(id);
            let left = state.carried().len() as i64 * cost::PARTED + state.floats().len() as i64 * cost::LATE_FLOAT;
            state.cost + left
        };
        self.states.at(self.rows.len()).map(|id| (cost(id), id)).min()
    }

    /// Height of the page that a state is at the head of.
    fn height(&self, id: u32) -> Pt {
        self.shape.height(self.states.get(id).number as usize)
    }

    /// Goes on from states by pages. Of those on the same side of a spread only the cheapest matters for each page.
    fn expand(&mut self, states: &[u32], pages: &[Page]) {
        for second in [false, true] {
            // Which is the cheapest depends on nothing but where the page ends that it should be even with.
            let mut known = std::mem::take(&mut self.known);
            known.clear();
            for page in pages {
                let last = self.rows.is_last(page.end);
                let short = (!last).then_some(page.short);
                let found = known.iter().find(|(known, _)| *known == short).map(|&(_, found)| found);
                let is_there = |&id: &u32| self.shape.is_second(self.states.get(id).number as usize) == second;
                let here = states.iter().copied().filter(is_there);
                let cheapest = || here.map(|id| (self.before(id, short), id)).min();
                let Some((before, id)) = found.or_else(cheapest) else { break };
                if found.is_none() {
                    known.push((short, (before, id)));
                }
                let cost = before + page.cost + if last { 0 } else { self.end(page, second) };
                let alike = self.rows.alike(page.end);
                self.states.reach(State::after(id, self.states.get(id), page, cost, !second && !last, alike));
            }
            self.known = known;
        }
    }

    /// What it costs to come to a state and to set a page `short` there, if it should be even with the one before.
    fn before(&self, id: u32, short: Option<i64>) -> i64 {
        let state = self.states.get(id);
        let faced = short.filter(|_| state.faced);
        state.cost + faced.map_or(0, |short| cost::uneven(short - i64::from(state.short)))
    }

    /// What it costs to end a page in a hyphen and with floats to come, which depends on its side of the spread.
    fn end(&self, page: &Page, second: bool) -> i64 {
        let side = usize::from(second);
        let hyphen = if self.rows.row(page.end).after_hyphen { cost::HYPHEN[side] } else { 0 };
        hyphen + cost::FLOAT[side] * page.floats.len() as i64
    }

    /// The columns of the cheapest way, with pages for notes that are left over.
    fn finish(self, walk: &mut Walk) -> Filled {
        let Some((_, best)) = self.best() else { return Filled::default() };
        let mut path = vec![best];
        while path[path.len() - 1] != 0 {
            path.push(self.states.get(path[path.len() - 1]).from);
        }
        path.reverse();
        let mut filled = Filled::default();
        let mut passed = Passed::default();
        for pair in path.windows(2) {
            self.column(pair[0], self.states.get(pair[1]), walk, &mut passed, &mut filled);
        }
        for &float in self.states.get(best).floats() {
            let from = filled.columns.last().map_or(0, |column| column.strips.end);
            let strips = from..from + self.rows.floats[float].strips.len();
            filled.moves.push(Move { strips: passed.place(float, &self.rows.floats), before: passed.strips });
            filled.columns.push(Column { strips, ..Column::default() });
        }
        let mut rest = self.states.get(best).carried().to_vec();
        let end = filled.columns.last().map_or(0, |column| column.strips.end);
        while !rest.is_empty() {
            let settled = self.notes.settle(&rest, rest.len(), self.shape.rest, true);
            filled.columns.push(Column { strips: end..end, notes: settled.here, short: Pt::ZERO });
            rest = settled.rest;
        }
        filled
    }

    /// Adds the column that leads from the state `from` to another.
    fn column(&self, from: u32, to: &State, walk: &mut Walk, passed: &mut Passed, filled: &mut Filled) {
        let (state, height) = (self.states.get(from), self.height(from));
        let mut pages = Vec::new();
        walk.pages(state.row as usize, state.carried(), state.floats(), height, &mut pages);
        let Some(page) = pages.iter().filter(|page| to.is_after(page)).min_by_key(|page| page.cost) else { return };
        let course = walk.course(page);
        let mut parts = state.carried().to_vec();
        parts.extend_from_slice(&self.rows.notes[course.called]);
        let settled = self.notes.settle(&parts, state.carried().len(), height - page.depth, false);
        // The notes of a last page end where those of the page that it faces do.
        let room = settled.free.0.div_euclid(self.shape.grid.0).max(0);
        let last = self.rows.is_last(page.end) && state.faced;
        let short = if last { i64::from(state.short).min(room) } else { page.short };
        let from = filled.columns.last().map_or(0, |column| column.strips.end);
        let strips = from..from + course.strips;
        filled.columns.push(Column { strips, notes: settled.here, short: self.shape.grid * short });
        filled.changes.extend(course.changes);
        for &float in &state.floats()[..course.placed] {
            filled.moves.push(Move { strips: passed.place(float, &self.rows.floats), before: passed.strips });
        }
        passed.floated.extend(course.floated.iter().map(|&(float, before)| (float, passed.strips + before)));
        passed.strips += course.passed;
    }
}

/// Strips that have been passed, in the galley's order.
#[derive(Default)]
struct Passed {
    strips: usize,
    /// What floats, and how many strips come before it.
    floated: Vec<(usize, usize)>,
}

impl Passed {
    /// The strips of a float in the galley's order.
    fn place(&self, float: usize, floats: &[rows::Float]) -> Range<usize> {
        let known = self.floated.iter().find(|(known, _)| *known == float);
        let start = known.map_or(0, |&(_, start)| start);
        start..start + floats[float].strips.len()
    }
}

/// Whether columns hold each of `count` strips once, in order.
pub fn is_whole(columns: &[Column], count: usize) -> bool {
    let ends = columns.iter().map(|column| column.strips.end);
    let starts = columns.iter().map(|column| column.strips.start);
    std::iter::once(0).chain(ends.clone()).zip(starts.chain([count])).all(|(end, start)| end == start)
}
