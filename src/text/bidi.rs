//! Directions (UAX #9). In: a text with its base direction; later the levels of one line's pieces. Out: a level for
//! every byte, and the order from left to right in which a line's pieces stand.

use super::opportunity::high_bytes;
use crate::language::Direction;
use unicode_bidi::{BidiInfo, Level};

/// The embedding level of every byte; `None` where all is left to right, as in most paragraphs.
pub fn levels(text: &str, base: Direction) -> Option<Vec<u8>> {
    // The first byte of each character that turns is one of these.
    if base == Direction::Ltr && !high_bytes(text, 0xD6).any(|at| text[at..].starts_with(turns)) {
        return None;
    }
    let info = BidiInfo::new(text, Some(Level::from(base_level(base))));
    Some(info.levels.into_iter().map(|level| level.number()).collect())
}

/// The level of the paragraph itself.
pub fn base_level(base: Direction) -> u8 {
    match base {
        Direction::Ltr => 0,
        Direction::Rtl => 1,
    }
}

/// The order, from left to right, of pieces with these levels (rule L2); rule L1 is the caller's.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let levels: Vec<Level> = levels.iter().map(|&level| Level::new(level).unwrap_or(Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels)
}

/// Whether a character can make anything run from right to left.
fn turns(c: char) -> bool {
    c >= '\u{590}'
        && matches!(u32::from(c),
            0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE
            | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_needs_no_levels() {
        assert_eq!(levels("Press — mark “ḥ” 東京", Direction::Ltr), None);
    }

    #[test]
    fn punctuation_between_directions_takes_the_paragraphs() {
        let text = "a ب, c";
        let found = levels(text, Direction::Ltr).unwrap();
        assert_eq!(found[text.find('ب').unwrap()], 1);
        assert_eq!(found[text.find(',').unwrap()], 0);
        assert_eq!(levels("abc", Direction::Rtl).unwrap(), [2, 2, 2]);
    }

    #[test]
    fn pieces_of_odd_levels_are_turned_around() {
        assert_eq!(visual_order(&[0, 1, 1, 1, 0]), [0, 3, 2, 1, 4]);
        assert_eq!(visual_order(&[1, 2, 2, 1]), [3, 1, 2, 0]);
    }
}
