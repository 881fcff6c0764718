//! Faces. In: font files of the project, of font folders that it names, and the built-in ones. Out: which face sets
//! which character, metrics, and subsets. Nothing here asks the system for a font.

mod builtin;
mod choose;
mod face;
mod looks;
mod mathematics;
mod matrix;
mod outline;
mod reduce;
mod sfnt;
mod shelf;
mod subset;

pub use choose::Wanted;
pub use face::{Face, FaceId, Faces, FontFile, Unfit};
pub use looks::{Genre, Looks};
pub use mathematics::{Axis, Constant, Corner, MathFace, Part};
pub use reduce::reduce;
pub use shelf::FontFolder;
pub use subset::{Subset, subset};
