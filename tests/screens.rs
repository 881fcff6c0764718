//! What an EPUB is like on a narrow screen, in the faults that were once seen there.

use crate::pressing::{self, english, print_project, spine};
use pressmark::library::Memory;
use pressmark::project::{Project, Texts};

/// The text files of a Markdown text's EPUB, in one.
fn pressed(text: &str, language: Option<&str>) -> String {
    let png = std::fs::read(pressing::path("tests/books/dot.png")).unwrap();
    let mut library = Memory::of([("a.md", text)]);
    library.0.insert("dot.png".to_owned(), png.into());
    let mut project = Project { texts: Texts::Files(vec!["a.md".to_owned()]), ..Project::default() };
    english(&mut project);
    if let Some(language) = language {
        project.about.language = pressmark::language::Lang::parse(language);
    }
    let printed = print_project(&project, &library, Vec::new());
    spine(&printed.epub).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn what_is_wider_than_a_phone_can_be_moved_and_nothing_else_can() {
    let row = |cells: usize| format!("|{}\n", " fourteen-signs |".repeat(cells));
    let table = |cells: usize| format!("{}|{}\n{}\n", row(cells), "---|".repeat(cells), row(cells));
    let sum = |terms: usize| (0..terms).map(|term| format!("a_{term}")).collect::<Vec<_>>().join(" + ");
    let text = |cells: usize, terms: usize| {
        let formula = sum(terms);
        format!("# One\n\n{}\n$${formula}$$\n\nIn a line ${formula}$ it is.\n", table(cells))
    };
    let wide = pressed(&text(4, 30), None);
    for element in [
        "<div class=\"wide\" tabindex=\"0\">\n<table",
        "<div class=\"display wide\"",
        "<span class=\"wide\" tabindex=\"0\"><math",
    ] {
        assert!(wide.contains(element), "{element}");
    }
    assert_eq!(wide.matches("tabindex").count(), 3);
    assert!(!pressed(&text(2, 5), None).contains("wide"));
}

#[test]
fn a_caption_stands_below_its_picture_and_the_description_below_both() {
    let text = pressed("# One\n\n![A dot](dot.png \"The caption\")\n\n> [!DESCRIPTION]\n> A round dot.\n", None);
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part}"));
    let id = text.split("aria-details=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(place("<figcaption>The caption") < place("</figure>"));
    assert!(place("</figure>") < place(&format!("<details class=\"description\" id=\"{id}\"")));
}

#[test]
fn no_line_ends_within_the_dashes_of_an_option() {
    let text = pressed("# One\n\nUse `cargo run --no-default-features`, or `a--b`.\n", None);
    assert!(text.contains("<code>cargo run <span class=\"option\">--no</span>-default-features</code>"), "{text}");
    assert!(text.contains("<code>a--b</code>"));
}

#[test]
fn text_of_the_other_direction_runs_its_own_way() {
    let text = pressed("# آغاز\n\nIs it safe?\n\nآیا Rust 2021 امن است؟\n\n- Yes, it is.\n- بله\n", Some("fa"));
    let paragraph = text.split("<p ").find(|paragraph| paragraph.contains("Is it safe")).unwrap();
    assert!(paragraph.split('>').next().unwrap().contains("dir=\"ltr\""), "{paragraph}");
    assert!(text.contains(">Rust 2021</span>"));
    assert!(text.contains("<li><span dir=\"ltr\">") && !text.contains("<li dir"));
}

#[test]
fn the_rule_that_closes_an_array_makes_no_row() {
    let array = "\\begin{array}{|c|c|} \\hline a & b \\\\\\hline c & d \\\\\\hline \\end{array}";
    let text = pressed(&format!("# One\n\n$${array}$$\n"), None);
    assert_eq!(text.matches("<mtr>").count(), 2);
    assert!(text.contains("border-bottom"));
}

#[test]
fn a_combining_arrow_has_the_room_that_it_reaches_back_over() {
    let arrow = "<mo stretchy=\"false\" style=\"padding-left: 0.5em\">\u{20D7}</mo>";
    assert!(pressed("# One\n\n$\\vec{v}$\n", None).contains(arrow));
}
