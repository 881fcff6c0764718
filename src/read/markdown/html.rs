//! Raw HTML. In: a block or a tag of it. Out: the text between its tags as paragraphs, line breaks and pictures as what
//! they are, ids as places; every other tag is left out with a finding, comments without one.

use super::blocks::Kind;
use super::events::Reader;
use super::html_tables::{HtmlRow, is_whole};
use super::images::Says;
use super::tags::{Piece, attribute, pieces, unescaped};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Inline, Text};
use crate::source::Span;
use std::ops::Range;

/// Elements whose text does not run on into the text around them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style", "template"];

/// How many elements may be open between an element's tags.
const DEEPEST_ELEMENT: usize = 32;

/// Elements in running text that say what an inline of the model says.
const PLAIN: &[&str] =
    &["b", "cite", "code", "del", "dfn", "em", "i", "kbd", "s", "samp", "strike", "strong", "sub", "sup", "tt", "var"];

/// An element that is not closed yet.
pub struct OpenElement {
    name: String,
    span: Span,
    /// How many frames were open.
    depth: usize,
    /// How many inlines stand whole before it.
    before: usize,
    /// How many bytes of the text behind those do.
    text: usize,
}

/// The inline that an element with this body is; `None` where it has no body.
fn said(name: &str, body: Vec<Inline>) -> Option<Inline> {
    if body.is_empty() {
        return None;
    }
    Some(match name {
        "b" | "strong" => Inline::Strong(body),
        "sub" => Inline::Sub(body),
        "sup" => Inline::Sup(body),
        "del" | "s" | "strike" => Inline::Delete(body),
        "code" | "kbd" | "samp" | "tt" => match <[Inline; 1]>::try_from(body) {
            Ok([Inline::Text(text)]) => Inline::Code(text),
            Ok([inline]) => inline,
            Err(body) => Inline::Emphasis(body),
        },
        _ => Inline::Emphasis(body),
    })
}

