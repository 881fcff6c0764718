//! Pieces to strips. In: passages, pictures, tables with their measures. Out: lines and boxes with the space above each,
//! the cost of ending a page there, and notes and marks with the line they stand in. Text of the body's leading stands
//! on the baseline grid; what lies between is spaced so that it comes back to it.

mod adjust;
mod beside;
mod code;
mod findings;
mod formulas;
mod initial;
mod lines;
mod missing;
mod spacing;

pub use adjust::adjust;
pub use findings::Findings;
pub use formulas::fitted;
pub use lines::{lines, width};
pub use missing::Missing;

use lines::single;

use super::galley::{Atom, Ink, InkRole, Matter, Passage, Piece, Strip};
use super::layout::{Layout, Room};
use super::pictures::{self, Wish};
use super::tables;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::Direction;
use crate::length::Pt;
use crate::model::Asset;
use crate::source::Span;
use crate::style::Align;
use crate::text::{GlyphRun, Measure, Shaper, Shapers};
use std::sync::{Arc, Mutex, PoisonError};
use thin_vec::thin_vec;

/// What the setting of a piece needs to know besides the piece.
#[derive(Clone, Copy)]
pub struct Stick<'s, 'f> {
    pub layout: &'s Layout<'s>,
    pub shapers: &'s Shapers<'f>,
    pub assets: &'s [Asset],
    /// Characters that no face has, wherever in the book.
    pub missing: &'s Mutex<Missing>,
    /// The column that it is set for.
    pub room: Room,
    /// Whether it finds out how else paragraphs could be set.
    pub pliant: bool,
}

/// What was set.
#[derive(Default)]
pub struct Flowed<'b> {
    pub strips: Vec<Strip>,
    /// The pieces that could be set in another number of lines; their strips know them by number.
    pub pliant: Vec<Piece<'b>>,
}

/// Pieces set at a time: what is set is dropped, so that a book is never held as pieces and as strips.
const BATCH: usize = 512;

/// Sets pieces and puts them one below the other.
pub fn flow<'b>(pieces: Vec<Piece<'b>>, stick: &Stick, sink: &mut Sink) -> Flowed<'b> {
    flow_apart(vec![pieces], stick, sink).pop().unwrap_or_default()
}

/// Sets several groups of pieces, each by itself, and reports what could not be done as asked in their order.
pub fn flow_apart<'b>(groups: Vec<Vec<Piece<'b>>>, stick: &Stick, sink: &mut Sink) -> Vec<Flowed<'b>> {
    let mut stacks: Vec<spacing::Stack> = groups.iter().map(|_| Default::default()).collect();
    let mut findings = Findings::default();
    let each =
        groups.into_iter().enumerate().flat_map(|(group, pieces)| pieces.into_iter().map(move |piece| (group, piece)));
    let mut pieces: Vec<(usize, Piece)> = each.collect();
    // From the end, so that the room of what is set is given back.
    pieces.reverse();
    while !pieces.is_empty() {
        let mut batch = pieces.split_off(pieces.len().saturating_sub(BATCH));
        batch.reverse();
        pieces.shrink_to_fit();
        let set = stick.shapers.map(&batch, |shaper, (_, piece)| {
            let mut findings = Findings::default();
            (stick.set(piece, shaper, &mut findings), findings)
        });
        for ((group, piece), (strips, found)) in batch.into_iter().zip(set) {
            stacks[group].add(piece, strips);
            findings = findings.merge(found);
        }
    }
    stick.missing.lock().unwrap_or_else(PoisonError::into_inner).merge(std::mem::take(&mut findings.missing));
    findings.drain(sink);
    stacks.into_iter().map(|stack| stack.finish(stick.layout.grid())).collect()
}

