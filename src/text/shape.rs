//! Shaping: each distinct word in each distinct style once. In: words. Out: glyphs with advances, and the places where
//! a word may be divided with the widths of both parts. The only file that knows the shaping engine.

use super::hyphenate::{SOFT_HYPHEN, hyphenate};
use super::lexicon::{Common, Learned, Lexicon, Point, PointKind, Shaped, Word, WordId};
use super::opportunity::within;
use super::prepare::FaceMemory;
use super::words::Key;
use super::{TextStyle, protrude};
use crate::font::{FaceId, Faces};
use crate::hyphenation::Exceptions;
use crate::language::Lang;
use crate::length::{Pt, Short};
use crate::style::{Caps, Figures};
use harfrust::{Buffer, BufferFlags, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// Shapes words and remembers them. One per thread; results do not depend on what it shaped before.
pub struct Shaper<'f> {
    /// The faces.
    pub faces: &'f Faces,
    exceptions: &'f Exceptions,
    strikes: Vec<Strike>,
    by_key: FxHashMap<StrikeKey, StrikeId>,
    lexicon: Lexicon,
    buffer: Buffer,
    pub(super) memories: Vec<FaceMemory>,
    /// Room for the points of one word.
    places: Vec<(usize, PointKind)>,
    points: Vec<Point>,
}

/// A face at a size, with all that decides how words look in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct StrikeKey {
    face: FaceId,
    rtl: bool,
    size: Pt,
    letter_spacing: Pt,
    caps: Caps,
    figures: Figures,
    ligatures: bool,
    lang: Lang,
    hyphens: bool,
}

/// Words remembered at most; a long book in many words begins anew rather than remember them all.
pub(super) const MOST: usize = 1 << 16;

/// Marks behind a word that change nothing about where it is hyphenated.
const MARKS: &[char] = &[',', '.', ';', ':', '!', '?', '"', '\'', ')', ']', '’', '”', '—'];

/// A number for a [`StrikeKey`].
pub(super) type StrikeId = u32;

struct Strike {
    key: StrikeKey,
    features: Vec<Feature>,
    language: Option<Language>,
    plans: Vec<ShapePlan>,
}

/// Glyphs of a part of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Which glyphs; see [`Shaper::glyphs`].
    pub glyphs: Range<u32>,
    /// The byte of the word that their clusters count from.
    pub base: u32,
}

