//! Faces for the PDF. In: every run of glyphs. Out: for each face a subset, the code of each glyph in content streams,
//! and what each glyph says when copied.

use crate::error::Error;
use crate::font::{Face, FaceId, Subset, subset};
use crate::language::Direction;
use crate::page::{ItemKind, Pages};
use crate::text::{Glyph, GlyphRun};
use std::borrow::Cow;
use std::ops::Range;

/// A face as content streams use it.
pub struct Font {
    /// Which face it is of.
    pub face: FaceId,
    /// Its name in the pages' resources.
    pub name: String,
    /// Its reduced file.
    pub subset: Subset,
    /// Whether its codes are of one byte.
    pub narrow: bool,
    /// By glyph of the whole face.
    codes: Vec<Code>,
    /// The face's hyphens, as glyphs of the whole face.
    pub hyphens: Vec<u16>,
    /// Its glyph without width and ink, if it is in the subset.
    pub blank: Option<Code>,
    /// By code: what the glyph says wherever it stands alone; `None` where it never does.
    pub meanings: Vec<Option<String>>,
}

/// A glyph in content streams.
#[derive(Clone, Copy, Default)]
pub struct Code {
    pub number: u16,
    /// The width in thousandths of an em that readers are told, truncated.
    pub width: i32,
    /// What it says where that is one letter of ASCII; else 0.
    pub letter: u8,
}

impl Font {
    /// The code of a glyph.
    pub fn code(&self, glyph: u16) -> Code {
        self.codes.get(usize::from(glyph)).copied().unwrap_or_default()
    }

    /// Whether readers already know that `code` says `text`.
    pub fn says(&self, code: Code, text: &str) -> bool {
        self.meanings.get(usize::from(code.number)).is_some_and(|said| said.as_deref() == Some(text))
    }
}

/// Glyphs that together say something.
#[derive(Debug, PartialEq)]
pub struct Cluster<'a> {
    /// Which glyphs of the run.
    pub glyphs: Range<usize>,
    /// What they say; in the order of the line, as the glyphs are: whoever copies a right-to-left line turns it around
    /// character by character, whatever belongs together.
    pub text: Cow<'a, str>,
    /// Whether this is a hyphen that only ends a line.
    pub added: bool,
}

/// The clusters of a part of a run's glyphs: a glyph with text and those without that belong to it, which follow it in the order
/// of reading. `hyphens` are the face's: one without text ends a line and is copied as `-`, because readers then join
/// what stands before and after it. As U+00AD it would stay in copied words; as nothing it would leave them apart.
pub fn clusters<'a>(run: &'a GlyphRun, part: Range<usize>, hyphens: &'a [u16], text: &'a str) -> Clusters<'a> {
    let glyphs = &run.glyphs[..part.end];
    let passed = bytes(&glyphs[..part.start]);
    let rtl = run.direction == Direction::Rtl;
    let at = if rtl { run.text().end - passed } else { run.start as usize + passed };
    Clusters { glyphs, hyphens, text, rtl, at, next: part.start }
}

/// See [`clusters`].
pub struct Clusters<'a> {
    /// The run's glyphs up to the end of the part.
    glyphs: &'a [Glyph],
    hyphens: &'a [u16],
    text: &'a str,
    rtl: bool,
    /// Where the text of the next glyph begins, or ends where text runs from right to left.
    at: usize,
    next: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let silent = |glyph: &Glyph| glyph.says == 0;
        let added = |glyph: &Glyph| silent(glyph) && self.hyphens.contains(&glyph.id);
        let rest = &self.glyphs[self.next..];
        let joined = |rest: &[Glyph]| rest.iter().take_while(|glyph| silent(glyph) && !added(glyph)).count();
        let added = added(rest.first()?);
        let count = match self.rtl {
            _ if added => 1,
            false => 1 + joined(&rest[1..]),
            true => {
                let before = joined(rest);
                before + usize::from(rest.get(before).is_some_and(|glyph| !silent(glyph)))
            }
        };
        let says = bytes(&rest[..count]);
        let said = if self.rtl { self.at - says..self.at } else { self.at..self.at + says };
        self.at = if self.rtl { said.start } else { said.end };
        self.next += count;
        let text = match self.text.get(said).unwrap_or_default() {
            _ if added => Cow::Borrowed("-"),
            text if self.rtl && text.chars().nth(1).is_some() => Cow::Owned(copied(text).chars().rev().collect()),
            text => copied(text),
        };
        Some(Cluster { glyphs: self.next - count..self.next, text, added })
    }
}

