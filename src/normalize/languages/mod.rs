//! Languages. In: text in the book's language with words of others in it. Out: those words marked with their language
//! and direction, so that hyphenation, faces, bidi and screen readers do them justice.

mod labels;
mod letters;
mod phrases;
mod runs;

use crate::diagnostic::Sink;
use crate::language::Lang;
use crate::model::Book;
use crate::normalize::prose::{prose, wrap};
use crate::project::NormalizeOptions;
use std::ops::Range;

/// Bytes of the prose and their language.
type Stretch = (Range<usize>, Lang);

/// Marks every run in another script than the book's, and every labelled phrase in brackets.
pub fn run(book: &mut Book, _options: &NormalizeOptions, _sink: &mut Sink) {
    let mut known = (book.meta.language, book.meta.language.writes("Latn"));
    book.each_run_in_mut(&mut |run, own| {
        if own != known.0 {
            known = (own, own.writes("Latn"));
        }
        let text = prose(run);
        wrap(run, &foreign(&text, own, known.1));
    });
}

/// The foreign stretches of `text`, in order; `latin` is whether its language is written in Latin letters.
fn foreign(text: &str, own: Lang, latin: bool) -> Vec<Stretch> {
    if latin && text.is_ascii() && !text.contains(": ") {
        return Vec::new();
    }
    let mut found = if latin && text.is_ascii() { Vec::new() } else { runs::find(text, own, latin) };
    if latin {
        found.extend(phrases::find(text, own, &found));
        found.sort_by_key(|(range, _)| range.start);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, own: &'static str) -> String {
        let mut out = String::new();
        let mut at = 0;
        let own = Lang::constant(own);
        for (range, lang) in foreign(text, own, own.writes("Latn")) {
            out += &format!("{}{{{lang}|{}}}", &text[at..range.start], &text[range.clone()]);
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn a_label_says_the_language_of_a_run_and_of_its_romanization() {
        let text = "The league (Persian: اتحاد کارگران, romanized: Ettehâd-e Kârgarân, lit. 'union') met.";
        let expected =
            "The league (Persian: {fa|اتحاد کارگران}, romanized: {fa-Latn|Ettehâd-e Kârgarân}, lit. 'union') met.";
        assert_eq!(marked(text, "en"), expected);
        assert_eq!(marked("tea (Chinese: 茶; pinyin: chá)", "en"), "tea (Chinese: {zh|茶}; pinyin: {zh-Latn|chá})");
        assert_eq!(marked("(Russian: Нева́, tr. Neva, river)", "en"), "(Russian: {ru|Нева́}, tr. {ru-Latn|Neva, river})");
    }

    #[test]
    fn letters_say_the_language_where_no_label_does() {
        assert_eq!(marked("from گل to ورد and ٹوپی", "en"), "from {fa|گل} to {und-Arab|ورد} and {ur|ٹوپی}");
        assert_eq!(marked("Київ, Щука, 水, みず", "en"), "{uk|Київ, Щука}, {ja|水, みず}");
        assert_eq!(marked("the 水 radical", "en"), "the {und-Hani|水} radical");
        assert_eq!(marked("an α particle of 5 μm, λόγος", "en"), "an α particle of 5 μm, {el|λόγος}");
    }

    #[test]
    fn labelled_latin_phrases_need_their_bracket() {
        assert_eq!(marked("(SIM (Dutch: Bond (van) Vrienden)) x", "en"), "(SIM (Dutch: {nl|Bond (van) Vrienden})) x");
        assert_eq!(marked("He wrote in Dutch: nothing came of it.", "en"), "He wrote in Dutch: nothing came of it.");
        assert_eq!(marked("(as he said in German: no more", "en"), "(as he said in German: no more");
        assert_eq!(
            marked("(German: \"Die Lerche\"; French: L'alouette)", "en"),
            "(German: \"{de|Die Lerche}\"; French: {fr|L'alouette})"
        );
        assert_eq!(marked("(Persian: the roses)", "en"), "(Persian: the roses)");
    }

    #[test]
    fn a_run_ends_before_punctuation_and_foreign_brackets() {
        assert_eq!(marked("(نان و نمک), x", "en"), "({fa|نان و نمک}), x");
        assert_eq!(marked("see می\u{200C}رود (آب) here", "en"), "see {fa|می\u{200C}رود (آب)} here");
        assert_eq!(marked("۱۲۳ alone", "en"), "۱۲۳ alone");
    }

    #[test]
    fn english_words_in_a_persian_book_are_foreign() {
        assert_eq!(marked("زبان Rust 2 و Go است (2024).", "fa"), "زبان {und-Latn|Rust 2} و {und-Latn|Go} است (2024).");
        assert_eq!(marked("این a \"unit\" است", "fa"), "این {und-Latn|a \"unit\"} است");
        assert_eq!(marked("این \"unit\" است", "fa"), "این \"{und-Latn|unit}\" است");
        assert_eq!(marked("(انگلیسی: Free Press)", "fa"), "(انگلیسی: {en|Free Press})");
    }
}
