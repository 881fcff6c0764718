//! The package document `content.opf` (EPUB 3.3 §5). In: the metadata and what the EPUB holds. Out: its text; nothing
//! else goes into it: no clock, no chance.

use super::access;
use super::markup::escaped;
use super::matter::{own_urn, urn};
use crate::language::Lang;
use crate::model::full_date;
use crate::model::{Certifier, Identifier, Metadata, Series};
use std::collections::BTreeSet;
use std::fmt::Write;

/// When a book was modified that does not say when it was made: `dcterms:modified` must be there, and a clock would
/// make each pressing another file.
pub const NO_DATE: &str = "2000-01-01T00:00:00Z";

/// What an EPUB holds.
#[derive(Debug, Default)]
pub struct Holdings {
    /// Everything but the package document itself.
    pub items: Vec<Item>,
    /// Languages of runs in the text.
    pub languages: BTreeSet<Lang>,
    /// Whose pages its list of pages has: an identifier or a title; `None` where nothing says it.
    pub pagination: Option<String>,
    /// What readers with disabilities can rely on.
    pub access: access::Access,
    /// Whether it may be said who certifies them.
    pub certified: bool,
}

/// One file of an EPUB.
#[derive(Debug)]
pub struct Item {
    /// Its path beside the package document.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// `nav`, `cover-image`, `index`, `glossary`, `mathml`; empty for none.
    pub properties: &'static str,
    /// Whether it is read, and when.
    pub reading: Reading,
}

/// Where a file stands in the order of reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// In the order of the list.
    InOrder,
    /// Not part of the text: the cover.
    Aside,
    /// Never by itself: pictures, faces, the sheet.
    Resource,
}

/// Writes `content.opf`.
pub fn package(meta: &Metadata, holdings: &Holdings) -> String {
    let mut opf = Opf(String::new());
    let (lang, dir) = (meta.language.as_str(), meta.direction.as_str());
    let _ = write!(
        opf.0,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"pub-id\" xml:lang=\"{lang}\" dir=\"{dir}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
    );
    opf.identifiers(meta);
    opf.titles(meta);
    opf.languages(meta, &holdings.languages);
    opf.creators(meta);
    opf.facts(meta, holdings.pagination.as_deref());
    if let Some(series) = &meta.series {
        opf.series(series);
    }
    if let Some(source) = holdings.pagination.as_ref().filter(|_| holdings.access.pages) {
        opf.element("source", "printed", source);
        opf.meta("source-of", "printed", "pagination");
    }
    let state = |property: &str, refines: &str, value: &str| opf.meta(property, refines, value);
    // EPUB Accessibility 1.1 §3.4 has the word for pages of a book that nobody can name.
    holdings.access.write(holdings.pagination.as_deref().unwrap_or("unknown"), holdings.certified, state);
    if let Some(certifier) = meta.certifier.as_ref().filter(|_| holdings.certified) {
        opf.certifier(certifier);
    }
    let cover = holdings.items.iter().position(|item| item.properties == "cover-image");
    if let Some(cover) = cover {
        let _ = writeln!(opf.0, "<meta name=\"cover\" content=\"item-{cover}\"/>");
    }
    opf.0.push_str("</metadata>\n<manifest>\n");
    opf.manifest(&holdings.items);
    let _ = writeln!(opf.0, "</manifest>\n<spine toc=\"ncx\" page-progression-direction=\"{dir}\">");
    opf.spine(&holdings.items);
    opf.0.push_str("</spine>\n</package>\n");
    opf.0
}

struct Opf(String);

impl Opf {
    fn element(&mut self, name: &str, id: &str, value: &str) {
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        let _ = writeln!(self.0, "<dc:{name}{id}>{}</dc:{name}>", escaped(value));
    }

    /// `refines` is the id of what the property is of, or empty for the publication.
    fn meta(&mut self, property: &str, refines: &str, value: &str) {
        let scheme = match property {
            "role" => " scheme=\"marc:relators\"",
            "identifier-type" => " scheme=\"onix:codelist5\"",
            _ => "",
        };
        let refines = if refines.is_empty() { String::new() } else { format!(" refines=\"#{refines}\"") };
        // A statement that another refines needs an id; what is said in English needs to say so.
        let id = match property {
            "dcterms:conformsTo" => " id=\"conformance\"",
            "a11y:certifiedBy" => " id=\"certifier\"",
            "belongs-to-collection" => " id=\"series\"",
            "schema:accessibilitySummary" => " xml:lang=\"en\" dir=\"ltr\"",
            _ => "",
        };
        let _ = writeln!(self.0, "<meta property=\"{property}\"{id}{refines}{scheme}>{}</meta>", escaped(value));
    }

