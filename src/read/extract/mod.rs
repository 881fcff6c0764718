//! The plain-text reader. In: a decoded text: a wiki extract, a Gutenberg book, anything typed. Out: sections, blocks
//! and notes with exact spans. All is decided by shape over the whole text; no input makes it panic or slow.

mod blocks;
mod contents;
mod gutenberg;
mod headings;
mod inline;
mod keywords;
mod leftovers;
mod levels;
mod manuscript;
mod notes;
mod sections;
mod shape;
#[cfg(test)]
mod tests;
mod title;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{Anchor, AnchorId, Book, Inline, Note, NoteId, Section, Target, Text};
use crate::read::marks;
use crate::source::Span;
use gutenberg::Frame;
use inline::{Bracket, Resolve};
use leftovers::Leftovers;
use manuscript::Manuscript;
use notes::Notes;
use shape::{Group, Kind, Shape};
use std::ops::Range;

/// Reads source number `source` of `book.sources` as plain text; notes, anchors and what the text says of itself
/// go into `book`.
pub fn extract(source: u16, book: &mut Book, sink: &mut Sink) -> Vec<Section> {
    let text = book.sources.of(Span::new(source, 0..0)).text.clone();
    let manuscript = Manuscript::new(source, &text);
    report_unprintable(&manuscript, sink);

    let frame = Frame::find(&manuscript);
    frame.describe(&mut book.meta);
    let shape = Shape::of(&manuscript, frame.body.clone());
    let groups = shape.divide(&manuscript, frame.body.clone());
    let notes = Notes::find(&manuscript, &groups);
    let taken = notes.taken(groups.len());
    let (headings, contents) = headings::find(&manuscript, &groups, &taken);

    let mut reader = Reader::new(&manuscript, shape, notes, book, sink);
    reader.wiki = shape == Shape::Unwrapped && is_wiki(&groups);
    reader.contents = contents;
    reader.define_notes(&groups);
    let mut sections = reader.sections(&groups, &headings, &taken);
    sections.extend(reader.notice(&frame));
    reader.leftovers.report(reader.sink);
    // Running text is read from its end, and notes before the text.
    reader.book.notes[reader.first_note..].iter_mut().for_each(|note| note.references.sort_unstable());
    sections
}

/// Whether the lines of a text were broken at a measure, so that they are joined to paragraphs.
pub fn is_wrapped(text: &str) -> bool {
    let manuscript = Manuscript::new(0, text);
    let frame = Frame::find(&manuscript);
    matches!(Shape::of(&manuscript, frame.body), Shape::Wrapped { .. })
}

/// Whether unwrapped text is a wiki extract: its headings are marked, and its paragraphs follow without blank lines.
fn is_wiki(groups: &[Group]) -> bool {
    let prose = groups.windows(2).filter(|pair| pair.iter().all(|group| group.kind == Kind::Prose));
    let (dense, all) = prose.fold((0, 0), |(dense, all), pair| (dense + usize::from(pair[1].gap == 0), all + 1));
    dense * 2 >= all && groups.iter().any(|group| matches!(group.kind, Kind::Marked(_)))
}

/// What reading one text needs to know while its blocks are made.
struct Reader<'r> {
    manuscript: &'r Manuscript<'r>,
    /// Columns of a full line.
    measure: usize,
    /// Whether the text is a wiki extract: marked headings, a line a paragraph.
    wiki: bool,
    /// The groups of a printed list of contents.
    contents: Range<usize>,
    notes: Notes,
    /// The id of the first note of this text.
    first_note: usize,
    book: &'r mut Book,
    leftovers: Leftovers,
    sink: &'r mut Sink,
}

