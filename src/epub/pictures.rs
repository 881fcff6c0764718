//! The pictures of an EPUB. In: the assets that a book shows. Out: a name and a kind for each, one that every reader knows
//! (EPUB 3.3 §3.2); their bytes only when they are written.

use crate::cover;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::{Error, reason};
use crate::font::Faces;
use crate::image::{self, svg};
use crate::language::Lang;
use crate::library::{ASSET_LIMIT, Library};
use crate::model::walk::walk;
use crate::model::{self, Asset, AssetId, BlockKind, Book, Cover, Extent, Inline, Media};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

/// The pictures of a book.
#[derive(Debug, Default)]
pub struct Pictures {
    shown: BTreeMap<AssetId, Picture>,
    /// A cover that was made.
    made: Option<Picture>,
    /// Whether there are any besides the cover that mean something.
    pub shown_in_text: bool,
    /// Whether each of them says what it shows.
    pub described: bool,
    /// Whether any is described at length.
    pub described_at_length: bool,
    /// Whether any may move.
    pub moving: bool,
}

/// One picture.
#[derive(Debug)]
pub struct Picture {
    /// Its path in the EPUB: ASCII, unique.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Width and height of the file that it comes from.
    pub pixels: (u32, u32),
    source: Source,
}

/// Where the bytes of a picture come from.
#[derive(Debug)]
enum Source {
    /// A file of the library.
    File { path: String, media: Media, damaged: bool },
    /// They are here.
    Made(Arc<[u8]>),
}

/// How much of a file is its beginning, in bytes.
const HEAD: u64 = 1 << 16;
/// The smallest height of a cover, in pixels.
const COVER_HEIGHT: u32 = 1000;

impl Pictures {
    /// All pictures that `book` shows, and its cover: its own, or the PNG file that was `made`.
    pub fn collect(
        book: &Book,
        made: Option<Vec<u8>>,
        library: &dyn Library,
        sink: &mut Sink,
    ) -> Result<Pictures, Error> {
        let in_text = pictures_of(book);
        let described = in_text.iter().all(|picture| picture.decoration || !picture.alt.trim().is_empty());
        let shown_in_text = in_text.iter().any(|picture| !picture.decoration);
        let mut described_at_length = false;
        book.each_block(&mut |block| {
            let BlockKind::Figure { description, .. } = &block.kind else { return };
            described_at_length |= !description.is_empty();
        });
        let ids: BTreeSet<AssetId> = in_text.iter().map(|picture| picture.asset).chain(own_cover(book)).collect();
        let mut names = BTreeSet::new();
        let mut shown = BTreeMap::new();
        let mut moving = false;
        for id in ids {
            let Some(Asset { path, media, damaged, pixels, .. }) = book.assets.get(id.index()) else { continue };
            let (media, damaged, pixels, path) = (*media, *damaged, *pixels, path.clone());
            let head = if media == Media::WebP { head(&path, library)? } else { Vec::new() };
            let (media_type, ending) = match image::kind_for_readers(media, &head) {
                Media::Jpeg => ("image/jpeg", "jpg"),
                Media::Gif => ("image/gif", "gif"),
                Media::Svg => ("image/svg+xml", "svg"),
                Media::Png | Media::WebP | Media::Bmp | Media::Tiff => ("image/png", "png"),
            };
            moving |= match media {
                Media::Gif => true,
                Media::Svg => svg::moves(&library.read(&path, ASSET_LIMIT)?),
                _ => false,
            };
            let href = name(&path, ending, &mut names);
            shown.insert(id, Picture { href, media_type, pixels, source: Source::File { path, media, damaged } });
        }
        if let Some(cover) = own_cover(book).and_then(|cover| book.assets.get(cover.index())) {
            check_cover(cover, sink);
        }
        let made = made.map(|file| Picture {
            href: name("cover", "png", &mut names),
            media_type: "image/png",
            pixels: cover::SIZE,
            source: Source::Made(file.into()),
        });
        Ok(Pictures { shown, made, shown_in_text, described, described_at_length, moving })
    }

    /// The picture of an asset.
    pub fn get(&self, id: AssetId) -> Option<&Picture> {
        self.shown.get(&id)
    }

    /// The cover of `book`.
    pub fn cover(&self, book: &Book) -> Option<&Picture> {
        own_cover(book).and_then(|id| self.get(id)).or(self.made.as_ref())
    }

