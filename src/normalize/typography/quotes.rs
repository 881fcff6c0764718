//! Straight quotation marks and apostrophes. In: a paragraph. Out: the curled mark for each that its neighbors and its
//! partner make certain. Each mark is an opener, a closer or an apostrophe by what stands around it; a stack then finds
//! the pairs. From the first mark that fits nowhere on, all but apostrophes inside words stay straight: never guessed.

use super::marks::{self, APOSTROPHE};
use crate::language::Lang;
use crate::model::slug::is_combining_mark;
use crate::normalize::prose::{Edit, MASK};

/// What stands on one side of a mark, other marks skipped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A space, the paragraph's end, an opening bracket or a sign.
    Open,
    /// A dash.
    Dash,
    /// Punctuation that ends something.
    Punctuation,
    /// A letter, a digit or something masked.
    Solid,
}

/// What a mark is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Opener,
    Closer,
    /// Inside a word, or in a word known for it.
    Apostrophe,
    /// At a word's end, unless a quotation is open.
    Elision,
    /// Feet and inches: set.
    Prime,
    /// Stays straight and disturbs nobody: inches alone, a thousands separator.
    Straight,
    /// Fits nowhere.
    Lost,
}

/// The edits that curl `text`, and the byte of the first mark without a partner. `next` are the marks (straight) that
/// the next paragraph begins with: a quotation that goes on there is open at the end of this one.
pub fn curl(text: &str, language: Lang, next: &str) -> (Vec<Edit>, Option<usize>) {
    let Some(style) = marks::of(language).filter(|_| text.contains(['"', '\''])) else { return (Vec::new(), None) };
    let mut edits = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut lost = None;
    let mut settled = 0;
    for (at, mark) in text.char_indices() {
        match mark {
            '"' | '\'' => {}
            // An opening mark that is set already may be closed by a straight one.
            '“' | '„' | '«' | '»' => {
                let set = open.last().is_some_and(|&(above, _)| above == SET);
                match (side_before(&text[..at]), side_after(&text[at + mark.len_utf8()..])) {
                    (Side::Open | Side::Dash, Side::Solid) => open.push((SET, at)),
                    _ if set => drop(open.pop()),
                    _ => {}
                }
                continue;
            }
            '”' => {
                open.pop_if(|&mut (above, _)| above == SET);
                continue;
            }
            _ => continue,
        }
        let kind = if at < settled { Kind::Straight } else { kind(text, at, mark, &open, language) };
        let (opener, closer) = if mark == '"' { style.double } else { style.single };
        let mut set = |at: usize, with: &'static str| edits.push(Edit { range: at..at + 1, with });
        match kind {
            Kind::Apostrophe => {
                set(at, APOSTROPHE);
                if mid_phrase(text, at) {
                    set(at + 2, APOSTROPHE);
                    settled = at + 3;
                }
            }
            _ if lost.is_some() => {}
            Kind::Opener if open.last().is_none_or(|&(above, _)| above != mark) => {
                set(at, opener);
                open.push((mark, at));
            }
            Kind::Closer if open.last().is_some_and(|&(above, _)| closes(mark, above)) => {
                set(at, closer);
                open.pop();
            }
            Kind::Elision => set(at, APOSTROPHE),
            Kind::Prime => {
                let inches = at + 1 + text[at + 1..].find('"').unwrap_or(0);
                set(at, "′");
                set(inches, "″");
                settled = inches + 1;
            }
            Kind::Straight => {}
            Kind::Opener | Kind::Closer | Kind::Lost => lost = Some(open.last().map_or(at, |&(_, opener)| opener)),
        }
    }
    open.retain(|&(mark, _)| mark != SET);
    let goes_on = !open.is_empty() && open.iter().map(|&(mark, _)| mark).eq(next.chars().take(open.len()));
    if lost.is_none() && !goes_on {
        lost = open.last().map(|&(_, at)| at);
    }
    if lost.is_some() {
        let first = open.first().map_or(lost, |&(_, at)| Some(at)).unwrap_or(0);
        edits.retain(|edit| edit.range.start < first || edit.with == APOSTROPHE && in_word(text, edit.range.start));
    }
    (edits, lost)
}

