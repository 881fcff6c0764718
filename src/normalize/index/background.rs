//! How often words stand in other books: what tells a word of this book from one of all. In: a table of counts. Out:
//! counts by stem.

use super::statistics::Statistics;
use rustc_hash::FxHashMap;

/// Counts by stem.
pub struct Background<'t> {
    rows: FxHashMap<&'t str, Row>,
    /// How many words were counted.
    pub total: u64,
}

/// What is known of one stem.
#[derive(Clone, Copy, Default)]
pub struct Row {
    /// How often it was counted, with a capital and without.
    pub count: u64,
    /// How often of those in lowercase.
    pub lower: u64,
    /// In how many books.
    pub books: u32,
}

impl<'t> Background<'t> {
    /// Reads rows of stem, count, count in lowercase and books, tabs between them; the first row, `*`, has the sums.
    pub fn parse(table: &'t str) -> Background<'t> {
        let mut background = Background { rows: FxHashMap::default(), total: 1 };
        for line in table.lines() {
            let Some((stem, counts)) = line.split_once('\t') else { continue };
            let mut counts = counts.split('\t').map(|count| count.parse().unwrap_or(0));
            let mut next = || counts.next().unwrap_or(0);
            let row = Row { count: next(), lower: next(), books: next() as u32 };
            if stem == "*" {
                background.total = row.count.max(1);
            } else {
                background.rows.insert(stem, row);
            }
        }
        background
    }

    /// Whether any book was counted.
    pub fn is_known(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether other books write a stem in lowercase.
    pub fn common(&self, stem: &str) -> bool {
        let row = self.of(stem);
        row.lower > 1 && row.lower * 8 > row.count
    }

    /// What is known of a stem.
    pub fn of(&self, stem: &str) -> Row {
        self.rows.get(stem).copied().unwrap_or_default()
    }
}

/// The counts of one book as rows of stem, count and count in lowercase, to make a background of.
pub fn observed(statistics: &Statistics) -> String {
    let mut rows: Vec<String> =
        statistics.stems().map(|(stem, count, lower)| format!("{stem}\t{count}\t{lower}\n")).collect();
    rows.sort_unstable();
    rows.concat()
}
