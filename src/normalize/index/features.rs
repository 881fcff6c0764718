//! What can be said of a candidate in numbers, each in parts of [`ONE`]. The same numbers are what weights are learned
//! from and what they are applied to.

use super::background::Background;
use super::entities::{Entity, Kind};
use super::lexicon;
use super::logarithm::{ONE, log2};
use super::statistics::Statistics;
use super::tokens::Token;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// So many words are a page's worth: entries must not depend on the size of pages.
pub const PAGE: u32 = 300;

/// The names of the features, in their order: those of [`plain`], then those of terms and of people among them again.
pub fn names() -> Vec<String> {
    let plain = PLAIN.iter().map(|name| (*name).to_owned());
    let terms = OF_TERMS.iter().map(|name| format!("term*{name}"));
    let people = OF_PEOPLE.iter().map(|name| format!("person*{name}"));
    let things = OF_THINGS.iter().map(|name| format!("thing*{name}"));
    let works = OF_WORKS.iter().map(|name| format!("work*{name}"));
    let places = OF_PLACES.iter().map(|name| format!("place*{name}"));
    plain.chain(terms).chain(people).chain(things).chain(works).chain(places).collect()
}

const PLAIN: &[&str] = &[
    "person",
    "place",
    "thing",
    "work",
    "term",
    "acronym",
    "explained",
    "words-2",
    "words-3",
    "length",
    "often",
    "spread",
    "dense",
    "burst",
    "once",
    "twice",
    "heading",
    "headline",
    "emphasized",
    "quoted",
    "defined",
    "first",
    "listed",
    "article",
    "inside",
    "rarity",
    "rarity-head",
    "rarity-most",
    "books",
    "books-head",
    "proper",
    "noun",
    "modifier",
    "people",
    "of",
    "known-place",
    "head",
    "titled",
    "ubiquitous",
    "alias",
    "rank",
    "rarity-rank",
    "single",
    "dotted",
    "initial-only",
    "given-name",
    "personal",
    "among-people",
    "among-places",
    "determined",
    "usually-small",
    "label",
    "names",
];
const OF_TERMS: &[&str] = &[
    "names",
    "often",
    "spread",
    "dense",
    "burst",
    "heading",
    "headline",
    "emphasized",
    "quoted",
    "rarity",
    "rarity-head",
    "words-2",
    "words-3",
    "article",
    "first",
    "books-head",
    "inside",
    "proper",
];
const OF_PEOPLE: &[&str] = &["often", "spread", "dense", "words-2", "listed", "known-place", "once"];
const OF_THINGS: &[&str] = &[
    "single",
    "often",
    "spread",
    "once",
    "twice",
    "listed",
    "article",
    "emphasized",
    "inside",
    "rarity",
    "books",
    "rank",
    "proper",
    "initial-only",
    "known-place",
    "of",
    "personal",
    "among-people",
    "determined",
];
const OF_PLACES: &[&str] = &["often", "once", "inside", "rarity", "ubiquitous"];
const OF_WORKS: &[&str] = &["single", "often", "once", "words-3", "rank", "rarity"];

/// What features are taken from.
pub struct Observer<'a> {
    pub tokens: &'a [Token<'a>],
    pub statistics: &'a Statistics<'a>,
    pub background: &'a Background<'a>,
    /// By sentence: how many names it has.
    names: Vec<u32>,
    /// By section: how many words its heading has that are no function words.
    titles: BTreeMap<usize, usize>,
    /// By key: how many mentions of longer candidates a candidate stands in.
    inside: BTreeMap<String, usize>,
    /// By token that a name begins at: whether a person, or a place, stands beside it in a list.
    company: FxHashMap<usize, (bool, bool)>,
    /// How much the book is one of names: of people and things, rather than of matters.
    named: i32,
    /// Capitals that stand alone: `the line AB` is drawn from A to B.
    letters: BTreeSet<char>,
    /// By kind, in order: how often its candidates are mentioned, and how rare their words are.
    counts: [Vec<i32>; KINDS],
    rarities: [Vec<i32>; KINDS],
}

/// How many kinds of candidates there are.
const KINDS: usize = 5;

/// Which share of `all`, which are in order, is less than `one`.
fn rank(all: &[i32], one: i32) -> i32 {
    (all.partition_point(|other| *other < one) * ONE as usize / all.len().max(1)) as i32
}