/// Stands for an opening mark that is set already among those that are open.
const SET: char = '«';

/// Whether a straight mark closes what `open` opened.
fn closes(mark: char, open: char) -> bool {
    mark == open || mark == '"' && open == SET
}

/// What the mark at byte `at` is, while the marks of `open` are.
fn kind(text: &str, at: usize, mark: char, open: &[(char, usize)], language: Lang) -> Kind {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let previous = before.chars().next_back();
    let (left, right) = (side_before(before), side_after(after));
    let is_open = open.iter().any(|&(above, _)| closes(mark, above));
    let hebrew = matches!(language.primary(), "he" | "yi");
    if mark == '\'' {
        return single(text, at, (left, right), open, language);
    }
    // `l'"ami"`: what stands before an apostrophe is not what the mark belongs to.
    if right == Side::Solid && previous.is_some_and(is_apostrophe) && in_word_end(before) && !is_open {
        return Kind::Opener;
    }
    match (left, right) {
        (Side::Open, Side::Open) if is_ditto(before, after) => Kind::Straight,
        (Side::Open, Side::Open) => Kind::Lost,
        (Side::Open, Side::Punctuation) if is_open && !after.starts_with("..") && !after.starts_with('…') => {
            Kind::Closer
        }
        (Side::Open, _) => Kind::Opener,
        (Side::Dash, _) if is_open => Kind::Closer,
        (Side::Dash, Side::Solid) => Kind::Opener,
        (Side::Dash, _) => Kind::Lost,
        // `צה"ל`, but `ב"ספר"`: inside an acronym the mark stands before the last letter.
        (_, Side::Solid) if hebrew && !is_open => {
            if letters(after) == 1 {
                Kind::Straight
            } else {
                Kind::Opener
            }
        }
        (_, Side::Solid) if hebrew && letters(after) == 1 && previous.is_some_and(is_letter) => Kind::Straight,
        (_, Side::Solid) if is_open => Kind::Closer,
        (_, Side::Solid) => Kind::Lost,
        _ if !is_open && previous.is_some_and(|c| c.is_ascii_digit()) => Kind::Straight,
        _ => Kind::Closer,
    }
}

/// What the single mark at byte `at` is.
fn single(text: &str, at: usize, (left, right): (Side, Side), open: &[(char, usize)], language: Lang) -> Kind {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_open = open.iter().any(|&(above, _)| above == '\'');
    if digit(previous) && feet(after) {
        return Kind::Prime;
    }
    if digit(previous) && (digit(next) || !is_open && !in_word(text, at)) {
        return Kind::Straight;
    }
    if in_word(text, at) || mid_phrase(text, at) {
        return Kind::Apostrophe;
    }
    if previous.is_some_and(is_letter) {
        let top = open.last().is_some_and(|&(above, _)| above == '\'');
        let before_quotation = right == Side::Solid && next == Some('"');
        return if top && !before_quotation { Kind::Closer } else { Kind::Elision };
    }
    // `'tis`, `the U.S.'s`
    let possessive = left == Side::Punctuation && after.starts_with('s') && letters(after) == 1;
    if possessive || left != Side::Punctuation && shortened(after, language) {
        return Kind::Elision;
    }
    match (left, right) {
        (Side::Open, Side::Open) => Kind::Lost,
        (Side::Open, Side::Punctuation) if is_open && !after.starts_with("..") && !after.starts_with('…') => {
            Kind::Closer
        }
        (Side::Open, _) => Kind::Opener,
        (Side::Dash, _) if is_open => Kind::Closer,
        (Side::Dash, Side::Solid) => Kind::Opener,
        _ if is_open => Kind::Closer,
        _ => Kind::Lost,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == MASK
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether letters that know apostrophes stand on both sides of byte `at`.
fn in_word(text: &str, at: usize) -> bool {
    let eastern = |c: char| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    let letter = |c: Option<char>| c.is_some_and(|c| is_letter(c) && !eastern(c));
    letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())
}

/// Whether `before` ends in a letter and an apostrophe.
fn in_word_end(before: &str) -> bool {
    before.chars().rev().nth(1).is_some_and(is_letter)
}

/// Whether the mark at byte `at` is the first around the letter of `rock 'n' roll`.
fn mid_phrase(text: &str, at: usize) -> bool {
    let after = &text[at..];
    let single = after.starts_with("'n'") || after.starts_with("'N'");
    let spaced = |c: Option<char>| c.is_some_and(char::is_whitespace);
    single && spaced(text[..at].chars().next_back()) && spaced(after[3..].chars().next())
}

/// Whether `after` goes on as feet do: one or two digits, perhaps a fraction, and the inches' mark.
fn feet(after: &str) -> bool {
    let rest = after.trim_start_matches(' ');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).take(3).count();
    let rest = rest[digits..].trim_start_matches(['½', '¼', '¾']);
    (1..=2).contains(&digits) && rest.starts_with('"') && after.len() - rest.len() < 8
}

