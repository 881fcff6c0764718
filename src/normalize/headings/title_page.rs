//! The title page inside a text: the lines above its first heading that only say what the book's own title page says.
//! In: the sections. Out: the same without those lines. Text with a note, a link or a picture in it always stays.

use super::is_lead;
use crate::model::{Block, BlockKind, Book, Inline, flat_text};
use std::collections::BTreeSet;

/// What title pages put before an author's name.
const BY: &[&str] = &["by", "par", "von", "por", "di", "door", "av", "af"];

/// Takes the lines of a title page from the lead, unless nothing would be left of the book.
pub fn take(book: &mut Book) {
    let meta = &book.meta;
    let title: BTreeSet<String> = words(&meta.title).collect();
    let others = meta.subtitle.iter().chain(meta.creators.iter().map(|creator| &creator.name));
    let mut known: BTreeSet<String> = others.flat_map(|text| words(text)).collect();
    known.extend(title.iter().cloned().chain(BY.iter().map(|&word| word.to_owned())));
    let alone = book.sections.len() == 1;
    let Some(lead) = book.sections.first_mut().filter(|section| is_lead(section)) else { return };
    let mut said = BTreeSet::new();
    let mut count = 0;
    while let Some(block) = lead.blocks.get(count).filter(|block| is_plain(block)) {
        let here: BTreeSet<String> = block.runs().into_iter().flat_map(|run| words_of(run)).collect();
        if !here.is_subset(&known) {
            break;
        }
        said.extend(here);
        count += 1;
    }
    let whole = alone && lead.sections.is_empty() && count == lead.blocks.len();
    if !whole && !title.is_empty() && title.is_subset(&said) {
        lead.blocks.drain(..count);
    }
}

/// Whether a block is lines of plain words, or a break between such.
fn is_plain(block: &Block) -> bool {
    fn plain(inline: &Inline) -> bool {
        match inline {
            Inline::Text(_) | Inline::LineBreak => true,
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Foreign { .. } => inline.children().iter().all(plain),
            _ => false,
        }
    }
    let lines = matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Verse(_) | BlockKind::Break);
    lines && block.runs().into_iter().flatten().all(plain)
}

fn words_of(run: &[Inline]) -> Vec<String> {
    words(&flat_text(run)).collect()
}

/// The words of a text, whatever their case and the marks between them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Creator;
    use crate::normalize::sample::book;

    /// How many blocks stay above the first heading of a book called `The Ferry; or, The Rope` by Ann Author.
    fn left(text: &str) -> usize {
        let mut book = book(text);
        book.meta.title = "The Ferry; or, The Rope".to_owned();
        let (name, role) = ("Ann Author".to_owned(), "aut".to_owned());
        book.meta.creators = vec![Creator { name, role, file_as: None }];
        take(&mut book);
        book.sections[0].blocks.len()
    }

    #[test]
    fn lines_that_only_name_the_book_are_its_title_page() {
        assert_eq!(left("THE FERRY\nor, THE ROPE.\nby Ann Author\n= One\ntext"), 0);
        assert_eq!(left("*The Ferry, or the Rope*\nThe ferryman was old.\n= One\ntext"), 1);
    }

    #[test]
    fn what_says_less_or_more_or_all_there_is_stays() {
        assert_eq!(left("The Ferry\n= One\ntext"), 1, "not the whole title");
        assert_eq!(left("The Ferry; or, The Rope[^a]\n= One\ntext\n[^a]: first edition"), 1);
        assert_eq!(left("The Ferry; or, The Rope"), 1);
    }
}
