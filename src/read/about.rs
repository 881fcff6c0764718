//! What a book says about itself. In: the project's words, then those of the texts, then guesses. Out: metadata with a
//! title, a language, a direction and an identifier; every guess is a finding.

use super::guess;
use super::pictures::{Unusable, intern};
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::edition;
use crate::language::Lang;
use crate::library::{Library, resolve};
use crate::model::{AssetId, Block, Book, Cover, Inline, Metadata, Section, flat_text};
use crate::project::{About, Project, Texts};

/// How much text a guess of the language looks at, in bytes.
const SAMPLE: usize = 200_000;

/// Puts down what the project says, which goes before what texts say of themselves.
pub fn describe(about: &About, meta: &mut Metadata) {
    meta.title = about.title.clone().unwrap_or_default();
    meta.title_file_as.clone_from(&about.title_file_as);
    meta.subtitle.clone_from(&about.subtitle);
    meta.creators.clone_from(&about.creators);
    meta.language = about.language.unwrap_or_default();
    meta.identifiers.clone_from(&about.identifiers);
    meta.publisher.clone_from(&about.publisher);
    meta.description.clone_from(&about.description);
    meta.subjects.clone_from(&about.subjects);
    meta.rights.clone_from(&about.rights);
    meta.source.clone_from(&about.source);
    meta.series.clone_from(&about.series);
    meta.print_isbn.clone_from(&about.print_isbn);
    meta.edition = about.edition.clone();
    meta.certifier.clone_from(&about.certifier);
    meta.made.clone_from(&about.made);
}

/// Completes what neither the project nor the texts have said.
pub fn complete(project: &Project, book: &mut Book, library: &dyn Library, sink: &mut Sink) {
    complete_title(project, book, sink);
    if book.meta.language == Lang::UND {
        book.meta.language = language(book, sink);
    }
    let own = book.meta.language;
    book.languages.retain(|_, language| *language != own);
    book.meta.direction = project.about.direction.unwrap_or(book.meta.language.direction());
    if book.meta.identifiers.is_empty() {
        let own = edition::identifier(&project.slug, &book.meta.title, &book.meta.creators);
        book.meta.identifiers.push(own);
    }
    book.meta.cover = match &project.about.cover {
        Cover::Made => Cover::Made,
        Cover::None => Cover::None,
        Cover::Picture(path) => cover(path, book, library, sink).map_or(Cover::Made, Cover::Picture),
    };
}

/// Reports a page marker that no text has, and printed pages of a book that nothing names.
pub fn check_print_edition(project: &Project, book: &Book, sink: &mut Sink) {
    let Some(marker) = &project.page_marker else { return };
    if book.print_pages.is_empty() {
        let message = format!("no text has a page marker of the form `{}`", marker.pattern);
        let finding = Diagnostic::new(&rules::UNUSED_PAGE_MARKER, project.page_marker_place, message);
        sink.report(finding.hint("In `page-marker`, `{n}` stands for the number of the page and all else for itself."));
    } else if book.meta.print_isbn.is_none() && book.meta.source.is_none() {
        let message = "nothing says whose pages the page markers number";
        let finding = Diagnostic::new(&rules::UNNAMED_PRINT_EDITION, project.page_marker_place, message);
        sink.report(finding.hint("Name the printed book: `print-isbn = \"…\"` or `source = \"…\"` in `book.toml`."));
    }
}

/// The title: the one heading that everything stands below, else the first words.
fn complete_title(project: &Project, book: &mut Book, sink: &mut Sink) {
    let heading = whole(&book.sections).filter(|_| matches!(&project.texts, Texts::Files(files) if files.len() == 1));
    if let Some(heading) = heading {
        let text = flat_text(&heading.title).trim().to_owned();
        if book.meta.title.is_empty() || book.meta.title == text {
            book.meta.display_title = displayed(&heading.title);
            book.meta.title = text;
        }
    }
    if !book.meta.title.is_empty() {
        return;
    }
    let stem = || match &project.texts {
        Texts::Files(files) => {
            let name = files.first().map_or("", |path| path.rsplit('/').next().unwrap_or(path));
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
        }
        Texts::Summary(_) | Texts::Handed { .. } | Texts::Anthology(_) => project.slug.clone(),
    };
    let (title, place) = match guess::title(&book.sections) {
        Some((title, place)) => (title, Some(place)),
        None => (stem(), None),
    };
    let message = format!("no title is given; the book is called `{title}`");
    let finding = Diagnostic::new(&rules::GUESSED_TITLE, place, message)
        .hint("Name it: `--title \"…\"`, or `title = \"…\"` in `book.toml`.");
    sink.report(finding);
    book.meta.title = title;
}

/// The one section of level 1, where there is but one.
pub fn whole(sections: &[Section]) -> Option<&Section> {
    let outside = |section: &Section| section.title.is_empty() && !section.blocks.is_empty();
    if sections.iter().any(outside) {
        return None;
    }
    let mut titled = sections.iter().filter(|section| !section.title.is_empty());
    let first = titled.next().filter(|section| section.level == 1)?;
    titled.next().is_none().then_some(first)
}

/// A heading as a title page may show it, if it has anything that plain text has not.
fn displayed(title: &[Inline]) -> Option<Vec<Inline>> {
    let shown: Vec<Inline> =
        title.iter().filter(|inline| !matches!(inline, Inline::Note(_) | Inline::Mark(_))).cloned().collect();
    let plain = shown.iter().all(|inline| matches!(inline, Inline::Text(_)));
    (!plain).then_some(shown)
}

fn language(book: &Book, sink: &mut Sink) -> Lang {
    let (language, message) = match guess::language(&sample(&book.sections)) {
        Lang::UND => (Lang::EN, "no language is given, and none could be guessed; `en` is taken".to_owned()),
        language => (language, format!("no language is given; the text seems to be in `{language}`")),
    };
    let finding = Diagnostic::new(&rules::GUESSED_LANGUAGE, None, message)
        .hint("Name it: `--lang en`, or `language = \"en\"` in `book.toml`.");
    sink.report(finding);
    language
}

/// Enough of the text of sections to know its language by.
pub fn sample(sections: &[Section]) -> String {
    let mut sample = String::new();
    let mut add = |block: &Block| {
        for run in block.runs() {
            if sample.len() < SAMPLE {
                sample += &(flat_text(run) + "\n");
            }
        }
    };
    for section in sections {
        section.walk(&mut |section| section.blocks.iter().for_each(|block| block.walk_all(&mut add)));
    }
    sample
}

fn cover(path: &str, book: &mut Book, library: &dyn Library, sink: &mut Sink) -> Option<AssetId> {
    let inside = resolve("", path);
    let found = inside.map_or(Err(Unusable::Missing), |inside| intern(&inside, None, book, library, sink));
    let finding = match found {
        Ok(cover) => return Some(cover),
        Err(Unusable::Missing) => {
            let message = format!("the cover `{path}` is not in the project");
            Diagnostic::new(&rules::MISSING_IMAGE, None, message)
                .hint("Its path is taken from the folder of `book.toml`.")
        }
        Err(Unusable::Unreadable(reason)) => {
            let message = format!("the cover `{path}` cannot be read: {reason}");
            Diagnostic::new(&rules::UNREADABLE_IMAGE, None, message)
        }
    };
    sink.report(finding);
    None
}
