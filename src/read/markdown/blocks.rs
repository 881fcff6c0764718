//! What can be open while a file is read, and what becomes of it when it closes.

use super::events::{Frame, Reader};
use super::tables;
use crate::model::{
    Block, BlockKind, Cell, ColumnAlign, Definition, Inline, ListItem, ListKind, Picture, Table, Target, Text,
    flat_text,
};
use crate::source::Span;
use pulldown_cmark::Alignment;

/// Kinds of frames.
pub enum Kind {
    // blocks that hold blocks
    Root,
    Quote,
    Item {
        task: Option<bool>,
    },
    Note {
        label: String,
    },
    Meaning,
    // blocks that hold parts of their own
    List {
        kind: ListKind,
        tight: bool,
        items: Vec<ListItem>,
    },
    Definitions(Vec<Definition>),
    Table(Table),
    Row {
        cells: Vec<Cell>,
        head: bool,
    },
    // blocks that hold text
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        marked: bool,
    },
    Code {
        language: Option<String>,
    },
    Html,
    Term,
    Cell {
        columns: u16,
        rows: u16,
    },
    Caption,
    // inlines
    Emphasis,
    Strong,
    Delete,
    Sub,
    Sup,
    /// Without a target where the link leads nowhere that a book may lead.
    Link {
        to: Option<Target>,
    },
    Image {
        file: String,
        title: String,
    },
}

impl Kind {
    /// A table with these columns.
    pub fn table(columns: &[Alignment]) -> Kind {
        let align = |align: &Alignment| match align {
            Alignment::None => ColumnAlign::Auto,
            Alignment::Left => ColumnAlign::Left,
            Alignment::Center => ColumnAlign::Center,
            Alignment::Right => ColumnAlign::Right,
        };
        let columns = columns.iter().map(align).collect();
        Kind::Table(Table { columns, head: Vec::new(), body: Vec::new(), stub: false, caption: Vec::new() })
    }

    /// Whether it stands in a line.
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Kind::Emphasis
                | Kind::Strong
                | Kind::Delete
                | Kind::Sub
                | Kind::Sup
                | Kind::Link { .. }
                | Kind::Image { .. }
        )
    }

    /// Whether blocks stand right inside it, and text there is a paragraph.
    pub fn holds_blocks(&self) -> bool {
        matches!(self, Kind::Root | Kind::Quote | Kind::Item { .. } | Kind::Note { .. } | Kind::Meaning)
    }
}

