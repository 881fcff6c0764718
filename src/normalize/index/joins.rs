//! Joining entities that are one: acronyms with their long forms, other names, family names with their bearers,
//! spellings. Everything that is joined keeps its mentions.

use super::acronyms;
use super::entities::{Entities, Entity, Kind};
use super::lexicon;
use super::names::{key, surface};
use super::statistics::{Statistics, singular};
use super::tokens::Token;
use std::collections::{BTreeMap, BTreeSet};

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
pub fn acronyms(entities: &mut Entities, tokens: &[Token], pairs: &[acronyms::Pair]) {
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
    // `Harbor Board` is the `Harbor Board of Elmouth (HBE)` if there is no other of that name.
    for (long, _) in &with {
        let Some((short, _)) = long.split_once(" of ") else { continue };
        let longer = format!("{short} ");
        let alone = entities.keys().filter(|key| key.starts_with(&longer)).count() == 1;
        if short.contains(' ') && alone && entities.contains_key(short) {
            fuse(entities, short, long);
        }
    }
    // `Elmouth NA` is about the NA.
    let by_acronym: BTreeMap<String, &String> = with.iter().map(|(long, acronym)| (key_of(acronym), long)).collect();
    let about: Vec<(String, &String)> = entities
        .keys()
        .filter_map(|key| Some((key.clone(), *by_acronym.get(key.rsplit_once(' ')?.1)?)))
        .filter(|(key, long)| key != *long)
        .collect();
    for (key, long) in about {
        fuse(entities, &key, long);
    }
}

fn key_of(acronym: &str) -> String {
    super::tokens::fold(acronym).replace('.', "")
}

