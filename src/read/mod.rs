//! Readers. In: the bytes of a project's texts. Out: a [`Draft`]: the book as its source says it, every block with its
//! span, names still unresolved. No reader panics, whatever the bytes.

pub mod decode;
pub mod extract;
pub mod guess;
pub mod markdown;
pub mod marks;
pub mod mdbook;
pub mod pictures;

use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Library;
use crate::model::Draft;
use crate::project::Project;

/// Reads all texts of a project.
pub fn read(project: &Project, library: &dyn Library, sink: &mut Sink) -> Result<Draft, Error> {
    let _ = (project, library, sink);
    todo!()
}
