//! Reads finished PDFs back: every MCID in the structure tree once and the parent tree its inverse, fonts where text is
//! shown, links that lead somewhere, page labels those of the pages.

use crate::pdf::{Pdf, structure};
use pressmark::diagnostic::Sink;
use pressmark::font::Faces;
use pressmark::hyphenation::Exceptions;
use pressmark::language::Lang;
use pressmark::length::Pt;
use pressmark::library::Memory;
use pressmark::model::{Asset, AssetId, Media, Metadata, PageMap};
use pressmark::page::{
    Area, CellAttributes, ContentId, Destination, Heading, Item, ItemKind, LinkTarget, Page, Pages, TagId, TagTree,
};
use pressmark::style::{Align, Caps, Figures};
use pressmark::text::{Measure, Paragraph, Run, Shaper, Stroke, TextStyle, set};
use std::collections::BTreeMap;
use std::sync::Arc;

const PAGE: (Pt, Pt) = (Pt(300 << 16), Pt(400 << 16));
const LEADING: i64 = 13;

fn style(lang: Lang) -> TextStyle {
    TextStyle {
        families: Arc::from(["Libertinus Serif".to_owned()]),
        weight: 400,
        italic: false,
        size: Pt(10 << 16),
        letter_spacing: Pt::ZERO,
        caps: Caps::Normal,
        figures: Figures::default(),
        ligatures: true,
        lang,
        hyphens: true,
        expansion: 25,
        protrusion: true,
        rise: Pt::ZERO,
        color: [0; 3],
        stroke: Stroke::None,
    }
}

/// A document made by hand.
struct Sheet(Pages);

