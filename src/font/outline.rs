//! Outlines of glyphs. In: a face and the number of a glyph. Out: its contours as the path of a drawing, in units of the
//! face, upward.

use super::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::SvgPen;
use skrifa::{FontRef, GlyphId, MetadataProvider};

impl Face {
    /// The contours of a glyph as path data (SVG 2 §9.3); empty for one without ink.
    pub fn outline(&self, glyph: u16) -> String {
        let mut pen = SvgPen::new();
        let file = FontRef::new(self.bytes()).ok();
        let found = file.as_ref().and_then(|file| file.outline_glyphs().get(GlyphId::new(u32::from(glyph))));
        if let Some(outline) = found {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            if outline.draw(settings, &mut pen).is_err() {
                return String::new();
            }
        }
        pen.to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Sink;
    use crate::font::Faces;
    use crate::library::Memory;

    #[test]
    fn a_letter_has_contours_and_a_space_none() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        for face in &faces.all {
            let outline = |c| face.outline(face.glyph(c).unwrap());
            assert!(outline('.').starts_with('M') && outline('.').ends_with('Z'), "{face:?}");
            assert_eq!(outline(' '), "", "{face:?}");
        }
        assert_eq!(faces.all[0].outline(u16::MAX), "");
    }
}
