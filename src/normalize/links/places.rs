//! What links may lead to. In: a book's sections and anchors. Out: for any name the section it means.

use crate::diagnostic::nearest;
use crate::model::slug::folded;
use crate::model::{Anchor, AnchorId, Book, Role, flat_text};
use crate::source::Span;
use std::collections::BTreeMap;

/// What a name leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// The section it means.
    Section(AnchorId),
    /// Nothing of that id, but the beginning of the file that it names.
    File(AnchorId),
    /// Nothing.
    Nothing,
}

struct Place {
    anchor: AnchorId,
    chapter: usize,
    source: u16,
}

/// Every section of a book by all its names. Sections are numbered in reading order.
pub struct Places {
    sections: Vec<Place>,
    anchors: Vec<Anchor>,
    /// Sections that a reader gave this anchor.
    by_anchor: BTreeMap<AnchorId, Vec<usize>>,
    by_title: BTreeMap<String, Vec<usize>>,
    /// By the part of an anchor's name behind `#`: the key of its file, the section.
    by_id: BTreeMap<String, Vec<(String, usize)>>,
    /// First section of a file, by the file's key.
    by_file: BTreeMap<String, usize>,
    /// Where sections begin, sorted.
    starts: Vec<(u16, u32, usize)>,
    titles: Vec<String>,
}

impl Places {
    /// The places of `book`; `had` are the anchors that its sections had before each got its own.
    pub fn new(book: &Book, had: &[AnchorId]) -> Places {
        let mut places = Places {
            sections: Vec::new(),
            anchors: book.anchors.clone(),
            by_anchor: BTreeMap::new(),
            by_title: BTreeMap::new(),
            by_id: BTreeMap::new(),
            by_file: BTreeMap::new(),
            starts: Vec::new(),
            titles: Vec::new(),
        };
        let mut chapter = 0;
        let mut part_level = 0;
        book.each_section(&mut |section| {
            let at = places.sections.len();
            part_level = if section.role == Role::Part { section.level } else { part_level.min(section.level) };
            chapter += usize::from(section.level <= 1 || section.level == part_level + 1 && part_level > 0);
            let (anchor, source) = (section.anchor, section.span.source);
            places.sections.push(Place { anchor, chapter, source });
            places.by_anchor.entry(had[at]).or_default().push(at);
            let title = flat_text(&section.title);
            places.by_title.entry(folded(&title)).or_default().push(at);
            places.titles.push(title);
            places.starts.push((source, section.span.start, at));
        });
        places.by_title.remove("");
        places.starts.sort_unstable();
        places.add_names(book);
        places
    }

    fn add_names(&mut self, book: &Book) {
        for anchor in &book.anchors {
            let Some(section) = anchor.defined.and_then(|span| self.at(span)) else { continue };
            let (file, id) = anchor.name.split_once('#').unwrap_or((&anchor.name, ""));
            if !id.is_empty() {
                self.by_id.entry(id.to_lowercase()).or_default().push((file_key(file), section));
            }
            if !anchor.name.starts_with('§') {
                let first = self.by_file.entry(file_key(file)).or_insert(section);
                *first = section.min(*first);
            }
        }
        for (at, place) in self.sections.iter().enumerate() {
            if let Some(source) = book.sources.iter().nth(usize::from(place.source)).filter(|_| self.begins(at)) {
                self.by_file.entry(file_key(&source.name)).or_insert(at);
            }
        }
    }

    /// Whether section `at` is the first of its file.
    fn begins(&self, at: usize) -> bool {
        at == 0 || self.sections[at - 1].source != self.sections[at].source
    }

    /// The section that holds the place `span`: the last that begins at or before it, else the first of its file.
    fn at(&self, span: Span) -> Option<usize> {
        let after = self.starts.partition_point(|&(source, start, _)| (source, start) <= (span.source, span.start));
        let of_source = |index: usize| self.starts.get(index).filter(|start| start.0 == span.source);
        let start = after.checked_sub(1).and_then(of_source).or_else(|| of_source(after));
        start.map(|&(_, _, section)| section)
    }

