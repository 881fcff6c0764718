//! The index. In: a book with the author's marks, or none. Out: terms in filing order, marks in the text. Marks are
//! the author's; where the project asks for it, names and acronyms are found in the text by
//! `tokens` → `statistics` → `names` → `entities` → `choice`, and `marks` puts them in.
//! Which marks become locators depends on pages and is decided in `page`.

mod acronyms;
mod choice;
mod entities;
mod filing;
mod headings;
mod joins;
mod lexicon;
mod marks;
mod names;
mod references;
mod statistics;
mod tokens;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::Lang;
use crate::model::Book;
use crate::project::{IndexMode, NormalizeOptions};

/// Makes the index of a book.
pub fn run(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    let marked = !book.marks.is_empty();
    let automatic = match options.index {
        IndexMode::None => {
            marks::remove_all(book);
            return;
        }
        IndexMode::Marked => false,
        IndexMode::ByText => !marked,
        IndexMode::Both => true,
        IndexMode::Auto => {
            marks::remove_all(book);
            true
        }
    };
    references::check(book, sink);
    if automatic {
        discover(book, options, sink);
    }
    filing::file(book, options.filing);
}

/// Finds names and acronyms in the text and marks their mentions.
fn discover(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    if !has_capitals(book.meta.language) {
        let message = format!("the index knows no names in `{}`, a language without capitals", book.meta.language);
        let hint = "Mark index terms in the text, or set `index = \"none\"`.";
        sink.report(Diagnostic::new(&rules::UNINDEXED_LANGUAGE, None, message).hint(hint));
        return;
    }
    let runs = tokens::Runs::of(book);
    let tokens = tokens::tokenize(&runs);
    let statistics = statistics::Statistics::of(&tokens);
    let names = names::find(&tokens, &statistics);
    let mut entities = entities::merge(&tokens, &statistics, names);
    if nouns_have_capitals(book.meta.language) {
        entities.retain(entities::Entity::stands_out_among_nouns);
    }
    let chosen = choice::choose(entities, &tokens, &statistics, options.density);
    let entries = headings::entries(&chosen, &tokens, book.meta.language);
    marks::insert(book, entries);
}

/// Whether a language writes all nouns with capitals, so that a capital alone proves no name.
fn nouns_have_capitals(language: Lang) -> bool {
    ["de", "gsw", "lb", "nds"].contains(&language.primary())
}

/// Whether a language writes names with capitals.
fn has_capitals(language: Lang) -> bool {
    const WITHOUT: &[&str] = &[
        "am", "ar", "bn", "ckb", "fa", "gu", "he", "hi", "ja", "ka", "km", "kn", "ko", "lo", "ml", "mr", "my", "ne",
        "or", "pa", "ps", "sd", "si", "ta", "te", "th", "ti", "ug", "ur", "yi", "zh", "yue",
    ];
    match language.script() {
        Some(script) => ["Latn", "Cyrl", "Grek", "Armn"].contains(&script),
        None => !WITHOUT.contains(&language.primary()),
    }
}
