//! Formulas in Markdown. In: what stands between the signs for them. Out: formulas, in the line or as blocks; what cannot
//! be set stays as program text, with a finding.

use super::events::Reader;
use super::kinds::Kind;
use crate::diagnostic::{Diagnostic, rules};
use crate::math::{self, Place};
use crate::model::{BlockKind, Inline, Text};
use crate::source::Span;
use std::ops::Range;

impl Reader<'_> {
    /// What the parser takes for a formula.
    pub fn formula(&mut self, tex: &str, place: Place, range: Range<usize>) {
        let bracketed = self.brackets.get(&range.start).copied();
        // As in pandoc, so that "from $5 to CA$6" is what it says.
        let amount = place == Place::Inline && self.text[range.end..].starts_with(|c: char| c.is_ascii_digit());
        let span = self.span(range.clone());
        if bracketed.is_none() && (amount || !self.book.notation.dollars) {
            return self.text(&self.text[range], span);
        }
        let inline = match bracketed {
            Some(place) => self.read_formula(&unescaped(tex), place, span),
            None => self.read_formula(tex, place, span),
        };
        let place = bracketed.unwrap_or(place);
        match (place, &self.top().kind) {
            (Place::Display, Kind::Paragraph) => self.part_paragraph(block(inline), span),
            (Place::Display, kind) if kind.holds_blocks() => {
                self.flush();
                self.push(block(inline), span);
            }
            _ => self.inline(inline, span),
        }
    }

    /// A formula in a fence of its own.
    pub fn fenced_formula(&mut self, tex: &Text, span: Span) {
        let inline = self.read_formula(tex.as_str(), Place::Display, span);
        self.push(block(inline), span);
    }

    fn read_formula(&mut self, tex: &str, place: Place, span: Span) -> Inline {
        let tex = self.visible(tex, span);
        match math::read(tex.as_str(), place, &self.book.notation.macros, span) {
            Ok(read) => {
                if !read.unknown.is_empty() {
                    let names: Vec<String> = read.unknown.iter().map(|name| format!("`{name}`")).collect();
                    let message = format!("this formula has commands that are not known: {}", names.join(", "));
                    let finding = Diagnostic::new(&rules::UNSET_MATH, span, message)
                        .hint("They stand in it by their names; define them, or write them in LaTeX's own commands.");
                    self.sink.report(finding);
                }
                Inline::Math(Box::new(read.formula))
            }
            Err(why) => {
                let message = format!("this formula cannot be set: {why}");
                self.sink
                    .report(Diagnostic::new(&rules::UNSET_MATH, span, message).hint("Its source stands in its place."));
                Inline::Code(tex)
            }
        }
    }
}

/// TeX that Markdown has gone over before MathJax sees it, as in mdBook: `\\\\` ends a row there (CommonMark §2.4).
fn unescaped(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(rest.next()),
            _ => out.push(c),
        }
    }
    out
}

/// A formula on lines of its own, or the source of what is none.
fn block(inline: Inline) -> BlockKind {
    match inline {
        Inline::Code(text) => BlockKind::Code { language: None, text },
        inline => BlockKind::Math(vec![inline]),
    }
}

/// Takes the space away that a formula on lines of its own leaves at the ends of the text around it.
pub fn trim(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        let blank = first.as_str().len() - first.as_str().trim_start_matches(' ').len();
        if blank > 0 {
            *first = first.split_off(blank);
        }
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        let end = last.as_str().trim_end_matches(' ').len();
        if end < last.as_str().len() {
            last.split_off(end);
        }
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}
