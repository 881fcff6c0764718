//! Which candidates become entries: the best by their score, as many as the density allows, none that says the same as
//! a better one.

use super::entities::{Entity, Kind};
use super::features::Observer;
use super::weights::Weights;
use crate::project::{Density, NormalizeOptions};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The lowest score of an entry, in parts of `1024 * ONE`, that of an even chance: so short a text may be that nothing in
/// it is worth an entry.
const LEAST: i64 = 0;
/// Entries for a thousand words: of the first so many words, and of those after them.
const FIRST: usize = 10_000;
const IN_FIRST: usize = 12;
const LATER: usize = 4;
/// So many entries even the shortest text may have.
const LEAST_ENTRIES: usize = 12;

/// The entries of a book's index, in the order of their keys.
pub fn choose(
    entities: Vec<Entity>,
    observer: &Observer,
    weights: &Weights,
    options: &NormalizeOptions,
) -> Vec<Entity> {
    let scored = entities.into_iter().map(|entity| (weights.score(&observer.features(&entity)), entity));
    let mut scored: Vec<(i64, Entity)> = scored.collect();
    scored.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.key.cmp(&y.key)));
    let most = most(observer, options);
    let mut chosen = Chosen::default();
    for (score, entity) in scored {
        if chosen.entities.len() >= most || (score < LEAST && options.most_entries.is_none()) {
            break;
        }
        if !chosen.says(&entity) {
            chosen.add(entity);
        }
    }
    let mut entries = chosen.entities;
    entries.sort_by(|x, y| x.key.cmp(&y.key));
    entries
}

/// How many entries an index may have. It goes by words, so that the size of pages changes no entry; in a long text the
/// same names come again.
fn most(observer: &Observer, options: &NormalizeOptions) -> usize {
    let first = observer.statistics.total.min(FIRST);
    let normal = (first * IN_FIRST + (observer.statistics.total - first) * LATER) / 1000;
    let by_density = match options.density {
        Density::Light => normal * 3 / 5,
        Density::Normal => normal,
        Density::Dense => normal * 8 / 5,
    };
    options.most_entries.unwrap_or(by_density.max(LEAST_ENTRIES))
}

/// What was chosen so far.
#[derive(Default)]
struct Chosen {
    entities: Vec<Entity>,
    /// Indexes of entities by each of their words.
    by_word: FxHashMap<String, Vec<usize>>,
}

impl Chosen {
    fn add(&mut self, entity: Entity) {
        let words: BTreeSet<String> = entity.words().into_iter().map(str::to_owned).collect();
        for word in words {
            self.by_word.entry(word).or_default().push(self.entities.len());
        }
        self.entities.push(entity);
    }

    /// Whether a candidate says no more than one chosen: a term inside another, or around one, with nearly all its
    /// mentions.
    fn says(&self, entity: &Entity) -> bool {
        let words = entity.words();
        let ends = [words.first(), words.last()];
        let near = ends.iter().flatten().filter_map(|word| self.by_word.get(**word)).flatten();
        let spaced = format!(" {} ", entity.key);
        let mut near = near.map(|&i| &self.entities[i]);
        near.any(|other| {
            let about = format!(" {} ", other.key);
            let inside = about.contains(&spaced) && entity.kind == Kind::Term;
            let around = spaced.contains(&about) && (other.kind == Kind::Term && entity.kind == Kind::Term);
            let (own, others) = (entity.mentions.len(), other.mentions.len());
            inside && others * 10 >= own * 7 || around && own * 10 >= others * 7
        })
    }
}
