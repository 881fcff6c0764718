//! A paragraph to lines. In: pieces and the places chosen for line ends. Out: lines whose pieces stand in visual
//! order (UAX #9, rule L2, line by line) and whose spaces are stretched so that a justified line fills its measure to
//! the unit.

use super::breaks::{Column, Fill, Fit, first_fit, total_fit, variants};
use super::cuts::{self, Cut, CutKind, Segment};
use super::prepare::{Kind, Piece, Prepared, Space, prepare};
use super::shape::{Part, Shaper, StrikeId};
use super::{Glyph, GlyphRun, Line, LineEnd, Looseness, Measure, Offset, Paragraph, Trouble, Variant, Variants, bidi};
use crate::language::Direction;
use crate::length::{Pt, Short};
use crate::style::Align;
use std::ops::Range;

/// Sets a paragraph. Returns its lines and what could not be set as asked. Every byte of the text is in the range of
/// one line; an empty text has no lines.
pub fn set(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>) {
    set_to(paragraph, measure, Looseness::Natural, shaper)
}

/// Sets a paragraph one line shorter or longer where [`vary`] has said that it can be, else as [`set`] does.
pub fn set_to(
    paragraph: &Paragraph,
    measure: &Measure,
    looseness: Looseness,
    shaper: &mut Shaper,
) -> (Vec<Line>, Vec<Trouble>) {
    let mut chosen = Chosen::of(paragraph, measure, shaper);
    let variant = match looseness {
        Looseness::Natural => None,
        Looseness::Tighter => chosen.variants(paragraph, measure)[0].take(),
        Looseness::Looser => chosen.variants(paragraph, measure)[1].take(),
    };
    if let Some(variant) = variant {
        chosen.fits = vec![variant];
    }
    chosen.lines(paragraph, measure, shaper)
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

/// A paragraph cut up, and its lines chosen.
struct Chosen {
    prepared: Prepared,
    segments: Vec<Segment>,
    /// The lines of each segment.
    fits: Vec<Fit>,
}

impl Chosen {
    fn of(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> Chosen {
        let prepared = prepare(paragraph, shaper);
        let mut segments = cuts::segments(paragraph, &prepared, shaper);
        if let Some(first) = segments.first_mut() {
            first.points[0].start.width -= paragraph.indent.0;
        }
        let narrowest = cuts::narrowest(paragraph, measure);
        let mut count = 0;
        let mut fits = Vec::with_capacity(segments.len());
        for segment in &mut segments {
            segment.part_wide_stretches(paragraph, &prepared, shaper, narrowest);
            let column = column(paragraph, measure, count);
            let fit = if paragraph.preformatted {
                Fit { ends: first_fit(&segment.points, &column), cost: 0 }
            } else {
                total_fit(&segment.points, &column)
            };
            count += fit.ends.len();
            fits.push(fit);
        }
        Chosen { prepared, segments, fits }
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
        let cuts = fit.ends.iter().map(|&end| self.segments[0].cuts[end]);
        let ends = cuts.map(|cut| LineEnd { byte: cut.byte, hyphenated: cut.kind == CutKind::Hyphen });
        Variant { cost: (fit.cost - self.fits[0].cost).max(0), ends: ends.collect() }
    }

    fn lines(mut self, paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>) {
        let mut troubles = std::mem::take(&mut self.prepared.troubles);
        let mut setter = Setter { paragraph, prepared: &self.prepared, shaper };
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
        (lines, troubles)
    }
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

/// What a line is put together from.
struct Slot {
    /// Which piece it is of, or of which its hyphen is.
    piece: usize,
    content: Content,
    level: u8,
    width: Pt,
    /// How much of the line's spare room it takes, against others.
    glue: i64,
}

enum Content {
    /// Glyphs of a word, with the byte where their text ends.
    Glyphs(Part, usize),
    Space(Part),
    Hyphen(Part),
    Box(usize),
}

struct Setter<'a, 'f> {
    paragraph: &'a Paragraph,
    prepared: &'a Prepared,
    shaper: &'a mut Shaper<'f>,
}

impl Setter<'_, '_> {
    /// The line of the text from one cut to another.
    fn line(&mut self, from: Cut, to: Cut, place: Place) -> Line {
        let mut slots = self.slots(from, to);
        let hanging = self.hang(&mut slots, to);
        let natural: Pt = slots[..slots.len() - hanging].iter().map(|slot| slot.width).sum();
        let justified = self.paragraph.align == Align::Justify && !self.paragraph.preformatted;
        let spare = place.width - place.indent - natural;
        let stretches = justified && (!place.last || spare < Pt::ZERO);
        let filled = stretches && spread(&mut slots, hanging, spare);
        let width = if filled { natural + spare } else { natural };
        let mut line =
            Line { range: from.byte..to.byte, width, hyphenated: to.kind == CutKind::Hyphen, ..Line::default() };
        let hung = slots[slots.len() - hanging..].iter().map(|slot| slot.width).sum();
        let start = self.start(&place, width, hung);
        self.draw(&slots, start, &mut line);
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
        let mut slots = Vec::with_capacity(to.piece + 2 - from.piece);
        for (number, piece) in pieces.iter().enumerate().take(to.piece + 1).skip(from.piece) {
            let range = piece.range.start.max(from.byte)..piece.range.end.min(to.byte);
            if range.is_empty() {
                continue;
            }
            let slot = |content, width, glue| Slot { piece: number, content, level: piece.level, width, glue };
            slots.push(match piece.kind {
                Kind::Word(word) => {
                    let part = self.part(piece, word, &range);
                    let width = self.width(&part);
                    slot(Content::Glyphs(part, range.end), width, 0)
                }
                Kind::Space(word, space) => {
                    let glue = if space == Space::Fixed { 0 } else { piece.width.0 };
                    slot(Content::Space(self.shaper.whole(word)), piece.width, glue)
                }
                Kind::Box(number) => slot(Content::Box(number), piece.width, 0),
                // Nothing is drawn, but the words of two lines are two words to whoever reads or copies them
                // (ISO 32000-1 §14.8.2.5).
                Kind::LineEnd if slots.is_empty() => continue,
                Kind::LineEnd => {
                    let space = self.shaper.word(piece.strike, " ");
                    slot(Content::Space(self.shaper.whole(space)), piece.width, 0)
                }
            });
        }
        if let (CutKind::Hyphen, Some(last)) = (to.kind, slots.last()) {
            let (piece, level) = (last.piece, last.level);
            if let Some(hyphen) = self.shaper.hyphen(pieces[piece].strike) {
                let part = self.shaper.whole(hyphen);
                let width = self.shaper.width(hyphen);
                slots.push(Slot { piece, content: Content::Hyphen(part), level, width, glue: 0 });
            }
        }
        slots
    }

    fn part(&mut self, piece: &Piece, word: u32, range: &Range<usize>) -> Part {
        if *range == piece.range {
            return self.shaper.whole(word);
        }
        let text = &self.paragraph.text[piece.range.clone()];
        let within = range.start - piece.range.start..range.end - piece.range.start;
        self.shaper.part(piece.strike, word, text, within)
    }

    fn width(&self, part: &Part) -> Pt {
        self.shaper.glyphs(part.glyphs.clone()).iter().map(|glyph| glyph.advance.pt()).sum()
    }

    /// Lets the spaces at a line's end hang over it, and returns how many slots they are. They take the paragraph's
    /// level (rule L1).
    fn hang(&self, slots: &mut [Slot], to: Cut) -> usize {
        if to.kind == CutKind::Hyphen {
            return 0;
        }
        let hangs = |slot: &Slot| {
            let kind = self.prepared.pieces[slot.piece].kind;
            matches!(kind, Kind::Space(_, Space::Word | Space::Fixed) | Kind::LineEnd)
        };
        let count = slots.iter().rev().take_while(|slot| hangs(slot)).count();
        let first = slots.len() - count;
        for slot in &mut slots[first..] {
            slot.level = bidi::base_level(self.paragraph.direction);
            slot.glue = 0;
        }
        count
    }

    /// Draws slots from left to right, beginning at `x`.
    fn draw(&self, slots: &[Slot], mut x: Pt, line: &mut Line) {
        let straight = slots.iter().all(|slot| slot.level == 0);
        let order = if straight {
            (0..slots.len()).collect()
        } else {
            bidi::visual_order(&slots.iter().map(|slot| slot.level).collect::<Vec<_>>())
        };
        let mut open: Option<OpenRun> = None;
        for slot in order.into_iter().map(|number| &slots[number]) {
            let piece = &self.prepared.pieces[slot.piece];
            if let Content::Box(number) = slot.content {
                line.boxes.push((number, x));
                line.runs.extend(open.take().map(|run| self.close(run)));
            } else {
                let text = self.text(slot, piece);
                let joined = open.as_mut().is_some_and(|run| run.join(piece, &text));
                if !joined {
                    line.runs.extend(open.take().map(|run| self.close(run)));
                }
                let run = open.get_or_insert_with(|| OpenRun::begin(piece, text.clone(), x));
                self.draw_glyphs(slot, piece, text, run);
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
            Content::Space(_) | Content::Hyphen(_) | Content::Box(_) => 0..0,
        }
    }

    fn close(&self, open: OpenRun) -> GlyphRun {
        let OpenRun { run, strike, x, text, rtl, glyphs, offsets } = open;
        let run = &self.paragraph.runs[run];
        GlyphRun {
            style: run.style.clone(),
            glyphs: glyphs.into(),
            offsets: (!offsets.is_empty()).then(|| offsets.into()),
            x,
            start: text.start as u32,
            tag: run.tag,
            face: self.shaper.face(strike),
            direction: if rtl { Direction::Rtl } else { Direction::Ltr },
        }
    }

    fn draw_glyphs(&self, slot: &Slot, piece: &Piece, text: Range<usize>, run: &mut OpenRun) {
        let part = match &slot.content {
            Content::Glyphs(part, _) | Content::Space(part) | Content::Hyphen(part) => part,
            Content::Box(_) => return,
        };
        let shaped = self.shaper.glyphs(part.glyphs.clone());
        let first = run.glyphs.len();
        run.glyphs.extend(shaped.iter().map(|shaped| Glyph { id: shaped.id, says: 0, advance: shaped.advance }));
        let drawn = &mut run.glyphs[first..];
        for (glyph, number) in (first..).zip(part.glyphs.clone()) {
            if shaped[glyph - first].is_off {
                let (right, up) = self.shaper.offset(number);
                run.offsets.push(Offset { glyph: glyph as u32, right, up });
            }
        }
        match &slot.content {
            Content::Space(_) => {
                if let Some(space) = drawn.last_mut() {
                    space.advance = Short::of(slot.width);
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
            Content::Hyphen(_) | Content::Box(_) => {}
        }
    }
}

/// A run of glyphs that is being drawn.
struct OpenRun {
    run: usize,
    strike: StrikeId,
    x: Pt,
    /// The bytes that its glyphs say so far.
    text: Range<usize>,
    rtl: bool,
    glyphs: Vec<Glyph>,
    offsets: Vec<Offset>,
}

impl OpenRun {
    fn begin(piece: &Piece, text: Range<usize>, x: Pt) -> OpenRun {
        let (rtl, glyphs) = (piece.level % 2 == 1, Vec::with_capacity(96));
        OpenRun { run: piece.run, strike: piece.strike, x, text, rtl, glyphs, offsets: Vec::new() }
    }

    /// Goes on with a slot of a piece that says `text`, if that comes next in the order of the run.
    fn join(&mut self, piece: &Piece, text: &Range<usize>) -> bool {
        let known = &self.text;
        let next = if self.rtl { text.end == known.start } else { text.start == known.end };
        let joins = (self.run, self.strike) == (piece.run, piece.strike);
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

/// Spreads `spare` over the spaces of a line in proportion to their widths, to the unit; whether there are any.
fn spread(slots: &mut [Slot], hanging: usize, spare: Pt) -> bool {
    let inner = slots.len() - hanging;
    let total: i64 = slots[..inner].iter().map(|slot| slot.glue).sum();
    if total == 0 {
        return false;
    }
    let (mut glue, mut given) = (0, Pt::ZERO);
    for slot in &mut slots[..inner] {
        glue += slot.glue;
        let share = spare.scale(glue, total) - given;
        slot.width += share;
        given += share;
    }
    true
}
