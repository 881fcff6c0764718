//! A face reduced to the glyphs that a document uses, for the PDF.

use super::Face;

/// A reduced face. Glyph 0 is always there.
#[derive(Clone, Debug)]
pub struct Subset {
    /// The font file (for CFF: CID-keyed, character ids equal to the new glyph numbers).
    pub bytes: Vec<u8>,
    /// The old glyph number of each new one.
    pub glyphs: Vec<u16>,
    /// The advance of each new glyph, in units.
    pub advances: Vec<u16>,
}

/// Reduces `face` to `glyphs` (any order, duplicates allowed); the reason as text where the file cannot be read.
pub fn subset(face: &Face, glyphs: &[u16]) -> Result<Subset, String> {
    let _ = (face, glyphs);
    todo!()
}
