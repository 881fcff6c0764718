//! What is refused before a drawing is read. In: its XML. Out: nothing, or why the file is refused: it does not stand
//! alone, or what it refers to within itself would come to more than can be drawn.

use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node, NodeType};

/// The most elements that may be drawn, those that are drawn again counted again.
const ELEMENTS: u64 = 500_000;
/// How deep elements may be nested, what they refer to included.
const DEPTH: usize = 200;

/// The most characters and parts of one text: the time that it takes grows with their square.
const TEXT: usize = 10_000;
/// The most comparisons of a style sheet's rules with elements.
const MATCHES: usize = 20_000_000;

/// Refuses what must not be read.
pub fn check(document: &Document) -> Result<(), String> {
    for node in document.descendants() {
        alone(node)?;
    }
    let rules: usize = document.descendants().filter(|node| node.has_tag_name("style")).map(rules).sum();
    if rules * document.descendants().count() > MATCHES {
        return Err("its style sheet has too many rules".to_owned());
    }
    let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let styles = document.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text());
    let styled: Vec<&str> = styles.flat_map(addresses).filter_map(|address| address.strip_prefix('#')).collect();
    let mut count = Count { ids, styled, known: BTreeMap::new() };
    let elements = count.elements(document.root(), 0)?;
    if elements > ELEMENTS { Err(format!("it draws more than {ELEMENTS} elements")) } else { Ok(()) }
}

/// Refuses a node that runs or fetches something.
fn alone(node: Node) -> Result<(), String> {
    let elsewhere = |what: &str| Err(format!("it refers to {what}, and a picture has to stand alone"));
    match node.node_type() {
        NodeType::PI if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") => {
            return elsewhere("another style sheet");
        }
        NodeType::Element => {}
        _ => return Ok(()),
    }
    let name = node.tag_name().name();
    if name == "script" || node.attributes().any(|attribute| attribute.name().starts_with("on")) {
        return Err("it has a script".to_owned());
    }
    if name == "text" {
        let parts = node.descendants().count() * 10;
        let letters: usize =
            node.descendants().filter(Node::is_text).filter_map(|node| node.text()).map(str::len).sum();
        if parts + letters > TEXT {
            return Err(format!("it has a text of more than {TEXT} characters"));
        }
    }
    let style = if name == "style" { node.text().unwrap_or_default() } else { "" };
    if style.contains("@import") {
        return elsewhere("another style sheet");
    }
    let named = node.attributes().filter(|attribute| attribute.name() == "href" && name != "a");
    let named = named.map(|attribute| attribute.value().trim());
    let painted = node.attributes().flat_map(|attribute| addresses(attribute.value()));
    let mut all = named.chain(painted).chain(addresses(style));
    match all.find(|address| !address.is_empty() && !address.starts_with('#') && !address.starts_with("data:")) {
        Some(address) => elsewhere(&format!("`{address}`")),
        None => Ok(()),
    }
}

/// How many rules a style sheet has.
fn rules(style: Node) -> usize {
    style.text().map_or(0, |text| text.matches(['{', ',']).count())
}

/// What stands in each `url(…)` of a style.
fn addresses(style: &str) -> impl Iterator<Item = &str> {
    style.split("url(").skip(1).map(|rest| {
        let end = rest.find(')').unwrap_or(rest.len());
        rest[..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
    })
}

/// How many elements each element comes to.
struct Count<'d, 'i> {
    ids: BTreeMap<&'d str, Node<'d, 'i>>,
    /// What style sheets refer to: any element may be meant.
    styled: Vec<&'d str>,
    /// Counts that are known; 0 for an element that is being counted, so that circles end.
    known: BTreeMap<usize, u64>,
}

impl<'d, 'i> Count<'d, 'i> {
    fn elements(&mut self, node: Node<'d, 'i>, depth: usize) -> Result<u64, String> {
        if depth > DEPTH {
            return Err(format!("its elements are nested more than {DEPTH} deep"));
        }
        let at = node.id().get_usize();
        if let Some(&known) = self.known.get(&at) {
            return Ok(known);
        }
        self.known.insert(at, 0);
        let mut all: u64 = 1;
        for child in node.children().filter(Node::is_element) {
            all = all.saturating_add(self.elements(child, depth + 1)?);
        }
        let own = node.attributes().flat_map(|attribute| {
            let link = (attribute.name() == "href").then(|| attribute.value().trim());
            let marked = attribute.name().starts_with("marker") || attribute.value().contains("marker");
            let times = if marked { vertices(node) } else { 1 };
            link.into_iter().chain(addresses(attribute.value())).map(move |address| (address, times))
        });
        let own = own.filter_map(|(address, times)| Some((address.strip_prefix('#')?, times)));
        let refers: Vec<(&str, u64)> = own.chain(self.styled.iter().map(|&id| (id, 1))).collect();
        for (id, times) in refers {
            if let Some(&target) = self.ids.get(id) {
                all = all.saturating_add(self.elements(target, depth + 1)?.saturating_mul(times));
            }
        }
        self.known.insert(at, all);
        Ok(all)
    }
}

/// How many corners a shape can have at most: each bears a marker.
fn vertices(node: Node) -> u64 {
    let length = |name| node.attribute(name).map_or(0, str::len) as u64;
    (length("d") + length("points")) / 2 + 2
}
