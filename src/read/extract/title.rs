//! What a heading looks like on its own. In: one group of lines. Out: its class: a keyword with a number, a name that
//! books give their parts, capitals, italics, or a plain line standing far apart.

use super::headings::Candidate;
use super::manuscript::Manuscript;
use super::notes;
use super::shape::{Group, Kind};

/// Kinds of headings, the outer ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// A volume, book, part or act.
    Division,
    /// A chapter or letter.
    Chapter,
    /// A scene.
    Scene,
    /// A preface, an index.
    Named,
    /// A number alone.
    Numeral,
    /// Capitals.
    Capitals,
    /// Italics.
    Italic,
    /// A line that only stands apart.
    Plain,
}

impl Class {
    pub const ALL: &[Class] = &[
        Class::Division,
        Class::Chapter,
        Class::Scene,
        Class::Named,
        Class::Numeral,
        Class::Capitals,
        Class::Italic,
        Class::Plain,
    ];
}

const DIVISIONS: &[&str] = &[
    "VOLUME",
    "VOL",
    "BOOK",
    "PART",
    "ACT",
    "TOME",
    "LIVRE",
    "PARTIE",
    "ACTE",
    "BAND",
    "BUCH",
    "TEIL",
    "THEIL",
    "AKT",
    "AUFZUG",
    "DEEL",
    "BOEK",
    "BEDRIJF",
    "LIBRO",
    "PARTE",
    "TOMO",
    "ACTO",
    "ATTO",
    "LIVRO",
    "ATO",
    "BOK",
    "DEL",
    "OSA",
    "ЧАСТЬ",
    "ТОМ",
    "КНИГА",
    "ΜΕΡΟΣ",
];
const CHAPTERS: &[&str] = &[
    "CHAPTER",
    "CHAP",
    "LETTER",
    "CANTO",
    "STAVE",
    "LECTURE",
    "SERMON",
    "ESSAY",
    "LESSON",
    "CHAPITRE",
    "LETTRE",
    "CHANT",
    "KAPITEL",
    "BRIEF",
    "GESANG",
    "HOOFDSTUK",
    "ZANG",
    "CAPÍTULO",
    "CAPITULO",
    "CARTA",
    "CAPITOLO",
    "LETTERA",
    "KAPITTEL",
    "LUKU",
    "ROZDZIAŁ",
    "KAPITOLA",
    "FEJEZET",
    "CAPITOLUL",
    "ГЛАВА",
    "ПИСЬМО",
    "ΚΕΦΑΛΑΙΟ",
];
const SCENES: &[&str] =
    &["SCENE", "SCÈNE", "SZENE", "SCENA", "ESCENA", "CENA", "AUFTRITT", "TOONEEL", "TONEEL", "SECTION", "ЯВЛЕНИЕ"];
