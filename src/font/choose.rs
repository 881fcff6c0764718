//! Which face sets which character.

use super::{Face, FaceId, Faces, Looks};
use crate::diagnostic::Diagnostic;
use crate::language::Lang;

/// What text asks of its face.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// Families in order of preference.
    pub families: &'w [String],
    /// 400 regular, 700 bold.
    pub weight: u16,
    /// Whether italic.
    pub italic: bool,
    /// Language: regions write the same Chinese signs differently.
    pub lang: Lang,
}

/// A sign that every face for Chinese and Japanese has.
const HAN: char = '一';

impl Faces {
    /// The face for `character`: the first of the families that has a glyph for it, nearest in width, slope and
    /// weight; then any of the project's and the built-in faces that has one, in order; last, those of font folders.
    /// `None` where no face has it. Marks that Chinese and Japanese share with Latin are of the face of the signs
    /// around them, where they fill a square.
    pub fn choose(&self, wanted: &Wanted, character: char) -> Option<FaceId> {
        if is_shared(character) && matches!(wanted.lang.primary(), "zh" | "yue" | "ja") {
            let square = self.first(wanted, HAN).filter(|&id| self.face(id).covers(character));
            if square.is_some() {
                return square;
            }
        }
        self.first(wanted, character)
    }

    fn first(&self, wanted: &Wanted, character: char) -> Option<FaceId> {
        let covers = |face: &Face| face.covers(character);
        let named = wanted.families.iter().find_map(|family| self.of_family(family, wanted, Some(character)));
        let own = || {
            let first = self.all.iter().find(|face| covers(face))?;
            self.own(&first.looks.family, wanted, covers)
        };
        let shelved = || {
            let genre = self.face(self.primary(wanted)).looks.genre;
            self.shelf.fallback(wanted, genre, character).map(|number| self.on_shelf(number))
        };
        named.or_else(own).or_else(shelved)
    }

    /// The face that sets a style where characters do not matter: the first family that is there at all, else the
    /// first face.
    pub fn primary(&self, wanted: &Wanted) -> FaceId {
        wanted.families.iter().find_map(|family| self.of_family(family, wanted, None)).unwrap_or(FaceId(0))
    }

    /// Whether any face belongs to `family`, a name or one of CSS's generic ones (CSS Fonts 4 §2.1.2).
    pub fn has_family(&self, family: &str) -> bool {
        generic(family).is_some() || self.owns(family) || self.shelf.has_family(family)
    }

    /// Whether a face is of a font folder.
    pub fn is_shelved(&self, id: FaceId) -> bool {
        usize::from(id.0) >= self.all.len()
    }

    /// One more than the greatest number of a face.
    pub fn count(&self) -> usize {
        self.all.len() + self.shelf.count()
    }

    /// A finding for each face of a font folder that was wanted but cannot be used.
    pub fn refused(&self) -> Vec<Diagnostic> {
        self.shelf.findings()
    }

    /// The face of a family; a font folder is asked only for families that the project does not have.
    fn of_family(&self, family: &str, wanted: &Wanted, character: Option<char>) -> Option<FaceId> {
        let family = generic(family).unwrap_or(family);
        if self.owns(family) {
            return self.own(family, wanted, |face| character.is_none_or(|c| face.covers(c)));
        }
        self.shelf.of_family(family, wanted, character).map(|number| self.on_shelf(number))
    }

    fn owns(&self, family: &str) -> bool {
        self.all.iter().any(|face| face.looks.family.eq_ignore_ascii_case(family))
    }

    fn own(&self, family: &str, wanted: &Wanted, fits: impl Fn(&Face) -> bool) -> Option<FaceId> {
        let of_family = self.all.iter().enumerate();
        let of_family = of_family.filter(|(_, face)| face.looks.family.eq_ignore_ascii_case(family) && fits(face));
        nearest(of_family.map(|(number, face)| (number, &face.looks)), wanted).map(|number| FaceId(number as u16))
    }

    fn on_shelf(&self, number: usize) -> FaceId {
        FaceId((self.all.len() + number) as u16)
    }
}

