//! Where everything that can be referred to stands. In: the book, its files and the page map. Out: the file and the
//! id of each section, note, mark, page and index entry; ids are XML names, unique in the book.

use super::division::{File, Step};
use super::link::encoded;
use crate::model::walk::walk;
use crate::model::{AnchorId, Block, BlockId, Book, Inline, MarkId, NoteId, PageMap, PrintPageId, Section, TermId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Where things stand.
pub struct Places<'b> {
    book: &'b Book,
    file_names: Vec<&'b str>,
    sections: BTreeMap<String, usize>,
    taken: BTreeSet<&'b str>,
    notes: BTreeMap<NoteId, usize>,
    marks: BTreeMap<MarkId, usize>,
    breaks: BTreeMap<BlockId, Vec<Break>>,
    /// The ids of the printed edition's pages.
    print_pages: Vec<String>,
}

/// Where a page of the printed book begins.
#[derive(Clone, Debug)]
pub struct Break {
    /// The byte of its block's flat text, over all its runs.
    pub at: usize,
    /// The page's folio.
    pub label: String,
    /// Its id.
    pub id: String,
}

impl<'b> Places<'b> {
    /// Finds everything in `files`.
    pub fn find(book: &'b Book, files: &'b [File<'b>], map: &PageMap) -> Places<'b> {
        let mut places = Places {
            book,
            file_names: files.iter().map(|file| file.name.as_str()).collect(),
            sections: BTreeMap::new(),
            taken: book.anchors.iter().map(|anchor| anchor.slug.as_str()).collect(),
            notes: BTreeMap::new(),
            marks: BTreeMap::new(),
            breaks: BTreeMap::new(),
            print_pages: Vec::new(),
        };
        for (number, file) in files.iter().enumerate() {
            let mut notes = VecDeque::new();
            for step in &file.steps {
                match step {
                    Step::Open(section) => {
                        places.sections.insert(places.section_id(section), number);
                        places.run(&section.title, number, &mut notes);
                    }
                    Step::Block(block) => places.block(block, number, &mut notes),
                    Step::Resume(_) | Step::Close => {}
                }
            }
            while let Some(id) = notes.pop_front() {
                for block in book.notes.get(id.index()).map_or(&[][..], |note| &note.blocks) {
                    places.block(block, number, &mut notes);
                }
            }
        }
        places.keep_locators(map);
        if book.print_pages.is_empty() {
            places.find_breaks(map);
        } else {
            let mut taken = BTreeSet::new();
            let pages = book.print_pages.iter().enumerate();
            places.print_pages = pages.map(|(number, page)| places.page_id(&page.label, number, &mut taken)).collect();
        }
        places
    }

    fn block(&mut self, block: &'b Block, file: usize, notes: &mut VecDeque<NoteId>) {
        block.walk(&mut |block| block.runs().into_iter().for_each(|run| self.run(run, file, notes)));
    }

    fn run(&mut self, run: &'b [Inline], file: usize, notes: &mut VecDeque<NoteId>) {
        walk(run, &mut |inline| match inline {
            Inline::Note(id) if id.index() < self.book.notes.len() && !self.notes.contains_key(id) => {
                self.notes.insert(*id, file);
                notes.push_back(*id);
            }
            Inline::Mark(id) => {
                self.marks.entry(*id).or_insert(file);
            }
            _ => {}
        });
    }

    /// Of all marks, keeps those that the index leads to.
    fn keep_locators(&mut self, map: &PageMap) {
        let entries = map.listed_entries().iter();
        let locators = entries.flat_map(|entry| {
            entry.locators.iter().chain(entry.subentries.iter().flat_map(|subentry| &subentry.locators))
        });
        let wanted: BTreeSet<MarkId> = locators.map(|locator| locator.first).collect();
        self.marks.retain(|id, _| wanted.contains(id));
    }

    /// Pages that begin in a note have no place: the note stands elsewhere here.
    fn find_breaks(&mut self, map: &PageMap) {
        let mut in_notes = BTreeSet::new();
        for block in self.book.notes.iter().flat_map(|note| &note.blocks) {
            block.walk(&mut |block| {
                in_notes.insert(block.id);
            });
        }
        let mut labels = BTreeSet::new();
        for (number, page) in map.pages.iter().enumerate() {
            let Some((block, at)) = page.at.filter(|(block, _)| !in_notes.contains(block)) else { continue };
            let id = self.page_id(&page.label, number, &mut labels);
            self.breaks.entry(block).or_default().push(Break { at: at as usize, label: page.label.clone(), id });
        }
        for breaks in self.breaks.values_mut() {
            breaks.sort_by_key(|page| page.at);
        }
    }

    /// The id of page number `number`, of its label where that has no other sign and is not in `taken`.
    fn page_id<'l>(&self, label: &'l str, number: usize, taken: &mut BTreeSet<&'l str>) -> String {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric()) && taken.insert(label);
        self.free(if plain { format!("pg{label}") } else { format!("pg_{}", number + 1) })
    }

    /// `id`, changed where a section has it already.
    pub fn free(&self, mut id: String) -> String {
        while self.taken.contains(id.as_str()) {
            id.push('_');
        }
        id
    }

    /// The id of a section.
    pub fn section_id(&self, section: &Section) -> String {
        match self.slug(section.anchor) {
            "" => self.free(format!("section-{}", section.anchor.0)),
            slug => slug.to_owned(),
        }
    }

    fn slug(&self, anchor: AnchorId) -> &'b str {
        self.book.anchors.get(anchor.index()).map_or("", |anchor| &anchor.slug)
    }