impl<'r> Reader<'r> {
    fn new(
        manuscript: &'r Manuscript<'r>,
        shape: Shape,
        notes: Notes,
        book: &'r mut Book,
        sink: &'r mut Sink,
    ) -> Reader<'r> {
        let measure = if let Shape::Wrapped { measure, .. } = shape { measure } else { usize::MAX };
        let (first_note, leftovers) = (book.notes.len(), Leftovers::default());
        Reader { manuscript, measure, wiki: false, contents: 0..0, notes, first_note, book, leftovers, sink }
    }

    /// Puts all notes into the book, so that references find their ids; then sets their texts, which may hold
    /// references themselves.
    fn define_notes(&mut self, groups: &[Group]) {
        for definition in &self.notes.definitions {
            let (label, span) = (definition.label.clone(), self.manuscript.span(definition.bytes.clone()));
            let (number, blocks, references) = (String::new(), Vec::new(), Vec::new());
            self.book.notes.push(Note { label, number, blocks, references, span });
        }
        for at in 0..self.notes.definitions.len() {
            let (lines, bytes) = {
                let definition = &self.notes.definitions[at];
                (definition.groups.clone(), definition.bytes.clone())
            };
            // A note's own indent says nothing.
            let flat: Vec<Group> = groups[lines].iter().map(|group| Group { indent: 0, ..group.clone() }).collect();
            self.book.notes[self.first_note + at].blocks = self.blocks(&flat, &bytes);
        }
    }

    fn inlines(&mut self, text: Text) -> Vec<Inline> {
        if !text.as_str().contains(marks::OPENING) {
            return inline::inlines(text, self);
        }
        let mut out = Vec::new();
        for part in marks::place(text, self.book, self.sink) {
            match part {
                Inline::Text(text) => out.append(&mut inline::inlines(text, self)),
                mark => out.push(mark),
            }
        }
        out
    }

    /// The anchor of a section: the one that links to its name mean, unless an earlier section has that.
    fn section_anchor(&mut self, name: String, span: Span) -> AnchorId {
        let id = self.book.intern_anchor(&name);
        if self.book.anchors[id.index()].defined.is_none() {
            self.book.anchors[id.index()].defined = Some(span);
            return id;
        }
        self.book.anchors.push(Anchor { name, slug: String::new(), defined: Some(span) });
        AnchorId(self.book.anchors.len() as u32 - 1)
    }
}

impl Resolve for Reader<'_> {
    fn bracket(&mut self, content: &str, text: &Text, range: Range<usize>) -> Bracket {
        let span = text.span_of(range);
        if notes::is_label(content) {
            if let Some(note) = self.notes.meant(content, span.start as usize) {
                let id = self.first_note + note;
                self.book.notes[id].references.push(span);
                return Bracket::Inline(Inline::Note(NoteId(id as u32)));
            }
            if self.wiki && self.notes.definitions.is_empty() && leftovers::numbered(content) {
                self.leftovers.add(content, span);
                return Bracket::Nothing;
            }
            if leftovers::numbered(content) && content.len() < 4 {
                let message = format!("there is no note for the reference `[{content}]`");
                self.sink.report(Diagnostic::new(&rules::UNRESOLVED_NOTE, span, message));
            }
            return Bracket::Text;
        }
        if self.wiki && leftovers::pasted(content) {
            self.leftovers.add(content, span);
            return Bracket::Nothing;
        }
        Bracket::Text
    }

    fn reference(&mut self, body: Text) -> Inline {
        let span = body.span();
        let to = Target::Anchor(self.book.intern_anchor(body.as_str().trim()));
        Inline::Link { to, body: vec![Inline::Text(body)], span }
    }
}

/// Reports once what no book can show; joining lines leaves it out.
fn report_unprintable(manuscript: &Manuscript, sink: &mut Sink) {
    let ends = ['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}'];
    let mut found = manuscript.text.char_indices().filter(|&(_, c)| manuscript::unprintable(c) && !ends.contains(&c));
    let Some((at, first)) = found.next() else { return };
    let count = 1 + found.count();
    let span = manuscript.span(at..at + first.len_utf8());
    let what =
        if count == 1 { "a control character was".to_owned() } else { format!("{count} control characters were") };
    let message = format!("{what} left out, the first is U+{:04X}", first as u32);
    sink.report(Diagnostic::new(&rules::CONTROL_CHARACTER, span, message));
}
