//! Identifiers of a publication. In: the keys `isbn`, `doi`, `identifiers` and `print-isbn`. Out: identifiers of known kinds; one that
//! cannot be right is an error at its line.

use super::config::Table;
use crate::error::Error;
use crate::model::Identifier;
use std::ops::Range;

/// All identifiers that a project gives, in order.
pub fn identifiers(ours: &Table) -> Result<Vec<Identifier>, Error> {
    let mut out = Vec::new();
    for key in ["isbn", "doi"] {
        if let (Some(text), Some((_, place))) = (ours.string(key)?, ours.get(key)) {
            out.push(identifier(ours, &format!("{key}:{text}"), place)?);
        }
    }
    for (text, place) in ours.strings("identifiers")? {
        out.push(identifier(ours, &text, place)?);
    }
    Ok(out)
}

/// The ISBN of the printed edition whose pages the text marks.
pub fn print_isbn(ours: &Table) -> Result<Option<String>, Error> {
    const KEY: &str = "print-isbn";
    let (Some(text), Some((_, place))) = (ours.string(KEY)?, ours.get(KEY)) else { return Ok(None) };
    match identifier(ours, &format!("isbn:{text}"), place)? {
        Identifier::Isbn(digits) => Ok(Some(digits)),
        _ => Ok(None),
    }
}

/// An identifier by its prefix: `isbn:`, `doi:`, `urn:uuid:`, or any other URI.
fn identifier(ours: &Table, text: &str, place: Range<usize>) -> Result<Identifier, Error> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let behind = |prefixes: &[&str]| {
        let prefix = prefixes.iter().find(|prefix| lower.starts_with(**prefix))?;
        Some(text[prefix.len()..].trim())
    };
    if let Some(number) = behind(&["urn:isbn:", "isbn:"]) {
        let digits: String = number.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        return if is_isbn(&digits) {
            Ok(Identifier::Isbn(digits.to_ascii_uppercase()))
        } else {
            let hint = "An ISBN has 13 digits (or 10), and the last one proves the others.".to_owned();
            Err(ours.malformed(place, format!("`{number}` is not an ISBN"), Some(hint)))
        };
    }
    if let Some(name) = behind(&["doi:", "https://doi.org/", "http://doi.org/", "info:doi/"]) {
        return Ok(Identifier::Doi(name.to_owned()));
    }
    if let Some(uuid) = behind(&["urn:uuid:"]) {
        return Ok(Identifier::Uuid(uuid.to_ascii_lowercase()));
    }
    if text.contains(':') {
        return Ok(Identifier::Uri(text.to_owned()));
    }
    let hint = "Write `isbn:…`, `doi:…`, `urn:uuid:…` or another URI.".to_owned();
    Err(ours.malformed(place, format!("`{text}` does not say what kind of identifier it is"), Some(hint)))
}

/// Whether the check digit is right (ISO 2108, annex C; the older form has ten digits).
fn is_isbn(digits: &str) -> bool {
    let values: Option<Vec<u32>> =
        digits.chars().map(|c| if matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) }).collect();
    let Some(values) = values else { return false };
    let (last, others) = values.split_last().unwrap_or((&0, &[]));
    let plain = !others.contains(&10);
    match values.len() {
        13 => {
            plain
                && *last < 10
                && values.iter().zip([1, 3].into_iter().cycle()).map(|(v, w)| v * w).sum::<u32>() % 10 == 0
        }
        10 => plain && values.iter().zip((1..=10).rev()).map(|(v, w)| v * w).sum::<u32>() % 11 == 0,
        _ => false,
    }
}
