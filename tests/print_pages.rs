//! Pages of a printed edition: the EPUB lists those that the text marks, its index leads by them, the PDF's by its own;
//! and but for them the book is the one that a text without markers makes.

use crate::pressing::{Printed, files, print_project};
use pressmark::library::Memory;
use pressmark::model::dump::dump;
use pressmark::project::Project;

const TEXT: &str = "[[Pg xi]]\n\n# One\n\nThe [[Pg 1]] oak\\index{oak} stands.\n\n## Twi[[Pg 2]]ce\n\nAn oak\\index{oak} \
                    fell[^n] [[Pg 3]]on an elm.\\index{elm}\n\n[[Pg 4a]]\n\n[^n]: Long [[Pg 3a]]ago.\\index{note}\n";
const CONFIG: &str =
    "[book]\ntitle = \"Trees\"\nauthors = [\"A\"]\nlanguage = \"en\"\n[output.pressmark]\ntext = [\"a.md\"]\n";

fn pressed(text: &str, keys: &str) -> Printed {
    let config = format!("{CONFIG}{keys}");
    let library = Memory::of([("book.toml", config.as_str()), ("a.md", text)]);
    let mut found = Vec::new();
    let project = Project::load(&library, &mut found).unwrap();
    print_project(&project, &library, found)
}

/// The text of a file of an EPUB.
fn entry(epub: &[u8], name: &str) -> String {
    let (_, bytes) = files(epub).into_iter().find(|(path, _)| path.ends_with(name)).unwrap();
    String::from_utf8(bytes).unwrap()
}

const KEYS: &str = "page-marker = \"[[Pg {n}]]\"\nprint-isbn = \"0-306-40615-2\"\nsource = \"Trees, 1891\"\n";

/// What stands between `open` and `close`, each time.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inside, _)| inside).collect()
}

#[test]
fn the_list_of_pages_has_those_of_the_print_in_the_order_of_reading() {
    let printed = pressed(TEXT, KEYS);
    let nav = entry(&printed.epub, "nav.xhtml");
    let list = nav.split("page-list").nth(1).unwrap();
    let labels: Vec<&str> = between(list, "<a ", "</a>").into_iter().filter_map(|a| a.rsplit('>').next()).collect();
    assert_eq!(labels, ["xi", "1", "2", "3", "4a", "3a"]);
    for href in between(list, "href=\"", "\"") {
        let (file, id) = href.split_once('#').unwrap();
        let text = entry(&printed.epub, file);
        assert_eq!(text.matches(&format!("id=\"{id}\"")).count(), 1, "{href}");
    }
    let chapter = entry(&printed.epub, between(list, "href=\"", "#")[1]);
    assert!(
        chapter.contains(
            "Twi<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"pg2\" aria-label=\" 2. \"></span>ce"
        )
    );
}

#[test]
fn the_print_is_the_source_of_the_pages() {
    let package = |keys: &str| entry(&pressed(TEXT, keys).epub, "content.opf");
    let both = package(KEYS);
    assert!(both.contains("<dc:source>Trees, 1891</dc:source>"));
    assert!(both.contains("<dc:source id=\"printed\">urn:isbn:0306406152</dc:source>"));
    assert!(both.contains("<meta property=\"pageBreakSource\">urn:isbn:0306406152</meta>"));
    let named = package("page-marker = \"[[Pg {n}]]\"\nsource = \"Trees, 1891\"\n");
    assert_eq!(between(&named, "<dc:source", "</dc:source>"), [" id=\"printed\">Trees, 1891"]);
    let unnamed = package("page-marker = \"[[Pg {n}]]\"\n");
    assert!(unnamed.contains("pageBreakSource\">unknown<") && !unnamed.contains("dc:source"));
}

#[test]
fn each_index_leads_by_the_pages_of_its_own_file() {
    let printed = pressed(TEXT, KEYS);
    let index = entry(&printed.epub, "index.xhtml");
    let labels: Vec<&str> =
        between(&index, "class=\"locator\"", "</a>").into_iter().filter_map(|a| a.rsplit('>').next()).collect();
    // The note is called 1 and stands on page 3a.
    assert_eq!(labels, ["3", "3an1", "1", "2"]);
    let map = &printed.pressed.pages.map;
    let folios: Vec<&str> =
        map.entries.iter().flat_map(|entry| &entry.locators).map(|locator| locator.label.as_str()).collect();
    assert_eq!(folios, ["1", "1n1", "1"]);
}

#[test]
fn markers_change_nothing_else() {
    let plain: String = TEXT.replace("[[Pg 4a]]\n\n", "").replace("[[Pg xi]]\n\n", "").replace("[[Pg 1]] ", "");
    let plain = ["2", "3", "3a"].iter().fold(plain, |text, page| text.replace(&format!("[[Pg {page}]]"), ""));
    let (marked, plain) = (pressed(TEXT, KEYS), pressed(&plain, "source = \"Trees, 1891\"\n"));
    let book = &marked.pressed.book;
    let labels = book.print_pages.iter().map(|page| format!("{{p. {}}}", page.label));
    let dumped = labels.fold(dump(book), |dump, label| dump.replace(&label, ""));
    assert_eq!(dumped, dump(&plain.pressed.book));
    assert_eq!(book.meta.edition.text_hash, plain.pressed.book.meta.edition.text_hash);
}
