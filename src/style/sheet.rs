//! A parsed style sheet. In: rules for print, for the screen and for pages. Out: a [`Sheet`] that answers every
//! question about looks.

use super::cascade::compute;
use super::emit::emit;
use super::load::load;
use super::measure::Base;
use super::pages::{PageRule, page};
use super::rules::{Origin, Rules};
use super::selector::{Compound, Selector};
use super::value::{GENERIC, Value};
use super::{Node, PageKind, PageStyle, Pseudo, Style};
use crate::diagnostic::{Diagnostic, Sink, rules as findings};
use crate::error::Error;
use crate::language::{Direction, Lang};
use crate::length::Pt;
use crate::library::Library;
use crate::numeral::Digits;
use std::sync::Arc;

/// A parsed style sheet, its imports included.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    print: Arc<Rules>,
    screen: Arc<Rules>,
    pages: Arc<[PageRule]>,
    base: Base,
}

impl Sheet {
    /// Loads a sheet: a built-in name (`house`) or the path of a file in the library, which is put on top of `house`.
    /// Fails where a file is not there, not inside the root or not UTF-8; all else is a finding.
    pub fn load(name: &str, library: &dyn Library, sink: &mut Sink) -> Result<Sheet, Error> {
        load(name, library, sink)
    }

    /// A sheet of these rules.
    pub(super) fn new(print: Rules, screen: Rules, pages: Vec<PageRule>) -> Sheet {
        let base = Base::default();
        Sheet { print: Arc::new(print), screen: Arc::new(screen), pages: pages.into(), base }.measured(Lang::UND)
    }

    /// This sheet for a book in `language`: the root's leading, which lengths may be relative to, is the language's.
    pub fn in_language(&self, language: Lang) -> Sheet {
        self.clone().measured(language)
    }

    /// The computed style of an element in print; `parent` is its parent's, `None` for the root element.
    pub fn style(&self, node: &Node, parent: Option<&Style>) -> Style {
        let rules = self.print.matching(node, None);
        compute(rules.into_iter().flat_map(|rule| &rule.declarations), parent, self.base)
    }

    /// The style of a generated box of `node`, whose own style is `style`; `None` where no rule makes one.
    pub fn pseudo(&self, node: &Node, which: Pseudo, style: &Style) -> Option<Style> {
        if !self.print.pseudos.contains(&which) {
            return None;
        }
        let rules = self.print.matching(node, Some(which));
        if rules.is_empty() {
            return None;
        }
        let made = compute(rules.into_iter().flat_map(|rule| &rule.declarations), Some(style), self.base);
        let shown = !made.hidden && (!matches!(which, Pseudo::Before | Pseudo::After) || !made.content.is_empty());
        shown.then_some(made)
    }

    /// The computed `@page` of a kind of page; `root` is the root element's style, from which margin boxes inherit.
    pub fn page(&self, kind: PageKind, root: &Style) -> PageStyle {
        page(&self.pages, kind, root, self.base)
    }

    /// The sheet that the EPUB carries: canonical CSS without page rules, print rules, colors, `var()` and functions.
    /// `direction` and `digits` are the book's; `faces` are the families that the EPUB embeds: family, weight, italic, path of the file
    /// as the sheet sees it. A rule is left out unless `used` finds in the EPUB what each part of its selector could match.
    pub fn emit(
        &self,
        direction: Direction,
        digits: Digits,
        faces: &[EmbeddedFace],
        used: &dyn Fn(&Compound) -> bool,
    ) -> String {
        emit(&self.screen, self.base, (direction, digits), faces, used)
    }

    /// The selectors of the project's own sheets that have matched nothing, to be asked for when all is styled.
    pub fn unused(&self) -> Vec<Diagnostic> {
        let finding = |(selector, origin): (&Selector, &Origin)| {
            origin.finding(&findings::UNUSED_SELECTOR, format!("`{selector}` matches nothing in the book"), None)
        };
        self.print.unused().map(finding).collect()
    }

    /// The families that the sheet names and `known` does not know, one finding each.
    pub fn missing_faces(&self, known: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut missing: Vec<(&String, &Origin)> = Vec::new();
        for rule in &self.print.all {
            for declaration in &rule.declarations {
                let Value::Families(list) = &declaration.value else { continue };
                for family in list.iter() {
                    let generic = GENERIC.contains(&family.as_str());
                    if !generic && !known(family) && !missing.iter().any(|(name, _)| *name == family) {
                        missing.push((family, &rule.origin));
                    }
                }
            }
        }
        let hint = "Put its files into `fonts/` of the project.";
        let finding = |(family, origin): (&String, &Origin)| {
            origin.finding(
                &findings::MISSING_FACE,
                format!("there is no face of the family `{family}`"),
                Some(hint.to_owned()),
            )
        };
        missing.into_iter().map(finding).collect()
    }

