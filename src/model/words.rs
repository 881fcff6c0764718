//! The few words that Pressmark itself puts into a book, by language: headings of what it makes, and what its index says.

use crate::language::Lang;

/// Generated words in one language.
#[derive(Debug)]
pub struct Words {
    /// Primary language subtag.
    pub language: &'static str,
    /// Heading of the table of contents.
    pub contents: &'static str,
    /// Heading of the index.
    pub index: &'static str,
    /// Heading of notes.
    pub notes: &'static str,
    /// Name of a chapter without a heading, before the first one.
    pub introduction: &'static str,
    /// Heading of the colophon.
    pub colophon: &'static str,
    /// What stands above the index: what its numbers are.
    pub index_headnote: &'static str,
    /// Name of the list of pages.
    pub pages: &'static str,
    /// `see` in the index.
    pub see: &'static str,
    /// `see also` in the index.
    pub see_also: &'static str,
    /// After the head of an entry that goes on in the next column.
    pub continued: &'static str,
    /// Label of a link back from a note.
    pub back: &'static str,
    /// Heading of the group of index entries that begin with no letter.
    pub symbols: &'static str,
    /// Name of the cover.
    pub cover: &'static str,
    /// Name of the list of landmarks.
    pub landmarks: &'static str,
    /// Name of the beginning of the text.
    pub start: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    contents: "Contents",
    index: "Index",
    notes: "Notes",
    introduction: "Introduction",
    colophon: "About this edition",
    index_headnote: "Numbers are those of the printed pages.",
    pages: "Pages",
    see: "see",
    see_also: "see also",
    continued: "continued",
    back: "Back to the text",
    symbols: "Symbols",
    cover: "Cover",
    landmarks: "Landmarks",
    start: "Start of the text",
};

const ALL: &[Words] = &[ENGLISH];

/// The words for a language; English where its own are not known.
pub fn words(language: Lang) -> &'static Words {
    ALL.iter().find(|words| words.language == language.primary()).unwrap_or(&ENGLISH)
}
