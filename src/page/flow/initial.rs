//! A paragraph whose first letter is as high as several lines. In: its passage. Out: its lines, the first ones shorter,
//! and the letter beside them, its foot on the last of their baselines, its head as high as the capitals of the first.

use super::super::cost;
use super::super::galley::{Initial, Passage, Piece, Strip};
use super::super::layout::Layout;
use super::findings::Findings;
use super::lines::{atom, lines};
use crate::font::Wanted;
use crate::language::Direction;
use crate::length::Pt;
use crate::text::{Measure, Run, Shaper, TextStyle};
use std::sync::Arc;

/// Sets a passage with its initial; one that is too short for it gets none.
pub fn initial(
    passage: &Passage,
    initial: &Initial,
    piece: &Piece,
    layout: &Layout,
    shaper: &mut Shaper,
    findings: &mut Findings,
) -> Vec<Strip> {
    let letter = letter(passage, initial, layout);
    let gap = initial.style.size.scale(1, 8);
    let mut own = Pt::ZERO;
    let Some(mut drawn) = atom(&letter, Pt::ZERO, shaper, findings, |width| {
        own = width;
        piece.left
    }) else {
        return Vec::new();
    };
    // These reach below the line that they stand on.
    let descends = passage.paragraph.text[..initial.bytes].contains(['J', 'Q']);
    let beside = initial.lines + usize::from(descends);
    let measure = Measure { first: vec![piece.width - own - gap; beside], rest: piece.width };
    let rest = passage.behind(initial.bytes);
    let mut quiet = Findings::default();
    let mut strips = lines(&rest, &measure, piece.left, piece.block, shaper, &mut quiet);
    if strips.len() < initial.lines || own * 2 > piece.width {
        return lines(passage, &Measure::of(piece.width), piece.left, piece.block, shaper, findings);
    }
    *findings = std::mem::take(findings).merge(quiet);
    match passage.paragraph.direction {
        Direction::Ltr => {
            let atoms = strips.iter_mut().take(beside).flat_map(|strip| &mut strip.atoms);
            atoms.for_each(|atom| atom.left += own + gap);
        }
        Direction::Rtl => drawn.left = piece.left + piece.width - own,
    }
    strips.iter_mut().take(initial.lines).skip(1).for_each(|strip| strip.cost += cost::KEPT);
    let above: Pt = strips.iter().take(initial.lines - 1).map(|strip| strip.height).sum();
    drawn.top = above + strips[initial.lines - 1].atoms.first().map_or(passage.ascent, |atom| atom.top);
    strips[0].start = strips[0].start.map(|(block, _)| (block, passage.flat(0)));
    strips[0].atoms.insert(0, drawn);
    strips
}

/// The first letter alone, in its size.
fn letter<'b>(passage: &Passage<'b>, initial: &Initial, layout: &Layout) -> Passage<'b> {
    let TextStyle { families, weight, italic, size, lang, .. } = &*initial.style;
    let wanted = Wanted { families, weight: *weight, italic: *italic, lang: *lang };
    let text = passage.paragraph.text[..initial.bytes].to_owned();
    let face = text.chars().next_back().and_then(|c| layout.faces.choose(&wanted, c)).map(|id| layout.faces.face(id));
    let (capitals, units) = face.map_or((2, 3), |face| (i64::from(face.cap_height.max(1)), i64::from(face.units)));
    let height = passage.leading * (initial.lines as i64 - 1) + size.scale(capitals, units);
    let style = TextStyle { size: height.scale(units, capitals), ..(*initial.style).clone() };
    let tag = passage.paragraph.runs.first().map_or(0, |run| run.tag);
    let mut letter = passage.clone();
    letter.paragraph.runs = vec![Run { range: 0..text.len(), style: Arc::new(style), tag }];
    letter.paragraph.text = text.into();
    letter.paragraph.boxes.clear();
    letter
}
