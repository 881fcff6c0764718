//! Notes of a plain text: `[1] …` and `[Footnote 1: …]`. In: groups of lines. Out: where each note stands, and a way
//! from a reference to its note. Labels repeat from chapter to chapter: a reference means the next note so labelled.

use super::manuscript::Manuscript;
use super::shape::{Group, Kind};
use std::collections::BTreeMap;
use std::ops::Range;

/// One note, not yet set.
#[derive(Debug)]
pub struct Definition {
    pub label: String,
    /// The groups it stands in.
    pub groups: Range<usize>,
    /// The source bytes of its text, without label and brackets.
    pub bytes: Range<usize>,
}

/// All notes of a text, in order.
#[derive(Debug, Default)]
pub struct Notes {
    pub definitions: Vec<Definition>,
    /// Groups such as `FOOTNOTES:` that only announce the notes behind them.
    pub announcements: Vec<usize>,
    by_label: BTreeMap<String, Vec<usize>>,
}

const NAMES: &[&str] =
    &["Footnote", "Note", "Voetnoot", "Fußnote", "Fussnote", "Anmerkung", "Nota", "Fotnot", "Fodnote"];
const ANNOUNCEMENTS: &[&str] =
    &["FOOTNOTES", "FOOTNOTE", "NOTES", "VOETNOTEN", "FUSSNOTEN", "FUẞNOTEN", "ANMERKUNGEN", "NOTAS", "NOTE"];
/// Groups that one bracketed note may run over.
const LONGEST: usize = 200;

impl Notes {
    /// Finds the notes. `[1]` at the beginning of a group is one only where a reference to it came before, or behind
    /// another in the same block of notes: a bracket may also just begin a sentence.
    pub fn find(manuscript: &Manuscript, groups: &[Group]) -> Notes {
        let mut notes = Notes::default();
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut at, mut block) = (0, false);
        while at < groups.len() {
            let group = &groups[at];
            let bytes = manuscript.bytes(group.lines.clone());
            let text = &manuscript.text[bytes.clone()];
            block &= group.gap < 3 && !matches!(group.kind, Kind::Marked(_));
            if announces(text) && groups.get(at + 1).is_some_and(|next| defines(manuscript.line(next.lines.start))) {
                notes.announcements.push(at);
                (at, block) = (at + 1, true);
                continue;
            }
            let end = match opening(text) {
                Some(Opening { label, named: true, length }) => {
                    let (end, close) = bracket_end(manuscript, groups, at);
                    notes.push(label, at..end, manuscript.text, bytes.start + length..close);
                    end
                }
                Some(Opening { label, named: false, length }) if block || asked.contains_key(label) => {
                    asked.remove(label);
                    let end = at + 1 + continued(manuscript, &groups[at + 1..], block || length == text.len());
                    let close = manuscript.bytes(groups[end - 1].lines.clone()).end;
                    notes.push(label, at..end, manuscript.text, bytes.start + length..close);
                    end
                }
                _ => at + 1,
            };
            let begins = notes.definitions.last().map_or(0, |note| note.bytes.start).max(bytes.start);
            let close = manuscript.bytes(groups[end - 1].lines.clone()).end;
            for (place, label) in references(&manuscript.text[begins..close]) {
                asked.insert(label, begins + place);
            }
            at = end;
        }
        notes
    }

    fn push(&mut self, label: &str, groups: Range<usize>, text: &str, bytes: Range<usize>) {
        let spaces = text[bytes.clone()].len() - text[bytes.clone()].trim_start().len();
        let bytes = bytes.start + spaces..bytes.end;
        self.by_label.entry(label.to_owned()).or_default().push(self.definitions.len());
        self.definitions.push(Definition { label: label.to_owned(), groups, bytes });
    }

    /// For each of `count` groups whether it belongs to a note or announces some.
    pub fn taken(&self, count: usize) -> Vec<bool> {
        let mut taken = vec![false; count];
        self.announcements.iter().for_each(|&group| taken[group] = true);
        self.definitions.iter().for_each(|note| taken[note.groups.clone()].fill(true));
        taken
    }

    /// The note that a reference at byte `at` means: the next one of its label, or the only one.
    pub fn meant(&self, label: &str, at: usize) -> Option<usize> {
        let same = self.by_label.get(label)?;
        let next = same.partition_point(|&note| self.definitions[note].bytes.start <= at);
        same.get(next).copied().or_else(|| if same.len() == 1 { same.first().copied() } else { None })
    }
}

/// The beginning of a note.
struct Opening<'t> {
    label: &'t str,
    /// Whether it says that it is a note: then its bracket closes behind it.
    named: bool,
    /// Bytes before its text.
    length: usize,
}

