//! From marks on pages to what the index prints.

use crate::model::{Book, Entry};

/// The locators of every term, by [`crate::model::TermId`]. `pages` has, by [`crate::model::MarkId`], the index of
/// the page that a mark is on (`None` where its block was left out); `labels` the folio of each page.
pub fn resolve(book: &Book, pages: &[Option<usize>], labels: &[String]) -> Vec<Entry> {
    let _ = (book, pages, labels);
    todo!()
}
