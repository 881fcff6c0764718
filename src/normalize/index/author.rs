//! The author's plan of the index, obeyed. In: `index.toml` as read, a book. Out: its entries as terms, a mark at every
//! mention; what of the plan comes to nothing is a finding at its line.
//!
//! Words of several entries mean the one that was last mentioned by words of its own, as a family name does. Words below
//! an entry take those of its mentions whose paragraph has them.

use super::entities::Kind;
use super::headings;
use super::marks::{self, Place};
use super::phrases::Phrases;
use super::tokens::{Runs, Token, tokenize};
use crate::diagnostic::{Diagnostic, Sink, nearest, rules};
use crate::model::{Book, Inline, TermId, Text, flat_text};
use crate::project::{IndexPlan, PlannedEntry, PlannedReference};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The words of the entries of a plan.
struct Words {
    phrases: Phrases,
    /// By phrase: the entries that it may mean; none for words that mean something else.
    owners: Vec<Vec<usize>>,
}

impl Words {
    fn of(plan: &IndexPlan) -> Words {
        let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, entry) in plan.entries.iter().enumerate() {
            entry.matches.iter().for_each(|words| owners.entry(words).or_default().push(number));
            entry.except.iter().for_each(|words| {
                owners.entry(words).or_default();
            });
        }
        let phrases = Phrases::new(owners.keys().copied());
        Words { phrases, owners: owners.into_values().collect() }
    }
}

/// A mention: its run, its bytes there, and the number of its entry in the plan.
type Mention = (usize, Range<usize>, usize);

/// Makes the entries of a plan and marks their mentions.
pub fn obey(book: &mut Book, plan: &IndexPlan, sink: &mut Sink) {
    let runs = Runs::of(book);
    let tokens = tokenize(&runs, book.meta.language);
    let mentions = mentions(&runs, plan);
    let below = below(&runs, plan);
    let terms: Vec<TermId> = plan.entries.iter().map(|entry| term(book, None, entry)).collect();
    let below_terms: Vec<Vec<TermId>> = plan
        .entries
        .iter()
        .zip(&terms)
        .map(|(entry, &parent)| entry.sub.iter().map(|below| term(book, Some(parent), below)).collect())
        .collect();
    let mut dropped: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut places = Vec::new();
    let mut first = vec![true; plan.entries.len()];
    for (run, Range { start: byte, .. }, entry) in mentions {
        let planned = &plan.entries[entry];
        let name = runs.0[run].block.and_then(|block| book.permalinks.get(block.index()));
        if let Some(at) = planned.drop_at.iter().position(|(id, _)| Some(id) == name) {
            dropped.insert((entry, at));
            continue;
        }
        let term = match below.get(&(entry, run)) {
            Some(&sub) => below_terms[entry][sub],
            None => terms[entry],
        };
        let salience = if planned.keep { u16::MAX } else { salience(&tokens, (run, byte), first[entry]) };
        first[entry] = false;
        places.push(Place { run, byte, term, salience });
    }
    let marked: BTreeSet<TermId> = places.iter().map(|place| place.term).collect();
    marks::place(book, places);
    for (number, entry) in plan.entries.iter().enumerate() {
        refer_also(book, terms[number], entry, sink);
        report(book, entry, terms[number], &marked, sink);
        entry.sub.iter().zip(&below_terms[number]).for_each(|(below, &term)| report(book, below, term, &marked, sink));
        let unused = entry.drop_at.iter().enumerate().filter(|(at, _)| !dropped.contains(&(number, *at)));
        for (_, (id, span)) in unused {
            let message = format!("`{}` is not mentioned in a paragraph `{id}`", entry.head);
            sink.report(Diagnostic::new(&rules::UNMATCHED_ENTRY, written(*span), message));
        }
    }
    plan.see.iter().for_each(|reference| refer(book, reference, sink));
}

/// How much the mention at a byte of a run says; little where no word begins, as in code.
fn salience(tokens: &[Token], place: (usize, usize), first: bool) -> u16 {
    let at = tokens.partition_point(|token| (token.run, token.start) < place);
    match tokens.get(at).filter(|token| (token.run, token.start) == place) {
        Some(token) => {
            let kind = if token.capital() && !token.initial { Kind::Thing } else { Kind::Term };
            headings::salience(tokens, at, first, kind)
        }
        None => 1,
    }
}

