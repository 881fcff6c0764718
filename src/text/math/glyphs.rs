//! Glyphs of the face for formulas. In: characters, and how large they are to be. Out: boxes: a glyph, a larger form of
//! it, or one put together from parts (OpenType MATH, "MathVariants").

use super::super::{Glyph, GlyphRun, Stroke, TextStyle};
use super::boxes::{Ink, Laid, Mark};
use super::{Setter, Way};
use crate::font::{Axis, Part};
use crate::language::Direction;
use crate::length::{Pt, Short};
use std::sync::Arc;

/// The most parts that a glyph is put together from.
const MOST_PARTS: usize = 400;

impl Setter<'_, '_> {
    /// A character at byte `start` of the words, in its natural size; `None` where the face has no glyph for it.
    pub fn character(&mut self, c: char, says: usize, start: usize, way: Way) -> Option<Laid> {
        let glyph = self.face.glyph(c, way.level)?;
        Some(self.one(glyph, says, start, way))
    }

    /// A glyph that says `says` bytes from `start` on.
    pub fn one(&mut self, glyph: u16, says: usize, start: usize, way: Way) -> Laid {
        let size = self.size(way);
        let [_, bottom, _, top] = self.face.ink(glyph);
        let advance = self.scale(self.face.advance(glyph), size);
        let italic = self.scale(self.face.italic(glyph), size);
        let run = self.run(glyph, says, start, advance, way);
        Laid {
            width: advance,
            ascent: self.scale(top, size),
            descent: self.scale(-bottom, size),
            italic,
            attachment: Some(self.scale(self.face.attachment(glyph), size)),
            glyph: Some((glyph, size)),
            marks: vec![Mark { x: Pt::ZERO, y: Pt::ZERO, ink: Ink::Glyphs(run) }],
        }
    }

    fn run(&mut self, glyph: u16, says: usize, start: usize, advance: Pt, way: Way) -> GlyphRun {
        let glyph = Glyph { id: glyph, says: says as u16, advance: Short::of(advance) };
        GlyphRun {
            style: self.style(way),
            glyphs: std::iter::once(glyph).collect(),
            offsets: Default::default(),
            x: Pt::ZERO,
            start: start as u32,
            tag: 0,
            face: self.face.id,
            expansion: 0,
            direction: Direction::Ltr,
        }
    }

    /// The style of glyphs.
    fn style(&mut self, way: Way) -> Arc<TextStyle> {
        let (size, color) = (self.size(way), way.color);
        if let Some(known) = self.styles.iter().find(|style| style.size == size && style.color == color) {
            return known.clone();
        }
        let style = TextStyle {
            size,
            color,
            rise: Pt::ZERO,
            letter_spacing: Pt::ZERO,
            stroke: Stroke::None,
            ..self.text.clone()
        };
        self.styles.push(Arc::new(style));
        self.styles[self.styles.len() - 1].clone()
    }

    /// A character as long as `length` along an axis, or the longest there is: the first form that is not shorter, or
    /// one put together.
    pub fn stretched(&mut self, c: char, says: usize, start: usize, axis: Axis, length: Pt, way: Way) -> Option<Laid> {
        let glyph = self.face.glyph(c, 0)?;
        let size = self.size(way);
        let units = (length.0 * self.face.units()).div_euclid(size.0.max(1));
        let forms = self.face.variants(glyph, axis);
        if let Some((form, _)) = forms.iter().find(|(_, own)| i64::from(*own) >= units) {
            return Some(self.one(*form, says, start, way));
        }
        let parts = self.face.parts(glyph, axis);
        if parts.is_empty() {
            let largest = forms.last().map_or(glyph, |(form, _)| *form);
            return Some(self.one(largest, says, start, way));
        }
        Some(self.assembled(&parts, says, start, axis, units, way))
    }

    /// Parts put together, from the left or from below, to a length in units.
    fn assembled(&mut self, parts: &[Part], says: usize, start: usize, axis: Axis, units: i64, way: Way) -> Laid {
        let least = i64::from(self.face.least_overlap());
        let repeated = |times: usize| -> Vec<Part> {
            let each = parts.iter().flat_map(|part| std::iter::repeat_n(*part, if part.extends { times } else { 1 }));
            each.take(MOST_PARTS).collect()
        };
        // How far each part may overlap the one before it.
        let most = |row: &[Part]| -> Vec<i64> {
            row.windows(2).map(|pair| i64::from(pair[0].connectors[1].min(pair[1].connectors[0])).max(least)).collect()
        };
        let length = |row: &[Part], overlap: i64| -> i64 {
            row.iter().map(|part| i64::from(part.advance)).sum::<i64>() - overlap * (row.len() as i64 - 1).max(0)
        };
        let growth: i64 = parts.iter().filter(|part| part.extends).map(|part| i64::from(part.advance) - least).sum();
        let bare = length(&repeated(0), least);
        let times = if growth > 0 { ((units - bare).max(0) + growth - 1) / growth } else { 1 };
        let row = repeated(times.clamp(0, MOST_PARTS as i64) as usize);
        let mut overlaps = most(&row);
        // As long as is wanted, not longer: the overlaps share what is too much.
        let joints = overlaps.len() as i64;
        let spare = (length(&row, least) - units).max(0);
        let each = if joints > 0 { spare / joints } else { 0 };
        overlaps.iter_mut().for_each(|overlap| *overlap = (least + each).min(*overlap));
        let size = self.size(way);
        let mut laid = Laid::default();
        let mut at = 0i64;
        for (index, part) in row.iter().enumerate() {
            if index > 0 {
                at -= overlaps[index - 1];
            }
            // The first part says it all.
            let one = self.one(part.glyph, if index == 0 { says } else { 0 }, start, way);
            let place = size.scale(at, self.face.units());
            match axis {
                Axis::Horizontal => {
                    laid.width = laid.width.max(place + one.width);
                    laid.put(one, place, Pt::ZERO);
                }
                Axis::Vertical => {
                    laid.width = laid.width.max(one.width);
                    // Parts stand on the end of the one below, whatever their own baseline.
                    let low = one.descent;
                    laid.put(one, Pt::ZERO, -(place + low));
                }
            }
            at += i64::from(part.advance);
        }
        if axis == Axis::Vertical {
            (laid.ascent, laid.descent) = (size.scale(at, self.face.units()), Pt::ZERO);
        }
        laid
    }
}
