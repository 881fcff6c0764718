//! What an archive and a screen reader ask of the whole document (ISO 19005-2, ISO 14289-1), read back: validators pass
//! a file that lost its output intent or has no alternative text where they do not look.

use super::{Pdf, content, structure};
use lopdf::Object;

/// What the document fails to say about itself, its figures, tables and fonts.
pub fn faults(pdf: &Pdf) -> Vec<String> {
    let mut faults = document_faults(pdf);
    faults.extend(element_faults(pdf));
    faults.extend(page_faults(pdf));
    faults
}

fn document_faults(pdf: &Pdf) -> Vec<String> {
    let catalog = pdf.catalog();
    let mut missing = Vec::new();
    let mut need = |there: bool, what: &str| {
        if !there {
            missing.push(format!("the document has no {what}"));
        }
    };
    need(!pdf.get(catalog, "Lang").as_str().unwrap_or_default().is_empty(), "language");
    let entry = |key: &str, below: &str| pdf.dictionary(catalog, key).map(|entries| pdf.get(entries, below));
    need(entry("MarkInfo", "Marked") == Some(&Object::Boolean(true)), "mark that it is tagged");
    need(entry("ViewerPreferences", "DisplayDocTitle") == Some(&Object::Boolean(true)), "title to display");
    let intent = pdf.array(catalog, "OutputIntents").first().and_then(|intent| pdf.resolve(intent).as_dict().ok());
    let profile = intent.and_then(|intent| pdf.get(intent, "DestOutputProfile").as_stream().ok());
    need(profile.is_some_and(|profile| !profile.content.is_empty()), "output intent with a profile");
    need(pdf.document.trailer.get(b"ID").is_ok_and(|id| id.as_array().is_ok_and(|id| id.len() == 2)), "identifier");
    let metadata = pdf.get(catalog, "Metadata").as_stream();
    let metadata = metadata.map_or(String::new(), |stream| String::from_utf8_lossy(&stream.content).into_owned());
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<dc:title>", "<dc:language>"] {
        need(metadata.contains(claim), &format!("{claim} in its metadata"));
    }
    missing
}

/// Figures without alternatives, head cells without scope, headings that skip a level.
fn element_faults(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    let mut level = 0;
    for element in structure::read(pdf).elements {
        let entries = pdf.document.get_dictionary(element.id).expect("an element");
        let owner = |object: &Object| object.as_dict().is_ok_and(|entries| entries.has(b"Scope"));
        let attributes = pdf.get(entries, "A");
        let scope = owner(attributes) || attributes.as_array().is_ok_and(|all| all.iter().any(owner));
        match element.kind.as_str() {
            "Figure" if element.alt.as_deref().unwrap_or_default().is_empty() => {
                faults.push(format!("figure {:?} has no alternative text", element.id));
            }
            "TH" if !scope => faults.push(format!("head cell {:?} has no scope", element.id)),
            kind => {
                let own = kind.strip_prefix('H').and_then(|level| level.parse().ok()).unwrap_or(0);
                if own > level + 1 {
                    faults.push(format!("a heading of level {own} follows one of level {level}"));
                }
                level = if own > 0 { own } else { level };
            }
        }
    }
    faults
}

/// Pages without their tab order or folio, fonts whose glyphs say nothing.
fn page_faults(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    for (page, label) in pdf.labels().iter().enumerate() {
        if pdf.get(pdf.page(page), "Tabs").as_name().ok() != Some(b"S") {
            faults.push(format!("page {page} has no tab order"));
        }
        let text = content::text(pdf, page);
        if text.marked.values().any(|said| said.contains('\u{FFFD}')) || text.artifacts.contains('\u{FFFD}') {
            faults.push(format!("page {page} shows glyphs that say nothing"));
        }
        let heads = text.artifacts.trim();
        if heads.chars().any(char::is_numeric) && !heads.contains(label.as_str()) {
            faults.push(format!("page {page} is called `{label}` and printed `{heads}`"));
        }
    }
    faults
}

/// The page that a locator begins on: `61` of `61–63`, and of `61n2`, the second note there.
pub fn first_page(locator: &str) -> &str {
    let first = locator.split('–').next().unwrap_or_default();
    match first.rsplit_once('n') {
        Some((page, note)) if !note.is_empty() && note.chars().all(char::is_numeric) => page,
        _ => first,
    }
}

/// Lines of the contents and locators of the index that print another number than that of the page they lead to. A link
/// of the index that prints no number leads to another entry.
pub fn number_faults(pdf: &Pdf) -> Vec<String> {
    let (destinations, labels) = (pdf.destinations(), pdf.labels());
    let said = structure::said(pdf);
    let mut inside: Option<(usize, &str)> = None;
    let mut faults = Vec::new();
    for (element, (kind, text)) in structure::read(pdf).elements.iter().zip(&said) {
        inside = inside.filter(|&(depth, _)| element.depth > depth);
        if matches!(kind.as_str(), "TOCI" | "Index") {
            inside = Some((element.depth, kind));
        }
        let Some((_, list)) = inside else { continue };
        for &annotation in &element.annotations {
            let annotation = pdf.document.get_dictionary(annotation).expect("an annotation");
            let Ok(name) = pdf.get(annotation, "Dest").as_str() else { continue };
            let Some(label) = destinations.get(name).map(|&page| &labels[page]) else { continue };
            if list == "Index" && !text.contains(char::is_numeric) {
                continue;
            }
            let number = text.trim_end().rsplit([' ', '.', '\u{2002}']).next().unwrap_or_default();
            let first = first_page(number);
            if first != label && !text.trim_end().ends_with(label.as_str()) {
                faults.push(format!("`{text}` in {list} leads to page {label}"));
            }
        }
    }
    faults
}
