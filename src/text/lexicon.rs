//! Words that have been shaped. In: words with their glyphs and the places where they may be divided. Out: the same, by
//! number. What several shapers have learned is put together from time to time, so that each knows what all know and
//! nothing is kept twice. Numbers are good until then.

use super::hyphenate::Division;
use super::opportunity::Opportunity;
use super::shape::{StrikeId, StrikeKey};
use super::words::{self, Key, Words};
use crate::length::Short;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A number for a word in a strike.
pub(super) type WordId = u32;

/// A shaped word: glyphs from left to right. All that is known of it comes from memory at once.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub(super) struct Word {
    /// What it is known by, if it is short.
    name: words::Short,
    /// Its glyphs: from the first of these on, before the second.
    glyphs: (u32, u32),
    pub width: Short,
    /// How far its first and its last character may stand out over the edge of a line.
    pub edges: (Short, Short),
    /// Whether its face lacks a glyph for any of it.
    pub lacking: bool,
    /// Where it may be divided: so many points from this one on; nothing before they are asked for.
    points: (u32, Option<u16>),
}

/// One glyph of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shaped {
    pub id: u16,
    /// Bytes of text that it says: all of its cluster's on the cluster's first glyph in the order of reading.
    pub says: u16,
    pub unsafe_to_break: bool,
    /// Whether it is drawn off its origin; see [`Lexicon::offset`].
    pub is_off: bool,
    pub advance: Short,
    /// First byte of its cluster in the word.
    pub cluster: u32,
}

/// A place where a word may be divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// The byte at which the second part begins.
    pub at: u32,
    pub kind: PointKind,
    /// Width of the part before it, no hyphen added.
    pub head: Short,
    /// Width of the part after it.
    pub tail: Short,
    /// How far the end of the part before it and the beginning of the part after it may stand out over the edge of a
    /// line.
    pub edges: (Short, Short),
}

/// Why a word may be divided.
#[derive(Clone, Copy, Debug)]
pub(super) enum PointKind {
    /// A hyphen is added.
    Hyphen(Division),
    /// The text itself allows it.
    Text(Opportunity),
}

/// What a shaper knows: what all knew when their knowledge was last put together, and what it has learned since.
#[derive(Default)]
pub(super) struct Lexicon {
    common: Arc<Common>,
    learned: Learned,
}

/// What all shapers know.
#[derive(Default)]
pub(super) struct Common {
    /// The strikes that they know words in; each has the same number in all of them.
    pub strikes: Vec<StrikeKey>,
    entries: Entries,
}

/// What a shaper has learned by itself.
#[derive(Default)]
pub(super) struct Learned {
    entries: Entries,
    /// The letters of its words, one word behind the other, and of each word the strike and where its letters end.
    letters: String,
    texts: Vec<(StrikeId, usize)>,
    /// Points of common words that nobody had asked for.
    points: BTreeMap<WordId, Box<[Point]>>,
}

/// Words, one after the other.
#[derive(Default)]
struct Entries {
    /// The number of the first word, and that of its first glyph.
    first: (WordId, u32),
    /// Words by their letters: of short ones the places among `words`.
    numbers: Words,
    words: Vec<Word>,
    glyphs: Vec<Shaped>,
    /// How far right and up the glyphs are drawn that are off their origins.
    offsets: FxHashMap<u32, (Short, Short)>,
    points: Vec<Point>,
}

impl Word {
    /// A word whose glyphs have been added.
    pub fn new(width: Short, edges: (Short, Short), lacking: bool) -> Word {
        Word { name: Default::default(), glyphs: (0, 0), width, edges, lacking, points: (0, None) }
    }

    /// The numbers of its glyphs.
    pub fn glyphs(&self) -> Range<u32> {
        self.glyphs.0..self.glyphs.1
    }
}

impl Lexicon {
    /// Knows what all know.
    pub fn of(common: Arc<Common>) -> Lexicon {
        let first = (common.entries.next_word(), common.entries.next_glyph());
        let entries = Entries { first, ..Entries::default() };
        Lexicon { common, learned: Learned { entries, ..Learned::default() } }
    }

    /// Forgets what it has learned by itself.
    pub fn forget(&mut self) {
        *self = Lexicon::of(std::mem::take(&mut self.common));
    }

    /// Gives up what it has learned by itself.
    pub fn into_learned(self) -> Learned {
        self.learned
    }

    /// How many words it has learned by itself.
    pub fn count(&self) -> usize {
        self.learned.entries.words.len()
    }

    /// The number of a word.
    pub fn find(&self, strike: StrikeId, text: Key) -> Option<WordId> {
        self.common.entries.find(strike, text).or_else(|| self.learned.entries.find(strike, text))
    }

    /// Adds a glyph of the next word, drawn so far off its origin.
    pub fn push(&mut self, glyph: Shaped, offset: impl FnOnce() -> (Short, Short)) {
        self.learned.entries.push(glyph, offset);
    }

    /// The glyphs of the next word.
    pub fn open(&mut self) -> &mut [Shaped] {
        let entries = &mut self.learned.entries;
        let first = entries.open();
        &mut entries.glyphs[(first - entries.first.1) as usize..]
    }

    /// Adds the next word.
    pub fn add(&mut self, strike: StrikeId, text: &str, word: Word) -> WordId {
        self.learned.letters.push_str(text);
        self.learned.texts.push((strike, self.learned.letters.len()));
        self.learned.entries.add(strike, Key::of(text), word)
    }

    /// A word.
    #[inline]
    pub fn word(&self, id: WordId) -> &Word {
        self.entries(id).word(id)
    }

