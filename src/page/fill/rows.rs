//! A galley as the choice of page breaks sees it. In: strips, some of them the lines of paragraphs that can be set in
//! other numbers of lines. Out: rows. Every setting of a paragraph has rows of its own, one after the other, and each
//! leads on to the row after the paragraph; a row always leads to one with a higher number.

use super::super::cost;
use super::super::footnotes::{Footnotes, NotePart};
use super::super::galley::{Parting, Setting, Strip};
use super::descent::{Descent, Extent};
use crate::length::{Pt, Short};
use std::ops::Range;

/// A strip, or a line of another setting of a paragraph. There are more of them than of anything else, so it is small.
#[derive(Clone, Debug, Default)]
pub struct Row {
    space: Short,
    closed: Short,
    height: Short,
    snap: Option<Short>,
    repeated: Short,
    /// How much lower a page may end that ends with it, so that its last baseline stands on the grid.
    lift: Short,
    /// Where a page must end above it, how much of that page would have to be empty for it to go on there.
    room: Option<Short>,
    price: i32,
    notes: Range<u32>,
    next: u32,
    strip: u32,
    ways: Range<u32>,
    float: Option<u32>,
    /// See [`Rows::alike`] and [`Rows::plain`].
    alike: u32,
    plain: u32,
    /// Lines of the space above it that may be one more or less.
    bends: u8,
    opens: bool,
    /// Whether a page that ends above it ends in a hyphen.
    pub after_hyphen: bool,
}

impl Row {
    /// Where it stands in a column.
    pub fn extent(&self) -> Extent {
        let Row { space, height, snap, repeated, opens, .. } = *self;
        let (space, height, snap) = (space.pt(), height.pt(), snap.map(Short::pt));
        Extent { space, height, snap, repeated: repeated.pt(), opens }
    }

    /// Space above it where what could float right above it stands elsewhere.
    pub fn closed(&self) -> Pt {
        self.closed.pt()
    }

    /// How much lower a page may end that ends with it, so that its last baseline stands on the grid.
    pub fn lift(&self) -> Pt {
        self.lift.pt()
    }

    /// Where a page must end above it, how much of that page would have to be empty for it to go on there.
    pub fn room(&self) -> Option<Pt> {
        self.room.map(Short::pt)
    }

    /// Notes called in it: a range of [`Rows::notes`].
    pub fn notes(&self) -> Range<usize> {
        self.notes.start as usize..self.notes.end as usize
    }

    /// The row after it.
    pub fn next(&self) -> usize {
        self.next as usize
    }

    /// The strip that it is, or for a line of another setting the paragraph's first.
    pub fn strip(&self) -> usize {
        self.strip as usize
    }

    /// Other settings of the paragraph that begins with it: a range of [`Rows::ways`].
    pub fn ways(&self) -> Range<usize> {
        self.ways.start as usize..self.ways.end as usize
    }

    /// What may float that begins with it: an index into [`Rows::floats`].
    pub fn float(&self) -> Option<usize> {
        self.float.map(|float| float as usize)
    }

    /// What a line more above it costs, where there may be.
    pub fn more(&self) -> Option<i64> {
        (self.bends >= 1).then(|| cost::space(self.bends.into()))
    }

    /// What a line less above it costs, where there may be: white space of a line never loses all.
    pub fn less(&self) -> Option<i64> {
        (self.bends >= 2).then(|| cost::space(self.bends.into()))
    }
}

/// Another setting of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Its first row, and how many they are.
    pub first: usize,
    pub count: usize,
    /// Lines more than in the natural setting.
    pub extra: i64,
    pub cost: i64,
}

/// Something that may stand at the head of the next page where there is no room for it in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Float {
    pub rows: Range<usize>,
    pub strips: Range<usize>,
    /// Its height at the head of a page.
    pub height: Pt,
}

impl Way {
    /// Whether a page that ends above row `end` ends inside it.
    pub fn contains(&self, end: usize) -> bool {
        (self.first + 1..self.first + self.count).contains(&end)
    }
}

/// All rows of a galley. The number after the last stands for its end.
pub struct Rows {
    rows: Vec<Row>,
    pub ways: Vec<Way>,
    pub floats: Vec<Float>,
    /// Every note called, in order, with those that notes call; and their heights up to each.
    pub notes: Vec<NotePart>,
    heights: Vec<Pt>,
}

