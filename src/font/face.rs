//! One face and its metrics.

use crate::length::Pt;
use std::sync::Arc;

/// A face of a project: an index into [`Faces`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FaceId(pub u16);

/// All faces of a project: its own first, then the built-in ones, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    /// The faces.
    pub all: Vec<Face>,
}

/// One font file.
#[derive(Clone, Debug)]
pub struct Face {
    /// Family name, as style sheets call it.
    pub family: String,
    /// PostScript name, without spaces.
    pub postscript: String,
    /// 400 regular, 700 bold.
    pub weight: u16,
    /// Whether italic.
    pub italic: bool,
    /// Whether every glyph has the same width.
    pub monospaced: bool,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// The file's name in an EPUB: ASCII, with its ending.
    pub file_name: String,
    /// Units in an em.
    pub units: u16,
    /// Ascender, descender (negative), capital and x-heights, in units.
    pub ascent: i16,
    pub descent: i16,
    pub cap_height: i16,
    pub x_height: i16,
    /// Code points it has glyphs for, sorted.
    pub coverage: Arc<[u32]>,
}

impl Face {
    /// `units` of this face at `size`.
    pub fn scale(&self, units: i32, size: Pt) -> Pt {
        size.scale(i64::from(units), i64::from(self.units))
    }

    /// Whether it has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.coverage.binary_search(&u32::from(character)).is_ok()
    }
}

impl Faces {
    /// The face of an id.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.all[usize::from(id.0)]
    }
}
