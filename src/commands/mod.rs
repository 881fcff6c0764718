//! What the command line does: one file per verb, and the three things they share: opening what is to be pressed,
//! reporting what was found, and replacing an output whole.

mod backend;
mod build;
mod check;
mod new;
mod open;
mod replace;
mod report;
mod show;

use crate::cli::{Backend, Cli, Command};
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
    end(outcome, &sink, &reporter)
}

/// The same for what mdBook hands over.
pub fn run_backend(args: &Backend) -> ExitCode {
    let reporter = Reporter::new(&args.messages);
    let mut sink = Sink::default();
    let outcome = backend::backend(args, &mut sink, &reporter);
    end(outcome, &sink, &reporter)
}

/// Reports what was found and how it ended.
fn end(outcome: Result<String, Error>, sink: &Sink, reporter: &Reporter) -> ExitCode {
    reporter.findings(sink);
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