impl<'a> Clusters<'a> {
    /// Takes the clusters that come next and are one glyph and one letter of ASCII each, as most are in most books: it
    /// is for speed only, for [`Iterator::next`] gives them too.
    pub fn letters(&mut self) -> impl Iterator<Item = (&'a Glyph, u8)> + use<'a> {
        let rest = if self.rtl { &[] } else { &self.glyphs[self.next..] };
        let texts = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let plain = |(glyph, text): &(&Glyph, &u8)| glyph.says == 1 && (b' '..=b'~').contains(text);
        let mut count = rest.iter().zip(texts).take_while(plain).count();
        // What follows may belong to the last.
        if rest.get(count).is_some_and(|glyph| glyph.says == 0) {
            count = count.saturating_sub(1);
        }
        self.next += count;
        self.at += count;
        rest[..count].iter().zip(texts.iter().copied())
    }
}

/// Parts a cluster's text into what its glyphs say and the characters on either side that are not seen, such as joiners:
/// those stand on blanks of their own.
pub fn parted(text: &str) -> [&str; 3] {
    let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}');
    let rest = text.trim_start_matches(unseen);
    let seen = rest.trim_end_matches(unseen);
    if seen.is_empty() { ["", text, ""] } else { [&text[..text.len() - rest.len()], seen, &rest[seen.len()..]] }
}

/// How many bytes of text glyphs say together.
fn bytes(glyphs: &[Glyph]) -> usize {
    glyphs.iter().map(|glyph| usize::from(glyph.says)).sum()
}

/// The glyphs that a face has for hyphens.
fn hyphens(face: &Face) -> Vec<u16> {
    ['\u{2010}', '-'].into_iter().filter_map(|hyphen| face.glyph(hyphen)).filter(|&glyph| glyph != 0).collect()
}

/// Text as it is copied: without soft hyphens and what PDF/UA-1 §7.21.7 forbids, white space as spaces.
fn copied(text: &str) -> Cow<'_, str> {
    let unfit = |c: char| matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') || c.is_control();
    if !text.contains(unfit) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c });
    Cow::Owned(spaced.filter(|&c| !unfit(c)).collect())
}

/// What a glyph says, and how often.
#[derive(Clone, Default)]
struct Uses {
    shown: bool,
    /// The letter of ASCII that it said first.
    letter: u8,
    times: usize,
    others: Vec<(String, usize)>,
}

impl Uses {
    fn count_letter(&mut self, letter: u8) {
        if self.letter == 0 {
            (self.shown, self.letter) = (true, letter);
        }
        if self.letter == letter {
            self.times += 1;
        } else {
            self.count(str::from_utf8(&[letter]).unwrap_or_default());
        }
    }

    fn count(&mut self, text: &str) {
        match self.others.iter_mut().find(|(known, _)| known == text) {
            Some((_, times)) => *times += 1,
            None => self.others.push((text.to_owned(), 1)),
        }
    }

    /// What it says most often.
    fn most(&self) -> Option<String> {
        let letter = char::from(self.letter).to_string();
        let letter = (self.times > 0).then_some((&letter, self.times));
        let others = self.others.iter().map(|(text, times)| (text, *times));
        let most = letter.into_iter().chain(others).max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        most.map(|(text, _)| text.clone())
    }
}

/// What the glyphs of a face say.
struct Used {
    hyphens: Vec<u16>,
    blank: Option<u16>,
    /// By glyph.
    glyphs: Vec<Uses>,
}

/// What a glyph says, which nobody may have asked for before.
fn uses(glyphs: &mut Vec<Uses>, glyph: u16) -> &mut Uses {
    let index = usize::from(glyph);
    if glyphs.len() <= index {
        glyphs.resize(index + 1, Uses::default());
    }
    &mut glyphs[index]
}

