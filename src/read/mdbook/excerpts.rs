//! Parts of a file that others include. In: its text, and which part is wanted: `:2`, `:2:10`, `::10`, `:5:`, or the name
//! of an anchor. Out: those lines, each knowing where it was written, or why there are none.

use crate::model::Text;
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A file with its lines and anchors.
pub struct Excerpts {
    source: u16,
    text: Arc<str>,
    /// Its lines without their ends.
    lines: Vec<Range<usize>>,
    /// Lines that anchors stand in, which no part made by anchors has.
    markers: Vec<usize>,
    /// The first line that begins an anchor.
    begins: BTreeMap<String, usize>,
    /// All lines that end an anchor.
    ends: BTreeMap<String, Vec<usize>>,
}

impl Excerpts {
    /// Source number `source`, whose text is `text`.
    pub fn new(source: u16, text: Arc<str>) -> Excerpts {
        let mut lines = Vec::new();
        for line in text.lines() {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            lines.push(start..start + line.len());
        }
        let (mut markers, mut begins, mut ends) = (Vec::new(), BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
        for (number, line) in lines.iter().enumerate() {
            let line = &text[line.clone()];
            let (begin, end) = (anchor(line, "ANCHOR:"), anchor(line, "ANCHOR_END:"));
            if begin.is_some() || end.is_some() {
                markers.push(number);
            }
            if let Some(name) = begin {
                begins.entry(name.to_owned()).or_insert(number);
            }
            if let Some(name) = end {
                ends.entry(name.to_owned()).or_default().push(number);
            }
        }
        Excerpts { source, text, lines, markers, begins, ends }
    }

    /// All of it, its last line end too.
    pub fn whole(&self) -> Text {
        Text::new(&*self.text, Span::new(self.source, 0..self.text.len()))
    }

    /// The part called `part`; also why it is empty, where it is and was not meant to be.
    pub fn part(&self, part: &str) -> (Text, Option<String>) {
        match self.found(part) {
            Ok(text) => (text, None),
            Err(why) => (Text::default(), Some(why)),
        }
    }

    fn found(&self, part: &str) -> Result<Text, String> {
        match Part::read(part) {
            Part::Anchor(name) => {
                let begin = *self.begins.get(name).ok_or_else(|| no_anchor(name))?;
                let end = self.ends.get(name).and_then(|ends| ends.iter().find(|&&end| end > begin));
                let inside = begin + 1..end.copied().unwrap_or(self.lines.len());
                Ok(self.joined(inside.filter(|line| self.markers.binary_search(line).is_err())))
            }
            Part::Lines(lines) => {
                let there = self.there(&lines)?;
                Ok(self.joined(there))
            }
        }
    }

    /// All of it, with `# ` before the lines that do not belong to `part`; also why that is all of them, where it is and
    /// was not meant to be.
    pub fn part_of_all(&self, part: &str) -> (Text, Option<String>) {
        let (mut out, mut first) = (Text::default(), true);
        let mut push = |number: usize, hidden: bool| {
            let line = self.span(&self.lines[number]);
            if !std::mem::replace(&mut first, false) {
                out.push("\n", Span { end: line.start, ..line });
            }
            if hidden {
                out.push("# ", Span { end: line.start, ..line });
            }
            out.push(&self.text[self.lines[number].clone()], line);
        };
        let why = match Part::read(part) {
            Part::Anchor(name) => {
                let mut inside = false;
                for number in 0..self.lines.len() {
                    if self.markers.binary_search(&number).is_ok() {
                        let line = &self.text[self.lines[number].clone()];
                        inside = match inside {
                            false => anchor(line, "ANCHOR:") == Some(name),
                            true => anchor(line, "ANCHOR_END:") != Some(name),
                        };
                    } else {
                        push(number, !inside);
                    }
                }
                (!self.begins.contains_key(name)).then(|| no_anchor(name))
            }
            Part::Lines(lines) => {
                let there = self.there(&lines);
                let shown = there.clone().unwrap_or(0..0);
                (0..self.lines.len()).for_each(|number| push(number, !shown.contains(&number)));
                there.err()
            }
        };
        (out, why)
    }

    /// Those of the lines asked for that the file has.
    fn there(&self, lines: &Range<usize>) -> Result<Range<usize>, String> {
        let all = self.lines.len();
        if lines.start >= lines.end {
            return Err(format!("line {} comes after line {}", lines.start + 1, lines.end));
        }
        if lines.start >= all && lines.start > 0 {
            return Err(format!("line {} is asked for, and the file has {all}", lines.start + 1));
        }
        Ok(lines.start..lines.end.min(all))
    }

    /// Lines with line ends between them.
    fn joined(&self, lines: impl Iterator<Item = usize>) -> Text {
        let mut out = Text::default();
        for (index, number) in lines.enumerate() {
            let line = self.span(&self.lines[number]);
            if index > 0 {
                // As the end of the line before, where that was one byte: so that what stands together stays together.
                let end = Span { start: line.start.saturating_sub(1), end: line.start, ..line };
                out.push("\n", end);
            }
            out.push(&self.text[self.lines[number].clone()], line);
        }
        out
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }
}

fn no_anchor(name: &str) -> String {
    format!("no line of it has `ANCHOR: {name}`")
}

/// A part of a file.
enum Part<'p> {
    /// Lines, counted from 0.
    Lines(Range<usize>),
    /// What stands between `ANCHOR: name` and `ANCHOR_END: name`.
    Anchor(&'p str),
}

impl Part<'_> {
    fn read(part: &str) -> Part<'_> {
        let mut numbers = part.splitn(3, ':');
        let first = numbers.next().unwrap_or("");
        let start = match first.parse::<usize>() {
            Ok(start) => Some(start.saturating_sub(1)),
            Err(_) if first.is_empty() => None,
            Err(_) => return Part::Anchor(first),
        };
        let end = numbers.next().map(str::parse::<usize>);
        Part::Lines(match (start, end) {
            (start, Some(Ok(end))) => start.unwrap_or(0)..end,
            (Some(start), None) => start..start + 1,
            (start, _) => start.unwrap_or(0)..usize::MAX,
        })
    }
}

