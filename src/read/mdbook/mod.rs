//! mdBook projects. In: the path of a `SUMMARY.md`, or what mdBook made of it. Out: its parts and chapters as sections,
//! nested as the summary says, each chapter's own headings below it, with what it includes. A chapter that is not there
//! has no text, or is an error.

mod adopt;
mod directives;
mod excerpts;
mod foreign;
mod handed;
mod hidden;
mod include;
mod summary;

pub use adopt::set_level;

use super::Shelf;
use super::markdown::markdown;
use super::page_markers::Form;
use crate::diagnostic::{Diagnostic, rules};
use crate::error::{Error, Location};
use crate::library::TEXT_LIMIT;
use crate::model::{Block, Book, Role, Section};
use crate::project::{Item, MdBook};
use crate::source::Span;
use include::Included;
use std::collections::BTreeMap;
use std::ops::Range;
use summary::{Chapter, Part};

/// Reads the chapters of a summary.
pub fn chapters(path: &str, settings: &MdBook, shelf: &mut Shelf) -> Result<Vec<Section>, Error> {
    let source = shelf.source(path)?;
    let parts = written(source, path, shelf);
    let hint = "`mdbook build` runs preprocessors before Pressmark.";
    Binder::new(path, settings, shelf, BTreeMap::new(), hint).bind(parts)
}

/// Takes the chapters that mdBook hands over; `path` is the summary that it read.
pub fn handed(path: &str, items: &[Item], settings: &MdBook, shelf: &mut Shelf) -> Result<Vec<Section>, Error> {
    // What is wrong with the summary, mdBook has said.
    let before = shelf.sink.found.len();
    let source = shelf.source(path)?;
    let written = written(source, path, shelf);
    shelf.sink.found.truncate(before);
    let mut texts = BTreeMap::new();
    handed::texts(items, path, &mut texts);
    let parts = handed::parts(items.to_vec(), written, path, source);
    Binder::new(path, settings, shelf, texts, "No preprocessor of this book takes it.").bind(parts)
}

/// The parts that source number `source`, the summary `path`, names.
fn written(source: u16, path: &str, shelf: &mut Shelf) -> Vec<Part> {
    // What the summary itself defines stays out of the book: only the names that its links lead to are wanted.
    let mut names = Book { sources: std::mem::take(&mut shelf.book.sources), ..Book::default() };
    let sections = markdown(source, path, &mut names, shelf.library, shelf.sink);
    shelf.book.sources = std::mem::take(&mut names.sources);
    summary::parts(sections, path, &names, shelf.sink)
}

/// Puts chapters in their places.
struct Binder<'b, 's> {
    summary: &'b str,
    settings: &'b MdBook,
    shelf: &'b mut Shelf<'s>,
    /// Texts that mdBook handed over, by their files.
    texts: BTreeMap<String, String>,
    /// Files already bound, with where the summary names them.
    bound: BTreeMap<String, Span>,
    included: Included,
    /// What can be done about what nobody carries out.
    hint: &'static str,
}

impl<'b, 's> Binder<'b, 's> {
    fn new(
        summary: &'b str,
        settings: &'b MdBook,
        shelf: &'b mut Shelf<'s>,
        texts: BTreeMap<String, String>,
        hint: &'static str,
    ) -> Binder<'b, 's> {
        Binder { summary, settings, shelf, texts, bound: BTreeMap::new(), included: Included::new(), hint }
    }

    fn bind(mut self, parts: Vec<Part>) -> Result<Vec<Section>, Error> {
        let mut out = Vec::new();
        for part in parts {
            self.part(part, &mut out)?;
        }
        Ok(out)
    }

    fn part(&mut self, part: Part, out: &mut Vec<Section>) -> Result<(), Error> {
        let Some(heading) = part.heading else {
            return self.below(part.chapters, 1, out);
        };
        let anchor = self.shelf.book.define_anchor(&heading.name, heading.span);
        let mut section = Section { title: heading.title, ..Section::untitled(anchor, Role::Part, heading.span) };
        self.below(part.chapters, 2, &mut section.sections)?;
        out.push(section);
        Ok(())
    }

    fn below(&mut self, chapters: Vec<Chapter>, level: u8, out: &mut Vec<Section>) -> Result<(), Error> {
        for chapter in chapters {
            out.extend(self.chapter(chapter, level)?);
        }
        Ok(())
    }

