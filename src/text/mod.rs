//! Text to lines. In: one string with styled runs (nothing of books or PDF). Out: lines of positioned glyphs, each
//! with the bytes it holds, no line wider than its measure.
//!
//! The pipeline reads as its files: `prepare` (faces, scripts, levels) → `shape` (each distinct word once) →
//! `hyphenate` and `opportunity` (where a line may end) → `cuts` (those places with their widths) → `breaks` (total fit,
//! Knuth & Plass 1981) → `set`, `justify`, `draw` (spare room to spaces and letters, order by UAX #9 per line).

mod bidi;
mod breaks;
mod cuts;
mod draw;
mod hyphenate;
mod justify;
mod lexicon;
pub mod math;
mod opportunity;
mod prepare;
mod protrude;
mod set;
mod shape;
mod shapers;
mod stretch;
#[cfg(test)]
mod tests;
mod words;

pub use opportunity::may_part;
pub use set::{advance, extents, set, set_at, vary};
pub use shape::Shaper;
pub use shapers::Shapers;
pub use stretch::Stretch;

use crate::font::FaceId;
use crate::language::{Direction, Lang};
use crate::length::{Pt, Short};
pub use crate::style::Stroke;
use crate::style::{Align, Caps, Figures, Style};
use std::ops::Range;
use std::sync::Arc;
use thin_vec::ThinVec;

/// A paragraph to set.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its whole text, generated parts (note numbers, list labels in the line) included, shared with all that its
    /// glyphs go through. `\n` ends a line.
    pub text: Arc<String>,
    /// Its styles: ranges that cover `text` without gaps, in order.
    pub runs: Vec<Run>,
    /// Boxes that stand in the line, each at a U+FFFC of `text`, in order.
    pub boxes: Vec<InlineBox>,
    /// Its direction (the base level of UAX #9).
    pub direction: Direction,
    /// How lines are aligned; the last line of a justified paragraph is at the start.
    pub align: Align,
    /// Whether its lines, if they are not justified, are of about the same length.
    pub balanced: bool,
    /// Indent of the first line; may be negative.
    pub indent: Pt,
    /// Whether spaces and line ends count (code): no justification, spaces kept, a line that is too long is wrapped
    /// where it must be.
    pub preformatted: bool,
}

/// One style of text.
#[derive(Clone, PartialEq, Debug)]
pub struct TextStyle {
    /// Families in order of preference.
    pub families: Arc<[String]>,
    /// 400 regular, 700 bold.
    pub weight: u16,
    /// Whether italic.
    pub italic: bool,
    /// Size of the face.
    pub size: Pt,
    /// Space added after each glyph.
    pub letter_spacing: Pt,
    /// Small capitals.
    pub caps: Caps,
    /// Figures.
    pub figures: Figures,
    /// Ligatures; off for code.
    pub ligatures: bool,
    /// Language: governs hyphenation and shaping.
    pub lang: Lang,
    /// Whether words may be hyphenated.
    pub hyphens: bool,
    /// Thousandths by which the letters of a justified line may be wider or narrower.
    pub expansion: u8,
    /// Whether marks at the edges of justified lines stand out into the margins.
    pub protrusion: bool,
    /// Rise of the baseline.
    pub rise: Pt,
    /// Ink.
    pub color: [u8; 3],
    /// The line drawn along it.
    pub stroke: Stroke,
}

impl TextStyle {
    /// What of an element's computed style its glyphs need.
    pub fn of(style: &Style, lang: Lang) -> TextStyle {
        TextStyle {
            families: style.families.clone(),
            weight: style.weight,
            italic: style.italic,
            size: style.size,
            letter_spacing: style.letter_spacing,
            caps: style.caps,
            figures: style.figures,
            ligatures: style.ligatures && !style.preformatted,
            lang,
            hyphens: style.hyphens,
            expansion: style.expansion,
            protrusion: style.protrusion,
            rise: style.rise,
            color: style.color,
            stroke: style.stroke,
        }
    }
}

/// A stretch of the text in one style.
#[derive(Clone, Debug)]
pub struct Run {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// Its style; equal styles share one.
    pub style: Arc<TextStyle>,
    /// What the caller knows this run by: carried to the glyphs untouched.
    pub tag: u32,
}

/// A box in the line, such as a picture: it stands on the baseline.
#[derive(Clone, Copy, Debug)]
pub struct InlineBox {
    /// Width and height.
    pub size: (Pt, Pt),
}

/// How wide lines may be: `first` lines by their own width, all others by `rest`.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// Widths of the first lines, where they differ (drop caps); usually empty.
    pub first: Vec<Pt>,
    /// Width of all other lines.
    pub rest: Pt,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Runs of glyphs from left to right.
    pub runs: Stretch<GlyphRun>,
    /// Boxes: index in [`Paragraph::boxes`] and offset from the line's left edge.
    pub boxes: ThinVec<(usize, Pt)>,
    /// Bytes of the paragraph's text that it holds, the space at its end included.
    pub range: Range<u32>,
    /// Width of what is printed, without what stands out over the edges.
    pub width: Pt,
    /// Whether it ends in a hyphen that is not in the text.
    pub hyphenated: bool,
}

