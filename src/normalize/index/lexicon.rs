//! What is known of words before any book is read: lists in `tables`, a word to a line, sorted. They only add evidence;
//! a language without them is indexed by its capitals alone.

use crate::language::Lang;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A list of folded words.
pub type Words = FxHashSet<&'static str>;

macro_rules! lists {
    ($($(#[$about:meta])* $name:ident: $file:literal;)*) => {
        $($(#[$about])* static $name: LazyLock<Words> = LazyLock::new(|| words(include_str!($file)));)*
        #[cfg(test)]
        const FILES: &[(&str, &str)] = &[$(($file, include_str!($file))),*];
    };
}

lists! {
    /// Words that no name begins with by themselves: articles, prepositions, conjunctions, pronouns, auxiliaries and
    /// the adverbs that open sentences.
    FUNCTION_WORDS: "tables/function-words.en.txt";
    FUNCTION_WORDS_DE: "tables/function-words.de.txt";
    FUNCTION_WORDS_ES: "tables/function-words.es.txt";
    FUNCTION_WORDS_FR: "tables/function-words.fr.txt";
    /// Words that no term begins or ends with: they are of every book, and say nothing of this one.
    WEAK_WORDS: "tables/weak-words.en.txt";
    /// Months, days and feasts.
    CALENDAR: "tables/calendar.txt";
    /// What stands before a person's name and is not part of it.
    TITLES: "tables/titles.txt";
    /// Particles inside names.
    PARTICLES: "tables/particles.txt";
    /// Words that make a name that of an organization, a work, an event: such a name is never inverted.
    HEADS: "tables/heads.txt";
    /// Words that make a name that of a place.
    PLACE_HEADS: "tables/place-heads.txt";
    /// Given names that need no other evidence to begin a person's name. Common ones of many languages.
    GIVEN_NAMES: "tables/given-names.txt";
    /// Given names that are nobody's family name: `Maria Theresa` is not filed under T.
    SECOND_NAMES: "tables/second-names.txt";
    /// States, capitals and other places that a text names only once or twice and a reader looks up all the same.
    PLACES: "tables/places.txt";
    /// Adjectives and names of peoples and faiths.
    PEOPLES: "tables/peoples.txt";
    /// Abbreviations whose full stop ends no sentence.
    ABBREVIATIONS: "tables/abbreviations.txt";
    /// Verbs behind a name that say it is somebody's.
    SPEECH: "tables/speech.txt";
    /// Words that count the parts of a book: no names, though books print them in capitals.
    PARTS: "tables/parts.txt";
}

fn words(text: &'static str) -> Words {
    text.lines().collect()
}

/// The function words of a language, if there is a list of them.
pub fn function_words(language: Lang) -> Option<&'static Words> {
    match language.primary() {
        "en" => Some(&FUNCTION_WORDS),
        "de" => Some(&FUNCTION_WORDS_DE),
        "es" => Some(&FUNCTION_WORDS_ES),
        "fr" => Some(&FUNCTION_WORDS_FR),
        _ => None,
    }
}

/// Whether a folded word is one of these.
pub fn is_among(words: &Words, word: &str) -> bool {
    // `I'm`, `they've`: what stands before the apostrophe decides.
    let short = word.strip_suffix("n't").is_some_and(|word| words.contains(word));
    short || words.contains(word.split('\'').next().unwrap_or(word)) || words.contains(word)
}

/// Whether a folded word is an English function word.
pub fn is_function_word(word: &str) -> bool {
    is_among(&FUNCTION_WORDS, word)
}

/// Whether no term begins or ends with a folded word.
pub fn is_weak(word: &str) -> bool {
    WEAK_WORDS.contains(word) || is_function_word(word)
}

/// Whether an abbreviation in capitals names nobody: hours, eras.
pub fn is_unit(word: &str) -> bool {
    ["ad", "am", "bc", "bce", "ce", "ok", "pm", "tv"].contains(&word.replace('.', "").as_str())
}

/// Whether a word counts the parts of a book.
pub fn is_part(word: &str) -> bool {
    PARTS.contains(word)
}

/// Whether it is a month, a day or a feast.
pub fn is_calendar(word: &str) -> bool {
    word.split('-').all(|part| CALENDAR.contains(part))
}

/// Whether it is a title.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// Whether it is a particle inside names.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

/// Whether it makes a name that of an organization, a work or an event.
pub fn is_head(word: &str) -> bool {
    HEADS.contains(word)
}

/// Whether it makes a name that of a place.
pub fn is_place_head(word: &str) -> bool {
    PLACE_HEADS.contains(word)
}

/// Whether it is a given name.
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

/// Whether it is a given name that ends a name only where no family name follows.
pub fn is_second_name(word: &str) -> bool {
    SECOND_NAMES.contains(word)
}

/// Whether it is a place.
pub fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}

/// Whether a word behind a name says that it is somebody's.
pub fn is_speech(word: &str) -> bool {
    SPEECH.contains(word)
}

/// Whether a word is an adjective of a people, a faith or a direction, by itself or by its ending.
pub fn has_national_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ani", "anian", "aqi", "ean", "eli", "elsh", "ench", "ese", "ian", "ians", "ic", "ican", "iot", "ish", "ist",
        "ists", "reek", "utch", "wiss",
    ];
    is_people(word) || (word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

/// Whether a word is known as an adjective of a people, a faith or a direction.
pub fn is_people(word: &str) -> bool {
    PEOPLES.contains(word)
}

/// Whether a full stop behind a word belongs to it.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_folded() {
        for (name, text) in FILES {
            let rows: Vec<&str> = text.lines().collect();
            assert!(rows.is_sorted_by(|a, b| a < b), "{name}");
            let folded = |row: &&&str| super::super::tokens::fold(row) == **row;
            assert_eq!(rows.iter().find(|row| !folded(row)), None, "{name}");
        }
    }
}
