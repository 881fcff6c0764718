//! What mdBook's own preprocessor acts on: `{{#include file.rs:2:10}}` and its kin. In: a text. Out: its directives in
//! order, read as mdBook reads them (its guide, "mdBook-specific features"). Time is linear in the text.

use std::ops::Range;

/// A directive, or something that looks like one.
#[derive(PartialEq, Eq, Debug)]
pub struct Directive<'t> {
    pub range: Range<usize>,
    pub verb: Verb<'t>,
}

/// What a directive asks for.
#[derive(PartialEq, Eq, Debug)]
pub enum Verb<'t> {
    /// Nothing: `\{{#include a.md}}` is to be read without the backslash.
    Escaped,
    /// `{{#title …}}`: a title for the window of a web page, which a book has none of.
    Title,
    /// `{{#include file:part}}`
    Include(Target<'t>),
    /// `{{#rustdoc_include file:part}}`: the rest of the file goes along as hidden lines.
    RustdocInclude(Target<'t>),
    /// `{{#playground file attributes…}}`: the file as a block of Rust code.
    Playground { file: &'t str, attributes: Vec<&'t str> },
}

/// What is included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target<'t> {
    /// The file, as it is written: its path from the folder of the text.
    pub file: &'t str,
    /// Which part of it, as it is written behind the colon; empty for all of it.
    pub part: &'t str,
}

/// The directives of a text.
pub fn find(text: &str) -> Vec<Directive<'_>> {
    let (mut out, mut at) = (Vec::new(), 0);
    let mut ends = Ends { text, brace: None, line: 0..0, close: None };
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        if start > at
            && text[..start].ends_with('\\')
            && let Some(end) = ends.of_escaped(start)
        {
            out.push(Directive { range: start - 1..end, verb: Verb::Escaped });
            at = end;
        } else if let Some((end, verb)) = directive(text, start, &mut ends) {
            out.extend(verb.map(|verb| Directive { range: start..end, verb }));
            at = end;
        } else {
            at = start + 1;
        }
    }
    out
}

/// The directive at byte `start`: where it ends, and what it asks for if mdBook itself knows that.
fn directive<'t>(text: &'t str, start: usize, ends: &mut Ends<'t>) -> Option<(usize, Option<Verb<'t>>)> {
    let inside = text[start + 2..].trim_start().strip_prefix('#')?;
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = inside.split_at(length);
    let close = ends.next_brace(text.len() - rest.len())?;
    let arguments = &text[text.len() - rest.len()..close];
    // White space behind the name, and something behind that, be it another space.
    let spaced = arguments.starts_with(char::is_whitespace) && arguments.chars().nth(1).is_some();
    if name.is_empty() || !spaced || !text[close..].starts_with("}}") {
        return None;
    }
    Some((close + 2, verb(name, arguments)))
}

fn verb<'t>(name: &str, arguments: &'t str) -> Option<Verb<'t>> {
    let mut words = arguments.split_whitespace();
    let first = words.next();
    match (name, first) {
        ("title", _) => Some(Verb::Title),
        ("include", Some(file)) => Some(Verb::Include(target(file))),
        ("rustdoc_include", Some(file)) => Some(Verb::RustdocInclude(target(file))),
        ("playground" | "playpen", Some(file)) => Some(Verb::Playground { file, attributes: words.collect() }),
        _ => None,
    }
}

fn target(word: &str) -> Target<'_> {
    let (file, part) = word.split_once(':').unwrap_or((word, ""));
    Target { file, part }
}

/// Where directives may end, each place looked for once however many begin before it.
struct Ends<'t> {
    text: &'t str,
    brace: Option<usize>,
    line: Range<usize>,
    close: Option<usize>,
}

impl Ends<'_> {
    /// The first `}` at byte `from` or behind it.
    fn next_brace(&mut self, from: usize) -> Option<usize> {
        if self.brace.is_none_or(|brace| brace < from) {
            self.brace = Some(self.text[from..].find('}').map_or(self.text.len(), |found| from + found));
        }
        self.brace.filter(|&brace| brace < self.text.len())
    }

    /// Where what a backslash keeps from being a directive ends: behind the last `}}` of its line.
    fn of_escaped(&mut self, start: usize) -> Option<usize> {
        let inside = start + 3;
        if !self.text[start..].starts_with("{{#") {
            return None;
        }
        if !self.line.contains(&start) {
            let end = self.text[start..].find('\n').map_or(self.text.len(), |found| start + found);
            self.line = start..end;
            self.close = self.text[start..end].rfind("}}").map(|found| start + found);
        }
        self.close.filter(|&close| close >= inside).map(|close| close + 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_as_mdbook_reads_them() {
        let text = "{{#include a.rs}} {{ #include\n../b.rs:2:10 }} {{#rustdoc_include c.rs:main}} \
                    {{#playpen d.rs editable ignore}} {{#title Of the Sea}}";
        let verbs: Vec<Verb> = find(text).into_iter().map(|directive| directive.verb).collect();
        let target = |file, part| Target { file, part };
        assert_eq!(
            verbs,
            [
                Verb::Include(target("a.rs", "")),
                Verb::Include(target("../b.rs", "2:10")),
                Verb::RustdocInclude(target("c.rs", "main")),
                Verb::Playground { file: "d.rs", attributes: vec!["editable", "ignore"] },
                Verb::Title,
            ]
        );
    }

    #[test]
    fn what_is_none_is_passed_over() {
        for text in
            ["{{#include}}", "{{#include }}", "{{#include  }}", "{{include a}}", "{{#if a}}", "{{#include a}", "{{#"]
        {
            assert_eq!(find(text), [], "{text}");
        }
        assert_eq!(find("{{{#include a}}}")[0].range, 1..15);
    }

    #[test]
    fn a_backslash_keeps_the_rest_of_its_line() {
        let ranges = |text: &str| find(text).into_iter().map(|found| found.range).collect::<Vec<_>>();
        assert_eq!(ranges("a \\{{#include x}} b {{#include y}} c\n{{#include z}}"), [2..34, 37..51]);
        assert_eq!(ranges("\\{{#include\nx}}").first(), Some(&(1..15)));
    }

    #[test]
    fn text_full_of_beginnings_takes_no_time() {
        for text in
            ["{{#a ".repeat(200_000), "\\{{#".repeat(200_000), "{{#a ".repeat(200_000) + "} x", "{{ ".repeat(200_000)]
        {
            assert_eq!(find(&text), []);
        }
    }
}
