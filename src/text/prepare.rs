//! A paragraph to pieces. In: a text with styled runs. Out: words, spaces and boxes in the order of the text, each of
//! one face, style and level, words shaped. Every byte of the text is in exactly one piece.

use super::bidi;
use super::lexicon::{Word, WordId};
use super::opportunity;
use super::shape::{Shaper, StrikeId};
use super::{Paragraph, TextStyle, Trouble};
use crate::font::{FaceId, Faces, Wanted};
use crate::language::{Direction, Lang, joins_without_space, script_of};
use crate::length::{Pt, Short};
use crate::style::Caps;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of the text that is set as one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// Which run of the paragraph it belongs to.
    pub run: usize,
    pub strike: StrikeId,
    /// Its embedding level (UAX #9).
    pub level: u8,
    /// Thousandths by which its letters may be wider or narrower; a space goes with the letters beside it.
    pub expansion: u8,
    pub width: Pt,
    /// Letterspacing behind its last letter that `width` leaves out: what follows is not letterspaced.
    pub trimmed: Pt,
    pub kind: Kind,
    /// The numbers of the glyphs of a word or space.
    pub glyphs: Range<u32>,
    /// How far the first and the last sign of a word may stand out over the edge of a line.
    pub edges: (Short, Short),
    /// Whether its signs may stand out.
    pub protrudes: bool,
}

/// Kinds of pieces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word(WordId),
    Space(WordId, Space),
    /// A box of the paragraph, by its number.
    Box(usize),
    LineEnd,
}

/// What a space may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// Stretch, shrink, end a line.
    Word,
    /// Stretch and shrink (U+00A0).
    NoBreak,
    /// End a line (the fixed spaces of U+2000, tabs).
    Fixed,
}

/// A paragraph in pieces.
pub(super) struct Prepared {
    pub pieces: Vec<Piece>,
    /// Bytes between two words without a space at which a line may end; sorted.
    pub unspaced: Vec<usize>,
    pub troubles: Vec<Trouble>,
}

/// Which face sets which character in one choice of families, weight and slope; what it has found it remembers.
pub(super) struct FaceMemory {
    families: Arc<[String]>,
    weight: u16,
    italic: bool,
    lang: Lang,
    primary: FaceId,
    /// Whether figures and Latin letters are of different faces, as where a family for Arabic comes first: then the
    /// figures of a Latin phrase are of the face of its letters.
    parts_figures: bool,
    /// Families that were asked for before the first that is there.
    missing: Vec<String>,
    ascii: [Option<FaceId>; 128],
    others: FxHashMap<char, Option<FaceId>>,
}

/// Letters of languages that many faces have only some small capitals for: a heading that does without those letters
/// must look like the one beside it.
const SAMPLES: &[(&str, &str)] = &[("vi", "ếợ")];
/// Words longer than this are shaped in several pieces: none is one, and all work on a word stays small.
const LONGEST: usize = 192;
/// Columns between tab stops.
const TAB: usize = 4;
/// U+FFFC stands for a box.
const BOX: char = '\u{FFFC}';

