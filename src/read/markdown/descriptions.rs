//! Descriptions of pictures. In: a quotation right behind a figure that begins with `[!DESCRIPTION]`. Out: what it says, in
//! the figure: for those who cannot see the picture. Elsewhere it is the quotation that it looks like.

use super::events::Reader;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Block, BlockKind, Inline};
use crate::source::Span;

/// What the quotation begins with, in letters of either case.
const LABEL: &str = "[!DESCRIPTION]";

impl Reader<'_> {
    /// Gives the blocks of a quotation to the figure before it, if they describe it; else returns them.
    pub fn description(&mut self, mut blocks: Vec<Block>) -> Option<Vec<Block>> {
        let Some(Block { kind: BlockKind::Figure { description, .. }, .. }) = self.top().blocks.last() else {
            return Some(blocks);
        };
        if !description.is_empty() || !unlabel(&mut blocks) {
            return Some(blocks);
        }
        let mut unprinted = Vec::new();
        for block in &mut blocks {
            block.walk_all_mut(&mut |block| {
                let span = block.span;
                block.runs_mut().into_iter().for_each(|run| leave_out(run, span, &mut unprinted));
            });
        }
        for (what, span) in unprinted {
            let message = format!("{what} stands in the description of a picture, which is on no page; it is left out");
            let hint = "Put it into the text or the caption.";
            self.sink.report(Diagnostic::new(&rules::UNPRINTED_REFERENCE, span, message).hint(hint));
        }
        if let Some(Block { kind: BlockKind::Figure { description, .. }, .. }) = self.top().blocks.last_mut() {
            *description = blocks;
        }
        None
    }
}

/// Takes the label from the blocks; whether there is one, and something behind it.
fn unlabel(blocks: &mut Vec<Block>) -> bool {
    let following = blocks.len() > 1;
    let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() else { return false };
    let alone = inlines.len() == 1;
    let Some(Inline::Text(text)) = inlines.first_mut() else { return false };
    let Some(label) = text.as_str().get(..LABEL.len()).filter(|label| label.eq_ignore_ascii_case(LABEL)) else {
        return false;
    };
    let rest = &text.as_str()[label.len()..];
    let start = text.as_str().len() - rest.trim_start().len();
    if alone && rest.trim().is_empty() {
        if following {
            blocks.remove(0);
        }
        return following;
    }
    *text = text.split_off(start);
    true
}

/// Takes what needs a page out of a run.
fn leave_out(run: &mut Vec<Inline>, span: Span, found: &mut Vec<(&'static str, Span)>) {
    run.retain_mut(|inline| {
        if let Some(body) = inline.children_mut() {
            leave_out(body, span, found);
        }
        let what = match inline {
            Inline::Note(_) => "a note",
            Inline::Mark(_) => "an index mark",
            _ => return true,
        };
        found.push((what, span));
        false
    });
}
