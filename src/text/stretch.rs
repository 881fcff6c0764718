//! What the lines of a paragraph share. In: the glyphs and runs of a whole paragraph as they are drawn. Out: for each
//! run a stretch of the glyphs, for each line a stretch of the runs, so that neither takes room of its own.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of what a paragraph shares. A copy shares it too.
#[derive(Clone, Debug)]
pub struct Stretch<T> {
    shared: Arc<[T]>,
    range: Range<u32>,
}

impl<T> Stretch<T> {
    /// The stretch `range` of what is still being drawn: nothing is to be seen before [`Stretch::settle`].
    pub(super) fn promised(range: Range<usize>) -> Stretch<T> {
        Stretch { shared: Arc::default(), range: range.start as u32..range.end as u32 }
    }

    /// Keeps the promise: it is a stretch of `all`.
    pub(super) fn settle(&mut self, all: &Arc<[T]>) {
        self.shared = all.clone();
    }
}

impl<T: Clone> Stretch<T> {
    /// Gives it room of its own, to be changed there.
    pub fn change(&mut self, change: impl FnOnce(&mut Vec<T>)) {
        let mut own = self.to_vec();
        change(&mut own);
        *self = own.into_iter().collect();
    }
}

impl<T> Deref for Stretch<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.shared.get(self.range.start as usize..self.range.end as usize).unwrap_or_default()
    }
}

impl<T> Default for Stretch<T> {
    fn default() -> Stretch<T> {
        Stretch::promised(0..0)
    }
}

impl<T> FromIterator<T> for Stretch<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Stretch<T> {
        let shared: Arc<[T]> = items.into_iter().collect();
        Stretch { range: 0..shared.len() as u32, shared }
    }
}
