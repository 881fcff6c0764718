//! What the command line does: one file per verb, and the three things they share: opening what is to be pressed,
//! reporting what was found, and replacing an output whole.

mod build;
mod check;
mod new;
mod open;
mod replace;
mod report;
mod show;

use crate::cli::{Cli, Command};
use crate::diagnostic::Sink;
use crate::error::Error;
use report::Reporter;
use std::process::ExitCode;

/// Runs a command, then reports its findings and how it ended. Exit code 0 when clean, 1 with denied findings, 2 when it
/// could not run.
pub fn run(cli: &Cli) -> ExitCode {
    let reporter = Reporter::new(&cli.messages);
    let mut sink = Sink::default();
    let outcome: Result<String, Error> = match &cli.command {
        Command::Build(args) => build::build(args, &mut sink, &reporter),
        Command::Check(args) => check::check(args, &mut sink, &reporter),
        Command::Show(args) => show::show(args, &mut sink, &reporter),
        Command::New(args) => new::new(args),
    };
    reporter.findings(&sink);
    match outcome {
        Ok(done) => {
            reporter.say(&done);
            ExitCode::from(u8::from(sink.denied()))
        }
        Err(error) => {
            reporter.error(&error);
            ExitCode::from(2)
        }
    }
}
