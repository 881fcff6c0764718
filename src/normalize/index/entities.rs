//! Who and what the names are: mentions of one name together, adjectives out, acronyms with their long forms, family
//! names with the people who bear them. A wrong merge is worse than a missing one.

use super::acronyms;
use super::lexicon;
use super::names::{Mention, key, surface};
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
}

impl Entity {
    /// The most usual way to write it; of two as usual, the first in order.
    pub fn form(&self) -> &str {
        let best = self.forms.iter().rev().max_by_key(|&(_, count)| count);
        best.map_or("", |(form, _)| form)
    }

    /// Its words, folded.
    pub fn words(&self) -> Vec<&str> {
        self.key.split(' ').collect()
    }

    fn person(&self) -> i32 {
        self.mentions.iter().map(|mention| mention.person).sum()
    }

    fn place(&self) -> i32 {
        self.mentions.iter().map(|mention| mention.place).sum()
    }
}

type Entities = BTreeMap<String, Entity>;

/// Puts mentions together.
pub fn merge(tokens: &[Token], statistics: &Statistics, mentions: Vec<Mention>) -> Vec<Entity> {
    let pairs = acronyms::pairs(tokens);
    let aliases = acronyms::aliases(tokens, &mentions);
    let mut entities = group(tokens, mentions);
    drop_adjectives(&mut entities, statistics);
    let lists = lists(tokens, &entities);
    join_acronyms(&mut entities, tokens, &pairs);
    join_aliases(&mut entities, &aliases);
    join_bare_acronyms(&mut entities);
    classify(&mut entities, statistics, &lists);
    join_attributes(&mut entities);
    join_family_names(&mut entities);
    join_given_names(&mut entities, statistics);
    join_initials(&mut entities);
    join_spellings(&mut entities);
    join_parts(&mut entities);
    entities.into_values().collect()
}

fn group(tokens: &[Token], mentions: Vec<Mention>) -> Entities {
    let mut entities = Entities::new();
    for mention in mentions {
        let words = &tokens[mention.tokens.clone()];
        let key = key(words);
        let entity = entities.entry(key.clone()).or_insert_with(|| Entity {
            key,
            forms: BTreeMap::new(),
            mentions: Vec::new(),
            acronym: None,
            aliases: BTreeSet::new(),
            kind: Kind::Thing,
        });
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
        if key.contains(' ') || capitals || lexicon::is_place(key) {
            return true;
        }
        let counts = statistics.of_word(key);
        let doubtful = counts.lower > 0 && counts.capital <= counts.lower * 2;
        !(doubtful || adjective(key) || adjective(&singular(key)))
    });
}

/// Moves everything of `from` to `to`. Does nothing where either is missing.
fn fuse(entities: &mut Entities, from: &str, to: &str) {
    if from == to || !entities.contains_key(to) {
        return;
    }
    let Some(gone) = entities.remove(from) else { return };
    if let Some(entity) = entities.get_mut(to) {
        entity.mentions.extend(gone.mentions);
        entity.mentions.sort_by_key(|mention| mention.tokens.start);
        entity.aliases.extend(gone.aliases);
        entity.acronym = entity.acronym.take().or(gone.acronym);
    }
}

/// `ABC` becomes `Long Form (ABC)`.
fn join_acronyms(entities: &mut Entities, tokens: &[Token], pairs: &[acronyms::Pair]) {
    for pair in pairs {
        let short = key_of(&pair.acronym);
        let long = key(&tokens[pair.long.clone()]);
        if !entities.contains_key(&long) {
            // The long form was not found as one name: the text itself says that it is one.
            let Some(mut entity) = entities.get(&short).cloned() else { continue };
            entity.key.clone_from(&long);
            entity.mentions.clear();
            entity.forms = BTreeMap::from([(surface(&tokens[pair.long.clone()]), 1)]);
            entities.insert(long.clone(), entity);
        }
        if let Some(entity) = entities.get_mut(&long) {
            entity.acronym.get_or_insert_with(|| pair.acronym.clone());
            entity.aliases.insert(pair.acronym.clone());
        }
        fuse(entities, &short, &long);
    }
    // `Army (NA)` and `Army of Elmouth (NA)` are one.
    let with: Vec<(String, String)> =
        entities.values().filter_map(|e| e.acronym.clone().map(|acronym| (e.key.clone(), acronym))).collect();
    for (long, acronym) in &with {
        for (short, _) in
            with.iter().filter(|(short, other)| other == acronym && long.starts_with(&format!("{short} ")))
        {
            fuse(entities, short, long);
        }
    }
}

fn key_of(acronym: &str) -> String {
    super::tokens::fold(acronym).replace('.', "")
}

