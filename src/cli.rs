//! The command line: clap structs, no logic.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT: &str = "Exit code: 0 all is well, 1 a denied finding, 2 it could not be done.";

/// Presses a text into a book: an EPUB and a PDF, each with contents and an index.
#[derive(Parser, Debug)]
#[command(name = "pressmark", version, about, max_term_width = 100, after_help = EXIT)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub messages: Messages,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Press a book, or several
    Build(Build),
    /// Press a book again whenever one of its files changes
    Watch(Watch),
    /// Report findings without writing anything
    Check(Check),
    /// Print what a stage makes of a text
    Show(Show),
    /// Make the index by itself
    Index(Index),
    /// Begin a project
    New(New),
}

/// `build`
#[derive(Args, Debug)]
pub struct Build {
    /// .txt or .md files, or folders with book.toml; each becomes a book of its own
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<PathBuf>,
    /// Press all sources into one book of this title, a part for each
    #[arg(long, value_name = "TITLE", conflicts_with = "title")]
    pub anthology: Option<String>,
    #[command(flatten)]
    pub says: Says,
    #[command(flatten)]
    pub place: Place,
}

/// `watch`
#[derive(Args, Debug)]
pub struct Watch {
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub place: Place,
}

/// What is written where.
#[derive(Args, Debug)]
pub struct Place {
    /// Folder to write to [default: out/ in a project, the current folder for a file]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// What to write; several with commas between them
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values_t = [Format::Epub, Format::Pdf])]
    pub to: Vec<Format>,
}

/// Presses an mdBook as `mdbook build` hands it over: put `[output.pressmark]` into its `book.toml`.
#[derive(Parser, Debug)]
#[command(name = "mdbook-pressmark", version, about, max_term_width = 100, after_help = EXIT)]
pub struct Backend {
    /// What to write; several with commas between them
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values_t = [Format::Epub, Format::Pdf])]
    pub to: Vec<Format>,
    #[command(flatten)]
    pub messages: Messages,
}

/// `check`
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub source: Source,
    /// Say what a reader would refuse or drop too; several with commas between them
    #[arg(long, value_name = "READER", value_delimiter = ',')]
    pub device: Vec<Reader>,
}

/// A reader, or a kind of readers.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// Kindles, and what is sent to them
    Kindle,
    /// Kobos
    Kobo,
    /// Apple Books
    Apple,
    /// Readers with very little memory, such as the Xteink X4
    Tiny,
}

/// `show`
#[derive(Args, Debug)]
pub struct Show {
    /// What to print
    pub what: View,
    #[command(flatten)]
    pub source: Source,
}

/// `index`
#[derive(Args, Debug)]
pub struct Index {
    #[command(flatten)]
    pub source: Source,
    /// Read the text anew and add what is found to the project's index.toml, as comments
    #[arg(long, conflicts_with = "tsv")]
    pub update: bool,
    /// Write the index as rows: heading, subheading, locators, see, with tabs between them
    #[arg(long, value_name = "FILE")]
    pub tsv: Option<PathBuf>,
    /// The most entries that are found in the text [default: by the density]
    #[arg(long, value_name = "N")]
    pub max_entries: Option<usize>,
    /// Folder with background.tsv and weights.tsv to use instead of the built-in ones
    #[arg(long, value_name = "DIR", hide = true)]
    pub tables: Option<PathBuf>,
    /// Write what the index sees in the text to candidates.tsv and words.tsv of a folder
    #[arg(long, value_name = "DIR", hide = true)]
    pub observe: Option<PathBuf>,
}

/// `new`
#[derive(Args, Debug)]
pub struct New {
    /// Folder to make
    pub dir: PathBuf,
    /// Title of the book [default: from the folder's name]
    #[arg(long)]
    pub title: Option<String>,
}

/// What to press, and what the command line says of it.
#[derive(Args, Debug)]
pub struct Source {
    /// A .txt or .md file, or a folder with book.toml
    #[arg(value_name = "SOURCE")]
    pub path: PathBuf,
    #[command(flatten)]
    pub says: Says,
}

/// What the command line says of a book.
#[derive(Args, Clone, Debug, Default)]
pub struct Says {
    /// Title of the book
    #[arg(long)]
    pub title: Option<String>,
    /// Author; may be given several times
    #[arg(long)]
    pub author: Vec<String>,
    /// Language, as a BCP 47 tag such as en or pt-BR
    #[arg(long)]
    pub lang: Option<String>,
    /// Style sheet: house, handout, large-print, or a CSS file
    #[arg(long, value_name = "NAME|FILE.css")]
    pub style: Option<String>,
    /// Folder with further fonts, such as /usr/share/fonts; may be given several times
    #[arg(long, value_name = "DIR")]
    pub font_dir: Vec<PathBuf>,
    /// Encoding of plain text, such as windows-1252
    #[arg(long)]
    pub encoding: Option<String>,
    /// What the text marks the pages of its printed edition with, such as "[[Pg {n}]]"
    #[arg(long, value_name = "PATTERN")]
    pub page_marker: Option<String>,
    /// Treat a rule's findings, or all (`warnings`), as errors
    #[arg(long, value_name = "RULE|warnings")]
    pub deny: Vec<String>,
}

/// How to talk.
#[derive(Args, Debug)]
#[command(next_help_heading = "Messages")]
pub struct Messages {
    /// Print only errors and denied findings
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print every finding, however many are alike
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// How findings are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

/// An output format.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Epub,
    Pdf,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Format::Epub => "epub",
            Format::Pdf => "pdf",
        })
    }
}

/// What `show` prints.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// The normalized book
    Model,
    /// The style sheet that the EPUB carries
    Style,
    /// Every line with its place
    Lines,
    /// What begins and ends each page
    Pages,
    /// The structure tree
    Tags,
}

/// How findings are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageFormat {
    Human,
    Short,
    Json,
}
