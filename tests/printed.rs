//! What a reader of the finished files meets: every heading in contents, outline and navigation, page numbers that are
//! those of the pages, links that lead where they say.

use crate::pdf::archive::first_page;
use crate::pdf::{Pdf, structure};
use crate::pressing::{self, Printed, attribute, body_text, books, elements, print, spine};
use pressmark::model::{Book, Locator, flat_text};
use std::collections::BTreeMap;

#[test]
fn read_back_finds_no_fault() {
    for path in books() {
        let printed = print(&path);
        let faults = Pdf::open(&printed.pdf).faults();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

#[test]
fn every_heading_is_in_outline_contents_and_navigation() {
    for path in books() {
        let printed = print(&path);
        let pdf = Pdf::open(&printed.pdf);
        let outline: Vec<String> = pdf.outline().into_iter().map(|(_, title, _)| title).collect();
        let contents: String = contents(&pdf).concat();
        let nav = navigation(&printed);
        for (level, title) in headings(&printed.pressed.book) {
            assert!(
                outline.iter().any(|line| line.contains(&title)),
                "{}: `{title}` not in {outline:#?}",
                path.display()
            );
            assert!(folded(&nav).contains(&folded(&title)), "{}: `{title}` not in the navigation", path.display());
            let listed = level > pressmark::page::CONTENTS_LEVELS || folded(&contents).contains(&folded(&title));
            assert!(listed, "{}: `{title}` not in the contents", path.display());
        }
    }
}

#[test]
fn the_numbers_of_the_contents_are_those_of_the_pages() {
    for path in books() {
        let printed = print(&path);
        let pdf = Pdf::open(&printed.pdf);
        let labels = pdf.labels();
        // The outline leads to the pages; the contents print their folios, in the same order.
        let outline = pdf.outline().into_iter();
        let mut lines = outline.filter_map(|(_, title, page)| Some(folded(&title) + &labels[page?]));
        let mut compared = 0;
        for line in contents(&pdf) {
            let line = folded(&line);
            assert!(lines.any(|known| known == line), "{}: the outline does not say `{line}`", path.display());
            compared += 1;
        }
        assert!(compared >= printed.pressed.book.sections.len(), "{}: only {compared} lines", path.display());
    }
}

#[test]
fn both_indexes_print_the_same_and_lead_to_what_they_say() {
    for path in books() {
        let printed = print(&path);
        let Pressed { locators, labels } = Pressed::of(&printed);
        let pdf = Pdf::open(&printed.pdf);
        let (destinations, folios) = (pdf.destinations(), pdf.labels());
        let files: BTreeMap<String, String> = spine(&printed.epub).into_iter().collect();
        let index = files.values().find(|xhtml| xhtml.contains("epub:type=\"index\"")).map_or("", String::as_str);
        assert_eq!(locators.is_empty(), index.is_empty(), "{}", path.display());
        for (locator, label) in locators.iter().zip(&labels) {
            // In the PDF the mark stands on the page whose folio the locator begins with.
            let name = format!("index-{}", locator.first.0);
            let page = destinations.get(name.as_bytes()).unwrap_or_else(|| panic!("{}: no {name}", path.display()));
            assert_eq!(folios[*page], first_page(label), "{}: {name}", path.display());
            // In the EPUB it is a link of the same text to a place that is there.
            let id = format!("#ix-{}", locator.first.0);
            let link = elements(index, "a ").find(|tag| attribute(tag, "href").ends_with(&id));
            let href = attribute(link.unwrap_or_else(|| panic!("{}: no link to {id}", path.display())), "href");
            let (file, id) = href.split_once('#').unwrap();
            assert!(files[file].contains(&format!("id=\"{id}\"")), "{}: {href} leads nowhere", path.display());
            assert!(index.contains(&format!(">{label}</a>")), "{}: {label}", path.display());
        }
    }
}

/// All locators of a book and what is printed for them.
struct Pressed {
    locators: Vec<Locator>,
    labels: Vec<String>,
}

impl Pressed {
    fn of(printed: &Printed) -> Pressed {
        let entries = &printed.pressed.pages.map.entries;
        let own = entries.iter().flat_map(|entry| &entry.locators);
        let below = entries.iter().flat_map(|entry| &entry.subentries).flat_map(|subentry| &subentry.locators);
        let locators: Vec<Locator> = own.chain(below).cloned().collect();
        let labels = locators.iter().map(|locator| locator.label.clone()).collect();
        Pressed { locators, labels }
    }
}

/// The text of each line of the contents.
fn contents(pdf: &Pdf) -> Vec<String> {
    structure::said(pdf).into_iter().filter(|(kind, _)| kind == "TOCI").map(|(_, text)| text).collect()
}

/// All headings with their levels.
fn headings(book: &Book) -> Vec<(u8, String)> {
    let mut titles = Vec::new();
    book.each_section(&mut |section| titles.push((section.level, flat_text(&section.title))));
    titles.retain(|(_, title)| !title.is_empty());
    titles
}

fn navigation(printed: &Printed) -> String {
    let files = pressing::files(&printed.epub);
    let (_, nav) = files.into_iter().find(|(name, _)| name.ends_with("nav.xhtml")).unwrap();
    body_text(&String::from_utf8(nav).unwrap())
}

/// Without spaces and leader dots, so that line breaks do not matter.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '.' && *c != '\u{AD}').collect()
}
