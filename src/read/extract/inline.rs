//! Running text to inlines. In: joined text. Out: emphasis between marks, cross references, references to notes; what
//! was pasted along with a wiki page is left out. Linear in the length of the text.

use crate::model::{Inline, Text};
use std::ops::Range;

/// What stands at a place in running text.
#[derive(Debug)]
enum Token {
    /// A mark that opens emphasis.
    Open,
    /// A mark that closes it.
    Close(Marks),
    /// `§ Name` inside brackets.
    Reference,
    /// `[1]`, or a leftover: the reader decides.
    Bracket,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Marks {
    Emphasis,
    Strong,
}

/// What the reader makes of a bracket.
pub enum Bracket {
    /// An inline in its place.
    Inline(Inline),
    /// Nothing, nor the space before it.
    Nothing,
    /// What it is: text.
    Text,
}

/// What running text leads to outside itself.
pub trait Resolve {
    /// What to make of a bracket whose content is `content`.
    fn bracket(&mut self, content: &str, text: &Text, range: Range<usize>) -> Bracket;
    /// The link for `body`, the text `§ Name`.
    fn reference(&mut self, body: Text) -> Inline;
}

/// Longest content of a bracket that may mean something, in bytes.
const LONGEST_BRACKET: usize = 48;
/// Longest name of a cross reference, in bytes.
const LONGEST_REFERENCE: usize = 400;

/// The inlines of `text`.
pub fn inlines(mut text: Text, resolve: &mut impl Resolve) -> Vec<Inline> {
    // Cutting from the end leaves everything before the cut where it is: no byte is moved twice.
    let mut tokens = tokens(text.as_str());
    let mut open: Vec<(Marks, Vec<Inline>)> = Vec::new();
    let mut done: Vec<Inline> = Vec::new();
    while let Some((range, token)) = tokens.pop() {
        let made = match token {
            Token::Bracket => {
                let content = text.as_str()[range.start + 1..range.end - 1].to_owned();
                match resolve.bracket(&content, &text, range.clone()) {
                    Bracket::Text => continue,
                    Bracket::Inline(inline) => Some(inline),
                    Bracket::Nothing => None,
                }
            }
            _ => None,
        };
        let tail = text.split_off(range.end);
        push(&mut done, tail);
        let mut cut = text.split_off(range.start);
        match token {
            Token::Open => {
                if let Some((marks, after)) = open.pop() {
                    let body: Vec<Inline> = std::mem::replace(&mut done, after).into_iter().rev().collect();
                    done.push(match marks {
                        Marks::Emphasis => Inline::Emphasis(body),
                        Marks::Strong => Inline::Strong(body),
                    });
                }
            }
            Token::Close(marks) => open.push((marks, std::mem::take(&mut done))),
            Token::Reference => done.push(resolve.reference(std::mem::take(&mut cut))),
            Token::Bracket => match made {
                Some(inline) => done.push(inline),
                None if text.as_str().ends_with(' ') => drop(text.split_off(text.as_str().len() - 1)),
                None => {}
            },
        }
    }
    push(&mut done, text);
    done.reverse();
    done
}

fn push(inlines: &mut Vec<Inline>, text: Text) {
    if !text.is_empty() {
        inlines.push(Inline::Text(text));
    }
}

/// The tokens of a text, in order, marks of emphasis only in pairs that nest.
fn tokens(text: &str) -> Vec<(Range<usize>, Token)> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Option<(Range<usize>, Token)>> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let mut length = 1;
        match bytes[at] {
            mark @ (b'_' | b'*' | b'=') => {
                let known = open.iter().rposition(|&(other, _)| other == mark);
                if let (Some(index), true) = (known, closes(text, at)) {
                    let (_, token) = open[index];
                    // Marks opened inside and not closed there are not marks.
                    open.drain(index..).skip(1).for_each(|(_, unclosed)| tokens[unclosed] = None);
                    let marks = if mark == b'=' { Marks::Strong } else { Marks::Emphasis };
                    debug_assert!(tokens[token].is_some());
                    tokens.push(Some((at..at + 1, Token::Close(marks))));
                } else if known.is_none() && opens(text, at) {
                    open.push((mark, tokens.len()));
                    tokens.push(Some((at..at + 1, Token::Open)));
                }
            }
            b'[' => {
                let content = &bytes[at + 1..bytes.len().min(at + 2 + LONGEST_BRACKET)];
                let end = content.iter().position(|&byte| byte == b']' || byte == b'[');
                if let Some(end) = end.filter(|&end| end > 0 && content[end] == b']') {
                    length = end + 2;
                    tokens.push(Some((at..at + length, Token::Bracket)));
                }
            }
            b'(' if text[at + 1..].starts_with('§') => {
                if let Some(name) = reference(&text[at + 1..]) {
                    length = name + 1;
                    tokens.push(Some((at + 1..at + 1 + name, Token::Reference)));
                }
            }
            _ => {}
        }
        at += length;
    }
    open.into_iter().for_each(|(_, unclosed)| tokens[unclosed] = None);
    tokens.into_iter().flatten().collect()
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at + 1..].chars().next()
}

