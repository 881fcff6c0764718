//! Who and what the names are: mentions of one name together, adjectives out, acronyms with their long forms, family
//! names with the people who bear them. A wrong merge is worse than a missing one.

use super::acronyms;
use super::joins;
use super::lexicon;
use super::married;
use super::names::{Mention, is_initials, key, surface};
use super::statistics::{Statistics, singular};
use super::tokens::Token;
use std::collections::{BTreeMap, BTreeSet};

/// Someone or something with a name.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What its mentions have in common.
    pub key: String,
    /// How it is written, and how often.
    pub forms: BTreeMap<String, u32>,
    /// Where it is named, in reading order.
    pub mentions: Vec<Mention>,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Other names, which get a reference of their own.
    pub aliases: BTreeSet<String>,
    /// What it is.
    pub kind: Kind,
}

/// What an entity is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A person, filed by family name.
    Person,
    /// A place.
    Place,
    /// Anything else with a name.
    Thing,
    /// A book, a piece of music, a newspaper: what is emphasized or quoted as a whole.
    Work,
    /// A noun, alone or with what it is told by.
    Term,
}

impl Entity {
    /// One without mentions.
    pub fn new(key: String, kind: Kind) -> Entity {
        let (forms, mentions, aliases) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
        Entity { key, forms, mentions, acronym: None, aliases, kind }
    }

    /// The most usual way to write it; of two as usual, the first in order.
    pub fn form(&self) -> &str {
        let best = self.forms.iter().rev().max_by_key(|&(_, count)| count);
        best.map_or("", |(form, _)| form)
    }

    /// Its words, folded.
    pub fn words(&self) -> Vec<&str> {
        self.key.split(' ').collect()
    }

    /// Whether it is a name even where every noun has a capital: a person with two names, a known place, an acronym.
    pub fn stands_out_among_nouns(&self) -> bool {
        let capitals = self.form().chars().filter(|c| c.is_uppercase()).count() > 1 && !self.key.contains(' ');
        self.kind == Kind::Person || self.acronym.is_some() || capitals || lexicon::is_place(&self.key)
    }

    fn person(&self) -> i32 {
        self.mentions.iter().map(|mention| mention.person).sum()
    }

    fn place(&self) -> i32 {
        self.mentions.iter().map(|mention| mention.place).sum()
    }
}

/// Entities by their keys.
pub type Entities = BTreeMap<String, Entity>;

/// Puts mentions together.
pub fn merge(tokens: &[Token], statistics: &Statistics, mentions: Vec<Mention>, terms: Entities) -> Vec<Entity> {
    let pairs = acronyms::pairs(tokens);
    let mut aliases = acronyms::aliases(tokens, &mentions);
    aliases.extend(married::pairs(tokens, &mentions));
    let mut entities = group(tokens, mentions);
    drop_adjectives(&mut entities, statistics);
    let lists = lists(tokens, &entities);
    joins::acronyms(&mut entities, tokens, &pairs);
    joins::aliases(&mut entities, &aliases);
    joins::bare_acronyms(&mut entities);
    classify(&mut entities, statistics, &lists);
    joins::offices(&mut entities);
    joins::attributes(&mut entities);
    joins::spellings(&mut entities);
    joins::family_names(&mut entities);
    joins::given_names(&mut entities, statistics);
    joins::initials(&mut entities);
    joins::shorter_names(&mut entities);
    joins::parts(&mut entities);
    joins::terms(&mut entities, terms);
    entities.into_values().collect()
}

fn group(tokens: &[Token], mentions: Vec<Mention>) -> Entities {
    let mut entities = Entities::new();
    for mention in mentions {
        let words = &tokens[mention.tokens.clone()];
        let key = key(words);
        let entity = entities.entry(key.clone()).or_insert_with(|| Entity::new(key, Kind::Thing));
        *entity.forms.entry(surface(words)).or_default() += 1;
        entity.mentions.push(mention);
    }
    entities
}

