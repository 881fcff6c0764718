//! A glossary: the EPUB says what it is, where it is, and which words it explains.

use crate::pressing::{english, files, print_project};
use pressmark::library::Memory;
use pressmark::project::Project;

const TEXT: &str = "# Boats\n\nText.\n\n# Glossary\n\nFerry\n: A boat.\n\nOar\n: What moves it.\n\nOar\n: A rower.\n\n\
                    ## More\n\n*Bow*\n: The front.\n\n# After\n\nThwart\n: A seat.\n";

#[test]
fn a_glossary_is_marked_and_found() {
    let mut project = Project::single("a.md");
    english(&mut project);
    let printed = print_project(&project, &Memory::of([("a.md", TEXT)]), Vec::new());
    let files: Vec<(String, String)> = files(&printed.epub)
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    let file = |ending: &str| &files.iter().find(|(name, _)| name.ends_with(ending)).unwrap().1;
    let glossary = file("glossary.xhtml");
    assert!(glossary.contains("<section class=\"glossary\" epub:type=\"glossary\" role=\"doc-glossary\""));
    let terms = ["term-ferry", "term-oar", "term-oar-2", "term-bow"];
    for term in terms {
        assert!(glossary.contains(&format!("<dt><dfn epub:type=\"glossterm\" id=\"{term}\">")), "{term}: {glossary}");
    }
    assert_eq!(glossary.matches("<dd epub:type=\"glossdef\">").count(), terms.len());
    assert!(!file("after.xhtml").contains("gloss"));
    assert!(file("nav.xhtml").contains("<a epub:type=\"glossary\" href=\"002-glossary.xhtml#glossary\">Glossary</a>"));
    let package = file("content.opf");
    assert_eq!(package.matches("properties=\"glossary\"").count(), 1);
    let item = package.split("<item ").find(|item| item.contains("properties=\"glossary\"")).unwrap();
    assert!(item.contains("href=\"002-glossary.xhtml\""), "{item}");
}
