//! TOML with places. In: the text of a configuration file. Out: its values by key and kind; what is not of the kind that
//! its key asks for is an error at its line and column.

use crate::diagnostic::{Diagnostic, nearest, rules};
use crate::error::{Error, Location};
use crate::source::{Sources, Span};
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// A table of a configuration file.
#[derive(Clone, Copy)]
pub struct Table<'t> {
    file: &'t File<'t>,
    entries: Option<&'t DeTable<'t>>,
}

/// A configuration file.
pub struct File<'t> {
    /// Its number among the sources of the book.
    number: u16,
    sources: Sources,
    root: DeTable<'t>,
}

/// A value with its place.
type Found<'t> = (&'t DeValue<'t>, Range<usize>);

impl<'t> File<'t> {
    /// Reads TOML, which is to be source `number` of the book.
    pub fn parse(path: &Path, text: &'t str, number: u16) -> Result<File<'t>, Error> {
        let mut sources = Sources::default();
        sources.add(path.display().to_string(), text);
        match DeTable::parse(text) {
            Ok(root) => Ok(File { number, sources, root: root.into_inner() }),
            Err(error) => {
                let span = Span::new(0, error.span().unwrap_or(0..0));
                let message = format!("this is not TOML: {}", error.message().lines().collect::<Vec<_>>().join(", "));
                Err(Error::Malformed { at: Location::of(&sources, span), message, hint: None })
            }
        }
    }

    /// The outermost table.
    pub fn root(&'t self) -> Table<'t> {
        Table { file: self, entries: Some(&self.root) }
    }
}

impl<'t> Table<'t> {
    /// The keys with their places.
    pub fn keys(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> {
        self.entries.into_iter().flatten().map(|(key, _)| (&**key.get_ref(), key.span()))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Found<'t>> {
        let mut entries = self.entries.into_iter().flatten();
        entries.find(|(name, _)| name.get_ref() == key).map(|(_, value)| (value.get_ref(), value.span()))
    }

    /// The table of a key that others own: empty where there is none, or something else.
    pub fn foreign(&self, key: &str) -> Table<'t> {
        self.table(key).unwrap_or(Table { entries: None, ..*self })
    }

    /// The table of a key, empty where there is none.
    pub fn table(&self, key: &str) -> Result<Table<'t>, Error> {
        match self.get(key) {
            None => Ok(Table { entries: None, ..*self }),
            Some((DeValue::Table(table), _)) => Ok(Table { entries: Some(table), ..*self }),
            Some((_, place)) => Err(self.wrong_kind(key, "a table", place)),
        }
    }

    /// The text of a key; a date counts as one.
    pub fn string(&self, key: &str) -> Result<Option<String>, Error> {
        match self.get(key) {
            None => Ok(None),
            Some((DeValue::String(text), _)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some((DeValue::Datetime(date), _)) => Ok(Some(date.to_string())),
            Some((_, place)) => Err(self.wrong_kind(key, "a text in quotes", place)),
        }
    }

    /// The texts of a key, with their places.
    pub fn strings(&self, key: &str) -> Result<Vec<(String, Range<usize>)>, Error> {
        let text = |(value, place): Found<'t>| match value {
            DeValue::String(text) => Ok((text.trim().to_owned(), place)),
            _ => Err(self.wrong_kind(key, "a list of texts in quotes", place)),
        };
        self.list(key, "a list of texts in quotes")?.into_iter().map(text).collect()
    }

    /// The tables of a key's list, a text in it being a table whose only key is `shorthand`.
    pub fn list(&self, key: &str, kind: &str) -> Result<Vec<Found<'t>>, Error> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some((DeValue::Array(list), _)) => Ok(list.iter().map(|item| (item.get_ref(), item.span())).collect()),
            Some((_, place)) => Err(self.wrong_kind(key, kind, place)),
        }
    }

    /// The one of `choices` that a key names.
    pub fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Result<Option<T>, Error> {
        let Some((value, place)) = self.get(key) else { return Ok(None) };
        let word = match value {
            DeValue::String(word) => word.as_ref(),
            DeValue::Boolean(true) => "true",
            DeValue::Boolean(false) => "false",
            _ => "",
        };
        if let Some(&(_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Ok(Some(choice));
        }
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{name}`")).collect();
        let message = format!("`{key}` is none of its choices");
        Err(self.malformed(place, message, Some(format!("It may be {}.", names.join(", ")))))
    }

    /// The same file, another table of it.
    pub fn at(&self, entries: &'t DeTable<'t>) -> Table<'t> {
        Table { entries: Some(entries), ..*self }
    }

    /// Where in the book's sources a place of the file is.
    pub fn span(&self, place: Range<usize>) -> Span {
        Span::new(self.file.number, place)
    }

    /// Reports every key of the table that is not one of `known`; `whose` says what it is no key of.
    pub fn report_unknown(&self, known: &[&str], whose: &str, found: &mut Vec<Diagnostic>) {
        for (key, place) in self.keys().filter(|(key, _)| !known.contains(key)) {
            let message = format!("`{key}` is not a key {whose}");
            let finding = Diagnostic::new(&rules::UNKNOWN_KEY, self.span(place), message);
            found.push(match nearest(key, known.iter().copied()) {
                Some(known) => finding.hint(format!("Did you mean `{known}`?")),
                None => finding,
            });
        }
    }

    /// An error at a place of the file.
    pub fn malformed(&self, place: Range<usize>, message: String, hint: Option<String>) -> Error {
        Error::Malformed { at: Location::of(&self.file.sources, Span::new(0, place)), message, hint }
    }

    /// The error of a path that leaves the project's root.
    pub fn outside(&self, path: &str, place: Range<usize>) -> Error {
        Error::Outside { path: path.into(), at: Some(Location::of(&self.file.sources, Span::new(0, place))) }
    }

    /// The error of a value that is not of the kind that its key asks for.
    pub fn wrong_kind(&self, key: &str, kind: &str, place: Range<usize>) -> Error {
        let hint = match kind {
            "a text in quotes" => format!("Write `{key} = \"…\"`."),
            "a table" => format!("Write it as `[{key}]` with its keys below."),
            _ => format!("Write `{key} = [\"…\"]`."),
        };
        self.malformed(place, format!("`{key}` is not {kind}"), Some(hint))
    }
}
