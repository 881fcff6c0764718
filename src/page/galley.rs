//! What passes between the stages of `page`: pieces to be set, strips of set matter, and galleys of strips that begin
//! on a page of their own.

use super::plan::PlanId;
use crate::length::Pt;
use crate::model::{AssetId, BlockId, MarkId, NoteId, Text};
use crate::source::Span;
use crate::style::Align;
use crate::text::{Line, Looseness, Paragraph, TextStyle};
use std::sync::Arc;
use thin_vec::ThinVec;

/// Text to be set, and what its bytes carry.
#[derive(Clone, Debug)]
pub struct Passage<'b> {
    /// The text; each run's `tag` is the [`PlanId`] of its element.
    pub paragraph: Paragraph,
    /// Distance between baselines.
    pub leading: Pt,
    /// From the top of a line to its baseline.
    pub ascent: Pt,
    /// Whether its lines stand on the baseline grid.
    pub on_grid: bool,
    /// Whether it is text of the book.
    pub role: InkRole,
    /// Notes called and index marks, by the byte they stand at.
    pub inserts: Vec<(usize, Insert)>,
    /// Pictures in the line, one for each of the paragraph's boxes.
    pub pictures: Vec<InlinePicture>,
    /// How many bytes at its beginning are a number that hangs before all of its lines.
    pub hang: usize,
    /// Its first letter, where it is set over several lines.
    pub initial: Option<Box<Initial>>,
    /// Where its bytes came from, in order.
    pub origins: Vec<Origin<'b>>,
}

/// A letter as high as several lines.
#[derive(Clone, Debug)]
pub struct Initial {
    /// How many bytes of the passage it is, with the signs before it.
    pub bytes: usize,
    /// How many lines it is high.
    pub lines: usize,
    /// Its style, the size that of the text around it.
    pub style: Arc<TextStyle>,
}

/// Something at a byte of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Insert {
    /// The first call of a note.
    Note(NoteId),
    /// An index mark.
    Mark(MarkId),
}

/// A picture in the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InlinePicture {
    /// Which.
    pub asset: AssetId,
    /// Its element; `None` for decoration.
    pub plan: Option<PlanId>,
    /// Byte of its U+FFFC.
    pub at: usize,
    /// Width and height.
    pub size: (Pt, Pt),
}

/// From byte `at` of a passage on, its text is `text`, which begins at byte `flat` of the block's flat text.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'b> {
    /// Byte of the passage.
    pub at: usize,
    /// Byte of the block's flat text.
    pub flat: usize,
    /// The text; `None` for what has no text in the source: generated text, pictures.
    pub text: Option<&'b Text>,
}

impl Passage<'_> {
    /// Gives back the room that was kept for more.
    pub fn shrink(&mut self) {
        if let Some(text) = Arc::get_mut(&mut self.paragraph.text) {
            text.shrink_to_fit();
        }
        self.paragraph.runs.shrink_to_fit();
        self.origins.shrink_to_fit();
    }

    /// The same at `percent` per cent of its size.
    pub fn scaled(&self, percent: i64) -> Self {
        let scaled = |length: Pt| length.scale(percent, 100);
        let mut out = self.clone();
        out.leading = scaled(out.leading);
        out.ascent = scaled(out.ascent);
        let size = |(width, height): (Pt, Pt)| (scaled(width), scaled(height));
        out.paragraph.boxes.iter_mut().for_each(|inline| inline.size = size(inline.size));
        out.pictures.iter_mut().for_each(|picture| picture.size = size(picture.size));
        let style = |style: &TextStyle| TextStyle {
            size: scaled(style.size),
            letter_spacing: scaled(style.letter_spacing),
            rise: scaled(style.rise),
            ..style.clone()
        };
        out.paragraph.runs.iter_mut().for_each(|run| run.style = Arc::new(style(&run.style)));
        out
    }

    /// The byte of the block's flat text for byte `at` of the passage.
    pub fn flat(&self, at: usize) -> u32 {
        let index = self.origins.partition_point(|origin| origin.at <= at);
        let Some(origin) = index.checked_sub(1).map(|i| self.origins[i]) else { return 0 };
        let length = origin.text.map_or(0, |text| text.as_str().len());
        (origin.flat + (at - origin.at).min(length)) as u32
    }

    /// What is left behind byte `at`.
    pub fn behind(&self, at: usize) -> Self {
        let back = |byte: usize| byte.saturating_sub(at);
        let mut rest = self.clone();
        Arc::make_mut(&mut rest.paragraph.text).drain(..at);
        rest.paragraph.runs.iter_mut().for_each(|run| run.range = back(run.range.start)..back(run.range.end));
        rest.paragraph.runs.retain(|run| !run.range.is_empty());
        rest.inserts.iter_mut().for_each(|(byte, _)| *byte = back(*byte));
        rest.pictures.iter_mut().for_each(|picture| picture.at = back(picture.at));
        for origin in &mut rest.origins {
            origin.flat += at.saturating_sub(origin.at);
            origin.at = back(origin.at);
        }
        rest
    }

    /// The byte of the passage for byte `flat` of what was its flat text alone.
    pub fn at_flat(&self, flat: usize) -> usize {
        let text = self.origins.iter().rev().find(|origin| origin.text.is_some() && origin.flat <= flat);
        text.map_or(0, |origin| (origin.at + (flat - origin.flat)).min(self.paragraph.text.len()))
    }

    /// Where the character at byte `at` came from.
    pub fn span(&self, at: usize) -> Option<Span> {
        let index = self.origins.partition_point(|origin| origin.at <= at);
        let origin = self.origins[..index].iter().rev().find(|origin| origin.text.is_some())?;
        let text = origin.text?;
        let byte = (at - origin.at).min(text.as_str().len().saturating_sub(1));
        Some(text.span_of(byte..byte + 1))
    }
}

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
    /// Program text: lines of text with a mark where one goes on, and a number like `number` where one begins. What is
    /// `drawn`, a table or a picture made of signs, is rather set smaller than that a line of it goes on.
    Code { passage: Passage<'b>, drawn: bool, turn: Box<Passage<'b>>, number: Option<Box<Passage<'b>>> },
    /// A line that leads to a page: text, leaders, page label.
    Leading { passage: Passage<'b>, leader: Box<Passage<'b>>, label: Box<Passage<'b>> },
    /// A picture.
    Picture { asset: AssetId, plan: Option<PlanId>, limit: Option<Pt>, align: Align, span: Span },
    /// A table.
    Table(Box<super::tables::Grid<'b>>),
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
    pub looseness: Looseness,
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
    Line { line: Line, text: Arc<String>, pictures: Option<Arc<Vec<InlinePicture>>>, role: InkRole },
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
