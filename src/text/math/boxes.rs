//! Parts of a formula that are set: boxes with what is drawn in them. All offsets are from the left end of the baseline,
//! downward.

use super::super::GlyphRun;
use crate::length::Pt;

/// A part that is set.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub width: Pt,
    /// From the baseline up to its top, and down to its bottom; may be negative.
    pub ascent: Pt,
    pub descent: Pt,
    /// By how much its top stands out to the right, which its width has in it.
    pub italic: Pt,
    /// Where an accent stands over it.
    pub attachment: Option<Pt>,
    /// Its glyph and how large, if it is only one of its natural size: scripts may come closer to it.
    pub glyph: Option<(u16, Pt)>,
    pub marks: Vec<Mark>,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub struct Mark {
    pub x: Pt,
    pub y: Pt,
    pub ink: Ink,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Ink {
    /// Glyphs on a baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle, below and to the right of its place.
    Rule { width: Pt, height: Pt, color: [u8; 3] },
}

impl Laid {
    /// Room without ink.
    pub fn space(width: Pt) -> Laid {
        Laid { width, ..Laid::default() }
    }

    /// A filled rectangle whose top is `top` above the baseline.
    pub fn rule(width: Pt, height: Pt, top: Pt, color: [u8; 3]) -> Laid {
        let ink = Ink::Rule { width, height, color };
        Laid {
            width,
            ascent: top,
            descent: height - top,
            marks: vec![Mark { x: Pt::ZERO, y: -top, ink }],
            ..Laid::default()
        }
    }

    /// Draws `part` into it, moved to the right and down; its width stays.
    pub fn put(&mut self, part: Laid, x: Pt, y: Pt) {
        self.cover(part.ascent - y, part.descent + y);
        self.marks.extend(part.marks.into_iter().map(|mark| Mark { x: mark.x + x, y: mark.y + y, ..mark }));
    }

    /// Puts `part` behind all it has.
    pub fn add(&mut self, part: Laid) {
        let at = self.width;
        self.width += part.width;
        self.put(part, at, Pt::ZERO);
    }

    /// Makes it as high and deep as this, at least. An empty box has no height yet.
    pub fn cover(&mut self, ascent: Pt, descent: Pt) {
        if self.marks.is_empty() && self.ascent + self.descent == Pt::ZERO {
            (self.ascent, self.descent) = (ascent, descent);
        } else {
            (self.ascent, self.descent) = (self.ascent.max(ascent), self.descent.max(descent));
        }
    }

    /// The same, lower by `y`.
    pub fn lowered(mut self, y: Pt) -> Laid {
        self.ascent -= y;
        self.descent += y;
        self.marks.iter_mut().for_each(|mark| mark.y += y);
        self
    }

    /// Its height and depth together.
    pub fn height(&self) -> Pt {
        self.ascent + self.descent
    }
}
