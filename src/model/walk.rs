//! Walking the tree: every inline of a book in reading order, so that passes need not know where inlines live.

use super::{Block, BlockKind, Book, Inline, Section};
use crate::language::Lang;
use crate::source::Span;
use smallvec::{SmallVec, smallvec};

/// Runs of inlines; most blocks have one.
pub type Runs<R> = SmallVec<[R; 1]>;

/// The kinds of inlines that hold inlines: the one list of them, whether to look inside or to change.
macro_rules! holding {
    ($body:ident) => {
        Inline::Emphasis($body)
            | Inline::Strong($body)
            | Inline::Sub($body)
            | Inline::Sup($body)
            | Inline::Delete($body)
            | Inline::Insert($body)
            | Inline::Highlight($body)
            | Inline::Small($body)
            | Inline::Kbd($body)
            | Inline::Ruby($body)
            | Inline::Reading($body)
            | Inline::Abbr { body: $body, .. }
            | Inline::Foreign { body: $body, .. }
            | Inline::Directed { body: $body, .. }
            | Inline::Link { body: $body, .. }
    };
}

impl Inline {
    /// The inlines inside this one.
    pub fn children(&self) -> &[Inline] {
        match self {
            holding!(body) => body,
            _ => &[],
        }
    }

    /// The inlines inside this one, to change.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            holding!(body) => Some(body),
            _ => None,
        }
    }
}

/// Every inline of a run and inside it, in reading order.
pub fn walk<'a>(run: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in run {
        visit(inline);
        walk(inline.children(), visit);
    }
}

impl Section {
    /// This section and all below it, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Section)) {
        visit(self);
        self.sections.iter().for_each(|section| section.walk(visit));
    }

    /// This section and all below it, in reading order, to change.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Section)) {
        visit(self);
        self.sections.iter_mut().for_each(|section| section.walk_mut(visit));
    }
}

impl Block {
    /// This block and all that is printed inside it, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        visit(self);
        self.inner().into_iter().flatten().for_each(|block| block.walk(visit));
    }

    /// This block and all inside it, the descriptions of pictures too, in reading order.
    pub fn walk_all<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        self.walk(&mut |block| {
            visit(block);
            if let BlockKind::Figure { description, .. } = &block.kind {
                description.iter().for_each(|block| block.walk_all(visit));
            }
        });
    }

    /// The same blocks, to change.
    pub fn walk_all_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        self.walk_mut(&mut |block| {
            visit(block);
            if let BlockKind::Figure { description, .. } = &mut block.kind {
                description.iter_mut().for_each(|block| block.walk_all_mut(visit));
            }
        });
    }

    /// This block and all that is printed inside it, in reading order, to change.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        visit(self);
        match &mut self.kind {
            BlockKind::Quote { blocks, .. }
            | BlockKind::Admonition { blocks, .. }
            | BlockKind::Details { blocks, .. }
            | BlockKind::Aligned { blocks, .. } => blocks.iter_mut().for_each(|block| block.walk_mut(visit)),
            BlockKind::List { items, .. } => {
                items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|block| block.walk_mut(visit));
            }
            BlockKind::Definitions(definitions) => {
                let meanings = definitions.iter_mut().flat_map(|definition| &mut definition.meanings);
                meanings.flatten().for_each(|block| block.walk_mut(visit));
            }
            _ => {}
        }
    }

    /// The groups of blocks directly inside this one.
    fn inner(&self) -> Vec<&Vec<Block>> {
        match &self.kind {
            BlockKind::Quote { blocks, .. }
            | BlockKind::Admonition { blocks, .. }
            | BlockKind::Details { blocks, .. }
            | BlockKind::Aligned { blocks, .. } => vec![blocks],
            BlockKind::List { items, .. } => items.iter().map(|item| &item.blocks).collect(),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.meanings).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The runs of inlines that stand directly in this block, in reading order: one for a paragraph, one a cell for
    /// a table, one a line for verse.
    pub fn runs(&self) -> Runs<&Vec<Inline>> {
        match &self.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Math(inlines) | BlockKind::Heading { title: inlines, .. } => {
                smallvec![inlines]
            }
            BlockKind::Quote { attribution: inlines, .. }
            | BlockKind::Admonition { title: inlines, .. }
            | BlockKind::Details { summary: inlines, .. } => smallvec![inlines],
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.terms).collect()
            }
            BlockKind::Figure { caption, .. } => smallvec![caption],
            BlockKind::Table(table) => {
                let rows = table.head.iter().chain(&table.body);
                std::iter::once(&table.caption).chain(rows.flatten().map(|cell| &cell.inlines)).collect()
            }
            BlockKind::Verse(stanzas) => stanzas.iter().flatten().map(|line| &line.inlines).collect(),
            BlockKind::List { .. } | BlockKind::Code { .. } | BlockKind::Aligned { .. } | BlockKind::Break => {
                Runs::new()
            }
        }
    }

    /// The same runs, to change.
    pub fn runs_mut(&mut self) -> Runs<&mut Vec<Inline>> {
        match &mut self.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Math(inlines) | BlockKind::Heading { title: inlines, .. } => {
                smallvec![inlines]
            }
            BlockKind::Quote { attribution: inlines, .. }
            | BlockKind::Admonition { title: inlines, .. }
            | BlockKind::Details { summary: inlines, .. } => smallvec![inlines],
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.terms).collect()
            }
            BlockKind::Figure { caption, .. } => smallvec![caption],
            BlockKind::Table(table) => {
                let rows = table.head.iter_mut().chain(&mut table.body);
                std::iter::once(&mut table.caption).chain(rows.flatten().map(|cell| &mut cell.inlines)).collect()
            }
            BlockKind::Verse(stanzas) => stanzas.iter_mut().flatten().map(|line| &mut line.inlines).collect(),
            BlockKind::List { .. } | BlockKind::Code { .. } | BlockKind::Aligned { .. } | BlockKind::Break => {
                Runs::new()
            }
        }
    }
}

