//! Page breaks against brute force, and what must hold of every galley.

use super::super::galley::{Parting, Pliant, SetLine, SetNote, Setting};
use super::super::{cost, footnotes::NotePart, plan::PlanId};
use super::walk::ending::{FAR, SHORTEST};
use super::*;
use crate::model::NoteId;

const GRID: Pt = Pt(10);

fn line() -> Strip {
    Strip { height: GRID, snap: Some(Pt::ZERO), ..Strip::default() }
}

fn lines(count: usize) -> Vec<Strip> {
    std::iter::repeat_with(line).take(count).collect()
}

fn note(lines: usize) -> SetNote {
    let strip = || Strip { height: Pt(8), ..Strip::default() };
    SetNote { plan: None, strips: std::iter::repeat_with(strip).take(lines).collect() }
}

fn footnotes(notes: &[SetNote]) -> Footnotes<'_> {
    Footnotes::plain(notes, GRID)
}

fn shape(lines: i64, number: usize) -> Shape {
    Shape { first: Vec::new(), rest: GRID * lines, grid: GRID, number }
}

fn ends(filled: &Filled) -> Vec<usize> {
    filled.columns.iter().map(|column| column.strips.end).collect()
}

#[test]
fn a_costly_break_is_paid_for_with_a_shorter_page() {
    let mut strips = lines(18);
    strips[10].cost = cost::WIDOW;
    let filled = fill(&strips, footnotes(&[]), &shape(10, 0));
    assert_eq!(ends(&filled)[0], 9);
    assert!(is_whole(&filled.columns, 18));
}

#[test]
fn the_height_of_a_note_is_charged_to_the_line_that_calls_it() {
    let notes = [note(3)];
    let mut strips = lines(20);
    strips[8].notes = vec![NoteId(0)].into();
    let filled = fill(&strips, footnotes(&notes), &shape(10, 0));
    assert_eq!(ends(&filled)[0], 8, "with line 8 the note would not fit on the first page");
    assert_eq!(filled.columns[1].notes, [NotePart { note: 0, strips: 0..3 }]);
}

#[test]
fn facing_pages_stay_short_together() {
    // The second page of the first spread must not end after line 20.
    let mut strips = lines(45);
    strips[20].cost = cost::WIDOW;
    let filled = fill(&strips, footnotes(&[]), &shape(10, 1));
    assert_eq!(ends(&filled)[..4], [9, 18, 28, 38], "both pages of the spread are one line short");
    // Where the two pages do not face each other the first keeps its line.
    let filled = fill(&strips, footnotes(&[]), &shape(10, 0));
    assert_eq!(ends(&filled)[..4], [9, 19, 29, 39], "or the page that faces none is");
}

#[test]
fn a_paragraph_gives_a_line_to_even_a_spread() {
    let mut strips = lines(25);
    strips[10].cost = cost::WIDOW;
    let looser = Setting { cost: 30, lines: vec![SetLine::default(); 5] };
    strips[3].pliant = Some(Box::new(Pliant { piece: 0, lines: 4, others: vec![looser] }));
    let filled = fill(&strips, footnotes(&[]), &shape(10, 1));
    assert_eq!(filled.changes, [Change::Setting { strip: 3, other: 0 }]);
    assert_eq!(ends(&filled), [10, 20, 26], "the strip that must not begin the second page is now its last but one");
}

#[test]
fn what_does_not_fit_floats_to_the_head_of_the_next_page_and_text_closes_up() {
    let mut strips = lines(40);
    let float = Some(PlanId(1));
    strips.insert(15, Strip { height: GRID * 8, space: GRID, float, ..Strip::default() });
    strips[16].space = GRID;
    let filled = fill(&strips, footnotes(&[]), &shape(20, 1));
    assert_eq!(filled.moves, [Move { strips: 15..16, before: 21 }]);
    assert_eq!(ends(&filled), [20, 32, 41], "the first page is full of text, and below the float is a line of space");
    // Where there is room it stays.
    strips[15].height = GRID * 2;
    assert_eq!(fill(&strips, footnotes(&[]), &shape(20, 1)).moves, []);
    // Of two that float none overtakes the other.
    strips[15].height = GRID * 8;
    strips.insert(18, Strip { height: GRID * 2, space: GRID, float: Some(PlanId(2)), ..Strip::default() });
    let moves = fill(&strips, footnotes(&[]), &shape(20, 1)).moves;
    assert_eq!(moves.iter().map(|moved| moved.strips.start).collect::<Vec<_>>(), [15, 18]);
}

