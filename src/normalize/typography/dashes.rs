//! Dashes and ellipses typed as hyphens and full stops. In: a paragraph. Out: the edits that set them.

use crate::normalize::prose::{Edit, MASK};

/// The edits that set the dashes and ellipses of `text`.
pub fn set(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['-', '.']).map(|found| at + found) {
        let sign = text.as_bytes()[start];
        let count = text.bytes().skip(start).take_while(|&byte| byte == sign).count();
        at = start + count;
        let with = match sign {
            b'-' => dash(&text[..start], count, &text[at..]),
            _ => dots(&text[..start], count, &text[at..]),
        };
        edits.extend(with.map(|with| Edit { range: start..at, with }));
    }
    edits
}

fn dash(before: &str, count: usize, after: &str) -> Option<&'static str> {
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let drawn = |c: Option<char>| c.is_some_and(|c| "<>=|+/\\#".contains(c) || c == MASK && count == 1);
    // `<!--` is drawn; behind any other mark of exclamation a dash is one.
    if drawn(left) || drawn(right) || right == Some('!') || before.ends_with("<!") {
        return None;
    }
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_numeric());
    let alone = before.trim().is_empty() && after.trim().is_empty();
    match count {
        _ if alone => None,
        1 if left.is_some() && right.is_some() && space(left) && space(right) => {
            let (far, near) = (before.trim_end().chars().next_back(), after.trim_start().chars().next());
            let sum = digit(far) && digit(near);
            let line_start = far.is_none() || before.trim_end_matches([' ', '\u{A0}']).ends_with('\n');
            (!sum && !line_start && near.is_some()).then_some("–")
        }
        2 if digit(left) && digit(right) => Some("–"),
        2 if before.trim().is_empty() => {
            // `--Author` below a motto, but not `--option`.
            right.is_some_and(|c| !c.is_lowercase()).then_some("—")
        }
        2 if space(left) && space(right) => Some("–"),
        2 if space(left) => right.is_some_and(|c| c.is_uppercase() || "\"'“‘".contains(c)).then_some("—"),
        2 | 3 => Some("—"),
        4 if left.is_some_and(char::is_alphabetic) => Some("——"),
        _ => None,
    }
}

fn dots(before: &str, count: usize, after: &str) -> Option<&'static str> {
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_numeric());
    let path = |c: Option<char>| c.is_some_and(|c| "/\\=".contains(c));
    match count {
        3 | 4 if digit(left) && digit(right) || path(left) || path(right) => None,
        3 => Some("…"),
        4 => Some("…."),
        _ => None,
    }
}
