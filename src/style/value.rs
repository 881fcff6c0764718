//! Values of properties. In: the tokens of a value and the kind that its property takes. Out: a typed value, and
//! from it absolute lengths (CSS Values and Units Level 4; GCPM for `content`).

use super::measure::{Base, Length, PAPERS, Range};
use super::parse::{Token, hash_color, named_color};
use super::{Content, Figures};
use crate::length::Pt;
use std::sync::Arc;

/// What a property takes, besides `inherit` and `initial`.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One of these words; one in quotes is a string.
    Words(&'static [&'static str]),
    /// A length, a percentage of the measure, or one of these words.
    Length(Range, &'static [&'static str]),
    /// A length or a percentage of the size of the face, or one of these words.
    Size(Range, &'static [&'static str]),
    /// A number to multiply the size by, or what [`Kind::Size`] takes, or `normal`.
    LineHeight,
    /// A whole number from 1 to 99.
    Count,
    /// A percentage from 0 to this one.
    Share(u8),
    /// `normal`, `bold`, or 100 to 900.
    Weight,
    /// A list of families.
    Families,
    /// A color without transparency, or `transparent`.
    Color,
    /// What `font-variant-numeric` takes.
    Figures,
    /// What `content` takes.
    Content,
    /// `name content()`, or `none`.
    StringSet,
    /// Two lengths, or the name of a paper size.
    Paper,
}

/// A value that a property has been given.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// `inherit`
    Inherit,
    /// `initial`
    Initial,
    /// A word of the property's kind.
    Word(&'static str),
    /// A number.
    Number(f64),
    /// A length.
    Length(Length),
    /// Families, generic ones included.
    Families(Arc<[String]>),
    /// A color; `None` for a transparent one.
    Color(Option<[u8; 3]>),
    /// Kinds of figures.
    Figures(Figures),
    /// Pieces of content; none for `none`.
    Content(Vec<Content>),
    /// The name of a named string.
    StringSet(Option<String>),
    /// Width and height.
    Paper(Length, Length),
}

/// Generic families, which name no face.
pub const GENERIC: &[&str] = &["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math"];

impl Value {
    /// Reads a value; `None` where it is not of this kind.
    pub fn read(kind: Kind, tokens: &[Token]) -> Option<Value> {
        if let [Token::Word(word)] = tokens {
            match word.to_ascii_lowercase().as_str() {
                "inherit" => return Some(Value::Inherit),
                "initial" => return Some(Value::Initial),
                _ => {}
            }
        }
        match (kind, tokens) {
            (Kind::Words(words), [token]) => word(token, words),
            (Kind::Length(range, words), [token]) => word(token, words)
                .or_else(|| Length::read(token).filter(|length| length.fits(range)).map(Value::Length)),
            (Kind::Size(range, words), [token]) => word(token, words).or_else(|| {
                Length::read(token).filter(|length| length.fits(range)).map(|length| Value::Length(length.of_size()))
            }),
            (Kind::LineHeight, [Token::Number(number)]) => {
                (0.0..=100.0).contains(number).then_some(Value::Number(*number))
            }
            (Kind::LineHeight, _) => Value::read(Kind::Size(Range::Positive, &["normal"]), tokens),
            (Kind::Count, [Token::Number(number)]) => whole(*number, 1.0, 99.0),
            (Kind::Share(most), [Token::Percent(number)]) => {
                (0.0..=f64::from(most)).contains(number).then_some(Value::Number(*number))
            }
            (Kind::Share(_), [Token::Number(0.0)]) => Some(Value::Number(0.0)),
            (Kind::Weight, [Token::Number(number)]) => whole(*number, 100.0, 900.0),
            (Kind::Weight, [token]) => match word(token, &["normal", "bold"])? {
                Value::Word("bold") => Some(Value::Number(700.0)),
                _ => Some(Value::Number(400.0)),
            },
            (Kind::Families, _) => families(tokens),
            (Kind::Color, [token]) => color(token).map(Value::Color),
            (Kind::Figures, _) => figures(tokens),
            (Kind::Content, _) => content(tokens),
            (Kind::StringSet, [Token::Word(none)]) if none.eq_ignore_ascii_case("none") => Some(Value::StringSet(None)),
            (Kind::StringSet, [Token::Word(name), Token::Function(function, arguments)]) => {
                (function == "content" && arguments.is_empty()).then(|| Value::StringSet(Some(name.clone())))
            }
            (Kind::Paper, _) => paper(tokens),
            _ => None,
        }
    }