/// Every mention of every entry, in reading order.
pub fn mentions(runs: &Runs, plan: &IndexPlan) -> Vec<Mention> {
    let words = Words::of(plan);
    let mut found: Vec<(usize, Range<usize>, usize)> = Vec::new();
    for run in &runs.0 {
        let here = words.phrases.find(&run.text);
        found.extend(here.into_iter().map(|found| (run.number, found.range, found.phrase)));
    }
    // Whom each entry's words meant last, and for words before any of their entries, who comes first.
    let own = |phrase: usize| match words.owners[phrase][..] {
        [entry] => Some(entry),
        _ => None,
    };
    let mut last_mention: Vec<Option<usize>> = vec![None; plan.entries.len()];
    let mut first_mention: Vec<Option<usize>> = vec![None; plan.entries.len()];
    for (at, entry) in found.iter().enumerate().filter_map(|(at, &(_, _, phrase))| Some((at, own(phrase)?))) {
        first_mention[entry].get_or_insert(at);
    }
    let mut mentions = Vec::new();
    for (at, (run, range, phrase)) in found.into_iter().enumerate() {
        let owner = own(phrase);
        if let Some(entry) = owner {
            last_mention[entry] = Some(at);
        }
        let owners = &words.owners[phrase];
        let before = || owners.iter().filter_map(|&entry| Some((last_mention[entry]?, entry))).max();
        let after = || owners.iter().filter_map(|&entry| Some((first_mention[entry]?, entry))).min();
        let meant = owner.or_else(|| before().or_else(after).map(|(_, entry)| entry)).or(owners.first().copied());
        mentions.extend(meant.map(|entry| (run, range, entry)));
    }
    mentions
}

/// Which entry below an entry takes its mentions in a run: the first whose words are there.
fn below(runs: &Runs, plan: &IndexPlan) -> BTreeMap<(usize, usize), usize> {
    let mut meaning: Vec<(usize, usize)> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for (number, entry) in plan.entries.iter().enumerate() {
        for (sub, below) in entry.sub.iter().enumerate() {
            for phrase in &below.matches {
                meaning.push((number, sub));
                words.push(phrase);
            }
        }
    }
    let mut takes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    if words.is_empty() {
        return takes;
    }
    let phrases = Phrases::new(words);
    for run in &runs.0 {
        for found in phrases.find(&run.text) {
            let (entry, sub) = meaning[found.phrase];
            takes.entry((entry, run.number)).and_modify(|first| *first = sub.min(*first)).or_insert(sub);
        }
    }
    takes
}

fn term(book: &mut Book, parent: Option<TermId>, entry: &PlannedEntry) -> TermId {
    let term = book.intern_term(parent, heading(&entry.head, entry.at), entry.sort.as_deref());
    if let Some(sort) = &entry.sort {
        book.terms[term.index()].sort.clone_from(sort);
    }
    term
}

fn heading(head: &str, at: Span) -> Vec<Inline> {
    vec![Inline::Text(Text::new(head, at))]
}

/// The place of something that one of the book's sources says.
fn written(at: Span) -> Option<Span> {
    (at != Span::default()).then_some(at)
}

/// Reports an entry of which the text says nothing.
fn report(book: &Book, entry: &PlannedEntry, term: TermId, marked: &BTreeSet<TermId>, sink: &mut Sink) {
    let below = |id: &TermId| *id == term || book.terms[id.index()].parent == Some(term);
    let by_hand = || book.marks.iter().any(|mark| below(&mark.term));
    if marked.iter().any(below) || by_hand() {
        return;
    }
    let words: Vec<String> = entry.matches.iter().map(|words| format!("`{words}`")).collect();
    let message = match words.is_empty() {
        true => format!("no place for the entry `{}`: it has no words, and no mark in the text", entry.head),
        false => format!("no place for the entry `{}`: the text has no {}", entry.head, words.join(" or ")),
    };
    let hint = "Mend `match`, or take the entry out; until then the index is without it.";
    sink.report(Diagnostic::new(&rules::UNMATCHED_ENTRY, written(entry.at), message).hint(hint));
}

fn refer_also(book: &mut Book, from: TermId, entry: &PlannedEntry, sink: &mut Sink) {
    for reference in &entry.see_also {
        if let Some(to) = known(book, reference, sink).filter(|&to| to != from) {
            book.terms[from.index()].see_also.push(to);
        }
    }
}

