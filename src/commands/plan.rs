//! `index.toml`: writing down what the index has, for the author to correct. In: what was opened. Out: the file, where
//! there is none; else what is new, as comments behind the author's lines.

use super::open::{Opened, index_file};
use super::replace::{Replacement, unwritable};
use crate::cli::Index;
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::normalize::index::{news, plan as found};
use crate::normalize::normalize;
use crate::project::{IndexMode, IndexPlan, NormalizeOptions, PlannedEntry};
use crate::read::read;
use std::io::Write;
use std::path::Path;

const NEWS: &str = "\n# Found by `pressmark index --update`; take away the marks before what you want.\n";

/// Writes the plan of the index, or adds to it.
pub fn plan(args: &Index, opened: &Opened, sink: &mut Sink) -> Result<String, Error> {
    let path = index_file(&args.source.path);
    let author = opened.project.options.plan.as_ref();
    if author.is_some() && !args.update {
        let message = format!("`{}` is there already, and the index is made as it says", path.display());
        let hint =
            "Edit it; `--update` adds what it does not have, as comments; `--tsv FILE` writes the index as rows.";
        return Err(Error::Usage { message, hint: Some(hint.to_owned()) });
    }
    let draft = read(&opened.project, &opened.library, sink)?;
    let options = NormalizeOptions { index: IndexMode::None, ..opened.project.options.clone() };
    let found = found(&normalize(draft, &options, sink), &options, sink);
    let (text, said) = match author {
        None => (found.to_toml(), format!("{} entries", found.entries.len())),
        Some(author) => updated(author, news(found, author)),
    };
    write(&path, &text)?;
    Ok(format!("wrote {} ({said})", path.display()))
}

/// The author's text with suggestions behind it, and how many there are.
fn updated(author: &IndexPlan, news: Vec<PlannedEntry>) -> (String, String) {
    let mut text = author.file.text.clone();
    let commented =
        |entry: &PlannedEntry| entry.to_toml().lines().map(|line| format!("# {line}\n")).collect::<String>();
    let news: Vec<String> = news.iter().map(commented).filter(|comment| !text.contains(comment.as_str())).collect();
    if !news.is_empty() {
        text = format!("{}\n{NEWS}\n{}", text.trim_end(), news.join("\n"));
    }
    (text, format!("{} suggestions", news.len()))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let mut file = Replacement::begin(path.to_path_buf())?;
    file.file.write_all(text.as_bytes()).map_err(|error| unwritable(path, &error))?;
    file.finish().map(drop)
}
