//! Strips to pages. In: galleys and the pages chosen for their strips. Out: display lists, tags in reading order,
//! destinations, and what each page begins with. Every strip is drawn once; only heads repeated over a column are drawn
//! again, as artifacts.

use super::fill::{self, Column, Descent, repeated_height};
use super::footnotes::{Footnotes, NotePart};
use super::furniture::Furniture;
use super::galley::{Atom, Frame, FrameId, Galley, Ink, InkRole, Inlaid, Inset, SetNote, Strip};
use super::layout::Layout;
use super::plan::{Growth, Plan, PlanId};
use super::{Area, ContentId, Destination, Item, ItemKind, Page, TagId, TagTree, destinations};
use crate::language::Direction;
use crate::length::Pt;
use crate::model::PageStart;
use crate::style::{PageKind, PageStyle};
use crate::text::math::{self, Mark};
use crate::text::{GlyphRun, TextStyle};
use crate::vocabulary;
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Thickness of the rule above notes, and its part of the measure.
const NOTE_RULE: Pt = Pt(Pt::ONE.0 / 2);
const NOTE_RULE_PART: i64 = 4;

/// Draws pages one after the other.
pub struct Placer<'p> {
    pub layout: &'p Layout<'p>,
    growth: Growth<'p>,
    frames: &'p [Frame],
    notes: &'p [SetNote],
    furniture: Furniture<'p>,
    /// Kinds of pages so far: they are few.
    kinds: Vec<(PageKind, Arc<PageStyle>)>,
    begun: BTreeSet<FrameId>,
    pub pages: Vec<Page>,
    pub destinations: Vec<Destination>,
    pub starts: Vec<PageStart>,
}

/// The page that is being drawn.
struct Drawing {
    items: Vec<Item>,
    links: Vec<Item>,
    /// The content that the last item belongs to.
    open: Option<(PlanId, ContentId)>,
    /// Links of the strip at hand, by element and baseline.
    touched: BTreeMap<(PlanId, Pt), (TagId, Area)>,
    start: Option<(crate::model::BlockId, u32)>,
}

impl Drawing {
    fn push(&mut self, kind: ItemKind) {
        self.open = None;
        self.items.push(Item { content: None, kind });
    }

    fn fill(&mut self, area: Area, color: [u8; 3]) {
        if area.width > Pt::ZERO && area.height > Pt::ZERO {
            self.push(ItemKind::Fill { area, color });
        }
    }

    fn artifact(&mut self, run: &GlyphRun, x: Pt, y: Pt, text: &Arc<String>) {
        self.push(glyphs(run, x, y, text));
    }

    /// Makes items of the links of the strip at hand: one for each line, all of one tag.
    fn links(&mut self, plan: &Plan) {
        for ((link, _), (tag, area)) in std::mem::take(&mut self.touched) {
            if let Some((to, contents)) = plan.get(link).link.clone() {
                self.links.push(Item { content: None, kind: ItemKind::Link { area, to, contents, tag } });
            }
        }
    }
}

/// Glyphs of a run whose line begins at `x`, on the baseline `y`.
pub fn glyphs(run: &GlyphRun, x: Pt, y: Pt, text: &Arc<String>) -> ItemKind {
    let run = GlyphRun { x: run.x + x, ..run.clone() };
    ItemKind::Glyphs { run, y, text: text.clone() }
}

/// What is drawn of an inset that begins at `x` on the baseline `y`.
fn inlaid(inset: &Inset, x: Pt, y: Pt) -> Vec<ItemKind> {
    match &inset.what {
        Inlaid::Picture(asset, (width, height)) => {
            let area = Area { left: x, top: y - *height, width: *width, height: *height };
            vec![ItemKind::Image { asset: *asset, area }]
        }
        Inlaid::Formula(formula, _) => {
            let mark = |mark: &Mark| match &mark.ink {
                math::Ink::Glyphs(run) => glyphs(run, x + mark.x, y + mark.y, &formula.words),
                &math::Ink::Rule { width, height, color } => {
                    ItemKind::Fill { area: Area { left: x + mark.x, top: y + mark.y, width, height }, color }
                }
            };
            formula.marks.iter().map(mark).collect()
        }
    }
}

