//! How the words of this book behave: what tells a name from a word that happens to open a sentence, and a noun from a
//! verb or an adjective.

use super::tokens::Token;
use rustc_hash::FxHashMap;

/// Counts by folded word.
#[derive(Default)]
pub struct Statistics<'t> {
    ids: FxHashMap<&'t str, u32>,
    counts: Vec<Counts>,
    /// By word, the number of its stem.
    stems: Vec<u32>,
    /// By stem: the singular.
    singulars: Vec<String>,
    /// By stem: how often, and how often in lowercase.
    totals: Vec<u32>,
    lowers: Vec<u32>,
    /// By token: its word; [`NONE`] for numbers and signs.
    words: Vec<u32>,
    /// By token: how many words stand before it.
    before: Vec<u32>,
    /// How many words the book has.
    pub total: usize,
}

const NONE: u32 = u32::MAX;

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
    /// Before another word.
    pub followed: u32,
    /// Before a word in lowercase that is no function word.
    pub modifies: u32,
    /// What speaks for a noun, in tenths.
    pub noun: u32,
    /// What speaks for a verb, in tenths.
    pub verb: u32,
}

const DETERMINERS: &[&str] = &[
    "a", "an", "another", "any", "each", "every", "her", "his", "its", "my", "no", "our", "some", "such", "that",
    "the", "their", "these", "this", "those", "your",
];
const PREPOSITIONS: &[&str] = &[
    "about", "against", "among", "between", "by", "during", "for", "from", "in", "into", "of", "on", "through",
    "under", "upon", "with", "within", "without",
];
/// What stands before verbs.
const SUBJECTS: &[&str] = &[
    "can", "cannot", "could", "did", "do", "does", "don't", "he", "i", "it", "may", "might", "must", "not", "shall",
    "she", "should", "they", "to", "we", "which", "who", "will", "would", "you",
];
/// What stands behind nouns.
const FOLLOWERS: &[&str] = &[
    "and", "are", "as", "at", "but", "by", "can", "for", "from", "had", "has", "have", "in", "is", "may", "of", "on",
    "or", "than", "that", "to", "was", "were", "which", "will", "with", "would",
];
const OBJECTS: &[&str] = &["her", "him", "it", "me", "them", "us", "you"];

impl<'t> Statistics<'t> {
    /// Counts all words. Headings do not count: many languages and houses capitalize all their words.
    pub fn of(tokens: &'t [Token]) -> Statistics<'t> {
        let mut statistics = Statistics::default();
        let mut stems: FxHashMap<String, u32> = FxHashMap::default();
        for token in tokens {
            statistics.before.push(statistics.total as u32);
            if !token.word() {
                statistics.words.push(NONE);
                continue;
            }
            let next = statistics.counts.len() as u32;
            let id = *statistics.ids.entry(&token.folded).or_insert(next);
            if id == next {
                let singular = singular(&token.folded);
                let stem = *stems.entry(singular).or_insert_with_key(|singular| {
                    statistics.singulars.push(singular.clone());
                    statistics.totals.push(0);
                    statistics.lowers.push(0);
                    statistics.totals.len() as u32 - 1
                });
                statistics.stems.push(stem);
                statistics.counts.push(Counts::default());
            }
            let stem = statistics.stems[id as usize] as usize;
            statistics.totals[stem] += 1;
            statistics.lowers[stem] += u32::from(!token.capital());
            statistics.words.push(id);
            statistics.total += 1;
        }
        for i in 0..tokens.len() {
            if tokens[i].word() && !tokens[i].heading {
                let counts = &mut statistics.counts[statistics.words[i] as usize];
                case(counts, tokens, i);
                context(counts, tokens, i);
            }
        }
        statistics
    }

    /// The counts of a folded word.
    pub fn of_word(&self, word: &str) -> Counts {
        self.ids.get(word).map(|id| self.counts[*id as usize]).unwrap_or_default()
    }

    /// The counts of the word that a token is.
    pub fn of_token(&self, token: usize) -> Counts {
        self.counts.get(self.words[token] as usize).copied().unwrap_or_default()
    }

    /// The stem of the word that a token is.
    pub fn stem(&self, token: usize) -> u32 {
        self.stems.get(self.words[token] as usize).copied().unwrap_or(NONE)
    }

    /// A stem as a word.
    pub fn singular(&self, stem: u32) -> &str {
        self.singulars.get(stem as usize).map_or("", String::as_str)
    }

    /// How often a stem occurs.
    pub fn occurrences(&self, stem: u32) -> u32 {
        self.totals.get(stem as usize).copied().unwrap_or(0)
    }

    /// All stems as words, each with how often it occurs, and how often in lowercase.
    pub fn stems(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        let counts = self.totals.iter().zip(&self.lowers);
        self.singulars.iter().zip(counts).map(|(stem, (total, lower))| (stem.as_str(), *total, *lower))
    }

    /// How many words stand before a token.
    pub fn words_before(&self, token: usize) -> u32 {
        self.before[token]
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

impl Counts {
    /// How much a noun it is, of 256.
    pub fn nounness(&self) -> u32 {
        (self.noun + 5) * 256 / (self.noun + self.verb + 10)
    }

    /// How much a name it is, of 256.
    pub fn properness(&self) -> u32 {
        let initial = if self.lower == 0 { self.initial * 3 } else { 0 };
        (self.capital * 10 + initial) * 256 / (self.capital * 10 + self.lower * 10 + initial + 2)
    }
}

fn case(counts: &mut Counts, tokens: &[Token], i: usize) {
    let token = &tokens[i];
    if !token.capital() {
        counts.lower += 1;
        return;
    }
    counts.seen += 1;
    if token.initial {
        counts.initial += 1;
    } else {
        counts.capital += 1;
    }
    let inside = i > 0 && tokens[i - 1].run == token.run && tokens[i - 1].capital();
    let next = tokens.get(i + 1).filter(|next| next.run == token.run && next.word() && !token.possessive);
    let noun = |next: &Token| !next.small && !super::lexicon::is_speech(&next.folded) && !next.folded.ends_with("ed");
    if !inside && next.is_some_and(|next| !next.capital() && noun(next)) {
        counts.before_noun += 1;
    }
}

fn context(counts: &mut Counts, tokens: &[Token], i: usize) {
    let run = tokens[i].run;
    let near = |j: Option<usize>| j.and_then(|j| tokens.get(j)).filter(|token| token.run == run);
    let (before, after) = (near(i.checked_sub(1)), near(Some(i + 1)));
    let said =
        |token: Option<&Token>, list: &[&str]| token.is_some_and(|t| list.binary_search(&t.folded.as_str()).is_ok());
    let closed = after.is_none_or(|token| !token.word()) || said(after, FOLLOWERS) || tokens[i].possessive;
    let determined = said(before, DETERMINERS);
    counts.noun += match (determined || said(before, PREPOSITIONS), closed) {
        (true, true) => 20,
        (_, false) if determined => 6,
        (false, true) => 4,
        _ => 0,
    };
    counts.verb += if said(before, SUBJECTS) { 15 } else { 0 };
    counts.verb += if said(after, DETERMINERS) || said(after, OBJECTS) { 10 } else { 0 };
    counts.followed += 1;
    counts.modifies += u32::from(after.is_some_and(|token| token.word() && !token.capital() && !token.small));
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

    #[test]
    fn lists_are_in_order_so_that_they_can_be_searched() {
        for list in [DETERMINERS, PREPOSITIONS, SUBJECTS, FOLLOWERS, OBJECTS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
