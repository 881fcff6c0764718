//! How an entry is printed and filed: people inverted, articles behind, acronyms in brackets; and how much each of its
//! mentions says.

use super::entities::{Entity, Kind};
use super::lexicon;
use super::names::surface;
use super::tokens::{Token, fold};
use crate::language::Lang;

/// An entry with its mentions.
pub struct Entry {
    /// As printed: `Winter, Clara`.
    pub heading: String,
    /// Other names that refer to it.
    pub aliases: Vec<String>,
    /// The words of each mention.
    pub words: Vec<String>,
    /// Places: run, byte, salience; in reading order.
    pub places: Vec<(usize, usize, u16)>,
}

/// The entries of the entities chosen.
pub fn entries(chosen: &[Entity], tokens: &[Token], language: Lang) -> Vec<Entry> {
    chosen.iter().map(|entity| entry(entity, tokens, language)).collect()
}

fn entry(entity: &Entity, tokens: &[Token], language: Lang) -> Entry {
    let heading = heading(entity, language);
    let same = |alias: &String| fold(alias) != fold(&heading) && fold(alias) != fold(entity.form());
    // Another name of a person is filed as one, if it begins like one.
    let like_a_person = |alias: &str| {
        let first = fold(alias.split(' ').next().unwrap_or_default());
        lexicon::is_given_name(&first) || entity.words()[0] == first
    };
    let filed = |alias: &String| match entity.kind == Kind::Person && like_a_person(alias) {
        true => invert(alias, language),
        false => alias.clone(),
    };
    let aliases = entity.aliases.iter().filter(|alias| same(alias)).map(filed).collect();
    let places = entity.mentions.iter().enumerate().map(|(i, mention)| {
        let token = &tokens[mention.tokens.start];
        (token.run, token.start, salience(tokens, mention.tokens.start, i == 0, entity.kind))
    });
    let words = entity.mentions.iter().map(|mention| surface(&tokens[mention.tokens.clone()])).collect();
    Entry { aliases, words, places: places.collect(), heading }
}

/// How much the mention that begins at token `i` says: more in a heading, as the first of all, as the subject of its
/// sentence, and where it is emphasized; but titles of works always are. Whoever looks up a name wants to know wherever
/// it is, whoever looks up a term wants to know where it is treated.
pub fn salience(tokens: &[Token], i: usize, first: bool, kind: Kind) -> u16 {
    let token = &tokens[i];
    let subject = token.initial || i > 0 && tokens[i - 1].initial;
    let shown = token.emphasized && kind != Kind::Work;
    let alone = if kind == Kind::Term { 1 } else { NAME };
    alone + 3 * u16::from(token.heading) + u16::from(first) + u16::from(subject) + 2 * u16::from(shown)
}

/// What the mention of a name says at least, where that of a term says 1.
const NAME: u16 = 3;

/// How an entity is printed.
fn heading(entity: &Entity, language: Lang) -> String {
    let form = without_article(entity.form());
    let heading = if entity.kind == Kind::Person { invert(&form, language) } else { form };
    match &entity.acronym {
        Some(acronym) if !heading.contains(acronym.as_str()) => format!("{heading} ({acronym})"),
        _ => heading,
    }
}

fn without_article(form: &str) -> String {
    form.strip_prefix("The ").unwrap_or(form).to_owned()
}

/// `Clara Winter` → `Winter, Clara`; `Ludwig van Berg` → `Berg, Ludwig van`; `John Berg Jr.` → `Berg, John, Jr.`;
/// an article that belongs to the family name, as in `al-Din`, stays before it.
fn invert(name: &str, language: Lang) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    let is_suffix = |word: &&str| ["jr", "sr", "ii", "iii", "iv"].contains(&fold(word).trim_end_matches('.'));
    let suffix = words.last().copied().filter(is_suffix).filter(|_| words.len() > 2);
    if suffix.is_some() {
        words.pop();
    }
    // Family names come first already in these languages.
    if ["hu", "vi", "zh", "ja", "ko"].contains(&language.primary()) || words.len() < 2 {
        return name.to_owned();
    }
    let family = words.len() - 1;
    let mut given = family;
    while given > 1 && lexicon::is_particle(&fold(words[given - 1])) {
        given -= 1;
    }
    // Particles in lowercase stand behind the given names, those with capitals belong to the family name.
    let kept = words[given..family].iter().position(|word| word.starts_with(char::is_uppercase) || fold(word) == "al");
    let cut = kept.map_or(family, |position| given + position);
    let mut out = format!("{}, {}", words[cut..].join(" "), words[..cut].join(" "));
    if let Some(suffix) = suffix {
        out.push_str(", ");
        out.push_str(suffix);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_filed_by_family_name() {
        let pairs = [
            ("Clara Winter", "Winter, Clara"),
            ("Ludwig van Berg", "Berg, Ludwig van"),
            ("Jean La Roche", "La Roche, Jean"),
            ("John Q. Berg Jr.", "Berg, John Q., Jr."),
        ];
        for (name, inverted) in pairs {
            assert_eq!(invert(name, Lang::EN), inverted);
        }
        assert_eq!(invert("Nagy Imre", Lang::constant("hu")), "Nagy Imre");
    }
}
