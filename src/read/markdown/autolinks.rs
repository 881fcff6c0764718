//! Bare addresses (GFM §6.9). In: plain text. Out: the same, what begins with `http://`, `https://`, `ftp://` or `www.` and
//! what is an address of e-mail as links.

use crate::model::{Inline, Target, Text};
use std::ops::Range;

/// Text with its bare addresses made links.
pub fn linked(mut text: Text) -> Vec<Inline> {
    let mut out = Vec::new();
    for range in addresses(text.as_str()).into_iter().rev() {
        push(&mut out, text.split_off(range.end));
        let address = text.split_off(range.start);
        let scheme = match address.as_str() {
            web if web.starts_with("www.") => "http://",
            mail if !mail.contains("://") => "mailto:",
            _ => "",
        };
        let (to, span) = (Target::Url(format!("{scheme}{}", address.as_str())), address.span());
        out.push(Inline::Link { to, body: vec![Inline::Text(address)], span });
    }
    push(&mut out, text);
    out.reverse();
    out
}

fn push(out: &mut Vec<Inline>, text: Text) {
    if !text.is_empty() {
        out.push(Inline::Text(text));
    }
}

/// What an address begins with.
const BEGINNINGS: [&str; 4] = ["http://", "https://", "ftp://", "www."];

fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices([':', '.', '@']) {
        if out.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let found = match text.as_bytes()[at] {
            b'@' => mail(text, at),
            _ => web(text, at),
        };
        let from = out.last().map_or(0, |last| last.end);
        out.extend(found.filter(|range| range.start >= from));
    }
    out
}

/// The address whose beginning has its first sign at `sign`.
fn web(text: &str, sign: usize) -> Option<Range<usize>> {
    let begins = |beginning: &&str| {
        let mark = beginning.find([':', '.']).unwrap_or(0);
        sign.checked_sub(mark).is_some_and(|at| text[at..].starts_with(*beginning))
    };
    // A byte before the sign may lie inside a letter.
    let bounded = |beginning: &&str| {
        let mark = beginning.find([':', '.']).unwrap_or(0);
        sign.checked_sub(mark).is_some_and(|at| text.is_char_boundary(at))
    };
    let beginning = BEGINNINGS.into_iter().filter(bounded).find(begins)?;
    let at = sign - beginning.find([':', '.'])?;
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || "*_~(\u{AB}\u{201C}".contains(c)).then_some(())?;
    let rest = &text[at..];
    let length = trimmed(&rest[..rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len())]);
    (length > beginning.len()).then_some(at..at + length)
}

/// The address of e-mail around the sign at `sign` (GFM §6.9).
fn mail(text: &str, sign: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 254;
    let part = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    let name = text[..sign].bytes().rev().take(LONGEST).take_while(|c| part(c) || *c == b'+').count();
    let domain = text[sign + 1..].bytes().take(LONGEST).take_while(part).count();
    let host = text[sign + 1..sign + 1 + domain].trim_end_matches('.');
    let whole = name > 0 && host.contains('.') && !host.ends_with(['-', '_']) && !host.starts_with('.');
    whole.then_some(sign - name..sign + 1 + host.len())
}

/// The length of an address without the punctuation of the sentence around it.
fn trimmed(address: &str) -> usize {
    let mut end = address.len();
    // What looks like an entity at its end is none of it.
    let entity = address.strip_suffix(';').and_then(|rest| rest.rfind('&'));
    if let Some(at) = entity.filter(|&at| address[at + 1..end - 1].bytes().all(|b| b.is_ascii_alphanumeric())) {
        end = at;
    }
    let mut closing = address.matches(')').count().saturating_sub(address.matches('(').count());
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '\u{BB}' | '\u{201D}' => {}
            ')' if closing > 0 => closing -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_punctuation_of_the_sentence_is_not_part_of_the_address() {
        let text = "See (https://e.org/a_(b)) and https://e.org/x?y=1. Not http:// nor xhttps://e.org";
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://e.org/a_(b)", "https://e.org/x?y=1"]);
    }
}
