//! A cover for a book that has none. In: what the book says about itself, its style sheet and faces. Out: a PNG file of
//! 1600 × 2560 pixels that looks like cloth stamped with one foil: title, makers and publisher in the book's own faces,
//! a frame, and a device that tells the publication from others.

mod cloth;
mod device;
mod setting;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::edition;
use crate::error::Error;
use crate::font::Faces;
use crate::hyphenation::Exceptions;
use crate::image::plate;
use crate::model::{Identifier, Metadata};
use crate::style::{Node, Sheet, Style};
use crate::text::Shaper;
use crate::vocabulary::{self, Element};
use setting::{Room, Setting, Unset, Words, fit};

/// Width and height in pixels, 5 : 8: what shops ask for.
pub const SIZE: (u32, u32) = (1600, 2560);

/// The middle of all lines.
const MIDDLE: f64 = SIZE.0 as f64 / 2.0;
/// Where the letters of the title begin.
const TOP: f64 = 330.0;
/// The last baseline.
const FOOT: f64 = 2330.0;
/// What a device keeps clear above and below it.
const CLEAR: f64 = 130.0;
/// The largest and the smallest radius of a device.
const RADII: (f64, f64) = (330.0, 90.0);

const TITLE: Room = Room { measure: 1200, height: 1060, sizes: (300, 56), whole: 301 };
const SUBTITLE: Room = Room { measure: 1080, height: 400, sizes: (84, 40), whole: 64 };
const CREATORS: Room = Room { measure: 1120, height: 330, sizes: (100, 40), whole: 64 };
const PUBLISHER: Room = Room { measure: 1080, height: 130, sizes: (56, 36), whole: 40 };
/// What stands between the two parts of a title.
const SEAMS: [&str; 3] = [": ", "; ", "："];
/// As many makers have a line each; more share lines.
const LINES: usize = 3;

/// Draws the cover of a book. What cannot be shown is a finding and left out: a sign, or the whole of a text if it is
/// a letter. Without its title there is no cover, for readers show the title by themselves then.
pub fn draw(meta: &Metadata, sheet: &Sheet, faces: &Faces, sink: &mut Sink) -> Result<Option<Vec<u8>>, Error> {
    let exceptions = Exceptions::default();
    let mut easel = Easel { meta, sheet, shaper: Shaper::new(faces, &exceptions), sink };
    let (title, subtitle) = titles(meta);
    let Some(title) = easel.text("title", &title, vocabulary::lettered(vocabulary::TITLE, &meta.title), &TITLE) else {
        return Ok(None);
    };
    let subtitle = easel.text("subtitle", &subtitle, vocabulary::SUBTITLE, &SUBTITLE);
    let creators = easel.text("authors", &makers(meta), vocabulary::CREATOR, &CREATORS);
    let publisher = meta.publisher.as_deref().unwrap_or_default();
    let publisher = easel.text("publisher", publisher, vocabulary::IMPRINT, &PUBLISHER);
    let digest = edition::digest(identity(meta).as_bytes());
    let (ground, ink) = cloth::cloth(&easel.style(None), digest[4]);
    let svg = compose(&title, subtitle.as_ref(), creators.as_ref(), publisher.as_ref(), &digest, faces);
    let print = plate::printed(&svg, SIZE, ground, ink);
    print.map(Some).map_err(|reason| Error::Internal { stage: "the cover", reason })
}

/// Puts everything in its place.
fn compose(
    title: &Setting,
    subtitle: Option<&Setting>,
    creators: Option<&Setting>,
    publisher: Option<&Setting>,
    digest: &[u8],
    faces: &Faces,
) -> String {
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\n");
    device::frame((width, height), digest, &mut svg);
    title.draw(MIDDLE, TOP, faces, &mut svg);
    let mut above = TOP + title.height();
    if let Some(subtitle) = subtitle {
        let top = above + title.depth + 75.0;
        subtitle.draw(MIDDLE, top, faces, &mut svg);
        above = top + subtitle.height();
    }
    let mut below = FOOT;
    if let Some(publisher) = publisher {
        below -= publisher.height();
        publisher.draw(MIDDLE, below, faces, &mut svg);
        below -= 110.0;
    }
    if let Some(creators) = creators {
        below -= creators.height();
        creators.draw(MIDDLE, below, faces, &mut svg);
    }
    let radius = ((below - above) / 2.0 - CLEAR).min(RADII.0);
    if radius >= RADII.1 {
        device::device((MIDDLE, f64::midpoint(above, below)), radius, digest, &mut svg);
    }
    svg + "</svg>\n"
}

