//! Where strips stand in a column. In: strips from the head of a column down. Out: their tops: spaces between them, the
//! first without its own, and lines of the grid on the grid.

use super::super::galley::{Parting, Strip};
use super::super::layout::up_to;
use crate::length::Pt;

/// What of a strip decides where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Extent {
    /// Space above it, dropped at the head of a column.
    pub space: Pt,
    /// Its own height.
    pub height: Pt,
    /// The distance from its top that stands on the grid.
    pub snap: Option<Pt>,
    /// Height of what stands again above it at the head of a column.
    pub repeated: Pt,
    /// Whether it keeps its space at the head of a column: it opens something.
    pub opens: bool,
}

impl Extent {
    /// The extent of a strip.
    pub fn of(strip: &Strip) -> Extent {
        let repeated = repeated_height(strip);
        let opens = strip.parting >= Parting::Page;
        Extent { space: strip.space, height: strip.height, snap: strip.snap, repeated, opens }
    }
}

/// The way down a column.
#[derive(Clone, Copy, Debug)]
pub struct Descent {
    grid: Pt,
    at_head: bool,
    keeps_space: bool,
    /// The distance below `y` where the grid is known to have a line.
    line: Option<Pt>,
    /// How far down the last strip reached.
    pub y: Pt,
}

impl Descent {
    /// The head of a column whose first strip is strip number `first` of its galley: only the very first keeps its
    /// space, and what opens a chapter.
    pub fn new(grid: Pt, first: usize) -> Descent {
        Descent { grid, at_head: true, keeps_space: first == 0, line: None, y: Pt::ZERO }
    }

    /// Whether lines of the grid may stand right below, none of which is moved.
    pub fn is_on_grid(&self) -> bool {
        self.line == Some(Pt::ZERO)
    }

    /// Puts lines of the grid right below, where [`Descent::is_on_grid`].
    pub fn put_lines(&mut self, count: usize) {
        self.y += self.grid * count as i64;
    }

    /// Puts the next strip below; returns its top. What its column repeats at its head comes before it.
    pub fn place(&mut self, strip: &Strip) -> Pt {
        self.put(&Extent::of(strip))
    }

    /// Puts the next strip, of which only the extent is known, below; returns its top.
    pub fn put(&mut self, extent: &Extent) -> Pt {
        let before = self.y;
        if self.at_head {
            self.y += extent.repeated;
        }
        if !self.at_head || self.keeps_space || extent.opens {
            self.y += extent.space;
        }
        if let Some(snap) = extent.snap
            && (self.y != before || self.line != Some(snap))
        {
            self.y = up_to(self.y + snap, self.grid) - snap;
        }
        self.line = extent.snap.filter(|_| extent.height == self.grid);
        self.at_head = false;
        let top = self.y;
        self.y += extent.height;
        top
    }
}

/// Height of what stands again above a strip at the head of a column.
pub fn repeated_height(strip: &Strip) -> Pt {
    strip.extras().head.iter().flat_map(|head| head.iter()).map(|strip| strip.height).sum()
}
