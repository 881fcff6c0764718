//! Formulas. In: the tree of a formula, the size and ink of the text around it. Out: a box of glyphs and rules, set as
//! MathML Core (W3C) lays it out, by the measures of the face's own MATH table. Lengths are fixed-point throughout.
//!
//! `dictionary` knows operators, `letters` what is slanted, `glyphs` makes glyphs as large as they are wanted; `row`,
//! `scripts`, `limits`, `fractions` and `tables` each set what they are named for.

mod boxes;
mod dictionary;
mod fractions;
mod glyphs;
mod letters;
mod limits;
mod row;
mod scripts;
mod tables;
#[cfg(test)]
mod tests;

pub use boxes::{Ink, Mark};

use super::{Measure, Paragraph, Run, Shaper, TextStyle, Trouble, advance, set};
use crate::font::{Constant, MathFace, Wanted};
use crate::language::Direction;
use crate::length::Pt;
use crate::math::tree::{CellAlign, Em, Manner, Node, TextFace};
use crate::math::{Formula, Place};
use crate::style::{Align, Caps};
use boxes::Laid;
use std::sync::Arc;

/// A formula, or a part of one that no line end parts, set.
#[derive(Clone, Debug)]
pub struct SetFormula {
    pub width: Pt,
    /// From the baseline up to its top, and down to its bottom.
    pub ascent: Pt,
    pub descent: Pt,
    /// What is drawn, in the order of reading.
    pub marks: Vec<Mark>,
    /// What its glyphs say.
    pub words: Arc<String>,
    /// Characters that no face has.
    pub missing: Vec<char>,
}

/// What stands behind a part of a formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joint {
    /// Nothing: it is the last.
    None,
    /// A space of the line, at which it may end.
    Space,
    /// A space of the line, at which it may not.
    Kept,
}

/// How a part of a formula is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Large, with limits above and below.
    display: bool,
    /// 0 for the size of the text, 1 for that of scripts, 2 for that of scripts of scripts.
    level: u8,
    /// With lower scripts, under something.
    cramped: bool,
    color: [u8; 3],
}

impl Way {
    /// As a script, or as a part of a fraction in running text.
    fn smaller(self) -> Way {
        Way { display: false, level: (self.level + 1).min(2), ..self }
    }

    fn cramped(self) -> Way {
        Way { cramped: true, ..self }
    }

    fn in_manner(self, manner: &Manner) -> Way {
        Way {
            display: manner.display.unwrap_or(self.display),
            level: manner.level.unwrap_or(self.level).min(2),
            cramped: self.cramped || manner.cramped,
            color: manner.color.unwrap_or(self.color),
        }
    }
}

/// Sets formulas in one style.
pub struct Setter<'s, 'f> {
    face: MathFace<'f>,
    shaper: &'s mut Shaper<'f>,
    /// The style of words in it.
    text: TextStyle,
    /// Styles of glyphs so far.
    styles: Vec<Arc<TextStyle>>,
    /// How many bytes of the words are set.
    at: usize,
    /// The measure of equations with numbers.
    measure: Option<Pt>,
    missing: Vec<char>,
}

impl<'s, 'f> Setter<'s, 'f> {
    /// A setter in the faces of `own`, the style of formulas, with words in that of the text around them. `None` if no
    /// face at all has a MATH table.
    pub fn new(own: &TextStyle, text: &TextStyle, shaper: &'s mut Shaper<'f>) -> Option<Setter<'s, 'f>> {
        let wanted = Wanted { families: &own.families, weight: own.weight, italic: false, lang: own.lang };
        let face = MathFace::choose(shaper.faces, &wanted)?;
        let text = TextStyle { size: own.size, hyphens: false, expansion: 0, protrusion: false, ..text.clone() };
        Some(Setter { face, shaper, text, styles: Vec::new(), at: 0, measure: None, missing: Vec::new() })
    }

    /// Sets a formula in one box; equations with numbers as wide as `measure`.
    pub fn whole(&mut self, formula: &Formula, measure: Pt) -> SetFormula {
        self.measure = (formula.place == Place::Display).then_some(measure);
        self.at = 0;
        let way = self.way(formula);
        let laid = self.node(&formula.tree, way);
        self.finish(laid, &formula.words)
    }

    /// Sets a formula in parts behind which a line may end.
    pub fn parts(&mut self, formula: &Formula) -> Vec<(SetFormula, Joint)> {
        self.measure = None;
        self.at = 0;
        let way = self.way(formula);
        let rows = self.breakable(&formula.tree, way);
        rows.into_iter().map(|(laid, joint)| (self.finish(laid, &formula.words), joint)).collect()
    }

