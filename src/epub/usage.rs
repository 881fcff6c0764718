//! Which characters stand in which element. In: the elements and texts of every file as they are written. Out: the
//! faces that the style sheet gives them, so that an EPUB carries these and no others.

use crate::font::{FaceId, Faces, Wanted};
use crate::language::Lang;
use crate::numeral::Digits;
use crate::style::{Compound, Content, ListStyle, Node, Pseudo, Sheet, Style};
use crate::vocabulary::{Element, LIST_ITEM};
use std::collections::{BTreeMap, BTreeSet};

/// The tree of elements, every path once, with the characters that stand directly in each.
#[derive(Default)]
pub struct Usage {
    settings: Vec<Setting>,
    known: BTreeMap<Key, usize>,
    open: Vec<usize>,
}

/// The parent's position, and what tells an element from its siblings of other kinds.
type Key = (Option<usize>, &'static str, &'static str, Lang);

struct Setting {
    element: Element,
    lang: Lang,
    children: Vec<usize>,
    /// Bit n for the ASCII character n: most text is ASCII, and this is met for every character of a book.
    ascii: u128,
    others: BTreeSet<char>,
}

impl Usage {
    /// An element begins; in its parent's language where none is given.
    pub fn enter(&mut self, element: Element, lang: Option<Lang>) {
        let parent = self.open.last().copied();
        let lang = lang.or(parent.map(|parent| self.settings[parent].lang)).unwrap_or(Lang::UND);
        let key = (parent, element.html, element.class, lang);
        let at = *self.known.entry(key).or_insert_with(|| {
            self.settings.push(Setting { element, lang, children: Vec::new(), ascii: 0, others: BTreeSet::new() });
            let at = self.settings.len() - 1;
            if let Some(parent) = parent {
                self.settings[parent].children.push(at);
            }
            at
        });
        self.open.push(at);
    }

    /// The innermost element ends.
    pub fn leave(&mut self) {
        self.open.pop();
    }

    /// Text in the innermost element.
    pub fn text(&mut self, text: &str) {
        let Some(&at) = self.open.last() else { return };
        let setting = &mut self.settings[at];
        for character in text.chars() {
            if character.is_ascii() {
                setting.ascii |= 1 << u32::from(character);
            } else {
                setting.others.insert(character);
            }
        }
    }

    /// Whether there is an element that a part of a selector could match.
    pub fn has(&self, part: &Compound) -> bool {
        let could = |setting: &Setting| part.could_match_in(setting.element.html, setting.element.class, setting.lang);
        self.settings.iter().any(could)
    }

    /// The faces that set all this, in the order of `faces`, each with its characters. A face that only steps in for a
    /// family without the character is left out: the sheet does not name it there, and readers have their own.
    pub fn faces(&self, sheet: &Sheet, faces: &Faces) -> BTreeMap<FaceId, BTreeSet<char>> {
        let mut used = BTreeMap::new();
        for (_, &root) in self.known.iter().filter(|((parent, ..), _)| parent.is_none()) {
            self.visit(root, None, sheet, faces, &mut used);
        }
        used
    }

    fn visit(
        &self,
        at: usize,
        parent: Option<(&Node, &Style)>,
        sheet: &Sheet,
        faces: &Faces,
        used: &mut BTreeMap<FaceId, BTreeSet<char>>,
    ) {
        let setting = &self.settings[at];
        let node = Node {
            name: setting.element.html,
            class: setting.element.class,
            id: "",
            lang: setting.lang,
            first: false,
            previous: None,
            parent: parent.map(|(node, _)| node),
        };
        let style = sheet.style(&node, parent.map(|(_, style)| style));
        let mut set = |character: char, style: &Style| {
            let wanted =
                Wanted { families: &style.families, weight: style.weight, italic: style.italic, lang: setting.lang };
            let chosen = faces.choose(&wanted, character);
            let named = |&id: &FaceId| {
                let family = &faces.face(id).looks.family;
                style.families.iter().any(|name| name.eq_ignore_ascii_case(family))
            };
            if let Some(face) = chosen.filter(named) {
                used.entry(face).or_default().insert(character);
            }
        };
        setting
            .characters()
            .filter(|character| !character.is_whitespace())
            .for_each(|character| set(character, &style));
        // What readers make, as the sheet tells them.
        if setting.element.html == LIST_ITEM.html {
            markers(&style.list_style, setting.lang).chars().for_each(|character| set(character, &style));
        }
        for made in [Pseudo::Before, Pseudo::After].into_iter().filter_map(|which| sheet.pseudo(&node, which, &style)) {
            for piece in &made.content {
                if let Content::Text(text) = piece {
                    text.chars().filter(|c| !c.is_whitespace()).for_each(|character| set(character, &made));
                }
            }
        }
        for &child in &setting.children {
            self.visit(child, Some((&node, &style)), sheet, faces, used);
        }
    }
}