/// An acronym that the text never explains is the one name whose words have its initials: `U.S.`, `EU`.
fn join_bare_acronyms(entities: &mut Entities) {
    let mut by_initials: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entity in entities.values().filter(|entity| entity.key.contains(' ') && entity.mentions.len() > 1) {
        let words = entity.words().into_iter().filter(|word| !["of", "the", "and", "for", "on"].contains(word));
        let initials = words.filter_map(|word| word.chars().next()).collect();
        by_initials.entry(initials).or_default().push(entity.key.clone());
    }
    for (initials, hosts) in by_initials {
        let [host] = &hosts[..] else { continue };
        let Some(short) = entities.get(&initials) else { continue };
        let form = short.form().to_owned();
        if form.chars().any(char::is_lowercase) || short.acronym.is_some() {
            continue;
        }
        fuse(entities, &initials, host);
        if let Some(entity) = entities.get_mut(host) {
            entity.aliases.insert(form);
        }
    }
}

/// `X, also known as Y`: Y refers to X.
fn join_aliases(entities: &mut Entities, aliases: &[(String, String)]) {
    for (alias, main) in aliases {
        let Some(other) = entities.get(alias) else { continue };
        let form = other.form().to_owned();
        if alias == main || !entities.contains_key(main) {
            continue;
        }
        // Its own acronym stays in the text of the heading; the alias' becomes a reference.
        fuse(entities, alias, main);
        if let Some(entity) = entities.get_mut(main) {
            entity.aliases.insert(form);
        }
    }
}

