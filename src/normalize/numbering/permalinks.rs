//! Permanent names of blocks. In: blocks in their final order. Out: dense ids, and for each a name made of the section's
//! slug and the block's own text, which stays the same whatever changes elsewhere.

use crate::edition::fingerprint;
use crate::model::{Block, BlockId, BlockKind, Book, flat_text};
use std::collections::BTreeMap;

/// Gives every block its id and its permanent name, in the order of [`Book::each_block_mut`].
pub fn set(book: &mut Book) {
    let mut names = Names::default();
    let anchors = &book.anchors;
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            let slug = &anchors[section.anchor.index()].slug;
            section.blocks.iter_mut().for_each(|block| block.walk_all_mut(&mut |block| names.give(block, slug)));
        });
    }
    for block in book.notes.iter_mut().flat_map(|note| &mut note.blocks) {
        block.walk_all_mut(&mut |block| names.give(block, "notes"));
    }
    book.permalinks = names.given;
}

#[derive(Default)]
struct Names {
    given: Vec<String>,
    ties: BTreeMap<u64, u32>,
}

impl Names {
    fn give(&mut self, block: &mut Block, slug: &str) {
        block.id = BlockId(self.given.len() as u32);
        let hash = fingerprint(&[slug, kind(block), &text(block)]) >> 24;
        let tie = self.ties.entry(hash).or_insert(0);
        *tie += 1;
        let ordinal = if *tie > 1 { format!("-{tie}") } else { String::new() };
        self.given.push(format!("p-{hash:010x}{ordinal}"));
    }
}

fn kind(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Quote { .. } => "quote",
        BlockKind::List { .. } => "list",
        BlockKind::Definitions(_) => "definitions",
        BlockKind::Figure { .. } => "figure",
        BlockKind::Table(_) => "table",
        BlockKind::Code { .. } => "code",
        BlockKind::Verse(_) => "verse",
        BlockKind::Break => "break",
    }
}

/// What the block itself says; of one that only holds others, what its first says.
fn text(mut block: &Block) -> String {
    loop {
        let first = match &block.kind {
            BlockKind::Code { text, .. } => return text.as_str().to_owned(),
            BlockKind::Quote { blocks, .. } => blocks.first(),
            BlockKind::List { items, .. } => items.first().and_then(|item| item.blocks.first()),
            _ => None,
        };
        match first {
            Some(inner) => block = inner,
            None => return block.runs().into_iter().map(|run| flat_text(run) + "\n").collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::sample::book;

    #[test]
    fn names_outlive_changes_elsewhere() {
        let (mut first, mut second) = (book("= One\na\nb\nb"), book("= One\nnew\na\nb\nb"));
        set(&mut first);
        set(&mut second);
        assert_eq!(first.permalinks, second.permalinks[1..]);
        assert_eq!(first.permalinks[2], format!("{}-2", first.permalinks[1]));
        assert_eq!(second.sections[0].blocks[3].id, BlockId(3));
    }
}
