//! A book as mdBook hands it to a backend. In: the JSON of its render context, as 0.4 and 0.5 write it. Out: the book's
//! chapters, whose preprocessors have run, where outputs go, and the configuration that mdBook went by.

use serde_json::{Map, Value};
use std::path::PathBuf;

/// What mdBook says.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// The folder of `book.toml`.
    pub root: PathBuf,
    /// The folder that outputs go to.
    pub destination: PathBuf,
    /// What the book is made of.
    pub items: Vec<Item>,
    config: Map<String, Value>,
}

/// A line of the summary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    Chapter(HandedChapter),
    /// The title of a part.
    Part(String),
}

/// A chapter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedChapter {
    /// Its name in the summary, without marks.
    pub name: String,
    /// Its file, from the folder of the summary; `None` for a draft.
    pub file: Option<String>,
    /// Its text.
    pub content: String,
    /// Whether mdBook numbers it.
    pub numbered: bool,
    /// Chapters below it.
    pub below: Vec<HandedChapter>,
}

impl Handed {
    /// Reads a render context; what it lacks, where it is none.
    pub fn parse(json: &str) -> Result<Handed, String> {
        let context: Value = serde_json::from_str(json).map_err(|error| format!("it is not JSON: {error}"))?;
        let path = |key: &str| context[key].as_str().map(PathBuf::from).ok_or(format!("it has no `{key}`"));
        let book = &context["book"];
        // 0.5 and 0.4.
        let items = book["items"].as_array().or(book["sections"].as_array()).ok_or("it has no book")?;
        Ok(Handed {
            root: path("root")?,
            destination: path("destination")?,
            items: items.iter().filter_map(item).collect(),
            config: context["config"].as_object().cloned().unwrap_or_default(),
        })
    }

    /// What a project's configuration, whose text is `file`, becomes by the keys that mdBook has from elsewhere, such as
    /// `MDBOOK_BOOK__LANGUAGE`; `None` where it stays what it is.
    pub fn overruled(&self, file: &str) -> Option<String> {
        let mut table: toml::Table = file.parse().ok()?;
        let mut changed = false;
        for path in [&["book"][..], &["output", "pressmark"]] {
            let theirs = path.iter().try_fold(&self.config, |table, key| table.get(*key)?.as_object());
            let ours = path.iter().try_fold(&mut table, |table, key| {
                table.entry(*key).or_insert_with(|| toml::Table::new().into()).as_table_mut()
            })?;
            for (key, value) in theirs.into_iter().flatten().filter(|(_, value)| !value.is_null()) {
                let Ok(value) = toml::Value::try_from(value) else { continue };
                let known = ours.get(key);
                if !known.map_or(is_default(key, &value), |known| *known == value || known.is_datetime()) {
                    changed = true;
                    ours.insert(key.clone(), value);
                }
            }
        }
        changed.then(|| toml::to_string(&table).ok()).flatten()
    }
}

/// Whether a value is what mdBook takes where `[book]` has no such key.
fn is_default(key: &str, value: &toml::Value) -> bool {
    match key {
        "authors" => value.as_array().is_some_and(Vec::is_empty),
        "language" => value.as_str() == Some("en"),
        "src" => value.as_str() == Some("src"),
        "multilingual" => value.as_bool() == Some(false),
        _ => false,
    }
}

fn item(item: &Value) -> Option<Item> {
    let part = item["PartTitle"].as_str().map(|title| Item::Part(title.to_owned()));
    part.or_else(|| chapter(item).map(Item::Chapter))
}

fn chapter(item: &Value) -> Option<HandedChapter> {
    let chapter = item.get("Chapter")?;
    let text = |key: &str| chapter[key].as_str().map(str::to_owned);
    // A chapter that a preprocessor made has no file, only a path that it would have; one called `README.md` has a path
    // that is `index.md`.
    let file = text("source_path").or_else(|| text("path")).map(|path| path.replace('\\', "/"));
    Some(HandedChapter {
        name: text("name").unwrap_or_default(),
        file,
        content: text("content").unwrap_or_default(),
        numbered: chapter["number"].is_array(),
        below: chapter["sub_items"].as_array().into_iter().flatten().filter_map(self::chapter).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &str = r##"{"version": "0.5.4", "root": "/b", "destination": "/b/book/pressmark",
        "config": {"book": {"title": "T", "authors": [], "language": "LANG", "description": null}},
        "book": {"ITEMS": ["Separator", {"PartTitle": "One"}, {"Chapter": {"name": "A", "content": "a", "number": [1],
        "path": "index.md", "source_path": "README.md", "sub_items": [{"Chapter": {"name": "B", "content": "",
        "number": null, "sub_items": [], "path": null, "source_path": null}}]}}]}}"##;

    #[test]
    fn both_forms_are_read() {
        for name in ["items", "sections"] {
            let handed = Handed::parse(&CONTEXT.replace("ITEMS", name)).unwrap();
            let Item::Chapter(chapter) = &handed.items[1] else { panic!("{:?}", handed.items) };
            assert_eq!((handed.items.len(), chapter.file.as_deref()), (2, Some("README.md")));
            assert!(chapter.numbered && chapter.below[0].file.is_none() && !chapter.below[0].numbered);
        }
        for none in ["", "[]", "{}", "{\"book\": {\"items\": []}}"] {
            assert!(Handed::parse(none).is_err(), "{none}");
        }
    }

    #[test]
    fn what_mdbook_has_from_elsewhere_outranks_the_file() {
        let overruled = |lang: &str| Handed::parse(&CONTEXT.replace("ITEMS", "items").replace("LANG", lang)).unwrap();
        let file = "[book]\ntitle = \"T\"\n";
        assert_eq!(overruled("en").overruled(file), None);
        assert_eq!(
            overruled("fa").overruled(file).unwrap().parse::<toml::Table>().unwrap()["book"]["language"].as_str(),
            Some("fa")
        );
        assert!(overruled("en").overruled("[book]\ntitle = \"T\"\nlanguage = \"fa\"\n").is_some());
    }
}
