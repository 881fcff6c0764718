//! Page rules. In: `@page` rules. Out: the size, margins and margin boxes of a kind of page (CSS Paged Media Level 3).
//! `:recto` and `:verso` are the sides of a leaf, whichever way the book is read; `:first` means the page on which a chapter, or a part of the front or back matter, opens.

use super::cascade::compute;
use super::declare::{Declaration, Variables};
use super::measure::{Base, Length};
use super::parse::Token;
use super::property::{ALL, Output};
use super::rules::{Written, values};
use super::value::Value;
use super::{Align, Edge, LeafSide, MarginBox, PageKind, PageRole, PageStyle, Side, Style};
use crate::diagnostic::{Sink, rules::MALFORMED_STYLE, rules::UNKNOWN_PROPERTY};
use crate::length::Pt;

/// One `@page` rule.
#[derive(Clone, Debug)]
pub struct PageRule {
    selectors: Vec<PageSelector>,
    declarations: Vec<Declaration>,
    boxes: Vec<(usize, Vec<Declaration>)>,
}

/// `front:first:left`
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct PageSelector {
    name: Option<String>,
    opening: bool,
    blank: bool,
    side: Option<Side>,
    leaf: Option<LeafSide>,
}

/// Margin boxes that are printed: their names, their edges, where on the edge.
const BOXES: [(&str, Edge, Align); 6] = [
    ("top-left", Edge::Top, Align::Start),
    ("top-center", Edge::Top, Align::Center),
    ("top-right", Edge::Top, Align::End),
    ("bottom-left", Edge::Bottom, Align::Start),
    ("bottom-center", Edge::Bottom, Align::Center),
    ("bottom-right", Edge::Bottom, Align::End),
];

impl PageRule {
    /// Reads a rule; `None` where its selector cannot be read. What has no effect is a finding.
    pub fn read(written: &Written, variables: &Variables, sink: &mut Sink) -> Option<PageRule> {
        let Written { rule, origin } = written;
        let prelude: Vec<&[Token]> = rule.prelude.split(|token| *token == Token::Sign(',')).collect();
        let Some(selectors) = prelude.into_iter().map(PageSelector::read).collect() else {
            let hint = "Pages are `:left`, `:right`, `:recto`, `:verso`, `:first`, `:blank`, or a name with these.";
            sink.report(origin.finding(&MALFORMED_STYLE, "these pages cannot be told", Some(hint.to_owned())));
            return None;
        };
        let declarations = values(&rule.declarations, variables, origin, sink);
        let mut boxes = Vec::new();
        for inner in &rule.rules {
            let name = inner.at.as_deref().unwrap_or_default();
            let at = origin.at(inner.place);
            match BOXES.iter().position(|(known, ..)| *known == name) {
                Some(slot) => boxes.push((slot, values(&inner.declarations, variables, &at, sink))),
                None => {
                    sink.report(at.finding(&UNKNOWN_PROPERTY, format!("`@{name}` is not a box that is printed"), None))
                }
            }
        }
        Some(PageRule { selectors, declarations, boxes })
    }

    /// How much it weighs for a kind of page; `None` where it is for others.
    fn weight(&self, kind: PageKind) -> Option<(bool, u8, bool)> {
        self.selectors.iter().filter(|selector| selector.matches(kind)).map(PageSelector::weight).max()
    }
}

impl PageSelector {
    fn read(tokens: &[Token]) -> Option<PageSelector> {
        let mut selector = PageSelector::default();
        let mut rest: Vec<&Token> = tokens.iter().filter(|token| **token != Token::Space).collect();
        if let Some(name) = rest.first().and_then(|token| token.as_word()) {
            selector.name = Some(name.to_owned());
            rest.remove(0);
        }
        for pair in rest.chunks(2) {
            let [Token::Sign(':'), Token::Word(name)] = pair else { return None };
            match name.as_str() {
                "first" => selector.opening = true,
                "blank" => selector.blank = true,
                "left" => selector.side = Some(Side::Left),
                "right" => selector.side = Some(Side::Right),
                "recto" => selector.leaf = Some(LeafSide::Recto),
                "verso" => selector.leaf = Some(LeafSide::Verso),
                _ => return None,
            }
        }
        Some(selector)
    }

    fn matches(&self, kind: PageKind) -> bool {
        self.name.as_deref().is_none_or(|name| name == kind.name)
            && (kind.role == PageRole::Opening || !self.opening)
            && (kind.role == PageRole::Blank || !self.blank)
            && self.side.is_none_or(|side| side == kind.side)
            && self.leaf.is_none_or(|leaf| leaf == kind.leaf)
    }

    /// CSS Paged Media Level 3 §3.4: names, then `:first` and `:blank`, then sides.
    fn weight(&self) -> (bool, u8, bool) {
        (self.name.is_some(), u8::from(self.opening) + u8::from(self.blank), self.side.is_some() || self.leaf.is_some())
    }
}

