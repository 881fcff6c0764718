//! Finding what a book is about. In: a book without an index of its own. Out: entries with their mentions.

use super::background::{Background, observed};
use super::choice;
use super::entities::{self, Entity};
use super::features::{self, Observer};
use super::headings::{self, Entry};
use super::names;
use super::statistics::Statistics;
use super::terms;
use super::tokens::{Runs, Token, tokenize};
use super::weights::Weights;
use super::works;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::Lang;
use crate::model::Book;
use crate::project::{IndexTables, NormalizeOptions};

/// Counts of words in other books.
const BACKGROUND: &str = include_str!("tables/background.tsv");
/// What features weigh.
const WEIGHTS: &str = include_str!("tables/weights.tsv");

/// Finds entries in the text.
pub fn entries(book: &Book, options: &NormalizeOptions, sink: &mut Sink) -> Vec<Entry> {
    let language = book.meta.language;
    if !has_capitals(language) {
        let message = format!("the index knows no names in `{language}`, a language without capitals");
        let hint = "Mark index terms in the text, or set `index = \"none\"`.";
        sink.report(Diagnostic::new(&rules::UNINDEXED_LANGUAGE, None, message).hint(hint));
        return Vec::new();
    }
    let tables = options.index_tables.as_ref();
    let background = Background::parse(tables.map_or(BACKGROUND, |tables| &tables.background));
    let weights = Weights::parse(tables.map_or(WEIGHTS, |tables| &tables.weights));
    let runs = Runs::of(book);
    let tokens = tokenize(&runs, language);
    let statistics = Statistics::of(&tokens);
    let found = candidates(&tokens, &statistics, &background, language);
    let observer = Observer::new(&tokens, &statistics, &background, &found);
    let chosen = choice::choose(found, &observer, &weights, options);
    headings::entries(&chosen, &tokens, language)
}

/// Everything that might be an entry.
fn candidates(tokens: &[Token], statistics: &Statistics, background: &Background, language: Lang) -> Vec<Entity> {
    let names = works::among(tokens, names::find(tokens, statistics, background));
    let english = language.primary() == "en";
    let terms = if english { terms::find(tokens, statistics, &names) } else { entities::Entities::new() };
    let mut entities = entities::merge(tokens, statistics, names, terms);
    if nouns_have_capitals(language) {
        entities.retain(Entity::stands_out_among_nouns);
    }
    entities
}

/// What weights are learned from.
pub struct Observed {
    /// A row for each candidate: its heading, how often it is mentioned, and its features, tabs between them; above
    /// them, a row of the features' names.
    pub candidates: String,
    /// A row for each stem: how often it occurs.
    pub words: String,
}

/// What the index sees in a book, before any of it is weighed.
pub fn observe(book: &Book, options: &NormalizeOptions) -> Observed {
    let background =
        Background::parse(options.index_tables.as_ref().map_or(BACKGROUND, |tables: &IndexTables| &tables.background));
    let runs = Runs::of(book);
    let tokens = tokenize(&runs, book.meta.language);
    let statistics = Statistics::of(&tokens);
    let found = candidates(&tokens, &statistics, &background, book.meta.language);
    let observer = Observer::new(&tokens, &statistics, &background, &found);
    let entries = headings::entries(&found, &tokens, book.meta.language);
    let mut candidates = format!("\t\t{}\n", features::names().join("\t"));
    for (entity, entry) in found.iter().zip(entries) {
        let features: Vec<String> = observer.features(entity).iter().map(i32::to_string).collect();
        candidates += &format!("{}\t{}\t{}\n", entry.heading, entity.mentions.len(), features.join("\t"));
    }
    Observed { candidates, words: observed(&statistics) }
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
