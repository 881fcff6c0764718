//! How a text is laid out, decided once from its line lengths alone. In: lines. Out: whether its lines are paragraphs
//! or were wrapped at a measure, and then which groups of lines are prose, verse, tables or rules.

use super::manuscript::{Line, Manuscript};
use super::notes;
use std::ops::Range;

/// How a text is laid out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Shape {
    /// Each line is a paragraph.
    Unwrapped,
    /// Paragraphs were broken into lines of at most `measure` columns; most begin at column `indent`.
    Wrapped { measure: usize, indent: usize },
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    pub lines: Range<usize>,
    pub kind: Kind,
    /// Blank lines before it.
    pub gap: usize,
    /// Columns before its leftmost line, beyond the indent that is usual in the text.
    pub indent: usize,
}

/// What a group's shape says it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    /// A heading between equal signs, of level 1 for two of them.
    Marked(u8),
    /// A line of asterisks or dashes.
    Rule,
    /// Running text.
    Prose,
    /// Lines that were not broken for want of room: verse, addresses, lists.
    Lines,
    /// Columns held apart by spaces or bars.
    Columns,
}

/// Measures between which wrapped text is known: narrower are lists, wider no one wraps at.
const MEASURES: std::ops::RangeInclusive<usize> = 30..=160;

impl Shape {
    /// The shape of `lines`.
    pub fn of(manuscript: &Manuscript, lines: Range<usize>) -> Shape {
        let inner = lines.clone().skip(1).map(|line| line - 1).filter(|&line| {
            let text = manuscript.line(line);
            let inked = !manuscript.lines[line].blank() && !manuscript.lines[line + 1].blank();
            inked && marked(text).is_none() && !columnar(text)
        });
        let inner: Vec<usize> = inner.collect();
        let mut edges: Vec<usize> = inner.iter().map(|&line| manuscript.lines[line].edge()).collect();
        edges.sort_unstable();
        let Some(&measure) = edges.get(edges.len().saturating_sub(1) * 19 / 20) else { return Shape::Unwrapped };
        let mut full = inner.clone();
        full.retain(|&line| (manuscript.lines[line].edge() + 1 + manuscript.lines[line + 1].lead) * 20 > measure * 17);
        // Counted by their widths: a few lines of prose say more than as many of verse.
        let width = |lines: &[usize]| lines.iter().map(|&line| manuscript.lines[line].width).sum::<usize>();
        let sentences = full.iter().filter(|&&line| manuscript.line(line).ends_with(['.', '!', '?', '。'])).count();
        let wrapped = width(&full) * 5 >= width(&inner) * 3 && sentences * 2 <= full.len();
        if !MEASURES.contains(&measure) || !wrapped {
            return Shape::Unwrapped;
        }
        let mut indents = vec![0usize; measure + 1];
        full.iter().for_each(|&line| indents[manuscript.lines[line].indent.min(measure)] += 1);
        let indent = (0..=measure).rev().max_by_key(|&indent| indents[indent]).unwrap_or(0);
        Shape::Wrapped { measure, indent }
    }

    /// Divides `lines` into groups.
    pub fn divide(self, manuscript: &Manuscript, lines: Range<usize>) -> Vec<Group> {
        let mut groups = Vec::new();
        let (mut at, mut gap) = (lines.start, 0);
        while at < lines.end {
            if manuscript.lines[at].blank() {
                (at, gap) = (at + 1, gap + 1);
                continue;
            }
            let end = (at..lines.end).find(|&line| self.parted(manuscript, at, line)).unwrap_or(lines.end);
            let kind = self.kind(manuscript, at..end);
            let inked = manuscript.lines[at..end].iter().map(|line| line.indent);
            // Where each line is a paragraph, its indent is the paragraph's first, not a quotation's.
            let indent = match self {
                Shape::Wrapped { indent: usual, .. } => inked.min().unwrap_or(0).saturating_sub(usual),
                Shape::Unwrapped => 0,
            };
            groups.push(Group { lines: at..end, kind, gap, indent });
            (at, gap) = (end, 0);
        }
        groups
    }

    /// Whether the group that began at line `first` ends before `line`.
    fn parted(self, manuscript: &Manuscript, first: usize, line: usize) -> bool {
        if line == first {
            return false;
        }
        let (before, here) = (&manuscript.lines[line - 1], &manuscript.lines[line]);
        if here.blank() || alone(manuscript.line(line)) || alone(manuscript.line(line - 1)) {
            return true;
        }
        match self {
            Shape::Unwrapped => {
                let verse = |line: &Line| line.indent > 0 && line.edge() < 100;
                let columns = columnar(manuscript.line(line - 1)) && columnar(manuscript.line(line));
                !(verse(before) && verse(here) || columns)
            }
            Shape::Wrapped { measure, indent } => {
                let next = manuscript.lines.get(line + 1).filter(|next| !next.blank());
                // An indented line between two that are not opens a paragraph, as printed books do it.
                let opens = here.indent > indent
                    && before.indent == indent
                    && next.is_some_and(|next| next.indent == indent && here.edge() + next.lead >= measure * 4 / 5);
                let note = notes::defines(manuscript.line(line)) && notes::defines(manuscript.line(first));
                opens || note || before.width > measure * 2 || here.width > measure * 2
            }
        }
    }

