//! The stable text forms of pages: what `pressmark show lines|pages|tags` prints and the tests compare.

use super::{Child, ContentId, Item, ItemKind, LinkTarget, Pages, TagId};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Every line of every page: its distance from the top in points, and its text; artifacts in brackets.
pub fn lines(pages: &Pages) -> String {
    let mut out = String::new();
    for page in &pages.pages {
        let _ = writeln!(out, "page {}", page.label);
        let mut lines: Vec<(i64, bool, String)> = Vec::new();
        for item in &page.items {
            let (ItemKind::Glyphs { y, .. }, Some(text)) = (&item.kind, text(item)) else { continue };
            let y = y.thousandths() / 10;
            let artifact = item.content.is_none();
            match lines.last_mut() {
                Some(last) if last.0 == y && last.1 == artifact => last.2.push_str(&text),
                _ => lines.push((y, artifact, text)),
            }
        }
        for (y, artifact, text) in lines {
            let text = if artifact { format!("[{}]", text.trim_end()) } else { text.trim_end().to_owned() };
            let _ = writeln!(out, "  {:>4}.{:02} {text}", y / 100, y % 100);
        }
    }
    out
}

/// Every page: size, what it begins with, how much is on it; then outline and destinations.
pub fn pages(pages: &Pages) -> String {
    let mut out = String::new();
    for (number, (page, start)) in pages.pages.iter().zip(&pages.map.pages).enumerate() {
        let (width, height) = (page.size.0.points(), page.size.1.points());
        let _ = write!(out, "page {number} {} {width:.2}x{height:.2}", page.label);
        if let Some((block, byte)) = start.at {
            let _ = write!(out, " from block {} byte {byte}", block.0);
        }
        let _ = writeln!(out, " items {}", page.items.len());
        for item in &page.items {
            if let ItemKind::Link { to, contents, .. } = &item.kind {
                let to = match to {
                    LinkTarget::Url(url) => url.clone(),
                    LinkTarget::Destination(name) => format!("#{name}"),
                };
                let _ = writeln!(out, "  link {contents:?} {to}");
            }
        }
    }
    for heading in &pages.outline {
        let _ = writeln!(out, "outline {} {} #{}", heading.level, heading.title, heading.destination);
    }
    for destination in &pages.destinations {
        let top = destination.top.thousandths() / 10;
        let _ = writeln!(out, "place {} page {} {}.{:02}", destination.name, destination.page, top / 100, top % 100);
    }
    out
}

/// The structure tree with the text of its elements.
pub fn tags(pages: &Pages) -> String {
    let mut texts: BTreeMap<ContentId, String> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Some(content) = item.content {
            let said = match item.kind {
                ItemKind::Image { .. } => "(picture)".to_owned(),
                _ => text(item).unwrap_or_default(),
            };
            texts.entry(content).or_default().push_str(&said);
        }
    }
    let mut out = String::new();
    // Elements still to be written, with their depth.
    let mut open: Vec<(Child, usize)> = vec![(Child::Tag(TagId(0)), 0)];
    while let Some((child, depth)) = open.pop() {
        let indent = depth * 2;
        match child {
            Child::Content(id) => {
                let text = texts.get(&id).map(String::as_str).unwrap_or_default();
                let _ = writeln!(out, "{:indent$}\"{text}\"", "");
            }
            Child::Tag(id) => {
                let tag = pages.tags.tag(id);
                let _ = write!(out, "{:indent$}{}", "", tag.kind);
                let lang = tag.lang.map(|lang| format!(" lang={lang}"));
                let alt = tag.alt.as_ref().map(|alt| format!(" alt={alt:?}"));
                let id = tag.id.as_ref().map(|id| format!(" id={id}"));
                let cell = tag.cell.map(|cell| {
                    let scope = cell.scope.map(|scope| format!(" scope={scope}")).unwrap_or_default();
                    format!("{scope} {}x{}", cell.columns, cell.rows)
                });
                let said: String = [lang, alt, id, cell].into_iter().flatten().collect();
                let _ = writeln!(out, "{said}");
                open.extend(tag.children.iter().rev().map(|&child| (child, depth + 1)));
            }
        }
    }
    out
}

/// What the glyphs of an item say, in the order of the text; `None` for what has no glyphs.
pub fn text(item: &Item) -> Option<String> {
    let ItemKind::Glyphs { run, text, .. } = &item.kind else { return None };
    Some(text.get(run.text()).unwrap_or_default().replace('\u{AD}', ""))
}
