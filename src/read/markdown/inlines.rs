//! Running text. In: inlines as the parser gives them. Out: the same with index marks in their places, leftovers of the
//! syntax reported, characters that no book can show left out.

use super::autolinks;
use super::events::Reader;
use super::images::ARTIFACT;
use super::kinds::Kind;
use crate::diagnostic::{Diagnostic, rules};
use crate::language::joins_without_space;
use crate::model::{Inline, Text, flat_text};
use crate::read::marks;
use crate::source::Span;
use std::ops::Range;

/// How many inlines are looked through for the other end of a mark.
const REACH: usize = 32;

impl Reader<'_> {
    /// Finishes a run of inlines.
    pub fn run(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
        let mut rest = inlines.into_iter().peekable();
        while let Some(mut inline) = rest.next() {
            match &mut inline {
                Inline::Text(text) => {
                    let mut reach = 0;
                    while reach < REACH && open_mark(text) && rest.peek().is_some() {
                        rest.next().into_iter().for_each(|next| text.append(as_text(next)));
                        reach += 1;
                    }
                    let mut text = std::mem::take(text);
                    let behind = self.artifacts.contains(&text.span_of(0..0).start);
                    if behind && text.as_str().starts_with(ARTIFACT) {
                        text = text.split_off(ARTIFACT.len());
                    }
                    let lost = self.lost_notes(&text);
                    if lost.is_empty() {
                        self.marks(text, &mut out);
                        continue;
                    }
                    let mut from = 0;
                    for (at, note) in lost {
                        self.marks(text.slice(from..at.start), &mut out);
                        out.push(note);
                        from = at.end;
                    }
                    self.marks(text.slice(from..text.as_str().len()), &mut out);
                }
                inline => {
                    let is_link = matches!(inline, Inline::Link { .. });
                    self.links += usize::from(is_link);
                    if let Some(body) = inline.children_mut() {
                        *body = self.run(std::mem::take(body));
                    }
                    self.links -= usize::from(is_link);
                    out.push(std::mem::replace(inline, Inline::LineBreak));
                }
            }
        }
        self.placeholders(out)
    }

    /// Adds text to `out` with its index marks.
    fn marks(&mut self, text: Text, out: &mut Vec<Inline>) {
        for inline in marks::place(text, self.book, self.sink) {
            match inline {
                Inline::Text(text) => self.spans(text, out),
                mark => out.push(mark),
            }
        }
    }

    /// Adds text to `out`, taking the marks `[term]{.index …}` out of it; the term may lie in `out` already.
    fn spans(&mut self, mut text: Text, out: &mut Vec<Inline>) {
        let mut cuts: Vec<(Range<usize>, Span)> = Vec::new();
        let mut from = 0;
        while let Some(at) = text.as_str()[from..].find("{.index").map(|at| from + at) {
            from = at + 1;
            let Some(length) = marks::closing(&text.as_str()[from..]) else {
                marks::report_unclosed(text.span_of(at..from), self.sink);
                continue;
            };
            from += length + 1;
            cuts.push((at..from, text.span_of(at..from)));
        }
        let mut parts = Vec::new();
        for (range, span) in cuts.into_iter().rev() {
            let after = text.split_off(range.end);
            parts.push((text.split_off(range.start), span, after));
        }
        self.plain(text, out);
        for (braces, span, after) in parts.into_iter().rev() {
            let inside = &braces.as_str()[1..braces.as_str().len() - 1];
            if !self.mark_before(inside, span, out) {
                push_text(out, braces);
            }
            self.plain(after, out);
        }
    }

    /// Adds text without marks to `out`; bare addresses in it are links, except inside a link.
    fn plain(&self, text: Text, out: &mut Vec<Inline>) {
        if self.links == 0 {
            out.extend(autolinks::linked(text));
        } else {
            push_text(out, text);
        }
    }

    /// Places the mark of the bracketed term that `out` ends with and takes the brackets away. `false` where there is none.
    fn mark_before(&mut self, attributes: &str, span: Span, out: &mut Vec<Inline>) -> bool {
        if let Some(link @ Inline::Link { .. }) = out.last() {
            let term = flat_text(std::slice::from_ref(link));
            let mark = marks::read_attributes(attributes, &term, span, self.book, self.sink);
            out.splice(out.len() - 1..out.len() - 1, mark);
            return true;
        }
        let Some((index, at)) = opening_bracket(out) else { return false };
        if let Some(Inline::Text(last)) = out.last_mut() {
            let end = last.as_str().len() - 1;
            last.split_off(end);
        }
        let Inline::Text(first) = &mut out[index] else { return false };
        let mut term = first.split_off(at);
        let term = term.split_off(1);
        let mut body = vec![Inline::Text(term)];
        body.extend(out.drain(index + 1..));
        let mark = marks::read_attributes(attributes, &flat_text(&body), span, self.book, self.sink);
        out.extend(mark);
        out.append(&mut body);
        out.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        true
    }

    /// Calls of notes that the parser has left as text: it knows none in HTML. Those that no file defines are reported.
    fn lost_notes(&mut self, text: &Text) -> Vec<(Range<usize>, Inline)> {
        let mut found = Vec::new();
        for (at, _) in text.as_str().match_indices("[^") {
            let rest = &text.as_str()[at + 2..];
            let end = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace());
            let Some(length) = end.filter(|&end| end > 0 && rest[end..].starts_with(']')) else { continue };
            let span = text.span_of(at..at + length + 3);
            let written = self.slice(span) == &text.as_str()[at..at + length + 3];
            let escaped = self.text[..span.start as usize].ends_with('\\');
            if !written || escaped {
                continue;
            }
            if self.notes.is_defined(&rest[..length]) {
                let note = self.notes.reference(&rest[..length], span, self.book);
                found.push((at..at + length + 3, Inline::Note(note)));
            } else {
                let message = format!("there is no note `{}`", &rest[..length]);
                let finding = Diagnostic::new(&rules::UNRESOLVED_NOTE, span, message)
                    .hint(format!("Define it, `[^{}]: …`, or write `\\[` for a bracket.", &rest[..length]));
                self.sink.report(finding);
            }
        }
        found
    }

    /// Adds running text from the source to what is open.
    pub fn text(&mut self, text: &str, span: Span) {
        let verbatim = matches!(self.top().kind, Kind::Code { .. } | Kind::Html);
        let (mut text, mut span) = (text, span);
        if !verbatim {
            self.reopen();
            let rest = text.trim_start_matches([' ', '\t', '\n', '\r']);
            if rest.len() < text.len() && self.ends_in_space() {
                if (span.end - span.start) as usize == text.len() {
                    span.start += (text.len() - rest.len()) as u32;
                }
                text = rest;
            }
        }
        let control = control(text);
        let as_it_is = control.is_none() && (verbatim || !has_wide_space(text));
        // Most text is as it should be and goes on with what stands before.
        if as_it_is && let Some(Inline::Text(before)) = self.go_on(span) {
            return before.push(text, span);
        }
        let text = self.visible(text, span);
        self.inline(Inline::Text(if verbatim { text } else { single_spaced(text) }), span);
    }

    /// Text from the source without what no book can show.
    pub fn visible(&mut self, text: &str, span: Span) -> Text {
        let Some(bad) = control(text) else { return Text::new(text, span) };
        let message = format!("the character U+{:04X} has no form in a book and was left out", bad as u32);
        self.sink.report(Diagnostic::new(&rules::CONTROL_CHARACTER, span, message));
        let mut out = Text::default();
        let exact = self.slice(span) == text;
        let mut at = span.start as usize;
        for part in text.split_inclusive(is_control) {
            let shown = part.trim_end_matches(is_control);
            let place = |range: Range<usize>| if exact { Span::new(span.source, range) } else { span };
            out.append(Text::new(shown, place(at..at + shown.len())));
            // A form feed or another line end of old stands between words.
            if part[shown.len()..].contains(char::is_whitespace) {
                out.append(Text::new(" ", place(at + shown.len()..at + part.len())));
            }
            at += part.len();
        }
        out
    }

    /// Whether a line end between these two lines stands for nothing: both sides are scripts written without spaces.
    pub fn joins_without_space(&self, line_end: &Range<usize>) -> bool {
        let is_sign = |c: &char| c.is_ascii_punctuation() || c.is_whitespace();
        let before = self.text[..line_end.start].chars().rev().take(REACH).find(|c| !is_sign(c));
        let after = self.text[line_end.end..].chars().take(REACH).find(|c| !is_sign(c));
        before.zip(after).is_some_and(|(before, after)| joins_without_space(before) && joins_without_space(after))
    }
}

