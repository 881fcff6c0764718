//! Hyphenation. In: a word and its language. Out: the bytes before which it may be broken with a hyphen. Languages
//! without patterns, and languages written in a script that is not their patterns', give none.

use crate::language::Lang;

/// U+00AD: a place for a hyphen that is printed only where a line ends there.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// Letters that stay together before and after a hyphen, where the language does not ask for more.
const FEWEST: (usize, usize) = (2, 3);
/// The longest run of letters that is looked at; nothing longer is a word.
const LONGEST: usize = 80;

/// Appends to `points` the bytes of `word` at which it may be divided: after its soft hyphens if it has any, else
/// by the patterns of `lang` if `patterns` is asked for.
pub fn hyphenate(word: &str, lang: Lang, patterns: bool, points: &mut Vec<usize>) {
    if word.contains(SOFT_HYPHEN) {
        let inside = |&at: &usize| at > SOFT_HYPHEN.len_utf8() && at < word.len();
        points.extend(word.match_indices(SOFT_HYPHEN).map(|(at, soft)| at + soft.len()).filter(inside));
        return;
    }
    let Some(rules) = rules(lang).filter(|_| patterns && word.len() > FEWEST.0 + FEWEST.1 - 1) else { return };
    if !divisible(word) {
        return;
    }
    let (left, right) = rules.bounds();
    let mut from = 0;
    for letters in word.split(|c: char| !c.is_alphabetic()) {
        let at = from + (letters.as_ptr() as usize - word[from..].as_ptr() as usize);
        from = at + letters.len();
        if letters.len() < FEWEST.0 + FEWEST.1 || letters.len() > LONGEST {
            continue;
        }
        let mut end = at;
        for syllable in hypher::hyphenate_bounded(letters, rules, left.max(FEWEST.0), right.max(FEWEST.1)) {
            end += syllable.len();
            if end < from {
                points.push(end);
            }
        }
    }
}

/// The patterns of a language by its primary subtag: `en-GB` is English.
fn rules(lang: Lang) -> Option<hypher::Lang> {
    hypher::Lang::from_iso(lang.primary().as_bytes().try_into().ok()?)
}

/// Whether a word is one to divide: no abbreviation in capitals, no number, no address, no compound that has a
/// hyphen of its own.
fn divisible(word: &str) -> bool {
    let mut lowercase = false;
    let mut joined = false;
    for c in word.chars() {
        if c.is_numeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '@' | '_' | '\\' | '/' | '=') {
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
        hyphenate(word, Lang::parse(lang).unwrap(), true, &mut points);
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
    fn abbreviations_numbers_addresses_and_compounds_stay_whole() {
        for word in ["UNESCO", "covid2019", "example.organisation", "someone@example", "letter-writing", "s", ""] {
            assert_eq!(divided(word, "en"), word);
        }
    }

    #[test]
    fn quotes_apostrophes_and_stops_around_a_word_do_not_matter() {
        assert_eq!(divided("“children’s", "en"), "“chil|dren’s");
        assert_eq!(divided("hyphenation.", "en"), "hy|phen|ation.");
    }

    #[test]
    fn soft_hyphens_stand_in_for_the_patterns() {
        assert_eq!(divided("hyphen\u{AD}ation", "en"), "hyphen\u{AD}|ation");
        assert_eq!(divided("\u{AD}odd\u{AD}", "en"), "\u{AD}odd\u{AD}");
    }
}
