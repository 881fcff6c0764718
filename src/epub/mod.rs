//! Book to EPUB 3.3. In: a [`Book`], its style sheet and faces, and the [`PageMap`] of the PDF's pages. Out: bytes.
//!
//! `division` cuts the book into files, `places` finds what links lead to, `xhtml` writes the files; `nav` and `package`
//! write what leads into them; `assemble` packs them with epub-builder, `finish` mends what that cannot do. `devices` says what
//! readers would make of it, by the `inventory` of the finished file.

mod access;
mod assemble;
mod blocks;
pub mod devices;
mod division;
mod finish;
mod formula;
mod index;
mod inlines;
mod inventory;
mod link;
mod markup;
mod matter;
mod nav;
mod package;
mod pictures;
mod places;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
mod usage;
mod xhtml;

use crate::cover;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::Error;
use crate::font::{Face, Faces, FontFile, reduce};
use crate::image::together;
use crate::library::Library;
use crate::model::{Book, Cover, Metadata, PageMap, Role, Section};
use crate::style::{EmbeddedFace, Sheet};
use crate::vocabulary;
use access::Access;
use assemble::{Dress, TextFile, assemble, face_path, face_type};
use division::{File, LIMIT, Step, divide};
use finish::finish;
use nav::{Entry, Landmark};
use package::{Holdings, Item, Reading, package};
use pictures::{Picture, Pictures};
use places::Places;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};
use std::sync::Arc;
use usage::Usage;
use xhtml::{Writer, matter};

/// What can be written to and gone back in.
pub trait Output: Write + Seek {}
impl<T: Write + Seek> Output for T {}

/// What an EPUB is to look like.
#[derive(Clone, Copy)]
pub struct Design<'d> {
    /// The style sheet in the book's language.
    pub sheet: &'d Sheet,
    /// The faces that it may name.
    pub faces: &'d Faces,
    /// Whether the EPUB carries those that it is set in.
    pub embed_faces: bool,
}

/// Writes the EPUB of `book` to `out`.
pub fn write_epub(
    book: &Book,
    design: Design,
    map: &PageMap,
    library: &dyn Library,
    out: &mut dyn Output,
    sink: &mut Sink,
) -> Result<(), Error> {
    let made = book.meta.cover == Cover::Made;
    let cover = if made { cover::draw(&book.meta, design.sheet, design.faces, sink)? } else { None };
    let dress = |usage: &Usage, sink: &mut Sink| design.dress(usage, &book.meta, sink);
    let pictures = Pictures::collect(book, cover, library, sink)?;
    let read = |picture: &Picture| picture.bytes(library, design.faces, book.meta.language);
    write_dressed(book, &pictures, dress, map, read, out, sink)
}

impl Design<'_> {
    /// The sheet, and the faces reduced to what they set.
    fn dress(self, usage: &Usage, meta: &Metadata, sink: &mut Sink) -> Dress {
        let used = if self.embed_faces { usage.faces(self.sheet, self.faces) } else { BTreeMap::new() };
        let used: Vec<_> = used.iter().map(|(&id, characters)| (self.faces.face(id), characters)).collect();
        let embedded = used.iter().map(|(face, _)| EmbeddedFace {
            family: face.looks.family.clone(),
            weight: face.looks.weight,
            italic: face.looks.italic,
            href: face_path(&face.file_name),
        });
        let css = self.sheet.emit(meta.direction, meta.digits, &embedded.collect::<Vec<_>>(), &|part| usage.has(part));
        let reduced: Vec<_> = used.par_iter().map(|(face, characters)| reduce(face, characters)).collect();
        let file = |((face, _), reduced): (&(&Face, _), Result<Vec<u8>, String>)| match reduced {
            Ok(bytes) => (face.file_name.clone(), Arc::new(bytes) as FontFile),
            Err(reason) => {
                let message = format!("all of `{}` is in the EPUB: {reason}", face.file_name);
                sink.report(Diagnostic::new(&rules::WHOLE_FACE, None, message));
                (face.file_name.clone(), face.file.clone())
            }
        };
        Dress { css, faces: used.iter().zip(reduced).map(file).collect() }
    }
}

/// Writes the EPUB of `book` in the dress that `dress` makes for what is set in it; `read` gives the bytes of one of
/// its `pictures`.
fn write_dressed(
    book: &Book,
    pictures: &Pictures,
    dress: impl FnOnce(&Usage, &mut Sink) -> Dress,
    map: &PageMap,
    read: impl Fn(&Picture) -> Result<Arc<[u8]>, Error> + Sync,
    out: &mut dyn Output,
    sink: &mut Sink,
) -> Result<(), Error> {
    let files = divide(book, LIMIT);
    let places = Places::find(book, &files, map);
    let mut writer = Writer::new(book, &places, pictures, sink);
    let volume = compose(&mut writer, &files, map);
    let dress = dress(&writer.markup.usage, writer.sink);
    let items = items(&volume, &dress, pictures, book);
    let access = Access {
        pictures: pictures.shown_in_text,
        described: pictures.described,
        described_at_length: pictures.described_at_length,
        moving: pictures.moving,
        pages: writer.stops.iter().any(|stop| stop.page.is_some()),
        formulas: items.iter().any(|item| item.properties.contains("mathml")),
        index: volume.texts.iter().any(|text| text.name == INDEX),
    };
    let holdings = Holdings {
        certified: access.certified(book.meta.certifier.as_ref(), writer.sink),
        access,
        items,
        languages: writer.languages,
        pagination: matter::pagination(book),
    };
    let assembled = assemble(&book.meta.title, &volume.texts, &volume.contents, &dress)?;
    let package = package(&book.meta, &holdings);
    let ncx = nav::ncx(&volume.contents, &writer.stops, &book.meta);
    let mut contents: BTreeMap<String, &[u8]> = BTreeMap::new();
    contents.insert(PACKAGE.to_owned(), package.as_bytes());
    contents.insert(NAV.to_owned(), volume.nav.as_bytes());
    contents.insert(NCX.to_owned(), ncx.as_bytes());
    contents.insert(SHEET.to_owned(), dress.css.as_bytes());
    contents.extend(dress.faces.iter().map(|(name, file)| (face_path(name), (**file).as_ref())));
    contents.extend(volume.texts.iter().map(|text| (text.name.clone(), text.xhtml.as_bytes())));
    let pictures: Vec<_> = pictures.all().map(|picture| (picture.href.as_str(), picture)).collect();
    let groups = together(&pictures, |(_, picture)| picture.pixels);
    finish(assembled, &contents, groups, |picture| read(picture), out)
}

