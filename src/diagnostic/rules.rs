//! Every rule, one constant each: its permanent name, its level, what it means. `tests/layers.rs` holds that each has
//! exactly one case of its name.

use super::{Level, Rule};

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $constant:ident = $name:literal, $level:ident;)*) => {
        $($(#[doc = $doc])+
        pub const $constant: Rule = Rule { name: $name, level: Level::$level };)*

        /// All rules, in the order of the stages that report them.
        pub const ALL: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    // project
    /// A key in `book.toml` below `[output.pressmark]` is not one that Pressmark knows.
    UNKNOWN_KEY = "unknown-key", Warn;
    /// An entry of `hyphenation` in `book.toml` is not a word divided by hyphens; it was left out.
    MALFORMED_HYPHENATION = "malformed-hyphenation", Warn;
    /// `book.toml` names a preprocessor of mdBook; it is run by mdBook only.
    UNRUN_PREPROCESSOR = "unrun-preprocessor", Warn;
    // reading
    /// The text says nowhere what its title is; one was taken from its first words.
    GUESSED_TITLE = "guessed-title", Warn;
    /// The language of the text is given nowhere; it was guessed from the letters and words.
    GUESSED_LANGUAGE = "guessed-language", Warn;
    /// A paragraph ends in a colon before a blank line: the extract lost the quotation or list that stood there.
    LOST_CONTENT = "lost-content", Warn;
    /// What looks like a marker of a printed page names no page; it stayed in the text.
    MALFORMED_PAGE_MARKER = "malformed-page-marker", Warn;
    /// A marker of a printed page repeats the number before it, or goes back behind it.
    UNORDERED_PAGE = "unordered-page", Warn;
    /// The project says how printed pages are marked, and no text has such a marker.
    UNUSED_PAGE_MARKER = "unused-page-marker", Warn;
    /// Printed pages are marked, and neither `print-isbn` nor `source` says in which book.
    UNNAMED_PRINT_EDITION = "unnamed-print-edition", Warn;
    /// A character that no book can show (NUL, a control character, a lone surrogate's stand-in) was left out.
    CONTROL_CHARACTER = "control-character", Warn;
    /// The text contains leftovers of the page it was copied from, such as `[edit]`; they were left out.
    WIKI_LEFTOVER = "wiki-leftover", Warn;
    /// An HTML element is unknown and only its text was kept, never ends, or has no place in a book, such as a script or a
    /// frame, and was left out.
    RAW_HTML = "raw-html", Warn;
    /// A formula, or a command in it, cannot be set: its source, or the command's name, stands in its place.
    UNSET_MATH = "unset-math", Warn;
    /// An image is named that is not in the project; its alternative text stands in its place.
    MISSING_IMAGE = "missing-image", Warn;
    /// An image is on the network; nothing is ever fetched.
    REMOTE_IMAGE = "remote-image", Warn;
    /// An image file cannot be read as a picture; its alternative text stands in its place.
    UNREADABLE_IMAGE = "unreadable-image", Warn;
    /// An image file is cut short or damaged; it is shown as far as it can be read.
    DAMAGED_IMAGE = "damaged-image", Warn;
    /// What an image file says of its colors cannot be used, such as a broken profile; they are taken as sRGB.
    UNUSABLE_PROFILE = "unusable-profile", Warn;
    /// A drawing asks for something that the PDF does not show: a filter effect, a character that no face has.
    UNSHOWN_EFFECT = "unshown-effect", Warn;
    /// An image has no alternative text for those who cannot see it.
    MISSING_ALT = "missing-alt", Warn;
    /// A note or an index mark stands in the description of a picture, which no page shows; it was left out.
    UNPRINTED_REFERENCE = "unprinted-reference", Warn;
    /// `SUMMARY.md` has a line that is not a chapter, a part title or a separator.
    MALFORMED_SUMMARY = "malformed-summary", Warn;
    /// A chapter that `SUMMARY.md` names has no file; it stands in the book without a text.
    MISSING_CHAPTER = "missing-chapter", Deny;
    /// What a directive such as `{{#include}}` names is not there: a file, a part of it.
    MISSING_INCLUDE = "missing-include", Warn;
    /// A directive leads out of the project, or round in a circle; it stands in the text as it was written.
    REFUSED_INCLUDE = "refused-include", Warn;
    /// Something for a preprocessor of mdBook that nobody runs stands in the text as it was written.
    UNREAD_DIRECTIVE = "unread-directive", Warn;
    /// Blocks are nested deeper than any book needs; the inner ones were made flat.
    DEEP_NESTING = "deep-nesting", Warn;
    // normalizing
    /// A heading has nothing below it and was left out.
    EMPTY_SECTION = "empty-section", Warn;
    /// A heading skips a level; the levels were made regular.
    SKIPPED_LEVEL = "skipped-level", Warn;
    /// Two places have the same id; the second was given another.
    DUPLICATE_ID = "duplicate-id", Warn;
    /// A reference names a note that is nowhere.
    UNRESOLVED_NOTE = "unresolved-note", Warn;
    /// A note is never referred to; it stands at the end of its section.
    UNUSED_NOTE = "unused-note", Warn;
    /// A link names a place that is not in the book; its text was kept.
    UNRESOLVED_LINK = "unresolved-link", Warn;
    /// A quotation mark has no partner; the marks of this paragraph from there on stay straight.
    UNPAIRED_QUOTE = "unpaired-quote", Warn;
    /// An index mark cannot be read, or its range has no end.
    MALFORMED_INDEX_MARK = "malformed-index-mark", Warn;
    /// An index entry says `see` a term that has no entry.
    BLIND_REFERENCE = "blind-reference", Warn;
    /// Index entries say `see` each other.
    CIRCULAR_REFERENCE = "circular-reference", Warn;
    /// An entry of `index.toml` says something that the text has nowhere.
    UNMATCHED_ENTRY = "unmatched-entry", Warn;
    /// The automatic index knows no names in this language; it is kept light.
    UNINDEXED_LANGUAGE = "unindexed-language", Warn;
    // style
    /// The style sheet has something that is not CSS, or CSS that Pressmark does not read.
    MALFORMED_STYLE = "malformed-style", Warn;
    /// The style sheet sets a property, or a value of it, that has no effect.
    UNKNOWN_PROPERTY = "unknown-property", Warn;
    /// A selector of a project's own style sheet matches nothing in the book.
    UNUSED_SELECTOR = "unused-selector", Warn;
    /// The style sheet names a face that neither the project nor Pressmark has.
    MISSING_FACE = "missing-face", Warn;
    /// A font file cannot be read, or lacks what a book needs of it; it was left out.
    UNREADABLE_FONT = "unreadable-font", Warn;
    /// The maker of a font does not allow to embed it in a book; it was left out.
    RESTRICTED_FONT = "restricted-font", Warn;
    // pages
    /// No face has a glyph for a character; a box stands in its place.
    MISSING_GLYPH = "missing-glyph", Warn;
    /// A line could only be broken inside a word.
    FORCED_BREAK = "forced-break", Warn;
    /// A table is wider than the page even with its columns at their narrowest.
    WIDE_TABLE = "wide-table", Warn;
    /// A formula is wider than the page or its column, even where it is broken, or higher than the page, and was made smaller.
    WIDE_FORMULA = "wide-formula", Warn;
    /// A figure is wider or taller than the page and was made smaller than half its size.
    SHRUNK_FIGURE = "shrunk-figure", Warn;
    // outputs
    /// A face could not be reduced to the characters of the book; the EPUB has all of it.
    WHOLE_FACE = "whole-face", Warn;
    /// The cover is smaller than readers ask for, or of another shape.
    UNUSUAL_COVER = "unusual-cover", Warn;
    /// A certifier of accessibility is named, but the book is not what they stand for; they were left out.
    CONTRADICTED_CERTIFIER = "contradicted-certifier", Warn;
    /// A text cannot be shown on the cover that is made for a book: no face has its letters, or it is too long.
    UNSET_COVER = "unset-cover", Warn;
    // readers, by `check --device`
    /// The EPUB, or a file in it, is larger than a reader takes or copes with.
    OVERSIZE_FOR_READER = "oversize-for-reader", Warn;
    /// A reader does not show something of the EPUB, or not as it is: a kind of picture, a face.
    UNSHOWN_ON_READER = "unshown-on-reader", Warn;
    /// The EPUB has no cover, or a smaller one than a reader asks for.
    UNFIT_COVER = "unfit-cover", Warn;
    /// The EPUB does not say its language, or it is one that a reader does not know.
    UNSUPPORTED_LANGUAGE = "unsupported-language", Warn;
    /// A note is longer than a reader opens in a window.
    LONG_NOTE = "long-note", Warn;
    /// A table has more columns than can be read on a reader.
    BROAD_TABLE = "broad-table", Warn;
}

/// The rule of a name, for `--deny NAME`.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
