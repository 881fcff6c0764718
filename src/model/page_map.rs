//! Which page each place is on: made by `page`, printed by both writers, so that their indexes cannot disagree.

use super::{BlockId, Inline, MarkId, Term};

/// Pages and resolved locators of a paginated book.
#[derive(Clone, Debug, Default)]
pub struct PageMap {
    /// Every page in order.
    pub pages: Vec<PageStart>,
    /// What the index prints for each term, by [`super::TermId`].
    pub entries: Vec<Entry>,
    /// What the index prints where readers know the pages of the printed edition, if the text marks them.
    pub print_entries: Option<Vec<Entry>>,
}

impl PageMap {
    /// What the index of an e-book prints: the pages that its list of pages has.
    pub fn listed_entries(&self) -> &[Entry] {
        self.print_entries.as_ref().unwrap_or(&self.entries)
    }
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

/// Which terms an index prints: those that say anything, and those above them.
pub fn printed(terms: &[Term], entries: &[Entry]) -> Vec<bool> {
    let says = |entry: &Entry| !entry.locators.is_empty() || !entry.subentries.is_empty();
    let refers = |term: &Term| !term.see.is_empty() || !term.see_also.is_empty();
    let mut printed: Vec<bool> =
        terms.iter().enumerate().map(|(i, term)| entries.get(i).is_some_and(says) || refers(term)).collect();
    for (i, term) in terms.iter().enumerate().rev() {
        if let Some(parent) = term.parent.filter(|parent| printed[i] && parent.index() < i) {
            printed[parent.index()] = true;
        }
    }
    printed
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
