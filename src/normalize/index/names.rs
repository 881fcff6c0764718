//! Names: maximal runs of words with capitals, with what stands around them as evidence of what they are.

use super::background::Background;
use super::lexicon;
use super::statistics::Statistics;
use super::tokens::{Class, Token};
use std::ops::Range;

/// One mention of a name.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its tokens, titles stripped.
    pub tokens: Range<usize>,
    /// What speaks for a person.
    pub person: i32,
    /// What speaks for a place.
    pub place: i32,
    /// Whether `the` stands before it.
    pub article: bool,
    /// Whether it is emphasized or quoted as a whole, as titles are.
    pub work: bool,
}

/// A word that has a capital more often than this is no part of a longer name only because an `of` follows it.
const SELDOM: u32 = 6;

/// Whether a word is what is left of given names: `J`, `C.A.`.
pub fn is_initials(word: &str) -> bool {
    word.chars().count() == 1 || word.split('.').all(|part| part.chars().count() < 2)
}

/// Whether the word before token `end` is cut short: a full stop behind it ends no sentence.
fn is_abbreviation(tokens: &[Token], end: usize) -> bool {
    let Some(stop) = tokens.get(end).filter(|stop| stop.is(".") && stop.start == tokens[end - 1].end) else {
        return false;
    };
    let next = tokens.get(end + 1).filter(|next| next.run == stop.run);
    next.is_some_and(|next| matches!(next.class, Class::Lower | Class::Number) || next.is(",") || next.is(";"))
}

/// Finds all mentions, in reading order.
pub fn find(tokens: &[Token], statistics: &Statistics, background: &Background) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if !opens(tokens, i, statistics, background) {
            i += 1;
            continue;
        }
        let end = extend(tokens, i, statistics);
        for piece in cut_before_given_names(tokens, i..end, statistics) {
            mentions.extend(mention(tokens, piece, statistics));
        }
        i = end;
    }
    mentions
}

/// Whether a name may begin at token `i`.
fn opens(tokens: &[Token], i: usize, statistics: &Statistics, background: &Background) -> bool {
    let token = &tokens[i];
    let small = token.small || lexicon::is_calendar(&token.folded);
    let small = small || lexicon::is_unit(&token.folded);
    if !token.capital() || small || roman(token.text) || lexicon::is_part(&token.folded) {
        return false;
    }
    // `Cf. Winter`, `Vol. II`: no name begins so, but `St. Winter` does.
    let stop = tokens.get(i + 1).is_some_and(|next| next.is(".") && next.start == token.end);
    let saint = ["st", "ste"].contains(&token.folded.as_str());
    if stop && !saint && lexicon::is_abbreviation(&token.folded) && !lexicon::is_title(&token.folded) {
        return false;
    }
    if token.class == Class::Capitals && !token.heading {
        return true;
    }
    if !token.initial && !token.heading {
        return true;
    }
    // Where every word has a capital, only a word that is a name elsewhere, or a known one, opens a name.
    let known = lexicon::is_given_name(&token.folded) || lexicon::is_place(&token.folded);
    if known || statistics.proper(&token.folded) {
        return true;
    }
    // `Overhearing Winter` is no name: a participle or an adverb opens the sentence.
    let verbal =
        ["ing", "ed", "ly", "amment", "emment", "lement", "mente"].iter().any(|ending| token.folded.ends_with(ending));
    let next = tokens.get(i + 1).filter(|next| next.run == token.run && next.capital());
    if token.heading || verbal || statistics.common(&token.folded) {
        return false;
    }
    // `Sap-swollen`, `Number-labels`: what is joined is no name's second half.
    let joined = token.text.rsplit('-').next().filter(|end| *end != token.text);
    if joined.is_some_and(|end| end.starts_with(char::is_lowercase)) {
        return false;
    }
    // A word that neither this book nor another writes small is a name, even if it only opens sentences.
    let unknown = background.is_known() && !background.common(statistics.singular(statistics.stem(i)));
    unknown && token.folded.chars().count() > 3
        || next.is_some_and(|next| !next.small && statistics.proper(&next.folded))
}

