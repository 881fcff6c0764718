//! What may stand where the reader is. In: a block or text that comes next. Out: the frames it needs around it.

use super::super::events::{Frame, Reader};
use super::super::kinds::Kind;
use crate::source::Span;

/// What may stand where the reader is.
#[derive(PartialEq)]
pub enum Place {
    /// Blocks, and text as a paragraph.
    Blocks,
    /// Text alone.
    Lines,
    /// Items, rows or cells alone.
    Parts,
}

impl Reader<'_> {
    /// How many frames are open around the elements of the line.
    pub fn line_depth(&self) -> usize {
        let inner = self.frames.iter().rev().take_while(|frame| frame.tag.is_some() && frame.kind.is_inline());
        self.frames.len() - inner.count()
    }

    /// What may stand here.
    pub fn place(&self) -> Place {
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

    /// What stands before an item of a list where lists are lines.
    pub fn label_in_line(&mut self) -> String {
        let list =
            self.frames.iter_mut().rev().find(|frame| matches!(frame.tag.as_deref(), Some("ul" | "ol" | "td" | "th")));
        match list.map(|frame| &mut frame.kind) {
            Some(Kind::Counted { next }) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ => "• ".to_owned(),
        }
    }

    /// The innermost HTML element that is so; in the same list or table alone where `near`.
    pub fn find(&self, is: impl Fn(&Frame) -> bool, near: bool) -> Option<usize> {
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
    pub fn make_line_room(&mut self, span: Span) {
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
}