    fn identifiers(&mut self, meta: &Metadata) {
        self.element("identifier", "pub-id", &own_urn(meta));
        for (i, identifier) in meta.identifiers.iter().enumerate() {
            let id = if i == 0 { "pub-id".to_owned() } else { format!("identifier-{i}") };
            if i > 0 {
                self.element("identifier", &id, &urn(identifier));
            }
            // ONIX code list 5: 02 ISBN-10, 06 DOI, 15 ISBN-13.
            let code = match identifier {
                Identifier::Isbn(isbn) if isbn.len() == 10 => "02",
                Identifier::Isbn(_) => "15",
                Identifier::Doi(_) => "06",
                Identifier::Uuid(_) | Identifier::Uri(_) => continue,
            };
            self.meta("identifier-type", &id, code);
        }
    }

    fn titles(&mut self, meta: &Metadata) {
        self.element("title", "title", &meta.title);
        self.meta("title-type", "title", "main");
        if let Some(file_as) = &meta.title_file_as {
            self.meta("file-as", "title", file_as);
        }
        if let Some(subtitle) = meta.subtitle.as_deref().filter(|subtitle| !subtitle.trim().is_empty()) {
            self.meta("display-seq", "title", "1");
            self.element("title", "subtitle", subtitle);
            self.meta("title-type", "subtitle", "subtitle");
            self.meta("display-seq", "subtitle", "2");
        }
    }

    fn languages(&mut self, meta: &Metadata, others: &BTreeSet<Lang>) {
        self.element("language", "", meta.language.as_str());
        for lang in others.iter().filter(|lang| **lang != meta.language && lang.primary() != "und") {
            self.element("language", "", lang.as_str());
        }
    }

    /// Translators and others stand behind the authors: many readers show all creators as such.
    fn creators(&mut self, meta: &Metadata) {
        let (_, others) = meta.authors();
        for (i, creator) in meta.creators.iter().enumerate().filter(|(_, creator)| !creator.name.trim().is_empty()) {
            let id = format!("creator-{i}");
            let element = if others.contains(&creator) { "contributor" } else { "creator" };
            self.element(element, &id, &creator.name);
            self.meta("role", &id, if is_relator(&creator.role) { &creator.role } else { "oth" });
            if let Some(file_as) = &creator.file_as {
                self.meta("file-as", &id, file_as);
            }
            self.meta("display-seq", &id, &(i + 1).to_string());
        }
    }

    /// `pagination` is a source that is stated apart.
    fn facts(&mut self, meta: &Metadata, pagination: Option<&str>) {
        let facts = [
            ("publisher", &meta.publisher),
            ("description", &meta.description),
            ("rights", &meta.rights),
            ("source", &meta.source),
        ];
        for (name, fact) in facts {
            let apart = name == "source" && fact.as_deref() == pagination;
            if let Some(fact) = fact.as_deref().filter(|fact| !apart && !fact.trim().is_empty()) {
                self.element(name, "", fact);
            }
        }
        for subject in meta.subjects.iter().filter(|subject| !subject.trim().is_empty()) {
            self.element("subject", "", subject);
        }
        let date = meta.edition.date.as_deref().filter(|date| full_date(date).is_some());
        if let Some(date) = date {
            self.element("date", "", date);
        }
        let day = date.and_then(full_date).map(|day| format!("{day}T00:00:00Z"));
        self.meta("dcterms:modified", "", day.as_deref().or(meta.made.as_deref()).unwrap_or(NO_DATE));
    }

    /// What book of which series it is (EPUB 3.3 §D.3.1).
    fn series(&mut self, series: &Series) {
        self.meta("belongs-to-collection", "", &series.name);
        self.meta("collection-type", "series", "series");
        if let Some(number) = &series.number {
            self.meta("group-position", "series", number);
        }
    }