impl<'a> Observer<'a> {
    /// Looks at all candidates of a book.
    pub fn new(
        tokens: &'a [Token<'a>],
        statistics: &'a Statistics<'a>,
        background: &'a Background<'a>,
        entities: &[Entity],
    ) -> Observer<'a> {
        let sentences = tokens.last().map_or(0, |token| token.sentence + 1);
        let mut observer = Observer {
            tokens,
            statistics,
            background,
            names: vec![0; sentences],
            titles: BTreeMap::new(),
            inside: BTreeMap::new(),
            company: company(tokens, entities),
            letters: letters(tokens),
            named: named(statistics, entities),
            counts: Default::default(),
            rarities: Default::default(),
        };
        for entity in entities {
            for mention in &entity.mentions {
                if entity.kind != Kind::Term {
                    observer.names[tokens[mention.tokens.start].sentence] += 1;
                }
            }
            let words = entity.words();
            for length in 1..words.len() {
                for part in words.windows(length) {
                    *observer.inside.entry(part.join(" ")).or_default() += entity.mentions.len();
                }
            }
        }
        for token in tokens.iter().filter(|token| token.heading && token.word() && !token.small) {
            *observer.titles.entry(token.run).or_default() += 1;
        }
        for entity in entities {
            observer.counts[entity.kind as usize].push(entity.mentions.len() as i32);
            let rarities: Vec<i32> = observer.stems(entity).iter().map(|stem| observer.rarity(*stem)).collect();
            observer.rarities[entity.kind as usize].push(mean(&rarities));
        }
        observer.counts.iter_mut().chain(&mut observer.rarities).for_each(|list| list.sort_unstable());
        observer
    }

    /// The features of a candidate, in the order of [`names`].
    pub fn features(&self, entity: &Entity) -> Vec<i32> {
        let plain = self.plain(entity);
        let value = |name: &&str| PLAIN.iter().position(|other| other == name).map_or(0, |i| plain[i]);
        let among = |kind: Kind, value: i32| if entity.kind == kind { value } else { 0 };
        let terms = OF_TERMS.iter().map(|name| among(Kind::Term, value(name)));
        let people = OF_PEOPLE.iter().map(|name| among(Kind::Person, value(name)));
        let things = OF_THINGS.iter().map(|name| among(Kind::Thing, value(name)));
        let works = OF_WORKS.iter().map(|name| among(Kind::Work, value(name)));
        let places = OF_PLACES.iter().map(|name| among(Kind::Place, value(name)));
        plain.iter().copied().chain(terms).chain(people).chain(things).chain(works).chain(places).collect()
    }

    fn plain(&self, entity: &Entity) -> Vec<i32> {
        let tokens = self.tokens;
        let count = entity.mentions.len().max(1);
        let all = entity.mentions.iter().map(|mention| (mention, &tokens[mention.tokens.start]));
        let share = |n: usize| (n.min(count) * ONE as usize / count) as i32;
        let given = |yes: bool| if yes { ONE } else { 0 };
        let pages = self.pages(entity);
        let most = pages.values().copied().max().unwrap_or(1);
        let length = (self.statistics.total as u32 / PAGE).max(1) as usize;
        let expected = count.min(length).max(1);
        let headings: Vec<&Token> = all.clone().filter(|(_, t)| t.heading).map(|(_, t)| t).collect();
        let words = entity.key.split(' ').filter(|word| *word != "of" && *word != "the").count();
        let headline = all
            .clone()
            .filter(|(_, token)| token.heading)
            .any(|(_, token)| words * 2 >= self.titles.get(&token.run).copied().unwrap_or(usize::MAX));
        let first = entity.mentions.first();
        let stems = self.stems(entity);
        let rarities: Vec<i32> = stems.iter().map(|stem| self.rarity(*stem)).collect();
        let books: Vec<i32> = stems.iter().map(|stem| self.books(*stem)).collect();
        let of_words = mean;
        let words_of = || first.map_or(0..0, |m| m.tokens.clone()).filter(|&i| tokens[i].word());
        let proper: Vec<i32> = words_of().map(|i| self.statistics.of_token(i).properness() as i32).collect();
        let last = words_of().next_back().map(|i| self.statistics.of_token(i)).unwrap_or_default();
        let single = words_of().count() == 1;
        let kind = |kind: Kind| given(entity.kind == kind);
        let capitals = entity.kind == Kind::Thing && single && !entity.form().chars().any(char::is_lowercase);
        let known = lexicon::is_place(&entity.key);
        let subject = |i: usize| tokens[i].initial || i > 0 && tokens[i - 1].initial;
        vec![
            kind(Kind::Person),
            kind(Kind::Place),
            kind(Kind::Thing),
            kind(Kind::Work),
            kind(Kind::Term),
            given(capitals),
            given(entity.acronym.is_some()),
            given(words > 1),
            given(words > 2),
            (entity.form().chars().count().min(40) as i32) * ONE / 20,
            log2(count as u64),
            log2(pages.len() as u64),
            log2(most as u64).min(3 * ONE),
            ONE - (pages.len() * ONE as usize / expected).min(ONE as usize) as i32,
            given(count == 1),
            given(count == 2),
            (headings.len().min(2) as i32) * ONE,
            given(headline),
            share(all.clone().filter(|(_, token)| token.emphasized).count()),
            share(all.clone().filter(|(_, token)| token.quoted).count()),
            given(entity.mentions.iter().take(40).any(|mention| self.defined(mention.tokens.start))),
            share(entity.mentions.iter().filter(|mention| subject(mention.tokens.start)).count()),
            share(all.clone().filter(|(_, token)| self.names[token.sentence] >= 5).count()),
            share(self.articles(entity)),
            (self.inside.get(&entity.key).copied().unwrap_or(0).min(count) * ONE as usize / count) as i32,
            of_words(&rarities),
            rarities.last().copied().unwrap_or(0),
            rarities.iter().copied().max().unwrap_or(0),
            of_words(&books),
            books.last().copied().unwrap_or(0),
            of_words(&proper),
            last.nounness() as i32,
            given(single && last.modifies * 3 > last.followed),
            given(of_people(entity)),
            given(entity.words().contains(&"of")),
            given(known),
            given(words > 1 && [0, entity.words().len() - 1].iter().any(|&i| is_head(entity.words()[i]))),
            share(entity.mentions.iter().filter(|mention| mention.person > 2).count()),
            (pages.len() * ONE as usize / length).min(ONE as usize) as i32,
            given(!entity.aliases.is_empty()),
            rank(&self.counts[entity.kind as usize], count as i32),
            rank(&self.rarities[entity.kind as usize], of_words(&rarities)),
            given(single),
            given(single && entity.form().contains('.')),
            given(entity.mentions.iter().all(|mention| tokens[mention.tokens.start].initial)),
            given(single && entity.kind != Kind::Term && lexicon::is_given_name(&entity.key)),
            share(entity.mentions.iter().filter(|mention| self.personal(&mention.tokens)).count()),
            share(entity.mentions.iter().filter(|mention| self.beside(mention.tokens.start).0).count()),
            share(entity.mentions.iter().filter(|mention| self.beside(mention.tokens.start).1).count()),
            share(entity.mentions.iter().filter(|mention| self.determined(mention.tokens.start)).count()),
            mean(&stems.iter().map(|stem| self.usually_small(*stem)).collect::<Vec<_>>()),
            given(single && entity.acronym.is_none() && self.label(entity)),
            self.named,
        ]
    }

    /// The stems of the words of its first mention, without function words.
    fn stems(&self, entity: &Entity) -> Vec<u32> {
        let tokens = entity.mentions.first().map_or(0..0, |mention| mention.tokens.clone());
        let heavy = tokens.filter(|&i| self.tokens[i].word() && !self.tokens[i].small);
        heavy.map(|i| self.statistics.stem(i)).collect()
    }

    /// Mentions by a page's worth of words.
    pub fn pages(&self, entity: &Entity) -> BTreeMap<u32, usize> {
        let mut pages = BTreeMap::new();
        for mention in &entity.mentions {
            *pages.entry(self.statistics.words_before(mention.tokens.start) / PAGE).or_default() += 1;
        }
        pages
    }

    /// How much more often a stem stands in this book than in others.
    fn rarity(&self, stem: u32) -> i32 {
        let here = u64::from(self.statistics.occurrences(stem));
        let there = self.background.of(self.statistics.singular(stem)).count;
        let total = self.statistics.total.max(1) as u64;
        let ratio = log2(here) + log2(self.background.total) - log2(there * 4 + 2) + 2 * ONE - log2(total);
        ratio.clamp(-3 * ONE, 12 * ONE)
    }

    fn books(&self, stem: u32) -> i32 {
        self.background.of(self.statistics.singular(stem)).books as i32 * ONE
    }

    /// Whether words before it say that here is what it means.
    fn defined(&self, at: usize) -> bool {
        let from = at.saturating_sub(4);
        let before = &self.tokens[from..at];
        let cue = |token: &Token| {
            token.run == self.tokens[at].run
                && ["called", "termed", "named", "defined", "definition", "means", "term", "so-called", "known"]
                    .contains(&token.folded.as_str())
        };
        before.iter().any(cue)
    }

    /// Whether a name is used as a person's: what it has, does or says follows, or what was done by it stands before.
    fn personal(&self, range: &Range<usize>) -> bool {
        let last = &self.tokens[range.end - 1];
        let near = |token: &&Token| token.run == last.run;
        let before = range.start.checked_sub(1).map(|i| &self.tokens[i]).filter(near);
        let after = self.tokens.get(range.end).filter(near);
        last.possessive
            || before.is_some_and(|token| token.folded == "by" || lexicon::is_title(&token.folded))
            || after.is_some_and(|token| lexicon::is_speech(&token.folded))
    }

    /// Whether capitals are letters of a drawing, `the line AB`, or say in brackets where something is from, `(B.H.)`.
    fn label(&self, entity: &Entity) -> bool {
        let bracketed = |range: &Range<usize>| {
            let before = range.start.checked_sub(1).map(|i| &self.tokens[i]);
            before.is_some_and(|token| token.is("(") || token.is("["))
        };
        let source = entity.mentions.iter().filter(|mention| bracketed(&mention.tokens)).count();
        let drawn = entity.form().chars().all(|c| self.letters.contains(&c));
        entity.form().chars().all(|c| c.is_uppercase() || c == '.') && (drawn || source * 3 >= entity.mentions.len())
    }

    fn beside(&self, start: usize) -> (bool, bool) {
        self.company.get(&start).copied().unwrap_or_default()
    }

    /// Whether a word stands before it that names do without: `an Adagio`, `his Adagio`.
    fn determined(&self, at: usize) -> bool {
        const WORDS: &[&str] = &[
            "a", "an", "another", "any", "each", "every", "first", "her", "his", "its", "last", "no", "our", "second",
            "some", "their", "this", "three", "two",
        ];
        let before = at.checked_sub(1).map(|i| &self.tokens[i]).filter(|token| token.run == self.tokens[at].run);
        before.is_some_and(|token| !token.possessive && WORDS.contains(&token.folded.as_str()))
    }

    /// How often other books write a stem in lowercase.
    fn usually_small(&self, stem: u32) -> i32 {
        let there = self.background.of(self.statistics.singular(stem));
        (there.lower * ONE as u64 / there.count.max(1)) as i32
    }

    fn articles(&self, entity: &Entity) -> usize {
        let article = |at: usize| at > 0 && self.tokens[at - 1].folded == "the";
        entity.mentions.iter().filter(|mention| article(mention.tokens.start)).count()
    }
}

