//! One page. In: the row at its head, and notes that come over from the page before. Out: every way to fill it that is
//! worth a look: where it ends, how short it stays, and what that costs. For each number of lines that its paragraphs
//! and spaces may add or save only the cheapest way counts.

use super::super::cost::{self, PARTED, WIDOW};
use super::super::footnotes::{Footnotes, NotePart};
use super::Change;
use super::descent::Descent;
use super::rows::{Row, Rows, Way};
use crate::length::Pt;
use std::ops::Range;

/// The most lines that the paragraphs and spaces of a page add or save together.
const MOST: usize = 2;
/// How many lines a page may stay short without need: it ends higher only where every fuller page is bad.
pub const SHORTEST: i64 = 3;

/// A page does not end so many lines and more above its foot if it can help it.
pub const FAR: i64 = MOST as i64 + SHORTEST + 1;

/// Lines that must be left for the text below what floats.
const TEXT_LINES: i64 = 6;

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
    /// What floats on to the next page, in order.
    pub floats: Vec<usize>,
    /// How far down its text reaches.
    pub depth: Pt,
    /// Lines added, as an index into [`Ways`].
    pub way: usize,
    /// The last choice that led here.
    last: Option<usize>,
}

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

/// How a page is filled.
pub struct Course {
    /// What is to be changed in its strips, in order.
    pub changes: Vec<Change>,
    /// How many strips stand on it, changed, and how many there are up to the head of the next in the galley's order.
    pub strips: usize,
    pub passed: usize,
    /// How many of the floats that came over stand at its head.
    pub placed: usize,
    /// What floats on, with how many strips come before it in the galley's order.
    pub floated: Vec<(usize, usize)>,
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
    last: Option<usize>,
    floats: Vec<usize>,
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

    /// How a page that the last walk gave is filled.
    pub fn course(&self, page: &Page) -> Course {
        let rows = self.rows;
        let mut options = Vec::new();
        let (mut way, mut last) = (page.way, page.last);
        while let Some(choice) = last.map(|last| &self.choices[last]) {
            let (from, option) = choice.came[way];
            options.extend(option.map(|option| (choice.row, choice.above, option)));
            (way, last) = (from, choice.before);
        }
        let mut options = options.into_iter().rev().peekable();
        let mut floated = page.floats[self.floats.len() - self.placed..].iter().copied().peekable();
        let placed = self.floats[..self.placed].iter().map(|&float| rows.floats[float].strips.len()).sum();
        let called = self.rows.row(self.head).notes().start..0;
        let mut course =
            Course { changes: Vec::new(), strips: placed, passed: 0, placed: self.placed, floated: Vec::new(), called };
        let (mut at, mut last) = (self.head, self.head);
        while at != page.end {
            let row = rows.row(at);
            if let Some(float) = floated.next_if(|&float| row.float() == Some(float)) {
                course.floated.push((float, course.passed));
                course.passed += rows.floats[float].strips.len();
                at = rows.floats[float].rows.end;
                continue;
            }
            let mut option =
                |above| options.next_if(|option| (option.0, option.1) == (at, above)).map(|option| option.2);
            if let Some(less) = option(true) {
                course.changes.push(Change::Space { strip: row.strip(), lines: 1 - 2 * less as i64 });
            }
            let ends_inside = |other: &usize| rows.ways[row.ways().start + other].contains(page.end);
            let other = option(false).or_else(|| (0..row.ways().len()).find(ends_inside));
            let mut taken = 1;
            last = at;
            if let Some(other) = other {
                let way = &rows.ways[row.ways().start + other];
                course.changes.push(Change::Setting { strip: row.strip(), other });
                taken = if way.contains(page.end) { page.end - way.first } else { way.count };
                last = way.first + taken - 1;
            }
            course.strips += taken;
            course.passed += taken;
            at = rows.row(last).next();
        }
        course.called.end = rows.row(last).notes().end;
        course
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

    /// How many lines of the grid below `depth`, which call no notes, are far from the foot of the page: notes up to
    /// number `called` stand there.
    fn far_lines(&self, depth: Pt, called: usize) -> usize {
        if self.far_too {
            return 0;
        }
        let room = self.room - self.notes_height(self.rows.row(self.head).notes().start..called);
        ((room - depth).0.div_euclid(self.grid.0) - FAR).max(0) as usize
    }

    /// An end above row `end`, after row `last` that reaches down to `depth` where no line was added. Most rows are seen at
    /// once to be far from the foot.
    #[inline]
    fn ending(&mut self, end: usize, last: usize, depth: Pt, ways: &Ways, branch: &Branch, pages: &mut Vec<Page>) {
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
