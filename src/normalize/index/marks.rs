//! Marks: putting them into the text, taking them out, keeping them in reading order.

use super::headings::Entry;
use super::tokens::for_each_run;
use crate::model::{Book, Inline, Mark, MarkId, MarkKind, TermId, Text, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// Takes all marks and terms out of the book.
pub fn remove_all(book: &mut Book) {
    book.each_run_mut(&mut |run| keep_marks(run, &mut |_| None));
    book.marks.clear();
    book.forget_terms();
}

/// Rewrites the id of each mark; `None` takes it out.
pub fn keep_marks(run: &mut Vec<Inline>, keep: &mut dyn FnMut(MarkId) -> Option<MarkId>) {
    run.retain_mut(|inline| match inline {
        Inline::Mark(id) => keep(*id).map(|new| *id = new).is_some(),
        other => {
            if let Some(children) = other.children_mut() {
                keep_marks(children, keep);
            }
            true
        }
    });
}

/// A place in the text that the index may lead to.
pub struct Place {
    /// The run it is in, by its number in [`for_each_run`], and the byte of its flat text.
    pub run: usize,
    pub byte: usize,
    pub term: TermId,
    /// How much it says about the term.
    pub salience: u16,
}

/// Adds terms and marks for the entries found in the text. An entry that an author made too becomes one with it.
pub fn insert(book: &mut Book, entries: Vec<Entry>) {
    let intern = |book: &mut Book, heading: &str| {
        book.intern_term(None, vec![Inline::Text(Text::new(heading, Span::default()))], None)
    };
    let mut places = Vec::new();
    for entry in entries {
        let term = intern(book, &entry.heading);
        for alias in &entry.aliases {
            let alias = intern(book, alias);
            if alias != term && !book.marks.iter().any(|mark| mark.term == alias) {
                book.terms[alias.index()].see = vec![term];
            }
        }
        places.extend(entry.places.into_iter().map(|(run, byte, salience)| Place { run, byte, term, salience }));
    }
    place(book, places);
}

/// Puts a mark into the text at every place.
pub fn place(book: &mut Book, mut found: Vec<Place>) {
    found.sort_by_key(|place| (place.run, place.byte, place.term));
    let mut places: BTreeMap<usize, Vec<(usize, MarkId)>> = BTreeMap::new();
    for Place { run, byte, term, salience } in found {
        let id = MarkId(book.marks.len() as u32);
        book.marks.push(Mark { term, kind: MarkKind::Mention, salience });
        places.entry(run).or_default().push((byte, id));
    }
    for_each_run(book, &mut |number, run| {
        if let Some(marks) = places.remove(&number) {
            let mut rest = &marks[..];
            *run = with_marks(std::mem::take(run), &mut 0, &mut rest);
        }
    });
    in_reading_order(book);
}

/// The inlines with each mark before the byte of their flat text that it belongs to. `at` counts bytes.
fn with_marks(inlines: Vec<Inline>, at: &mut usize, marks: &mut &[(usize, MarkId)]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len() + marks.len());
    for mut inline in inlines {
        if let Inline::Text(mut text) = inline {
            let end = *at + text.as_str().len();
            while let Some(&(byte, id)) = marks.first().filter(|&&(byte, _)| byte < end) {
                *marks = &marks[1..];
                let rest = text.split_off(byte.saturating_sub(*at));
                *at = byte.max(*at);
                if !text.is_empty() {
                    out.push(Inline::Text(text));
                }
                out.push(Inline::Mark(id));
                text = rest;
            }
            *at = end;
            out.push(Inline::Text(text));
            continue;
        }
        match inline.children_mut() {
            Some(children) => *children = with_marks(std::mem::take(children), at, marks),
            None => *at += flat_text(std::slice::from_ref(&inline)).len(),
        }
        out.push(inline);
    }
    out
}

/// Numbers marks in the order in which they stand in the book; a mark that stands nowhere is dropped.
pub fn in_reading_order(book: &mut Book) {
    let old = std::mem::take(&mut book.marks);
    let mut new = Vec::with_capacity(old.len());
    book.each_run_mut(&mut |run| {
        keep_marks(run, &mut |id| {
            new.push(old.get(id.index())?.clone());
            Some(MarkId(new.len() as u32 - 1))
        });
    });
    book.marks = new;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_right_before_their_words() {
        let text = |s: &str| Inline::Text(Text::new(s, Span::default()));
        let run = vec![text("one two "), Inline::Emphasis(vec![text("three")]), text(" four")];
        let marks = [(4, MarkId(0)), (8, MarkId(1)), (14, MarkId(2))];
        let run = with_marks(run, &mut 0, &mut &marks[..]);
        let shape: Vec<String> = run.iter().map(|i| format!("{i:?}").split('(').next().unwrap().to_owned()).collect();
        assert_eq!(shape, ["Text", "Mark", "Text", "Emphasis", "Text", "Mark", "Text"]);
        assert!(matches!(&run[3], Inline::Emphasis(body) if matches!(body[0], Inline::Mark(MarkId(1)))));
    }
}
