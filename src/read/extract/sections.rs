//! Headings and groups to nested sections. In: groups, headings. Out: sections as the source nests them, its lead first,
//! and the notices of a digitiser last. Levels are the source's own; `normalize` makes them regular.

use super::Reader;
use super::gutenberg::Frame;
use super::headings::Heading;
use super::shape::{Group, Kind, Shape};
use super::title::Class;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Block, Inline, Role, Section, flat_text};
use std::ops::Range;

/// Longest first paragraph of a notice that is its heading, in bytes.
const NOTICE_TITLE: usize = 160;

impl Reader<'_> {
    /// The sections of the body.
    pub fn sections(&mut self, groups: &[Group], headings: &[Heading], taken: &[bool]) -> Vec<Section> {
        let first = headings.first().map_or(groups.len(), |heading| heading.groups.start);
        let mut flat = Vec::new();
        let lead = self.content(groups, 0..first, taken, false);
        if let Some(block) = lead.first() {
            let start = block.span.start as usize;
            let span = self.manuscript.span(start..start);
            flat.push(self.section(String::from("§"), Role::Introduction, 1, Vec::new(), lead, span));
        }
        for (at, heading) in headings.iter().enumerate() {
            let end = headings.get(at + 1).map_or(groups.len(), |next| next.groups.start);
            let lines = groups[heading.groups.start].lines.start..groups[heading.groups.end - 1].lines.end;
            let bytes = self.manuscript.bytes(lines.clone());
            let span = self.manuscript.span(bytes.clone());
            let title = self.running(lines, &self.title_bytes(groups, heading, bytes));
            let blocks = self.content(groups, heading.groups.end..end, taken, self.wiki);
            let role = match heading {
                Heading { class: Class::Division, level: 1, .. } => Role::Part,
                Heading { level: 1, .. } => Role::Chapter,
                _ => Role::Section,
            };
            let name = format!("§ {}", flat_text(&title).trim());
            flat.push(self.section(name, role, heading.level, title, blocks, span));
        }
        nest(flat)
    }

    /// The bytes of a heading without its equal signs.
    fn title_bytes(&self, groups: &[Group], heading: &Heading, bytes: Range<usize>) -> Range<usize> {
        if !matches!(groups[heading.groups.start].kind, Kind::Marked(_)) {
            return bytes;
        }
        let marks = heading.level as usize + 1;
        let inside = &self.manuscript.text[bytes.start + marks..bytes.end - marks];
        let start = bytes.start + marks + (inside.len() - inside.trim_start_matches([' ', '\t']).len());
        start..start + inside.trim_matches([' ', '\t']).len()
    }

    fn section(
        &mut self,
        name: String,
        role: Role,
        level: u8,
        title: Vec<Inline>,
        blocks: Vec<Block>,
        span: crate::source::Span,
    ) -> Section {
        let anchor = self.section_anchor(name, span);
        Section { anchor, role, level, number: None, title, blocks, sections: Vec::new(), span }
    }

    /// The blocks of the groups `range`, notes left out.
    fn content(&mut self, groups: &[Group], range: Range<usize>, taken: &[bool], list: bool) -> Vec<Block> {
        if list
            && !taken[range.clone()].contains(&true)
            && let Some(blocks) = self.links(&groups[range.clone()])
        {
            return blocks;
        }
        let mut blocks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = (at..range.end).find(|&group| taken[group] != taken[at]).unwrap_or(range.end);
            if !taken[at] && self.contents.contains(&at) {
                let listed = entries(&groups[at..end]);
                blocks.extend(self.blocks(&listed, &(0..self.manuscript.text.len())));
            } else if !taken[at] {
                blocks.extend(self.blocks(&groups[at..end], &(0..self.manuscript.text.len())));
            }
            at = end;
        }
        if self.wiki {
            self.report_lost(groups, range);
        }
        blocks
    }

    /// In a wiki extract nothing stands between paragraphs: a blank line behind a colon is where something was lost.
    fn report_lost(&mut self, groups: &[Group], range: Range<usize>) {
        for at in range {
            let line = groups[at].lines.end - 1;
            let followed = groups.get(at + 1).is_none_or(|next| next.gap > 0);
            if groups[at].kind != Kind::Prose || !followed || !self.manuscript.line(line).ends_with([':', '：']) {
                continue;
            }
            let end = self.manuscript.lines[line].end;
            let start = self.manuscript.text[..end].char_indices().next_back().map_or(0, |(start, _)| start);
            let message = "something is missing after this colon: a quotation or a list";
            let finding = Diagnostic::new(&rules::LOST_CONTENT, self.manuscript.span(start..end), message)
                .hint("look at the page itself and put the missing lines back into the text");
            self.sink.report(finding);
        }
    }

    /// The header and the footer that were taken off, as one section behind the text.
    pub fn notice(&mut self, frame: &Frame) -> Option<Section> {
        let mut groups = Vec::new();
        for lines in [frame.header.clone(), frame.footer.clone()] {
            groups.extend(Shape::of(self.manuscript, lines.clone()).divide(self.manuscript, lines));
        }
        let first = groups.first()?;
        let bytes = self.manuscript.bytes(first.lines.clone());
        let titled = usize::from(bytes.len() <= NOTICE_TITLE && groups.len() > 1);
        let title = if titled == 1 { self.manuscript.join(first.lines.clone(), &bytes) } else { Default::default() };
        let title = if title.is_empty() { Vec::new() } else { vec![Inline::Text(title)] };
        let blocks = self.blocks(&groups[titled..], &(0..self.manuscript.text.len()));
        let span = self.manuscript.span(bytes);
        Some(self.section(format!("§ {}", flat_text(&title)), Role::Notice, 1, title, blocks, span))
    }
}

/// The lines of a list of contents, blank lines between them or not, as one group of lines.
fn entries(groups: &[Group]) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::new();
    for group in groups {
        let entry = group.lines.len() == 1 && group.kind == Kind::Prose;
        match merged.last_mut() {
            Some(last) if entry && last.kind == Kind::Lines && group.gap <= 1 => last.lines.end = group.lines.end,
            _ => merged.push(Group { kind: if entry { Kind::Lines } else { group.kind }, ..group.clone() }),
        }
    }
    merged
}

/// Sections in a row to a tree: each goes below the nearest one before it with a smaller level.
fn nest(flat: Vec<Section>) -> Vec<Section> {
    let mut roots: Vec<Section> = Vec::new();
    let mut open: Vec<Section> = Vec::new();
    let close = |open: &mut Vec<Section>, roots: &mut Vec<Section>| {
        let Some(done) = open.pop() else { return };
        match open.last_mut() {
            Some(parent) => parent.sections.push(done),
            None => roots.push(done),
        }
    };
    for section in flat {
        while open.last().is_some_and(|last| last.level >= section.level || last.role == Role::Introduction) {
            close(&mut open, &mut roots);
        }
        open.push(section);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}
