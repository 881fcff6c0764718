//! A paragraph to lines. In: pieces and the places chosen for line ends. Out: lines whose pieces stand in visual
//! order (UAX #9, rule L2, line by line) and that fill their measure to the unit where they are justified.

use super::breaks::{Column, Elastic, Fill, Fit, first_fit, total_fit, variants};
use super::cuts::{self, Cut, CutKind, Segment};
use super::justify::{Content, Slot, justify};
use super::prepare::{Kind, Piece, Prepared, Space, prepare};
use super::shape::{Part, Shaper};
use super::{Glyph, GlyphRun, Line, LineEnd, Measure, Paragraph, Trouble, Variant, Variants, bidi};
use crate::language::Direction;
use crate::length::Pt;
use crate::style::Align;
use std::ops::Range;
use std::sync::Arc;

/// Sets a paragraph. Returns its lines and what could not be set as asked. Every byte of the text is in the range of
/// one line; an empty text has no lines.
pub fn set(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>) {
    Chosen::of(paragraph, measure, shaper).lines(paragraph, measure, shaper)
}

/// Sets a paragraph in lines that end where [`vary`] has said that they can.
pub fn set_at(paragraph: &Paragraph, measure: &Measure, ends: &[LineEnd], shaper: &mut Shaper) -> Vec<Line> {
    Chosen::at(paragraph, measure, ends, shaper).lines(paragraph, measure, shaper).0
}

/// Sets a paragraph as [`set`] does, and says how it could be set with one line less or more.
pub fn vary(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>, Variants) {
    let chosen = Chosen::of(paragraph, measure, shaper);
    let [tighter, looser] = chosen.variants(paragraph, measure).map(|fit| fit.map(|fit| chosen.variant(&fit)));
    let (lines, troubles) = chosen.lines(paragraph, measure, shaper);
    (lines, troubles, Variants { tighter, looser })
}

/// The widest unbreakable piece and the width on one line: the minimum and maximum content widths of a table cell.
pub fn extents(paragraph: &Paragraph, shaper: &mut Shaper) -> (Pt, Pt) {
    let prepared = prepare(paragraph, shaper);
    let mut widths = (Pt::ZERO, Pt::ZERO);
    for (number, segment) in cuts::segments(paragraph, &prepared, shaper).iter().enumerate() {
        let indent = if number == 0 { paragraph.indent } else { Pt::ZERO };
        let (least, most) = segment.extents();
        widths = (widths.0.max(least), widths.1.max(most + indent));
    }
    widths
}

/// How wide a text is on one line, with the spaces at its end, which [`extents`] leaves out.
pub fn advance(paragraph: &Paragraph, shaper: &mut Shaper) -> Pt {
    prepare(paragraph, shaper).pieces.iter().map(|piece| piece.width).sum()
}

/// Cuts up a paragraph.
fn cut(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Prepared, Vec<Segment>) {
    let prepared = prepare(paragraph, shaper);
    let mut segments = cuts::segments(paragraph, &prepared, shaper);
    if let Some(first) = segments.first_mut() {
        first.points[0].start.width -= paragraph.indent.0;
    }
    let narrowest = cuts::narrowest(paragraph, measure);
    segments.iter_mut().for_each(|segment| segment.part_wide_stretches(paragraph, &prepared, shaper, narrowest));
    (prepared, segments)
}

/// A paragraph cut up, and its lines chosen.
struct Chosen {
    prepared: Prepared,
    segments: Vec<Segment>,
    /// The lines of each segment.
    fits: Vec<Fit>,
}

