//! Both outputs say the same: the paragraphs of the EPUB are those of the PDF's structure tree, one by one and to the
//! letter, and their pages have the same names.
//!
//! What is alike: title page, colophon, text, index, each paragraph, heading, cell, caption and label in the order of
//! reading; spaces are not compared, nor hyphens at line ends. What differs by nature: notes, which stand in the PDF where
//! they are called and in the EPUB behind the text, and are compared by themselves; the contents, which name pages only in
//! print; what readers make themselves, bullets and numbers of lists; the signs for a task's box; descriptions of
//! pictures, which are part of what a figure of the PDF says of itself;
//! and the headings of contents and colophon and the note below that of the index, which only one of them has.

use crate::pdf::{Pdf, content, structure};
use crate::pressing::{attribute, elements, own_books, path, print, spine};
use pressmark::model::words::{Words, words};

/// The paragraphs of one output, in the order of reading.
#[derive(Default)]
struct Said {
    text: Vec<String>,
    notes: Vec<String>,
}

impl Said {
    fn add(&mut self, paragraph: &str, in_note: bool) {
        let paragraph: String = paragraph.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect();
        // A rule over or under a part of a formula is a sign in MathML and has none in print.
        let paragraph = paragraph.replace('☑', "■").replace('☐', "□").replace(['\u{203E}', '\u{332}'], "");
        if !paragraph.is_empty() {
            if in_note { &mut self.notes } else { &mut self.text }.push(paragraph);
        }
    }
}