impl Reader<'_> {
    /// Makes of a frame what it is and gives it to the frame around it.
    pub fn close(&mut self, frame: Frame) {
        let Frame { kind, span, blocks, inlines, .. } = frame;
        match kind {
            Kind::Root => {}
            Kind::Paragraph => self.paragraph(inlines, span),
            Kind::Heading { level, id, marked } => self.heading(level, id, marked, inlines, span),
            Kind::Quote => {
                let Some(blocks) = self.description(blocks) else { return };
                let blocks = self.labelled(blocks);
                self.push(BlockKind::Quote { blocks, attribution: Vec::new() }, span);
            }
            Kind::Code { language } => self.push(BlockKind::Code { language, text: code(inlines) }, span),
            Kind::Html => self.html_block(inlines, span),
            Kind::List { kind, tight, items } => self.push(BlockKind::List { kind, tight, items }, span),
            Kind::Item { task } => {
                if let Kind::List { items, .. } = &mut self.top().kind {
                    items.push(ListItem { task, blocks });
                }
            }
            Kind::Note { label } => self.notes.define(&label, blocks, span, self.book),
            Kind::Definitions(definitions) => self.push(BlockKind::Definitions(definitions), span),
            Kind::Term => {
                let term = self.run(inlines);
                if let Kind::Definitions(definitions) = &mut self.top().kind {
                    match definitions.last_mut() {
                        Some(definition) if definition.meanings.is_empty() => definition.terms.push(term),
                        _ => definitions.push(Definition { terms: vec![term], meanings: Vec::new() }),
                    }
                }
            }
            Kind::Meaning => {
                if let Kind::Definitions(definitions) = &mut self.top().kind {
                    match definitions.last_mut() {
                        Some(definition) => definition.meanings.push(blocks),
                        None => definitions.push(Definition { terms: Vec::new(), meanings: vec![blocks] }),
                    }
                }
            }
            Kind::Table(table) => self.push(BlockKind::Table(tables::complete(table)), span),
            Kind::Row { cells, head } => {
                if let Kind::Table(table) = &mut self.top().kind {
                    if head { &mut table.head } else { &mut table.body }.push(cells);
                }
            }
            Kind::Cell { columns, rows } => {
                let inlines = self.run(inlines);
                if let Kind::Row { cells, .. } = &mut self.top().kind {
                    cells.push(Cell { inlines, columns, rows });
                }
            }
            Kind::Caption => {
                let caption = self.run(inlines);
                if let Kind::Table(table) = &mut self.top().kind {
                    table.caption.extend(caption);
                }
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines), span),
            Kind::Strong => self.inline(Inline::Strong(inlines), span),
            Kind::Delete => self.inline(Inline::Delete(inlines), span),
            // Pandoc's rule keeps "2^10 and 2^12" what it says; GFM strikes out what stands between single tildes.
            Kind::Sup if has_space(&inlines) => {
                let sign = |at: u32| Inline::Text(Text::new("^", Span { start: at, end: at + 1, ..span }));
                self.inline(sign(span.start), span);
                self.extend(inlines, span);
                self.inline(sign(span.end - 1), span);
            }
            Kind::Sub if has_space(&inlines) => self.inline(Inline::Delete(inlines), span),
            Kind::Sup => self.inline(Inline::Sup(inlines), span),
            Kind::Sub => self.inline(Inline::Sub(inlines), span),
            Kind::Link { to: Some(to) } => self.inline(Inline::Link { to, body: inlines, span }, span),
            Kind::Link { to: None } => self.extend(inlines, span),
            Kind::Image { file, title } => {
                let found = self.written_image(&file, inlines, span);
                self.caption = Some((span, title));
                self.extend(found, span);
            }
        }
    }

    /// A quotation whose first line is `[!NOTE]` or another such label begins with it in plain words.
    fn labelled(&self, mut blocks: Vec<Block>) -> Vec<Block> {
        let Some(Block { kind: BlockKind::Paragraph(inlines), span, .. }) = blocks.first_mut() else { return blocks };
        let Some(Inline::Text(text)) = inlines.first_mut() else { return blocks };
        let word = text.as_str().strip_prefix("[!").and_then(|rest| rest.split_once(']'));
        let Some((word, _)) = word.filter(|(word, _)| word.bytes().all(|b| b.is_ascii_alphabetic())) else {
            return blocks;
        };
        let length = word.len() + 3;
        let place = text.span_of(0..length);
        let alone = self.text[place.end as usize..].lines().next().is_none_or(|rest| rest.trim().is_empty());
        if !alone || word.is_empty() {
            return blocks;
        }
        let label = word[..1].to_ascii_uppercase() + &word[1..].to_ascii_lowercase();
        let label = Inline::Strong(vec![Inline::Text(Text::new(label, place))]);
        let rest = text.split_off(length);
        let blank = rest.as_str().len() - rest.as_str().trim_start().len();
        *text = rest;
        *text = text.split_off(blank);
        inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        let place = Block::new(BlockKind::Paragraph(vec![label]), place);
        if inlines.is_empty() {
            blocks[0] = place;
        } else {
            span.start = span.start.max(place.span.end);
            blocks.insert(0, place);
        }
        blocks
    }

    /// Adds a paragraph; a picture alone in one is a figure, its title the caption.
    pub fn paragraph(&mut self, inlines: Vec<Inline>, span: Span) {
        let inlines = self.run(inlines);
        let caption = self.caption.take();
        let kind = match <[Inline; 1]>::try_from(inlines) {
            Ok([Inline::Image(image)]) => figure(image, caption),
            Ok([inline]) => BlockKind::Paragraph(vec![inline]),
            Err(inlines) if inlines.is_empty() => return,
            Err(inlines) => BlockKind::Paragraph(inlines),
        };
        self.push(kind, span);
    }
}

fn figure(image: Picture, caption: Option<(Span, String)>) -> BlockKind {
    let caption = caption.filter(|(span, title)| *span == image.span && !title.is_empty());
    let caption = caption.map(|(span, title)| Inline::Text(Text::new(title, span)));
    BlockKind::Figure { image, caption: caption.into_iter().collect(), description: Vec::new() }
}

/// Program text without its last line end.
fn code(inlines: Vec<Inline>) -> Text {
    let Some(Inline::Text(mut text)) = inlines.into_iter().next() else { return Text::default() };
    let end = text.as_str().strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    if let Some(end) = end {
        text.split_off(end);
    }
    text
}

fn has_space(inlines: &[Inline]) -> bool {
    flat_text(inlines).contains(char::is_whitespace)
}
