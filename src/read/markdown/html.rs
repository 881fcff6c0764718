//! Raw HTML. In: a block of it, or a tag in running text. Out: the same frames that the parser's own events open and
//! close, so that HTML and Markdown hold each other. Tags may be missing or stand in the wrong order: an element ends
//! where what it stands in ends, and one that says how text looks goes on in the next block of text.

use super::blocks::Kind;
use super::elements::{Taken, ends_by_itself, taken};
use super::events::{Frame, Reader};
use super::images::Says;
use crate::diagnostic::{Diagnostic, rules};
use crate::language::Lang;
use crate::model::{AdmonitionKind, Alignment, BlockKind, ColumnAlign, Inline, ListKind, Numerals, Text};
use crate::read::html::{Open, Piece, pieces};
use crate::source::Span;
use std::ops::Range;

/// How many elements go on in the next block of text.
const MOST_SUSPENDED: usize = 8;
/// The most columns that a row may have, and rows that a cell may span (HTML Living Standard §4.9.11).
const MOST: usize = 1000;
/// The most places in its grid that a table may claim with all its cells.
const MOST_PLACES: usize = 200_000;

/// An element that goes on where the next text stands.
pub struct Suspended {
    kind: Kind,
    name: String,
    span: Span,
    /// How many frames were open around it where it began.
    depth: usize,
}

/// What may stand where the reader is.
#[derive(PartialEq)]
enum Place {
    Blocks,
    Lines,
    Parts,
}

