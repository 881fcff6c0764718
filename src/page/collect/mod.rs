//! Book to pieces. In: sections and blocks with the style of every element. Out: a row of [`Piece`]s, nesting made into
//! insets and frames, inlines into passages; and the plan of the structure. Every text of the book is in one piece.

mod blocks;
mod capitals;
mod code;
mod formulas;
mod inlines;
mod lists;
mod scope;
mod sections;
mod table;

pub use inlines::{Kept, Prefix};
pub use scope::{Scope, Sibling};

use super::galley::{ALWAYS, Continued, Frame, FrameId, Label, Matter, Parting, Passage, Piece};
use super::layout::{self, Layout};
use super::plan::{Plan, PlanId};
use crate::language::Direction;
use crate::length::Pt;
use crate::model::{BlockId, Book, NoteId};
use crate::source::Span;
use crate::style::{Break, Style};
use crate::text::{Shaper, TextStyle};
use std::sync::Arc;
use thin_vec::ThinVec;

/// Collects pieces: first of the body, then of what depends on its pages.
pub struct Collector<'b> {
    pub book: &'b Book,
    pub layout: &'b Layout<'b>,
    /// The structure as far as it is known.
    pub plan: Plan,
    /// Boxes with backgrounds and rules.
    pub frames: Vec<Frame>,
    pieces: Vec<Piece<'b>>,
    pending: Pending<'b>,
    /// The element of what is being collected, if it may float.
    float: Option<PlanId>,
    place: Place,
    styles: Vec<Arc<TextStyle>>,
    /// Sets formulas: how wide they are must be known before lines are.
    shaper: Shaper<'b>,
    /// The element of each note that was called, by [`NoteId`].
    called: Vec<Option<PlanId>>,
    /// How many boxes were kept on one page, and which of them the last piece is in.
    keeps: u32,
    kept: Option<u32>,
    /// Bytes of flat text before the next passage in its block.
    flat: usize,
    /// Notes in the order of their calls.
    calls: Vec<NoteId>,
    /// Where each block and section begins: its span and the piece.
    starts: Vec<(Span, usize)>,
}

/// What the next piece takes with it.
#[derive(Default)]
struct Pending<'b> {
    margin: Pt,
    /// The margin without what may float.
    closed: Pt,
    inset: Pt,
    parting: Parting,
    room: Pt,
    opens: bool,
    joined: bool,
    destinations: ThinVec<String>,
    strings: ThinVec<(Arc<str>, Arc<str>)>,
    label: Option<Box<Label<'b>>>,
}

/// Where in the column the walk stands.
#[derive(Clone, Copy)]
struct Place {
    measure: Pt,
    start: Pt,
    end: Pt,
    frame: Option<FrameId>,
    /// The outermost box around it that is kept on one page, counted through the book.
    kept: Option<u32>,
}

impl From<Break> for Parting {
    fn from(wish: Break) -> Parting {
        match wish {
            Break::Auto => Parting::Free,
            Break::Avoid => Parting::Avoid,
            Break::Page => Parting::Page,
            Break::Recto => Parting::Recto,
        }
    }
}

