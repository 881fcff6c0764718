//! `pressmark build`: presses a book.

use super::open::Opened;
use super::replace::Replacement;
use super::report::Reporter;
use super::{Outcome, open};
use crate::cli::{Build, Format};
use crate::diagnostic::Sink;
use crate::epub::Output;
use crate::error::Error;
use crate::source::Sources;
use crate::{Outputs, press};
use std::io::Write;
use std::path::PathBuf;

/// Presses the source and puts both outputs in their places, or neither.
pub fn build(args: &Build, reporter: &Reporter) -> Result<Outcome, Error> {
    let mut sink = Sink::default();
    let opened = open::open(&args.source, &mut sink)?;
    let folder = args.output.clone().unwrap_or_else(|| opened.default_output.clone());
    let begin = |format: Format| {
        let name = format!("{}.{format}", opened.project.slug);
        args.to.contains(&format).then(|| Replacement::begin(folder.join(name))).transpose()
    };
    let (mut pdf, mut epub) = (begin(Format::Pdf)?, begin(Format::Epub)?);
    let outputs = Outputs {
        pdf: pdf.as_mut().map(|file| &mut file.file as &mut dyn Write),
        epub: epub.as_mut().map(|file| &mut file.file as &mut dyn Output),
    };
    let outcome = run(&opened, outputs, &mut sink, reporter)?;
    for file in [epub, pdf].into_iter().flatten() {
        let (path, size): (PathBuf, u64) = file.finish()?;
        reporter.say(&format!("wrote {} ({} KB)", path.display(), size.div_ceil(1024)));
    }
    Ok(outcome)
}

/// Presses what was opened and reports what was found.
pub fn run(opened: &Opened, outputs: Outputs, sink: &mut Sink, reporter: &Reporter) -> Result<Outcome, Error> {
    let progress = reporter.progress(&opened.project.slug);
    let pressed = press(&opened.project, &opened.dress, &opened.library, outputs, sink, progress.as_ref());
    progress.end();
    match pressed {
        Ok(pressed) => {
            sink.extend(opened.dress.sheet.unused());
            Ok(reporter.findings(sink, &pressed.book.sources))
        }
        Err(error) => {
            reporter.findings(sink, &Sources::default());
            Err(error)
        }
    }
}
