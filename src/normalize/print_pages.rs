//! Pages of the printed edition. In: the places in the sources where they begin. Out: each at its place in the running
//! text: where its first word is, or at the next text of the book. Notes have only the pages that begin inside them.

use crate::diagnostic::Sink;
use crate::model::{Book, Inline, PrintPageId, Text};
use crate::project::NormalizeOptions;
use crate::source::Span;

/// A stretch of running text without anything in it.
struct Leaf {
    /// Its number, counted through the book.
    number: usize,
    span: Span,
}

/// All of them, in the order of the sources.
#[derive(Default)]
struct Leaves {
    body: Vec<Leaf>,
    notes: Vec<Leaf>,
}

/// A page before byte `offset` of the source, in the leaf `leaf`.
struct Place {
    leaf: usize,
    offset: u32,
    page: PrintPageId,
}

/// Places all pages of the printed edition.
pub fn run(book: &mut Book, _: &NormalizeOptions, _: &mut Sink) {
    if book.print_pages.is_empty() {
        return;
    }
    let leaves = leaves(book);
    let mut notes: Vec<Span> = book.notes.iter().map(|note| note.span).collect();
    notes.sort_unstable();
    let mut places: Vec<Place> = Vec::with_capacity(book.print_pages.len());
    for (number, page) in book.print_pages.iter().enumerate() {
        let id = PrintPageId(number as u32);
        places.extend(find(&leaves, &notes, page.at).map(|(leaf, offset)| Place { leaf, offset, page: id }));
    }
    places.sort_by_key(|place| (place.leaf, place.offset, place.page));
    let (mut rest, mut number) = (&places[..], 0);
    book.each_run_mut(&mut |run| insert(run, &mut number, &mut rest));
}

/// Every stretch of text that came from a source.
fn leaves(book: &mut Book) -> Leaves {
    let mut in_notes = 0;
    let blocks = book.notes.iter().flat_map(|note| &note.blocks);
    blocks.for_each(|block| block.walk_all(&mut |block| in_notes += block.runs().len()));
    let mut runs = 0;
    book.each_run_mut(&mut |_| runs += 1);
    let mut leaves = Leaves::default();
    let (mut number, mut at) = (0, 0);
    book.each_run_mut(&mut |run| {
        let part = if at + in_notes < runs { &mut leaves.body } else { &mut leaves.notes };
        at += 1;
        each_text(run, &mut |text| {
            part.push(Leaf { number, span: text.span() });
            number += 1;
        });
    });
    for part in [&mut leaves.body, &mut leaves.notes] {
        part.retain(|leaf| leaf.span.start < leaf.span.end);
        part.sort_by_key(|leaf| (leaf.span.source, leaf.span.start));
    }
    leaves
}

fn each_text(run: &[Inline], visit: &mut dyn FnMut(&Text)) {
    for inline in run {
        match inline {
            Inline::Text(text) => visit(text),
            inline => each_text(inline.children(), visit),
        }
    }
}

/// The leaf in which, or before which, a page begins, and the byte of the source.
fn find(leaves: &Leaves, notes: &[Span], page: Span) -> Option<(usize, u32)> {
    let next = |leaves: &[Leaf]| leaves.partition_point(|leaf| begins(leaf.span, page));
    let (body, note) = (next(&leaves.body), next(&leaves.notes));
    let around = [(&leaves.body, body), (&leaves.notes, note)].into_iter().find_map(|(leaves, next)| {
        let leaf = &leaves[next.checked_sub(1)?];
        (leaf.span.source == page.source && leaf.span.end > page.start).then_some(leaf)
    });
    if let Some(leaf) = around {
        return Some((leaf.number, page.start));
    }
    let outer = notes.partition_point(|note| begins(*note, page)).checked_sub(1).map(|last| notes[last]);
    let outer = outer.filter(|outer| outer.source == page.source && page.start < outer.end);
    let inside =
        |leaf: &&Leaf| outer.is_some_and(|outer| leaf.span.source == outer.source && leaf.span.start < outer.end);
    if let Some(leaf) = leaves.notes.get(note).filter(inside) {
        return Some((leaf.number, page.start));
    }
    if let Some(leaf) = leaves.body.get(body) {
        let offset = if leaf.span.source == page.source { page.start } else { 0 };
        return Some((leaf.number, offset));
    }
    // Nothing follows: the page is the end of the book.
    leaves.body.last().or(leaves.notes.last()).map(|leaf| (leaf.number, u32::MAX))
}

/// Whether `span` begins before or at the beginning of `page`.
fn begins(span: Span, page: Span) -> bool {
    (span.source, span.start) <= (page.source, page.start)
}

/// Puts pages into a run; `number` counts leaves. Texts are cut from behind, so that no byte moves twice.
fn insert(run: &mut Vec<Inline>, number: &mut usize, rest: &mut &[Place]) {
    let mut out = Vec::with_capacity(run.len());
    for mut inline in std::mem::take(run) {
        let Inline::Text(mut text) = inline else {
            if let Some(children) = inline.children_mut() {
                insert(children, number, rest);
            }
            out.push(inline);
            continue;
        };
        let (here, behind) = rest.split_at(rest.iter().take_while(|place| place.leaf == *number).count());
        *rest = behind;
        *number += 1;
        let start = text.span().start;
        let mut pieces: Vec<Inline> = Vec::with_capacity(here.len() * 2);
        for place in here.iter().rev() {
            let after = text.split_off(text.byte_of(place.offset).min(text.as_str().len()));
            pieces.push(Inline::Text(after));
            pieces.push(Inline::PrintPage(place.page));
        }
        pieces.push(Inline::Text(text));
        // Marks between a page's beginning and its first word are on that page.
        let mut marks = Vec::new();
        if here.first().is_some_and(|place| place.offset < start) {
            let first = out.iter().rposition(|inline| !matches!(inline, Inline::Mark(_))).map_or(0, |last| last + 1);
            marks = out.split_off(first);
        }
        let empty = |inline: &Inline| matches!(inline, Inline::Text(text) if text.is_empty());
        for piece in pieces.into_iter().rev().filter(|piece| !empty(piece)) {
            if matches!(piece, Inline::Text(_)) {
                out.append(&mut marks);
            }
            out.push(piece);
        }
    }
    *run = out;
}
