//! Page breaks. In: the strips of a galley. Out: which of them stand on each page or in each column, and which notes
//! with them. Of all ways to break the galley the cheapest is taken, by dynamic programming over the places where a page
//! may end (Plass 1981); every strip stands on exactly one page.

use super::footnotes::{Footnotes, NotePart};
use super::galley::Strip;
use super::layout::up_to;
use crate::length::Pt;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands in one column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// Strips of the galley.
    pub strips: Range<usize>,
    /// Notes at its foot.
    pub notes: Vec<NotePart>,
}

/// How high columns are.
#[derive(Clone, Debug)]
pub struct Heights {
    /// Of the first columns, where they differ.
    pub first: Vec<Pt>,
    /// Of all others.
    pub rest: Pt,
}

/// Where strips stand in a column, from its head down.
#[derive(Clone, Copy, Debug)]
pub struct Descent {
    grid: Pt,
    at_head: bool,
    keeps_space: bool,
    /// How far down the last strip reached.
    pub y: Pt,
}

impl Descent {
    /// The head of a column whose first strip is strip number `first` of its galley: only the very first keeps its
    /// space.
    pub fn new(grid: Pt, first: usize) -> Descent {
        Descent { grid, at_head: true, keeps_space: first == 0, y: Pt::ZERO }
    }

    /// Puts the next strip below; returns its top. What its column repeats at its head comes before it.
    pub fn place(&mut self, strip: &Strip) -> Pt {
        if self.at_head {
            self.y += repeated_height(strip);
        }
        if !self.at_head || self.keeps_space {
            self.y += strip.space;
        }
        if let Some(snap) = strip.snap {
            self.y = up_to(self.y + snap, self.grid) - snap;
        }
        self.at_head = false;
        let top = self.y;
        self.y += strip.height;
        top
    }
}

/// Height of what stands again above a strip at the head of a column.
pub fn repeated_height(strip: &Strip) -> Pt {
    strip.head.iter().flat_map(|head| head.iter()).map(|strip| strip.height).sum()
}

/// The most states kept at one place: they differ in the notes that came over from the page before.
const STATES: usize = 6;
/// Lines that a last page should have at least, and the cost of each missing.
const LAST_LINES: i64 = 5;
const LAST_LINE: i64 = 200;
/// The square of the lines left empty costs this much.
const RAGGED: i64 = 10;

/// A way to come to a place.
struct State {
    ordinal: usize,
    cost: i64,
    carried: Vec<NotePart>,
    column: Column,
    from: Option<usize>,
}

struct Filler<'f> {
    strips: &'f [Strip],
    notes: Footnotes<'f>,
    heights: &'f Heights,
    grid: Pt,
    states: Vec<State>,
    /// States at each place, by the strip that follows it.
    open: BTreeMap<usize, Vec<usize>>,
}

/// Breaks a galley into columns.
pub fn fill(strips: &[Strip], notes: Footnotes, heights: &Heights, grid: Pt) -> Vec<Column> {
    if strips.is_empty() {
        return Vec::new();
    }
    let mut filler = Filler { strips, notes, heights, grid, states: Vec::new(), open: BTreeMap::new() };
    filler.reach(0, State { ordinal: 0, cost: 0, carried: Vec::new(), column: Column::default(), from: None });
    while let Some((at, states)) = filler.open.pop_first() {
        if at == strips.len() {
            return filler.finish(states);
        }
        for state in states {
            filler.expand(at, state);
        }
    }
    Vec::new()
}