/// The name behind `mark` in a line.
fn anchor<'l>(line: &'l str, mark: &str) -> Option<&'l str> {
    line.match_indices(mark).find_map(|(at, _)| {
        let rest = line[at + mark.len()..].trim_start();
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
        Some(&rest[..length]).filter(|name| !name.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpts(text: &str) -> Excerpts {
        Excerpts::new(1, text.into())
    }

    #[test]
    fn lines_are_counted_from_one() {
        let file = excerpts("a\nb\r\nc\nd\n");
        let part = |part: &str| file.found(part).map(|text| text.as_str().to_owned());
        let expected = [
            ("", "a\nb\nc\nd"),
            ("2", "b"),
            ("2:3", "b\nc"),
            ("3:", "c\nd"),
            (":2", "a\nb"),
            ("0", "a"),
            ("3:9", "c\nd"),
        ];
        for (name, text) in expected {
            assert_eq!(part(name).as_deref(), Ok(text), "{name}");
        }
        for name in ["9", "3:2", "9:12", ":0"] {
            assert!(part(name).is_err(), "{name}");
        }
        assert_eq!(file.part("2:3").0.span_of(2..3), Span::new(1, 5..6));
        assert_eq!(excerpts("").part("").0.as_str(), "");
    }

    #[test]
    fn anchors_may_stand_in_each_other_and_never_show() {
        let file = excerpts(
            "0\n// ANCHOR: out\n1\n// ANCHOR: in-ner\n2\n/* ANCHOR_END: in-ner */\n3\n// ANCHOR_END: out\n4\n",
        );
        assert_eq!(file.part("out").0.as_str(), "1\n2\n3");
        assert_eq!(file.part("in-ner").0.as_str(), "2");
        assert!(file.part("none").1.is_some());
        assert_eq!(file.part_of_all("in-ner").0.as_str(), "# 0\n# 1\n2\n# 3\n# 4");
        assert_eq!(excerpts("ANCHOR: a\n1\n2").part("a").0.as_str(), "1\n2");
    }

    #[test]
    fn the_rest_of_a_file_is_hidden() {
        let file = excerpts("a\nb\nc\n");
        let (text, _) = file.part_of_all("2");
        assert_eq!(text.as_str(), "# a\nb\n# c");
        assert_eq!(text.span_of(4..5), Span::new(1, 2..3));
        assert_eq!(text.span_of(8..9), Span::new(1, 4..5));
        let (text, why) = file.part_of_all("none");
        assert_eq!((text.as_str(), why.is_some()), ("# a\n# b\n# c", true));
    }
}
