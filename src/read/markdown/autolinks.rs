//! Bare addresses (GFM §6.9). In: plain text. Out: the same, addresses that begin with `http://` or `https://` as links.

use crate::model::{Inline, Target, Text};
use std::ops::Range;

/// Text with its bare addresses made links.
pub fn linked(mut text: Text) -> Vec<Inline> {
    let mut out = Vec::new();
    for range in addresses(text.as_str()).into_iter().rev() {
        push(&mut out, text.split_off(range.end));
        let address = text.split_off(range.start);
        let (to, span) = (Target::Url(address.as_str().to_owned()), address.span());
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

fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices("http") {
        let is_inside = out.last().is_some_and(|last| at < last.end);
        let begins =
            text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "*_~(\u{AB}\u{201C}".contains(c));
        let scheme = ["http://", "https://"].into_iter().find(|scheme| text[at..].starts_with(scheme));
        let Some(scheme) = scheme.filter(|_| begins && !is_inside) else { continue };
        let rest = &text[at..];
        let length = trimmed(&rest[..rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len())]);
        if length > scheme.len() {
            out.push(at..at + length);
        }
    }
    out
}

/// The length of an address without the punctuation of the sentence around it.
fn trimmed(address: &str) -> usize {
    let mut end = address.len();
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
