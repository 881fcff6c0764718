//! The anchor of each section. In: sections of which several may share an anchor. Out: an anchor for each, with an id
//! that is unique in the book.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::slug::{folded, slug};
use crate::model::{Anchor, AnchorId, Book, Role, flat_text};
use std::collections::{BTreeMap, BTreeSet};

/// Ids that the outputs use for what they make themselves.
const TAKEN: &[&str] = &["contents", "index", "cover", "colophon", "landmarks", "toc", "title-page", "page-list"];
/// Beginnings of such ids, before a number: pages, notes, index entries, blocks.
const NUMBERED: &[&str] = &["page-", "note-", "index-", "p-", "section-"];

/// Gives each section an anchor of its own. Returns, for each section in reading order, the anchor that it had.
pub fn part_anchors(book: &mut Book, sink: &mut Sink) -> Vec<AnchorId> {
    let (sections, anchors) = (&mut book.sections, &mut book.anchors);
    let mut taken = vec![false; anchors.len()];
    let mut ids = BTreeSet::new();
    let mut had = Vec::new();
    for section in sections {
        section.walk_mut(&mut |section| {
            had.push(section.anchor);
            let anchor = &mut anchors[section.anchor.index()];
            let name = anchor.name.clone();
            if let Some(id) = explicit_id(&name, &flat_text(&section.title))
                && !ids.insert(name.clone())
            {
                let message = format!("the id `{id}` is there twice; the second place was given another");
                sink.report(Diagnostic::new(&rules::DUPLICATE_ID, section.span, message));
            }
            if std::mem::replace(&mut taken[section.anchor.index()], true) {
                section.anchor = AnchorId(anchors.len() as u32);
                anchors.push(Anchor { name, slug: String::new(), defined: Some(section.span) });
                taken.push(true);
            } else {
                anchor.defined = anchor.defined.or(Some(section.span));
            }
        });
    }
    had
}

/// The id in an anchor's name that an author chose: one that the title alone would not give.
fn explicit_id<'n>(name: &'n str, title: &str) -> Option<&'n str> {
    let (_, id) = name.split_once('#')?;
    let made = |id: &str| {
        let letters = |text: &str| -> String { folded(text).chars().filter(|c| c.is_alphanumeric()).collect() };
        let counted = id.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        id.is_empty() || letters(id) == letters(title) || letters(counted) == letters(title)
    };
    (!made(id)).then_some(id)
}

/// Gives each section's anchor its slug: the author's id, or the title's letters, or its position.
pub fn name(book: &mut Book) {
    let mut names = Names::default();
    let (sections, anchors) = (&book.sections, &mut book.anchors);
    let mut ordinal = 0;
    for section in sections {
        section.walk(&mut |section| {
            ordinal += 1;
            let anchor = &mut anchors[section.anchor.index()];
            let title = flat_text(&section.title);
            let wish = explicit_id(&anchor.name, &title).and_then(slug);
            let wish = wish.or_else(|| match section.role {
                Role::Introduction if title.is_empty() => Some("introduction".to_owned()),
                _ => slug(&title),
            });
            let wish = wish.map(|wish| if reserved(&wish) { format!("s-{wish}") } else { wish });
            anchor.slug = names.unique(wish.unwrap_or_else(|| format!("section-{ordinal}")));
        });
    }
}

fn reserved(slug: &str) -> bool {
    let numbered = |start: &&str| {
        slug.strip_prefix(*start).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
    };
    TAKEN.contains(&slug) || NUMBERED.iter().any(numbered)
}

/// Names given so far.
#[derive(Default)]
struct Names {
    given: BTreeSet<String>,
    counts: BTreeMap<String, u32>,
}

impl Names {
    /// `wish`, or where it is given already `wish-2`, `wish-3`.
    fn unique(&mut self, wish: String) -> String {
        let mut name = wish.clone();
        while !self.given.insert(name.clone()) {
            let count = self.counts.entry(wish.clone()).or_insert(1);
            *count += 1;
            name = format!("{wish}-{count}");
        }
        name
    }
}
