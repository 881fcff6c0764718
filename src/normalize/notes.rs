//! Notes. In: notes as they were defined, references that name them. Out: notes in the order of their first reference,
//! each reference to one that exists; notes never referred to stand as text at the end of their section.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{Block, BlockKind, Book, Inline, Note, NoteId, Section, Text};
use crate::project::NormalizeOptions;
use crate::source::Span;
use std::mem;

/// Lets references and notes meet.
pub fn run(book: &mut Book, _options: &NormalizeOptions, sink: &mut Sink) {
    let nowhere = labels_of_empty(book);
    each_run(book, &mut |run, span| {
        set_labels(run, span, &nowhere, &mut |label, place| {
            let message = format!("there is no note `{label}`; its label stands in the text");
            sink.report(Diagnostic::new(&rules::UNRESOLVED_NOTE, place, message));
        });
    });
    set_unused(book, sink);
    // Where unused notes made a ring, one may still refer to another that is text by now.
    let set_as_text = labels_of_empty(book);
    each_run(book, &mut |run, span| set_labels(run, span, &set_as_text, &mut |_, _| ()));
    reorder(book);
}

/// For each note its label if nothing stands in it.
fn labels_of_empty(book: &Book) -> Vec<Option<String>> {
    book.notes.iter().map(|note| note.blocks.is_empty().then(|| note.label.clone())).collect()
}

/// Every run of inlines with the span of its block or heading; sections first, then notes.
fn each_run(book: &mut Book, visit: &mut dyn FnMut(&mut Vec<Inline>, Span)) {
    let mut in_block = |block: &mut Block| {
        let span = block.span;
        block.runs_mut().into_iter().for_each(|run| visit(run, span));
    };
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            let mut heading = Block::new(BlockKind::Paragraph(mem::take(&mut section.title)), section.span);
            in_block(&mut heading);
            if let BlockKind::Paragraph(title) = heading.kind {
                section.title = title;
            }
            section.blocks.iter_mut().for_each(|block| block.walk_mut(&mut in_block));
        });
    }
    book.notes.iter_mut().flat_map(|note| &mut note.blocks).for_each(|block| block.walk_mut(&mut in_block));
}

