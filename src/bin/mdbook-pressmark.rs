//! The backend of mdBook: `[output.pressmark]` in `book.toml` has `mdbook build` run it.

use clap::Parser;
use pressmark::cli::Backend;
use pressmark::commands;
use std::process::ExitCode;

fn main() -> ExitCode {
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    commands::run_backend(&Backend::parse())
}
