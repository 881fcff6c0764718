//! Conservation: the words of the source are the words of the EPUB and of the PDF's text layer, paragraph by paragraph.
//! Letters are compared, so that hyphens at line ends, curled quotes and note numbers do not matter; numbers are
//! counted apart.

use crate::pdf;
use crate::pressing::{Printed, body_text, books, letters, print, spine};
use pressmark::model::{BlockKind, flat_text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn every_paragraph_of_a_plain_text_is_in_both_outputs() {
    for book in books().iter().filter(|book| book.extension().is_some_and(|ending| ending == "txt")) {
        let printed = print(book);
        let mut source = printed.pressed.book.sources.iter().next().unwrap().text.to_string();
        // What was left out was reported.
        let reported = |rule: &str| -> Vec<&str> {
            let found = printed.found.iter().filter(|found| found.rule.name == rule).filter_map(|found| found.span);
            found.map(|span| printed.pressed.book.sources.slice(span)).collect()
        };
        for leftover in reported("wiki-leftover") {
            assert!(leftover.starts_with('[') && leftover.ends_with(']'), "{}: {leftover}", book.display());
            source = source.replace(leftover, "\u{0}");
        }
        let mut paragraphs = paragraphs(&source, book);
        let reported = reported("empty-section");
        paragraphs.retain(|paragraph| !reported.iter().any(|heading| letters(heading) == letters(paragraph)));
        assert!(paragraphs.len() > 5, "{}: {} paragraphs", book.display(), paragraphs.len());
        for (output, text) in outputs(&printed) {
            contains_all(&paragraphs, &text, &format!("{} ({output})", book.display()));
        }
    }
}

#[test]
fn every_block_of_the_book_is_in_both_outputs() {
    for path in books() {
        let printed = print(&path);
        let mut blocks = Vec::new();
        printed.pressed.book.each_section(&mut |section| blocks.push(flat_text(&section.title)));
        printed.pressed.book.each_block(&mut |block| {
            blocks.extend(block.runs().into_iter().map(|run| flat_text(run)));
            if let BlockKind::Code { text, .. } = &block.kind {
                blocks.push(text.as_str().to_owned());
            }
        });
        for (output, text) in outputs(&printed) {
            contains_all(&blocks, &text, &format!("{} ({output})", path.display()));
        }
    }
}

#[test]
fn each_block_is_under_an_element_of_its_own_in_reading_order() {
    for path in books() {
        let printed = print(&path);
        let mut wanted = Vec::new();
        printed.pressed.book.each_section(&mut |section| {
            wanted.push(flat_text(&section.title));
            section.blocks.iter().for_each(|block| {
                block.walk(&mut |block| match &block.kind {
                    BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => {
                        wanted.push(flat_text(inlines));
                    }
                    BlockKind::Code { text, .. } => wanted.push(text.as_str().to_owned()),
                    _ => {}
                });
            });
        });
        wanted.retain(|text| !letters(text).is_empty());
        assert!(wanted.len() > 5, "{}: {} blocks", path.display(), wanted.len());
        let said = pdf::structure::said(&pdf::Pdf::open(&printed.pdf));
        // Numbers are not compared: those of notes and sections are the page's.
        let mut elements = said.iter().filter(|(kind, _)| kind != "Document").map(|(_, text)| letters(text));
        for text in &wanted {
            let own = letters(text);
            assert!(elements.any(|said| said == own), "{}: no element after the last says `{text}`", path.display());
        }
    }
}

/// The text of each output as a reader meets it.
fn outputs(printed: &Printed) -> [(&'static str, String); 2] {
    let epub: String = spine(&printed.epub).iter().map(|(_, xhtml)| body_text(xhtml) + "\n").collect();
    let pdf = pdf::Pdf::open(&printed.pdf);
    let said = pdf::structure::said(&pdf);
    let mut whole = said.into_iter().find(|(kind, _)| kind == "Document").map_or(String::new(), |(_, text)| text);
    // What describes a picture at length stands behind the first line of what its figure says of itself.
    for alt in pdf::structure::read(&pdf).elements.into_iter().filter_map(|element| element.alt) {
        alt.lines().skip(1).for_each(|line| whole = format!("{whole}\n{line}"));
    }
    [("EPUB", epub), ("PDF", whole)]
}

fn contains_all(paragraphs: &[String], text: &str, place: &str) {
    let all = letters(text);
    let mut missing = Vec::new();
    for paragraph in paragraphs {
        let wanted = letters(paragraph);
        if !all.contains(&wanted) {
            missing.push(paragraph.chars().take(160).collect::<String>());
        }
    }
    assert!(missing.is_empty(), "{place}: {} of {} paragraphs missing: {missing:#?}", missing.len(), paragraphs.len());
    let (wanted, there) = (numbers(&paragraphs.join("\n")), numbers(text));
    let lost: Vec<_> = wanted.iter().filter(|(number, count)| there.get(*number).unwrap_or(&0) < count).collect();
    assert!(lost.is_empty(), "{place}: numbers lost: {lost:?}");
}

/// How often each number of two digits or more occurs.
fn numbers(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() > 1) {
        *counts.entry(number.to_owned()).or_default() += 1;
    }
    counts
}

/// The paragraphs of a plain text, cut at everything that is markup and not text. A second, much simpler reading of
/// the format than the reader's own: where they disagree, one of them is wrong.
fn paragraphs(source: &str, path: &Path) -> Vec<String> {
    let extract = source.lines().any(|line| line.starts_with("==") && line.trim_end().ends_with("=="));
    let wrapped = source.split("\n\n").filter(|block| block.trim().lines().count() > 2).count() > 5;
    let blocks: Vec<String> = if extract && !wrapped {
        source.lines().map(str::to_owned).collect()
    } else {
        source.replace("\r\n", "\n").split("\n\n").map(str::to_owned).collect()
    };
    let markup = ["[Footnote", "[Illustration", "[edit]", "[citation needed]", "FOOTNOTES"];
    let mut out = Vec::new();
    for mut block in blocks {
        // A note's label is markup: notes are numbered anew.
        if let Some((_, note)) = block.trim_start().strip_prefix("[Footnote").and_then(|note| note.split_once(':')) {
            block = note.to_owned();
        }
        // A line of nothing but signs is drawn, not said.
        let drawn = |line: &&str| !line.chars().any(char::is_alphanumeric);
        let mut text: String =
            block.lines().map(|line| if drawn(&line) { "\u{0}" } else { line }).collect::<Vec<_>>().join("\n");
        for mark in markup {
            text = text.replace(mark, "\u{0}");
        }
        // Notes stand elsewhere in the outputs, and a note's reference is a place where text may be cut.
        let pieces = text.split(['\u{0}', '[', ']', '=', '*', '{', '}']);
        out.extend(pieces.map(str::trim).filter(|piece| letters(piece).len() > 1).map(str::to_owned));
    }
    assert!(!out.is_empty(), "{} has no text: {}", path.display(), fs::metadata(path).unwrap().len());
    out
}
