//! One face. In: the bytes of a font file. Out: its names, metrics and coverage, or why it cannot be used; a file that
//! is cut short or lacks what shaping and embedding need is refused here, so that later stages need not ask.

use super::looks::{Looks, restriction, string};
use super::sfnt::directories;
use super::shelf::Shelf;
use crate::diagnostic::{Rule, rules};
use crate::length::Pt;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::model::Font;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

/// A face of a project: an index into [`Faces`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FaceId(pub u16);

/// All faces of a project, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    /// Its own, then the built-in ones.
    pub all: Vec<Face>,
    /// Those of font folders, which are numbered on from there.
    pub(super) shelf: Arc<Shelf>,
}

/// Why a face is left out.
#[derive(Clone, Debug)]
pub struct Unfit {
    /// The rule of the finding.
    pub rule: &'static Rule,
    /// The reason as text.
    pub reason: String,
}

impl From<String> for Unfit {
    fn from(reason: String) -> Unfit {
        Unfit { rule: &rules::UNREADABLE_FONT, reason }
    }
}

/// One font file.
#[derive(Clone)]
pub struct Face {
    /// By what it is chosen.
    pub looks: Looks,
    /// PostScript name, without spaces.
    pub postscript: String,
    /// The file.
    pub file: FontFile,
    /// The file's name in an EPUB: ASCII, with its ending.
    pub file_name: String,
    /// Units in an em.
    pub units: u16,
    /// Ascender, descender (negative), x-height and height of capitals, in units.
    pub ascent: i16,
    pub descent: i16,
    pub x_height: i16,
    /// Whether all its letters are of one width, as a typewriter's.
    pub monospaced: bool,
    pub cap_height: i16,
    /// Code points it has glyphs for, sorted.
    pub coverage: Arc<[u32]>,
    /// A glyph without width and ink, for characters that are not seen.
    pub blank: Option<u16>,
    /// The tables, read once and shared by every shaper.
    pub(crate) font: Font,
}

/// The bytes of a font file: those of a project are read, the built-in ones stay where they are.
pub type FontFile = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// More characters than there are; a damaged map may claim any number.
const MOST_MAPPED: usize = 0x11_0000;

impl Face {
    /// Reads a face from a file that is no collection. `stem` is the file's name without folder and ending.
    pub fn read(own: FontFile, stem: &str) -> Result<Face, Unfit> {
        let bytes: &[u8] = (*own).as_ref();
        let directory = directories(&mut Cursor::new(bytes))?.into_iter().next();
        if let Some(lack) = directory.as_ref().map_or_else(|| Some("it is empty".to_owned()), |face| face.lack()) {
            return Err(lack.into());
        }
        let file = FontRef::new(bytes).map_err(|error| error.to_string())?;
        if let Some(reason) = restriction(&file) {
            return Err(Unfit { rule: &rules::RESTRICTED_FONT, reason: reason.to_owned() });
        }
        let metrics = file.metrics(Size::unscaled(), LocationRef::default());
        if !(16..=16_384).contains(&metrics.units_per_em) || metrics.glyph_count == 0 {
            return Err("it has no em or no glyphs".to_owned().into());
        }
        let looks = Looks::read(&file, stem);
        let postscript = string(&file, StringId::POSTSCRIPT_NAME).unwrap_or_else(|| looks.family.clone());
        let (ascent, descent) = (metrics.ascent as i16, metrics.descent as i16);
        let ending = if file.table_data(Tag::new(b"CFF ")).is_some() { "otf" } else { "ttf" };
        let font = Font::new(skrifa::raw::model::Blob::from(own.clone()), 0);
        Ok(Face {
            postscript: plain(&postscript),
            file_name: format!("{}.{ending}", plain(stem)),
            units: metrics.units_per_em,
            ascent,
            descent,
            monospaced: metrics.is_monospace,
            x_height: metrics.x_height.filter(|&height| height > 0.0).map_or(ascent / 2, |height| height as i16),
            cap_height: metrics
                .cap_height
                .filter(|&height| height > 0.0)
                .map_or((i32::from(ascent) * 2 / 3) as i16, |height| height as i16),
            coverage: coverage(&file),
            blank: blank(&file),
            font: font.ok_or_else(|| "it cannot be read as a font".to_owned())?,
            looks,
            file: own,
        })
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> &[u8] {
        (*self.file).as_ref()
    }

    /// `units` of this face at `size`.
    pub fn scale(&self, units: i32, size: Pt) -> Pt {
        size.scale(i64::from(units), i64::from(self.units))
    }

    /// The glyph of a character.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let file = FontRef::new(self.bytes()).ok()?;
        file.charmap().map(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
    }

    /// Whether it has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.coverage.binary_search(&u32::from(character)).is_ok()
    }
}

/// A glyph without width and ink. Some faces draw a sign for characters that are not seen, so it is looked at.
fn blank(file: &FontRef) -> Option<u16> {
    let (map, metrics) = (file.charmap(), file.glyph_metrics(Size::unscaled(), LocationRef::default()));
    let glyphs = ['\u{200C}', '\u{200B}', '\u{2060}', '\u{FEFF}'].into_iter().filter_map(|unseen| map.map(unseen));
    let is_blank = |&glyph: &GlyphId| {
        let ink = metrics.bounds(glyph).is_some_and(|ink| ink.x_min < ink.x_max || ink.y_min < ink.y_max);
        glyph != GlyphId::NOTDEF && metrics.advance_width(glyph) == Some(0.0) && !ink
    };
    glyphs.filter(is_blank).find_map(|glyph| u16::try_from(glyph.to_u32()).ok())
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.postscript)
    }
}

impl Faces {
    /// The face of an id.
    pub fn face(&self, id: FaceId) -> &Face {
        let number = usize::from(id.0);
        self.all.get(number).unwrap_or_else(|| self.shelf.taken(number - self.all.len()))
    }
}

/// The code points that a file has glyphs for, sorted.
pub fn coverage(file: &FontRef) -> Arc<[u32]> {
    let mut coverage: Vec<u32> = file.charmap().mappings().take(MOST_MAPPED).map(|(c, _)| c).collect();
    coverage.sort_unstable();
    coverage.dedup();
    coverage.into()
}

/// `name` reduced to what a PostScript name and an EPUB file name may contain.
fn plain(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+')).collect();
    if kept.is_empty() { "Face".to_owned() } else { kept }
}
