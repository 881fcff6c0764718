//! Pages to a PDF. In: [`Pages`]. Out: bytes. Never sees a block or an inline of the model.
//!
//! `fonts` reduces the faces; `content` draws the pages; `resources` builds what they draw with; `pictures` and `drawing`
//! write what they show; `finish` adds `structure`, `links`, `outline` and `metadata` and hands it all to `writer`.

mod content;
mod deflate;
mod drawing;
mod finish;
mod fonts;
mod links;
mod metadata;
mod outline;
mod pictures;
mod resources;
mod structure;
mod syntax;
mod writer;

use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Library;
use crate::page::Pages;
use std::io::Write;

/// Writes the PDF of `pages` to `out`.
pub fn write_pdf(pages: &Pages, library: &dyn Library, out: &mut dyn Write, sink: &mut Sink) -> Result<(), Error> {
    let fonts = fonts::gather(pages)?;
    let drawn = content::draw(pages, &fonts);
    let objects = resources::build(pages, &fonts)?;
    let narrow: Vec<String> = fonts.iter().flatten().filter(|font| font.narrow).map(|font| font.name.clone()).collect();
    drop(fonts);
    finish::finish(pages, objects, &narrow, &drawn, library, out, sink)
}
