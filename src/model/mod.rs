//! The book model: what every reader makes, every pass normalizes and both writers print. No file names of outputs,
//! no styles, no pages; only what the book is.
//!
//! [`Draft`] is a book as a reader made it: names may be unresolved, levels irregular. [`Book`] is what
//! `normalize` guarantees: every id resolves, levels are regular, notes and marks are where they belong.

pub mod direction;
pub mod dump;
mod ids;
mod index_style;
pub mod labels;
mod metadata;
mod names;
mod page_map;
pub mod slug;
pub mod table;
mod text;
pub mod walk;
pub mod words;

pub use ids::{AnchorId, AssetId, BlockId, MarkId, NoteId, PrintPageId, TermId};
pub use index_style::{IndexStyle, Ranges};
pub use metadata::{
    Certifier, Cover, Creator, Edition, Identifier, Metadata, Series, full_date, is_address, timestamp,
};
pub use page_map::{Entry, Locator, PageMap, PageStart, Subentry, printed};
pub use text::{Text, flat_text};

use crate::hyphenation::Exceptions;
use crate::language::{Direction, Lang};
use crate::math::{Formula, Notation};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;

/// A book as a reader made it. Only `normalize` turns it into a [`Book`]; writers take only that.
#[derive(Debug, Default)]
pub struct Draft(pub(crate) Book);

impl Draft {
    /// Its stable text form.
    pub fn dump(&self) -> String {
        dump::dump(&self.0)
    }
}

/// A normalized book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Title, creators, language, identifiers, edition.
    pub meta: Metadata,
    /// Chapters (or parts), in reading order.
    pub sections: Vec<Section>,
    /// Notes, in order of first reference.
    pub notes: Vec<Note>,
    /// Index terms, in filing order, subterms right behind their term.
    pub terms: Vec<Term>,
    /// Index marks, in reading order; [`Inline::Mark`] places them.
    pub marks: Vec<Mark>,
    /// How the index prints.
    pub index_style: IndexStyle,
    /// Pages of the printed edition that the text marks, in reading order; [`Inline::PrintPage`] places them.
    pub print_pages: Vec<PrintPage>,
    /// Places that links lead to.
    pub anchors: Vec<Anchor>,
    /// Pictures.
    pub assets: Vec<Asset>,
    /// Words that the author has divided.
    pub exceptions: Exceptions,
    /// Permanent name of each block (`p-1f3a…`), by [`BlockId`]: stable under edits elsewhere, an XML name.
    pub permalinks: Vec<String>,
    /// The languages of the sources that are in another one than the book, by their numbers; [`Book::language_of`].
    pub languages: BTreeMap<u16, Lang>,
    /// How its texts write formulas.
    pub notation: Notation,
    /// Whether `[[…]]` in its Markdown is a link, as wikis have it.
    pub wiki_links: bool,
    /// The source texts that spans point into.
    pub sources: Sources,
    /// Finds anchors and terms by name; [`Book::intern_anchor`], [`Book::intern_term`].
    pub names: names::Names,
}

impl Book {
    /// The language of the text that came from `span`.
    pub fn language_of(&self, span: Span) -> Lang {
        self.languages.get(&span.source).copied().unwrap_or(self.meta.language)
    }

    /// The direction of the text that came from `span`.
    pub fn direction_of(&self, span: Span) -> Direction {
        self.languages.get(&span.source).map_or(self.meta.direction, Lang::direction)
    }
}

/// A heading and everything below it. Top-level sections are parts or chapters.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where links to this section lead; its slug is the id in both outputs.
    pub anchor: AnchorId,
    /// What it is for.
    pub role: Role,
    /// 1 for a top-level section; after `normalize` each is one more than its parent's.
    pub level: u8,
    /// `3.2`, where sections are numbered; never part of `title`.
    pub number: Option<String>,
    /// The heading. Empty only for a lead without one (role [`Role::Introduction`]), for which
    /// `words` has a name that contents and outlines show.
    pub title: Vec<Inline>,
    /// What stands between this heading and the next.
    pub blocks: Vec<Block>,
    /// Sections below.
    pub sections: Vec<Section>,
    /// The heading in the source.
    pub span: Span,
}

impl Section {
    /// A section of level 1 with nothing in it yet.
    pub fn untitled(anchor: AnchorId, role: Role, span: Span) -> Section {
        let (title, blocks, sections) = (Vec::new(), Vec::new(), Vec::new());
        Section { anchor, role, level: 1, number: None, title, blocks, sections, span }
    }
}

