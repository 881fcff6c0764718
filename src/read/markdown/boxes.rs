//! Boxes as Markdown writes them. In: a quotation. Out: a box, where the quotation begins with a label such as `[!NOTE]`.

use super::events::Reader;
use super::runs::{cut, trimmed};
use crate::model::{AdmonitionKind, Block, BlockKind, Inline, Text};

impl Reader<'_> {
    /// A quotation that begins with `[!NOTE]` or another such label is a box; what stands behind the label is its title.
    pub fn labelled(&mut self, mut blocks: Vec<Block>) -> BlockKind {
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
}
