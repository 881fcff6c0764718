//! What is in a finished EPUB. In: its bytes. Out: facts measured on the archive itself, with nothing taken from what
//! wrote it.

use crate::error::Error;
use crate::image;
use crate::model::Media;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The files of an EPUB.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Size of the archive.
    pub bytes: u64,
    pub files: Vec<Stored>,
    /// The language that the package document names first.
    pub language: String,
    /// The cover picture beside the package document.
    pub cover: Option<String>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its path beside the package document.
    pub href: String,
    pub kind: Kind,
    /// Its size when it is unpacked.
    pub bytes: u64,
}

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Text,
    Sheet,
    Face,
    Picture {
        media: Media,
        /// Width and height.
        pixels: (u32, u32),
        /// Whether it has more than one frame.
        moves: bool,
    },
    /// What leads into the book.
    Other,
}

/// The folder of the package document.
const FOLDER: &str = "OEBPS/";

impl Inventory {
    /// Takes stock of an archive.
    pub fn of(archive: &[u8]) -> Result<Inventory, Error> {
        let unreadable = |reason: String| Error::Unreadable { path: "EPUB".into(), reason, hint: None };
        let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(|error| unreadable(error.to_string()))?;
        let mut inventory = Inventory { bytes: archive.len() as u64, ..Inventory::default() };
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).map_err(|error| unreadable(error.to_string()))?;
            let Some(href) = file.name().strip_prefix(FOLDER).map(str::to_owned) else { continue };
            let ending = href.rsplit('.').next().unwrap_or_default().to_owned();
            let bytes = file.size();
            let mut content = || {
                let mut content = Vec::new();
                file.read_to_end(&mut content).map_err(|error| unreadable(error.to_string())).map(|_| content)
            };
            let kind = match ending.as_str() {
                "xhtml" => Kind::Text,
                "css" => Kind::Sheet,
                "otf" | "ttf" => Kind::Face,
                "jpg" | "png" | "gif" | "svg" => picture(&content()?),
                "opf" => {
                    inventory.read_package(&String::from_utf8_lossy(&content()?));
                    Kind::Other
                }
                _ => Kind::Other,
            };
            inventory.files.push(Stored { href, kind, bytes });
        }
        Ok(inventory)
    }

    fn read_package(&mut self, package: &str) {
        let between = |text: &str, open: &str, close: &str| {
            text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(inside, _)| inside.to_owned())
        };
        self.language = between(package, "<dc:language>", "<").unwrap_or_default();
        let cover = package.split("<item ").find(|item| item.contains("properties=\"cover-image\""));
        self.cover = cover.and_then(|item| between(item, "href=\"", "\""));
    }

    /// Width and height of the cover.
    pub fn cover_pixels(&self) -> Option<(u32, u32)> {
        let cover = self.files.iter().find(|file| Some(&file.href) == self.cover.as_ref())?;
        match cover.kind {
            Kind::Picture { media: Media::Svg, .. } => None,
            Kind::Picture { pixels, .. } => Some(pixels),
            _ => None,
        }
    }
}

fn picture(bytes: &[u8]) -> Kind {
    match image::inspect(bytes) {
        Ok(found) => {
            let moves = found.media == Media::Gif && image::moves(bytes);
            Kind::Picture { media: found.media, pixels: found.pixels, moves }
        }
        Err(_) => Kind::Other,
    }
}