/// Whether it is a people, or a term that only says whose something is: `Danes`, `Danish forces`, but no `Danish Bank`.
fn of_people(entity: &Entity) -> bool {
    let words = entity.words();
    match entity.kind {
        Kind::Place => false,
        Kind::Term => words.iter().any(|word| lexicon::is_people(word)),
        _ => words.last().is_some_and(|word| lexicon::is_people(word)),
    }
}

/// Whether a word says what kind of thing a name is of.
fn is_head(word: &str) -> bool {
    lexicon::is_head(word) || lexicon::is_place_head(word)
}

/// Who stands beside whom in lists: `A, B and C`.
fn company(tokens: &[Token], entities: &[Entity]) -> FxHashMap<usize, (bool, bool)> {
    let names = entities.iter().filter(|entity| entity.kind != Kind::Term);
    let mut all: Vec<(&Range<usize>, Kind)> =
        names.flat_map(|entity| entity.mentions.iter().map(|mention| (&mention.tokens, entity.kind))).collect();
    all.sort_by_key(|(range, _)| range.start);
    let mut company: FxHashMap<usize, (bool, bool)> = FxHashMap::default();
    for pair in all.windows(2) {
        let [(one, its), (other, others)] = pair else { continue };
        let between = tokens.get(one.end..other.start).unwrap_or(&[]);
        let joint = |token: &Token| [",", "and", "or"].contains(&token.folded.as_str());
        if (1..=2).contains(&between.len()) && between.iter().all(joint) {
            let mut meet = |at: usize, kind: Kind| {
                let seen = company.entry(at).or_default();
                seen.0 |= kind == Kind::Person;
                seen.1 |= kind == Kind::Place;
            };
            meet(one.start, *others);
            meet(other.start, *its);
        }
    }
    company
}

/// Mentions of names among a hundred words.
fn named(statistics: &Statistics, entities: &[Entity]) -> i32 {
    let names = entities.iter().filter(|entity| entity.kind != Kind::Term);
    let mentions: usize = names.map(|entity| entity.mentions.len()).sum();
    (mentions * 100 * ONE as usize / statistics.total.max(1)).min(10 * ONE as usize) as i32
}

/// Letters that stand alone inside sentences, and often: names of points, axes and sets.
fn letters(tokens: &[Token]) -> BTreeSet<char> {
    const OFTEN: usize = 3;
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for pair in tokens.windows(2) {
        let mut letters = pair[0].text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_uppercase()
            && letter != 'I'
            && !pair[0].initial
            && !(pair[1].is(".") && pair[1].start == pair[0].end)
        {
            *counts.entry(letter).or_default() += 1;
        }
    }
    counts.into_iter().filter(|&(_, count)| count >= OFTEN).map(|(letter, _)| letter).collect()
}

fn mean(list: &[i32]) -> i32 {
    list.iter().sum::<i32>() / list.len().max(1) as i32
}
