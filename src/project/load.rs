//! Loading a project. In: `book.toml` of a library's root. Out: a [`Project`]; keys below `[output.pressmark]` that
//! Pressmark does not know are findings, mdBook's and others' keys are left to them.

use super::about::about;
use super::config::{File, Table};
use super::exceptions::exceptions;
use super::mdbook::{mdbook, redirects, report_unrun, site};
use super::notation::notation;
use super::{
    ConfigFile, Density, Embedding, Filing, Handed, INDEX, IndexMode, NormalizeOptions, Numbering, PageMarker, Project,
    Texts, Typography, index_plan,
};
use crate::diagnostic::{Checks, Diagnostic, Level, nearest, rules};
use crate::error::Error;
use crate::library::{Library, TEXT_LIMIT, resolve};
use crate::model::{IndexStyle, Ranges};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// The name of the configuration file.
const CONFIG: &str = "book.toml";

/// Every key below `[output.pressmark]`; `command` and `optional` are for mdBook, whose backend we are.
const KEYS: &[&str] = &[
    "allow",
    "certifier",
    "command",
    "cover",
    "creators",
    "date",
    "deny",
    "doi",
    "edition",
    "embed-fonts",
    "encoding",
    "font-dirs",
    "hyphenation",
    "identifiers",
    "index",
    "index-density",
    "index-filing",
    "index-headnote",
    "index-ranges",
    "isbn",
    "math",
    "number-sections",
    "optional",
    "page-marker",
    "print-isbn",
    "publisher",
    "rights",
    "series",
    "series-number",
    "site-url",
    "slug",
    "source",
    "style",
    "subjects",
    "subtitle",
    "text",
    "title-file-as",
    "typography",
    "warn",
    "wikilinks",
];

impl Project {
    /// Loads the project in a library's root. Findings about `book.toml` go to `found`, their spans in source 0, which
    /// it becomes.
    pub fn load(library: &dyn Library, found: &mut Vec<Diagnostic>) -> Result<Project, Error> {
        let path = library.display(CONFIG);
        let bytes = library.read(CONFIG, TEXT_LIMIT)?;
        let text = text_of(&bytes, &path)?;
        let file = File::parse(&path, text, 0)?;
        report_unrun(&file.root(), found);
        Project { texts: texts(&file.root(), library)?, ..Project::default() }
            .configured(&file, &path, text, library, found)
    }

    /// The same, with the chapters and the configuration that mdBook hands over.
    pub fn handed(handed: Handed, library: &dyn Library, found: &mut Vec<Diagnostic>) -> Result<Project, Error> {
        let mut path = library.display(CONFIG);
        let bytes = library.read(CONFIG, TEXT_LIMIT)?;
        let mut text = text_of(&bytes, &path)?.to_owned();
        if let Some(overruled) = handed.overruled(&text) {
            (path, text) = (format!("{} (as mdBook has it)", path.display()).into(), overruled);
        }
        let file = File::parse(&path, &text, 0)?;
        let texts = Texts::Handed { summary: summary(&file.root())?, items: handed.items };
        Project { texts, ..Project::default() }.configured(&file, &path, &text, library, found)
    }

    /// This project with what its configuration says of everything but its texts.
    fn configured(
        self,
        file: &File,
        path: &Path,
        text: &str,
        library: &dyn Library,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Project, Error> {
        let book = file.root().table("book")?;
        let ours = file.root().table("output")?.table("pressmark")?;
        ours.report_unknown(KEYS, "below `[output.pressmark]`", found);
        let about = about(&book, &ours)?;
        let slug = ours.string("slug")?.or_else(|| about.title.clone()).unwrap_or_default();
        Ok(Project {
            slug: super::file_stem(&slug),
            formulas: notation(&file.root(), &ours, matches!(self.texts, Texts::Summary(_) | Texts::Handed { .. }))?,
            wiki_links: ours.choice("wikilinks", &[("true", true), ("false", false)])?.unwrap_or_default(),
            encoding: ours.string("encoding")?,
            page_marker: page_marker(&ours)?,
            page_marker_place: ours.get("page-marker").map(|(_, place)| Span::new(0, place)),
            about,
            exceptions: exceptions(&ours, found)?,
            mdbook: mdbook(&file.root()),
            options: NormalizeOptions {
                site: site(&file.root(), &ours, &book)?,
                plan: index_plan(INDEX, 1, library, found)?,
                redirects: redirects(&file.root(), &book)?,
                ..options(&ours)?
            },
            font_dirs: ours.strings("font-dirs")?.into_iter().map(|(folder, _)| folder).collect(),
            embedding: ours
                .choice("embed-fonts", &[("true", Embedding::Reduced), ("false", Embedding::None)])?
                .unwrap_or_default(),
            style: ours.string("style")?,
            checks: checks(&ours)?,
            config: Some(ConfigFile { name: shown(path), text: text.to_owned() }),
            ..self
        })
    }
}

/// The text of a configuration: TOML is UTF-8 (TOML 1.0, "Spec").
pub(super) fn text_of<'b>(bytes: &'b [u8], path: &Path) -> Result<&'b str, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count();
        Error::NotText { path: path.to_path_buf(), encoding: "UTF-8", offset, line, byte: bytes[offset], hint: None }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn texts(root: &Table, library: &dyn Library) -> Result<Texts, Error> {
    let ours = root.table("output")?.table("pressmark")?;
    let files = ours.strings("text")?;
    if !files.is_empty() {
        let present = |(path, place)| present(&ours, path, place, library);
        return Ok(Texts::Files(files.into_iter().map(present).collect::<Result<_, _>>()?));
    }
    let summary = summary(root)?;
    if library.has(&summary) {
        return Ok(Texts::Summary(summary));
    }
    let hint = "List the chapters in it, or name the texts below `[output.pressmark]`: `text = [\"book.txt\"]`.";
    Err(Error::Unreadable {
        path: library.display(&summary),
        reason: "there is no such file".to_owned(),
        hint: Some(hint.to_owned()),
    })
}