/// What a cover is set with.
struct Easel<'e> {
    meta: &'e Metadata,
    sheet: &'e Sheet,
    shaper: Shaper<'e>,
    sink: &'e mut Sink,
}

impl Easel<'_> {
    /// The style of the cover, or of an element on it.
    fn style(&self, element: Option<Element>) -> Style {
        let lang = self.meta.language;
        let node = |element: Element, parent| {
            let Element { html: name, class, .. } = element;
            Node { name, class, id: "", lang, first: true, previous: None, parent }
        };
        let html = node(vocabulary::HTML, None);
        let body = node(vocabulary::BODY, Some(&html));
        let cover = node(vocabulary::COVER, Some(&body));
        let mut style = self.sheet.style(&html, None);
        for node in [Some(body), Some(cover), element.map(|element| node(element, Some(&cover)))].iter().flatten() {
            style = self.sheet.style(node, Some(&style));
        }
        style
    }

    /// Sets a text without the signs that no face has; `None` where it has no words, or its words cannot be shown.
    fn text(&mut self, name: &str, text: &str, element: Element, room: &Room) -> Option<Setting> {
        let style = self.style(Some(element));
        let (lang, direction) = (self.meta.language, self.meta.direction);
        let mut text = text.trim().to_owned();
        while !text.is_empty() {
            let words = Words { text: &text, style: &style, lang, direction };
            match fit(&words, room, &mut self.shaper) {
                Ok(setting) => return Some(setting),
                Err(Unset::Missing(sign)) if !sign.is_alphanumeric() => {
                    self.report(&format!("the cover was made without a sign of the {name}"), Unset::Missing(sign));
                    // What chooses between its looks goes with it (UTS #51, "variation selectors").
                    text = text.replace([sign, '\u{FE0E}', '\u{FE0F}'], "").trim().to_owned();
                }
                Err(unset) if name == "title" => {
                    self.report("no cover was made, for the title cannot be set", unset);
                    return None;
                }
                Err(unset) => {
                    self.report(&format!("the cover was made without the {name}"), unset);
                    return None;
                }
            }
        }
        None
    }

    fn report(&mut self, what: &str, unset: Unset) {
        let (reason, hint) = match unset {
            Unset::Missing(character) => {
                let reason = format!("no face has a glyph for `{character}` (U+{:04X})", u32::from(character));
                (
                    reason,
                    "Name a folder with a face that has it (`font-dirs`), or give a picture: `cover = \"cover.jpg\"`.",
                )
            }
            Unset::Long => {
                ("it is too long".to_owned(), "Give a picture: `cover = \"cover.jpg\"`, or `cover = false` for none.")
            }
        };
        self.sink.report(Diagnostic::new(&rules::UNSET_COVER, None, format!("{what}: {reason}")).hint(hint));
    }
}

/// Title and subtitle. A title without one that has two parts is set as two.
fn titles(meta: &Metadata) -> (String, String) {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = SEAMS.iter().filter_map(|seam| meta.title.split_once(seam)).min_by_key(|(title, _)| title.len());
    match (&meta.subtitle, parts) {
        (Some(subtitle), _) => (plain(&meta.title), plain(subtitle)),
        (None, Some((title, subtitle))) if !title.trim().is_empty() => (plain(title), plain(subtitle)),
        (None, _) => (plain(&meta.title), String::new()),
    }
}

/// The authors; without any, all who made the book.
fn makers(meta: &Metadata) -> String {
    let names: Vec<&str> =
        meta.authors().0.iter().map(|creator| creator.name.trim()).filter(|name| !name.is_empty()).collect();
    names.join(if names.len() <= LINES { "\n" } else { ", " })
}

