//! Which face sets which character.

use super::{Face, FaceId, Faces};

impl Faces {
    /// The face for `character`: the first of `families` that has a glyph for it, nearest in weight and slope; then
    /// any face that has one, in order. `None` where no face has it.
    pub fn choose(&self, families: &[String], weight: u16, italic: bool, character: char) -> Option<FaceId> {
        let covers = |face: &Face| face.covers(character);
        families.iter().find_map(|family| self.nearest(family, weight, italic, covers)).or_else(|| {
            let first = self.all.iter().find(|face| covers(face))?;
            self.nearest(&first.family, weight, italic, covers)
        })
    }

    /// The face that sets a style where characters do not matter: the first family that is there at all, else the
    /// first face.
    pub fn primary(&self, families: &[String], weight: u16, italic: bool) -> FaceId {
        families.iter().find_map(|family| self.nearest(family, weight, italic, |_| true)).unwrap_or(FaceId(0))
    }

    /// Whether any face belongs to `family`, a name or one of CSS's generic ones (CSS Fonts 4 §2.1.2).
    pub fn has_family(&self, family: &str) -> bool {
        generic(family).is_some() || self.all.iter().any(|face| face.family.eq_ignore_ascii_case(family))
    }

    fn nearest(&self, family: &str, weight: u16, italic: bool, fits: impl Fn(&Face) -> bool) -> Option<FaceId> {
        let family = generic(family).unwrap_or(family);
        let of_family = self.all.iter().enumerate().filter(|(_, face)| face.family.eq_ignore_ascii_case(family));
        let nearest = of_family.filter(|(_, face)| fits(face)).min_by_key(|(_, face)| {
            // Slope before weight (CSS Fonts 4 §5.2); of two as near, the bolder for bold text, the lighter otherwise.
            let wrong_side = (face.weight > weight) != (weight > 500);
            (face.italic != italic, face.weight.abs_diff(weight), wrong_side)
        });
        nearest.map(|(i, _)| FaceId(i as u16))
    }
}

/// The built-in family that stands for a generic name.
fn generic(family: &str) -> Option<&'static str> {
    match family.to_ascii_lowercase().as_str() {
        "serif" | "sans-serif" | "system-ui" | "ui-serif" | "ui-sans-serif" => Some("Libertinus Serif"),
        "monospace" | "ui-monospace" => Some("JetBrains Mono"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::library::Memory;

    #[test]
    fn families_come_in_order_then_any_face() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        let families = ["No Such Face".to_owned(), "libertinus serif".to_owned()];
        let named =
            |weight, italic, c| faces.choose(&families, weight, italic, c).map(|id| &*faces.face(id).postscript);
        assert_eq!(named(400, false, 'a'), Some("LibertinusSerif-Regular"));
        assert_eq!(named(600, true, 'a'), Some("LibertinusSerif-BoldItalic"));
        assert_eq!(named(700, true, 'ش'), Some("NotoNaskhArabic-Bold"));
        assert_eq!(named(400, false, '\u{10FFFD}'), None);
        assert!(faces.has_family("Serif") && !faces.has_family(&families[0]));
    }
}
