//! The glyphs of a run. In: those of a whole paragraph as they are drawn. Out: for each run a stretch of them; the
//! paragraph's lines share one room, so that a line takes none of its own.

use super::Glyph;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of a paragraph's glyphs. A copy shares them.
#[derive(Clone, Debug)]
pub struct Glyphs {
    shared: Arc<[Glyph]>,
    stretch: Range<u32>,
}

impl Glyphs {
    /// The glyphs `stretch` of a paragraph that is still being drawn: none are to be seen before [`Glyphs::settle`].
    pub(super) fn promised(stretch: Range<usize>) -> Glyphs {
        Glyphs { shared: Arc::default(), stretch: stretch.start as u32..stretch.end as u32 }
    }

    /// Takes them from all of the paragraph's.
    pub(super) fn settle(&mut self, all: &Arc<[Glyph]>) {
        self.shared = all.clone();
    }
}

impl Deref for Glyphs {
    type Target = [Glyph];

    fn deref(&self) -> &[Glyph] {
        self.shared.get(self.stretch.start as usize..self.stretch.end as usize).unwrap_or_default()
    }
}

impl FromIterator<Glyph> for Glyphs {
    fn from_iter<I: IntoIterator<Item = Glyph>>(glyphs: I) -> Glyphs {
        let shared: Arc<[Glyph]> = glyphs.into_iter().collect();
        Glyphs { stretch: 0..shared.len() as u32, shared }
    }
}
