//! Raw HTML. In: a block of it, or a tag in running text. Out: the same frames that the parser's own events open and
//! close, so that HTML and Markdown hold each other. Tags may be missing or stand in the wrong order: an element ends
//! where what it stands in ends, and one that says how text looks goes on in the next block of text.

mod attributes;
mod closing;
mod lines;
mod opening;
mod room;
mod tables;
mod words;

pub use lines::Suspended;

use super::elements::{Taken, taken};
use super::events::Reader;
use super::kinds::Kind;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Inline, Text};
use crate::read::html::{Open, Piece, pieces};
use crate::source::Span;

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
            Taken::Unknown => {
                self.report_html(name, span, "is not read");
                self.open_captioned(open, span);
            }
        }
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