impl<'p> Placer<'p> {
    /// Nothing drawn yet.
    pub fn new(
        layout: &'p Layout<'p>,
        plan: &'p Plan,
        frames: &'p [Frame],
        notes: &'p [SetNote],
        title: &str,
    ) -> Placer<'p> {
        Placer {
            layout,
            growth: Growth::new(plan, layout.lang),
            frames,
            notes,
            furniture: Furniture::new(layout, title),
            kinds: Vec::new(),
            begun: BTreeSet::new(),
            pages: Vec::new(),
            destinations: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// All that was drawn: pages, destinations, what each page begins with, tags.
    pub fn finish(self) -> (Vec<Page>, Vec<Destination>, Vec<PageStart>, TagTree) {
        (self.pages, self.destinations, self.starts, self.growth.tree)
    }

    /// The style of a kind of page.
    fn kind(&mut self, kind: PageKind) -> Arc<PageStyle> {
        if let Some((_, known)) = self.kinds.iter().find(|(known, _)| *known == kind) {
            return known.clone();
        }
        let style = Arc::new(self.layout.page(kind));
        self.kinds.push((kind, style.clone()));
        style
    }

    /// A page with nothing on it.
    pub fn blank(&mut self, kind: PageKind, label: &str) {
        let page = self.kind(kind);
        let items = self.furniture.draw(&page, label, &[]);
        self.pages.push(Page { label: label.to_owned(), size: page.size, items });
        self.starts.push(PageStart { label: label.to_owned(), at: None });
    }

    /// A page of some columns of a galley, `gap` apart.
    pub fn page(&mut self, galley: &Galley, columns: &[Column], count: usize, gap: Pt, kind: PageKind, label: &str) {
        let page = self.kind(kind);
        let room = self.layout.room_of(&self.kind(PageKind::running(kind.name))).height;
        let width = page.size.0 - page.margin[1] - page.margin[3];
        let each = Pt((width - gap * (count as i64 - 1)).0 / count as i64);
        let first = columns.first().is_some_and(|column| column.strips.start == 0);
        let heads: &[Strip] = if first { &galley.head } else { &[] };
        let strips = columns.iter().flat_map(|column| &galley.strips[column.strips.clone()]);
        let strings: Vec<_> =
            heads.iter().chain(strips).flat_map(|strip| strip.extras().strings.iter().cloned()).collect();
        let mut drawing = Drawing {
            items: self.furniture.draw(&page, label, &strings),
            links: Vec::new(),
            open: None,
            touched: BTreeMap::new(),
            start: None,
        };
        let (left, mut top) = (page.margin[3], page.margin[0]);
        let mut descent = Descent::new(self.layout.grid(), 0);
        let tops: Vec<Pt> = heads.iter().map(|strip| top + descent.place(strip)).collect();
        self.strips(heads, &tops, left, &[], &mut drawing);
        top += self.layout.whole_lines(descent.y);
        for (number, column) in columns.iter().enumerate() {
            let number = match self.layout.direction {
                Direction::Ltr => number as i64,
                Direction::Rtl => count as i64 - 1 - number as i64,
            };
            let place = (left + (each + gap) * number, top, page.margin[0] + room - top);
            self.column(galley, column, place, count, &mut drawing);
        }
        let parts: Vec<&NotePart> = columns.iter().flat_map(|column| &column.notes).collect();
        let short = columns.first().map_or(Pt::ZERO, |column| column.short);
        self.foot(&parts, left, page.margin[0] + room - short, width, &mut drawing);
        let Drawing { mut items, links, start, .. } = drawing;
        items.extend(links);
        items.shrink_to_fit();
        self.pages.push(Page { label: label.to_owned(), size: page.size, items });
        self.starts.push(PageStart { label: label.to_owned(), at: start });
    }

    /// One of `count` columns: its left edge, its top and its height.
    fn column(
        &mut self,
        galley: &Galley,
        column: &Column,
        (left, top, height): (Pt, Pt, Pt),
        count: usize,
        drawing: &mut Drawing,
    ) {
        let strips = &galley.strips[column.strips.clone()];
        let mut descent = Descent::new(self.layout.grid(), column.strips.start);
        let mut tops: Vec<Pt> = strips.iter().map(|strip| top + descent.place(strip)).collect();
        if count > 1 {
            fill::spread(strips, &mut tops, top, height, self.layout.below());
        } else if column.notes.is_empty() && column.strips.end < galley.strips.len() {
            fill::settle(strips, &mut tops, top, self.layout.grid(), self.layout.below());
        }
        if let (Some(first), Some(&below)) = (strips.first(), tops.first()) {
            let mut y = below - repeated_height(first);
            for head in first.extras().head.iter().flat_map(|head| head.iter()) {
                self.repeat(head, left, y, drawing);
                y += head.height;
            }
        }
        self.strips(strips, &tops, left, &galley.strips[column.strips.end..], drawing);
    }

    /// Strips with their tops; `after` is what follows on later pages.
    fn strips(&mut self, strips: &[Strip], tops: &[Pt], left: Pt, after: &[Strip], drawing: &mut Drawing) {
        self.frame(strips, tops, left, after, drawing);
        let mut index = 0;
        while index < strips.len() {
            // The parts of a table row are read cell by cell.
            let row = strips[index].extras().row;
            let same = |strip: &Strip| row.is_some() && strip.extras().row == row;
            let end = index + 1 + strips[index + 1..].iter().take_while(|strip| same(strip)).count();
            let mut atoms: SmallVec<[(&Atom, Pt); 4]> = SmallVec::new();
            for (strip, &top) in strips[index..end].iter().zip(&tops[index..end]) {
                self.places(strip, top);
                drawing.start = drawing.start.or(strip.start);
                atoms.extend(strip.atoms.iter().map(|atom| (atom, top)));
            }
            atoms.sort_by_key(|(atom, _)| atom.cell);
            for (atom, top) in atoms {
                self.atom(atom, left, top, drawing);
            }
            drawing.links(self.growth.plan());
            for strip in &strips[index..end] {
                for id in &strip.notes {
                    if let Some(plan) = self.notes[id.index()].plan {
                        // Made now, so that it comes right behind the paragraph that calls it.
                        self.growth.tag(plan);
                    }
                }
            }
            index = end;
        }
    }

    /// The destinations at a strip.
    fn places(&mut self, strip: &Strip, top: Pt) {
        let page = self.pages.len();
        let mut add = |name: String| self.destinations.push(Destination { name, page, top });
        strip.extras().destinations.iter().cloned().for_each(&mut add);
        strip.notes.iter().for_each(|id| add(destinations::reference(*id)));
        strip.extras().marks.iter().for_each(|id| add(destinations::mark(*id)));
    }

    /// Backgrounds and rules around strips; a frame that goes on overleaf has no rule there, and its background a margin
    /// all the same.
    fn frame(&mut self, strips: &[Strip], tops: &[Pt], left: Pt, after: &[Strip], drawing: &mut Drawing) {
        let mut extents: BTreeMap<FrameId, (Pt, Pt)> = BTreeMap::new();
        for (strip, &top) in strips.iter().zip(tops) {
            for id in self.around(strip) {
                let extent = extents.entry(id).or_insert((top, top));
                extent.1 = extent.1.max(top + strip.height);
            }
        }
        for (id, (top, bottom)) in extents {
            let frame = &self.frames[id.0 as usize];
            let begins = self.begun.insert(id);
            let ends = !after.first().is_some_and(|strip| self.around(strip).any(|around| around == id));
            let x = left + frame.left;
            let top = if begins { top + frame.inset.0 } else { top };
            let bottom = if ends { bottom - frame.inset.1 } else { bottom };
            let (width, height) = (frame.width, bottom - top);
            if let Some(color) = frame.background {
                let torn = self.layout.grid().scale(1, 4);
                let above = if begins { Pt::ZERO } else { torn };
                let height = height + above + if ends { Pt::ZERO } else { torn };
                drawing.fill(Area { left: x, top: top - above, width, height }, color);
            }
            let [above, right, below, start] = frame.border;
            let mut rule = |left: Pt, top: Pt, width: Pt, height: Pt| {
                drawing.fill(Area { left, top, width, height }, frame.color);
            };
            if begins {
                rule(x, top, width, above);
            }
            if ends {
                rule(x, bottom - below, width, below);
            }
            let (at_left, at_right) = match self.layout.direction {
                Direction::Ltr => (start, right),
                Direction::Rtl => (right, start),
            };
            rule(x, top, at_left, height);
            rule(x + width - at_right, top, at_right, height);
        }
    }

    /// The frames around a strip, the innermost first.
    fn around(&self, strip: &Strip) -> impl Iterator<Item = FrameId> + use<'p> {
        let frames = self.frames;
        std::iter::successors(strip.frame, move |id| frames[id.0 as usize].parent)
    }