/// The rows that a strip makes, those of other settings of the paragraph that begins with it included.
fn lines(strip: &Strip) -> usize {
    let others = strip.pliant.iter().flat_map(|pliant| &pliant.others);
    1 + others.map(|setting| setting.lines.len()).sum::<usize>()
}

impl Rows {
    /// The rows of a galley on a grid. Pages of it end below `far` lines of it and more.
    pub fn new(strips: &[Strip], footnotes: &Footnotes, grid: Pt, far: usize) -> Rows {
        let mut this = Rows {
            rows: Vec::with_capacity(strips.iter().map(lines).sum()),
            ways: Vec::new(),
            floats: Vec::new(),
            notes: Vec::new(),
            heights: vec![Pt::ZERO],
        };
        // What floats must not float into another chapter.
        let one = !strips.iter().skip(1).any(|strip| strip.parting >= Parting::Page);
        let mut at = 0;
        while at < strips.len() {
            if one && let Some(float) = float(strips, at) {
                this.float(strips, float.clone(), footnotes, grid);
                at = float.end;
                continue;
            }
            let pliant = strips[at].pliant.as_deref().filter(|pliant| {
                strips[at..at + pliant.lines].iter().all(|line| line.height == grid && line.snap == Some(Pt::ZERO))
            });
            let count = pliant.map_or(1, |pliant| pliant.lines);
            let first = this.rows.len();
            for number in at..at + count {
                this.strip(strips, number, footnotes, grid);
            }
            if let Some(pliant) = pliant {
                let calls = strips[at..at + count].iter().flat_map(|line| &line.notes);
                let brought: Vec<usize> = calls.map(|&id| footnotes.called(id).len()).collect();
                this.settings(&pliant.others, first, &brought);
                this.liken(first, far);
            }
            at += count;
        }
        this.count_plain(grid);
        this
    }

    fn strip(&mut self, strips: &[Strip], number: usize, footnotes: &Footnotes, grid: Pt) {
        let strip = &strips[number];
        let from = self.notes.len();
        for note in strip.notes.iter().flat_map(|&id| footnotes.called(id)) {
            let part = footnotes.whole(note);
            self.heights.push(self.heights[self.heights.len() - 1] + footnotes.height(&part));
            self.notes.push(part);
        }
        // White space of a line and more is no accident.
        let bends = number > 0 && strip.parting == Parting::Free && strip.snap.is_some();
        let Extent { space, height, snap, repeated, opens } = Extent::of(strip);
        self.rows.push(Row {
            space: Short::of(space),
            closed: Short::of(strip.closed),
            height: Short::of(height),
            snap: snap.map(Short::of),
            repeated: Short::of(repeated),
            opens,
            price: strip.cost as i32,
            lift: if strip.snap.is_none() { Short::of(footnotes.lift(strip)) } else { Short::default() },
            after_hyphen: number > 0 && strips[number - 1].hyphenated,
            notes: from as u32..self.notes.len() as u32,
            next: self.rows.len() as u32 + 1,
            strip: number as u32,
            ways: 0..0,
            float: None,
            alike: self.rows.len() as u32,
            plain: 0,
            room: (number > 0 && strip.parting >= Parting::Page).then(|| Short::of(strip.extras().room)),
            bends: if bends { (strip.space.0 / grid.0).clamp(0, 255) as u8 } else { 0 },
        });
    }

    /// Strips that may float together.
    fn float(&mut self, strips: &[Strip], float: Range<usize>, footnotes: &Footnotes, grid: Pt) {
        let first = self.rows.len();
        let mut descent = Descent::new(grid, float.start);
        for number in float.clone() {
            self.strip(strips, number, footnotes, grid);
            descent.place(&strips[number]);
        }
        self.rows[first].float = Some(self.floats.len() as u32);
        self.floats.push(Float { rows: first..self.rows.len(), strips: float, height: descent.y });
    }

