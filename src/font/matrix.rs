//! The matrices of a reduced CFF face. In: a CFF table as the subsetter writes it, with the matrix of a thousandth of
//! an em said twice over, as that of the face and as that of each of its parts. Out: the same table, byte for byte as
//! long, where nothing is said of what is the default anyhow: some readers cannot multiply the two and take every
//! width for nothing (Adobe Technical Note 5176, §§ 9, 15 and 19).

use std::ops::Range;

const FONT_MATRIX: [u8; 2] = [12, 7];
const FD_ARRAY: [u8; 2] = [12, 36];
/// `StrokeWidth`, which is 0 by default.
const STROKE_WIDTH: [u8; 2] = [12, 8];
/// 0.001 0 0 0.001 0 0 and 1 0 0 1 0 0, as the subsetter spells them.
const THOUSANDTH: [u8; 12] = [0x1E, 0x0A, 0, 0x1F, 0x8B, 0x8B, 0x1E, 0x0A, 0, 0x1F, 0x8B, 0x8B];
const IDENTITY: [u8; 6] = [0x8C, 0x8B, 0x8B, 0x8C, 0x8B, 0x8B];

/// Takes the matrices out, if all of them are the usual ones.
pub fn leave_default(cff: &mut [u8]) {
    for place in matrices(cff).unwrap_or_default() {
        let zero = place.start..place.end - STROKE_WIDTH.len();
        // The number 0, written so long that it fills the place: "0.000…".
        cff[zero.clone()].fill(0);
        cff[zero.start..zero.start + 2].copy_from_slice(&[0x1E, 0x0A]);
        cff[zero.end - 1] = 0x0F;
        cff[zero.end..place.end].copy_from_slice(&STROKE_WIDTH);
    }
}

/// Where the matrices stand, their operators included; `None` if one of them is unusual.
fn matrices(cff: &[u8]) -> Option<Vec<Range<usize>>> {
    let names = index(cff, usize::from(*cff.get(2)?))?;
    let top = operators(cff, index(cff, names.end)?.items.first()?.clone())?;
    let (operands, _) = top.iter().find(|(_, operator)| *operator == FD_ARRAY)?;
    let [0x1D, offset @ ..] = cff.get(operands.clone())? else { return None };
    let parts = index(cff, u32::from_be_bytes(offset.try_into().ok()?) as usize)?;
    let mut places = Vec::new();
    for (dictionary, usual) in std::iter::once((Some(top), &THOUSANDTH[..]))
        .chain(parts.items.into_iter().map(|part| (operators(cff, part), &IDENTITY[..])))
    {
        for (operands, _) in dictionary?.into_iter().filter(|(_, operator)| *operator == FONT_MATRIX) {
            if cff[operands.clone()] != *usual {
                return None;
            }
            places.push(operands.start..operands.end + FONT_MATRIX.len());
        }
    }
    Some(places)
}

/// The operators of a dictionary of two bytes each, with the places of their operands (§4).
fn operators(cff: &[u8], dictionary: Range<usize>) -> Option<Vec<(Range<usize>, [u8; 2])>> {
    let (mut found, mut at, mut start) = (Vec::new(), dictionary.start, dictionary.start);
    while at < dictionary.end {
        at += match *cff.get(at)? {
            12 => {
                found.push((start..at, [12, *cff.get(at + 1)?]));
                start = at + 2;
                2
            }
            0..=21 => {
                start = at + 1;
                1
            }
            28 => 3,
            29 => 5,
            30 => 1 + cff.get(at + 1..dictionary.end)?.iter().position(|byte| byte & 0x0F == 0x0F)? + 1,
            247..=254 => 2,
            _ => 1,
        };
    }
    Some(found)
}

/// An INDEX (§5).
struct Index {
    items: Vec<Range<usize>>,
    end: usize,
}

fn index(cff: &[u8], at: usize) -> Option<Index> {
    let count = usize::from(u16::from_be_bytes(cff.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some(Index { items: Vec::new(), end: at + 2 });
    }
    let size = usize::from(*cff.get(at + 2)?);
    let base = at + 2 + size * (count + 1);
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, &byte| number << 8 | usize::from(byte));
    let offsets = cff.get(at + 3..=base)?.chunks_exact(size.max(1)).map(number).collect::<Vec<_>>();
    let items: Vec<_> = offsets.windows(2).map(|pair| base + pair[0]..base + pair[1]).collect();
    let end = items.last()?.end;
    (end <= cff.len() && items.iter().all(|item| item.start <= item.end)).then_some(Index { items, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_are_none_stay_as_they_are() {
        for bytes in [&b""[..], &[1, 0, 4, 4], &[1, 0, 4, 4, 0, 1, 1, 1, 200], &[0xFF; 64]] {
            let mut changed = bytes.to_vec();
            leave_default(&mut changed);
            assert_eq!(changed, bytes);
        }
    }
}