    /// One chapter with all below it. A file that is bound already is not bound again.
    fn chapter(&mut self, chapter: Chapter, level: u8) -> Result<Option<Section>, Error> {
        let Chapter { title, file, role, below, span } = chapter;
        let mut section = match file {
            Some(file) if self.bound.contains_key(&file) => {
                let message = format!("`{file}` is a chapter already");
                let finding = Diagnostic::new(&rules::MALFORMED_SUMMARY, span, message)
                    .hint("A text stands in a book once; this line was left out.");
                self.shelf.sink.report(finding);
                return Ok(None);
            }
            Some(file) if self.is_there(&file, span)? => {
                self.bound.insert(file.clone(), span);
                let (source, settled) = self.text(&file)?;
                foreign::report_directives(source, &settled, self.hint, self.shelf);
                let first_note = self.shelf.book.notes.len();
                let sections = self.shelf.sections(source, &file, Form::Markdown);
                let mut chapter = adopt::chapter(sections, title, &file, source, self.shelf.book);
                foreign::report_code(&chapter, self.hint, self.shelf.sink);
                let Book { notes, sources, .. } = &mut *self.shelf.book;
                let mut hide = |block: &mut Block| hidden::hide_lines(block, &self.settings.hidden_lines, sources);
                chapter.walk_mut(&mut |section| section.blocks.iter_mut().for_each(&mut hide));
                notes[first_note..].iter_mut().flat_map(|note| &mut note.blocks).for_each(&mut hide);
                chapter
            }
            // A draft has no text; it stays in the model for what is below it.
            file => {
                let draft = || format!("{}#{}-{}", self.summary, span.start, span.end);
                let name = file.unwrap_or_else(draft);
                let anchor = self.shelf.book.define_anchor(&name, span);
                Section { title, ..Section::untitled(anchor, role, span) }
            }
        };
        section.role = role;
        adopt::set_level(&mut section, level);
        self.below(below, level.saturating_add(1), &mut section.sections)?;
        Ok(Some(section))
    }

    /// A chapter's text with what it includes. Where mdBook handed over the very same, its lines are those of the files;
    /// else they are those of what it handed over.
    fn text(&mut self, file: &str) -> Result<(u16, Vec<Range<usize>>), Error> {
        let Some(handed) = self.texts.remove(file) else {
            let source = self.shelf.source(file)?;
            let settled = self.included.carry_out(source, file, self.shelf)?;
            return Ok((source, settled));
        };
        if self.shelf.library.has(file) {
            let (before, reported) = (self.shelf.sink.found.len(), self.included.reported.clone());
            let source = self.shelf.source(file)?;
            let settled = self.included.carry_out(source, file, self.shelf)?;
            if *self.shelf.book.sources.of(Span::new(source, 0..0)).text == *handed {
                return Ok((source, settled));
            }
            self.shelf.sink.found.truncate(before);
            self.included.reported = reported;
        }
        let name = format!("{} (as mdBook hands it over)", self.shelf.library.display(file).display());
        Ok((self.shelf.add(name, handed)?, Vec::new()))
    }