    /// Who has found that the publication conforms to the standard (EPUB Accessibility 1.1 §4).
    fn certifier(&mut self, certifier: &Certifier) {
        self.meta("dcterms:conformsTo", "", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
        self.meta("a11y:certifiedBy", "conformance", &certifier.name);
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        for (property, said) in
            [("a11y:certifierCredential", &certifier.credential), ("a11y:certifierReport", &certifier.report)]
        {
            match said {
                Some(address) if is_address(address) => {
                    let href = escaped(address);
                    let _ = writeln!(self.0, "<link rel=\"{property}\" refines=\"#certifier\" href=\"{href}\"/>");
                }
                Some(words) => self.meta(property, "certifier", words),
                None => {}
            }
        }
    }

    fn manifest(&mut self, items: &[Item]) {
        for (i, item) in items.iter().enumerate() {
            let id = id_of(i, item);
            let (href, media_type) = (escaped(&item.href), item.media_type);
            let _ = write!(self.0, "<item id=\"{id}\" href=\"{href}\" media-type=\"{media_type}\"");
            if !item.properties.is_empty() {
                let _ = write!(self.0, " properties=\"{}\"", item.properties);
            }
            self.0.push_str("/>\n");
        }
    }

    fn spine(&mut self, items: &[Item]) {
        for (i, item) in items.iter().enumerate() {
            let linear = match item.reading {
                Reading::InOrder => "",
                Reading::Aside => " linear=\"no\"",
                Reading::Resource => continue,
            };
            let _ = writeln!(self.0, "<itemref idref=\"{}\"{linear}/>", id_of(i, item));
        }
    }
}

fn id_of(number: usize, item: &Item) -> String {
    if item.href == "toc.ncx" { "ncx".to_owned() } else { format!("item-{number}") }
}

/// Whether `role` has the form of a MARC relator code.
fn is_relator(role: &str) -> bool {
    role.len() == 3 && role.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Creator;

    #[test]
    fn what_a_package_says_is_escaped() {
        let meta =
            Metadata { title: "A & <B>".to_owned(), rights: Some("\u{1}5 < 6".to_owned()), ..Metadata::default() };
        let opf = package(&meta, &Holdings::default());
        assert!(opf.contains("<dc:title id=\"title\">A &amp; &lt;B&gt;</dc:title>"));
        assert!(opf.contains("<dc:rights>5 &lt; 6</dc:rights>"));
        assert!(opf.contains(">2000-01-01T00:00:00Z<"));
    }

    #[test]
    fn the_date_is_the_editions_or_what_whoever_presses_says() {
        let mut meta = Metadata { made: Some("2026-11-23T10:20:30Z".to_owned()), ..Metadata::default() };
        assert!(package(&meta, &Holdings::default()).contains("modified\">2026-11-23T10:20:30Z<"));
        meta.edition.date = Some("2025".to_owned());
        assert!(package(&meta, &Holdings::default()).contains("modified\">2025-01-01T00:00:00Z<"));
    }

    #[test]
    fn translators_stand_behind_authors() {
        let creator = |name: &str, role: &str| Creator { name: name.to_owned(), role: role.to_owned(), file_as: None };
        let mut meta =
            Metadata { creators: vec![creator("Bo Marsh", "trl"), creator("Ann Reed", "aut")], ..Metadata::default() };
        let opf = package(&meta, &Holdings::default());
        assert!(opf.contains("<dc:contributor id=\"creator-0\">Bo Marsh<") && opf.contains("creator-1\">Ann Reed<"));
        meta.creators.pop();
        assert!(package(&meta, &Holdings::default()).contains("<dc:creator id=\"creator-0\">Bo Marsh<"));
    }

    #[test]
    fn a_series_is_a_collection_and_a_title_is_filed() {
        let series = Series { name: "Birds".to_owned(), number: Some("2".to_owned()) };
        let title_file_as = Some("Heron, The".to_owned());
        let opf =
            package(&Metadata { series: Some(series), title_file_as, ..Metadata::default() }, &Holdings::default());
        for line in [
            "<meta property=\"belongs-to-collection\" id=\"series\">Birds</meta>",
            "<meta property=\"collection-type\" refines=\"#series\">series</meta>",
            "<meta property=\"group-position\" refines=\"#series\">2</meta>",
            "<meta property=\"file-as\" refines=\"#title\">Heron, The</meta>",
        ] {
            assert!(opf.contains(line), "no {line} in {opf}");
        }
    }

    #[test]
    fn conformance_is_claimed_only_by_a_certifier() {
        let (credential, report) = (Some("Reads books".to_owned()), Some("https://a.example/?a&b".to_owned()));
        let certifier = Some(Certifier { name: "A Press".to_owned(), credential, report });
        let meta = Metadata { certifier, ..Metadata::default() };
        assert!(!package(&meta, &Holdings::default()).contains("conformsTo"));
        let opf = package(&meta, &Holdings { certified: true, ..Holdings::default() });
        for line in [
            "<meta property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>",
            "<meta property=\"a11y:certifiedBy\" id=\"certifier\" refines=\"#conformance\">A Press</meta>",
            "<meta property=\"a11y:certifierCredential\" refines=\"#certifier\">Reads books</meta>",
            "<link rel=\"a11y:certifierReport\" refines=\"#certifier\" href=\"https://a.example/?a&amp;b\"/>",
        ] {
            assert!(opf.contains(line), "no {line} in {opf}");
        }
    }
}