/// References in `run`, in reading order, each with its place in the source: the gap between the texts around it.
fn references(run: &[Inline], found: &mut Vec<(NoteId, Span)>, mut before: Span) -> Span {
    let mut settled = found.len();
    for inline in run {
        match inline {
            Inline::Note(id) => {
                let place = Span { start: before.end, ..before };
                found.push((*id, place));
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Math(_) => {
                let next = match inline {
                    Inline::Math(formula) => formula.span,
                    Inline::Text(text) | Inline::Code(text) => text.span(),
                    _ => before,
                };
                for (_, place) in &mut found[settled..] {
                    let gap = place.source == next.source && place.start <= next.start;
                    place.end = if gap { next.start } else { place.end };
                }
                settled = found.len();
                before = next;
            }
            _ => {
                before = references(inline.children(), found, before);
                settled = found.len();
            }
        }
    }
    before
}

/// References in `blocks`, in reading order.
fn in_blocks(blocks: &[Block], found: &mut Vec<(NoteId, Span)>) {
    for block in blocks {
        block.walk(&mut |block| {
            let begin = Span { end: block.span.start, ..block.span };
            for run in block.runs() {
                references(run, found, begin);
            }
        });
    }
}

/// The notes that a note refers to.
fn inside(note: &Note) -> Vec<NoteId> {
    let mut found = Vec::new();
    in_blocks(&note.blocks, &mut found);
    found.into_iter().map(|(id, _)| id).collect()
}

/// Puts the label of a note that is nowhere in the place of its reference and reports it. `nowhere` has `None` for
/// notes that exist.
fn set_labels(run: &mut Vec<Inline>, span: Span, nowhere: &[Option<String>], report: &mut dyn FnMut(&str, Span)) {
    run.iter_mut().filter_map(Inline::children_mut).for_each(|body| set_labels(body, span, nowhere, report));
    if !run.iter().any(|inline| matches!(inline, Inline::Note(_))) {
        return;
    }
    let mut before = Span { end: span.start, ..span };
    run.retain_mut(|inline| {
        if let Inline::Text(text) = inline {
            before = text.span();
        }
        let Inline::Note(id) = inline else { return true };
        let label = match nowhere.get(id.index()) {
            Some(None) => return true,
            Some(Some(label)) => label.as_str(),
            None => "",
        };
        let place = Span { start: before.end, ..before };
        report(label, place);
        *inline = Inline::Text(Text::new(format!("[{label}]"), place));
        !label.is_empty()
    });
}

/// The notes in the order in which `roots` lead to them, through notes inside notes too; adds to `reached`.
fn follow(roots: impl IntoIterator<Item = NoteId>, inside: &[Vec<NoteId>], reached: &mut [bool]) -> Vec<NoteId> {
    let mut order = Vec::new();
    for root in roots {
        let mut next = vec![root];
        while let Some(id) = next.pop() {
            if !mem::replace(&mut reached[id.index()], true) {
                order.push(id);
                next.extend(inside[id.index()].iter().rev());
            }
        }
    }
    order
}

/// Sets the notes that nothing leads to at the end of the sections that they came from.
fn set_unused(book: &mut Book, sink: &mut Sink) {
    let inside: Vec<Vec<NoteId>> = book.notes.iter().map(inside).collect();
    let mut reached = vec![false; book.notes.len()];
    follow(in_text(book).into_iter().map(|(id, _)| id), &inside, &mut reached);
    let mut referred = vec![false; book.notes.len()];
    let unreached = (0..inside.len()).filter(|&index| !reached[index]);
    unreached.flat_map(|index| inside[index].iter()).for_each(|id| referred[id.index()] = true);
    let all = || (0..inside.len() as u32).map(NoteId);
    // Where unused notes refer to each other in a ring, none comes first; the first defined then does.
    let heads = all().filter(|id| !referred[id.index()]).chain(all().filter(|id| referred[id.index()]));
    let mut unused = Vec::new();
    for id in heads {
        let blocks_left = !book.notes[id.index()].blocks.is_empty();
        if blocks_left && !reached[id.index()] {
            unused.push(id);
            follow([id], &inside, &mut reached);
        }
    }
    unused.sort_by_key(|id| book.notes[id.index()].span);
    let starts = section_starts(book);
    let mut moved: Vec<(usize, Vec<Block>)> = Vec::new();
    for id in unused {
        let note = &mut book.notes[id.index()];
        let message = format!("nothing refers to note `{}`; it stands at the end of its section", note.label);
        sink.report(Diagnostic::new(&rules::UNUSED_NOTE, note.span, message));
        let after =
            starts.partition_point(|&(source, start, _)| (source, start) <= (note.span.source, note.span.start));
        if let Some(&(_, _, section)) = starts.get(after.saturating_sub(1)) {
            moved.push((section, labelled(&note.label, mem::take(&mut note.blocks), note.span)));
        }
    }
    moved.sort_by_key(|&(section, _)| section);
    let (mut moved, mut at) = (moved.into_iter().peekable(), 0);
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            while let Some((_, mut blocks)) = moved.next_if(|&(index, _)| index == at) {
                section.blocks.append(&mut blocks);
            }
            at += 1;
        });
    }
}

/// Where each section begins, sorted by place, with its position in reading order.
fn section_starts(book: &Book) -> Vec<(u16, u32, usize)> {
    let mut starts = Vec::new();
    book.each_section(&mut |section: &Section| starts.push((section.span.source, section.span.start, starts.len())));
    starts.sort();
    starts
}

/// The blocks of a note with its label in front.
fn labelled(label: &str, mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
    let label = Inline::Text(Text::new(format!("[{label}] "), Span { end: span.start, ..span }));
    match blocks.first_mut().map(|block| &mut block.kind) {
        Some(BlockKind::Paragraph(inlines)) => inlines.insert(0, label),
        _ => blocks.insert(0, Block::new(BlockKind::Paragraph(vec![label]), span)),
    }
    blocks
}

