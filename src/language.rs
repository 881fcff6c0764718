//! Languages and directions. In: BCP 47 tags. Out: a small `Copy` tag that every run of text can carry.

use std::fmt;
use unicode_script::{Script, UnicodeScript};

/// A BCP 47 language tag of at most 15 bytes, such as `en`, `fa`, `fa-Latn` or `und-Arab`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 16]);

/// The direction in which a script is read (UAX #9).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

const RTL_SCRIPTS: &[&str] = &["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"];
const RTL_LANGUAGES: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Scripts of languages that are not written in Latin letters, by primary subtag (ISO 15924 codes).
const SCRIPTS: &[(&str, &[&str])] = &[
    ("ar arc ckb fa ks prs ps sd ug ur", &["Arab"]),
    ("be bg kk ky mk mn ru tg tt uk ba cv os", &["Cyrl"]),
    ("sr", &["Cyrl", "Latn"]),
    ("el grc", &["Grek"]),
    ("he iw yi", &["Hebr"]),
    ("ja", &["Hira", "Kana", "Hani"]),
    ("ko", &["Hang", "Hani"]),
    ("zh yue", &["Hani", "Bopo"]),
    ("hy", &["Armn"]),
    ("ka", &["Geor"]),
    ("hi mr ne sa", &["Deva"]),
    ("bn as", &["Beng"]),
    ("pa", &["Guru"]),
    ("gu", &["Gujr"]),
    ("or", &["Orya"]),
    ("ta", &["Taml"]),
    ("te", &["Telu"]),
    ("kn", &["Knda"]),
    ("ml", &["Mlym"]),
    ("si", &["Sinh"]),
    ("th", &["Thai"]),
    ("lo", &["Laoo"]),
    ("km", &["Khmr"]),
    ("my", &["Mymr"]),
    ("bo dz", &["Tibt"]),
    ("am ti", &["Ethi"]),
    ("syr", &["Syrc"]),
    ("dv", &["Thaa"]),
];

/// The script of a character (UAX #24), by its ISO 15924 code; `None` for what scripts share: digits, spaces, marks.
pub fn script_of(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some("Latn");
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script.short_name()),
    }
}

/// The direction in which a letter's script is written; `None` for what has none of its own.
pub fn direction_of(c: char) -> Option<Direction> {
    script_of(c).map(script_direction)
}

/// The direction of a script, by its ISO 15924 code.
pub fn script_direction(script: &str) -> Direction {
    if RTL_SCRIPTS.contains(&script) { Direction::Rtl } else { Direction::Ltr }
}

/// The name of a character's script (UAX #24), such as `Devanagari`; `None` for what scripts share.
pub fn script_name(c: char) -> Option<&'static str> {
    script_of(c).map(|_| c.script().full_name())
}

impl Lang {
    /// English, the language assumed where nothing says otherwise.
    pub const EN: Lang = Lang::constant("en");
    /// No language known.
    pub const UND: Lang = Lang::constant("und");

    /// A tag known at compile time.
    pub const fn constant(tag: &str) -> Lang {
        let (bytes, mut out, mut i) = (tag.as_bytes(), [0; 16], 0);
        while i < bytes.len() {
            out[i] = bytes[i];
            i += 1;
        }
        Lang(out)
    }

    /// Reads a tag: letters, digits and hyphens, at most 15 bytes; `_` is read as `-`. `None` for anything else.
    /// Case is made canonical (`en`, `zh-Hant`, `en-GB`; RFC 5646 §2.1.1).
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut out = String::new();
        for (i, part) in tag.trim().split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            if i == 0 && (part.len() < 2 || !part.bytes().all(|b| b.is_ascii_alphabetic())) {
                return None;
            }
            if i > 0 {
                out.push('-');
            }
            match part.len() {
                2 if i > 0 => out.push_str(&part.to_ascii_uppercase()),
                4 if i > 0 => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        (out.len() <= 15).then(|| Lang::constant(&out))
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(16);
        std::str::from_utf8(&self.0[..end]).unwrap_or("und")
    }

    /// Whether this is `other` or a kind of it, as `en-GB` is of `en` (RFC 4647 §3.3.1).
    pub fn is_within(&self, other: Lang) -> bool {
        let rest = self.as_str().strip_prefix(other.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The primary language subtag: `fa` of `fa-Latn`.
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or("und")
    }

    /// The script subtag, where the tag has one: `Latn` of `fa-Latn`.
    pub fn script(&self) -> Option<&str> {
        self.as_str().split('-').skip(1).find(|part| part.len() == 4 && part.as_bytes()[0].is_ascii_alphabetic())
    }

    /// Whether this language is written in `script` (an ISO 15924 code): the tag's own script, else the usual ones.
    pub fn writes(&self, script: &str) -> bool {
        match self.script() {
            Some("Hans" | "Hant") => script == "Hani",
            Some("Jpan") => ["Hira", "Kana", "Hani"].contains(&script),
            Some("Kore") => ["Hang", "Hani"].contains(&script),
            Some(own) => own == script,
            None => {
                let primary = self.primary();
                let usual = SCRIPTS.iter().find(|(languages, _)| languages.split(' ').any(|tag| tag == primary));
                usual.map_or(script == "Latn", |(_, scripts)| scripts.contains(&script))
            }
        }
    }

    /// The first script that this language is usually written in.
    pub fn usual_script(&self) -> Option<&'static str> {
        let known = |script: &&&'static str| self.writes(script);
        SCRIPTS.iter().flat_map(|(_, scripts)| *scripts).find(known).copied()
    }

    /// The comma and the semicolon that its texts are written with.
    pub fn marks(&self) -> [&'static str; 2] {
        if self.writes("Arab") { ["\u{60C}", "\u{61B}"] } else { [",", ";"] }
    }

    /// The direction in which this language is usually written, its script subtag first.
    pub fn direction(&self) -> Direction {
        let rtl = match self.script() {
            Some(script) => RTL_SCRIPTS.contains(&script),
            None => RTL_LANGUAGES.contains(&self.primary()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// Whether a character belongs to the scripts that are written without spaces between words and break lines anywhere:
/// Chinese and Japanese, with their punctuation and full-width forms. A line end between two of them is no space.
pub fn joins_without_space(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{3FFFF}')
}

impl Default for Lang {
    fn default() -> Lang {
        Lang::UND
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_made_canonical_or_refused() {
        assert_eq!(Lang::parse("EN_gb").unwrap().as_str(), "en-GB");
        assert_eq!(Lang::parse("fa-latn").unwrap().as_str(), "fa-Latn");
        assert!(Lang::parse("").is_none() && Lang::parse("e").is_none() && Lang::parse("en/../x").is_none());
    }

    #[test]
    fn languages_know_their_scripts() {
        assert!(Lang::constant("fa").writes("Arab") && !Lang::constant("fa").writes("Latn"));
        assert!(Lang::constant("fa-Latn").writes("Latn") && Lang::EN.writes("Latn"));
        let commas = ["fa", "fa-Latn", "he"].map(|tag| Lang::constant(tag).marks()[0]);
        assert_eq!(commas, ["،", ",", ","]);
        assert_eq!((script_of('ж'), script_of('é'), script_of('7')), (Some("Cyrl"), Some("Latn"), None));
    }

    #[test]
    fn script_decides_direction_before_language() {
        assert_eq!(Lang::constant("fa").direction(), Direction::Rtl);
        assert_eq!(Lang::constant("fa-Latn").direction(), Direction::Ltr);
        assert_eq!(Lang::constant("und-Arab").direction(), Direction::Rtl);
    }
}
