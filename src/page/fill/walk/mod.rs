//! One page. In: the row at its head, and notes that come over from the page before. Out: every way to fill it that is
//! worth a look: where it ends, how short it stays, and what that costs. For each number of lines that its paragraphs
//! and spaces may add or save only the cheapest way counts.
//!
//! `ending` says where it may end, `course` how it is filled.

mod course;
pub mod ending;

pub use ending::Page;

use super::super::cost::WIDOW;
use super::super::footnotes::{Footnotes, NotePart};
use super::descent::Descent;
use super::rows::{Row, Rows};
use crate::length::Pt;
use ending::{Ending, Rank};

/// The most lines that the paragraphs and spaces of a page add or save together.
const MOST: usize = 2;
/// Lines that must be left for the text below what floats.
const TEXT_LINES: i64 = 6;

/// The cheapest way for each number of lines added, from `-MOST` to `MOST`.
type Ways = [Option<i64>; 2 * MOST + 1];

/// A place on a page where something may be set in more lines or fewer, and what was chosen there for each number of
/// lines added.
struct Choice {
    /// The choice before it.
    before: Option<usize>,
    row: usize,
    /// Whether it is a choice of the space above the row; else of how the paragraph that begins with it is set.
    above: bool,
    /// Where each way came from, and by which option; `None` for the natural one.
    came: [(usize, Option<usize>); 2 * MOST + 1],
}

/// Walks down pages, one after the other.
pub struct Walk<'w> {
    rows: &'w Rows,
    footnotes: Footnotes<'w>,
    grid: Pt,
    head: usize,
    carried: Vec<NotePart>,
    carried_height: Pt,
    /// What floats to this page or on, and how much of that stands here.
    floats: Vec<usize>,
    placed: usize,
    room: Pt,
    choices: Vec<Choice>,
    /// Whether pages count that are too short or whose notes do not fit.
    far_too: bool,
    /// The fullest page that is shorter than it should be: whether it ends badly, its lines to spare, and its cost.
    far: Option<(Rank, Ending)>,
    /// Pages whose notes do not fit.
    crowded: Vec<Ending>,
}

