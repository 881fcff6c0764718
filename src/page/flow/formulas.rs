//! What formulas ask of lines. In: a passage. Out: the same with formulas that are larger than their room made as small
//! as they must be, and findings.

use super::super::galley::{Atom, Ink, Inlaid, Inset, Passage, Strip};
use super::super::layout::Layout;
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, rules};
use crate::length::Pt;
use crate::text::math::SetFormula;

/// `passage` with its formulas no larger than `room`, width and height; `None` where they are so anyhow.
pub fn fitted<'b>(passage: &Passage<'b>, room: (Pt, Pt), findings: &mut Findings) -> Option<Passage<'b>> {
    let size = |formula: &SetFormula| (formula.width, formula.ascent + formula.descent);
    let large = |inlaid: &Inlaid| match inlaid {
        Inlaid::Formula(formula, _) => size(formula).0 > room.0 || size(formula).1 > room.1,
        Inlaid::Picture(..) => false,
    };
    if !passage.insets.iter().any(|inset| large(&inset.what)) {
        return None;
    }
    let mut passage = passage.clone();
    for (inset, inline) in passage.insets.iter_mut().zip(&mut passage.paragraph.boxes) {
        let Inlaid::Formula(formula, span) = &inset.what else { continue };
        if !large(&inset.what) {
            continue;
        }
        // In whole hundredths, downward.
        let part = |room: Pt, has: Pt| (room.0 * 100 / has.0.max(1)).max(1);
        let (width, height) = size(formula);
        let (across, down) = (part(room.0, width), part(room.1, height));
        let (percent, what) =
            if down < across { (down, "higher than the page") } else { (across, "wider than the room it has") };
        let message = format!("this formula is {what}; it was set at {percent} per cent of its size");
        let hint = if down < across {
            "Make several formulas of its lines."
        } else {
            "Break it into lines, as `\\begin{aligned} … \\end{aligned}` does."
        };
        findings.report(Diagnostic::new(&rules::WIDE_FORMULA, *span, message).hint(hint));
        *inset = inset.scaled(percent);
        inline.size = (inline.size.0.scale(percent, 100), inline.size.1.scale(percent, 100));
    }
    Some(passage)
}

/// Takes down the characters in the formulas of a passage that no face has.
pub fn report(passage: &Passage, findings: &mut Findings) {
    for inset in &passage.insets {
        if let Inlaid::Formula(formula, span) = &inset.what {
            formula.missing.iter().for_each(|&character| findings.missing.add(character, Some(*span), 1));
        }
    }
}

/// Formulas on lines of their own, `strips` being their lines: they stand in the middle of whole lines of the grid, with
/// room above and below, whatever their height.
pub fn display(passage: &Passage, mut strips: Vec<Strip>, layout: &Layout) -> Vec<Strip> {
    let between = passage.leading.scale(1, 3);
    let count = strips.len();
    for (number, strip) in strips.iter_mut().enumerate() {
        let Some(Atom { top, ink: Ink::Line { line, .. }, .. }) = strip.atoms.first_mut() else { continue };
        let reaches = line.boxes.iter().filter_map(|&(index, _)| passage.insets.get(index)).map(Inset::reach);
        let Some((ascent, descent)) = reaches.reduce(|most, reach| (most.0.max(reach.0), most.1.max(reach.1))) else {
            continue;
        };
        *top = ascent;
        strip.height = ascent + descent + if number + 1 < count { between } else { Pt::ZERO };
        strip.snap = None;
    }
    let height: Pt = strips.iter().map(|strip| strip.height).sum();
    let spare = layout.whole_lines(height + passage.leading.scale(3, 4)) - height;
    let above = Pt(spare.0 / 2);
    if let Some(first) = strips.first_mut() {
        first.height += above;
        first.atoms.iter_mut().for_each(|atom| atom.top += above);
    }
    if let Some(last) = strips.last_mut() {
        last.height += spare - above;
    }
    strips
}
