//! Text to be set. In: what `collect` read. Out: a paragraph with its measures, what stands at its bytes, and where in the
//! source each of them came from.

use super::super::plan::PlanId;
use super::InkRole;
use crate::length::Pt;
use crate::model::{AssetId, MarkId, NoteId, Text};
use crate::source::Span;
use crate::text::math::SetFormula;
use crate::text::{Paragraph, TextStyle};
use std::sync::Arc;

/// Text to be set, and what its bytes carry.
#[derive(Clone, Debug)]
pub struct Passage<'b> {
    /// The text; each run's `tag` is the [`PlanId`] of its element.
    pub paragraph: Paragraph,
    /// Distance between baselines.
    pub leading: Pt,
    /// From the top of a line to its baseline.
    pub ascent: Pt,
    /// Whether its lines stand on the baseline grid.
    pub on_grid: bool,
    /// Whether it is text of the book.
    pub role: InkRole,
    /// Notes called and index marks, by the byte they stand at.
    pub inserts: Vec<(usize, Insert)>,
    /// Pictures and formulas in the line, one for each of the paragraph's boxes.
    pub insets: Vec<Inset>,
    /// How many bytes at its beginning are a number that hangs before all of its lines.
    pub hang: usize,
    /// Its first letter, where it is set over several lines.
    pub initial: Option<Box<Initial>>,
    /// Where its bytes came from, in order.
    pub origins: Vec<Origin<'b>>,
}

/// A letter as high as several lines.
#[derive(Clone, Debug)]
pub struct Initial {
    /// How many bytes of the passage it is, with the signs before it.
    pub bytes: usize,
    /// How many lines it is high.
    pub lines: usize,
    /// Its style, the size that of the text around it.
    pub style: Arc<TextStyle>,
}

/// Something at a byte of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Insert {
    /// The first call of a note.
    Note(NoteId),
    /// An index mark.
    Mark(MarkId),
}

/// Something in the line that is not set as text.
#[derive(Clone, Debug)]
pub struct Inset {
    /// What it is.
    pub what: Inlaid,
    /// Its element; `None` for decoration.
    pub plan: Option<PlanId>,
    /// Byte of its U+FFFC.
    pub at: usize,
}

/// What stands in a line as a box.
#[derive(Clone, Debug)]
pub enum Inlaid {
    /// A picture, with its width and height: it stands on the baseline.
    Picture(AssetId, (Pt, Pt)),
    /// A formula or a part of one, and where it came from.
    Formula(Arc<SetFormula>, Span),
}

impl Inset {
    /// How far it reaches above the baseline, and below it.
    pub fn reach(&self) -> (Pt, Pt) {
        match &self.what {
            Inlaid::Picture(_, (_, height)) => (*height, Pt::ZERO),
            Inlaid::Formula(formula, _) => (formula.ascent, formula.descent),
        }
    }

    /// The same at `percent` per cent of its size.
    pub fn scaled(&self, percent: i64) -> Inset {
        let what = match &self.what {
            Inlaid::Picture(asset, (width, height)) => {
                Inlaid::Picture(*asset, (width.scale(percent, 100), height.scale(percent, 100)))
            }
            Inlaid::Formula(formula, span) => Inlaid::Formula(Arc::new(formula.scaled(percent)), *span),
        };
        Inset { what, ..*self }
    }
}

/// From byte `at` of a passage on, its text is `text`, which begins at byte `flat` of the block's flat text.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'b> {
    /// Byte of the passage.
    pub at: usize,
    /// Byte of the block's flat text.
    pub flat: usize,
    /// The text; `None` for what has no text in the source: generated text, pictures.
    pub text: Option<&'b Text>,
}