impl Chosen {
    fn of(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> Chosen {
        let (prepared, segments) = cut(paragraph, measure, shaper);
        let mut count = 0;
        let mut fits = Vec::with_capacity(segments.len());
        for segment in &segments {
            let column = column(paragraph, measure, count);
            let fit = if paragraph.preformatted {
                Fit { ends: first_fit(&segment.points, &column), cost: 0 }
            } else {
                let fit = total_fit(&segment.points, &column);
                if paragraph.balanced { balance(fit, segment, paragraph, measure, count) } else { fit }
            };
            count += fit.ends.len();
            fits.push(fit);
        }
        Chosen { prepared, segments, fits }
    }

    /// The lines that end at these places, of the only segment.
    fn at(paragraph: &Paragraph, measure: &Measure, ends: &[LineEnd], shaper: &mut Shaper) -> Chosen {
        let (prepared, segments) = cut(paragraph, measure, shaper);
        let mut known = segments.iter().flat_map(|segment| segment.cuts.iter().map(Cut::line_end)).enumerate();
        let ends =
            ends.iter().filter_map(|end| known.find(|(_, known)| known == end).map(|(point, _)| point)).collect();
        Chosen { prepared, segments, fits: vec![Fit { ends, cost: 0 }] }
    }

    /// The lines with one less and with one more; text with line ends of its own has none.
    fn variants(&self, paragraph: &Paragraph, measure: &Measure) -> [Option<Fit>; 2] {
        match (&*self.segments, &*self.fits) {
            ([segment], [natural]) if !paragraph.preformatted => {
                variants(&segment.points, &column(paragraph, measure, 0), natural.ends.len())
            }
            _ => [None, None],
        }
    }

    /// What the page maker needs to know of a variant.
    fn variant(&self, fit: &Fit) -> Variant {
        let ends = fit.ends.iter().map(|&end| self.segments[0].cuts[end].line_end());
        Variant { cost: (fit.cost - self.fits[0].cost).max(0), ends: ends.collect() }
    }

    fn lines(mut self, paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>) {
        let mut troubles = std::mem::take(&mut self.prepared.troubles);
        let mut setter = Setter::new(paragraph, &self.prepared, shaper);
        let mut lines = Vec::with_capacity(self.fits.iter().map(|fit| fit.ends.len()).sum());
        for (segment, fit) in self.segments.iter().zip(&self.fits) {
            let mut from = segment.cuts[0];
            for (number, &end) in fit.ends.iter().enumerate() {
                let to = segment.cuts[end];
                if to.kind == CutKind::Forced {
                    troubles.push(Trouble::ForcedBreak { at: to.byte });
                }
                let indent = if lines.is_empty() { paragraph.indent } else { Pt::ZERO };
                let place = Place { width: measure.line(lines.len()), indent, last: number + 1 == fit.ends.len() };
                lines.push(setter.line(from, to, place));
                from = to;
            }
        }
        let Setter { glyphs, mut runs, .. } = setter;
        let glyphs = Arc::from(glyphs);
        runs.iter_mut().for_each(|run| run.glyphs.settle(&glyphs));
        let runs = Arc::from(runs);
        lines.iter_mut().for_each(|line: &mut Line| line.runs.settle(&runs));
        (lines, troubles)
    }
}

/// The lines of a segment that are as many as `fit` in the narrowest column that holds them, so that none is much shorter
/// than the others.
fn balance(fit: Fit, segment: &Segment, paragraph: &Paragraph, measure: &Measure, first: usize) -> Fit {
    let lines = fit.ends.len();
    if lines < 2 || paragraph.is_justified() {
        return fit;
    }
    let (mut best, mut holds) = (fit, measure.rest);
    let mut fails = segment.extents().0.max(Pt(measure.rest.0 / 3)).min(holds);
    while holds - fails > Pt::ONE * 2 {
        let middle = fails + Pt((holds - fails).0 / 2);
        let narrower = Measure { first: measure.first.iter().map(|&width| width.min(middle)).collect(), rest: middle };
        let fit = total_fit(&segment.points, &column(paragraph, &narrower, first));
        if fit.ends.len() > lines {
            fails = middle;
        } else {
            (best, holds) = (fit, middle);
        }
    }
    best
}

/// What the lines from number `first` of the paragraph on must fit.
fn column<'m>(paragraph: &Paragraph, measure: &'m Measure, first: usize) -> Column<'m> {
    let fill = match paragraph.align {
        Align::Justify => Fill::Justified,
        Align::Start | Align::End | Align::Center => Fill::Ragged(measure.rest.0 / 8),
    };
    let runt = match paragraph.align {
        Align::Center => measure.rest.0 / 4,
        Align::Justify | Align::Start | Align::End => measure.rest.0 / 12,
    };
    Column { measure, first, fill, runt }
}

/// Where a line stands.
struct Place {
    width: Pt,
    indent: Pt,
    /// Whether it is the last before a forced line end.
    last: bool,
}

/// Makes lines of one paragraph; see `draw` for its other half.
pub(super) struct Setter<'a, 'f> {
    pub paragraph: &'a Paragraph,
    pub prepared: &'a Prepared,
    pub shaper: &'a mut Shaper<'f>,
    /// Room for the slots of a line.
    slots: Vec<Slot>,
    /// The runs and the glyphs of all lines so far.
    pub runs: Vec<GlyphRun>,
    pub glyphs: Vec<Glyph>,
}

impl<'a, 'f> Setter<'a, 'f> {
    fn new(paragraph: &'a Paragraph, prepared: &'a Prepared, shaper: &'a mut Shaper<'f>) -> Setter<'a, 'f> {
        let (slots, glyphs) = (Vec::with_capacity(64), Vec::with_capacity(paragraph.text.len() + 16));
        Setter { paragraph, prepared, shaper, slots, runs: Vec::new(), glyphs }
    }

