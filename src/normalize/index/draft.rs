//! The index that was found, as a plan for the author to correct. In: a book. Out: for each entry the words that its
//! mentions were found by, so that obeying the plan finds the same again.

use super::author;
use super::discovery;
use super::headings::Entry;
use super::tokens::Runs;
use crate::diagnostic::Sink;
use crate::model::Book;
use crate::project::{IndexPlan, NormalizeOptions, PlannedEntry, PlannedReference};
use crate::source::Span;
use std::collections::BTreeSet;

/// The most longer words that an entry is told to except.
const EXCEPTIONS: usize = 24;

/// The plan of what is found in a book.
pub fn plan(book: &Book, options: &NormalizeOptions, sink: &mut Sink) -> IndexPlan {
    let mut entries = discovery::entries(book, options, sink);
    entries.sort_by(|a, b| a.heading.cmp(&b.heading));
    let mut plan = IndexPlan::default();
    for entry in &entries {
        let planned = PlannedEntry { head: entry.heading.clone(), matches: words(entry), ..PlannedEntry::default() };
        plan.entries.push(planned);
        let refer =
            |alias: &String| PlannedReference { head: alias.clone(), to: entry.heading.clone(), at: Span::default() };
        plan.see.extend(entry.aliases.iter().map(refer));
    }
    let heads: BTreeSet<&str> = entries.iter().map(|entry| entry.heading.as_str()).collect();
    plan.see.retain(|reference| !heads.contains(reference.head.as_str()));
    plan.see.sort_by(|a, b| a.head.cmp(&b.head));
    plan.see.dedup_by(|a, b| a.head == b.head);
    except_longer(book, &entries, &mut plan);
    plan
}

/// What of a plan is new to an author's: entries whose heads it does not have, and whose words it has not all.
pub fn news(plan: IndexPlan, author: &IndexPlan) -> Vec<PlannedEntry> {
    let see = author.see.iter().map(|reference| &reference.head);
    let heads: BTreeSet<&String> =
        author.entries.iter().map(|entry| &entry.head).chain(&author.drop).chain(see).collect();
    let words: BTreeSet<&String> = author.entries.iter().flat_map(|entry| &entry.matches).collect();
    let known = |entry: &PlannedEntry| heads.contains(&entry.head) || entry.matches.iter().all(|it| words.contains(it));
    plan.entries.into_iter().filter(|entry| !known(entry)).collect()
}

/// The words that mention an entry, each once; not those that others hold and that begin with the same letters.
fn words(entry: &Entry) -> Vec<String> {
    let mut words: Vec<&String> = entry.words.iter().collect();
    words.sort();
    words.dedup();
    // `herons` in lowercase means `Herons` too.
    let lower: BTreeSet<&String> = words.iter().copied().filter(|word| !word.contains(char::is_uppercase)).collect();
    words
        .iter()
        .filter(|word| lower.contains(*word) || !lower.contains(&word.to_lowercase()))
        .map(|w| (*w).clone())
        .collect()
}

/// Tells each entry the longer names around its words that were found to mean something else.
fn except_longer(book: &Book, entries: &[Entry], plan: &mut IndexPlan) {
    let runs = Runs::of(book);
    let found: BTreeSet<(usize, usize)> =
        entries.iter().flat_map(|entry| &entry.places).map(|&(run, byte, _)| (run, byte)).collect();
    let own: BTreeSet<String> = plan.entries.iter().flat_map(|entry| entry.matches.clone()).collect();
    let mut longer: Vec<BTreeSet<String>> = vec![BTreeSet::new(); entries.len()];
    for (run, range, entry) in author::mentions(&runs, plan) {
        if found.contains(&(run, range.start)) {
            continue;
        }
        let text = &runs.0[run].text;
        let name = name_around(text, range.start, range.end);
        if name.len() > range.len() && !own.contains(name) {
            longer[entry].insert(name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    for (entry, longer) in plan.entries.iter_mut().zip(longer) {
        entry.except = longer.into_iter().take(EXCEPTIONS).collect();
    }
}

/// The words with capitals around a stretch of a text that only spaces and hyphens part from it.
fn name_around(text: &str, mut start: usize, mut end: usize) -> &str {
    let parting = |c: char| matches!(c, ' ' | '-' | '‑' | '–');
    while let Some(before) = text[..start].strip_suffix(parting) {
        let word =
            before.rfind(|c: char| !c.is_alphanumeric() && c != '.').map_or(0, |at| at + next_length(before, at));
        if !before[word..].starts_with(char::is_uppercase) || before[word..].ends_with('.') && before.len() - word > 3 {
            break;
        }
        start = word;
    }
    while let Some(after) = text[end..].strip_prefix(parting) {
        let length = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        if !after.starts_with(char::is_uppercase) {
            break;
        }
        end = text.len() - after.len() + length;
    }
    &text[start..end]
}

fn next_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_as_far_as_its_capitals() {
        let text = "The old Bank of Elm North-Street, near Elm. Then";
        let at = text.find("Elm").unwrap();
        assert_eq!(name_around(text, at, at + 3), "Elm North-Street");
        let at = text.rfind("Elm").unwrap();
        assert_eq!(name_around(text, at, at + 3), "Elm");
    }

    #[test]
    fn only_what_is_new_is_suggested() {
        let entry = |head: &str, words: &[&str]| PlannedEntry {
            head: head.into(),
            matches: words.iter().map(|&word| word.into()).collect(),
            ..PlannedEntry::default()
        };
        let found = vec![entry("a", &["a"]), entry("b", &["b"]), entry("c", &["c"]), entry("d", &["d", "e"])];
        let see = vec![PlannedReference { head: "b".into(), to: "x".into(), at: Span::default() }];
        let author =
            IndexPlan { entries: vec![entry("x", &["c", "d"])], see, drop: vec!["a".into()], ..IndexPlan::default() };
        let news = news(IndexPlan { entries: found, ..IndexPlan::default() }, &author);
        assert_eq!(news.iter().map(|entry| entry.head.as_str()).collect::<Vec<_>>(), ["d"]);
    }
}
