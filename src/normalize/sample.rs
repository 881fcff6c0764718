//! Small books for the tests of the passes. In: a few lines of text. Out: a draft's book with true spans.
//!
//! `= Title` opens a section, deeper with more signs; `[^a]: …` defines a note; any other line is a paragraph, with
//! `*emphasis*`, `` `code` ``, `[[anchor|text]]` and `[^a]`.

use crate::diagnostic::Sink;
use crate::language::Lang;
use crate::model::{Anchor, AnchorId, Block, BlockKind, Book, Inline, Note, NoteId, Role, Section, Target, Text};
use crate::project::NormalizeOptions;
use crate::source::Span;

/// The book that `text` describes.
pub fn book(text: &str) -> Book {
    let mut book = Book::default();
    book.meta.language = Lang::EN;
    book.sources.add("a.md", text);
    let mut at = 0;
    for line in text.lines() {
        let span = Span::new(0, at..at + line.len());
        let depth = line.bytes().take_while(|&b| b == b'=').count();
        if depth > 0 {
            let title =
                inlines(line[depth..].trim_start(), at + line.len() - line[depth..].trim_start().len(), &mut book);
            let section = section(title, depth as u8, span, &mut book);
            holder(&mut book.sections, depth).push(section);
        } else if let Some((label, rest)) = line.strip_prefix("[^").and_then(|line| line.split_once("]: ")) {
            let id = note(label, &mut book);
            let body = inlines(rest, at + line.len() - rest.len(), &mut book);
            book.notes[id.index()].blocks = vec![Block::new(BlockKind::Paragraph(body), span)];
            book.notes[id.index()].span = span;
        } else if !line.is_empty() {
            let body = inlines(line, at, &mut book);
            let block = Block::new(BlockKind::Paragraph(body), span);
            if book.sections.is_empty() {
                let lead = section(Vec::new(), 1, span, &mut book);
                book.sections.push(Section { role: Role::Introduction, ..lead });
            }
            let mut last = book.sections.last_mut().expect("a section");
            while !last.sections.is_empty() {
                last = last.sections.last_mut().expect("a section");
            }
            last.blocks.push(block);
        }
        at += line.len() + 1;
    }
    book
}

/// What a pass reports on `book`, by rule.
pub fn findings(book: &mut Book, pass: fn(&mut Book, &NormalizeOptions, &mut Sink)) -> Vec<&'static str> {
    let mut sink = Sink::default();
    pass(book, &NormalizeOptions::default(), &mut sink);
    sink.found.iter().map(|found| found.rule.name).collect()
}

/// The text of the sections of a book's dump.
pub fn shown(book: &Book) -> String {
    let dump = crate::model::dump::dump(book);
    dump.lines().skip(1).flat_map(|line| [line, "\n"]).collect()
}

fn holder(sections: &mut Vec<Section>, depth: usize) -> &mut Vec<Section> {
    if sections.last().is_some_and(|last| usize::from(last.level) < depth && last.role != Role::Introduction) {
        return holder(&mut sections.last_mut().expect("a section").sections, depth);
    }
    sections
}

fn section(title: Vec<Inline>, level: u8, span: Span, book: &mut Book) -> Section {
    let anchor = AnchorId(book.anchors.len() as u32);
    let name = format!("a.md#{}", crate::model::flat_text(&title).to_lowercase().replace(' ', "-"));
    book.anchors.push(Anchor { name, slug: String::new(), defined: Some(span) });
    let role = if level == 1 { Role::Chapter } else { Role::Section };
    Section { anchor, role, level, number: None, title, blocks: Vec::new(), sections: Vec::new(), span }
}

fn note(label: &str, book: &mut Book) -> NoteId {
    let known = book.notes.iter().position(|note| note.label == label);
    let index = known.unwrap_or_else(|| {
        let (label, span) = (label.to_owned(), Span::default());
        book.notes.push(Note { label, number: String::new(), blocks: Vec::new(), references: Vec::new(), span });
        book.notes.len() - 1
    });
    NoteId(index as u32)
}

fn inlines(text: &str, at: usize, book: &mut Book) -> Vec<Inline> {
    let (mut out, mut done) = (Vec::new(), 0);
    let plain = |range: std::ops::Range<usize>| {
        Inline::Text(Text::new(&text[range.clone()], Span::new(0, at + range.start..at + range.end)))
    };
    while let Some(start) = text[done..].find(['*', '`', '[']).map(|found| found + done) {
        let (open, close) = match &text[start..] {
            rest if rest.starts_with("[[") => ("[[", "]]"),
            rest if rest.starts_with("[^") => ("[^", "]"),
            rest if rest.starts_with('*') => ("*", "*"),
            rest if rest.starts_with('`') => ("`", "`"),
            _ => break,
        };
        let inner = start + open.len();
        let Some(end) = text[inner..].find(close).map(|found| found + inner) else { break };
        if start > done {
            out.push(plain(done..start));
        }
        done = end + close.len();
        out.push(match open {
            "*" => Inline::Emphasis(inlines(&text[inner..end], at + inner, book)),
            "`" => Inline::Code(Text::new(&text[inner..end], Span::new(0, at + inner..at + end))),
            "[^" => Inline::Note(note(&text[inner..end], book)),
            _ => {
                let bar = text[inner..end].find('|').map_or(end, |bar| bar + inner);
                let to = Target::Anchor(book.intern_anchor(&text[inner..bar]));
                let body = vec![plain((bar + 1).min(end)..end)];
                Inline::Link { to, body, span: Span::new(0, at + start..at + done) }
            }
        });
    }
    if done < text.len() {
        out.push(plain(done..text.len()));
    }
    out
}
