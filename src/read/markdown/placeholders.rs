//! Index marks as mdBook's indexing preprocessor has them. In: a run with `{{i:term}}`, `{{ii:term}}` and `{{hi:term}}`.
//! Out: the term with its mark before it; as it is, in italics, or not at all.

use super::events::Reader;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Inline, MarkKind, Text, flat_text};
use crate::read::marks;
use crate::source::Span;

/// What the marks open with, and what becomes of the term.
const OPENINGS: &[(&str, Show)] = &[("{{i:", Show::Plain), ("{{ii:", Show::Italic), ("{{hi:", Show::Hidden)];
const CLOSING: &str = "}}";
/// How many inlines a term may have.
const REACH: usize = 16;

/// How the term of a mark shows in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Plain,
    Italic,
    Hidden,
}

impl Reader<'_> {
    /// A run with marks in the place of all that is written so.
    pub fn placeholders(&mut self, run: Vec<Inline>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(run.len());
        // In reverse, so that what is cut off goes back cheaply.
        let mut rest: Vec<Inline> = run.into_iter().rev().collect();
        while let Some(inline) = rest.pop() {
            let Inline::Text(mut text) = inline else {
                out.push(inline);
                continue;
            };
            let Some((at, opening, show)) = first_opening(text.as_str()) else {
                out.push(Inline::Text(text));
                continue;
            };
            let mut behind = text.split_off(at);
            let span = behind.span_of(0..opening);
            let after = behind.split_off(opening);
            push_text(&mut out, text);
            match take_term(after, &mut rest) {
                Ok(term) => self.placeholder(term, show, span, &mut out),
                Err(after) => {
                    marks::report_unclosed(span, self.sink);
                    out.push(Inline::Text(behind));
                    rest.push(Inline::Text(after));
                }
            }
        }
        out
    }

    fn placeholder(&mut self, term: Vec<Inline>, show: Show, span: Span, out: &mut Vec<Inline>) {
        let heading: Vec<Inline> = trimmed(term.clone());
        if flat_text(&heading).is_empty() {
            let finding = Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, "this index mark has an empty entry");
            self.sink.report(finding.hint("Write `{{i:term}}`."));
            return;
        }
        let term_id = self.book.intern_term(None, heading, None);
        out.push(marks::add(term_id, MarkKind::Point, self.book));
        match show {
            Show::Plain => out.extend(term),
            Show::Italic => out.push(Inline::Emphasis(term)),
            Show::Hidden => {}
        }
    }
}

fn first_opening(text: &str) -> Option<(usize, usize, Show)> {
    let found = OPENINGS.iter().filter_map(|&(opening, show)| Some((text.find(opening)?, opening.len(), show)));
    found.min_by_key(|&(at, ..)| at)
}

/// The inlines up to the closing braces, `first` being the text behind the opening; what follows goes back to `rest`.
/// Where there are no closing braces, `first` again.
fn take_term(mut first: Text, rest: &mut Vec<Inline>) -> Result<Vec<Inline>, Text> {
    let closing = |text: &Text| text.as_str().find(CLOSING);
    if let Some(end) = closing(&first) {
        if first_opening(&first.as_str()[..end]).is_some() {
            return Err(first);
        }
        rest.push(Inline::Text(cut(&mut first, end)));
        return Ok(vec![Inline::Text(first)]);
    }
    let closes = |inline: &Inline| matches!(inline, Inline::Text(text) if closing(text).is_some());
    let opens = |inline: &Inline| matches!(inline, Inline::Text(text) if first_opening(text.as_str()).is_some());
    let Some(length) = rest.iter().rev().take(REACH).position(closes) else { return Err(first) };
    if rest.iter().rev().take(length).any(opens) {
        return Err(first);
    }
    let mut term = Vec::new();
    push_text(&mut term, first);
    term.extend((0..length).filter_map(|_| rest.pop()));
    if let Some(Inline::Text(mut last)) = rest.pop() {
        let end = closing(&last).unwrap_or_default();
        let after = cut(&mut last, end);
        push_text(&mut term, last);
        rest.push(Inline::Text(after));
    }
    Ok(term)
}

/// Ends a text at the closing braces at `end`; what stands behind them.
fn cut(text: &mut Text, end: usize) -> Text {
    let mut braces = text.split_off(end);
    braces.split_off(CLOSING.len())
}

/// Without spaces at its ends, and without marks.
fn trimmed(mut term: Vec<Inline>) -> Vec<Inline> {
    term.retain(|inline| !matches!(inline, Inline::Mark(_)));
    if let Some(Inline::Text(first)) = term.first_mut() {
        let space = first.as_str().len() - first.as_str().trim_start().len();
        *first = first.split_off(space);
    }
    if let Some(Inline::Text(last)) = term.last_mut() {
        last.split_off(last.as_str().trim_end().len());
    }
    term
}

fn push_text(out: &mut Vec<Inline>, text: Text) {
    if !text.is_empty() {
        out.push(Inline::Text(text));
    }
}
