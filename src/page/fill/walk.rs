//! One page. In: the row at its head, and notes that come over from the page before. Out: every way to fill it that is
//! worth a look: where it ends, how short it stays, and what that costs. For each number of lines that its paragraphs
//! and spaces may add or save only the cheapest way counts.

use super::super::cost::{self, PARTED, WIDOW};
use super::super::footnotes::{Footnotes, NotePart};
use super::Change;
use super::descent::Descent;
use super::rows::{Row, Rows};
use crate::length::Pt;
use std::ops::Range;

/// The most lines that the paragraphs and spaces of a page add or save together.
const MOST: usize = 2;
/// How many lines a page may stay short without need: it ends higher only where every fuller page is bad.
pub const SHORTEST: i64 = 3;

/// The cheapest way for each number of lines added, from `-MOST` to `MOST`.
type Ways = [Option<i64>; 2 * MOST + 1];

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
    /// How far down its text reaches.
    pub depth: Pt,
    /// Lines added, as an index into [`Ways`].
    pub way: usize,
    /// How many choices led here.
    choices: usize,
}

/// A place on a page where something may be set in more lines or fewer, and what was chosen there for each number of
/// lines added.
struct Choice {
    row: usize,
    /// Whether it is a choice of the space above the row; else of how the paragraph that begins with it is set.
    above: bool,
    /// Where each way came from, and by which option; `None` for the natural one.
    came: [(usize, Option<usize>); 2 * MOST + 1],
}

/// How a page is filled.
pub struct Course {
    /// What is to be changed in its strips, in order.
    pub changes: Vec<Change>,
    /// How many strips stand on it, changed.
    pub strips: usize,
    /// Notes called on it: a range of [`Rows::notes`].
    pub called: Range<usize>,
}

/// Walks down pages, one after the other.
pub struct Walk<'w> {
    rows: &'w Rows,
    footnotes: Footnotes<'w>,
    grid: Pt,
    head: usize,
    carried: Vec<NotePart>,
    carried_height: Pt,
    room: Pt,
    choices: Vec<Choice>,
    /// Whether pages count that are too short or whose notes do not fit.
    far_too: bool,
    /// The fullest page that is shorter than it should be: whether it ends badly, its lines to spare, and its cost.
    far: Option<(Rank, Ending)>,
    /// Pages whose notes do not fit.
    crowded: Vec<Ending>,
}

/// Which of several pages that are too short comes first.
type Rank = (bool, i64, i64, usize);

/// Where a page may end.
#[derive(Clone)]
struct Ending {
    end: usize,
    /// Notes called on the page: a range of [`Rows::notes`].
    called: Range<usize>,
    depth: Pt,
    cost: i64,
    way: usize,
    choices: usize,
}