impl<'f> Shaper<'f> {
    /// A shaper over these faces that divides words as `exceptions` have it.
    pub fn new(faces: &'f Faces, exceptions: &'f Exceptions) -> Shaper<'f> {
        Shaper {
            faces,
            exceptions,
            strikes: Vec::new(),
            by_key: FxHashMap::default(),
            lexicon: Lexicon::default(),
            buffer: Buffer::new(),
            memories: Vec::new(),
            places: Vec::new(),
            points: Vec::new(),
        }
    }

    /// Forgets all words if they are too many. No number of a word is good after it.
    pub(super) fn refresh(&mut self) {
        if self.lexicon.count() > MOST {
            self.lexicon.forget();
        }
    }

    /// Forgets all words; returns those that it has learned by itself, and their strikes.
    pub(super) fn unlearn(&mut self) -> (Learned, Vec<StrikeKey>) {
        let strikes = self.strikes.iter().map(|strike| strike.key).collect();
        (std::mem::take(&mut self.lexicon).into_learned(), strikes)
    }

    /// Learns what all know.
    pub(super) fn learn(&mut self, common: Arc<Common>) {
        let mut known = std::mem::take(&mut self.strikes);
        self.by_key.clear();
        for &key in &common.strikes {
            let own = known.iter().position(|strike| strike.key == key).map(|own| known.swap_remove(own));
            self.add_strike(own.unwrap_or_else(|| Strike::new(key)));
        }
        self.lexicon = Lexicon::of(common);
    }

    /// The strike that sets a style in a face.
    pub(super) fn strike(&mut self, style: &TextStyle, face: FaceId, rtl: bool) -> StrikeId {
        let key = StrikeKey {
            face,
            rtl,
            size: style.size,
            letter_spacing: style.letter_spacing,
            caps: style.caps,
            figures: style.figures,
            ligatures: style.ligatures && style.letter_spacing == Pt::ZERO,
            lang: style.lang,
            hyphens: style.hyphens,
        };
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        self.add_strike(Strike::new(key))
    }

    fn add_strike(&mut self, strike: Strike) -> StrikeId {
        let id = self.strikes.len() as StrikeId;
        self.by_key.insert(strike.key, id);
        self.strikes.push(strike);
        id
    }

    /// The face of a strike.
    pub(super) fn face(&self, strike: StrikeId) -> FaceId {
        self.strikes[strike as usize].key.face
    }

    /// Shapes a word, or remembers it.
    pub(super) fn word(&mut self, strike: StrikeId, text: &str) -> WordId {
        if let Some(known) = self.lexicon.find(strike, Key::of(text)) {
            return known;
        }
        self.shape(strike, text);
        let StrikeKey { rtl, lang, .. } = self.strikes[strike as usize].key;
        let shaped = self.lexicon.open();
        match rtl {
            true => give_text(shaped.iter_mut().rev(), text.len()),
            false => give_text(shaped.iter_mut(), text.len()),
        }
        let width = Short::of(shaped.iter().map(|glyph| glyph.advance.pt()).sum());
        let lacking = shaped.iter().any(|glyph| glyph.id == 0);
        let edges = match rtl {
            true => (Short::default(), Short::default()),
            false => (leading(text, lang, shaped.first()), trailing(text, lang, shaped.last())),
        };
        self.lexicon.add(strike, text, Word::new(width, edges, lacking))
    }

    /// What is known of a word.
    #[inline]
    pub(super) fn known(&self, word: WordId) -> &Word {
        self.lexicon.word(word)
    }

    /// The width of a word.
    pub(super) fn width(&self, word: WordId) -> Pt {
        self.known(word).width.pt()
    }

    /// The bytes of a word that its face has no glyph for, in the order of the glyphs.
    pub(super) fn missing(&self, word: WordId) -> Vec<usize> {
        let lacking = self.glyphs(self.known(word).glyphs()).iter().filter(|glyph| glyph.id == 0);
        lacking.map(|glyph| glyph.cluster as usize).collect()
    }

    /// The glyphs of a whole word.
    pub(super) fn whole(&self, word: WordId) -> Part {
        Part { glyphs: self.known(word).glyphs(), base: 0 }
    }

    /// Glyphs, from left to right.
    #[inline]
    pub(super) fn glyphs(&self, range: Range<u32>) -> &[Shaped] {
        self.lexicon.glyphs(&range)
    }

    /// How far right and up a glyph is drawn.
    pub(super) fn offset(&self, glyph: u32) -> (Short, Short) {
        self.lexicon.offset(glyph)
    }

    /// Where a word may be divided, in order, once that has been found out.
    #[inline]
    pub(super) fn points(&self, word: WordId) -> &[Point] {
        self.lexicon.points(word).unwrap_or_default()
    }

    /// Finds out where a word of this text may be divided.
    #[inline]
    pub(super) fn divide(&mut self, strike: StrikeId, word: WordId, text: &str) {
        if !self.lexicon.is_divided(word) {
            self.divide_anew(strike, word, text);
        }
    }

    fn divide_anew(&mut self, strike: StrikeId, word: WordId, text: &str) {
        let key = self.strikes[strike as usize].key;
        let (mut places, mut points) = (std::mem::take(&mut self.places), std::mem::take(&mut self.points));
        let bare = text.trim_end_matches(MARKS);
        let marked = bare.len() < text.len() && !bare.ends_with(SOFT_HYPHEN);
        let bare = marked.then(|| self.lexicon.find(strike, Key::of(bare))).flatten();
        match bare.and_then(|bare| self.lexicon.points(bare)) {
            Some(points) => {
                let hyphens = points.iter().filter(|point| matches!(point.kind, PointKind::Hyphen(_)));
                places.extend(hyphens.map(|point| (point.at as usize, point.kind)));
            }
            None => hyphenate(text, key.lang, key.hyphens, self.exceptions, |at, division| {
                places.push((at, PointKind::Hyphen(division)));
            }),
        }
        places.extend(within(text).map(|(at, found)| (at, PointKind::Text(found))));
        places.sort_by_key(|&(at, _)| at);
        points.extend(places.drain(..).map(|(at, kind)| self.point(strike, word, text, at, kind)));
        self.lexicon.divide(word, &points);
        points.clear();
        (self.places, self.points) = (places, points);
    }

    /// A place where a word may be divided: byte `at`.
    fn point(&mut self, strike: StrikeId, word: WordId, text: &str, at: usize, kind: PointKind) -> Point {
        let Some(head) = self.safe_head(strike, word, at) else {
            let [head, tail] = [&text[..at], &text[at..]].map(|part| self.word(strike, part));
            let [head, tail] = [head, tail].map(|part| self.lexicon.word(part));
            let edges = (head.edges.1, tail.edges.0);
            return Point { at: at as u32, kind, head: head.width, tail: tail.width, edges };
        };
        let edges = self.edges_within(strike, word, text, at);
        Point { at: at as u32, kind, head: Short::of(head), tail: Short::of(self.width(word) - head), edges }
    }

    /// The width of what comes before byte `at` of a word where it can be divided there without shaping it anew.
    fn safe_head(&self, strike: StrikeId, word: WordId, at: usize) -> Option<Pt> {
        let glyphs = self.glyphs(self.known(word).glyphs());
        let at = at as u32;
        let is_cut = |glyph: &&Shaped| glyph.cluster == at && !glyph.unsafe_to_break;
        if self.strikes[strike as usize].key.rtl {
            let cut = glyphs.iter().rposition(|glyph| is_cut(&glyph))?;
            Some(glyphs[cut + 1..].iter().map(|glyph| glyph.advance.pt()).sum())
        } else {
            let cut = glyphs.iter().position(|glyph| is_cut(&glyph))?;
            Some(glyphs[..cut].iter().map(|glyph| glyph.advance.pt()).sum())
        }
    }

    /// How far what comes before and after byte `at` of a word may stand out over the edge of a line.
    fn edges_within(&self, strike: StrikeId, word: WordId, text: &str, at: usize) -> (Short, Short) {
        let StrikeKey { rtl, lang, .. } = self.strikes[strike as usize].key;
        if rtl {
            return (Short::default(), Short::default());
        }
        let glyphs = self.glyphs(self.known(word).glyphs());
        let after = glyphs.iter().position(|glyph| glyph.cluster as usize == at).unwrap_or(glyphs.len());
        let before = after.checked_sub(1).and_then(|before| glyphs.get(before));
        (trailing(&text[..at], lang, before), leading(&text[at..], lang, glyphs.get(after)))
    }

    /// The glyphs of bytes `range` of a word of this text. A part is shaped anew where its ends are among the
    /// word's points and shaping the parts alone looks different; other ends must be those of clusters.
    pub(super) fn part(&mut self, strike: StrikeId, word: WordId, text: &str, range: Range<usize>) -> Part {
        if range == (0..text.len()) {
            return self.whole(word);
        }
        let ends = [range.start, range.end].into_iter().filter(|&at| at > 0 && at < text.len());
        self.divide(strike, word, text);
        let points = self.points(word);
        let ends: Vec<usize> = ends.filter(|&at| points.iter().any(|point| point.at as usize == at)).collect();
        if ends.into_iter().any(|at| self.safe_head(strike, word, at).is_none()) {
            let alone = self.word(strike, &text[range.clone()]);
            return Part { base: range.start as u32, ..self.whole(alone) };
        }
        let glyphs = self.known(word).glyphs();
        let inside = |glyph: &Shaped| range.contains(&(glyph.cluster as usize));
        let slice = self.glyphs(glyphs.clone());
        let first = slice.iter().position(inside).unwrap_or(0) as u32;
        let count = slice.iter().filter(|glyph| inside(glyph)).count() as u32;
        Part { glyphs: glyphs.start + first..glyphs.start + first + count, base: 0 }
    }

    /// The places between the clusters of a word, in order, each with the width before it.
    pub(super) fn clusters(&self, strike: StrikeId, word: WordId) -> Vec<(u32, Pt)> {
        let glyphs = self.glyphs(self.known(word).glyphs());
        let mut before = Pt::ZERO;
        let mut found: Vec<(u32, Pt)> = Vec::new();
        let mut visit = |glyph: &Shaped| {
            if glyph.cluster > 0 && found.last().is_none_or(|&(at, _)| at != glyph.cluster) {
                found.push((glyph.cluster, before));
            }
            before += glyph.advance.pt();
        };
        match self.strikes[strike as usize].key.rtl {
            true => glyphs.iter().rev().for_each(&mut visit),
            false => glyphs.iter().for_each(&mut visit),
        }
        found
    }

    /// The hyphen of a strike; `None` where its face has none.
    pub(super) fn hyphen(&mut self, strike: StrikeId) -> Option<WordId> {
        let face = self.faces.face(self.face(strike));
        let hyphen = ["\u{2010}", "-"].into_iter().find(|text| text.chars().all(|c| face.covers(c)))?;
        Some(self.word(strike, hyphen))
    }

    /// Appends the glyphs of a word.
    fn shape(&mut self, strike: StrikeId, text: &str) {
        let Shaper { faces, strikes, buffer, lexicon, .. } = self;
        let strike = &mut strikes[strike as usize];
        let face = faces.face(strike.key.face);
        let font = &ShaperFont::new(&face.font);
        let direction = match strike.key.rtl {
            true => harfrust::Direction::RightToLeft,
            false => harfrust::Direction::LeftToRight,
        };
        buffer.reset();
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        for (at, c) in text.char_indices().filter(|&(_, c)| c != SOFT_HYPHEN) {
            buffer.push(u32::from(c), at as u32);
        }
        buffer.guess_segment_properties();
        buffer.set_direction(direction);
        buffer.set_language(strike.language.clone());
        let script = buffer.script();
        let known = strike.plans.iter().position(|plan| plan.script() == script);
        let plan = known.unwrap_or_else(|| {
            let language = strike.language.as_ref();
            strike.plans.push(ShapePlan::new(font, direction, script, language, &strike.features));
            strike.plans.len() - 1
        });
        let options = ShapeOptions::new().plan(Some(&strike.plans[plan])).features(&strike.features);
        if harfrust::shape(font, buffer, options).is_err() {
            return;
        }
        let (size, spacing) = (strike.key.size, strike.key.letter_spacing);
        let spacing = if script.is_some_and(is_joined) { Pt::ZERO } else { spacing };
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let advance = face.scale(position.x_advance, size);
            // A mark over a letter has no width, and no space of its own.
            let spacing = if advance == Pt::ZERO { Pt::ZERO } else { spacing };
            let offset = [position.x_offset, position.y_offset];
            let shaped = Shaped {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                says: 0,
                advance: Short::of(advance + spacing),
                is_off: offset != [0, 0],
                cluster: info.cluster,
                unsafe_to_break: info.unsafe_to_break(),
            };
            lexicon.push(shaped, || offset.map(|by| Short::of(face.scale(by, size))).into());
        }
    }
}

