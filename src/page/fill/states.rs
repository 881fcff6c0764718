//! The ways that are still open. In: ways to come to the head of a page. Out: of all that go on alike, the cheapest.

use super::super::footnotes::NotePart;
use super::walk::Page;

/// A way to come to the head of a page.
#[derive(Clone, Debug)]
pub struct State {
    /// What it cost so far.
    pub cost: i64,
    /// What comes over from the page before; mostly nothing does.
    over: Option<Box<Over>>,
    /// The row at the head of the page, and the one that stands for it: see [`Rows::alike`](super::rows::Rows::alike).
    pub row: u32,
    pub at: u32,
    /// Number of the page, from 0 in its galley.
    pub number: u32,
    /// The state at the head of the page before; its own number for the first.
    pub from: u32,
    /// Another state at the same row.
    other: u32,
    /// How many lines short the page before stayed, and which way led through it.
    pub short: u16,
    pub way: u8,
    /// Whether the page before faces this one, so that the two should be even.
    pub faced: bool,
}

/// What comes over from a page to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Over {
    notes: Box<[NotePart]>,
    floats: Box<[usize]>,
}

/// There is no other.
const NONE: u32 = u32::MAX;
/// The most states kept at one row: they differ in what the next page faces and in the notes that come over.
const MOST: usize = 24;
/// The fewest states worth a look for those that led nowhere.
const FEW: usize = 4096;

impl State {
    /// The state after a page that leads on from state number `from`, which is `before`; `alike` stands for the row after
    /// the page if nothing comes over.
    pub fn after(from: u32, before: &State, page: &Page, cost: i64, faced: bool, alike: usize) -> State {
        let over = (!page.rest.is_empty() || !page.floats.is_empty()).then(|| {
            let (notes, floats) = (page.rest.as_slice().into(), page.floats.as_slice().into());
            Box::new(Over { notes, floats })
        });
        State {
            cost,
            at: if over.is_none() { alike } else { page.end } as u32,
            over,
            row: page.end as u32,
            number: before.number + 1,
            from,
            other: NONE,
            short: page.short as u16,
            way: page.way as u8,
            faced,
        }
    }

    /// Whether `page` may be the page before.
    pub fn is_after(&self, page: &Page) -> bool {
        (self.row as usize, self.short, self.way) == (page.end, page.short as u16, page.way as u8)
            && *self.carried() == *page.rest
            && *self.floats() == *page.floats
    }

    /// Notes that come over from the page before.
    pub fn carried(&self) -> &[NotePart] {
        self.over.as_ref().map_or(&[], |over| &over.notes)
    }

    /// What floats on from the page before.
    pub fn floats(&self) -> &[usize] {
        self.over.as_ref().map_or(&[], |over| &over.floats)
    }

    /// Whether the same comes over.
    pub fn bears_like(&self, other: &State) -> bool {
        self.over == other.over
    }
}

/// All states, by the row at the head of their page.
pub struct States {
    all: Vec<State>,
    first: Vec<u32>,
    /// The first pages of a galley, which differ in height from all others.
    special: u32,
    /// How many states are too many, so that those are dropped that led nowhere.
    full: usize,
}

impl States {
    /// The state before the first page of a galley of `rows` rows.
    pub fn new(rows: usize, special: usize) -> States {
        let start = State {
            cost: 0,
            over: None,
            row: 0,
            at: 0,
            number: 0,
            from: 0,
            other: NONE,
            short: 0,
            way: 0,
            faced: false,
        };
        let mut first = vec![NONE; rows + 1];
        first[0] = 0;
        States { all: vec![start], first, special: special as u32, full: FEW }
    }

    /// A state.
    pub fn get(&self, id: u32) -> &State {
        &self.all[id as usize]
    }

    /// The states at a row and those that it stands for.
    pub fn at(&self, row: usize) -> impl Iterator<Item = u32> {
        let first = Some(self.first[row]).filter(|&id| id != NONE);
        std::iter::successors(first, |&id| Some(self.get(id).other).filter(|&other| other != NONE))
    }

    /// Takes a state, unless a cheaper one goes on just as it would.
    pub fn reach(&mut self, mut state: State) {
        let (mut last, mut count) = (NONE, 0);
        let mut at = self.first[state.at as usize];
        while at != NONE {
            let known = self.get(at);
            if self.alike(known, &state) {
                if state.cost < known.cost {
                    state.other = known.other;
                    self.all[at as usize] = state;
                }
                return;
            }
            (last, at, count) = (at, known.other, count + 1);
        }
        // No page goes out from a state before all that lead to it are known, so that one may take the place of another.
        if count == MOST {
            let dearest = self.at(state.at as usize).max_by_key(|&id| (self.get(id).cost, std::cmp::Reverse(id)));
            if let Some(dearest) = dearest.filter(|&id| state.cost < self.get(id).cost) {
                state.other = self.get(dearest).other;
                self.all[dearest as usize] = state;
            }
            return;
        }
        let id = self.all.len() as u32;
        if last == NONE {
            self.first[state.at as usize] = id;
        } else {
            self.all[last as usize].other = id;
        }
        self.all.push(state);
    }

    /// Drops states before row `row` by which no state at or behind it came, if there are many: so there are never more
    /// than twice the pages and the states within reach. Numbers of states change.
    pub fn thin(&mut self, row: usize) {
        if self.all.len() < self.full {
            return;
        }
        let is_open = |state: &State| state.at as usize >= row;
        let mut kept: Vec<bool> = self.all.iter().map(is_open).collect();
        for open in (0..self.all.len()).filter(|&id| is_open(&self.all[id])) {
            let mut at = self.all[open].from as usize;
            while !std::mem::replace(&mut kept[at], true) {
                at = self.all[at].from as usize;
            }
        }
        let before = kept.iter().scan(0, |count, &kept| Some(std::mem::replace(count, *count + u32::from(kept))));
        let numbers: Vec<u32> = before.collect();
        let number = |id: u32| if id != NONE && kept[id as usize] { numbers[id as usize] } else { NONE };
        let mut id = 0;
        self.all.retain_mut(|state| {
            (state.from, state.other) = (number(state.from), number(state.other));
            id += 1;
            kept[id - 1]
        });
        // Rows before are never looked at again.
        let furthest = self.all.iter().map(|state| state.at as usize).max().unwrap_or(row);
        self.first[row..=furthest].iter_mut().for_each(|first| *first = number(*first));
        self.full = FEW.max(self.all.len() * 2);
    }

    /// Whether all that follows costs the same.
    fn alike(&self, a: &State, b: &State) -> bool {
        let rank =
            |state: &State| (state.number.min(self.special), state.number % 2, state.faced.then_some(state.short));
        rank(a) == rank(b) && a.bears_like(b)
    }
}
