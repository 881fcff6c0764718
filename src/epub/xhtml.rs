//! The text of the book as XHTML. In: the steps of each file, and where everything stands. Out: the files, their page
//! breaks in the order of reading, and the languages that occur.

use super::division::{File, Step};
use super::markup::{Attribute, Markup};
use super::pictures::Pictures;
use super::places::{Break, Places};
use crate::diagnostic::Sink;
use crate::language::{Direction, Lang};
use crate::model::words::{Words, words};
use crate::model::{
    Block, BlockKind, Book, Definition, Inline, ListItem, ListKind, NoteId, Picture, Role, Section, Table, VerseLine,
};
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
    pub(super) links: Links,
    /// References to notes met inside a link: an `a` holds no other.
    pub(super) waiting: Vec<NoteId>,
    /// Notes whose first reference is written.
    pub(super) referred: BTreeSet<NoteId>,
    /// The pages that begin in the block being written, and how much of its flat text is.
    pub(super) breaks: std::slice::Iter<'b, Break>,
    pub(super) at: usize,
    /// How many sections are open: the level of the last heading.
    level: u8,
    /// Languages of foreign runs.
    pub languages: BTreeSet<Lang>,
    /// Label and address of each page, in the order of reading.
    pub pages: Vec<(String, String)>,
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
            links: Links::Live,
            waiting: Vec::new(),
            referred: BTreeSet::new(),
            breaks: [].iter(),
            at: 0,
            level: 0,
            languages: BTreeSet::new(),
            pages: Vec::new(),
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
                    self.level -= 1;
                    self.markup.close();
                    self.markup.line();
                }
            }
        }
        self.file = None;
        self.markup.finish()
    }

    fn open_section(&mut self, section: &'b Section) {
        let id = self.places.section_id(section);
        self.level += 1;
        self.markup.open(vocabulary::section(section.role), &[("aria-labelledby", &id)]);
        self.markup.line();
        self.markup.open(vocabulary::heading(self.level), &[("id", &id)]);
        self.heading(section);
        self.markup.close();
        self.markup.line();
    }

    /// A section that was cut goes on: its heading stands in the file before.
    fn resume_section(&mut self, section: &'b Section) {
        let label = format!("{} ({})", self.title_of(section), self.words.continued);
        self.level += 1;
        self.markup.open(vocabulary::section(section.role), &[("aria-label", &label)]);
        self.markup.line();
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
        self.inlines(&section.title);
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
        self.markup.open(vocabulary::FOOTNOTE, &[("id", &self.places.note_id(id))]);
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
        self.markup.close();
        self.markup.line();
    }

    pub(super) fn blocks(&mut self, blocks: &'b [Block]) {
        blocks.iter().for_each(|block| self.block(block, None));
    }

    /// A block with the pages that begin in it.
    fn block(&mut self, block: &'b Block, id: Option<String>) {
        let outer = (std::mem::replace(&mut self.breaks, self.places.breaks_of(block.id).iter()), self.at);
        self.at = 0;
        // Running text holds the break itself; a table, a list or a picture has it before.
        if !matches!(
            block.kind,
            BlockKind::Paragraph(_) | BlockKind::Heading { .. } | BlockKind::Verse(_) | BlockKind::Code { .. }
        ) {
            self.break_pages(1);
        }
        let id = id.as_deref().map(|id| ("id", id));
        self.kind(&block.kind, id.as_slice());
        self.break_pages(usize::MAX);
        self.markup.line();
        (self.breaks, self.at) = outer;
    }

    fn kind(&mut self, kind: &'b BlockKind, id: &[Attribute]) {
        let element = vocabulary::block(kind);
        match kind {
            BlockKind::Paragraph(inlines) => self.run(element, id, inlines),
            BlockKind::Heading { level, title } => {
                let level = (*level).clamp(2, self.level.saturating_add(1).max(2));
                self.run(vocabulary::heading(level), id, title);
            }
            BlockKind::Quote { blocks, attribution } => {
                self.markup.open(element, id);
                self.markup.line();
                self.blocks(blocks);
                if !attribution.is_empty() {
                    self.run(vocabulary::ATTRIBUTION, &[], attribution);
                }
                self.markup.close();
            }
            BlockKind::List { kind, tight, items } => self.list(element, id, *kind, *tight, items),
            BlockKind::Definitions(definitions) => {
                self.markup.open(element, id);
                self.markup.line();
                definitions.iter().for_each(|definition| self.definition(definition));
                self.markup.close();
            }
            BlockKind::Figure { image, caption } => {
                self.markup.open(element, id);
                self.picture(image);
                if !caption.is_empty() {
                    self.run(vocabulary::CAPTION, &[], caption);
                }
                self.markup.close();
            }
            BlockKind::Table(table) => self.table(table, id),
            BlockKind::Code { language, text } => {
                self.markup.open(element, id);
                let class = language.as_deref().and_then(language_class);
                let class = class.as_deref().map(|class| ("class", class));
                self.markup.open(vocabulary::CODE, class.as_slice());
                self.text(text.as_str());
                self.break_pages(usize::MAX);
                self.markup.close();
                self.markup.close();
            }
            BlockKind::Verse(stanzas) => {
                self.markup.open(element, id);
                self.markup.line();
                stanzas.iter().for_each(|stanza| self.stanza(stanza));
                self.markup.close();
            }
            BlockKind::Break => self.markup.void(element, id),
        }
    }

    /// An element that holds running text.
    fn run(&mut self, element: Element, attributes: &[Attribute], inlines: &'b [Inline]) {
        self.markup.open(element, attributes);
        self.inlines(inlines);
        self.markup.close();
    }

    fn list(&mut self, element: Element, id: &[Attribute], kind: ListKind, tight: bool, items: &'b [ListItem]) {
        let start = match kind {
            ListKind::Ordered { start } if start != 1 => Some(start.to_string()),
            _ => None,
        };
        let start = start.as_deref().map(|start| ("start", start));
        let attributes: Vec<Attribute> = id.iter().copied().chain(start).collect();
        self.markup.open(element, &attributes);
        self.markup.line();
        for item in items {
            self.markup.open(vocabulary::LIST_ITEM, &[]);
            if let Some(done) = item.task {
                self.markup.leaf(vocabulary::LIST_LABEL, &[], if done { "☑" } else { "☐" });
                self.markup.text(" ");
            }
            for block in &item.blocks {
                match &block.kind {
                    BlockKind::Paragraph(inlines) if tight => self.bare(block, inlines),
                    _ => self.block(block, None),
                }
            }
            self.markup.close();
            self.markup.line();
        }
        self.markup.close();
    }

    /// A paragraph of a tight list: its text and nothing around it.
    fn bare(&mut self, block: &'b Block, inlines: &'b [Inline]) {
        let outer = (std::mem::replace(&mut self.breaks, self.places.breaks_of(block.id).iter()), self.at);
        self.at = 0;
        self.inlines(inlines);
        self.break_pages(usize::MAX);
        self.markup.line();
        (self.breaks, self.at) = outer;
    }

    fn definition(&mut self, definition: &'b Definition) {
        for term in &definition.terms {
            self.run(vocabulary::DEFINED_TERM, &[], term);
            self.markup.line();
        }
        for meaning in &definition.meanings {
            self.markup.open(vocabulary::MEANING, &[]);
            self.blocks(meaning);
            self.markup.close();
            self.markup.line();
        }
    }

    fn table(&mut self, table: &'b Table, id: &[Attribute]) {
        self.markup.open(vocabulary::TABLE, id);
        if !table.caption.is_empty() {
            self.run(vocabulary::TABLE_CAPTION, &[], &table.caption);
        }
        let parts = [
            (vocabulary::TABLE_HEAD, vocabulary::HEAD_CELL, &table.head),
            (vocabulary::TABLE_BODY, vocabulary::CELL, &table.body),
        ];
        for (part, cell_element, rows) in parts.into_iter().filter(|(_, _, rows)| !rows.is_empty()) {
            self.markup.line();
            self.markup.open(part, &[]);
            // How many rows further down each column is held by a cell above.
            let mut held = vec![0u16; table.columns.len()];
            for row in rows {
                self.markup.line();
                self.markup.open(vocabulary::TABLE_ROW, &[]);
                let mut column = 0;
                for cell in row {
                    while held.get(column).is_some_and(|&rows| rows > 0) {
                        held[column] -= 1;
                        column += 1;
                    }
                    let align = table.columns.get(column).copied().unwrap_or_default();
                    let next = column + usize::from(cell.columns.max(1));
                    held.iter_mut().take(next).skip(column).for_each(|rows| *rows = cell.rows.saturating_sub(1));
                    column = next;
                    let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
                    let mut attributes: Vec<Attribute> = Vec::new();
                    attributes.extend((part == vocabulary::TABLE_HEAD).then_some(("scope", "col")));
                    attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
                    attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
                    self.run(vocabulary::aligned(cell_element, align), &attributes, &cell.inlines);
                }
                held.iter_mut().skip(column).for_each(|rows| *rows = rows.saturating_sub(1));
                self.markup.close();
            }
            self.markup.line();
            self.markup.close();
        }
        self.markup.line();
        self.markup.close();
    }

    /// Lines are indented with em spaces, which need no style sheet.
    fn stanza(&mut self, lines: &'b [VerseLine]) {
        self.markup.open(vocabulary::STANZA, &[]);
        for (i, line) in lines.iter().enumerate() {
            self.markup.open(vocabulary::VERSE_LINE, &[]);
            self.markup.text(&"\u{2003}".repeat(usize::from(line.indent)));
            self.inlines(&line.inlines);
            // Inside the line, where it changes nothing if the sheet makes a line a block.
            if i + 1 < lines.len() {
                self.markup.void(vocabulary::LINE_BREAK, &[]);
            }
            self.markup.close();
        }
        self.markup.close();
        self.markup.line();
    }

    /// A picture; its alternative text where there is none.
    pub(super) fn picture(&mut self, picture: &Picture) {
        match self.pictures.get(picture.asset) {
            Some(found) => {
                self.markup.void(vocabulary::IMAGE, &[("src", &found.href), ("alt", &picture.alt)]);
            }
            None => self.markup.text(&picture.alt),
        }
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
            Inline::LineBreak => out.push(' '),
            _ => collect_label(inline.children(), out),
        }
    }
}

/// `language-rust` for the first word of what a code block says of itself.
fn language_class(language: &str) -> Option<String> {
    let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '_' | '.');
    let name: String = language.trim().chars().take_while(word).collect();
    (!name.is_empty()).then(|| format!("language-{name}"))
}

/// Which part of the book a chapter is in.
pub fn matter(role: Role) -> Element {
    match role {
        Role::Preface => vocabulary::FRONT_MATTER,
        Role::Appendix
        | Role::SeeAlso
        | Role::Notes
        | Role::References
        | Role::Bibliography
        | Role::ExternalLinks
        | Role::Notice => vocabulary::BACK_MATTER,
        Role::Part | Role::Chapter | Role::Section | Role::Introduction => vocabulary::MAIN_MATTER,
    }
}
