//! CommonMark and GFM: what is read from the Markdown of each example of their specifications is what is read from its
//! HTML. `tests/run` fetches that of CommonMark, pinned; that of GFM is
//! read from where `GFM_SPEC` says. One that is not there is skipped with a loud line.

use pressmark::diagnostic::Sink;
use pressmark::library::Memory;
use pressmark::project::Project;
use pressmark::read::read;
use std::path::PathBuf;
use std::{env, fs};

/// Examples that are read otherwise, each with its reason.
const EXCEPTIONS: &str = include_str!("commonmark-exceptions.txt");

/// An example: its number, what kind it is of, its Markdown and its HTML.
struct Example {
    number: usize,
    kind: String,
    markdown: String,
    html: String,
}

/// The examples of a specification in its own text form.
fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut out = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix(&fence).and_then(|rest| rest.strip_prefix(" example")) else { continue };
        let mut part = |end: &str| {
            let mut part = String::new();
            for line in lines.by_ref().take_while(|line| *line != end) {
                part += &line.replace('→', "\t");
                part.push('\n');
            }
            part
        };
        let (markdown, html) = (part("."), part(&fence));
        out.push(Example { number: out.len() + 1, kind: kind.trim().to_owned(), markdown, html });
    }
    out
}

/// What is read from a text, without the names of places, which carry the name of the file.
fn draft(name: &str, text: &str) -> String {
    let library = Memory::of([(name, text)]);
    let project = Project { texts: pressmark::project::Texts::Files(vec![name.to_owned()]), ..Project::default() };
    match read(&project, &library, &mut Sink::default()) {
        Ok(draft) => draft.dump().lines().skip(1).map(|line| line.replace(name, "") + "\n").collect(),
        // Nothing to read.
        Err(_) => String::new(),
    }
}

/// Compares all examples of a specification; `name` is its name in the list of exceptions.
fn compare(name: &str, variable: &str, below: &str, expected: usize, wanted: impl Fn(&Example) -> bool) {
    let path = env::var(variable).map_or_else(
        |_| PathBuf::from(env::var("HOME").unwrap_or_default()).join(".cache/pressmark-tools").join(below),
        PathBuf::from,
    );
    let Ok(text) = fs::read_to_string(&path) else {
        // No package carries the specification of GFM.
        let required = env::var_os("PRESSMARK_VALIDATORS").is_some() && name == "CommonMark";
        assert!(!required, "{} is not there", path.display());
        eprintln!("SKIPPED: the specification {name} is not there ({variable})");
        return;
    };
    let examples: Vec<Example> = examples(&text).into_iter().filter(|example| wanted(example)).collect();
    assert_eq!(examples.len(), expected, "{name}");
    let excepted: Vec<usize> = EXCEPTIONS
        .lines()
        .filter_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
        .collect();
    let mut failures = Vec::new();
    for example in &examples {
        let (left, right) = (draft("a.md", &example.markdown), draft("a.html", &example.html));
        if (left == right) == excepted.contains(&example.number) {
            failures.push(format!(
                "{name} {}\n{}\n-- HTML\n{}-- from Markdown\n{left}-- from HTML\n{right}",
                example.number, example.markdown, example.html
            ));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), examples.len(), failures.join("\n\n"));
    eprintln!("{name}: {} examples, {} excepted", examples.len(), excepted.len());
}

#[test]
fn commonmark_is_read_as_its_html() {
    compare("CommonMark", "COMMONMARK_SPEC", "commonmark/node_modules/commonmark-spec/spec.txt", 652, |_| true);
}

#[test]
fn gfm_extensions_are_read_as_their_html() {
    compare("GFM", "GFM_SPEC", "gfm/spec.txt", 24, |example| !example.kind.is_empty());
}
