//! What a heading looks like on its own. In: one group of lines. Out: its class: a keyword with a number, a name that
//! books give their parts, capitals, italics, or a plain line standing far apart.

use super::headings::Candidate;
use super::keywords::{APPENDICES, CHAPTERS, DIVISIONS, NAMED, ORDINALS, SCENES};
use super::manuscript::Manuscript;
use super::notes;
use super::shape::{Group, Kind};
use crate::numeral::from_roman;

/// Kinds of headings, the outer ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// A volume, book, part or act.
    Division,
    /// A chapter or letter.
    Chapter,
    /// A scene.
    Scene,
    /// A preface, an index.
    Named,
    /// A number alone.
    Numeral,
    /// Capitals.
    Capitals,
    /// Italics.
    Italic,
    /// A line that only stands apart.
    Plain,
}

impl Class {
    /// Whether headings of this class are a keyword and its number.
    pub fn numbered(self) -> bool {
        self <= Class::Scene
    }

    pub const ALL: &[Class] = &[
        Class::Division,
        Class::Chapter,
        Class::Scene,
        Class::Named,
        Class::Numeral,
        Class::Capitals,
        Class::Italic,
        Class::Plain,
    ];
}

/// Blank lines that the first line of a text counts as having before it.
const FIRST_GAP: usize = 4;
/// Longest heading, in columns, and in lines.
const LONGEST: usize = 300;
const LINES: usize = 6;

/// The group as a heading, if it looks like one. Its title may go on over the lines of the group.
pub fn candidate(manuscript: &Manuscript, groups: &[Group], at: usize) -> Option<Candidate> {
    let group = &groups[at];
    let apart = groups.get(at + 1).is_none_or(|next| next.gap > 0) && (group.gap > 0 || at == 0);
    let size: usize = group.lines.clone().map(|line| manuscript.lines[line].width + 1).sum();
    if !apart || group.lines.len() > LINES || size > LONGEST || !matches!(group.kind, Kind::Prose | Kind::Lines) {
        return None;
    }
    let lines: Vec<&str> = group.lines.clone().map(|line| manuscript.line(line)).collect();
    let text = without_notes(&lines.join(" "));
    let gap = if at == 0 { FIRST_GAP } else { group.gap };
    let looks = looks(&text, lines.len(), gap, group.indent)?;
    let Looks { class, keyword, number, titled } = looks;
    Some(Candidate { group: at, end: at + 1, class, gap, key: key(&text), keyword, number, titled })
}

/// What a heading's text looks like.
struct Looks {
    class: Class,
    keyword: String,
    number: Option<u32>,
    titled: bool,
}

impl Looks {
    fn of(class: Class) -> Option<Looks> {
        Some(Looks { class, keyword: String::new(), number: None, titled: true })
    }
}

fn looks(text: &str, lines: usize, gap: usize, indent: usize) -> Option<Looks> {
    let plain = unwrapped(text);
    let opens_high = plain.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    if !opens_high || plain.starts_with(['[', '"', '“', '(', '«', '»']) {
        return None;
    }
    let capitals = in_capitals(plain);
    let sentence = !capitals && (lines > 2 || plain.len() > 120);
    if let Some(looks) = numbered(plain).filter(|_| !sentence) {
        return Some(looks);
    }
    let words = plain.split_whitespace().count();
    let first = letters(plain.split_whitespace().next()?).to_uppercase();
    let name = plain.trim_end_matches(['.', ':']).replace(['\'', '’'], "").to_uppercase();
    let appendix = APPENDICES.contains(&first.as_str()) && (capitals || gap >= 2) && !sentence && words <= 8;
    if NAMED.contains(&name.as_str()) || appendix {
        return Looks::of(Class::Named);
    }
    if let Some(number) = number(plain.trim_end_matches('.')).filter(|&number| number < 200) {
        return Some(Looks { class: Class::Numeral, keyword: String::new(), number: Some(number), titled: false });
    }
    if plain.ends_with([',', ';', ':']) || lines > 3 || plain.len() > 160 {
        return None;
    }
    if plain.len() < text.trim().len() {
        return Looks::of(Class::Italic).filter(|_| lines <= 2);
    }
    let digits = plain.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
    if capitals {
        return Looks::of(Class::Capitals).filter(|_| !digits || gap >= FIRST_GAP);
    }
    let calm = !plain.ends_with(['.', '!', '?', '”', '"', '_', ')']) && !plain.chars().any(|c| c.is_ascii_digit());
    Looks::of(Class::Plain).filter(|_| lines == 1 && calm && plain.len() <= 60 && gap >= 3 && indent < 8)
}

