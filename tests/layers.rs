//! The architecture as a test: the direction of dependency, one home for each foreign crate, the length of files, one
//! case for each rule.

use crate::paths::{File, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What every module above them may name.
const GROUND: &[&str] = &["source", "diagnostic", "error", "length", "language", "hyphenation", "numeral", "library"];
/// What may name everything.
const TOP: &[&str] = &["lib", "main", "bin", "commands", "cli", "progress"];
/// Which modules each module may name besides the ground.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("length", &[]),
    ("language", &[]),
    ("hyphenation", &["language"]),
    ("numeral", &["language"]),
    ("diagnostic", &["source", "error"]),
    ("error", &["source"]),
    ("library", &["error"]),
    ("highlight", &[]),
    ("math", &[]),
    ("model", &["math"]),
    ("project", &["model", "math"]),
    ("edition", &["model"]),
    ("image", &["model", "font"]),
    ("read", &["model", "math", "project", "edition", "image"]),
    ("normalize", &["model", "project", "edition"]),
    ("vocabulary", &["model"]),
    ("style", &["vocabulary"]),
    ("font", &[]),
    ("text", &["math", "style", "font"]),
    ("page", &["model", "math", "vocabulary", "style", "text", "font", "image", "highlight"]),
    ("pdf", &["page", "model", "text", "font", "image", "edition"]),
    ("cover", &["model", "vocabulary", "style", "text", "font", "image", "edition"]),
    ("epub", &["model", "math", "vocabulary", "style", "font", "image", "edition", "cover"]),
];

/// The parts of the model that the PDF writer may name: ids and what the book says of itself, never its tree.
const PDF_SEES: &[&str] =
    &["AssetId", "Asset", "Metadata", "Creator", "Edition", "Identifier", "Media", "PageMap", "PageStart"];

/// Files that are tables: long, and right so.
const TABLES: &[&str] = &["model/words.rs", "vocabulary.rs", "style/property.rs"];

