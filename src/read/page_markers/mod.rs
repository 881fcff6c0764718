//! The markers of a printed edition's pages. In: a source with markers such as `[[Pg 12]]`. Out: the same source as its
//! readers see it, without them, and the places where printed pages begin. What looks like a marker and names no page
//! stays in the text and is a finding, as is a page that does not follow the one before it.

mod cut;

use super::{MOST_FILES, extract, markdown};
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{Book, PrintPage};
use crate::project::{Found, PageMarker, PageNumber};
use crate::source::Span;
use cut::{Lines, cut};
use std::cmp::Ordering;
use std::ops::Range;

/// How a source is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Markdown,
    Plain,
}

/// Takes the markers out of source number `source`; the pages that they begin are added to the book's.
pub fn take_out(source: u16, form: Form, marker: &PageMarker, book: &mut Book, sink: &mut Sink) {
    let text = book.sources.of(Span::new(source, 0..0)).text.clone();
    let mut found = marker.find(&text);
    if found.is_empty() {
        return;
    }
    let lines = match form {
        Form::Markdown => {
            found = outside(found, &markdown::literal(&text));
            found.retain(|found| !text[..found.range.start].ends_with('\\'));
            Lines::Marked
        }
        Form::Plain if extract::is_wrapped(&text) => Lines::Wrapped,
        Form::Plain => Lines::Paragraphs,
    };
    let mut before = book.print_pages.last().and_then(|page| PageNumber::read(&page.label));
    let mut written = Written { of: source, source: None };
    let mut markers = Vec::with_capacity(found.len());
    for Found { range, number, page } in found {
        let label = &text[number];
        let Some(page) = page else {
            let message = format!("`{label}` is not the number of a page; the marker stays in the text");
            let finding = Diagnostic::new(&rules::MALFORMED_PAGE_MARKER, written.span(range, book), message);
            sink.report(finding.hint("A page is `12`, `xii`, `12a` or `A-3`; put what is no marker into code."));
            continue;
        };
        let order = before.as_ref().and_then(|before| page.after(before)).filter(|order| order.is_le());
        if let Some(order) = order {
            let last = markers.last().map(|(_, label): &(Range<usize>, &str)| *label);
            let last = last.or(book.print_pages.last().map(|page| page.label.as_str())).unwrap_or_default();
            let message = match order {
                Ordering::Equal => format!("page {label} begins twice"),
                _ => format!("page {label} comes after page {last}"),
            };
            let finding = Diagnostic::new(&rules::UNORDERED_PAGE, written.span(range.clone(), book), message);
            sink.report(finding.hint("Correct the marker, if the printed book has its pages in another order."));
        }
        before = Some(page);
        markers.push((range, label));
    }
    let ranges: Vec<Range<usize>> = markers.iter().map(|(range, _)| range.clone()).collect();
    let done = cut(&text, &ranges, lines);
    for ((_, label), place) in markers.iter().zip(done.places) {
        let label = (*label).to_owned();
        book.print_pages.push(PrintPage { label, at: Span::new(source, place..place) });
    }
    book.sources.cut(source, done.text, done.cuts);
}

/// A source as it was written, for findings about what its readers do not see: a source of its own, once there is one.
struct Written {
    of: u16,
    source: Option<u16>,
}

impl Written {
    fn span(&mut self, range: Range<usize>, book: &mut Book) -> Option<Span> {
        if self.source.is_none() && book.sources.len() < MOST_FILES {
            self.source = Some(book.sources.repeat(self.of));
        }
        self.source.map(|source| Span::new(source, range))
    }
}

/// What of `found` does not lie in `literal`; both are in order.
fn outside(found: Vec<Found>, literal: &[Range<usize>]) -> Vec<Found> {
    let inside = |found: &Found| {
        let next = literal.partition_point(|range| range.end <= found.range.start);
        literal.get(next).is_some_and(|range| range.start < found.range.end)
    };
    found.into_iter().filter(|found| !inside(found)).collect()
}
