//! Quotations with their sources. In: quotations as the text gives them. Out: a last paragraph that begins with a dash
//! and is short enough to be no speech is the quotation's source; its dash is left to the style sheet. So is the dash
//! of a source that the reader found.

use crate::diagnostic::Sink;
use crate::model::{Block, BlockKind, Book, Inline, flat_text};
use crate::project::NormalizeOptions;

/// The longest source, in characters.
const LONGEST: usize = 160;

/// Finds the source of every quotation.
pub fn run(book: &mut Book, _: &NormalizeOptions, _: &mut Sink) {
    book.each_block_mut(&mut |block| {
        let BlockKind::Quote { blocks, attribution } = &mut block.kind else { return };
        if attribution.is_empty()
            && let [_, .., Block { kind: BlockKind::Paragraph(inlines), .. }] = blocks.as_mut_slice()
            && dash(inlines) > 0
            && flat_text(inlines).chars().count() <= LONGEST
        {
            *attribution = std::mem::take(inlines);
            blocks.pop();
        }
        let length = dash(attribution);
        if let Some(Inline::Text(text)) = attribution.first_mut().filter(|_| length > 0) {
            *text = text.split_off(length);
        }
    });
}

/// The length of the dash that a source begins with, the space behind it included.
fn dash(inlines: &[Inline]) -> usize {
    let Some(Inline::Text(text)) = inlines.first() else { return 0 };
    let text = text.as_str();
    let rest = text.trim_start_matches(['-', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}']);
    // One hyphen alone is none.
    let length = text.len() - rest.len();
    let says = rest.trim_start().chars().next().is_some_and(char::is_alphabetic) || inlines.len() > 1;
    if length > 1 && says { text.len() - rest.trim_start().len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::normalize::sample;
    use crate::source::Span;

    fn shown(paragraphs: &[&str]) -> String {
        let span = Span::new(0, 0..1);
        let block = |text: &&str| Block::new(BlockKind::Paragraph(vec![Inline::Text(Text::new(*text, span))]), span);
        let mut book = sample::book("words");
        let blocks = paragraphs.iter().map(block).collect();
        book.sections[0].blocks = vec![Block::new(BlockKind::Quote { blocks, attribution: Vec::new() }, span)];
        run(&mut book, &NormalizeOptions::default(), &mut Sink::default());
        let BlockKind::Quote { attribution, .. } = &book.sections[0].blocks[0].kind else { panic!() };
        flat_text(attribution)
    }

    #[test]
    fn a_source_is_the_last_paragraph_behind_a_dash() {
        assert_eq!(shown(&["Words.", "— Ann Author"]), "Ann Author");
        assert_eq!(shown(&["Words.", "--- Ann Author"]), "Ann Author");
        assert_eq!(shown(&["— Speech."]), "");
        assert_eq!(shown(&["Words.", "-5 degrees"]), "");
        assert_eq!(shown(&["Words.", &format!("— {}", "long ".repeat(40))]), "");
    }
}
