//! Chapters that mdBook hands over. In: its items, and the parts of the `SUMMARY.md` that they were read from. Out: the
//! same parts and chapters as if we had read them ourselves: a title keeps the marks that only the file has.

use super::summary::{Chapter, Heading, Part};
use crate::library::resolve;
use crate::model::{Inline, Role, Text, flat_text};
use crate::project::{HandedChapter, Item};
use crate::source::Span;
use std::collections::BTreeMap;
use std::collections::VecDeque;

/// Makes parts of `items`. `written` are those of the summary `path`, which is source number `source`.
pub fn parts(items: Vec<Item>, written: Vec<Part>, path: &str, source: u16) -> Vec<Part> {
    let mut summary = Written { path, source, ..Written::default() };
    for part in written {
        summary.headings.extend(part.heading);
        part.chapters.into_iter().for_each(|chapter| summary.keep(chapter));
    }
    let mut parts = vec![Part { heading: None, chapters: Vec::new() }];
    let mut numbered = false;
    for item in items {
        match item {
            Item::Part(title) => parts.push(Part { heading: Some(summary.heading(&title)), chapters: Vec::new() }),
            Item::Chapter(chapter) => {
                numbered |= chapter.numbered;
                let role = match (chapter.numbered, numbered) {
                    (true, _) => Role::Chapter,
                    (false, false) => Role::Preface,
                    (false, true) => Role::Appendix,
                };
                let chapter = summary.chapter(chapter, role);
                // What stands behind the numbered chapters belongs to no part.
                if role == Role::Appendix && parts.last().is_some_and(|part| part.heading.is_some()) {
                    parts.push(Part { heading: None, chapters: Vec::new() });
                }
                if let Some(part) = parts.last_mut() {
                    part.chapters.push(chapter);
                }
            }
        }
    }
    parts.retain(|part| part.heading.is_some() || !part.chapters.is_empty());
    parts
}

/// The texts of chapters, by their files; `path` is that of the summary.
pub fn texts(items: &[Item], path: &str, out: &mut BTreeMap<String, String>) {
    let chapters = items.iter().filter_map(|item| match item {
        Item::Chapter(chapter) => Some(chapter),
        Item::Part(_) => None,
    });
    chapters.for_each(|chapter| add(chapter, path, out));
}

fn add(chapter: &HandedChapter, path: &str, out: &mut BTreeMap<String, String>) {
    if let Some(file) = &chapter.file {
        out.entry(file_of(path, file)).or_insert_with(|| chapter.content.clone());
    }
    chapter.below.iter().for_each(|chapter| add(chapter, path, out));
}

/// The path of a chapter's file from the root. What leaves that is no file that we read: mdBook has read it.
fn file_of(path: &str, file: &str) -> String {
    resolve(path, file).unwrap_or_else(|| file.to_owned())
}

/// What the summary says, each line until it is met.
#[derive(Default)]
struct Written<'p> {
    path: &'p str,
    source: u16,
    headings: VecDeque<Heading>,
    titles: BTreeMap<String, (Vec<Inline>, Span)>,
    drafts: VecDeque<(Vec<Inline>, Span)>,
}

impl Written<'_> {
    fn keep(&mut self, chapter: Chapter) {
        match chapter.file {
            Some(file) => drop(self.titles.entry(file).or_insert((chapter.title, chapter.span))),
            None => self.drafts.push_back((chapter.title, chapter.span)),
        }
        chapter.below.into_iter().for_each(|chapter| self.keep(chapter));
    }

    fn chapter(&mut self, chapter: HandedChapter, role: Role) -> Chapter {
        let HandedChapter { name, file, below: inner, .. } = chapter;
        let file = file.map(|file| file_of(self.path, &file));
        let known = match &file {
            Some(file) => self.titles.remove(file),
            None => take(&mut self.drafts, |(title, _)| same(title, &name)),
        };
        let span = known.as_ref().map_or(Span::new(self.source, 0..0), |(_, span)| *span);
        let title = match known {
            Some((title, _)) if same(&title, &name) => title,
            _ => vec![Inline::Text(Text::new(name, span))],
        };
        let below = inner.into_iter().map(|chapter| self.chapter(chapter, Role::Section)).collect();
        Chapter { title, file, role, below, span }
    }

    fn heading(&mut self, title: &str) -> Heading {
        take(&mut self.headings, |heading| same(&heading.title, title)).unwrap_or_else(|| {
            let span = Span::new(self.source, 0..0);
            let inlines = vec![Inline::Text(Text::new(title, span))];
            Heading { title: inlines, name: format!("{}#{}", self.path, title.to_lowercase()), span }
        })
    }
}

/// The first of `all` that is wanted; they mostly come in order.
fn take<T>(all: &mut VecDeque<T>, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let at = all.iter().position(wanted)?;
    all.remove(at)
}

/// Whether a title with its marks is one without them.
fn same(title: &[Inline], name: &str) -> bool {
    let flat = flat_text(title);
    flat.split_whitespace().eq(name.split_whitespace())
}
