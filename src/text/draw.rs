//! A line to runs of glyphs. In: slots with their final widths. Out: glyphs in visual order (UAX #9, rule L2), each
//! with the text that it says when copied.

use super::justify::{Content, Slot};
use super::lexicon::Shaped;
use super::prepare::Piece;
use super::set::Setter;
use super::shape::StrikeId;
use super::{Glyph, GlyphRun, Line, Offset, bidi};
use crate::language::Direction;
use crate::length::{Pt, Short};
use std::ops::Range;
use thin_vec::ThinVec;

impl Setter<'_, '_> {
    /// Draws slots from left to right, beginning at `x`.
    pub fn draw(&mut self, slots: &[Slot], mut x: Pt, line: &mut Line) {
        let straight = slots.iter().all(|slot| slot.level == 0);
        let turned = (!straight).then(|| bidi::visual_order(&slots.iter().map(|slot| slot.level).collect::<Vec<_>>()));
        let mut open: Option<OpenRun> = None;
        for number in 0..slots.len() {
            let slot = &slots[turned.as_ref().map_or(number, |turned| turned[number])];
            match slot.content {
                Content::Box(number) => {
                    line.boxes.push((number, x));
                    self.close(open.take());
                }
                Content::Gap => {
                    if let Some(last) = open.as_mut().and_then(|run| run.glyphs.last_mut()) {
                        last.advance = Short::of(last.advance.pt() + slot.width);
                    }
                }
                Content::Glyphs | Content::Space | Content::Hyphen => {
                    let piece = &self.prepared.pieces[slot.piece];
                    let shaped = self.shaper.glyphs(slot.part.glyphs.clone());
                    let text = text(slot, piece, shaped);
                    if !open.as_mut().is_some_and(|run| run.join(piece, slot.expansion, &text)) {
                        self.close(open.take());
                        let glyphs = std::mem::take(&mut self.glyphs);
                        open = Some(OpenRun::begin(piece, slot.expansion, text, x, glyphs));
                    }
                    if let Some(run) = &mut open {
                        self.draw_glyphs(slot, run);
                    }
                }
            }
            x += slot.width;
        }
        self.close(open);
        line.runs = ThinVec::with_capacity(self.runs.len());
        line.runs.extend(self.runs.drain(..));
    }

    /// Ends a run.
    fn close(&mut self, open: Option<OpenRun>) {
        let Some(OpenRun { run, strike, expansion, x, text, rtl, glyphs, offsets }) = open else { return };
        let run = &self.paragraph.runs[run];
        self.runs.push(GlyphRun {
            style: run.style.clone(),
            glyphs: glyphs.as_slice().into(),
            offsets,
            x,
            start: text.start as u32,
            tag: run.tag,
            face: self.shaper.face(strike),
            expansion,
            direction: if rtl { Direction::Rtl } else { Direction::Ltr },
        });
        self.glyphs = glyphs;
        self.glyphs.clear();
    }

    fn draw_glyphs(&self, slot: &Slot, run: &mut OpenRun) {
        let shaped = self.shaper.glyphs(slot.part.glyphs.clone());
        let first = run.glyphs.len();
        let wider = |length: Short| length.longer(slot.expansion);
        let (mut known, mut is_off) = (Pt::ZERO, false);
        run.glyphs.extend(shaped.iter().map(|shaped| {
            let advance = wider(shaped.advance);
            known += advance.pt();
            is_off |= shaped.is_off;
            Glyph { id: shaped.id, says: shaped.says, advance }
        }));
        let drawn = &mut run.glyphs[first..];
        let Some(last) = drawn.last_mut() else { return };
        // What rounding and the spare room have added.
        last.advance = Short::of(last.advance.pt() + slot.width - known);
        if is_off {
            for ((glyph, number), shaped) in (first..).zip(slot.part.glyphs.clone()).zip(shaped) {
                if shaped.is_off {
                    let (right, up) = self.shaper.offset(number);
                    run.offsets.push(Offset { glyph: glyph as u32, right: wider(right), up });
                }
            }
        }
        if slot.content == Content::Hyphen {
            drawn.iter_mut().for_each(|glyph| glyph.says = 0);
        }
    }
}

/// The bytes that the glyphs of a slot say.
fn text(slot: &Slot, piece: &Piece, shaped: &[Shaped]) -> Range<usize> {
    // Clusters stand in the order of the text, or all the other way.
    let first = if piece.level % 2 == 1 { shaped.last() } else { shaped.first() };
    match (slot.content, first) {
        (Content::Glyphs, Some(first)) => piece.range.start + (slot.part.base + first.cluster) as usize..slot.end,
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
    /// The bytes that its glyphs say so far.
    text: Range<usize>,
    rtl: bool,
    glyphs: Vec<Glyph>,
    offsets: ThinVec<Offset>,
}

impl OpenRun {
    fn begin(piece: &Piece, expansion: i8, text: Range<usize>, x: Pt, glyphs: Vec<Glyph>) -> OpenRun {
        let rtl = piece.level % 2 == 1;
        OpenRun { run: piece.run, strike: piece.strike, expansion, x, text, rtl, glyphs, offsets: ThinVec::new() }
    }

    /// Goes on with a slot of a piece that says `text`, if that comes next in the order of the run.
    fn join(&mut self, piece: &Piece, expansion: i8, text: &Range<usize>) -> bool {
        let known = &self.text;
        let next = if self.rtl { text.end == known.start } else { text.start == known.end };
        let joins = (self.run, self.strike, self.expansion) == (piece.run, piece.strike, expansion);
        match joins && (next || text.is_empty() || known.is_empty()) {
            true if known.is_empty() => self.text = text.clone(),
            true if !text.is_empty() => self.text = known.start.min(text.start)..known.end.max(text.end),
            joined => return joined,
        }
        true
    }
}