/// Cuts a paragraph into pieces.
pub(super) fn prepare(paragraph: &Paragraph, shaper: &mut Shaper) -> Prepared {
    shaper.refresh();
    let levels = bidi::levels(&paragraph.text, paragraph.direction);
    let unspaced = opportunity::unspaced(&paragraph.text);
    let mut cutter = Cutter {
        paragraph,
        level: bidi::base_level(paragraph.direction),
        pieces: Vec::with_capacity(paragraph.text.len() * 2 / 5 + 2),
        troubles: Vec::new(),
        open: None,
        column: 0,
        boxes: 0,
        plain: None,
        hand: None,
    };
    let mut next_cut = unspaced.iter().copied().peekable();
    for (run, style) in paragraph.runs.iter().enumerate().map(|(i, run)| (i, &run.style)) {
        let range = paragraph.runs[run].range.clone();
        let Some(text) = paragraph.text.get(range.clone()) else { continue };
        let memory = shaper.memory(style);
        cutter.plain = shaper.lacks_small_capitals(memory, style, text).then(|| plain(style));
        for family in &shaper.memories[memory].missing {
            cutter.trouble(Trouble::MissingFamily(family.clone()));
        }
        let mut last: Option<(FaceId, u8)> = None;
        let mut passed = 0;
        while let Some(c) = text[passed..].chars().next() {
            let at = range.start + passed;
            passed += c.len_utf8();
            let level = levels.as_ref().map_or(0, |levels| levels[at]);
            while next_cut.next_if(|&cut| cut < at).is_some() {}
            let cut = next_cut.peek() == Some(&at);
            let current = last.filter(|&(_, before)| before == level).map(|(face, _)| face);
            let face = shaper.face_of(memory, c, current, level % 2 == 1);
            last = Some((face, level));
            cutter.take(shaper, Character { c, at, run, level, face, cut });
            if levels.is_none() && next_cut.peek().is_none() {
                let from = range.start + passed;
                passed += cutter.ascii(shaper, from..range.end, run, (memory, face)) - from;
            }
        }
        cutter.close(shaper);
    }
    Prepared { pieces: cutter.pieces, unspaced, troubles: cutter.troubles }
}

struct Character {
    c: char,
    at: usize,
    run: usize,
    level: u8,
    face: FaceId,
    /// Whether a new word begins here though there is no space.
    cut: bool,
}

/// A word that may go on.
struct Open {
    range: Range<usize>,
    run: usize,
    level: u8,
    face: FaceId,
}

struct Cutter<'p> {
    paragraph: &'p Paragraph,
    level: u8,
    pieces: Vec<Piece>,
    troubles: Vec<Trouble>,
    open: Option<Open>,
    column: usize,
    boxes: usize,
    /// What the run is set in instead where its face has no small capitals for some of it.
    plain: Option<TextStyle>,
    /// What was last asked for.
    hand: Option<Hand>,
}

/// What letters of one run, face and level have in common.
struct Hand {
    run: usize,
    face: FaceId,
    level: u8,
    strike: StrikeId,
    /// How far they may be changed: none where joints or fixed columns would suffer.
    expansion: u8,
    /// Whether their signs may stand out over the edges of lines: they do where text runs from left to right.
    protrudes: bool,
    /// The space between their words, and what is known of it.
    space: (WordId, Word),
}

impl Hand {
    /// For a style of the paragraph, or `plain` instead.
    #[cold]
    fn of(
        paragraph: &Paragraph,
        plain: Option<&TextStyle>,
        shaper: &mut Shaper,
        run: usize,
        (face, level): (FaceId, u8),
    ) -> Hand {
        let style = &*paragraph.runs[run].style;
        let rtl = level % 2 == 1;
        let strike = shaper.strike(plain.unwrap_or(style), face, rtl);
        let justified = paragraph.is_justified();
        let fixed = rtl || shaper.faces.face(face).monospaced || !justified;
        let expansion = if fixed { 0 } else { style.expansion };
        let protrudes = level == 0 && justified && paragraph.direction == Direction::Ltr && style.protrusion;
        let word = shaper.word(strike, " ");
        Hand { run, face, level, strike, expansion, protrudes, space: (word, *shaper.known(word)) }
    }
}