/// The path of the summary.
fn summary(root: &Table) -> Result<String, Error> {
    let book = root.table("book")?;
    let src = book.string("src")?.unwrap_or_else(|| "src".to_owned());
    let place = book.get("src").map_or(0..0, |(_, place)| place);
    let folder = resolve("", &src).ok_or_else(|| book.outside(&src, place))?;
    Ok(if folder.is_empty() { "SUMMARY.md".to_owned() } else { format!("{folder}/SUMMARY.md") })
}

/// The plain path of a file that the configuration names.
fn present(table: &Table, path: String, place: Range<usize>, library: &dyn Library) -> Result<String, Error> {
    let Some(plain) = resolve("", &path) else { return Err(table.outside(&path, place)) };
    if library.has(&plain) {
        return Ok(plain);
    }
    match library.read(&plain, 0) {
        Err(Error::Outside { .. }) => Err(table.outside(&path, place)),
        _ => {
            let hint = "Its path is taken from the folder of `book.toml`.".to_owned();
            Err(table.malformed(place, format!("there is no file `{path}`"), Some(hint)))
        }
    }
}

fn page_marker(ours: &Table) -> Result<Option<PageMarker>, Error> {
    let (Some(pattern), Some((_, place))) = (ours.string("page-marker")?, ours.get("page-marker")) else {
        return Ok(None);
    };
    let hint = "Write it as the texts do: `page-marker = \"[[Pg {n}]]\"`.".to_owned();
    let malformed = |why| ours.malformed(place, format!("`{pattern}` describes no page marker: {why}"), Some(hint));
    PageMarker::parse(&pattern).map(Some).map_err(malformed)
}

fn options(ours: &Table) -> Result<NormalizeOptions, Error> {
    let typography = ours.choice("typography", &[("smart", Typography::Smart), ("keep", Typography::Keep)])?;
    let index = [
        ("by-text", IndexMode::ByText),
        ("marked", IndexMode::Marked),
        ("auto", IndexMode::Auto),
        ("both", IndexMode::Both),
        ("none", IndexMode::None),
    ];
    let density = [("light", Density::Light), ("normal", Density::Normal), ("dense", Density::Dense)];
    let filing = [("word-by-word", Filing::WordByWord), ("letter-by-letter", Filing::LetterByLetter)];
    let ranges = [("chicago", Ranges::Chicago), ("full", Ranges::Full), ("minimal", Ranges::Minimal)];
    let numbering = [("by-text", Numbering::ByText), ("true", Numbering::All), ("false", Numbering::None)];
    Ok(NormalizeOptions {
        typography: typography.unwrap_or_default(),
        index: ours.choice("index", &index)?.unwrap_or_default(),
        density: ours.choice("index-density", &density)?.unwrap_or_default(),
        most_entries: None,
        index_tables: None,
        numbering: ours.choice("number-sections", &numbering)?.unwrap_or_default(),
        filing: ours.choice("index-filing", &filing)?.unwrap_or_default(),
        index_style: IndexStyle {
            ranges: ours.choice("index-ranges", &ranges)?.unwrap_or_default(),
            headnote: ours.string("index-headnote")?,
        },
        plan: None,
        site: None,
        redirects: BTreeMap::new(),
    })
}