/// The faces that `pages` use, by [`crate::font::FaceId`].
pub fn gather(pages: &Pages) -> Result<Vec<Option<Font>>, Error> {
    let mut faces: Vec<Option<Used>> = (0..pages.faces.count()).map(|_| None).collect();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Glyphs { run, text, .. } = &item.kind else { continue };
        let Used { hyphens, blank, glyphs } = faces[usize::from(run.face.0)].get_or_insert_with(|| {
            let face = pages.faces.face(run.face);
            Used { hyphens: hyphens(face), blank: face.blank, glyphs: Vec::new() }
        });
        let mut clusters = clusters(run, 0..run.glyphs.len(), hyphens, text);
        loop {
            for (glyph, letter) in clusters.letters() {
                uses(glyphs, glyph.id).count_letter(letter);
            }
            let Some(cluster) = clusters.next() else { break };
            let mut text = &*cluster.text;
            if let Some(blank) = blank.filter(|_| run.direction == Direction::Rtl) {
                let [left, seen, right] = parted(text);
                text = seen;
                let blank = uses(glyphs, blank);
                left.chars().chain(right.chars()).for_each(|c| blank.count(c.encode_utf8(&mut [0; 4])));
                blank.shown |= cluster.glyphs.len() > 1 || text.len() < cluster.text.len();
            }
            for glyph in &run.glyphs[cluster.glyphs.clone()] {
                let uses = uses(glyphs, glyph.id);
                uses.shown = true;
                if cluster.glyphs.len() == 1 && !cluster.added && !text.is_empty() {
                    uses.count(text);
                }
            }
        }
    }
    let fonts = faces.into_iter().enumerate().map(|(face, used)| match used {
        Some(used) => font(pages, FaceId(face as u16), &used.glyphs, used.hyphens),
        None => Ok(None),
    });
    fonts.collect()
}