    /// Sets a formula that is one table, without rules or numbers, in the boxes of its rows, each as wide as `measure`, so
    /// that a page may end between them; `None` for any other.
    pub fn rows(&mut self, formula: &Formula, measure: Pt) -> Option<Vec<SetFormula>> {
        let Node::Table(table) = &*formula.tree else { return None };
        let ruled = table.rules.contains(&true)
            || table
                .rows
                .iter()
                .any(|row| row.tag.is_some() || row.cells.iter().any(|cell| cell.rules.contains(&true)));
        if ruled {
            return None;
        }
        self.at = 0;
        let rows = self.apart(table, self.way(formula));
        let set = rows.into_iter().map(|row| {
            let (ascent, descent) = (row.ascent, row.descent);
            let mut whole = Laid::space(measure.max(row.width));
            let x = Pt((whole.width - row.width).0 / 2);
            whole.put(row, x, Pt::ZERO);
            (whole.ascent, whole.descent) = (ascent, descent);
            self.finish(whole, &formula.words)
        });
        Some(set.collect())
    }

    fn way(&self, formula: &Formula) -> Way {
        let display = formula.place == Place::Display;
        Way { display, level: 0, cramped: false, color: self.text.color }
    }

    fn finish(&mut self, mut laid: Laid, words: &str) -> SetFormula {
        let start = |mark: &Mark| match &mark.ink {
            Ink::Glyphs(run) => run.start,
            Ink::Rule { .. } => u32::MAX,
        };
        laid.marks.sort_by_key(start);
        let Laid { width, ascent, descent, marks, .. } = laid;
        SetFormula {
            width,
            ascent,
            descent,
            marks,
            words: Arc::new(words.to_owned()),
            missing: std::mem::take(&mut self.missing),
        }
    }

    /// The size of glyphs.
    fn size(&self, way: Way) -> Pt {
        let percent = match way.level {
            0 => return self.text.size,
            1 => self.face.constant(Constant::ScriptPercentScaleDown),
            _ => self.face.constant(Constant::ScriptScriptPercentScaleDown),
        };
        self.text.size.scale(percent.clamp(20, 100).into(), 100)
    }

    fn scale(&self, units: i32, size: Pt) -> Pt {
        size.scale(units.into(), self.face.units())
    }

    /// A constant of the face at the size of a part.
    fn constant(&self, constant: Constant, way: Way) -> Pt {
        self.scale(self.face.constant(constant), self.size(way))
    }

    fn em(&self, length: Em, way: Way) -> Pt {
        self.size(way).scale(length.0.into(), 10_000)
    }

    /// The height of the axis, which fraction bars and minus signs stand on.
    fn axis(&self, way: Way) -> Pt {
        self.constant(Constant::AxisHeight, way)
    }

    /// Any part.
    fn node(&mut self, node: &Node, way: Way) -> Laid {
        match node {
            Node::Row(body, manner) => self.row(body, way.in_manner(manner)),
            Node::Identifier { text, upright } => self.identifier(text, *upright, way),
            Node::Number(text) => self.signs(text, way),
            Node::Operator(operator) => self.operator(operator, crate::math::tree::Form::Infix, None, way),
            Node::Text { text, face } => self.words(text, *face, way),
            Node::Unknown(name) => self.words(name, TextFace::Typewriter, way),
            Node::Space(width) => Laid::space(self.em(*width, way)),
            Node::Scripts { base, behind, before } => self.scripts(base, behind, before, None, way),
            Node::Limits { base, under, over, accent } => {
                self.limits(base, under.as_deref(), over.as_deref(), *accent, None, way)
            }
            Node::Fraction { above, below, bar, manner } => self.fraction(above, below, *bar, way.in_manner(manner)),
            Node::Root { body, degree } => self.root(body, degree.as_deref(), way),
            Node::Padded { body, flat, narrow, beside } => {
                let [left, right] = beside.map(|side| self.em(side, way));
                let inner = self.node(body, way);
                let (ascent, descent) = (inner.ascent, inner.descent);
                let width = if *narrow { Pt::ZERO } else { inner.width };
                let mut laid = Laid::space(left + width + right);
                laid.put(inner, left, Pt::ZERO);
                (laid.ascent, laid.descent) = if *flat { (Pt::ZERO, Pt::ZERO) } else { (ascent, descent) };
                laid
            }
            Node::Phantom(body) => {
                let at = self.at;
                let inner = self.node(body, way);
                self.at = at;
                Laid { marks: Vec::new(), ..inner }
            }
            Node::Table(table) => self.table(table, way.in_manner(&table.manner)),
            Node::Enclosed { body, rising, falling, boxed } => self.enclosed(body, *rising, *falling, *boxed, way),
        }
    }

    fn identifier(&mut self, text: &str, upright: bool, way: Way) -> Laid {
        let mut signs = text.chars();
        match (signs.next(), signs.next()) {
            (Some(c), None) if !upright => {
                let slanted = letters::slanted(c);
                let found = self.character(slanted, c.len_utf8(), self.at, way);
                match found {
                    Some(laid) => {
                        self.at += c.len_utf8();
                        laid
                    }
                    None => self.signs(text, way),
                }
            }
            _ => self.signs(text, way),
        }
    }

