//! Headings. In: sections as a reader nested them, each with its level in the source. Out: levels that go down one by
//! one, no section without text, every section with its role.

mod roles;
mod title_page;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::slug::folded;
use crate::model::{Block, Book, Role, Section, flat_text};
use crate::project::NormalizeOptions;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// Makes the sections regular.
pub fn run(book: &mut Book, _options: &NormalizeOptions, sink: &mut Sink) {
    let mut dropped = BTreeSet::new();
    join_untitled(&mut book.sections, None, sink);
    title_page::take(book);
    drop_empty(&mut book.sections, &mut dropped, sink);
    for anchor in book.anchors.iter_mut().filter(|anchor| anchor.defined.is_some_and(|span| dropped.contains(&span))) {
        anchor.defined = None;
    }
    unwrap_whole(book);
    let bases = bases(&book.sections);
    regularize(&mut book.sections, 1, &|section| bases.get(&section.span.source).copied(), sink);
    roles::assign(&mut book.sections);
}

/// Whether a section stands before the first heading of its text.
fn is_lead(section: &Section) -> bool {
    section.role == Role::Introduction && section.title.is_empty()
}

/// Lets the text below a heading without words go on where the text before it stops.
fn join_untitled(sections: &mut Vec<Section>, mut parent: Option<&mut Vec<Block>>, sink: &mut Sink) {
    let mut kept: Vec<Section> = Vec::with_capacity(sections.len());
    for mut section in mem::take(sections) {
        join_untitled(&mut section.sections, Some(&mut section.blocks), sink);
        if is_lead(&section) || !flat_text(&section.title).trim().is_empty() {
            kept.push(section);
            continue;
        }
        let message = "a heading has no words; the text below it follows the text before it";
        sink.report(Diagnostic::new(&rules::EMPTY_SECTION, section.span, message));
        match (kept.last_mut(), &mut parent) {
            (Some(before), _) => {
                last_below(before).blocks.append(&mut section.blocks);
                before.sections.append(&mut section.sections);
            }
            (None, Some(blocks)) => {
                blocks.append(&mut section.blocks);
                kept.append(&mut section.sections);
            }
            (None, None) => kept.push(Section { role: Role::Introduction, title: Vec::new(), ..section }),
        }
    }
    *sections = kept;
}

/// The section whose text ends where `section` ends.
fn last_below(mut section: &mut Section) -> &mut Section {
    while !section.sections.is_empty() {
        let last = section.sections.len() - 1;
        section = &mut section.sections[last];
    }
    section
}

fn drop_empty(sections: &mut Vec<Section>, dropped: &mut BTreeSet<Span>, sink: &mut Sink) {
    sections.retain_mut(|section| {
        drop_empty(&mut section.sections, dropped, sink);
        let empty = section.blocks.is_empty() && section.sections.is_empty();
        if empty {
            dropped.insert(section.span);
        }
        if empty && !is_lead(section) {
            let message = format!("nothing stands below `{}`; the heading was left out", flat_text(&section.title));
            sink.report(Diagnostic::new(&rules::EMPTY_SECTION, section.span, message));
        }
        !empty
    });
}

/// Where one section, named as the book is, holds everything: its sections become the chapters.
fn unwrap_whole(book: &mut Book) {
    let [whole] = book.sections.as_mut_slice() else { return };
    let named_as_book = folded(&flat_text(&whole.title)) == folded(&book.meta.title);
    if !named_as_book || whole.sections.is_empty() || is_lead(whole) {
        return;
    }
    let chapters = mem::take(&mut whole.sections);
    if whole.blocks.is_empty() {
        book.sections.clear();
    } else {
        whole.role = Role::Introduction;
        whole.title.clear();
    }
    book.sections.extend(chapters);
}

/// The level of the chapters in each source: the lowest there is.
fn bases(sections: &[Section]) -> BTreeMap<u16, u8> {
    let mut bases = BTreeMap::new();
    for section in sections.iter().filter(|section| !is_lead(section)) {
        let base = bases.entry(section.span.source).or_insert(section.level);
        *base = section.level.min(*base);
    }
    bases
}

/// Gives every section the level that its depth says. Neighbors that skip the same level are one finding.
fn regularize(sections: &mut [Section], level: u8, expected: &dyn Fn(&Section) -> Option<u8>, sink: &mut Sink) {
    let mut before_skips = false;
    for section in sections {
        let skips = expected(section).is_some_and(|expected| section.level > expected) && !is_lead(section);
        if skips && !before_skips {
            let title = flat_text(&section.title);
            let message = format!("`{title}` skips a level; it was made a heading of level {level}");
            sink.report(Diagnostic::new(&rules::SKIPPED_LEVEL, section.span, message));
        }
        before_skips = skips;
        let (source, below) = (section.span.source, section.level.saturating_add(1));
        // A chapter of another file counts its levels from its own first heading.
        let same_source = move |child: &Section| (child.span.source == source).then_some(below);
        regularize(&mut section.sections, level.saturating_add(1), &same_source, sink);
        section.level = level;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::sample::{book, findings, shown};

    #[test]
    fn a_skipped_level_is_reported_once_for_neighbors() {
        let mut book = book("= One\n=== Deep\na\n=== Deep too\nb\n== Next\nc");
        assert_eq!(findings(&mut book, run), ["skipped-level"]);
        let levels: Vec<u8> = book.sections[0].sections.iter().map(|section| section.level).collect();
        assert_eq!(levels, [2, 2, 2]);
    }

    #[test]
    fn empty_sections_go_with_their_empty_parents() {
        let mut book = book("= One\na\n= Two\n== Notes\n= Three\nb");
        assert_eq!(findings(&mut book, run), ["empty-section", "empty-section"]);
        assert_eq!(book.sections.len(), 2);
        assert!(book.anchors[1].defined.is_none(), "links to a section that is gone do not resolve");
    }

    #[test]
    fn a_section_named_as_the_book_is_unwrapped() {
        let mut book = book("= My  book\nlead\n== One\na\n=== Deep\nb\n== See also\nc");
        book.meta.title = "My Book".to_owned();
        assert!(findings(&mut book, run).is_empty());
        let shown = shown(&book);
        let heads: Vec<&str> = shown.lines().filter(|line| line.contains('#')).map(str::trim).collect();
        let expected = ["Introduction 1 #<a.md#my--book> ", "Chapter 1 #<a.md#one> One"];
        assert_eq!(heads[..2], expected.map(str::trim));
        assert!(heads[2].starts_with("Section 2") && heads[3].starts_with("SeeAlso 1"));
    }

    #[test]
    fn text_below_a_heading_without_words_is_kept() {
        let mut book = book("= One\na\n= \nb\n== Sub\nc");
        findings(&mut book, run);
        assert_eq!((book.sections.len(), book.sections[0].blocks.len(), book.sections[0].sections.len()), (1, 2, 1));
    }
}