#[test]
fn modules_name_only_what_lies_below_them() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let files = sources();
    let modules: BTreeSet<&str> = files.iter().map(File::module).collect();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !TOP.contains(&file.module())) {
        let Some(below) = layers.get(file.module()) else {
            wrong.push(format!("{} has no layer", file.name));
            continue;
        };
        for path in file.paths() {
            let name = path.first().map_or("", String::as_str);
            let ground = GROUND.contains(&name) && !GROUND.contains(&file.module());
            // What is no module is of the crate's root, the top.
            if name != file.module() && !ground && !below.contains(&name) || !modules.contains(name) {
                wrong.push(format!("{} names {}", file.name, path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn paths_are_seen_however_they_are_written() {
    let text = r#"
        use crate::{epub::{self, nav::Nav as N}, pdf};
        use super::super::font::Faces;
        #[cfg(test)]
        mod tests;
        fn f() { let _ = ("//", '"', crate::text::set()); }
        // crate::comment, "crate::string"
    "#;
    let found: Vec<String> = File::new("page/flow/lines.rs", text).paths().iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["epub", "epub::nav::Nav", "pdf", "text::set", "page::font::Faces"]);
    let found = File::new("page/flow/mod.rs", "super::super::font; self::lines; super::fill").paths().concat();
    assert_eq!(found, ["font", "page", "fill", "page", "flow", "lines"]);
}

#[test]
fn the_pdf_writer_never_sees_the_books_tree() {
    for file in sources().iter().filter(|file| file.module() == "pdf") {
        for path in file.paths().into_iter().filter(|path| path[0] == "model") {
            let seen = path.get(1).is_some_and(|name| PDF_SEES.contains(&name.as_str()));
            assert!(seen, "{} names {}", file.name, path.join("::"));
        }
    }
}

/// The dependencies of the manifest, with the homes that their comments give them.
fn homes() -> Vec<(String, Vec<String>)> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let table = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let home = |line: &str| {
        let name = line.split([' ', '=']).next().unwrap().replace('-', "_");
        let comment = line.split_once(" # ").unwrap_or_else(|| panic!("no home in the comment of `{line}`")).1;
        let homes =
            comment.split("; ").map(|part| part.split_once(": ").unwrap_or_else(|| panic!("no home: {line}")).0);
        (name, homes.flat_map(|homes| homes.split(", ")).map(str::to_owned).collect())
    };
    table.lines().filter(|line| line.contains('=')).map(home).collect()
}

/// Whether `code` names the crate `name`; a module of ours of the same name, once imported, is not it.
fn names_crate(file: &File, name: &str) -> bool {
    let own = file.paths().iter().any(|path| path.last().is_some_and(|last| last == name));
    let word = |at: usize| !file.code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
    !own && file.code.match_indices(&format!("{name}::")).any(|(at, _)| word(at))
}

#[test]
fn every_foreign_crate_stays_in_the_home_that_the_manifest_gives_it() {
    let files = sources();
    for (name, homes) in homes() {
        let inside =
            |file: &File, home: &str| file.name == format!("{home}.rs") || file.name.starts_with(&format!("{home}/"));
        let naming: Vec<&File> = files.iter().filter(|file| names_crate(file, &name)).collect();
        for file in &naming {
            assert!(homes.iter().any(|home| inside(file, home)), "{} names {name}, whose home is {homes:?}", file.name);
        }
        for home in homes.iter().filter(|home| *home != "tests") {
            assert!(naming.iter().any(|file| inside(file, home)), "{home} is the home of {name}, but does not name it");
        }
    }
}

#[test]
fn crates_whose_bytes_reach_an_output_are_pinned() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    for name in ["epub-builder", "harfrust", "lopdf", "math-core", "png", "printpdf", "resvg", "usvg"] {
        let line = manifest.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line.contains("\"="), "{line}");
    }
}

#[test]
fn only_the_top_reads_clocks_environments_and_files() {
    for file in sources().iter().filter(|file| !TOP.contains(&file.module())) {
        for word in [
            "env::",
            "SystemTime",
            "Instant::now",
            "println!",
            "eprintln!",
            "print!",
            "std::process",
            "stdout",
            "stderr",
        ] {
            assert!(!file.code.contains(word), "{} uses {word}", file.name);
        }
        let files = ["fs::", "std::fs", "File::open", "File::create"].iter().any(|word| file.code.contains(word));
        assert!(file.name == "library.rs" || !files, "{} reaches files past the library", file.name);
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|file| file.text.lines().count() > 700 && !TABLES.contains(&file.name.as_str()))
        .map(|file| format!("{}: {} lines", file.name, file.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_module_is_a_drawer() {
    for file in sources() {
        for part in file.name.trim_end_matches(".rs").split('/') {
            let drawers = ["util", "utils", "common", "helpers", "shared", "misc", "core", "types"];
            assert!(!drawers.contains(&part), "{}", file.name);
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

/// `pdf/finish::catalog` in the ledger is a file `src/pdf/finish.rs` with a function `catalog`; `every_pdf_conforms…` is a
/// test.
#[test]
fn the_ledger_of_conformance_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ledger = fs::read_to_string(root.join("tests/conformance.md")).unwrap();
    let tests: String = ["validators", "printed", "breakages", "read_back", "conservation", "determinism", "pages"]
        .map(|name| fs::read_to_string(root.join(format!("tests/{name}.rs"))).unwrap())
        .concat();
    let mut named = 0;
    for word in ledger.split('`').skip(1).step_by(2) {
        let (place, function) = word.split_once("::").unwrap_or((word, ""));
        if place.contains('/') && !place.contains(' ') {
            let inside = if place.starts_with("tests/") || place == "styles/" {
                root.join(place)
            } else {
                root.join("src").join(place)
            };
            let file = Some(inside.with_extension("rs")).filter(|file| file.exists()).unwrap_or(inside);
            assert!(file.exists(), "`{word}` is in the ledger and not in the project");
            let text = if function.is_empty() { String::new() } else { fs::read_to_string(&file).unwrap() };
            let function = function.rsplit("::").next().unwrap();
            assert!(function.is_empty() || text.contains(&format!("fn {function}(")), "no function `{word}`");
            named += 1;
        } else if word.matches('_').count() > 2 {
            assert!(tests.contains(&format!("fn {word}(")), "no test `{word}`");
            named += 1;
        }
    }
    assert!(named > 50, "only {named} names read");
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}
