//! The prose of a run of inlines as one string, and edits of it that find their way back. Bytes count as in
//! [`crate::model::flat_text`]; what is not the book's own prose (code, text in other languages) is masked.

use crate::language::Lang;
use crate::model::{Inline, Text, flat_text};
use std::mem;
use std::ops::Range;

/// Stands for each byte of what no pass may look at. No text contains it: readers leave control characters out.
pub const MASK: char = '\u{1}';

/// The text of `run` with code, formulas and foreign text masked.
pub fn prose(run: &[Inline]) -> String {
    let mut out = String::new();
    add(run, &mut out);
    out
}

fn add(run: &[Inline], out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text(text) => out.push_str(text.as_str()),
            Inline::Code(_) | Inline::Math(_) | Inline::Foreign { .. } => {
                out.extend(std::iter::repeat_n(MASK, length(inline)))
            }
            Inline::Image(_) => out.push('\u{FFFC}'),
            Inline::LineBreak => out.push('\n'),
            inline => add(inline.children(), out),
        }
    }
}

/// How many bytes of the run an inline without prose takes.
fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Code(text) => text.as_str().len(),
        Inline::Math(formula) => formula.words.len(),
        Inline::Foreign { body, .. } => flat_text(body).len(),
        Inline::Image(_) => '\u{FFFC}'.len_utf8(),
        Inline::LineBreak => 1,
        _ => 0,
    }
}

/// Other text in place of the bytes `range`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Bytes of the prose.
    pub range: Range<usize>,
    /// What takes their place.
    pub with: &'static str,
}

/// Makes `edits`, which are in order and apart from each other. One that no single text holds is not made.
pub fn edit(run: &mut [Inline], edits: &[Edit]) {
    if !edits.is_empty() {
        edit_from(run, edits, &mut 0);
    }
}

fn edit_from(run: &mut [Inline], edits: &[Edit], at: &mut usize) {
    for inline in run {
        match inline {
            Inline::Text(text) => {
                let start = *at;
                *at += text.as_str().len();
                let first = edits.partition_point(|edit| edit.range.start < start);
                let here = edits[first..].partition_point(|edit| edit.range.end <= *at);
                edit_text(text, start, &edits[first..first + here]);
            }
            Inline::Code(_) | Inline::Math(_) | Inline::Foreign { .. } | Inline::Image(_) | Inline::LineBreak => {
                *at += length(inline)
            }
            inline => inline.children_mut().into_iter().for_each(|body| edit_from(body, edits, at)),
        }
    }
}

/// Makes `edits` in a text that begins at byte `start` of the prose: cuts from behind, so that no byte moves twice.
fn edit_text(text: &mut Text, start: usize, edits: &[Edit]) {
    let mut pieces = Vec::with_capacity(edits.len() * 2);
    for edit in edits.iter().rev() {
        pieces.push(text.split_off(edit.range.end - start));
        let replaced = text.split_off(edit.range.start - start);
        pieces.push(Text::new(edit.with, replaced.span()));
    }
    pieces.into_iter().rev().for_each(|piece| text.append(piece));
}

/// Wraps `ranges` of the prose, which are in order and apart, as text in their languages.
pub fn wrap(run: &mut Vec<Inline>, ranges: &[(Range<usize>, Lang)]) {
    if !ranges.is_empty() {
        wrap_from(run, ranges, &mut 0);
    }
}

fn wrap_from(run: &mut Vec<Inline>, ranges: &[(Range<usize>, Lang)], at: &mut usize) {
    let mut out = Vec::with_capacity(run.len() + 2 * ranges.len().min(8));
    for mut inline in mem::take(run) {
        match inline {
            Inline::Text(text) => {
                let start = *at;
                *at += text.as_str().len();
                wrap_text(text, start, ranges, &mut out);
                continue;
            }
            Inline::Code(_) | Inline::Math(_) | Inline::Foreign { .. } | Inline::Image(_) | Inline::LineBreak => {
                *at += length(&inline)
            }
            _ => inline.children_mut().into_iter().for_each(|body| wrap_from(body, ranges, at)),
        }
        out.push(inline);
    }
    *run = out;
}

fn wrap_text(mut text: Text, start: usize, ranges: &[(Range<usize>, Lang)], out: &mut Vec<Inline>) {
    let end = start + text.as_str().len();
    let first = ranges.partition_point(|(range, _)| range.end <= start);
    let here = ranges[first..].partition_point(|(range, _)| range.start < end);
    let mut pieces = Vec::with_capacity(here * 2);
    for (range, lang) in ranges[first..first + here].iter().rev() {
        pieces.push(Inline::Text(text.split_off(range.end.min(end) - start)));
        let body = vec![Inline::Text(text.split_off(range.start.max(start) - start))];
        pieces.push(Inline::Foreign { lang: *lang, dir: lang.direction(), body });
    }
    pieces.push(Inline::Text(text));
    let empty = |inline: &Inline| matches!(inline, Inline::Text(text) if text.is_empty());
    out.extend(pieces.into_iter().rev().filter(|piece| !empty(piece)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::model::dump::dump;
    use crate::normalize::sample::book;

    fn run(book: &mut crate::model::Book) -> &mut Vec<Inline> {
        match &mut book.sections[0].blocks[0].kind {
            BlockKind::Paragraph(run) => run,
            _ => unreachable!("samples have paragraphs only"),
        }
    }

    #[test]
    fn prose_has_the_bytes_of_flat_text() {
        let mut book = book("a *b* `c` [[x|d]]");
        let run = run(&mut book);
        assert_eq!(prose(run), "a b \u{1} d");
        assert_eq!(prose(run).len(), flat_text(run).len());
    }

    #[test]
    fn edits_and_wraps_reach_across_inlines() {
        let mut book = book("one *two three* four");
        let fa = Lang::constant("fa");
        let edits =
            [Edit { range: 0..1, with: "O" }, Edit { range: 7..8, with: "\u{A0}" }, Edit { range: 12..14, with: "x" }];
        edit(run(&mut book), &edits);
        wrap(run(&mut book), &[(0..3, fa), (9..16, fa)]);
        assert!(dump(&book).contains("p {fa rtl|One} *two\u{A0}{fa rtl|three}*{fa rtl| f}our"), "{}", dump(&book));
    }
}
