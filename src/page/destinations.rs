//! The names of the places that links lead to; besides these, the slugs of sections and the permalinks of blocks.

use crate::model::{MarkId, NoteId, TermId};

/// The contents.
pub const CONTENTS: &str = "contents";
/// The index.
pub const INDEX: &str = "index";

/// A note.
pub fn note(id: NoteId) -> String {
    format!("note-{}", id.0)
}

/// The reference to a note.
pub fn reference(id: NoteId) -> String {
    format!("ref-{}", id.0)
}

/// The place of an index mark.
pub fn mark(id: MarkId) -> String {
    format!("index-{}", id.0)
}

/// An entry of the index.
pub fn term(id: TermId) -> String {
    format!("term-{}", id.0)
}
