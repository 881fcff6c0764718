//! A face reduced to the glyphs that a document uses, for the PDF.

use super::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

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
    let mapper = GlyphRemapper::new_from_glyphs(glyphs);
    let bytes = subsetter::subset(&face.bytes, 0, &mapper).map_err(|error| error.to_string())?;
    let font = FontRef::new(&face.bytes).map_err(|error| error.to_string())?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let glyphs: Vec<u16> = mapper.remapped_gids().collect();
    let advance = |&glyph: &u16| metrics.advance_width(GlyphId::from(glyph)).map_or(0, |width| width.round() as u16);
    let advances = glyphs.iter().map(advance).collect();
    Ok(Subset { bytes, glyphs, advances })
}