    /// The line of the text from one cut to another.
    fn line(&mut self, from: Cut, to: Cut, place: Place) -> Line {
        let mut slots = self.slots(from, to);
        let hanging = self.hang(&mut slots, to);
        let inked = slots.len() - hanging;
        // What stands out over the edges takes no room.
        let (left, right) = (from.edges.1, to.edges.0);
        let natural = slots[..inked].iter().map(|slot| slot.width).sum::<Pt>() - left - right;
        let spare = place.width - place.indent - natural;
        let stretches = self.paragraph.is_justified() && (!place.last || spare < Pt::ZERO);
        let width = if stretches { natural + justify(&mut slots, inked, spare) } else { natural };
        let mut line = Line {
            range: from.byte as u32..to.byte as u32,
            width,
            hyphenated: to.kind == CutKind::Hyphen,
            ..Line::default()
        };
        let hung = slots[inked..].iter().map(|slot| slot.width).sum();
        let start = self.start(&place, width, hung) - left;
        self.draw(&slots, start, &mut line);
        self.slots = slots;
        line
    }

    /// Where the leftmost thing of a line stands, spaces that hang over its end included.
    fn start(&self, place: &Place, width: Pt, hung: Pt) -> Pt {
        let room = place.width - width;
        let rtl = self.paragraph.direction == Direction::Rtl;
        let x = match (self.paragraph.align, rtl) {
            (Align::Justify | Align::Start, false) => place.indent,
            (Align::Justify | Align::Start, true) => room - place.indent,
            (Align::End, false) => room,
            (Align::End, true) => Pt::ZERO,
            (Align::Center, false) => place.indent + (room - place.indent).scale(1, 2),
            (Align::Center, true) => (room - place.indent).scale(1, 2),
        };
        if rtl { x - hung } else { x }
    }

    /// What stands between two cuts, in the order of the text.
    fn slots(&mut self, from: Cut, to: Cut) -> Vec<Slot> {
        let pieces = &self.prepared.pieces;
        let mut slots = std::mem::take(&mut self.slots);
        slots.clear();
        let touched = from.piece..pieces.len().min(to.piece + 1);
        for (number, piece) in touched.clone().zip(&pieces[touched]) {
            let range = piece.range.start.max(from.byte)..piece.range.end.min(to.byte);
            if range.is_empty() {
                continue;
            }
            if !self.prepared.unspaced.is_empty() && !slots.is_empty() {
                let gap = cuts::gap(self.paragraph, self.prepared, number);
                slots.extend((gap != Elastic::default()).then(|| Slot::gap(number, piece, gap)));
            }
            let slot = |content, part, width| Slot::new(number, piece, content, part, width);
            let whole = || Part { glyphs: piece.glyphs.clone(), base: 0 };
            slots.push(match piece.kind {
                Kind::Word(_) if range == piece.range => slot(Content::Glyphs, whole(), piece.width),
                Kind::Word(word) => {
                    let (part, width) = self.part(piece, word, &range);
                    let mut shown = slot(Content::Glyphs, part, width);
                    shown.end = range.end as u32;
                    shown
                }
                Kind::Space(..) => slot(Content::Space, whole(), piece.width),
                Kind::Box(_) => slot(Content::Box, Part::default(), piece.width),
                // Nothing is drawn, but the words of two lines are two words to whoever reads or copies them
                // (ISO 32000-1 §14.8.2.5).
                Kind::LineEnd if slots.is_empty() => continue,
                Kind::LineEnd => {
                    let space = self.shaper.word(piece.strike, " ");
                    slot(Content::Space, self.shaper.whole(space), piece.width)
                }
            });
        }
        if let (CutKind::Hyphen, Some(last)) = (to.kind, slots.last()) {
            let (number, piece) = (last.piece as usize, &pieces[last.piece as usize]);
            if let Some(hyphen) = self.shaper.hyphen(piece.strike) {
                let (part, width) = (self.shaper.whole(hyphen), self.shaper.width(hyphen));
                slots.push(Slot::new(number, piece, Content::Hyphen, part, width));
            }
        }
        slots
    }

    /// What of a word stands in a range of the text, and its width.
    fn part(&mut self, piece: &Piece, word: u32, range: &Range<usize>) -> (Part, Pt) {
        let text = &self.paragraph.text[piece.range.clone()];
        let within = range.start - piece.range.start..range.end - piece.range.start;
        let part = self.shaper.part(piece.strike, word, text, within);
        let width: Pt = self.shaper.glyphs(part.glyphs.clone()).iter().map(|glyph| glyph.advance.pt()).sum();
        (part, if range.end == piece.range.end { width - piece.trimmed } else { width })
    }

    /// Lets the spaces at a line's end hang over it, and returns how many slots they are. They take the paragraph's
    /// level (rule L1).
    fn hang(&self, slots: &mut [Slot], to: Cut) -> usize {
        if to.kind == CutKind::Hyphen {
            return 0;
        }
        let hangs = |slot: &Slot| {
            let kind = self.prepared.pieces[slot.piece as usize].kind;
            matches!(kind, Kind::Space(_, Space::Word | Space::Fixed) | Kind::LineEnd)
        };
        let count = slots.iter().rev().take_while(|slot| hangs(slot)).count();
        let first = slots.len() - count;
        for slot in &mut slots[first..] {
            slot.level = bidi::base_level(self.paragraph.direction);
        }
        count
    }
}