fn opening(text: &str) -> Option<Opening<'_>> {
    let inside = text.strip_prefix('[')?;
    if let Some((name, rest)) = NAMES.iter().find_map(|name| inside.strip_prefix(name).map(|rest| (name, rest))) {
        let (label, _) = rest.get(..rest.len().min(16)).unwrap_or("").split_once(':')?;
        let length = 1 + name.len() + label.len() + 1;
        return is_label(label.trim()).then(|| Opening { label: label.trim(), named: true, length });
    }
    let end = inside.bytes().take(8).position(|byte| byte == b']' || byte == b':')?;
    if inside.as_bytes()[end] == b':' {
        let label = &inside[..end];
        return is_label(label).then_some(Opening { label, named: true, length: end + 2 });
    }
    let label = &inside[..end];
    let behind = inside[end + 1..].is_empty() || inside[end + 1..].starts_with([' ', '\t', '\n', '\r']);
    (is_label(label) && behind).then_some(Opening { label, named: false, length: end + 2 })
}

/// Whether a line looks like the beginning of a note.
pub fn defines(line: &str) -> bool {
    opening(line).is_some()
}

/// Whether a bracket's content labels notes: `1`, `A`, `*`. Years and words do not.
pub fn is_label(label: &str) -> bool {
    let all = |test: fn(char) -> bool| !label.is_empty() && label.chars().all(test);
    (label.len() <= 4 && all(|c| c.is_ascii_digit()))
        || (label.len() <= 2 && all(|c| c.is_ascii_alphabetic()))
        || (label.chars().count() <= 3 && all(|c| matches!(c, '*' | '†' | '‡' | '§' | '#' | '¹' | '²' | '³')))
}

/// Labels in brackets and their places.
pub fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('[').filter_map(|(at, _)| {
        let inside = &text.as_bytes()[at + 1..text.len().min(at + 12)];
        let end = at + 1 + inside.iter().position(|&byte| byte == b']')?;
        let label = text.get(at + 1..end)?;
        is_label(label).then_some((at, label))
    })
}

fn announces(text: &str) -> bool {
    let name = text.trim_end_matches([':', '.']);
    name.len() < 20 && ANNOUNCEMENTS.contains(&name.to_uppercase().as_str())
}

/// How many of `groups` go on with the note before them: those indented deeper, and in a block of notes all up to the
/// next note.
fn continued(manuscript: &Manuscript, groups: &[Group], block: bool) -> usize {
    let goes_on = |group: &&Group| {
        let near = group.gap == 1 && !matches!(group.kind, Kind::Marked(_) | Kind::Rule);
        near && !defines(manuscript.line(group.lines.start)) && (block || group.indent >= 2)
    };
    groups.iter().take_while(goes_on).count()
}

/// The group behind a note that stands in brackets, and the byte where its text ends. Text behind the closing bracket
/// stays with the note, bracket and all: a slip of the transcriber's may not lose words.
fn bracket_end(manuscript: &Manuscript, groups: &[Group], first: usize) -> (usize, usize) {
    let mut depth = 0i32;
    for (at, group) in groups.iter().enumerate().skip(first).take(LONGEST) {
        if at > first && (defines(manuscript.line(group.lines.start)) || matches!(group.kind, Kind::Marked(_))) {
            break;
        }
        let bytes = manuscript.bytes(group.lines.clone());
        for (i, byte) in manuscript.text[bytes.clone()].bytes().enumerate() {
            depth += i32::from(byte == b'[') - i32::from(byte == b']');
            if depth <= 0 {
                let close = bytes.start + i;
                return (at + 1, if close + 1 == bytes.end { close } else { bytes.end });
            }
        }
    }
    (first + 1, manuscript.bytes(groups[first].lines.clone()).end)
}

#[cfg(test)]
mod tests {
    use super::super::shape::Shape;
    use super::*;

    fn find(text: &str) -> Notes {
        let manuscript = Manuscript::new(0, text);
        let all = 0..manuscript.lines.len();
        Notes::find(&manuscript, &Shape::Unwrapped.divide(&manuscript, all))
    }

    #[test]
    fn a_reference_means_the_next_note_of_its_label() {
        let text = "One[1] here.\n\n[1] First.\n\nTwo[1] there.\n\n[1] Second.\n";
        let notes = find(text);
        assert_eq!(notes.definitions.len(), 2);
        assert_eq!(notes.meant("1", 3), Some(0));
        assert_eq!(notes.meant("1", text.find("Two").unwrap() + 3), Some(1));
        assert_eq!(notes.meant("2", 3), None);
    }

    #[test]
    fn a_bracketed_note_ends_at_its_own_bracket() {
        let text = "Word[A].\n\n[Footnote A: One [sic] and\n\ntwo.]\n\nText.\n";
        let notes = find(text);
        assert_eq!(&text[notes.definitions[0].bytes.clone()], "One [sic] and\n\ntwo.");
        assert_eq!(notes.definitions[0].groups, 1..3);
    }

    #[test]
    fn a_bracket_that_nobody_refers_to_begins_a_sentence() {
        assert!(find("Word.\n\n[1] Not a note.\n").definitions.is_empty());
    }
}
