//! `pressmark build`: presses a book.

use super::open::{self, Opened};
use super::replace::Replacement;
use super::report::Reporter;
use crate::Outputs;
use crate::cli::{Build, Format};
use crate::diagnostic::Sink;
use crate::epub::Output;
use crate::error::Error;
use std::io::Write;
use std::path::Path;

/// Presses the source and puts both outputs in their places, or neither. Says what it wrote.
pub fn build(args: &Build, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let opened = open::open(&args.source, sink)?;
    let folder = args.output.clone().unwrap_or_else(|| opened.default_output.clone());
    write(&opened, &folder, &args.to, sink, reporter)
}

/// Presses what was opened into `folder`.
pub fn write(
    opened: &Opened,
    folder: &Path,
    formats: &[Format],
    sink: &mut Sink,
    reporter: &Reporter,
) -> Result<String, Error> {
    let begin = |format: Format| {
        let name = format!("{}.{format}", opened.project.slug);
        formats.contains(&format).then(|| Replacement::begin(folder.join(name))).transpose()
    };
    let (mut epub, mut pdf) = (begin(Format::Epub)?, begin(Format::Pdf)?);
    let outputs = Outputs {
        pdf: pdf.as_mut().map(|file| &mut file.file as &mut dyn Write),
        epub: epub.as_mut().map(|file| &mut file.file as &mut dyn Output),
    };
    // The program ends soon, and the system takes back all memory at once.
    std::mem::forget(opened.press(outputs, sink, reporter)?);
    for file in [&mut epub, &mut pdf].into_iter().flatten() {
        file.complete()?;
    }
    let mut wrote = Vec::new();
    for file in [epub, pdf].into_iter().flatten() {
        let (path, size) = file.finish()?;
        wrote.push(format!("wrote {} ({} KB)", path.display(), size.div_ceil(1024)));
    }
    Ok(wrote.join("\n"))
}
