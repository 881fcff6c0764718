//! Notes of one file. In: references and definitions in any order, by label. Out: notes in the book, those never
//! referred to last.

use crate::model::{Block, Book, Note, NoteId};
use crate::source::Span;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The notes met so far.
#[derive(Default)]
pub struct Notes {
    /// Labels that the file defines anywhere, in lower case.
    defined: BTreeSet<String>,
    /// Notes that something refers to, by label in lower case.
    ids: BTreeMap<String, NoteId>,
    /// Definitions that nothing refers to yet.
    waiting: BTreeMap<String, Note>,
    /// Second definitions of a label, which nothing can refer to.
    repeated: Vec<Note>,
}

impl Notes {
    /// Those of a file, none of which has been met yet.
    pub fn of(text: &str) -> Notes {
        let label = |line: &str| {
            let (label, _) = line.trim_start_matches([' ', '\t', '>']).strip_prefix("[^")?.split_once("]:")?;
            Some(label.to_lowercase())
        };
        Notes { defined: text.lines().filter_map(label).collect(), ..Notes::default() }
    }

    /// Whether the file defines a note anywhere.
    pub fn is_defined(&self, label: &str) -> bool {
        self.defined.contains(&label.to_lowercase())
    }

    /// The note that a reference names.
    pub fn reference(&mut self, label: &str, span: Span, book: &mut Book) -> NoteId {
        let key = label.to_lowercase();
        let id = *self.ids.entry(key).or_insert_with_key(|key| {
            let note = self.waiting.remove(key).unwrap_or_else(|| note(label, Vec::new(), span));
            book.notes.push(note);
            NoteId(book.notes.len() as u32 - 1)
        });
        book.notes[id.index()].references.push(span);
        id
    }

    /// Takes what a note says.
    pub fn define(&mut self, label: &str, blocks: Vec<Block>, span: Span, book: &mut Book) {
        let key = label.to_lowercase();
        let defined = note(label, blocks, span);
        if let Some(id) = self.ids.get(&key) {
            let known = &mut book.notes[id.index()];
            if known.blocks.is_empty() {
                known.blocks = defined.blocks;
                known.span = span;
            } else {
                self.repeated.push(defined);
            }
            return;
        }
        match self.waiting.entry(key) {
            Entry::Vacant(place) => {
                place.insert(defined);
            }
            Entry::Occupied(_) => self.repeated.push(defined),
        }
    }

    /// Adds the notes that nothing refers to, in the order of the source.
    pub fn finish(&mut self, book: &mut Book) {
        let mut unused: Vec<Note> = std::mem::take(&mut self.waiting).into_values().collect();
        unused.append(&mut self.repeated);
        unused.sort_by_key(|note| note.span);
        book.notes.append(&mut unused);
    }
}

fn note(label: &str, blocks: Vec<Block>, span: Span) -> Note {
    Note { label: label.to_owned(), number: String::new(), blocks, references: Vec::new(), span }
}
