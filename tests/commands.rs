//! The command line as a user meets it: what is written where, what is said, how it ends; and that bad input is told
//! clearly, leaves nothing half-written and earlier outputs untouched.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const TALE: &str = "# The Heron\n\nA grey heron stood in the shallow water and waited.\n";
const PLAIN: &str = "A grey heron stood in the shallow water and waited.\n";
const CONFIG: &str = "[book]\ntitle = \"The Heron\"\nauthors = [\"Ann Reed\"]\nlanguage = \"en\"\n";

/// A folder of its own for one test, in a room of its own; both are removed at its end.
struct Desk(PathBuf);

/// How a command ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new(name: &str) -> Desk {
        let room = std::env::temp_dir().join(format!("pressmark-{name}-{}", std::process::id()));
        let folder = room.join("desk");
        fs::create_dir_all(&folder).unwrap();
        Desk(folder)
    }

    /// A desk with a project of one chapter, `src/a.md`.
    fn project(name: &str) -> Desk {
        let desk = Desk::new(name);
        desk.put("book.toml", CONFIG);
        desk.put("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n");
        desk.put("src/a.md", TALE);
        desk
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command.args(words).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Ended {
        let output = self.command(words).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what must end with `code` and say all of `said`.
    fn says(&self, words: &[&str], code: i32, said: &[&str]) {
        let ended = self.run(words);
        for words in said {
            assert!(ended.err.contains(words), "no `{words}` in\n{}", ended.err);
        }
        assert_eq!(ended.code, code, "{}", ended.err);
    }

    /// The names of all files, sorted.
    fn files(&self) -> Vec<String> {
        let (mut names, mut folders) = (Vec::new(), vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(&self.0).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        names.sort();
        names
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

#[test]
fn a_file_is_pressed_into_the_current_folder() {
    let desk = Desk::new("file");
    desk.put("tale.md", TALE);
    desk.says(&["build", "tale.md"], 0, &["wrote tale.epub (", "wrote tale.pdf ("]);
    assert_eq!(desk.files(), ["tale.epub", "tale.md", "tale.pdf"]);
    assert!(fs::read(desk.0.join("tale.pdf")).unwrap().starts_with(b"%PDF-"));
    assert!(fs::read(desk.0.join("tale.epub")).unwrap().starts_with(b"PK"));
}

#[test]
fn outputs_go_where_they_are_wanted() {
    let desk = Desk::project("outputs");
    desk.put("notes.txt", "Some plain words.\n");
    desk.says(&["build", "."], 0, &[]);
    assert!(desk.has("out/the-heron.epub") && desk.has("out/the-heron.pdf"));
    desk.says(&["build", "book.toml", "--to", "pdf", "-o", "paper/a5"], 0, &[]);
    assert!(desk.has("paper/a5/the-heron.pdf") && !desk.has("paper/a5/the-heron.epub"));
    desk.says(&["build", "notes.txt", "--to", "epub", "--output", "screen"], 0, &[]);
    assert!(desk.has("screen/notes.epub") && !desk.has("screen/notes.pdf"));
}

#[test]
fn texts_need_no_summary() {
    let desk = Desk::new("texts");
    desk.put("book.toml", format!("{CONFIG}[output.pressmark]\ntext = [\"one/a.txt\", \"two/a.md\"]\n"));
    desk.put("one/a.txt", "== First ==\nA line of plain text.\n");
    desk.put("two/a.md", "# Second\n\nWords.\n");
    let shown = desk.run(&["show", "model", "."]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("First") && shown.out.contains("Second"), "{}", shown.out);
}

#[test]
fn the_command_line_outranks_the_configuration() {
    let desk = Desk::project("outranks");
    let words = ["show", "model", ".", "--title", "Der Reiher", "--author", "Bo Marsh", "--author", "Cy Fen", "--lang"];
    let shown = desk.run(&[&words[..], &["de"]].concat());
    for word in ["Der Reiher", "Bo Marsh", "Cy Fen", "de"] {
        assert!(shown.out.contains(word), "no {word} in\n{}", shown.out);
    }
    assert!(!shown.out.contains("Ann Reed"));
}

#[test]
fn styles_are_found_from_where_they_are_named() {
    let desk = Desk::project("styles");
    desk.put("src/own.css", "h1 { font-style: italic }\n");
    desk.put("else/my.css", "h1 { font-variant-caps: small-caps }\n");
    let inner = |words: &[&str]| {
        let output = desk.command(words).current_dir(desk.0.join("else")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(inner(&["show", "style", "..", "--style", "my.css"]).contains("small-caps"));
    let house = inner(&["show", "style", "..", "--style", "house"]);
    desk.put("book.toml", format!("{CONFIG}[output.pressmark]\nstyle = \"src/own.css\"\n"));
    assert_ne!(inner(&["show", "style", ".."]), house);
    assert_eq!(inner(&["show", "style", "..", "--style", "house"]), house);
}

#[test]
fn every_view_shows_something_and_findings_go_elsewhere() {
    let desk = Desk::new("views");
    desk.put("tale.txt", PLAIN);
    for view in ["model", "style", "lines", "pages", "tags"] {
        let shown = desk.run(&["show", view, "tale.txt"]);
        assert!(shown.code == 0 && shown.out.lines().count() > 1, "{view}: {}", shown.out);
        assert!(shown.err.contains("warning[guessed-title]") && !shown.out.contains("warning["), "{view}");
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let desk = Desk::new("pipe");
    desk.put("tale.md", TALE.repeat(400));
    let mut child =
        desk.command(&["show", "lines", "tale.md"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn a_new_project_presses_without_a_finding() {
    let desk = Desk::new("new");
    desk.says(&["new", "my-first_book"], 0, &["made my-first_book; press it with: pressmark build my-first_book"]);
    desk.says(&["build", "my-first_book", "--deny", "warnings"], 0, &[]);
    assert!(desk.has("my-first_book/out/my-first-book.pdf"));
    desk.says(&["new", "my-first_book"], 2, &["error: `my-first_book` already has a `book.toml`", "= help: Choose"]);
    desk.says(&["new", "b", "--title", "Say \"no\" \\ yes"], 0, &[]);
    assert!(desk.run(&["show", "model", "b"]).out.contains(r#""Say “no” \\ yes""#));
}

#[test]
fn check_writes_nothing() {
    let desk = Desk::project("check");
    let before = desk.files();
    desk.says(&["check", "."], 0, &["nothing found"]);
    assert_eq!(desk.files(), before);
}

#[test]
fn denied_findings_end_with_one_and_still_write() {
    let desk = Desk::new("deny");
    desk.put("tale.txt", PLAIN);
    desk.says(
        &["build", "tale.txt", "--deny", "guessed-title"],
        1,
        &["error[guessed-title]", "warning[guessed-language]"],
    );
    assert!(desk.has("tale.pdf"));
    desk.says(&["check", "tale.txt", "--deny", "warnings"], 1, &["error[guessed-language]"]);
    desk.says(
        &["check", "tale.txt", "--deny", "guessed-titel"],
        2,
        &["error: there is no rule `guessed-titel`", "Did you mean `guessed-title`?"],
    );
}

#[test]
fn quiet_says_only_what_is_denied() {
    let desk = Desk::new("quiet");
    desk.put("tale.txt", PLAIN);
    assert_eq!(desk.run(&["-q", "build", "tale.txt"]).err, "");
    let denied = desk.run(&["build", "tale.txt", "-q", "--deny", "guessed-title"]).err;
    assert!(denied.starts_with("error[guessed-title]") && !denied.contains("warning"), "{denied}");
    assert!(desk.run(&["build", "gone.txt", "-q"]).err.starts_with("error: cannot read `gone.txt`"));
}

#[test]
fn alike_findings_are_folded_unless_all_are_wanted() {
    let desk = Desk::project("fold");
    desk.put("src/a.md", format!("{TALE}{}", "\nA ![tree](gone.png).\n".repeat(8)));
    let folded = desk.run(&["check", "."]).err;
    assert_eq!(folded.matches("warning[missing-image]").count(), 5);
    assert!(folded.contains("… and 3 more of `missing-image`; -v shows them all"), "{folded}");
    assert_eq!(desk.run(&["check", ".", "-v"]).err.matches("warning[missing-image]").count(), 8);
}

#[test]
fn machines_read_one_line_a_finding() {
    let desk = Desk::new("formats");
    desk.put("tale.txt", PLAIN);
    let short = desk.run(&["check", "tale.txt", "--message-format", "short"]).err;
    assert!(short.lines().next().unwrap().starts_with("tale.txt:1:1: warning[guessed-title]: "), "{short}");
    for words in [["check", "tale.txt"], ["check", "gone.txt"]] {
        let err = desk.run(&[&words[..], &["--message-format", "json"]].concat()).err;
        assert!(!err.is_empty());
        for line in err.lines() {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(object["level"].is_string() && object["message"].is_string(), "{line}");
        }
    }
}

#[test]
fn every_option_explains_itself() {
    let desk = Desk::new("help");
    for verb in ["build", "check", "show", "new"] {
        let help = desk.run(&[verb, "--help"]);
        assert!(help.code == 0 && help.out.contains(&format!("Usage: pressmark {verb}")), "{}", help.out);
    }
    assert_eq!(desk.run(&["--version"]).out, format!("pressmark {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(desk.run(&["press"]).code, 2);
}

#[test]
fn what_is_not_there_is_named() {
    let desk = Desk::new("absent");
    desk.put("tale.md", TALE);
    fs::create_dir(desk.0.join("folder")).unwrap();
    desk.says(&["build", "gone.txt"], 2, &["error: cannot read `gone.txt`: there is no such file or folder"]);
    desk.says(&["build", "folder"], 2, &["error: `folder` has no `book.toml`", "= help: `pressmark new DIR`"]);
    desk.says(&["build", "tale.md/"], 2, &["error: cannot read `tale.md/`: a part of its path is a file"]);
    desk.says(&["build", "tale.md", "--style", "horse"], 2, &["cannot read `horse`", "= help: Built in are `house`"]);
    desk.says(&["build", "tale.md", "--style", "my.css"], 2, &["cannot read `my.css`", "= help:"]);
    desk.says(&["build", "tale.md", "--lang", "not a language"], 2, &["is not a language tag", "= help:"]);
    assert_eq!(desk.files(), ["tale.md"]);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let desk = Desk::new("encodings");
    desk.put("latin.txt", b"One line.\nA caf\xE9 by the sea.\n");
    desk.says(&["build", "latin.txt"], 2, &["`latin.txt` is not UTF-8: byte 15 (line 2) is 0xE9", "--encoding"]);
    let latin = desk.run(&["show", "model", "latin.txt", "--encoding", "latin1"]);
    assert!(latin.out.contains("A café by the sea."), "{}", latin.out);
    desk.says(&["build", "latin.txt", "--encoding", "latin-99"], 2, &["`latin-99` is not an encoding", "= help:"]);
    let utf16: Vec<u8> = "\u{FEFF}A café.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf32: Vec<u8> = "\u{FEFF}A café.".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    for bytes in ["\u{FEFF}A café.".as_bytes(), &utf16, &utf32] {
        desk.put("marked.txt", bytes);
        assert!(desk.run(&["show", "model", "marked.txt"]).out.contains("A café."));
    }
}

#[test]
fn unusual_names_are_fine() {
    let desk = Desk::new("names");
    for name in ["two words.txt", "Größe.txt", "no-ending", "v1.2.final.txt"] {
        desk.put(name, "Some words.\n");
        desk.says(&["build", name, "-o", "out"], 0, &[]);
    }
    for name in ["two-words", "grosse", "no-ending", "v1-2-final"] {
        assert!(desk.has(&format!("out/{name}.pdf")), "{name}: {:?}", desk.files());
    }
}

#[test]
fn a_chapter_that_is_not_there_is_shown_in_the_summary() {
    let desk = Desk::project("chapters");
    desk.put("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [Two](two.md)\n");
    let shown = &["there is no file `src/two.md`", "--> src/SUMMARY.md:4:3", "^^^^^^^^^^^^^"];
    desk.says(&["build", "."], 1, shown);
    assert!(desk.has("out/the-heron.pdf"));
}

/// Findings made before an error still show their lines.
#[test]
fn an_error_does_not_hide_what_was_found_before() {
    let desk = Desk::project("before");
    let settings = "[build]\ncreate-missing = false\n[output.pressmark]\npublishr = \"A Press\"\n";
    desk.put("book.toml", format!("{CONFIG}{settings}"));
    desk.put("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [Two](two.md)\n");
    desk.says(&["build", "."], 2, &["--> book.toml:8:1", "8 | publishr = \"A Press\"", "--> src/SUMMARY.md:4:3"]);
    desk.says(&["build", ".", "--style", "gone.css"], 2, &["--> book.toml:8:1", "error: cannot read `gone.css`"]);
}

#[test]
fn findings_in_style_sheets_show_their_lines() {
    let desk = Desk::project("sheet");
    desk.put("my.css", "p { margin: 0 }\nh1 { colr: red }\n");
    desk.says(
        &["check", ".", "--style", "my.css"],
        0,
        &[
            "warning[unknown-property]",
            "--> my.css:2:6",
            "2 | h1 { colr: red }\n  |      ^^^^\n",
            "Did you mean `color`?",
        ],
    );
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_project_is_read() {
    use std::os::unix::fs::symlink;
    let desk = Desk::project("outside");
    let secret = desk.0.parent().unwrap().join("secret.md");
    fs::write(&secret, "# Secret\n\nThe treasure lies below the oak.\n").unwrap();
    symlink(&secret, desk.0.join("src/way-out.md")).unwrap();
    symlink(desk.0.parent().unwrap(), desk.0.join("src/up")).unwrap();
    let absolute = secret.to_string_lossy().into_owned();
    for chapter in ["../../secret.md", absolute.as_str(), "way-out.md", "up/secret.md"] {
        desk.put("src/SUMMARY.md", format!("# Summary\n\n- [A](a.md)\n- [B]({chapter})\n"));
        let ended = desk.run(&["show", "model", "."]);
        assert!(!ended.out.contains("treasure") && ended.err.contains("src/SUMMARY.md:4"), "{chapter}: {}", ended.err);
    }
    desk.says(&["check", "."], 2, &["error: `src/up/secret.md` lies outside the project", "--> src/SUMMARY.md:4:3"]);
    for line in ["text = [\"../secret.md\"]", "text = [\"src/way-out.md\"]", "style = \"../secret.md\""] {
        desk.put("book.toml", format!("{CONFIG}[output.pressmark]\n{line}\n"));
        desk.says(&["check", "."], 2, &["secret.md` lies outside the project"][..usize::from(!line.contains("way"))]);
    }
}

#[cfg(unix)]
#[test]
fn a_project_behind_a_symlink_is_a_project() {
    let desk = Desk::project("alias");
    let link = desk.0.parent().unwrap().join("alias");
    std::os::unix::fs::symlink(&desk.0, &link).unwrap();
    desk.says(&["build", "../alias"], 0, &["../alias/out/the-heron.pdf"]);
}

#[test]
fn a_text_without_words_is_an_error() {
    let desk = Desk::new("empty");
    for text in ["", "\n\n", "\u{FEFF}"] {
        desk.put("empty.txt", text);
        desk.says(&["build", "empty.txt"], 2, &["error: `empty.txt` has no text"]);
    }
    assert_eq!(desk.files(), ["empty.txt"]);
}

#[test]
fn a_failure_leaves_earlier_outputs_as_they_were() {
    let desk = Desk::new("earlier");
    desk.put("tale.md", TALE);
    desk.says(&["build", "tale.md"], 0, &[]);
    let before = fs::read(desk.0.join("tale.pdf")).unwrap();
    desk.put("tale.md", b"# The Heron\n\nBroken \xFF bytes.\n");
    desk.says(&["build", "tale.md"], 2, &["is not UTF-8"]);
    assert_eq!(fs::read(desk.0.join("tale.pdf")).unwrap(), before);
    assert_eq!(desk.files(), ["tale.epub", "tale.md", "tale.pdf"]);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let desk = Desk::new("unwritable");
    desk.put("tale.md", TALE);
    desk.put("out", "a file");
    desk.says(
        &["build", "tale.md", "-o", "out"],
        2,
        &["error: cannot write `out/tale.epub`: a part of its path is a file"],
    );
    desk.says(&["build", "tale.md", "-o", "out/deep"], 2, &["error: cannot write `out/deep/tale.epub`"]);
    fs::create_dir_all(desk.0.join("books/tale.pdf/inside")).unwrap();
    desk.says(&["build", "tale.md", "-o", "books"], 2, &["error: cannot write `books/tale.pdf`: a folder stands"]);
    assert!(!desk.has("books/tale.epub"), "both or neither: {:?}", desk.files());
    assert!(desk.files().iter().all(|name| !name.ends_with(".part")), "{:?}", desk.files());
}

/// The text is long enough that the interruption meets an unfinished file.
#[cfg(unix)]
#[test]
fn an_interruption_leaves_nothing_behind() {
    let desk = Desk::new("interrupted");
    desk.put("tale.md", TALE.repeat(20_000));
    let mut child = desk.command(&["-q", "build", "tale.md", "-o", "out"]).spawn().unwrap();
    while !desk.files().iter().any(|name| name.ends_with(".part")) {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(desk.files(), ["tale.md"]);
}

#[test]
fn a_pipe_is_told_nothing_but_plain_words() {
    let desk = Desk::new("plain");
    desk.put("tale.md", TALE);
    let err = desk.run(&["build", "tale.md"]).err;
    assert!(!err.contains('\u{1b}') && !err.contains('\r') && !err.contains("setting pages"), "{err}");
}

#[test]
fn several_sources_become_a_book_each() {
    let desk = Desk::new("several");
    for name in ["ebb", "flood", "tide"] {
        desk.put(&format!("{name}.md"), format!("# The {name}\n\nA [word](none.md) of {name}.\n"));
    }
    let words = ["build", "tide.md", "gone.md", "ebb.md", "flood.md", "--lang", "en", "--message-format", "short"];
    let ended = desk.run(&words);
    assert_eq!(ended.code, 2);
    let places: Vec<usize> =
        ["tide.md:3:3", "`gone.md`", "ebb.md:3:3", "flood.md:3:3"].map(|place| ended.err.find(place).unwrap()).into();
    assert!(places.is_sorted(), "{}", ended.err);
    for name in ["ebb.pdf", "flood.epub", "tide.pdf"] {
        assert!(desk.has(name), "{name}: {:?}", desk.files());
    }
    desk.says(&["build", "ebb.md", "tide.md", "--title", "Both"], 2, &["a title is that of one book"]);
}

#[test]
fn no_book_is_written_over_another() {
    let desk = Desk::new("over");
    desk.put("a/tide.md", "# A\n\nWords.\n");
    desk.put("b/tide.txt", "Other words.\n");
    desk.says(
        &["build", "a/tide.md", "b/tide.txt"],
        2,
        &["`a/tide.md` and `b/tide.txt` would both be written to `tide`"],
    );
    assert!(!desk.has("tide.pdf"));
}

#[test]
fn an_anthology_is_one_book_whose_texts_know_each_other() {
    let desk = Desk::new("anthology");
    desk.put("a/herons.md", "# Herons\n\nOf [floods](../b/tides.md#flood).\n\n## Where\n\nHere. [x](../c/x.md)\n");
    desk.put(
        "b/tides.md",
        "---\ntitle: Tides\n---\n\n## Flood\n\nOf floods (see [herons](../a/herons.md)).\n\n## See also\n\n- Herons\n",
    );
    desk.put("c/x.md", "# Not of it\n");
    desk.put("book/book.toml", CONFIG);
    desk.put("book/src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n");
    desk.put("book/src/a.md", TALE);
    let words = ["build", "a/herons.md", "b/tides.md", "book", "--anthology", "Of Water", "--lang", "en"];
    desk.says(&words, 0, &["nothing in the book is called `c/x.md`", "wrote of-water.epub", "wrote of-water.pdf"]);
    let said = desk.run(&words).err;
    assert_eq!(said.matches("unresolved-link").count(), 1, "{said}");
}

/// Three chapters of people who meet often enough for an index.
const MEETINGS: &str = "\
    # The Mill\n\nAlma Berg bought the mill at Elmouth from Otto Berg. Alma Berg kept it.\n\nThe river went by.\n\n\
    # The Ferry\n\nOtto Berg had a ferry at Elmouth. One day in Elmouth, Alma Berg crossed with Joan Reed.\n\nIt rained.\n\n\
    # The Bridge\n\nJoan Reed and Alma Berg built a bridge. Joan Reed drew it; Otto Berg came from Elmouth to see it.\n";

#[test]
fn an_index_is_written_down_corrected_and_obeyed() {
    let desk = Desk::project("written-index");
    desk.put("book.toml", CONFIG.to_owned() + "[output.pressmark]\ntext = [\"src/a.md\"]\n");
    desk.put("src/a.md", MEETINGS);
    desk.says(&["index", ".", "--tsv", "found.tsv"], 0, &[]);
    desk.says(&["index", "."], 0, &["wrote ./index.toml ("]);
    desk.says(&["index", "."], 2, &["index.toml` is there already", "--update"]);
    desk.says(&["index", ".", "--tsv", "obeyed.tsv"], 0, &[]);
    let read = |name: &str| fs::read_to_string(desk.0.join(name)).unwrap();
    let found = read("found.tsv");
    assert!(found.contains("Berg, Alma\t\t1,2,3\t"), "{found}");
    assert_eq!(found, read("obeyed.tsv"));
    // The author drops one, merges two, inverts otherwise, adds a subentry and a reference.
    let corrected = "drop = [\"Elmouth\"]\n# mine\n\n[[entry]]\nhead = \"Alma Berg\"\nmatch = [\"Alma Berg\", \"Otto Berg\"]\n\
        sub = [{ head = \"as a miller\", match = [\"mill\"] }]\n\n[[entry]]\nhead = \"Reed, Joan\"\nmatch = [\"Joan Reed\"]\n\n\
        [see]\n\"Berg, Otto\" = \"Alma Berg\"\n";
    desk.put("index.toml", corrected);
    let rows = "Alma Berg\t\t2,3\t\nAlma Berg\tas a miller\t1\t\nBerg, Otto\t\t\tAlma Berg\nReed, Joan\t\t2,3\t\n";
    desk.says(&["index", ".", "--tsv", "corrected.tsv"], 0, &[]);
    assert_eq!(read("corrected.tsv"), rows);
    // What stands around the words may change.
    desk.put("src/a.md", MEETINGS.replace(" One day in Elmouth, ", " The river was high. "));
    desk.says(&["index", ".", "--tsv", "edited.tsv"], 0, &[]);
    assert_eq!(read("edited.tsv"), rows);
    // A new reading adds comments behind the author's lines, once.
    desk.put(
        "src/a.md",
        MEETINGS.replace("a ferry", "a ferry of the Ferry Company of Elmouth")
            + "The Ferry Company of Elmouth ended.\n",
    );
    desk.says(&["index", ".", "--update"], 0, &["suggestion"]);
    let updated = read("index.toml");
    let added = updated.strip_prefix(corrected).unwrap();
    assert!(added.contains("# head = \"Ferry Company of Elmouth\"") && !added.contains("\"Elmouth\""), "{added}");
    assert!(added.lines().all(|line| line.is_empty() || line.starts_with('#')), "{added}");
    desk.says(&["index", ".", "--update"], 0, &["(0 suggestions)"]);
    assert_eq!(read("index.toml"), updated);
}

#[test]
fn a_single_text_has_an_index_of_its_name() {
    let desk = Desk::new("single-index");
    desk.put("tale.md", MEETINGS);
    desk.says(&["index", "tale.md"], 0, &["wrote tale.index.toml"]);
    desk.put("tale.index.toml", "[[entry]]\nhead = \"stork\"\n");
    desk.says(&["index", "tale.md", "--tsv", "rows.tsv"], 0, &["unmatched-entry", "tale.index.toml:2:8"]);
    assert_eq!(fs::read_to_string(desk.0.join("rows.tsv")).unwrap(), "");
}

/// Waits until `seen` is so; a test that waits longer than any machine needs has failed.
fn wait(what: &str, seen: impl Fn() -> bool) {
    let begun = Instant::now();
    while !seen() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A program that is stopped at the end.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watched_book_is_pressed_again_when_a_file_of_it_changes() {
    let desk = Desk::project("watch");
    desk.put("src/a.md", "# A\n\n{{#include ../notes/b.md}}\n");
    desk.put("notes/b.md", "First.\n");
    let _running = Running(desk.command(&["watch", "."]).stderr(Stdio::null()).spawn().unwrap());
    let epub = || fs::read(desk.0.join("out/the-heron.epub")).unwrap_or_default();
    wait("the first pressing", || desk.has("out/the-heron.pdf") && !epub().is_empty());
    let before = epub();
    desk.put("notes/b.md", "Second.\n");
    wait("the included file", || epub() != before);
    // A chapter that is not there yet is waited for too.
    desk.put("src/SUMMARY.md", "- [A](a.md)\n- [C](c.md)\n");
    std::thread::sleep(Duration::from_millis(300));
    let before = epub();
    desk.put("src/c.md", "# C\n\nThird.\n");
    wait("the new chapter", || epub() != before);
    // What cannot be pressed leaves what was there; what is mended is pressed.
    let good = epub();
    desk.put("book.toml", "[book\n");
    std::thread::sleep(Duration::from_millis(300));
    assert!(epub() == good);
    desk.put("book.toml", format!("{CONFIG}[output.pressmark]\npublisher = \"A Press\"\n"));
    wait("the mended book", || epub() != good);
}

/// A link in the folder that leads out of it is no way out.
#[cfg(unix)]
#[test]
fn an_included_file_lies_in_the_project() {
    let desk = Desk::project("include");
    fs::write(desk.0.parent().unwrap().join("secret.md"), "A secret.\n").unwrap();
    std::os::unix::fs::symlink("../../secret.md", desk.0.join("src/link.md")).unwrap();
    desk.put("src/a.md", "# A\n\n{{#include link.md}}\n\n{{#include ../../secret.md}}\n");
    let said = ["refused-include]: `link.md` lies outside", "--> src/a.md:3:1", "--> src/a.md:5:1"];
    desk.says(&["build", "."], 0, &said);
    assert!(!desk.run(&["show", "model", "."]).out.contains("A secret"));
}
