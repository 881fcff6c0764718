//! What the command line does: one file per verb, and the three things they share: opening what is to be pressed,
//! reporting what was found, and replacing an output whole.

mod backend;
mod build;
mod check;
mod index;
mod new;
mod open;
mod plan;
mod replace;
mod report;
mod rows;
mod show;
mod watch;

use crate::cli::{Backend, Cli, Command};
use crate::diagnostic::Sink;
use crate::error::Error;
use report::Reporter;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ending {
    Clean = 0,
    /// With a denied finding.
    Denied = 1,
    /// It could not run.
    Failed = 2,
}

/// Runs a command, then reports its findings and how it ended. Exit code 0 when clean, 1 with denied findings, 2 when it
/// could not run.
pub fn run(cli: &Cli) -> ExitCode {
    let reporter = Reporter::new(&cli.messages);
    let mut sink = Sink::default();
    let outcome: Result<String, Error> = match &cli.command {
        Command::Build(args) => return ExitCode::from(build::build(args, &reporter) as u8),
        Command::Watch(args) => return ExitCode::from(watch::watch(args, &reporter) as u8),
        Command::Check(args) => check::check(args, &mut sink, &reporter),
        Command::Show(args) => show::show(args, &mut sink, &reporter),
        Command::Index(args) => index::index(args, &mut sink, &reporter),
        Command::New(args) => new::new(args),
    };
    ExitCode::from(end(outcome, &sink, &reporter) as u8)
}

/// The same for what mdBook hands over.
pub fn run_backend(args: &Backend) -> ExitCode {
    let reporter = Reporter::new(&args.messages);
    let mut sink = Sink::default();
    let outcome = backend::backend(args, &mut sink, &reporter);
    ExitCode::from(end(outcome, &sink, &reporter) as u8)
}

/// Reports what was found and how it ended.
fn end(outcome: Result<String, Error>, sink: &Sink, reporter: &Reporter) -> Ending {
    reporter.findings(sink);
    match outcome {
        Ok(done) => {
            reporter.say(&done);
            if sink.denied() { Ending::Denied } else { Ending::Clean }
        }
        Err(error) => {
            reporter.error(&error);
            Ending::Failed
        }
    }
}
