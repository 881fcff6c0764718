//! Filing: terms in the order of their language, groups by letter. Word by word, a space files before every letter;
//! letter by letter, spaces do not count. What follows a comma only decides between entries that are alike before it.

use super::tokens::fold;
use crate::language::Lang;
use crate::model::words::words;
use crate::model::{Book, MarkKind, Term, TermId, flat_text};
use crate::project::Filing;
use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use std::cmp::Ordering;

/// Puts the terms in filing order, drops those that lead nowhere, and gives each its group.
pub fn file(book: &mut Book, filing: Filing) {
    let Some(collator) = collator(book.meta.language, filing) else { return };
    let language = book.meta.language;
    let keep = used(book);
    let mut order: Vec<usize> = (0..book.terms.len()).filter(|&i| keep[i]).collect();
    let keys: Vec<Vec<(String, String)>> = (0..book.terms.len()).map(|i| path(book, i)).collect();
    order.sort_by(|&a, &b| compare(&collator, &keys[a], &keys[b]).then(a.cmp(&b)));
    let mut place = vec![None; book.terms.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(TermId(new as u32));
    }
    let old = std::mem::take(&mut book.terms);
    let moved = |ids: &[TermId]| -> Vec<TermId> { ids.iter().filter_map(|id| place[id.index()]).collect() };
    book.terms = order
        .iter()
        .map(|&i| {
            let term = &old[i];
            let parent = term.parent.and_then(|parent| place[parent.index()]);
            let group = group(&keys[i][0].0, language);
            Term { parent, group, see: moved(&term.see), see_also: moved(&term.see_also), ..term.clone() }
        })
        .collect();
    for mark in &mut book.marks {
        if let Some(term) = place[mark.term.index()] {
            mark.term = term;
        }
    }
}

fn collator(language: Lang, filing: Filing) -> Option<CollatorBorrowed<'static>> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    options.alternate_handling = Some(match filing {
        Filing::WordByWord => AlternateHandling::NonIgnorable,
        Filing::LetterByLetter => AlternateHandling::Shifted,
    });
    let locale: Locale = language.as_str().parse().unwrap_or(Locale::UNKNOWN);
    let plain = || icu_collator::Collator::try_new(CollatorPreferences::default(), options).ok();
    icu_collator::Collator::try_new(CollatorPreferences::from(&locale), options).ok().or_else(plain)
}

/// Terms with marks or references, and all above them.
fn used(book: &Book) -> Vec<bool> {
    let mut used = vec![false; book.terms.len()];
    let marked = book.marks.iter().filter(|mark| mark.kind != MarkKind::RangeEnd).map(|mark| mark.term.index());
    let referring = |term: &Term| !term.see.is_empty() || !term.see_also.is_empty();
    let refer = book.terms.iter().enumerate().filter(|(_, term)| referring(term)).map(|(i, _)| i);
    for mut i in marked.chain(refer) {
        used[i] = true;
        while let Some(parent) = book.terms[i].parent.filter(|parent| !used[parent.index()]) {
            i = parent.index();
            used[i] = true;
        }
    }
    used
}

/// What a term files by, from its outermost parent down: before and after the comma.
fn path(book: &Book, index: usize) -> Vec<(String, String)> {
    let mut path = Vec::new();
    let mut at = Some(TermId(index as u32));
    while let Some(id) = at.filter(|_| path.len() < 8) {
        let term = &book.terms[id.index()];
        path.push(key(term));
        at = term.parent;
    }
    path.reverse();
    path
}

fn key(term: &Term) -> (String, String) {
    let text = if term.sort.is_empty() { flat_text(&term.heading) } else { term.sort.clone() };
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let articles = ["The ", "the ", "A ", "An ", "al-", "Al-", "el-"];
    let bare = articles.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
    match bare.split_once(", ") {
        Some((head, rest)) => (head.to_owned(), rest.to_owned()),
        None => (bare.to_owned(), String::new()),
    }
}

fn compare(collator: &CollatorBorrowed, a: &[(String, String)], b: &[(String, String)]) -> Ordering {
    for (x, y) in a.iter().zip(b) {
        let order = collator.compare(&x.0, &y.0).then_with(|| collator.compare(&x.1, &y.1)).then_with(|| x.cmp(y));
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

/// The letter that a group of entries stands under.
fn group(key: &str, language: Lang) -> String {
    let Some(first) = key.chars().next() else { return words(language).symbols.to_owned() };
    if !first.is_alphabetic() {
        return words(language).symbols.to_owned();
    }
    // Letters with marks are letters of their own in some alphabets; there the collation keeps them apart too.
    let own = match language.primary() {
        "sv" | "fi" => "ÅÄÖ",
        "da" | "nb" | "no" => "ÆØÅ",
        "es" => "Ñ",
        "pl" => "ĆŁŃÓŚŹŻ",
        "cs" | "sk" => "ČŘŠŽ",
        "tr" => "ÇĞİÖŞÜ",
        "hu" => "ÖÜ",
        "ru" | "uk" | "bg" => "ЙЁЇ",
        _ => "",
    };
    let upper: String = first.to_uppercase().collect();
    if own.contains(&upper) {
        return upper;
    }
    fold(&upper).chars().take(1).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inline, Mark, Text};
    use crate::source::Span;

    fn filed(headings: &[&str], language: &str, filing: Filing) -> Vec<String> {
        let mut book = Book::default();
        book.meta.language = Lang::parse(language).unwrap();
        for (i, heading) in headings.iter().enumerate() {
            let text = Inline::Text(Text::new(*heading, Span::default()));
            book.terms.push(Term {
                parent: None,
                heading: vec![text],
                sort: String::new(),
                group: String::new(),
                see: vec![],
                see_also: vec![],
            });
            book.marks.push(Mark { term: TermId(i as u32), kind: MarkKind::Point, salience: 0 });
        }
        file(&mut book, filing);
        book.terms.iter().map(|term| flat_text(&term.heading)).collect()
    }

    #[test]
    fn a_comma_files_before_a_second_word() {
        let words = ["Newark", "New York", "New, John", "The Hague", "Zeist", "Åland"];
        let by_word = ["Åland", "The Hague", "New, John", "New York", "Newark", "Zeist"];
        assert_eq!(filed(&words, "en", Filing::WordByWord), by_word);
        let by_letter = ["Åland", "The Hague", "New, John", "Newark", "New York", "Zeist"];
        assert_eq!(filed(&words, "en", Filing::LetterByLetter), by_letter);
    }

    #[test]
    fn a_language_has_its_own_order() {
        assert_eq!(filed(&["Åland", "Zeist"], "sv", Filing::WordByWord), ["Zeist", "Åland"]);
    }
}
