//! mdBook from outside: its own `mdbook build` runs our backend, and the book is the same to the byte as the one that we
//! make of the project by ourselves. Where mdBook is not installed this is skipped with a loud line; `tests/run` installs
//! it and requires it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

/// A folder that is removed at the end.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new(name: &str) -> Desk {
        let folder = env::temp_dir().join(format!("pressmark-mdbook-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Desk(folder)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn press(&self, to: &str) {
        let output = Command::new(env!("CARGO_BIN_EXE_pressmark"))
            .args(["build", ".", "-o", to])
            .current_dir(&self.0)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs `mdbook build`, our backend in its path; `None` where mdBook is not installed and need not be.
    fn mdbook(&self, variables: &[(&str, &str)]) -> Option<Output> {
        let ours = Path::new(env!("CARGO_BIN_EXE_mdbook-pressmark")).parent().unwrap();
        let path =
            env::join_paths([ours.to_path_buf()].into_iter().chain(env::split_paths(&env::var_os("PATH")?))).unwrap();
        let program = env::var("MDBOOK").unwrap_or_else(|_| {
            let home = env::var("HOME").unwrap_or_default();
            format!("{home}/.cache/pressmark-tools/mdbook/bin/mdbook")
        });
        let mut command = Command::new(&program);
        command.arg("build").current_dir(&self.0).env("PATH", path).envs(variables.iter().copied());
        match command.output() {
            Ok(output) => Some(output),
            Err(error) if env::var_os("PRESSMARK_VALIDATORS").is_none() => {
                eprintln!("SKIPPED: {program} is not installed ({error}); tests/run installs it");
                None
            }
            Err(error) => panic!("{program}: {error}"),
        }
    }
}

const CONFIG: &str = "[book]\ntitle = \"The Heron\"\nauthors = [\"Ann Reed\"]\n\n[output.html]\n\n[output.pressmark]\ndate = 2026-11-23\n";

/// A book with every form of summary and every directive.
fn book(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.put("book.toml", CONFIG);
    desk.put(
        "src/SUMMARY.md",
        "# Summary\n\n[Before](before.md)\n\n---\n\n- [`Reeds` and *water*](README.md)\n    - [Later]()\n        - [Deep](in/deep.md)\n\n\
         # Part *one*\n\n- [Two](two%20words.md)\n\n# Part `two`\n\n- [`Three`](in/../three.md)\n\n[After](after.md)\n",
    );
    desk.put(
        "src/before.md",
        "# Before it\n\nA word before, see [the reeds](README.md) or [two](two%20words.html#b).\n",
    );
    desk.put("src/README.md", "Text with a note.[^n]\n\n{{#include in/piece.md:shore}}\n\n[^n]: Here.\n");
    desk.put(
        "src/in/piece.md",
        "<!-- ANCHOR: shore -->\nThe *shore*: {{#include ../../data.txt:2}}\n<!-- ANCHOR_END: shore -->\n",
    );
    desk.put("data.txt", "one\ntwo birds\nthree\n");
    desk.put("src/in/deep.md", "{{#title Depths}}## Deep\n\n```rust\n{{#rustdoc_include ../../code.rs:3}}\n```\n\n{{#playground ../../code.rs editable}}\n");
    desk.put("code.rs", "use std::io;\n# hidden();\nfn main() {}\n");
    desk.put(
        "src/two words.md",
        "# Two\r\n\r\nLines that end\r\nas on other systems. \\{{#include data.txt}}\r\n\r\n## B\r\n\r\nEnd.\r\n",
    );
    desk.put("src/three.md", "No heading here.\n\n{{#include nowhere.md}}\n");
    desk.put("src/after.md", "# After\n\nA word after.\n");
    desk
}

#[test]
fn mdbook_makes_the_same_book_by_our_backend() {
    let desk = book("same");
    desk.press("out");
    let Some(output) = desk.mdbook(&[]) else { return };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    for name in ["the-heron.epub", "the-heron.pdf"] {
        assert!(desk.read(&format!("out/{name}")) == desk.read(&format!("book/pressmark/{name}")), "{name} differs");
    }
    assert!(desk.0.join("book/html/index.html").exists(), "mdBook has no output of its own");
    // Findings know the files that mdBook's preprocessor has put together.
    assert!(said.contains("three.md:3:1"), "{said}");
}

#[test]
fn what_mdbook_has_from_its_surroundings_counts() {
    let desk = book("surroundings");
    let Some(output) = desk.mdbook(&[("MDBOOK_BOOK__TITLE", "The Egret")]) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!desk.read("book/pressmark/the-egret.epub").is_empty());
}

#[test]
fn a_denied_finding_stops_mdbook() {
    let desk = book("denied");
    desk.put("book.toml", &format!("{CONFIG}deny = [\"missing-include\"]\n"));
    let Some(output) = desk.mdbook(&[]) else { return };
    assert!(!output.status.success());
}

#[test]
fn a_new_project_is_an_mdbook() {
    let desk = Desk::new("new");
    let mut new = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    assert!(new.args(["new", ".", "--title", "Tides"]).current_dir(&desk.0).status().unwrap().success());
    desk.press("out");
    let Some(output) = desk.mdbook(&[]) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(desk.read("out/tides.epub") == desk.read("book/pressmark/tides.epub"));
    assert!(desk.0.join("book/html/first-chapter.html").exists());
}

/// Both forms of what mdBook hands over, without mdBook; the text is as a preprocessor has left it.
#[test]
fn what_is_handed_over_is_what_is_pressed() {
    for list in ["items", "sections"] {
        let desk = Desk::new(list);
        desk.put("book.toml", CONFIG);
        desk.put("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
        desk.put("src/one.md", "# One\n\nAs it was written.\n");
        let chapter = |name: &str, path: &str, text: &str| {
            serde_json::json!({"Chapter": {"name": name, "content": text, "number": [1], "sub_items": [],
                "path": path, "source_path": null, "parent_names": []}})
        };
        let items = [
            chapter("One", "one.md", "# One\n\nAs it was made, see [two](made/two.md).\n"),
            chapter("Two", "made/two.md", "Of nothing: {{#quiz a}}\n"),
        ];
        let context = serde_json::json!({"version": "0", "root": desk.0, "destination": desk.0.join("there"),
            "config": {"book": {"title": "The Heron", "authors": ["Ann Reed"], "language": "en"}}, "book": {list: items}});
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-pressmark"));
        command.current_dir(&desk.0).stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        serde_json::to_writer(child.stdin.take().unwrap(), &context).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        assert!(said.contains("made/two.md (as mdBook hands it over):1:13"), "{said}");
        assert!(!said.contains("unresolved-link"), "{said}");
        assert!(!desk.read("there/the-heron.pdf").is_empty());
    }
}

#[test]
fn what_is_not_mdbooks_is_refused() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-pressmark"));
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`mdbook build`"));
}