impl Book {
    /// All sections in reading order.
    pub fn each_section<'a>(&'a self, visit: &mut dyn FnMut(&'a Section)) {
        self.sections.iter().for_each(|section| section.walk(visit));
    }

    /// Every block of the sections in reading order, then every block of the notes, descriptions of pictures with them.
    pub fn each_block<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        self.each_section(&mut |section| section.blocks.iter().for_each(|block| block.walk_all(visit)));
        self.notes.iter().flat_map(|note| &note.blocks).for_each(|block| block.walk_all(visit));
    }

    /// The same blocks, to change.
    pub fn each_block_mut(&mut self, visit: &mut dyn FnMut(&mut Block)) {
        for section in &mut self.sections {
            section.walk_mut(&mut |section| section.blocks.iter_mut().for_each(|block| block.walk_all_mut(visit)));
        }
        self.notes.iter_mut().flat_map(|note| &mut note.blocks).for_each(|block| block.walk_all_mut(visit));
    }

    /// Every run of inlines, to change: titles where they stand, then as [`Book::each_block_mut`].
    pub fn each_run_mut(&mut self, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
        self.each_run_in_mut(&mut |run, _| visit(run));
    }

    /// The same, each with the language of its source.
    pub fn each_run_in_mut(&mut self, visit: &mut dyn FnMut(&mut Vec<Inline>, Lang)) {
        let (languages, own) = (&self.languages, self.meta.language);
        let language = |span: Span| languages.get(&span.source).copied().unwrap_or(own);
        let mut in_block = |block: &mut Block| {
            let language = language(block.span);
            block.runs_mut().into_iter().for_each(|run| visit(run, language));
        };
        for section in &mut self.sections {
            section.walk_mut(&mut |section| {
                let mut heading = Block::new(BlockKind::Paragraph(std::mem::take(&mut section.title)), section.span);
                in_block(&mut heading);
                if let BlockKind::Paragraph(title) = heading.kind {
                    section.title = title;
                }
                section.blocks.iter_mut().for_each(|block| block.walk_all_mut(&mut in_block));
            });
        }
        self.notes.iter_mut().flat_map(|note| &mut note.blocks).for_each(|block| block.walk_all_mut(&mut in_block));
    }
}