/// Glyphs of one face, style and tag whose text is one stretch of the paragraph's, in the order they are drawn, left to
/// right. A copy shares the glyphs.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Its style: size, rise, ink.
    pub style: Arc<TextStyle>,
    /// The glyphs.
    pub glyphs: Stretch<Glyph>,
    /// Glyphs drawn off their origins, by index, in order: marks over letters.
    pub offsets: ThinVec<Offset>,
    /// Offset of its origin from the line's left edge.
    pub x: Pt,
    /// The byte of the paragraph's text at which that of its glyphs begins.
    pub start: u32,
    /// The caller's [`Run::tag`].
    pub tag: u32,
    /// Which face.
    pub face: FaceId,
    /// Thousandths by which its letters are drawn wider than the face has them; advances and offsets have it in them.
    pub expansion: i8,
    /// Direction of its text; glyphs are in visual order all the same.
    pub direction: Direction,
}

/// One glyph: one for each letter of a book, so it is kept small.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// Number in the face.
    pub id: u16,
    /// Bytes of text that it says: all of its cluster's on the cluster's first glyph; none on the others, and for a
    /// hyphen at a line's end. In the order of reading the glyphs of a run say its text from its start without gaps.
    pub says: u16,
    /// Distance to the next glyph's origin, justification included.
    pub advance: Short,
}

/// A glyph that is drawn off its origin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offset {
    /// Which glyph of its run.
    pub glyph: u32,
    /// How far right.
    pub right: Short,
    /// How far up.
    pub up: Short,
}

impl Line {
    /// Bytes of the paragraph's text that it holds, the space at its end included.
    pub fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
}

impl GlyphRun {
    /// The sum of its advances.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance.pt()).sum()
    }

    /// The same at `percent` per cent of its size.
    pub fn scaled(&self, percent: i64) -> GlyphRun {
        let scaled = |length: Pt| length.scale(percent, 100);
        let short = |length: Short| Short::of(scaled(length.pt()));
        let glyph = |glyph: &Glyph| Glyph { advance: short(glyph.advance), ..*glyph };
        let offset = |offset: &Offset| Offset { right: short(offset.right), up: short(offset.up), ..*offset };
        GlyphRun {
            style: Arc::new(TextStyle {
                size: scaled(self.style.size),
                rise: scaled(self.style.rise),
                ..(*self.style).clone()
            }),
            glyphs: self.glyphs.iter().map(glyph).collect(),
            offsets: self.offsets.iter().map(offset).collect(),
            x: scaled(self.x),
            ..self.clone()
        }
    }

    /// The bytes of the paragraph's text that all its glyphs say.
    pub fn text(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.glyphs.iter().map(|glyph| usize::from(glyph.says)).sum::<usize>()
    }

    /// The bytes that each glyph says, from left to right; empty ones stand between those of their neighbors.
    pub fn texts(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = self.start as usize;
        let mut end = if self.direction == Direction::Rtl { self.text().end } else { start };
        self.glyphs.iter().map(move |glyph| match (usize::from(glyph.says), self.direction) {
            (says, Direction::Ltr) => {
                start += says;
                start - says..start
            }
            (says, Direction::Rtl) => {
                end -= says;
                end..end + says
            }
        })
    }
}

/// How else a paragraph could be set; `None` where it cannot without lines that are too loose, three hyphens in a row
/// or a leftover as its last line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Variants {
    /// With one line less.
    pub tighter: Option<Variant>,
    /// With one line more.
    pub looser: Option<Variant>,
}

/// Lines that could be set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variant {
    /// What it costs more than the natural lines, in their unit: a decent line costs 100 to 400, a loose one up to
    /// 12 000, a hyphen 5 000, two in a row 20 000 more.
    pub cost: i64,
    /// Its lines.
    pub ends: Vec<LineEnd>,
}

/// Where a line would end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineEnd {
    /// One past its last byte, which is where the next line begins.
    pub byte: usize,
    /// Whether it would end in a hyphen that is not in the text.
    pub hyphenated: bool,
}

/// Something that could not be set as asked; the caller turns it into a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// No face has a glyph for this character, first at this byte, so many times.
    MissingGlyph { character: char, at: usize, times: u32 },
    /// A line had to be broken inside a word, at this byte.
    ForcedBreak { at: usize },
    /// A family that no face has.
    MissingFamily(String),
}

impl Paragraph {
    /// Whether its lines fill their measure.
    fn is_justified(&self) -> bool {
        self.align == Align::Justify && !self.preformatted
    }
}

impl Measure {
    /// Lines all of one width.
    pub fn of(width: Pt) -> Measure {
        Measure { first: Vec::new(), rest: width }
    }

    /// The width of line `index` (from 0).
    pub fn line(&self, index: usize) -> Pt {
        self.first.get(index).copied().unwrap_or(self.rest)
    }
}