/// Where the name that begins at token `first` ends.
fn extend(tokens: &[Token], first: usize, statistics: &Statistics) -> usize {
    let continues = |i: usize| {
        tokens.get(i).is_some_and(|token| {
            let proper = !token.heading || statistics.proper(&token.folded) || !statistics.common(&token.folded);
            let small = token.small || lexicon::is_calendar(&token.folded);
            token.run == tokens[first].run && token.capital() && !token.initial && proper && !small
        })
    };
    let mut end = first + 1;
    loop {
        let last = &tokens[end - 1];
        // `Among Europeans Winter felt alone`: nobody is called after a people.
        let people = end == first + 1
            && last
                .folded
                .strip_suffix('s')
                .is_some_and(|one| lexicon::is_people(one) || lexicon::is_people(&last.folded));
        // `St. Agatha's Church` is one name, `Winter's Church` is two things.
        let saint = ["st", "ste", "saint"].contains(&tokens[first].folded.as_str())
            && tokens.get(end).is_some_and(|next| lexicon::is_place_head(&next.folded));
        if people || last.possessive && !saint && !statistics.common(&last.folded) {
            return end;
        }
        let Some(next) = tokens.get(end).filter(|next| next.run == tokens[first].run) else { return end };
        let touching = next.start <= last.end + 2 + usize::from(last.possessive) * 3;
        if !touching {
            return end;
        }
        if continues(end) {
            end += 1;
        } else if (next.is(".") && abbreviated(last) || joins(next)) && continues(end + 1) {
            end += 2;
        } else if let Some(length) = joined(tokens, first..end, statistics).filter(|&length| continues(end + length)) {
            end += length + 1;
        } else {
            return end;
        }
    }
}

/// Whether a particle in lowercase may stand between two words of a name.
fn joins(word: &Token) -> bool {
    word.class == Class::Lower && word.folded != "of" && lexicon::is_particle(&word.folded)
}

/// Whether a full stop behind this word belongs to it.
fn abbreviated(word: &Token) -> bool {
    word.text.chars().count() == 1 || lexicon::is_abbreviation(&word.folded)
}

/// How many words (`of`, `of the`, `for`, `on`, `and`) may join the name so far to a following one: only where a head
/// such as `Council` says that it is an organization's.
fn joined(tokens: &[Token], name: Range<usize>, statistics: &Statistics) -> Option<usize> {
    let joint = &tokens[name.end];
    let head = tokens[name.clone()].iter().any(|token| is_any_head(&token.folded));
    let last = &tokens[name.end - 1];
    // `Voice of the People`, but no `Adagio of Berg` where adagios are many.
    let seldom = statistics.of_word(&last.folded).seen <= SELDOM;
    let generic = statistics.common(&last.folded) && seldom || is_any_head(&last.folded);
    let organization = match joint.folded.as_str() {
        "of" => head || generic || lexicon::is_title(&last.folded),
        "for" | "on" => head && generic,
        "and" => {
            let named = tokens[name.clone()].iter().any(|token| token.folded == "of");
            let next = &tokens.get(name.end + 1)?.folded;
            named && statistics.common(next) && !is_any_head(next) && next != "the"
        }
        _ => false,
    };
    let article = tokens.get(name.end + 1).is_some_and(|token| token.folded == "the");
    organization.then_some(if article { 2 } else { 1 })
}

fn is_any_head(word: &str) -> bool {
    let one = super::statistics::singular(word);
    lexicon::is_head(word) || lexicon::is_head(&one) || lexicon::is_place_head(word) || lexicon::is_place_head(&one)
}

