//! The text of the book as XHTML. In: the steps of each file, and where everything stands. Out: the files, their page
//! breaks in the order of reading, and the languages that occur.

use super::division::{File, Step};
use super::markup::{Attribute, Markup};
use super::pictures::Pictures;
use super::places::{Break, Places};
use crate::diagnostic::Sink;
use crate::language::{Direction, Lang};
use crate::model::words::{Words, words};
use crate::model::{Block, BlockKind, Book, Inline, NoteId, Role, Section};
use crate::source::Span;
use crate::vocabulary::{self, Element};
use std::collections::BTreeSet;

/// Writes the files of a book, one after another.
pub struct Writer<'b> {
    pub(super) book: &'b Book,
    pub(super) places: &'b Places<'b>,
    pub(super) pictures: &'b Pictures,
    pub(super) sink: &'b mut Sink,
    pub(super) markup: Markup,
    pub(super) words: &'static Words,
    /// The number of the file being written; `None` for one without sections.
    pub(super) file: Option<usize>,
    pub(super) dir: Direction,
    /// Languages and directions of the sections that are open.
    speaks: Vec<(Lang, Direction)>,
    pub(super) links: Links,
    /// References to notes met inside a link: an `a` holds no other.
    pub(super) waiting: Vec<NoteId>,
    /// Notes whose first reference is written.
    pub(super) referred: BTreeSet<NoteId>,
    /// The pages that begin in the block being written, and how much of its flat text is.
    pub(super) breaks: std::slice::Iter<'b, Break>,
    pub(super) at: usize,
    /// How many sections are open: the level of the last heading.
    pub(super) level: u8,
    /// The level of the glossary that is open, if one is.
    pub(super) glossary: Option<u8>,
    /// The ids of its terms.
    pub(super) terms: BTreeSet<String>,
    /// Languages of foreign runs.
    pub languages: BTreeSet<Lang>,
    /// Every section and printed page, in the order of reading.
    pub stops: Vec<Stop>,
}

/// A place that a reader can go to.
#[derive(Debug)]
pub struct Stop {
    /// Where it is.
    pub address: String,
    /// The folio, if a printed page begins there; otherwise a section does.
    pub page: Option<String>,
}

/// Whether links can be written here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They can.
    Live,
    /// Inside another link, or in a label of one.
    Dead,
}

