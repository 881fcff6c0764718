//! The project: what to press, with which options. In: `book.toml` (mdBook's own file, ours below
//! `[output.pressmark]`), or one file and no configuration at all. Out: plain values; every stage gets its own part.

mod about;
mod config;
mod exceptions;
mod handed;
mod identifiers;
mod index_file;
mod index_plan;
mod load;
mod mdbook;
mod notation;
mod page_marker;

use crate::diagnostic::Checks;
use crate::hyphenation::Exceptions;
use crate::language::{Direction, Lang};
use crate::model::slug::slug;
use crate::model::{Certifier, Cover, Creator, Edition, Identifier, IndexStyle, Series};
use crate::source::{Sources, Span};
pub use handed::{Handed, HandedChapter, Item};
pub use index_file::{INDEX, index_plan};
pub use index_plan::{IndexPlan, PlannedEntry, PlannedReference};
pub use mdbook::MdBook;
pub use notation::FormulaSigns;
pub use page_marker::{Found, PageMarker, PageNumber};
use std::collections::BTreeMap;

/// What to press.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Stem of the output files: ASCII letters, digits and hyphens.
    pub slug: String,
    /// The texts, in order, below the library's root.
    pub texts: Texts,
    /// What mdBook's own keys say of how they are read.
    pub mdbook: MdBook,
    /// Encoding of plain texts, by its WHATWG label; UTF-8 or a byte order mark's where not given.
    pub encoding: Option<String>,
    /// Whether `[[…]]` in its Markdown is a link.
    pub wiki_links: bool,
    /// What the texts mark the pages of their printed edition with, if they do.
    pub page_marker: Option<PageMarker>,
    /// Where the configuration says that.
    pub page_marker_place: Option<Span>,
    /// What stands around formulas.
    pub formulas: FormulaSigns,
    /// What the configuration says of the book; the text itself fills what is missing.
    pub about: About,
    /// Words that the author has divided.
    pub exceptions: Exceptions,
    /// How it is normalized.
    pub options: NormalizeOptions,
    /// Folders with further fonts, as they were named: from the project's folder, or absolute.
    pub font_dirs: Vec<String>,
    /// Which faces the EPUB carries.
    pub embedding: Embedding,
    /// The style sheet: a built-in name or a path; `house` where not given.
    pub style: Option<String>,
    /// Levels of findings.
    pub checks: Checks,
    /// The configuration, if there is one: the first source of the book, so that findings about it show its lines.
    pub config: Option<ConfigFile>,
}

/// A configuration file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConfigFile {
    /// Its name as findings show it.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Project {
    /// A project of one file, which stands in the library's root, and no configuration.
    pub fn single(file: &str) -> Project {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Project { slug: file_stem(stem), texts: Texts::Files(vec![file.to_owned()]), ..Project::default() }
    }

    /// A project of several, each with the folder that it is in.
    pub fn anthology(title: &str, mut volumes: Vec<(String, Project)>) -> Project {
        let plans = volumes.iter_mut().filter_map(|(_, project)| project.options.plan.take());
        let options = NormalizeOptions { plan: IndexPlan::join(plans), ..NormalizeOptions::default() };
        let volume = |(folder, project): (String, Project)| Project {
            texts: project.texts.below(&folder),
            page_marker_place: None,
            config: None,
            ..project
        };
        let texts = Texts::Anthology(volumes.into_iter().map(volume).collect());
        let about = About { title: Some(title.to_owned()), ..About::default() };
        Project { slug: file_stem(title), texts, about, options, ..Project::default() }
    }

    /// The sources of the book before any text is read: the configuration and the plan of its index, where they are.
    pub fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for file in self.config.iter().chain(self.options.plan.as_ref().map(|plan| &plan.file)) {
            // Plans joined from those of several books come from no file.
            if !file.name.is_empty() {
                sources.add(&file.name, file.text.as_str());
            }
        }
        sources
    }
}

/// A name for output files.
fn file_stem(name: &str) -> String {
    let slug = slug(name).unwrap_or_else(|| "book".to_owned());
    let starts_with_digit = name.starts_with(|c: char| c.is_ascii_digit());
    slug.strip_prefix("s-").filter(|_| starts_with_digit).map(str::to_owned).unwrap_or(slug)
}

/// Where the text is.
#[derive(Clone, Debug)]
pub enum Texts {
    /// An mdBook: the path of its `SUMMARY.md`.
    Summary(String),
    /// The same as mdBook hands it over.
    Handed { summary: String, items: Vec<Item> },
    /// Single files, read by their ending: `.txt` (or none) as plain text, `.md` as Markdown.
    Files(Vec<String>),
    /// Several texts in one book: for each what it would be pressed from by itself.
    Anthology(Vec<Project>),
}