/// What a section is for. `vocabulary` gives each its `epub:type` and structure tag.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// A part, holding chapters.
    Part,
    /// A top-level section of the body.
    Chapter,
    /// A section inside a chapter.
    Section,
    /// Front matter with a heading: a preface, a foreword.
    Preface,
    /// Text before the first heading.
    Introduction,
    /// Back matter with a heading.
    Appendix,
    /// Terms and what they mean.
    Glossary,
    /// Related articles.
    SeeAlso,
    /// Notes of the source.
    Notes,
    /// References of the source.
    References,
    /// Books and articles.
    Bibliography,
    /// Links to other sites.
    ExternalLinks,
    /// Licence text and other notices, such as a digitiser's.
    Notice,
}

/// A block: what starts on a new line.
#[derive(Clone, Debug)]
pub struct Block {
    /// Dense, in document order over the whole book (sections, then notes' blocks where they are placed last);
    /// set by the `numbering` pass.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Where it came from.
    pub span: Span,
}

impl Block {
    /// A block fresh from a reader, without its id.
    pub fn new(kind: BlockKind, span: Span) -> Block {
        Block { id: BlockId(u32::MAX), kind, span }
    }
}

/// Kinds of blocks.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading that opens no section: inside a quotation or a list.
    Heading { level: u8, title: Vec<Inline> },
    /// A quotation, with its source if it names one.
    Quote { blocks: Vec<Block>, attribution: Vec<Inline> },
    /// A list.
    List { kind: ListKind, tight: bool, items: Vec<ListItem> },
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A picture with its caption, and with what says at length what it shows: for those who cannot see it, and therefore
    /// on no page. Notes and index marks are not in there.
    Figure { image: Picture, caption: Vec<Inline>, description: Vec<Block> },
    /// A table.
    Table(Table),
    /// Program text or other text whose line ends and spaces count.
    Code { language: Option<String>, text: Text },
    /// A formula on lines of its own: one [`Inline::Math`].
    Math(Vec<Inline>),
    /// Verse: stanzas of lines.
    Verse(Vec<Vec<VerseLine>>),
    /// A box beside the text: a note, a tip, a warning. `title` is empty for the kinds that have a name in every language
    /// until the `admonitions` pass gives it.
    Admonition { kind: AdmonitionKind, title: Vec<Inline>, blocks: Vec<Block> },
    /// What a reader may unfold below its summary; print shows all of it.
    Details { summary: Vec<Inline>, open: bool, blocks: Vec<Block> },
    /// Blocks whose lines stand in the middle or at the end of the measure.
    Aligned { align: Alignment, blocks: Vec<Block> },
    /// A break between thoughts.
    Break,
}

/// Kinds of lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListKind {
    /// With bullets.
    Bullet,
    /// Numbered from `start`, downwards where it is `reversed`.
    Ordered { start: u64, numerals: Numerals, reversed: bool },
}

impl ListKind {
    /// The number of item `index`, from 0.
    pub fn number(self, index: usize) -> Option<u64> {
        match self {
            ListKind::Ordered { start, reversed: false, .. } => Some(start.saturating_add(index as u64)),
            ListKind::Ordered { start, .. } => Some(start.saturating_sub(index as u64)),
            ListKind::Bullet => None,
        }
    }
}

/// How the items of a list are numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numerals {
    /// As the style sheet says.
    #[default]
    Auto,
    /// 1, 2, 3.
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// Kinds of admonitions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AdmonitionKind {
    /// What is worth knowing.
    Note,
    /// Advice.
    Tip,
    /// What must not be overlooked.
    Important,
    /// What may do harm.
    Warning,
    /// What will do harm.
    Caution,
    /// Any other; its title says which.
    Other,
}

/// Where lines stand that do not begin where the script begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alignment {
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// One item of a list.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// `Some(done)` for a task.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Terms that share one or more meanings.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// One line of verse.
#[derive(Clone, Debug)]
pub struct VerseLine {
    /// Indent in ems.
    pub indent: u8,
    /// The line.
    pub inlines: Vec<Inline>,
}

/// A table. Every row has cells for all columns, spans counted.
#[derive(Clone, Debug)]
pub struct Table {
    /// One per column.
    pub columns: Vec<ColumnAlign>,
    /// Head rows, repeated on every page.
    pub head: Vec<Vec<Cell>>,
    /// Body rows.
    pub body: Vec<Vec<Cell>>,
    /// Whether its first column is a stub: each of its cells says what its row is about. The `tables` pass finds out.
    pub stub: bool,
    /// What it shows.
    pub caption: Vec<Inline>,
}

/// Where a column's text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColumnAlign {
    /// Where the script begins.
    #[default]
    Auto,
    /// Figures, one below the other: made of `Auto` and `Right` by the `tables` pass.
    Figures,
    /// Left.
    Left,
    /// Centered.
    Center,
    /// Right.
    Right,
}

/// One cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says.
    pub inlines: Vec<Inline>,
    /// How many columns it spans, at least 1.
    pub columns: u16,
    /// How many rows it spans, at least 1.
    pub rows: u16,
}

