//! A line to runs of glyphs. In: slots with their final widths. Out: glyphs in visual order (UAX #9, rule L2), each
//! with the text that it says when copied.

use super::justify::{Content, Slot};
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
            let piece = &self.prepared.pieces[slot.piece];
            match slot.content {
                Content::Box(number) => {
                    line.boxes.push((number, x));
                    line.runs.extend(open.take().map(|run| self.close(run)));
                }
                Content::Gap => {
                    if let Some(last) = open.as_mut().and_then(|run| run.glyphs.last_mut()) {
                        last.advance = Short::of(last.advance.pt() + slot.width);
                    }
                }
                _ => {
                    let text = self.text(slot, piece);
                    let joined = open.as_mut().is_some_and(|run| run.join(piece, slot.expansion, &text));
                    if !joined {
                        line.runs.extend(open.take().map(|run| self.close(run)));
                    }
                    let glyphs = &mut self.glyphs;
                    let run = open.get_or_insert_with(|| {
                        OpenRun::begin(piece, slot.expansion, text.clone(), x, std::mem::take(glyphs))
                    });
                    self.draw_glyphs(slot, piece, text, run);
                }
            }
            x += slot.width;
        }
        line.runs.extend(open.map(|run| self.close(run)));
        line.runs.shrink_to_fit();
    }

    /// The bytes that the glyphs of a slot say.
    fn text(&self, slot: &Slot, piece: &Piece) -> Range<usize> {
        match &slot.content {
            Content::Glyphs(part, end) => {
                let clusters = self.shaper.glyphs(part.glyphs.clone()).iter().map(|shaped| shaped.cluster as usize);
                clusters.min().map_or(0..0, |first| piece.range.start + part.base as usize + first..*end)
            }
            Content::Space(part) if !part.glyphs.is_empty() => piece.range.clone(),
            Content::Space(_) | Content::Hyphen(_) | Content::Box(_) | Content::Gap => 0..0,
        }
    }

    fn close(&mut self, open: OpenRun) -> GlyphRun {
        let OpenRun { run, strike, expansion, x, text, rtl, glyphs, offsets } = open;
        let run = &self.paragraph.runs[run];
        let closed = GlyphRun {
            style: run.style.clone(),
            glyphs: glyphs.as_slice().into(),
            offsets,
            x,
            start: text.start as u32,
            tag: run.tag,
            face: self.shaper.face(strike),
            expansion,
            direction: if rtl { Direction::Rtl } else { Direction::Ltr },
        };
        self.glyphs = glyphs;
        self.glyphs.clear();
        closed
    }

    fn draw_glyphs(&self, slot: &Slot, piece: &Piece, text: Range<usize>, run: &mut OpenRun) {
        let part = match &slot.content {
            Content::Glyphs(part, _) | Content::Space(part) | Content::Hyphen(part) => part,
            Content::Box(_) | Content::Gap => return,
        };
        let shaped = self.shaper.glyphs(part.glyphs.clone());
        let first = run.glyphs.len();
        let wider = |length: Short| length.longer(slot.expansion);
        run.glyphs.extend(shaped.iter().map(|shaped| Glyph { id: shaped.id, says: 0, advance: wider(shaped.advance) }));
        let drawn = &mut run.glyphs[first..];
        for (glyph, number) in (first..).zip(part.glyphs.clone()) {
            if shaped[glyph - first].is_off {
                let (right, up) = self.shaper.offset(number);
                run.offsets.push(Offset { glyph: glyph as u32, right: wider(right), up });
            }
        }
        // What rounding and the spare room have added.
        let known: Pt = drawn.iter().map(|glyph| glyph.advance.pt()).sum();
        if let Some(last) = drawn.last_mut() {
            last.advance = Short::of(last.advance.pt() + slot.width - known);
        }
        match &slot.content {
            Content::Space(_) => {
                if let Some(space) = drawn.last_mut() {
                    space.says = says(text);
                }
            }
            Content::Glyphs(..) => {
                let base = piece.range.start + part.base as usize;
                let clusters = shaped.iter().zip(drawn).map(|(shaped, glyph)| (base + shaped.cluster as usize, glyph));
                // From the last cluster of the text to the first: each ends where the one after it begins.
                match run.rtl {
                    true => give_text(clusters, text.end),
                    false => give_text(clusters.rev(), text.end),
                }
            }
            Content::Hyphen(_) | Content::Box(_) | Content::Gap => {}
        }
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

/// Gives each cluster's text to the first of its glyphs.
fn give_text<'g>(clusters: impl Iterator<Item = (usize, &'g mut Glyph)>, mut end: usize) {
    let mut waiting: Option<(usize, &mut Glyph)> = None;
    let mut give = |start: usize, glyph: &mut Glyph| {
        glyph.says = says(start..end);
        end = start;
    };
    for (start, glyph) in clusters {
        if let Some((cluster, last)) = waiting.take().filter(|&(cluster, _)| cluster != start) {
            give(cluster, last);
        }
        waiting = Some((start, glyph));
    }
    if let Some((cluster, last)) = waiting {
        give(cluster, last);
    }
}

/// The length of a cluster's text; no cluster of any writing is longer than this number can say.
fn says(text: Range<usize>) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}
