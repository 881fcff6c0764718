//! From events to blocks and sections. In: the parser's events with their ranges. Out: sections. What is open lies on a
//! stack of frames; blocks and inlines nested deeper than any book needs fall flat, so that no walk of the model can
//! run out of stack.

use super::html::Suspended;
use super::kinds::Kind;
use super::notes::Notes;
use super::sections::Sections;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::library::Library;
use crate::math::Place;
use crate::model::{Block, BlockKind, Book, Inline, ListKind, Numerals, Section, Target};
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many frames may be open before blocks fall flat; a list and its item are two.
const DEEPEST_BLOCK: usize = 40;
/// The same for inlines, which may go on a little deeper.
const DEEPEST_INLINE: usize = DEEPEST_BLOCK + 16;

/// Reads one file.
pub struct Reader<'a> {
    pub source: u16,
    pub path: &'a str,
    pub text: &'a str,
    pub book: &'a mut Book,
    pub library: &'a dyn Library,
    pub sink: &'a mut Sink,
    pub sections: Sections,
    pub notes: Notes,
    /// The title of the last picture, which becomes its caption where it stands alone.
    pub caption: Option<(Span, String)>,
    /// Where the braces behind each picture that is decoration begin.
    pub artifacts: BTreeSet<u32>,
    /// Links already looked up: the file that a path stands for.
    pub known_files: BTreeMap<String, String>,
    /// Formulas that the source has in brackets, by where they begin.
    pub brackets: BTreeMap<usize, Place>,
    /// How many links are open around the run being finished.
    pub links: usize,
    /// HTML elements that go on where the next text stands.
    pub suspended: Vec<Suspended>,
    /// HTML elements that were reported.
    pub reported: BTreeSet<String>,
    pub frames: Vec<Frame>,
    levels: Vec<Level>,
    flattened: bool,
}

/// Something open: what is read until its end belongs to it.
pub struct Frame {
    pub kind: Kind,
    pub span: Span,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    /// The HTML element that opened it.
    pub tag: Option<String>,
    /// How many frames were open around the line that it began in.
    pub origin: usize,
    /// Where `inlines` stand, for text without a paragraph of its own.
    run: Option<Span>,
}