impl Cutter<'_> {
    fn take(&mut self, shaper: &mut Shaper, character: Character) {
        let Character { c, at, run, level, face, cut } = character;
        self.column = if c == '\n' { 0 } else { self.column + 1 };
        let special = match c {
            '\n' => Some(Kind::LineEnd),
            BOX if self.boxes < self.paragraph.boxes.len() => Some(Kind::Box(self.boxes)),
            _ => space(c).map(|space| Kind::Space(0, space)),
        };
        let Some(kind) = special else {
            let joins = |open: &&mut Open| {
                let long = at - open.range.start >= LONGEST && !continues(c) && c != '\u{AD}';
                open.level == level && open.face == face && !cut && !long
            };
            match self.open.as_mut().filter(joins) {
                Some(open) => open.range.end = at + c.len_utf8(),
                None => {
                    self.close(shaper);
                    self.open = Some(Open { range: at..at + c.len_utf8(), run, level, face });
                }
            }
            return;
        };
        self.close(shaper);
        let Hand { strike, expansion, space: blank, .. } = *self.hand(shaper, run, face, level);
        let range = at..at + c.len_utf8();
        let (kind, width, glyphs) = match kind {
            Kind::Space(_, space) => {
                let tab = c == '\t' && self.paragraph.preformatted;
                let other = |shaper: &mut Shaper| {
                    let word = shaper.word(strike, &self.paragraph.text[range.clone()]);
                    (word, *shaper.known(word))
                };
                let (word, known) = if c.is_ascii() { blank } else { other(shaper) };
                let columns = if tab { TAB - (self.column - 1) % TAB } else { 1 };
                self.column += columns - 1;
                (Kind::Space(word, space), known.width.pt() * columns as i64, known.glyphs())
            }
            Kind::Box(number) => {
                self.boxes += 1;
                (kind, self.paragraph.boxes[number].size.0, 0..0)
            }
            Kind::Word(_) | Kind::LineEnd => (kind, Pt::ZERO, 0..0),
        };
        // What ends a line has the level of the paragraph (UAX #9 L1).
        let level = if kind == Kind::LineEnd { self.level } else { level };
        let expansion = if opportunity::is_square(c) { 0 } else { expansion };
        let (trimmed, edges, protrudes) = (Pt::ZERO, Default::default(), false);
        let piece = Piece { range, run, strike, level, expansion, width, trimmed, kind, glyphs, edges, protrudes };
        self.pieces.push(piece);
    }

    /// Takes letters and spaces of ASCII as long as they are of a run's face and all runs from left to right; returns the
    /// byte where they end.
    fn ascii(
        &mut self,
        shaper: &mut Shaper,
        range: Range<usize>,
        run: usize,
        (memory, face): (usize, FaceId),
    ) -> usize {
        let text = &self.paragraph.text.as_bytes()[..range.end];
        let mut at = range.start;
        loop {
            let faces = &shaper.memories[memory].ascii;
            let is_letter = |&byte: &u8| byte.is_ascii_graphic() && faces[usize::from(byte)] == Some(face);
            let most = LONGEST.saturating_sub(self.open.as_ref().map_or(0, |open| open.range.len()));
            let near = &text[at..text.len().min(at + most)];
            let end = at + near.iter().position(|byte| !is_letter(byte)).unwrap_or(near.len());
            match &mut self.open {
                Some(open) => open.range.end = end,
                none if end > at => *none = Some(Open { range: at..end, run, level: 0, face }),
                _ => {}
            }
            self.column += end - at;
            at = end;
            if text.get(at) != Some(&b' ') {
                return at;
            }
            self.close(shaper);
            let Hand { strike, expansion, space: (word, ref known), .. } = *self.hand(shaper, run, face, 0);
            let piece = Piece {
                range: at..at + 1,
                run,
                strike,
                level: 0,
                expansion,
                width: known.width.pt(),
                trimmed: Pt::ZERO,
                kind: Kind::Space(word, Space::Word),
                glyphs: known.glyphs(),
                edges: Default::default(),
                protrudes: false,
            };
            self.pieces.push(piece);
            self.column += 1;
            at += 1;
        }
    }

    /// Ends the open word.
    fn close(&mut self, shaper: &mut Shaper) {
        let Some(Open { range, run, level, face }) = self.open.take() else { return };
        let Hand { strike, expansion, protrudes, .. } = *self.hand(shaper, run, face, level);
        let text = &self.paragraph.text[range.clone()];
        let word = shaper.word(strike, text);
        let known = shaper.known(word);
        if known.lacking {
            self.missing(range.start, text, shaper.missing(word));
        }
        // Squares stand in columns.
        let expansion = if text.starts_with(opportunity::is_square) { 0 } else { expansion };
        let trimmed = if level % 2 == 0 { self.trimmed(run, range.end) } else { Pt::ZERO };
        let (width, kind, glyphs) = (known.width.pt() - trimmed, Kind::Word(word), known.glyphs());
        let edges = if protrudes { known.edges } else { Default::default() };
        let piece = Piece { range, run, strike, level, expansion, width, trimmed, kind, glyphs, edges, protrudes };
        self.pieces.push(piece);
    }

    /// Takes down the characters of a word that begin at `bytes` of it: no face has them.
    fn missing(&mut self, start: usize, word: &str, bytes: Vec<usize>) {
        for at in bytes {
            let character = word[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            let known = self.troubles.iter_mut().find_map(|trouble| match trouble {
                Trouble::MissingGlyph { character: known, times, .. } if *known == character => Some(times),
                _ => None,
            });
            match known {
                Some(times) => *times += 1,
                None => self.troubles.push(Trouble::MissingGlyph { character, at: start + at, times: 1 }),
            }
        }
    }

    /// The letterspacing behind a word that ends at byte `end` of a run, where it parts it from other text.
    fn trimmed(&self, run: usize, end: usize) -> Pt {
        let runs = &self.paragraph.runs;
        let own = self.plain.as_ref().unwrap_or(&runs[run].style).letter_spacing;
        let goes_on = runs.get(run + 1).is_some_and(|next| next.style.letter_spacing == own);
        if end == runs[run].range.end && !goes_on { own } else { Pt::ZERO }
    }

    #[inline]
    fn hand(&mut self, shaper: &mut Shaper, run: usize, face: FaceId, level: u8) -> &Hand {
        match &mut self.hand {
            Some(hand) if (hand.run, hand.face, hand.level) == (run, face, level) => {}
            other => *other = Some(Hand::of(self.paragraph, self.plain.as_ref(), shaper, run, (face, level))),
        }
        self.hand.as_ref().expect("it has just been taken")
    }

    fn trouble(&mut self, trouble: Trouble) {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }
}

