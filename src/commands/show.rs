//! `pressmark show`: what a stage makes of a text, as text.

use super::open;
use super::report::Reporter;
use crate::cli::{Show, View};
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::{Outputs, model, page};
use std::io::Write;

/// Prints one view of the book to standard output.
pub fn show(args: &Show, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let opened = open::open(&args.source.path, &args.source.says, None, sink)?;
    let pressed = opened.press(Outputs::default(), sink, reporter)?;
    let text = match args.what {
        View::Model => model::dump::dump(&pressed.book),
        View::Style => opened.dress.sheet.emit(pressed.book.meta.direction, pressed.book.meta.digits, &[], &|_| true),
        View::Lines => page::dump::lines(&pressed.pages),
        View::Pages => page::dump::pages(&pressed.pages),
        View::Tags => page::dump::tags(&pressed.pages),
    };
    // A reader that stops early (`| head`) is no error.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(String::new())
}