const PACKAGE: &str = "content.opf";
const NCX: &str = "toc.ncx";
const SHEET: &str = "stylesheet.css";
const COVER: &str = "cover.xhtml";
const TITLE_PAGE: &str = "title.xhtml";
const NAV: &str = "nav.xhtml";
const INDEX: &str = "index.xhtml";
const COLOPHON: &str = "colophon.xhtml";

/// All text of an EPUB.
struct Volume<'b> {
    /// In the order of reading, without `nav`.
    texts: Vec<TextFile>,
    contents: Vec<Entry<'b>>,
    nav: String,
    /// The files that have a glossary, or a piece of one.
    glossaries: BTreeSet<&'b str>,
}

/// Writes every file, the ways into them last: they need to know all places.
fn compose<'b>(writer: &mut Writer<'b>, files: &'b [File<'b>], map: &'b PageMap) -> Volume<'b> {
    let (book, words) = (writer.book, writer.words);
    let cover = writer.cover().map(|xhtml| TextFile::new(COVER, xhtml));
    let title_page = TextFile::new(TITLE_PAGE, writer.title_page());
    let chapters: Vec<TextFile> =
        files.iter().enumerate().map(|(i, file)| TextFile::new(&file.name, writer.text_file(file, i))).collect();
    let index = writer.index(map).map(|xhtml| TextFile::new(INDEX, xhtml));
    let colophon = TextFile::new(COLOPHON, writer.colophon());

    let mut contents = writer.contents(&book.sections);
    contents.extend(index.as_ref().map(|_| Entry::word(INDEX, words.index)));
    contents.push(Entry::word(COLOPHON, words.colophon));

    let start = files.iter().find(|file| matter(file.chapter.role) == vocabulary::MAIN_MATTER);
    let mut landmarks: Vec<Landmark> = Vec::new();
    landmarks.extend(cover.as_ref().map(|_| ("cover", COVER, words.cover)));
    landmarks.push(("titlepage", TITLE_PAGE, &book.meta.title));
    landmarks.push(("toc", NAV, words.contents));
    landmarks.extend(start.map(|file| ("bodymatter", file.name.as_str(), words.start)));
    let mut glossary: Option<&Section> = None;
    book.each_section(&mut |section| glossary = glossary.or((section.role == Role::Glossary).then_some(section)));
    let glossary = glossary.and_then(|section| Some((writer.places.to_section(section)?, writer.title_of(section))));
    landmarks.extend(glossary.as_ref().map(|(address, title)| ("glossary", address.as_str(), title.as_str())));
    landmarks.extend(index.as_ref().map(|_| ("index", INDEX, words.index)));
    let nav = writer.nav(&contents, &landmarks);

    let texts = cover.into_iter().chain([title_page]).chain(chapters).chain(index).chain([colophon]).collect();
    let opens =
        |step: &Step| matches!(step, Step::Open(section) | Step::Resume(section) if section.role == Role::Glossary);
    let glossaries = files.iter().filter(|file| file.steps.iter().any(opens)).map(|file| file.name.as_str()).collect();
    Volume { texts, contents, nav, glossaries }
}

/// Every file of the EPUB; the contents are read after the title page.
fn items(volume: &Volume, dress: &Dress, pictures: &Pictures, book: &Book) -> Vec<Item> {
    const XHTML: &str = "application/xhtml+xml";
    let resource =
        |href: &str, media_type| Item { href: href.to_owned(), media_type, properties: "", reading: Reading::Resource };
    let mut items = vec![resource(NCX, "application/x-dtbncx+xml"), resource(SHEET, "text/css")];
    items.extend(dress.faces.iter().map(|(name, _)| resource(&face_path(name), face_type(name))));
    let cover = pictures.cover(book).map(|cover| &cover.href);
    items.extend(pictures.all().map(|picture| Item {
        properties: if Some(&picture.href) == cover { "cover-image" } else { "" },
        ..resource(&picture.href, picture.media_type)
    }));
    for text in &volume.texts {
        let reading = if text.name == COVER { Reading::Aside } else { Reading::InOrder };
        // EPUB Indexes 1.0 §3.1, EPUB Dictionaries and Glossaries 1.0 §3.2.
        let properties = match text.name.as_str() {
            INDEX => "index",
            name if volume.glossaries.contains(name) => "glossary",
            _ => "",
        };
        // EPUB 3.3 §D.6.3.
        let properties = match (properties, text.xhtml.contains(formula::ELEMENT)) {
            ("glossary", true) => "glossary mathml",
            (_, true) => "mathml",
            (properties, false) => properties,
        };
        items.push(Item { properties, reading, ..resource(&text.name, XHTML) });
        if text.name == TITLE_PAGE {
            items.push(Item { properties: "nav", reading, ..resource(NAV, XHTML) });
        }
    }
    items
}