impl Shaper<'_> {
    /// The memory of a style's faces.
    fn memory(&mut self, style: &TextStyle) -> usize {
        let same = |memory: &FaceMemory| {
            (memory.weight, memory.italic, memory.lang) == (style.weight, style.italic, style.lang)
                && (Arc::ptr_eq(&memory.families, &style.families) || memory.families == style.families)
        };
        self.memories.iter().position(same).unwrap_or_else(|| {
            self.memories.push(FaceMemory::new(self.faces, style));
            self.memories.len() - 1
        })
    }

    /// Whether the faces of a text have no small capitals for some of it, or its script none: then it goes without, for
    /// small letters among small capitals look like misprints.
    fn lacks_small_capitals(&mut self, memory: usize, style: &TextStyle, text: &str) -> bool {
        if style.caps == Caps::Normal {
            return false;
        }
        let plain = plain(style);
        let sample = SAMPLES.iter().find(|(lang, _)| *lang == style.lang.primary()).map_or("", |(_, sample)| sample);
        let changes = |&c: &char| match style.caps {
            Caps::AllSmall => c.is_uppercase() || c.is_lowercase() && c.to_uppercase().next() != Some(c),
            Caps::Small | Caps::Normal => c.is_lowercase() && c.to_uppercase().next() != Some(c),
        };
        let uncased = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase() && script_of(c).is_some();
        text.chars().any(uncased)
            || text.chars().chain(sample.chars()).filter(changes).any(|c| {
                let Some(face) = self.memories[memory].choose(self.faces, c) else { return false };
                let mut room = [0; 4];
                let letter = c.encode_utf8(&mut room);
                let [small, large] = [style, &plain].map(|style| {
                    let strike = self.strike(style, face, false);
                    self.word(strike, letter)
                });
                let ids = |word| self.glyphs(self.whole(word).glyphs).iter().map(|glyph| glyph.id);
                ids(small).eq(ids(large))
            })
    }

    /// The face of a character; `current` is that of the character before it, of the same level.
    fn face_of(&mut self, memory: usize, c: char, current: Option<FaceId>, rtl: bool) -> FaceId {
        let memory = &mut self.memories[memory];
        if let Some(current) = current {
            if space(c).is_some() || ignorable(c) {
                return current;
            }
            let stays = continues(c)
                || (rtl || joins_without_space(c)) && !c.is_alphanumeric()
                || memory.parts_figures && !c.is_alphabetic();
            if stays && self.faces.face(current).covers(c) {
                return current;
            }
        }
        let found = memory.choose(self.faces, c);
        found.unwrap_or(current.filter(|_| continues(c)).unwrap_or(memory.primary))
    }
}

