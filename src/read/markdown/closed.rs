//! What becomes of a frame when it closes: the block, the part of a block or the inline that it is.

use super::events::{Frame, Reader};
use super::kinds::Kind;
use super::runs::{as_code, code, code_lines, has_space, trimmed};
use super::tables;
use crate::model::{Block, BlockKind, Cell, Definition, Inline, ListItem, ListKind, Text, flat_text};
use crate::source::Span;

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
            Kind::Code { .. } if !self.top().kind.holds_blocks() => self.extend(code_lines(&code(inlines)), span),
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
            Kind::Abbr { .. } | Kind::Foreign(..) | Kind::Directed(_) if inlines.is_empty() => {}
            Kind::Unsaid => {}
            Kind::Plain | Kind::Counted { .. } => self.extend(inlines, span),
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
            Kind::Foreign(lang, dir) => self.inline(Inline::Foreign { lang, dir, body: inlines }, span),
            Kind::Directed(dir) => self.inline(Inline::Directed { dir, body: inlines }, span),
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
}
