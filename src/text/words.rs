//! The words of a strike by their letters. In: a word. Out: its number. Words of up to fifteen bytes, nearly all there
//! are, are keys themselves: no memory of their own, and one look to find them.

use super::lexicon::WordId;
use rustc_hash::FxHashMap;

/// The words of a strike.
#[derive(Default)]
pub(super) struct Words {
    short: FxHashMap<(u64, u64), WordId>,
    long: FxHashMap<Box<str>, WordId>,
}

/// A word as it is looked up.
#[derive(Clone, Copy)]
pub(super) enum Key<'w> {
    /// The bytes of a short word, and their number.
    Short(u64, u64),
    Long(&'w str),
}

impl Words {
    /// The number of a word.
    pub fn get(&self, word: Key) -> Option<WordId> {
        match word {
            Key::Short(low, high) => self.short.get(&(low, high)).copied(),
            Key::Long(word) => self.long.get(word).copied(),
        }
    }

    /// Gives a word a number.
    pub fn insert(&mut self, word: Key, id: WordId) {
        match word {
            Key::Short(low, high) => self.short.insert((low, high), id),
            Key::Long(word) => self.long.insert(word.into(), id),
        };
    }
}

impl Key<'_> {
    /// What a word is looked up by.
    pub fn of(word: &str) -> Key<'_> {
        let bytes = word.as_bytes();
        if bytes.len() > 15 {
            return Key::Long(word);
        }
        // What both ends of a word hold is the same.
        let packed = match bytes.len() {
            8.. => ends(bytes, |end: &[u8; 8]| u64::from_le_bytes(*end).into()),
            4.. => ends(bytes, |end: &[u8; 4]| u32::from_le_bytes(*end).into()),
            _ => bytes.iter().rev().fold(0, |key, &byte| key << 8 | u128::from(byte)),
        };
        Key::Short(packed as u64, (packed >> 64) as u64 | (bytes.len() as u64) << 56)
    }
}

/// The bytes of a word in a number, put together from its first and its last few.
fn ends<const N: usize>(bytes: &[u8], number: impl Fn(&[u8; N]) -> u128) -> u128 {
    let [first, last] = [bytes.first_chunk(), bytes.last_chunk()].map(|end| end.map_or(0, &number));
    first | last << (8 * (bytes.len() - N))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_all_their_letters() {
        let known = ["", "\0", "a", "fifteen letters", "sixteen  letters", "sixteen  letterz"];
        let mut words = Words::default();
        for (id, word) in known.iter().enumerate() {
            assert_eq!(words.get(Key::of(word)), None);
            words.insert(Key::of(word), id as WordId);
        }
        for (id, word) in known.iter().enumerate() {
            assert_eq!(words.get(Key::of(word)), Some(id as WordId));
        }
    }
}