#[test]
fn a_note_longer_than_pages_goes_on_overleaf_to_its_end() {
    let notes = [note(40)];
    let mut strips = lines(2);
    strips[0].notes = vec![NoteId(0)].into();
    let filled = fill(&strips, footnotes(&notes), &shape(10, 0));
    assert!(is_whole(&filled.columns, 2));
    let parts = filled.columns.iter().flat_map(|column| &column.notes);
    let parts: Vec<usize> = parts.flat_map(|part| part.strips.clone()).collect();
    assert_eq!(parts, (0..40).collect::<Vec<_>>());
    assert!(!filled.columns[0].notes.is_empty(), "it begins on the page of its call");
}

#[test]
fn the_columns_of_a_last_page_are_made_even() {
    let strips = lines(11);
    let mut columns = fill(&strips, footnotes(&[]), &shape(10, 0)).columns;
    balance(&strips, &mut columns, 2, GRID * 10, GRID);
    assert_eq!(columns.iter().map(|column| column.strips.end).collect::<Vec<_>>(), [6, 11]);
}

/// A small generator of numbers, always the same (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Paragraphs of random length, some with other settings, spaces, hyphens and notes.
fn galley(dice: &mut Dice, count: usize, longest_note: usize, floats: bool) -> (Vec<Strip>, Vec<SetNote>) {
    let (mut strips, mut notes) = (Vec::new(), Vec::new());
    let inside = |k: usize, count: usize| if k == 1 || k + 1 == count { cost::WIDOW } else { 0 };
    while strips.len() < count {
        let first = strips.len();
        strips.extend(lines(1 + dice.roll(5)));
        let count = strips.len() - first;
        let mut calls = 0;
        for k in 0..count {
            let line = &mut strips[first + k];
            line.cost = if k > 0 { inside(k, count) } else { 0 };
            line.hyphenated = k + 1 < count && dice.roll(5) == 0;
            if longest_note > 0 && dice.roll(8) == 0 {
                line.notes = vec![NoteId(notes.len() as u32)].into();
                notes.push(note(1 + dice.roll(longest_note)));
                calls += 1;
            }
        }
        let mut others = Vec::new();
        for lines in [count - 1, count + 1] {
            if dice.roll(4) == 0 && lines > 1 {
                let mut set: Vec<SetLine> = (0..lines)
                    .map(|k| {
                        let cost = if k > 0 { inside(k, lines) } else { 0 };
                        SetLine { cost, hyphenated: k + 1 < lines && dice.roll(5) == 0, ..SetLine::default() }
                    })
                    .collect();
                (0..calls).for_each(|_| set[dice.roll(lines)].calls += 1);
                others.push(Setting { cost: 10 + dice.roll(400) as i64, lines: set });
            }
        }
        if !others.is_empty() {
            strips[first].pliant = Some(Box::new(Pliant { piece: 0, lines: count, others }));
        }
        if floats && first > 0 && dice.roll(2) == 0 {
            let float = Some(PlanId(first as u32));
            let height = Pt(10 + dice.roll(50) as i64);
            strips.push(Strip { height, space: GRID, float, ..Strip::default() });
            strips.push(Strip { height: Pt(7), float, cost: cost::KEPT, ..Strip::default() });
            strips.push(Strip { space: GRID, closed: GRID * dice.roll(2) as i64, ..line() });
        }
        match dice.roll(6) {
            0 => strips[first].space = GRID * (1 + dice.roll(2) as i64),
            1 if first > 0 => {
                (strips[first].cost, strips[first].parting) = (cost::KEPT, Parting::Avoid);
            }
            3 if !floats && first > 0 && dice.roll(3) == 0 => {
                strips[first].parting = Parting::Page;
                strips[first].set_room(GRID * (1 + dice.roll(4) as i64));
            }
            2 if count == 1 => (strips[first].height, strips[first].snap) = (Pt(dice.roll(50) as i64), None),
            _ => {}
        }
    }
    (strips, notes)
}

/// Every way to fill a page, tried one by one.
struct Force<'f> {
    rows: &'f Rows,
    notes: Footnotes<'f>,
    shape: &'f Shape,
}

