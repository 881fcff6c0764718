//! Reads finished PDFs back: every MCID in the structure tree once and the parent tree its inverse, fonts where text is
//! shown, links that lead somewhere, page labels those of the pages.

mod pdf;

use pdf::{Pdf, structure};
use pressmark::diagnostic::Sink;
use pressmark::font::{Face, FaceId, Faces};
use pressmark::language::{Direction, Lang};
use pressmark::length::Pt;
use pressmark::library::Memory;
use pressmark::model::{Asset, AssetId, Media, Metadata, PageMap};
use pressmark::page::{Area, ContentId, Destination, Heading, Item, ItemKind, LinkTarget, Page, Pages, TagId, TagTree};
use pressmark::text::{ClusterText, Glyph, GlyphRun};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

const LATIN: &[u8] = include_bytes!("../fonts/LibertinusSerif/LibertinusSerif-Regular.otf");
const ARABIC: &[u8] = include_bytes!("../fonts/NotoNaskhArabic/NotoNaskhArabic-Regular.ttf");
const SIZE: Pt = Pt(10 << 16);
const PAGE: (Pt, Pt) = (Pt(300 << 16), Pt(400 << 16));

fn face(bytes: &'static [u8], postscript: &str) -> Face {
    let font = FontRef::new(bytes).unwrap();
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    Face {
        family: postscript.to_owned(),
        postscript: postscript.to_owned(),
        weight: 400,
        italic: false,
        monospaced: false,
        bytes: bytes.into(),
        file_name: format!("{postscript}.otf"),
        units: metrics.units_per_em,
        ascent: metrics.ascent as i16,
        descent: metrics.descent as i16,
        cap_height: 700,
        x_height: 430,
        coverage: font.charmap().mappings().map(|(character, _)| character).collect(),
    }
}