/// A keyword with its number before or behind it: `CHAPTER IV`, `TWEEDE TOONEEL`.
fn numbered(plain: &str) -> Option<Looks> {
    let mut words = plain.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let class = |word: &str| {
        let word = letters(word).to_uppercase();
        let classes = [(DIVISIONS, Class::Division), (CHAPTERS, Class::Chapter), (SCENES, Class::Scene)];
        classes.iter().find(|(names, _)| names.contains(&word.as_str())).map(|&(_, class)| (class, word))
    };
    let ordinal = |word: &str| ORDINALS.contains(&letters(word).to_uppercase().as_str());
    if let Some((class, keyword)) = class(first) {
        let counted = number(letters(second));
        let rest = second.trim_end_matches(['.', ':', '-', '—']).len() > letters(second).len();
        let titled = (words.next().is_some() && !ordinal(second)) || rest;
        return (counted.is_some() || ordinal(second)).then_some(Looks { class, keyword, number: counted, titled });
    }
    let (class, keyword) = class(second)?;
    let alone = words.next().is_none() && ordinal(first);
    alone.then_some(Looks { class, keyword, number: None, titled: false })
}

/// Whether a group below a chapter's number may be the chapter's name.
pub fn names(manuscript: &Manuscript, group: &Group) -> bool {
    let text: Vec<&str> = group.lines.clone().map(|line| manuscript.line(line)).collect();
    let text = without_notes(&text.join(" "));
    let plain = unwrapped(&text);
    let shaped = matches!(group.kind, Kind::Prose | Kind::Lines) && group.lines.len() <= 3 && plain.len() <= 160;
    let opens = plain.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    let calm =
        group.lines.len() == 1 && plain.len() <= 70 && !plain.ends_with(['.', ',', ';', ':', '!', '?', '"', '”']);
    shaped && opens && (in_capitals(plain) || calm)
}

/// Text without the marks of emphasis around all of it.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let bare = text.trim_end_matches('.');
    let inside = ['_', '=', '*'].into_iter().find_map(|mark| bare.strip_prefix(mark)?.strip_suffix(mark));
    inside.filter(|inside| !inside.contains(['_', '='])).unwrap_or(text)
}

/// Whether a text is in capitals, what stands in brackets at its end aside.
fn in_capitals(text: &str) -> bool {
    let head = text.split(" (").next().unwrap_or(text);
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    let small = head.chars().any(char::is_lowercase);
    let high = head.chars().filter(|c| c.is_uppercase()).count();
    !small && high >= 3 && letters * 2 > head.chars().count()
}

/// Text without references to notes.
fn without_notes(text: &str) -> String {
    let mut out = text.to_owned();
    let found: Vec<(usize, usize)> = notes::references(text).map(|(at, label)| (at, at + label.len() + 2)).collect();
    found.into_iter().rev().for_each(|(start, end)| out.replace_range(start..end, ""));
    out
}

/// The letters and digits that a word begins with, marks before them aside.
fn letters(word: &str) -> &str {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// The value of a number in digits or in roman capitals.
fn number(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 9 {
        return None;
    }
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    // `D` and `M` stand for words and names more often than for numbers.
    let small = word.chars().all(|c| "IVXLC".contains(c));
    if small { from_roman(word).and_then(|value| u32::try_from(value).ok()) } else { None }
}

/// Letters and digits in lower case: the same for a heading and its line in a list of contents.
pub fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Class> {
        looks(text, 1, 4, 0).map(|looks| looks.class)
    }

    #[test]
    fn numbers_are_read_in_digits_and_roman() {
        assert_eq!(["IV", "XIX", "XL", "12", "A", ""].map(number), [Some(4), Some(19), Some(40), Some(12), None, None]);
    }

    #[test]
    fn headings_are_known_by_their_looks() {
        assert_eq!(of("CHAPTER IV."), Some(Class::Chapter));
        assert_eq!(of("Chapter 12. The Nets"), Some(Class::Chapter));
        assert_eq!(of("PART II.--HARBOURS."), Some(Class::Division));
        assert_eq!(of("TWEEDE TOONEEL."), Some(Class::Scene));
        assert_eq!(of("Preface"), Some(Class::Named));
        assert_eq!(of("XIV."), Some(Class::Numeral));
        assert_eq!(of("THE OLD HARBOUR (continued)"), Some(Class::Capitals));
        assert_eq!(of("_Of Nets and Boats._"), Some(Class::Italic));
        assert_eq!(of("Of Nets and Boats"), Some(Class::Plain));
    }

    #[test]
    fn sentences_are_no_headings() {
        assert_eq!(of("Part of the harbour was empty."), None);
        assert_eq!(of("\"NO!\" HE SAID."), None);
        assert_eq!(of("and so on"), None);
    }
}