impl Filler<'_> {
    /// Every page that may follow a state.
    fn expand(&mut self, at: usize, from: usize) {
        let State { ordinal, cost, .. } = self.states[from];
        let mut notes = self.states[from].carried.clone();
        let old = notes.len();
        let height = self.heights.first.get(ordinal).copied().unwrap_or(self.heights.rest);
        let mut descent = Descent::new(self.grid, at);
        for index in at..self.strips.len() {
            let strip = &self.strips[index];
            descent.place(strip);
            if descent.y > height && index > at {
                break;
            }
            if !strip.notes.is_empty() {
                notes.extend(self.notes.called(strip));
            }
            let free = height - descent.y;
            let settled = self.notes.settle(&notes, old, free, false);
            let end = index + 1;
            let ragged = (free - settled.height).0.max(0) / self.grid.0;
            let price = if end == self.strips.len() {
                let short = LAST_LINES - descent.y.0 / self.grid.0;
                if at > 0 { short.max(0) * LAST_LINE } else { 0 }
            } else {
                self.strips[end].cost + ragged * ragged * RAGGED
            };
            let too_late = settled.rest.len() > 1 && index > at;
            let column = Column { strips: at..end, notes: settled.here };
            let cost = cost + price + settled.cost;
            self.reach(end, State { ordinal: ordinal + 1, cost, carried: settled.rest, column, from: Some(from) });
            if too_late {
                break;
            }
        }
    }

    /// Takes a state, unless a cheaper one is as good.
    fn reach(&mut self, at: usize, state: State) {
        let states = &self.states;
        let open = self.open.entry(at).or_default();
        // Columns of the same height ahead make two states alike.
        let first = self.heights.first.len();
        let rank = |state: &State| state.ordinal.min(first);
        let alike = open.iter().position(|&i| rank(&states[i]) == rank(&state) && states[i].carried == state.carried);
        let id = self.states.len();
        match alike {
            Some(known) if states[open[known]].cost <= state.cost => return,
            Some(known) => open[known] = id,
            None if open.len() < STATES => open.push(id),
            None => {
                let costs = open.iter().enumerate().map(|(i, &state)| (states[state].cost, i));
                let Some((cost, worst)) = costs.max() else { return };
                if cost <= state.cost {
                    return;
                }
                open[worst] = id;
            }
        }
        self.states.push(state);
    }

    /// The columns of the cheapest way, with pages for notes that are left over.
    fn finish(mut self, states: Vec<usize>) -> Vec<Column> {
        let cost = |&id: &usize| (self.states[id].cost + self.states[id].carried.len() as i64, id);
        let Some(best) = states.into_iter().min_by_key(cost) else { return Vec::new() };
        let end = self.strips.len();
        let mut rest = std::mem::take(&mut self.states[best].carried);
        let mut columns = Vec::new();
        let mut at = Some(best);
        while let Some(id) = at {
            let state = &mut self.states[id];
            at = state.from;
            if at.is_some() {
                columns.push(std::mem::take(&mut state.column));
            }
        }
        columns.reverse();
        while !rest.is_empty() {
            let settled = self.notes.settle(&rest, rest.len(), self.heights.rest, true);
            columns.push(Column { strips: end..end, notes: settled.here });
            rest = settled.rest;
        }
        columns
    }
}

/// Whether columns hold each of `count` strips once, in order.
pub fn is_whole(columns: &[Column], count: usize) -> bool {
    let ends = columns.iter().map(|column| column.strips.end);
    let starts = columns.iter().map(|column| column.strips.start);
    std::iter::once(0).chain(ends.clone()).zip(starts.chain([count])).all(|(end, start)| end == start)
}

/// Makes the columns of a last page as even as its strips let them be. `columns` stand side by side, `count` at most.
pub fn balance(strips: &[Strip], columns: &mut Vec<Column>, count: usize, height: Pt, grid: Pt) {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    let (start, end) = (first.strips.start, last.strips.end);
    if count < 2 || columns.iter().any(|column| !column.notes.is_empty()) {
        return;
    }
    let total: Pt = strips[start..end].iter().map(|strip| strip.space + strip.height).sum();
    let mut tried = up_to(Pt(total.0 / count as i64), grid).min(height);
    while tried <= height {
        if let Some(found) = first_fit(strips, start..end, count, tried, grid) {
            *columns = found;
            return;
        }
        tried += grid;
    }
}