impl Sheet {
    fn new() -> Sheet {
        Sheet(Pages {
            pages: Vec::new(),
            tags: TagTree::new(Lang::EN),
            outline: Vec::new(),
            destinations: Vec::new(),
            meta: Metadata { title: "A sheet & more".to_owned(), language: Lang::EN, ..Metadata::default() },
            faces: Faces::load(&Memory::default(), &mut Sink::default()),
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

    /// Sets a paragraph, its first baseline `y` points from the top.
    fn text(&mut self, content: Option<ContentId>, y: i64, text: &str, style: TextStyle) {
        let text = Arc::new(text.to_owned());
        let run = Run { range: 0..text.len(), style: Arc::new(style), tag: 0 };
        let paragraph = Paragraph {
            text: text.clone(),
            direction: run.style.lang.direction(),
            runs: vec![run],
            boxes: Vec::new(),
            align: Align::Justify,
            balanced: false,
            indent: Pt::ZERO,
            preformatted: false,
        };
        let exceptions = Exceptions::default();
        let mut shaper = Shaper::new(&self.0.faces, &exceptions);
        let (lines, _) = set(&paragraph, &Measure::of(Pt(150 << 16)), &mut shaper);
        for (line, number) in lines.into_iter().zip(0..) {
            for mut run in line.runs.iter().cloned() {
                run.x += Pt(40 << 16);
                let y = Pt((y + number * LEADING) << 16);
                self.item(content, ItemKind::Glyphs { run, y, text: text.clone() });
            }
        }
    }

    fn link(&mut self, to: LinkTarget, tag: TagId) {
        let area = Area { left: Pt(40 << 16), top: Pt(90 << 16), width: Pt(50 << 16), height: Pt(12 << 16) };
        self.item(None, ItemKind::Link { area, to, contents: "a link".to_owned(), tag });
    }

    fn press(&self, library: &Memory, sink: &mut Sink) -> Vec<u8> {
        let mut bytes = Vec::new();
        pressmark::pdf::write_pdf(&self.0, library, &mut bytes, sink).unwrap();
        bytes
    }
}

const HEADING: &str = "A fluffy heading";
const FIRST: &str = "Words (with \\ signs) that go on, office after office, unquestionably characteristic of a \
    narrow column, whose extraordinarily uncomfortable hyphenation no copy may show, ";
const SECOND: &str = "over the page, naïve Ā\u{301}.";
const PERSIAN: &str = "سلام دنیا، این بلا می\u{200C}رود تا سطر بعدی را ببیند و برگردد.";
const NOTE: &str = "A note with a \u{10FFFD} glyph.";

fn plain() -> TextStyle {
    style(Lang::EN)
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
    sheet.text(None, 30, "Running head", plain());
    sheet.text(Some(title), 60, HEADING, TextStyle { color: [200, 10, 10], ..plain() });
    sheet.text(Some(first), 100, FIRST, plain());
    sheet.text(Some(number), 200, "1", TextStyle { rise: Pt(3 << 16), ..plain() });
    sheet.link(LinkTarget::Destination("note-1".to_owned()), reference);
    sheet.page("1");
    sheet.text(Some(second), 40, SECOND, TextStyle { stroke: Stroke::Through, ..plain() });
    sheet.text(Some(persian_text), 70, PERSIAN, style(Lang::constant("fa")));
    let area = Area { left: Pt(40 << 16), top: Pt(150 << 16), width: Pt(72 << 16), height: Pt(72 << 16) };
    sheet.item(Some(picture), ItemKind::Image { asset: AssetId(0), area });
    sheet.text(Some(note_text), 380, NOTE, plain());
    sheet.link(LinkTarget::Url("https://example.org/ä".to_owned()), note);

    let asset =
        Asset { path: "square.png".to_owned(), media: Media::Png, pixels: (1, 1), digest: [0; 32], damaged: false };
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
    assert_eq!(of("H1"), [HEADING]);
    // Between the text and the note's call lies the border of an element, which is read as a space.
    assert_eq!(of("P")[0], format!("{FIRST} 1 {SECOND}"));
    assert_eq!(of("Link"), ["1", NOTE]);
    assert_eq!(of("P")[1], PERSIAN);
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

/// Pictures of every kind, tables, lists, contents: what validators look at.
#[test]
fn pictures_tables_and_lists_are_tagged_and_drawn() {
    let mut sheet = Sheet::new();
    let tags = &mut sheet.0.tags;
    let mut contents = Vec::new();
    let mut leaf = |tags: &mut TagTree, parent, kind| {
        let tag = tags.add(parent, kind);
        contents.push((tags.content(tag), kind));
        tag
    };
    leaf(tags, TagTree::ROOT, "H1");
    let list = tags.add(TagTree::ROOT, "L");
    tags.tag_mut(list).numbering = Some("Decimal");
    let item = tags.add(list, "LI");
    leaf(tags, item, "Lbl");
    let body = tags.add(item, "LBody");
    leaf(tags, body, "P");
    let table = tags.add(TagTree::ROOT, "Table");
    for (group, kind) in [("THead", "TH"), ("TBody", "TD")] {
        let group = tags.add(table, group);
        let row = tags.add(group, "TR");
        let cell = leaf(tags, row, kind);
        let scope = (kind == "TH").then_some("Column");
        tags.tag_mut(cell).cell = Some(CellAttributes { scope, columns: 1, rows: 1 });
    }
    let toc = tags.add(TagTree::ROOT, "TOC");
    let entry = tags.add(toc, "TOCI");
    let reference = leaf(tags, entry, "Reference");
    let figures = ["Figure"; 3].map(|kind| {
        let outer = tags.add(TagTree::ROOT, kind);
        leaf(tags, outer, kind)
    });
    tags.tag_mut(figures[0]).alt = Some("A picture".to_owned());

    let pixels = |width, height| {
        image::RgbaImage::from_fn(width, height, |x, y| {
            image::Rgba([(x * 8) as u8, (y * 8) as u8, 90, if x < y { 255 } else { 100 }])
        })
    };
    let file = |picture: image::DynamicImage, format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        Arc::<[u8]>::from(bytes.into_inner())
    };
    let clear = image::DynamicImage::from(pixels(30, 30));
    let solid = image::DynamicImage::from(clear.to_rgb8());
    let gray = image::DynamicImage::from(image::DynamicImage::from(pixels(900, 900)).to_luma16());
    let library = Memory(BTreeMap::from([
        ("a.png".to_owned(), file(clear, image::ImageFormat::Png)),
        ("b.jpg".to_owned(), file(solid, image::ImageFormat::Jpeg)),
        ("c.png".to_owned(), file(gray, image::ImageFormat::Png)),
    ]));
    let asset = |path: &str| Asset {
        path: path.to_owned(),
        media: Media::Png,
        pixels: (30, 30),
        digest: [0; 32],
        damaged: false,
    };
    sheet.0.assets = ["unused.png", "a.png", "b.jpg", "c.png"].map(asset).to_vec();
    sheet.page("1");
    let (mut y, mut next) = (20, 1);
    for (content, kind) in contents {
        if kind == "Figure" {
            let area = Area { left: Pt(40 << 16), top: Pt(y << 16), width: Pt(60 << 16), height: Pt(60 << 16) };
            sheet.item(Some(content), ItemKind::Image { asset: AssetId(next), area });
            (y, next) = (y + 65, next + 1);
        } else {
            sheet.text(Some(content), y, kind, plain());
            y += 15;
        }
    }
    sheet.link(LinkTarget::Url("https://example.org/".to_owned()), reference);
    let mut sink = Sink::default();
    let pdf = Pdf::open(&sheet.press(&library, &mut sink));
    assert_eq!(pdf.faults(), Vec::<String>::new());
    assert!(sink.found.is_empty());
    let alternatives: Vec<_> = structure::read(&pdf).elements.into_iter().filter_map(|element| element.alt).collect();
    assert_eq!(alternatives, ["A picture", "A picture", "b", "b", "c", "c"]);
    let pictures = pdf.dictionary(pdf.dictionary(pdf.page(0), "Resources").unwrap(), "XObject").unwrap();
    assert_eq!(pictures.len(), 3);
    let picture = |name: &str| &pdf.get(pictures, name).as_stream().unwrap().dict;
    assert!(picture("I1").has(b"SMask"));
    assert_eq!(pdf.get(picture("I2"), "Filter").as_name().unwrap(), b"DCTDecode");
    assert_eq!(pdf.get(picture("I3"), "ColorSpace").as_name().unwrap(), b"DeviceGray");
    assert_eq!(pdf.get(picture("I3"), "Width").as_i64().unwrap(), 250);
}