impl<'b> Collector<'b> {
    /// A collector for a book.
    pub fn new(book: &'b Book, layout: &'b Layout<'b>) -> Collector<'b> {
        let measure = layout.room("").width;
        Collector {
            book,
            layout,
            plan: Plan::new(),
            frames: Vec::new(),
            pieces: Vec::new(),
            pending: Pending::default(),
            float: None,
            place: Place { measure, start: Pt::ZERO, end: Pt::ZERO, frame: None, kept: None },
            styles: Vec::new(),
            shaper: Shaper::new(layout.faces, &layout.exceptions),
            called: vec![None; book.notes.len()],
            keeps: 0,
            kept: None,
            flat: 0,
            calls: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Walks into the body of the document.
    pub fn in_body<R>(&mut self, walk: impl FnOnce(&mut Self, &Scope) -> R) -> R {
        let html = layout::html(self.layout.lang);
        let node = layout::body(&html, self.layout.lang);
        walk(self, &Scope { node, style: self.layout.body.clone() })
    }

    /// Walks into a child element that makes no box.
    pub fn enter<R>(
        &mut self,
        parent: &Scope,
        previous: Option<Sibling>,
        child: Sibling,
        walk: impl FnOnce(&mut Self, &Scope) -> R,
    ) -> R {
        let sheet = self.layout.sheet;
        parent.enter(sheet, previous, child, |scope| walk(self, scope))
    }

    /// Walks into a child element that makes a box, unless the sheet hides it.
    pub fn enter_box(
        &mut self,
        parent: &Scope,
        previous: Option<Sibling>,
        child: Sibling,
        walk: impl FnOnce(&mut Self, &Scope),
    ) {
        self.enter(parent, previous, child, |this, scope| {
            if !scope.style.hidden {
                this.boxed(scope, |this| walk(this, scope));
            }
        });
    }

    /// The box of an element around what `walk` collects: margins collapse, paddings and rules inset.
    pub fn boxed(&mut self, scope: &Scope, walk: impl FnOnce(&mut Self)) {
        let style = &scope.style;
        let outer = self.place;
        let before = self.pieces.len();
        let closed = self.pending.closed;
        self.margin(style.margin[0]);
        self.part(style.break_before.into(), style.run_on.unwrap_or(ALWAYS));
        // The sheet's left and right are where a left-to-right text starts and ends; other texts mirror them.
        self.place.start += style.margin[3];
        self.place.end += style.margin[1];
        self.frame(style);
        self.pending.inset += style.padding[0] + style.border[0];
        self.place.start += style.padding[3] + style.border[3];
        self.place.end += style.padding[1] + style.border[1];
        if style.keep {
            self.keep();
        }
        walk(self);
        if self.pieces.len() > before
            && let Some(last) = self.pieces.last_mut()
        {
            let inner = style.padding[2] + style.border[2];
            last.inset.1 += inner;
            // The frames in this box that end with it end above its inner space.
            let mut ending = last.frame.filter(|_| inner > Pt::ZERO);
            while let Some(id) = ending.filter(|id| Some(*id) != self.place.frame) {
                let frame = &mut self.frames[id.0 as usize];
                frame.inset.1 += inner;
                ending = frame.parent;
            }
        }
        self.margin(style.margin[2]);
        // What floats leaves no space behind.
        if self.pieces.len() > before && self.pieces[before..].iter().all(|piece| piece.float.is_some()) {
            self.pending.closed = closed;
        }
        self.part(style.break_after.into(), ALWAYS);
        self.place = outer;
    }

    /// Space before the next piece, if there is not as much.
    fn margin(&mut self, space: Pt) {
        self.pending.margin = self.pending.margin.max(space);
        self.pending.closed = self.pending.closed.max(space);
    }

    /// What may happen before the next piece: `room` on the page makes it run on all the same.
    fn part(&mut self, parting: Parting, room: Pt) {
        self.pending.parting = self.pending.parting.max(parting);
        if parting >= Parting::Page {
            self.pending.room = self.pending.room.max(room);
        }
    }

    /// What follows in this box is kept on one page.
    pub(super) fn keep(&mut self) {
        if self.place.kept.is_none() {
            self.keeps += 1;
            self.place.kept = Some(self.keeps);
        }
    }

    /// What `walk` collects may be parted from what this box has held so far.
    pub fn apart(&mut self, walk: impl FnOnce(&mut Self)) {
        let outer = self.place.kept.take();
        walk(self);
        self.place.kept = outer;
    }

    /// What `walk` collects may float, if the sheet lets it: what has no caption is a part of the text around it, and
    /// what stands in a list or in a box stays there.
    fn floating(&mut self, caption: bool, scope: &Scope, plan: PlanId, walk: impl FnOnce(&mut Self)) {
        let inside = self.place.frame.is_some() || (self.place.start, self.place.end) != (Pt::ZERO, Pt::ZERO);
        self.float = (caption && scope.style.floats && !inside).then_some(plan);
        walk(self);
        self.float = None;
    }

    fn frame(&mut self, style: &Style) {
        if style.background.is_none() && style.border == [Pt::ZERO; 4] {
            return;
        }
        let (left, width) = self.column();
        let frame = Frame {
            parent: self.place.frame,
            left,
            width,
            inset: (self.pending.inset, Pt::ZERO),
            background: style.background,
            border: style.border,
            color: style.color,
        };
        self.place.frame = Some(FrameId(self.frames.len() as u32));
        self.frames.push(frame);
    }

    /// Left edge and width of the column that the walk stands in; never so narrow that no word fits.
    fn column(&self) -> (Pt, Pt) {
        let least = Pt::ONE * 36;
        let width = (self.place.measure - self.place.start - self.place.end).max(least);
        let left = match self.layout.direction {
            Direction::Ltr => self.place.start,
            Direction::Rtl => self.place.end,
        };
        (left.min((self.place.measure - least).max(Pt::ZERO)), width)
    }

    /// Adds a piece of a box whose style is `style`. It takes with it all that was pending.
    pub fn push(&mut self, matter: Matter<'b>, style: &Style, block: Option<BlockId>) {
        let pending = std::mem::take(&mut self.pending);
        let (left, width) = self.column();
        let kept = self.place.kept.is_some() && self.kept == self.place.kept;
        let parting = if kept { pending.parting.max(Parting::Avoid) } else { pending.parting };
        self.kept = self.place.kept;
        self.pieces.push(Piece {
            matter,
            block,
            above: pending.margin.max(Pt::ZERO),
            closed: pending.closed.max(Pt::ZERO),
            left,
            width,
            parting,
            room: pending.room,
            float: self.float,
            opens: pending.opens,
            joined: pending.joined,
            keep: self.place.kept.is_some() || style.keep,
            orphans: style.orphans,
            widows: style.widows,
            frame: self.place.frame,
            inset: (pending.inset.max(Pt::ZERO), Pt::ZERO),
            destinations: pending.destinations,
            strings: pending.strings,
            label: pending.label,
            continued: None,
        });
    }

    /// How many pieces there are since the last [`Collector::take`].
    pub fn count(&self) -> usize {
        self.pieces.len()
    }

    /// Pieces from number `from` on repeat `passage` where a column begins inside them.
    pub fn continue_from(&mut self, from: usize, passage: Passage<'b>) {
        let (left, width) = self.column();
        let continued = Arc::new(Continued { passage, left, width });
        self.pieces[from..].iter_mut().for_each(|piece| piece.continued = Some(continued.clone()));
    }

    /// What `walk` collects stands further in.
    pub fn indented(&mut self, by: Pt, walk: impl FnOnce(&mut Self)) {
        let outer = self.place;
        self.place.start += by;
        walk(self);
        self.place = outer;
    }

    /// The space below the last piece becomes a part of it.
    pub fn close(&mut self) {
        let margin = std::mem::take(&mut self.pending.margin);
        self.pending.closed = Pt::ZERO;
        if let Some(last) = self.pieces.last_mut() {
            last.inset.1 += margin;
        }
    }

    /// A place of this name at the top of the next piece.
    pub fn destination(&mut self, name: impl Into<String>) {
        self.pending.destinations.push(name.into());
    }

    /// The next piece begins a page, and opens a chapter or a part of the front or back matter.
    pub fn opening(&mut self, parting: Parting) {
        self.part(parting, ALWAYS);
        self.pending.opens = true;
    }

    /// No page ends between the last piece and the next, if that can be helped.
    pub fn keep_with_next(&mut self) {
        self.pending.parting = self.pending.parting.max(Parting::Avoid);
    }

    /// Running heads called `names` say `text` from the next piece on.
    pub fn strings(&mut self, names: Option<&str>, text: &str) {
        for name in names.into_iter().flat_map(str::split_whitespace) {
            self.pending.strings.push((name.into(), text.into()));
        }
    }

    /// The pieces since the last call. What was still pending belongs to the end of the last one.
    pub fn take(&mut self) -> Vec<Piece<'b>> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(last) = self.pieces.last_mut() {
            last.destinations.extend(pending.destinations);
            last.strings.extend(pending.strings);
        }
        std::mem::take(&mut self.pieces)
    }

    /// Collects from here on for a column of this width.
    pub fn set_measure(&mut self, measure: Pt) {
        self.place = Place { measure, start: Pt::ZERO, end: Pt::ZERO, frame: None, kept: None };
    }

    /// A style of text, shared with all equal ones.
    fn share(&mut self, style: TextStyle) -> Arc<TextStyle> {
        if let Some(known) = self.styles.iter().find(|known| ***known == style) {
            return known.clone();
        }
        self.styles.push(Arc::new(style));
        self.styles[self.styles.len() - 1].clone()
    }

    /// A passage as a piece of its own element's box.
    pub fn text(&mut self, mut passage: Passage<'b>, scope: &Scope, block: Option<BlockId>) {
        if !passage.paragraph.text.is_empty() {
            passage.shrink();
            self.push(Matter::Text(passage), &scope.style, block);
        }
    }
}
