//! Typography. In: text as it was typed. Out: text as it is set: curled quotes, dashes, ellipses and no-break spaces by
//! the language's custom. Letters never change, code and URLs are left alone, and doing it twice changes nothing.

mod dashes;
mod marks;
mod quotes;
mod spaces;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::Lang;
use crate::model::walk::Runs;
use crate::model::{Block, BlockKind, Book, Inline, Section, Text, flat_text};
use crate::normalize::prose::{MASK, edit, prose};
use crate::project::{NormalizeOptions, Typography};
use crate::source::Span;
use smallvec::smallvec;

/// Sets the marks of the whole book, unless the options say to keep every character.
pub fn run(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    if options.typography == Typography::Keep {
        return;
    }
    let mut setting = Setting { language: book.meta.language, sink };
    setting.title(&mut book.meta.title);
    book.meta.subtitle.as_mut().into_iter().for_each(|subtitle| setting.title(subtitle));
    book.meta.display_title.as_mut().into_iter().for_each(|title| setting.paragraph(smallvec![title], ""));
    let (languages, own) = (&book.languages, book.meta.language);
    let language = |span: Span| languages.get(&span.source).copied().unwrap_or(own);
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            setting.language = language(section.span);
            setting.section(section);
        });
    }
    for note in &mut book.notes {
        setting.language = language(note.span);
        setting.blocks(&mut note.blocks);
    }
}

struct Setting<'s> {
    language: Lang,
    sink: &'s mut Sink,
}

impl Setting<'_> {
    /// Sets a title, which stands in no source.
    fn title(&mut self, title: &mut String) {
        let mut run = vec![Inline::Text(Text::new(title.as_str(), Span::default()))];
        let mut found = Sink::default();
        Setting { language: self.language, sink: &mut found }.paragraph(smallvec![&mut run], "");
        if !found.found.is_empty() {
            let message = format!("a quotation mark in the title `{title}` has no partner; its marks stay as they are");
            self.sink.report(Diagnostic::new(&rules::UNPAIRED_QUOTE, None, message));
        }
        *title = flat_text(&run);
    }

    fn section(&mut self, section: &mut Section) {
        self.paragraph(smallvec![&mut section.title], "");
        self.blocks(&mut section.blocks);
    }

    /// Sets blocks that follow each other: a quotation may go on from one to the next.
    fn blocks(&mut self, blocks: &mut [Block]) {
        for at in 0..blocks.len() {
            let next = blocks.get(at + 1).map(leading_marks).unwrap_or_default();
            self.block(&mut blocks[at], &next);
        }
    }

    fn block(&mut self, block: &mut Block, next: &str) {
        match &mut block.kind {
            BlockKind::Quote { blocks, .. }
            | BlockKind::Admonition { blocks, .. }
            | BlockKind::Details { blocks, .. }
            | BlockKind::Aligned { blocks, .. } => self.blocks(blocks),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.meanings).for_each(|m| self.blocks(m));
            }
            BlockKind::Figure { description, .. } => self.blocks(description),
            _ => {}
        }
        // Quotations in verse go on from line to line.
        if matches!(block.kind, BlockKind::Verse(_)) {
            self.paragraph(block.runs_mut(), next);
        } else {
            block.runs_mut().into_iter().for_each(|run| self.paragraph(smallvec![run], next));
        }
    }

    /// Sets one paragraph, which may be several runs; `next` are the marks that the next one begins with.
    fn paragraph(&mut self, runs: Runs<&mut Vec<Inline>>, next: &str) {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(runs.len());
        for run in &runs {
            starts.push(text.len());
            text += &prose(run);
            text.push('\n');
        }
        text.pop();
        let text = mask_urls(text);
        let (mut edits, mut unpaired) = quotes::curl(&text, self.language, next);
        edits.extend(dashes::set(&text));
        edits.extend(spaces::set(&text, self.language));
        edits.sort_by_key(|edit| edit.range.start);
        for (run, start) in runs.into_iter().zip(starts).rev() {
            let mut here = edits.split_off(edits.partition_point(|edit| edit.range.start < start));
            for edit in &mut here {
                edit.range = edit.range.start - start..edit.range.end - start;
            }
            if let Some(at) = unpaired.take_if(|at| *at >= start) {
                self.report(run, at - start);
            }
            edit(run, &here);
        }
    }

    fn report(&mut self, run: &[Inline], at: usize) {
        let message = "a quotation mark has no partner; from here on the marks of this paragraph stay as they are";
        self.sink.report(Diagnostic::new(&rules::UNPAIRED_QUOTE, span_at(run, at, &mut 0), message));
    }
}

/// Where the byte `at` of a run's prose came from; `from` counts the bytes before `run`.
fn span_at(run: &[Inline], at: usize, from: &mut usize) -> Option<Span> {
    for inline in run {
        let start = *from;
        if let Inline::Text(text) = inline {
            *from += text.as_str().len();
            if at < *from {
                return Some(text.span_of(at - start..at - start + 1));
            }
        } else if let body @ [_, ..] = inline.children() {
            let found = span_at(body, at, from);
            if found.is_some() {
                return found;
            }
        } else {
            *from += flat_text(std::slice::from_ref(inline)).len();
        }
    }
    None
}

/// The straight forms of the quotation marks that a block begins with.
fn leading_marks(block: &Block) -> String {
    let mut block = block;
    while let BlockKind::Quote { blocks, .. } = &block.kind {
        match blocks.first() {
            Some(first) => block = first,
            None => break,
        }
    }
    let mut run = block.runs().first().map_or(&[][..], |run| run.as_slice());
    loop {
        match run.first() {
            Some(Inline::Text(text)) => {
                let marks = text.as_str().trim_start().chars();
                return marks.map_while(marks::straight).take(2).collect();
            }
            Some(inline) => run = inline.children(),
            None => return String::new(),
        }
    }
}

/// Masks what looks like a URL: everything up to the spaces around `://` or behind `www.`.
fn mask_urls(text: String) -> String {
    let bounds = |c: char| c.is_whitespace() || "<>\"«»“”|".contains(c);
    let mut signs: Vec<usize> =
        ["://", "www."].iter().flat_map(|sign| text.match_indices(sign)).map(|(at, _)| at).collect();
    if signs.is_empty() {
        return text;
    }
    signs.sort_unstable();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for sign in signs {
        if sign < done {
            continue;
        }
        let before = text[done..sign].char_indices().rev().take_while(|&(_, c)| !bounds(c) && c != '(');
        let start = before.last().map_or(sign, |(at, _)| done + at);
        let end = text[sign..].find(bounds).map_or(text.len(), |at| sign + at);
        let end = start + text[start..end].trim_end_matches(['.', ',', ';', ')', '\'']).len();
        out += &text[done..start];
        out.extend(std::iter::repeat_n(MASK, end - start));
        done = end;
    }
    out + &text[done..]
}

#[cfg(test)]
mod tests;