/// An acronym that the text never explains is the one name whose words have its initials: `U.S.`, `EU`.
pub fn bare_acronyms(entities: &mut Entities) {
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

/// `U.S. State Department`, `United States Department of State`, `Department of State`: one office.
pub fn offices(entities: &mut Entities) {
    let mut states: Vec<(String, String)> = Vec::new();
    for entity in entities.values() {
        let others = entity.aliases.iter().chain(&entity.acronym).map(|alias| key_of(alias));
        let names = others.chain([entity.key.clone()]);
        states.extend(names.map(|name| (format!("{name} "), format!("{} ", entity.key))));
    }
    states.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut same: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for key in entities.values().filter(|e| e.kind != Kind::Person && e.key.contains(' ')).map(|e| &e.key) {
        let of = states.iter().find(|(name, _)| key.starts_with(name));
        let (state, office) = of.map_or(("", &key[..]), |(name, state)| (&state[..], &key[name.len()..]));
        let office = match office.split_once(" of ") {
            Some((head, matter)) if lexicon::is_head(head) => format!("{matter} {head}"),
            _ => office.to_owned(),
        };
        if office.contains(' ') && office.rsplit(' ').next().is_some_and(lexicon::is_head) {
            same.entry(office).or_default().push((state.to_owned(), key.clone()));
        }
    }
    for offices in same.values() {
        let states: BTreeSet<&String> =
            offices.iter().map(|(state, _)| state).filter(|state| !state.is_empty()).collect();
        // Another state's office of the name leaves open whose is meant.
        if states.len() > 1 {
            continue;
        }
        let count = |key: &String| entities.get(key).map_or(0, |entity| entity.mentions.len());
        let Some((_, main)) = offices.iter().max_by_key(|(state, key)| (!state.is_empty(), count(key))).cloned() else {
            continue;
        };
        offices.iter().for_each(|(_, key)| fuse(entities, key, &main));
    }
}

/// `X, also known as Y`: Y refers to X.
pub fn aliases(entities: &mut Entities, aliases: &[(String, String)]) {
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

/// `Thomas Berg Ministry` is about Thomas Berg, and so are the `Letters of Thomas Berg`.
pub fn attributes(entities: &mut Entities) {
    let people: Vec<String> = entities.values().filter(|e| e.kind == Kind::Person).map(|e| e.key.clone()).collect();
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entity in entities.values().filter(|entity| entity.kind == Kind::Thing) {
        let things = entity.key.split_once(" of ").filter(|(things, _)| !things.contains(' ') && things.ends_with('s'));
        if let Some((_, name)) = things {
            of.entry(name.to_owned()).or_default().push(entity.key.clone());
        }
    }
    for person in people {
        let longer = format!("{person} ");
        let about: Vec<String> = entities
            .range(longer.clone()..)
            .take_while(|(key, _)| key.starts_with(&longer))
            .filter(|(key, entity)| entity.kind == Kind::Thing && lexicon::is_head(&key[longer.len()..]))
            .map(|(key, _)| key.clone())
            .collect();
        about.iter().for_each(|key| fuse(entities, key, &person));
        let family = person.rsplit(' ').next().unwrap_or(&person);
        for name in [&person[..], family] {
            if let Some(things) = of.remove(name) {
                things.iter().for_each(|key| fuse(entities, key, &person));
            }
        }
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
pub fn family_names(entities: &mut Entities) {
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
pub fn given_names(entities: &mut Entities, statistics: &Statistics) {
    let bearers = bearers(entities, |words| words.first().map(|word| (*word).to_owned()));
    for (given, people) in bearers {
        let [person] = &people[..] else { continue };
        let Some(single) = entities.get(&given) else { continue };
        let place = single.kind == Kind::Place && !lexicon::is_given_name(&given);
        if !place && single.acronym.is_none() && !statistics.common(&given) {
            fuse(entities, &given, person);
        }
    }
}

/// `J. Berg` is Jan Berg if no other Berg begins with a J.
pub fn initials(entities: &mut Entities) {
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

/// `Robert Waring` is Robert Waring Winter if nobody else's name begins so.
pub fn shorter_names(entities: &mut Entities) {
    let people: Vec<String> = entities.values().filter(|e| e.kind == Kind::Person).map(|e| e.key.clone()).collect();
    for (i, short) in people.iter().enumerate() {
        let longer = format!("{short} ");
        let mut longer =
            people[i + 1..].iter().take_while(|key| key.starts_with(short)).filter(|key| key.starts_with(&longer));
        if let (Some(long), None) = (longer.next(), longer.next())
            && short.contains(' ')
        {
            fuse(entities, short, long);
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
pub fn spellings(entities: &mut Entities) {
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

/// Terms beside names; a term that is a name too, as `Differential Calculus` where others write it small, joins it.
pub fn terms(entities: &mut Entities, terms: Entities) {
    let stemmed = |key: &str| key.split(' ').map(singular).collect::<Vec<_>>().join(" ");
    let names: BTreeMap<String, String> = entities.keys().map(|key| (stemmed(key), key.clone())).collect();
    for (key, term) in terms {
        match names.get(&key).and_then(|name| entities.get_mut(name)) {
            Some(name) => {
                // `Human Rights` in one name, human rights in ten places: the text writes it small.
                if term.mentions.len() > 2 * name.mentions.len() && name.kind == Kind::Thing {
                    name.kind = Kind::Term;
                    name.forms.clone_from(&term.forms);
                }
                let known: BTreeSet<usize> = name.mentions.iter().map(|mention| mention.tokens.start).collect();
                let more = term.mentions.into_iter().filter(|mention| !known.contains(&mention.tokens.start));
                name.mentions.extend(more);
                name.mentions.sort_by_key(|mention| mention.tokens.start);
            }
            None => {
                entities.insert(key, term);
            }
        }
    }
}

/// A name that occurs inside one longer name only means the same where all that the longer one adds says what it is:
/// `Ashgrove`, `Camp Ashgrove`.
pub fn parts(entities: &mut Entities) {
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
        // A `Berg Sonata` here and there says nothing of what Berg is.
        let usual = host.mentions.len() * 2 >= entities[&part].mentions.len();
        let says_what = added.all(|word| lexicon::is_place_head(word) || usual && lexicon::is_head(word));
        if host.kind != Kind::Person && says_what {
            let host = host.key.clone();
            fuse(entities, &part, &host);
        }
    }
}
