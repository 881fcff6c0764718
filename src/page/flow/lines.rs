//! Passages to lines.

use super::super::cost;
use super::super::galley::{Atom, Ink, Insert, Label, Passage, Pliant, SetLine, Setting, Strip};
use super::findings::Findings;
use super::formulas;
use crate::language::Direction;
use crate::length::Pt;
use crate::model::BlockId;
use crate::style::Align;
use crate::text::{self, Line, LineEnd, Measure, Paragraph, Run, Shaper, Variant, extents, set, set_at, vary};
use std::ops::Range;
use std::sync::Arc;
use thin_vec::thin_vec;

/// Sets a passage: a strip for each line, what stands at its bytes with it.
pub fn lines(
    passage: &Passage,
    measure: &Measure,
    left: Pt,
    block: Option<BlockId>,
    shaper: &mut Shaper,
    findings: &mut Findings,
) -> Vec<Strip> {
    let (lines, troubles) = set(&passage.paragraph, measure, shaper);
    findings.troubles(troubles, passage);
    formulas::report(passage, findings);
    strips(passage, lines, left, block)
}

/// Sets a passage and finds out how else it could be set.
pub fn pliant_lines(
    passage: &Passage,
    measure: &Measure,
    left: Pt,
    block: Option<BlockId>,
    shaper: &mut Shaper,
    findings: &mut Findings,
) -> Vec<Strip> {
    let (lines, troubles, variants) = vary(&passage.paragraph, measure, shaper);
    findings.troubles(troubles, passage);
    formulas::report(passage, findings);
    let others = variants.tighter.iter().chain(&variants.looser).map(|variant| setting(variant, passage));
    let others: Vec<Setting> = others.collect();
    let mut strips = strips(passage, lines, left, block);
    let count = strips.len();
    if let (Some(first), false) = (strips.first_mut(), others.is_empty()) {
        first.pliant = Some(Box::new(Pliant { piece: 0, lines: count, others }));
    }
    strips
}

/// Sets a passage in another of its ways.
pub fn other_lines(
    passage: &Passage,
    measure: &Measure,
    left: Pt,
    block: Option<BlockId>,
    shaper: &mut Shaper,
    setting: &Setting,
) -> Vec<Strip> {
    let ends = setting.lines.iter().map(|line| LineEnd { byte: line.end as usize, hyphenated: line.hyphenated });
    // What could not be set as asked has been found before.
    let lines = set_at(&passage.paragraph, measure, &ends.collect::<Vec<_>>(), shaper);
    strips(passage, lines, left, block)
}

/// A variant as page breaks see it.
fn setting(variant: &Variant, passage: &Passage) -> Setting {
    let line = |end: &LineEnd| SetLine { end: end.byte as u32, hyphenated: end.hyphenated, ..SetLine::default() };
    let mut lines: Vec<SetLine> = variant.ends.iter().map(line).collect();
    for &(at, insert) in &passage.inserts {
        let line = variant.ends.partition_point(|end| end.byte <= at).min(lines.len().saturating_sub(1));
        if let (Insert::Note(_), Some(line)) = (insert, lines.get_mut(line)) {
            line.calls += 1;
        }
    }
    Setting { cost: cost::setting(variant.cost), lines }
}

