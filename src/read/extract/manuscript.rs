//! The text as lines. In: decoded text with any line ends. Out: lines with their indents and widths in columns, and
//! joined [`Text`]s whose bytes all know where they came from.

use crate::model::Text;
use crate::source::Span;
use std::ops::Range;

/// One line: where its content lies, without the spaces around it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub start: usize,
    pub end: usize,
    /// Columns before the content.
    pub indent: usize,
    /// Columns of the content; 0 for a blank line.
    pub width: usize,
    /// Columns of the first word.
    pub lead: usize,
}

impl Line {
    pub fn blank(&self) -> bool {
        self.width == 0
    }

    /// The column where the line ends.
    pub fn edge(&self) -> usize {
        self.indent + self.width
    }
}

/// A text divided into lines.
pub struct Manuscript<'t> {
    pub source: u16,
    pub text: &'t str,
    pub lines: Vec<Line>,
}

impl<'t> Manuscript<'t> {
    pub fn new(source: u16, text: &'t str) -> Manuscript<'t> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let (end, next) = line_end(text, start);
            lines.push(measure(text, start..end));
            start = next;
        }
        Manuscript { source, text, lines }
    }

    /// The content of a line.
    pub fn line(&self, index: usize) -> &'t str {
        let line = &self.lines[index];
        &self.text[line.start..line.end]
    }

    /// The source bytes from the first to the last content of `lines`.
    pub fn bytes(&self, lines: Range<usize>) -> Range<usize> {
        let Some(last) = lines.clone().last() else { return 0..0 };
        self.lines[lines.start].start..self.lines[last].end
    }

    pub fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.source, bytes)
    }

    /// The content of `lines` inside `bytes` as one running text: a line end becomes one space.
    pub fn join(&self, lines: Range<usize>, bytes: &Range<usize>) -> Text {
        let mut text = Text::default();
        let mut behind = bytes.start;
        for line in &self.lines[lines] {
            let (start, end) = (line.start.max(bytes.start), line.end.min(bytes.end));
            if start >= end {
                continue;
            }
            if !text.is_empty() && spaced(text.as_str(), &self.text[start..end]) {
                text.append(Text::new(" ", self.span(behind..start)));
            }
            self.append(&mut text, start..end);
            behind = end;
        }
        text
    }

    /// Adds source bytes to a text: characters that no book can show are left out, runs of spaces become one.
    fn append(&self, text: &mut Text, bytes: Range<usize>) {
        let content = &self.text[bytes.clone()];
        let mut from = 0;
        let mut after_space = false;
        for (at, c) in content.char_indices() {
            let space = c == ' ' || c == '\t';
            if unprintable(c) || (space && (after_space || c == '\t')) {
                text.append(self.piece(bytes.start + from..bytes.start + at));
                if c == '\t' && !after_space {
                    text.append(Text::new(" ", self.span(bytes.start + at..bytes.start + at + 1)));
                }
                from = at + c.len_utf8();
            }
            after_space = space || (after_space && unprintable(c));
        }
        text.append(self.piece(bytes.start + from..bytes.end));
    }

    fn piece(&self, bytes: Range<usize>) -> Text {
        Text::new(&self.text[bytes.clone()], self.span(bytes))
    }

    /// `lines` with their line ends and their spaces, the common indent taken away.
    pub fn verbatim(&self, lines: Range<usize>) -> Text {
        let inked = self.lines[lines.clone()].iter().filter(|line| !line.blank());
        let common = inked.map(|line| line.indent).min().unwrap_or(0);
        let mut text = Text::default();
        let mut behind = None;
        for line in &self.lines[lines] {
            if let Some(end) = behind {
                text.append(Text::new("\n", self.span(end..line.start.max(end))));
            }
            behind = Some(line.end.max(behind.unwrap_or(0)));
            if line.blank() {
                continue;
            }
            let spaces = " ".repeat(line.indent - common);
            text.append(Text::new(spaces, self.span(line.start..line.start)));
            let content: String = self.text[line.start..line.end].chars().filter(|&c| !unprintable(c)).collect();
            text.append(Text::new(content.replace('\t', "    "), self.span(line.start..line.end)));
        }
        text
    }
}

/// Whether a line end between these two becomes a space: not behind a dash or a compound's hyphen, and not between
/// characters of scripts that write no spaces.
fn spaced(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    let (Some(end), Some(start)) = (last.next(), after.chars().next()) else { return false };
    let inner = last.next();
    let dash = end == '—' || (end == '-' && inner == Some('-'));
    let hyphen = end == '-' && inner.is_some_and(char::is_alphabetic) && start.is_lowercase();
    let unspaced = ideographic(end) && ideographic(start);
    !((dash && !start.is_uppercase()) || hyphen || unspaced || end == ' ')
}

/// A character that no XML document can hold, or that stands for nothing.
pub fn unprintable(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Where the line that begins at `start` ends, and where the next one begins.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    for (at, c) in text[start..].char_indices() {
        if matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            let end = start + at;
            let pair = c == '\r' && text[end + 1..].starts_with('\n');
            return (end, end + c.len_utf8() + usize::from(pair));
        }
    }
    (text.len(), text.len())
}

fn measure(text: &str, bytes: Range<usize>) -> Line {
    let whole = &text[bytes.clone()];
    if whole.chars().all(|c| c.is_whitespace() || unprintable(c)) {
        return Line { start: bytes.end, end: bytes.end, indent: 0, width: 0, lead: 0 };
    }
    let content = whole.trim_start_matches([' ', '\t']);
    let before = &whole[..whole.len() - content.len()];
    let indent = before.bytes().fold(0, |column, byte| if byte == b'\t' { (column / 8 + 1) * 8 } else { column + 1 });
    let start = bytes.start + before.len();
    let content = content.trim_end_matches([' ', '\t']);
    let lead = content.split([' ', '\t']).next().unwrap_or("");
    Line { start, end: start + content.len(), indent, width: columns(content), lead: columns(lead) }
}

/// Columns that a text takes in a face of one width: ideographs take two.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| if ideographic(c) || ('\u{AC00}'..='\u{D7A3}').contains(&c) { 2 } else { 1 }).sum()
}

/// A character of a script that writes no spaces between words and takes two columns.
fn ideographic(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Text {
        let manuscript = Manuscript::new(0, text);
        manuscript.join(0..manuscript.lines.len(), &(0..text.len()))
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        let lines = |text: &str| Manuscript::new(0, text).lines.len();
        assert_eq!((lines("a\nb"), lines("a\r\nb"), lines("a\rb"), lines("a\u{2028}b"), lines("")), (2, 2, 2, 2, 0));
    }

    #[test]
    fn joined_lines_know_where_they_came_from() {
        let text = joined("one\r\n  two--\r\nthree well-\r\nknown");
        assert_eq!(text.as_str(), "one two--three well-known");
        assert_eq!(text.span_of(4..7), Span::new(0, 7..10));
        assert_eq!(text.span_of(20..25), Span::new(0, 27..32));
    }

    #[test]
    fn ideographs_join_without_a_space() {
        assert_eq!(joined("漢字\n仮名").as_str(), "漢字仮名");
    }

    #[test]
    fn control_characters_and_doubled_spaces_go() {
        assert_eq!(joined("a\0b  c\td\u{7}").as_str(), "ab c d");
    }

    #[test]
    fn verbatim_lines_keep_their_columns() {
        let manuscript = Manuscript::new(0, "    a   b\n\n      c");
        assert_eq!(manuscript.verbatim(0..3).as_str(), "a   b\n\n  c");
    }
}
