//! Runs of another script. In: a text and its language. Out: each run of letters that the language is not written in,
//! with the spaces and punctuation strictly inside it, and its language.

use super::{Stretch, labels, letters};
use crate::language::{Direction, Lang, script_direction, script_of};
use crate::model::slug::is_combining_mark;
use crate::normalize::prose::MASK;
use std::ops::Range;

/// How far, in characters, a bracket inside a run may be from its partner.
const BRACKET: usize = 160;

/// Scripts of one writing system.
fn system(script: &'static str) -> &'static str {
    match script {
        "Hira" | "Kana" | "Hang" | "Bopo" => "Hani",
        other => other,
    }
}

/// The runs of `text` in other scripts than those of `own`, in order; `latin` is whether Latin is one of those.
pub fn find(text: &str, own: Lang, latin: bool) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut run: Option<(&'static str, Range<usize>)> = None;
    let mut closing = 0;
    let rightward = own.direction() == Direction::Rtl;
    // Letters of one script follow each other: what the last was is what this one is.
    let mut known = ("Latn", latin);
    let mut is_own = |script: &'static str| {
        if script != known.0 {
            known = (script, own.writes(script));
        }
        known.1
    };
    for (at, c) in text.char_indices() {
        if latin && c.is_ascii() && run.is_none() {
            continue;
        }
        let end = at + c.len_utf8();
        let script = script_of(c);
        if let Some(script) = script.filter(|script| !is_own(script)) {
            match &mut run {
                Some((same, range)) if *same == system(script) => range.end = end,
                _ => close(text, run.replace((system(script), at..end)), &mut found),
            }
            continue;
        }
        let Some((system, range)) = &mut run else { continue };
        let goes_on = match c {
            _ if script.is_some() => false,
            '\n' | MASK | '\u{FFFC}' => false,
            '(' | '[' => {
                closing = partner(&text[end..], system).map_or(0, |distance| end + distance);
                closing > 0
            }
            ')' | ']' if at == closing => {
                range.end = end;
                true
            }
            ')' | ']' => false,
            _ => {
                // A year or a version behind a name that runs the other way is read with it, in its direction (UAX #9, W7).
                let read = rightward && c.is_ascii_digit() && script_direction(system) == Direction::Ltr;
                range.end = if read || at == range.end && is_combining_mark(c) { end } else { range.end };
                true
            }
        };
        if !goes_on {
            close(text, run.take(), &mut found);
        }
    }
    close(text, run, &mut found);
    found
}

/// How far the bracket that closes here is, where only text of the same writing system stands before it.
fn partner(rest: &str, of: &str) -> Option<usize> {
    for (at, c) in rest.char_indices().take(BRACKET) {
        match c {
            ')' | ']' => return Some(at),
            '(' | '[' | '\n' | MASK => return None,
            _ if script_of(c).is_some_and(|script| system(script) != of) => return None,
            _ => {}
        }
    }
    None
}

/// Adds a finished run, if it has letters.
fn close(text: &str, run: Option<(&'static str, Range<usize>)>, found: &mut Vec<Stretch>) {
    let Some((system, mut range)) = run else { return };
    // A quotation mark belongs where its partner is.
    if text[range.clone()].bytes().filter(|&byte| byte == b'"').count() % 2 == 1 {
        let free = found.last().map_or(0, |(before, _)| before.end) < range.start;
        if text[range.end..].starts_with('"') {
            range.end += 1;
        } else if free && text[..range.start].ends_with('"') {
            range.start -= 1;
        }
    }
    let words = &text[range.clone()];
    if !words.chars().any(char::is_alphabetic) {
        return;
    }
    let label =
        labels::before(text, range.start).filter(|label| label.writes(script_of_first(words).unwrap_or(system)));
    let symbol = matches!(system, "Grek" | "Latn") && words.chars().filter(|c| c.is_alphabetic()).count() == 1;
    if label.is_some() || !symbol {
        found.push((range, label.unwrap_or_else(|| letters::language(words, system))));
    }
}

fn script_of_first(words: &str) -> Option<&'static str> {
    words.chars().find_map(script_of)
}
