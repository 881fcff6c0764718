//! What the document says about itself. In: the book's metadata. Out: XMP, the information dictionary that mirrors it,
//! the color profile of the output intent. The date is the edition's, or what whoever presses it says; no clock is read.

use super::syntax::Syntax;
use crate::error::Error;
use crate::model::{Identifier, Metadata};
use moxcms::{ColorDateTime, ColorProfile};
use std::fmt::Write;

/// Who made the file.
const PRODUCER: &str = concat!("Pressmark ", env!("CARGO_PKG_VERSION"));

/// What XMP must say of the properties of PDF/UA, which PDF/A-2 does not know (ISO 19005-2 §6.6.2.3).
const EXTENSION: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

const NAMESPACES: [(&str, &str); 10] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
];

/// The metadata stream (ISO 16684-1).
pub fn xmp(meta: &Metadata) -> String {
    let mut out = String::from("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"");
    let [properties @ .., (_, rdf)] = &NAMESPACES;
    out.push_str(rdf);
    out.push_str("\"><rdf:Description rdf:about=\"\"");
    for (prefix, uri) in properties {
        let _ = write!(out, " xmlns:{prefix}=\"{uri}\"");
    }
    out.push('>');
    alternatives(&mut out, "dc:title", Some(&meta.title));
    let (authors, others) = meta.authors();
    list(&mut out, "dc:creator", "Seq", authors.iter().map(|creator| creator.name.clone()));
    list(&mut out, "dc:contributor", "Bag", others.iter().map(|creator| creator.name.clone()));
    list(&mut out, "dc:language", "Bag", std::iter::once(meta.language.as_str().to_owned()));
    alternatives(&mut out, "dc:description", meta.description.as_deref());
    list(&mut out, "dc:subject", "Bag", meta.subjects.iter().cloned());
    list(&mut out, "dc:publisher", "Bag", meta.publisher.iter().cloned());
    alternatives(&mut out, "dc:rights", meta.rights.as_deref());
    simple(&mut out, "dc:source", meta.source.as_deref());
    let publication = meta.identifiers.first().map(uri);
    simple(&mut out, "dc:identifier", publication.as_deref());
    list(&mut out, "xmp:Identifier", "Bag", meta.identifiers.iter().map(uri));
    simple(&mut out, "xmpMM:DocumentID", publication.as_deref());
    simple(&mut out, "xmpMM:VersionID", meta.edition.statement.as_deref());
    simple(&mut out, "pdf:Keywords", keywords(meta).as_deref());
    simple(&mut out, "pdf:Producer", Some(PRODUCER));
    simple(&mut out, "xmp:CreateDate", date(meta));
    simple(&mut out, "xmp:ModifyDate", date(meta));
    out.push_str("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    out.push_str("<pdfuaid:part>1</pdfuaid:part>");
    out.push_str(EXTENSION);
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// The information dictionary (ISO 32000-1 §14.3.3), which says what the XMP says.
pub fn info(meta: &Metadata) -> Syntax {
    let mut out = Syntax::of("<</Title");
    out.text(&meta.title);
    let (authors, _) = meta.authors();
    if !authors.is_empty() {
        let names: Vec<&str> = authors.iter().map(|creator| creator.name.as_str()).collect();
        out.raw("/Author").text(&names.join("; "));
    }
    if let Some(description) = &meta.description {
        out.raw("/Subject").text(description);
    }
    if let Some(keywords) = keywords(meta) {
        out.raw("/Keywords").text(&keywords);
    }
    out.raw("/Producer").text(PRODUCER);
    if let Some(date) = date(meta) {
        let digits = format!("D:{}", date.replace(['-', ':', 'T'], ""));
        out.raw("/CreationDate").text(&digits).raw("/ModDate").text(&digits);
    }
    out.raw(">>");
    out
}

/// The profile of sRGB (IEC 61966-2-1).
pub fn profile() -> Result<Vec<u8>, Error> {
    let mut profile = ColorProfile::new_srgb();
    // moxcms dates a profile by the clock; this is a date like any other.
    profile.creation_date_time =
        ColorDateTime { year: 2000, month: 1, day_of_the_month: 1, hours: 0, minutes: 0, seconds: 0 };
    // A tag of ICC.1:2022, later than what PDF/A-2 knows.
    profile.cicp = None;
    profile.encode().map_err(|error| Error::Internal { stage: "color profile", reason: error.to_string() })
}

/// The edition's date, if it is a year, a month or a day; else when the book is said to be made.
fn date(meta: &Metadata) -> Option<&str> {
    let digit = |(i, byte): (usize, u8)| if matches!(i, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    let is_date = |date: &&str| matches!(date.len(), 4 | 7 | 10) && date.bytes().enumerate().all(digit);
    meta.edition.date.as_deref().filter(is_date).or(meta.made.as_deref())
}

fn keywords(meta: &Metadata) -> Option<String> {
    (!meta.subjects.is_empty()).then(|| meta.subjects.join(", "))
}

/// An identifier as a URI.
fn uri(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Uuid(uuid) => format!("urn:uuid:{uuid}"),
        Identifier::Isbn(isbn) => format!("urn:isbn:{isbn}"),
        Identifier::Doi(doi) => format!("https://doi.org/{doi}"),
        Identifier::Uri(uri) => uri.clone(),
    }
}

fn simple(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(out, "<{name}>{}</{name}>", escaped(value));
    }
}

fn alternatives(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let value = escaped(value);
        let _ = write!(out, "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>");
    }
}

fn list(out: &mut String, name: &str, kind: &str, values: impl Iterator<Item = String>) {
    let items: String = values.map(|value| format!("<rdf:li>{}</rdf:li>", escaped(&value))).collect();
    if !items.is_empty() {
        let _ = write!(out, "<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>");
    }
}

/// Text as XML has it; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Creator;

    #[test]
    fn metadata_is_escaped_and_dated_by_no_clock() {
        let mut meta = Metadata { title: "Salt & <Pepper>\u{1}".to_owned(), ..Metadata::default() };
        let without = xmp(&meta);
        assert!(without.contains("Salt &amp; &lt;Pepper&gt;</rdf:li>") && !without.contains("CreateDate"));
        meta.edition.date = Some("2026-11-23".to_owned());
        assert!(xmp(&meta).contains("<xmp:CreateDate>2026-11-23</xmp:CreateDate>"));
        assert!(String::from_utf8(info(&meta).0).unwrap().contains("/CreationDate(D:20261123)"));
        meta.edition.date = Some("last spring".to_owned());
        assert!(!xmp(&meta).contains("CreateDate"));
        meta.made = Some("2026-11-23T10:20:30Z".to_owned());
        assert!(xmp(&meta).contains("<xmp:ModifyDate>2026-11-23T10:20:30Z</xmp:ModifyDate>"));
        assert!(String::from_utf8(info(&meta).0).unwrap().contains("/ModDate(D:20261123102030Z)"));
    }

    #[test]
    fn all_that_the_project_says_is_in_the_metadata() {
        let creator = |name: &str, role: &str| Creator { name: name.to_owned(), role: role.to_owned(), file_as: None };
        let mut meta = Metadata {
            creators: vec![creator("Ed Editor", "edt"), creator("Ann Author", "aut")],
            identifiers: vec![Identifier::Doi("10.1/x".to_owned()), Identifier::Isbn("9780306406157".to_owned())],
            ..Metadata::default()
        };
        meta.edition.statement = Some("Second edition".to_owned());
        let said = xmp(&meta);
        for part in [
            "<dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li></rdf:Seq>",
            "<dc:contributor><rdf:Bag><rdf:li>Ed Editor</rdf:li></rdf:Bag>",
            "<dc:identifier>https://doi.org/10.1/x</dc:identifier>",
            "<rdf:li>https://doi.org/10.1/x</rdf:li><rdf:li>urn:isbn:9780306406157</rdf:li>",
            "<xmpMM:VersionID>Second edition</xmpMM:VersionID>",
        ] {
            assert!(said.contains(part), "no {part} in {said}");
        }
        meta.creators.pop();
        assert!(xmp(&meta).contains("<dc:creator><rdf:Seq><rdf:li>Ed Editor</rdf:li>"));
    }

    #[test]
    fn the_profile_is_always_the_same() {
        assert_eq!(profile().unwrap()[24..36], [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
}
