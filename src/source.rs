//! Source texts and places in them. In: decoded text of the files that a book is made of. Out: spans that every
//! block, link, heading and finding carries, and their lines and columns.

use std::ops::Range;
use std::sync::Arc;

/// A stretch of one source text, in bytes of its decoded UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Which source: an index into [`Sources`].
    pub source: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `range` of source number `source`.
    pub fn new(source: u16, range: Range<usize>) -> Span {
        Span { source, start: range.start as u32, end: range.end as u32 }
    }

    /// The smallest span that covers both; `self` where they lie in different sources.
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One decoded text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name as findings show it: the path as the user gave it, `/` between folders.
    pub name: String,
    /// The text that is read, without a byte order mark, line ends as they were.
    pub text: Arc<str>,
    /// The text as it was written: lines and columns are counted in it.
    written: Arc<str>,
    /// Where the text that is read came from, in order; nothing where it is what was written.
    pieces: Arc<[Piece]>,
    /// What was left out of it after that, in order.
    cuts: Arc<[Cut]>,
    lines: Arc<[u32]>,
}

/// A stretch of a text that was put together: it came from `from`, byte by byte where that is as long, and goes on until
/// the next one begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The byte of the text that it begins at.
    pub at: u32,
    /// The stretch that it came from, in bytes of what was written there.
    pub from: Span,
}

/// A place in a text where something of what was written is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cut {
    /// The byte of the text that is read.
    pub at: u32,
    /// How many bytes are left out up to here, over all cuts so far.
    pub gone: u32,
}

impl Source {
    fn new(name: String, text: Arc<str>) -> Source {
        let ends = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Source { name, written: text.clone(), text, pieces: Arc::default(), cuts: Arc::default(), lines }
    }

    /// Where the byte `offset` of the text was written, `cuts` cuts lying before it: in which source, if not this one,
    /// and at which byte.
    fn origin(&self, offset: u32, cuts: usize) -> (Option<u16>, u32) {
        let offset = offset + cuts.checked_sub(1).map_or(0, |last| self.cuts[last].gone);
        let index = self.pieces.partition_point(|piece| piece.at <= offset).checked_sub(1);
        let Some(Piece { at, from }) = index.map(|index| self.pieces[index]) else { return (None, offset) };
        (Some(from.source), (from.start + (offset - at)).min(from.end))
    }

    /// Line and column (both from 1, columns in characters) of a byte of what was written.
    fn position(&self, offset: u32) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1] as usize;
        let mut end = (offset as usize).min(self.written.len());
        while !self.written.is_char_boundary(end) {
            end -= 1;
        }
        (line, self.written[start.min(end)..end].chars().count() + 1)
    }

    /// Line `line` (from 1) as it was written, without its line end.
    pub fn line(&self, line: usize) -> &str {
        let start = self.lines[line - 1] as usize;
        let end = self.lines.get(line).map_or(self.written.len(), |&next| next as usize);
        self.written[start..end].trim_end_matches(['\n', '\r'])
    }
}

/// Where a span lies in a file as it was written. Lines and columns count from 1, columns in characters.
pub struct Place<'s> {
    pub source: &'s Source,
    /// Line and column of its first character.
    pub start: (usize, usize),
    /// Line and column right behind its last.
    pub end: (usize, usize),
}