    /// The word that it is; empty for other values.
    pub fn word(&self) -> &'static str {
        match self {
            Value::Word(word) => word,
            _ => "",
        }
    }

    /// The length that it stands for; none for words.
    pub fn length(&self, base: &Base) -> Pt {
        match self {
            Value::Length(length) => length.resolve(base),
            _ => Pt::ZERO,
        }
    }

    /// The whole number that it is; 1 for other values.
    pub fn count(&self) -> u8 {
        match self {
            Value::Number(number) => *number as u8,
            _ => 1,
        }
    }
}

fn word(token: &Token, words: &[&'static str]) -> Option<Value> {
    let is = |entry: &str| match token {
        Token::Word(word) => entry.eq_ignore_ascii_case(word),
        Token::String(text) => entry.strip_prefix('"').and_then(|entry| entry.strip_suffix('"')) == Some(text),
        _ => false,
    };
    words.iter().find(|entry| is(entry)).map(|entry| Value::Word(entry))
}

fn whole(number: f64, least: f64, most: f64) -> Option<Value> {
    (number.fract() == 0.0 && (least..=most).contains(&number)).then_some(Value::Number(number))
}

fn families(tokens: &[Token]) -> Option<Value> {
    let family = |tokens: &[Token]| match tokens {
        [Token::String(name)] => Some(name.clone()),
        [Token::Word(_), ..] => {
            let words: Option<Vec<&str>> = tokens.iter().map(Token::as_word).collect();
            let name = words?.join(" ");
            let generic = GENERIC.iter().find(|generic| generic.eq_ignore_ascii_case(&name));
            Some(generic.map_or(name, |generic| (*generic).to_owned()))
        }
        _ => None,
    };
    let list: Option<Vec<String>> = tokens.split(|token| *token == Token::Sign(',')).map(family).collect();
    list.map(|list| Value::Families(list.into()))
}

/// Reads a color: `#rgb`, `#rrggbb`, a name, `transparent`.
pub fn color(token: &Token) -> Option<Option<[u8; 3]>> {
    match token {
        Token::Hash(hash) => hash_color(hash).map(Some),
        Token::Word(name) if name.eq_ignore_ascii_case("transparent") => Some(None),
        Token::Word(name) => named_color(name).map(Some),
        _ => None,
    }
}

fn figures(tokens: &[Token]) -> Option<Value> {
    let mut figures = Figures::default();
    if matches!(tokens, [Token::Word(word)] if word.eq_ignore_ascii_case("normal")) {
        return Some(Value::Figures(figures));
    }
    for token in tokens {
        match token.as_word()?.to_ascii_lowercase().as_str() {
            "oldstyle-nums" => figures.oldstyle = true,
            "lining-nums" => figures.oldstyle = false,
            "tabular-nums" => figures.tabular = true,
            "proportional-nums" => figures.tabular = false,
            _ => return None,
        }
    }
    (!tokens.is_empty()).then_some(Value::Figures(figures))
}

fn content(tokens: &[Token]) -> Option<Value> {
    if matches!(tokens, [Token::Word(word)] if ["none", "normal"].iter().any(|none| none.eq_ignore_ascii_case(word))) {
        return Some(Value::Content(Vec::new()));
    }
    let piece = |token: &Token| {
        let Token::Function(name, arguments) = token else {
            return match token {
                Token::String(text) => Some(Content::Text(text.clone())),
                _ => None,
            };
        };
        let arguments: Vec<&Token> = arguments.iter().filter(|token| **token != Token::Space).collect();
        match (name.as_str(), arguments.as_slice()) {
            ("string", [Token::Word(name)]) => Some(Content::Named(name.clone())),
            ("counter", [Token::Word(page)]) if page == "page" => Some(Content::Page),
            ("target-counter", [Token::Function(attr, of), Token::Sign(','), Token::Word(page)])
                if attr == "attr"
                    && page == "page"
                    && of.first().and_then(|of| of.as_word().ok_or(()).ok()) == Some("href") =>
            {
                Some(Content::TargetPage)
            }
            ("leader", [Token::String(text)]) if !text.is_empty() => Some(Content::Leader(text.clone())),
            ("leader", [Token::Word(dotted)]) if dotted == "dotted" => Some(Content::Leader(". ".to_owned())),
            ("content", []) => Some(Content::Own),
            _ => None,
        }
    };
    let pieces: Option<Vec<Content>> = tokens.iter().map(piece).collect();
    pieces.filter(|pieces| !pieces.is_empty()).map(Value::Content)
}

fn paper(tokens: &[Token]) -> Option<Value> {
    let lengths: Vec<Length> = tokens.iter().filter_map(Length::read).collect();
    match (lengths.as_slice(), tokens.len()) {
        ([side], 1) if side.number() > 0.0 => return Some(Value::Paper(*side, *side)),
        ([width, height], 2) if width.number() > 0.0 && height.number() > 0.0 => {
            return Some(Value::Paper(*width, *height));
        }
        _ => {}
    }
    let (name, turned) = match tokens {
        [name] => (name, false),
        [name, Token::Word(turn)] if turn.eq_ignore_ascii_case("portrait") => (name, false),
        [name, Token::Word(turn)] if turn.eq_ignore_ascii_case("landscape") => (name, true),
        _ => return None,
    };
    let name = name.as_word()?;
    let (_, width, height) = PAPERS.iter().find(|(paper, ..)| paper.eq_ignore_ascii_case(name))?;
    Some(if turned { Value::Paper(*height, *width) } else { Value::Paper(*width, *height) })
}

impl Token {
    /// The word that it is.
    pub fn as_word(&self) -> Option<&str> {
        match self {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn read(kind: Kind, value: &str) -> Option<Value> {
        let (rules, _) = parse(&format!("p {{ x: {value} }}"));
        Value::read(kind, &rules[0].declarations[0].value)
    }

    #[test]
    fn values_of_other_kinds_are_refused() {
        assert_eq!(read(Kind::Length(Range::Positive, &[]), "-1em"), None);
        assert_eq!(read(Kind::Count, "2.5"), None);
        assert_eq!(read(Kind::Share(10), "11%"), None);
        assert_eq!(read(Kind::Color, "#12345678"), None);
        assert_eq!(read(Kind::Figures, "oldstyle-nums slashed-zero"), None);
        assert_eq!(read(Kind::Content, "counter(chapter)"), None);
        assert_eq!(read(Kind::Words(&["none", "\"–\""]), "\"–\""), Some(Value::Word("\"–\"")));
    }

    #[test]
    fn content_and_paper_are_read_piece_by_piece() {
        let pieces = vec![Content::Leader(". ".into()), Content::Text(" ".into()), Content::TargetPage];
        let text = "leader(\". \") \" \" target-counter(attr(href), page)";
        assert_eq!(read(Kind::Content, text), Some(Value::Content(pieces)));
        assert_eq!(read(Kind::Paper, "A5 landscape"), read(Kind::Paper, "210mm 148mm"));
        assert_eq!(read(Kind::Paper, "0 10mm"), None);
        let list = vec!["A B".to_owned(), "C".to_owned(), "serif".to_owned()];
        assert_eq!(read(Kind::Families, "A B, \"C\", Serif"), Some(Value::Families(list.into())));
    }
}