/// A way down a page.
#[derive(Clone)]
struct Branch {
    /// The next row.
    at: usize,
    /// Whether no row stands on the page yet.
    alone: bool,
    descent: Descent,
    ways: Ways,
    /// The last choice.
    last: Option<usize>,
    /// What floats on to the next page.
    floats: Vec<usize>,
    /// Whether what stood before the next row has floated away.
    closes_up: bool,
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
            floats: Vec::new(),
            placed: 0,
            room: Pt::ZERO,
            choices,
            far_too: false,
            far: None,
            crowded,
        }
    }

    /// Every way worth a look to fill a page of the height `room` from row `head` on, with notes and floats that come
    /// over from the page before.
    pub fn pages(&mut self, head: usize, carried: &[NotePart], floats: &[usize], room: Pt, pages: &mut Vec<Page>) {
        (self.head, self.room) = (head, room);
        self.floats.clear();
        self.floats.extend_from_slice(floats);
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

    /// Whether the last page could be good. Then it ends nowhere far above its foot.
    pub fn is_good(&self) -> bool {
        !self.far_too
    }

    /// Walks down the page, along every branch.
    fn down(&mut self, pages: &mut Vec<Page>) {
        self.far = None;
        self.choices.clear();
        self.crowded.clear();
        pages.clear();
        let mut descent = Descent::new(self.grid, self.head);
        self.placed = 0;
        for &float in &self.floats {
            let mut below = descent;
            let float = &self.rows.floats[float];
            float.rows.clone().for_each(|row| _ = below.put(&self.rows.row(row).extent()));
            if self.placed > 0 && below.y + self.grid * TEXT_LINES > self.room {
                break;
            }
            (descent, self.placed) = (below, self.placed + 1);
        }
        let mut ways: Ways = [None; 2 * MOST + 1];
        ways[MOST] = Some(0);
        let floats = self.floats[self.placed..].to_vec();
        let mut branch =
            Some(Branch { at: self.head, alone: true, descent, ways, last: None, floats, closes_up: false });
        while let Some(next) = branch {
            branch = self.follow(next, pages);
        }
    }

    /// Walks down a branch; returns the one that leaves it.
    fn follow(&mut self, mut branch: Branch, pages: &mut Vec<Page>) -> Option<Branch> {
        let rows = self.rows;
        let mut fork = None;
        let mut other = None;
        while branch.at < rows.len() {
            let at = branch.at;
            let row = rows.row(at);
            if rows.plain(at) > 0 && branch.descent.is_on_grid() && !branch.alone && !branch.closes_up {
                let lines = rows.plain(at).min(self.far_lines(branch.descent.y, row.notes().start));
                if lines > 0 {
                    branch.descent.put_lines(lines);
                    branch.at += lines;
                    continue;
                }
            }
            if let Some(float) = row.float().filter(|&float| self.floats_on(float, &branch)) {
                let mut floats = branch.floats.clone();
                floats.push(float);
                let leaving = Branch { at: rows.floats[float].rows.end, floats, closes_up: true, ..branch.clone() };
                // Nothing overtakes what floats already.
                if !branch.floats.is_empty() {
                    return Some(leaving);
                }
                other = Some(leaving);
            }
            let mut extent = row.extent();
            if branch.closes_up {
                extent.space = if row.float().is_some() { extent.space } else { row.closed() };
            } else if !branch.alone {
                self.bend(at, row, &mut branch);
            }
            if branch.alone && self.placed > 0 {
                extent.space = extent.space.max(self.grid);
            }
            branch.closes_up = false;
            branch.descent.put(&extent);
            if !row.ways().is_empty() {
                row.ways().for_each(|way| self.along(way, &branch, pages));
                fork = Some(at);
            }
            if row.next() != at + 1
                && let Some(fork) = fork.take()
            {
                self.join(fork, &mut branch);
            }
            if let Some(needed) = rows.ends_above(row.next()) {
                let ending = self.must_end(needed, at, branch.descent.y, &mut branch.ways);
                self.ending(row.next(), at, branch.descent.y, &ending, &branch, pages);
                if branch.ways == [None; 2 * MOST + 1] {
                    break;
                }
            } else {
                self.ending(row.next(), at, branch.descent.y, &branch.ways, &branch, pages);
            }
            if branch.descent.y > self.room + self.grid * MOST as i64 {
                break;
            }
            (branch.at, branch.alone) = (row.next(), false);
        }
        other
    }

    /// Whether a float had better go on to the next page: below what is set as it is there is no room for it here, but
    /// there.
    fn floats_on(&self, float: usize, branch: &Branch) -> bool {
        let float = &self.rows.floats[float];
        let mut below = branch.descent;
        float.rows.clone().for_each(|row| _ = below.put(&self.rows.row(row).extent()));
        let may = float.height + self.grid * TEXT_LINES <= self.room && (!branch.alone || self.placed > 0);
        may && (!branch.floats.is_empty() || below.y > self.room)
    }

    /// A line more or less above a row.
    fn bend(&mut self, at: usize, row: &Row, branch: &mut Branch) {
        if row.more().is_some() {
            let options = [(1, row.more()), (-1, row.less())];
            self.choose(
                (at, true),
                options.into_iter().filter_map(|(lines, cost)| cost.map(|cost| (lines, cost))),
                branch,
            );
        }
    }

    /// The ends of the settings of the paragraph that begins with row `fork`.
    fn join(&mut self, fork: usize, branch: &mut Branch) {
        let rows = self.rows;
        let settings = rows.ways[rows.row(fork).ways()].iter();
        self.choose((fork, false), settings.map(|way| (way.extra, way.cost)), branch);
    }

    /// Goes on with the cheapest of several options, each of some lines more or less.
    fn choose(&mut self, (row, above): (usize, bool), options: impl Iterator<Item = (i64, i64)>, branch: &mut Branch) {
        let ways = &mut branch.ways;
        let old = *ways;
        let mut came = std::array::from_fn(|way| (way, None));
        for (option, (lines, cost)) in options.enumerate() {
            for (from, known) in old.iter().enumerate() {
                let Some(cost) = known.map(|known| known + cost) else { continue };
                let Some(to) = from.checked_add_signed(lines as isize).filter(|&to| to < ways.len()) else { continue };
                if ways[to].is_none_or(|known| cost < known) {
                    (ways[to], came[to]) = (Some(cost), (from, Some(option)));
                }
            }
        }
        self.choices.push(Choice { before: branch.last, row, above, came });
        branch.last = Some(self.choices.len() - 1);
    }

    /// Ends inside another setting of a paragraph whose first line has just been placed.
    fn along(&mut self, number: usize, branch: &Branch, pages: &mut Vec<Page>) {
        let way = self.rows.ways[number];
        let first = branch.descent.y;
        let ways = branch.ways.map(|known| known.map(|cost| cost + way.cost));
        let called = self.rows.row(way.first).notes().start..self.rows.row(way.first + way.count - 1).notes().end;
        let far = if called.is_empty() { self.far_lines(first - self.grid, called.end) } else { 0 };
        for k in 1 + far..way.count {
            let depth = first + self.grid * (k as i64 - 1);
            if depth > self.room + self.grid * MOST as i64 {
                break;
            }
            self.ending(way.first + k, way.first + k - 1, depth, &ways, branch, pages);
        }
    }

    /// The ways that end after row `last`, where a page must end that has less room than is `needed`; others run on.
    fn must_end(&self, needed: Pt, last: usize, depth: Pt, ways: &mut Ways) -> Ways {
        let called = self.rows.row(self.head).notes().start..self.rows.row(last).notes().end;
        let room = self.room - self.notes_height(called) - depth;
        let mut ending = *ways;
        for (way, (ending, running)) in ending.iter_mut().zip(ways).enumerate() {
            let runs_on = room - self.grid * (way as i64 - MOST as i64) >= needed;
            *(if runs_on { ending } else { running }) = None;
        }
        ending
    }
}