impl Stick<'_, '_> {
    fn set(&self, piece: &Piece, shaper: &mut Shaper, findings: &mut Findings) -> Vec<Strip> {
        let measure = Measure::of(piece.width);
        // A formula on a line of its own has room above and below.
        let room = (piece.width, self.room.height - self.layout.grid());
        let fitted = match &piece.matter {
            Matter::Text(passage) => formulas::fitted(passage, room, findings).map(Matter::Text),
            Matter::Formula(passage) => formulas::fitted(passage, room, findings).map(Matter::Formula),
            _ => None,
        };
        let mut strips = match fitted.as_ref().unwrap_or(&piece.matter) {
            Matter::Text(passage) if passage.initial.is_some() => {
                let letter = passage.initial.as_deref();
                letter.map_or_else(Vec::new, |letter| {
                    initial::initial(passage, letter, piece, self.layout, shaper, findings)
                })
            }
            Matter::Text(passage) if passage.hang > 0 => self.hanging(passage, piece, shaper, findings),
            // What stands off the grid cannot make pages even.
            Matter::Text(passage) if self.pliant && passage.on_grid && fitted.is_none() && passage.is_even() => {
                lines::pliant_lines(passage, &measure, piece.left, piece.block, shaper, findings)
            }
            Matter::Text(passage) => lines(passage, &measure, piece.left, piece.block, shaper, findings),
            Matter::Formula(passage) => {
                let strips = lines(passage, &measure, piece.left, piece.block, shaper, findings);
                formulas::display(passage, strips, self.layout)
            }
            Matter::Code { passage, drawn: true, turn, number: None } => {
                let passage = code::whole(passage, piece.width, shaper);
                code::code(&passage, turn, None, piece, shaper, findings)
            }
            Matter::Code { passage, turn, number, .. } => {
                code::code(passage, turn, number.as_deref(), piece, shaper, findings)
            }
            Matter::Leading { passage, leader, label } => {
                self.leading([passage, leader, label], piece, shaper, findings)
            }
            &Matter::Picture { asset, wish, plan, limit, align, span } => {
                let size = self.picture((&self.assets[asset.index()], wish), piece, limit, span, findings);
                let left = match (align, self.layout.direction) {
                    (Align::Justify | Align::Center, _) => piece.left + Pt((piece.width - size.0).0 / 2),
                    (Align::Start, Direction::Ltr) | (Align::End, Direction::Rtl) => piece.left,
                    (Align::End, Direction::Ltr) | (Align::Start, Direction::Rtl) => piece.left + piece.width - size.0,
                };
                let height = self.layout.whole_lines(size.1);
                let top = Pt((height - size.1).0 / 2);
                let atoms = thin_vec![Atom { left, top, ink: Ink::Picture { asset, size, plan }, cell: 0 }];
                let start = piece.block.map(|block| (block, 0));
                vec![Strip { height, atoms, start, ..Strip::default() }]
            }
            Matter::Table(grid) => tables::set(grid, piece, self, shaper, findings),
            Matter::Bare => vec![Strip::default()],
        };
        self.hang(piece, &mut strips, shaper, findings);
        strips
    }

    /// What stands beside the first line of a piece, or again above its lines.
    fn hang(&self, piece: &Piece, strips: &mut [Strip], shaper: &mut Shaper, findings: &mut Findings) {
        if let Some(label) = &piece.label {
            let column = (piece.left, piece.width);
            lines::hang(label, strips, column, self.layout.direction, shaper, findings);
        }
        if let Some(continued) = &piece.continued {
            let measure = Measure::of(continued.width);
            let head: Arc<[Strip]> = lines(&continued.passage, &measure, continued.left, None, shaper, findings).into();
            strips.iter_mut().for_each(|strip| strip.extras_mut().head = Some(head.clone()));
        }
    }

    /// Lines that all begin where the first has room for the number in front of it.
    fn hanging(&self, passage: &Passage, piece: &Piece, shaper: &mut Shaper, findings: &mut Findings) -> Vec<Strip> {
        let number = lines::advance(passage, 0..passage.hang, shaper);
        let mut passage = passage.clone();
        passage.paragraph.indent -= number;
        let left = match passage.paragraph.direction {
            Direction::Ltr => piece.left + number,
            Direction::Rtl => piece.left,
        };
        lines(&passage, &Measure::of(piece.width - number), left, piece.block, shaper, findings)
    }

