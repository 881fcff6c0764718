//! The index file (EPUB Indexes 1.0). In: the terms in filing order and the locators that the page map has for them.
//! Out: letter groups of entries; each locator shows the label of its page and leads to the exact place.

use super::xhtml::Writer;
use crate::model::{Locator, PageMap, Term, TermId, printed};
use crate::vocabulary::{self, Element};

/// Entries are set at most this deep.
const DEPTH: usize = 6;

impl<'b> Writer<'b> {
    /// The index; `None` for a book without one.
    pub fn index(&mut self, map: &'b PageMap) -> Option<String> {
        let printed = printed(&self.book.terms, map.listed_entries());
        if !printed.contains(&true) {
            return None;
        }
        self.begin(self.words.index, vocabulary::BACK_MATTER);
        self.markup.leaf(vocabulary::heading(1), &[("id", "index")], self.words.index);
        self.markup.line();
        let note = self.book.index_style.headnote.as_deref().unwrap_or(self.words.index_headnote);
        self.markup.leaf(vocabulary::INDEX_HEADNOTE, &[], note);
        self.markup.line();
        self.markup.open(vocabulary::INDEX, &[("aria-labelledby", "index")]);
        let book = self.book;
        let mut group: Option<&str> = None;
        // How many entries are open, each inside a list.
        let mut open = 0;
        let mut depths: Vec<usize> = Vec::with_capacity(book.terms.len());
        for (i, term) in book.terms.iter().enumerate() {
            let above = term.parent.and_then(|parent| depths.get(parent.index())).map_or(0, |depth| depth + 1);
            let depth = above.min(DEPTH);
            depths.push(depth);
            if !printed[i] {
                continue;
            }
            let depth = depth.min(open);
            self.close_entries(&mut open, depth);
            if depth == 0 && group != Some(&term.group) {
                self.group(group.is_some(), &term.group, i);
                group = Some(&term.group);
            }
            self.entry(TermId(i as u32), term, map, &printed);
            open = depth + 1;
        }
        self.close_entries(&mut open, 0);
        Some(self.markup.finish())
    }

    /// Ends a group of entries, if one is open, and begins another.
    fn group(&mut self, open: bool, name: &str, number: usize) {
        if open {
            self.markup.close();
            self.markup.line();
            self.markup.close();
        }
        let id = format!("group-{number}");
        self.markup.line();
        self.markup.open(vocabulary::INDEX_GROUP, &[("aria-labelledby", &id)]);
        self.markup.line();
        let name = if name.is_empty() { self.words.symbols } else { name };
        self.markup.leaf(vocabulary::INDEX_LETTER, &[("id", &id)], name);
        self.markup.line();
        self.markup.open(vocabulary::INDEX_LIST, &[]);
    }

    /// Ends entries, and the lists inside entries, until `depth` entries are open.
    fn close_entries(&mut self, open: &mut usize, depth: usize) {
        match (*open).cmp(&depth) {
            std::cmp::Ordering::Greater => {
                self.markup.close();
                for _ in depth + 1..*open {
                    self.markup.close();
                    self.markup.close();
                }
            }
            std::cmp::Ordering::Equal if depth > 0 => self.markup.open(vocabulary::INDEX_LIST, &[]),
            _ => {}
        }
        *open = depth;
    }

    /// An entry, left open for what stands below it.
    fn entry(&mut self, id: TermId, term: &'b Term, map: &'b PageMap, printed: &[bool]) {
        self.markup.line();
        self.markup.open(vocabulary::INDEX_ENTRY, &[("id", &self.places.entry_id(id))]);
        self.markup.open(vocabulary::INDEX_TERM, &[]);
        self.label(&term.heading);
        self.markup.close();
        let Some(entry) = map.listed_entries().get(id.index()) else { return self.references(term, printed) };
        self.locators(&entry.locators);
        self.references(term, printed);
        if entry.subentries.is_empty() {
            return;
        }
        self.markup.open(vocabulary::INDEX_LIST, &[]);
        for subentry in &entry.subentries {
            self.markup.line();
            self.markup.open(vocabulary::INDEX_ENTRY, &[]);
            self.markup.open(vocabulary::INDEX_TERM, &[]);
            self.label(&subentry.heading);
            self.markup.close();
            self.locators(&subentry.locators);
            self.markup.close();
        }
        self.markup.close();
    }

    fn locators(&mut self, locators: &[Locator]) {
        let [comma, _] = self.book.meta.language.marks();
        for locator in locators {
            self.markup.text(comma);
            self.markup.text(" ");
            let address = self.places.to_mark(locator.first);
            let address = address.as_deref().map(|address| ("href", address));
            self.markup.open(vocabulary::INDEX_LOCATOR, address.as_slice());
            if locator.main {
                self.markup.leaf(vocabulary::STRONG, &[], &locator.label);
            } else {
                self.markup.text(&locator.label);
            }
            self.markup.close();
        }
    }

    fn references(&mut self, term: &'b Term, printed: &[bool]) {
        let [comma, semicolon] = self.book.meta.language.marks();
        self.reference_to(vocabulary::INDEX_SEE, comma, self.words.see, &term.see, printed);
        self.reference_to(vocabulary::INDEX_SEE_ALSO, semicolon, self.words.see_also, &term.see_also, printed);
    }

    fn reference_to(&mut self, element: Element, before: &str, word: &str, to: &[TermId], printed: &[bool]) {
        let book = self.book;
        let known = to.iter().filter_map(|id| Some((*id, book.terms.get(id.index())?)));
        for (i, (id, term)) in known.enumerate() {
            if i == 0 {
                self.markup.text(before);
                self.markup.text(" ");
                self.markup.open(element, &[]);
                self.markup.leaf(vocabulary::EMPHASIS, &[], word);
                self.markup.text(" ");
            } else {
                let [_, semicolon] = book.meta.language.marks();
                self.markup.text(semicolon);
                self.markup.text(" ");
            }
            let address = format!("#{}", self.places.entry_id(id));
            self.markup.open(vocabulary::INDEX_TERM, &[]);
            if printed[id.index()] {
                self.markup.open(vocabulary::LINK, &[("href", &address)]);
            }
            self.label(&term.heading);
            if printed[id.index()] {
                self.markup.close();
            }
            self.markup.close();
        }
        if to.iter().any(|id| id.index() < book.terms.len()) {
            self.markup.close();
        }
    }
}
