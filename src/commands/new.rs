//! `pressmark new`: begins a project that presses at once.

use super::replace::{Replacement, unwritable};
use crate::cli::New;
use crate::error::Error;
use std::io::Write;
use std::path::Path;

const CONFIG: &str = include_str!("new/book.toml");
const SUMMARY: &str = include_str!("new/SUMMARY.md");
const CHAPTER: &str = include_str!("new/first-chapter.md");

/// Makes the folder with a `book.toml`, a summary and a first chapter. A folder that has a project is left alone.
pub fn new(args: &New) -> Result<String, Error> {
    let dir = &args.dir;
    if dir.join("book.toml").exists() {
        let message = format!("`{}` already has a `book.toml`", dir.display());
        return Err(Error::Usage { message, hint: Some("Choose another folder.".to_owned()) });
    }
    let title = args.title.clone().unwrap_or_else(|| title_of(dir));
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    write(&dir.join("book.toml"), &CONFIG.replace("TITLE", &quoted))?;
    write(&dir.join("src/SUMMARY.md"), SUMMARY)?;
    write(&dir.join("src/first-chapter.md"), CHAPTER)?;
    Ok(format!("made {0}; press it with: pressmark build {0}", dir.display()))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let mut file = Replacement::begin(path.to_path_buf())?;
    file.file.write_all(text.as_bytes()).map_err(|error| unwritable(path, &error))?;
    file.finish().map(drop)
}

/// `my-first_book` → `My first book`.
fn title_of(dir: &Path) -> String {
    let name = dir.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A book".to_owned(),
    }
}
