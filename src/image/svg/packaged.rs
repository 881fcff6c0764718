//! Drawings as an EPUB takes them (EPUB 3.3 §3.9, §6.2). In: the bytes of an SVG file. Out: the same bytes where nothing
//! in them breaks a rule, else the same drawing written anew, text as outlines.

use super::{Drawing, doctype, document, xml};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use usvg::WriteOptions;
use usvg::roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What `use` may repeat: elements that draw something.
const DRAWING: &[&str] = &[
    "a", "circle", "ellipse", "g", "image", "line", "path", "polygon", "polyline", "rect", "svg", "switch", "symbol",
    "text", "tspan", "use",
];
/// What paint may be taken from.
const PAINT: &[&str] = &["linearGradient", "radialGradient", "pattern"];
/// Elements of XHTML that a foreign object may have.
const PROSE: &[&str] = &["b", "br", "code", "div", "em", "i", "p", "span", "strong", "sub", "sup"];
/// Elements that hold nothing but text.
const PLAIN: &[&str] = &["title", "desc"];

/// A drawing as an EPUB takes it: its document type names no file, its ids are names and unique, what it refers to is
/// there, its styles can be parsed. `read` draws the file where it has to be written anew; the reason as text where that
/// cannot be done.
pub fn packaged(bytes: &[u8], read: impl FnOnce() -> Result<Drawing, String>) -> Result<Cow<'_, [u8]>, String> {
    let text = xml(bytes)?;
    if is_sound(&text, &document(&text)?) {
        let alone = standing_alone(&text);
        return Ok(match alone {
            Cow::Borrowed(whole) if whole.as_bytes() == bytes => Cow::Borrowed(bytes),
            alone => Cow::Owned(alone.into_owned().into_bytes()),
        });
    }
    let drawn = read()?.tree.to_string(&WriteOptions::default());
    Ok(Cow::Owned(with_unique_ids(drawn)?.into_bytes()))
}

/// The same file with a document type that names no file.
fn standing_alone(text: &str) -> Cow<'_, str> {
    match doctype(text).filter(|doctype| !doctype.outside.is_empty()) {
        Some(doctype) => Cow::Owned([&text[..doctype.outside.start], &text[doctype.outside.end..]].concat()),
        None => Cow::Borrowed(text),
    }
}

/// Whether nothing in a drawing breaks a rule of EPUB. What cannot be told is taken to break one.
fn is_sound(text: &str, document: &Document) -> bool {
    let declaration = text.find("?>").map_or("", |end| &text[..end]).to_ascii_lowercase();
    let declared = !declaration.trim_start_matches('\u{FEFF}').starts_with("<?xml ")
        || !declaration.contains("1.1") && (!declaration.contains("encoding") || declaration.contains("utf-8"));
    let elements = || document.descendants().filter(Node::is_element);
    let ids: Vec<(&str, Node)> = elements().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let known: BTreeMap<&str, &str> = ids.iter().map(|(id, node)| (*id, node.tag_name().name())).collect();
    let named = known.len() == ids.len() && known.keys().all(|id| is_name(id));
    declared && named && elements().all(|node| is_allowed(node) && refers(node, &known))
}

/// Whether an id is an XML name without colons.
fn is_name(id: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    id.starts_with(letter) && id.chars().all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '-' | '.'))
}

/// Whether an element may stand where it is.
fn is_allowed(node: Node) -> bool {
    let name = node.tag_name().name();
    match node.tag_name().namespace() {
        Some(SVG) if PLAIN.contains(&name) => node.children().all(|child| !child.is_element()),
        Some(SVG) if name == "style" => is_parsed(node.text().unwrap_or_default()),
        Some(SVG) if name == "foreignObject" => node.descendants().skip(1).filter(Node::is_element).all(|inner| {
            let tag = inner.tag_name();
            tag.namespace() == Some(XHTML) && PROSE.contains(&tag.name())
        }),
        Some(SVG) => true,
        Some(XHTML) => node.ancestors().any(|outer| outer.has_tag_name((SVG, "foreignObject"))),
        namespace => namespace.is_some(),
    }
}

