//! Lists and definitions: labels that hang in the indent.

use super::super::galley::Label;
use super::super::plan::PlanId;
use super::blocks::announces;
use super::inlines::turn;
use super::{Collector, Kept, Scope, Sibling};
use crate::length::Pt;
use crate::model::{Block, BlockId, BlockKind, Definition, ListItem, ListKind, flat_text};
use crate::numeral::{Digits, letters, roman};
use crate::style::{Align, Content, ListStyle, Pseudo};
use crate::vocabulary;

impl<'b> Collector<'b> {
    /// The items of a list.
    pub fn list(&mut self, kind: ListKind, tight: bool, items: &'b [ListItem], scope: &Scope, plan: PlanId) {
        let number = |i| kind.number(i);
        // Labels wider than the sheet has room for push the whole list further in, not out of the column.
        let widest = (0..items.len())
            .map(|i| width(&written(&scope.style.list_style, number(i), self.book.meta.digits), scope.style.size))
            .max();
        let room = scope.style.padding[3] - gap(scope.style.size);
        let more = widest.unwrap_or_default() - room;
        self.indented(if scope.style.padding[3] > Pt::ZERO { more.max(Pt::ZERO) } else { Pt::ZERO }, |this| {
            let mut previous = None;
            for (i, item) in items.iter().enumerate() {
                let element = vocabulary::LIST_ITEM;
                let sibling = Sibling::after(previous, element, scope.lang());
                let plan = this.plan.add(plan, element.pdf);
                this.enter_box(scope, previous, sibling, |this, scope| {
                    this.label(number(i), item.task, scope, plan);
                    let body = this.plan.add(plan, vocabulary::LIST_BODY.pdf);
                    this.item(&item.blocks, tight, scope, body);
                });
                previous = Some(sibling);
            }
        });
        self.pending.label = None;
    }

    /// The blocks of an item. In a tight list its paragraphs are no elements of their own.
    fn item(&mut self, blocks: &'b [Block], tight: bool, scope: &Scope, plan: PlanId) {
        let mut previous = None;
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 && announces(&blocks[i - 1], block) {
                self.keep_with_next();
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight => {
                    self.begin(block);
                    let plan = self.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                    let mut passage = self.passage(inlines, scope, plan, Kept::All);
                    turn(&mut passage, inlines);
                    self.text(passage, scope, Some(block.id));
                }
                _ => previous = self.blocks(std::slice::from_ref(block), scope, previous, plan),
            }
        }
    }

    fn label(&mut self, number: Option<u64>, task: Option<bool>, scope: &Scope, plan: PlanId) {
        let marker = scope.pseudo(self.layout.sheet, Pseudo::Marker);
        let style = marker.as_ref().unwrap_or(&scope.style);
        let generated = style.content.iter().find_map(|content| match content {
            Content::Text(text) => Some(text.clone()),
            _ => None,
        });
        let text = match (task, generated) {
            (Some(true), _) => self.sign(&["\u{2611}", "\u{2612}", "\u{25A0}", "[x]"], scope).to_owned(),
            (Some(false), _) => self.sign(&["\u{2610}", "\u{25A1}", "[ ]"], scope).to_owned(),
            (None, Some(text)) => text,
            (None, None) => written(&scope.style.list_style, number, self.book.meta.digits),
        };
        if text.is_empty() {
            return;
        }
        let plan = self.plan.add(plan, vocabulary::LIST_LABEL.pdf);
        let scope = Scope { node: scope.node, style: style.clone() };
        let mut passage = self.generated(&text, &scope, plan);
        passage.paragraph.align = Align::Start;
        passage.paragraph.indent = Pt::ZERO;
        self.pending.label = Some(Box::new(Label { passage, gap: gap(scope.style.size) }));
    }

    /// Terms and what they mean.
    pub fn definitions(&mut self, definitions: &'b [Definition], scope: &Scope, plan: PlanId, block: BlockId) {
        let mut previous = None;
        let mut before = 0;
        for definition in definitions {
            let plan = self.plan.add(plan, vocabulary::LIST_ITEM.pdf);
            for term in &definition.terms {
                let sibling = Sibling::after(previous, vocabulary::DEFINED_TERM, scope.lang());
                let plan = self.plan.add(plan, vocabulary::DEFINED_TERM.pdf);
                self.enter_box(scope, previous, sibling, |this, scope| {
                    this.flat = before;
                    let passage = this.passage(term, scope, plan, Kept::All);
                    this.flat = 0;
                    this.text(passage, scope, Some(block));
                });
                self.keep_with_next();
                before += flat_text(term).len();
                previous = Some(sibling);
            }
            for meaning in &definition.meanings {
                let sibling = Sibling::after(previous, vocabulary::MEANING, scope.lang());
                let plan = self.plan.add(plan, vocabulary::MEANING.pdf);
                self.enter_box(scope, previous, sibling, |this, scope| this.item(meaning, true, scope, plan));
                previous = Some(sibling);
            }
        }
    }
}

/// The space between a label and the text beside it.
fn gap(size: Pt) -> Pt {
    size.scale(2, 5)
}

/// About how wide a label is in type of `size`: figures are half an em, the letters of roman numerals less, a point a
/// quarter.
fn width(label: &str, size: Pt) -> Pt {
    let part = |c: char| match c {
        'i' | 'l' => 28,
        '.' => 25,
        _ => 50,
    };
    size.scale(label.chars().map(part).sum(), 100)
}

/// The label that a list style gives to the item of a number.
fn written(style: &ListStyle, number: Option<u64>, digits: Digits) -> String {
    match (style, number) {
        (ListStyle::None, _) => String::new(),
        (ListStyle::LowerAlpha, Some(n)) => format!("{}.", letters(n)),
        (ListStyle::LowerRoman, Some(n)) => format!("{}.", roman(n)),
        (ListStyle::UpperAlpha, Some(n)) => format!("{}.", letters(n).to_uppercase()),
        (ListStyle::UpperRoman, Some(n)) => format!("{}.", roman(n).to_uppercase()),
        (ListStyle::Dash, None) => "\u{2013}".to_owned(),
        (_, None) => "\u{2022}".to_owned(),
        (_, Some(n)) => format!("{}.", digits.write(n)),
    }
}
