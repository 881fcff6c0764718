//! `SUMMARY.md`. In: the file as the Markdown reader sees it: a title, paragraphs of links, part titles, nested lists.
//! Out: its parts and chapters, each with the file it names; every other line is a finding.
//! The grammar is mdBook's own (its guide, "SUMMARY.md").

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{Block, BlockKind, Book, Inline, ListItem, Role, Section, Target};
use crate::source::Span;

/// A part, or the chapters outside of parts.
pub struct Part {
    /// Its title; `None` for chapters that stand in no part.
    pub heading: Option<Heading>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

/// A part's title.
pub struct Heading {
    pub title: Vec<Inline>,
    /// The name of its place.
    pub name: String,
    pub span: Span,
}

/// A chapter.
pub struct Chapter {
    pub title: Vec<Inline>,
    /// Path of its file; `None` for a draft.
    pub file: Option<String>,
    /// What it is for: a preface before the numbered chapters, an appendix behind them.
    pub role: Role,
    /// Chapters below it.
    pub below: Vec<Chapter>,
    pub span: Span,
}

/// Reads the sections of a summary, whose links name places of `names`.
pub fn parts(sections: Vec<Section>, path: &str, names: &Book, sink: &mut Sink) -> Vec<Part> {
    let mut summary = Summary { path, names, sink, parts: Vec::new(), numbered: false };
    summary.open(None);
    let mut flat = Vec::new();
    sections.into_iter().for_each(|section| flatten(section, &mut flat));
    for (index, section) in flat.into_iter().enumerate() {
        // The first heading is the summary's own title.
        if index > 0 && section.level == 1 {
            summary.numbered = true;
            let name = names.anchors[section.anchor.index()].name.clone();
            summary.open(Some(Heading { title: titled(section.title), name, span: section.span }));
        } else if index > 0 {
            summary.malformed(section.span, "a heading of this level names no part");
        }
        section.blocks.into_iter().for_each(|block| summary.block(block));
    }
    summary.parts.retain(|part| part.heading.is_some() || !part.chapters.is_empty());
    summary.parts
}

struct Summary<'s> {
    path: &'s str,
    names: &'s Book,
    sink: &'s mut Sink,
    parts: Vec<Part>,
    /// Whether numbered chapters have begun.
    numbered: bool,
}

impl Summary<'_> {
    fn open(&mut self, heading: Option<Heading>) {
        self.parts.push(Part { heading, chapters: Vec::new() });
    }

    fn block(&mut self, block: Block) {
        match block.kind {
            BlockKind::Paragraph(inlines) => {
                let role = if self.numbered { Role::Appendix } else { Role::Preface };
                let chapters = self.links(inlines, role, block.span);
                if !chapters.is_empty() && self.parts.last().is_some_and(|part| part.heading.is_some()) {
                    self.open(None);
                }
                self.add(chapters);
            }
            BlockKind::List { items, .. } => {
                self.numbered = true;
                let chapters = self.items(items, Role::Chapter);
                self.add(chapters);
            }
            BlockKind::Break => {}
            _ => self.malformed(block.span, "this is no chapter, part title or separator"),
        }
    }

    fn add(&mut self, mut chapters: Vec<Chapter>) {
        if let Some(part) = self.parts.last_mut() {
            part.chapters.append(&mut chapters);
        }
    }

    /// The chapters of a list. Those below an item without a link take its place.
    fn items(&mut self, items: Vec<ListItem>, role: Role) -> Vec<Chapter> {
        let mut out: Vec<Chapter> = Vec::new();
        for item in items {
            let mut own = None;
            let mut below = Vec::new();
            for block in item.blocks {
                match block.kind {
                    BlockKind::Paragraph(inlines) if own.is_none() => {
                        let mut links = self.links(inlines, role, block.span).into_iter();
                        own = links.next();
                        below.extend(links);
                    }
                    BlockKind::List { items, .. } => below.append(&mut self.items(items, Role::Section)),
                    _ => self.malformed(block.span, "this is no chapter"),
                }
            }
            match own {
                Some(chapter) => out.push(Chapter { below, ..chapter }),
                None => out.append(&mut below),
            }
        }
        out
    }

    /// The chapters that a line names.
    fn links(&mut self, inlines: Vec<Inline>, role: Role, line: Span) -> Vec<Chapter> {
        let mut out = Vec::new();
        let mut other = false;
        for inline in inlines {
            match inline {
                Inline::Link { to: Target::Anchor(id), body, span } => {
                    let name = self.names.anchors[id.index()].name.as_str();
                    let file = name.split('#').next().filter(|file| *file != self.path).map(str::to_owned);
                    out.push(Chapter { title: titled(body), file, role, below: Vec::new(), span });
                }
                Inline::Text(text) if text.as_str().trim().is_empty() => {}
                _ => other = true,
            }
        }
        if other {
            self.malformed(line, "only the link in this line is a chapter");
        }
        out
    }

    fn malformed(&mut self, span: Span, message: &str) {
        let finding = Diagnostic::new(&rules::MALFORMED_SUMMARY, span, message)
            .hint("A chapter is `- [Title](file.md)`, a part `# Title`; a file name with spaces stands in `<…>`.");
        self.sink.report(finding);
    }
}

fn flatten(mut section: Section, out: &mut Vec<Section>) {
    let below = std::mem::take(&mut section.sections);
    out.push(section);
    below.into_iter().for_each(|section| flatten(section, out));
}

/// A title without what only running text may have.
fn titled(title: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for mut inline in title {
        match &mut inline {
            Inline::Note(_) | Inline::Mark(_) | Inline::Image(_) => continue,
            Inline::Link { body, .. } => {
                out.append(&mut titled(std::mem::take(body)));
                continue;
            }
            other => {
                if let Some(body) = other.children_mut() {
                    *body = titled(std::mem::take(body));
                }
            }
        }
        out.push(inline);
    }
    out
}