impl Passage<'_> {
    /// How much more room a line with these boxes wants, above and below, than its leading gives it. A formula may reach
    /// a little into the room between lines.
    pub fn excess(&self, boxes: impl Iterator<Item = usize>) -> (Pt, Pt) {
        let slack = Pt(self.leading.0 / 12);
        let (mut above, mut below) = (Pt::ZERO, Pt::ZERO);
        for inset in boxes.filter_map(|index| self.insets.get(index)) {
            let (ascent, descent) = inset.reach();
            let slack = if matches!(inset.what, Inlaid::Formula(..)) { slack } else { Pt::ZERO };
            above = above.max(ascent - self.ascent - slack);
            below = below.max(descent - (self.leading - self.ascent) - slack);
        }
        (above, below)
    }

    /// Whether all its lines are as high as its leading.
    pub fn is_even(&self) -> bool {
        self.excess(0..self.insets.len()) == (Pt::ZERO, Pt::ZERO)
    }

    /// Gives back the room that was kept for more.
    pub fn shrink(&mut self) {
        if let Some(text) = Arc::get_mut(&mut self.paragraph.text) {
            text.shrink_to_fit();
        }
        self.paragraph.runs.shrink_to_fit();
        self.origins.shrink_to_fit();
    }

    /// The same at `percent` per cent of its size.
    pub fn scaled(&self, percent: i64) -> Self {
        let scaled = |length: Pt| length.scale(percent, 100);
        let mut out = self.clone();
        out.leading = scaled(out.leading);
        out.ascent = scaled(out.ascent);
        let size = |(width, height): (Pt, Pt)| (scaled(width), scaled(height));
        out.paragraph.boxes.iter_mut().for_each(|inline| inline.size = size(inline.size));
        out.insets.iter_mut().for_each(|inset| *inset = inset.scaled(percent));
        let style = |style: &TextStyle| TextStyle {
            size: scaled(style.size),
            letter_spacing: scaled(style.letter_spacing),
            rise: scaled(style.rise),
            ..style.clone()
        };
        out.paragraph.runs.iter_mut().for_each(|run| run.style = Arc::new(style(&run.style)));
        out
    }

    /// The byte of the block's flat text for byte `at` of the passage.
    pub fn flat(&self, at: usize) -> u32 {
        let index = self.origins.partition_point(|origin| origin.at <= at);
        let Some(origin) = index.checked_sub(1).map(|i| self.origins[i]) else { return 0 };
        let length = origin.text.map_or(0, |text| text.as_str().len());
        (origin.flat + (at - origin.at).min(length)) as u32
    }

    /// What is left behind byte `at`.
    pub fn behind(&self, at: usize) -> Self {
        let back = |byte: usize| byte.saturating_sub(at);
        let mut rest = self.clone();
        Arc::make_mut(&mut rest.paragraph.text).drain(..at);
        rest.paragraph.runs.iter_mut().for_each(|run| run.range = back(run.range.start)..back(run.range.end));
        rest.paragraph.runs.retain(|run| !run.range.is_empty());
        rest.inserts.iter_mut().for_each(|(byte, _)| *byte = back(*byte));
        rest.insets.iter_mut().for_each(|inset| inset.at = back(inset.at));
        for origin in &mut rest.origins {
            origin.flat += at.saturating_sub(origin.at);
            origin.at = back(origin.at);
        }
        rest
    }

    /// The byte of the passage for byte `flat` of what was its flat text alone.
    pub fn at_flat(&self, flat: usize) -> usize {
        let text = self.origins.iter().rev().find(|origin| origin.text.is_some() && origin.flat <= flat);
        text.map_or(0, |origin| (origin.at + (flat - origin.flat)).min(self.paragraph.text.len()))
    }

    /// Where the character at byte `at` came from.
    pub fn span(&self, at: usize) -> Option<Span> {
        let index = self.origins.partition_point(|origin| origin.at <= at);
        let origin = self.origins[..index].iter().rev().find(|origin| origin.text.is_some())?;
        let text = origin.text?;
        let byte = (at - origin.at).min(text.as_str().len().saturating_sub(1));
        Some(text.span_of(byte..byte + 1))
    }
}