/// Whether a mark may open emphasis: at the beginning of a word.
fn opens(text: &str, at: usize) -> bool {
    let mark = text.as_bytes()[at];
    let word = before(text, at).is_none_or(|c| !c.is_alphanumeric() && c != mark as char);
    let body = after(text, at).is_some_and(|c| match mark {
        b'_' => !c.is_whitespace() && c != '_',
        _ => c.is_alphanumeric() || matches!(c, '(' | '“' | '‘' | '"' | '\''),
    });
    word && body
}

/// Whether a mark may close emphasis: at the end of a word.
fn closes(text: &str, at: usize) -> bool {
    let mark = text.as_bytes()[at] as char;
    let body = before(text, at).is_some_and(|c| !c.is_whitespace() && c != mark);
    body && after(text, at).is_none_or(|c| !c.is_alphanumeric() && c != mark)
}

/// Length of the cross reference `§ Name` before the bracket that closes it; the name may hold brackets itself.
fn reference(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_REFERENCE) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return (text[..at].trim().len() > '§'.len_utf8()).then_some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnchorId, Target, flat_text};
    use crate::source::Span;

    struct Plain;

    impl Resolve for Plain {
        fn bracket(&mut self, content: &str, _: &Text, _: Range<usize>) -> Bracket {
            if content == "edit" { Bracket::Nothing } else { Bracket::Text }
        }
        fn reference(&mut self, body: Text) -> Inline {
            let span = body.span();
            Inline::Link { to: Target::Anchor(AnchorId(0)), body: vec![Inline::Text(body)], span }
        }
    }

    fn show(text: &str) -> String {
        let text = Text::new(text, Span::new(0, 0..text.len()));
        let show = |inline: &Inline| match inline {
            Inline::Emphasis(body) => format!("<em>{}</em>", flat_text(body)),
            Inline::Strong(body) => format!("<b>{}</b>", flat_text(body)),
            Inline::Link { body, span, .. } => format!("<a {}>{}</a>", span.start, flat_text(body)),
            other => flat_text(std::slice::from_ref(other)),
        };
        inlines(text, &mut Plain).iter().map(show).collect()
    }

    #[test]
    fn marks_in_pairs_are_emphasis_and_others_stay() {
        assert_eq!(show("a _b c_, =d= and *e*."), "a <em>b c</em>, <b>d</b> and <em>e</em>.");
        assert_eq!(show("snake_case_name, 2 * 3 * 4, x =y, _open"), "snake_case_name, 2 * 3 * 4, x =y, _open");
        assert_eq!(show("_a *b_ c*"), "<em>a *b</em> c*");
    }

    #[test]
    fn cross_references_end_at_their_own_bracket() {
        assert_eq!(show("so (§ Early years (to 1910)) it"), "so (<a 4>§ Early years (to 1910)</a>) it");
        assert_eq!(show("so (§) it (§ never"), "so (§) it (§ never");
    }

    #[test]
    fn what_is_left_out_takes_its_space_along() {
        assert_eq!(show("A claim [edit] and [sic] more[edit]."), "A claim and [sic] more.");
    }
}