    /// Notes above the page's foot at `bottom`, with the rule above them.
    fn foot(&mut self, parts: &[&NotePart], left: Pt, bottom: Pt, width: Pt, drawing: &mut Drawing) {
        if parts.is_empty() {
            return;
        }
        let footnotes = Footnotes::new(self.notes, self.layout);
        let separator = footnotes.separator;
        let mut y = Pt::ZERO;
        let mut placed: Vec<(usize, usize, Pt)> = Vec::new();
        for part in parts {
            for index in part.strips.clone() {
                let strip = &self.notes[part.note].strips[index];
                y += if placed.is_empty() { separator } else { strip.space };
                placed.push((part.note, index, y));
                y += strip.height;
            }
        }
        let last = parts.iter().rev().find_map(|part| footnotes.strips(part).last());
        let top = bottom - last.map_or(Pt::ZERO, |strip| footnotes.lift(strip)) - y;
        // A rule over the whole measure says that a note has begun on the page before.
        let continued = parts.first().is_some_and(|part| part.strips.start > 0);
        let (rule, height) = (if continued { width } else { Pt(width.0 / NOTE_RULE_PART) }, NOTE_RULE);
        let x = if self.layout.direction == Direction::Rtl { left + width - rule } else { left };
        let middle = top + separator.scale(1, 2);
        drawing.fill(Area { left: x, top: middle, width: rule, height }, self.layout.body.color);
        for part in placed.chunk_by(|one, next| one.0 == next.0) {
            let [(note, first, _), ..] = *part else { continue };
            let (strips, behind) = self.notes[note].strips[first..].split_at(part.len());
            let tops: Vec<Pt> = part.iter().map(|(.., y)| top + *y).collect();
            self.strips(strips, &tops, left, behind, drawing);
        }
    }

