//! Book to EPUB 3.3. In: a [`Book`], its style sheet and faces, and the [`PageMap`] of the PDF's pages. Out: bytes.

use crate::diagnostic::Sink;
use crate::error::Error;
use crate::font::Faces;
use crate::library::Library;
use crate::model::{Book, PageMap};
use crate::style::Sheet;
use std::io::{Seek, Write};

/// What can be written to and gone back in.
pub trait Output: Write + Seek {}
impl<T: Write + Seek> Output for T {}

/// Writes the EPUB of `book` to `out`.
pub fn write_epub(
    book: &Book,
    sheet: &Sheet,
    faces: &Faces,
    map: &PageMap,
    library: &dyn Library,
    out: &mut dyn Output,
    sink: &mut Sink,
) -> Result<(), Error> {
    let _ = (book, sheet, faces, map, library, out, sink);
    todo!()
}
