//! The architecture as a test: the direction of dependency, one home for each foreign crate, the length of files, one
//! case for each rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Which modules each module may name. What stands on nothing but the ground is not listed.
const GROUND: &[&str] = &["source", "diagnostic", "error", "length", "language", "library"];
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("length", &[]),
    ("language", &[]),
    ("diagnostic", &["source", "error"]),
    ("error", &["source"]),
    ("library", &["error"]),
    ("model", &[]),
    ("project", &["model"]),
    ("edition", &["model"]),
    ("image", &["model"]),
    ("read", &["model", "project", "edition", "image"]),
    ("normalize", &["model", "project", "edition"]),
    ("vocabulary", &["model"]),
    ("style", &["vocabulary"]),
    ("font", &[]),
    ("text", &["style", "font"]),
    ("page", &["model", "vocabulary", "style", "text", "font", "image"]),
    ("pdf", &["page", "model", "text", "font", "image", "edition"]),
    ("epub", &["model", "vocabulary", "style", "font", "image", "edition"]),
];

/// The parts of the model that the PDF writer may name: ids and what the book says of itself, never its tree.
const PDF_SEES: &[&str] =
    &["AssetId", "Asset", "Metadata", "Creator", "Edition", "Identifier", "Media", "PageMap", "PageStart"];

/// The one home of each foreign crate.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli.rs", "main.rs"]),
    ("cssparser", &["style/parse.rs"]),
    ("ctrlc", &["commands/replace.rs"]),
    ("encoding_rs", &["read/decode.rs"]),
    ("epub_builder", &["epub/assemble.rs"]),
    ("harfrust", &["text/shape.rs"]),
    ("hypher", &["text/hyphenate.rs"]),
    ("icu_collator", &["normalize/index/"]),
    ("icu_segmenter", &["text/opportunity.rs"]),
    ("indicatif", &["progress.rs"]),
    ("lopdf", &["pdf/"]),
    ("moxcms", &["pdf/metadata.rs"]),
    ("printpdf", &["pdf/resources.rs"]),
    ("pulldown_cmark", &["read/markdown/", "read/mdbook.rs"]),
    ("sha2", &["edition/"]),
    ("skrifa", &["font/"]),
    ("subsetter", &["font/subset.rs"]),
    ("unicode_bidi", &["text/bidi.rs"]),
    ("uuid", &["edition/"]),
    ("zip", &["epub/finish.rs"]),
];

/// Files that are tables: long, and right so.
const TABLES: &[&str] = &["model/words.rs", "vocabulary.rs", "style/property.rs"];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort();
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            collect(root, &entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let name = entry.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push((name, fs::read_to_string(&entry).unwrap()));
        }
    }
}

/// The file without comments and without its test module.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    body.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// The words that follow `crate::` directly, groups in braces taken apart.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + 7..];
        let group = rest.strip_prefix('{').map(|inner| inner.split('}').next().unwrap());
        let heads: Vec<&str> = group.map_or(vec![rest], |inner| inner.split(',').map(str::trim).collect());
        for head in heads {
            let name: String = head.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.insert(name);
        }
    }
    names
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(allowed) = layers.get(module(&file)) else { continue };
        for name in named_modules(&code(&text)) {
            let known = layers.contains_key(name.as_str()) || ["commands", "cli", "progress"].contains(&name.as_str());
            let ground = GROUND.contains(&name.as_str()) && !GROUND.contains(&module(&file));
            if known && name != module(&file) && !ground && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_pdf_writer_never_sees_the_books_tree() {
    for (file, text) in sources().into_iter().filter(|(file, _)| file.starts_with("pdf/")) {
        let code = code(&text);
        for (at, _) in code.match_indices("model::") {
            let rest = code[at + 7..].trim_start_matches('{');
            let end = rest.find(['}', ';', '(']).unwrap_or(rest.len());
            for name in rest[..end].split(',').map(|name| name.trim().split("::").next().unwrap()) {
                let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
                let tree = name.starts_with(char::is_uppercase) && !PDF_SEES.contains(&name.as_str());
                assert!(!tree, "{file} names model::{name}");
            }
        }
    }
}

#[test]
fn every_foreign_crate_has_one_home() {
    for (file, text) in sources() {
        let code = code(&text);
        for (name, homes) in HOMES {
            let named = code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            let home = homes.iter().any(|home| file == *home || (home.ends_with('/') && file.starts_with(home)));
            assert!(!named || home, "{file} names {name}, whose home is {homes:?}");
        }
    }
}

#[test]
fn every_dependency_says_who_owns_it() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let table = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    for line in table.lines().filter(|line| line.contains('=')) {
        assert!(line.contains(" # "), "no home in the comment of `{line}`");
    }
}

#[test]
fn only_the_top_reads_clocks_environments_and_files() {
    for (file, text) in sources() {
        if ["commands", "cli", "progress", "main"].contains(&module(&file)) {
            continue;
        }
        let code = code(&text);
        for word in ["std::env::", "SystemTime", "Instant::now", "println!", "eprintln!", "std::process"] {
            assert!(!code.contains(word), "{file} uses {word}");
        }
        assert!(file == "library.rs" || !code.contains("fs::"), "{file} reaches files past the library");
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(file, text)| text.lines().count() > 700 && !TABLES.contains(&file.as_str()))
        .map(|(file, text)| format!("{file}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_module_is_a_drawer() {
    for (file, _) in sources() {
        for part in Path::new(&file).with_extension("").components() {
            let name = part.as_os_str().to_string_lossy();
            assert!(
                !["util", "utils", "common", "helpers", "shared", "misc", "core", "types"].contains(&&*name),
                "{file}"
            );
        }
    }
}

#[test]
fn every_rule_has_one_case_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rules");
    let cases: BTreeSet<String> = fs::read_dir(folder).unwrap().map(|entry| stem(&entry.unwrap().path())).collect();
    let rules: BTreeSet<String> = pressmark::diagnostic::rules::ALL.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(cases, rules);
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}