impl<'w> Walk<'w> {
    /// Ready to walk.
    pub fn new(rows: &'w Rows, footnotes: Footnotes<'w>, grid: Pt) -> Walk<'w> {
        let (choices, crowded) = (Vec::new(), Vec::new());
        Walk {
            rows,
            footnotes,
            grid,
            head: 0,
            carried: Vec::new(),
            carried_height: Pt::ZERO,
            room: Pt::ZERO,
            choices,
            far_too: false,
            far: None,
            crowded,
        }
    }

    /// Every way worth a look to fill a page of the height `room` from row `head` on.
    pub fn pages(&mut self, head: usize, carried: &[NotePart], room: Pt, pages: &mut Vec<Page>) {
        (self.head, self.room) = (head, room);
        self.carried.clear();
        self.carried.extend_from_slice(carried);
        self.carried_height = carried.iter().map(|part| self.footnotes.height(part)).sum();
        // Nearly always a full page is good.
        self.far_too = false;
        self.down(pages);
        if pages.iter().any(|page| page.cost < WIDOW) {
            // No page ends badly that can end well.
            pages.retain(|page| page.cost < WIDOW);
        } else {
            self.far_too = true;
            self.down(pages);
            self.fall_back(pages);
        }
    }

    /// Walks down the page.
    fn down(&mut self, pages: &mut Vec<Page>) {
        let (rows, head) = (self.rows, self.head);
        self.far = None;
        self.choices.clear();
        self.crowded.clear();
        pages.clear();
        let mut ways: Ways = [None; 2 * MOST + 1];
        ways[MOST] = Some(0);
        let mut fork = None;
        let mut descent = Descent::new(self.grid, head);
        let mut at = head;
        while at < rows.len() {
            let row = rows.row(at);
            if at != head {
                self.bend(at, row, &mut ways);
            }
            descent.put(&row.extent);
            if !row.ways.is_empty() {
                row.ways.clone().for_each(|way| self.along(way, descent.y, &ways, pages));
                fork = Some(at);
            }
            if row.next != at + 1
                && let Some(fork) = fork.take()
            {
                self.join(fork, &mut ways);
            }
            let ending = self.must_end(row.next, at, descent.y, &mut ways);
            self.ending(row.next, at, descent.y, &ending, at == head, pages);
            if ways == [None; 2 * MOST + 1] || descent.y > self.room + self.grid * MOST as i64 {
                break;
            }
            at = row.next;
        }
    }

    /// How a page that the last walk gave is filled.
    pub fn course(&self, page: &Page) -> Course {
        let mut options = Vec::new();
        let mut way = page.way;
        for choice in self.choices[..page.choices].iter().rev() {
            let (from, option) = choice.came[way];
            options.extend(option.map(|option| (choice.row, choice.above, option)));
            way = from;
        }
        let mut options = options.into_iter().rev().peekable();
        let mut course = Course { changes: Vec::new(), strips: 0, called: 0..0 };
        let (mut at, mut last) = (self.head, self.head);
        while at != page.end {
            let row = self.rows.row(at);
            let mut option =
                |above| options.next_if(|option| (option.0, option.1) == (at, above)).map(|option| option.2);
            if let Some(less) = option(true) {
                course.changes.push(Change::Space { strip: row.strip, lines: 1 - 2 * less as i64 });
            }
            let ends_inside = |other: &usize| self.rows.ways[row.ways.start + other].contains(page.end);
            let other = option(false).or_else(|| (0..row.ways.len()).find(ends_inside));
            let mut taken = 1;
            last = at;
            if let Some(other) = other {
                let way = &self.rows.ways[row.ways.start + other];
                course.changes.push(Change::Setting { strip: row.strip, other });
                taken = if way.contains(page.end) { page.end - way.first } else { way.count };
                last = way.first + taken - 1;
            }
            course.strips += taken;
            at = self.rows.row(last).next;
        }
        course.called = self.rows.row(self.head).notes.start..self.rows.row(last).notes.end;
        course
    }

    /// A line more or less above a row.
    fn bend(&mut self, at: usize, row: &Row, ways: &mut Ways) {
        if row.more.is_some() {
            let options = [(1, row.more), (-1, row.less)];
            self.choose(
                (at, true),
                options.into_iter().filter_map(|(lines, cost)| cost.map(|cost| (lines, cost))),
                ways,
            );
        }
    }

    /// The ends of the settings of the paragraph that begins with row `fork`.
    fn join(&mut self, fork: usize, ways: &mut Ways) {
        let rows = self.rows;
        let settings = rows.ways[rows.row(fork).ways.clone()].iter();
        self.choose((fork, false), settings.map(|way| (way.extra, way.cost)), ways);
    }

    /// Goes on with the cheapest of several options, each of some lines more or less.
    fn choose(&mut self, (row, above): (usize, bool), options: impl Iterator<Item = (i64, i64)>, ways: &mut Ways) {
        let old = *ways;
        let mut came = std::array::from_fn(|way| (way, None));
        for (option, (lines, cost)) in options.enumerate() {
            for from in 0..ways.len() {
                let Some(cost) = old[from].map(|known| known + cost) else { continue };
                let Some(to) = from.checked_add_signed(lines as isize).filter(|&to| to < ways.len()) else { continue };
                if ways[to].is_none_or(|known| cost < known) {
                    (ways[to], came[to]) = (Some(cost), (from, Some(option)));
                }
            }
        }
        self.choices.push(Choice { row, above, came });
    }

    /// Ends inside another setting of a paragraph whose first line reaches down to `first`.
    fn along(&mut self, number: usize, first: Pt, ways: &Ways, pages: &mut Vec<Page>) {
        let way = self.rows.ways[number];
        let ways = ways.map(|known| known.map(|cost| cost + way.cost));
        for k in 1..way.count {
            let depth = first + self.grid * (k as i64 - 1);
            if depth > self.room + self.grid * MOST as i64 {
                break;
            }
            let alone = k == 1 && self.rows.row(self.head).ways.contains(&number);
            self.ending(way.first + k, way.first + k - 1, depth, &ways, alone, pages);
        }
    }

    /// The ways that end above row `end`, after row `last`; where a page must end, those that do not may run on.
    fn must_end(&self, end: usize, last: usize, depth: Pt, ways: &mut Ways) -> Ways {
        let Some(needed) = (end < self.rows.len()).then(|| self.rows.row(end).room).flatten() else { return *ways };
        let called = self.rows.row(self.head).notes.start..self.rows.row(last).notes.end;
        let room = self.room - self.notes_height(called) - depth;
        let mut ending = *ways;
        for (way, (ending, running)) in ending.iter_mut().zip(ways).enumerate() {
            let runs_on = room - self.grid * (way as i64 - MOST as i64) >= needed;
            *(if runs_on { ending } else { running }) = None;
        }
        ending
    }

    /// An end above row `end`, after row `last` that reaches down to `depth` where no line was added.
    fn ending(&mut self, end: usize, last: usize, depth: Pt, ways: &Ways, alone: bool, pages: &mut Vec<Page>) {
        let called = self.rows.row(self.head).notes.start..self.rows.row(last).notes.end;
        let notes = !self.carried.is_empty() || !called.is_empty();
        let room = self.room - if notes { self.notes_height(called.clone()) } else { self.rows.row(last).lift };
        let most = self.grid * MOST as i64;
        if !self.rows.is_last(end) && !self.far_too && depth + most + self.grid * (SHORTEST + 1) <= room {
            return;
        }
        let slack = (room - depth + most).0.div_euclid(self.grid.0);
        for (way, cost) in ways.iter().enumerate() {
            let Some(cost) = *cost else { continue };
            let depth = depth + self.grid * way as i64 - most;
            let cost = cost + self.rows.price(end);
            let ending = || Ending { end, called: called.clone(), depth, cost, way, choices: self.choices.len() };
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
            let last = if !self.rows.row(self.head).extent.opens && self.head > 0 {
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
        let &Ending { end, depth, way, choices, .. } = ending;
        Page { end, short, cost: ending.cost + cost, rest: Vec::new(), depth, way, choices }
    }

    /// Where no page is good, one that is too short may be better; where that is bad too, one that parts a note.
    fn fall_back(&self, pages: &mut Vec<Page>) {
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
    fn notes_height(&self, called: Range<usize>) -> Pt {
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
