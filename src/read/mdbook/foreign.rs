//! What preprocessors that are not run would have acted on. In: a chapter's text and sections. Out: a finding for each
//! directive that is not mdBook's own, and for each block of code that only such a program can draw.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{BlockKind, Section};
use crate::read::{Shelf, markdown};
use crate::source::Span;
use std::ops::Range;

/// Languages of code blocks that stand for something else, and what makes it of them.
const DRAWN: &[(&str, &str)] = &[
    ("mermaid", "mdbook-mermaid"),
    ("bob", "mdbook-svgbob"),
    ("svgbob", "mdbook-svgbob"),
    ("plantuml", "mdbook-plantuml"),
    ("admonish", "mdbook-admonish"),
    ("d2", "mdbook-d2"),
    ("pikchr", "mdbook-pikchr"),
];

/// Forms of running text that stand for something else, and what makes it of them.
const FORMS: &[(&str, &str)] = &[
    ("{{#", ""),
    ("{% ", "mdbook-embedify"),
    ("<!-- cmdrun ", "mdbook-cmdrun"),
    ("<!-- toc -->", "mdbook-toc"),
    ("{{footnote:", "mdbook-footnote"),
];

/// mdBook's own directives: where one is left, it does not say of what.
const OWN: &[&str] = &["title", "include", "rustdoc_include", "playground", "playpen"];

/// Reports the directives in source number `source` that nobody carries out. `settled` are stretches that only look
/// like directives; `hint` says what can be done.
pub fn report_directives(source: u16, settled: &[Range<usize>], hint: &str, shelf: &mut Shelf) {
    let text = shelf.book.sources.of(Span::new(source, 0..0)).text.clone();
    let mut found: Vec<(usize, &str, &str)> = Vec::new();
    for &(form, maker) in FORMS {
        found.extend(text.match_indices(form).map(|(at, _)| (at, form, maker)));
    }
    found.extend(variables(&text).map(|at| (at, "{{", "mdbook-variables")));
    found.retain(|(at, ..)| !inside(*at, settled) && !text[..*at].ends_with('\\'));
    if found.is_empty() {
        return;
    }
    let code = markdown::literal(&text);
    found.retain(|(at, ..)| !inside(*at, &code));
    found.sort_unstable();
    for (at, form, maker) in found {
        let rest = &text[at + form.len()..];
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).next().unwrap_or("");
        let (length, message) = match maker {
            "" if name.is_empty() => continue,
            "" if OWN.contains(&name) => (form.len() + name.len(), format!("`{form}{name}}}}}` says not of what")),
            "" => (form.len() + name.len(), format!("`{form}{name}}}}}` is nothing that mdBook knows by itself")),
            "mdbook-variables" => {
                let length = rest.find("}}").map_or(0, |end| end + 2);
                (form.len() + length, "this is for a preprocessor that is not run".to_owned())
            }
            maker => (form.trim_end().len(), format!("this is for `{maker}`, which is not run")),
        };
        let finding = Diagnostic::new(&rules::UNREAD_DIRECTIVE, Span::new(source, at..at + length), message);
        shelf.sink.report(finding.hint("It stands in the text as it was written.").hint(hint));
    }
}

/// Where a word alone stands between double braces, `{{ version }}`; in formulas such braces stand close to something.
fn variables(text: &str) -> impl Iterator<Item = usize> {
    let braced = text.match_indices("{{").map(|(at, _)| at);
    braced.filter(|&at| {
        let inside = text[at + 2..].trim_start_matches(' ');
        let word = inside.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'));
        let closed = word.is_some_and(|end| end > 2 && inside[end..].trim_start_matches(' ').starts_with("}}"));
        closed
            && text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || "(\"'*_".contains(before))
    })
}

/// Reports the blocks of code in a chapter that a preprocessor would have made something else of.
pub fn report_code(chapter: &Section, hint: &str, sink: &mut Sink) {
    chapter.walk(&mut |section| {
        for block in &section.blocks {
            block.walk(&mut |block| {
                let BlockKind::Code { language: Some(language), .. } = &block.kind else { return };
                let Some((_, maker)) = DRAWN.iter().find(|(name, _)| name == language) else { return };
                let message = format!("this is for `{maker}`, which is not run; its code is shown");
                let first = Span { end: block.span.start + 3 + language.len() as u32, ..block.span };
                let finding = Diagnostic::new(&rules::UNREAD_DIRECTIVE, first, message);
                sink.report(finding.hint(hint));
            });
        }
    });
}

/// Whether byte `at` lies in one of `ranges`, which are in order.
fn inside(at: usize, ranges: &[Range<usize>]) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}
