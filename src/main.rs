//! The binary: parse arguments, run, exit.

use clap::Parser;
use pressmark::cli::Cli;
use pressmark::commands;
use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run(&Cli::parse())
}
