//! A face reduced to the glyphs that a document uses, for the PDF.

use super::Face;
use super::matrix::leave_default;
use super::sfnt::directories;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::io::Cursor;
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
/// New numbers follow the order of the old ones; glyphs that the face does not have are left out. The file may hold
/// more glyphs after these: parts that accented TrueType glyphs are put together from.
pub fn subset(face: &Face, glyphs: &[u16]) -> Result<Subset, String> {
    let file = FontRef::new(face.bytes()).map_err(|error| error.to_string())?;
    let metrics = file.glyph_metrics(Size::unscaled(), LocationRef::default());
    let mut kept: Vec<u16> = glyphs.iter().copied().filter(|&glyph| u32::from(glyph) < metrics.glyph_count()).collect();
    kept.sort_unstable();
    kept.dedup();
    let remapper = GlyphRemapper::new_from_glyphs(&kept);
    let mut bytes = subsetter::subset(face.bytes(), 0, &remapper).map_err(|error| error.to_string())?;
    let directory = directories(&mut Cursor::new(&bytes))?.into_iter().next();
    if let Some(place) = directory.and_then(|directory| directory.place(b"CFF ")) {
        leave_default(&mut bytes[place]);
    }
    let glyphs: Vec<u16> = remapper.remapped_gids().collect();
    let advance = |&glyph: &u16| metrics.advance_width(GlyphId::from(glyph)).unwrap_or(0.0).clamp(0.0, 65_535.0) as u16;
    Ok(Subset { bytes, advances: glyphs.iter().map(advance).collect(), glyphs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::font::Faces;
    use crate::library::Memory;
    use skrifa::raw::ps::cff::CffFontRef;

    fn glyph(face: &Face, character: char) -> u16 {
        FontRef::new(face.bytes()).unwrap().charmap().map(character).unwrap().to_u32() as u16
    }

    #[test]
    fn a_subset_keeps_its_glyphs_in_order_with_their_advances() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        for face in &faces.all {
            let character = if face.covers('a') { 'a' } else { 'ب' };
            let wanted = [glyph(face, character), glyph(face, ' '), glyph(face, character), 65_535];
            let subset = subset(face, &wanted).unwrap();
            assert_eq!(subset.glyphs.len(), 3, "{}", face.postscript);
            assert!(subset.glyphs.is_sorted() && subset.glyphs[0] == 0);
            assert!(subset.advances[1..].iter().all(|&advance| advance > 0));
            assert!(subset.bytes.len() < face.bytes().len() / 4);
        }
    }

    #[test]
    fn character_ids_of_a_reduced_cff_are_its_glyph_numbers() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        let face = &faces.all[0];
        let wanted: Vec<u16> = "Pressmark, fi § ḥ Я".chars().map(|c| glyph(face, c)).collect();
        let subset = subset(face, &wanted).unwrap();
        let file = FontRef::new(&subset.bytes).unwrap();
        let table = file.table_data(skrifa::Tag::new(b"CFF ")).unwrap();
        let cff = CffFontRef::new(table.as_bytes(), 0, None).unwrap();
        assert!(cff.is_cid());
        // The matrix of a thousandth, which is the default, is not said twice over.
        let part = cff.subfont(0, &[]).unwrap();
        assert!(cff.matrix().is_none() && part.matrix().is_none());
        assert_eq!(cff.advance(&part, GlyphId::new(1), &[], None).unwrap(), Some(f32::from(subset.advances[1])));
        let charset = cff.charset().unwrap();
        for new in 0..subset.glyphs.len() as u32 {
            assert_eq!(u32::from(charset.string_id(GlyphId::new(new)).unwrap().to_u16()), new);
        }
    }
}