/// What tells a publication from others.
fn identity(meta: &Metadata) -> &str {
    match meta.identifiers.first() {
        Some(Identifier::Uuid(id) | Identifier::Isbn(id) | Identifier::Doi(id) | Identifier::Uri(id)) => id,
        None => &meta.title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;
    use crate::model::Creator;

    fn drawn(meta: &Metadata) -> (Option<Vec<u8>>, Vec<String>) {
        let mut sink = Sink::default();
        let faces = Faces::load(&Memory::default(), &mut sink);
        let sheet = Sheet::load("house", &Memory::default(), &mut sink).unwrap();
        let cover = draw(meta, &sheet.in_language(meta.language), &faces, &mut sink).unwrap();
        (cover, sink.found.into_iter().map(|finding| finding.message).collect())
    }

    fn titled(title: &str) -> Metadata {
        Metadata { title: title.to_owned(), ..Metadata::default() }
    }

    #[test]
    fn a_cover_is_a_small_png_of_the_size_that_shops_ask_for() {
        let (cover, found) = drawn(&titled("The Heron"));
        let cover = cover.unwrap();
        let seen = crate::image::inspect(&cover).unwrap();
        assert_eq!((seen.media, seen.pixels), (crate::model::Media::Png, SIZE));
        assert!(cover.len() < 100_000 && found.is_empty(), "{} {found:?}", cover.len());
        assert_eq!(drawn(&titled("The Heron")).0, Some(cover.clone()));
        assert_ne!(drawn(&titled("The Egret")).0, Some(cover));
    }

    #[test]
    fn what_cannot_be_shown_is_left_out_and_told() {
        let (cover, found) = drawn(&titled("Crabs 🦀"));
        assert!(cover.is_some());
        assert_eq!(found, ["the cover was made without a sign of the title: no face has a glyph for `🦀` (U+1F980)"]);
        let (cover, found) = drawn(&titled("蟹"));
        assert!(cover.is_none());
        assert_eq!(found, ["no cover was made, for the title cannot be set: no face has a glyph for `蟹` (U+87F9)"]);
        let (cover, found) = drawn(&Metadata { publisher: Some("蟹".to_owned()), ..titled("Crabs") });
        assert!(cover.is_some() && found[0].starts_with("the cover was made without the publisher"), "{found:?}");
        let (cover, found) = drawn(&titled(&"crab ".repeat(2000)));
        assert!(cover.is_none() && found[0].ends_with("it is too long"), "{found:?}");
    }

    #[test]
    fn a_title_of_two_parts_is_set_as_two() {
        let parts = |title: &str, subtitle: Option<&str>| {
            titles(&Metadata { subtitle: subtitle.map(str::to_owned), ..titled(title) })
        };
        let owned = |title: &str, subtitle: &str| (title.to_owned(), subtitle.to_owned());
        assert_eq!(parts("Reeds: A  Study", None), owned("Reeds", "A Study"));
        assert_eq!(parts("Reeds: A Study", Some("1848")), owned("Reeds: A Study", "1848"));
        assert_eq!(parts("10:30", None), owned("10:30", ""));
    }

    #[test]
    fn few_makers_have_a_line_each_and_authors_stand_alone() {
        let creator = |name: &str, role: &str| Creator { name: name.to_owned(), role: role.to_owned(), file_as: None };
        let (ann, bo) = (creator("Ann Reed", "aut"), creator("Bo Marsh", "trl"));
        let by = |creators: &[&Creator]| Metadata {
            creators: creators.iter().map(|&creator| creator.clone()).collect(),
            ..Metadata::default()
        };
        assert_eq!(makers(&by(&[&ann, &bo])), "Ann Reed");
        assert_eq!(makers(&by(&[&bo, &bo])), "Bo Marsh\nBo Marsh");
        assert_eq!(makers(&by(&[&ann; 4])), "Ann Reed, Ann Reed, Ann Reed, Ann Reed");
    }
}
