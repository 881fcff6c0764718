//! Faces reduced for the EPUB: reading systems shape text in them as they would in the whole faces.

use harfrust::{Buffer, Feature, ShapeOptions, ShaperFont, Tag};
use pressmark::diagnostic::Sink;
use pressmark::font::{Face, Faces, reduce};
use pressmark::library::Memory;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, pen::SvgPen};
use skrifa::raw::model::{Blob, Font};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Ligatures, kerning, small capitals, figures, accents in both forms, joined letters with marks.
const TEXTS: &[&str] = &[
    "Office waffles fjord AVATAR To. Ḥāfiẓ 1894–1906 Žižek “Straße” naïve Ŷ",
    "Ποσειδῶν ἐν ἀρχῇ",
    "Подъезд, объём",
    "بِسْمِ ٱللَّهِ كتاب می‌خواهم ۱۲۳",
    "let x = a != b => |y| -> fi;",
];
const FEATURES: &[&[u8; 4]] = &[b"liga", b"smcp", b"c2sc", b"onum", b"tnum"];

#[test]
fn text_looks_the_same_in_a_reduced_face() {
    let faces = Faces::load(&Memory::default(), &mut Sink::default());
    let mut compared = 0;
    for face in &faces.all {
        for text in TEXTS {
            let characters: BTreeSet<char> = text.chars().filter(|&c| face.covers(c)).collect();
            if characters.len() < 8 {
                continue;
            }
            let reduced = reduce(face, &characters).unwrap();
            assert!(reduced.len() < face.bytes().len() / 2, "{} {}", face.postscript, reduced.len());
            let text: String = text.chars().filter(|&c| face.covers(c)).collect();
            let (composed, upper) = (text.clone(), text.to_uppercase());
            for text in [composed, upper, text.chars().rev().collect()] {
                for feature in FEATURES {
                    let [whole, part] = [face.bytes(), &reduced].map(|bytes| drawn(bytes, &text, feature));
                    assert_eq!(whole, part, "{} `{text}` {}", face.postscript, Tag::new(feature));
                    compared += whole.len();
                }
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn a_reduced_face_is_a_font_file_with_the_names_of_the_whole() {
    let faces = Faces::load(&Memory::default(), &mut Sink::default());
    for face in &faces.all {
        let reduced = reduce(face, &BTreeSet::from(['a', 'ب'])).unwrap();
        let read = Face::read(Arc::new(reduced), "face").unwrap();
        assert_eq!((&read.postscript, &read.looks), (&face.postscript, &face.looks));
        assert_eq!((read.units, read.ascent, read.descent), (face.units, face.ascent, face.descent));
        assert!(read.coverage.len() < 64, "{:?}", read.coverage);
    }
}

#[test]
fn a_damaged_face_is_not_reduced() {
    let faces = Faces::load(&Memory::default(), &mut Sink::default());
    let mut bytes = faces.all[0].bytes().to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    let damaged = Face::read(Arc::new(bytes), "damaged").unwrap();
    assert!(reduce(&damaged, &BTreeSet::from(['a'])).is_err());
}

/// The outline of each glyph of a shaped text, with its place.
fn drawn(bytes: &[u8], text: &str, feature: &[u8; 4]) -> Vec<(String, [i32; 4], u32)> {
    let font = Font::new(Blob::from(Arc::new(bytes.to_vec()) as Arc<dyn AsRef<[u8]> + Send + Sync>), 0).unwrap();
    let mut shaped = Buffer::new();
    text.char_indices().for_each(|(at, c)| shaped.push(u32::from(c), at as u32));
    shaped.guess_segment_properties();
    let features = [Feature::new(Tag::new(feature), 1, ..)];
    harfrust::shape(&ShaperFont::new(&font), &mut shaped, ShapeOptions::new().features(&features)).unwrap();
    let outlines = FontRef::new(bytes).unwrap().outline_glyphs();
    let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    let drawn = glyphs.map(|(glyph, at)| {
        let mut pen = SvgPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outlines.get(GlyphId::new(glyph.glyph_id)).unwrap().draw(settings, &mut pen).unwrap();
        (pen.to_string(), [at.x_advance, at.y_advance, at.x_offset, at.y_offset], glyph.cluster)
    });
    drawn.collect()
}
