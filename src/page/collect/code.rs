//! Program text: as it is written, its words told apart and its lines numbered where the sheet asks for it.

use super::super::galley::{InkRole, Matter, Passage};
use super::super::plan::PlanId;
use super::{Collector, Scope, Sibling};
use crate::highlight::{Kind, kinds};
use crate::language::Direction;
use crate::model::{BlockId, Text};
use crate::style::Pseudo;
use crate::text::{Run, TextStyle};
use crate::vocabulary::{self, Element};
use std::collections::BTreeMap;
use std::ops::Range;

impl<'b> Collector<'b> {
    /// A block of program text.
    pub fn code(&mut self, text: &'b Text, language: Option<&str>, scope: &Scope, plan: PlanId, block: BlockId) {
        // `Code` is an inline element of the standard structure (ISO 32000-1 §14.8.4.4): a paragraph holds it.
        let paragraph = self.plan.add(plan, vocabulary::PARAGRAPH.pdf);
        let plan = self.plan.add(paragraph, vocabulary::CODE_BLOCK.pdf);
        let mut passage = self.verbatim(text, scope, plan);
        passage.paragraph.preformatted = true;
        // Program text runs from left to right in every book.
        passage.paragraph.direction = Direction::Ltr;
        if passage.paragraph.text.is_empty() {
            return;
        }
        if let Some(language) = language.filter(|_| scope.style.code_colors) {
            let kinds = kinds(text.as_str(), language);
            self.color(&mut passage, kinds, scope);
        }
        let sign = self.sign(&["\u{21AA}", "\u{21B3}", "\u{2192}", ">"], scope);
        let mut turn = self.generated(sign, scope, plan);
        turn.role = InkRole::Artifact;
        let number = scope.style.line_numbers.then(|| {
            let style = scope.pseudo(self.layout.sheet, Pseudo::Marker).unwrap_or_else(|| scope.style.clone());
            let mut number = self.generated("1", &Scope { node: scope.node, style }, plan);
            number.role = InkRole::Artifact;
            number
        });
        let (turn, number) = (turn.into(), number.map(Box::new));
        self.push(Matter::Code { passage, drawn: language.is_none(), turn, number }, &scope.style, Some(block));
    }

    /// Gives each kind of words the style of its element.
    fn color(&mut self, passage: &mut Passage, kinds: Vec<(Range<usize>, Kind)>, scope: &Scope) {
        let [Run { range, style: plain, tag }] = passage.paragraph.runs.as_slice() else { return };
        let (end, plain, tag) = (range.end, plain.clone(), *tag);
        let mut styles = BTreeMap::new();
        let mut runs: Vec<Run> = Vec::new();
        let mut at = range.start;
        for (range, kind) in kinds.into_iter().filter(|(range, _)| range.start < end) {
            let style = styles.entry(kind).or_insert_with(|| {
                let child = Sibling::first(element(kind), scope.lang());
                let style =
                    scope.enter(self.layout.sheet, None, child, |scope| TextStyle::of(&scope.style, scope.lang()));
                self.share(style)
            });
            runs.push(Run { range: at..range.start, style: plain.clone(), tag });
            at = range.end.min(end);
            runs.push(Run { range: range.start..at, style: style.clone(), tag });
        }
        runs.push(Run { range: at..end, style: plain, tag });
        runs.retain(|run| !run.range.is_empty());
        passage.paragraph.runs = runs;
    }
}

fn element(kind: Kind) -> Element {
    match kind {
        Kind::Comment => vocabulary::CODE_COMMENT,
        Kind::Keyword => vocabulary::CODE_KEYWORD,
        Kind::String => vocabulary::CODE_STRING,
        Kind::Constant => vocabulary::CODE_CONSTANT,
        Kind::Name => vocabulary::CODE_NAME,
    }
}