/// The style of a kind of page; `root` is the root element's, from which pages and their boxes inherit.
pub fn page(rules: &[PageRule], kind: PageKind, root: &Style, base: Base) -> PageStyle {
    let mut matching: Vec<_> = rules.iter().filter_map(|rule| rule.weight(kind).map(|weight| (weight, rule))).collect();
    matching.sort_by_key(|(weight, _)| *weight);
    let declared = || matching.iter().flat_map(|(_, rule)| &rule.declarations);
    let paper = declared().filter(|declaration| ALL[declaration.property].output == Output::Page);
    let own_base = Base { size: root.size, ..base };
    let size = paper.fold((a5(), None), |(size, strong), declaration| match &declaration.value {
        Value::Paper(width, height) if strong.is_none() || declaration.important => {
            let strong = declaration.important.then_some(());
            ((width.resolve(&own_base), height.resolve(&own_base)), strong)
        }
        _ => (size, strong),
    });
    let size = size.0;
    let base = Base { measure: size.0, ..base };
    let style = compute(declared(), Some(root), base);
    let boxes = BOXES.iter().enumerate().filter_map(|(slot, &(_, edge, align))| {
        let boxed = matching.iter().flat_map(|(_, rule)| &rule.boxes).filter(|(at, _)| *at == slot);
        let style = compute(boxed.flat_map(|(_, declarations)| declarations), Some(&style), base);
        let shown = !style.content.is_empty() && !style.hidden;
        shown.then_some(MarginBox { edge, align, style })
    });
    PageStyle { size, margin: style.margin, boxes: boxes.collect() }
}

/// The paper where no rule says: A5.
fn a5() -> (Pt, Pt) {
    let points = |millimeters: f64| Length::Points(millimeters * 72.0 / 25.4).resolve(&Base::default());
    (points(148.0), points(210.0))
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Sheet};
    use super::*;
    use crate::library::Memory;

    fn sheet(css: &str) -> (Sheet, Style, usize) {
        let mut sink = Sink::default();
        let sheet = Sheet::load("own.css", &Memory::of([("own.css", css)]), &mut sink).unwrap();
        (sheet, Style { size: Pt::ONE * 10, ..Style::default() }, sink.found.len())
    }

    fn shown(page: &PageStyle) -> Vec<(Edge, Align, &Content)> {
        page.boxes.iter().map(|one| (one.edge, one.align, &one.style.content[0])).collect()
    }

    const BODY: PageKind = PageKind { side: Side::Right, leaf: LeafSide::Recto, role: PageRole::Running, name: "" };

    #[test]
    fn the_house_has_running_heads_but_not_on_openings_and_blank_pages() {
        let (sheet, root, _) = sheet("");
        let right = sheet.page(BODY, &root);
        let chapter = Content::Named("chapter-title".to_owned());
        assert_eq!(shown(&right), [(Edge::Top, Align::Center, &chapter), (Edge::Top, Align::End, &Content::Page)]);
        let left = sheet.page(PageKind { side: Side::Left, leaf: LeafSide::Verso, ..BODY }, &root);
        assert_eq!(shown(&left)[1].2, &Content::Named("book-title".to_owned()));
        let turned = sheet.page(PageKind { leaf: LeafSide::Verso, ..BODY }, &root);
        assert_eq!(shown(&turned)[0].2, &Content::Named("book-title".to_owned()), "read from right to left");
        assert_eq!(shown(&left)[0], (Edge::Top, Align::Start, &Content::Page));
        assert_eq!((left.margin[1], left.margin[3]), (right.margin[3], right.margin[1]));
        let opening = sheet.page(PageKind { side: Side::Left, role: PageRole::Opening, ..BODY }, &root);
        assert_eq!(shown(&opening), [(Edge::Top, Align::Start, &Content::Page)]);
        assert_eq!(sheet.page(PageKind { role: PageRole::Blank, ..BODY }, &root).boxes, []);
        let lines = (right.size.1 - right.margin[0] - right.margin[2]).points() / 13.5;
        assert!((36.0..36.1).contains(&lines), "{lines} lines");
    }

    #[test]
    fn names_outweigh_sides_and_order_decides_among_equals() {
        let css = "@page plates { margin: 1in } @page :left { margin: 2in } @page plates { margin-top: 3in !important }
                   @page plates:left, :blank { margin: 4in; @top-left { content: 'x'; font-size: 2em } }";
        let (sheet, root, _) = sheet(css);
        let margin = |side, name| sheet.page(PageKind { side, name, ..BODY }, &root).margin.map(Pt::points);
        assert_eq!(margin(Side::Right, "plates"), [216.0, 72.0, 72.0, 72.0]);
        assert_eq!(margin(Side::Left, "plates"), [216.0, 288.0, 288.0, 288.0]);
        assert_eq!(margin(Side::Left, "other"), [144.0; 4]);
        let page = sheet.page(PageKind { side: Side::Left, name: "plates", ..BODY }, &root);
        assert_eq!(page.boxes[0].style.size, root.size.scale(857, 1000).scale(2, 1));
    }

    #[test]
    fn the_paper_is_set_by_name_or_measure() {
        let (sheet, root, found) = sheet("@page { size: A4 landscape; size: 5 5; @left-top { content: 'x' } }");
        assert_eq!(found, 2);
        let (width, height) = sheet.page(BODY, &root).size;
        assert_eq!((width.points().round(), height.points().round()), (842.0, 595.0));
    }
}
