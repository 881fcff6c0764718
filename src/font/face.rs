//! One face. In: the bytes of a font file. Out: its names, metrics and coverage, or why it cannot be used; a file that
//! is cut short or lacks what shaping and embedding need is refused here, so that later stages need not ask.

use crate::length::Pt;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::model::Font;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use std::fmt;
use std::sync::Arc;

/// A face of a project: an index into [`Faces`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FaceId(pub u16);

/// All faces of a project: its own first, then the built-in ones, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    /// The faces.
    pub all: Vec<Face>,
}

/// One font file.
#[derive(Clone)]
pub struct Face {
    /// Family name, as style sheets call it.
    pub family: String,
    /// PostScript name, without spaces.
    pub postscript: String,
    /// 400 regular, 700 bold.
    pub weight: u16,
    /// Whether italic.
    pub italic: bool,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// The file's name in an EPUB: ASCII, with its ending.
    pub file_name: String,
    /// Units in an em.
    pub units: u16,
    /// Ascender, descender (negative) and x-height, in units.
    pub ascent: i16,
    pub descent: i16,
    pub x_height: i16,
    /// Whether all its letters are of one width, as a typewriter's.
    pub monospaced: bool,
    /// Code points it has glyphs for, sorted.
    pub coverage: Arc<[u32]>,
    /// The tables, read once and shared by every shaper.
    pub(crate) font: Font,
}

/// More characters than there are; a damaged map may claim any number.
const MOST_MAPPED: usize = 0x11_0000;
const REQUIRED: &[&[u8; 4]] = &[b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post"];

impl Face {
    /// Reads a face. `stem` is the file's name without folder and ending. The reason as text where it is no usable
    /// OpenType file.
    pub fn read(bytes: Arc<[u8]>, stem: &str) -> Result<Face, String> {
        check_tables(&bytes)?;
        let file = FontRef::new(&bytes).map_err(|error| error.to_string())?;
        let metrics = file.metrics(Size::unscaled(), LocationRef::default());
        if !(16..=16_384).contains(&metrics.units_per_em) || metrics.glyph_count == 0 {
            return Err("it has no em or no glyphs".to_owned());
        }
        let mut coverage: Vec<u32> = file.charmap().mappings().take(MOST_MAPPED).map(|(c, _)| c).collect();
        coverage.sort_unstable();
        coverage.dedup();
        let named = |id| file.localized_strings(id).english_or_first().map(|name| name.chars().collect::<String>());
        let family = named(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(StringId::FAMILY_NAME));
        let family = family.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| stem.to_owned());
        let postscript = named(StringId::POSTSCRIPT_NAME).unwrap_or_else(|| family.clone());
        let style = file.attributes();
        let (ascent, descent) = (metrics.ascent as i16, metrics.descent as i16);
        let ending = if file.table_data(Tag::new(b"CFF ")).is_some() { "otf" } else { "ttf" };
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes.clone());
        Ok(Face {
            postscript: plain(&postscript),
            weight: style.weight.value().clamp(1.0, 1000.0) as u16,
            italic: style.style != skrifa::attribute::Style::Normal,
            file_name: format!("{}.{ending}", plain(stem)),
            units: metrics.units_per_em,
            ascent,
            descent,
            monospaced: metrics.is_monospace,
            x_height: metrics.x_height.filter(|&height| height > 0.0).map_or(ascent / 2, |height| height as i16),
            coverage: coverage.into(),
            font: Font::new(skrifa::raw::model::Blob::from(shared), 0).ok_or("it cannot be read as a font")?,
            family,
            bytes,
        })
    }

    /// `units` of this face at `size`.
    pub fn scale(&self, units: i32, size: Pt) -> Pt {
        size.scale(i64::from(units), i64::from(self.units))
    }

    /// The glyph of a character.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let file = FontRef::new(&self.bytes).ok()?;
        file.charmap().map(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
    }

    /// Whether it has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.coverage.binary_search(&u32::from(character)).is_ok()
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.postscript)
    }
}

impl Faces {
    /// The face of an id.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.all[usize::from(id.0)]
    }
}

/// `name` reduced to what a PostScript name and an EPUB file name may contain.
fn plain(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+')).collect();
    if kept.is_empty() { "Face".to_owned() } else { kept }
}

/// Holds that every table lies within the file and that those which shaping and embedding need are there (OpenType
/// 1.9, "Organization of an OpenType Font"; collections and variable CFF2 faces are not read).
fn check_tables(bytes: &[u8]) -> Result<(), String> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let kind = bytes.get(..4).ok_or("it is empty")?;
    if ![&[0, 1, 0, 0], b"true", b"OTTO"].contains(&kind.try_into().expect("four bytes")) {
        return Err("it is not a TrueType or OpenType file".to_owned());
    }
    let count = usize::from(bytes[4..].first().copied().unwrap_or(0)) << 8 | usize::from(*bytes.get(5).unwrap_or(&0));
    let mut found: Vec<&[u8]> = Vec::new();
    for record in (0..count).map(|i| 12 + 16 * i) {
        let entry = (bytes.get(record..record + 4), number(record + 8), number(record + 12));
        let (Some(tag), Some(start), Some(length)) = entry else { return Err("it is cut short".to_owned()) };
        if start.checked_add(length).is_none_or(|end| end > bytes.len()) {
            return Err(format!("its table `{}` runs past the end of the file", String::from_utf8_lossy(tag)));
        }
        found.push(tag);
    }
    let missing = REQUIRED.iter().find(|&&tag| !found.contains(&&tag[..]));
    match missing {
        Some(tag) => Err(format!("it has no table `{}`", String::from_utf8_lossy(&tag[..]))),
        None if found.contains(&&b"glyf"[..]) || found.contains(&&b"CFF "[..]) => Ok(()),
        None => Err("it has no outlines that a PDF can embed".to_owned()),
    }
}