/// The characters of all labels that a list may have.
fn markers(style: &ListStyle, lang: Lang) -> String {
    let digits = |digits: Digits| digits.write(1_234_567_890);
    match style {
        ListStyle::Decimal => {
            digits(Digits::EUROPEAN) + "." + &Digits::own(lang).map_or(String::new(), |(own, _)| digits(own))
        }
        ListStyle::LowerAlpha | ListStyle::LowerRoman => ('a'..='z').chain(['.']).collect(),
        ListStyle::UpperAlpha | ListStyle::UpperRoman => ('A'..='Z').chain(['.']).collect(),
        ListStyle::Disc => "•".to_owned(),
        ListStyle::Dash => "–".to_owned(),
        ListStyle::None => String::new(),
    }
}

impl Setting {
    fn characters(&self) -> impl Iterator<Item = char> {
        let ascii = (0u8..128).filter(|&byte| self.ascii >> byte & 1 == 1).map(char::from);
        ascii.chain(self.others.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::library::Memory;
    use crate::vocabulary::{ATTRIBUTION, EMPHASIS, FOREIGN, ORDERED_LIST, PARAGRAPH};
    use crate::vocabulary::{BODY, CODE, HTML};

    #[test]
    fn the_same_path_is_kept_once() {
        let mut usage = Usage::default();
        for word in ["one", "two"] {
            usage.enter(PARAGRAPH, Some(Lang::EN));
            usage.text(word);
            usage.enter(EMPHASIS, None);
            usage.leave();
            usage.enter(FOREIGN, Some(Lang::constant("fa")));
            usage.text("و");
            usage.leave();
            usage.leave();
        }
        assert_eq!(usage.settings.len(), 3);
        assert_eq!(usage.settings[0].characters().collect::<String>(), "enotw");
        assert_eq!(usage.settings[2].lang, Lang::constant("fa"));
        assert_eq!(usage.settings[1].lang, Lang::EN);
    }

    #[test]
    fn what_readers_make_is_set_too() {
        let (library, mut sink) = (Memory::default(), Sink::default());
        let sheet = Sheet::load("house", &library, &mut sink).unwrap();
        let faces = Faces::load(&library, &mut sink);
        let mut usage = Usage::default();
        usage.enter(HTML, Some(Lang::constant("fa")));
        usage.enter(ORDERED_LIST, None);
        usage.enter(LIST_ITEM, None);
        usage.leave();
        usage.leave();
        usage.enter(ATTRIBUTION, Some(Lang::EN));
        let used: String = usage.faces(&sheet, &faces).into_values().flatten().collect();
        for made in ["7", ".", "۷", "—"] {
            assert!(used.contains(made), "{made} in {used}");
        }
    }

    #[test]
    fn only_faces_that_set_something_are_used() {
        let (library, mut sink) = (Memory::default(), Sink::default());
        let sheet = Sheet::load("house", &library, &mut sink).unwrap();
        let faces = Faces::load(&library, &mut sink);
        let mut usage = Usage::default();
        usage.enter(HTML, Some(Lang::EN));
        usage.enter(BODY, None);
        usage.enter(PARAGRAPH, None);
        usage.text("Text ☃");
        usage.enter(CODE, None);
        let names = |usage: &Usage| -> Vec<String> {
            usage.faces(&sheet, &faces).into_keys().map(|id| faces.face(id).postscript.clone()).collect()
        };
        assert_eq!(names(&usage), ["LibertinusSerif-Regular"]);
        usage.text("code");
        usage.leave();
        usage.enter(FOREIGN, Some(Lang::constant("fa")));
        usage.text("بندر");
        let mut all = names(&usage);
        all.sort();
        assert_eq!(all, ["JetBrainsMono-Regular", "LibertinusSerif-Regular", "NotoNaskhArabic-Regular"]);
    }
}
