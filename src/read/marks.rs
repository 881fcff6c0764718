//! Index marks in running text. In: `\index{parent!child@sort|see{other}}`, the grammar of makeindex, or the attributes
//! of `[term]{.index entry="Parent!Child"}`. Out: entries interned in the book and marks that place them; a mark that
//! cannot be read is a finding and never text.

use super::attributes::split;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{Book, Inline, Mark, MarkId, MarkKind, TermId, Text};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a mark opens with.
pub const OPENING: &str = "\\index{";
/// The longest mark, in bytes: an opening that is not closed within it is no mark.
pub const LONGEST: usize = 1000;

/// Cuts plain text at its `\index{…}` marks.
pub fn place(mut text: Text, book: &mut Book, sink: &mut Sink) -> Vec<Inline> {
    let mut marks: Vec<(Range<usize>, Option<Inline>)> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.as_str()[from..].find(OPENING).map(|at| from + at) {
        from = at + OPENING.len();
        let span = text.span_of(at..from);
        match closing(&text.as_str()[from..]) {
            Some(length) => {
                let mark = read(&text.as_str()[from..from + length], text.span_of(at..from + length + 1), book, sink);
                from += length + 1;
                marks.push((at..from, mark));
            }
            None => report_unclosed(span, sink),
        }
    }
    let mut out = Vec::new();
    for (range, mark) in marks.into_iter().rev() {
        out.push(Inline::Text(text.split_off(range.end)));
        out.extend(mark);
        text.split_off(range.start);
    }
    out.push(Inline::Text(text));
    out.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    out.reverse();
    out
}

/// Where the brace that closes a mark stands, `rest` being what follows its opening.
pub fn closing(rest: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Reports an opening without its closing brace.
pub fn report_unclosed(span: Span, sink: &mut Sink) {
    let finding = Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, "this index mark has no closing brace")
        .hint("Close it in the same paragraph; inside a table write `\\|` for `|`.");
    sink.report(finding);
}

/// Reads what stands between the braces of `\index{…}`; `None` where there is nothing to place.
pub fn read(inside: &str, span: Span, book: &mut Book, sink: &mut Sink) -> Option<Inline> {
    let (path, command) = split_command(inside);
    let Some(term) = intern(&path, span, book) else {
        let finding = Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, "this index mark has an empty entry")
            .hint("Write `\\index{entry}`, or `\\index{entry!subentry}`.");
        sink.report(finding);
        return None;
    };
    let command = command.as_deref().unwrap_or("");
    let argument = |name: &str| Some(command.strip_prefix(name)?.strip_prefix('{')?.strip_suffix('}')?.to_owned());
    if let Some(to) = argument("see") {
        refer(term, &to, Reference::See, span, book, sink);
        return None;
    }
    if let Some(to) = argument("seealso") {
        refer(term, &to, Reference::SeeAlso, span, book, sink);
        return None;
    }
    let kind = match command.chars().next() {
        Some('(') => MarkKind::RangeStart,
        Some(')') => MarkKind::RangeEnd,
        _ if matches!(command, "textbf" | "main") => MarkKind::Main,
        _ => MarkKind::Point,
    };
    Some(add(term, kind, book))
}

/// Reads the attributes of `[term]{.index …}`, without their braces; `term` is the bracketed text.
pub fn read_attributes(attributes: &str, term: &str, span: Span, book: &mut Book, sink: &mut Sink) -> Option<Inline> {
    let attributes: BTreeMap<String, String> = split(attributes).into_iter().collect();
    let mut kind = MarkKind::Point;
    for (name, value) in &attributes {
        match (name.as_str(), value.as_str()) {
            (".index" | "entry" | "see" | "see-also", _) => {}
            ("main", _) => kind = MarkKind::Main,
            ("range", "start") => kind = MarkKind::RangeStart,
            ("range", "end") => kind = MarkKind::RangeEnd,
            _ => {
                let message = format!("an index mark has no attribute `{name}` with the value `{value}`");
                let finding = Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, message)
                    .hint("It may have `entry`, `see`, `see-also`, `main` and `range=start` or `range=end`.");
                sink.report(finding);
            }
        }
    }
    let quoted = term.replace(['!', '@', '|', '"'], " ");
    let entry = attributes.get("entry").map_or(quoted.as_str(), String::as_str);
    let Some(id) = intern(entry, span, book) else {
        let finding = Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, "this index mark has an empty entry")
            .hint("Write `[term]{.index}`, or `[text]{.index entry=\"Entry\"}`.");
        sink.report(finding);
        return None;
    };
    if let Some(to) = attributes.get("see") {
        refer(id, to, Reference::See, span, book, sink);
        return None;
    }
    if let Some(to) = attributes.get("see-also") {
        refer(id, to, Reference::SeeAlso, span, book, sink);
    }
    Some(add(id, kind, book))
}

enum Reference {
    See,
    SeeAlso,
}