/// What a page may be, before it is known whether a better one makes it needless.
#[derive(Clone, Debug)]
struct Trial {
    end: usize,
    depth: Pt,
    cost: i64,
    alone: bool,
    notes: Vec<NotePart>,
    floats: Vec<usize>,
}

/// A page on trial as far as it is filled.
#[derive(Clone)]
struct Filling {
    descent: Descent,
    cost: i64,
    added: i64,
    notes: Vec<NotePart>,
    /// What floats on, and whether the last thing passed did.
    floats: Vec<usize>,
    closes_up: bool,
    /// Whether no row stands on the page, and whether floats do.
    alone: bool,
    below_floats: bool,
}

/// A page worth a look: the row after it, lines short, cost, notes and floats that go on.
type Tried = (usize, i64, i64, Vec<NotePart>, Vec<usize>);

impl Force<'_> {
    /// Follows every choice from row `at` on.
    fn down(&self, at: usize, page: &Filling, out: &mut Vec<Trial>) {
        let must_end = !page.alone && at < self.rows.len() && self.must_end(at, page.descent.y, &page.notes);
        if at == self.rows.len() || must_end || page.descent.y > self.shape.rest + GRID * 4 {
            return;
        }
        let row = self.rows.row(at);
        if let Some(float) = row.float() {
            let mut below = page.descent;
            self.rows.floats[float].rows.clone().for_each(|row| _ = below.put(&self.rows.row(row).extent()));
            let first = page.alone && !page.below_floats;
            let fits_later = self.rows.floats[float].height + GRID * 6 <= self.shape.rest;
            let natural = below.y - GRID * page.added;
            if fits_later && !first && (!page.floats.is_empty() || natural > self.shape.rest) {
                let mut later = Filling { closes_up: true, ..page.clone() };
                later.floats.push(float);
                self.down(self.rows.floats[float].rows.end, &later, out);
                if !page.floats.is_empty() {
                    return;
                }
            }
        }
        let mut spaces = vec![(0, 0)];
        if !page.alone && !page.closes_up {
            spaces.extend(row.more().map(|cost| (1, cost)));
            spaces.extend(row.less().map(|cost| (-1, cost)));
        }
        for (space, more) in spaces {
            let mut page = Filling { cost: page.cost + more, added: page.added + space, ..page.clone() };
            if page.added.abs() > 2 {
                continue;
            }
            let mut above = row.extent();
            if page.closes_up && row.float().is_none() {
                above.space = row.closed();
            }
            if page.alone && page.below_floats {
                above.space = above.space.max(GRID);
            }
            above.space += GRID * space;
            page.closes_up = false;
            let before = page.clone();
            let end = |end, page: &Filling| Trial {
                end,
                depth: page.descent.y,
                cost: page.cost + self.rows.price(end),
                alone: page.alone,
                notes: page.notes.clone(),
                floats: page.floats.clone(),
            };
            page.descent.put(&above);
            page.notes.extend_from_slice(&self.rows.notes[row.notes()]);
            out.push(end(row.next(), &page));
            page.alone = false;
            self.down(row.next(), &page, out);
            for way in &self.rows.ways[row.ways()] {
                let mut page = Filling { cost: before.cost + way.cost, ..before.clone() };
                for k in 0..way.count {
                    let line = self.rows.row(way.first + k);
                    let extent = if k == 0 { above } else { line.extent() };
                    page.descent.put(&extent);
                    page.notes.extend_from_slice(&self.rows.notes[line.notes()]);
                    let last = k + 1 == way.count;
                    page.added += if last { way.extra } else { 0 };
                    if page.added.abs() <= 2 {
                        out.push(end(line.next(), &page));
                    }
                    page.alone = false;
                    if last && page.added.abs() <= 2 {
                        self.down(line.next(), &page, out);
                    }
                }
            }
        }
    }

    /// Whether nothing goes on below `depth` with the row `at`.
    fn must_end(&self, at: usize, depth: Pt, notes: &[NotePart]) -> bool {
        let Some(needed) = self.rows.row(at).room() else { return false };
        let settled = self.notes.settle(notes, 0, self.shape.rest - depth, false);
        !settled.rest.is_empty() || settled.free < needed
    }

    /// The pages worth a look.
    fn pages(&self, head: usize, carried: &[NotePart], floats: &[usize]) -> Vec<Tried> {
        let mut trials = Vec::new();
        let mut descent = Descent::new(GRID, head);
        let mut placed = 0;
        for &float in floats {
            let mut below = descent;
            self.rows.floats[float].rows.clone().for_each(|row| _ = below.put(&self.rows.row(row).extent()));
            if placed > 0 && below.y + GRID * 6 > self.shape.rest {
                break;
            }
            (descent, placed) = (below, placed + 1);
        }
        let page = Filling {
            descent,
            cost: 0,
            added: 0,
            notes: carried.to_vec(),
            floats: floats[placed..].to_vec(),
            closes_up: false,
            alone: true,
            below_floats: placed > 0,
        };
        self.down(head, &page, &mut trials);
        let (mut out, mut far, mut crowded) = (Vec::new(), Vec::new(), Vec::new());
        let fill = |trial: &Trial, slack: i64, out: &mut Vec<_>| {
            let last = self.rows.is_last(trial.end);
            let shorts = if last || trial.notes.is_empty() { 0..=0 } else { 0..=slack.min(SHORTEST) };
            for lower in shorts {
                let (short, cost) = match (last, trial.notes.is_empty()) {
                    (true, _) if head == 0 || self.rows.row(head).extent().opens => (0, 0),
                    (true, _) => (0, cost::last(trial.depth.0 / GRID.0)),
                    (_, true) => (slack, cost::short(slack)),
                    (_, false) => (lower, cost::short(lower) + cost::gap(slack - lower)),
                };
                out.push((trial.end, short, trial.cost + cost, Vec::new(), trial.floats.clone()));
            }
        };
        for trial in &trials {
            let room = self.shape.rest - trial.depth;
            let settled = self.notes.settle(&trial.notes, carried.len(), room, false);
            let slack = settled.free.0.div_euclid(GRID.0);
            match slack {
                ..0 if trial.alone && trial.notes.is_empty() => {
                    out.push((trial.end, 0, trial.cost, Vec::new(), trial.floats.clone()))
                }
                _ if !settled.rest.is_empty() && (trial.alone || room >= GRID * 2) => crowded.push((trial, settled)),
                ..0 => {}
                _ if !settled.rest.is_empty() => {}
                _ if self.rows.is_last(trial.end)
                    && trial.end < self.rows.len()
                    && !self.must_end(trial.end, trial.depth, &trial.notes) => {}
                _ if slack <= SHORTEST || self.rows.is_last(trial.end) => fill(trial, slack, &mut out),
                _ => far.push((self.rows.price(trial.end) >= cost::WIDOW, slack, trial.cost, trial.end, trial)),
            }
        }
        let best = |out: &[Tried]| out.iter().map(|page| page.2).min().unwrap_or(i64::MAX);
        if best(&out) < cost::WIDOW {
            out.retain(|page| page.2 < cost::WIDOW);
            return out;
        }
        far.sort_by_key(|far| (far.0, far.1, far.2, far.3));
        if let Some(far) = far.first() {
            fill(far.4, far.1, &mut out);
        }
        if best(&out) >= cost::PARTED {
            out.extend(crowded.into_iter().map(|(trial, settled)| {
                let gap = cost::gap(settled.free.0.max(0) / GRID.0);
                (trial.end, 0, trial.cost + settled.cost + gap, settled.rest, trial.floats.clone())
            }));
        }
        out
    }

    /// The least cost from the head of a page to the end.
    fn cost(&self, row: usize, number: usize, facing: Option<i64>, (carried, floats): (&[NotePart], &[usize])) -> i64 {
        if row == self.rows.len() {
            return carried.len() as i64 * cost::PARTED + floats.len() as i64 * cost::LATE_FLOAT;
        }
        let second = (self.shape.number + number).is_multiple_of(2);
        let after = |(end, short, cost, rest, floats): Tried| {
            let mut cost = cost;
            if !self.rows.is_last(end) {
                cost += if self.rows.row(end).after_hyphen { cost::HYPHEN[usize::from(second)] } else { 0 };
                cost += facing.map_or(0, |facing| cost::uneven(short - facing));
                cost += cost::FLOAT[usize::from(second)] * floats.len() as i64;
            }
            cost + self.cost(end, number + 1, (!second && !self.rows.is_last(end)).then_some(short), (&rest, &floats))
        };
        self.pages(row, carried, floats).into_iter().map(after).min().expect("a page takes something")
    }
}

