//! Groups to blocks. In: groups of lines with their kinds. Out: paragraphs, verse, quotations, tables as they were
//! typed, breaks; and the bullet lists that a page's lists of links become.

use super::Reader;
use super::manuscript::Manuscript;
use super::shape::{Group, Kind};
use crate::model::{Block, BlockKind, Inline, ListItem, ListKind, VerseLine};
use std::ops::Range;

/// An indent from which a single line below a quotation names its source.
const ATTRIBUTION: usize = 12;
/// Width of which most lines of a list of links are, at most, in columns.
const ENTRY: usize = 120;
/// Deepest indent of a line of verse, in ems.
const DEEPEST: usize = 20;

impl Reader<'_> {
    /// The blocks of `groups`, of which only the source bytes inside `bytes` are set.
    pub fn blocks(&mut self, groups: &[Group], bytes: &Range<usize>) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut at = 0;
        while at < groups.len() {
            let run = run(groups, at);
            let lines = groups[at].lines.start..groups[run - 1].lines.end;
            let all = self.manuscript.bytes(lines.clone());
            let clip = all.start.max(bytes.start)..all.end.min(bytes.end);
            let group = &groups[at];
            if clip.start < clip.end && !self.attributed(group, run - at, &clip, &mut blocks) {
                let span = self.manuscript.span(clip.clone());
                let kind = match group.kind {
                    Kind::Rule => BlockKind::Break,
                    // A note's label stands in its first line: what is left has lost its columns.
                    Kind::Columns if clip == all => {
                        BlockKind::Code { language: None, text: self.manuscript.verbatim(lines) }
                    }
                    Kind::Lines => self.verse(&groups[at..run], &clip),
                    Kind::Prose if group.indent >= 2 && lines.len() > 1 => self.quote(&groups[at..run], &clip),
                    Kind::Prose if group.indent >= 2 => self.verse(&groups[at..run], &clip),
                    _ => BlockKind::Paragraph(self.running(lines, &clip)),
                };
                blocks.push(Block::new(kind, span));
            }
            at = run;
        }
        blocks
    }

    /// Running text of `lines` inside `clip`.
    pub fn running(&mut self, lines: Range<usize>, clip: &Range<usize>) -> Vec<Inline> {
        let text = self.manuscript.join(lines, clip);
        self.inlines(text)
    }

    fn quote(&mut self, groups: &[Group], clip: &Range<usize>) -> BlockKind {
        let mut blocks = Vec::new();
        for group in groups {
            let all = self.manuscript.bytes(group.lines.clone());
            let part = all.start.max(clip.start)..all.end.min(clip.end);
            let inlines = self.running(group.lines.clone(), &part);
            blocks.push(Block::new(BlockKind::Paragraph(inlines), self.manuscript.span(part)));
        }
        BlockKind::Quote { blocks, attribution: Vec::new() }
    }

    /// Verse: one stanza for each group. A line that goes on deeper below because it was full is one line.
    fn verse(&mut self, groups: &[Group], clip: &Range<usize>) -> BlockKind {
        let lines = groups.iter().flat_map(|group| group.lines.clone());
        let least = lines.map(|line| self.manuscript.lines[line].indent).min().unwrap_or(0);
        let mut stanzas = Vec::new();
        for group in groups {
            let mut stanza = Vec::new();
            let mut at = group.lines.start;
            while at < group.lines.end {
                let mut end = at + 1;
                while end < group.lines.end && self.turned_over(at, end) {
                    end += 1;
                }
                let all = self.manuscript.bytes(at..end);
                let part = all.start.max(clip.start)..all.end.min(clip.end);
                let indent = ((self.manuscript.lines[at].indent - least) / 2).min(DEEPEST) as u8;
                let inlines = self.running(at..end, &part);
                if !inlines.is_empty() {
                    stanza.push(VerseLine { indent, inlines });
                }
                at = end;
            }
            stanzas.push(stanza);
        }
        BlockKind::Verse(stanzas)
    }

    /// Whether line `next` is the rest of the line that began at `first`: deeper, below a line that was full.
    fn turned_over(&self, first: usize, next: usize) -> bool {
        let lines = &self.manuscript.lines;
        let full = lines[next - 1].edge() + 1 + lines[next].lead > self.measure;
        full && lines[next].indent > lines[first].indent
    }

    /// Whether a line far to the right names the source of the quotation above it, and was put there.
    fn attributed(&mut self, group: &Group, run: usize, clip: &Range<usize>, blocks: &mut [Block]) -> bool {
        let single = run == 1 && group.lines.len() == 1 && group.indent >= ATTRIBUTION && group.gap <= 1;
        let Some(Block { kind: BlockKind::Quote { attribution, .. }, span, .. }) = blocks.last_mut() else {
            return false;
        };
        if !single || !attribution.is_empty() {
            return false;
        }
        *span = span.to(self.manuscript.span(clip.clone()));
        let text = self.manuscript.join(group.lines.clone(), clip);
        let named = self.inlines(text);
        if let Some(Block { kind: BlockKind::Quote { attribution, .. }, .. }) = blocks.last_mut() {
            *attribution = named;
        }
        true
    }

    /// A section of a wiki page that is only a list: short lines, hardly one of them a sentence.
    pub fn links(&mut self, groups: &[Group]) -> Option<Vec<Block>> {
        let lines = |kind| matches!(kind, Kind::Prose | Kind::Lines);
        if groups.len() < 2 || !groups.iter().all(|group| lines(group.kind)) {
            return None;
        }
        let wide = groups.iter().filter(|group| !short(self.manuscript, group)).count();
        let line = |at: usize| self.manuscript.line(groups[at].lines.start);
        let sentences =
            (0..groups.len()).filter(|&at| line(at).ends_with(['.', ':', ';', ',', '。', '!', '?'])).count();
        if sentences * 5 > groups.len() || wide * 5 > groups.len() {
            return None;
        }
        let mut blocks: Vec<Block> = Vec::new();
        let parts: Vec<&[Group]> = groups.chunk_by(|_, next| next.gap == 0).collect();
        for part in parts {
            let lines: Vec<usize> = part.iter().flat_map(|group| group.lines.clone()).collect();
            let items = lines.iter().map(|&line| {
                let bytes = self.manuscript.bytes(line..line + 1);
                let inlines = self.running(line..line + 1, &bytes);
                let block = Block::new(BlockKind::Paragraph(inlines), self.manuscript.span(bytes));
                ListItem { task: None, blocks: vec![block] }
            });
            let items = items.collect();
            let span = self.manuscript.span(self.manuscript.bytes(lines[0]..lines[lines.len() - 1] + 1));
            blocks.push(Block::new(BlockKind::List { kind: ListKind::Bullet, tight: true, items }, span));
        }
        Some(blocks)
    }
}

fn short(manuscript: &Manuscript, group: &Group) -> bool {
    group.lines.clone().all(|line| manuscript.lines[line].width <= ENTRY)
}

/// One past the last group that belongs to the same block as `groups[first]`: stanzas of one poem, paragraphs of one
/// quotation, parts of one table.
fn run(groups: &[Group], first: usize) -> usize {
    let group = &groups[first];
    let same = |next: &Group| {
        let near = next.gap == 1;
        match group.kind {
            Kind::Columns => near && next.kind == Kind::Columns,
            Kind::Lines => near && next.kind == Kind::Lines && group.indent >= 2 && next.indent >= 2,
            Kind::Prose => {
                let quoted = group.indent >= 2 && group.indent < ATTRIBUTION;
                near && next.kind == Kind::Prose && quoted && next.indent == group.indent
            }
            Kind::Rule | Kind::Marked(_) => false,
        }
    };
    groups[first + 1..].iter().position(|next| !same(next)).map_or(groups.len(), |count| first + 1 + count)
}
