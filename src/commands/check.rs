//! `pressmark check`: findings only.

use super::open;
use super::report::Reporter;
use crate::Outputs;
use crate::cli::Check;
use crate::diagnostic::Sink;
use crate::error::Error;
use std::io::sink as nowhere;

/// Presses the source into nothing, so that the writers' findings are among them, and reports.
pub fn check(args: &Check, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let opened = open::open(&args.source, sink)?;
    let mut pdf = nowhere();
    let mut epub = std::io::Cursor::new(Vec::new());
    opened.press(Outputs { pdf: Some(&mut pdf), epub: Some(&mut epub) }, sink, reporter)?;
    Ok(if sink.found.is_empty() { "nothing found".to_owned() } else { String::new() })
}