/// `Iranian` and `Iranians` are no entries, nor is a word that the book also writes in lowercase and that never proves
/// itself a name.
fn drop_adjectives(entities: &mut Entities, statistics: &Statistics) {
    let adjective = |key: &str| {
        let counts = statistics.of_word(key);
        let usual = counts.before_noun * 3 >= counts.seen * 2 && counts.before_noun > 1;
        usual || (lexicon::has_national_ending(key) && counts.before_noun * 12 >= counts.seen.max(1))
    };
    entities.retain(|key, entity| {
        let capitals = entity.form().chars().filter(|c| c.is_uppercase()).count() > 1;
        // `Iranian Students`, once: an adjective and a word that the book writes small.
        let passing = key.split_once(' ').is_some_and(|(first, rest)| {
            lexicon::is_people(first)
                && statistics.common(rest)
                && !lexicon::is_head(rest)
                && entity.mentions.len() == 1
        });
        // `Persian`, here and there: of a language somebody speaks, not of a language that the book is about.
        let language = lexicon::is_people(key) && !key.ends_with('s') && entity.mentions.len() < 4;
        if passing || language {
            return false;
        }
        if key.contains(' ') || capitals || lexicon::is_place(key) {
            return true;
        }
        let counts = statistics.of_word(key);
        let doubtful = counts.lower > 0 && counts.capital <= counts.lower * 2;
        !(doubtful || adjective(key) || adjective(&singular(key)))
    });
}

/// Decides what each entity is: first by what is known of its own words, then by the company it keeps.
fn classify(entities: &mut Entities, statistics: &Statistics, lists: &[(String, String)]) {
    let alone = |entity: &&Entity| !entity.key.contains(' ');
    let count = |entity: &Entity| if entity.person() > 2 { 0 } else { entity.mentions.len() };
    let singles: BTreeMap<String, usize> =
        entities.values().filter(alone).map(|entity| (entity.key.clone(), count(entity))).collect();
    let generic = generic_words(entities);
    let work =
        |entity: &Entity| entity.mentions.iter().filter(|mention| mention.work).count() * 2 >= entity.mentions.len();
    for entity in entities.values_mut() {
        if work(entity) {
            entity.kind = Kind::Work;
            continue;
        }
        entity.kind = kind(entity, statistics, &singles, &generic);
    }
    let is_person = |key: &String| entities.get(key).is_some_and(|entity| entity.kind == Kind::Person);
    let families: BTreeSet<String> = entities
        .values()
        .filter(|e| e.kind == Kind::Person)
        .filter_map(|e| e.words().last().map(|w| (*w).to_owned()))
        .collect();
    let mut company: BTreeSet<String> = BTreeSet::new();
    for (a, b) in lists {
        company.extend(is_person(a).then(|| b.clone()));
        company.extend(is_person(b).then(|| a.clone()));
    }
    for entity in entities.values_mut().filter(|entity| entity.kind == Kind::Thing) {
        let words = entity.words();
        let related = words.last().is_some_and(|last| families.contains(*last)) || company.contains(&entity.key);
        if related && (2..=4).contains(&words.len()) && !refused(entity, statistics) {
            entity.kind = Kind::Person;
        }
    }
}

/// Last words that three names share of which none is known to be a person's: `Mons`, `Rebellion`. No family names.
fn generic_words(entities: &Entities) -> BTreeSet<String> {
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    let named = |entity: &&Entity| entity.key.contains(' ') && !entity.key.contains(" of ") && entity.person() <= 0;
    for entity in entities.values().filter(named) {
        *shared.entry(entity.key.rsplit(' ').next().unwrap_or("")).or_default() += 1;
    }
    shared.into_iter().filter(|&(_, names)| names > 2).map(|(word, _)| word.to_owned()).collect()
}

