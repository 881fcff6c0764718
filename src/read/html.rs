//! HTML as a row of tags and texts. In: HTML as it is written, well formed or not. Out: its pieces in order, entities
//! resolved, each with the bytes it came from; comments are left out. In linear time.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{CharacterTokens, NullCharacterToken, Tag, TagKind, TagToken};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// The longest tag, in bytes: attributes are compared with each other, and a hostile tag has very many.
const LONGEST_TAG: usize = 1 << 14;

/// A piece of HTML, with its place in it.
#[derive(Debug)]
pub enum Piece {
    /// Text; where it is as long as its place it is what stands there.
    Text(String, Range<usize>),
    /// `<name …>`.
    Open(Open),
    /// `</name>`.
    Close(String, Range<usize>),
    /// A tag with too much in it.
    Overlong(Range<usize>),
}

/// An opening tag.
#[derive(Debug)]
pub struct Open {
    /// In lower case.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Open {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The pieces of HTML, in order. It is given to the tokenizer in stretches that end with each tag and entity, which
/// tells where its tokens stand.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < html.len() {
        start = some(html, start, &mut out);
    }
    out
}

/// Takes pieces from `start` until a tag is too long; returns where to go on.
fn some(html: &str, start: usize, out: &mut Vec<Piece>) -> usize {
    let place = || Cell::new(start);
    let collected = Collected { html, out: RefCell::default(), at: place(), end: place(), quiet: place() };
    let tokenizer = Tokenizer::new(collected, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let sink = &tokenizer.sink;
    let mut overlong = None;
    while sink.end.get() < html.len() {
        let from = sink.end.get();
        let to = from + stretch(&html[from..]);
        let quiet = sink.quiet.get();
        let is_tag = html[quiet..].starts_with('<') && !html[quiet..].starts_with("<!");
        sink.end.set(to);
        if is_tag && to - quiet > LONGEST_TAG {
            overlong = Some(Piece::Overlong(quiet..to));
            break;
        }
        sink.at.set(from);
        queue.push_back(StrTendril::from_slice(&html[from..to]));
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
    }
    if overlong.is_none() {
        tokenizer.end();
    }
    out.append(&mut sink.out.borrow_mut());
    out.extend(overlong);
    sink.end.get()
}

/// The length of what is given to the tokenizer at once.
fn stretch(rest: &str) -> usize {
    let mut signs = rest.char_indices();
    let first = signs.next().map_or('\0', |(_, c)| c);
    for (at, c) in signs {
        match c {
            '<' | '&' => return at,
            '>' => return at + 1,
            ';' if first == '&' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

struct Collected<'h> {
    html: &'h str,
    out: RefCell<Vec<Piece>>,
    /// What was given last and not yet told.
    at: Cell<usize>,
    end: Cell<usize>,
    /// Since where no token has come.
    quiet: Cell<usize>,
}

impl Collected<'_> {
    fn text(&self, text: &str) {
        let (mut at, end) = (self.at.get(), self.end.get());
        // An entity is known by what comes behind it.
        let quiet = self.quiet.get();
        if quiet < at && self.html[quiet..].starts_with('&') {
            self.out.borrow_mut().push(Piece::Text(text.to_owned(), quiet..at));
            return;
        }
        let rest = &self.html[at..end];
        at += usize::from(text.starts_with('\n') && rest.starts_with("\r\n"));
        let place = if self.html[at..end].starts_with(text) { at..at + text.len() } else { at..end };
        self.at.set(place.end);
        self.out.borrow_mut().push(Piece::Text(text.to_owned(), place));
    }

    fn tag(&self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let range = self.quiet.get()..self.end.get();
        self.at.set(range.end);
        if tag.kind == TagKind::EndTag {
            self.out.borrow_mut().push(Piece::Close(name, range));
            return TokenSinkResult::Continue;
        }
        let raw = match name.as_str() {
            "script" => Some(RawKind::ScriptData),
            "style" | "xmp" | "noembed" | "noframes" => Some(RawKind::Rawtext),
            "textarea" | "title" => Some(RawKind::Rcdata),
            _ => None,
        };
        let attributes = tag.attrs.into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
        self.out.borrow_mut().push(Piece::Open(Open { name, attributes, range }));
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

impl TokenSink for Collected<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut result = TokenSinkResult::Continue;
        match token {
            CharacterTokens(text) => self.text(&text),
            NullCharacterToken => self.text("\0"),
            TagToken(tag) => result = self.tag(tag),
            Token::ParseError(_) => return result,
            _ => {}
        }
        self.quiet.set(self.end.get());
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let piece = |piece| match piece {
            Piece::Text(text, range) => format!("{text:?} {}", &html[range]),
            Piece::Open(open) => format!("{} {:?} {}", open.name, open.attributes, &html[open.range.clone()]),
            Piece::Close(name, range) => format!("/{name} {}", &html[range]),
            Piece::Overlong(range) => format!("overlong {}", range.len() > LONGEST_TAG),
        };
        pieces(html).into_iter().map(piece).collect()
    }

    #[test]
    fn pieces_know_their_places() {
        let found = shown("a &amp; b<!-- <p> --><A\nHREF='x>y' b>c</a > 1 < 2 <script>if (a<b) {}</script>&notit;");
        let expected = [
            "\"a \" a ",
            "\"&\" &amp;",
            "\" \"  ",
            "\"b\" b",
            "a [(\"href\", \"x>y\"), (\"b\", \"\")] <A\nHREF='x>y' b>",
            "\"c\" c",
            "/a </a >",
        ];
        assert_eq!(found[..expected.len()], expected);
        assert!(found.iter().any(|piece| piece.starts_with("/script")), "{found:?}");
    }

    #[test]
    fn hostile_tags_end() {
        let attributes: String = (0..200_000).map(|number| format!(" a{number}")).collect();
        assert!(shown(&format!("x<p{attributes}>y")).contains(&"overlong true".to_owned()));
        assert_eq!(pieces(&"<".repeat(100_000)).iter().filter(|piece| matches!(piece, Piece::Open(_))).count(), 0);
    }
}
