//! Works: what is emphasized or quoted as a whole and written with a capital is the title of something, whatever its
//! words are. In: tokens. Out: mentions.

use super::names::Mention;
use super::tokens::Token;
use std::ops::Range;

/// The most words of a title.
const LONGEST: usize = 8;

/// The mentions of names with those of titles; a name that is part of a title is none.
pub fn among(tokens: &[Token], names: Vec<Mention>) -> Vec<Mention> {
    let titles = find(tokens);
    let mut at = 0;
    let mut kept: Vec<Mention> = names
        .into_iter()
        .filter(|name| {
            while at < titles.len() && titles[at].tokens.end <= name.tokens.start {
                at += 1;
            }
            titles.get(at).is_none_or(|title| title.tokens.start >= name.tokens.end)
        })
        .collect();
    kept.extend(titles);
    kept.sort_by_key(|mention| mention.tokens.start);
    kept
}

/// Finds titles, in reading order.
fn find(tokens: &[Token]) -> Vec<Mention> {
    let mut found = Vec::new();
    for marked in [|token: &Token| token.emphasized, |token: &Token| token.quoted] {
        let mut start = 0;
        while start < tokens.len() {
            let mut end = start;
            while end < tokens.len() && marked(&tokens[end]) && tokens[end].run == tokens[start].run {
                end += 1;
            }
            found.extend(title(tokens, start..end));
            start = end.max(start + 1);
        }
    }
    found.sort_by_key(|mention: &Mention| (mention.tokens.start, mention.tokens.end));
    found.dedup_by(|later, first| later.tokens.start < first.tokens.end);
    found
}

/// The title that a run of tokens is, if it is one.
fn title(tokens: &[Token], mut range: Range<usize>) -> Option<Mention> {
    while !range.is_empty() && !tokens[range.end - 1].word() {
        range.end -= 1;
    }
    while !range.is_empty() && tokens[range.start].folded == "the" || range.len() > 1 && !tokens[range.start].word() {
        range.start += 1;
    }
    let words = || tokens[range.clone()].iter().filter(|token| token.word());
    let count = words().count();
    let heavy = || words().filter(|token| !token.small);
    let capitals = heavy().filter(|token| token.capital()).count();
    let signs = range.len() - count;
    let first = tokens.get(range.start).filter(|token| token.capital() && !token.heading)?;
    // Quoted speech has a capital at its beginning only.
    let emphasized = first.emphasized && range.clone().all(|i| tokens[i].emphasized);
    let titled = capitals * 3 >= heavy().count() * 2 && (capitals > 1 || emphasized);
    let sized = (1..=LONGEST).contains(&count) && signs <= 2 && heavy().next().is_some();
    (sized && (titled || emphasized)).then_some(Mention {
        tokens: range,
        person: -6,
        place: 0,
        article: false,
        work: true,
    })
}