/// Decides what each entity is: first by what is known of its own words, then by the company it keeps.
fn classify(entities: &mut Entities, statistics: &Statistics, lists: &[(String, String)]) {
    let alone = |entity: &&Entity| !entity.key.contains(' ');
    let count = |entity: &Entity| if entity.person() > 2 { 0 } else { entity.mentions.len() };
    let singles: BTreeMap<String, usize> =
        entities.values().filter(alone).map(|entity| (entity.key.clone(), count(entity))).collect();
    for entity in entities.values_mut() {
        entity.kind = kind(entity, statistics, &singles);
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

/// What an entity is by itself.
fn kind(entity: &Entity, statistics: &Statistics, singles: &BTreeMap<String, usize>) -> Kind {
    let words = entity.words();
    let (first, last) = (words[0], words[words.len() - 1]);
    let count = entity.mentions.len();
    let mut person = entity.person() + i32::from((2..=4).contains(&words.len()));
    // A family name is used alone; a faith or a country is used alone far more often than with a word before it.
    match singles.get(last) {
        Some(&alone) if alone > 4 * count && person < 3 => person -= 4,
        Some(_) if !lexicon::is_place(last) => person += 2,
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
    let given = lexicon::is_given_name(words[0]);
    let rest = &words[usize::from(given)..];
    let heads = rest.iter().any(|word| lexicon::is_head(word) || lexicon::is_place_head(word) || *word == "of");
    let common =
        rest.iter().any(|word| statistics.common(word) && !lexicon::is_particle(word) && !lexicon::is_given_name(word));
    let articles = entity.mentions.iter().filter(|mention| mention.article).count();
    let national = lexicon::has_national_ending(words[0]) && !given;
    let capitals = entity.form().split(' ').any(|word| word.len() > 3 && word.chars().all(char::is_uppercase));
    heads || common || national || capitals || articles * 2 > entity.mentions.len() || entity.acronym.is_some()
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

/// `Thomas Berg Ministry` is about Thomas Berg.
fn join_attributes(entities: &mut Entities) {
    let people: Vec<String> = entities.values().filter(|e| e.kind == Kind::Person).map(|e| e.key.clone()).collect();
    for person in people {
        let longer = format!("{person} ");
        let about: Vec<String> = entities
            .range(longer.clone()..)
            .take_while(|(key, _)| key.starts_with(&longer))
            .filter(|(key, entity)| entity.kind == Kind::Thing && lexicon::is_head(&key[longer.len()..]))
            .map(|(key, _)| key.clone())
            .collect();
        about.iter().for_each(|key| fuse(entities, key, &person));
    }
}

/// People by their last word.
fn bearers(entities: &Entities, part: fn(&[&str]) -> Option<String>) -> BTreeMap<String, Vec<String>> {
    let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entity in entities.values().filter(|entity| entity.kind == Kind::Person) {
        if let Some(name) = part(&entity.words()) {
            bearers.entry(name).or_default().push(entity.key.clone());
        }
    }
    bearers
}

/// A family name alone means the bearer named last before it, if there are several.
fn join_family_names(entities: &mut Entities) {
    let bearers = bearers(entities, |words| words.last().map(|word| (*word).to_owned()));
    for (family, people) in bearers {
        let Some(single) = entities.get(&family) else { continue };
        if single.acronym.is_some() || single.kind == Kind::Place || family.len() < 3 {
            continue;
        }
        if let [person] = &people[..] {
            fuse(entities, &family, person);
            continue;
        }
        let Some(single) = entities.remove(&family) else { continue };
        let mut places: Vec<(usize, &String)> = Vec::new();
        for person in &people {
            places.extend(entities[person].mentions.iter().map(|mention| (mention.tokens.start, person)));
        }
        places.sort();
        let first = places.first().map(|&(_, person)| person.clone());
        let owners: Vec<Option<String>> = single
            .mentions
            .iter()
            .map(|mention| {
                let before = places.partition_point(|&(start, _)| start < mention.tokens.start);
                before.checked_sub(1).map(|i| places[i].1.clone()).or_else(|| first.clone())
            })
            .collect();
        for (mention, owner) in single.mentions.into_iter().zip(owners) {
            if let Some(entity) = owner.and_then(|owner| entities.get_mut(&owner)) {
                entity.mentions.push(mention);
                entity.mentions.sort_by_key(|mention| mention.tokens.start);
            }
        }
    }
}

/// A given name alone means a person if only one bears it.
fn join_given_names(entities: &mut Entities, statistics: &Statistics) {
    let bearers = bearers(entities, |words| words.first().map(|word| (*word).to_owned()));
    for (given, people) in bearers {
        let [person] = &people[..] else { continue };
        let Some(single) = entities.get(&given) else { continue };
        if single.kind != Kind::Place && single.acronym.is_none() && !statistics.common(&given) {
            fuse(entities, &given, person);
        }
    }
}

/// `J. Berg` is Jan Berg if no other Berg begins with a J.
fn join_initials(entities: &mut Entities) {
    let bearers = bearers(entities, |words| words.last().map(|word| (*word).to_owned()));
    for people in bearers.values().filter(|people| people.len() > 1) {
        for short in people {
            let fits: Vec<&String> = people.iter().filter(|long| *long != short && abbreviates(short, long)).collect();
            if let [long] = fits[..] {
                fuse(entities, short, long);
            }
        }
    }
}

/// Whether every word of `short` is a word of `long` or its initial, in order, and `long` says more.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.split(' ');
    let fits = short
        .split(' ')
        .all(|word| rest.any(|other| other == word || (word.chars().count() == 1 && other.starts_with(word))));
    fits && long.len() > short.len()
}

/// One person under two romanizations: the same consonants, given name and family name alike.
fn join_spellings(entities: &mut Entities) {
    let mut by_skeleton: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entity in entities.values().filter(|entity| entity.key.contains(' ') && entity.key.len() > 7) {
        by_skeleton.entry(skeleton(&entity.key)).or_default().push(entity.key.clone());
    }
    for spellings in by_skeleton.values().filter(|spellings| spellings.len() > 1) {
        let Some(main) = spellings.iter().rev().max_by_key(|key| entities.get(*key).map_or(0, |e| e.mentions.len()))
        else {
            continue;
        };
        for other in spellings.iter().filter(|other| *other != main) {
            if entities.get(other).map(|e| e.kind) == entities.get(main).map(|e| e.kind) {
                fuse(entities, other, main);
            }
        }
    }
}

/// The consonants of a name, those that romanizations confuse made one.
fn skeleton(key: &str) -> String {
    let plain = key.replace(['-', '\''], "").replace("gh", "k").replace("kh", "k").replace('q', "k");
    let plain = plain.replace("dj", "j").replace("zh", "j").replace("ou", "u").replace("oo", "u");
    let mut out = String::new();
    for c in plain.chars().filter(|c| !"aeiouy".contains(*c)) {
        if !out.ends_with(c) || c == ' ' {
            out.push(c);
        }
    }
    out
}

/// A name that occurs inside one longer name only means the same where all that the longer one adds says what it is:
/// `Ashgrove`, `Camp Ashgrove`.
fn join_parts(entities: &mut Entities) {
    let candidates: Vec<String> = entities
        .values()
        .filter(|entity| entity.acronym.is_none() && entity.kind != Kind::Person && !lexicon::is_place(&entity.key))
        .filter(|entity| entity.form().chars().any(char::is_lowercase))
        .map(|entity| entity.key.clone())
        .collect();
    let mut by_word: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for key in entities.keys().filter(|key| key.contains(' ')) {
        for word in key.split(' ') {
            by_word.entry(word.to_owned()).or_default().insert(key.clone());
        }
    }
    for part in candidates {
        let spaced = format!(" {part} ");
        let near = part.split(' ').next().and_then(|word| by_word.get(word)).into_iter().flatten();
        let longer = near.filter(|key| **key != part && format!(" {key} ").contains(&spaced));
        let hosts: Vec<&Entity> = longer.filter_map(|key| entities.get(key)).collect();
        let [host] = hosts[..] else { continue };
        let own: Vec<&str> = part.split(' ').collect();
        let mut added = host.words().into_iter().filter(|word| !own.contains(word));
        let says_what = added.all(|word| lexicon::is_head(word) || lexicon::is_place_head(word));
        if host.kind != Kind::Person && says_what {
            let host = host.key.clone();
            fuse(entities, &part, &host);
        }
    }
}