impl Strike {
    fn new(key: StrikeKey) -> Strike {
        let language = Some(key.lang).filter(|&lang| lang != Lang::UND).and_then(|lang| Language::new(lang.as_str()));
        Strike { features: features(&key), key, language, plans: Vec::new() }
    }
}

/// Whether the letters of a script hang together, by strokes or by marks, so that space between them tears words apart
/// (CSS Text 3 §8.2.1).
fn is_joined(script: harfrust::Script) -> bool {
    const JOINED: &[&[u8; 4]] = &[
        b"Arab", b"Syrc", b"Mong", b"Nkoo", b"Phag", b"Mand", b"Adlm", b"Rohg", b"Deva", b"Beng", b"Guru", b"Gujr",
        b"Orya", b"Taml", b"Telu", b"Knda", b"Mlym", b"Sinh", b"Thai", b"Laoo", b"Khmr", b"Mymr", b"Tibt",
    ];
    JOINED.contains(&&script.tag().to_be_bytes())
}

/// Gives each cluster's text, the last of which ends at byte `end`, to the first of its glyphs, which come in the order
/// of reading; no cluster of any writing is longer than their number can say.
fn give_text<'g>(mut glyphs: impl Iterator<Item = &'g mut Shaped>, end: usize) {
    let says = |start: u32, end: usize| u16::try_from(end.saturating_sub(start as usize)).unwrap_or(u16::MAX);
    let Some(mut first) = glyphs.next() else { return };
    for glyph in glyphs {
        if glyph.cluster != first.cluster {
            first.says = says(first.cluster, glyph.cluster as usize);
            first = glyph;
        }
    }
    first.says = says(first.cluster, end);
}

