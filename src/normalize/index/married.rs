//! Names before and after a marriage, where the text says so: `Ann Berg (née Winter)`, or `Ann Winter` where her
//! maiden name is spoken of. In: tokens and the names found. Out: the key of each earlier name with that of the later.

use super::names::{Mention, key};
use super::tokens::Token;
use std::collections::BTreeMap;

/// Finds the pairs, in reading order.
pub fn pairs(tokens: &[Token], mentions: &[Mention]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for i in 1..tokens.len().saturating_sub(1) {
        let at = mentions.partition_point(|mention| mention.tokens.start < i);
        let near = |mention: &&Mention| tokens[mention.tokens.start].sentence == tokens[i].sentence;
        if ["nee", "born"].contains(&tokens[i].folded.as_str()) && tokens[i + 1].capital() {
            let bearer = mentions[..at].last().filter(near).filter(|mention| i - mention.tokens.end <= 2);
            let earlier = mentions.get(at).filter(|mention| mention.tokens.start == i + 1);
            let (Some(bearer), Some(earlier)) = (bearer, earlier) else { continue };
            let later = key(&tokens[bearer.tokens.clone()]);
            let family = key(&tokens[earlier.tokens.clone()]);
            let given = later.split(' ').next().unwrap_or_default().to_owned();
            let whole = if family.contains(' ') { family } else { format!("{given} {family}") };
            pairs.push((whole, later));
        } else if tokens[i].folded == "maiden" && tokens[i + 1].folded == "name" {
            let bearer = mentions[..at].iter().rev().take_while(near).find(|mention| mention.tokens.len() > 1);
            let Some(bearer) = bearer else { continue };
            let earlier = key(&tokens[bearer.tokens.clone()]);
            pairs.extend(only_other(tokens, mentions, &earlier).map(|later| (earlier, later)));
        }
    }
    pairs
}

/// The other name of two words that begins with the same given name; of several, one that is far more often mentioned.
fn only_other(tokens: &[Token], mentions: &[Mention], name: &str) -> Option<String> {
    let given = name.split(' ').next()?;
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for mention in mentions {
        let key = key(&tokens[mention.tokens.clone()]);
        if key != name && key.split(' ').count() == 2 && key.split(' ').next() == Some(given) {
            *others.entry(key).or_default() += 1;
        }
    }
    let all: usize = others.values().sum();
    others.into_iter().find(|(_, count)| count * 4 >= all * 3).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::super::background::Background;
    use super::super::names;
    use super::super::statistics::Statistics;
    use super::super::tokens::{Run, Runs, tokenize};
    use super::*;
    use crate::language::Lang;
    use crate::model::{Inline, Text};
    use crate::source::Span;

    fn found(text: &str) -> Vec<(String, String)> {
        let runs = Runs(vec![Run::of(0, &[Inline::Text(Text::new(text, Span::default()))], false)]);
        let tokens = tokenize(&runs, Lang::EN);
        let mentions = names::find(&tokens, &Statistics::of(&tokens), &Background::parse(""));
        pairs(&tokens, &mentions)
    }

    #[test]
    fn a_maiden_name_is_joined_where_the_text_says_so() {
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        assert_eq!(found("There was Ann Berg (née Winter) of Elmouth."), pair("ann winter", "ann berg"));
        let text = "They asked why Ann Winter gave up her maiden name. Later Ann Berg smiled.";
        assert_eq!(found(text), pair("ann winter", "ann berg"));
        assert_eq!(found("They asked why Ann Winter kept hers. Later Ann Berg smiled."), []);
    }
}