/// What the next end event closes.
enum Level {
    /// This frame.
    Frame(usize),
    FlatBlocks,
    FlatInlines,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a file.
    pub fn new(
        source: u16,
        path: &'a str,
        text: &'a str,
        book: &'a mut Book,
        library: &'a dyn Library,
        sink: &'a mut Sink,
    ) -> Reader<'a> {
        let root = Frame::new(Kind::Root, Span::new(source, 0..text.len()));
        let (sections, notes, frames) = (Sections::default(), Notes::of(text), vec![root]);
        Reader {
            source,
            path,
            text,
            book,
            library,
            sink,
            sections,
            notes,
            caption: None,
            artifacts: BTreeSet::new(),
            known_files: BTreeMap::new(),
            brackets: BTreeMap::new(),
            links: 0,
            suspended: Vec::new(),
            reported: BTreeSet::new(),
            frames,
            levels: Vec::new(),
            flattened: false,
        }
    }

    /// Takes one event.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = self.span(range.clone());
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(),
            Event::Text(text) | Event::Html(text) => self.text(&text, span),
            Event::InlineMath(tex) => self.formula(&tex, Place::Inline, range),
            Event::DisplayMath(tex) => self.formula(&tex, Place::Display, range),
            Event::Code(code) => {
                let inside = self.text[range.clone()].find(&*code).map(|at| range.start + at);
                let exact = inside.map_or(span, |at| self.span(at..at + code.len()));
                let code = self.visible(&code, exact);
                self.inline(Inline::Code(code), span);
            }
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::FootnoteReference(label) => {
                let note = self.notes.reference(&label, span, self.book);
                self.inline(Inline::Note(note), span);
            }
            Event::SoftBreak => {
                if !self.joins_without_space(&range) {
                    self.space(span);
                }
            }
            Event::HardBreak => self.inline(Inline::LineBreak, span),
            Event::Rule => self.rule(span),
            Event::TaskListMarker(done) => {
                let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item { task } => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(done);
                }
            }
        }
    }

    /// Closes what is open and returns the file's sections.
    pub fn finish(mut self) -> Vec<Section> {
        self.close_to(1);
        self.flush();
        let blocks = self.frames.drain(..).next().map(|root| root.blocks).unwrap_or_default();
        self.notes.finish(self.book);
        self.sections.finish(blocks, self.path, self.book)
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, classes, .. } => {
                let marked = classes.iter().any(|class| &**class == "index");
                Kind::Heading { level: level as u8, id: id.map(|id| id.to_string()), marked }
            }
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let word = info.split([' ', '\t', ',', '{']).next().filter(|word| !word.is_empty());
                Kind::Code { language: word.map(str::to_owned) }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { language: None },
            Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Html,
            Tag::List(start) => {
                let kind = start.map_or(ListKind::Bullet, |start| ListKind::Ordered {
                    start,
                    numerals: Numerals::Auto,
                    reversed: false,
                });
                Kind::List { kind, tight: true, items: Vec::new() }
            }
            Tag::Item => Kind::Item { task: None },
            Tag::FootnoteDefinition(label) => Kind::Note { label: label.to_string() },
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Meaning,
            Tag::Table(columns) => Kind::table(&columns),
            Tag::TableHead => Kind::row(true, true),
            Tag::TableRow => Kind::row(false, true),
            Tag::TableCell => Kind::Cell { columns: 1, rows: 1 },
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Delete,
            Tag::Superscript => Kind::Sup,
            Tag::Subscript => Kind::Sub,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Kind::Link { to: Some(Target::Url(format!("mailto:{dest_url}"))) }
            }
            Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                Kind::Link { to: self.wiki_target(&dest_url, span) }
            }
            Tag::Link { dest_url, .. } => Kind::Link { to: self.target(&dest_url, span) },
            Tag::Image { dest_url, title, .. } => Kind::Image { file: dest_url.to_string(), title: title.to_string() },
        };
        if kind.is_inline() {
            self.reopen();
            return self.open(kind, span, DEEPEST_INLINE);
        }
        self.edge(span);
        if !matches!(kind, Kind::Html) {
            self.make_room(&kind, span);
        }
        if matches!(kind, Kind::Paragraph) {
            self.loosen();
        }
        let kind = if self.in_lines() && !matches!(kind, Kind::Code { .. } | Kind::Html) { Kind::Plain } else { kind };
        let deepest = match &kind {
            Kind::Quote | Kind::List { .. } | Kind::Definitions(_) | Kind::Note { .. } => DEEPEST_BLOCK,
            Kind::Item { .. } if !matches!(self.top().kind, Kind::List { .. }) => 0,
            Kind::Term | Kind::Meaning if !matches!(self.top().kind, Kind::Definitions(_)) => 0,
            Kind::Plain => DEEPEST_INLINE,
            _ => usize::MAX,
        };
        self.open(kind, span, deepest);
    }

    fn open(&mut self, kind: Kind, span: Span, deepest: usize) {
        if self.frames.len() < deepest {
            self.levels.push(Level::Frame(self.frames.len()));
            return self.frames.push(Frame::new(kind, span));
        }
        self.levels.push(if kind.is_inline() { Level::FlatInlines } else { Level::FlatBlocks });
        self.report_depth(span, deepest);
    }

    /// Opens a frame for an HTML element; `false` where it falls flat.
    pub fn open_tag(&mut self, kind: Kind, name: &str, span: Span) -> bool {
        let deepest = if kind.is_inline() { DEEPEST_INLINE } else { DEEPEST_BLOCK };
        let fits = self.frames.len() < deepest;
        if fits {
            let origin = self.line_depth();
            self.frames.push(Frame { tag: Some(name.to_owned()), origin, ..Frame::new(kind, span) });
        } else {
            self.report_depth(span, deepest);
        }
        fits
    }

    fn report_depth(&mut self, span: Span, deepest: usize) {
        if !self.flattened {
            self.flattened = true;
            let message = format!("more than {} things are nested here; the inner ones are made flat", deepest.max(1));
            self.sink.report(Diagnostic::new(&rules::DEEP_NESTING, self.first_byte(span), message));
        }
    }

    /// A paragraph right inside an item makes its list loose.
    pub fn loosen(&mut self) {
        if let [.., list, item] = self.frames.as_mut_slice()
            && let (Kind::List { tight, .. }, Kind::Item { .. }) = (&mut list.kind, &item.kind)
        {
            *tight = false;
        }
    }

    /// Closes what the parser opened last, and all HTML elements in it.
    pub fn end(&mut self) {
        match self.levels.pop() {
            Some(Level::Frame(at)) => {
                self.close_to(at + 1);
                self.close_top();
            }
            Some(Level::FlatBlocks) => self.edge(self.frames[self.frames.len() - 1].span),
            Some(Level::FlatInlines) | None => {}
        }
    }

    /// Closes the innermost frame.
    pub fn close_top(&mut self) {
        self.flush();
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
    }

    /// Text that stands right in a block which holds blocks is a paragraph.
    pub fn flush(&mut self) {
        let frame = self.top();
        if frame.kind.holds_blocks() && !frame.inlines.is_empty() {
            let whole = matches!(frame.kind, Kind::Paragraph) && frame.tag.is_none() && frame.blocks.is_empty();
            let run = frame.run.take().unwrap_or(frame.span);
            let span = if whole { frame.span } else { run };
            let inlines = std::mem::take(&mut frame.inlines);
            self.paragraph(inlines, span);
        }
    }

    /// Ends the open paragraph before `span`, puts a block there, and goes on with the paragraph behind it.
    pub fn part_paragraph(&mut self, kind: BlockKind, span: Span) {
        let paragraph = self.line_depth() - 1;
        let whole = self.frames[paragraph].span;
        self.frames[paragraph].span = Span { end: span.start, ..whole };
        self.edge(span);
        self.push(kind, span);
        self.frames[paragraph].span = Span { start: span.end, ..whole };
    }

    /// Adds a block to what is open.
    pub fn push(&mut self, kind: BlockKind, span: Span) {
        let block = Block::new(kind, self.trimmed(span));
        self.top().blocks.push(block);
    }

    /// Adds an inline to what is open; text goes on in the text before it.
    pub fn inline(&mut self, inline: Inline, span: Span) {
        if matches!(inline, Inline::LineBreak)
            && let Some(Inline::Text(text)) = self.top().inlines.last_mut()
        {
            let end = text.as_str().trim_end_matches(' ').len();
            text.split_off(end);
        }
        match (self.go_on(span), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (Some(Inline::Text(before)), Inline::Text(text)) => before.append(text),
            (_, inline) => self.top().inlines.push(inline),
        }
    }

    /// Widens what is open by `span`; returns its last inline.
    pub fn go_on(&mut self, span: Span) -> Option<&mut Inline> {
        let frame = self.top();
        frame.run = Some(frame.run.map_or(span, |run| run.to(span)));
        frame.inlines.last_mut()
    }

    /// Adds inlines to what is open.
    pub fn extend(&mut self, inlines: Vec<Inline>, span: Span) {
        inlines.into_iter().for_each(|inline| self.inline(inline, span));
    }

    /// The innermost open frame.
    pub fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root stays open until the file is read")
    }

    /// Whether what comes next stands at the top of the file, not in a quotation, list or note.
    pub fn at_root(&self) -> bool {
        self.frames[1..].iter().all(|frame| matches!(frame.kind, Kind::Paragraph | Kind::Division { .. }))
    }

    /// A span in this file.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// The source that a span of this file covers.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// A span without the white space at its ends.
    fn trimmed(&self, span: Span) -> Span {
        let slice = self.slice(span);
        let start = span.start as usize + (slice.len() - slice.trim_start().len());
        let end = span.start as usize + slice.trim_end().len();
        if start < end { self.span(start..end) } else { span }
    }

    fn first_byte(&self, span: Span) -> Span {
        Span { end: span.end.min(span.start + 1), ..span }
    }
}

impl Frame {
    /// A frame with nothing in it.
    pub fn new(kind: Kind, span: Span) -> Frame {
        Frame { kind, span, blocks: Vec::new(), inlines: Vec::new(), tag: None, origin: 0, run: None }
    }
}
