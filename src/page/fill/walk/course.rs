//! How a page is filled. In: one of the pages that the last walk found. Out: what is to be changed in its strips, and
//! what stands on it.

use super::super::Change;
use super::{Page, Walk};
use std::ops::Range;

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

impl Walk<'_> {
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
}
