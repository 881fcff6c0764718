//! Blocks as XHTML. In: blocks of the model. Out: one element each, as `vocabulary` names it, with the printed pages
//! that begin in it.

use super::markup::Attribute;
use super::xhtml::Writer;
use crate::language::Direction;
use crate::model::direction::turned;
use crate::model::slug::slug;
use crate::model::table::Heads;
use crate::model::{Block, BlockKind, Definition, Inline, ListItem, ListKind, Picture, Table, VerseLine, flat_text};
use crate::vocabulary::{self, Element};

/// How many letters, about, stand in a line on a phone. What is wider and cannot be broken is moved there to be read.
pub(super) const PHONE: usize = 44;
/// What can be moved can be so without a finger too: it is a stop of the tabulator (WCAG 2.2, 2.1.1).
pub(super) const REACHED: Attribute = ("tabindex", "0");

impl<'b> Writer<'b> {
    pub(super) fn blocks(&mut self, blocks: &'b [Block]) {
        blocks.iter().for_each(|block| self.block(block, None));
    }

    /// A block with the pages that begin in it.
    pub(super) fn block(&mut self, block: &'b Block, id: Option<String>) {
        // Running text holds the break itself; a table, a list or a picture has it before.
        let running = matches!(
            block.kind,
            BlockKind::Paragraph(_)
                | BlockKind::Heading { .. }
                | BlockKind::Verse(_)
                | BlockKind::Math(_)
                | BlockKind::Code { .. }
        );
        self.with_breaks(block, |writer| {
            if !running {
                writer.break_pages(1);
            }
            let id = id.as_deref().map(|id| ("id", id));
            writer.kind(&block.kind, id.as_slice());
        });
    }

    /// Writes something of `block`, and the pages that begin in it where `write` comes to them.
    fn with_breaks(&mut self, block: &Block, write: impl FnOnce(&mut Self)) {
        let outer = (std::mem::replace(&mut self.breaks, self.places.breaks_of(block.id).iter()), self.at);
        self.at = 0;
        write(self);
        self.break_pages(usize::MAX);
        self.markup.line();
        (self.breaks, self.at) = outer;
    }

