//! The spare room of a line. In: what a line is put together from, and the room that is left. Out: widths of spaces and
//! letters that fill the line to the unit.
//!
//! Letters give way before spaces do, as far as they may: uneven spaces are seen, letters that are wider by a hundredth
//! are not (H. Zapf, About Micro-Typography and the hz-Program, 1993).

use super::breaks::Elastic;
use super::cuts;
use super::prepare::{Kind, Piece};
use super::shape::Part;
use crate::length::Pt;

/// What a line is put together from.
pub(super) struct Slot {
    /// Which piece it is of, or of which its hyphen is.
    pub piece: u32,
    /// The byte where the text of its glyphs ends.
    pub end: u32,
    /// Its glyphs, if it has any.
    pub part: Part,
    pub content: Content,
    pub level: u8,
    /// Thousandths by which its letters may be wider or narrower.
    most: u8,
    /// Thousandths by which they are wider.
    pub expansion: i8,
    pub width: Pt,
    /// How far it may stretch and shrink: as a space, or its letters.
    give: (i64, i64),
}

/// What a slot shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// Glyphs of a word.
    Glyphs,
    Space,
    Hyphen,
    Box,
    /// Nothing, between two signs.
    Gap,
}

impl Slot {
    /// A slot of its natural width that shows something of a piece.
    #[inline]
    pub fn new(number: usize, piece: &Piece, content: Content, part: Part, width: Pt) -> Slot {
        let (level, most) = (piece.level, piece.expansion);
        let give = match (content, piece.kind) {
            (Content::Glyphs | Content::Hyphen, _) => {
                let room = width.0 * i64::from(most) / 1000;
                (room, room)
            }
            (_, Kind::Space(_, space)) => cuts::glue(space, width),
            _ => (0, 0),
        };
        let (piece, end) = (number as u32, piece.range.end as u32);
        Slot { piece, end, part, content, level, most, expansion: 0, width, give }
    }

    /// Room between two pieces, as `gap` has it, the second of which is `piece`.
    pub fn gap(number: usize, piece: &Piece, gap: Elastic) -> Slot {
        let give = (gap.stretch, gap.shrink);
        Slot { give, ..Slot::new(number, piece, Content::Gap, Part::default(), Pt(gap.width)) }
    }

    /// Whether its letters give way, not itself as a space.
    fn is_lettered(&self) -> bool {
        matches!(self.content, Content::Glyphs | Content::Hyphen)
    }
}

/// How often a line's stretch may be asked for: spaces become five times as wide. What is wider are holes, not spaces, and
/// such a line, before a long address or a picture, is left ragged.
const MOST_STRETCHED: i64 = 8;

/// Gives `spare`, which may be negative, to the first `inked` slots of a line, others hanging over its end; returns how much
/// of it they took: all, unless there is no space to take what letters do not or all spaces would be holes, but never
/// less than the line must lose.
pub(super) fn justify(slots: &mut [Slot], inked: usize, spare: Pt) -> Pt {
    let (slots, hanging) = slots.split_at_mut(inked);
    let give = |slot: &Slot| if spare < Pt::ZERO { slot.give.1 } else { slot.give.0 };
    let (mut spaces, mut letters, mut spaced) = (0, 0, true);
    for slot in &*slots {
        *(if slot.is_lettered() { &mut letters } else { &mut spaces }) += give(slot);
        spaced &= slot.content != Content::Gap;
    }
    if spaced && spaces > 0 && spare.0 - letters > MOST_STRETCHED * spaces {
        return Pt::ZERO;
    }
    let mut given = Pt::ZERO;
    if letters > 0 && (spaces > 0 || spare.0 <= letters) {
        let share = spare.0.clamp(-letters, letters);
        // Mostly all of a line may change by as much.
        let (mut most, mut expansion) = (0, 0);
        for slot in slots.iter_mut().filter(|slot| slot.most > 0) {
            if slot.most != most {
                // Rounded down: without spaces a line may be short, but never too long.
                (most, expansion) = (slot.most, (i64::from(slot.most) * share).div_euclid(letters) as i8);
            }
            slot.expansion = expansion;
            if slot.is_lettered() && give(slot) > 0 {
                let wider = slot.width.scale(i64::from(expansion), 1000);
                slot.width += wider;
                given += wider;
            }
        }
    }
    let expansion = slots.last().map_or(0, |slot| slot.expansion);
    hanging.iter_mut().for_each(|slot| slot.expansion = expansion);
    if spaces == 0 {
        return given;
    }
    let (left, mut passed, mut taken) = (spare - given, 0, Pt::ZERO);
    for slot in slots.iter_mut().filter(|slot| !slot.is_lettered() && give(slot) != 0) {
        passed += give(slot);
        let share = left.scale(passed, spaces) - taken;
        slot.width += share;
        taken += share;
    }
    spare
}
