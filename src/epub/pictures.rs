//! The pictures of an EPUB. In: the assets that a book shows. Out: a name and a file for each, in a format that every
//! reader knows (EPUB 3.3 §3.2). Files that can stay as they are are not read before they are written.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::Error;
use crate::image;
use crate::library::{ASSET_LIMIT, Library};
use crate::model::walk::walk;
use crate::model::{self, Asset, AssetId, BlockKind, Book, Inline, Media};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The pictures of a book.
#[derive(Debug, Default)]
pub struct Pictures {
    shown: BTreeMap<AssetId, Picture>,
    /// Whether there are any besides the cover.
    pub shown_in_text: bool,
    /// Whether each of them says what it shows.
    pub described: bool,
}

/// One picture.
#[derive(Debug)]
pub struct Picture {
    /// Its path in the EPUB: ASCII, unique.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Where its bytes are.
    pub file: PictureFile,
}

/// Where the bytes of a picture are.
#[derive(Debug)]
pub enum PictureFile {
    /// In the library, as they are.
    Library(String),
    /// Here.
    Made(Vec<u8>),
}

/// The smallest height of a cover, in pixels.
const COVER_HEIGHT: u32 = 1000;

impl Pictures {
    /// All pictures that `book` shows, and its cover. One that cannot be read is a finding.
    pub fn collect(book: &Book, library: &dyn Library, sink: &mut Sink) -> Result<Pictures, Error> {
        let in_text = pictures_of(book);
        let described = in_text.iter().all(|picture| picture.decoration || !picture.alt.trim().is_empty());
        let mut spans: BTreeMap<AssetId, Option<Span>> = BTreeMap::new();
        for picture in &in_text {
            spans.entry(picture.asset).or_insert(Some(picture.span));
        }
        if let Some(cover) = book.meta.cover {
            spans.entry(cover).or_insert(None);
        }
        let mut names = BTreeSet::new();
        let mut shown = BTreeMap::new();
        for (id, span) in spans {
            let Some(asset) = book.assets.get(id.index()) else { continue };
            match file_of(asset, library)? {
                Ok((media_type, ending, file)) => {
                    let href = name(&asset.path, ending, &mut names);
                    shown.insert(id, Picture { href, media_type, file });
                }
                Err(reason) => {
                    let message = format!("`{}` cannot be read as a picture: {reason}", asset.path);
                    sink.report(Diagnostic::new(&rules::UNREADABLE_IMAGE, span, message));
                }
            }
        }
        let pictures = Pictures { shown, shown_in_text: !in_text.is_empty(), described };
        if let Some(cover) = pictures.cover(book).and(book.meta.cover) {
            check_cover(&book.assets[cover.index()], sink);
        }
        Ok(pictures)
    }

    /// The picture of an asset.
    pub fn get(&self, id: AssetId) -> Option<&Picture> {
        self.shown.get(&id)
    }

    /// The cover of `book`.
    pub fn cover(&self, book: &Book) -> Option<&Picture> {
        book.meta.cover.and_then(|id| self.get(id))
    }

    /// All of them, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &Picture> {
        self.shown.values()
    }
}

impl Picture {
    /// Its bytes.
    pub fn bytes(&self, library: &dyn Library) -> Result<Arc<[u8]>, Error> {
        match &self.file {
            PictureFile::Library(path) => library.read(path, ASSET_LIMIT),
            PictureFile::Made(bytes) => Ok(bytes.as_slice().into()),
        }
    }
}

/// Every picture in the text, in reading order.
fn pictures_of(book: &Book) -> Vec<&model::Picture> {
    fn in_run<'b>(run: &'b [Inline], found: &mut Vec<&'b model::Picture>) {
        walk(run, &mut |inline| {
            if let Inline::Image(picture) = inline {
                found.push(picture);
            }
        });
    }
    let mut found = Vec::new();
    book.each_section(&mut |section| in_run(&section.title, &mut found));
    book.each_block(&mut |block| {
        if let BlockKind::Figure { image, .. } = &block.kind {
            found.push(image);
        }
        block.runs().into_iter().for_each(|run| in_run(run, &mut found));
    });
    found
}

type Found = (&'static str, &'static str, PictureFile);

/// Media type, ending and bytes of an asset; the inner error is why it is no picture.
fn file_of(asset: &Asset, library: &dyn Library) -> Result<Result<Found, String>, Error> {
    let as_it_is = || PictureFile::Library(asset.path.clone());
    Ok(Ok(match asset.media {
        Media::Jpeg => ("image/jpeg", "jpg", as_it_is()),
        Media::Png => ("image/png", "png", as_it_is()),
        Media::Gif => ("image/gif", "gif", as_it_is()),
        Media::WebP => ("image/webp", "webp", as_it_is()),
        Media::Svg => {
            let bytes = library.read(&asset.path, ASSET_LIMIT)?;
            let file = match image::svg::standing_alone(&bytes) {
                Cow::Borrowed(_) => as_it_is(),
                Cow::Owned(bytes) => PictureFile::Made(bytes),
            };
            ("image/svg+xml", "svg", file)
        }
        Media::Bmp | Media::Tiff => match image::as_png(&library.read(&asset.path, ASSET_LIMIT)?) {
            Ok(png) => ("image/png", "png", PictureFile::Made(png)),
            Err(reason) => return Ok(Err(reason)),
        },
    }))
}

/// A new name in `images/` after the file's own.
fn name(path: &str, ending: &str, names: &mut BTreeSet<String>) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_ascii_lowercase();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let plain = plain.trim_matches('-');
    let stem = if plain.is_empty() { "picture" } else { plain };
    let candidates = (1u64..).map(|n| match n {
        1 => format!("images/{stem}.{ending}"),
        n => format!("images/{stem}-{n}.{ending}"),
    });
    let free = candidates.skip_while(|candidate| names.contains(candidate)).take(1).collect::<String>();
    names.insert(free.clone());
    free
}

/// Shops and readers ask for portrait covers between 4:5 and 5:9, and scale small ones up.
fn check_cover(cover: &Asset, sink: &mut Sink) {
    let (width, height) = (u64::from(cover.pixels.0), u64::from(cover.pixels.1));
    let small = cover.media != Media::Svg && cover.pixels.1 < COVER_HEIGHT;
    let odd = height * 100 < width * 125 || height * 100 > width * 180;
    if small || odd {
        let message = format!("the cover `{}` has {width} × {height} pixels", cover.path);
        let hint = "a cover is about 1600 × 2400 pixels, at least 1000 high, 1.25 to 1.8 times as high as wide";
        sink.report(Diagnostic::new(&rules::UNUSUAL_COVER, None, message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_unique() {
        let mut names = BTreeSet::new();
        assert_eq!(name("img/A b.JPEG", "jpg", &mut names), "images/a-b.jpg");
        assert_eq!(name("other/a_b.jpg", "jpg", &mut names), "images/a-b-2.jpg");
        assert_eq!(name("نقشه.png", "png", &mut names), "images/picture.png");
    }
}
