//! Text that knows where each of its bytes came from, through every edit that a pass makes.

use super::Inline;
use crate::source::Span;
use std::ops::Range;

/// A string with a map back to the source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    string: String,
    segments: Vec<Segment>,
}

/// From byte `at` of the string on, the text came from `span`. Where the lengths agree, byte by byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Segment {
    at: u32,
    span: Span,
}

impl Text {
    /// Text that came from `span`.
    pub fn new(string: impl Into<String>, span: Span) -> Text {
        Text { string: string.into(), segments: vec![Segment { at: 0, span }] }
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// The whole source stretch.
    pub fn span(&self) -> Span {
        let spans = self.segments.iter().map(|segment| segment.span);
        spans.reduce(Span::to).unwrap_or_default()
    }

    /// Where the bytes `range` of the string came from.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        self.place(range.start, range.start).to(self.place(range.end.saturating_sub(1).max(range.start), range.end))
    }

    /// The source of byte `byte`, as a stretch that ends where the string's byte `end` came from.
    fn place(&self, byte: usize, end: usize) -> Span {
        let index = self.segments.partition_point(|segment| segment.at as usize <= byte).saturating_sub(1);
        let Some(segment) = self.segments.get(index) else { return Span::default() };
        let until = self.segments.get(index + 1).map_or(self.string.len(), |next| next.at as usize);
        let same_length = until - segment.at as usize == (segment.span.end - segment.span.start) as usize;
        if !same_length {
            return segment.span;
        }
        let offset = |byte: usize| segment.span.start + (byte.min(until) - segment.at as usize) as u32;
        Span { source: segment.span.source, start: offset(byte), end: offset(end.max(byte)) }
    }

    /// The first byte that came from byte `offset` of its source, or from behind it.
    pub fn byte_of(&self, offset: u32) -> usize {
        let index = self.segments.partition_point(|segment| segment.span.end <= offset);
        let Some(segment) = self.segments.get(index) else { return self.string.len() };
        let until = self.segments.get(index + 1).map_or(self.string.len(), |next| next.at as usize);
        let same_length = until - segment.at as usize == (segment.span.end - segment.span.start) as usize;
        let inside = if same_length { offset.saturating_sub(segment.span.start) } else { 0 };
        let mut byte = (segment.at + inside) as usize;
        while !self.string.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Puts `with` in place of the bytes `range`; its source is the source of what it replaces.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        let mut tail = self.split_off(range.start);
        let rest = tail.split_off(range.len());
        let span = tail.span();
        if !with.is_empty() {
            self.append(Text::new(with, span));
        }
        self.append(rest);
    }

    /// Cuts the text in two at byte `at`, which must be a character boundary; returns the second half.
    pub fn split_off(&mut self, at: usize) -> Text {
        let index = self.segments.partition_point(|segment| (segment.at as usize) < at);
        let mut segments: Vec<Segment> = self.segments.split_off(index);
        let starts_at_cut = segments.first().is_some_and(|segment| segment.at as usize == at);
        if !starts_at_cut && let Some(cut) = self.segments.last_mut() {
            let start = cut.at as usize;
            let until = segments.first().map_or(self.string.len(), |next| next.at as usize);
            let same_length = until - start == (cut.span.end - cut.span.start) as usize;
            let mut second = Segment { at: at as u32, span: cut.span };
            if same_length {
                second.span.start = cut.span.start + (at - start) as u32;
                cut.span.end = second.span.start;
            }
            segments.insert(0, second);
        }
        for segment in &mut segments {
            segment.at -= at as u32;
        }
        Text { string: self.string.split_off(at), segments }
    }

