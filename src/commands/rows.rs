//! The index as rows. In: what was opened. Out: a line for each entry and subentry, tabs between heading, subheading,
//! locators and what it refers to; ranges have both their pages whole.

use super::open::Opened;
use super::report::Reporter;
use crate::Outputs;
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::model::{Book, Entry, Inline, Locator, TermId, flat_text};
use crate::normalize::normalize;
use crate::page::locators;
use crate::read::read;

/// The rows of a book's index; by the pages of the printed edition where the text marks them.
pub fn rows(opened: &Opened, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let draft = read(&opened.project, &opened.library, sink)?;
    let book = normalize(draft, &opened.project.options, sink);
    if let Some(entries) = locators::printed(&book) {
        return Ok(table(&book, &entries));
    }
    let pressed = opened.press(Outputs::default(), sink, reporter)?;
    Ok(table(&pressed.book, &pressed.pages.map.entries))
}

fn table(book: &Book, entries: &[Entry]) -> String {
    let mut rows = String::new();
    for (i, term) in book.terms.iter().enumerate() {
        let refers: Vec<String> = term.see.iter().chain(&term.see_also).map(|to| plain(heading(book, *to))).collect();
        let (top, own) = path(book, TermId(i as u32));
        let Some(entry) = entries.get(i) else { continue };
        if !entry.locators.is_empty() || !refers.is_empty() {
            row(&mut rows, [&top, &own, &pages(&entry.locators), &refers.join("; ")]);
        }
        for below in &entry.subentries {
            row(&mut rows, [&top, &plain(&below.heading), &pages(&below.locators), ""]);
        }
    }
    rows
}

fn heading(book: &Book, term: TermId) -> &[Inline] {
    &book.terms[term.index()].heading
}

/// The heading of a term's outermost parent, and its own below that; empty where it stands at the top.
fn path(book: &Book, term: TermId) -> (String, String) {
    match book.terms[term.index()].parent {
        None => (plain(heading(book, term)), String::new()),
        Some(parent) => {
            let (top, above) = path(book, parent);
            let own = plain(heading(book, term));
            (top, if above.is_empty() { own } else { format!("{above}, {own}") })
        }
    }
}

/// A heading on one line, without tabs.
fn plain(inlines: &[Inline]) -> String {
    flat_text(inlines).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(locators: &[Locator]) -> String {
    locators.iter().map(|locator| whole(&locator.label)).collect::<Vec<_>>().join(",")
}

/// `121–28` → `121-128`.
fn whole(label: &str) -> String {
    let Some((from, to)) = label.split_once('–') else { return label.to_owned() };
    let kept = from.len().saturating_sub(to.len());
    let numbers = [from, to].iter().all(|page| page.bytes().all(|byte| byte.is_ascii_digit()));
    format!("{from}-{}{to}", if numbers { &from[..kept] } else { "" })
}

fn row(rows: &mut String, cells: [&str; 4]) {
    rows.push_str(&cells.join("\t"));
    rows.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_both_pages_whole() {
        let pairs = [("121–28", "121-128"), ("61–63", "61-63"), ("xii–xv", "xii-xv"), ("101–8", "101-108"), ("9", "9")];
        for (label, pages) in pairs {
            assert_eq!(whole(label), pages);
        }
    }
}
