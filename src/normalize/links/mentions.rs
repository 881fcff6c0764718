//! Mentions of other texts. In: a book of several texts, some with a list of related ones under "See also". Out: a line
//! there that is the title of another text of the book is a link to it.

use crate::model::slug::folded;
use crate::model::{AnchorId, Block, BlockKind, Book, Inline, Role, Section, Target, flat_text};
use std::collections::BTreeMap;

/// What a title belongs to, and the source that it stands in.
type Titles = BTreeMap<String, (AnchorId, u16)>;

/// Makes links of what lists of related texts name.
pub fn link(book: &mut Book) {
    let mut titles = Titles::new();
    for section in &book.sections {
        titles.entry(folded(&flat_text(&section.title))).or_insert((section.anchor, section.span.source));
    }
    titles.remove("");
    for section in &mut book.sections {
        section.walk_mut(&mut |section| link_in(section, &titles));
    }
}

fn link_in(section: &mut Section, titles: &Titles) {
    if section.role != Role::SeeAlso {
        return;
    }
    for block in &mut section.blocks {
        block.walk_mut(&mut |block| link_line(block, titles));
    }
}

fn link_line(block: &mut Block, titles: &Titles) {
    let span = block.span;
    let BlockKind::Paragraph(line) = &mut block.kind else { return };
    let linked = line.iter().any(|inline| matches!(inline, Inline::Link { .. }));
    let known = titles.get(&folded(flat_text(line).trim()));
    if let Some(&(anchor, source)) = known
        && source != span.source
        && !linked
    {
        let body = std::mem::take(line);
        line.push(Inline::Link { to: Target::Anchor(anchor), body, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dump::dump;
    use crate::normalize::sample::book;

    #[test]
    fn a_line_that_is_the_title_of_another_text_leads_to_it() {
        let mut book = book("= Tides\nOf tides.\n= Related\nHerons\nTides\nRivers and Herons\n= Herons\nOf herons.");
        book.sections[1].role = Role::SeeAlso;
        book.sections[2].span.source = 1;
        link(&mut book);
        let dump = dump(&book);
        assert!(
            dump.contains("p [Herons](") && dump.contains("p Tides\n") && dump.contains("p Rivers and Herons\n"),
            "{dump}"
        );
    }
}
