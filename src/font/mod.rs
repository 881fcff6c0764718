//! Faces. In: font files of the project and the built-in ones. Out: which face sets which character, metrics, and
//! subsets. Nothing here asks the system for a font.

mod builtin;
mod choose;
mod face;
mod subset;

pub use face::{Face, FaceId, Faces};
pub use subset::{Subset, subset};