    /// The bytes `range`, which must begin and end at character boundaries, as a text of their own.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let first = self.segments.partition_point(|segment| segment.at as usize <= range.start).saturating_sub(1);
        let mut segments = Vec::new();
        for (index, segment) in self.segments.iter().enumerate().skip(first) {
            let start = (segment.at as usize).max(range.start);
            if start >= range.end {
                break;
            }
            let until = self.segments.get(index + 1).map_or(self.string.len(), |next| next.at as usize);
            let span = self.place(start, until.min(range.end));
            segments.push(Segment { at: (start - range.start) as u32, span });
        }
        Text { string: self.string[range].to_owned(), segments }
    }

    /// From which byte on it came from where.
    pub fn segments(&self) -> impl Iterator<Item = (u32, Span)> {
        self.segments.iter().map(|segment| (segment.at, segment.span))
    }

    /// Adds `other` behind.
    pub fn append(&mut self, other: Text) {
        if other.string.is_empty() {
            return;
        }
        if self.string.is_empty() {
            *self = other;
            return;
        }
        let base = self.string.len() as u32;
        self.string.push_str(&other.string);
        for (index, segment) in other.segments.iter().enumerate() {
            let end = other.segments.get(index + 1).map_or(other.string.len() as u32, |next| next.at);
            self.trace(Segment { at: base + segment.at, span: segment.span }, end - segment.at);
        }
    }

    /// Adds a stretch that came from `span` behind.
    pub fn push(&mut self, string: &str, span: Span) {
        let at = self.string.len() as u32;
        self.string.push_str(string);
        self.trace(Segment { at, span }, string.len() as u32);
    }

    /// Notes where the last `length` bytes came from.
    fn trace(&mut self, segment: Segment, length: u32) {
        let exact = segment.span.end - segment.span.start == length;
        match self.segments.last_mut() {
            Some(last) if exact && continues(last, &segment) => last.span.end = segment.span.end,
            _ if length == 0 => {}
            _ => self.segments.push(segment),
        }
    }
}

/// Whether `next` goes on byte by byte where `last` stops.
fn continues(last: &Segment, next: &Segment) -> bool {
    last.span.source == next.span.source
        && last.span.end == next.span.start
        && next.at - last.at == last.span.end - last.span.start
}

/// The text of inlines as one string: the byte coordinate that marks, lines and page breaks share. Notes and marks
/// have no bytes, a picture is U+FFFC, a formula what its letters and signs are, a line break is `\n`.
pub fn flat_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    flatten(inlines, &mut out);
    out
}

fn flatten(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text.as_str()),
            Inline::Math(formula) => out.push_str(&formula.words),
            Inline::Image(_) => out.push('\u{FFFC}'),
            Inline::LineBreak => out.push('\n'),
            inline => flatten(inline.children(), out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(range: Range<usize>) -> Span {
        Span::new(0, range)
    }

    #[test]
    fn edits_keep_the_way_back() {
        let mut text = Text::new("say \"yes\" now", span(100..113));
        text.replace(4..5, "\u{201C}");
        text.replace(10..11, "\u{201D}");
        assert_eq!(text.as_str(), "say \u{201C}yes\u{201D} now");
        let now = text.as_str().find("now").unwrap();
        assert_eq!(text.span_of(now..now + 3), span(110..113));
        assert_eq!(text.span_of(4..7), span(104..105));
        assert_eq!(text.span(), span(100..113));
    }

    #[test]
    fn a_slice_knows_where_it_came_from() {
        let mut text = Text::new("one ", span(0..4));
        text.push("two", Span::new(1, 7..10));
        text.push("&", Span::new(1, 20..25));
        text.push(" three", span(4..10));
        let slice = text.slice(2..10);
        assert_eq!(slice.as_str(), "e two& t");
        let segments: Vec<(u32, Span)> = slice.segments().collect();
        let other = |range| Span::new(1, range);
        assert_eq!(segments, [(0, span(2..4)), (2, other(7..10)), (5, other(20..25)), (6, span(4..6))]);
        assert!(text.slice(4..4).is_empty());
    }

    #[test]
    fn halves_put_together_are_the_whole() {
        let whole = Text::new("one two", span(5..12));
        let mut first = whole.clone();
        let second = first.split_off(4);
        assert_eq!(first.span(), span(5..9));
        assert_eq!(second.span(), span(9..12));
        first.append(second);
        assert_eq!(first, whole);
    }
}
