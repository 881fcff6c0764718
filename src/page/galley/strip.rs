//! Strips: lines of text, pictures, parts of tables, one below the other. In: what `flow` has set. Out: what `fill` may
//! part, with the cost of it, and what `place` draws. There is a strip for each line of a book, so they are kept small.

use super::super::plan::PlanId;
use super::{FrameId, Inset, Parting};
use crate::length::Pt;
use crate::model::{AssetId, BlockId, MarkId, NoteId};
use crate::text::Line;
use std::sync::Arc;
use thin_vec::ThinVec;

/// A strip of a column: what is never parted by a page break.
#[derive(Clone, Debug, Default)]
pub struct Strip {
    /// Space above it, dropped at the head of a page.
    pub space: Pt,
    /// Space above it where what could float right above it stands elsewhere: whole lines of the grid.
    pub closed: Pt,
    /// Its own height.
    pub height: Pt,
    /// The distance from its top that stands on the baseline grid; `None` for a strip that need not.
    pub snap: Option<Pt>,
    /// What it costs to end a page above it.
    pub cost: i64,
    /// What may happen above it.
    pub parting: Parting,
    /// Whether it opens a chapter.
    pub opens: bool,
    /// The element that it is of, if that may stand on a later page than its place.
    pub float: Option<PlanId>,
    /// Whether it ends in a hyphen that is not in the text.
    pub hyphenated: bool,
    /// What is drawn, in reading order.
    pub atoms: ThinVec<Atom>,
    /// Notes first called in it, in order.
    pub notes: ThinVec<NoteId>,
    /// Innermost frame.
    pub frame: Option<FrameId>,
    /// What most strips have nothing of: see [`Strip::extras`].
    pub extras: Option<Box<Extras>>,
    /// The block and the byte of its flat text that it begins with.
    pub start: Option<(BlockId, u32)>,
    /// How else the paragraph could be set whose first line it is.
    pub pliant: Option<Box<Pliant>>,
}

/// What few strips have: they are kept small, for there is one for each line of a book.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// How much of a page must be empty for the strip to go on there in spite of a forced break.
    pub room: Pt,
    /// Index marks in it.
    pub marks: ThinVec<MarkId>,
    /// Names of the places at its top.
    pub destinations: ThinVec<String>,
    /// What running heads say from here on.
    pub strings: ThinVec<(Arc<str>, Arc<str>)>,
    /// The table row it is a part of: atoms of one row are read cell by cell.
    pub row: Option<u32>,
    /// What stands again, as an artifact, at the head of a column that begins with it.
    pub head: Option<Arc<[Strip]>>,
}

impl Strip {
    /// What it has that few have.
    pub fn extras(&self) -> &Extras {
        static NONE: Extras = Extras {
            room: Pt::ZERO,
            marks: ThinVec::new(),
            destinations: ThinVec::new(),
            strings: ThinVec::new(),
            row: None,
            head: None,
        };
        self.extras.as_deref().unwrap_or(&NONE)
    }

    /// The same, to be changed.
    pub fn extras_mut(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }

    /// How much of a page must be empty for it to go on there in spite of a forced break.
    pub fn set_room(&mut self, room: Pt) {
        if room != self.extras().room {
            self.extras_mut().room = room;
        }
    }

    /// Adds names of places at its top, and what running heads say from there on.
    pub fn announce(&mut self, destinations: ThinVec<String>, strings: ThinVec<(Arc<str>, Arc<str>)>) {
        if !destinations.is_empty() || !strings.is_empty() {
            let extras = self.extras_mut();
            extras.destinations.extend(destinations);
            extras.strings.extend(strings);
        }
    }
}

/// A paragraph that can be set in more lines or fewer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pliant {
    /// Which piece it is, of those that its strips were set from.
    pub piece: usize,
    /// How many strips it is now.
    pub lines: usize,
    /// The other ways.
    pub others: Vec<Setting>,
}

/// Another way to set a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// What it costs more than the lines that it has.
    pub cost: i64,
    pub lines: Vec<SetLine>,
}

/// A line of another setting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SetLine {
    /// What it costs to end a page above it.
    pub cost: i64,
    /// How many notes it calls.
    pub calls: usize,
    /// One past its last byte.
    pub end: u32,
    /// Whether it ends in a hyphen that is not in the text.
    pub hyphenated: bool,
}

/// Something drawn; offsets are from the column's left edge and the strip's top.
#[derive(Clone, Debug)]
pub struct Atom {
    /// Left edge.
    pub left: Pt,
    /// Top, or the baseline of a line.
    pub top: Pt,
    /// What it is.
    pub ink: Ink,
    /// The table cell it is in, counted in reading order.
    pub cell: u32,
}

/// Kinds of atoms.
#[derive(Clone, Debug)]
pub enum Ink {
    /// A line of text.
    Line { line: Line, text: Arc<String>, insets: Option<Arc<Vec<Inset>>>, role: InkRole },
    /// A picture.
    Picture { asset: AssetId, size: (Pt, Pt), plan: Option<PlanId> },
    /// A filled rectangle: always an artifact.
    Fill { size: (Pt, Pt), color: [u8; 3] },
    /// An element without ink that must exist: an empty table cell.
    Element(PlanId),
}

/// Whether ink is part of the book or only of its pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InkRole {
    /// Text of the book.
    Content,
    /// Leaders, marks of wrapped lines.
    Artifact,
}
