//! What readers refuse, drop or choke on. In: a table of readers, and what is in a finished EPUB. Out: findings in words,
//! each at the note, table or picture that it is about. Figures that makers publish are theirs; those of small
//! readers are from reports of their users.

use super::division::{LIMIT, divide};
use super::inventory::{Inventory, Kind, Stored};
use super::pictures::{Pictures, pictures_of};
use crate::diagnostic::{Diagnostic, Rule, Sink, rules};
use crate::error::Error;
use crate::language::Lang;
use crate::library::Library;
use crate::model::{BlockKind, Book, Media, Note, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// A reader, or a kind of readers; what is `None` has no limit that is known.
#[derive(Debug)]
pub struct Device {
    /// What messages call it.
    name: &'static str,
    /// The most bytes of a book, and what takes no more, ascending.
    book: &'static [(u64, &'static str)],
    /// The most bytes of a text file, unpacked.
    text: Option<u64>,
    /// The most bytes of a style sheet.
    sheet: Option<u64>,
    /// The most bytes of a picture.
    picture: Option<u64>,
    /// The longest side of a picture, in pixels.
    side: Option<u32>,
    /// The most pixels of a picture.
    pixels: Option<u64>,
    /// The kinds of pictures that it shows.
    shows: &'static [Media],
    /// Whether pictures move on it.
    moves: bool,
    /// Whether it sets text in the book's faces.
    faces: bool,
    /// The most characters of a note that opens in a window.
    note: Option<usize>,
    /// The most columns of a table that can be read.
    columns: Option<usize>,
    /// The least width and height of a cover; `None` where it may have none.
    cover: Option<(u32, u32)>,
    /// The languages that it takes; all if none is named.
    languages: &'static [&'static str],
}

const KB: u64 = 1 << 10;
const MB: u64 = 1 << 20;
const ALL: &[Media] = &[Media::Jpeg, Media::Png, Media::Gif, Media::Svg];

/// Kindles, and the apps of that name. Amazon, "Learn How to Use Your Send to Kindle Email Address" (50 MB) and "Send to
/// Kindle for Web" (200 MB); Kindle Direct Publishing, "Image Guidelines - Reflowable" (no frames, no SVG in Enhanced
/// Typesetting, 5 MB), "Cover Image Guidelines" (625 × 1000) and "Supported Languages".
pub const KINDLE: Device = Device {
    name: "Kindle",
    book: &[(50 * MB, "mail to a Kindle"), (200 * MB, "Send to Kindle")],
    text: None,
    sheet: None,
    picture: Some(5 * MB),
    side: None,
    pixels: None,
    shows: &[Media::Jpeg, Media::Png, Media::Gif],
    moves: false,
    faces: true,
    note: None,
    columns: None,
    cover: Some((625, 1000)),
    languages: &[
        "af", "ar", "br", "ca", "co", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "frr", "fy", "ga", "gd", "gl",
        "gsw", "gu", "gv", "hi", "is", "it", "ja", "kw", "lb", "ml", "mr", "nb", "nl", "nn", "no", "oc", "pl", "pt",
        "rm", "sco", "stq", "sv", "ta", "zh",
    ],
};

/// Kobos. Kobo EPUB Guidelines, "Footnotes/Endnotes" (5000 characters), "Tables" (four columns), "Limitations and
/// Maximums" (1 GB, 10 MB, 5 MB), "Cover Images".
pub const KOBO: Device = Device {
    name: "Kobo",
    book: &[(1024 * MB, "Kobo")],
    text: Some(10 * MB),
    sheet: None,
    picture: Some(5 * MB),
    side: None,
    pixels: None,
    shows: ALL,
    moves: true,
    faces: true,
    note: Some(5000),
    columns: Some(4),
    cover: Some((1, 1)),
    languages: &[],
};

/// Apple Books. "Prepare your book" (2 GB), Apple Books Asset Guide, "Image Guidelines" (5.6 million pixels) and
/// "Book Cover Art" (1400 pixels on the shorter side).
pub const APPLE: Device = Device {
    name: "Apple Books",
    book: &[(2048 * MB, "Apple Books")],
    text: None,
    sheet: None,
    picture: None,
    side: None,
    pixels: Some(5_600_000),
    shows: ALL,
    moves: true,
    faces: true,
    note: None,
    columns: None,
    cover: Some((1400, 1400)),
    languages: &[],
};

/// Readers with some 300 KB of memory and a screen of 480 × 800, such as the Xteink X4 with CrossPoint: chapters of 149 KB
/// hang (crosspoint-reader, pull request 2456), large sheets crash (issues 812, 947, 2256), GIF and SVG are not drawn,
/// and faces and wide tables are beyond them. Four screens are as much of a picture as anyone scales down.
pub const TINY: Device = Device {
    name: "a tiny reader",
    book: &[],
    text: Some(100 * KB),
    sheet: Some(16 * KB),
    picture: Some(MB),
    side: Some(3200),
    pixels: None,
    shows: &[Media::Jpeg, Media::Png],
    moves: false,
    faces: false,
    note: None,
    columns: Some(4),
    cover: None,
    languages: &[],
};