#[test]
fn no_way_to_break_a_galley_is_cheaper() {
    let (mut changed, mut floated) = (0, 0);
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let count = if seed % 2 == 0 { 12 } else { 5 } + dice.roll(14);
        let (strips, notes) = galley(&mut dice, count, [0, 2, 7][seed as usize % 3], seed % 2 == 0);
        let shape = if seed % 2 == 0 { shape(12 + dice.roll(3) as i64, 0) } else { shape(5 + dice.roll(3) as i64, 1) };
        let footnotes = footnotes(&notes);
        let rows = Rows::new(&strips, &footnotes, GRID, (shape.rest.0 / GRID.0 - FAR).max(0) as usize);
        let mut filler = Filler {
            states: States::new(rows.len(), 0),
            rows: &rows,
            notes: footnotes,
            shape: &shape,
            known: Vec::new(),
        };
        filler.search(&mut Walk::new(&rows, footnotes, GRID));
        let least = Force { rows: &rows, notes: footnotes, shape: &shape }.cost(0, 0, None, (&[], &[]));
        assert_eq!(filler.best().map(|(cost, _)| cost), Some(least), "seed {seed}");
        let filled = fill(&strips, footnotes, &shape);
        (changed, floated) = (changed + filled.changes.len(), floated + filled.moves.len());
    }
    assert!(changed > 100 && floated > 20, "{changed}, {floated}");
}

