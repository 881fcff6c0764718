//! Cutting markers out of a text. In: the text and where its markers stand. Out: what is left, as if the markers had
//! never stood there: one space between words at most, no line or blank line that was there for a marker alone, and a
//! paragraph that only a marker divided in one piece. Linear in the text.

use crate::source::Cut;
use std::ops::Range;

/// What the lines of a text are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    /// Paragraphs were broken into them at a measure, which none may be much longer than.
    Wrapped,
    /// Each is a paragraph.
    Paragraphs,
    /// They are joined however long they are, and what begins one may say what it is.
    Marked,
}

/// A text without its markers.
#[derive(Debug, Default)]
pub struct Done {
    pub text: String,
    /// What of the text before is left out.
    pub cuts: Vec<Cut>,
    /// For each marker, the byte of `text` before which it stood.
    pub places: Vec<usize>,
}

/// A line of the text, or several that a marker is broken over.
struct Line {
    /// Without the line end.
    content: Range<usize>,
    /// Where the next line begins.
    next: usize,
    kind: Kind,
    /// The markers in it.
    markers: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Blank,
    /// Nothing but markers.
    Markers,
    Words,
}

/// Cuts `markers`, which are in order and apart, out of `text`.
pub fn cut(text: &str, markers: &[Range<usize>], form: Lines) -> Done {
    let lines = lines(text, markers);
    let mut cutter = Cutter { text, markers, form, gone: Vec::new(), changed: Vec::new(), places: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        if lines[at].kind == Kind::Words {
            cutter.words(&lines[at]);
            at += 1;
            continue;
        }
        let end = lines[at..].iter().position(|line| line.kind == Kind::Words).map_or(lines.len(), |count| at + count);
        if lines[at..end].iter().any(|line| line.kind == Kind::Markers) {
            let joins = at > 0 && end < lines.len() && cutter.continues(&lines, at - 1, end);
            if joins {
                cutter.join(&lines[at - 1], lines[end].content.start);
            } else {
                cutter.lines(&lines[at..end]);
            }
            let place = lines.get(end).map_or(text.len(), |line| line.content.start);
            let markers = lines[at..end].iter().map(|line| line.markers.len()).sum();
            cutter.places.extend(std::iter::repeat_n(place, markers));
        }
        at = end;
    }
    cutter.finish()
}

/// The lines of a text and what they hold.
fn lines(text: &str, markers: &[Range<usize>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut marker) = (0, 0);
    while start < text.len() {
        let first = marker;
        let (mut inked, mut from, mut scan) = (false, start, start);
        let ink = |bytes: Range<usize>| text[bytes].contains(|c: char| !c.is_whitespace() && c != '>');
        let (end, next) = loop {
            let (end, next) = text[scan..].find('\n').map_or((text.len(), text.len()), |at| (scan + at, scan + at + 1));
            while let Some(range) = markers.get(marker).filter(|range| range.start < end) {
                inked |= ink(from..range.start);
                from = range.end;
                marker += 1;
            }
            if from <= end {
                break (end, next);
            }
            scan = from;
        };
        inked |= ink(from..end);
        let content = start..start + text[start..end].trim_end_matches('\r').len().max(from.saturating_sub(start));
        let quoted = || text[content.clone()].contains('>');
        let kind = match (inked, first < marker) {
            (false, true) => Kind::Markers,
            (false, false) if !quoted() => Kind::Blank,
            _ => Kind::Words,
        };
        lines.push(Line { content, next, kind, markers: first..marker });
        start = next;
    }
    lines
}

struct Cutter<'t> {
    text: &'t str,
    markers: &'t [Range<usize>],
    /// What is left out, in order.
    gone: Vec<Range<usize>>,
    form: Lines,
    /// Bytes that become others: line ends and spaces.
    changed: Vec<(usize, char)>,
    /// For each marker, the byte of `text` before which it stands.
    places: Vec<usize>,
}

