//! Elements that close. In: a closing tag, or the end of what an element stands in. Out: its frame closed with all that
//! is open inside it, and a finding for one that never ends.

use super::super::elements::{Taken, ends_by_itself, taken};
use super::super::events::Reader;
use super::super::kinds::Kind;
use super::room::Place;
use crate::model::Inline;
use crate::source::Span;

impl Reader<'_> {
    /// Takes a closing tag.
    pub fn close_element(&mut self, name: &str, span: Span) {
        let scope = matches!(name, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" | "li" | "dt" | "dd");
        // Only the end of its table goes through program text.
        let through = matches!(name, "pre" | "table") || taken(name) == Taken::TablePart;
        if matches!(self.top().kind, Kind::Code { .. }) && !through {
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
        // But what the element itself says of its language or direction ends with it.
        inside.into_iter().skip_while(|open| open.name.is_empty()).for_each(|open| self.suspend(open));
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
}
