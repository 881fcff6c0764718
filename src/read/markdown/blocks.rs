//! What can be open while a file is read, and what becomes of it when it closes.

use super::events::{Frame, Reader};
use super::formulas;
use super::tables;
use crate::language::Lang;
use crate::model::{
    AdmonitionKind, Alignment, Block, BlockKind, Cell, ColumnAlign, Definition, Inline, ListItem, ListKind, Picture,
    Table, Target, Text, flat_text,
};
use crate::source::Span;

/// Kinds of frames.
#[derive(Clone)]
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
    Division {
        align: Option<Alignment>,
    },
    Box(AdmonitionKind),
    Details {
        summary: Vec<Inline>,
        open: bool,
    },
    Figure {
        caption: Vec<Inline>,
    },
    /// What a book does not show: kept after all where it does not end.
    Dropped {
        ended: bool,
    },
    // blocks that hold parts of their own
    List {
        kind: ListKind,
        tight: bool,
        items: Vec<ListItem>,
    },
    Definitions(Vec<Definition>),
    Table {
        table: Table,
        in_head: bool,
        places: usize,
    },
    Row {
        cells: Vec<Cell>,
        head: bool,
        has_data: bool,
        columns: usize,
    },
    // a paragraph, which holds blocks where HTML puts them into it
    Paragraph,
    // blocks that hold text
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
    Summary,
    FigureCaption,
    // inlines
    /// What says nothing itself.
    Plain,
    /// Program text in a line.
    Mono,
    Quoted,
    Insert,
    Highlight,
    Small,
    Kbd,
    Abbr {
        title: String,
    },
    Ruby,
    Reading,
    /// The brackets around a reading.
    Unsaid,
    Foreign(Lang),
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
    pub fn table(columns: &[pulldown_cmark::Alignment]) -> Kind {
        let align = |align: &pulldown_cmark::Alignment| match align {
            pulldown_cmark::Alignment::None => ColumnAlign::Auto,
            pulldown_cmark::Alignment::Left => ColumnAlign::Left,
            pulldown_cmark::Alignment::Center => ColumnAlign::Center,
            pulldown_cmark::Alignment::Right => ColumnAlign::Right,
        };
        let columns = columns.iter().map(align).collect();
        let table = Table { columns, head: Vec::new(), body: Vec::new(), stub: false, caption: Vec::new() };
        Kind::Table { table, in_head: false, places: 0 }
    }

    /// A row with nothing in it yet.
    pub fn row(head: bool, has_data: bool) -> Kind {
        Kind::Row { cells: Vec::new(), head, has_data, columns: 0 }
    }

    /// Whether it stands in a line.
    pub fn is_inline(&self) -> bool {
        !self.holds_blocks() && !self.holds_parts() && !self.holds_lines()
    }

    /// Whether blocks stand right inside it, and text there is a paragraph.
    pub fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Kind::Root
                | Kind::Quote
                | Kind::Item { .. }
                | Kind::Note { .. }
                | Kind::Meaning
                | Kind::Division { .. }
                | Kind::Box(_)
                | Kind::Details { .. }
                | Kind::Figure { .. }
                | Kind::Dropped { .. }
                | Kind::Paragraph
        )
    }

    /// Whether only parts of its own stand right inside it.
    pub fn holds_parts(&self) -> bool {
        matches!(self, Kind::List { .. } | Kind::Definitions(_) | Kind::Table { .. } | Kind::Row { .. })
    }

    /// Whether it is a block that holds text alone.
    fn holds_lines(&self) -> bool {
        matches!(
            self,
            Kind::Heading { .. }
                | Kind::Code { .. }
                | Kind::Html
                | Kind::Term
                | Kind::Cell { .. }
                | Kind::Caption
                | Kind::Summary
                | Kind::FigureCaption
        )
    }
}

