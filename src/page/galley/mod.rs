//! What passes between the stages of `page`: pieces to be set, strips of set matter, and galleys of strips that begin
//! on a page of their own.

mod passage;
mod strip;

pub use passage::{Initial, Inlaid, Insert, Inset, Origin, Passage};
pub use strip::{Atom, Ink, InkRole, Pliant, SetLine, Setting, Strip};

use super::pictures::Wish;
use super::plan::PlanId;
use super::tables::Grid;
use crate::length::Pt;
use crate::model::{AssetId, BlockId};
use crate::source::Span;
use crate::style::Align;
use std::sync::Arc;
use thin_vec::ThinVec;

/// What `collect` makes of a block or a part of one: something with lines or a height of its own.
#[derive(Clone, Debug)]
pub struct Piece<'b> {
    /// What is in it.
    pub matter: Matter<'b>,
    /// The block it belongs to.
    pub block: Option<BlockId>,
    /// Space above it, margins already collapsed.
    pub above: Pt,
    /// The same without what may float right above it.
    pub closed: Pt,
    /// From the column's left edge.
    pub left: Pt,
    /// Its measure.
    pub width: Pt,
    /// What may happen between it and the piece before.
    pub parting: Parting,
    /// How much of a page must be empty for it to go on there in spite of a forced break; [`ALWAYS`] for never.
    pub room: Pt,
    /// The element that it is of, if that may stand on a later page than its place.
    pub float: Option<PlanId>,
    /// Whether it opens a chapter, or a part of the front or back matter.
    pub opens: bool,
    /// Whether its lines count as lines of the same paragraph as those of the piece before.
    pub joined: bool,
    /// Whether its lines stay together if they can.
    pub keep: bool,
    /// Fewest lines at the foot of a page.
    pub orphans: u8,
    /// Fewest lines at the head of a page.
    pub widows: u8,
    /// The box with a background or rules that it stands in.
    pub frame: Option<FrameId>,
    /// Inner space of the frames that begin with it, and of those that end with it.
    pub inset: (Pt, Pt),
    /// Names of the places at its top.
    pub destinations: ThinVec<String>,
    /// What running heads say from here on: name and text.
    pub strings: ThinVec<(Arc<str>, Arc<str>)>,
    /// What hangs to the left of its first line.
    pub label: Option<Box<Label<'b>>>,
    /// What stands again at the head of a column that begins inside it.
    pub continued: Option<Arc<Continued<'b>>>,
}

/// A line that stands again at the head of a column.
#[derive(Clone, Debug)]
pub struct Continued<'b> {
    pub passage: Passage<'b>,
    /// From the column's left edge.
    pub left: Pt,
    /// Its measure.
    pub width: Pt,
}

/// What a piece holds.
#[derive(Clone, Debug)]
pub enum Matter<'b> {
    /// Lines of text.
    Text(Passage<'b>),
    /// A formula on lines of its own.
    Formula(Passage<'b>),
    /// Program text: lines of text with a mark where one goes on, and a number like `number` where one begins. What is
    /// `drawn`, a table or a picture made of signs, is rather set smaller than that a line of it goes on.
    Code { passage: Passage<'b>, drawn: bool, turn: Box<Passage<'b>>, number: Option<Box<Passage<'b>>> },
    /// A line that leads to a page: text, leaders, page label.
    Leading { passage: Passage<'b>, leader: Box<Passage<'b>>, label: Box<Passage<'b>> },
    /// A picture.
    Picture { asset: AssetId, wish: Wish, plan: Option<PlanId>, limit: Option<Pt>, align: Align, span: Span },
    /// A table.
    Table(Box<Grid<'b>>),
    /// Nothing but the frame around it: a rule.
    Bare,
}

/// A label that hangs beside the first line.
#[derive(Clone, Debug)]
pub struct Label<'b> {
    /// What it says.
    pub passage: Passage<'b>,
    /// Distance from the text.
    pub gap: Pt,
}

/// What may happen between two pieces, from the weakest to the strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Parting {
    /// A page may end here.
    #[default]
    Free,
    /// Not if it can be helped.
    Avoid,
    /// A page ends here.
    Page,
    /// A page ends here and the next is a right-hand page.
    Recto,
}

/// More room than any page has: the page ends, however empty it is.
pub const ALWAYS: Pt = Pt(i64::MAX / 4);

impl Parting {
    /// Whether a page ends here, unless it has `room` to spare.
    pub fn runs_on(self, room: Pt) -> bool {
        self == Parting::Page && room < ALWAYS
    }
}

/// A box with a background or rules around pieces: an index into the frames of the collection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FrameId(pub u32);

/// What is drawn around pieces.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The frame around it.
    pub parent: Option<FrameId>,
    /// From the column's left edge.
    pub left: Pt,
    /// Its width.
    pub width: Pt,
    /// How far it begins below the top of its first strip and ends above the bottom of its last: the inner spaces of
    /// the frames around it.
    pub inset: (Pt, Pt),
    /// Background.
    pub background: Option<[u8; 3]>,
    /// Rules: top, right, bottom, left.
    pub border: [Pt; 4],
    /// Ink of the rules.
    pub color: [u8; 3],
}

/// Strips that begin on a page of their own.
#[derive(Clone, Debug)]
pub struct Galley {
    /// How it begins: [`Parting::Page`] or [`Parting::Recto`].
    pub begins: Parting,
    /// Whether its first page opens a chapter.
    pub opens: bool,
    /// What stands over all columns of its first page.
    pub head: Vec<Strip>,
    /// Its strips.
    pub strips: Vec<Strip>,
}

/// A note, set.
#[derive(Clone, Debug, Default)]
pub struct SetNote {
    /// Its element.
    pub plan: Option<PlanId>,
    /// Its strips.
    pub strips: Vec<Strip>,
}
