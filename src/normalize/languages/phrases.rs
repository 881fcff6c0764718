//! Labelled phrases in Latin letters: `(Dutch: …)`, `romanized: …`. In: a text and the runs of other scripts found in
//! it. Out: the phrases, each up to what ends it. Only inside brackets, so that `she said in Dutch: …` stays prose.

use super::Stretch;
use super::labels::{self, Label};
use crate::language::{Lang, script_of};

/// The longest phrase, in bytes.
const LONGEST: usize = 300;
/// What may stand behind a comma that ends a phrase.
const NEXT: &[&str] = &[
    "lit.",
    "lit ",
    "literally",
    "romani",
    "translit",
    "meaning",
    "pronounced",
    "pronunciation",
    "tr.",
    "IPA",
    "abbr",
    "also ",
];
/// Words that may stand between a bracket and a label.
const BEFORE_LABEL: &[&str] = &["from", "also", "or", "and", "formerly", "originally", "modern", "old", "classical"];

/// The labelled phrases of `text`, whose language is `own`.
pub fn find(text: &str, own: Lang, runs: &[Stretch]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let (mut depth, mut done) = (0_usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b':' | b'.' if depth > 0 && at >= done => {
                if let Some(stretch) = phrase(text, at, own, runs, &found) {
                    done = stretch.0.end;
                    found.push(stretch);
                }
            }
            _ => {}
        }
    }
    found
}

/// The phrase behind the label whose colon or full stop is at byte `at`.
fn phrase(text: &str, at: usize, own: Lang, runs: &[Stretch], found: &[Stretch]) -> Option<Stretch> {
    let start = at + 1 + text[at + 1..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    if start == at + 1 {
        return None;
    }
    let nearest = |before: usize| {
        let last = |stretches: &[Stretch]| {
            let after = stretches.partition_point(|(range, _)| range.end <= before);
            after.checked_sub(1).map(|index| stretches[index].clone())
        };
        [last(runs), last(found)].into_iter().flatten().max_by_key(|(range, _)| range.end)
    };
    let (label_start, label) =
        if text.as_bytes()[at] == b':' { labels::ending_at(text, at)? } else { abbreviation(text, at)? };
    if !introduces(&text[..label_start]) {
        return None;
    }
    let range = start..start + length(&text[start..])?;
    let range = match runs.get(runs.partition_point(|(run, _)| run.end <= range.start)) {
        Some((run, _)) if run.start < range.end => range.start..run.start,
        _ => range,
    };
    let words = &text[range.clone()];
    let trimmed = words.trim_start_matches(QUOTES);
    let start = range.start + words.len() - trimmed.len();
    let range = start..start + trimmed.trim_end_matches([' ', ',', '\u{A0}']).trim_end_matches(QUOTES).len();
    if text[range.clone()].chars().find_map(script_of) != Some("Latn") {
        return None;
    }
    let lang = match label {
        Label::Language(lang) if lang.primary() == own.primary() => return None,
        Label::Language(lang) if lang.writes("Latn") => lang,
        // Letters with marks are a spelling; plain ones may as well be a translation.
        Label::Language(_) if text[range.clone()].is_ascii() => return None,
        Label::Language(lang) => romanized(lang),
        Label::Romanized(named) => romanized(named.or(nearest(label_start).map(|(_, lang)| lang)).unwrap_or(Lang::UND)),
    };
    Some((range, lang))
}

const QUOTES: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '„'];

/// The language `lang` in Latin letters.
fn romanized(lang: Lang) -> Lang {
    Lang::parse(&format!("{}-Latn", lang.primary())).unwrap_or(Lang::UND)
}

/// `tr.` or `translit.` whose full stop is at byte `at`, where it begins.
fn abbreviation(text: &str, at: usize) -> Option<(usize, Label)> {
    let known = ["translit", "tr"].into_iter().find(|word| text[..at].ends_with(word))?;
    let start = at - known.len();
    text[..start].ends_with([' ', '\u{A0}', '(']).then_some((start, Label::Romanized(None)))
}

/// Whether a label may stand behind `lead`: a bracket, a comma, or a word such as `from`.
fn introduces(lead: &str) -> bool {
    let lead = lead.trim_end();
    let word = lead.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if word.is_empty() {
        lead.ends_with(['(', '[', ',', ';', '/'])
    } else {
        BEFORE_LABEL.contains(&word.to_lowercase().as_str())
    }
}

/// How many bytes of `rest` the phrase takes; `None` where its bracket does not close.
fn length(rest: &str) -> Option<usize> {
    let mut depth = 0;
    let mut previous = ' ';
    for (at, c) in rest.char_indices().take_while(|&(at, _)| at <= LONGEST) {
        let behind = &rest[at + c.len_utf8()..];
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return Some(at),
            ')' | ']' => depth -= 1,
            ';' | '\n' if depth == 0 => return Some(at),
            ',' if depth == 0 && ends_phrase(behind.trim_start()) => return Some(at),
            '.' if previous.is_lowercase()
                && behind.trim_start().starts_with(char::is_uppercase)
                && behind.starts_with(' ') =>
            {
                return Some(at);
            }
            _ => {}
        }
        previous = c;
    }
    None
}

/// Whether a comma before `rest` ends a phrase: a gloss or another label follows.
fn ends_phrase(rest: &str) -> bool {
    let colon = rest.char_indices().take(40).find(|&(_, c)| ":,;()".contains(c));
    let labelled = colon.is_some_and(|(at, c)| c == ':' && labels::ending_at(rest, at).is_some());
    labelled || NEXT.iter().any(|next| rest.starts_with(next))
}