impl Reader<'_> {
    /// Reads an HTML block.
    pub fn html_block(&mut self, inlines: Vec<Inline>, span: Span) {
        if let Some(Inline::Text(html)) = inlines.into_iter().next() {
            self.html(&html);
        }
        self.edge(span);
    }

    /// Reads one tag or comment in running text.
    pub fn inline_html(&mut self, html: &str, span: Span) {
        self.html(&Text::new(html, span));
    }

    /// Reads HTML.
    pub fn html(&mut self, html: &Text) {
        for piece in pieces(html.as_str()) {
            match piece {
                Piece::Text(text, range) => self.html_text(&text, html, range),
                Piece::Open(open) => self.open_element(&open, html.span_of(open.range.clone())),
                Piece::Close(name, range) => self.close_element(&name, html.span_of(range)),
                Piece::Overlong(range) => self.report_html("…", html.span_of(range), "is too long for a tag"),
            }
        }
    }

    fn open_element(&mut self, open: &Open, span: Span) {
        let name = open.name.as_str();
        if let Kind::Code { language } = &mut self.top().kind {
            let class =
                open.get("class").and_then(|class| class.split(' ').find_map(|one| one.strip_prefix("language-")));
            if let Some(class) = class.filter(|_| name == "code") {
                *language = Some(class.to_owned());
            }
            if name == "br" {
                self.inline(Inline::Text(Text::new("\n", span)), span);
            }
            return;
        }
        let id = open.get("id").or_else(|| open.get("name").filter(|_| name == "a")).filter(|id| !id.is_empty());
        let heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        if let Some(id) = id.filter(|_| !heading) {
            self.element_id(id, span);
        }
        match taken(name) {
            Taken::Inline => self.open_inline(open, span),
            Taken::Text | Taken::Silent => {}
            Taken::Block => self.open_block(open, span),
            Taken::TablePart => self.open_part(open, span),
            Taken::Void => self.void(open, span),
            Taken::Dropped => {
                if name != "title" {
                    self.report_html(name, span, "has no place in a book");
                }
                if name != "embed" && name != "frame" {
                    self.open_tag(Kind::Dropped { ended: false }, name, span);
                }
            }
            Taken::Unknown => self.report_html(name, span, "is not read"),
        }
    }

    fn open_inline(&mut self, open: &Open, span: Span) {
        let attribute = |name: &str| open.get(name).map(str::to_owned);
        let kind = match open.name.as_str() {
            "b" | "strong" => Kind::Strong,
            "sub" => Kind::Sub,
            "sup" => Kind::Sup,
            "del" | "s" | "strike" => Kind::Delete,
            "ins" | "u" => Kind::Insert,
            "mark" => Kind::Highlight,
            "small" => Kind::Small,
            "kbd" => Kind::Kbd,
            "code" | "samp" | "tt" => Kind::Mono,
            "q" => Kind::Quoted,
            "ruby" => Kind::Ruby,
            "rt" => Kind::Reading,
            "rp" => Kind::Unsaid,
            "abbr" | "acronym" => match attribute("title") {
                Some(title) => Kind::Abbr { title },
                None => Kind::Plain,
            },
            "a" => match open.get("href") {
                Some(href) => Kind::Link { to: self.target(href.trim(), span) },
                // An empty anchor only names its place.
                None => return,
            },
            "span" => match language(open) {
                Some(lang) => Kind::Foreign(lang),
                None => Kind::Plain,
            },
            _ => Kind::Emphasis,
        };
        if matches!(kind, Kind::Reading | Kind::Unsaid) {
            while matches!(self.top().tag.as_deref(), Some("rt" | "rp")) {
                self.close_top();
            }
            if !self.frames.iter().any(|frame| matches!(frame.kind, Kind::Ruby)) {
                return;
            }
        }
        self.make_line_room(span);
        self.reopen();
        let lang = language(open).filter(|_| !matches!(kind, Kind::Foreign(_)));
        self.open_tag(kind, &open.name, span);
        if let Some(lang) = lang {
            self.open_tag(Kind::Foreign(lang), "", span);
        }
    }

    fn open_block(&mut self, open: &Open, span: Span) {
        let name = open.name.as_str();
        self.edge(span);
        // A block ends the paragraph before it.
        if self.top().tag.as_deref() == Some("p") {
            self.close_top();
        }
        let item = match name {
            "li" => Some(("ul", ["ul", "ol"])),
            "dt" | "dd" => Some(("dl", ["dl", "dl"])),
            _ => None,
        };
        if let Some((list, lists)) = item {
            let found = self.find(|frame| lists.contains(&frame.tag.as_deref().unwrap_or("")), true);
            match found {
                Some(at) => self.close_to(at + 1),
                None if !self.in_lines() => {
                    self.open_tag(list_kind(list, open), list, span);
                }
                None => {}
            }
        }
        let kind = self.kind_of(open);
        self.make_room(&kind, span);
        if matches!(kind, Kind::Paragraph) {
            self.loosen();
        }
        let in_lines = self.in_lines();
        if in_lines && name == "li" {
            self.inline(Inline::Text(Text::new("• ", span)), span);
        }
        let opened = self.open_tag(if in_lines && name != "pre" { Kind::Plain } else { kind }, name, span);
        if let Some(lang) = language(open).filter(|_| opened && !in_lines) {
            self.speak(lang, span);
        }
    }

    fn kind_of(&mut self, open: &Open) -> Kind {
        let align = |open: &Open| match open.get("align").unwrap_or("").to_ascii_lowercase().as_str() {
            "center" => Some(Alignment::Center),
            "right" => Some(Alignment::Right),
            _ => None,
        };
        let details = matches!(self.top().kind, Kind::Details { .. });
        let figure = matches!(self.top().kind, Kind::Figure { .. });
        match open.name.as_str() {
            "p" if align(open).is_none() => Kind::Paragraph,
            "center" => Kind::Division { align: Some(Alignment::Center) },
            "blockquote" => Kind::Quote,
            "ul" | "ol" | "dir" | "menu" | "dl" => list_kind(&open.name, open),
            "li" => Kind::Item { task: None },
            "dt" => Kind::Term,
            "dd" => Kind::Meaning,
            "details" => Kind::Details { summary: Vec::new(), open: open.get("open").is_some() },
            "summary" if details => Kind::Summary,
            "figure" => Kind::Figure { caption: Vec::new() },
            "figcaption" if figure => Kind::FigureCaption,
            "table" => Kind::table(&[]),
            "pre" => Kind::Code { language: open.get("lang").map(str::to_owned) },
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let id = open.get("id").filter(|id| !id.is_empty()).map(str::to_owned);
                Kind::Heading { level: open.name.as_bytes()[1] - b'0', id, marked: false }
            }
            // What mdBook's own style shows as a warning.
            "div" if open.get("class").is_some_and(|class| class.split(' ').any(|one| one == "warning")) => {
                Kind::Box(AdmonitionKind::Warning)
            }
            _ => Kind::Division { align: align(open) },
        }
    }

    fn open_part(&mut self, open: &Open, span: Span) {
        let name = open.name.as_str();
        let Some(at) = self.find(|frame| frame.tag.as_deref() == Some("table"), false) else { return self.edge(span) };
        if !matches!(self.frames[at].kind, Kind::Table { .. }) {
            // A table in a cell is lines: cells hold no blocks.
            return if matches!(name, "td" | "th") { self.space(span) } else { self.edge(span) };
        }
        let in_row = matches!(name, "td" | "th")
            && matches!(self.frames.get(at + 1).map(|row| &row.kind), Some(Kind::Row { .. }));
        self.close_to(if in_row { at + 2 } else { at + 1 });
        let Kind::Table { in_head, .. } = &mut self.frames[at].kind else { return };
        match name {
            "caption" => {
                self.open_tag(Kind::Caption, name, span);
            }
            "tr" => {
                let head = *in_head;
                self.open_tag(Kind::row(head, false), name, span);
            }
            "td" | "th" => {
                let head = *in_head;
                if !in_row {
                    self.open_tag(Kind::row(head, false), "tr", span);
                }
                self.open_cell(open, at, span);
            }
            _ => *in_head = name == "thead",
        }
    }

    fn open_cell(&mut self, open: &Open, table: usize, span: Span) {
        let number = |name| open.get(name).and_then(|value| value.trim().parse::<usize>().ok());
        let (mut wide, mut high) =
            (number("colspan").unwrap_or(1).clamp(1, MOST), number("rowspan").unwrap_or(1).min(MOST));
        // No rows are all that follow.
        high = if high == 0 { MOST } else { high };
        let Some(Frame { kind: Kind::Row { has_data, columns, .. }, .. }) = self.frames.get_mut(table + 1) else {
            return;
        };
        if *columns >= MOST {
            return self.space(span);
        }
        wide = wide.min(MOST - *columns);
        let first = *columns;
        *has_data |= open.name == "td";
        *columns += wide;
        if let Kind::Table { table, places, .. } = &mut self.frames[table].kind {
            if *places + wide * high > MOST_PLACES {
                (wide, high) = (1, 1);
            }
            *places += wide * high;
            let style: String = open.get("style").unwrap_or("").chars().filter(|c| !c.is_whitespace()).collect();
            let styled = style.split(';').find_map(|one| one.strip_prefix("text-align:"));
            let align = match styled.or(open.get("align")) {
                Some("left") => ColumnAlign::Left,
                Some("center") => ColumnAlign::Center,
                Some("right") => ColumnAlign::Right,
                _ => ColumnAlign::Auto,
            };
            if align != ColumnAlign::Auto && wide == 1 && table.columns.len() <= first {
                table.columns.resize(first + 1, ColumnAlign::Auto);
                table.columns[first] = align;
            }
        }
        self.open_tag(Kind::Cell { columns: wide as u16, rows: high as u16 }, &open.name, span);
        if let Some(lang) = language(open) {
            self.speak(lang, span);
        }
    }

    fn void(&mut self, open: &Open, span: Span) {
        match open.name.as_str() {
            "hr" => self.rule(span),
            "input" => {
                let checkbox = open.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
                match self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item { task } => Some(task),
                    _ => None,
                }) {
                    Some(task) if checkbox => *task = Some(open.get("checked").is_some()),
                    _ => self.report_html("input", span, "has no place in a book"),
                }
            }
            "br" => {
                self.make_line_room(span);
                self.inline(Inline::LineBreak, span);
            }
            "wbr" => {
                self.make_line_room(span);
                self.inline(Inline::Text(Text::new("\u{200B}", span)), span);
            }
            _ => {
                // HTML §4.8.4.4.6: an empty text, but not a missing one, says that there is nothing to say.
                let says = match open.get("alt") {
                    Some("") => Says::Nothing,
                    alt => Says::Alt(alt.map(|alt| Inline::Text(Text::new(alt, span))).into_iter().collect()),
                };
                self.make_line_room(span);
                let found = self.image(open.get("src").unwrap_or_default(), says, span);
                self.caption = open.get("title").map(|title| (span, title.to_owned()));
                self.extend(found, span);
            }
        }
    }

    /// A break between thoughts.
    pub fn rule(&mut self, span: Span) {
        self.edge(span);
        if self.top().tag.as_deref() == Some("p") {
            self.close_top();
        }
        self.make_room(&Kind::Quote, span);
        if !self.in_lines() {
            self.push(BlockKind::Break, span);
        }
    }

    fn close_element(&mut self, name: &str, span: Span) {
        let scope = matches!(name, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" | "li" | "dt" | "dd");
        if matches!(self.top().kind, Kind::Code { .. }) && name != "pre" {
            return;
        }
        let inline = taken(name) == Taken::Inline;
        let found = self.frames.iter().enumerate().rev();
        let mut at = None;
        for (index, frame) in found {
            let Some(tag) = frame.tag.as_deref() else { break };
            if tag == name {
                at = Some(index);
                break;
            }
            let bounds = matches!(frame.kind, Kind::Cell { .. } | Kind::Caption)
                && taken(name) != Taken::TablePart
                && name != "table";
            if bounds || (inline && !frame.kind.is_inline()) || (scope && matches!(tag, "table" | "ul" | "ol" | "dl")) {
                break;
            }
        }
        let Some(at) = at else {
            if inline {
                if let Some(at) = self.suspended.iter().rposition(|open| open.name == name) {
                    self.suspended.remove(at);
                }
            } else if matches!(taken(name), Taken::Block | Taken::TablePart) {
                self.edge(span);
                if name == "thead"
                    && let Some(at) = self.find(|frame| frame.tag.as_deref() == Some("table"), false)
                    && let Kind::Table { in_head, .. } = &mut self.frames[at].kind
                {
                    *in_head = false;
                    self.close_to(at + 1);
                }
            }
            return;
        };
        if !inline {
            self.edge(span);
        }
        if let Kind::Dropped { ended } = &mut self.frames[at].kind {
            *ended = true;
        }
        // What is open inside it goes on behind it.
        let inside = self.close_lines(|reader| inline && reader.frames.len() > at + 1);
        self.close_to(at + 1);
        let frame = self.top();
        frame.span = frame.span.to(span);
        self.close_top();
        self.forget_deeper();
        inside.into_iter().for_each(|open| self.suspend(open));
    }

    /// Closes elements in the line while that is wanted; returns them, the outermost first.
    fn close_lines(&mut self, wanted: impl Fn(&Self) -> bool) -> Vec<Suspended> {
        let mut out = Vec::new();
        while wanted(self) && self.top().tag.is_some() && self.top().kind.is_inline() {
            let frame = self.top();
            let (kind, name) = (frame.kind.clone(), frame.tag.clone().unwrap_or_default());
            out.push(Suspended { kind, name, span: frame.span, depth: frame.origin });
            self.close_top();
        }
        out.reverse();
        out
    }

    /// Closes frames until so many are open, and reports elements that never end.
    pub fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth {
            let going_on = self.close_lines(|reader| reader.frames.len() > depth);
            going_on.into_iter().for_each(|open| self.suspend(open));
            if self.frames.len() > depth {
                let frame = self.top();
                let (span, tag) = (frame.span, frame.tag.clone());
                self.close_top();
                if let Some(tag) = tag.filter(|tag| !ends_by_itself(tag)) {
                    self.report_html(&tag, span, "never ends");
                }
            }
        }
        self.forget_from(depth);
    }

    fn forget_deeper(&mut self) {
        self.forget_from(self.frames.len() + 1);
    }

    /// Elements that began inside what is closed now do not go on.
    fn forget_from(&mut self, depth: usize) {
        let mut lost = Vec::new();
        self.suspended.retain(|open| {
            let kept = open.depth < depth;
            if !kept && !open.name.is_empty() {
                lost.push((open.name.clone(), open.span));
            }
            kept
        });
        lost.into_iter().for_each(|(name, span)| self.report_html(&name, span, "never ends"));
    }

    /// The edge of a block: the text before it is a paragraph, or in a line its own line.
    pub fn edge(&mut self, span: Span) {
        if matches!(self.top().kind, Kind::Code { .. }) {
            return;
        }
        match self.place() {
            Place::Blocks => {
                let inside = self.close_lines(|_| true);
                self.flush();
                inside.into_iter().for_each(|open| self.suspend(open));
            }
            Place::Lines if self.ends_line() => {}
            Place::Lines => self.inline(Inline::LineBreak, span),
            Place::Parts => {}
        }
    }

    fn suspend(&mut self, open: Suspended) {
        // Readings belong to their signs alone, and what says nothing need not go on.
        let goes_on = !matches!(open.kind, Kind::Ruby | Kind::Reading | Kind::Unsaid | Kind::Plain);
        if goes_on && self.suspended.len() < MOST_SUSPENDED {
            self.suspended.push(open);
        }
    }

    /// What is said from here on in the frame just opened is in this language.
    fn speak(&mut self, lang: Lang, span: Span) {
        let depth = self.frames.len();
        self.suspend(Suspended { kind: Kind::Foreign(lang), name: String::new(), span, depth });
    }

    /// Opens again what goes on in the text that comes now.
    pub fn reopen(&mut self) {
        if self.suspended.is_empty() || matches!(self.top().kind, Kind::Code { .. } | Kind::Html) {
            return;
        }
        for Suspended { kind, name, span, depth } in std::mem::take(&mut self.suspended) {
            if self.open_tag(kind, &name, span) {
                self.top().origin = depth;
            }
        }
    }

    /// How many frames are open around the elements of the line.
    pub fn line_depth(&self) -> usize {
        let inner = self.frames.iter().rev().take_while(|frame| frame.tag.is_some() && frame.kind.is_inline());
        self.frames.len() - inner.count()
    }

    fn place(&self) -> Place {
        match &self.frames[self.line_depth() - 1].kind {
            kind if kind.holds_blocks() => Place::Blocks,
            kind if kind.holds_parts() => Place::Parts,
            _ => Place::Lines,
        }
    }

    /// Whether what comes next stands in a block that holds text alone.
    pub fn in_lines(&self) -> bool {
        self.place() == Place::Lines
    }

    /// The innermost HTML element that is so; in the same list or table alone where `near`.
    fn find(&self, is: impl Fn(&Frame) -> bool, near: bool) -> Option<usize> {
        for (index, frame) in self.frames.iter().enumerate().rev() {
            frame.tag.as_ref()?;
            if is(frame) {
                return Some(index);
            }
            if near && matches!(frame.kind, Kind::Quote | Kind::Cell { .. } | Kind::Details { .. }) {
                return None;
            }
        }
        None
    }

    /// Makes sure that a block can stand here: HTML's lists and tables hold only items and cells.
    pub fn make_room(&mut self, kind: &Kind, span: Span) {
        if self.top().tag.is_none() {
            return;
        }
        let fits = match &self.top().kind {
            Kind::List { .. } => matches!(kind, Kind::Item { .. }),
            Kind::Definitions(_) => matches!(kind, Kind::Term | Kind::Meaning),
            Kind::Table { .. } => matches!(kind, Kind::Row { .. } | Kind::Caption),
            Kind::Row { .. } => matches!(kind, Kind::Cell { .. }),
            _ => true,
        };
        if !fits {
            self.make_line_room(span);
        }
    }

    /// Makes sure that text can stand here.
    fn make_line_room(&mut self, span: Span) {
        let tagged = self.top().tag.is_some();
        match &self.top().kind {
            Kind::List { .. } if tagged => drop(self.open_tag(Kind::Item { task: None }, "li", span)),
            Kind::Definitions(_) if tagged => drop(self.open_tag(Kind::Meaning, "dd", span)),
            Kind::Table { .. } if tagged => {
                self.open_tag(Kind::row(false, true), "tr", span);
                self.open_tag(Kind::Cell { columns: 1, rows: 1 }, "td", span);
            }
            Kind::Row { .. } if tagged => {
                if let Kind::Row { has_data, .. } = &mut self.top().kind {
                    *has_data = true;
                }
                self.open_tag(Kind::Cell { columns: 1, rows: 1 }, "td", span);
            }
            _ => {}
        }
    }

    /// Adds HTML text: one space between words, except in program text.
    fn html_text(&mut self, text: &str, html: &Text, range: Range<usize>) {
        let written = html.as_str()[range.clone()] == *text;
        let span = html.span_of(range.clone());
        let place = |part: Range<usize>| match written {
            true => html.span_of(range.start + part.start..range.start + part.end),
            false => span,
        };
        if matches!(self.top().kind, Kind::Code { .. }) {
            // The line end right behind the tag is none of the text (HTML Living Standard §13.1.2.5).
            let first = self.top().inlines.is_empty() && self.top().span.end == span.start;
            let start = usize::from(first && text.starts_with('\n'));
            let part = self.visible(&text[start..], place(start..text.len()));
            return self.inline(Inline::Text(part), span);
        }
        if text.trim_matches(is_space).is_empty() && self.place() == Place::Parts {
            return;
        }
        let verbatim = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| frame.tag.is_some())
            .any(|frame| matches!(frame.kind, Kind::Mono));
        let mut at = 0;
        for part in text.split_inclusive(is_space) {
            let word = part.trim_end_matches(is_space);
            if !word.is_empty() {
                self.make_line_room(span);
                self.reopen();
                let place = place(at..at + word.len());
                let word = self.visible(word, place);
                self.inline(Inline::Text(word), place);
            }
            at += part.len();
            if word.len() < part.len() {
                let gap = place(at - 1..at);
                if verbatim {
                    self.inline(Inline::Text(Text::new(" ", gap)), gap);
                } else if !part.ends_with('\n')
                    || !written
                    || !self.joins_without_space(&(gap.start as usize..gap.end as usize))
                {
                    self.space(gap);
                }
            }
        }
    }

    /// Adds a space, where there is not one already and text to be parted from the next.
    pub fn space(&mut self, span: Span) {
        if self.place() != Place::Parts && !self.ends_in_space() {
            self.inline(Inline::Text(Text::new(" ", span)), span);
        }
    }

    /// Whether the text so far ends in a space, or there is none.
    pub fn ends_in_space(&self) -> bool {
        for frame in self.frames.iter().rev() {
            match last(&frame.inlines) {
                Some(Inline::Text(text)) => return text.as_str().ends_with(' '),
                Some(inline) => return matches!(inline, Inline::LineBreak),
                None if !frame.kind.is_inline() => return true,
                None => {}
            }
        }
        true
    }

    /// Whether the line so far has nothing in it.
    fn ends_line(&self) -> bool {
        for frame in self.frames.iter().rev() {
            match last(&frame.inlines) {
                Some(inline) => return matches!(inline, Inline::LineBreak),
                None if !frame.kind.is_inline() => return true,
                None => {}
            }
        }
        true
    }

    fn report_html(&mut self, name: &str, span: Span, why: &str) {
        if self.reported.insert(format!("{name} {why}")) {
            let finding = Diagnostic::new(&rules::RAW_HTML, span, format!("the HTML element `{name}` {why}"));
            let hint = match why {
                "is not read" => "Its tags were left out, the text between them was kept; say it in Markdown.",
                "never ends" => "It was ended with the block it stands in; write `\\<` for the sign itself.",
                _ => "It was left out with all it holds.",
            };
            self.sink.report(finding.hint(hint));
        }
    }
}