/// How far the first character of a text, drawn as `glyph`, stands out over the left edge of a line.
fn leading(text: &str, lang: Lang, glyph: Option<&Shaped>) -> Short {
    let factor = text.chars().next().map_or(0, |c| protrude::factors(c, lang).0);
    glyph.map_or(Short::default(), |glyph| Short::of(glyph.advance.pt().scale(factor, 1000)))
}

/// How far the last character of a text, drawn as `glyph`, stands out over the right edge of a line.
fn trailing(text: &str, lang: Lang, glyph: Option<&Shaped>) -> Short {
    let factor = text.chars().next_back().map_or(0, |c| protrude::factors(c, lang).1);
    glyph.map_or(Short::default(), |glyph| Short::of(glyph.advance.pt().scale(factor, 1000)))
}

/// The OpenType features of a strike besides those that are always on.
fn features(key: &StrikeKey) -> Vec<Feature> {
    let feature = |tag: &[u8; 4], on| Feature::new(Tag::new(tag), on, ..);
    let mut features = Vec::new();
    if !key.ligatures {
        features.extend([feature(b"liga", 0), feature(b"clig", 0)]);
        // Contextual alternates make the ligatures of code faces, but join letters in other scripts.
        if !key.rtl {
            features.push(feature(b"calt", 0));
        }
    }
    match key.caps {
        Caps::Normal => {}
        Caps::Small => features.push(feature(b"smcp", 1)),
        Caps::AllSmall => features.extend([feature(b"smcp", 1), feature(b"c2sc", 1)]),
    }
    // The code points of Persian digits have Persian forms; Noto Naskh 2.004 lists the forms of Sindhi and Urdu for
    // Persian too, which would print another digit six.
    if key.lang.primary() == "fa" {
        features.push(feature(b"locl", 0));
    }
    features.push(feature(if key.figures.oldstyle { b"onum" } else { b"lnum" }, 1));
    features.push(feature(if key.figures.tabular { b"tnum" } else { b"pnum" }, 1));
    features
}