/// The first control character of a text.
fn control(text: &str) -> Option<char> {
    // Most text is seen to have none by its bytes.
    let may_be = |byte: u8| matches!(byte, ..b' ' | 0x7F | 0xC2 | 0xEF);
    text.bytes().any(may_be).then(|| text.chars().find(|&c| is_control(c))).flatten()
}

/// Whether there is more than one space somewhere.
fn has_wide_space(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair == b"  ") || text.contains(['\t', '\n', '\r'])
}

/// Running text with one space wherever it has more, as HTML shows it.
pub fn single_spaced(mut text: Text) -> Text {
    if !has_wide_space(text.as_str()) {
        return text;
    }
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for (at, space) in text.as_str().match_indices(is_space) {
        match gaps.last_mut() {
            Some(gap) if gap.end == at => gap.end += space.len(),
            _ => gaps.push(at..at + space.len()),
        }
    }
    gaps.retain(|gap| gap.len() > 1 || &text.as_str()[gap.clone()] != " ");
    let mut parts = Vec::new();
    for gap in gaps.into_iter().rev() {
        parts.push(text.split_off(gap.end));
        parts.push(Text::new(" ", text.split_off(gap.start).span()));
    }
    parts.into_iter().rev().for_each(|part| text.append(part));
    text
}

