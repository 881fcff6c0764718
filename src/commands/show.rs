//! `pressmark show`: what a stage makes of a text, as text.

use super::report::Reporter;
use super::{Outcome, open};
use crate::cli::{Show, View};
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::{Outputs, model, page, press};
use std::io::Write;

/// Prints one view of the book to standard output.
pub fn show(args: &Show, reporter: &Reporter) -> Result<Outcome, Error> {
    let mut sink = Sink::default();
    let opened = open::open(&args.source, &mut sink)?;
    let progress = reporter.progress(&opened.project.slug);
    let pressed =
        press(&opened.project, &opened.dress, &opened.library, Outputs::default(), &mut sink, progress.as_ref());
    progress.end();
    let pressed = pressed?;
    let text = match args.what {
        View::Model => model::dump::dump(&pressed.book),
        View::Style => opened.dress.sheet.emit(&[]),
        View::Lines => page::dump::lines(&pressed.pages),
        View::Pages => page::dump::pages(&pressed.pages),
        View::Tags => page::dump::tags(&pressed.pages),
    };
    // A reader that stops early (`| head`) is no error.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(if sink.denied() { Outcome::Denied } else { Outcome::Clean })
}