/// `Secretary of State Hillary Clinton` is a title and a name; `Ministry of Intelligence Ali Fallahian` likewise: cut
/// before a given name that has neither a given name nor a particle before it.
fn cut_before_given_names(tokens: &[Token], name: Range<usize>, statistics: &Statistics) -> Vec<Range<usize>> {
    for i in name.start + 1..name.end.saturating_sub(1) {
        let before = &tokens[i - 1];
        let given = lexicon::is_given_name(&tokens[i].folded) && tokens[i].text != tokens[i].text.to_uppercase();
        let inside =
            lexicon::is_given_name(&before.folded) || lexicon::is_particle(&before.folded) || abbreviated(before);
        // `Secretary of Defense Clara Winter`: all before the given name is an office.
        let office =
            lexicon::is_title(&tokens[name.start].folded) && tokens[name.start..i].iter().any(|t| t.folded == "of");
        let behind_of = name.start > 0 && tokens[name.start - 1].folded == "of";
        let evidence = office
            || behind_of
            || lexicon::is_title(&before.folded)
            || is_any_head(&before.folded)
            || statistics.common(&before.folded)
            || before.class == Class::Capitals
            || before.possessive;
        if given && !inside && before.word() && evidence {
            return vec![name.start..i, i..name.end];
        }
    }
    vec![name]
}

/// The mention that a run of tokens is, titles stripped; `None` where nothing of a name is left.
fn mention(tokens: &[Token], mut name: Range<usize>, statistics: &Statistics) -> Option<Mention> {
    let mut person_of_office = 0;
    let titled = |range: &Range<usize>| range.len() > 1 && lexicon::is_title(&tokens[range.start].folded);
    // `Iraqi Prime Minister Winter`, `U.S. Secretary of State`: the office's country is no part of the name.
    let country = |token: &Token| lexicon::is_people(&token.folded) || token.text.contains('.');
    if name.len() > 2 && country(&tokens[name.start]) && titled(&(name.start + 1..name.end)) {
        name.start += 1;
    }
    // `Secretary of State Winter`.
    if let [title, of, matter, person] = &tokens[name.clone()]
        && lexicon::is_title(&title.folded)
        && of.folded == "of"
        && statistics.common(&matter.folded)
        && !statistics.common(&person.folded)
    {
        name.start += 3;
        person_of_office = 3;
    }
    let mut person = person_of_office;
    while titled(&name) {
        let mut rest = name.start + 1..name.end;
        while rest.len() > 1 && !tokens[rest.start].word() {
            rest.start += 1;
        }
        // `President of the Republic` is an office, `King Street` a place; but `Captain Basil Hall` is somebody.
        let royal =
            ["king", "queen", "prince", "princess", "lord", "lady"].contains(&tokens[name.start].folded.as_str());
        let given = lexicon::is_given_name(&tokens[rest.start].folded) || is_initials(tokens[rest.start].text);
        let somebody = rest.len() > 1 && given && !royal;
        if !tokens[rest.start].capital() || is_any_head(&tokens[rest.end - 1].folded) && !somebody {
            break;
        }
        name = rest;
        person = 3;
    }
    // `Harbor Reports Vol. 3`, `Neue Berl. Blätter`: what is cut short at the end is not the name's.
    while name.len() > 1 && (!tokens[name.end - 1].word() || is_abbreviation(tokens, name.end)) {
        name.end -= 1;
    }
    let words: Vec<&Token> = tokens[name.clone()].iter().filter(|token| token.word()).collect();
    let (first, last) = (words.first()?, words.last()?);
    // `U.S. Secretary`, `Secretary of State`: offices, not names.
    let nobody =
        |word: &Token| lexicon::is_title(&word.folded) || is_any_head(&word.folded) || statistics.common(&word.folded);
    let office = lexicon::is_title(&last.folded) && !lexicon::is_given_name(&first.folded)
        || lexicon::is_title(&first.folded) && words.iter().all(|word| nobody(word) || word.folded == "of")
        || lexicon::is_title(&first.folded)
            && words.len() == 3
            && words[1].folded == "of"
            && tokens.get(name.end).is_some_and(|next| lexicon::is_given_name(&next.folded));
    // `Fe2O3`, `x1`: a formula, no name.
    let formula = words.iter().any(|word| word.text.contains(char::is_numeric) && !word.text.contains('-'));
    if office || formula || (words.len() == 1 && (first.text.chars().count() < 2 || is_abbreviation(tokens, name.end)))
    {
        return None;
    }
    let before = name.start.checked_sub(1).map(|i| &tokens[i]).filter(|token| token.run == first.run);
    let after = tokens.get(name.end).filter(|token| token.run == first.run);
    let before = before.map_or("", |token| token.folded.as_str());
    let after = after.map_or("", |token| token.folded.as_str());
    if words.len() > 1 && (lexicon::is_given_name(&first.folded) || is_initials(first.text)) {
        person += 3;
    }
    if lexicon::is_speech(after) || ["by", "son", "wife", "brother", "sister", "named"].contains(&before) {
        person += 1;
    }
    let mut place = match before {
        "in" | "at" | "near" | "into" => 2,
        "to" | "from" => 1,
        _ => 0,
    };
    if words.iter().any(|word| lexicon::is_place_head(&word.folded)) || lexicon::is_place(&first.folded) {
        place += 4;
    }
    let organization = words.iter().any(|word| lexicon::is_head(&word.folded) || word.folded == "of");
    if organization || (words.len() > 1 && words.iter().skip(1).any(|word| statistics.of_word(&word.folded).lower > 2))
    {
        person -= 6;
    }
    Some(Mention { tokens: name, person, place, article: before == "the", work: false })
}

