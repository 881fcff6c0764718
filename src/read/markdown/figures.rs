//! Figures. In: a paragraph, or what stands in an HTML figure. Out: a picture alone in one is a figure with its caption.

use super::events::Reader;
use super::formulas;
use super::runs::trimmed;
use crate::model::{Block, BlockKind, Inline, Picture, Table, Text};
use crate::source::Span;

impl Reader<'_> {
    /// A figure of what stands in one: its picture or table takes the caption.
    pub fn figure(&mut self, mut blocks: Vec<Block>, words: Vec<Inline>, span: Span) {
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
