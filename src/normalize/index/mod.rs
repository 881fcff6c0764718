//! The index. In: a book with the author's marks, or none. Out: terms in filing order, marks in the text. Marks are
//! the author's; where the project asks for it, what the book is about is found in the text: `tokens` → `statistics` →
//! `names`, `works` → `entities` (merged by `joins`) and `terms` → `features` → `choice` → `headings`, and `marks` puts
//! it in. A plan of the author's (`index.toml`) stands in for what would be found: `author` obeys it.
//! Which marks become locators depends on pages and is decided in `page`.

mod acronyms;
mod author;
mod background;
mod choice;
mod discovery;
mod draft;
mod entities;
mod features;
mod filing;
mod headings;
mod joins;
mod lexicon;
mod logarithm;
mod marks;
mod married;
mod names;
mod phrases;
mod references;
mod statistics;
mod terms;
mod tokens;
mod weights;
mod works;

use crate::diagnostic::Sink;
use crate::model::Book;
use crate::project::{IndexMode, NormalizeOptions};
pub use discovery::{Observed, observe};
pub use draft::{news, plan};

/// Makes the index of a book.
pub fn run(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    book.index_style.clone_from(&options.index_style);
    let marked = !book.marks.is_empty();
    let automatic = match options.index {
        IndexMode::None => {
            marks::remove_all(book);
            return;
        }
        IndexMode::Marked => false,
        IndexMode::ByText => !marked || options.plan.is_some(),
        IndexMode::Both => true,
        IndexMode::Auto => {
            marks::remove_all(book);
            true
        }
    };
    match &options.plan {
        Some(plan) if automatic => author::obey(book, plan, sink),
        None if automatic => {
            let entries = discovery::entries(book, options, sink);
            marks::insert(book, entries);
        }
        _ => {}
    }
    references::check(book, sink);
    filing::file(book, options.filing);
}
