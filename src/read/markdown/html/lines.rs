//! Elements of the line that go on in the next block of text. In: what is open where a block ends. Out: the same opened
//! again where text stands next.

use super::super::events::Reader;
use super::super::kinds::Kind;
use crate::source::Span;

/// How many elements go on in the next block of text.
const MOST_SUSPENDED: usize = 8;

/// An element that goes on where the next text stands.
pub struct Suspended {
    kind: Kind,
    /// The name of the element; empty where it only says a language.
    pub name: String,
    span: Span,
    /// How many frames were open around it where it began.
    depth: usize,
}

impl Reader<'_> {
    /// Closes elements in the line while that is wanted; returns them, the outermost first.
    pub fn close_lines(&mut self, wanted: impl Fn(&Self) -> bool) -> Vec<Suspended> {
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

    /// Elements that began inside what has just been closed do not go on.
    pub fn forget_deeper(&mut self) {
        self.forget_from(self.frames.len() + 1);
    }

    /// Elements that began in frame `depth` or deeper do not go on.
    pub fn forget_from(&mut self, depth: usize) {
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

    /// Lets an element go on in the next block of text.
    pub fn suspend(&mut self, open: Suspended) {
        // Readings belong to their signs alone, and what says nothing need not go on.
        let goes_on =
            !matches!(open.kind, Kind::Ruby | Kind::Reading | Kind::Unsaid | Kind::Plain | Kind::Counted { .. });
        if goes_on && self.suspended.len() < MOST_SUSPENDED {
            self.suspended.push(open);
        }
    }

    /// What is said from here on in the frame just opened is of this kind: in a language, of a direction.
    pub fn speak(&mut self, kind: Kind, span: Span) {
        let depth = self.frames.len();
        self.suspend(Suspended { kind, name: String::new(), span, depth });
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
}