/// Whether text ends inside an index mark.
fn open_mark(text: &Text) -> bool {
    let text = text.as_str();
    let last = text.rfind(marks::OPENING);
    last.is_some_and(|at| {
        let rest = &text[at + marks::OPENING.len()..];
        rest.len() < marks::LONGEST && marks::closing(rest).is_none()
    })
}

/// An inline as it may stand inside a mark.
fn as_text(inline: Inline) -> Text {
    match inline {
        Inline::Text(text) => text,
        Inline::Emphasis(body) => Text::new(format!("*{}*", flat_text(&body)), span_of(&body)),
        Inline::Code(code) => Text::new(format!("`{}`", code.as_str()), code.span()),
        other => {
            let body = std::slice::from_ref(&other);
            Text::new(flat_text(body), span_of(body))
        }
    }
}

fn span_of(inlines: &[Inline]) -> Span {
    let spans = inlines.iter().filter_map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => Some(text.span()),
        Inline::Link { span, .. } => Some(*span),
        Inline::Math(formula) => Some(formula.span),
        other => other.children().first().map(|first| span_of(std::slice::from_ref(first))),
    });
    spans.reduce(Span::to).unwrap_or_default()
}

/// Where the bracket stands that the one at the end of `out` closes.
fn opening_bracket(out: &[Inline]) -> Option<(usize, usize)> {
    if !matches!(out.last(), Some(Inline::Text(text)) if text.as_str().ends_with(']')) {
        return None;
    }
    let mut depth = 0;
    let mut left = marks::LONGEST;
    for (index, inline) in out.iter().enumerate().rev().take(REACH) {
        let Inline::Text(text) = inline else { continue };
        for (at, byte) in text.as_str().bytes().enumerate().rev() {
            match byte {
                b']' => depth += 1,
                b'[' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some((index, at));
            }
            left = left.checked_sub(1)?;
        }
    }
    None
}

fn push_text(out: &mut Vec<Inline>, text: Text) {
    if !text.is_empty() {
        out.push(Inline::Text(text));
    }
}

/// Characters that XML 1.0 §2.2 forbids or that have no form in print: controls, and the two noncharacters of the BMP.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}