/// A picture in its place.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Which picture.
    pub asset: AssetId,
    /// What it shows, for those who cannot see it; empty for decoration, or where nobody said it.
    pub alt: String,
    /// Whether it is there for its looks only.
    pub decoration: bool,
    /// How wide it is to be, where its author says so.
    pub width: Option<Extent>,
    /// How high it is to be, in CSS pixels, where its author says so.
    pub height: Option<u32>,
    /// Where it was named.
    pub span: Span,
}

/// How wide a picture is to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// CSS pixels, of which an inch has 96 (CSS Values 4 §6.2).
    Pixels(u32),
    /// Hundredths of the measure.
    Percent(u32),
}

/// Parts of running text.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Plain text.
    Text(Text),
    /// Stress, or a title of a work.
    Emphasis(Vec<Inline>),
    /// Importance.
    Strong(Vec<Inline>),
    /// Lowered.
    Sub(Vec<Inline>),
    /// Raised.
    Sup(Vec<Inline>),
    /// No longer true.
    Delete(Vec<Inline>),
    /// Added later.
    Insert(Vec<Inline>),
    /// Marked by a reader.
    Highlight(Vec<Inline>),
    /// Small print.
    Small(Vec<Inline>),
    /// Keys to press.
    Kbd(Vec<Inline>),
    /// A short form, with what it stands for.
    Abbr { title: String, body: Vec<Inline> },
    /// Signs with their readings, each an [`Inline::Reading`] behind the signs that it is set above.
    Ruby(Vec<Inline>),
    /// How the signs before it in a [`Inline::Ruby`] are read.
    Reading(Vec<Inline>),
    /// Program text.
    Code(Text),
    /// Text in another language, with that language's direction.
    Foreign { lang: Lang, dir: Direction, body: Vec<Inline> },
    /// Text of a direction that its signs do not show, apart from the text around it.
    Directed { dir: Direction, body: Vec<Inline> },
    /// A link.
    Link { to: Target, body: Vec<Inline>, span: Span },
    /// A picture in the line.
    Image(Picture),
    /// A formula.
    Math(Box<Formula>),
    /// A reference to a note.
    Note(NoteId),
    /// An index mark: no text of its own.
    Mark(MarkId),
    /// A page of the printed edition begins: no text of its own. Set by the `print_pages` pass.
    PrintPage(PrintPageId),
    /// A line ends here whatever the measure.
    LineBreak,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// Out of the book.
    Url(String),
    /// To a place in it. In a [`Draft`] the anchor is only a name.
    Anchor(AnchorId),
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its label in the source: `1`, `*`, `grand-total`.
    pub label: String,
    /// What both outputs print at its references: numbered anew by the `numbering` pass, from 1 in each chapter.
    pub number: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its references, in reading order.
    pub references: Vec<Span>,
    /// Where it came from.
    pub span: Span,
}

/// An entry of the index.
#[derive(Clone, Debug)]
pub struct Term {
    /// The entry it stands under.
    pub parent: Option<TermId>,
    /// As printed: `Rajavi, Massoud`.
    pub heading: Vec<Inline>,
    /// What it files by, before the language's collation.
    pub sort: String,
    /// The group it stands in at the top level: `R`.
    pub group: String,
    /// `see`: entries to use instead.
    pub see: Vec<TermId>,
    /// `see also`: entries to look at too.
    pub see_also: Vec<TermId>,
}

/// One place that the index may lead to.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Of which entry.
    pub term: TermId,
    /// What kind of place it is.
    pub kind: MarkKind,
    /// How much this place says about the term: 0 for a passing mention, higher for more.
    pub salience: u16,
}

/// Kinds of index marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// A place made by an author: always a locator.
    Point,
    /// The main place.
    Main,
    /// From here...
    RangeStart,
    /// ...to here.
    RangeEnd,
    /// A mention found by the automatic index: a candidate for a locator.
    Mention,
}

/// A page of the printed edition that the text was taken from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintPage {
    /// Its number as the text has it: `12`, `xii`, `12a`.
    pub label: String,
    /// Where it begins: an empty stretch right before its first word.
    pub at: Span,
}

/// A place that links lead to.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// As the source names it: `chapter.md#id`, `chapter.md`, `§ Membership`.
    pub name: String,
    /// Its id in both outputs: an XML name, unique in the book. Set by the `links` pass.
    pub slug: String,
    /// Where it is defined. `Some` for every anchor of a [`Book`] that anything refers to.
    pub defined: Option<Span>,
}

/// A picture of the book.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path below the project's root.
    pub path: String,
    /// What kind of file it is.
    pub media: Media,
    /// Width and height in pixels, upright.
    pub pixels: (u32, u32),
    /// SHA-256 of the file: the same picture under two names is one.
    pub digest: [u8; 32],
    /// Whether only a part of its pixels can be read: outputs take them, never the file.
    pub damaged: bool,
}

/// Kinds of pictures that Pressmark reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Media {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// SVG: a drawing.
    Svg,
}