    /// The permanent id of a block, where it has one.
    pub fn block_id(&self, block: &Block) -> Option<String> {
        self.book.permalinks.get(block.id.index()).filter(|id| !id.is_empty()).map(|id| self.free(id.clone()))
    }

    /// The id of a note.
    pub fn note_id(&self, id: NoteId) -> String {
        self.free(format!("note-{}", id.0))
    }

    /// The id of a note's first reference.
    pub fn reference_id(&self, id: NoteId) -> String {
        self.free(format!("ref-{}", id.0))
    }

    /// The id of an index entry.
    pub fn entry_id(&self, id: TermId) -> String {
        self.free(format!("index-{}", id.0))
    }

    /// The id of a mark; `None` where nothing leads to it.
    pub fn mark_id(&self, id: MarkId) -> Option<String> {
        self.marks.contains_key(&id).then(|| self.free(format!("ix-{}", id.0)))
    }

    /// The notes of a file, in order of their first references.
    pub fn notes_of(&self, file: usize) -> Vec<NoteId> {
        self.notes.iter().filter(|&(_, &at)| at == file).map(|(&id, _)| id).collect()
    }

    /// The pages that begin in a block.
    pub fn breaks_of(&self, block: BlockId) -> &[Break] {
        self.breaks.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The address of an anchor as seen from `from`; `None` where no section has it.
    pub fn to_anchor(&self, anchor: AnchorId, from: Option<usize>) -> Option<String> {
        let slug = self.slug(anchor);
        self.sections.get(slug).map(|&file| self.address(file, slug, from))
    }

    /// The address of a section as seen from a file that has no sections.
    pub fn to_section(&self, section: &Section) -> Option<String> {
        let id = self.section_id(section);
        self.sections.get(&id).map(|&file| self.address(file, &id, None))
    }

    /// The address of a note as seen from `from`.
    pub fn to_note(&self, id: NoteId, from: usize) -> Option<String> {
        self.notes.get(&id).map(|&file| self.address(file, &self.note_id(id), Some(from)))
    }

    /// The address of a mark as seen from the index; `None` where it is not in the text.
    pub fn to_mark(&self, id: MarkId) -> Option<String> {
        let file = *self.marks.get(&id)?;
        Some(self.address(file, &self.mark_id(id)?, None))
    }

    /// The id of a page of the printed edition.
    pub fn print_page_id(&self, id: PrintPageId) -> &str {
        &self.print_pages[id.index()]
    }

    /// The address of the page break `id` in file number `file`.
    pub fn to_break(&self, file: usize, id: &str) -> String {
        self.address(file, id, None)
    }

    fn address(&self, file: usize, id: &str, from: Option<usize>) -> String {
        let name = if from == Some(file) { "" } else { self.file_names[file] };
        format!("{name}#{}", encoded(id))
    }
}
