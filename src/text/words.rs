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

impl Words {
    /// The number of a word.
    pub fn get(&self, word: &str) -> Option<WordId> {
        match short(word) {
            Some(key) => self.short.get(&key).copied(),
            None => self.long.get(word).copied(),
        }
    }

    /// Gives a word a number.
    pub fn insert(&mut self, word: &str, id: WordId) {
        match short(word) {
            Some(key) => self.short.insert(key, id),
            None => self.long.insert(word.into(), id),
        };
    }
}

/// The bytes of a short word, and their number, as a key.
fn short(word: &str) -> Option<(u64, u64)> {
    let (mut bytes, length) = ([0; 16], word.len());
    bytes[15] = u8::try_from(length).ok()?;
    bytes[..15].get_mut(..length)?.copy_from_slice(word.as_bytes());
    let [low, high] = [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i])));
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_all_their_letters() {
        let known = ["", "\0", "a", "fifteen letters", "sixteen  letters", "sixteen  letterz"];
        let mut words = Words::default();
        for (id, word) in known.iter().enumerate() {
            assert_eq!(words.get(word), None);
            words.insert(word, id as WordId);
        }
        for (id, word) in known.iter().enumerate() {
            assert_eq!(words.get(word), Some(id as WordId));
        }
    }
}
