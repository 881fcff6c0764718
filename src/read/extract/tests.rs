//! Small texts through the whole reader, compared with the text form of what comes out.

use super::extract;
use crate::diagnostic::{Checks, Sink};
use crate::model::{Book, dump};

/// The dump of `text` without its first line, and the names of what was found.
fn read(text: &str) -> (String, Vec<&'static str>) {
    let mut book = Book::default();
    let source = book.sources.add("a.txt", text);
    let mut sink = Sink::new(&Checks::default());
    book.sections = extract(source, &mut book, &mut sink);
    let dump = dump::dump(&book);
    let body = dump.split_once('\n').map_or("", |(_, body)| body).to_owned();
    (body, sink.found.iter().map(|finding| finding.rule.name).collect())
}

/// Prose of one long line.
fn line(words: &str) -> String {
    format!("{words} and then a good deal more was said about it by all who had come to the harbour to hear of it")
}

#[test]
fn a_wiki_extract_keeps_its_hierarchy_its_links_and_its_lists() {
    let (lead, early, late) = (line("Lead[edit]"), line("Early (§ Late (2))"), line("Late"));
    let text = format!(
        "{lead}.\n{lead}.\n\n\n== History ==\n\n=== Early ===\n{early}:\n\n{early}.\n===Late (2)===\n{late}.\n{late}.\n\n\n\
         == See also ==\n\nOld nets\n New nets\n"
    );
    let (dump, found) = read(&text);
    let lines: Vec<&str> = dump.lines().map(|line| line.split(" and then").next().unwrap_or(line)).collect();
    let expected = [
        "Introduction 1 #<§> ",
        "  p Lead",
        "  p Lead",
        "Chapter 1 #<§ History> History",
        "  Section 2 #<§ Early> Early",
        "    p Early ([§ Late (2)](#<§ Late (2)>))",
        "    p Early ([§ Late (2)](#<§ Late (2)>))",
        "  Section 2 #<§ Late (2)> Late (2)",
        "    p Late",
        "    p Late",
        "Chapter 1 #<§ See also> See also",
        "  list bullets",
        "    item",
        "      p Old nets",
        "    item",
        "      p New nets",
    ];
    assert_eq!(lines, expected);
    assert_eq!(found, ["lost-content", "wiki-leftover"]);
}

const PROSE: &str = "The harbour lay quite still in the morning and the boats were\n\
                     drawn up on the shingle while an old man counted his nets and\n\
                     sang _under_ his breath.";

#[test]
fn a_wrapped_book_has_chapters_verse_quotations_and_notes() {
    let text = format!(
        "NETS\n\n\n\n\nCONTENTS\n\nCHAPTER I.\n\nCHAPTER II.\n\n\n\n\nCHAPTER I.\n\n\n{PROSE}[1]\n\n    Two nets for herring,\n\
         \x20     And one for the sole.\n\n[1] Or five.\n\n\n\n\nCHAPTER II.\n\n\n{PROSE}[1] And[2]\n\n[1] Or six.\n\n* * *\n\n{PROSE}\n"
    );
    let (dump, found) = read(&text);
    let prose = "p The harbour lay quite still in the morning and the boats were drawn up on the shingle while an old man \
                 counted his nets and sang *under* his breath.";
    let expected = format!(
        "Introduction 1 #<§> \n  p NETS\nChapter 1 #<§ CONTENTS> CONTENTS\n  verse\n    stanza\n      +0 CHAPTER I.\n      \
         +0 CHAPTER II.\nChapter 1 #<§ CHAPTER I.> CHAPTER I.\n  {prose}[^0]\n  verse\n    stanza\n      +0 Two nets for \
         herring,\n      +1 And one for the sole.\nChapter 1 #<§ CHAPTER II.> CHAPTER II.\n  {prose}[^1] And[2]\n  break\n  \
         {prose}\nnote 0 [] label \"1\"\n  p Or five.\nnote 1 [] label \"1\"\n  p Or six.\n"
    );
    assert_eq!(dump, expected);
    assert_eq!(found, ["unresolved-note"]);
}

#[test]
fn a_text_without_headings_is_one_section() {
    assert_eq!(read("One.\r\rTwo\0.\r").0, "Introduction 1 #<§> \n  p One.\n  p Two.\n");
    assert_eq!(read("One.\0\u{1}").1, ["control-character"]);
    assert_eq!(read(" \n\n").0, "");
}

#[test]
fn no_shape_of_text_loses_a_word() {
    let pieces =
        ["[1] ", "[Footnote 1: ", "]", "== H ==", "CONTENTS", "CHAPTER I.", "_", "x   y", "* * *", "(§ N)", "nets\n"];
    let mut state = 7usize;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    for _ in 0..300 {
        let text: String =
            (0..40).map(|_| pieces[next() % pieces.len()].to_owned() + ["", " ", "\n", "\n\n"][next() % 4]).collect();
        let (dump, _) = read(&text);
        let dump: String = dump.split("#<").map(|part| part.split_once("> ").map_or(part, |(_, rest)| rest)).collect();
        assert_eq!(text.matches("nets").count(), dump.matches("nets").count(), "{text}\n{dump}");
    }
}