    /// The size of a picture: its own, or what fits the measure and leaves room for a caption on the page.
    fn picture(
        &self,
        (asset, wish): (&Asset, Wish),
        piece: &Piece,
        limit: Option<Pt>,
        span: Span,
        findings: &mut Findings,
    ) -> (Pt, Pt) {
        let width = limit.map_or(piece.width, |limit| limit.min(piece.width)).max(Pt::ONE);
        let height = (self.room.height - self.layout.grid() * 4).max(self.room.height.scale(1, 2));
        let size = pictures::fit(pictures::natural_size(asset, wish, piece.width), width, height);
        // How small a picture is that was asked for as small is its author's choice.
        if !wish.is_any() && pictures::is_shrunk(asset, size) {
            let message = format!("the picture `{}` is set so small that half of its detail is lost", asset.path);
            let hint = "fine lines and lettering in it may not be readable: crop it, or divide it";
            findings.report(Diagnostic::new(&rules::SHRUNK_FIGURE, span, message).hint(hint));
        }
        size
    }

    /// Lines that lead to a page label: leaders fill the rest of the last one.
    fn leading(
        &self,
        [passage, leader, label]: [&Passage; 3],
        piece: &Piece,
        shaper: &mut Shaper,
        findings: &mut Findings,
    ) -> Vec<Strip> {
        let size = passage.paragraph.runs.first().map_or(passage.leading, |run| run.style.size);
        // Leaders end at the same edge whether the label has one figure or two.
        let (gap, labels, room) = (size.scale(1, 2), size, size * 3);
        let width = piece.width - room;
        let rtl = self.layout.direction == Direction::Rtl;
        let left = if rtl { piece.left + room } else { piece.left };
        let mut strips = lines(passage, &Measure::of(width), left, piece.block, shaper, findings);
        let Some(last) = strips.last_mut() else { return strips };
        let Some(Atom { top, ink: Ink::Line { line, .. }, .. }) = last.atoms.last() else { return strips };
        let top = *top;
        let edges = |line: &crate::text::Line| {
            let start = line.runs.iter().map(|run| run.x).min().unwrap_or_default();
            (start, start + line.width)
        };
        let (text_left, text_right) = edges(line);
        let Some((line, own)) = single(label, shaper, findings) else { return strips };
        let label_left = if rtl { piece.left } else { piece.left + piece.width - own };
        let (from, to) = match rtl {
            false => (left + text_right + gap, piece.left + piece.width - own.max(labels) - gap),
            true => (piece.left + own.max(labels) + gap, left + text_left - gap),
        };
        last.atoms.extend(leaders(leader, from, to, top, shaper, findings));
        let ink = Ink::Line { line, text: label.paragraph.text.clone(), insets: None, role: label.role };
        last.atoms.push(Atom { left: label_left, top, ink, cell: 0 });
        strips
    }
}

/// As many leaders as fit between two edges, standing below those of the lines above.
fn leaders(leader: &Passage, from: Pt, to: Pt, top: Pt, shaper: &mut Shaper, findings: &mut Findings) -> Option<Atom> {
    let (mut line, _) = single(leader, shaper, findings)?;
    let run = line.runs.first()?;
    let glyphs: Vec<_> = run.glyphs.iter().map(|&glyph| crate::text::Glyph { says: 0, ..glyph }).collect();
    let step = run.width();
    if step <= Pt::ZERO {
        return None;
    }
    let first = super::layout::up_to(from, step);
    let count = usize::try_from((to - first).0.div_euclid(step.0)).unwrap_or(0);
    if count < 2 {
        return None;
    }
    let glyphs = glyphs.iter().cycle().take(count * glyphs.len()).copied().collect();
    line.runs = [GlyphRun { glyphs, x: Pt::ZERO, ..run.clone() }].into_iter().collect();
    line.width = step * count as i64;
    let ink = Ink::Line { line, text: Arc::default(), insets: None, role: InkRole::Artifact };
    Some(Atom { left: first, top, ink, cell: 0 })
}