fn refer(term: TermId, to: &str, reference: Reference, span: Span, book: &mut Book, sink: &mut Sink) {
    match intern(to, span, book) {
        Some(to) if to != term => {
            let term = &mut book.terms[term.index()];
            let list = match reference {
                Reference::See => &mut term.see,
                Reference::SeeAlso => &mut term.see_also,
            };
            if !list.contains(&to) {
                list.push(to);
            }
        }
        _ => {
            let message = "this index mark refers to nothing, or to itself";
            sink.report(Diagnostic::new(&rules::MALFORMED_INDEX_MARK, span, message));
        }
    }
}

/// A mark of an entry.
pub fn add(term: TermId, kind: MarkKind, book: &mut Book) -> Inline {
    book.marks.push(Mark { term, kind, salience: u16::MAX });
    Inline::Mark(MarkId(book.marks.len() as u32 - 1))
}

/// Interns an entry by its path: levels parted by `!`, each `heading` or `sort@heading`, `"` before a literal sign.
fn intern(path: &str, span: Span, book: &mut Book) -> Option<TermId> {
    let mut parent = None;
    for level in split_unquoted(path, '!') {
        let mut parts = split_unquoted(&level, '@').into_iter();
        let first = unquote(&parts.next()?);
        let heading = parts.next().map(|heading| unquote(&heading));
        let sort = heading.is_some().then(|| first.trim());
        let heading = heading.as_deref().unwrap_or(&first).trim();
        if heading.is_empty() {
            return None;
        }
        parent = Some(book.intern_term(parent, emphasized(heading, span), sort));
    }
    parent
}

/// A heading with the emphasis or code that it may have: `*…*`, `\emph{…}`, `\textit{…}`, and between backticks.
fn emphasized(heading: &str, span: Span) -> Vec<Inline> {
    let plain = |text: &str| Text::new(text, span);
    for (open, close) in [("*", "*"), ("`", "`"), ("\\emph{", "}"), ("\\textit{", "}")] {
        let Some((before, rest)) = heading.split_once(open) else { continue };
        let Some((inside, after)) = rest.split_once(close).filter(|(inside, _)| !inside.is_empty()) else { continue };
        let inner = match open {
            "`" => Inline::Code(plain(inside)),
            _ => Inline::Emphasis(vec![Inline::Text(plain(inside))]),
        };
        let mut out = vec![Inline::Text(plain(before)), inner, Inline::Text(plain(after))];
        out.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        return out;
    }
    vec![Inline::Text(plain(heading))]
}

/// The entry and the command behind the first `|`.
fn split_command(inside: &str) -> (String, Option<String>) {
    let mut parts = split_unquoted(inside, '|').into_iter();
    (parts.next().unwrap_or_default(), parts.next().map(|command| command.trim().to_owned()))
}

/// Splits at `sign` where no `"` stands before it; the quotes stay.
fn split_unquoted(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match parts.last_mut() {
            Some(part) if c != sign || quoted => part.push(c),
            _ => parts.push(String::new()),
        }
        quoted = c == '"' && !quoted;
    }
    parts
}

fn unquote(text: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for c in text.chars() {
        quoted = c == '"' && !quoted;
        if !quoted {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::flat_text;

    fn read_text(text: &str) -> (Book, Sink, Vec<Inline>) {
        let (mut book, mut sink) = (Book::default(), Sink::default());
        let source = book.sources.add("a.txt", text);
        let inlines = place(Text::new(text, Span::new(source, 0..text.len())), &mut book, &mut sink);
        (book, sink, inlines)
    }

    fn entry(book: &Book, id: TermId) -> String {
        let term = &book.terms[id.index()];
        let parent = term.parent.map(|parent| entry(book, parent) + " > ").unwrap_or_default();
        parent + &flat_text(&term.heading)
    }

    #[test]
    fn marks_leave_the_text_and_keep_their_place() {
        let (book, sink, inlines) = read_text("An oak\\index{trees!oak} stands\\index{standing|textbf}.");
        assert_eq!(flat_text(&inlines), "An oak stands.");
        assert!(sink.found.is_empty());
        assert!(matches!(inlines[1], Inline::Mark(MarkId(0))));
        assert_eq!(entry(&book, book.marks[0].term), "trees > oak");
        assert_eq!(book.marks[1].kind, MarkKind::Main);
    }

    #[test]
    fn sort_keys_quotes_and_references_are_read() {
        let (book, sink, _) = read_text("\\index{alpha@*Alpha*}\\index{wow\"!}\\index{elm|see{trees!elm}}");
        assert!(sink.found.is_empty());
        assert_eq!(book.terms[0].sort, "alpha");
        assert!(matches!(book.terms[0].heading[0], Inline::Emphasis(_)));
        assert_eq!(entry(&book, TermId(1)), "wow!");
        assert_eq!(entry(&book, book.terms[2].see[0]), "trees > elm");
        assert_eq!(book.marks.len(), 2);
    }

    #[test]
    fn a_mark_that_cannot_be_read_is_a_finding() {
        let (book, sink, inlines) = read_text("a\\index{b|(}c\\index{b|)}\\index{}\\index{open");
        let kinds: Vec<MarkKind> = book.marks.iter().map(|mark| mark.kind).collect();
        assert_eq!(kinds, [MarkKind::RangeStart, MarkKind::RangeEnd]);
        assert_eq!((sink.found.len(), flat_text(&inlines).as_str()), (2, "ac\\index{open"));
    }
}
