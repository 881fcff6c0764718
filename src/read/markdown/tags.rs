//! The tags of raw HTML. In: HTML as it is written, well formed or not. Out: its text, tags and comments in order, in
//! linear time; attributes and text with their entities resolved.

use crate::read::attributes::split;
use std::ops::Range;

/// The longest tag, in bytes: a `<` that is not closed within it is text.
const LONGEST_TAG: usize = 2000;

/// A piece of HTML, with its place in it.
pub enum Piece<'h> {
    Text(Range<usize>),
    Open { name: String, attributes: &'h str, range: Range<usize> },
    Close { name: String },
    Silent,
}

/// The pieces of HTML, in order.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut at, mut text) = (0, 0);
    while let Some(found) = html[at..].find('<').map(|found| at + found) {
        let Some((piece, end)) = tag(html, found) else {
            at = found + 1;
            continue;
        };
        if text < found {
            out.push(Piece::Text(text..found));
        }
        out.push(piece);
        at = end;
        text = end;
    }
    if text < html.len() {
        out.push(Piece::Text(text..html.len()));
    }
    out
}

/// The tag, comment or declaration that begins with the `<` at `start`, and where it ends.
fn tag(html: &str, start: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &html[start + 1..];
    for (open, close) in [("!--", "-->"), ("![CDATA[", "]]>"), ("!", ">"), ("?", ">")] {
        if let Some(inside) = rest.strip_prefix(open) {
            let length = inside.find(close).map_or(inside.len(), |length| length + close.len());
            return Some((Piece::Silent, start + 1 + open.len() + length));
        }
    }
    let (closing, inside) = rest.strip_prefix('/').map_or((false, rest), |inside| (true, inside));
    let length = inside.bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':')).count();
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = inside[..length].to_ascii_lowercase();
    let behind = html.len() - inside.len() + length;
    let end = behind + tag_end(&html[behind..])?;
    let range = start..end + 1;
    let piece =
        if closing { Piece::Close { name } } else { Piece::Open { name, attributes: &html[behind..end], range } };
    Some((piece, end + 1))
}

/// Where the `>` stands that ends a tag, quoted values passed over.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, entities resolved.
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    let found = split(attributes).into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name));
    found.map(|(_, value)| unescaped(&value))
}

/// Text with its commonest entities resolved, and those that give a character by number.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("shy", '\u{AD}'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("copy", '©'),
        ("times", '×'),
    ];
    known.iter().find(|(known, _)| *known == name).map(|&(_, c)| c)
}
