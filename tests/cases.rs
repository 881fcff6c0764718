//! Cases: one file each in `tests/cases/<stage>/<name>.md`: a sentence, one or more fenced inputs, a fenced expected
//! text. `BLESS=1 cargo test cases` writes what comes out instead of comparing; read the diff before you commit it.
//!
//! An input's fence is ```` ````file tale.txt````: four backticks, the word `file`, a path. The first file is what is
//! pressed, unless one is `book.toml`. A fence ```` ````devices kindle,kobo```` asks what those readers would make of it. The stage, which is the folder's name, says what is compared.

use pressmark::diagnostic::Sink;
use pressmark::diagnostic::render::{self, Format};
use pressmark::epub::devices::{APPLE, Device, KINDLE, KOBO, TINY, check_devices};
use pressmark::font::{Faces, FontFolder};
use pressmark::library::{Folder, Library, Memory};
use pressmark::progress::Silent;
use pressmark::project::Project;
use pressmark::source::Sources;
use pressmark::style::Sheet;
use pressmark::{Dress, Outputs, Pressed, model, page, press};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const FENCE: &str = "````";

struct Case {
    path: PathBuf,
    text: String,
    files: Vec<(String, String)>,
    /// The readers that the book is checked for.
    devices: Vec<&'static Device>,
    expected: String,
}

impl Case {
    fn read(path: PathBuf) -> Case {
        let text = fs::read_to_string(&path).unwrap();
        let (mut files, mut devices, mut expected) = (Vec::new(), Vec::new(), String::new());
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix(FENCE) else { continue };
            let body: String =
                lines.by_ref().take_while(|line| *line != FENCE).map(|line| format!("{line}\n")).collect();
            match info.split_once(' ') {
                Some(("file", name)) => files.push((name.to_owned(), unescape(&body))),
                Some(("devices", names)) => devices = names.split(',').map(device).collect(),
                None if info == "expected" => expected = body,
                _ => panic!("{}: a fence of `{info}`", path.display()),
            }
        }
        Case { path, text, files, devices, expected }
    }

    fn library(&self) -> Memory {
        let mut library = Memory::of(self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        for picture in ["dot.png", "tall.png", "cut.jpg", "unprofiled.png"] {
            let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(picture)).unwrap();
            library.0.insert(picture.to_owned(), bytes.into());
        }
        library
    }

    /// Presses the case. Everything goes through the same door as on the command line.
    fn press(&self, sink: &mut Sink) -> Result<(Pressed, Dress), pressmark::error::Error> {
        let library = self.library();
        let mut found = Vec::new();
        let project = if library.has("book.toml") {
            Project::load(&library, &mut found)?
        } else {
            Project::single(&self.files[0].0)
        };
        *sink = Sink::new(&project.checks);
        sink.extend(found);
        let sheet = Sheet::load(project.style.as_deref().unwrap_or("house"), &library, sink)?;
        // Font folders are found from the repository's root.
        let folder = |path: &String| Arc::new(Folder::unfenced(Path::new(path)).unwrap()) as FontFolder;
        let folders: Vec<FontFolder> = project.font_dirs.iter().map(folder).collect();
        let dress = Dress::new(sheet, Faces::load(&library, sink).with_folders(&folders, sink), sink);
        let (mut pdf, mut epub) = (std::io::sink(), Cursor::new(Vec::new()));
        let outputs = Outputs { pdf: Some(&mut pdf), epub: Some(&mut epub) };
        let pressed = press(&project, &dress, &library, outputs, sink, &Silent)?;
        sink.extend(dress.sheet.unused());
        check_devices(&pressed.book, epub.get_ref(), &library, &self.devices, sink)?;
        Ok((pressed, dress))
    }

    fn actual(&self, stage: &str) -> String {
        let mut sink = Sink::default();
        let pressed = match self.press(&mut sink) {
            Ok((pressed, _)) => pressed,
            Err(error) => return render::error(&error, Format::Human(render::Ink::Plain)),
        };
        match stage {
            "model" => model::dump::dump(&pressed.book),
            "lines" => page::dump::lines(&pressed.pages),
            "pages" => page::dump::pages(&pressed.pages),
            "tags" => page::dump::tags(&pressed.pages),
            "rules" => findings(&sink, &pressed.book.sources, &self.path),
            "errors" => panic!("{} should not press", self.path.display()),
            stage => panic!("no stage is called {stage}"),
        }
    }

    fn bless(&self, actual: &str) {
        let head = self.text.split("````expected").next().unwrap().trim_end();
        fs::write(&self.path, format!("{head}\n\n{FENCE}expected\n{actual}{FENCE}\n")).unwrap();
    }
}

/// `␀` stands for characters that an editor would not keep: NUL, and `␛` for escape.
fn unescape(text: &str) -> String {
    text.replace('␀', "\0").replace('␛', "\u{1b}").replace('␠', " ")
}

fn device(name: &str) -> &'static Device {
    match name {
        "kindle" => &KINDLE,
        "kobo" => &KOBO,
        "apple" => &APPLE,
        "tiny" => &TINY,
        name => panic!("no reader is called {name}"),
    }
}

/// The findings of the rule that the case is named for.
fn findings(sink: &Sink, sources: &Sources, path: &Path) -> String {
    let rule = path.file_stem().unwrap().to_string_lossy();
    let found = sink.found.iter().filter(|found| found.rule.name == rule);
    found.map(|found| render::finding(found, sources, Format::Human(render::Ink::Plain))).collect()
}

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let bless = std::env::var_os("BLESS").is_some();
    let (mut count, mut failed, mut silent) = (0, Vec::new(), Vec::new());
    for stage in folders(&root) {
        for path in folders(&root.join(&stage)).iter().map(|name| root.join(&stage).join(name)) {
            let case = Case::read(path);
            let actual = case.actual(&stage);
            count += 1;
            if actual.is_empty() {
                silent.push(case.path.clone());
            }
            if bless {
                case.bless(&actual);
            } else if actual != case.expected {
                failed.push(format!("{}\n--- expected\n{}--- actual\n{actual}", case.path.display(), case.expected));
            }
        }
    }
    assert!(silent.is_empty(), "these yield nothing: {silent:#?}");
    assert!(count > 0 && failed.is_empty(), "{} of {count} cases differ:\n{}", failed.len(), failed.join("\n"));
}

/// The names in a folder that are no pictures, sorted.
fn folders(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".png") && !name.ends_with(".jpg")).collect();
    names.sort();
    names
}
