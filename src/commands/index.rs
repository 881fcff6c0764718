//! `pressmark index`: the index by itself. In: a source. Out: the files that were asked for.

use super::open::{self, Opened};
use super::plan;
use super::report::Reporter;
use super::rows;
use crate::cli::Index;
use crate::diagnostic::Sink;
use crate::error::{Error, reason};
use crate::normalize;
use crate::project::{IndexMode, IndexTables, NormalizeOptions};
use crate::read::read;
use std::path::Path;

/// Makes the index and writes what was asked for.
pub fn index(args: &Index, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let mut opened = open::open(&args.source.path, &args.source.says, None, sink)?;
    opened.project.options.most_entries = args.max_entries;
    opened.project.options.index_tables = args.tables.as_deref().map(tables).transpose()?;
    if let Some(folder) = &args.observe {
        return observe(&opened, folder, sink);
    }
    match &args.tsv {
        Some(path) => write(path, &rows::rows(&opened, sink, reporter)?),
        None => plan::plan(args, &opened, sink),
    }
}

fn write(path: &Path, text: &str) -> Result<String, Error> {
    let unwritable = |error| Error::Unwritable { path: path.to_path_buf(), reason: reason(&error) };
    std::fs::write(path, text).map_err(unwritable)?;
    Ok(format!("wrote {}", path.display()))
}

fn tables(folder: &Path) -> Result<IndexTables, Error> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| Error::Unreadable { path, reason: reason(&error), hint: None })
    };
    Ok(IndexTables { background: read("background.tsv")?, weights: read("weights.tsv")? })
}

/// What weights are learned from: `tests/index/train`.
fn observe(opened: &Opened, folder: &Path, sink: &mut Sink) -> Result<String, Error> {
    let draft = read(&opened.project, &opened.library, sink)?;
    let options = NormalizeOptions { index: IndexMode::None, ..opened.project.options.clone() };
    let observed = normalize::index::observe(&normalize::normalize(draft, &options, sink), &options);
    write(&folder.join("words.tsv"), &observed.words)?;
    write(&folder.join("candidates.tsv"), &observed.candidates)
}
