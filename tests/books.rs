//! The books of `tests/books`, page by page: every line with its height on the page, artifacts in brackets.
//! `BLESS=1 cargo test books` writes what comes out instead of comparing; look at the pages before you commit it.

use crate::pressing;
use pressmark::page::dump;
use std::fs;

#[test]
fn pages_are_as_they_were_when_somebody_looked() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut different = Vec::new();
    for path in pressing::own_books() {
        let actual = dump::lines(&pressing::print(&path).pressed.pages);
        let golden = path.with_extension("pages");
        if bless {
            fs::write(&golden, actual).unwrap();
        } else if fs::read_to_string(&golden).unwrap() != actual {
            different.push(golden);
        }
    }
    assert!(different.is_empty(), "other pages than in {different:#?}");
}