    /// Glyphs of one word, from left to right.
    #[inline]
    pub fn glyphs(&self, range: &Range<u32>) -> &[Shaped] {
        let own = &self.learned.entries;
        if range.start < own.first.1 { self.common.entries.slice(range) } else { own.slice(range) }
    }

    /// How far right and up a glyph is drawn.
    pub fn offset(&self, glyph: u32) -> (Short, Short) {
        let own = &self.learned.entries;
        if glyph < own.first.1 { self.common.entries.offset(glyph) } else { own.offset(glyph) }
    }

    /// Whether it is known where a word may be divided.
    #[inline]
    pub fn is_divided(&self, id: WordId) -> bool {
        self.word(id).points.1.is_some() || self.learned.points.contains_key(&id)
    }

    /// Where a word may be divided; `None` if that is not known yet.
    #[inline]
    pub fn points(&self, id: WordId) -> Option<&[Point]> {
        self.entries(id).points(id).or_else(|| self.learned.points.get(&id).map(AsRef::as_ref))
    }

    /// Learns where a word may be divided.
    pub fn divide(&mut self, id: WordId, points: &[Point]) {
        if id < self.learned.entries.first.0 {
            self.learned.points.insert(id, points.into());
        } else {
            self.learned.entries.divide(id, points);
        }
    }

    fn entries(&self, id: WordId) -> &Entries {
        if id < self.learned.entries.first.0 { &self.common.entries } else { &self.learned.entries }
    }
}

impl Common {
    /// How many words it holds.
    pub fn count(&self) -> usize {
        self.entries.words.len()
    }

    /// Takes over what a shaper has learned whose strikes are `strikes`.
    pub fn learn(&mut self, learned: &Learned, strikes: &[StrikeKey]) {
        let own = &learned.entries;
        // No more than is needed: it stays until the book is set.
        self.entries.words.reserve_exact(own.words.len());
        self.entries.glyphs.reserve_exact(own.glyphs.len());
        self.entries.points.reserve_exact(own.points.len());
        let mut letters = 0;
        for (id, &(strike, end)) in (own.first.0..).zip(&learned.texts) {
            let text = Key::of(&learned.letters[letters..end]);
            letters = end;
            let strike = self.strike(&strikes[strike as usize]);
            let known = self.entries.find(strike, text).unwrap_or_else(|| {
                let numbers = own.word(id).glyphs();
                for (glyph, number) in own.slice(&numbers).iter().zip(numbers) {
                    self.entries.push(*glyph, || own.offset(number));
                }
                self.entries.add(strike, text, Word { points: (0, None), ..*own.word(id) })
            });
            if let Some(points) = own.points(id) {
                self.entries.divide(known, points);
            }
        }
        for (&id, points) in &learned.points {
            self.entries.divide(id, points);
        }
    }

    fn strike(&mut self, key: &StrikeKey) -> StrikeId {
        let known = self.strikes.iter().position(|known| known == key);
        known.unwrap_or_else(|| {
            self.strikes.push(*key);
            self.strikes.len() - 1
        }) as StrikeId
    }
}

impl Entries {
    fn find(&self, strike: StrikeId, text: Key) -> Option<WordId> {
        match text {
            Key::Short(low, high) => {
                let name = (strike, low, high);
                let place = self.numbers.short(name, |place| self.words[place as usize].name == name)?;
                Some(self.first.0 + place)
            }
            Key::Long(text) => self.numbers.long(strike, text),
        }
    }

    fn next_word(&self) -> WordId {
        self.first.0 + self.words.len() as u32
    }

    fn next_glyph(&self) -> u32 {
        self.first.1 + self.glyphs.len() as u32
    }

    fn push(&mut self, glyph: Shaped, offset: impl FnOnce() -> (Short, Short)) {
        if glyph.is_off {
            self.offsets.insert(self.next_glyph(), offset());
        }
        self.glyphs.push(glyph);
    }

    fn add(&mut self, strike: StrikeId, text: Key, word: Word) -> WordId {
        let id = self.next_word();
        let mut name = words::Short::default();
        match text {
            Key::Short(low, high) => {
                name = (strike, low, high);
                self.numbers.insert_short(name, self.words.len() as u32);
            }
            Key::Long(text) => self.numbers.insert_long(strike, text, id),
        }
        self.words.push(Word { name, glyphs: (self.open(), self.next_glyph()), ..word });
        id
    }

    fn word(&self, id: WordId) -> &Word {
        &self.words[(id - self.first.0) as usize]
    }

    /// The number of the first glyph of the next word.
    fn open(&self) -> u32 {
        self.words.last().map_or(self.first.1, |word| word.glyphs.1)
    }

    fn slice(&self, range: &Range<u32>) -> &[Shaped] {
        &self.glyphs[(range.start - self.first.1) as usize..(range.end - self.first.1) as usize]
    }

    fn offset(&self, glyph: u32) -> (Short, Short) {
        self.offsets.get(&glyph).copied().unwrap_or_default()
    }

    fn points(&self, id: WordId) -> Option<&[Point]> {
        let (first, count) = self.word(id).points;
        count.map(|count| &self.points[first as usize..][..usize::from(count)])
    }

    /// Sets the points of a word that has none yet. No word has more than a number of sixteen bits can say.
    fn divide(&mut self, id: WordId, points: &[Point]) {
        if self.points(id).is_none() {
            let count = u16::try_from(points.len()).unwrap_or(u16::MAX);
            let first = self.points.len() as u32;
            self.points.extend_from_slice(&points[..usize::from(count)]);
            self.words[(id - self.first.0) as usize].points = (first, Some(count));
        }
    }
}
