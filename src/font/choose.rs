//! Which face sets which character.

use super::{FaceId, Faces};

impl Faces {
    /// The face for `character`: the first of `families` that has a glyph for it, nearest in weight and slope; then
    /// any face that has one, in order. `None` where no face has it.
    pub fn choose(&self, families: &[String], weight: u16, italic: bool, character: char) -> Option<FaceId> {
        let _ = (families, weight, italic, character);
        todo!()
    }
}