const NAMED: &[&str] = &[
    "PREFACE",
    "FOREWORD",
    "INTRODUCTION",
    "PROLOGUE",
    "EPILOGUE",
    "CONTENTS",
    "TABLE OF CONTENTS",
    "INDEX",
    "APPENDIX",
    "APPENDICES",
    "GLOSSARY",
    "BIBLIOGRAPHY",
    "AFTERWORD",
    "DEDICATION",
    "ADVERTISEMENT",
    "CONCLUSION",
    "ERRATA",
    "ACKNOWLEDGMENTS",
    "ACKNOWLEDGEMENTS",
    "LIST OF ILLUSTRATIONS",
    "ILLUSTRATIONS",
    "POSTSCRIPT",
    "NOTE",
    "NOTES",
    "ETYMOLOGY",
    "EXTRACTS",
    "GENERAL INDEX",
    "TRANSCRIBERS NOTE",
    "TRANSCRIBERS NOTES",
    "TRANSCRIBER NOTE",
    "PRÉFACE",
    "AVANT-PROPOS",
    "ÉPILOGUE",
    "TABLE DES MATIÈRES",
    "TABLE",
    "VORWORT",
    "EINLEITUNG",
    "INHALT",
    "INHALTSVERZEICHNIS",
    "NACHWORT",
    "ANHANG",
    "REGISTER",
    "VOORWOORD",
    "INLEIDING",
    "INHOUD",
    "NAWOORD",
    "BIJLAGE",
    "PRÓLOGO",
    "PREFACIO",
    "ÍNDICE",
    "EPÍLOGO",
    "PREFAZIONE",
    "INDICE",
    "ПРЕДИСЛОВИЕ",
    "ОГЛАВЛЕНИЕ",
    "СОДЕРЖАНИЕ",
];
const ORDINALS: &[&str] = &[
    "THE",
    "FIRST",
    "SECOND",
    "THIRD",
    "FOURTH",
    "FIFTH",
    "SIXTH",
    "SEVENTH",
    "EIGHTH",
    "NINTH",
    "TENTH",
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "ELEVEN",
    "TWELVE",
    "PREMIER",
    "PREMIÈRE",
    "DEUXIÈME",
    "TROISIÈME",
    "ERSTES",
    "ERSTER",
    "ZWEITES",
    "ZWEITER",
    "DRITTES",
    "DRITTER",
    "EERSTE",
    "TWEEDE",
    "DERDE",
    "VIERDE",
    "VIJFDE",
    "ZESDE",
    "ZEVENDE",
    "ACHTSTE",
    "NEGENDE",
    "TIENDE",
    "ELFDE",
    "TWAALFDE",
    "LAATSTE",
    "PRIMERA",
    "PRIMERO",
    "SEGUNDA",
    "SEGUNDO",
    "TERCERA",
    "TERCERO",
    "PRIMO",
    "SECONDO",
    "TERZO",
    "ПЕРВАЯ",
    "ВТОРАЯ",
    "ТРЕТЬЯ",
];
/// Longest heading, in columns, and in lines.
const LONGEST: usize = 300;
const LINES: usize = 6;

/// The group as a heading, if it looks like one. Its title may go on over the lines of the group.
pub fn candidate(manuscript: &Manuscript, groups: &[Group], at: usize) -> Option<Candidate> {
    let group = &groups[at];
    let apart = groups.get(at + 1).is_none_or(|next| next.gap > 0) && (group.gap > 0 || at == 0);
    let size: usize = group.lines.clone().map(|line| manuscript.lines[line].width + 1).sum();
    if !apart || group.lines.len() > LINES || size > LONGEST || !matches!(group.kind, Kind::Prose | Kind::Lines) {
        return None;
    }
    let lines: Vec<&str> = group.lines.clone().map(|line| manuscript.line(line)).collect();
    let text = without_notes(&lines.join(" "));
    let (class, titled) = class(&text, lines.len(), group)?;
    Some(Candidate { group: at, end: at + 1, class, gap: if at == 0 { 4 } else { group.gap }, key: key(&text), titled })
}

/// The class of a heading's text, and whether it has words behind its number.
fn class(text: &str, lines: usize, group: &Group) -> Option<(Class, bool)> {
    let plain = unwrapped(text);
    let words: Vec<String> = plain.split_whitespace().take(3).map(|word| letters(word).to_uppercase()).collect();
    let opens_high = plain.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends_open = plain.ends_with([',', ';', ':']);
    if !opens_high || plain.starts_with(['[', '"', '“', '(', '«', '»']) {
        return None;
    }
    let capitals = in_capitals(plain);
    let first = words.first()?.as_str();
    let second = words.get(1).map_or("", String::as_str);
    let of = |word: &str| {
        let classes = [(DIVISIONS, Class::Division), (CHAPTERS, Class::Chapter), (SCENES, Class::Scene)];
        classes.iter().find(|(names, _)| names.contains(&word)).map(|&(_, class)| class)
    };
    let sentence = !capitals && (lines > 2 || plain.len() > 120);
    if let (Some(class), true, false) = (of(first), is_number(second) || is_ordinal(second), sentence) {
        let number = plain.split_whitespace().nth(1).unwrap_or("");
        let titled =
            plain.split_whitespace().count() > 2 || number.trim_end_matches(['.', ':', '-']).len() > second.len();
        return Some((class, titled));
    }
    if let (Some(class), true) = (of(second), is_ordinal(first) && words.len() == 2) {
        return Some((class, false));
    }
    let name = plain.trim_end_matches(['.', ':']).replace(['\'', '’'], "").to_uppercase();
    let appendix =
        matches!(first, "APPENDIX" | "ANHANG" | "BIJLAGE" | "APPENDICE") && (capitals || group.gap >= 2) && !sentence;
    if NAMED.contains(&name.as_str()) || (appendix && words.len() <= 3) {
        return Some((Class::Named, true));
    }
    if lines == 1 && plain.len() < 10 && is_number(first) && words.len() == 1 {
        return Some((Class::Numeral, false));
    }
    if ends_open || lines > 3 || plain.len() > 160 {
        return None;
    }
    if plain.len() < text.trim().len() {
        return (lines <= 2).then_some((Class::Italic, true));
    }
    if capitals {
        return Some((Class::Capitals, true));
    }
    let calm = !plain.ends_with(['.', '!', '?', '”', '"', '_', ')']) && !plain.chars().any(|c| c.is_ascii_digit());
    (lines == 1 && calm && plain.len() <= 60 && group.gap >= 3 && group.indent < 8).then_some((Class::Plain, true))
}