/// Fills columns of a height from the first on; `None` where the strips need more than `count`.
fn first_fit(strips: &[Strip], all: Range<usize>, count: usize, height: Pt, grid: Pt) -> Option<Vec<Column>> {
    let mut out: Vec<Column> = Vec::new();
    let mut at = all.start;
    while at < all.end {
        if out.len() == count {
            return None;
        }
        let mut descent = Descent::new(grid, at);
        let mut end = at;
        while end < all.end {
            descent.place(&strips[end]);
            if descent.y > height && end > at {
                break;
            }
            end += 1;
        }
        // Back to where a column may end, if that is not too far.
        if end < all.end {
            end = (at + 1..=end)
                .rev()
                .take(8)
                .min_by_key(|&end| strips[end].cost.min(super::flow::cost::KEPT))
                .unwrap_or(end);
        }
        out.push(Column { strips: at..end, notes: Vec::new() });
        at = end;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::galley::SetNote;
    use super::*;
    use crate::model::NoteId;

    const GRID: Pt = Pt(10);

    fn line() -> Strip {
        Strip { height: GRID, snap: Some(Pt::ZERO), ..Strip::default() }
    }

    fn note(lines: usize) -> SetNote {
        let strip = || Strip { height: Pt(8), ..Strip::default() };
        SetNote { plan: None, strips: std::iter::repeat_with(strip).take(lines).collect() }
    }

    fn height(lines: i64) -> Heights {
        Heights { first: Vec::new(), rest: GRID * lines }
    }

    fn ends(columns: &[Column]) -> Vec<usize> {
        columns.iter().map(|column| column.strips.end).collect()
    }

    #[test]
    fn a_costly_break_is_paid_for_with_a_shorter_page() {
        let mut strips: Vec<Strip> = (0..18).map(|_| line()).collect();
        strips[10].cost = crate::page::flow::cost::WIDOW;
        let columns = fill(&strips, Footnotes::new(&[], GRID), &height(10), GRID);
        assert_eq!(ends(&columns)[0], 9);
        assert!(is_whole(&columns, 18));
    }

    #[test]
    fn the_height_of_a_note_is_charged_to_the_line_that_calls_it() {
        let notes = [note(3)];
        let mut strips: Vec<Strip> = (0..20).map(|_| line()).collect();
        strips[8].notes = vec![NoteId(0)].into();
        let columns = fill(&strips, Footnotes::new(&notes, GRID), &height(10), GRID);
        assert_eq!(ends(&columns)[0], 8, "with line 8 the note would not fit on the first page");
        assert_eq!(columns[1].notes, [NotePart { note: 0, strips: 0..3 }]);
    }

    #[test]
    fn a_note_longer_than_pages_goes_on_overleaf_to_its_end() {
        let notes = [note(40)];
        let mut strips = vec![line(), line()];
        strips[0].notes = vec![NoteId(0)].into();
        let columns = fill(&strips, Footnotes::new(&notes, GRID), &height(10), GRID);
        assert!(is_whole(&columns, 2));
        let parts: Vec<usize> = columns.iter().flat_map(|c| &c.notes).flat_map(|part| part.strips.clone()).collect();
        assert_eq!(parts, (0..40).collect::<Vec<_>>());
        assert!(!columns[0].notes.is_empty(), "it begins on the page of its call");
    }

    /// A small generator of numbers, always the same (Knuth's MMIX).
    fn next(state: &mut u64) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize
    }

    #[test]
    fn every_strip_and_every_note_stands_on_exactly_one_page_and_fits_it() {
        for seed in 0..60 {
            let mut state = seed;
            let count = 1 + next(&mut state) % 120;
            let mut strips: Vec<Strip> = (0..count).map(|_| line()).collect();
            let mut notes = Vec::new();
            for strip in &mut strips {
                match next(&mut state) % 12 {
                    0 => (strip.height, strip.snap) = (Pt(next(&mut state) as i64 % 90), None),
                    1 => strip.space = Pt(next(&mut state) as i64 % 30),
                    2 => strip.cost = 6000,
                    3 | 4 => {
                        strip.notes = vec![NoteId(notes.len() as u32)].into();
                        notes.push(note(1 + next(&mut state) % 9));
                    }
                    _ => {}
                }
            }
            let footnotes = Footnotes::new(&notes, GRID);
            let columns = fill(&strips, footnotes, &height(10), GRID);
            assert!(is_whole(&columns, count), "seed {seed}: {columns:?}");
            let mut next_of = vec![0; notes.len()];
            for column in &columns {
                let mut descent = Descent::new(GRID, column.strips.start);
                strips[column.strips.clone()].iter().for_each(|strip| _ = descent.place(strip));
                let settled = footnotes.settle(&column.notes, 0, GRID * 100, false);
                assert!(descent.y + settled.height <= GRID * 10 || column.strips.len() <= 1, "seed {seed}: {column:?}");
                for part in &column.notes {
                    assert_eq!(part.strips.start, next_of[part.note], "seed {seed}");
                    next_of[part.note] = part.strips.end;
                }
            }
            let lengths: Vec<usize> = notes.iter().map(|note| note.strips.len()).collect();
            assert_eq!(next_of, lengths, "seed {seed}");
        }
    }

    #[test]
    fn the_columns_of_a_last_page_are_made_even() {
        let strips: Vec<Strip> = (0..11).map(|_| line()).collect();
        let mut columns = fill(&strips, Footnotes::new(&[], GRID), &height(10), GRID);
        balance(&strips, &mut columns, 2, GRID * 10, GRID);
        assert_eq!(ends(&columns), [6, 11]);
    }
}