    fn atom(&mut self, atom: &Atom, left: Pt, top: Pt, drawing: &mut Drawing) {
        let (x, y) = (left + atom.left, top + atom.top);
        match &atom.ink {
            Ink::Line { line, text, role: InkRole::Artifact, .. } => {
                line.runs.iter().for_each(|run| drawing.artifact(run, x, y, text));
            }
            Ink::Line { line, text, role: InkRole::Content, .. } if line.runs.len() == 1 && line.boxes.is_empty() => {
                self.run(&line.runs[0], x, y, text, drawing);
            }
            Ink::Line { line, text, insets, role: InkRole::Content } => {
                let insets = insets.as_deref().map_or(&[][..], Vec::as_slice);
                let mut order: Vec<(u32, usize, Option<Pt>)> = Vec::with_capacity(line.runs.len() + line.boxes.len());
                let mut last = line.range.start;
                for (index, run) in line.runs.iter().enumerate() {
                    last = if run.text().is_empty() { last } else { run.start };
                    order.push((last, index, None));
                }
                let boxes = line.boxes.iter().filter(|(index, _)| *index < insets.len());
                order.extend(boxes.map(|&(index, offset)| (insets[index].at as u32, index, Some(offset))));
                // Read in the order of the text, whatever the order on the line.
                order.sort_by_key(|&(at, ..)| at);
                for (_, index, offset) in order {
                    match offset {
                        None => self.run(&line.runs[index], x, y, text, drawing),
                        Some(offset) => {
                            let inset = &insets[index];
                            for kind in inlaid(inset, x + offset, y) {
                                self.draw(inset.plan, kind, drawing);
                            }
                        }
                    }
                }
            }
            &Ink::Picture { asset, size: (width, height), plan } => {
                let area = Area { left: x, top: y, width, height };
                self.draw(plan, ItemKind::Image { asset, area }, drawing);
            }
            &Ink::Fill { size: (width, height), color } => {
                drawing.fill(Area { left: x, top: y, width, height }, color);
            }
            Ink::Element(plan) => drop(self.growth.tag(*plan)),
        }
    }