fn refer(book: &mut Book, reference: &PlannedReference, sink: &mut Sink) {
    if let Some(to) = known(book, reference, sink) {
        let from = book.intern_term(None, heading(&reference.head, reference.at), None);
        if from != to {
            book.terms[from.index()].see.push(to);
        }
    }
}

/// The entry that a reference leads to.
fn known(book: &Book, reference: &PlannedReference, sink: &mut Sink) -> Option<TermId> {
    let found = book.find_term(&reference.to);
    if found.is_none() {
        let message = format!("there is no entry `{}` to refer to", reference.to);
        let finding = Diagnostic::new(&rules::BLIND_REFERENCE, written(reference.at), message);
        let heads: Vec<String> = book.terms.iter().map(|term| flat_text(&term.heading)).collect();
        sink.report(match nearest(&reference.to, heads.iter().map(String::as_str)) {
            Some(near) => finding.hint(format!("Did you mean `{near}`?")),
            None => finding.hint("An entry's head is written as `head` has it."),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::walk::walk;
    use crate::normalize::numbering;
    use crate::normalize::sample::book;
    use crate::project::NormalizeOptions;

    fn entry(head: &str, matches: &[&str]) -> PlannedEntry {
        let matches = matches.iter().map(|&words| words.to_owned()).collect();
        PlannedEntry { head: head.to_owned(), matches, ..PlannedEntry::default() }
    }

    /// What each entry's marks stand before, one word of it, in reading order.
    fn obeyed(text: &str, plan: IndexPlan) -> (Vec<String>, Vec<String>) {
        let mut book = book(text);
        let mut sink = Sink::default();
        numbering::run(&mut book, &NormalizeOptions::default(), &mut sink);
        obey(&mut book, &plan, &mut sink);
        let mut said = Vec::new();
        let (marks, terms) = (book.marks.clone(), book.terms.clone());
        book.each_run_mut(&mut |run| {
            let mut last: Option<String> = None;
            walk(run, &mut |inline| match inline {
                Inline::Mark(id) => last = Some(flat_text(&terms[marks[id.index()].term.index()].heading)),
                Inline::Text(text) => {
                    let word = text.as_str().split([' ', ',', '.']).next().unwrap_or_default().to_owned();
                    said.extend(last.take().map(|head| format!("{head}: {word}")));
                }
                _ => {}
            });
        });
        (said, sink.found.iter().map(|finding| finding.rule.name.to_owned()).collect())
    }

    fn plan(entries: Vec<PlannedEntry>) -> IndexPlan {
        IndexPlan { entries, ..IndexPlan::default() }
    }

    #[test]
    fn words_of_several_mean_the_one_mentioned_last() {
        let two = vec![entry("Berg, Ann", &["Ann Berg", "Berg"]), entry("Berg, Otto", &["Otto Berg", "Berg"])];
        let (said, found) = obeyed("= One\nBerg came. Ann Berg saw Berg.\nOtto Berg left, and Berg wept.", plan(two));
        assert_eq!(
            said,
            ["Berg, Ann: Berg", "Berg, Ann: Ann", "Berg, Ann: Berg", "Berg, Otto: Otto", "Berg, Otto: Berg"]
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn longer_words_may_mean_something_else() {
        let heron = PlannedEntry { except: vec!["Heron Street".to_owned()], ..entry("heron", &["heron", "herons"]) };
        let (said, _) = obeyed("= One\nHerons of Heron Street. A heron.", plan(vec![heron]));
        assert_eq!(said, ["heron: Herons", "heron: heron"]);
    }

    #[test]
    fn entries_below_take_the_paragraphs_with_their_words() {
        let heron = PlannedEntry { sub: vec![entry("nest", &["eggs", "nests"])], ..entry("heron", &["heron"]) };
        let (said, _) = obeyed("= One\nA heron lays eggs.\nA heron flies.\nOther nests.", plan(vec![heron]));
        assert_eq!(said, ["nest: heron", "heron: heron"]);
    }

    #[test]
    fn references_lead_to_entries() {
        let refer = |head: &str, to: &str| PlannedReference { head: head.into(), to: to.into(), at: Span::default() };
        let heron = PlannedEntry { see_also: vec![refer("", "stork")], ..entry("heron", &["heron"]) };
        let see = vec![refer("egret", "heron"), refer("crane", "heorn")];
        let plan = IndexPlan { see, ..plan(vec![heron, entry("stork", &["stork"])]) };
        let (_, found) = obeyed("= One\nA heron and a stork.", plan);
        assert_eq!(found, ["blind-reference"]);
    }
}
