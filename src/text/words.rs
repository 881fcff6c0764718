//! Words by their letters. In: a word in a strike. Out: its number. Words of up to fifteen bytes, nearly all there are,
//! are keys themselves, and kept with all else that is known of them: here stand only their numbers, so few bytes that
//! they stay near the processor. Looking for a word, most of the time, was waiting for memory.

use super::lexicon::WordId;
use super::shape::StrikeId;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Numbers of words.
#[derive(Default)]
pub(super) struct Words {
    /// Of each short word its place among all and, in the upper bits, a part of its hash, where the hash says or in the next
    /// free slot behind; at least half of them are free, and there are a power of two.
    slots: Vec<u32>,
    /// The hash of each short word, with its place.
    hashes: Vec<(u32, u32)>,
    /// Long words of each strike.
    long: Vec<FxHashMap<Box<str>, WordId>>,
}

/// A short word in a strike.
pub(super) type Short = (StrikeId, u64, u64);

/// A word as it is looked up.
#[derive(Clone, Copy)]
pub(super) enum Key<'w> {
    /// The bytes of a short word, and their number.
    Short(u64, u64),
    Long(&'w str),
}

/// No word.
const FREE: u32 = u32::MAX;
/// Slots at first.
const FEWEST: usize = 256;
/// Bits of a slot that are a word's place; a word behind so many is not found again, but shaped anew.
const PLACE: u32 = 22;

impl Words {
    /// The place of a short word; `is` says whether a place is its.
    #[inline]
    pub fn short(&self, word: Short, is: impl Fn(u32) -> bool) -> Option<u32> {
        let last = self.slots.len().checked_sub(1)?;
        let hash = hash(word);
        let mut at = hash as usize & last;
        while self.slots[at] != FREE {
            let place = self.slots[at] & ((1 << PLACE) - 1);
            if self.slots[at] == slot(hash, place) && is(place) {
                return Some(place);
            }
            at = (at + 1) & last;
        }
        None
    }

    /// The number of a long word.
    pub fn long(&self, strike: StrikeId, word: &str) -> Option<WordId> {
        self.long.get(strike as usize)?.get(word).copied()
    }

    /// Gives a short word a place.
    pub fn insert_short(&mut self, word: Short, place: u32) {
        if place >= (1 << PLACE) - 1 {
            return;
        }
        self.hashes.push((hash(word), place));
        if self.slots.len() < 2 * self.hashes.len() {
            self.slots = vec![FREE; (2 * self.slots.len()).max(FEWEST)];
            let hashes = std::mem::take(&mut self.hashes);
            hashes.iter().for_each(|&(hash, place)| self.put(hash, place));
            self.hashes = hashes;
        } else {
            self.put(hash(word), place);
        }
    }

    /// Gives a long word a number.
    pub fn insert_long(&mut self, strike: StrikeId, word: &str, id: WordId) {
        let strike = strike as usize;
        if self.long.len() <= strike {
            self.long.resize_with(strike + 1, FxHashMap::default);
        }
        self.long[strike].insert(word.into(), id);
    }

    fn put(&mut self, hash: u32, place: u32) {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        while self.slots[at] != FREE {
            at = (at + 1) & last;
        }
        self.slots[at] = slot(hash, place);
    }
}

fn hash(word: Short) -> u32 {
    FxBuildHasher.hash_one(word) as u32
}

/// What stands in a slot for a word: of its hash the bits that its slot does not say, of its place all.
fn slot(hash: u32, place: u32) -> u32 {
    hash >> PLACE << PLACE | place
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
        let known: Vec<String> = (0..2000).map(|number| format!("word {number}")).collect();
        let known: Vec<&str> =
            ["", "\0", "a", "fifteen letters"].into_iter().chain(known.iter().map(String::as_str)).collect();
        let short = |word: &str| match Key::of(word) {
            Key::Short(low, high) => (7, low, high),
            Key::Long(_) => panic!("`{word}` is short"),
        };
        let mut words = Words::default();
        for (id, word) in (0..).zip(&known) {
            let find = |words: &Words| words.short(short(word), |id| short(known[id as usize]) == short(word));
            assert_eq!(find(&words), None);
            words.insert_short(short(word), id);
            assert_eq!(find(&words), Some(id));
        }
        for (id, word) in (0..).zip(["sixteen  letters", "sixteen  letterz"]) {
            assert!(matches!(Key::of(word), Key::Long(_)));
            assert_eq!(words.long(7, word), None);
            words.insert_long(7, word, id);
            assert_eq!((words.long(7, word), words.long(6, word)), (Some(id), None));
        }
    }
}