impl FaceMemory {
    fn new(faces: &Faces, style: &TextStyle) -> FaceMemory {
        let missing = style.families.iter().take_while(|family| !faces.has_family(family));
        let wanted = wanted(style);
        FaceMemory {
            primary: faces.primary(&wanted),
            parts_figures: faces.choose(&wanted, 'a') != faces.choose(&wanted, '0'),
            missing: missing.cloned().collect(),
            families: style.families.clone(),
            weight: style.weight,
            italic: style.italic,
            lang: style.lang,
            ascii: [None; 128],
            others: FxHashMap::default(),
        }
    }
}

impl FaceMemory {
    /// The face that has a glyph for a character.
    fn choose(&mut self, faces: &Faces, c: char) -> Option<FaceId> {
        let FaceMemory { families, weight, italic, lang, ascii, others, .. } = self;
        let wanted = Wanted { families, weight: *weight, italic: *italic, lang: *lang };
        let choose = || faces.choose(&wanted, c);
        match ascii.get_mut(c as usize) {
            Some(known @ None) => {
                *known = choose();
                *known
            }
            Some(known) => *known,
            None => *others.entry(c).or_insert_with(choose),
        }
    }
}

/// A style without small capitals, and without the space that only they want between letters.
fn plain(style: &TextStyle) -> TextStyle {
    TextStyle { caps: Caps::Normal, letter_spacing: Pt::ZERO, ..style.clone() }
}

/// What a style asks of its face.
fn wanted(style: &TextStyle) -> Wanted<'_> {
    Wanted { families: &style.families, weight: style.weight, italic: style.italic, lang: style.lang }
}

/// Whether a character is a space, and of which kind.
fn space(c: char) -> Option<Space> {
    match c {
        ' ' | '\t' | '\r' | '\u{B}' | '\u{C}' => Some(Space::Word),
        '\u{A0}' => Some(Space::NoBreak),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => Some(Space::Fixed),
        _ => None,
    }
}

/// Whether a character belongs to the one before it: combining marks, joiners, variation selectors.
fn continues(c: char) -> bool {
    c >= '\u{300}'
        && matches!(u32::from(c),
            0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7 | 0x610..=0x61A
            | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7..=0x6E8 | 0x6EA..=0x6ED | 0x711
            | 0x730..=0x74A | 0x8D3..=0x8FF | 0x900..=0x903 | 0x93A..=0x93C | 0x93E..=0x94F | 0x1AB0..=0x1AFF
            | 0x1DC0..=0x1DFF | 0x200C..=0x200D | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F
            | 0x1_F3FB..=0x1_F3FF | 0xE_0100..=0xE_01EF)
}

/// Whether a character has no form of its own (Unicode's Default_Ignorable_Code_Point, where it matters).
fn ignorable(c: char) -> bool {
    c == '\u{AD}'
        || c >= '\u{34F}'
            && matches!(u32::from(c),
                0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
                | 0xFE00..=0xFE0F | 0xFEFF | 0xE_0000..=0xE_0FFF)
}