/// Whether a word is a roman numeral of more than one letter, or `I`.
fn roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLC".contains(c))
}

/// How a run of tokens is written, single spaces between words.
pub fn surface(tokens: &[Token]) -> String {
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let glued = token.is(".") || out.ends_with(['-', '’', '\'']);
        if i > 0 && !glued {
            out.push(' ');
        }
        out.push_str(token.text);
        if token.possessive && i + 1 < tokens.len() {
            out.push_str(if token.text.ends_with('s') { "’" } else { "’s" });
        }
    }
    out
}

/// What two mentions of one name have in common: folded words, plurals singular, no articles, no full stops.
pub fn key(tokens: &[Token]) -> String {
    let words = tokens.iter().filter(|token| token.word() && !["the", "a", "an"].contains(&token.folded.as_str()));
    let folded: Vec<String> = words.map(|token| token.folded.replace('.', "")).collect();
    folded.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::statistics::Statistics;
    use super::super::tokens::{Run, Runs, tokenize};
    use super::*;
    use crate::language::Lang;
    use crate::model::{Inline, Text};
    use crate::source::Span;

    fn found(text: &str) -> Vec<String> {
        let inlines = vec![Inline::Text(Text::new(text, Span::default()))];
        let runs = Runs(vec![Run::of(0, &inlines, false)]);
        let tokens = tokenize(&runs, Lang::EN);
        let statistics = Statistics::of(&tokens);
        find(&tokens, &statistics, &Background::parse(""))
            .iter()
            .map(|mention| surface(&tokens[mention.tokens.clone()]))
            .collect()
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(found("Then President Hassan Arani met Dr. Winter."), ["Hassan Arani", "Winter"]);
        assert_eq!(found("They told Secretary of State Clara Winter so. The state paid."), ["Clara Winter"]);
    }

    #[test]
    fn an_organization_keeps_its_joints() {
        let text = "It asked the National Council of Resistance of Elmouth and the Board for Harbor Works.";
        assert_eq!(found(text), ["National Council of Resistance of Elmouth", "Board for Harbor Works"]);
    }

    #[test]
    fn a_word_that_opens_a_sentence_needs_evidence() {
        assert_eq!(found("Ships came. Elmouth grew. In Elmouth ships were built."), ["Elmouth", "Elmouth"]);
    }

    #[test]
    fn days_are_no_names() {
        assert!(found("they came on Monday in March").is_empty());
    }
}