    /// Finds what lengths that are relative to the root are relative to.
    fn measured(mut self, lang: Lang) -> Sheet {
        let node = Node { name: "html", class: "", id: "", lang, first: true, previous: None, parent: None };
        let root = self.style(&node, None);
        self.base =
            Base { size: root.size, root_size: root.size, root_line: root.leading, measure: Default::default() };
        let body = self.page(PageKind::running(""), &root);
        self.base.measure = (body.size.0 - body.margin[1] - body.margin[3]).max(Pt::ZERO);
        self
    }
}

/// A face that an EPUB embeds.
#[derive(Clone, Debug)]
pub struct EmbeddedFace {
    pub family: String,
    pub weight: u16,
    pub italic: bool,
    pub href: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;
    use crate::vocabulary::ALL;

    fn load(files: &[(&str, &str)]) -> (Result<Sheet, Error>, Vec<String>) {
        let mut sink = Sink::default();
        let sheet = Sheet::load("css/own.css", &Memory::of(files.iter().copied()), &mut sink);
        (sheet, sink.found.into_iter().map(|finding| finding.message).collect())
    }

    fn node(name: &'static str) -> Node<'static> {
        Node { name, class: "", id: "", lang: Lang::EN, first: false, previous: None, parent: None }
    }

    #[test]
    fn the_built_in_sheets_have_no_findings() {
        let mut sink = Sink::default();
        for name in ["house", "handout", "large-print"] {
            let sheet = Sheet::load(name, &Memory::default(), &mut sink).unwrap();
            assert!(sink.found.is_empty(), "{name}: {:#?}", sink.found);
            assert!(sheet.unused().is_empty());
        }
        let sheet = Sheet::load("house", &Memory::default(), &mut sink).unwrap();
        let missing = sheet.missing_faces(|family| family.starts_with("Libertinus") || family == "JetBrains Mono");
        assert_eq!(missing.len(), 1);
    }

    #[test]
    fn lines_of_the_page_are_those_of_its_language() {
        let sheet = Sheet::load("house", &Memory::default(), &mut Sink::default()).unwrap();
        for (lang, leading) in [(Lang::EN, 13.5), (Lang::constant("ja"), 16.575), (Lang::constant("fa"), 16.8)] {
            let sheet = sheet.in_language(lang);
            let root = sheet.style(&Node { lang, ..node("html") }, None);
            let heading = sheet.style(&Node { lang, ..node("h1") }, Some(&root));
            assert!((root.leading.points() - leading).abs() < 0.01, "{lang} {}", root.leading.points());
            assert!((heading.leading - root.leading * 2).points().abs() < 0.01, "{lang}");
        }
    }

    #[test]
    fn the_house_style_selects_only_elements_of_the_vocabulary() {
        let mut sink = Sink::default();
        let sheet = Sheet::load("house", &Memory::default(), &mut sink).unwrap();
        for reach in sheet.print.reaches.iter().chain(&sheet.screen.reaches) {
            for compound in reach.selector.compounds() {
                let known = ALL.iter().any(|row| compound.could_match(row.html, row.class));
                assert!(known, "{} in {}", compound, reach.selector);
            }
        }
    }

    #[test]
    fn a_sheet_cut_off_anywhere_is_still_a_sheet() {
        let house = include_str!("../../styles/house.css");
        let kind = PageKind::running("");
        for end in (0..house.len()).step_by(101).filter(|&end| house.is_char_boundary(end)) {
            let sheet = load(&[("css/own.css", &house[..end])]).0.unwrap();
            let root = sheet.style(&node("html"), None);
            assert!(
                root.size > Pt::ZERO
                    && sheet.page(kind, &root).size.0 > Pt::ZERO
                    && !sheet.emit(Direction::Ltr, Digits::EUROPEAN, &[], &|_| true).is_empty()
            );
        }
    }

    #[test]
    fn huge_numbers_stay_lengths_that_can_be_added() {
        let css = "q { font-size: 99999em; margin: 99999em; line-height: 100; letter-spacing: -99999em }";
        let sheet = load(&[("css/own.css", css)]).0.unwrap();
        let mut style = sheet.style(&node("q"), None);
        for _ in 0..8 {
            style = sheet.style(&node("q"), Some(&style));
        }
        assert_eq!((style.size, style.leading), (Pt::ONE * 2000, Pt::ONE * 200_000));
        assert_eq!((style.margin[0], style.letter_spacing), (Pt::ONE * 20_000, Pt::ONE * -20_000));
    }

    #[test]
    fn an_own_sheet_stands_on_top_of_the_house_style() {
        let own = "@import 'more.css' print; :root { --text-size: 20pt } h2 { color: #010203 } h5 q { margin: 0 }";
        let (sheet, found) = load(&[("css/own.css", own), ("css/more.css", "@import 'own.css'; h2 { color: red }")]);
        assert_eq!(found, ["`own.css` is imported by itself"]);
        let sheet = sheet.unwrap();
        let root = sheet.style(&node("html"), None);
        assert_eq!((root.size.points(), root.leading.points()), (20.0, 13.5));
        assert_eq!(sheet.style(&node("h2"), Some(&root)).color, [1, 2, 3]);
        assert!(sheet.unused()[0].message.starts_with("`h5 q` matches nothing"));
    }
}
