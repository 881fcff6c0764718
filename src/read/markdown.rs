//! Markdown.

use crate::diagnostic::Sink;
use crate::library::Library;
use crate::model::{Book, Section};

/// Reads source number `source` of `book.sources`, the file `path` of the library, as Markdown; notes, anchors,
/// assets and front matter go into `book`.
pub fn markdown(source: u16, path: &str, book: &mut Book, library: &dyn Library, sink: &mut Sink) -> Vec<Section> {
    let _ = (source, path, book, library, sink);
    todo!()
}
