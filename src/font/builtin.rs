//! The faces compiled in, and those of a project's `fonts/` folder.

use super::Faces;
use crate::diagnostic::Sink;
use crate::library::Library;

impl Faces {
    /// The faces of a project: those below its `fonts/` folder, then the built-in ones.
    pub fn load(library: &dyn Library, sink: &mut Sink) -> Faces {
        let _ = (library, sink);
        todo!()
    }
}