/// Whether what an element refers to is there and of the right kind.
fn refers(node: Node, known: &BTreeMap<&str, &str>) -> bool {
    let is = |id: &str, kinds: &[&str]| known.get(id).is_some_and(|kind| kinds.contains(kind));
    let links =
        node.attributes().filter(|attribute| attribute.name() == "href").map(|attribute| attribute.value().trim());
    let linked = links.into_iter().all(|link| match node.tag_name().name() {
        "use" => link.strip_prefix('#').is_some_and(|id| is(id, DRAWING)),
        "a" => ["http:", "https:", "mailto:"].iter().any(|scheme| link.starts_with(scheme)),
        _ => true,
    });
    let painted =
        node.attributes().filter_map(|attribute| Some((attribute, attribute.value().trim().strip_prefix("url(")?)));
    linked
        && painted.into_iter().all(|(attribute, address)| {
            let id = address.split(')').next().unwrap_or_default().trim_matches(|c: char| "'\" #".contains(c));
            match attribute.name() {
                "fill" | "stroke" => is(id, PAINT),
                _ => known.contains_key(id),
            }
        })
}

/// Whether a style sheet is a plain list of rules, each with its declarations.
fn is_parsed(sheet: &str) -> bool {
    let mut rest = sheet.trim();
    while let Some((selector, after)) = rest.split_once('{') {
        let Some((declarations, after)) = after.split_once('}') else { return false };
        let mut parts = declarations.split(';').map(str::trim).filter(|part| !part.is_empty());
        let declared = |part: &str| {
            let (name, value) = part.split_once(':').unwrap_or_default();
            !name.trim().is_empty() && !value.trim().is_empty()
        };
        let odd = |text: &str| text.contains(['@', '}', '\\', '<']) || text.matches(['(', ')']).count() % 2 == 1;
        if selector.trim().is_empty() || odd(selector) || odd(declarations) || !parts.all(declared) {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// A written drawing without the ids that came before.
fn with_unique_ids(text: String) -> Result<String, String> {
    let document = Document::parse(&text).map_err(|error| error.to_string())?;
    let mut met = BTreeSet::new();
    let ids = document.descendants().filter_map(|node| node.attribute_node("id"));
    let wrong = ids.filter(|id| !met.insert(id.value()) || !is_name(id.value())).map(|id| id.range());
    let mut wrong: Vec<_> = wrong.collect();
    drop(document);
    wrong.sort_by_key(|range| std::cmp::Reverse(range.start));
    let mut text = text;
    wrong.into_iter().for_each(|range| text.replace_range(range, ""));
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Faces;
    use crate::language::Lang;

    fn written(file: &str) -> String {
        let read = || crate::image::svg::read(file.as_bytes(), &Faces::default(), Lang::default());
        String::from_utf8(packaged(file.as_bytes(), read).unwrap().into_owned()).unwrap()
    }

    fn svg(body: &str) -> String {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">{body}</svg>"#)
    }

    #[test]
    fn a_document_type_names_no_file() {
        let alone = |file: &str| standing_alone(file).into_owned();
        assert_eq!(alone("<!DOCTYPE svg PUBLIC \"-//a>\" 'b.dtd'><svg/>"), "<!DOCTYPE svg><svg/>");
        assert_eq!(alone("<!DOCTYPE svg SYSTEM 'b' [<!ENTITY a 'b'>]><svg/>"), "<!DOCTYPE svg[<!ENTITY a 'b'>]><svg/>");
        assert_eq!(alone("<svg/>"), "<svg/>");
    }

    #[test]
    fn sound_drawings_stay_as_they_are() {
        for body in [
            "<rect id='a' width='5' height='5'/><use href='#a'/>",
            "<linearGradient id='a'/><rect fill='url(#a)' width='5' height='5'/>",
            "<style>rect { fill: url(#a); } /* x */ g{}</style><g id='a'/>",
            "<a href='http://a.b'><text>x</text></a><title>A &amp; b</title>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        ] {
            assert_eq!(written(&svg(body)), svg(body));
        }
    }

    #[test]
    fn what_breaks_a_rule_is_written_anew() {
        let rect = "<rect width='5' height='5'/>";
        for body in [
            "<g id='a'/><g id='a'/>",
            "<g id='1 a'/>",
            "<use href='#nowhere'/>",
            "<linearGradient id='a'/><use href='#a'/>",
            "<g id='a'/><g fill='url(#a)'/>",
            "<g clip-path='url(#nowhere)'/>",
            "<a href='other.xhtml'/>",
            "<title><g/></title>",
            "<style>rect{fill:}}</style>",
            "<foreignObject><g/></foreignObject>",
        ] {
            let made = written(&svg(&format!("{body}{rect}")));
            assert!(made.contains("M 0 0") && Document::parse(&made).is_ok_and(|made| is_sound("", &made)), "{made}");
        }
        let made = written(&svg("<rect id='a' width='5' height='5'/><rect id='a' width='5' height='5'/>"));
        assert_eq!(made.matches("id=\"a\"").count(), 1);
        assert!(!written(&format!("<?xml version='1.1'?>{}", svg(rect))).contains("1.1"));
    }
}
