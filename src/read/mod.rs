//! Readers. In: the bytes of a project's texts. Out: a [`Draft`]: the book as its source says it, every block with its
//! span, names still unresolved. No reader panics, whatever the bytes.

mod about;
mod anthology;
mod attributes;
mod decode;
mod extract;
mod guess;
mod html;
mod markdown;
mod marks;
mod mdbook;
mod page_markers;
mod pictures;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::Error;
use crate::library::{Library, TEXT_LIMIT, resolve};
use crate::math::{Macros, Notation};
use crate::model::{BlockKind, Book, Draft, Section, flat_text};
use crate::project::{FormulaSigns, PageMarker, Project, Texts};
use crate::source::Span;
use page_markers::Form;
use std::sync::Arc;

/// The most files that a book may be made of: spans number them in 16 bits.
const MOST_FILES: usize = 60_000;

/// Reads all texts of a project. The configuration is source 0, where there is one.
pub fn read(project: &Project, library: &dyn Library, sink: &mut Sink) -> Result<Draft, Error> {
    let mut book = Book { sources: project.sources(), exceptions: project.exceptions.clone(), ..Book::default() };
    let result = read_into(&mut book, project, library, sink);
    // Also where reading fails, so that what was found before shows its lines.
    sink.sources = book.sources.clone();
    result.map(|()| Draft(book))
}

fn read_into(book: &mut Book, project: &Project, library: &dyn Library, sink: &mut Sink) -> Result<(), Error> {
    book.notation = notation(project, library, sink);
    book.wiki_links = project.wiki_links;
    about::describe(&project.about, &mut book.meta);
    book.sections = sections(project, book, library, sink)?;
    if !has_words(book) {
        return Err(Error::Empty { path: library.display(project.texts.first()) });
    }
    about::complete(project, book, library, sink);
    about::check_print_edition(project, book, sink);
    Ok(())
}

/// The sections of all texts of a project.
fn sections(project: &Project, book: &mut Book, library: &dyn Library, sink: &mut Sink) -> Result<Vec<Section>, Error> {
    let mut shelf =
        Shelf { encoding: project.encoding.as_deref(), marker: project.page_marker.as_ref(), library, book, sink };
    match &project.texts {
        Texts::Anthology(volumes) => anthology::read(volumes, &mut shelf),
        Texts::Summary(path) => mdbook::chapters(path, &project.mdbook, &mut shelf),
        Texts::Handed { summary, items } => mdbook::handed(summary, items, &project.mdbook, &mut shelf),
        Texts::Files(paths) => {
            let mut sections = Vec::new();
            for path in paths {
                sections.append(&mut shelf.whole_text(path)?);
            }
            Ok(sections)
        }
    }
}

/// What stands around formulas, and the macros of the project's own file.
fn notation(project: &Project, library: &dyn Library, sink: &mut Sink) -> Notation {
    let FormulaSigns { dollars, brackets, loose, macros } = &project.formulas;
    let mut notation = Notation { dollars: *dollars, brackets: *brackets, loose: *loose, ..Notation::default() };
    if let Some((file, span)) = macros {
        let path = resolve("", file);
        match path.ok_or(()).and_then(|path| library.read(&path, TEXT_LIMIT).map_err(|_| ())) {
            Ok(bytes) => notation.macros = Arc::new(Macros::parse(&String::from_utf8_lossy(&bytes))),
            Err(()) => {
                let message = format!("there is no file of macros `{file}`");
                let hint = "Formulas with commands that it defines are not set as they are meant.";
                sink.report(Diagnostic::new(&rules::UNSET_MATH, *span, message).hint(hint));
            }
        }
    }
    notation
}

/// Where the texts of a book are read from and what they are read into.
pub struct Shelf<'a> {
    /// Encoding of the texts, where the project names one.
    pub encoding: Option<&'a str>,
    /// What marks the pages of the printed edition, where the project says it.
    pub marker: Option<&'a PageMarker>,
    pub library: &'a dyn Library,
    pub book: &'a mut Book,
    pub sink: &'a mut Sink,
}

impl Shelf<'_> {
    /// Decodes a file and adds it to the book's sources; returns its number.
    pub fn source(&mut self, path: &str) -> Result<u16, Error> {
        let shown = self.library.display(path);
        let bytes = self.library.read(path, TEXT_LIMIT)?;
        let text = decode::decode(&bytes, self.encoding, &shown)?;
        self.add(shown.display().to_string(), text)
    }

    /// Adds a text to the book's sources; returns its number.
    fn add(&mut self, name: String, text: String) -> Result<u16, Error> {
        let files = self.book.sources.len() as u64;
        if files >= MOST_FILES as u64 {
            return Err(Error::TooLarge { path: name.into(), size: files, limit: MOST_FILES as u64 });
        }
        Ok(self.book.sources.add(name, text))
    }

    /// Reads source number `source`, the file `path`, by its ending: `.md` as Markdown, `.html` as HTML, `.txt` as plain text, anything
    /// else as `otherwise` says.
    pub fn sections(&mut self, source: u16, path: &str, otherwise: Form) -> Vec<Section> {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let form = match ending.as_str() {
            "md" | "markdown" | "mdown" | "html" | "htm" | "xhtml" => Form::Markdown,
            "txt" => Form::Plain,
            _ => otherwise,
        };
        if let Some(marker) = self.marker {
            page_markers::take_out(source, form, marker, self.book, self.sink);
        }
        match form {
            Form::Markdown if matches!(ending.as_str(), "html" | "htm" | "xhtml") => {
                markdown::page(source, path, self.book, self.library, self.sink)
            }
            Form::Markdown => markdown::markdown(source, path, self.book, self.library, self.sink),
            Form::Plain => extract::extract(source, self.book, self.sink),
        }
    }

    /// Reads a file that is not part of a summary; links to it lead to its beginning.
    fn whole_text(&mut self, path: &str) -> Result<Vec<Section>, Error> {
        let source = self.source(path)?;
        let sections = self.sections(source, path, Form::Plain);
        self.book.define_anchor(path, Span::new(source, 0..0));
        Ok(sections)
    }
}

/// Whether anything can be read in a book: a sign in its titles, blocks or notes, or a picture.
fn has_words(book: &Book) -> bool {
    let mut found = !book.assets.is_empty();
    let is_word = |text: &str| text.contains(|c: char| !c.is_whitespace());
    book.each_section(&mut |section| found = found || is_word(&flat_text(&section.title)));
    book.each_block(&mut |block| {
        found = found
            || match &block.kind {
                BlockKind::Code { text, .. } => is_word(text.as_str()),
                _ => block.runs().into_iter().any(|run| is_word(&flat_text(run))),
            };
    });
    found
}