impl Texts {
    /// The path of the first file; empty where there is none.
    pub fn first(&self) -> &str {
        match self {
            Texts::Summary(path) | Texts::Handed { summary: path, .. } => path,
            Texts::Files(files) => files.first().map_or("", String::as_str),
            Texts::Anthology(volumes) => volumes.first().map_or("", |volume| volume.texts.first()),
        }
    }

    /// The same texts, their paths taken from a folder above, in which theirs is called `folder`.
    fn below(self, folder: &str) -> Texts {
        let below = |path: String| if folder.is_empty() { path } else { format!("{folder}/{path}") };
        match self {
            Texts::Summary(path) => Texts::Summary(below(path)),
            Texts::Files(files) => Texts::Files(files.into_iter().map(below).collect()),
            other => other,
        }
    }
}

impl Default for Texts {
    fn default() -> Texts {
        Texts::Files(Vec::new())
    }
}

/// What the configuration says of the book.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: Option<String>,
    pub title_file_as: Option<String>,
    pub subtitle: Option<String>,
    pub creators: Vec<Creator>,
    pub language: Option<Lang>,
    pub direction: Option<Direction>,
    pub identifiers: Vec<Identifier>,
    pub publisher: Option<String>,
    pub description: Option<String>,
    pub subjects: Vec<String>,
    pub rights: Option<String>,
    pub source: Option<String>,
    pub series: Option<Series>,
    pub print_isbn: Option<String>,
    pub edition: Edition,
    pub certifier: Option<Certifier>,
    /// When it is made, if the command line's surroundings say it: `2026-11-23T10:20:30Z`.
    pub made: Option<String>,
    /// The cover: a picture by its path.
    pub cover: Cover<String>,
}

/// How a book is normalized.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NormalizeOptions {
    /// Quotes, dashes, fractions.
    pub typography: Typography,
    /// Where index entries come from.
    pub index: IndexMode,
    /// How many entries the automatic index has.
    pub density: Density,
    /// The most entries of the automatic index, whatever its density.
    pub most_entries: Option<usize>,
    /// Tables that the automatic index uses instead of its own.
    pub index_tables: Option<IndexTables>,
    /// Whether sections are numbered.
    pub numbering: Numbering,
    /// How index entries file.
    pub filing: Filing,
    /// How the index prints.
    pub index_style: IndexStyle,
    /// What the author wants of the index.
    pub plan: Option<IndexPlan>,
    /// Where the pages of the book's site are, if it has one.
    pub site: Option<Site>,
    /// `[output.html.redirect]`: pages that moved, with what comes behind `#`, and where they are now: a URL, or the name of
    /// another page.
    pub redirects: BTreeMap<String, String>,
}

/// Tables of the automatic index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexTables {
    /// Counts of words in other books: stem, count, books.
    pub background: String,
    /// What features weigh: feature, weight.
    pub weights: String,
}

/// The site that mdBook makes of the same texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// Its address: a URL that ends in `/`.
    pub address: String,
    /// The folder that it is made of, below the project's root; empty for the root itself.
    pub folder: String,
}

/// `embed-fonts`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Embedding {
    /// Those that the text is set in, reduced to its characters.
    #[default]
    Reduced,
    /// None: readers use their own.
    None,
}

/// `typography`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Typography {
    /// Curl quotes, make dashes and fractions, by the language's custom.
    #[default]
    Smart,
    /// Every character as it is, for diplomatic editions.
    Keep,
}

/// `index`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum IndexMode {
    /// Marked if the text has marks, else automatic.
    #[default]
    ByText,
    /// Only the author's marks.
    Marked,
    /// Only the automatic index.
    Auto,
    /// The author's marks and the automatic index.
    Both,
    /// No index.
    None,
}

/// `index-density`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Density {
    /// Three fifths of that.
    Light,
    /// About 12 entries for a thousand words, after the first ten thousand about 4.
    #[default]
    Normal,
    /// Eight fifths.
    Dense,
}

/// `index-filing`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filing {
    /// "New York" before "Newark".
    #[default]
    WordByWord,
    /// "Newark" before "New York".
    LetterByLetter,
}

/// `number-sections`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numbering {
    /// Where chapters have sections and headings carry no numbers of their own.
    #[default]
    ByText,
    /// Chapters and sections: 1, 1.1.
    All,
    /// Nothing.
    None,
}
