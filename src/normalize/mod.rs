//! Draft to book. Each pass does one thing and is a file of its own; the table below is their order.

use crate::diagnostic::Sink;
use crate::edition;
use crate::model::{Book, Draft};
use crate::project::NormalizeOptions;

mod admonitions;
mod attributions;
mod headings;
pub mod index;
mod languages;
mod links;
mod notes;
mod numbering;
mod print_pages;
mod tables;
mod typography;

mod prose;
#[cfg(test)]
mod sample;

/// One pass over the book.
type Pass = fn(&mut Book, &NormalizeOptions, &mut Sink);

/// The passes, in order: each counts on those before it.
const PASSES: &[Pass] = &[
    headings::run,
    notes::run,
    links::run,
    attributions::run,
    admonitions::run,
    tables::run,
    languages::run,
    typography::run,
    print_pages::run,
    numbering::run,
    index::run,
];

/// Makes a book of a draft: afterwards every id resolves, levels are regular and everything has its name and number.
pub fn normalize(draft: Draft, options: &NormalizeOptions, sink: &mut Sink) -> Book {
    let Draft(mut book) = draft;
    for pass in PASSES {
        pass(&mut book, options, sink);
    }
    book.meta.edition.text_hash = edition::text_hash(&book);
    book
}
