//! `pressmark build`: presses a book, several at once, or several into one.

use super::open::{self, Opened};
use super::replace::Replacement;
use super::report::Reporter;
use super::{Ending, end};
use crate::cli::{Build, Format, Place};
use crate::diagnostic::Sink;
use crate::epub::Output;
use crate::error::Error;
use crate::{Outputs, Pressed};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Presses the sources.
pub fn build(args: &Build, reporter: &Reporter) -> Ending {
    match (args.sources.as_slice(), &args.anthology) {
        (sources, Some(title)) => {
            let mut sink = Sink::default();
            let opened = open::anthology(sources, title, &args.says, &mut sink);
            end(opened.and_then(|opened| alone(&opened, args, &mut sink, reporter)), &sink, reporter)
        }
        ([source], None) => {
            let mut sink = Sink::default();
            let opened = open::open(source, &args.says, None, &mut sink);
            end(opened.and_then(|opened| alone(&opened, args, &mut sink, reporter)), &sink, reporter)
        }
        (sources, None) => several(sources, args, reporter),
    }
}

/// Presses one book. Says what it wrote.
fn alone(opened: &Opened, args: &Build, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let (pressed, said) = write(opened, folder(opened, &args.place), &args.place.to, sink, reporter)?;
    // The program ends soon, and the system takes back all memory at once.
    std::mem::forget(pressed);
    Ok(said)
}

/// Presses each source into a book of its own, some at the same time. What is found is told in the order of the
/// sources, whichever is done first.
fn several(sources: &[PathBuf], args: &Build, reporter: &Reporter) -> Ending {
    let opened: Vec<(Sink, Result<Opened, Error>)> = sources
        .par_iter()
        .map(|source| {
            let mut sink = Sink::default();
            let opened = open::open(source, &args.says, None, &mut sink);
            (sink, opened)
        })
        .collect();
    if let Err(error) = apart(sources, &opened, args) {
        return end(Err(error), &Sink::default(), reporter);
    }
    let done: Vec<(Sink, Result<String, Error>)> = opened
        .into_par_iter()
        .map(|(mut sink, opened)| {
            let said = opened.and_then(|opened| {
                let (_, said) = write(&opened, folder(&opened, &args.place), &args.place.to, &mut sink, reporter)?;
                Ok(said)
            });
            (sink, said)
        })
        .collect();
    let endings = done.into_iter().map(|(sink, outcome)| end(outcome, &sink, reporter));
    endings.max().unwrap_or(Ending::Clean)
}

/// Makes sure that no book would be written over another.
fn apart(sources: &[PathBuf], opened: &[(Sink, Result<Opened, Error>)], args: &Build) -> Result<(), Error> {
    if args.says.title.is_some() {
        let message = "a title is that of one book, and there are several".to_owned();
        let hint = "Press one, or all into one book: `--anthology TITLE`.".to_owned();
        return Err(Error::Usage { message, hint: Some(hint) });
    }
    let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for (source, (_, opened)) in sources.iter().zip(opened) {
        let Ok(opened) = opened else { continue };
        let folder = folder(opened, &args.place);
        let place = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or(folder.to_path_buf());
        if let Some(other) = taken.insert(place.join(&opened.project.slug), source) {
            let name = folder.join(&opened.project.slug);
            let message = format!(
                "`{}` and `{}` would both be written to `{}`",
                other.display(),
                source.display(),
                name.display()
            );
            let hint =
                "Press them one by one into folders of their own, or into one book: `--anthology TITLE`.".to_owned();
            return Err(Error::Usage { message, hint: Some(hint) });
        }
    }
    Ok(())
}

/// Where the outputs go.
pub fn folder<'o>(opened: &'o Opened, place: &'o Place) -> &'o Path {
    place.output.as_deref().unwrap_or(&opened.default_output)
}

/// Presses what was opened into `folder`: puts both outputs in their places, or neither. Also says what it wrote.
pub fn write(
    opened: &Opened,
    folder: &Path,
    formats: &[Format],
    sink: &mut Sink,
    reporter: &Reporter,
) -> Result<(Pressed, String), Error> {
    let begin = |format: Format| {
        let name = format!("{}.{format}", opened.project.slug);
        formats.contains(&format).then(|| Replacement::begin(folder.join(name))).transpose()
    };
    let (mut epub, mut pdf) = (begin(Format::Epub)?, begin(Format::Pdf)?);
    let outputs = Outputs {
        pdf: pdf.as_mut().map(|file| &mut file.file as &mut dyn Write),
        epub: epub.as_mut().map(|file| &mut file.file as &mut dyn Output),
    };
    let pressed = opened.press(outputs, sink, reporter)?;
    for file in [&mut epub, &mut pdf].into_iter().flatten() {
        file.complete()?;
    }
    let mut wrote = Vec::new();
    for file in [epub, pdf].into_iter().flatten() {
        let (path, size) = file.finish()?;
        wrote.push(format!("wrote {} ({} KB)", path.display(), size.div_ceil(1024)));
    }
    Ok((pressed, wrote.join("\n")))
}
