//! The only file that knows epub-builder. In: the names of the texts and faces, and the contents. Out: its archive, whose
//! files are empty: `finish` puts ours in place of them, as epub-builder compresses at a level that takes twice the time.

use super::nav::Entry;
use crate::error::Error;
use crate::font::FontFile;
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, TocElement, ZipLibrary};
use std::collections::BTreeMap;

/// One XHTML file.
#[derive(Debug)]
pub struct TextFile {
    /// Its name in the EPUB.
    pub name: String,
    /// The file.
    pub xhtml: String,
}

impl TextFile {
    /// A file of this name.
    pub fn new(name: &str, xhtml: String) -> TextFile {
        TextFile { name: name.to_owned(), xhtml }
    }
}

/// What an EPUB wears: its style sheet and the faces that it names, by file name.
#[derive(Default)]
pub struct Dress {
    /// The style sheet.
    pub css: String,
    /// File names and files of the faces.
    pub faces: Vec<(String, FontFile)>,
}

const EMPTY: &[u8] = b"";

/// Puts an archive together.
pub fn assemble(title: &str, texts: &[TextFile], contents: &[Entry], dress: &Dress) -> Result<Vec<u8>, Error> {
    build(title, texts, contents, dress)
        .map_err(|error| Error::Internal { stage: "the EPUB archive", reason: error.to_string() })
}

fn build(title: &str, texts: &[TextFile], contents: &[Entry], dress: &Dress) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", title)?;
    builder.stylesheet(EMPTY)?;
    for (name, _) in &dress.faces {
        builder.add_resource(face_path(name), EMPTY, face_type(name))?;
    }
    // The first entry of each file.
    let file = |entry: &Entry| entry.href.split('#').next().unwrap_or_default().to_owned();
    let entries: BTreeMap<String, &Entry> = contents.iter().rev().map(|entry| (file(entry), entry)).collect();
    for text in texts {
        let mut content = EpubContent::new(text.name.as_str(), EMPTY);
        if let Some(entry) = entries.get(&text.name) {
            content.toc = toc_element(entry, &text.name);
        }
        builder.add_content(content)?;
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// An entry with those below it. epub-builder names a content's file by the address of its entry.
fn toc_element(entry: &Entry, href: &str) -> TocElement {
    let element = TocElement::new(href, entry.label.as_str());
    entry.below.iter().fold(element, |element, below| element.child(toc_element(below, &below.href)))
}

/// The path of a face beside the package document.
pub fn face_path(name: &str) -> String {
    format!("fonts/{name}")
}

/// The media type of a face (EPUB 3.3 §3.2).
pub fn face_type(name: &str) -> &'static str {
    if name.ends_with(".otf") { "font/otf" } else { "font/ttf" }
}