/// What an entity is by itself.
fn kind(
    entity: &Entity,
    statistics: &Statistics,
    singles: &BTreeMap<String, usize>,
    generic: &BTreeSet<String>,
) -> Kind {
    let words = entity.words();
    let (first, last) = (words[0], words[words.len() - 1]);
    let count = entity.mentions.len();
    let mut person = entity.person() + i32::from((2..=4).contains(&words.len()));
    // A family name is used alone; a faith or a country is used alone far more often than with a word before it.
    match singles.get(last) {
        Some(&alone) if alone > 4 * count && person < 3 => person -= 4,
        Some(_) if !lexicon::is_place(last) && !generic.contains(last) => person += 2,
        _ => {}
    }
    let placed = entity.place() >= count.max(2) as i32 || lexicon::is_place(first) || lexicon::is_place(last);
    if words.len() > 1 && person > 1 && !refused(entity, statistics) && !(placed && person < 3) {
        Kind::Person
    } else if placed && !words.iter().any(|word| lexicon::is_head(word)) {
        Kind::Place
    } else {
        Kind::Thing
    }
}

/// Whether an entity cannot be a person.
fn refused(entity: &Entity, statistics: &Statistics) -> bool {
    let words = entity.words();
    let initials = entity.form().split(' ').take_while(|word| is_initials(word)).count();
    let given = initials > 0 || lexicon::is_given_name(words[0]);
    let rest = &words[initials.max(usize::from(given)).min(words.len() - 1)..];
    // Sir George Grove and G. Grove are no groves.
    let titled = initials > 0 || given && entity.mentions.iter().any(|mention| mention.person > 3);
    let head = |word: &str| lexicon::is_head(word) || lexicon::is_place_head(word) || word == "of";
    let heads = rest.iter().any(|word| head(word)) && !(titled && rest.len() == 1);
    // Thomas Bell and Robert Brown have family names that are words too.
    let usual = |word: &str| {
        let counts = statistics.of_word(word);
        if given { counts.lower > 2 * counts.capital } else { statistics.common(word) }
    };
    let common = rest.iter().any(|word| usual(word) && !lexicon::is_particle(word) && !lexicon::is_given_name(word));
    let articles = entity.mentions.iter().filter(|mention| mention.article).count();
    let national = lexicon::has_national_ending(words[0]) && !given;
    let all_capitals = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let form = entity.form();
    let capitals = form.split(' ').any(|word| word.len() > 3 && all_capitals(word))
        || form.split(' ').next_back().is_some_and(all_capitals);
    // `Twitter-based`, `army-backed`: what tells of somebody is nobody's given name.
    let compound = words[0].rsplit_once('-').is_some_and(|(_, end)| end.ends_with("ed") || statistics.common(end));
    // `La Plata` has no given name, `Maria Theresa` no family name.
    let given_only = lexicon::is_second_name(words[words.len() - 1]) || lexicon::is_particle(words[0]) && !given;
    heads
        || given_only
        || common
        || national
        || capitals
        || compound
        || articles * 2 > entity.mentions.len()
        || entity.acronym.is_some()
}

/// Names that stand beside each other in a list: `A, B and C`.
fn lists(tokens: &[Token], entities: &Entities) -> Vec<(String, String)> {
    let mut all: Vec<(&Mention, &String)> = Vec::new();
    for entity in entities.values() {
        all.extend(entity.mentions.iter().map(|mention| (mention, &entity.key)));
    }
    all.sort_by_key(|(mention, _)| mention.tokens.start);
    let joint = |token: &Token| [",", "and", "or"].contains(&token.folded.as_str());
    let beside = |pair: &&[(&Mention, &String)]| {
        let between = tokens.get(pair[0].0.tokens.end..pair[1].0.tokens.start).unwrap_or(&[]);
        !between.is_empty() && between.len() <= 2 && between.iter().all(joint)
    };
    all.windows(2).filter(beside).map(|pair| (pair[0].1.clone(), pair[1].1.clone())).collect()
}
