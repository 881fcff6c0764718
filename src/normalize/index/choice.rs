//! Which names become entries: a score of whole numbers, and as many of the best as the density allows.

use super::entities::{Entity, Kind};
use super::lexicon;
use super::statistics::Statistics;
use super::tokens::{Class, Token};
use crate::project::Density;
use std::collections::BTreeSet;

/// The lowest score of an entry.
const LEAST: i32 = 20;

/// The entries of a book's index, in the order of their keys.
pub fn choose(entities: Vec<Entity>, tokens: &[Token], statistics: &Statistics, density: Density) -> Vec<Entity> {
    let per_thousand = match density {
        Density::Light => 6,
        Density::Normal => 10,
        Density::Dense => 16,
    };
    let most = (statistics.total * per_thousand / 1000).max(12);
    let scored = entities.into_iter().map(|entity| (score(&entity, tokens, statistics), entity));
    let mut scored: Vec<(i32, Entity)> = scored.filter(|&(score, _)| score >= LEAST).collect();
    scored.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.key.cmp(&y.key)));
    scored.truncate(most);
    let mut chosen: Vec<Entity> = scored.into_iter().map(|(_, entity)| entity).collect();
    chosen.sort_by(|x, y| x.key.cmp(&y.key));
    chosen
}

/// How much a reader would miss an entry.
fn score(entity: &Entity, tokens: &[Token], statistics: &Statistics) -> i32 {
    let count = entity.mentions.len() as i32;
    if count == 0 || entity.key.is_empty() {
        return 0;
    }
    let words = entity.words();
    let at = |mention: &super::names::Mention| &tokens[mention.tokens.start];
    let sections: BTreeSet<usize> = entity.mentions.iter().map(|mention| at(mention).section).collect();
    let headed = entity.mentions.iter().filter(|mention| at(mention).heading).count() as i32;
    let emphasized = entity.mentions.iter().filter(|mention| at(mention).emphasized).count() as i32;
    let mut score = 10 * (count.ilog2() as i32) + 4 * (sections.len() as i32).min(6) + 20 * headed.min(2);
    score += match entity.kind {
        Kind::Person => 20,
        Kind::Place => 14,
        Kind::Thing if entity.acronym.is_some() => 25,
        Kind::Thing if words.len() > 1 => 12,
        Kind::Thing => 0,
    };
    if words.iter().any(|word| lexicon::is_head(word)) && words.len() > 1 {
        score += 8;
    }
    if emphasized * 2 > count {
        score += 10;
    }
    if words.len() == 1 && !lexicon::is_place(words[0]) {
        let acronym = tokens[entity.mentions[0].tokens.start].class == Class::Capitals;
        score -= if count == 1 { 25 } else { 5 };
        score -= if acronym && count < 3 { 10 } else { 0 };
    }
    // A run of words that the book also writes in lowercase is a phrase that happened to have capitals.
    let common = words.iter().filter(|word| statistics.common(word) && !lexicon::is_head(word)).count();
    score -= 8 * common as i32;
    if lexicon::has_national_ending(words[0]) && words.len() == 2 && headed == 0 && count < 3 {
        score -= 10;
    }
    score
}