/// What `devices` would make of the EPUB of `book`: `archive` is its bytes.
pub fn check_devices(
    book: &Book,
    archive: &[u8],
    library: &dyn Library,
    devices: &[&Device],
    sink: &mut Sink,
) -> Result<(), Error> {
    let inventory = Inventory::of(archive)?;
    // What there is to say of the pictures was said when they were written.
    let pictures = Pictures::collect(book, None, library, &mut Sink::default())?;
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for shown in pictures_of(book) {
        if let Some(picture) = pictures.get(shown.asset) {
            places.entry(picture.href.clone()).or_insert(shown.span);
        }
    }
    places.extend(divide(book, LIMIT).into_iter().map(|file| (file.name, file.chapter.span)));
    for device in devices {
        device.check(&inventory, book, &places, sink);
    }
    Ok(())
}

impl Device {
    fn check(&self, inventory: &Inventory, book: &Book, places: &BTreeMap<String, Span>, sink: &mut Sink) {
        let name = self.name;
        let mut say = |rule: &'static Rule, span: Option<Span>, message: String, hint: &str| {
            let finding = Diagnostic::new(rule, span, message);
            sink.report(if hint.is_empty() { finding } else { finding.hint(hint) });
        };
        if let Some((most, way)) = self.book.iter().rev().find(|(most, _)| inventory.bytes > *most) {
            let message = format!("the EPUB has {}; {way} takes {} at most", size(inventory.bytes), size(*most));
            say(&rules::OVERSIZE_FOR_READER, None, message, "Make its pictures smaller, or divide the book.");
        }
        for file in &inventory.files {
            let span = places.get(&file.href).copied();
            for (rule, message, hint) in self.file(file) {
                say(rule, span, message, hint);
            }
        }
        let faces = inventory.files.iter().filter(|file| file.kind == Kind::Face);
        let (count, bytes) = faces.fold((0, 0), |(count, bytes), face| (count + 1, bytes + face.bytes));
        if !self.faces && count > 0 {
            let message =
                format!("{name} sets text in its own faces: {count} in the EPUB, {}, are of no use", size(bytes));
            say(&rules::UNSHOWN_ON_READER, None, message, "");
        }
        if let Some((width, height)) = self.cover {
            let small = inventory.cover_pixels().filter(|&(wide, high)| wide < width || high < height);
            let message = match (&inventory.cover, small) {
                (None, _) => format!("the EPUB has no cover; {name} shows a blank one"),
                (_, Some((wide, high))) => {
                    format!("the cover has {wide} × {high} pixels; {name} asks for {width} × {height} at least")
                }
                _ => String::new(),
            };
            if !message.is_empty() {
                say(&rules::UNFIT_COVER, None, message, "Name one in `book.toml`: `cover = \"cover.jpg\"`.");
            }
        }
        let primary = Lang::parse(&inventory.language).unwrap_or_default();
        let known = self.languages.is_empty() || self.languages.contains(&primary.primary());
        if primary == Lang::UND || !known {
            let message = match primary {
                Lang::UND => format!("the EPUB does not say its language; {name} may refuse it"),
                _ => format!("{name} does not know books in `{}`, and may refuse this one", inventory.language),
            };
            say(&rules::UNSUPPORTED_LANGUAGE, None, message, "Convert the book on a computer if it does.");
        }
        self.text(book, &mut say);
    }

    /// What there is to say of one file.
    fn file(&self, file: &Stored) -> Vec<(&'static Rule, String, &'static str)> {
        let name = self.name;
        let large = |most: Option<u64>, what: &str| {
            let most = most.filter(|&most| file.bytes > most)?;
            Some(format!("{what} `{}` has {}; {name} copes with {}", file.href, size(file.bytes), size(most)))
        };
        let oversize = &rules::OVERSIZE_FOR_READER;
        let mut found = Vec::new();
        match file.kind {
            Kind::Text => {
                let hint = "Divide a chapter by headings; `index-density = \"light\"` makes an index shorter.";
                found.extend(large(self.text, "the text file").map(|message| (oversize, message, hint)));
            }
            Kind::Sheet => {
                let hint = "Leave out of your style sheet what the book has not.";
                found.extend(large(self.sheet, "the style sheet").map(|message| (oversize, message, hint)));
            }
            Kind::Picture { media, pixels: (width, height), moves } => {
                let hint = "Make the picture smaller.";
                found.extend(large(self.picture, "the picture").map(|message| (oversize, message, hint)));
                let many = self.pixels.is_some_and(|most| u64::from(width) * u64::from(height) > most);
                let long = self.side.is_some_and(|most| width.max(height) > most);
                if media != Media::Svg && (many || long) {
                    let message = format!(
                        "the picture `{}` has {width} × {height} pixels, more than {name} copes with",
                        file.href
                    );
                    found.push((oversize, message, hint));
                }
                let unshown = &rules::UNSHOWN_ON_READER;
                let kind = if media == Media::Svg { "drawings (SVG)" } else { "GIF files" };
                if !self.shows.contains(&media) {
                    let message = format!("{name} may not show `{}`: it does not know {kind}", file.href);
                    found.push((unshown, message, "Give a PNG file in its place."));
                } else if moves && !self.moves {
                    let message = format!("the picture `{}` stands still on {name}", file.href);
                    found.push((unshown, message, ""));
                }
            }
            Kind::Face | Kind::Other => {}
        }
        found
    }

    /// What there is to say of notes and tables.
    fn text(&self, book: &Book, say: &mut impl FnMut(&'static Rule, Option<Span>, String, &str)) {
        let name = self.name;
        for note in &book.notes {
            let length = length(note);
            if let Some(most) = self.note.filter(|&most| length > most) {
                let message = format!("this note has {length} characters; {name} opens a note of {most} at most");
                say(&rules::LONG_NOTE, Some(note.span), message, "It can still be reached by its link.");
            }
        }
        book.each_block(&mut |block| {
            let BlockKind::Table(table) = &block.kind else { return };
            if let Some(most) = self.columns.filter(|&most| table.columns.len() > most) {
                let message = format!(
                    "this table has {} columns; on {name} more than {most} are hard to read",
                    table.columns.len()
                );
                say(&rules::BROAD_TABLE, Some(block.span), message, "");
            }
        });
    }
}