/// The number of the face that is nearest to what is wanted (CSS Fonts 4 §5.2): width before slope before weight; of two
/// as near, the bolder for bold text, the lighter otherwise.
pub fn nearest<'l>(faces: impl Iterator<Item = (usize, &'l Looks)>, wanted: &Wanted) -> Option<usize> {
    let distance = |(_, looks): &(usize, &Looks)| {
        let wrong_side = (looks.weight > wanted.weight) != (wanted.weight > 500);
        (looks.width.abs_diff(5), looks.italic != wanted.italic, looks.weight.abs_diff(wanted.weight), wrong_side)
    };
    faces.min_by_key(distance).map(|(number, _)| number)
}

/// The built-in family that stands for a generic name.
fn generic(family: &str) -> Option<&'static str> {
    match family.to_ascii_lowercase().as_str() {
        "serif" | "sans-serif" | "system-ui" | "ui-serif" | "ui-sans-serif" => Some("Libertinus Serif"),
        "monospace" | "ui-monospace" => Some("JetBrains Mono"),
        "math" => Some("Libertinus Math"),
        _ => None,
    }
}

/// Whether Latin and Chinese print share a mark that is as wide as a sign in the latter (UAX #11, "ambiguous").
fn is_shared(c: char) -> bool {
    matches!(c, '·' | '—' | '―' | '‘' | '’' | '“' | '”' | '‥' | '…' | '※')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::library::{Folder, Memory};
    use std::path::Path;
    use std::sync::Arc;

    #[test]
    fn families_come_in_order_then_any_face() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        let families = ["No Such Face".to_owned(), "libertinus serif".to_owned()];
        let named = |weight, italic, c| {
            let wanted = Wanted { families: &families, weight, italic, lang: Lang::EN };
            faces.choose(&wanted, c).map(|id| &*faces.face(id).postscript)
        };
        assert_eq!(named(400, false, 'a'), Some("LibertinusSerif-Regular"));
        assert_eq!(named(600, true, 'a'), Some("LibertinusSerif-BoldItalic"));
        assert_eq!(named(700, true, 'ش'), Some("NotoNaskhArabic-Bold"));
        assert_eq!(named(400, false, '\u{10FFFD}'), None);
        assert!(faces.has_family("Serif") && !faces.has_family(&families[0]));
    }

    #[test]
    fn faces_of_folders_step_in_by_language() {
        let folder = Folder::unfenced(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faces")).unwrap();
        let mut sink = Sink::default();
        let faces = Faces::load(&Memory::default(), &mut sink).with_folders(&[Arc::new(folder)], &mut sink);
        let named = |family: &str, lang, c| {
            let families = [family.to_owned()];
            let wanted = Wanted { families: &families, weight: 700, italic: false, lang: Lang::constant(lang) };
            faces.choose(&wanted, c).map(|id| &*faces.face(id).postscript)
        };
        let serif = "Libertinus Serif";
        let square = ["ja", "zh-Hans", "en"].map(|lang| named(serif, lang, '直'));
        assert_eq!(square, ["NotoSerifCJKjp-Regular", "NotoSerifCJKsc-Regular", "NotoSerifCJKsc-Regular"].map(Some));
        assert_eq!(named(serif, "en", 'の'), Some("NotoSerifCJKjp-Regular"));
        assert_eq!(named(serif, "en", 'स'), Some("NotoSerifDevanagari-Regular"));
        // A dash is as wide as the signs beside it, and stays Latin among Latin.
        assert_eq!(named(serif, "zh-Hans", '—'), Some("NotoSerifCJKsc-Regular"));
        assert_eq!(named(serif, "en", '—'), Some("LibertinusSerif-Bold"));
        assert_eq!(named("Noto Serif Thai", "th", 'x'), Some("LibertinusSerif-Bold"));
        assert!(faces.has_family("noto serif thai") && faces.refused().is_empty());
        // Nobody may embed the only face with runes.
        assert_eq!(named(serif, "en", 'ᚠ'), None);
        let refused = faces.refused();
        assert_eq!(refused.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["restricted-font"]);
        assert!(sink.found.is_empty(), "{:#?}", sink.found);
    }
}
