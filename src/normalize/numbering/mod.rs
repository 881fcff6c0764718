//! Numbers. In: a book whose order is final. Out: sections and notes with their numbers, blocks with their ids and
//! permanent names.

mod digits;
mod own_numbers;
mod permalinks;

use crate::diagnostic::Sink;
use crate::model::walk::walk;
use crate::model::{Block, Book, Inline, NoteId, Role, Section, flat_text};
use crate::numeral::Digits;
use crate::project::{NormalizeOptions, Numbering};
use std::collections::BTreeSet;

/// The deepest level that is numbered, the chapter being the first.
const DEPTH: usize = 3;

/// Numbers everything.
pub fn run(book: &mut Book, options: &NormalizeOptions, _sink: &mut Sink) {
    let numbered = match options.numbering {
        Numbering::All => true,
        Numbering::None => false,
        Numbering::ByText => has_sections(book) && !carry_numbers(book),
    };
    book.meta.digits = digits::digits(book);
    let digits = book.meta.digits;
    let mut next = 1;
    for section in &mut book.sections {
        clear(section);
        if numbered {
            let chapters =
                if section.role == Role::Part { &mut section.sections[..] } else { std::slice::from_mut(section) };
            number(chapters, "", digits, DEPTH, &mut next);
        }
    }
    number_notes(book);
    permalinks::set(book);
}

/// Chapters, those in parts too.
fn chapters(book: &Book) -> impl Iterator<Item = &Section> {
    let within = |section| match section {
        &Section { role: Role::Part, ref sections, .. } => &sections[..],
        section => std::slice::from_ref(section),
    };
    book.sections.iter().flat_map(within)
}

fn has_sections(book: &Book) -> bool {
    let mut bodies = chapters(book).filter(|section| section.role == Role::Chapter);
    bodies.any(|chapter| chapter.sections.iter().any(|section| section.role == Role::Section))
}

/// Whether half of the chapters, or of the sections below them, say their own number.
fn carry_numbers(book: &Book) -> bool {
    let bodies = || chapters(book).filter(|section| section.role == Role::Chapter);
    let sections = bodies().flat_map(|chapter| &chapter.sections).filter(|section| section.role == Role::Section);
    let half = |titles: Vec<bool>| !titles.is_empty() && titles.iter().filter(|&&own| own).count() * 2 >= titles.len();
    let own = |section: &Section| own_numbers::has_one(&flat_text(&section.title));
    half(bodies().map(own).collect()) || half(sections.map(own).collect())
}

fn clear(section: &mut Section) {
    section.walk_mut(&mut |section| section.number = None);
}

/// Numbers body sections `depth` levels down; the numbers of a chapter's sections begin with `above`.
fn number(sections: &mut [Section], above: &str, digits: Digits, depth: usize, next: &mut u64) {
    for section in sections.iter_mut().filter(|section| matches!(section.role, Role::Chapter | Role::Section)) {
        let number = format!("{above}{}", digits.write(*next));
        *next += 1;
        if depth > 1 {
            number_below(section, &number, digits, depth);
        }
        section.number = Some(number);
    }
}

fn number_below(section: &mut Section, number_above: &str, digits: Digits, depth: usize) {
    number(&mut section.sections, &format!("{number_above}."), digits, depth - 1, &mut 1);
}

/// Numbers the notes from 1 in each chapter. One that an earlier chapter refers to keeps its number, and no other note
/// of this chapter gets the same.
fn number_notes(book: &mut Book) {
    let within = references_by_chapter(book);
    book.notes.iter_mut().for_each(|note| note.number.clear());
    let (notes, digits) = (&mut book.notes, book.meta.digits);
    for ids in within {
        let taken: BTreeSet<String> = ids.iter().map(|id| notes[id.index()].number.clone()).collect();
        let mut numbers = (1..).map(|number| digits.write(number)).filter(|number| !taken.contains(number));
        for id in ids {
            if notes[id.index()].number.is_empty() {
                notes[id.index()].number.extend(numbers.next());
            }
        }
    }
}

/// The notes that each chapter refers to, in reading order, those inside notes behind the note they stand in.
fn references_by_chapter(book: &Book) -> Vec<Vec<NoteId>> {
    let inside: Vec<Vec<NoteId>> = book.notes.iter().map(|note| in_blocks(&note.blocks)).collect();
    let below = |section: &Section| {
        let mut found = Vec::new();
        section.walk(&mut |section| {
            references(&section.title, &mut found);
            found.extend(in_blocks(&section.blocks));
        });
        found
    };
    let mut within: Vec<Vec<NoteId>> = Vec::new();
    for section in &book.sections {
        if section.role == Role::Part {
            let mut own = Vec::new();
            references(&section.title, &mut own);
            own.extend(in_blocks(&section.blocks));
            within.push(own);
            within.extend(section.sections.iter().map(below));
        } else {
            within.push(below(section));
        }
    }
    for ids in &mut within {
        let mut seen = BTreeSet::new();
        let mut next: Vec<NoteId> = ids.drain(..).rev().collect();
        while let Some(id) = next.pop() {
            if seen.insert(id) {
                ids.push(id);
                next.extend(inside[id.index()].iter().rev());
            }
        }
    }
    within
}

fn in_blocks(blocks: &[Block]) -> Vec<NoteId> {
    let mut found = Vec::new();
    for block in blocks {
        block.walk(&mut |block| block.runs().into_iter().for_each(|run| references(run, &mut found)));
    }
    found
}

fn references(run: &[Inline], found: &mut Vec<NoteId>) {
    walk(run, &mut |inline| {
        if let Inline::Note(id) = inline {
            found.push(*id);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::sample::book;
    use crate::normalize::{headings, links, notes};

    fn numbered(text: &str, numbering: Numbering) -> Book {
        let mut book = book(text);
        let options = NormalizeOptions { numbering, ..NormalizeOptions::default() };
        for pass in [headings::run, notes::run, links::run, run] {
            pass(&mut book, &options, &mut Sink::default());
        }
        book
    }

    fn numbers(book: &Book) -> Vec<&str> {
        let mut numbers = Vec::new();
        book.each_section(&mut |section| numbers.push(section.number.as_deref().unwrap_or("-")));
        numbers
    }

    #[test]
    fn body_sections_are_numbered_three_deep() {
        let text = "lead\n= One\n== Ash\n=== Bay\n==== Cow\nx\n= Two\ny\n== See also\nz\n== Dog\nw\n= References\nv";
        let book = numbered(text, Numbering::ByText);
        assert_eq!(numbers(&book), ["-", "1", "1.1", "1.1.1", "-", "2", "-", "2.1", "-"]);
    }

    #[test]
    fn headings_with_numbers_of_their_own_get_no_second() {
        let text = "= CHAPTER I.\n== A\nx\n= CHAPTER II. The end\ny";
        assert_eq!(numbers(&numbered(text, Numbering::ByText)), ["-", "-", "-"]);
        assert_eq!(numbers(&numbered(text, Numbering::All)), ["1", "1.1", "2"]);
        assert_eq!(numbers(&numbered("= One\nx\n= Two\ny", Numbering::ByText)), ["-", "-"]);
    }

    #[test]
    fn notes_are_numbered_from_one_in_each_chapter() {
        let book = numbered(
            "= One\na[^x] b[^y]\n= Two\nc[^z] d[^x] e[^w]\n[^x]: x\n[^y]: y\n[^z]: z\n[^w]: w",
            Numbering::ByText,
        );
        let numbers: Vec<&str> = book.notes.iter().map(|note| note.number.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "2", "3"], "x keeps 1 in the second chapter, so z is 2 there");
    }
}
