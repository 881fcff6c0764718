//! Pressing a whole book for a test, and reading the EPUB again. Through the same doors as the command line.

use pressmark::diagnostic::{Diagnostic, Sink};
use pressmark::font::Faces;
use pressmark::language::Lang;
use pressmark::library::{Folder, Library};
use pressmark::progress::Silent;
use pressmark::project::Project;
use pressmark::style::Sheet;
use pressmark::{Dress, Outputs, Pressed, press};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// A pressed book with both outputs.
pub struct Printed {
    pub name: String,
    pub pressed: Pressed,
    pub pdf: Vec<u8>,
    pub epub: Vec<u8>,
    pub found: Vec<Diagnostic>,
}

/// A path in the repository.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Presses a project's folder or a single file. A text that is not UTF-8 is read as Latin-1.
pub fn print(path: &Path) -> Printed {
    let mut found = Vec::new();
    let (mut project, library) = if path.is_dir() {
        let library = Folder::open(path).unwrap();
        (Project::load(&library, &mut found).unwrap(), library)
    } else {
        let library = Folder::open(path.parent().unwrap()).unwrap();
        (Project::single(&path.file_name().unwrap().to_string_lossy()), library)
    };
    if path.is_file() && std::str::from_utf8(&std::fs::read(path).unwrap()).is_err() {
        project.encoding = Some("latin1".to_owned());
    }
    print_project(&project, &library, found)
}

/// Presses a project.
pub fn print_project(project: &Project, library: &dyn Library, found: Vec<Diagnostic>) -> Printed {
    let mut sink = Sink::new(&project.checks);
    sink.extend(found);
    let sheet = Sheet::load(project.style.as_deref().unwrap_or("house"), library, &mut sink).unwrap();
    let dress = Dress::new(sheet, Faces::load(library, &mut sink), &mut sink);
    let (mut pdf, mut epub) = (Vec::new(), Cursor::new(Vec::new()));
    let outputs = Outputs { pdf: Some(&mut pdf), epub: Some(&mut epub) };
    let pressed = press(project, &dress, library, outputs, &mut sink, &Silent).unwrap();
    Printed { name: project.slug.clone(), pressed, pdf, epub: epub.into_inner(), found: sink.found }
}

/// The books that whole-book tests press: our own, and those named in `PRESSMARK_TEXTS` (paths separated by `:`).
pub fn books() -> Vec<PathBuf> {
    let mut books = own_books();
    books.push(path("book"));
    let more = std::env::var("PRESSMARK_TEXTS").unwrap_or_default();
    books.extend(more.split(':').filter(|name| !name.is_empty()).map(PathBuf::from));
    books
}

/// The books of `tests/books`.
pub fn own_books() -> Vec<PathBuf> {
    ["extract.txt", "digitized.txt", "blocks.md", "notes.md", "rightward.md", "pictures.md"]
        .map(|name| path("tests/books").join(name))
        .into()
}

/// A book in memory that says nothing but its language.
pub fn english(project: &mut Project) {
    project.about.language = Some(Lang::EN);
}

/// The files of an EPUB, by name, in the order of the archive.
pub fn files(epub: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        })
        .collect()
}

/// The text files of an EPUB in the order of its spine.
pub fn spine(epub: &[u8]) -> Vec<(String, String)> {
    let files: BTreeMap<String, Vec<u8>> = files(epub).into_iter().collect();
    let (opf_name, opf) = files.iter().find(|(name, _)| name.ends_with(".opf")).unwrap();
    let opf = String::from_utf8(opf.clone()).unwrap();
    let folder = opf_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let items: BTreeMap<&str, &str> =
        elements(&opf, "item ").map(|item| (attribute(item, "id"), attribute(item, "href"))).collect();
    elements(&opf, "itemref ")
        .map(|item| {
            let href = items[attribute(item, "idref")];
            let name = if folder.is_empty() { href.to_owned() } else { format!("{folder}/{href}") };
            (href.to_owned(), String::from_utf8(files[&name].clone()).unwrap())
        })
        .collect()
}

/// The start tags of elements of a name (with a space behind it).
pub fn elements<'x>(xml: &'x str, name: &'x str) -> impl Iterator<Item = &'x str> {
    xml.match_indices('<').filter_map(move |(at, _)| {
        let tag = &xml[at + 1..];
        tag.starts_with(name).then(|| &tag[..tag.find('>').unwrap()])
    })
}

/// The value of an attribute in a start tag; empty where it has none.
pub fn attribute<'x>(tag: &'x str, name: &str) -> &'x str {
    let Some(at) = tag.find(&format!(" {name}=\"")) else { return "" };
    let value = &tag[at + name.len() + 3..];
    &value[..value.find('"').unwrap()]
}

/// The text of an XHTML file's body, tags as nothing, entities resolved.
pub fn body_text(xhtml: &str) -> String {
    let body = xhtml.split_once("<body").map_or(xhtml, |(_, body)| body);
    let mut out = String::new();
    let mut rest = body.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
        // What stands in a line, formulas among it: all elements of MathML begin with an m.
        let inline = ["/span", "/a", "/em", "/m"].iter().any(|name| tag.starts_with(name));
        if tag.starts_with('/') && !inline {
            out.push(' ');
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Only the letters of a text, so that quotes, dashes, hyphens at line ends, spaces and note numbers do not matter.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
