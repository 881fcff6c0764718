//! Quotation marks of each language.

use crate::language::Lang;

/// The marks that take the place of straight ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marks {
    /// For `"`: opening and closing.
    pub double: (&'static str, &'static str),
    /// For `'`.
    pub single: (&'static str, &'static str),
}

/// The apostrophe, in every language that has one.
pub const APOSTROPHE: &str = "’";

const fn marks(double: (&'static str, &'static str), single: (&'static str, &'static str)) -> Marks {
    Marks { double, single }
}

const ENGLISH: Marks = marks(("“", "”"), ("‘", "’"));
const GERMAN: Marks = marks(("„", "“"), ("‚", "‘"));
const POLISH: Marks = marks(("„", "”"), ("‚", "’"));
const SWEDISH: Marks = marks(("”", "”"), ("’", "’"));
const GUILLEMETS: Marks = marks(("«", "»"), ("“", "”"));
const SPACED: Marks = marks(("«\u{202F}", "\u{202F}»"), ("“", "”"));

const ALL: &[(&str, Marks)] = &[
    ("de is sk cs sl lt et bg mk sq ka lb", GERMAN),
    ("pl hr sr bs hu ro", POLISH),
    ("sv fi da he yi", SWEDISH),
    ("nb no nn es it pt-PT el ca eu gl de-CH fr-CH hy kk ar", GUILLEMETS),
    ("ru uk be", marks(("«", "»"), ("„", "“"))),
    ("fa", marks(("«", "»"), ("‹", "›"))),
    ("fr", SPACED),
];

/// The marks of a language: its own with the region, else without, else English ones. `None` where straight marks have
/// no spaces to tell an opening one from a closing one.
pub fn of(language: Lang) -> Option<Marks> {
    if ["zh", "ja", "yue", "th", "lo", "km", "my"].contains(&language.primary()) {
        return None;
    }
    let named = |tag: &str| ALL.iter().find(|(tags, _)| tags.split(' ').any(|known| known == tag));
    Some(named(language.as_str()).or_else(|| named(language.primary())).map_or(ENGLISH, |&(_, marks)| marks))
}

/// The straight form of a quotation mark, itself straight or not; `None` for any other character.
pub fn straight(c: char) -> Option<char> {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' => Some('"'),
        '\'' | '‘' | '’' | '‚' | '‹' | '›' => Some('\''),
        _ => None,
    }
}