/// Glyphs of `text` by the character map alone, in visual order.
fn glyphs(face: &Face, text: &str, direction: Direction) -> Vec<Glyph> {
    let font = FontRef::new(&face.bytes).unwrap();
    let (characters, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
    let glyph = |(at, c): (usize, char)| {
        let id = characters.map(c).unwrap_or_default();
        let advance = metrics.advance_width(id).unwrap_or(500.0) as i32;
        let text = ClusterText { start: at as u32, end: (at + c.len_utf8()) as u32 };
        Glyph { id: id.to_u32() as u16, advance: face.scale(advance, SIZE), offset: (Pt::ZERO, Pt::ZERO), text }
    };
    let mut glyphs: Vec<Glyph> = text.char_indices().map(glyph).collect();
    if direction == Direction::Rtl {
        glyphs.reverse();
    }
    glyphs
}

/// A document made by hand.
struct Sheet(Pages);

impl Sheet {
    fn new() -> Sheet {
        let faces = Faces { all: vec![face(LATIN, "LibertinusSerif"), face(ARABIC, "NotoNaskhArabic")] };
        Sheet(Pages {
            pages: Vec::new(),
            tags: TagTree::new(Lang::EN),
            outline: Vec::new(),
            destinations: Vec::new(),
            meta: Metadata { title: "A sheet & more".to_owned(), language: Lang::EN, ..Metadata::default() },
            faces,
            assets: Vec::new(),
            map: PageMap::default(),
        })
    }

    fn page(&mut self, label: &str) {
        self.0.pages.push(Page { label: label.to_owned(), size: PAGE, items: Vec::new() });
    }

    fn item(&mut self, content: Option<ContentId>, kind: ItemKind) {
        self.0.pages.last_mut().unwrap().items.push(Item { content, kind });
    }

    fn line(&mut self, content: Option<ContentId>, y: i64, text: &str, change: impl FnOnce(&mut GlyphRun)) {
        let arabic = text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
        let (index, direction) = if arabic { (1, Direction::Rtl) } else { (0, Direction::Ltr) };
        let mut run = GlyphRun {
            face: FaceId(index),
            size: SIZE,
            x: Pt(40 << 16),
            rise: Pt::ZERO,
            color: [0; 3],
            struck: false,
            lang: Lang::EN,
            direction,
            tag: 0,
            expansion: 1000,
            glyphs: glyphs(&self.0.faces.all[usize::from(index)], text, direction),
        };
        change(&mut run);
        self.item(content, ItemKind::Glyphs { run, y: Pt(y << 16), text: Arc::from(text) });
    }

    fn link(&mut self, to: LinkTarget, tag: TagId) {
        let area = Area { left: Pt(40 << 16), top: Pt(90 << 16), width: Pt(50 << 16), height: Pt(12 << 16) };
        self.item(None, ItemKind::Link { area, to, contents: "a link".to_owned(), tag });
    }

    fn press(&self, library: &Memory, sink: &mut Sink) -> Vec<u8> {
        let mut bytes = Vec::new();
        pressmark::pdf::write_pdf(&self.0, library, &mut bytes, sink).unwrap();
        if let Ok(path) = std::env::var("KEEP") {
            std::fs::write(path, &bytes).unwrap();
        }
        bytes
    }
}

/// Two pages: heading, paragraph over the page's end, link and note reference, Persian, a struck word, a figure whose
/// file is no picture, a table.
fn sheet() -> Sheet {
    let mut sheet = Sheet::new();
    let tags = &mut sheet.0.tags;
    let section = tags.add(TagTree::ROOT, "Sect");
    let [heading, paragraph] = ["H1", "P"].map(|kind| tags.add(section, kind));
    let (title, first) = (tags.content(heading), tags.content(paragraph));
    let reference = tags.add(paragraph, "Reference");
    let (number, second) = (tags.content(reference), tags.content(paragraph));
    let persian = tags.add(section, "P");
    tags.tag_mut(persian).lang = Lang::parse("fa");
    let persian_text = tags.content(persian);
    let figure = tags.add(section, "Figure");
    tags.tag_mut(figure).alt = Some("A square that is not there".to_owned());
    let picture = tags.content(figure);
    let note = tags.add(section, "Note");
    let note_text = tags.content(note);

    sheet.page("i");
    sheet.line(None, 30, "Running head", |_| {});
    sheet.line(Some(title), 60, "A heading", |run| run.color = [200, 10, 10]);
    sheet.line(Some(first), 100, "Words (with \\ signs) that end in a hy", |run| {
        let hyphen = glyphs(&face(LATIN, "x"), "-", Direction::Ltr).remove(0);
        run.glyphs.push(Glyph { text: ClusterText::default(), ..hyphen });
        run.expansion = 985;
    });
    sheet.line(Some(number), 100, "1", |run| (run.rise, run.x) = (Pt(3 << 16), Pt(220 << 16)));
    sheet.link(LinkTarget::Destination("note-1".to_owned()), reference);
    sheet.page("1");
    sheet.line(Some(second), 40, "phen, and go on over the page.", |run| run.struck = true);
    sheet.line(Some(persian_text), 60, "سلام دنیا", |run| run.x = Pt(200 << 16));
    let area = Area { left: Pt(40 << 16), top: Pt(80 << 16), width: Pt(72 << 16), height: Pt(72 << 16) };
    sheet.item(Some(picture), ItemKind::Image { asset: AssetId(0), area });
    sheet.line(Some(note_text), 380, "A note with a \u{10FFFD} glyph.", |_| {});
    sheet.link(LinkTarget::Url("https://example.org/ä".to_owned()), note);

    let asset = Asset { path: "square.png".to_owned(), media: Media::Png, pixels: (1, 1), density: None };
    sheet.0.assets = vec![asset];
    let place = |name: &str, page| Destination { name: name.to_owned(), page, top: Pt(30 << 16) };
    sheet.0.destinations = vec![place("heading", 0), place("note-1", 1)];
    let heading = |level, title: &str, destination: &str| Heading {
        level,
        title: title.to_owned(),
        destination: destination.to_owned(),
    };
    sheet.0.outline = vec![heading(1, "A heading", "heading"), heading(2, "Prüfung", "note-1")];
    sheet
}

#[test]
fn a_finished_pdf_has_no_faults() {
    let mut sink = Sink::default();
    let bytes = sheet().press(&Memory::of([("square.png", "no picture")]), &mut sink);
    let pdf = Pdf::open(&bytes);
    assert_eq!(pdf.faults(), Vec::<String>::new());
    assert_eq!(pdf.labels(), ["i", "1"]);
    let outline = [(1, "A heading".to_owned(), Some(0)), (2, "Prüfung".to_owned(), Some(1))];
    assert_eq!(pdf.outline(), outline);
    let rules: Vec<_> = sink.found.iter().map(|found| found.rule.name).collect();
    assert_eq!(rules, ["unreadable-image"]);
}

#[test]
fn every_element_says_what_was_drawn_for_it() {
    let bytes = sheet().press(&Memory::default(), &mut Sink::default());
    let said = structure::said(&Pdf::open(&bytes));
    let of = |kind: &str| said.iter().filter(|(of, _)| of == kind).map(|(_, text)| text.as_str()).collect::<Vec<_>>();
    assert_eq!(of("H1"), ["A heading"]);
    let persian: String = "سلام دنیا".chars().rev().collect();
    assert_eq!(of("P"), ["Words (with \\ signs) that end in a hy1phen, and go on over the page.", &persian]);
    assert_eq!(of("Link"), ["1", "A note with a \u{10FFFD} glyph."]);
}

#[test]
fn a_document_without_pages_is_still_a_pdf() {
    let bytes = Sheet::new().press(&Memory::default(), &mut Sink::default());
    assert_eq!(Pdf::open(&bytes).pages.len(), 0);
}

#[test]
fn the_same_pages_always_give_the_same_bytes() {
    let press = || sheet().press(&Memory::default(), &mut Sink::default());
    assert!(press() == press());
}