impl Reader<'_> {
    /// Makes of a frame what it is and gives it to the frame around it.
    pub fn close(&mut self, frame: Frame) {
        let Frame { kind, span, blocks, inlines, tag, .. } = frame;
        match kind {
            Kind::Root => {}
            Kind::Dropped { ended: false } if !self.top().kind.holds_blocks() => {
                blocks.iter().flat_map(Block::runs).for_each(|run| self.extend(run.clone(), span));
            }
            Kind::Paragraph | Kind::Division { align: None } | Kind::Dropped { ended: false } => {
                self.flush();
                self.top().blocks.extend(blocks);
            }
            Kind::Division { align: Some(_) } if blocks.is_empty() => {}
            Kind::Division { align: Some(align) } => self.push(BlockKind::Aligned { align, blocks }, span),
            Kind::Dropped { ended: true } => {
                if let [Block { kind: BlockKind::Paragraph(title), .. }] = blocks.as_slice()
                    && tag.as_deref() == Some("title")
                    && self.book.meta.title.is_empty()
                {
                    self.book.meta.title = flat_text(title);
                }
            }
            Kind::Box(kind) => self.push(BlockKind::Admonition { kind, title: Vec::new(), blocks }, span),
            Kind::Details { summary, open } => self.push(BlockKind::Details { summary, open, blocks }, span),
            Kind::Figure { caption } => self.figure(blocks, caption, span),
            Kind::Summary => {
                let run = self.run(trimmed(inlines));
                if let Kind::Details { summary, .. } = &mut self.top().kind {
                    summary.extend(run);
                }
            }
            Kind::FigureCaption => {
                let run = self.run(trimmed(inlines));
                if let Kind::Figure { caption } = &mut self.top().kind {
                    caption.extend(run);
                }
            }
            Kind::Heading { level, id, marked } => self.heading(level, id, marked, trimmed(inlines), span),
            Kind::Quote => {
                let Some(blocks) = self.description(blocks) else { return };
                let kind = self.labelled(blocks);
                self.push(kind, span);
            }
            Kind::Code { .. } if !self.top().kind.holds_blocks() => self.inline(Inline::Code(code(inlines)), span),
            Kind::Code { language: Some(word) } if word == "math" => self.fenced_formula(&code(inlines), span),
            Kind::Code { language } => self.push(BlockKind::Code { language, text: code(inlines) }, span),
            Kind::Html => self.html_block(inlines, span),
            Kind::List { items, .. } if items.is_empty() => {}
            Kind::List { kind: ListKind::Ordered { start, numerals, reversed: true }, tight, items } => {
                // HTML Living Standard §4.4.5: without a number to begin with, it counts down to one.
                let start = if start == 0 { items.len() as u64 } else { start };
                let kind = ListKind::Ordered { start, numerals, reversed: true };
                self.push(BlockKind::List { kind, tight, items }, span);
            }
            Kind::List { kind, tight, items } => self.push(BlockKind::List { kind, tight, items }, span),
            Kind::Item { task } => {
                if let Kind::List { items, .. } = &mut self.top().kind {
                    items.push(ListItem { task, blocks });
                }
            }
            Kind::Note { label } => self.notes.define(&label, blocks, span, self.book),
            Kind::Definitions(definitions) => self.push(BlockKind::Definitions(definitions), span),
            Kind::Term => {
                let term = self.run(trimmed(inlines));
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
            Kind::Table { table, .. } => self.push(BlockKind::Table(tables::complete(table)), span),
            Kind::Row { cells, head, has_data, .. } => {
                if let Kind::Table { table, .. } = &mut self.top().kind {
                    // Rows of headings alone that come first are the head, with or without a `thead`.
                    let first = table.body.is_empty() && !has_data && !cells.is_empty();
                    if head || first { &mut table.head } else { &mut table.body }.push(cells);
                }
            }
            Kind::Cell { columns, rows } => {
                let inlines = self.run(trimmed(inlines));
                if let Kind::Row { cells, .. } = &mut self.top().kind {
                    cells.push(Cell { inlines, columns, rows });
                }
            }
            Kind::Caption => {
                let caption = self.run(trimmed(inlines));
                if let Kind::Table { table, .. } = &mut self.top().kind {
                    table.caption.extend(caption);
                }
            }
            Kind::Emphasis | Kind::Strong | Kind::Delete | Kind::Sub | Kind::Sup if inlines.is_empty() => {}
            Kind::Insert | Kind::Highlight | Kind::Small | Kind::Kbd | Kind::Ruby | Kind::Reading
                if inlines.is_empty() => {}
            Kind::Abbr { .. } | Kind::Foreign(_) if inlines.is_empty() => {}
            Kind::Unsaid => {}
            Kind::Plain => self.extend(inlines, span),
            Kind::Mono => self.extend(as_code(inlines), span),
            Kind::Quoted => {
                // The typography pass sets the marks of the language.
                let mark = |at: u32| Inline::Text(Text::new("\"", Span { start: at, end: at + 1, ..span }));
                self.inline(mark(span.start), span);
                self.extend(inlines, span);
                self.inline(mark(span.end - 1), span);
            }
            Kind::Insert => self.inline(Inline::Insert(inlines), span),
            Kind::Highlight => self.inline(Inline::Highlight(inlines), span),
            Kind::Small => self.inline(Inline::Small(inlines), span),
            Kind::Kbd => self.inline(Inline::Kbd(inlines), span),
            Kind::Abbr { title } => self.inline(Inline::Abbr { title, body: inlines }, span),
            Kind::Ruby => self.inline(Inline::Ruby(inlines), span),
            Kind::Reading => self.inline(Inline::Reading(inlines), span),
            Kind::Foreign(lang) => {
                let dir = lang.direction();
                self.inline(Inline::Foreign { lang, dir, body: inlines }, span);
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines), span),
            Kind::Strong => self.inline(Inline::Strong(inlines), span),
            Kind::Delete => self.inline(Inline::Delete(inlines), span),
            // Pandoc's rule keeps "2^10 and 2^12" what it says; GFM strikes out what stands between single tildes.
            Kind::Sup if tag.is_none() && has_space(&inlines) => {
                let sign = |at: u32| Inline::Text(Text::new("^", Span { start: at, end: at + 1, ..span }));
                self.inline(sign(span.start), span);
                self.extend(inlines, span);
                self.inline(sign(span.end - 1), span);
            }
            Kind::Sub if tag.is_none() && has_space(&inlines) => self.inline(Inline::Delete(inlines), span),
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

    /// A quotation that begins with `[!NOTE]` or another such label is a box; what stands behind the label is its title.
    fn labelled(&mut self, mut blocks: Vec<Block>) -> BlockKind {
        let Some((kind, title)) = self.take_label(&mut blocks) else {
            return BlockKind::Quote { blocks, attribution: Vec::new() };
        };
        BlockKind::Admonition { kind, title, blocks }
    }

    fn take_label(&self, blocks: &mut Vec<Block>) -> Option<(AdmonitionKind, Vec<Inline>)> {
        let Block { kind: BlockKind::Paragraph(inlines), span, .. } = blocks.first_mut()? else { return None };
        let Inline::Text(text) = inlines.first_mut()? else { return None };
        let (word, _) = text.as_str().strip_prefix("[!")?.split_once(']')?;
        if word.is_empty() || !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        let place = text.span_of(0..word.len() + 3);
        if self.text[..place.start as usize].ends_with('\\') {
            return None;
        }
        let kind = match word.to_ascii_lowercase().as_str() {
            "note" => AdmonitionKind::Note,
            "tip" => AdmonitionKind::Tip,
            "important" => AdmonitionKind::Important,
            "warning" => AdmonitionKind::Warning,
            "caution" => AdmonitionKind::Caution,
            _ => AdmonitionKind::Other,
        };
        let label = word[..1].to_ascii_uppercase() + &word[1..].to_ascii_lowercase();
        let line_end = place.end as usize + self.text[place.end as usize..].lines().next().map_or(0, str::len);
        *text = text.split_off(word.len() + 3);
        let body = cut(inlines, line_end as u32);
        let mut title = trimmed(std::mem::replace(inlines, trimmed(body)));
        if title.is_empty() && kind == AdmonitionKind::Other {
            title.push(Inline::Text(Text::new(label, place)));
        }
        if inlines.is_empty() {
            blocks.remove(0);
        } else {
            span.start = (span.start.max(line_end as u32)).min(span.end);
        }
        Some((kind, title))
    }

    /// A figure of what stands in one: its picture or table takes the caption.
    fn figure(&mut self, mut blocks: Vec<Block>, words: Vec<Inline>, span: Span) {
        let free = |block: &&mut Block| match &block.kind {
            BlockKind::Figure { caption, .. } => caption.is_empty(),
            BlockKind::Table(table) => table.caption.is_empty(),
            _ => false,
        };
        match blocks.last_mut().filter(free).map(|block| &mut block.kind) {
            Some(BlockKind::Figure { caption, .. } | BlockKind::Table(Table { caption, .. })) => *caption = words,
            _ if words.is_empty() => {}
            _ => blocks.push(Block::new(BlockKind::Paragraph(words), span)),
        }
        self.top().blocks.append(&mut blocks);
    }

    /// Adds a paragraph; a picture alone in one is a figure, its title the caption.
    pub fn paragraph(&mut self, inlines: Vec<Inline>, span: Span) {
        let mut inlines = self.run(trimmed(inlines));
        formulas::trim(&mut inlines);
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

/// What of a run comes from behind byte `at` of the source.
fn cut(inlines: &mut Vec<Inline>, at: u32) -> Vec<Inline> {
    for index in 0..inlines.len() {
        if let Inline::Text(text) = &mut inlines[index]
            && text.span().end > at
        {
            let byte = text.byte_of(at);
            let tail = text.split_off(byte);
            let mut out = vec![Inline::Text(tail)];
            out.extend(inlines.drain(index + 1..));
            return out;
        }
        if matches!(inlines[index], Inline::LineBreak) {
            return inlines.split_off(index + 1);
        }
    }
    Vec::new()
}

/// A run without the spaces and line ends at its edges.
pub fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    loop {
        match inlines.last_mut() {
            Some(Inline::LineBreak) => {}
            Some(Inline::Text(text)) => {
                let end = text.as_str().trim_end_matches([' ', '\n']).len();
                text.split_off(end);
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        inlines.pop();
    }
    let mut first = 0;
    for inline in &mut inlines {
        match inline {
            Inline::LineBreak => {}
            Inline::Text(text) => {
                let start = text.as_str().len() - text.as_str().trim_start_matches([' ', '\n']).len();
                *text = text.split_off(start);
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        first += 1;
    }
    inlines.drain(..first);
    inlines
}

/// A run whose text is program text.
fn as_code(inlines: Vec<Inline>) -> Vec<Inline> {
    let code = |inline| match inline {
        Inline::Text(text) => Inline::Code(text),
        mut other => {
            if let Some(body) = other.children_mut() {
                *body = as_code(std::mem::take(body));
            }
            other
        }
    };
    inlines.into_iter().map(code).collect()
}

/// Program text without its last line end. What else stands in it, which HTML allows, is no more than its text.
fn code(inlines: Vec<Inline>) -> Text {
    let mut text = Text::default();
    gather(inlines, &mut text);
    let end = text.as_str().strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    if let Some(end) = end {
        text.split_off(end);
    }
    text
}

fn gather(inlines: Vec<Inline>, out: &mut Text) {
    for mut inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.append(text),
            Inline::LineBreak => out.append(Text::new("\n", out.span())),
            Inline::Image(picture) => out.append(Text::new(picture.alt, picture.span)),
            _ => gather(inline.children_mut().map(std::mem::take).unwrap_or_default(), out),
        }
    }
}

fn has_space(inlines: &[Inline]) -> bool {
    flat_text(inlines).contains(char::is_whitespace)
}