    fn kind(self, manuscript: &Manuscript, lines: Range<usize>) -> Kind {
        let text = manuscript.line(lines.start);
        if let Some((level, _)) = marked(text) {
            return Kind::Marked(level);
        }
        if rule(text) {
            return Kind::Rule;
        }
        let columns = lines.clone().filter(|&line| columnar(manuscript.line(line))).count();
        if columns * 2 > lines.len() {
            return Kind::Columns;
        }
        match self {
            Shape::Unwrapped if lines.len() > 1 => Kind::Lines,
            Shape::Unwrapped => Kind::Prose,
            Shape::Wrapped { measure, indent } => flowing(manuscript, lines, measure, indent),
        }
    }
}

/// Prose where most line ends are where the next word would not have fitted; else lines.
fn flowing(manuscript: &Manuscript, lines: Range<usize>, measure: usize, usual: usize) -> Kind {
    let group = &manuscript.lines[lines.clone()];
    let breaks = group.len() - 1;
    if breaks == 0 {
        return Kind::Prose;
    }
    // A quotation may have a narrower measure of its own, though not one as narrow as verse.
    let edge = group.iter().map(Line::edge).max().unwrap_or(0).max(measure * 7 / 10);
    let capitals = lines.filter(|&line| opens_high(manuscript.line(line))).count();
    // Lines of verse begin with capitals, lines of prose seldom; then a ragged edge is still a full line.
    let slack = if capitals * 2 < group.len() { edge / 5 } else { 3 };
    let wrapped = group.windows(2).filter(|pair| pair[0].edge() + 1 + pair[1].lead + slack > edge).count();
    let share = match (capitals == group.len(), capitals * 10 > group.len() * 8) {
        _ if group.len() < 3 => 5,
        (true, _) => 9,
        (_, true) => 7,
        _ => 5,
    };
    let verse = capitals == group.len() && group.len() > 3 && group.iter().all(|line| line.indent > usual + 1);
    if wrapped * 10 >= breaks * share && !verse { Kind::Prose } else { Kind::Lines }
}

/// Whether a line's first letter is a capital.
fn opens_high(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Whether a line is a group of its own.
fn alone(line: &str) -> bool {
    marked(line).is_some() || rule(line)
}

/// Level and heading of a line such as `== Heading ==`: two to six equal signs on both sides.
pub fn marked(line: &str) -> Option<(u8, &str)> {
    let marks = line.bytes().take_while(|&byte| byte == b'=').count();
    if !(2..=6).contains(&marks) || line.len() < 2 * marks + 1 {
        return None;
    }
    let rest = &line[marks..];
    let closing = rest.bytes().rev().take_while(|&byte| byte == b'=').count();
    let heading = rest[..rest.len() - closing].trim_matches([' ', '\t']);
    (closing == marks && !heading.is_empty()).then_some((marks as u8 - 1, heading))
}

/// Whether a line is a break between thoughts: three or more marks and nothing else.
fn rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    let mut count = 1;
    let same = marks.all(|mark| {
        count += 1;
        mark == first
    });
    same && count >= 3 && matches!(first, '*' | '·' | '•' | '-' | '_' | '~' | '#' | '—' | '=' | '⁂')
}

/// Whether a line has columns: wide gaps or bars inside.
fn columnar(line: &str) -> bool {
    let bars = line.bytes().filter(|&byte| byte == b'|').take(2).count();
    bars == 2 || (bars == 1 && line.contains(" | ")) || ["-+-", "   ", "....."].iter().any(|gap| line.contains(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let manuscript = Manuscript::new(0, text);
        let all = 0..manuscript.lines.len();
        let shape = Shape::of(&manuscript, all.clone());
        shape.divide(&manuscript, all).into_iter().map(|group| group.kind).collect()
    }

    #[test]
    fn long_lines_without_blank_ones_are_paragraphs() {
        let line = "A fairly long line of prose that nobody would ever have broken at this place. ".repeat(3);
        assert_eq!(kinds(&format!("{line}\nShort one.\n{line}\n==Next==\n{line}")).len(), 5);
    }

    #[test]
    fn wrapped_prose_verse_and_columns_are_told_apart() {
        let text = "The harbour lay quite still in the morning and the boats were\n\
                    drawn up on the shingle while an old man counted his nets and\n\
                    sang under his breath.\n\n\
                    \x20   Two nets for the herring,\n    And one for the sole,\n    And none for the moon\n\
                    \x20   In her silver bowl.\n\n\
                    Nobody answered him, for nobody had been listening, and in the\n\
                    end he went home.\n\n* * *\n\nNets     12\nBoats     3\n";
        assert_eq!(kinds(text), [Kind::Prose, Kind::Lines, Kind::Prose, Kind::Rule, Kind::Columns]);
    }

    #[test]
    fn marked_headings_need_equal_marks_on_both_sides() {
        assert_eq!(marked("=== A ==="), Some((2, "A")));
        assert_eq!(marked("==A=="), Some((1, "A")));
        assert!(marked("== A =").is_none() && marked("====").is_none() && marked("= a = b").is_none());
    }
}
