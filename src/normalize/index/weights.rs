//! What each feature weighs. In: a table of names and weights. Out: a score: a sum of whole numbers in a fixed order.

use super::features;
use super::logarithm::ONE;

/// Weights by feature, in the order of [`features::names`], and what is added to all, in parts of 1024.
pub struct Weights(Vec<i64>, i64);

impl Weights {
    /// Reads rows of feature and weight, a tab between them; the row `*` has what is added to all. A feature without a row
    /// weighs nothing.
    pub fn parse(table: &str) -> Weights {
        let rows: Vec<(&str, i64)> = table.lines().filter_map(row).collect();
        let weight = |name: &str| rows.iter().find(|row| row.0 == name).map_or(0, |row| row.1);
        Weights(features::names().iter().map(|name| weight(name)).collect(), weight("*"))
    }

    /// The score of a candidate, in parts of `1024 * ONE`: the logarithm of the odds that it is an entry.
    pub fn score(&self, features: &[i32]) -> i64 {
        let sum: i64 = self.0.iter().zip(features).map(|(weight, feature)| weight * i64::from(*feature)).sum();
        sum + self.1 * i64::from(ONE)
    }
}

fn row(line: &str) -> Option<(&str, i64)> {
    let (name, weight) = line.split_once('\t')?;
    Some((name, weight.parse().ok()?))
}
