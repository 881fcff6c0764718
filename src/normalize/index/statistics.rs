//! How the words of this book behave: what tells a name from a word that happens to open a sentence.

use super::lexicon;
use super::tokens::Token;
use std::collections::BTreeMap;

/// Counts by folded word.
#[derive(Default)]
pub struct Statistics {
    words: BTreeMap<String, Counts>,
    /// How many words the book has.
    pub total: usize,
}

/// What one word was seen doing.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// In lowercase.
    pub lower: u32,
    /// With a capital inside a sentence.
    pub capital: u32,
    /// With a capital where any word would have one.
    pub initial: u32,
    /// With a capital, before a word in lowercase that is no function word: as an adjective is.
    pub before_noun: u32,
    /// With a capital, at all.
    pub seen: u32,
}

impl Statistics {
    /// Counts all words. Headings do not count: many languages and houses capitalize all their words.
    pub fn of(tokens: &[Token]) -> Statistics {
        let mut statistics = Statistics::default();
        for (i, token) in tokens.iter().enumerate().filter(|(_, token)| token.word()) {
            statistics.total += 1;
            if token.heading {
                continue;
            }
            let counts = statistics.words.entry(token.folded.clone()).or_default();
            if !token.capital() {
                counts.lower += 1;
                continue;
            }
            counts.seen += 1;
            if token.initial {
                counts.initial += 1;
            } else {
                counts.capital += 1;
            }
            let inside = i > 0 && tokens[i - 1].run == token.run && tokens[i - 1].capital();
            let next = tokens.get(i + 1).filter(|next| next.run == token.run && next.word() && !token.possessive);
            let noun =
                |word: &str| !lexicon::is_function_word(word) && !lexicon::is_speech(word) && !word.ends_with("ed");
            if !inside && next.is_some_and(|next| !next.capital() && noun(&next.folded)) {
                counts.before_noun += 1;
            }
        }
        statistics
    }

    /// The counts of a folded word.
    pub fn of_word(&self, word: &str) -> Counts {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Whether a word is common: the book writes it in lowercase too.
    pub fn common(&self, word: &str) -> bool {
        self.of_word(word).lower > 0 || self.of_word(&singular(word)).lower > 0
    }

    /// Whether capitals inside sentences prove a word to be a name.
    pub fn proper(&self, word: &str) -> bool {
        let counts = self.of_word(word);
        counts.capital > 0 && counts.capital >= counts.lower
    }
}

/// An English plural made singular, by its ending.
pub fn singular(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| word.ends_with(ending)) {
        return word[..word.len() - 2].to_owned();
    }
    let kept = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    match stem("s") {
        Some(stem) if !kept => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_lose_their_endings() {
        let pairs =
            [("cities", "city"), ("churches", "church"), ("boards", "board"), ("press", "press"), ("crisis", "crisis")];
        for (plural, one) in pairs {
            assert_eq!(singular(plural), one);
        }
    }
}
