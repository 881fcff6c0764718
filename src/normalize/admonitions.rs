//! Titles of admonitions and details. In: boxes as the text gives them. Out: each that has no title of its own is called
//! by what it is, in the language of the book.

use crate::diagnostic::Sink;
use crate::model::labels::{details, label};
use crate::model::{BlockKind, Book, Inline, Text};
use crate::project::NormalizeOptions;
use crate::source::Span;

/// Gives every box its title.
pub fn run(book: &mut Book, _: &NormalizeOptions, _: &mut Sink) {
    let language = book.meta.language;
    book.each_block_mut(&mut |block| {
        let (title, name) = match &mut block.kind {
            BlockKind::Admonition { kind, title, .. } => (title, label(*kind, language)),
            // HTML knows no details without a summary.
            BlockKind::Details { summary, .. } => (summary, details(language)),
            _ => return,
        };
        if title.is_empty() && !name.is_empty() {
            let first = Span { end: block.span.start, ..block.span };
            title.push(Inline::Text(Text::new(name, first)));
        }
    });
}
