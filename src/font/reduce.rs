//! A face reduced to the characters of a book, for the EPUB. Reading systems shape text themselves: every glyph that the
//! face's rules may make of these characters stays, with its rules and names; so do the maker's terms.

use super::Face;
use super::sfnt::{Content, Directory, directories, font_file};
use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use skrifa::{FontRef, GlyphId};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use subsetter::GlyphRemapper;
use unicode_normalization::UnicodeNormalization;

/// Features that a style sheet can ask for, besides those that shaping always applies.
const FEATURES: &[&[u8; 4]] = &[b"smcp", b"c2sc", b"onum", b"lnum", b"pnum", b"tnum"];

/// What dividing words and keeping them together puts into a text; all else that readers make is known from the sheet.
const JOINTS: &str = " -\u{2010}\u{A0}\u{AD}";

/// The language of the names that are kept: English, United States (OpenType 1.9, `name`, Windows language ids).
const ENGLISH: u16 = 0x409;

/// Reduces `face` to `characters`, in whatever case and composition, and the signs that join and part them. A file in
/// which not every table has the sum that it claims is not reduced; the reason as text.
pub fn reduce(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    let bytes = face.bytes();
    let directory = directories(&mut Cursor::new(bytes))?.into_iter().next().ok_or("it is empty")?;
    if !directory.is_sound(bytes) {
        return Err("its tables do not have the sums that they claim".to_owned());
    }
    // A file whose sums are right may still be made to trip who reads it.
    let reduced = catch_unwind(AssertUnwindSafe(|| reduced(bytes, &directory, characters)));
    reduced.unwrap_or_else(|_| Err("its tables contradict each other".to_owned()))
}

fn reduced(bytes: &[u8], directory: &Directory, characters: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    let file = FontRef::new(bytes).map_err(|error| error.to_string())?;
    let plan = plan(&file, characters);
    let reduced = subset_font(&file, &plan).map_err(|error| error.to_string())?;
    if directory.place(b"CFF ").is_none() {
        return Ok(reduced);
    }
    // What reduces everything else leaves out these outlines.
    let outlines = outlines(bytes, &plan)?;
    let directory = directories(&mut Cursor::new(&reduced))?.into_iter().next().ok_or("nothing is left of it")?;
    let table = |tag: [u8; 4]| Some(Content::new(tag, reduced[directory.place(&tag)?].to_vec()));
    let others = directory.tags().filter_map(table);
    Ok(font_file(*b"OTTO", others.chain([Content::new(*b"CFF ", outlines)]).collect()))
}

fn plan(file: &FontRef, characters: &BTreeSet<char>) -> Plan {
    let mut features: IntSet<Tag> = DEFAULT_LAYOUT_FEATURES.iter().copied().collect();
    features.extend(FEATURES.iter().map(|tag| Tag::new(tag)));
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let dropped = DEFAULT_DROP_TABLES.iter().copied().chain([Tag::new(b"FFTM")]).collect();
    // Names of the face, its licence and where that is found.
    let names = (0..=6).chain([13, 14]).map(NameId::new).collect();
    let languages = [ENGLISH].into_iter().collect();
    let mut flags = SubsetFlags::default();
    flags |= SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE;
    let characters = forms(characters).into_iter().map(u32::from).collect();
    Plan::new(&IntSet::empty(), &characters, file, flags, &dropped, &scripts, &features, &names, &languages)
}

/// The characters with their other case, composed and decomposed.
fn forms(characters: &BTreeSet<char>) -> BTreeSet<char> {
    let all = characters.iter().copied().chain(JOINTS.chars());
    let cased = all.flat_map(|c| c.to_lowercase().chain(c.to_uppercase()).chain([c]));
    cased.flat_map(|c| [c].into_iter().nfd().chain([c].into_iter().nfc()).chain([c])).collect()
}

/// The table `CFF ` of a plan's glyphs.
fn outlines(bytes: &[u8], plan: &Plan) -> Result<Vec<u8>, String> {
    let mut glyphs: Vec<(GlyphId, GlyphId)> = plan.old_to_new_glyph_mapping().map(|(old, new)| (new, old)).collect();
    glyphs.sort_unstable();
    let mut remapper = GlyphRemapper::new();
    for (new, old) in glyphs {
        let old = u16::try_from(old.to_u32()).map_err(|_| "it has too many glyphs")?;
        if u32::from(remapper.remap(old)) != new.to_u32() {
            return Err("its glyphs cannot be numbered".to_owned());
        }
    }
    let subset = subsetter::subset(bytes, 0, &remapper).map_err(|error| error.to_string())?;
    let directory = directories(&mut Cursor::new(&subset))?.into_iter().next();
    let place = directory.and_then(|directory| directory.place(b"CFF ")).ok_or("its outlines are gone")?;
    Ok(subset[place].to_vec())
}
