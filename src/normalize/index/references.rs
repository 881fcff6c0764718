//! What an author's marks must have: a `see` that leads somewhere, ranges that end.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::walk::walk;
use crate::model::{Book, Inline, MarkKind, TermId, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// Reports blind and circular references and takes them out; a range without an end becomes a place.
pub fn check(book: &mut Book, sink: &mut Sink) {
    close_ranges(book, sink);
    let used: Vec<bool> = (0..book.terms.len()).map(|i| leads_somewhere(book, TermId(i as u32))).collect();
    for i in 0..book.terms.len() {
        let term = &book.terms[i];
        let blind: Vec<TermId> =
            term.see.iter().chain(&term.see_also).copied().filter(|to| !used[to.index()] || to.index() == i).collect();
        for to in &blind {
            let (from, to) = (flat_text(&book.terms[i].heading), flat_text(&book.terms[to.index()].heading));
            let message = format!("the index entry `{from}` says see `{to}`, which has no pages");
            let hint = format!("Mark a place for it: `\\index{{{to}}}`.");
            sink.report(Diagnostic::new(&rules::BLIND_REFERENCE, place(&term.heading), message).hint(hint));
        }
        let term = &mut book.terms[i];
        term.see.retain(|to| !blind.contains(to));
        term.see_also.retain(|to| !blind.contains(to));
    }
    break_circles(book, sink);
}

/// Takes out the reference that closes a circle: whoever follows `see` comes to pages, not back.
fn break_circles(book: &mut Book, sink: &mut Sink) {
    for i in 0..book.terms.len() {
        let mut way = vec![i];
        let mut at = i;
        while let Some(&next) = book.terms[at].see.first().filter(|next| !way[1..].contains(&next.index())) {
            at = next.index();
            if at == i {
                let names: Vec<String> =
                    way.iter().map(|&term| format!("`{}`", flat_text(&book.terms[term].heading))).collect();
                let message = format!("the index entries {} say see each other", names.join(" and "));
                let finding = Diagnostic::new(&rules::CIRCULAR_REFERENCE, place(&book.terms[i].heading), message);
                sink.report(finding.hint("Say `see also`, or let one of them have all pages."));
                book.terms[i].see.clear();
                break;
            }
            way.push(at);
        }
    }
}

/// Where an entry is first named; `None` for one that was found in the text.
fn place(heading: &[Inline]) -> Option<Span> {
    let mut place = None;
    walk(heading, &mut |inline| {
        if let Inline::Text(text) | Inline::Code(text) = inline {
            let span = text.span();
            place = place.or((span != Span::default()).then_some(span));
        }
    });
    place
}

/// Whether an entry or one below it has pages of its own.
fn leads_somewhere(book: &Book, term: TermId) -> bool {
    let below = |other: TermId| other == term || book.terms[other.index()].parent == Some(term);
    book.marks.iter().any(|mark| below(mark.term))
}

fn close_ranges(book: &mut Book, sink: &mut Sink) {
    let mut open: BTreeMap<TermId, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (i, mark) in book.marks.iter().enumerate() {
        match mark.kind {
            MarkKind::RangeStart => wrong.extend(open.insert(mark.term, i)),
            MarkKind::RangeEnd if open.remove(&mark.term).is_none() => wrong.push(i),
            _ => {}
        }
    }
    wrong.extend(open.into_values());
    wrong.sort_unstable();
    for i in wrong {
        let mark = &mut book.marks[i];
        let missing = if mark.kind == MarkKind::RangeStart { "end" } else { "beginning" };
        mark.kind = MarkKind::Point;
        let heading = flat_text(&book.terms[mark.term.index()].heading);
        let message = format!("the range of the index entry `{heading}` has no {missing}");
        let place = place(&book.terms[book.marks[i].term.index()].heading);
        sink.report(Diagnostic::new(&rules::MALFORMED_INDEX_MARK, place, message));
    }
}
