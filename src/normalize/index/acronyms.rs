//! Acronyms and other names of one thing: `Long Form (ABC)`, `also known as Another Name`.

use super::names::{Mention, key};
use super::tokens::{Class, Token};
use std::ops::Range;

/// An acronym and the long form it stands behind.
pub struct Pair {
    /// As written: `ABC`.
    pub acronym: String,
    /// Tokens of the long form.
    pub long: Range<usize>,
}

/// Every place where an acronym in brackets follows its long form.
pub fn pairs(tokens: &[Token]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for i in 2..tokens.len().saturating_sub(1) {
        let acronym = &tokens[i];
        let bracketed =
            tokens[i - 1].is("(") && (tokens[i + 1].is(")") || tokens[i + 1].is(";") || tokens[i + 1].is(","));
        if !bracketed || acronym.class != Class::Capitals || acronym.text.chars().count() > 8 {
            continue;
        }
        if let Some(long) = long_form(tokens, i - 1, &acronym.folded.replace('.', "")) {
            pairs.push(Pair { acronym: acronym.text.to_owned(), long });
        }
    }
    pairs
}

/// The shortest run of words before `end` whose initials spell `acronym`, small words allowed to have none.
fn long_form(tokens: &[Token], end: usize, acronym: &str) -> Option<Range<usize>> {
    let run = tokens[end].run;
    let mut start = end;
    while start > 0 && end - start < 14 {
        start -= 1;
        let token = &tokens[start];
        if token.run != run || (!token.word() && !["\"", "“", "”", "’", "‘"].contains(&token.text)) {
            return None;
        }
        if token.capital() && spells(&tokens[start..end], acronym) {
            return Some(start..end);
        }
    }
    None
}

/// Whether the initials of words spell an acronym, beginning with the first word's: every letter in order, and no more
/// than two initials of words with capitals left over.
fn spells(words: &[Token], acronym: &str) -> bool {
    let capitals: Vec<char> = initials(words.iter().filter(|word| word.capital()));
    let all: Vec<char> = initials(words.iter().filter(|word| word.word()));
    let letters: Vec<char> = acronym.chars().collect();
    let begins = capitals.first() == letters.first();
    begins
        && ((subsequence(&letters, &capitals) && capitals.len() <= letters.len() + 2)
            || (subsequence(&letters, &all) && all.len() <= letters.len() + 1))
}

fn initials<'t>(words: impl Iterator<Item = &'t Token<'t>>) -> Vec<char> {
    words.flat_map(|word| word.folded.split('-').filter_map(|part| part.chars().next())).collect()
}

fn subsequence(letters: &[char], of: &[char]) -> bool {
    let mut rest = of.iter();
    letters.iter().all(|letter| rest.any(|other| other == letter))
}

/// Every `X (…), also known as Y (…) or Z`: the keys of X and of each other name.
pub fn aliases(tokens: &[Token], mentions: &[Mention]) -> Vec<(String, String)> {
    let mut aliases = Vec::new();
    for i in 1..tokens.len().saturating_sub(2) {
        let known = tokens[i].folded == "known" && tokens[i + 1].folded == "as" && tokens[i - 1].folded == "also";
        if !known {
            continue;
        }
        let same_sentence = |mention: &&Mention| tokens[mention.tokens.start].sentence == tokens[i].sentence;
        let at = mentions.partition_point(|mention| mention.tokens.start < i);
        let main = mentions[..at].iter().rev().take_while(same_sentence).filter(|m| !in_brackets(tokens, m)).last();
        let Some(main) = main else { continue };
        let mut end = i + 2;
        for mention in mentions[at..].iter().take_while(same_sentence) {
            let named = !in_brackets(tokens, mention) || tokens[mention.tokens.start].class == Class::Capitals;
            if !named || !only_joints(&tokens[end..mention.tokens.start]) {
                break;
            }
            aliases.push((key(&tokens[mention.tokens.clone()]), key(&tokens[main.tokens.clone()])));
            end = mention.tokens.end;
        }
    }
    aliases
}

fn in_brackets(tokens: &[Token], mention: &Mention) -> bool {
    mention.tokens.start > 0 && tokens[mention.tokens.start - 1].is("(")
}

/// Whether nothing but `or`, `and`, `the`, commas and brackets stands between two names.
fn only_joints(between: &[Token]) -> bool {
    between.iter().all(|token| {
        ["or", "and", "the", "as", "simply"].contains(&token.folded.as_str())
            || [",", "(", ")", "\"", "“", "”"].contains(&token.text)
    })
}

#[cfg(test)]
mod tests {
    use super::super::names::surface;
    use super::super::tokens::{Run, Runs, tokenize};
    use super::*;
    use crate::language::Lang;
    use crate::model::{Inline, Text};
    use crate::source::Span;

    #[test]
    fn an_acronym_finds_its_long_form() {
        let text = "It was the Harbor Board of Elmouth (HBE) and a Quay-e-Khalq Union (QKU), not a Ship (XYZ).";
        let runs = Runs(vec![Run::of(0, &[Inline::Text(Text::new(text, Span::default()))], false)]);
        let tokens = tokenize(&runs, Lang::EN);
        let found: Vec<_> =
            pairs(&tokens).iter().map(|p| (p.acronym.clone(), surface(&tokens[p.long.clone()]))).collect();
        let expected = [("HBE", "Harbor Board of Elmouth"), ("QKU", "Quay-e-Khalq Union")];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