/// A strip for each line, what stands at its bytes with it.
fn strips(passage: &Passage, lines: Vec<Line>, left: Pt, block: Option<BlockId>) -> Vec<Strip> {
    let text = &passage.paragraph.text;
    let insets = (!passage.insets.is_empty()).then(|| Arc::new(passage.insets.clone()));
    let ends: Vec<usize> = lines.iter().map(|line| line.bytes().end).collect();
    let mut strips: Vec<Strip> = Vec::with_capacity(lines.len());
    for line in lines {
        // What is higher than the line pushes it down, and what is deeper the next.
        let (extra, below) = passage.excess(line.boxes.iter().map(|&(index, _)| index));
        strips.push(Strip {
            height: passage.leading + extra + below,
            snap: passage.on_grid.then_some(extra),
            hyphenated: line.hyphenated,
            start: block.map(|block| (block, passage.flat(line.bytes().start))),
            atoms: thin_vec![Atom {
                left,
                top: passage.ascent + extra,
                ink: Ink::Line { line, text: text.clone(), insets: Option::clone(&insets), role: passage.role },
                cell: 0,
            }],
            ..Strip::default()
        });
    }
    for &(at, insert) in &passage.inserts {
        let index = ends.partition_point(|&end| end <= at).min(strips.len().saturating_sub(1));
        match (strips.get_mut(index), insert) {
            (Some(strip), Insert::Note(id)) => strip.notes.push(id),
            (Some(strip), Insert::Mark(id)) => strip.extras_mut().marks.push(id),
            (None, _) => {}
        }
    }
    strips
}

/// A passage on one line that begins at its own left edge, and its width.
pub fn single(passage: &Passage, shaper: &mut Shaper, findings: &mut Findings) -> Option<(Line, Pt)> {
    let mut paragraph = passage.paragraph.clone();
    paragraph.align = Align::Start;
    paragraph.indent = Pt::ZERO;
    let (_, width) = extents(&paragraph, shaper);
    // A point more, so that no rounding breaks the line.
    let (lines, troubles) = set(&paragraph, &Measure::of(width + Pt::ONE), shaper);
    findings.troubles(troubles, passage);
    let mut line = lines.into_iter().next()?;
    let left = line.runs.iter().map(|run| run.x).min().unwrap_or_default();
    line.runs.change(|runs| runs.iter_mut().for_each(|run| run.x -= left));
    let width = line.width;
    Some((line, width))
}

/// The width of a part of a passage on one line.
pub fn width(passage: &Passage, range: Range<usize>, shaper: &mut Shaper) -> Pt {
    extents(&part(passage, range), shaper).1
}

/// How far a part of a passage moves on what follows it on the same line: the space at its end counts.
pub fn advance(passage: &Passage, range: Range<usize>, shaper: &mut Shaper) -> Pt {
    text::advance(&part(passage, range), shaper)
}

fn part(passage: &Passage, range: Range<usize>) -> Paragraph {
    let mut part = passage.paragraph.clone();
    let cut = |at: usize| at.clamp(range.start, range.end) - range.start;
    part.runs =
        part.runs.iter().map(|run| Run { range: cut(run.range.start)..cut(run.range.end), ..run.clone() }).collect();
    part.text = part.text[range].to_owned().into();
    part.boxes.clear();
    part
}

/// `passage` on one line as an atom; `left` gets its width and says where it goes.
pub fn atom(
    passage: &Passage,
    baseline: Pt,
    shaper: &mut Shaper,
    findings: &mut Findings,
    left: impl FnOnce(Pt) -> Pt,
) -> Option<Atom> {
    let (line, width) = single(passage, shaper, findings)?;
    let text = passage.paragraph.text.clone();
    let ink = Ink::Line { line, text, insets: None, role: passage.role };
    Some(Atom { left: left(width), top: baseline, ink, cell: 0 })
}

/// Hangs a label beside the first line of `strips`, whose text stands from `left` over `width`.
pub fn hang(
    label: &Label,
    strips: &mut [Strip],
    (left, width): (Pt, Pt),
    direction: Direction,
    shaper: &mut Shaper,
    findings: &mut Findings,
) {
    let Some(first) = strips.first_mut() else { return };
    let baseline = first.atoms.first().map_or(label.passage.ascent, |atom| match atom.ink {
        Ink::Line { .. } => atom.top,
        _ => label.passage.ascent,
    });
    let place = |own: Pt| match direction {
        Direction::Ltr => left - label.gap - own,
        Direction::Rtl => left + width + label.gap,
    };
    if let Some(atom) = atom(&label.passage, baseline, shaper, findings, place) {
        first.atoms.insert(0, atom);
    }
}
