//! Draft to book. Each pass does one thing and is a file of its own; the table below is their order.

use crate::diagnostic::Sink;
use crate::edition;
use crate::model::{Book, Draft};
use crate::project::NormalizeOptions;

pub mod headings;
pub mod index;
pub mod languages;
pub mod links;
pub mod notes;
pub mod numbering;
pub mod typography;

mod prose;
#[cfg(test)]
mod sample;

/// One pass over the book.
type Pass = fn(&mut Book, &NormalizeOptions, &mut Sink);

/// The passes, in order; `show model` can stop after each.
pub const PASSES: &[(&str, Pass)] = &[
    ("headings", headings::run),
    ("notes", notes::run),
    ("links", links::run),
    ("languages", languages::run),
    ("typography", typography::run),
    ("index", index::run),
    ("numbering", numbering::run),
];

/// Makes a book of a draft: afterwards every id resolves, levels are regular and everything has its name and number.
pub fn normalize(draft: Draft, options: &NormalizeOptions, sink: &mut Sink) -> Book {
    let Draft(mut book) = draft;
    for (_, pass) in PASSES {
        pass(&mut book, options, sink);
    }
    book.meta.edition.text_hash = edition::text_hash(&book);
    book
}
