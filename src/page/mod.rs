//! Pages. In: a book, its style sheet and faces. Out: [`Pages`]: flat display lists, a tree of structure tags, an
//! outline, and the [`PageMap`] that both writers print.
//!
//! The pipeline reads as its files: `collect` makes blocks into pieces with their measures (and `plan`s the structure)
//! → `flow` sets pieces into strips, `tables` among them → `fill` chooses the page breaks, `footnotes` with them →
//! `place` draws strips on pages, `furniture` around them. `front`, `contents` and `index` are pieces that the writer
//! makes; `book` puts all of it in order.

mod book;
mod collect;
mod contents;
mod cost;
mod destinations;
pub mod dump;
mod fill;
mod flow;
mod footnotes;
mod front;
mod furniture;
mod galley;
mod index;
mod layout;
pub mod locators;
mod pictures;
mod place;
mod plan;
mod tables;
mod tags;

pub use book::paginate;
pub use contents::LEVELS as CONTENTS_LEVELS;
pub use tags::{CellAttributes, Child, ContentId, Tag, TagId, TagTree};

use crate::font::Faces;
use crate::length::Pt;
use crate::model::{Asset, AssetId, Metadata, PageMap};
use crate::text::GlyphRun;

/// A paginated book: all that the PDF writer sees.
#[derive(Debug)]
pub struct Pages {
    /// Every page in order, blank ones included.
    pub pages: Vec<Page>,
    /// The structure of the document.
    pub tags: TagTree,
    /// Headings for the outline, in reading order.
    pub outline: Vec<Heading>,
    /// Places that links and citations lead to, sorted by name, names unique: see `destinations`.
    pub destinations: Vec<Destination>,
    /// What the book says about itself.
    pub meta: Metadata,
    /// Faces that glyphs refer to.
    pub faces: Faces,
    /// Pictures that items refer to.
    pub assets: Vec<Asset>,
    /// Which page each place is on.
    pub map: PageMap,
}

/// One page. The origin is its top left corner; y grows downward; text stands on its baseline.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its folio: `iv`, `23`.
    pub label: String,
    /// Width and height.
    pub size: (Pt, Pt),
    /// What is drawn, in reading order, artifacts included. Items of one [`ContentId`] follow each other.
    pub items: Vec<Item>,
}

/// One thing drawn.
#[derive(Clone, Debug)]
pub struct Item {
    /// The marked content it belongs to; `None` for an artifact (running head, folio, rule).
    pub content: Option<ContentId>,
    /// What it is.
    pub kind: ItemKind,
}

/// Kinds of items.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Glyphs on a baseline; [`GlyphRun::x`] is from the page's left edge, `y` from its top, rise not applied.
    Glyphs {
        /// The glyphs.
        run: GlyphRun,
        /// Baseline.
        y: Pt,
        /// The text that the clusters of `run` index: the paragraph's.
        text: std::sync::Arc<String>,
    },
    /// A picture.
    Image {
        /// Which.
        asset: AssetId,
        /// Where: left, top, width, height.
        area: Area,
    },
    /// A filled rectangle: a rule, a background.
    Fill {
        /// Where.
        area: Area,
        /// Ink.
        color: [u8; 3],
    },
    /// A link: no ink. Its tag is a `Link` (or `Reference`) element.
    Link {
        /// Where.
        area: Area,
        /// Where it leads.
        to: LinkTarget,
        /// What a screen reader says of it.
        contents: String,
        /// The structure element that holds its annotation.
        tag: TagId,
    },
}

/// A rectangle: left and top from the page's top left corner, width, height.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    pub left: Pt,
    pub top: Pt,
    pub width: Pt,
    pub height: Pt,
}

impl Area {
    /// The smallest rectangle around both.
    pub fn union(self, other: Area) -> Area {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = (self.left + self.width).max(other.left + other.width);
        let bottom = (self.top + self.height).max(other.top + other.height);
        Area { left, top, width: right - left, height: bottom - top }
    }
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkTarget {
    /// Out of the book.
    Url(String),
    /// To a destination of this name.
    Destination(String),
}

/// A line of the outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 1 for the outermost; never more than one deeper than the one before.
    pub level: u8,
    /// What it says.
    pub title: String,
    /// The destination it leads to.
    pub destination: String,
}

/// A place in the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination {
    /// Its name, unique.
    pub name: String,
    /// Index of its page.
    pub page: usize,
    /// Distance of its top from the page's top.
    pub top: Pt,
}
