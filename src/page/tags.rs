//! The structure tree (ISO 32000-1 §14.7): elements in reading order, and which marked content each holds.

use crate::language::Lang;

/// An element: an index into [`TagTree::tags`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TagId(pub u32);

/// One marked-content sequence, wholly on one page: an index into [`TagTree::contents`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ContentId(pub u32);

/// The structure of a document. Element 0 is the `Document`.
#[derive(Clone, Debug)]
pub struct TagTree {
    /// All elements; a parent always comes before its children.
    pub tags: Vec<Tag>,
    /// The element that holds each marked-content sequence.
    pub contents: Vec<TagId>,
}

/// One element.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Standard structure type: `P`, `H2`, `TD`.
    pub kind: &'static str,
    /// Its parent; `None` for the root.
    pub parent: Option<TagId>,
    /// What it holds, in reading order. Link annotations are found through the page's items.
    pub children: Vec<Child>,
    /// Language, where it differs from the parent's.
    pub lang: Option<Lang>,
    /// What a picture shows.
    pub alt: Option<String>,
    /// `Scope` of a head cell, and spans.
    pub cell: Option<CellAttributes>,
    /// Name of its id, for notes.
    pub id: Option<String>,
    /// How an `L` with labels is numbered: `Disc`, `Decimal`, `LowerRoman` (ISO 32000-1 §14.8.5.5).
    pub numbering: Option<&'static str>,
}

/// Attributes of a table cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellAttributes {
    /// `Some("Column")` or `Some("Row")` for a head cell.
    pub scope: Option<&'static str>,
    /// Columns it spans.
    pub columns: u16,
    /// Rows it spans.
    pub rows: u16,
}

/// What an element holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Child {
    /// An element.
    Tag(TagId),
    /// A marked-content sequence.
    Content(ContentId),
}

impl Tag {
    /// An element that says nothing but its kind.
    fn new(kind: &'static str, parent: Option<TagId>) -> Tag {
        Tag { kind, parent, children: vec![], lang: None, alt: None, cell: None, id: None, numbering: None }
    }
}

impl TagTree {
    /// A tree of one element, the `Document`.
    pub fn new(lang: Lang) -> TagTree {
        TagTree { tags: vec![Tag { lang: Some(lang), ..Tag::new("Document", None) }], contents: Vec::new() }
    }

    /// The `Document`.
    pub const ROOT: TagId = TagId(0);

    /// Adds an element as the last child of `parent`.
    pub fn add(&mut self, parent: TagId, kind: &'static str) -> TagId {
        let id = TagId(self.tags.len() as u32);
        self.tags.push(Tag::new(kind, Some(parent)));
        self.tag_mut(parent).children.push(Child::Tag(id));
        id
    }

    /// Opens a marked-content sequence as the last child of `tag`.
    pub fn content(&mut self, tag: TagId) -> ContentId {
        let id = ContentId(self.contents.len() as u32);
        self.contents.push(tag);
        self.tag_mut(tag).children.push(Child::Content(id));
        id
    }

    /// The element of an id.
    pub fn tag(&self, id: TagId) -> &Tag {
        &self.tags[id.0 as usize]
    }

    /// The element of an id, to change.
    pub fn tag_mut(&mut self, id: TagId) -> &mut Tag {
        &mut self.tags[id.0 as usize]
    }
}