/// The strips of a galley with the changes made.
fn adjusted(strips: &[Strip], changes: &[Change]) -> Vec<Strip> {
    let mut strips = strips.to_vec();
    for change in changes.iter().rev() {
        match *change {
            Change::Space { strip, lines } => strips[strip].space += GRID * lines,
            Change::Setting { strip, other } => {
                let pliant = strips[strip].pliant.take().expect("a pliant paragraph");
                let mut calls = strips[strip..strip + pliant.lines].iter().flat_map(|line| line.notes.clone());
                let calls: Vec<NoteId> = calls.by_ref().collect();
                let mut calls = calls.into_iter();
                let set = pliant.others[other].lines.iter().enumerate().map(|(k, set)| Strip {
                    space: if k == 0 { strips[strip].space } else { Pt::ZERO },
                    notes: calls.by_ref().take(set.calls).collect(),
                    ..line()
                });
                let set: Vec<Strip> = set.collect();
                strips.splice(strip..strip + pliant.lines, set);
            }
        }
    }
    strips
}

#[test]
fn every_strip_and_every_note_stands_on_exactly_one_page_and_fits_it() {
    for seed in 0..300 {
        let mut dice = Dice(seed + 1000);
        let count = 1 + dice.roll(150);
        let (strips, notes) = galley(&mut dice, count, 9, false);
        let footnotes = footnotes(&notes);
        let filled = fill(&strips, footnotes, &shape(12, dice.roll(2)));
        let strips = adjusted(&strips, &filled.changes);
        let columns = &filled.columns;
        assert!(is_whole(columns, strips.len()), "seed {seed}: {columns:?}");
        let mut next_of = vec![0; notes.len()];
        for (number, column) in columns.iter().enumerate() {
            let mut descent = Descent::new(GRID, column.strips.start);
            strips[column.strips.clone()].iter().for_each(|strip| _ = descent.place(strip));
            let room = GRID * 12 - descent.y - column.short;
            let settled = footnotes.settle(&column.notes, 0, room, false);
            assert!(settled.rest.is_empty() && room >= Pt::ZERO || column.strips.len() <= 1, "seed {seed}: {column:?}");
            for part in &column.notes {
                assert_eq!(part.strips.start, next_of[part.note], "seed {seed}");
                next_of[part.note] = part.strips.end;
            }
            // Every note begins on the page of its call.
            for id in strips[column.strips.clone()].iter().flat_map(|strip| &strip.notes) {
                assert!(column.notes.iter().any(|part| part.note == id.index()), "seed {seed}: {number}");
            }
        }
        let lengths: Vec<usize> = notes.iter().map(|note| note.strips.len()).collect();
        assert_eq!(next_of, lengths, "seed {seed}");
    }
}
