//! Pressmark presses a text into a book: an EPUB and a PDF, each with a table of contents and an index.
//!
//! The modules, in the order in which a text passes through them:
//!
//! | module | what comes in → what goes out |
//! |---|---|
//! | [`project`] | `book.toml` or a single file → what to press, with which options |
//! | [`library`] | paths below the project's root → bytes; the one door to files |
//! | [`read`] | bytes → [`model::Draft`]: plain text, Markdown, a summary of chapters |
//! | [`math`] | the TeX of a formula → a tree of MathML, which both outputs are made from |
//! | [`normalize`] | draft → [`model::Book`]: headings, notes, links, languages, typography, index, numbering |
//! | [`vocabulary`] | ONE TABLE: each kind of the model → HTML element, `epub:type`, role, structure tag |
//! | [`style`] | CSS → computed styles for print, and the sheet that the EPUB carries |
//! | [`font`], [`image`] | files → faces and pictures |
//! | [`text`] | a string with styled runs → lines of glyphs |
//! | [`page`] | book + style → [`page::Pages`]: display lists, structure tree, outline, page map |
//! | [`pdf`] | pages → a PDF |
//! | [`cover`] | what the book says about itself → a picture, where it has none |
//! | [`epub`] | book + page map → an EPUB |
//!
//! [`source`], [`diagnostic`], [`error`], [`length`], [`language`] and [`numeral`] are what all of them stand on; [`edition`] derives
//! identifiers and hashes; [`commands`], [`cli`] and [`progress`] are the command line on top.

pub mod cli;
pub mod commands;
pub mod cover;
pub mod diagnostic;
pub mod edition;
pub mod epub;
pub mod error;
pub mod font;
pub mod highlight;
pub mod hyphenation;
pub mod image;
pub mod language;
pub mod length;
pub mod library;
pub mod math;
pub mod model;
pub mod normalize;
pub mod numeral;
pub mod page;
pub mod pdf;
pub mod progress;
pub mod project;
pub mod read;
pub mod source;
pub mod style;
pub mod text;
pub mod vocabulary;

use diagnostic::Sink;
use epub::{Design, Output, write_epub};
use error::Error;
use font::Faces;
use library::Library;
use model::Book;
use normalize::normalize;
use page::{Pages, paginate};
use pdf::write_pdf;
use progress::{Progress, Stage};
use project::{Embedding, Project};
use read::read;
use std::io::Write;
use style::Sheet;

/// Where a build writes; an output that nobody asked for is `None`.
#[derive(Default)]
pub struct Outputs<'o> {
    pub pdf: Option<&'o mut dyn Write>,
    pub epub: Option<&'o mut dyn Output>,
}

/// What a book is dressed in.
pub struct Dress {
    pub sheet: Sheet,
    pub faces: Faces,
}

impl Dress {
    /// Puts a sheet and faces together; families that the sheet names and nobody has are findings.
    pub fn new(sheet: Sheet, faces: Faces, sink: &mut Sink) -> Dress {
        sink.extend(sheet.missing_faces(|family| faces.has_family(family)));
        Dress { sheet, faces }
    }
}

/// A pressed book.
pub struct Pressed {
    pub book: Book,
    pub pages: Pages,
}

/// The whole program. An EPUB needs pages too: its index prints their folios.
pub fn press(
    project: &Project,
    dress: &Dress,
    library: &dyn Library,
    outputs: Outputs,
    sink: &mut Sink,
    progress: &dyn Progress,
) -> Result<Pressed, Error> {
    progress.begin(Stage::Read);
    let draft = read(project, library, sink)?;
    progress.begin(Stage::Normalize);
    let book = normalize(draft, &project.options, sink);
    progress.begin(Stage::Paginate);
    let sheet = dress.sheet.in_language(book.meta.language);
    let pages = paginate(&book, &sheet, &dress.faces, sink);
    sink.extend(dress.faces.refused());
    if let Some(out) = outputs.pdf {
        progress.begin(Stage::WritePdf);
        write_pdf(&pages, library, out, sink)?;
    }
    if let Some(out) = outputs.epub {
        progress.begin(Stage::WriteEpub);
        let design =
            Design { sheet: &sheet, faces: &dress.faces, embed_faces: project.embedding == Embedding::Reduced };
        write_epub(&book, design, &pages.map, library, out, sink)?;
    }
    Ok(Pressed { book, pages })
}
