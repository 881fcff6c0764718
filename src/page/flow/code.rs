//! Program text to lines. A sign stands before each line that only goes on, a number before each that begins, if the
//! sheet numbers them; neither is a part of the text.

use super::super::cost;
use super::super::galley::{Atom, Ink, Passage, Piece, Strip};
use super::super::tables::SIZES;
use super::findings::Findings;
use super::lines::{atom, lines, single};
use crate::length::Pt;
use crate::text::{Measure, Shaper, extents};
use std::borrow::Cow;

/// Sets program text. `turn` is the sign, `number` the number of the first line.
pub fn code(
    passage: &Passage,
    turn: &Passage,
    number: Option<&Passage>,
    piece: &Piece,
    shaper: &mut Shaper,
    findings: &mut Findings,
) -> Vec<Strip> {
    let text = passage.paragraph.text.as_bytes();
    let gap = Pt(passage.leading.0 / 6);
    let room = number.map_or(Pt::ZERO, |number| {
        let last = numbered(number, text.iter().filter(|&&byte| byte == b'\n').count() + 1);
        single(&last, shaper, findings).map_or(Pt::ZERO, |(_, width)| width) + gap * 3
    });
    let (left, width) = (piece.left + room, (piece.width - room).max(Pt::ONE));
    let mut strips = lines(passage, &Measure::of(width), left, piece.block, shaper, findings);
    let (mut line, mut counted) = (1, 0);
    for strip in &mut strips {
        let Some(Atom { top, ink: Ink::Line { line: set, .. }, .. }) = strip.atoms.first() else { continue };
        let (baseline, start) = (*top, set.bytes().start);
        line += text[counted..start].iter().filter(|&&byte| byte == b'\n').count();
        counted = start;
        let goes_on = start > 0 && text.get(start - 1) != Some(&b'\n');
        let (mark, distance) = match number {
            _ if goes_on => {
                strip.cost += cost::TURN;
                (turn.clone(), gap)
            }
            Some(number) => (numbered(number, line), gap * 3),
            None => continue,
        };
        strip.atoms.extend(atom(&mark, baseline, shaper, findings, |own| left - own - distance));
    }
    strips
}

/// A passage in the largest size in which none of its lines goes on, if there is one.
pub fn whole<'p, 'b>(passage: &'p Passage<'b>, width: Pt, shaper: &mut Shaper) -> Cow<'p, Passage<'b>> {
    let (_, natural) = extents(&passage.paragraph, shaper);
    let fits = SIZES.into_iter().find(|&percent| natural.scale(percent, 100) <= width);
    match fits {
        Some(percent) if percent < 100 => Cow::Owned(passage.scaled(percent)),
        _ => Cow::Borrowed(passage),
    }
}

/// The number of a line, as the first one is set.
fn numbered<'b>(first: &Passage<'b>, number: usize) -> Passage<'b> {
    let mut passage = first.clone();
    passage.paragraph.text = number.to_string().into();
    let end = passage.paragraph.text.len();
    passage.paragraph.runs.iter_mut().for_each(|run| run.range.end = end);
    passage
}
