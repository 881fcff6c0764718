//! Terms: runs of one to three words whose last is a noun, as the book itself uses it. In: tokens and the names found.
//! Out: mentions by what the words have in common; a run counts from its second mention, or where it is emphasized or
//! stands in a heading.

use super::entities::{Entities, Entity, Kind};
use super::lexicon;
use super::names::{Mention, surface};
use super::statistics::Statistics;
use super::tokens::Token;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The most words of a term.
const LONGEST: usize = 3;
/// How much a noun the last word of a term is at least, of 256.
const NOUN: u32 = 158;

/// The stems of a term's words.
type Stems = [u32; LONGEST];
const NONE: u32 = u32::MAX;

/// Finds terms, by their keys.
pub fn find(tokens: &[Token], statistics: &Statistics, names: &[Mention]) -> Entities {
    let finder = Finder { tokens, statistics, named: named(tokens, names) };
    let mut counts: FxHashMap<Stems, (u32, bool)> = FxHashMap::default();
    finder.each(&mut |range| {
        let count = counts.entry(finder.stems(&range)).or_default();
        count.0 += 1;
        count.1 |= tokens[range.clone()].iter().all(|token| token.emphasized) || tokens[range.start].heading;
    });
    counts.retain(|_, (count, marked)| *count > 1 || *marked);
    let mut found: FxHashMap<Stems, Vec<Range<usize>>> = FxHashMap::default();
    finder.each(&mut |range| {
        let stems = finder.stems(&range);
        if counts.contains_key(&stems) {
            found.entry(stems).or_default().push(range);
        }
    });
    found.into_iter().map(|(stems, ranges)| finder.entity(stems, ranges)).map(|e| (e.key.clone(), e)).collect()
}

/// By token: whether it is part of a name, and of one of several words.
fn named(tokens: &[Token], names: &[Mention]) -> Vec<u8> {
    let mut named = vec![0; tokens.len()];
    for name in names {
        named[name.tokens.clone()].fill(if name.tokens.len() > 1 { 2 } else { 1 });
    }
    named
}

struct Finder<'a> {
    tokens: &'a [Token<'a>],
    statistics: &'a Statistics<'a>,
    named: Vec<u8>,
}

impl Finder<'_> {
    /// Every run of words that may be a term, those inside others too.
    fn each(&self, visit: &mut dyn FnMut(Range<usize>)) {
        let mut start = 0;
        while start < self.tokens.len() {
            if !self.may_stand(start) {
                start += 1;
                continue;
            }
            let mut end = start + 1;
            while end < self.tokens.len() && self.goes_on(start, end) {
                end += 1;
            }
            for last in start..end {
                if !self.noun(last) {
                    continue;
                }
                let first = start.max((last + 1).saturating_sub(LONGEST));
                (first..=last).filter(|&i| self.fits(i..last + 1)).for_each(|i| visit(i..last + 1));
            }
            start = end;
        }
        for of in 1..self.tokens.len().saturating_sub(1) {
            let lower = |i: usize| !self.tokens[i].capital() && self.may_stand(i) && self.noun(i);
            let near = self.tokens[of - 1].run == self.tokens[of + 1].run;
            if self.tokens[of].folded == "of" && near && lower(of - 1) && lower(of + 1) {
                visit(of - 1..of + 2);
            }
        }
    }

    /// Whether a token may be a word of a term.
    fn may_stand(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let plain = token.word() && !token.small && self.named[i] < 2 && token.folded.chars().count() > 2;
        plain && !lexicon::is_weak(&token.folded) && !lexicon::is_calendar(&token.folded)
    }

    /// Whether the run that begins at `start` goes on with `next`.
    fn goes_on(&self, start: usize, next: usize) -> bool {
        let (before, token) = (&self.tokens[next - 1], &self.tokens[next]);
        let beside = token.run == self.tokens[start].run
            && token.start <= before.end + 1 + 2 * usize::from(before.possessive)
            && !token.initial;
        let possessive = before.possessive && !before.capital();
        beside && !possessive && self.may_stand(next)
    }

    /// Whether a term may end with a token.
    fn noun(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let counts = self.statistics.of_token(i);
        let name = token.capital() && !token.heading && (!token.initial || counts.properness() > 128);
        !name && counts.nounness() > NOUN && !token.folded.ends_with("ly") && counts.noun > 0
    }

    fn fits(&self, range: Range<usize>) -> bool {
        let last = self.statistics.of_token(range.end - 1);
        if range.len() == 1 {
            let adjective = last.modifies * 2 > last.followed && !self.tokens[range.start].emphasized;
            return !adjective && self.named[range.start] == 0;
        }
        let first = self.statistics.of_token(range.start);
        let verb = first.verb * 2 > first.noun * 3 + 40;
        let adverb = self.tokens[range.start..range.end - 1].iter().any(|token| token.folded.ends_with("ly"));
        !verb && !adverb
    }

    fn stems(&self, range: &Range<usize>) -> Stems {
        let mut stems = [NONE; LONGEST];
        for (stem, i) in stems.iter_mut().zip(range.clone()) {
            *stem = self.statistics.stem(i);
        }
        stems
    }

    fn entity(&self, stems: Stems, ranges: Vec<Range<usize>>) -> Entity {
        let words = stems.iter().filter(|stem| **stem != NONE).map(|stem| self.statistics.singular(*stem));
        let mut entity = Entity::new(words.collect::<Vec<_>>().join(" "), Kind::Term);
        for range in ranges {
            *entity.forms.entry(self.written(range.clone())).or_default() += 1;
            entity.mentions.push(Mention { tokens: range, person: 0, place: 0, article: false, work: false });
        }
        entity
    }

    /// As it would stand inside a sentence.
    fn written(&self, range: Range<usize>) -> String {
        let first = &self.tokens[range.start];
        let text = surface(&self.tokens[range.clone()]);
        let proper = first.capital() && (self.named[range.start] > 0 || self.statistics.proper(&first.folded));
        let capitals = self.tokens[range.start].heading;
        match (proper, capitals) {
            (true, _) => text,
            (false, true) => text.to_lowercase(),
            (false, false) => {
                let mut letters = text.chars();
                letters.next().map_or(String::new(), |c| c.to_lowercase().chain(letters).collect())
            }
        }
    }
}