    /// All of them, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &Picture> {
        self.shown.values().chain(&self.made)
    }
}

impl Picture {
    /// The size that the author asks for where it is shown as `wanted`. A width alone keeps the shape also where the sheet
    /// makes it smaller; so a height is written only where another shape is asked for than its own.
    pub fn size(&self, wanted: &model::Picture) -> Vec<(&'static str, String)> {
        let (own_width, own_height) = (u64::from(self.pixels.0.max(1)), u64::from(self.pixels.1.max(1)));
        let pixels = |pixels: u32| pixels.to_string();
        match (wanted.width, wanted.height) {
            (None, None) => Vec::new(),
            (None, Some(height)) => {
                let width = (u64::from(height) * own_width + own_height / 2) / own_height;
                vec![("width", width.max(1).to_string())]
            }
            // Attributes have no per cents (HTML Living Standard §4.8.17).
            (Some(Extent::Percent(percent)), None) => vec![("style", format!("width: {percent}%"))],
            (Some(Extent::Percent(percent)), Some(height)) => {
                vec![("style", format!("width: {percent}%; height: {height}px"))]
            }
            (Some(Extent::Pixels(width)), Some(height))
                if u64::from(width) * own_height == u64::from(height) * own_width =>
            {
                vec![("width", pixels(width))]
            }
            (Some(Extent::Pixels(width)), height) => {
                let height = height.map(|height| ("height", pixels(height)));
                std::iter::once(("width", pixels(width))).chain(height).collect()
            }
        }
    }

    /// Its bytes. Text in a drawing that has to be written anew is set in `faces`.
    pub fn bytes(&self, library: &dyn Library, faces: &Faces, lang: Lang) -> Result<Arc<[u8]>, Error> {
        let (path, media, damaged) = match &self.source {
            Source::File { path, media, damaged } => (path, media, *damaged),
            Source::Made(bytes) => return Ok(bytes.clone()),
        };
        let bytes = library.read(path, ASSET_LIMIT)?;
        let made = match media {
            Media::Svg => svg::packaged(&bytes, || svg::read(&bytes, faces, lang)),
            _ => image::for_readers(&bytes, damaged),
        };
        match made {
            Ok(Cow::Borrowed(_)) => Ok(bytes),
            Ok(Cow::Owned(made)) => Ok(made.into()),
            // It could be read when the book was.
            Err(reason) => Err(Error::Unreadable { path: library.display(path), reason, hint: None }),
        }
    }
}

/// The cover that a project gives.
fn own_cover(book: &Book) -> Option<AssetId> {
    if let Cover::Picture(id) = book.meta.cover { Some(id) } else { None }
}

/// What a file begins with: a WebP file tells there, behind its color profile, how its pixels are coded.
fn head(path: &str, library: &dyn Library) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    let read = library.open(path)?.take(HEAD).read_to_end(&mut head);
    let unreadable = |error| Error::Unreadable { path: library.display(path), reason: reason(&error), hint: None };
    read.map(|_| head).map_err(unreadable)
}

/// Every picture in the text, in reading order.
pub fn pictures_of(book: &Book) -> Vec<&model::Picture> {
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

/// A cover that shops or readers would refuse, or show badly, is a finding. Amazon takes none of fewer than 1000 pixels
/// in height and asks for 1 : 1.6, Kobo for 3 : 4; shelves show neither drawings nor GIF files everywhere.
fn check_cover(cover: &Asset, sink: &mut Sink) {
    let (width, height) = (u64::from(cover.pixels.0), u64::from(cover.pixels.1));
    let small = cover.media != Media::Svg && cover.pixels.1 < COVER_HEIGHT;
    let odd = height * 100 < width * 125 || height * 100 > width * 180;
    let faults = [
        small.then(|| format!("less than {COVER_HEIGHT} high")),
        odd.then(|| "not 1.25 to 1.8 times as high as wide".to_owned()),
        (cover.media == Media::Svg).then(|| "a drawing, which few readers show on their shelves".to_owned()),
        (cover.media == Media::Gif).then(|| "a GIF file, which few readers show on their shelves".to_owned()),
    ];
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    if !faults.is_empty() {
        let faults = faults.join(", and ");
        let message = format!("the cover `{}` has {width} × {height} pixels: it is {faults}", cover.path);
        let hint = "Give a JPEG or PNG file of about 1600 × 2560 pixels, or leave `cover` out: one is made.";
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
