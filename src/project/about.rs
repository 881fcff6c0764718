//! What the configuration says of the book itself. In: the tables of `book.toml`. Out: an [`About`]; what cannot be right
//! is an error at its line.

use super::About;
use super::config::Table;
use super::identifiers::{identifiers, print_isbn};
use crate::error::Error;
use crate::language::{Direction, Lang};
use crate::model::{Certifier, Cover, Creator, Edition, Series, full_date};
use std::ops::Range;
use toml::de::DeValue;

/// The commonest roles of creators, by their names and MARC relator codes.
const ROLES: &[(&str, &str)] = &[
    ("author", "aut"),
    ("editor", "edt"),
    ("illustrator", "ill"),
    ("translator", "trl"),
    ("contributor", "ctb"),
    ("designer", "dsr"),
    ("photographer", "pht"),
];

/// All that the tables `[book]` and `[output.pressmark]` say of the book.
pub fn about(book: &Table, ours: &Table) -> Result<About, Error> {
    let mut creators = Vec::new();
    for (name, _) in book.strings("authors")? {
        creators.push(Creator { name, role: "aut".to_owned(), file_as: None });
    }
    for item in ours.list("creators", "a list of names or tables")? {
        creators.push(creator(ours, item)?);
    }
    let (statement, dated) = match ours.get("edition") {
        Some((DeValue::Table(edition), _)) => {
            let edition = ours.at(edition);
            (edition.string("statement")?, date(&edition)?)
        }
        _ => (ours.string("edition")?, None),
    };
    Ok(About {
        title: book.string("title")?,
        title_file_as: ours.string("title-file-as")?,
        subtitle: ours.string("subtitle")?,
        creators,
        language: language(book)?,
        direction: book.choice("text-direction", &[("ltr", Direction::Ltr), ("rtl", Direction::Rtl)])?,
        identifiers: identifiers(ours)?,
        publisher: ours.string("publisher")?,
        description: book.string("description")?,
        subjects: ours.strings("subjects")?.into_iter().map(|(subject, _)| subject).collect(),
        rights: ours.string("rights")?,
        source: ours.string("source")?,
        series: series(ours)?,
        certifier: certifier(ours)?,
        made: None,
        print_isbn: print_isbn(ours)?,
        edition: Edition { statement, date: date(ours)?.or(dated), ..Edition::default() },
        cover: cover(ours)?,
    })
}

/// `cover`: a path, or `false` for none.
fn cover(ours: &Table) -> Result<Cover<String>, Error> {
    Ok(match ours.get("cover") {
        Some((DeValue::Boolean(false), _)) => Cover::None,
        Some((DeValue::Boolean(true), _)) => Cover::Made,
        _ => ours.string("cover")?.map_or(Cover::Made, Cover::Picture),
    })
}

fn language(book: &Table) -> Result<Option<Lang>, Error> {
    let (Some(tag), Some((_, place))) = (book.string("language")?, book.get("language")) else { return Ok(None) };
    let hint = "Language tags are short, such as `en`, `fa` or `pt-BR` (BCP 47).".to_owned();
    let lang =
        Lang::parse(&tag).ok_or_else(|| book.malformed(place, format!("`{tag}` is not a language tag"), Some(hint)))?;
    Ok(Some(lang))
}

/// A creator: a name, or a table with `name`, `role` and `file-as`.
fn creator(ours: &Table, (value, place): (&DeValue, Range<usize>)) -> Result<Creator, Error> {
    let table = match value {
        DeValue::String(name) => {
            return Ok(Creator { name: name.trim().to_owned(), role: "aut".to_owned(), file_as: None });
        }
        DeValue::Table(table) => ours.at(table),
        _ => return Err(ours.wrong_kind("creators", "a list of names or tables", place)),
    };
    let hint = "Write `creators = [{ name = \"Ann Author\", role = \"editor\" }]`.".to_owned();
    let Some(name) = table.string("name")? else {
        return Err(ours.malformed(place, "a creator has no name".to_owned(), Some(hint)));
    };
    let role = table.string("role")?.unwrap_or_else(|| "author".to_owned());
    let known = ROLES.iter().find(|(word, code)| *word == role || *code == role).map(|(_, code)| (*code).to_owned());
    let is_code = role.len() == 3 && role.bytes().all(|b| b.is_ascii_lowercase());
    let Some(role) = known.or(is_code.then_some(role)) else {
        let words: Vec<String> = ROLES.iter().map(|(word, _)| format!("`{word}`")).collect();
        let hint = format!("It may be {}, or a MARC relator code.", words.join(", "));
        return Err(ours.malformed(place, format!("`{name}` has a role that is not known"), Some(hint)));
    };
    Ok(Creator { name, role, file_as: table.string("file-as")? })
}

/// `series` and `series-number`: a number, or numbers with dots between them (EPUB 3.3 §D.3.6, "group-position").
fn series(ours: &Table) -> Result<Option<Series>, Error> {
    let number = match ours.get("series-number") {
        Some((DeValue::Integer(number), place)) => Some((number.to_string(), place)),
        Some((DeValue::Float(number), place)) => Some((number.to_string(), place)),
        Some((_, place)) => ours.string("series-number")?.map(|number| (number, place)),
        None => None,
    };
    if let Some((number, place)) = &number {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !number.split('.').all(is_number) {
            let hint = "Write `series-number = 3`, or `\"2.1\"` for the first part of the second book.".to_owned();
            return Err(ours.malformed(place.clone(), format!("`{number}` is not a number"), Some(hint)));
        }
    }
    match (ours.string("series")?, number) {
        (Some(name), number) => Ok(Some(Series { name, number: number.map(|(number, _)| number) })),
        (None, Some((_, place))) => {
            let hint = "Name it: `series = \"…\"`.".to_owned();
            Err(ours.malformed(place, "there is a number in a series, but no series".to_owned(), Some(hint)))
        }
        (None, None) => Ok(None),
    }
}

/// `certifier`: a name, or a table with `name`, `credential` and `report`.
fn certifier(ours: &Table) -> Result<Option<Certifier>, Error> {
    let Some((DeValue::Table(table), place)) = ours.get("certifier") else {
        let name = ours.string("certifier")?;
        return Ok(name.map(|name| Certifier { name, credential: None, report: None }));
    };
    let table = ours.at(table);
    let Some(name) = table.string("name")? else {
        let hint = "Write `certifier = { name = \"A Small Press\" }`.".to_owned();
        return Err(ours.malformed(place, "a certifier has no name".to_owned(), Some(hint)));
    };
    Ok(Some(Certifier { name, credential: table.string("credential")?, report: table.string("report")? }))
}

/// The date of an edition.
fn date(table: &Table) -> Result<Option<String>, Error> {
    let (Some(date), Some((_, place))) = (table.string("date")?, table.get("date")) else { return Ok(None) };
    if full_date(&date).is_some() {
        return Ok(Some(date));
    }
    let hint = "Write `date = \"2026-11-23\"`, or only the year, or the year and the month.".to_owned();
    Err(table.malformed(place, format!("`{date}` is not a date"), Some(hint)))
}
