//! Links and the places they lead to. In: the pages' link items and destinations. Out: link annotations (ISO 32000-1
//! §12.5.6.5), each known to its page and its tag, and the tree of named destinations (§12.3.2.3).

use super::structure::name_tree;
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::length::Pt;
use crate::page::{Area, Destination, ItemKind, LinkTarget, Page, Pages, TagId};
use std::collections::BTreeMap;
use std::io;

/// Names in a leaf of the tree of destinations.
const LEAF: usize = 64;

/// The annotations of a document.
#[derive(Default)]
pub struct Links {
    /// By page: its annotations.
    pub by_page: Vec<Vec<Id>>,
    /// By tag: its annotations, and the page of each.
    pub by_tag: BTreeMap<TagId, Vec<(Id, usize)>>,
    /// The tag of each annotation, in the order of their keys in the parent tree, which follow those of the pages.
    pub tags: Vec<TagId>,
}

/// Writes the annotations. A link that leads nowhere is left out with a finding.
pub fn write(pages: &Pages, writer: &mut Writer, sink: &mut Sink) -> io::Result<Links> {
    let mut links = Links::default();
    for (index, page) in pages.pages.iter().enumerate() {
        let mut annotations = Vec::new();
        for item in &page.items {
            let ItemKind::Link { area, to, contents, tag } = &item.kind else { continue };
            if let LinkTarget::Destination(name) = to
                && destination(pages, name).is_none()
            {
                let message = format!("a link leads to `{name}`, which is on no page");
                sink.report(Diagnostic::new(&rules::UNRESOLVED_LINK, None, message));
                continue;
            }
            let key = pages.pages.len() + links.tags.len();
            let id = writer.add(&annotation(page, *area, to, contents, key))?;
            annotations.push(id);
            links.by_tag.entry(*tag).or_default().push((id, index));
            links.tags.push(*tag);
        }
        links.by_page.push(annotations);
    }
    Ok(links)
}

/// The destination of a name.
pub fn destination<'a>(pages: &'a Pages, name: &str) -> Option<&'a Destination> {
    let index = pages.destinations.binary_search_by(|destination| destination.name.as_str().cmp(name)).ok()?;
    pages.destinations.get(index).filter(|destination| destination.page < pages.pages.len())
}

/// A link annotation, printable (flag 4) and without a frame. `key` is its place in the parent tree.
fn annotation(page: &Page, area: Area, to: &LinkTarget, contents: &str, key: usize) -> Syntax {
    let bottom = page.size.1 - area.top - area.height;
    let sides = [area.left, bottom, area.left + area.width, bottom + area.height].map(Pt::thousandths);
    let mut out = Syntax::of("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    out.numbers(&sides).raw("]/Contents").text(contents);
    out.raw("/StructParent ").integer(key as i64);
    match to {
        LinkTarget::Destination(name) => out.raw("/Dest").string(name.as_bytes()),
        LinkTarget::Url(url) => out.raw("/A<</S/URI/URI").string(ascii(url).as_bytes()).raw(">>"),
    };
    out.raw(">>");
    out
}

/// A URI in ASCII (§12.6.4.7): all else percent-encoded.
fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The array of a destination: top of the window at its top, zoom as it is.
pub fn place(pages: &Pages, page_ids: &[Id], destination: &Destination) -> Syntax {
    let top = pages.pages[destination.page].size.1 - destination.top;
    let mut out = Syntax::of("[");
    out.reference(page_ids[destination.page]).raw("/XYZ null ").thousandths(top.thousandths()).raw(" null]");
    out
}

/// Writes the tree of named destinations; `None` where there are none.
pub fn destinations(pages: &Pages, page_ids: &[Id], writer: &mut Writer) -> io::Result<Option<Id>> {
    let known = pages.destinations.iter().filter(|destination| destination.page < page_ids.len());
    let entries: Vec<_> = known.map(|known| (known.name.as_bytes(), place(pages, page_ids, known))).collect();
    name_tree(&entries, LEAF, writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_ascii() {
        assert_eq!(ascii("https://example.org/é ü?a=1#b"), "https://example.org/%C3%A9%20%C3%BC?a=1#b");
    }
}