    /// Other settings of the paragraph whose natural lines begin with row `first`, and how many notes each of its calls
    /// brings.
    fn settings(&mut self, settings: &[Setting], first: usize, brought: &[usize]) {
        let natural = first..self.rows.len();
        let from = self.ways.len();
        for setting in settings {
            let begin = self.rows.len();
            let mut brought = brought.iter();
            let mut notes = self.rows[first].notes().start;
            for (k, line) in setting.lines.iter().enumerate() {
                let called = notes + brought.by_ref().take(line.calls).sum::<usize>();
                let Row { space, height, snap, repeated, opens, strip, .. } = self.rows[first];
                self.rows.push(Row {
                    space: if k == 0 { space } else { Short::default() },
                    height,
                    snap,
                    repeated,
                    opens: k == 0 && opens,
                    strip,
                    price: line.cost as i32,
                    after_hyphen: k > 0 && setting.lines[k - 1].hyphenated,
                    notes: notes as u32..called as u32,
                    next: (begin + k + 1) as u32,
                    alike: (begin + k) as u32,
                    ..Row::default()
                });
                notes = called;
            }
            let extra = setting.lines.len() as i64 - natural.len() as i64;
            self.ways.push(Way { first: begin, count: setting.lines.len(), extra, cost: setting.cost });
        }
        let after = self.rows.len() as u32;
        for way in &self.ways[from..] {
            self.rows[way.first + way.count - 1].next = after;
        }
        self.rows[natural.end - 1].next = after;
        self.rows[first].ways = from as u32..self.ways.len() as u32;
    }

    /// Finds out which lines of the settings of the paragraph that begins with row `first` are alike, of those that no
    /// more than `most` lines of the paragraph are left from.
    fn liken(&mut self, first: usize, most: usize) {
        let ways = &self.ways[self.rows[first].ways()];
        let Some(way) = ways.first() else { return };
        if !self.rows[first..way.first].iter().all(|line| line.notes().is_empty()) {
            return;
        }
        let others = ways.iter().map(|way| way.first..way.first + way.count);
        let settings: Vec<Range<usize>> = std::iter::once(first..way.first).chain(others).collect();
        for setting in &settings {
            for left in 1..setting.len().min(most + 1) {
                let last = settings.iter().rfind(|setting| setting.len() > left);
                self.rows[setting.end - left].alike = last.map_or(0, |last| last.end - left) as u32;
            }
        }
    }

    /// Finds out which rows are plain.
    fn count_plain(&mut self, grid: Pt) {
        let mut plain = 0;
        for at in (0..self.rows.len()).rev() {
            let row = &self.rows[at];
            let line = Extent { height: grid, snap: Some(Pt::ZERO), ..row.extent() } == row.extent();
            let free =
                row.space == Short::default() && row.ways.is_empty() && row.float.is_none() && row.notes.is_empty();
            let goes_on = row.next() == at + 1 && !self.is_last(at + 1);
            plain = if line && free && goes_on { plain + 1 } else { 0 };
            self.rows[at].plain = plain;
        }
    }

    /// How many there are, which is also the number of the end.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row that pages beginning with a row, to which nothing came over, are best looked for from. Before it and
    /// before all others that it stands for as many lines of a paragraph are left, which call no notes and end far above
    /// the foot of a page: whichever setting they are of, what follows is the same.
    pub fn alike(&self, number: usize) -> usize {
        self.rows.get(number).map_or(number, |row| row.alike as usize)
    }

    /// How many rows, from row `number` on, are lines of the grid right below one another, at which nothing is to be
    /// decided but whether a page ends.
    pub fn plain(&self, number: usize) -> usize {
        self.rows[number].plain as usize
    }

    /// A row.
    pub fn row(&self, number: usize) -> &Row {
        &self.rows[number]
    }

    /// Whether what a page holds ends with it above a row.
    pub fn is_last(&self, number: usize) -> bool {
        self.rows.get(number).is_none_or(|row| row.room.is_some())
    }

    /// Where a page must end above a row, how much of that page would have to be empty for it to go on there.
    pub fn ends_above(&self, number: usize) -> Option<Pt> {
        self.rows.get(number).and_then(Row::room)
    }

    /// What it costs to end a page above a row or at the end, whichever page it is.
    pub fn price(&self, number: usize) -> i64 {
        self.rows.get(number).map_or(0, |row| row.price.into())
    }

    /// The height of notes, a range of [`Rows::notes`], each with the space above it.
    pub fn notes_height(&self, called: Range<usize>) -> Pt {
        self.heights[called.end] - self.heights[called.start]
    }
}

/// The strips from number `at` on that may float: text stands before and after them, and no notes hold them in place.
fn float(strips: &[Strip], at: usize) -> Option<Range<usize>> {
    let float = strips[at].float?;
    let end = at + strips[at..].iter().take_while(|strip| strip.float == Some(float)).count();
    let free = strips[at..end].iter().all(|strip| strip.notes.is_empty());
    (at > 0 && end < strips.len() && free).then_some(at..end)
}
