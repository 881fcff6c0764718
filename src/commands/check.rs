//! `pressmark check`: findings only.

use super::report::Reporter;
use super::{Outcome, build, open};
use crate::Outputs;
use crate::cli::Check;
use crate::diagnostic::Sink;
use crate::error::Error;
use std::io::sink as nowhere;

/// Presses the source into nothing, so that the writers' findings are among them, and reports.
pub fn check(args: &Check, reporter: &Reporter) -> Result<Outcome, Error> {
    let mut sink = Sink::default();
    let opened = open::open(&args.source, &mut sink)?;
    let mut pdf = nowhere();
    let mut epub = std::io::Cursor::new(Vec::new());
    build::run(&opened, Outputs { pdf: Some(&mut pdf), epub: Some(&mut epub) }, &mut sink, reporter)
}
