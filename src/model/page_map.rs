//! Which page each place is on: made by `page`, printed by both writers, so that their indexes cannot disagree.

use super::{BlockId, Inline, MarkId};

/// Pages and resolved locators of a paginated book.
#[derive(Clone, Debug, Default)]
pub struct PageMap {
    /// Every page in order.
    pub pages: Vec<PageStart>,
    /// What the index prints for each term, by [`super::TermId`].
    pub entries: Vec<Entry>,
}

/// Where a page begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageStart {
    /// Its folio: `iv`, `23`.
    pub label: String,
    /// The first block on it and the byte of that block's flat text at which the page begins;
    /// `None` for a blank page or one without text of the source.
    pub at: Option<(BlockId, u32)>,
}

/// The locators of one term.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// Places, in reading order.
    pub locators: Vec<Locator>,
    /// Places grouped by the section they are in, where a term has too many.
    pub subentries: Vec<Subentry>,
}

/// Places of a term in one section.
#[derive(Clone, Debug)]
pub struct Subentry {
    /// The section's title.
    pub heading: Vec<Inline>,
    /// Places, in reading order.
    pub locators: Vec<Locator>,
}

impl PartialEq for Subentry {
    fn eq(&self, other: &Subentry) -> bool {
        self.locators == other.locators
    }
}

impl Eq for Subentry {}

/// One place or range that the index prints.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Locator {
    /// The mark it leads to.
    pub first: MarkId,
    /// The mark at which a range ends.
    pub last: Option<MarkId>,
    /// What is printed: `61`, `61–63`, `iv`.
    pub label: String,
    /// Whether it is the main place.
    pub main: bool,
}
