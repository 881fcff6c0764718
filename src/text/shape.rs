//! Shaping: each distinct word in each distinct style once.

use crate::font::Faces;

/// Shapes words and remembers them. One per thread; results do not depend on what it shaped before.
pub struct Shaper<'f> {
    pub faces: &'f Faces,
}

impl<'f> Shaper<'f> {
    /// A shaper over these faces.
    pub fn new(faces: &'f Faces) -> Shaper<'f> {
        Shaper { faces }
    }
}
