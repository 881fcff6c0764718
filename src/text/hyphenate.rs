//! Hyphenation. In: a word and its language. Out: the bytes before which it may be broken with a hyphen. Languages
//! without patterns, and languages written in a script that is not their patterns', give none.

use crate::hyphenation::Exceptions;
use crate::language::Lang;

/// U+00AD: a place for a hyphen that is printed only where a line ends there.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// Letters that stay together before and after a hyphen, where the language does not ask for more.
const FEWEST: (usize, usize) = (2, 3);
/// The longest run of letters that is looked at; nothing longer is a word.
const LONGEST: usize = 80;

/// How well a word is divided at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Division {
    /// Between syllables.
    Plain,
    /// After two letters only.
    Short,
    /// Elsewhere than at its own hyphen.
    Compound,
}

/// Gives `point` the bytes of `word` at which it may be divided: after its soft hyphens if it has any, else, if hyphens
/// are asked for by `auto`, as `exceptions` have it or the patterns of `lang`.
pub fn hyphenate(word: &str, lang: Lang, auto: bool, exceptions: &Exceptions, mut point: impl FnMut(usize, Division)) {
    if word.contains(SOFT_HYPHEN) {
        let inside = |&at: &usize| at > SOFT_HYPHEN.len_utf8() && at < word.len();
        let after = word.match_indices(SOFT_HYPHEN).map(|(at, soft)| at + soft.len()).filter(inside);
        after.for_each(|at| point(at, Division::Plain));
        return;
    }
    if !auto || !divisible(word) {
        return;
    }
    let rules = rules(lang);
    let compound = word.contains(['-', '\u{2010}', '\u{2011}']);
    let mut from = 0;
    for letters in word.split(|c: char| !c.is_alphabetic()) {
        let at = from + (letters.as_ptr() as usize - word[from..].as_ptr() as usize);
        from = at + letters.len();
        if let Some(places) = exceptions.places(letters, lang) {
            let ends = letters.char_indices().enumerate().filter(|(letter, _)| places.contains(letter));
            ends.for_each(|(_, (end, _))| point(at + end, Division::Plain));
            continue;
        }
        let Some(rules) = rules.filter(|_| (FEWEST.0 + FEWEST.1..=LONGEST).contains(&letters.len())) else { continue };
        let (left, right) = rules.bounds();
        let mut end = at;
        for syllable in hypher::hyphenate_bounded(letters, rules, left.max(FEWEST.0), right.max(FEWEST.1)) {
            end += syllable.len();
            if end < from {
                let short = end - at <= FEWEST.0;
                let plain = if short { Division::Short } else { Division::Plain };
                point(end, if compound { Division::Compound } else { plain });
            }
        }
    }
}

/// The patterns of a language by its primary subtag: `en-GB` is English.
fn rules(lang: Lang) -> Option<hypher::Lang> {
    hypher::Lang::from_iso(lang.primary().as_bytes().try_into().ok()?)
}

/// Whether a word is one to divide: no abbreviation in capitals, no number, no address.
fn divisible(word: &str) -> bool {
    let mut lowercase = false;
    let mut joined = false;
    for c in word.chars() {
        if c.is_numeric() || matches!(c, '@' | '_' | '\\' | '/' | '=') {
            return false;
        }
        if c.is_alphabetic() {
            // A full stop or colon between letters: a domain, a file name, an abbreviation.
            if joined {
                return false;
            }
            lowercase |= !c.is_uppercase();
        }
        joined = lowercase && matches!(c, '.' | ':');
    }
    lowercase
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, lang: &str) -> String {
        let mut points = Vec::new();
        let mut exceptions = Exceptions::default();
        assert!(exceptions.add("ta-ble-cloth", None) && exceptions.add("present", None));
        hyphenate(word, Lang::parse(lang).unwrap(), true, &exceptions, |at, _| points.push(at));
        let mut out = word.to_owned();
        points.iter().rev().for_each(|&at| out.insert(at, '|'));
        out
    }

    #[test]
    fn words_are_divided_by_the_patterns_of_their_language() {
        assert_eq!(divided("hyphenation", "en-GB"), "hy|phen|ation");
        assert_eq!(divided("Donaudampfschifffahrt", "de"), "Do|nau|dampf|schiff|fahrt");
        assert_eq!(divided("verantwoordelijkheid", "nl"), "ver|ant|woor|de|lijk|heid");
        assert_eq!(divided("l’enseignement", "fr"), "l’en|sei|gne|ment");
        assert_eq!(divided("hyphenation", "fa-Latn"), "hyphenation");
    }

    #[test]
    fn abbreviations_numbers_and_addresses_stay_whole() {
        for word in ["UNESCO", "covid2019", "example.organisation", "someone@example", "s", ""] {
            assert_eq!(divided(word, "en"), word);
        }
    }

    #[test]
    fn some_divisions_are_worse_than_others() {
        let divisions = |word: &str| {
            let mut points = Vec::new();
            hyphenate(word, Lang::EN, true, &Exceptions::default(), |at, division| points.push((at, division)));
            points
        };
        assert_eq!(divisions("decompose"), [(2, Division::Short), (5, Division::Plain)]);
        assert_eq!(divided("letter-writing", "en"), "let|ter-writ|ing");
        assert!(divisions("letter-writing").iter().all(|&(_, division)| division == Division::Compound));
    }

    #[test]
    fn quotes_apostrophes_and_stops_around_a_word_do_not_matter() {
        assert_eq!(divided("“children’s", "en"), "“chil|dren’s");
        assert_eq!(divided("hyphenation.", "en"), "hy|phen|ation.");
    }

    #[test]
    fn what_the_author_says_of_a_word_stands_in_for_the_patterns() {
        assert_eq!(divided("“Tablecloth,", "en"), "“Ta|ble|cloth,");
        assert_eq!(divided("tablecloth", "tlh"), "ta|ble|cloth");
        assert_eq!(divided("present", "en"), "present");
        assert_eq!(divided("presentation", "en"), "pre|sen|ta|tion");
    }

    #[test]
    fn soft_hyphens_stand_in_for_the_patterns() {
        assert_eq!(divided("hyphen\u{AD}ation", "en"), "hyphen\u{AD}|ation");
        assert_eq!(divided("\u{AD}odd\u{AD}", "en"), "\u{AD}odd\u{AD}");
    }
}
