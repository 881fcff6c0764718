//! The ways into the book: its contents to all levels, landmarks and the list of printed pages. In: the book and its
//! files. Out: `nav.xhtml` (EPUB 3.3 §7) and, for older readers, `toc.ncx` (OPF 2.0.1 §2.4.1).

use super::markup::escaped;
use super::matter::own_urn;
use super::xhtml::{Stop, Writer};
use crate::model::{Metadata, Section};
use crate::numeral::decimal;
use crate::vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// One entry of the contents.
#[derive(Debug)]
pub struct Entry<'b> {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub title: Title<'b>,
    /// As plain text.
    pub label: String,
    /// The entries below it.
    pub below: Vec<Entry<'b>>,
}

/// What an entry of the contents says.
#[derive(Clone, Copy, Debug)]
pub enum Title<'b> {
    /// The heading of a section.
    Section(&'b Section),
    /// A word for what Pressmark made.
    Word(&'b str),
}

impl<'b> Entry<'b> {
    /// An entry for something that Pressmark made.
    pub fn word(href: &str, word: &'b str) -> Entry<'b> {
        Entry { href: href.to_owned(), title: Title::Word(word), label: word.to_owned(), below: Vec::new() }
    }
}

/// A landmark: `epub:type`, address, name.
pub type Landmark<'a> = (&'static str, &'a str, &'a str);

impl<'b> Writer<'b> {
    /// The contents of a list of sections.
    pub fn contents(&self, sections: &'b [Section]) -> Vec<Entry<'b>> {
        let entry = |section: &'b Section| {
            let title = self.title_of(section);
            let label = section.number.as_ref().map_or(title.clone(), |number| format!("{number} {title}"));
            let href = self.places.to_section(section)?;
            Some(Entry { href, title: Title::Section(section), label, below: self.contents(&section.sections) })
        };
        sections.iter().filter_map(entry).collect()
    }

    /// The navigation document. The list of pages is in the order of reading, as EPUB 3.3 §7.4.2 asks.
    pub fn nav(&mut self, contents: &[Entry<'b>], landmarks: &[Landmark<'_>]) -> String {
        self.begin(self.words.contents, vocabulary::FRONT_MATTER);
        self.markup.open(vocabulary::CONTENTS, &[("id", "toc"), ("aria-labelledby", "toc-title")]);
        self.markup.line();
        self.markup.leaf(vocabulary::heading(1), &[("id", "toc-title")], self.words.contents);
        self.contents_list(contents);
        self.markup.close();
        self.markup.line();
        let hidden = |name| [("aria-label", name), ("hidden", "hidden")];
        self.markup.open(vocabulary::LANDMARKS, &hidden(self.words.landmarks));
        self.markup.open(vocabulary::CONTENTS_LIST, &[]);
        for (kind, href, name) in landmarks {
            self.list_entry(&[("epub:type", kind), ("href", href)], name);
        }
        self.markup.close();
        self.markup.close();
        self.markup.line();
        let stops = std::mem::take(&mut self.stops);
        if stops.iter().any(|stop| stop.page.is_some()) {
            self.markup.open(vocabulary::PAGE_LIST, &hidden(self.words.pages));
            self.markup.open(vocabulary::CONTENTS_LIST, &[]);
            for stop in &stops {
                if let Some(page) = &stop.page {
                    self.list_entry(&[("href", &stop.address)], page);
                }
            }
            self.markup.close();
            self.markup.close();
        }
        self.stops = stops;
        self.markup.finish()
    }

    fn list_entry(&mut self, attributes: &[(&str, &str)], name: &str) {
        self.markup.line();
        self.markup.open(vocabulary::CONTENTS_ENTRY, &[]);
        self.markup.leaf(vocabulary::LINK, attributes, name);
        self.markup.close();
    }

    fn contents_list(&mut self, entries: &[Entry<'b>]) {
        self.markup.line();
        self.markup.open(vocabulary::CONTENTS_LIST, &[]);
        for entry in entries {
            self.markup.line();
            let group = !entry.below.is_empty();
            self.markup.open(if group { vocabulary::CONTENTS_GROUP } else { vocabulary::CONTENTS_ENTRY }, &[]);
            self.markup.open(vocabulary::LINK, &[("href", &entry.href)]);
            match entry.title {
                Title::Section(section) => self.heading_label(section),
                Title::Word(word) => self.markup.text(word),
            }
            self.markup.close();
            if group {
                self.contents_list(&entry.below);
            }
            self.markup.close();
        }
        self.markup.line();
        self.markup.close();
    }
}

/// The contents for readers of EPUB 2. `playOrder` counts sections and pages together, in the order of reading.
pub fn ncx(contents: &[Entry], stops: &[Stop], meta: &Metadata) -> String {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    for stop in stops {
        let next = order.len() + 1;
        order.entry(&stop.address).or_insert(next);
    }
    let mut points = String::new();
    nav_points(contents, &mut order, &mut points);
    let pages: Vec<(&str, &str)> =
        stops.iter().filter_map(|stop| Some((stop.page.as_deref()?, stop.address.as_str()))).collect();
    let highest = pages.iter().filter_map(|(label, _)| label.parse::<u32>().ok()).max().unwrap_or(0);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ncx version=\"2005-1\" xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" xml:lang=\"{}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"{highest}\"/>\n\
         </head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n{}</ncx>\n",
        meta.language,
        escaped(&own_urn(meta)),
        depth(contents),
        pages.len(),
        escaped(&meta.title),
        page_list(&pages, &order),
    )
}

fn nav_points<'e>(entries: &'e [Entry], order: &mut BTreeMap<&'e str, usize>, out: &mut String) {
    for entry in entries {
        let next = order.len() + 1;
        let order_here = *order.entry(&entry.href).or_insert(next);
        let (label, href) = (escaped(&entry.label), escaped(&entry.href));
        let _ = write!(
            out,
            "<navPoint id=\"point-{order_here}\" playOrder=\"{order_here}\">\
             <navLabel><text>{label}</text></navLabel><content src=\"{href}\"/>",
        );
        nav_points(&entry.below, order, out);
        out.push_str("</navPoint>\n");
    }
}

/// Pages by label and address. Only decimal folios have a value, and no two the same one.
fn page_list(pages: &[(&str, &str)], order: &BTreeMap<&str, usize>) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let mut out = String::from("<pageList>\n");
    let mut values = BTreeSet::new();
    for (label, address) in pages {
        let place = order.get(address).copied().unwrap_or_default();
        let kind = match decimal(label) {
            Some(value) if values.insert(value) => format!("type=\"normal\" value=\"{value}\""),
            _ => "type=\"special\"".to_owned(),
        };
        let (label, address) = (escaped(label), escaped(address));
        let _ = writeln!(
            out,
            "<pageTarget id=\"page-{place}\" {kind} playOrder=\"{place}\">\
             <navLabel><text>{label}</text></navLabel><content src=\"{address}\"/></pageTarget>",
        );
    }
    out.push_str("</pageList>\n");
    out
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.below)).max().unwrap_or(0)
}