/// Whether a group below a chapter's number may be the chapter's name.
pub fn names(manuscript: &Manuscript, group: &Group) -> bool {
    let text: Vec<&str> = group.lines.clone().map(|line| manuscript.line(line)).collect();
    let text = without_notes(&text.join(" "));
    let plain = unwrapped(&text);
    let shaped = matches!(group.kind, Kind::Prose | Kind::Lines) && group.lines.len() <= 3 && plain.len() <= 160;
    let opens = plain.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    let calm =
        group.lines.len() == 1 && plain.len() <= 70 && !plain.ends_with(['.', ',', ';', ':', '!', '?', '"', '”']);
    shaped && opens && (in_capitals(plain) || calm)
}

/// Text without the marks of emphasis around all of it.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let bare = text.trim_end_matches('.');
    let inside = ['_', '=', '*'].into_iter().find_map(|mark| bare.strip_prefix(mark)?.strip_suffix(mark));
    inside.filter(|inside| !inside.contains(['_', '='])).unwrap_or(text)
}

/// Whether a text is in capitals, what stands in brackets at its end aside.
fn in_capitals(text: &str) -> bool {
    let head = text.split(" (").next().unwrap_or(text);
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    let small = head.chars().any(char::is_lowercase);
    let high = head.chars().filter(|c| c.is_uppercase()).count();
    !small && high >= 3 && letters * 2 > head.chars().count()
}

/// Text without references to notes.
fn without_notes(text: &str) -> String {
    let mut out = text.to_owned();
    let found: Vec<(usize, usize)> = notes::references(text).map(|(at, label)| (at, at + label.len() + 2)).collect();
    found.into_iter().rev().for_each(|(start, end)| out.replace_range(start..end, ""));
    out
}

/// The letters and digits that a word begins with, marks before them aside.
fn letters(word: &str) -> &str {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

fn is_number(word: &str) -> bool {
    let roman = |c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C');
    !word.is_empty() && (word.chars().all(roman) || word.chars().all(|c| c.is_numeric())) && word.len() < 12
}

fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(&word)
}

/// Letters and digits in lower case: the same for a heading and its line in a list of contents.
pub fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Class> {
        let group = Group { lines: 0..1, kind: Kind::Prose, gap: 4, indent: 0 };
        class(text, 1, &group).map(|(class, _)| class)
    }

    #[test]
    fn headings_are_known_by_their_looks() {
        assert_eq!(of("CHAPTER IV."), Some(Class::Chapter));
        assert_eq!(of("Chapter 12. The Nets"), Some(Class::Chapter));
        assert_eq!(of("PART II.--HARBOURS."), Some(Class::Division));
        assert_eq!(of("TWEEDE TOONEEL."), Some(Class::Scene));
        assert_eq!(of("Preface"), Some(Class::Named));
        assert_eq!(of("XIV."), Some(Class::Numeral));
        assert_eq!(of("THE OLD HARBOUR (continued)"), Some(Class::Capitals));
        assert_eq!(of("_Of Nets and Boats._"), Some(Class::Italic));
        assert_eq!(of("Of Nets and Boats"), Some(Class::Plain));
    }

    #[test]
    fn sentences_are_no_headings() {
        assert_eq!(of("Part of the harbour was empty."), None);
        assert_eq!(of("\"NO!\" HE SAID."), None);
        assert_eq!(of("and so on"), None);
    }
}
