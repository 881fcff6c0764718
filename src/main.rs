//! The binary: parse arguments, run, exit.

use clap::Parser;
use pressmark::cli::Cli;
use pressmark::commands;
use std::process::ExitCode;

fn main() -> ExitCode {
    // This thread works with the others instead of waiting for them: one thread less, and one heap less, as the
    // allocator gives each its own. Where it cannot, the pool is made at first use.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    commands::run(&Cli::parse())
}
