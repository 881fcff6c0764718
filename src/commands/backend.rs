//! `mdbook-pressmark`: presses what mdBook hands over on standard input.

use super::build::write;
use super::open;
use super::report::Reporter;
use crate::cli::Backend;
use crate::diagnostic::Sink;
use crate::error::{Error, reason};
use crate::project::Handed;
use std::io::{IsTerminal, Read, stdin};

const HINT: &str = "mdBook runs this program: put `[output.pressmark]` into `book.toml`, and run `mdbook build`. \
                    By hand, it is `pressmark build`.";

/// Writes both outputs where mdBook expects them. Says what it wrote.
pub fn backend(args: &Backend, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let none = |message: String| Error::Usage { message, hint: Some(HINT.to_owned()) };
    if stdin().is_terminal() {
        return Err(none("nothing is handed over on standard input".to_owned()));
    }
    let mut context = String::new();
    let read = stdin().read_to_string(&mut context);
    read.map_err(|error| none(format!("standard input cannot be read: {}", reason(&error))))?;
    let handed =
        Handed::parse(&context).map_err(|why| none(format!("standard input is not what mdBook hands over: {why}")))?;
    drop(context);
    let destination = handed.destination.clone();
    let opened = open::handed(handed, sink)?;
    let (pressed, said) = write(&opened, &destination, &args.to, sink, reporter)?;
    // As in `build`: the program ends.
    std::mem::forget(pressed);
    Ok(said)
}