/// The font of a face whose glyphs are `used`; `None` if none is. Glyph 0 is never shown, so it does not count.
fn font(pages: &Pages, face: FaceId, used: &[Uses], hyphens: Vec<u16>) -> Result<Option<Font>, Error> {
    let glyphs: Vec<u16> = (1..used.len()).filter(|&glyph| used[glyph].shown).map(|glyph| glyph as u16).collect();
    let Some(&last) = glyphs.last() else { return Ok(None) };
    let whole = pages.faces.face(face);
    let subset = subset(whole, &glyphs).map_err(|reason| Error::Internal {
        stage: "font subset",
        reason: format!("{}: {reason}", whole.postscript),
    })?;
    let mut codes = vec![Code::default(); usize::from(last) + 1];
    let mut meanings = Vec::with_capacity(subset.glyphs.len());
    for ((number, &glyph), &advance) in subset.glyphs.iter().enumerate().zip(&subset.advances) {
        let meaning = used.get(usize::from(glyph)).and_then(Uses::most);
        if let Some(code) = codes.get_mut(usize::from(glyph)) {
            // Readers are told widths by arithmetic in single precision that cuts off the fraction.
            let width = (f32::from(advance) * 1000.0 / f32::from(whole.units)) as i32;
            let letter = match meaning.as_deref().map(str::as_bytes) {
                Some(&[letter]) => letter,
                _ => 0,
            };
            *code = Code { number: number as u16, width, letter };
        }
        meanings.push(meaning);
    }
    let blank = whole.blank.filter(|&blank| used.get(usize::from(blank)).is_some_and(|uses| uses.shown));
    let blank = blank.and_then(|blank| codes.get(usize::from(blank)).copied());
    let (name, narrow) = (format!("F{}", face.0), subset.glyphs.len() <= 256);
    Ok(Some(Font { face, name, subset, narrow, codes, hyphens, blank, meanings }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FaceId;
    use crate::language::Lang;
    use crate::length::{Pt, Short};
    use crate::style::Style;
    use crate::text::TextStyle;
    use thin_vec::thin_vec;

    fn glyph(id: u16, says: u16) -> Glyph {
        Glyph { id, says, advance: Short::of(Pt::ONE) }
    }

    fn said(glyphs: &[Glyph], direction: Direction, text: &str) -> Vec<(Range<usize>, String)> {
        let style = TextStyle::of(&Style::default(), Lang::UND).into();
        let glyphs = glyphs.iter().copied().collect();
        let (x, face) = (Pt::ZERO, FaceId(0));
        let run = GlyphRun { style, glyphs, offsets: thin_vec![], x, start: 0, tag: 0, face, expansion: 0, direction };
        let found = clusters(&run, 0..run.glyphs.len(), &[7], text);
        found.map(|c| (c.glyphs, c.text.into_owned())).collect()
    }

    #[test]
    fn glyphs_without_text_belong_to_the_one_before_in_reading_order() {
        let ltr = [glyph(9, 0), glyph(1, 1), glyph(2, 3), glyph(3, 0)];
        let expected = [(0..1, String::new()), (1..2, "a".to_owned()), (2..4, "e\u{301}".to_owned())];
        assert_eq!(said(&ltr, Direction::Ltr, "ae\u{301}"), expected);
        let rtl = [glyph(3, 0), glyph(2, 3), glyph(1, 1), glyph(9, 0)];
        let expected = [(0..2, "\u{301}e".to_owned()), (2..3, "a".to_owned()), (3..4, String::new())];
        assert_eq!(said(&rtl, Direction::Rtl, "ae\u{301}"), expected);
    }

    #[test]
    fn what_is_not_seen_stands_beside_what_is() {
        assert_eq!(parted("\u{645}\u{651}"), ["", "\u{645}\u{651}", ""]);
        assert_eq!(parted("\u{6A9}\u{200C}"), ["", "\u{6A9}", "\u{200C}"]);
        assert_eq!(parted("\u{200C}\u{6A9}"), ["\u{200C}", "\u{6A9}", ""]);
        assert_eq!(parted("\u{200C}"), ["", "\u{200C}", ""]);
    }

    #[test]
    fn a_hyphen_at_a_line_end_is_a_cluster_of_its_own() {
        let glyphs = [glyph(7, 1), glyph(1, 1), glyph(7, 0)];
        let expected = [(0..1, "-".to_owned()), (1..2, "a".to_owned()), (2..3, "-".to_owned())];
        assert_eq!(said(&glyphs, Direction::Ltr, "-a"), expected);
    }

    #[test]
    fn soft_hyphens_are_not_copied() {
        assert_eq!(copied("a\u{AD}b\tc"), "ab c");
    }

    #[test]
    fn the_most_frequent_meaning_wins() {
        let mut uses = Uses::default();
        assert_eq!(uses.most(), None);
        uses.count_letter(b'a');
        uses.count("ß");
        assert_eq!(uses.most().as_deref(), Some("a"), "the first by code points of two equals");
        uses.count_letter(b'b');
        uses.count_letter(b'b');
        assert_eq!(uses.most().as_deref(), Some("b"));
    }

    #[test]
    fn letters_are_clusters_taken_faster() {
        let style = TextStyle::of(&Style::default(), Lang::UND).into();
        let glyphs = [glyph(1, 1), glyph(2, 1), glyph(3, 0), glyph(4, 2), glyph(5, 1)].into_iter().collect();
        let (x, face, direction) = (Pt::ZERO, FaceId(0), Direction::Ltr);
        let run = GlyphRun { style, glyphs, offsets: thin_vec![], x, start: 0, tag: 0, face, expansion: 0, direction };
        let mut clusters = clusters(&run, 0..5, &[], "abéc");
        let taken: Vec<_> = clusters.letters().map(|(glyph, letter)| (glyph.id, letter)).collect();
        assert_eq!(taken, [(1, b'a')], "what follows the b belongs to it");
        assert_eq!(clusters.next().map(|cluster| cluster.glyphs), Some(1..3));
        assert_eq!(clusters.letters().count(), 0);
        assert_eq!(clusters.next().map(|cluster| cluster.text), Some("é".into()));
        assert_eq!(clusters.letters().count(), 1);
        assert_eq!(clusters.next(), None);
    }
}