impl Reader<'_> {
    /// Reads an HTML block.
    pub fn html_block(&mut self, inlines: Vec<Inline>, span: Span) {
        let Some(Inline::Text(html)) = inlines.into_iter().next() else { return };
        let mut reported = false;
        let mut silent: Option<&String> = None;
        let mut row = HtmlRow::default();
        let pieces = pieces(html.as_str());
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Close { name } if silent == Some(name) => silent = None,
                _ if silent.is_some() => {}
                Piece::Text(range) => {
                    if !html.as_str()[range.clone()].trim().is_empty() {
                        self.text_in_table(&mut row, html.span_of(range.clone()));
                    }
                    self.html_text(&html, range.clone());
                }
                Piece::Silent => {}
                Piece::Close { name } => {
                    if !self.close_table_part(name, &mut row) {
                        self.edge(name);
                        self.close_element(name, span);
                    }
                }
                Piece::Open { name, attributes, range } => {
                    let place = html.span_of(range.clone());
                    let whole = name == "table" && is_whole(&pieces[i + 1..]);
                    if whole {
                        self.edge(name);
                    }
                    if self.open_table_part(name, attributes, whole, &mut row, place) {
                        continue;
                    }
                    self.edge(name);
                    if self.element(name, attributes, place) {
                    } else if PLAIN.contains(&name.as_str()) {
                        self.open_element(name.clone(), place);
                    } else if !reported {
                        self.report_html(name, place);
                        reported = true;
                    }
                    if SILENT.contains(&name.as_str()) {
                        silent = Some(name);
                    }
                }
            }
        }
        self.close_paragraph(span);
    }

    /// Reads one tag or comment in running text.
    pub fn inline_html(&mut self, html: &str, span: Span) {
        for piece in pieces(html) {
            match piece {
                Piece::Open { name, attributes, .. } => {
                    if !self.element(&name, attributes, span) {
                        self.open_element(name, span);
                    }
                }
                Piece::Close { name } => self.close_element(&name, span),
                Piece::Text(_) | Piece::Silent => {}
            }
        }
    }

    /// Remembers where an element begins; one that says nothing in a book is reported.
    fn open_element(&mut self, name: String, span: Span) {
        if !PLAIN.contains(&name.as_str()) {
            return self.report_html(&name, span);
        }
        let depth = self.depth();
        let inlines = &self.top().inlines;
        let text = match inlines.last() {
            Some(Inline::Text(text)) => text.as_str().len(),
            _ => 0,
        };
        let before = inlines.len() - usize::from(text > 0);
        self.elements.push(OpenElement { name, span, depth, before, text });
    }

    /// Makes what stands since the beginning of an element what it says.
    fn close_element(&mut self, name: &str, span: Span) {
        let depth = self.depth();
        let near = self.elements.len().saturating_sub(DEEPEST_ELEMENT);
        let same = |open: &OpenElement| open.name == name && open.depth == depth;
        let Some(at) = self.elements[near..].iter().rposition(same).map(|at| near + at) else { return };
        self.drop_elements_from(at + 1);
        let Some(open) = self.elements.pop() else { return };
        let inlines = &mut self.top().inlines;
        let mut body: Vec<Inline> = inlines.drain(open.before.min(inlines.len())..).collect();
        if let Some(Inline::Text(first)) = body.first_mut().filter(|_| open.text > 0) {
            let tail = first.split_off(open.text.min(first.as_str().len()));
            let head = std::mem::replace(first, tail);
            inlines.push(Inline::Text(head));
        }
        body.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        match said(name, body) {
            Some(inline) => self.inline(inline, open.span.to(span)),
            None => self.report_html(name, open.span),
        }
    }

    /// Reports the elements that are never closed in the text they stand in.
    pub fn drop_elements(&mut self, depth: usize) {
        let first = self.elements.partition_point(|open| open.depth < depth);
        self.drop_elements_from(first);
    }

    fn drop_elements_from(&mut self, first: usize) {
        for open in self.elements.split_off(first) {
            self.report_html(&open.name, open.span);
        }
    }

    /// Takes from a tag what a book can use; whether that is all it says.
    fn element(&mut self, name: &str, attributes: &str, span: Span) -> bool {
        if let Some(id) = attribute(attributes, "id").or_else(|| attribute(attributes, "name").filter(|_| name == "a"))
        {
            self.element_id(&id, span);
        }
        match name {
            "br" => self.inline(Inline::LineBreak, span),
            "img" => {
                // HTML §4.8.4.4.6: an empty text, but not a missing one, says that there is nothing to say.
                let says = match attribute(attributes, "alt") {
                    Some(alt) if alt.is_empty() => Says::Nothing,
                    alt => Says::Alt(alt.map(|alt| Inline::Text(Text::new(alt, span))).into_iter().collect()),
                };
                let file = attribute(attributes, "src").unwrap_or_default();
                let found = self.image(&file, says, span);
                self.caption = None;
                self.extend(found, span);
            }
            // An empty anchor only names its place.
            "a" if attribute(attributes, "href").is_none() => {}
            _ => return false,
        }
        true
    }

    /// Ends the paragraph at the edge of an element that stands apart from the text around it.
    fn edge(&mut self, name: &str) {
        if BLOCKS.contains(&name) && self.in_table() {
            let span = self.top().span;
            self.edge_in_cell(span);
        } else if BLOCKS.contains(&name) {
            let span = self.top().span;
            self.close_paragraph(span);
        } else if matches!(name, "td" | "th") {
            let span = self.top().span;
            self.space(span);
        }
    }

    fn close_paragraph(&mut self, span: Span) {
        self.drop_elements(self.depth());
        let mut inlines = std::mem::take(&mut self.top().inlines);
        if let Some(Inline::Text(text)) = inlines.last_mut() {
            let end = text.as_str().trim_end().len();
            text.split_off(end);
        }
        inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        if !inlines.iter().all(|inline| matches!(inline, Inline::LineBreak)) {
            self.paragraph(inlines, span);
        }
    }

    /// Adds the words of HTML text, one space between them.
    fn html_text(&mut self, html: &Text, range: Range<usize>) {
        let text = &html.as_str()[range.clone()];
        let mut at = range.start;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            if !word.is_empty() {
                let span = html.span_of(at..at + word.len());
                let text = self.visible(&unescaped(word), span);
                self.inline(Inline::Text(text), span);
            }
            at += part.len();
            if word.len() < part.len() {
                self.space(html.span_of(at - 1..at));
            }
        }
    }

    /// Adds a space, where there is not one already and text to be parted from the next.
    fn space(&mut self, span: Span) {
        if matches!(self.top().kind, Kind::Table(_) | Kind::Row { .. }) {
            return;
        }
        let parts = match self.top().inlines.last() {
            None | Some(Inline::LineBreak) => false,
            Some(Inline::Text(text)) => !text.as_str().ends_with(' '),
            Some(_) => true,
        };
        if parts {
            self.inline(Inline::Text(Text::new(" ", span)), span);
        }
    }

    fn report_html(&mut self, name: &str, span: Span) {
        let finding = Diagnostic::new(&rules::RAW_HTML, span, format!("the HTML element `{name}` is not read"))
            .hint("Its tags were left out, the text between them was kept; say it in Markdown.");
        self.sink.report(finding);
    }
}
