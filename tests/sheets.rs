//! The sheet of an EPUB has a rule for what the book has, and none for what it has not.

use crate::pressing::{attribute, files, own_books, path, print, spine};
use pressmark::diagnostic::Sink;
use pressmark::library::Memory;
use pressmark::style::Sheet;
use std::collections::BTreeSet;

#[test]
fn the_sheet_of_an_epub_has_the_rules_of_what_is_in_it_and_no_others() {
    let house = Sheet::load("house", &Memory::default(), &mut Sink::default()).unwrap();
    let (mut kept, mut left) = (BTreeSet::new(), 0);
    for book in own_books().into_iter().chain([path("book")]) {
        let printed = print(&book);
        let meta = &printed.pressed.book.meta;
        let whole = house.in_language(meta.language).emit(meta.direction, meta.digits, &[], &|_| true);
        let css = files(&printed.epub).into_iter().find(|(name, _)| name.ends_with(".css")).unwrap().1;
        let emitted = plain_selectors(std::str::from_utf8(&css).unwrap());
        let texts = spine(&printed.epub);
        for selector in plain_selectors(&whole) {
            let (name, class) = selector.split_once('.').unwrap_or((&selector, ""));
            let is_there = texts.iter().any(|(_, text)| has(text, name, class));
            assert_eq!(emitted.contains(&selector), is_there, "`{selector}` in {}", book.display());
            if is_there {
                kept.insert(selector);
            } else {
                left += 1;
            }
        }
    }
    assert!(kept.len() > 40 && left > 40, "{} kept, {left} left out", kept.len());
    assert!(["img", "hr", "math", "blockquote", "p"].iter().all(|name| kept.contains(*name)), "{kept:?}");
}

/// The selectors of an element, a class or both, and nothing besides.
fn plain_selectors(css: &str) -> BTreeSet<String> {
    let rules = css.lines().filter_map(|line| line.split_once(" { ")).filter(|(selectors, _)| !selectors.contains('@'));
    let plain = |selector: &&str| selector.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    rules.flat_map(|(selectors, _)| selectors.split(", ")).filter(plain).map(str::to_owned).collect()
}

/// Whether a text has an element of this name, if one is given, and of this class, if one is.
fn has(text: &str, name: &str, class: &str) -> bool {
    let mut tags = text.split('<').filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    let of_class = |tag: &str| class.is_empty() || attribute(tag, "class").split(' ').any(|one| one == class);
    let named = |tag: &str| name.is_empty() || tag.split([' ', '/']).next() == Some(name);
    tags.any(|tag| !tag.starts_with('/') && named(tag) && of_class(tag))
}
