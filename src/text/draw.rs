//! A line to runs of glyphs. In: slots with their final widths. Out: glyphs in visual order (UAX #9, rule L2), each
//! with the text that it says when copied.

use super::justify::{Content, Slot};
use super::lexicon::Shaped;
use super::prepare::{Kind, Piece};
use super::set::Setter;
use super::shape::{Shaper, StrikeId};
use super::{Glyph, GlyphRun, Line, Offset, Paragraph, Stretch, bidi};
use crate::language::Direction;
use crate::length::{Pt, Short};
use std::ops::Range;
use thin_vec::ThinVec;

impl Setter<'_, '_> {
    /// Draws slots from left to right, beginning at `x`.
    pub fn draw(&mut self, slots: &[Slot], mut x: Pt, line: &mut Line) {
        let straight = slots.iter().all(|slot| slot.level == 0);
        let turned = (!straight).then(|| bidi::visual_order(&slots.iter().map(|slot| slot.level).collect::<Vec<_>>()));
        let Setter { paragraph, prepared, shaper, runs, glyphs, .. } = self;
        let shaper: &Shaper = shaper;
        let mut open: Option<OpenRun> = None;
        let first = runs.len();
        for number in 0..slots.len() {
            let slot = &slots[turned.as_ref().map_or(number, |turned| turned[number])];
            let piece = &prepared.pieces[slot.piece as usize];
            match slot.content {
                Content::Box => {
                    line.boxes.extend(if let Kind::Box(number) = piece.kind { Some((number, x)) } else { None });
                    runs.extend(open.take().map(|run| run.close(paragraph, shaper, glyphs.len())));
                }
                Content::Gap => {
                    let own = open.as_ref().map_or(glyphs.len(), |run| run.first);
                    if let Some(last) = glyphs[own..].last_mut() {
                        last.advance = Short::of(last.advance.pt() + slot.width);
                    }
                }
                Content::Glyphs | Content::Space | Content::Hyphen => {
                    let shaped = shaper.glyphs(slot.part.glyphs.clone());
                    let text = text(slot, piece, shaped);
                    if !open.as_mut().is_some_and(|run| run.join(piece, slot.expansion, &text)) {
                        runs.extend(open.take().map(|run| run.close(paragraph, shaper, glyphs.len())));
                        open = Some(OpenRun::begin(piece, slot.expansion, text, x, glyphs.len()));
                    }
                    let first = glyphs.len();
                    if let Some(run) = open.as_mut().filter(|_| draw_glyphs(slot, shaped, glyphs)) {
                        draw_off(slot, shaped, shaper, first - run.first, &mut run.offsets);
                    }
                }
            }
            x += slot.width;
        }
        runs.extend(open.map(|run| run.close(paragraph, shaper, glyphs.len())));
        line.runs = Stretch::promised(first..runs.len());
    }
}

/// Adds the glyphs of a slot; returns whether any is drawn off its origin.
fn draw_glyphs(slot: &Slot, shaped: &[Shaped], glyphs: &mut Vec<Glyph>) -> bool {
    let first = glyphs.len();
    let (mut known, mut is_off) = (Pt::ZERO, false);
    glyphs.extend(shaped.iter().map(|shaped| {
        let advance = shaped.advance.longer(slot.expansion);
        known += advance.pt();
        is_off |= shaped.is_off;
        Glyph { id: shaped.id, says: shaped.says, advance }
    }));
    let drawn = &mut glyphs[first..];
    if let Some(last) = drawn.last_mut() {
        // What rounding and the spare room have added.
        last.advance = Short::of(last.advance.pt() + slot.width - known);
    }
    if slot.content == Content::Hyphen {
        drawn.iter_mut().for_each(|glyph| glyph.says = 0);
    }
    is_off
}

/// Adds how far glyphs of a slot, which are number `first` of their run and those behind it, are drawn off their origins.
fn draw_off(slot: &Slot, shaped: &[Shaped], shaper: &Shaper, first: usize, offsets: &mut ThinVec<Offset>) {
    for ((glyph, number), _) in (first..).zip(slot.part.glyphs.clone()).zip(shaped).filter(|(_, shaped)| shaped.is_off)
    {
        let (right, up) = shaper.offset(number);
        offsets.push(Offset { glyph: glyph as u32, right: right.longer(slot.expansion), up });
    }
}

/// The bytes that the glyphs of a slot say.
fn text(slot: &Slot, piece: &Piece, shaped: &[Shaped]) -> Range<usize> {
    // Clusters stand in the order of the text, or all the other way.
    let first = if piece.level % 2 == 1 { shaped.last() } else { shaped.first() };
    match (slot.content, first) {
        (Content::Glyphs, Some(first)) => {
            piece.range.start + (slot.part.base + first.cluster) as usize..slot.end as usize
        }
        (Content::Space, Some(_)) => piece.range.clone(),
        _ => 0..0,
    }
}

/// A run of glyphs that is being drawn.
struct OpenRun {
    run: usize,
    strike: StrikeId,
    expansion: i8,
    x: Pt,
    /// Which of the paragraph's glyphs is its first.
    first: usize,
    /// The bytes that its glyphs say so far.
    text: Range<usize>,
    rtl: bool,
    offsets: ThinVec<Offset>,
}

impl OpenRun {
    fn begin(piece: &Piece, expansion: i8, text: Range<usize>, x: Pt, first: usize) -> OpenRun {
        let rtl = piece.level % 2 == 1;
        OpenRun { run: piece.run, strike: piece.strike, expansion, x, first, text, rtl, offsets: ThinVec::new() }
    }

    /// Ends before the paragraph's glyph number `end`.
    fn close(self, paragraph: &Paragraph, shaper: &Shaper, end: usize) -> GlyphRun {
        let run = &paragraph.runs[self.run];
        GlyphRun {
            style: run.style.clone(),
            glyphs: Stretch::promised(self.first..end),
            offsets: self.offsets,
            x: self.x,
            start: self.text.start as u32,
            tag: run.tag,
            face: shaper.face(self.strike),
            expansion: self.expansion,
            direction: if self.rtl { Direction::Rtl } else { Direction::Ltr },
        }
    }

    /// Goes on with a slot of a piece that says `text`, if that comes next in the order of the run.
    fn join(&mut self, piece: &Piece, expansion: i8, text: &Range<usize>) -> bool {
        let known = &mut self.text;
        if (self.run, self.strike, self.expansion) != (piece.run, piece.strike, expansion) {
            return false;
        }
        if Range::is_empty(known) {
            *known = text.clone();
        } else if text.start == known.end && !self.rtl {
            known.end = text.end;
        } else if text.end == known.start && self.rtl {
            known.start = text.start;
        } else {
            return text.is_empty();
        }
        true
    }
}
