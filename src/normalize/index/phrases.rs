//! Finding given words in a text. In: phrases, then one text after another. Out: where they stand, the longest where
//! several overlap. A letter in lowercase means either case, a capital only itself; apostrophes, hyphens and spaces
//! of all kinds are alike. Time is linear in the text, however many phrases there are.

use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// Phrases to be found together.
pub struct Phrases {
    /// `None` where there are billions of letters to look for.
    automaton: Option<AhoCorasick>,
    /// As given, by number.
    given: Vec<Vec<char>>,
}

/// A phrase in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Which: its number in the order in which they were given.
    pub phrase: usize,
    /// Its bytes of the text.
    pub range: Range<usize>,
}

impl Phrases {
    /// Phrases to be found; one without a letter or digit is never found.
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Phrases {
        let plain = |phrase: &str| Folded::of(phrase.trim()).plain;
        let given: Vec<Vec<char>> = phrases.into_iter().map(plain).collect();
        let low = |phrase: &Vec<char>| {
            let says = phrase.iter().any(|c| c.is_alphanumeric());
            // What no folded text has is found nowhere.
            if says { phrase.iter().map(|&c| lower(c)).collect() } else { "\n".to_owned() }
        };
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(given.iter().map(low)).ok();
        Phrases { automaton, given }
    }

    /// Where phrases stand in a text: whole words, none over another, the longest of those that begin together.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let folded = Folded::of(text);
        let low: String = folded.plain.iter().map(|&c| lower(c)).collect();
        // From bytes of the folded text to characters of it.
        let mut characters = vec![0; low.len() + 1];
        for (number, (byte, _)) in low.char_indices().enumerate() {
            characters[byte] = number;
        }
        characters[low.len()] = folded.plain.len();
        let mut all: Vec<(usize, usize, usize)> = Vec::new();
        for hit in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&low)) {
            let (start, end, phrase) = (characters[hit.start()], characters[hit.end()], hit.pattern().as_usize());
            if folded.is_whole(start, end) && agrees(&self.given[phrase], &folded.plain[start..end]) {
                all.push((start, end, phrase));
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut found: Vec<Found> = Vec::new();
        let mut free = 0;
        for (start, end, phrase) in all.into_iter().filter(|&(start, end, _)| start < end) {
            if start >= free {
                found.push(Found { phrase, range: folded.places[start]..folded.places[end] });
                free = end;
            }
        }
        found
    }
}

/// A text with one sign for all kinds of a sign.
struct Folded {
    plain: Vec<char>,
    /// Where each character begins in the text, and where the last one ends.
    places: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let (mut plain, mut places): (Vec<char>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices() {
            let c = match c {
                '\u{AD}' | '\u{200B}' | '\u{2060}' => continue,
                '’' | '‘' | 'ʼ' => '\'',
                '“' | '”' => '"',
                '\u{2010}' | '\u{2011}' | '–' => '-',
                c if c.is_whitespace() && plain.last() == Some(&' ') => continue,
                c if c.is_whitespace() => ' ',
                c => c,
            };
            plain.push(c);
            places.push(at);
        }
        places.push(text.len());
        Folded { plain, places }
    }

    /// Whether no word goes on over either end of a stretch. Scripts without spaces between words know no such ends.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        let parted = |at: usize| {
            let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| self.plain[i]), self.plain.get(at)) else {
                return true;
            };
            let joined = before.is_alphanumeric() && after.is_alphanumeric() && !unspaced(before) && !unspaced(*after);
            !joined
        };
        parted(start) && parted(end)
    }
}

/// Whether a phrase means these characters, which are alike but for case.
fn agrees(phrase: &[char], text: &[char]) -> bool {
    phrase.iter().zip(text).all(|(p, t)| p == t || !p.is_uppercase())
}

/// The lowercase of a character that has one of a single character.
fn lower(c: char) -> char {
    let mut low = c.to_lowercase();
    match (low.next(), low.next()) {
        (Some(low), None) => low,
        _ => c,
    }
}

/// Whether words of the character's script have no spaces between them.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        Phrases::new(phrases.iter().copied()).find(text).into_iter().map(|found| &text[found.range]).collect()
    }

    #[test]
    fn the_longest_phrase_is_found_and_only_whole_words() {
        assert_eq!(found(&["Elm", "Elm Street"], "Elm Street, Elmouth, Elm."), ["Elm Street", "Elm"]);
        assert_eq!(found(&["a b c d", "b c"], "a b c e"), ["b c"]);
        assert_eq!(found(&["", " - "], "a - b"), [""; 0]);
    }

    #[test]
    fn capitals_count_and_small_letters_match_both() {
        assert_eq!(found(&["reed", "Mill"], "Reed reed REED mill Mill MILL"), ["Reed", "reed", "REED", "Mill", "MILL"]);
    }

    #[test]
    fn kinds_of_signs_are_alike() {
        assert_eq!(found(&["O'Neil-Berg road"], "O’Neil–Berg\n  road’s"), ["O’Neil–Berg\n  road"]);
        assert_eq!(found(&["river"], "ri\u{AD}ver"), ["ri\u{AD}ver"]);
        assert_eq!(found(&["東京"], "は東京へ"), ["東京"]);
        assert_eq!(found(&["ISTANBUL"], "İSTANBUL ISTANBUL"), ["ISTANBUL"]);
    }
}