    /// Whether a chapter has its file. Where it may be missing, that is a finding.
    fn is_there(&mut self, file: &str, span: Span) -> Result<bool, Error> {
        if self.texts.contains_key(file) || self.shelf.library.has(file) {
            return Ok(true);
        }
        let at = Location::of(&self.shelf.book.sources, span);
        let message = format!("there is no file `{}`", self.shelf.library.display(file).display());
        let hint = "Create it, or leave the parentheses empty for a chapter still to be written.";
        match self.shelf.library.read(file, TEXT_LIMIT) {
            Err(Error::Outside { path, .. }) => Err(Error::Outside { path, at: Some(at) }),
            _ if !self.settings.create_missing => Err(Error::Missing { at, message, hint: Some(hint.to_owned()) }),
            _ => {
                self.shelf.sink.report(Diagnostic::new(&rules::MISSING_CHAPTER, span, message).hint(hint));
                Ok(false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Sink;
    use crate::error::Error;
    use crate::library::Memory;
    use crate::model::dump::dump;
    use crate::project::{Project, Texts};
    use crate::read::read;

    fn press(files: &[(&str, &str)]) -> Result<(String, Vec<&'static str>), Error> {
        let library = Memory::of(files.iter().copied());
        let mut project = match files.iter().any(|(name, _)| *name == "book.toml") {
            true => Project::load(&library, &mut Vec::new())?,
            false => Project { texts: Texts::Summary("src/SUMMARY.md".to_owned()), ..Project::default() },
        };
        project.about.title = Some("Tides".to_owned());
        project.about.language = crate::language::Lang::parse("en");
        let mut sink = Sink::default();
        let draft = read(&project, &library, &mut sink)?;
        let dump = dump(&draft.0);
        let sections = dump.lines().skip(1).map(|line| format!("{line}\n")).collect();
        Ok((sections, sink.found.iter().map(|finding| finding.rule.name).collect()))
    }

    #[test]
    fn parts_prefaces_appendices_and_drafts_find_their_places() {
        let summary = "# Summary\n\n[Before](before.md)\n\n---\n\n- [Zero](zero.md)\n\n# The *first* part\n\n- [One](one.md)\n    \
                       - [Inner](in/inner.md)\n    - [Later]()\n\n[After](after.txt)\n";
        let (dump, findings) = press(&[
            ("src/SUMMARY.md", summary),
            ("src/before.md", "Words before."),
            ("src/zero.md", "# Nought\n\nText.\n\n## Deep\n\nDeeper.\n"),
            ("src/one.md", "## First\n\nA [link](in/inner.html#head).\n\n## Second\n\nB.\n"),
            ("src/in/inner.md", "## Inner\n\n### Head\n\nC. [up](../one.md)\n"),
            ("src/after.txt", "Said last.\n"),
        ])
        .unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        let expected = "Preface 1 #<src/before.md> Before\n  p Words before.\nChapter 1 #<src/zero.md#nought> Nought\n  p Text.\n  \
                        Section 2 #<src/zero.md#deep> Deep\n    p Deeper.\nPart 1 #<src/SUMMARY.md#the-first-part> The *first* part\n  \
                        Chapter 2 #<src/one.md> One\n    Section 3 #<src/one.md#first> First\n      \
                        p A [link](#<src/in/inner.md#head>).\n    Section 3 #<src/one.md#second> Second\n      p B.\n    \
                        Section 3 #<src/in/inner.md#inner> Inner\n      Section 4 #<src/in/inner.md#head> Head\n        \
                        p C. [up](#<src/one.md>)\n    Section 3 #<src/SUMMARY.md#125-134> Later\nAppendix 1 #<src/after.txt> After\n  \
                        p Said last.\n";
        assert_eq!(dump, expected);
    }

    #[test]
    fn lines_that_are_no_chapters_are_findings() {
        let (dump, findings) = press(&[
            ("src/SUMMARY.md", "- [A](a.md)\n- soon\n  - [B](b.md)\n- [A again](a.md)\n"),
            ("src/a.md", "a"),
            ("src/b.md", "b"),
        ])
        .unwrap();
        assert_eq!(findings, ["malformed-summary", "malformed-summary"]);
        assert!(dump.contains("Section 1 #<src/b.md> B"), "{dump}");
    }

    #[test]
    fn a_chapter_that_is_not_there_has_no_text_or_is_an_error_at_its_line() {
        let summary = "# S\n\n- [A](a.md)\n- [B](b.md)\n";
        let mut files = vec![("src/SUMMARY.md", summary), ("src/b.md", "# B\n\nb\n")];
        let (dump, findings) = press(&files).unwrap();
        assert_eq!(findings, ["missing-chapter"]);
        assert!(dump.starts_with("Chapter 1 #<src/a.md> A\nChapter 1 #<src/b.md#b> B\n"), "{dump}");
        files.push(("book.toml", "[build]\ncreate-missing = false\n"));
        let Err(Error::Missing { at, .. }) = press(&files) else { panic!() };
        assert_eq!((at.line, at.column, &*at.text), (3, 3, "- [A](a.md)"));
    }

    #[test]
    fn a_book_without_words_is_empty() {
        let empty = press(&[("src/SUMMARY.md", "- [](a.md)\n"), ("src/a.md", "***\n")]);
        assert!(matches!(empty, Err(Error::Empty { .. })));
    }

    #[test]
    fn included_text_stands_in_the_chapter_and_knows_its_file() {
        let (dump, findings) = press(&[
            ("src/SUMMARY.md", "- [A](in/a.md)\n"),
            ("src/in/a.md", "# A\n\n{{#title Of A}}{{#include b.md}}\n\n```rust\n{{#rustdoc_include ../../code/c.rs:2}}\n```\n\n\\{{#include x}}\n"),
            ("src/in/b.md", "From b, {{#include more/d.md}}\n"),
            ("src/in/more/d.md", "and [d](b.html). {{#include ../none.md}}"),
            ("code/c.rs", "use a;\nfn b() {}\n"),
        ])
        .unwrap();
        assert_eq!(findings, ["missing-include", "unresolved-link"][..1]);
        let expected = "Chapter 1 #<src/in/a.md#a> A\n  p From b, and [d](#<src/in/b.md>). {{#include ../none.md}}\n  \
                        code rust\n    |fn b() {}\n  p {{#include x}}\n";
        assert_eq!(dump, expected);
    }

    #[test]
    fn circles_and_depths_have_an_end() {
        let (dump, findings) = press(&[
            ("src/SUMMARY.md", "- [A](a.md)\n"),
            ("src/a.md", "# A\n\n1 {{#include b.md}} 2\n\n{{#include /etc/passwd}} {{#include ../../x}}\n"),
            ("src/b.md", "3 {{#include a.md:3}} 4"),
        ])
        .unwrap();
        assert_eq!(findings, ["refused-include"; 3]);
        assert!(dump.contains("p 1 3 1 {{#include b.md}} 2 4 2\n"), "{dump}");
    }

    #[test]
    fn what_is_included_has_a_bound() {
        let names: Vec<String> = (0..9).map(|n| format!("src/{n}.md")).collect();
        let texts: Vec<String> = (1..=9).map(|n| format!("{{{{#include {n}.md}}}}\n").repeat(10)).collect();
        let long = "word ".repeat(200_000);
        let mut files = vec![("src/SUMMARY.md", "- [A](0.md)\n"), ("src/9.md", &long)];
        files.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
        let Err(Error::Malformed { at, .. }) = press(&files) else { panic!() };
        assert_eq!(at.path.to_str(), Some("src/8.md"));
    }
}
