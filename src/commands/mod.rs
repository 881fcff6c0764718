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
use crate::error::Error;
use report::Reporter;
use std::process::ExitCode;

/// How a command ended, when it could run at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing denied.
    Clean,
    /// Findings at deny level.
    Denied,
}

/// Runs a command. Exit code 0 when clean, 1 with denied findings, 2 when it could not run.
pub fn run(cli: &Cli) -> ExitCode {
    let reporter = Reporter::new(&cli.messages);
    let outcome: Result<Outcome, Error> = match &cli.command {
        Command::Build(args) => build::build(args, &reporter),
        Command::Check(args) => check::check(args, &reporter),
        Command::Show(args) => show::show(args, &reporter),
        Command::New(args) => new::new(args, &reporter),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Denied) => ExitCode::from(1),
        Err(error) => {
            reporter.error(&error);
            ExitCode::from(2)
        }
    }
}