/// Every reference of the sections, in reading order.
fn in_text(book: &Book) -> Vec<(NoteId, Span)> {
    let mut found = Vec::new();
    book.each_section(&mut |section| {
        references(&section.title, &mut found, section.span);
        in_blocks(&section.blocks, &mut found);
    });
    found
}

/// Puts the notes into the order of their first reference and tells everyone their new ids.
fn reorder(book: &mut Book) {
    let inside: Vec<Vec<NoteId>> = book.notes.iter().map(inside).collect();
    let in_text = in_text(book);
    let mut reached = vec![false; inside.len()];
    let order = follow(in_text.iter().map(|&(id, _)| id), &inside, &mut reached);
    let mut new_ids = vec![None; inside.len()];
    let mut old: Vec<Option<Note>> = mem::take(&mut book.notes).into_iter().map(Some).collect();
    for (new, id) in order.into_iter().enumerate() {
        new_ids[id.index()] = Some(NoteId(new as u32));
        book.notes.extend(old[id.index()].take());
    }
    each_run(book, &mut |run, _| renumber(run, &new_ids));
    book.notes.iter_mut().for_each(|note| note.references.clear());
    let mut in_notes = Vec::new();
    book.notes.iter().for_each(|note| in_blocks(&note.blocks, &mut in_notes));
    let in_text = in_text.into_iter().filter_map(|(id, span)| Some((new_ids[id.index()]?, span)));
    for (id, span) in in_text.chain(in_notes) {
        book.notes[id.index()].references.push(span);
    }
}

fn renumber(run: &mut [Inline], new_ids: &[Option<NoteId>]) {
    for inline in run {
        if let Inline::Note(id) = inline {
            *id = new_ids.get(id.index()).copied().flatten().unwrap_or(*id);
        } else if let Some(body) = inline.children_mut() {
            renumber(body, new_ids);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dump::dump;
    use crate::normalize::sample::{book, findings};

    fn labels(book: &Book) -> Vec<&str> {
        book.notes.iter().map(|note| note.label.as_str()).collect()
    }

    #[test]
    fn notes_follow_their_first_references() {
        let mut book = book("= One\na[^x] b[^y] *c[^x]*\n[^y]: second\n[^x]: first, with[^z]\n[^z]: inner");
        assert!(findings(&mut book, run).is_empty());
        assert_eq!(labels(&book), ["x", "z", "y"]);
        assert!(dump(&book).contains("p a[^0] b[^2] *c[^0]*") && dump(&book).contains("p first, with[^1]"));
        assert_eq!(book.notes[0].references.len(), 2);
        assert_eq!(book.sources.slice(book.notes[2].references[0]), "[^y]");
    }

    #[test]
    fn rings_of_notes_end() {
        let mut book = book("= One\na[^x]\n[^x]: x[^y]\n[^y]: y[^x]\n[^p]: p[^q]\n[^q]: q[^p]");
        assert_eq!(findings(&mut book, run), ["unused-note"]);
        assert_eq!(labels(&book), ["x", "y", "q"]);
        assert!(dump(&book).contains("p [p] p[^2]") && dump(&book).contains("p q[p]"));
    }

    #[test]
    fn an_unused_note_stands_at_the_end_of_its_section() {
        let mut book = book("= One\na\n[^x]: never\n== Sub\nb\n= Two\nc");
        assert_eq!(findings(&mut book, run), ["unused-note"]);
        assert!(book.notes.is_empty());
        assert!(dump(&book).contains("p a\n  p [x] never\n"));
    }

    #[test]
    fn a_reference_to_nothing_becomes_its_label() {
        let mut book = book("= One\na[^gone] b");
        assert_eq!(findings(&mut book, run), ["unresolved-note"]);
        assert!(dump(&book).contains("p a[gone] b"));
    }
}
