//! Finding things of a book by name while it is read: anchors by what the source calls them, index entries by their
//! path. Both stay fast with ten thousand of them.

use super::{Anchor, AnchorId, Book, Inline, Term, TermId, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// What [`Book`] keeps beside its tables to find things by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    anchors: BTreeMap<String, AnchorId>,
    /// How many of the book's anchors are in `anchors`.
    known: usize,
    terms: BTreeMap<(Option<TermId>, String), TermId>,
}

impl Book {
    /// The id of the anchor called `name` in the source, made if there is none.
    /// Readers use it for links whose place may come later. A name never changes once it is interned.
    pub fn intern_anchor(&mut self, name: &str) -> AnchorId {
        for (i, anchor) in self.anchors.iter().enumerate().skip(self.names.known) {
            self.names.anchors.entry(anchor.name.clone()).or_insert(AnchorId(i as u32));
        }
        let id = *self.names.anchors.entry(name.to_owned()).or_insert_with(|| {
            self.anchors.push(Anchor { name: name.to_owned(), slug: String::new(), defined: None });
            AnchorId(self.anchors.len() as u32 - 1)
        });
        self.names.known = self.anchors.len();
        id
    }

    /// Says where the anchor called `name` is, unless that is known already.
    pub fn define_anchor(&mut self, name: &str, place: Span) -> AnchorId {
        let id = self.intern_anchor(name);
        self.anchors[id.index()].defined.get_or_insert(place);
        id
    }

    /// The id of the index entry `heading` below `parent`, made if there is none; it files as its text unless
    /// `sort` says otherwise.
    pub fn intern_term(&mut self, parent: Option<TermId>, heading: Vec<Inline>, sort: Option<&str>) -> TermId {
        let text = flat_text(&heading);
        let key = (parent, text);
        if let Some(&id) = self.names.terms.get(&key) {
            return id;
        }
        let id = TermId(self.terms.len() as u32);
        self.terms.push(Term {
            parent,
            heading,
            sort: sort.unwrap_or(&key.1).to_owned(),
            group: String::new(),
            see: Vec::new(),
            see_also: Vec::new(),
        });
        self.names.terms.insert(key, id);
        id
    }

    /// The index entry of a heading that stands under no other.
    pub fn find_term(&self, heading: &str) -> Option<TermId> {
        self.names.terms.get(&(None, heading.to_owned())).copied()
    }

    /// Takes all index entries out, their names too.
    pub fn forget_terms(&mut self) {
        self.terms.clear();
        self.names.terms.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_pushed_by_hand_are_found_by_name() {
        let mut book = Book::default();
        book.anchors.push(Anchor { name: "x".to_owned(), slug: String::new(), defined: None });
        assert_eq!(book.intern_anchor("x"), AnchorId(0));
    }
}
