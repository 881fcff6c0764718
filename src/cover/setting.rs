//! Lines of a cover. In: a text, a style and the room that it has. Out: lines of about the same length, in the largest
//! size in which they fit, as outlines.

use crate::font::{FaceId, Faces, Wanted};
use crate::language::{Direction, Lang};
use crate::length::Pt;
use crate::style::{Align, Style};
use crate::text::{GlyphRun, Line, Measure, Paragraph, Run, Shaper, TextStyle, Trouble, set};
use std::fmt::Write;
use std::sync::Arc;

/// What a text is given on a cover. A point is a pixel.
pub struct Room {
    /// The longest line.
    pub measure: i64,
    /// The height of all lines.
    pub height: i64,
    /// The sizes of the face, the largest first.
    pub sizes: (i64, i64),
    /// The smallest size that is taken rather than to break a line.
    pub whole: i64,
}

/// Why a text cannot be set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unset {
    /// No face has a glyph for this character.
    Missing(char),
    /// It does not fit in the smallest size.
    Long,
}

/// A text that has been set. All lengths are pixels.
pub struct Setting {
    lines: Vec<Line>,
    size: f64,
    leading: f64,
    /// From the top of its first line's letters down to their baseline.
    rise: f64,
    /// From its last baseline down to the foot of its letters.
    pub depth: f64,
    measure: f64,
}

/// What is to be set, whatever its size.
pub struct Words<'w> {
    /// The text; `\n` ends a line.
    pub text: &'w str,
    pub style: &'w Style,
    pub lang: Lang,
    pub direction: Direction,
}

/// The widest distance between lines, in sizes of the face: few lines of large letters stand closer than a page's.
const LEADING: f64 = 1.4;
/// How deep letters reach below the line at most, likewise.
const DEPTH: f64 = 0.45;

/// Sets words in the largest size that fits; they are divided only if that makes small letters half as large again.
pub fn fit(words: &Words, room: &Room, shaper: &mut Shaper) -> Result<Setting, Unset> {
    let whole = fit_so(words, room, false, shaper);
    let size = match &whole {
        Err(Unset::Missing(_)) => return whole,
        Err(Unset::Long) => 0.0,
        Ok(setting) => setting.size,
    };
    if size >= (room.sizes.1 * 2) as f64 {
        return whole;
    }
    match fit_so(words, room, true, shaper) {
        Ok(divided) if divided.size >= size * 1.5 => Ok(divided),
        _ => whole,
    }
}

fn fit_so(words: &Words, room: &Room, divided: bool, shaper: &mut Shaper) -> Result<Setting, Unset> {
    let (largest, smallest) = room.sizes;
    let mut size = largest;
    loop {
        let (setting, unbroken) = set_at(words, room, size, divided, shaper)?;
        if unbroken && setting.height() <= room.height as f64 {
            return Ok(setting);
        }
        if size <= smallest {
            return Err(Unset::Long);
        }
        size = (size * 15 / 16).max(smallest);
    }
}

/// Sets words in a size. Whether all lines end where they may is told too.
fn set_at(words: &Words, room: &Room, size: i64, divided: bool, shaper: &mut Shaper) -> Result<(Setting, bool), Unset> {
    let Words { text, style, lang, direction } = *words;
    let own = TextStyle { hyphens: divided, ..at_size(style, lang, Pt::ONE * size) };
    let paragraph = Paragraph {
        text: Arc::new(text.to_owned()),
        runs: vec![Run { range: 0..text.len(), style: Arc::new(own), tag: 0 }],
        boxes: Vec::new(),
        direction,
        align: Align::Center,
        balanced: true,
        indent: Pt::ZERO,
        preformatted: false,
    };
    let (lines, troubles) = set(&paragraph, &Measure::of(Pt::ONE * room.measure), shaper);
    let mut forced = false;
    for trouble in troubles {
        match trouble {
            Trouble::MissingGlyph { character, .. } => return Err(Unset::Missing(character)),
            Trouble::ForcedBreak { .. } => forced = true,
            Trouble::MissingFamily(_) => {}
        }
    }
    let parted = |line: &Line| text[..line.bytes().end].ends_with(['-', '\u{2010}']) && line.bytes().end < text.len();
    let broken = size >= room.whole && lines.len() > text.split('\n').count();
    let unbroken = !forced && !broken && (divided || !lines.iter().any(parted));
    let first = lines.iter().flat_map(|line| line.runs.iter()).map(|run| run.face).next();
    let face = shaper.faces.face(first.unwrap_or_else(|| primary(style, lang, shaper.faces)));
    let scaled = |units: i16| face.scale(i32::from(units), Pt::ONE * size).points();
    let (size, depth) = (size as f64, -scaled(face.descent));
    let setting = Setting {
        leading: (scaled(face.ascent) + depth).min(size * LEADING),
        rise: scaled(face.cap_height),
        depth: depth.min(size * DEPTH),
        size,
        measure: room.measure as f64,
        lines,
    };
    Ok((setting, unbroken))
}

/// The face of a style where no glyph tells it.
fn primary(style: &Style, lang: Lang, faces: &Faces) -> FaceId {
    faces.primary(&Wanted { families: &style.families, weight: style.weight, italic: style.italic, lang })
}

/// A style in another size; what was measured in its own goes with it.
fn at_size(style: &Style, lang: Lang, size: Pt) -> TextStyle {
    let letter_spacing = size.scale(style.letter_spacing.0, style.size.0.max(1));
    TextStyle { size, letter_spacing, protrusion: false, expansion: 0, ..TextStyle::of(style, lang) }
}

impl Setting {
    /// From the top of its first line's letters to its last baseline.
    pub fn height(&self) -> f64 {
        self.rise + self.leading * (self.lines.len().max(1) - 1) as f64
    }

    /// Draws it around the middle `x`, its letters down from `top`.
    pub fn draw(&self, x: f64, top: f64, faces: &Faces, svg: &mut String) {
        for (number, line) in self.lines.iter().enumerate() {
            let baseline = top + self.rise + self.leading * number as f64;
            for run in line.runs.iter() {
                draw_run(run, x - self.measure / 2.0, baseline, faces, svg);
            }
        }
    }
}

fn draw_run(run: &GlyphRun, left: f64, baseline: f64, faces: &Faces, svg: &mut String) {
    let face = faces.face(run.face);
    let scale = run.style.size.points() / f64::from(face.units);
    let mut x = run.x;
    for (number, glyph) in run.glyphs.iter().enumerate() {
        let off = run.offsets.iter().find(|offset| offset.glyph as usize == number);
        let (right, up) = off.map_or((Pt::ZERO, Pt::ZERO), |offset| (offset.right.pt(), offset.up.pt()));
        let outline = face.outline(glyph.id);
        if !outline.is_empty() {
            let (x, y) = (left + (x + right).points(), baseline - (run.style.rise + up).points());
            let _ =
                writeln!(svg, "<path transform=\"matrix({scale:.5} 0 0 -{scale:.5} {x:.2} {y:.2})\" d=\"{outline}\"/>");
        }
        x += glyph.advance.pt();
    }
}