fn last(inlines: &[Inline]) -> Option<&Inline> {
    let last = inlines.last()?;
    last_of(last.children()).or(Some(last))
}

fn last_of(inlines: &[Inline]) -> Option<&Inline> {
    if inlines.is_empty() { None } else { last(inlines) }
}

/// HTML's white space; no-break spaces are none.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// The language that an element says it is in.
fn language(open: &Open) -> Option<Lang> {
    Lang::parse(open.get("lang").or_else(|| open.get("xml:lang"))?)
}

fn list_kind(name: &str, open: &Open) -> Kind {
    let reversed = open.get("reversed").is_some();
    let start = open.get("start").and_then(|start| start.trim().parse().ok());
    let kind = match name {
        "dl" => return Kind::Definitions(Vec::new()),
        "ol" => ListKind::Ordered {
            start: start.unwrap_or(if reversed { 0 } else { 1 }),
            numerals: match open.get("type") {
                Some("1") => Numerals::Decimal,
                Some("a") => Numerals::LowerAlpha,
                Some("A") => Numerals::UpperAlpha,
                Some("i") => Numerals::LowerRoman,
                Some("I") => Numerals::UpperRoman,
                _ => Numerals::Auto,
            },
            reversed,
        },
        _ => ListKind::Bullet,
    };
    Kind::List { kind, tight: true, items: Vec::new() }
}