/// How many characters a note has.
fn length(note: &Note) -> usize {
    let mut length = 0;
    for block in &note.blocks {
        block.walk(&mut |block| {
            length += block.runs().into_iter().map(|run| flat_text(run).chars().count()).sum::<usize>();
            if let BlockKind::Code { text, .. } = &block.kind {
                length += text.as_str().chars().count();
            }
        });
    }
    length
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    if bytes >= 10 * MB { format!("{} MB", bytes.div_ceil(MB)) } else { format!("{} KB", bytes.div_ceil(KB)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(device: &Device, inventory: &Inventory) -> Vec<(&'static str, String)> {
        let mut sink = Sink::default();
        device.check(inventory, &Book::default(), &BTreeMap::new(), &mut sink);
        sink.found.into_iter().map(|found| (found.rule.name, found.message)).collect()
    }

    fn stock(bytes: u64, files: &[(&str, Kind, u64)]) -> Inventory {
        let files = files.iter().map(|&(href, kind, bytes)| Stored { href: href.to_owned(), kind, bytes }).collect();
        Inventory { bytes, files, language: "en".to_owned(), cover: Some("cover.jpg".to_owned()) }
    }

    fn picture(media: Media, pixels: (u32, u32), moves: bool) -> Kind {
        Kind::Picture { media, pixels, moves }
    }

    #[test]
    fn a_book_is_held_to_the_way_that_it_goes() {
        assert_eq!(found(&KINDLE, &stock(50 * MB, &[])), []);
        let mail = "the EPUB has 51 MB; mail to a Kindle takes 50 MB at most".to_owned();
        assert_eq!(found(&KINDLE, &stock(50 * MB + 1, &[])), [("oversize-for-reader", mail)]);
        let sent = "the EPUB has 300 MB; Send to Kindle takes 200 MB at most".to_owned();
        assert_eq!(found(&KINDLE, &stock(300 * MB, &[])), [("oversize-for-reader", sent)]);
        assert!(found(&KOBO, &stock(300 * MB, &[])).is_empty() && found(&TINY, &stock(300 * MB, &[])).is_empty());
    }

    #[test]
    fn files_are_held_to_what_a_reader_has_room_for() {
        let files = [
            ("1.xhtml", Kind::Text, 101 * KB),
            ("2.xhtml", Kind::Text, 100 * KB),
            ("s.css", Kind::Sheet, 17 * KB),
            ("a.png", picture(Media::Png, (4000, 10), false), KB),
            ("b.jpg", picture(Media::Jpeg, (10, 10), false), 6 * MB),
            ("c.svg", picture(Media::Svg, (9000, 9000), false), KB),
            ("d.gif", picture(Media::Gif, (10, 10), true), KB),
            ("e.otf", Kind::Face, 300 * KB),
        ];
        let stock = stock(MB, &files);
        let rules = |device| found(device, &stock).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
        assert_eq!(rules(&TINY), [["oversize-for-reader"; 4].as_slice(), &["unshown-on-reader"; 3]].concat());
        assert_eq!(rules(&KINDLE), ["oversize-for-reader", "unshown-on-reader", "unshown-on-reader"]);
        assert_eq!((rules(&KOBO), rules(&APPLE)), (vec!["oversize-for-reader"], vec![]));
    }

    #[test]
    fn a_language_must_be_said_and_known() {
        let rules = |device, language: &str| {
            let stock = Inventory { language: language.to_owned(), ..stock(1, &[]) };
            found(device, &stock).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
        };
        assert_eq!((rules(&KINDLE, "pt-BR"), rules(&KOBO, "fa")), (vec![], vec![]));
        assert_eq!(
            (rules(&KINDLE, "fa"), rules(&KOBO, "und")),
            (vec!["unsupported-language"], vec!["unsupported-language"])
        );
    }
}