#[test]
fn the_paragraphs_of_the_epub_are_those_of_the_pdf() {
    let (mut compared, mut faults) = ([0, 0], Vec::new());
    for book in own_books().into_iter().chain([path("book")]) {
        let printed = print(&book);
        let words = words(printed.pressed.book.meta.language);
        let (epub, pdf) = (of_epub(&printed.epub, words), of_pdf(&Pdf::open(&printed.pdf), words));
        for (kind, (epub, pdf)) in [(&epub.text, &pdf.text), (&epub.notes, &pdf.notes)].into_iter().enumerate() {
            let same = epub.iter().zip(pdf).take_while(|(epub, pdf)| epub == pdf).count();
            let [epub, pdf] = [epub, pdf].map(|said| said[same..].iter().take(3).collect::<Vec<_>>());
            if !epub.is_empty() || !pdf.is_empty() {
                faults.push(format!("{}, after {same}: {epub:#?} is in the PDF {pdf:#?}", book.display()));
            }
            compared[kind] += same;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(compared[0] > 500 && compared[1] > 30, "{compared:?}");
}

/// What the structure tree holds. A paragraph is all that the same block has, wherever a note or a page parts it.
fn of_pdf(pdf: &Pdf, words: &Words) -> Said {
    let tree = structure::read(pdf);
    let pages: Vec<_> = (0..pdf.pages.len()).map(|page| content::text(pdf, page)).collect();
    let mut texts = vec![String::new(); tree.elements.len()];
    let inline = |kind: &str| matches!(kind, "Span" | "Link" | "Reference" | "Code" | "Quote" | "Formula");
    for &(element, page, mcid) in &tree.contents {
        let up = |at: usize| (0..at).rev().find(|&above| tree.elements[above].depth < tree.elements[at].depth);
        let mut block = element;
        while let Some(above) = up(block).filter(|_| inline(&tree.elements[block].kind)) {
            // A block of code is one by itself.
            if matches!(tree.elements[above].kind.as_str(), "Sect" | "Part" | "LBody" | "BlockQuote" | "Note") {
                break;
            }
            block = above;
        }
        texts[block].push_str(&pages[page].marked[&mcid]);
    }
    let mut said = Said::default();
    let mut open: Vec<&structure::Element> = Vec::new();
    for (element, text) in tree.elements.iter().zip(&texts) {
        open.retain(|above| above.depth < element.depth);
        open.push(element);
        let inside = |kind: &str| open.iter().any(|above| above.kind == kind);
        let item = open.len() > 1 && open[open.len() - 2].kind == "LI";
        let made = match element.kind.as_str() {
            "Lbl" => item && is_marker(text),
            "H1" => text.trim() == words.contents,
            _ => false,
        };
        if !inside("TOC") && !made {
            said.add(text, inside("Note"));
        }
    }
    said
}

/// A bullet, a dash or a number of a list.
fn is_marker(label: &str) -> bool {
    let label = label.trim();
    let number = label.strip_suffix('.').is_some_and(|number| {
        number.chars().all(char::is_numeric) || number.chars().all(|c| c.is_ascii_lowercase()) && number.len() < 4
    });
    matches!(label, "•" | "–") || number
}

/// What the files of the spine say, the title page and the colophon first.
fn of_epub(epub: &[u8], words: &Words) -> Said {
    let files = spine(epub);
    let front = ["title.xhtml", "colophon.xhtml"];
    let of = |name: &str| &files.iter().find(|file| file.0 == name).unwrap().1;
    let text = files.iter().filter(|(name, _)| !front.contains(&name.as_str()) && name != "nav.xhtml");
    let mut said = Said::default();
    for file in front.map(of).into_iter().chain(text.map(|(_, file)| file)) {
        read(file, words.colophon, &mut said);
    }
    said
}

/// The paragraphs of an XHTML file but for a heading that says `made`.
fn read(file: &str, made: &str, said: &mut Said) {
    const RUNNING: [&str; 10] = ["a", "em", "strong", "code", "span", "sub", "sup", "del", "br", "img"];
    let mut rest = file.split_once("<body").and_then(|(_, body)| body.split_once('>')).unwrap().1;
    let mut open: Vec<(&str, &str)> = Vec::new();
    let mut paragraph = String::new();
    while let Some((text, behind)) = rest.split_once('<') {
        paragraph += &text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let (tag, after) = behind.split_once('>').unwrap();
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        let (closes, void) = (tag.starts_with('/'), tag.ends_with('/'));
        let class = if closes { open.last().map_or("", |open| open.1) } else { attribute(tag, "class") };
        // Labels stand apart, as they do in a structure tree.
        let running = RUNNING.contains(&name) || name == "math" || open.iter().any(|open| open.0 == "math");
        if !running || ["backlink", "label"].contains(&class) {
            let unprinted = open.iter().any(|open| open.1 == "description");
            let made = unprinted || closes && (name == "h1" && paragraph == made || class == "headnote");
            let in_note = open.iter().any(|open| open.1 == "footnote");
            if !made {
                said.add(&paragraph, in_note);
            }
            paragraph.clear();
        }
        if closes {
            open.pop();
        } else if !void {
            open.push((name, class));
            // What the sheet sets before it.
            if class == "attribution" {
                paragraph.push('—');
            }
        }
    }
}

#[test]
fn a_picture_described_at_length_is_so_in_both() {
    let printed = print(&path("tests/books/blocks.md"));
    let tree = structure::read(&Pdf::open(&printed.pdf));
    let figure = tree
        .elements
        .iter()
        .find(|figure| figure.alt.as_ref().is_some_and(|alt| alt.contains("white margin")))
        .unwrap();
    let lines: Vec<&str> = figure.alt.as_ref().unwrap().lines().collect();
    assert_eq!((lines[0], lines[2]), ("A grey dot", "above and below, a tenth of its height;"));
    assert_eq!(lines[lines.len() - 3..], ["Margin", "0", "10"]);
    let text = spine(&printed.epub).into_iter().map(|(_, file)| file).find(|file| file.contains("<details")).unwrap();
    let picture = elements(&text, "img ").find(|tag| tag.contains("aria-details")).unwrap();
    let description = elements(&text, "details ").next().unwrap();
    assert_eq!(attribute(picture, "aria-details"), attribute(description, "id"));
    let (_, rest) = text.split_once("<details").unwrap();
    let (said, _) = rest.split_once("</details>").unwrap();
    assert!(said.contains("<summary>Description</summary>") && said.contains("<em>tenth</em>"), "{said}");
    assert!(said.contains("<th scope=\"row\">Margin</th>"), "{said}");
}

#[test]
fn the_pages_that_the_epub_lists_are_pages_of_the_pdf_in_their_order() {
    for book in own_books().into_iter().chain([path("book")]) {
        let printed = print(&book);
        let labels = Pdf::open(&printed.pdf).labels();
        let files = spine(&printed.epub);
        let nav = &files.iter().find(|(name, _)| name == "nav.xhtml").unwrap().1;
        let list = nav.split_once("epub:type=\"page-list\"").unwrap().1;
        let mut rest = labels.iter();
        let mut listed = 0;
        for link in elements(list, "a ") {
            let label = list.split_once(link).unwrap().1[1..].split('<').next().unwrap();
            assert!(rest.any(|page| page == label), "{}: {label} is not behind the page before", book.display());
            let (file, id) = attribute(link, "href").split_once('#').unwrap();
            let text = &files.iter().find(|(name, _)| name == file).unwrap().1;
            let breaks: Vec<&str> = elements(text, "span ").filter(|span| attribute(span, "id") == id).collect();
            assert_eq!(breaks.len(), 1, "{}: {link}", book.display());
            assert_eq!(attribute(breaks[0], "aria-label"), format!(" {label}. "));
            listed += 1;
        }
        // All pages of the text are there but those that hold only what begins before them, such as a long note.
        let text = labels.iter().filter(|label| label.chars().all(char::is_numeric)).count();
        assert!(listed * 10 > text * 7, "{}: {listed} of {text}", book.display());
    }
}
