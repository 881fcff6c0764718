//! Pages to a PDF. In: [`Pages`]. Out: bytes. Never sees a block or an inline of the model.

use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Library;
use crate::page::Pages;
use std::io::Write;

/// Writes the PDF of `pages` to `out`.
pub fn write_pdf(pages: &Pages, library: &dyn Library, out: &mut dyn Write, sink: &mut Sink) -> Result<(), Error> {
    let _ = (pages, library, out, sink);
    todo!()
}