    /// Upright letters, figures and signs, one behind the other.
    fn signs(&mut self, text: &str, way: Way) -> Laid {
        // Marks over letters and what the face lacks are a matter of shaping.
        let plain = |c: char| self.face.glyph(c, 0).is_some() && !('\u{300}'..'\u{370}').contains(&c);
        if !text.chars().all(|c| plain(c) || is_selector(c)) {
            return self.words(text, TextFace::Roman, way);
        }
        let mut laid = Laid::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            // A variation selector belongs to the letter before it.
            let length = rest.char_indices().skip(1).find(|(_, c)| !is_selector(*c)).map_or(rest.len(), |(at, _)| at);
            if let Some(part) = self.character(c, length, self.at, way) {
                let alone = laid.marks.is_empty() && length == text.len();
                let (italic, attachment, glyph) = (part.italic, part.attachment, part.glyph);
                // Slanted letters stand as close as in a word only with their tops in their own room.
                laid.width += std::mem::take(&mut laid.italic);
                laid.add(part);
                laid.italic = italic;
                (laid.attachment, laid.glyph) = if alone { (attachment, glyph) } else { (None, None) };
            }
            self.at += length;
            rest = &rest[length..];
        }
        laid
    }

    /// Words in a face of the text.
    fn words(&mut self, text: &str, face: TextFace, way: Way) -> Laid {
        let start = self.at;
        self.at += text.len();
        let size = self.size(way);
        let mono: Arc<[String]> = vec!["monospace".to_owned()].into();
        let style = TextStyle {
            families: if face == TextFace::Typewriter { mono } else { self.text.families.clone() },
            weight: if matches!(face, TextFace::Bold | TextFace::BoldItalic) { 700 } else { self.text.weight },
            italic: matches!(face, TextFace::Italic | TextFace::BoldItalic),
            caps: if face == TextFace::SmallCaps { Caps::Small } else { Caps::Normal },
            // Letters of one width are large for their size.
            size: if face == TextFace::Typewriter { size.scale(82, 100) } else { size },
            color: way.color,
            rise: Pt::ZERO,
            ..self.text.clone()
        };
        let paragraph = Paragraph {
            text: Arc::new(text.to_owned()),
            runs: vec![Run { range: 0..text.len(), style: Arc::new(style), tag: 0 }],
            boxes: Vec::new(),
            direction: Direction::Ltr,
            align: Align::Start,
            balanced: false,
            indent: Pt::ZERO,
            preformatted: true,
        };
        // Space at the end counts.
        let wide = advance(&paragraph, self.shaper);
        let (lines, troubles) = set(&paragraph, &Measure::of(Pt::ONE * 20_000), self.shaper);
        self.missing.extend(troubles.into_iter().filter_map(|trouble| match trouble {
            Trouble::MissingGlyph { character, .. } => Some(character),
            Trouble::ForcedBreak { .. } | Trouble::MissingFamily(_) => None,
        }));
        let mut laid = Laid { ascent: size.scale(7, 10), descent: size.scale(22, 100), ..Laid::default() };
        for line in lines {
            let at = laid.width;
            laid.width += line.width;
            for run in line.runs.iter() {
                let mut run = run.clone();
                run.start += start as u32;
                let x = at + run.x;
                run.x = Pt::ZERO;
                laid.marks.push(Mark { x, y: Pt::ZERO, ink: Ink::Glyphs(run) });
            }
        }
        laid.width = laid.width.max(wide);
        laid
    }
}

/// Where a narrower part stands in `room`.
fn aligned(align: CellAlign, room: Pt, width: Pt) -> Pt {
    match align {
        CellAlign::Left => Pt::ZERO,
        CellAlign::Center => Pt((room - width).0.div_euclid(2)),
        CellAlign::Right => room - width,
    }
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

impl SetFormula {
    /// The same at `percent` per cent of its size.
    pub fn scaled(&self, percent: i64) -> SetFormula {
        let scaled = |length: Pt| length.scale(percent, 100);
        let mark = |mark: &Mark| Mark {
            x: scaled(mark.x),
            y: scaled(mark.y),
            ink: match &mark.ink {
                &Ink::Rule { width, height, color } => {
                    Ink::Rule { width: scaled(width), height: scaled(height), color }
                }
                Ink::Glyphs(run) => Ink::Glyphs(run.scaled(percent)),
            },
        };
        SetFormula {
            width: scaled(self.width),
            ascent: scaled(self.ascent),
            descent: scaled(self.descent),
            marks: self.marks.iter().map(mark).collect(),
            words: self.words.clone(),
            missing: self.missing.clone(),
        }
    }
}
