//! A reader of finished PDFs for tests. In: the bytes of a PDF that Pressmark wrote. Out: what is in it, and what
//! about it is wrong: outside validators pass a file whose structure, fonts or pages were emptied.

pub mod archive;
pub mod content;
pub mod structure;

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A PDF opened.
pub struct Pdf {
    pub document: Document,
    /// Objects of the pages, in order.
    pub pages: Vec<ObjectId>,
}

/// Where a named destination leads: index of a page.
pub type Destinations = BTreeMap<Vec<u8>, usize>;

impl Pdf {
    /// Opens a PDF.
    pub fn open(bytes: &[u8]) -> Pdf {
        let document = Document::load_mem(bytes).expect("a PDF that can be read");
        let pages = document.page_iter().collect();
        Pdf { document, pages }
    }

    /// What is wrong with it, sentence by sentence; empty if nothing is.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = structure::faults(self);
        faults.extend(content::font_faults(self));
        faults.extend(self.destination_faults());
        faults.extend(archive::faults(self));
        faults.extend(archive::number_faults(self));
        faults
    }

    /// An object, references followed.
    pub fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).map_or(&Object::Null, |(_, object)| object)
    }

    /// An entry of a dictionary, references followed; null if there is none.
    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        dictionary.get(key.as_bytes()).map_or(&Object::Null, |object| self.resolve(object))
    }

    /// An entry that is a dictionary.
    pub fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.get(dictionary, key).as_dict().ok()
    }

    /// An entry that is an array; empty if there is none.
    pub fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a [Object] {
        self.get(dictionary, key).as_array().map_or(&[], Vec::as_slice)
    }

    /// The catalog.
    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    /// The dictionary of a page.
    pub fn page(&self, index: usize) -> &Dictionary {
        self.document.get_dictionary(self.pages[index]).expect("a page")
    }

    /// The entries of a name tree or number tree, in order; `key` is `Names` or `Nums`.
    pub fn tree<'a>(&'a self, root: &'a Dictionary, key: &str) -> Vec<(&'a Object, &'a Object)> {
        let mut entries = Vec::new();
        for pair in self.array(root, key).chunks_exact(2) {
            entries.push((&pair[0], &pair[1]));
        }
        for kid in self.array(root, "Kids") {
            if let Ok(kid) = self.resolve(kid).as_dict() {
                entries.extend(self.tree(kid, key));
            }
        }
        entries
    }

    /// The link annotations: page, object, dictionary.
    pub fn annotations(&self) -> Vec<(usize, ObjectId, &Dictionary)> {
        let mut found = Vec::new();
        for index in 0..self.pages.len() {
            for annotation in self.array(self.page(index), "Annots") {
                let id = annotation.as_reference().expect("an annotation by reference");
                found.push((index, id, self.document.get_dictionary(id).expect("an annotation")));
            }
        }
        found
    }

    /// All named destinations.
    pub fn destinations(&self) -> Destinations {
        let Some(root) = self.dictionary(self.catalog(), "Names").and_then(|names| self.dictionary(names, "Dests"))
        else {
            return Destinations::new();
        };
        let place = |(name, place): (&Object, &Object)| {
            let page = self.page_of(self.resolve(place).as_array().ok()?)?;
            Some((name.as_str().ok()?.to_vec(), page))
        };
        self.tree(root, "Names").into_iter().filter_map(place).collect()
    }

    fn page_of(&self, destination: &[Object]) -> Option<usize> {
        let page = destination.first()?.as_reference().ok()?;
        self.pages.iter().position(|&id| id == page)
    }

    /// The outline: depth from 1, title, index of the page it leads to.
    pub fn outline(&self) -> Vec<(usize, String, Option<usize>)> {
        let mut lines = Vec::new();
        if let Some(root) = self.dictionary(self.catalog(), "Outlines") {
            self.outline_below(root, 1, &mut lines);
        }
        lines
    }

    fn outline_below(&self, parent: &Dictionary, depth: usize, lines: &mut Vec<(usize, String, Option<usize>)>) {
        let mut next = self.dictionary(parent, "First");
        while let Some(item) = next {
            let title = lopdf::decode_text_string(self.get(item, "Title")).expect("a title");
            lines.push((depth, title, self.page_of(self.array(item, "Dest"))));
            self.outline_below(item, depth + 1, lines);
            next = self.dictionary(item, "Next");
        }
    }

    /// Links and outline lines that lead nowhere, names out of order.
    fn destination_faults(&self) -> Vec<String> {
        let destinations = self.destinations();
        let mut faults = Vec::new();
        for (page, _, annotation) in self.annotations() {
            let leads = match self.get(annotation, "Dest") {
                Object::String(name, _) => destinations.contains_key(name),
                _ => self.dictionary(annotation, "A").is_some(),
            };
            if !leads {
                faults.push(format!("a link on page {page} leads nowhere"));
            }
        }
        for (_, title, page) in self.outline() {
            if page.is_none() {
                faults.push(format!("the outline's `{title}` leads nowhere"));
            }
        }
        if let Some(root) = self.dictionary(self.catalog(), "Names").and_then(|names| self.dictionary(names, "Dests")) {
            let names: Vec<_> = self.tree(root, "Names").into_iter().map(|(name, _)| name.as_str().ok()).collect();
            if !names.is_sorted() {
                faults.push("the names of destinations are out of order".to_owned());
            }
        }
        faults
    }

    /// The label of every page, as a reader shows it.
    pub fn labels(&self) -> Vec<String> {
        let Some(root) = self.dictionary(self.catalog(), "PageLabels") else { return Vec::new() };
        let mut labels = Vec::new();
        let entries = self.tree(root, "Nums");
        for (i, (start, entry)) in entries.iter().enumerate() {
            let start = start.as_i64().expect("a page index");
            let end = entries.get(i + 1).map_or(self.pages.len() as i64, |(next, _)| next.as_i64().expect("an index"));
            let entry = self.resolve(entry).as_dict().expect("a page label");
            let prefix = lopdf::decode_text_string(self.get(entry, "P")).unwrap_or_default();
            let first = self.get(entry, "St").as_i64().unwrap_or(1);
            for number in first..first + end - start {
                let number = match self.get(entry, "S").as_name() {
                    Ok(b"D") => number.to_string(),
                    Ok(b"r") => roman(number),
                    Ok(b"R") => roman(number).to_uppercase(),
                    _ => String::new(),
                };
                labels.push(format!("{prefix}{number}"));
            }
        }
        labels
    }
}

fn roman(mut number: i64) -> String {
    let letters = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (worth, letter) in letters {
        while number >= worth {
            out.push_str(letter);
            number -= worth;
        }
    }
    out
}
