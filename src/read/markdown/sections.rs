//! Headings and the sections they open. In: headings at the top of a file with the blocks below them. Out: a tree by
//! level, each section with its anchor; what stands before the first heading is a lead without one.

use super::events::Reader;
use super::kinds::Kind;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Block, BlockKind, Book, Inline, Role, Section, Text, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// The sections of one file so far.
#[derive(Default)]
pub struct Sections {
    /// What stands before the first heading.
    lead: Vec<Block>,
    /// All others in order, not yet nested; the last one is open.
    flat: Vec<Section>,
    /// Ids in use, with the number that the next of the same name tries first.
    ids: BTreeMap<String, u32>,
}

impl Sections {
    /// Gives the open section its blocks.
    fn fill(&mut self, blocks: Vec<Block>) {
        self.flat.last_mut().map_or(&mut self.lead, |section| &mut section.blocks).extend(blocks);
    }

    /// `id`, or with the first number behind it that makes it unlike all others of this file.
    fn unused(&mut self, id: &str) -> String {
        let Some(&count) = self.ids.get(id) else {
            self.ids.insert(id.to_owned(), 1);
            return id.to_owned();
        };
        let free = (count..).find(|n| !self.ids.contains_key(&format!("{id}-{n}"))).unwrap_or(count);
        self.ids.insert(id.to_owned(), free + 1);
        let unused = format!("{id}-{free}");
        self.ids.insert(unused.clone(), 1);
        unused
    }

    /// The tree; `blocks` are those of the section still open, `path` is the file's.
    pub fn finish(mut self, blocks: Vec<Block>, path: &str, book: &mut Book) -> Vec<Section> {
        self.fill(blocks);
        let mut out = Vec::new();
        if let [first, .., last] | [first @ last] = self.lead.as_slice() {
            let span = first.span.to(last.span);
            let file = book.define_anchor(path, span);
            let mut lead = Section::untitled(file, Role::Introduction, span);
            lead.blocks = self.lead;
            out.push(lead);
        }
        out.extend(nested(self.flat));
        out
    }
}

/// The tree of sections that stand one behind the other.
fn nested(flat: Vec<Section>) -> Vec<Section> {
    let mut out = Vec::new();
    let mut open: Vec<Section> = Vec::new();
    for section in flat {
        while open.last().is_some_and(|last| last.level >= section.level) {
            attach(&mut open, &mut out);
        }
        open.push(section);
    }
    while !open.is_empty() {
        attach(&mut open, &mut out);
    }
    out.iter_mut().for_each(|section| section.role = Role::Chapter);
    out
}

fn attach(open: &mut Vec<Section>, out: &mut Vec<Section>) {
    if let Some(section) = open.pop() {
        open.last_mut().map_or(out, |parent| &mut parent.sections).push(section);
    }
}

impl Reader<'_> {
    /// Adds a heading: at the top of the file it opens a section, elsewhere it is a block.
    pub fn heading(&mut self, level: u8, id: Option<String>, marked: bool, mut inlines: Vec<Inline>, span: Span) {
        if marked {
            inlines.extend(self.attributes_of_heading(span));
        }
        let title = self.run(inlines);
        let name = self.name_of_heading(id, &flat_text(&title), span);
        let anchor = self.book.define_anchor(&name, span);
        if !self.at_root() {
            return self.push(BlockKind::Heading { level, title }, span);
        }
        self.fill_section();
        let section = Section { level, title, ..Section::untitled(anchor, Role::Section, span) };
        self.sections.flat.push(section);
    }

    /// What stands at the top of the file so far belongs to the section that is open, with what is open around it.
    fn fill_section(&mut self) {
        for at in (0..self.frames.len()).rev() {
            let frame = &mut self.frames[at];
            let mut blocks = std::mem::take(&mut frame.blocks);
            if let Kind::Division { align: Some(align) } = frame.kind
                && !blocks.is_empty()
            {
                blocks = vec![Block::new(BlockKind::Aligned { align, blocks }, frame.span)];
            }
            match at {
                0 => self.sections.fill(blocks),
                _ => self.frames[at - 1].blocks.append(&mut blocks),
            }
        }
    }

    /// Makes the id of an HTML element a place that links may lead to.
    pub fn element_id(&mut self, id: &str, span: Span) {
        let name = format!("{}#{}", self.path, id.to_lowercase());
        self.book.define_anchor(&name, span);
    }

    fn name_of_heading(&mut self, id: Option<String>, text: &str, span: Span) -> String {
        let given = id.is_some();
        let wanted = id.map_or_else(|| slug(text), |id| id.to_lowercase());
        let unused = self.sections.unused(&wanted);
        if given && unused != wanted {
            let message = format!("the id `{wanted}` stands twice in this file; this one became `{unused}`");
            self.sink.report(Diagnostic::new(&rules::DUPLICATE_ID, span, message));
        }
        format!("{}#{unused}", self.path)
    }

    /// The attributes at the end of a heading as text again: they are those of an index mark, which `run` reads.
    fn attributes_of_heading(&self, span: Span) -> Option<Inline> {
        let start = span.start as usize + self.slice(span).rfind('{')?;
        let end = start + self.text[start..].find('}')? + 1;
        Some(Inline::Text(Text::new(&self.text[start..end], self.span(start..end))))
    }
}

/// The id that mdBook and GitHub make of a heading's text, in lower case throughout.
pub fn slug(text: &str) -> String {
    let signs = text.trim().chars().filter_map(|c| match c {
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    let slug = signs.collect::<String>().to_lowercase();
    if slug.is_empty() { "section".to_owned() } else { slug }
}