impl Cutter<'_> {
    /// Cuts the markers out of a line that has words too.
    fn words(&mut self, line: &Line) {
        let is_space = |c: char| matches!(c, ' ' | '\t');
        let mut rest = self.markers[line.markers.clone()].iter().peekable();
        while let Some(marker) = rest.next() {
            let (mut end, mut count) = (marker.end, 1);
            while let Some(next) = rest.next_if(|next| self.text[end..next.start].chars().all(is_space)) {
                (end, count) = (next.end, count + 1);
            }
            let before = &self.text[line.content.start..marker.start];
            let behind = self.text[end..line.content.end].len()
                - self.text[end..line.content.end].trim_start_matches(is_space).len();
            let first = before.len() < 256 && before.chars().all(|c| is_space(c) || c == '>');
            let mut start = marker.start;
            if end + behind == line.content.end {
                start -= before.len() - before.trim_end_matches(is_space).len();
            } else if first || before.ends_with(is_space) {
                end += behind;
            }
            let broken = self.text[start..end].find('\n').filter(|_| self.form == Lines::Wrapped);
            match broken.map(|at| start + at) {
                // The line still ends here, or behind the word that goes on.
                Some(line_end) if before.ends_with(is_space) || behind > 0 => {
                    start -= before.len() - before.trim_end_matches(is_space).len();
                    end = end.max(marker.end + behind);
                    self.gone.extend([start..line_end, line_end + 1..end]);
                }
                Some(_) => {
                    self.gone.push(start..end);
                    let space = self.text[end..line.content.end].find(' ').map(|at| end + at);
                    let next = rest.peek().map_or(line.content.end, |next| next.start);
                    self.changed.extend(space.filter(|&space| space < next).map(|space| (space, '\n')));
                }
                None => self.gone.push(start..end),
            }
            let place = end + (self.text[end..].len() - self.text[end..].trim_start().len());
            self.places.extend(std::iter::repeat_n(place, count));
        }
    }

    /// Cuts out lines of markers, with all blank lines around them but as many as stood together.
    fn lines(&mut self, lines: &[Line]) {
        let runs = lines.chunk_by(|one, other| one.kind == other.kind);
        let blank = runs.filter(|run| run[0].kind == Kind::Blank);
        let kept = blank.max_by_key(|run| run.len()).map_or(0..0, |run| run[0].content.start..run[run.len() - 1].next);
        let all = lines[0].content.start..lines[lines.len() - 1].next;
        let parts = if kept.is_empty() { [all, 0..0] } else { [all.start..kept.start, kept.end..all.end] };
        self.gone.extend(parts.into_iter().filter(|part| !part.is_empty()));
    }

    /// Joins the line before with what begins at `next`.
    fn join(&mut self, line: &Line, next: usize) {
        let words = self.text[line.content.clone()].trim_end().len();
        let end = self.gone.last().map_or(0, |gone| gone.end).max(line.content.start + words);
        let line_end = line.next - 1;
        self.gone.extend([end..line_end, line.next..next].into_iter().filter(|part| !part.is_empty()));
        if self.form == Lines::Paragraphs {
            self.changed.push((line_end, ' '));
        }
    }

    /// Whether the line `next` goes on with the sentence that line `last` breaks off.
    fn continues(&self, lines: &[Line], last: usize, next: usize) -> bool {
        let (before, after) = (self.plain(&lines[last]), self.plain(&lines[next]));
        let (before, after) = (before.trim_end(), after.strip_prefix(['_', '“', '"', '(']).unwrap_or(&after));
        let mut ends = before.chars().rev();
        let open = match ends.next() {
            Some(',' | ';') => true,
            Some('-' | '—') => ends.next().is_some_and(char::is_alphabetic),
            Some(c) => c.is_alphanumeric(),
            None => false,
        };
        // Headings and rows of tables end without a full stop too.
        if !open || !before.contains(char::is_lowercase) || after.contains('|') || before.starts_with(['#', '|']) {
            return false;
        }
        let inside = last > 0 && lines[last - 1].kind == Kind::Words || before.len() > 100;
        let long = inside && before.len() >= 40 && !before.starts_with(char::is_whitespace);
        after.starts_with(char::is_lowercase)
            || long
                && before.ends_with(|c: char| c.is_lowercase() || c == ',')
                && after.starts_with(char::is_alphanumeric)
    }

    /// The words of a line.
    fn plain(&self, line: &Line) -> String {
        let mut out = String::new();
        let mut from = line.content.start;
        for marker in &self.markers[line.markers.clone()] {
            out.push_str(&self.text[from..marker.start]);
            from = marker.end;
        }
        out.push_str(&self.text[from..line.content.end]);
        // Only what follows a marker right away may begin with its space.
        if line.markers.is_empty() { out } else { out.trim_start().to_owned() }
    }

    fn finish(self) -> Done {
        let mut done = Done::default();
        let mut changed = self.changed.into_iter().peekable();
        let mut places = self.places.into_iter().peekable();
        let (mut from, mut gone) = (0, 0);
        let ends = std::iter::once(self.text.len()..self.text.len());
        for cut in self.gone.into_iter().chain(ends) {
            while let Some(place) = places.next_if(|&place| place < cut.end || cut.is_empty()) {
                done.places.push(place.clamp(from, cut.start) - gone);
            }
            let mut kept = from;
            while let Some((at, c)) = changed.next_if(|&(at, _)| at < cut.start) {
                done.text.push_str(&self.text[kept..at]);
                done.text.push(c);
                kept = at + 1;
            }
            done.text.push_str(&self.text[kept..cut.start]);
            gone += cut.len();
            from = cut.end;
            if !cut.is_empty() {
                done.cuts.push(Cut { at: done.text.len() as u32, gone: gone as u32 });
            }
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::PageMarker;

    /// The text that is left, with `|` where markers stood.
    fn left(text: &str, form: Lines) -> String {
        let pattern = if text.contains("[(") { "[( {n})]" } else { "[{n}]" };
        let marker = PageMarker::parse(pattern).unwrap();
        let markers: Vec<Range<usize>> = marker.find(text).into_iter().map(|found| found.range).collect();
        let done = cut(text, &markers, form);
        assert_eq!(done.places.len(), markers.len());
        let gone = done.cuts.last().map_or(0, |cut| cut.gone as usize);
        assert_eq!(done.text.len() + gone, text.len());
        let mut out = done.text;
        done.places.iter().rev().for_each(|&place| out.insert(place, '|'));
        out
    }

    #[test]
    fn one_space_is_left_at_most() {
        for (text, expected) in [
            ("one [2] two", "one |two"),
            ("one [2]two", "one |two"),
            ("one[2] two", "one |two"),
            ("exam[2]ple", "exam|ple"),
            ("[2] one", "|one"),
            ("one [2]", "one|"),
            ("one [2]\ntwo", "one\n|two"),
            ("> [2] one\n> two [3]\n> three", "> |one\n> two\n|> three"),
            ("one [2] [3] two", "one ||two"),
            ("  [2]one  two", "  |one  two"),
            ("## [2] One", "## |One"),
        ] {
            assert_eq!(left(text, Lines::Marked), expected, "{text}");
        }
    }

    #[test]
    fn a_marker_that_is_broken_over_a_line_end_leaves_it() {
        for (text, expected) in [
            ("one [(\n2)] two three", "one\n|two three"),
            ("exam[(\n2)]ple two", "exam|ple\ntwo"),
            ("one[(\n2)] two [(\n3)]three", "one\n|two\n|three"),
        ] {
            assert_eq!(left(text, Lines::Wrapped), expected, "{text}");
        }
        assert_eq!(left("one [(\n2)] two", Lines::Marked), "one |two");
    }

    #[test]
    fn lines_of_markers_leave_no_blank_line_of_their_own() {
        for (text, expected) in [
            ("One.\n\n[2]\n\nTwo.\n", "One.\n\n|Two.\n"),
            ("One\n[2]\ntwo\n", "One\n|two\n"),
            ("One.\r\n\r\n\r\n[2]\r\n\r\nTwo.\r\n", "One.\r\n\r\n\r\n|Two.\r\n"),
            ("[1]\n\n[2]\n\nOne.\n\n[3]", "\n||One.\n\n|"),
            ("> one\n> [2]\n> two\n", "> one\n|> two\n"),
        ] {
            assert_eq!(left(text, Lines::Marked), expected, "{text:?}");
        }
    }

    #[test]
    fn a_paragraph_that_only_a_marker_divided_is_whole_again() {
        assert_eq!(left("The sea was\n\n[2]\n\ncalm.\n", Lines::Marked), "The sea was\n|calm.\n");
        assert_eq!(left("The sea was  \r\n\r\n[2]\n\ncalm.\n", Lines::Paragraphs), "The sea was |calm.\n");
        assert_eq!(left("The sea [2]\n[3]\ncalm.\n", Lines::Paragraphs), "The sea ||calm.\n");
        let long = "It lay there as still as a pond while the people of\nthe island came down to the harbor to see";
        assert_eq!(left(&format!("{long}\n\n[2]\n\nMary off.\n"), Lines::Marked), format!("{long}\n|Mary off.\n"));
        for text in [
            "He slept.\n\n[2]\n\nand woke\n",
            "CHAPTER ONE\n\n[2]\n\nin the morning\n",
            "# One\n\n[2]\n\ntwo\n",
            "The moon,\n\n[2]\n\n    the sea,\n",
            "Of boats\n\n[2]\n\nBoats are old.\n",
        ] {
            assert_eq!(left(text, Lines::Marked), text.replace("\n\n[2]\n\n", "\n\n|"));
        }
    }

    #[test]
    fn many_markers_take_linear_time() {
        for unit in ["[1]", "[1] ", "a [1]", "\n[1]\n", " \n", "a\n[1]\n\nb"] {
            let text = unit.repeat(50_000);
            assert!(!left(&text, Lines::Paragraphs).contains("[1]"));
        }
    }
}