impl<'b> Writer<'b> {
    /// A writer of `book`.
    pub fn new(book: &'b Book, places: &'b Places<'b>, pictures: &'b Pictures, sink: &'b mut Sink) -> Writer<'b> {
        Writer {
            book,
            places,
            pictures,
            sink,
            markup: Markup::default(),
            words: words(book.meta.language),
            file: None,
            dir: book.meta.direction,
            speaks: Vec::new(),
            links: Links::Live,
            waiting: Vec::new(),
            referred: BTreeSet::new(),
            breaks: [].iter(),
            at: 0,
            level: 0,
            glossary: None,
            terms: BTreeSet::new(),
            languages: BTreeSet::new(),
            stops: Vec::new(),
        }
    }

    /// Begins a file.
    pub fn begin(&mut self, title: &str, body: Element) {
        self.markup.begin(title, body, self.book.meta.language, self.book.meta.direction);
    }

    /// One file of the text.
    pub fn text_file(&mut self, file: &File<'b>, number: usize) -> String {
        self.file = Some(number);
        let title = self.title_of(file.chapter);
        self.begin(&title, matter(file.chapter.role));
        for (i, step) in file.steps.iter().enumerate() {
            match step {
                Step::Open(section) => self.open_section(section),
                Step::Resume(section) => self.resume_section(section),
                Step::Block(block) => self.block(block, self.places.block_id(block)),
                Step::Close => {
                    if i + 1 == file.steps.len() {
                        self.places.notes_of(number).into_iter().for_each(|note| self.note(note));
                    }
                    self.glossary = self.glossary.filter(|&level| level < self.level);
                    self.level -= 1;
                    self.close_in_language();
                }
            }
        }
        self.file = None;
        self.markup.finish()
    }

    fn open_section(&mut self, section: &'b Section) {
        let id = self.places.section_id(section);
        self.stops.extend(self.places.to_section(section).map(|address| Stop { address, page: None }));
        self.enter(section);
        let element = vocabulary::section(section.role);
        // Only what has a role of its own is named: a name makes any section a landmark, and hundreds of them, or two of
        // one name, lead nobody anywhere.
        let name = (!element.role.is_empty()).then_some(("aria-labelledby", id.as_str()));
        self.open_in_language(element, name.as_slice(), section.span);
        self.markup.line();
        let heading = vocabulary::lettered(vocabulary::heading(self.level), &label(&section.title));
        self.markup.open(heading, &[("id", &id)]);
        self.heading(section);
        self.markup.close();
        self.markup.line();
    }

    /// A section that was cut goes on: its heading stands in the file before.
    fn resume_section(&mut self, section: &'b Section) {
        let label = format!("{} ({})", self.title_of(section), self.words.continued);
        self.enter(section);
        let element = vocabulary::section(section.role);
        let name = (!element.role.is_empty()).then_some(("aria-label", label.as_str()));
        self.open_in_language(element, name.as_slice(), section.span);
        self.markup.line();
    }

    /// Opens an element for text that came from `span`: where its language is not that of the text around it, it says so.
    fn open_in_language(&mut self, element: Element, attributes: &[Attribute], span: Span) {
        let (lang, dir) = (self.book.language_of(span), self.book.direction_of(span));
        let around = self.speaks.last().map_or((self.book.meta.language, self.book.meta.direction), |&it| it);
        let mut all = attributes.to_vec();
        if lang != around.0 {
            self.languages.insert(lang);
            all.extend([("lang", lang.as_str()), ("xml:lang", lang.as_str())]);
        }
        if dir != around.1 {
            all.push(("dir", dir.as_str()));
        }
        self.speaks.push((lang, dir));
        self.dir = dir;
        self.markup.open_in(element, &all, lang);
    }

    fn close_in_language(&mut self) {
        self.speaks.pop();
        self.dir = self.speaks.last().map_or(self.book.meta.direction, |&(_, dir)| dir);
        self.markup.close();
        self.markup.line();
    }

    fn enter(&mut self, section: &Section) {
        self.level += 1;
        if section.role == Role::Glossary {
            self.glossary.get_or_insert(self.level);
        }
    }

    /// Number and title of a section; the word for an introduction where it has none.
    pub fn heading(&mut self, section: &'b Section) {
        if let Some(number) = &section.number {
            self.markup.leaf(vocabulary::SECTION_NUMBER, &[], number);
            self.markup.text(" ");
        }
        if label(&section.title).is_empty() {
            self.markup.text(self.words.introduction);
        }
        let lang = self.book.language_of(section.span);
        if lang == self.speaks.last().map_or(self.book.meta.language, |&(lang, _)| lang) {
            return self.inlines(&section.title);
        }
        self.foreign(lang, self.book.direction_of(section.span), &section.title);
    }

    /// The same in a list of links.
    pub fn heading_label(&mut self, section: &'b Section) {
        let outer = std::mem::replace(&mut self.links, Links::Dead);
        self.heading(section);
        self.waiting.clear();
        self.links = outer;
    }

    /// The title of a section as plain text.
    pub fn title_of(&self, section: &Section) -> String {
        let title = label(&section.title);
        if title.is_empty() { self.words.introduction.to_owned() } else { title }
    }

    /// A note stands after its first reference; the way back is at its start, where readers that show notes in a
    /// window look for it.
    fn note(&mut self, id: NoteId) {
        let note = &self.book.notes[id.index()];
        let back = format!("#{}", self.places.reference_id(id));
        let name = format!("{} {}", self.words.back, note.number);
        self.open_in_language(vocabulary::FOOTNOTE, &[("id", &self.places.note_id(id))], note.span);
        self.markup.open(vocabulary::PARAGRAPH, &[]);
        self.markup.leaf(vocabulary::NOTE_LABEL, &[("href", &back), ("aria-label", &name)], &note.number);
        let mut blocks = note.blocks.as_slice();
        if let Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) = blocks.split_first() {
            self.markup.text(" ");
            self.inlines(inlines);
            blocks = rest;
        }
        self.markup.close();
        self.markup.line();
        self.blocks(blocks);
        self.close_in_language();
    }
}

/// Inlines as a label of plain text: what a reading system shows in its own lists.
pub fn label(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect_label(inlines, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect_label(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text.as_str()),
            Inline::Image(picture) => out.push_str(&picture.alt),
            Inline::Math(formula) => out.push_str(&formula.words),
            Inline::LineBreak => out.push(' '),
            _ => collect_label(inline.children(), out),
        }
    }
}

/// Which part of the book a chapter is in.
pub fn matter(role: Role) -> Element {
    match role {
        Role::Preface => vocabulary::FRONT_MATTER,
        Role::Appendix
        | Role::Glossary
        | Role::SeeAlso
        | Role::Notes
        | Role::References
        | Role::Bibliography
        | Role::ExternalLinks
        | Role::Notice => vocabulary::BACK_MATTER,
        Role::Part | Role::Chapter | Role::Section | Role::Introduction => vocabulary::MAIN_MATTER,
    }
}
