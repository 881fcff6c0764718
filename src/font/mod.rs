//! Faces. In: font files of the project and the built-in ones. Out: which face sets which character, metrics, and
//! subsets. Nothing here asks the system for a font.

pub mod builtin;
pub mod choose;
pub mod face;
pub mod subset;

pub use face::{Face, FaceId, Faces};
