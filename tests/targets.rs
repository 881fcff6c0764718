//! Where the index leads, its words stand: right behind every mark that was found in the text is a word of the entry, or of
//! another name that refers to it. `PRESSMARK_TEXTS` names further texts to look at.

use crate::pressing::{books, print};
use pressmark::model::slug::unmarked;
use pressmark::model::walk::walk;
use pressmark::model::{Book, Inline, Locator, Mark, MarkKind, PageMap, TermId, flat_text};
use std::collections::BTreeSet;

/// How far behind a mark its word may begin, in letters: a title or an article stands before some names.
const NEAR: usize = 60;
/// So many letters of two words have to agree: `memory` and `memories` are one.
const STEM: usize = 4;

#[test]
fn every_locator_leads_to_words_of_its_entry() {
    let (mut looked_at, mut faults) = (0, Vec::new());
    for path in books() {
        let printed = print(&path);
        let book = &printed.pressed.book;
        let led_to = locators(&printed.pressed.pages.map);
        for (number, behind) in behind_marks(book) {
            let Mark { term, kind, .. } = book.marks[number];
            if kind != MarkKind::Mention || !led_to.contains(&number) {
                continue;
            }
            looked_at += 1;
            let names = names(book, term);
            let near: String = behind.chars().take(NEAR).collect();
            if !words(&near).iter().any(|word| names.iter().any(|name| alike(name, word))) {
                faults.push(format!("{}: {names:?} leads to `{near}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {looked_at}:\n{}", faults.len(), faults.join("\n"));
    assert!(looked_at > 40, "{looked_at}");
}

/// The marks that a locator leads to.
fn locators(map: &PageMap) -> BTreeSet<usize> {
    let subentries = map.entries.iter().flat_map(|entry| &entry.subentries).flat_map(|below| &below.locators);
    let all = map.entries.iter().flat_map(|entry| &entry.locators).chain(subentries);
    all.map(|locator: &Locator| locator.first.index()).collect()
}

/// The words of an entry, of those above it and of those that refer to it.
fn names(book: &Book, term: TermId) -> Vec<String> {
    let refers = |other: &TermId| *other == term || book.terms[other.index()].see.contains(&term);
    let all = (0..book.terms.len()).map(|number| TermId(number as u32)).filter(refers);
    let mut names: Vec<String> = all.flat_map(|id| words(&flat_text(&book.terms[id.index()].heading))).collect();
    if let Some(parent) = book.terms[term.index()].parent {
        names.extend(words(&flat_text(&book.terms[parent.index()].heading)));
    }
    names
}

/// What stands behind each mark in its run.
fn behind_marks(book: &Book) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut run = |run: &Vec<Inline>| {
        let mut open: Vec<(usize, String)> = Vec::new();
        walk(run, &mut |inline| match inline {
            Inline::Mark(id) => open.push((id.index(), String::new())),
            Inline::Text(text) | Inline::Code(text) => {
                open.iter_mut().for_each(|(_, behind)| behind.push_str(text.as_str()));
            }
            _ => {}
        });
        found.extend(open);
    };
    book.each_section(&mut |section| {
        run(&section.title);
        section.blocks.iter().for_each(|block| block.walk(&mut |block| block.runs().into_iter().for_each(&mut run)));
    });
    found
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<String> {
    let folded = unmarked(text).collect::<String>().to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn alike(name: &str, word: &str) -> bool {
    let agree = name.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    name == word || agree >= STEM
}