/// All texts of one book, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and returns its number for [`Span::source`].
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> u16 {
        self.0.push(Source::new(name.into(), text.into()));
        u16::try_from(self.0.len() - 1).expect("a book has fewer than 65,536 source files")
    }

    /// Has `text` read in place of what was written in source number `source`; `cuts` say what of that it leaves out.
    /// Spans are bytes of `text` from now on.
    pub fn cut(&mut self, source: u16, text: impl Into<Arc<str>>, cuts: Vec<Cut>) {
        let source = &mut self.0[usize::from(source)];
        (source.text, source.cuts) = (text.into(), cuts.into());
    }

    /// Has `text` read in place of what was written in source number `source`: a text put together from `pieces` of this
    /// and other sources. Spans are bytes of `text` from now on.
    pub fn compose(&mut self, source: u16, text: impl Into<Arc<str>>, pieces: Vec<Piece>) {
        let source = &mut self.0[usize::from(source)];
        (source.text, source.pieces) = (text.into(), pieces.into());
    }

    /// Adds the text of source number `source` once more, as it is read now; returns its number.
    pub fn repeat(&mut self, source: u16) -> u16 {
        let again = self.0[usize::from(source)].clone();
        self.0.push(again);
        u16::try_from(self.0.len() - 1).expect("a book has fewer than 65,536 source files")
    }

    /// Where a span was written. One that goes on in another file ends where it leaves the first.
    pub fn place(&self, span: Span) -> Place<'_> {
        let own = self.of(span);
        let file = |number: Option<u16>| number.map_or(own, |number| &self.0[usize::from(number)]);
        let (number, start) = own.origin(span.start, own.cuts.partition_point(|cut| cut.at <= span.start));
        let source = file(number);
        let begins = source.position(start);
        if span.end <= span.start {
            return Place { source, start: begins, end: begins };
        }
        // What ends somewhere ends behind its last byte, before what was cut out there.
        let last = span.end - 1;
        let (end_number, end) = own.origin(last, own.cuts.partition_point(|cut| cut.at <= last));
        let end = if end_number == number { end + 1 } else { start + 1 };
        Place { source, start: begins, end: source.position(end) }
    }

    /// Where a stretch of what was written in a file lies, whatever is read of it.
    pub fn written(&self, span: Span) -> Place<'_> {
        let source = self.of(span);
        Place { source, start: source.position(span.start), end: source.position(span.end) }
    }

    /// The source that a span lies in.
    pub fn of(&self, span: Span) -> &Source {
        &self.0[span.source as usize]
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.of(span).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// All sources in order.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.add("a.txt", "añb\ncd\n");
        let starts = |at: usize| sources.place(Span::new(id, at..at)).start;
        assert_eq!([0, 3, 6].map(starts), [(1, 1), (1, 3), (2, 2)]);
        assert_eq!(sources.of(Span::new(id, 0..0)).line(2), "cd");
    }

    #[test]
    fn what_was_cut_out_counts_in_lines_and_columns() {
        let mut sources = Sources::default();
        let id = sources.add("a.txt", "one [2]two\n[3]\nthree\n");
        let cuts = vec![Cut { at: 4, gone: 3 }, Cut { at: 8, gone: 7 }];
        sources.cut(id, "one two\nthree\n", cuts);
        let place = |range: std::ops::Range<usize>| sources.place(Span::new(id, range));
        assert_eq!((place(4..5).start, place(3..4).end), ((1, 8), (1, 5)));
        assert_eq!((place(8..9).start, place(8..9).source.line(3)), ((3, 1), "three"));
        assert_eq!(sources.slice(Span::new(id, 8..13)), "three");
    }

    #[test]
    fn what_was_put_together_is_shown_where_it_was_written() {
        let mut sources = Sources::default();
        let chapter = sources.add("a.md", "One\n{{two}}\nthree\n");
        let other = sources.add("b.md", "x\ntwo [4]and\n");
        let piece = |at, source, range| Piece { at, from: Span::new(source, range) };
        let pieces = vec![piece(0, chapter, 0..4), piece(4, other, 2..12), piece(14, chapter, 11..18)];
        sources.compose(chapter, "One\ntwo [4]and\nthree\n", pieces);
        sources.cut(chapter, "One\ntwo and\nthree\n", vec![Cut { at: 8, gone: 3 }]);
        let place = |word: &str| {
            let at = sources.of(Span::new(chapter, 0..0)).text.find(word).unwrap();
            let place = sources.place(Span::new(chapter, at..at + word.len()));
            (place.source.name.clone(), place.start, place.end)
        };
        assert_eq!(place("two"), ("b.md".to_owned(), (2, 1), (2, 4)));
        assert_eq!(place("and"), ("b.md".to_owned(), (2, 8), (2, 11)));
        assert_eq!(place("three"), ("a.md".to_owned(), (3, 1), (3, 6)));
        assert_eq!(place("and\nthree").2, (2, 9));
    }
}
