//! The text between tags. In: text with HTML's white space. Out: words with one space between them, except in program
//! text, each with its bytes.

use super::super::events::Reader;
use super::super::kinds::Kind;
use super::room::Place;
use crate::model::{Inline, Text};
use crate::source::Span;
use std::ops::Range;

impl Reader<'_> {
    /// Adds HTML text: one space between words, except in program text.
    pub fn html_text(&mut self, text: &str, html: &Text, range: Range<usize>) {
        let written = html.as_str()[range.clone()] == *text;
        let span = html.span_of(range.clone());
        let place = |part: Range<usize>| match written {
            true => html.span_of(range.start + part.start..range.start + part.end),
            false => span,
        };
        if matches!(self.top().kind, Kind::Code { .. }) {
            // The line end right behind the tag is none of the text (HTML Living Standard §13.1.2.5).
            let first = self.top().inlines.is_empty() && self.top().span.end == span.start;
            let start = usize::from(first && text.starts_with('\n'));
            let part = self.visible(&text[start..], place(start..text.len()));
            return self.inline(Inline::Text(part), span);
        }
        if text.trim_matches(is_space).is_empty() && self.place() == Place::Parts {
            return;
        }
        let verbatim = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| frame.tag.is_some())
            .any(|frame| matches!(frame.kind, Kind::Mono));
        let mut at = 0;
        for part in text.split_inclusive(is_space) {
            let word = part.trim_end_matches(is_space);
            if !word.is_empty() {
                self.make_line_room(span);
                self.reopen();
                let place = place(at..at + word.len());
                let word = self.visible(word, place);
                self.inline(Inline::Text(word), place);
            }
            at += part.len();
            if word.len() < part.len() {
                let gap = place(at - 1..at);
                if verbatim {
                    self.inline(Inline::Text(Text::new(" ", gap)), gap);
                } else if !part.ends_with('\n')
                    || !written
                    || !self.joins_without_space(&(gap.start as usize..gap.end as usize))
                {
                    self.space(gap);
                }
            }
        }
    }

    /// Adds a space, where there is not one already and text to be parted from the next.
    pub fn space(&mut self, span: Span) {
        if self.place() != Place::Parts && !self.ends_in_space() {
            self.inline(Inline::Text(Text::new(" ", span)), span);
        }
    }

    /// Whether the text so far ends in a space, or there is none.
    pub fn ends_in_space(&self) -> bool {
        for frame in self.frames.iter().rev() {
            match last(&frame.inlines) {
                Some(Inline::Text(text)) => return text.as_str().ends_with(' '),
                Some(inline) => return matches!(inline, Inline::LineBreak),
                None if !frame.kind.is_inline() => return true,
                None => {}
            }
        }
        true
    }

    /// Whether the line so far has nothing in it.
    pub fn ends_line(&self) -> bool {
        for frame in self.frames.iter().rev() {
            match last(&frame.inlines) {
                Some(inline) => return matches!(inline, Inline::LineBreak),
                None if !frame.kind.is_inline() => return true,
                None => {}
            }
        }
        true
    }
}

fn last(inlines: &[Inline]) -> Option<&Inline> {
    let last = inlines.last()?;
    last_of(last.children()).or(Some(last))
}

fn last_of(inlines: &[Inline]) -> Option<&Inline> {
    if inlines.is_empty() { None } else { last(inlines) }
}

/// HTML's white space; no-break spaces are none.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}
