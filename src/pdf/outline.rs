//! Ways through the document. In: headings and page labels. Out: a nested outline (ISO 32000-1 §12.3.3) and the
//! number tree of page labels (§12.4.2).

use super::links::{destination, place};
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::numeral::{from_roman, roman};
use crate::page::Pages;
use std::io;

/// A heading's neighbors.
#[derive(Clone, Default)]
struct Relations {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// Children.
    count: usize,
}

/// Writes the outline, chapters closed; `None` where there are no headings.
pub fn write(pages: &Pages, page_ids: &[Id], writer: &mut Writer) -> io::Result<Option<Id>> {
    let headings = &pages.outline;
    let (relations, top) = relate(headings.iter().map(|heading| heading.level));
    let (Some(first), Some(last)) = (top.first, top.last) else { return Ok(None) };
    let root = writer.reserve();
    let ids: Vec<Id> = headings.iter().map(|_| writer.reserve()).collect();
    for (index, (heading, relation)) in headings.iter().zip(&relations).enumerate() {
        let mut out = Syntax::of("<</Title");
        out.text(&heading.title).raw("/Parent").reference(relation.parent.map_or(root, |parent| ids[parent]));
        let neighbors = [
            ("/Prev", relation.previous),
            ("/Next", relation.next),
            ("/First", relation.first),
            ("/Last", relation.last),
        ];
        for (key, neighbor) in neighbors {
            if let Some(neighbor) = neighbor {
                out.raw(key).reference(ids[neighbor]);
            }
        }
        if relation.count > 0 {
            // Negative: closed. Only children count, for theirs are closed too.
            out.raw("/Count ").integer(-(relation.count as i64));
        }
        if let Some(destination) = destination(pages, &heading.destination) {
            out.raw("/Dest");
            out.0.extend_from_slice(&place(pages, page_ids, destination).0);
        }
        out.raw(">>");
        writer.object(ids[index], &out)?;
    }
    let mut out = Syntax::of("<</Type/Outlines/First");
    out.reference(ids[first]).raw("/Last").reference(ids[last]);
    out.raw("/Count ").integer(top.count as i64).raw(">>");
    writer.object(root, &out)?;
    Ok(Some(root))
}

/// The neighbors of headings of these levels, and those of the outline itself.
fn relate(levels: impl Iterator<Item = u8>) -> (Vec<Relations>, Relations) {
    let mut all: Vec<Relations> = Vec::new();
    let mut top = Relations::default();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (index, level) in levels.enumerate() {
        while open.last().is_some_and(|&(above, _)| above >= level) {
            open.pop();
        }
        let parent = open.last().map(|&(_, parent)| parent);
        let family = match parent {
            Some(parent) => &mut all[parent],
            None => &mut top,
        };
        let previous = family.last.replace(index);
        family.first.get_or_insert(index);
        family.count += 1;
        if let Some(previous) = previous {
            all[previous].next = Some(index);
        }
        all.push(Relations { parent, previous, ..Relations::default() });
        open.push((level, index));
    }
    (all, top)
}

/// How a run of page labels is numbered.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Numbering {
    /// `D`, `r`, `R`, or nothing for a label without a number.
    style: Option<&'static str>,
    prefix: String,
    number: u64,
}

/// The page labels: an entry for each page whose label does not follow from the one before.
pub fn labels(pages: &Pages) -> Syntax {
    let mut out = Syntax::of("<</Nums[");
    let mut expected = None;
    for (index, page) in pages.pages.iter().enumerate() {
        let numbering = read(&page.label);
        if expected.as_ref() != Some(&numbering) {
            out.integer(index as i64).raw("<<");
            if !numbering.prefix.is_empty() || numbering.style.is_none() {
                out.raw("/P").text(&numbering.prefix);
            }
            if let Some(style) = numbering.style {
                out.raw("/S").name(style.as_bytes()).raw("/St ").integer(numbering.number as i64);
            }
            out.raw(">>");
        }
        // Without a number each label stands alone: a following one may be equal, but does not follow from it.
        expected = numbering.style.map(|_| Numbering { number: numbering.number + 1, ..numbering });
    }
    out.raw("]>>");
    out
}

/// The numbering that a label is part of.
fn read(label: &str) -> Numbering {
    let digits = label.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = label.split_at(label.len() - digits);
    let number = number.parse().ok().filter(|&value: &u64| value > 0 && value.to_string() == number);
    if let Some(number) = number {
        return Numbering { style: Some("D"), prefix: prefix.to_owned(), number };
    }
    let lower = label.to_ascii_lowercase();
    let style = if label == lower { "r" } else { "R" };
    // Only what is written the usual way follows from the label before.
    match from_roman(&lower).filter(|&value| roman(value) == lower) {
        Some(number) if label == lower || label == label.to_ascii_uppercase() => {
            Numbering { style: Some(style), prefix: String::new(), number }
        }
        _ => Numbering { style: None, prefix: label.to_owned(), number: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_find_parents_and_siblings() {
        let (all, top) = relate([1, 2, 2, 3, 1].into_iter());
        assert_eq!((top.first, top.last, top.count), (Some(0), Some(4), 2));
        assert_eq!((all[0].first, all[0].last, all[0].next), (Some(1), Some(2), Some(4)));
        assert_eq!((all[3].parent, all[2].previous), (Some(2), Some(1)));
    }

    #[test]
    fn labels_are_read_as_numbers_where_they_are_numbers() {
        let read = |label| {
            let numbering = read(label);
            (numbering.style, numbering.prefix, numbering.number)
        };
        assert_eq!(read("23"), (Some("D"), String::new(), 23));
        assert_eq!(read("xiv"), (Some("r"), String::new(), 14));
        assert_eq!(read("A-7"), (Some("D"), "A-".to_owned(), 7));
        assert_eq!(read("cover"), (None, "cover".to_owned(), 0));
        assert_eq!(read("iiii"), (None, "iiii".to_owned(), 0));
        assert_eq!(read(""), (None, String::new(), 0));
        assert_eq!(read("007"), (None, "007".to_owned(), 0));
    }
}
