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
    /// What of `written` is not in `text`, in order.
    cuts: Arc<[Cut]>,
    lines: Arc<[u32]>,
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
        Source { name, written: text.clone(), text, cuts: Arc::default(), lines }
    }

    /// Line and column (both from 1, columns in characters) of what begins at a byte of the text.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        self.place(offset, self.cuts.partition_point(|cut| cut.at <= offset))
    }

    /// The same of what ends there: before what was cut out at that byte.
    pub fn end_position(&self, offset: u32) -> (usize, usize) {
        self.place(offset, self.cuts.partition_point(|cut| cut.at < offset))
    }

    /// The line and the column of a byte that `cuts` cuts lie before.
    fn place(&self, offset: u32, cuts: usize) -> (usize, usize) {
        let offset = offset + cuts.checked_sub(1).map_or(0, |last| self.cuts[last].gone);
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
        let source = sources.of(Span::new(id, 0..0));
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(3), (1, 3));
        assert_eq!(source.position(6), (2, 2));
        assert_eq!(source.line(2), "cd");
    }

    #[test]
    fn what_was_cut_out_counts_in_lines_and_columns() {
        let mut sources = Sources::default();
        let id = sources.add("a.txt", "one [2]two\n[3]\nthree\n");
        let cuts = vec![Cut { at: 4, gone: 3 }, Cut { at: 8, gone: 7 }];
        sources.cut(id, "one two\nthree\n", cuts);
        let source = sources.of(Span::new(id, 0..0));
        assert_eq!((source.position(4), source.end_position(4)), ((1, 8), (1, 5)));
        assert_eq!((source.position(8), source.line(3)), ((3, 1), "three"));
        assert_eq!(sources.slice(Span::new(id, 8..13)), "three");
    }
}
