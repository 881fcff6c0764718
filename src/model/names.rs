//! Finding things of a book by name while it is read: anchors by what the source calls them, index entries by their
//! path. Both stay fast with ten thousand of them.

use super::{Anchor, AnchorId, Book, Inline, Target, Term, TermId, flat_text};
use std::collections::BTreeMap;

/// What [`Book`] keeps beside its tables to find things by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    anchors: BTreeMap<String, AnchorId>,
    /// How many of the book's anchors are in `anchors`.
    known: usize,
    /// Anchors that turned out to be another name of a second one.
    moved: BTreeMap<AnchorId, AnchorId>,
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

    /// Makes `name` another name of the anchor `id`. Nothing happens where the name has a place of its own.
    pub fn alias_anchor(&mut self, name: &str, id: AnchorId) {
        let known = self.intern_anchor(name);
        if known != id && self.anchors[known.index()].defined.is_none() {
            self.names.moved.insert(known, id);
            self.names.anchors.insert(name.to_owned(), id);
        }
    }

    /// Leads every link that was read before its anchor got an alias to the anchor itself.
    pub fn settle_anchors(&mut self) {
        let moved = std::mem::take(&mut self.names.moved);
        if !moved.is_empty() {
            self.each_run_mut(&mut |inlines| settle(inlines, &moved));
        }
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
}

fn settle(inlines: &mut [Inline], moved: &BTreeMap<AnchorId, AnchorId>) {
    for inline in inlines {
        if let Inline::Link { to: Target::Anchor(id), .. } = inline {
            *id = moved.get(id).copied().unwrap_or(*id);
        }
        if let Some(body) = inline.children_mut() {
            settle(body, moved);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Role, Section};
    use crate::source::Span;

    #[test]
    fn a_link_read_before_its_alias_leads_to_the_anchor_itself() {
        let mut book = Book::default();
        let early = book.intern_anchor("a.md#top");
        let place = book.intern_anchor("a.md");
        book.alias_anchor("a.md#top", place);
        let link = Inline::Link { to: Target::Anchor(early), body: Vec::new(), span: Span::default() };
        let block = Block::new(BlockKind::Paragraph(vec![Inline::Strong(vec![link])]), Span::default());
        book.sections.push(Section {
            anchor: place,
            role: Role::Chapter,
            level: 1,
            number: None,
            title: Vec::new(),
            blocks: vec![block],
            sections: Vec::new(),
            span: Span::default(),
        });
        book.settle_anchors();
        assert_eq!(book.intern_anchor("a.md#top"), place);
        let BlockKind::Paragraph(inlines) = &book.sections[0].blocks[0].kind else { panic!() };
        let Inline::Link { to, .. } = &inlines[0].children()[0] else { panic!() };
        assert_eq!(*to, Target::Anchor(place));
    }

    #[test]
    fn anchors_pushed_by_hand_are_found_by_name() {
        let mut book = Book::default();
        book.anchors.push(Anchor { name: "x".to_owned(), slug: String::new(), defined: None });
        assert_eq!(book.intern_anchor("x"), AnchorId(0));
    }
}
