//! Words that an author has divided. In: entries such as `man-u-script`, for one language or for all. Out: where such a
//! word may be divided, whatever the patterns of its language say.

use crate::language::Lang;
use std::collections::BTreeMap;

/// Words with the places at which they may be divided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Exceptions {
    /// By their letters in lower case.
    words: BTreeMap<String, Vec<Exception>>,
}

/// How a word is divided in a language, or in all.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Exception {
    lang: Option<Lang>,
    /// How many letters stand before each place.
    places: Vec<usize>,
}

impl Exceptions {
    /// Takes an entry: letters with a hyphen at each place where the word may be divided, none for a word that is to
    /// stay whole. Returns whether it is one; a later entry for the same word and language stands in for an earlier.
    pub fn add(&mut self, entry: &str, lang: Option<Lang>) -> bool {
        let parts: Vec<&str> = entry.split('-').collect();
        if !parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic)) {
            return false;
        }
        let places = parts.iter().scan(0, |letters, part| {
            *letters += part.chars().count();
            Some(*letters)
        });
        let exception = Exception { lang, places: places.take(parts.len() - 1).collect() };
        let known = self.words.entry(parts.concat().to_lowercase()).or_default();
        known.retain(|other| other.lang != lang);
        known.push(exception);
        true
    }

    /// The numbers of letters before which `word`, letters only, may be divided; `None` for a word without an entry. The
    /// entry of the narrowest language counts.
    pub fn places(&self, word: &str, lang: Lang) -> Option<&[usize]> {
        if self.words.is_empty() {
            return None;
        }
        let meant = |exception: &&Exception| exception.lang.is_none_or(|entry| lang.is_within(entry));
        let of = self.words.get(&word.to_lowercase())?.iter().filter(meant);
        of.max_by_key(|exception| exception.lang.map(|lang| lang.as_str().len())).map(|one| one.places.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_of_the_narrowest_language_counts() {
        let mut exceptions = Exceptions::default();
        let lang = |tag| Lang::parse(tag).unwrap();
        for (entry, tag) in [("re-cord", None), ("rec-ord", Some("en")), ("record", Some("en-GB")), ("Re-cord", None)] {
            assert!(exceptions.add(entry, tag.map(lang)));
        }
        let places = |tag| exceptions.places("Record", lang(tag));
        assert_eq!(places("en-US"), Some(&[3][..]));
        assert_eq!(places("en-GB"), Some(&[][..]));
        assert_eq!(places("fr"), Some(&[2][..]));
        assert_eq!(exceptions.places("records", lang("en")), None);
    }

    #[test]
    fn an_entry_is_letters_and_single_hyphens_between_them() {
        for entry in ["", "-", "-a", "a-", "a--b", "two words", "a1", "x_y"] {
            assert!(!Exceptions::default().add(entry, None), "{entry}");
        }
        assert!(Exceptions::default().add("Do-nau-dampf-schiff", None));
    }
}
