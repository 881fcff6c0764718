//! By what a face is chosen. In: the tables `name`, `OS/2` and `head` of a font file. Out: its family, weight, slope,
//! width and genre, and whether its maker lets it be embedded.

use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// By what a face is chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looks {
    /// Family name, as style sheets call it.
    pub family: String,
    /// 400 regular, 700 bold.
    pub weight: u16,
    /// Whether italic.
    pub italic: bool,
    /// 5 normal, less narrow, more wide (OpenType `usWidthClass`).
    pub width: u16,
    /// What kind of face it is.
    pub genre: Genre,
}

/// Kinds of faces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Genre {
    Serif,
    Sans,
    Mono,
}

/// The tables that [`Looks::read`] and [`restriction`] read.
pub const TABLES: &[&[u8; 4]] = &[b"name", b"OS/2", b"head"];

impl Looks {
    /// Reads them; `stem` is the file's name without folder and ending.
    pub fn read(file: &FontRef, stem: &str) -> Looks {
        let family = string(file, StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| string(file, StringId::FAMILY_NAME));
        let family = family.unwrap_or_else(|| stem.to_owned());
        let style = file.attributes();
        let width = file.os2().map_or(5, |os2| os2.us_width_class());
        Looks {
            weight: style.weight.value().clamp(1.0, 1000.0) as u16,
            italic: style.style != skrifa::attribute::Style::Normal,
            width: if (1..=9).contains(&width) { width } else { 5 },
            genre: genre(file, &family),
            family,
        }
    }
}

/// An English name, or the first there is.
pub fn string(file: &FontRef, id: StringId) -> Option<String> {
    let name: String = file.localized_strings(id).english_or_first()?.chars().collect();
    Some(name).filter(|name| !name.trim().is_empty())
}

/// By PANOSE, where the face gives it (OpenType 1.9, `OS/2`), else by its name.
fn genre(file: &FontRef, family: &str) -> Genre {
    let panose = file.os2().map(|os2| os2.panose_10().to_vec()).unwrap_or_default();
    match panose.as_slice() {
        [2, _, _, 9, ..] => Genre::Mono,
        [2, 2..=10, ..] => Genre::Serif,
        [2, 11..=15, ..] => Genre::Sans,
        _ if family.contains("Mono") => Genre::Mono,
        _ if family.contains("Sans") => Genre::Sans,
        _ => Genre::Serif,
    }
}

/// Why a face must not be embedded in a book, if its maker says so (OpenType 1.9, `OS/2.fsType`).
pub fn restriction(file: &FontRef) -> Option<&'static str> {
    let bits = file.os2().map_or(0, |os2| os2.fs_type());
    // Where several levels are given, the mildest counts.
    match bits {
        _ if bits & 0x000E == 0x0002 => Some("its maker does not allow to embed it"),
        _ if bits & 0x0100 != 0 => Some("its maker does not allow to embed only a part of it"),
        _ if bits & 0x0200 != 0 => Some("its maker allows to embed only bitmaps of it"),
        _ => None,
    }
}