/// Words that begin with an apostrophe.
const SHORTENED: &[(&str, &str)] = &[
    (
        "en",
        "tis twas twere twill twould tisn't em til till cause bout n ud un neath gainst twixt mong mongst fore cello cellos \
         cellist cellists phone flu",
    ),
    ("nl af", "t n s k m r ns d"),
];

/// Whether `after` begins with a word or a year that lost its beginning: `'tis`, `'90s`.
fn shortened(after: &str, language: Lang) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).take(3).count();
    if digits == 2 {
        return !after[2..].trim_start_matches('s').starts_with(is_letter);
    }
    let word: String = after.chars().take(letters(after)).flat_map(char::to_lowercase).collect();
    let row = SHORTENED.iter().find(|(tags, _)| tags.split(' ').any(|tag| tag == language.primary()));
    row.is_some_and(|(_, words)| words.split_whitespace().any(|known| known == word))
}

/// How many letters `text` begins with, counted up to a few.
fn letters(text: &str) -> usize {
    text.chars().take(10).take_while(|&c| c.is_alphabetic()).count()
}

/// Whether nothing stands near the mark between `before` and `after`: it repeats what stands above it.
fn is_ditto(before: &str, after: &str) -> bool {
    let far = |chars: &mut dyn Iterator<Item = char>| chars.take(2).all(char::is_whitespace);
    far(&mut before.chars().rev()) && far(&mut after.chars())
}

/// How many marks beside a mark are looked past.
const BESIDE: usize = 4;

fn side_before(before: &str) -> Side {
    let marks = before.chars().rev().take(BESIDE).take_while(|&c| marks::straight(c).is_some());
    match before.chars().rev().nth(marks.count()) {
        None => Side::Open,
        Some(c) if is_letter(c) => Side::Solid,
        Some(c) if is_dash(c) => Side::Dash,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' | '%' | '\u{FFFC}' | '。' | '،' | '؟' | '؛') => {
            Side::Punctuation
        }
        Some(_) => Side::Open,
    }
}

fn side_after(after: &str) -> Side {
    let marks = after.chars().take(BESIDE).take_while(|&c| marks::straight(c).is_some());
    match after.chars().nth(marks.count()) {
        None => Side::Open,
        Some(c) if c.is_whitespace() => Side::Open,
        Some(c) if is_dash(c) => Side::Dash,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' | '/' | '。' | '،' | '؟' | '؛') => {
            Side::Punctuation
        }
        Some(_) => Side::Solid,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−')
}
