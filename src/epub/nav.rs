//! The ways into the book: its contents to all levels, landmarks and the list of printed pages. In: the book and its
//! files. Out: `nav.xhtml` (EPUB 3.3 §7) and, for older readers, `toc.ncx` (OPF 2.0.1 §2.4.1).

use super::markup::escaped;
use super::matter::own_urn;
use super::xhtml::Writer;
use crate::model::{Metadata, Section};
use crate::vocabulary;
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
    pub fn nav(&mut self, contents: &[Entry<'b>], landmarks: &[Landmark<'b>]) -> String {
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
        let pages = std::mem::take(&mut self.pages);
        if !pages.is_empty() {
            self.markup.open(vocabulary::PAGE_LIST, &hidden(self.words.pages));
            self.markup.open(vocabulary::CONTENTS_LIST, &[]);
            for (label, href) in &pages {
                self.list_entry(&[("href", href)], label);
            }
            self.markup.close();
            self.markup.close();
        }
        self.pages = pages;
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
            self.markup.open(vocabulary::CONTENTS_ENTRY, &[]);
            self.markup.open(vocabulary::LINK, &[("href", &entry.href)]);
            match entry.title {
                Title::Section(section) => self.heading_label(section),
                Title::Word(word) => self.markup.text(word),
            }
            self.markup.close();
            if !entry.below.is_empty() {
                self.contents_list(&entry.below);
            }
            self.markup.close();
        }
        self.markup.line();
        self.markup.close();
    }
}

/// The contents for readers of EPUB 2.
pub fn ncx(contents: &[Entry], meta: &Metadata) -> String {
    let mut points = String::new();
    let mut order = 0;
    nav_points(contents, &mut order, &mut points);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ncx version=\"2005-1\" xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" xml:lang=\"{}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n\
         </head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n",
        meta.language,
        escaped(&own_urn(meta)),
        depth(contents),
        escaped(&meta.title),
    )
}

fn nav_points(entries: &[Entry], order: &mut usize, out: &mut String) {
    for entry in entries {
        *order += 1;
        let (label, href) = (escaped(&entry.label), escaped(&entry.href));
        let _ = write!(
            out,
            "<navPoint id=\"point-{order}\" playOrder=\"{order}\">\
             <navLabel><text>{label}</text></navLabel><content src=\"{href}\"/>",
        );
        nav_points(&entry.below, order, out);
        out.push_str("</navPoint>\n");
    }
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.below)).max().unwrap_or(0)
}