    fn run(&mut self, run: &GlyphRun, x: Pt, y: Pt, text: &Arc<String>, drawing: &mut Drawing) {
        let plan = PlanId(run.tag);
        self.draw(Some(plan), glyphs(run, x, y, text), drawing);
        let Some(link) = self.link_around(plan) else { return };
        let TextStyle { size, rise, .. } = *run.style;
        let top = y - size.scale(4, 5) - rise;
        let area = Area { left: x + run.x, top, width: run.width(), height: size };
        let known = drawing.touched.entry((link, y)).or_insert((self.growth.tag(link), area));
        known.1 = known.1.union(area);
    }

    /// The link that an element is or stands in.
    fn link_around(&self, plan: PlanId) -> Option<PlanId> {
        let known = self.growth.plan();
        let mut at = plan;
        loop {
            let planned = known.get(at);
            match planned.kind {
                "Link" => return Some(at),
                "Span" | "Code" => at = planned.parent,
                _ => return None,
            }
        }
    }

    fn draw(&mut self, plan: Option<PlanId>, kind: ItemKind, drawing: &mut Drawing) {
        let content = plan.map(|plan| match drawing.open {
            Some((open, content)) if open == plan => content,
            _ => {
                let tag = self.growth.tag(plan);
                self.growth.tree.content(tag)
            }
        });
        drawing.open = plan.zip(content);
        drawing.items.push(Item { content, kind });
    }

    /// Whether a run calls a note.
    fn calls(&self, run: &GlyphRun) -> bool {
        let plan = self.growth.plan();
        let link = self.link_around(PlanId(run.tag));
        link.is_some_and(|link| plan.get(plan.get(link).parent).kind == vocabulary::NOTE_REFERENCE.pdf)
    }

    /// A strip again, as an artifact. The notes that it calls are at the foot of another page.
    fn repeat(&mut self, strip: &Strip, left: Pt, top: Pt, drawing: &mut Drawing) {
        for atom in &strip.atoms {
            let (x, y) = (left + atom.left, top + atom.top);
            match &atom.ink {
                Ink::Line { line, text, insets, .. } => {
                    let runs = line.runs.iter().filter(|run| !self.calls(run));
                    runs.for_each(|run| drawing.artifact(run, x, y, text));
                    for &(index, offset) in &line.boxes {
                        let inset = insets.as_ref().and_then(|insets| insets.get(index));
                        let kinds = inset.map(|inset| inlaid(inset, x + offset, y));
                        kinds.into_iter().flatten().for_each(|kind| drawing.push(kind));
                    }
                }
                &Ink::Picture { asset, size: (width, height), .. } => {
                    let area = Area { left: x, top: y, width, height };
                    drawing.open = None;
                    drawing.items.push(Item { content: None, kind: ItemKind::Image { asset, area } });
                }
                &Ink::Fill { size: (width, height), color } => {
                    drawing.fill(Area { left: x, top: y, width, height }, color);
                }
                Ink::Element(_) => {}
            }
        }
    }
}