    /// The chapter that section `at` stands in.
    pub fn chapter(&self, at: usize) -> usize {
        self.sections[at].chapter
    }

    /// The name of an anchor.
    pub fn name(&self, id: AnchorId) -> &str {
        &self.anchors[id.index()].name
    }

    /// What a link to `id` leads to, from a place in `chapter` of the file `source`.
    pub fn find(&self, id: AnchorId, chapter: usize, source: u16) -> Found {
        let Some(anchor) = self.anchors.get(id.index()) else { return Found::Nothing };
        let found = self.by_anchor.get(&id).and_then(|sections| self.near(sections, chapter, source));
        match found.or_else(|| anchor.defined.and_then(|span| self.at(span))) {
            Some(at) => Found::Section(self.sections[at].anchor),
            None => self.named(&anchor.name, chapter, source),
        }
    }

    /// What `name` means in a place in `chapter` of the file `source`.
    pub fn named(&self, name: &str, chapter: usize, source: u16) -> Found {
        let (file, fragment) = name.split_once('#').unwrap_or((name, ""));
        let title = self.by_title.get(&folded(name.trim_start_matches('§')));
        let exact = title.and_then(|sections| self.near(sections, chapter, source));
        let exact = exact.or_else(|| self.by_fragment(file, fragment, source));
        let first = |file: &str| self.by_file.get(&file_key(file)).map(|&at| self.sections[at].anchor);
        match exact {
            Some(at) => Found::Section(self.sections[at].anchor),
            None if file.is_empty() => Found::Nothing,
            None if fragment.is_empty() => first(file).map_or(Found::Nothing, Found::Section),
            None => first(file).map_or(Found::Nothing, Found::File),
        }
    }

    /// The one of `sections` that is nearest to a place in `chapter` of the file `source`.
    fn near(&self, sections: &[usize], chapter: usize, source: u16) -> Option<usize> {
        let same = sections.iter().find(|&&at| self.sections[at].chapter == chapter);
        let same = same.or_else(|| sections.iter().find(|&&at| self.sections[at].source == source));
        same.or(sections.first()).copied()
    }

    /// The section that defines `fragment` in `file`; where no file is named, in the file `source` first.
    fn by_fragment(&self, file: &str, fragment: &str, source: u16) -> Option<usize> {
        let all = self.by_id.get(&fragment.to_lowercase())?;
        let found = if file.is_empty() {
            all.iter().find(|(_, at)| self.sections[*at].source == source).or(all.first())
        } else {
            let key = file_key(file);
            all.iter().find(|(file, _)| *file == key)
        };
        found.map(|&(_, at)| at)
    }

    /// The defined name that is most like the name of `id`, if one is close.
    pub fn nearest(&self, id: AnchorId) -> Option<String> {
        let name = self.name(id);
        if let Some(title) = name.strip_prefix('§') {
            let near = nearest(title.trim(), self.titles.iter().map(String::as_str))?;
            return Some(format!("§ {near}"));
        }
        let defined = self.anchors.iter().filter(|anchor| anchor.defined.is_some());
        nearest(name, defined.map(|anchor| anchor.name.as_str())).map(str::to_owned)
    }
}

/// A file's path as links are compared with it: `./Guide/index.html`, `Guide/README.md` and `guide/` are one.
pub fn file_key(path: &str) -> String {
    let path = path.trim_start_matches("./").to_lowercase();
    let stem = path.strip_suffix(".md").or(path.strip_suffix(".html")).unwrap_or(&path);
    let folder = ["readme", "index", ""]
        .iter()
        .find_map(|name| stem.strip_suffix(name).filter(|folder| folder.is_empty() || folder.ends_with('/')));
    folder.map_or(stem, |folder| folder.trim_end_matches('/')).to_owned()
}