fn checks(ours: &Table) -> Result<Checks, Error> {
    let mut checks = Checks::default();
    for (key, level) in [("allow", Level::Allow), ("warn", Level::Warn), ("deny", Level::Deny)] {
        for (name, place) in ours.strings(key)? {
            if name == "warnings" && level == Level::Deny {
                checks.deny_warnings = true;
                continue;
            }
            if rules::named(&name).is_none() {
                let near = nearest(&name, rules::ALL.iter().map(|rule| rule.name));
                let hint = near.map(|near| format!("Did you mean `{near}`?"));
                return Err(ours.malformed(place, format!("there is no rule `{name}`"), hint));
            }
            checks.levels.push((name, level));
        }
    }
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;
    use crate::model::{Cover, Identifier};

    fn load(config: &str) -> Result<(Project, Vec<Diagnostic>), Error> {
        let library = Memory::of([(CONFIG, config), ("src/SUMMARY.md", "- [A](a.md)"), ("src/a.md", "# A")]);
        let mut found = Vec::new();
        Project::load(&library, &mut found).map(|project| (project, found))
    }

    #[test]
    fn a_project_says_what_it_is() {
        let (project, found) = load(
            "[book]\ntitle = \"The Heron\"\nauthors = [\"Ann Reed\"]\nlanguage = \"en-gb\"\n[output.html]\nx = 1\n\
             [output.pressmark]\ncreators = [{ name = \"Bo Marsh\", role = \"translator\", file-as = \"Marsh, Bo\" }]\n\
             isbn = \"978-0-306-40615-7\"\nedition = \"Second\"\ndate = 2026-11-23\nnumber-sections = false\n\
             deny = [\"warnings\"]\nallow = [\"missing-alt\"]\n",
        )
        .unwrap();
        assert!(found.is_empty());
        assert_eq!((project.slug.as_str(), project.texts.first()), ("the-heron", "src/SUMMARY.md"));
        let roles: Vec<&str> = project.about.creators.iter().map(|creator| creator.role.as_str()).collect();
        assert_eq!(roles, ["aut", "trl"]);
        assert_eq!(project.about.identifiers, [Identifier::Isbn("9780306406157".to_owned())]);
        assert_eq!(project.about.edition.date.as_deref(), Some("2026-11-23"));
        assert_eq!(project.options.numbering, Numbering::None);
        assert!(project.checks.deny_warnings);
    }

    #[test]
    fn a_book_may_be_one_of_a_series_and_certified() {
        let about = |lines: &str| load(&format!("[output.pressmark]\n{lines}\n")).unwrap().0.about;
        let numbers = ["3", "2.1", "\"2.1\""].map(|number| format!("series = \"Birds\"\nseries-number = {number}"));
        let series = numbers.map(|lines| about(&lines).series.unwrap().to_string());
        assert_eq!(series, ["Birds, 3", "Birds, 2.1", "Birds, 2.1"]);
        assert_eq!(about("certifier = \"A Press\"").certifier.unwrap().name, "A Press");
        let certifier = about("certifier = { name = \"A Press\", report = \"https://a.example\" }").certifier.unwrap();
        assert_eq!((certifier.name.as_str(), certifier.report.as_deref()), ("A Press", Some("https://a.example")));
    }

    #[test]
    fn a_cover_is_made_given_or_left_out() {
        let cover = |line: &str| load(&format!("[output.pressmark]\n{line}\n")).unwrap().0.about.cover;
        assert_eq!(["", "cover = true", "cover = false"].map(cover), [Cover::Made, Cover::Made, Cover::None]);
        assert_eq!(cover("cover = \"a.jpg\""), Cover::Picture("a.jpg".to_owned()));
    }

    #[test]
    fn a_slip_of_the_pen_is_a_finding_at_its_key() {
        let (_, found) = load("[book]\nnonsense = 1\n[output.pressmark]\npublishr = \"x\"\n").unwrap();
        assert_eq!(found[0].hints, ["Did you mean `publisher`?"]);
        assert_eq!(found[0].span, Some(Span::new(0, 39..47)));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_wrong_kind_is_an_error_at_its_line() {
        for (config, line) in [
            ("[book]\ntitle = 5", 2),
            ("[book\n", 1),
            ("[output.pressmark]\n\ntext = \"a.txt\"", 3),
            ("[output.pressmark]\nindex = \"some\"", 2),
            ("[output.pressmark]\nisbn = \"978-0-306-40615-8\"", 2),
            ("[output.pressmark]\ndeny = [\"no-such-rule\"]", 2),
            ("[output.pressmark]\ntext = [\"gone.txt\"]", 2),
            ("[output.pressmark]\ndate = \"soon\"", 2),
            ("[output.pressmark]\n\nseries-number = 3", 3),
            ("[output.pressmark]\nseries = \"A\"\nseries-number = \"three\"", 3),
            ("[output.pressmark]\n[output.pressmark.certifier]\nreport = \"https://a.example\"", 2),
            ("[output.pressmark]\npage-marker = \"[[Pg]]\"", 2),
            ("[output.pressmark]\nprint-isbn = \"12\"", 2),
            ("[output.pressmark.edition]\nstatement = \"Third\"\ndate = \"soon\"", 3),
        ] {
            let Err(Error::Malformed { at, .. }) = load(config) else { panic!("{config}") };
            assert_eq!(at.line, line, "{config}");
        }
    }

    #[test]
    fn a_path_that_leaves_the_root_is_an_error_at_its_line() {
        for config in ["[book]\nsrc = \"../..\"", "[output.pressmark]\ntext = [\"../a.txt\"]"] {
            let Err(Error::Outside { at: Some(at), .. }) = load(config) else { panic!("{config}") };
            assert_eq!(at.line, 2, "{config}");
        }
    }

    #[test]
    fn a_single_file_gives_its_name() {
        assert_eq!(Project::single("Ein Fluß.md").slug, "ein-fluss");
        assert_eq!(Project::single("1848.txt").slug, "1848");
    }
}