    fn kind(&mut self, kind: &'b BlockKind, id: &[Attribute]) {
        let element = vocabulary::block(kind);
        match kind {
            BlockKind::Math(inlines) if flat_text(inlines).chars().count() > PHONE => {
                let attributes: Vec<Attribute> = id.iter().copied().chain([REACHED]).collect();
                self.run(vocabulary::WIDE_DISPLAY, &attributes, inlines);
            }
            BlockKind::Paragraph(inlines) => match turned(inlines, self.dir) {
                Some(dir) => {
                    let attributes: Vec<Attribute> = id.iter().copied().chain([("dir", dir.as_str())]).collect();
                    self.markup.open(element, &attributes);
                    self.in_direction(dir, inlines);
                    self.markup.close();
                }
                None => self.run(element, id, inlines),
            },
            BlockKind::Math(inlines) => self.run(element, id, inlines),
            // One below its section whatever the source says: levels go down one at a time.
            BlockKind::Heading { title, .. } => self.run(vocabulary::heading(self.level + 1), id, title),
            BlockKind::Quote { blocks, attribution } => {
                self.markup.open(element, id);
                self.markup.line();
                self.blocks(blocks);
                if !attribution.is_empty() {
                    self.run(vocabulary::ATTRIBUTION, &[], attribution);
                    self.markup.line();
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
            BlockKind::Figure { image, caption, description } => {
                let first = description.first().and_then(|first| self.book.permalinks.get(first.id.0 as usize));
                let described = first.map(|first| self.places.free(format!("d{first}")));
                self.markup.open(element, id);
                self.picture(image, described.as_deref().map(|id| ("aria-details", id)).as_slice());
                if !caption.is_empty() {
                    self.run(vocabulary::CAPTION, &[], caption);
                }
                self.markup.close();
                if let Some(id) = described {
                    self.description(description, &id);
                }
            }
            BlockKind::Table(table) => self.table(table, id),
            BlockKind::Code { language, text } => {
                let ltr = (self.dir == Direction::Rtl).then_some(("dir", "ltr"));
                let attributes: Vec<Attribute> = id.iter().copied().chain(ltr).collect();
                self.markup.open(element, &attributes);
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
            BlockKind::Admonition { title, blocks, .. } => {
                self.titled(element, id, vocabulary::ADMONITION_TITLE, title, blocks);
            }
            BlockKind::Details { summary, open, blocks } => {
                let open = open.then_some(("open", "open"));
                let attributes: Vec<Attribute> = id.iter().copied().chain(open).collect();
                self.titled(element, &attributes, vocabulary::SUMMARY, summary, blocks);
            }
            BlockKind::Aligned { blocks, .. } => {
                self.markup.open(element, id);
                self.markup.line();
                self.blocks(blocks);
                self.markup.close();
            }
            BlockKind::Break => self.markup.void(element, id),
        }
    }

    /// An element that holds blocks below a title.
    fn titled(
        &mut self,
        element: Element,
        attributes: &[Attribute],
        head: Element,
        title: &'b [Inline],
        blocks: &'b [Block],
    ) {
        self.markup.open(element, attributes);
        self.markup.line();
        if !title.is_empty() {
            self.run(head, &[], title);
            self.markup.line();
        }
        self.blocks(blocks);
        self.markup.close();
    }

    /// An element that holds running text.
    fn run(&mut self, element: Element, attributes: &[Attribute], inlines: &'b [Inline]) {
        self.markup.open(element, attributes);
        self.inlines(inlines);
        self.markup.close();
    }

    /// Running text of an element that keeps the direction of its book, as cells and items beside others must: its own
    /// is that of what is inside it.
    fn within(&mut self, inlines: &'b [Inline]) {
        let Some(dir) = turned(inlines, self.dir) else { return self.inlines(inlines) };
        self.markup.open(vocabulary::DIRECTED, &[("dir", dir.as_str())]);
        self.in_direction(dir, inlines);
        self.markup.close();
    }

    fn list(&mut self, element: Element, id: &[Attribute], kind: ListKind, tight: bool, items: &'b [ListItem]) {
        let reversed = matches!(kind, ListKind::Ordered { reversed: true, .. });
        let start = kind.number(0).filter(|&start| start != 1 || reversed).map(|start| start.to_string());
        let start = start.as_deref().map(|start| ("start", start));
        let reversed = reversed.then_some(("reversed", "reversed"));
        let attributes: Vec<Attribute> = id.iter().copied().chain(start).chain(reversed).collect();
        self.markup.open(element, &attributes);
        self.markup.line();
        for item in items {
            self.markup.open(if item.task.is_some() { vocabulary::TASK } else { vocabulary::LIST_ITEM }, &[]);
            if let Some(done) = item.task {
                self.markup.leaf(vocabulary::LIST_LABEL, &[], if done { "☑" } else { "☐" });
                self.markup.text(" ");
            }
            for (i, block) in item.blocks.iter().enumerate() {
                let beside_box = i == 0 && item.task.is_some();
                match &block.kind {
                    // In a tight list, and beside a box, a paragraph is its text and nothing around it.
                    BlockKind::Paragraph(inlines) if tight || beside_box => {
                        self.with_breaks(block, |writer| writer.within(inlines))
                    }
                    _ => self.block(block, None),
                }
            }
            self.markup.close();
            self.markup.line();
        }
        self.markup.close();
    }

    fn definition(&mut self, definition: &'b Definition) {
        let glossary = self.glossary.is_some();
        for term in &definition.terms {
            if glossary {
                let id = self.term_id(term);
                self.markup.open(vocabulary::DEFINED_TERM, &[]);
                self.run(vocabulary::GLOSSARY_TERM, &[("id", &id)], term);
                self.markup.close();
            } else {
                self.run(vocabulary::DEFINED_TERM, &[], term);
            }
            self.markup.line();
        }
        for meaning in &definition.meanings {
            self.markup.open(if glossary { vocabulary::GLOSSARY_MEANING } else { vocabulary::MEANING }, &[]);
            self.blocks(meaning);
            self.markup.close();
            self.markup.line();
        }
    }

    /// A new id for a term of a glossary, after its words.
    fn term_id(&mut self, term: &[Inline]) -> String {
        let name = slug(&flat_text(term)).unwrap_or_default();
        let mut id = self.places.free(format!("term-{name}"));
        for number in 2u32.. {
            if self.terms.insert(id.clone()) {
                break;
            }
            id = self.places.free(format!("term-{name}-{number}"));
        }
        id
    }

    fn table(&mut self, table: &'b Table, id: &[Attribute]) {
        let wide = table.least_width() > PHONE;
        if wide {
            self.markup.open(vocabulary::WIDE, &[REACHED]);
            self.markup.line();
        }
        self.markup.open(vocabulary::TABLE, id);
        if !table.caption.is_empty() {
            self.run(vocabulary::TABLE_CAPTION, &[], &table.caption);
        }
        let parts = [(vocabulary::TABLE_HEAD, &table.head), (vocabulary::TABLE_BODY, &table.body)];
        for (part, rows) in parts.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            self.markup.line();
            self.markup.open(part, &[]);
            for (row, places) in rows.iter().zip(Table::places(rows, table.columns.len())) {
                self.markup.line();
                self.markup.open(vocabulary::TABLE_ROW, &[]);
                for (cell, column) in row.iter().zip(places.cells) {
                    let align = table.columns.get(column).copied().unwrap_or_default();
                    let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
                    let heads = table.heads(part == vocabulary::TABLE_HEAD, column, cell);
                    let element = if heads.is_some() { vocabulary::HEAD_CELL } else { vocabulary::CELL };
                    let scope = heads.map(|heads| if heads == Heads::Column { "col" } else { "row" });
                    let mut attributes: Vec<Attribute> = Vec::new();
                    attributes.extend(scope.map(|scope| ("scope", scope)));
                    attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
                    attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
                    self.markup.open(vocabulary::aligned(element, align, cell.columns), &attributes);
                    self.within(&cell.inlines);
                    self.markup.close();
                }
                self.markup.close();
            }
            self.markup.line();
            self.markup.close();
        }
        self.markup.line();
        self.markup.close();
        if wide {
            self.markup.line();
            self.markup.close();
        }
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

    /// What describes a picture at length, below it and its caption. The element is one that everybody can open, not only
    /// those whose readers know the reference (WAI-ARIA 1.3 §6.6, `aria-details`).
    fn description(&mut self, description: &'b [Block], id: &str) {
        self.markup.line();
        self.markup.open(vocabulary::DESCRIPTION, &[("id", id)]);
        self.markup.leaf(vocabulary::DESCRIPTION_NAME, &[], self.words.description);
        self.markup.line();
        self.blocks(description);
        self.markup.close();
    }

    /// A picture; its alternative text where there is none.
    pub(super) fn picture(&mut self, picture: &Picture, more: &[Attribute]) {
        match self.pictures.get(picture.asset) {
            Some(found) => {
                let own = [("src", found.href.as_str()), ("alt", picture.alt.as_str())];
                let size = found.size(picture);
                let size = size.iter().map(|(name, value)| (*name, value.as_str()));
                let attributes: Vec<Attribute> = own.into_iter().chain(size).chain(more.iter().copied()).collect();
                self.markup.void(vocabulary::IMAGE, &attributes);
            }
            None => self.markup.text(&picture.alt),
        }
    }
}

/// `language-rust` for the first word of what a code block says of itself.
fn language_class(language: &str) -> Option<String> {
    let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '_' | '.');
    let name: String = language.trim().chars().take_while(word).collect();
    (!name.is_empty()).then(|| format!("language-{name}"))
}
