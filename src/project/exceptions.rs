//! The `hyphenation` key. In: a list of divided words, or a table of such lists by language. Out: the words with their
//! places; an entry that is no divided word is a finding and is left out.

use super::config::Table;
use crate::diagnostic::{Diagnostic, rules};
use crate::error::Error;
use crate::hyphenation::Exceptions;
use crate::language::Lang;
use crate::source::Span;
use toml::de::DeValue;

const KEY: &str = "hyphenation";

/// Reads the words that an author has divided.
pub fn exceptions(ours: &Table, found: &mut Vec<Diagnostic>) -> Result<Exceptions, Error> {
    let mut exceptions = Exceptions::default();
    let Some((DeValue::Table(_), _)) = ours.get(KEY) else {
        list(ours, KEY, None, &mut exceptions, found)?;
        return Ok(exceptions);
    };
    let table = ours.table(KEY)?;
    for (tag, place) in table.keys() {
        let hint = "Language tags are short, such as `en`, `fa` or `pt-BR` (BCP 47).".to_owned();
        let malformed = || ours.malformed(place, format!("`{tag}` is not a language tag"), Some(hint));
        let lang = Lang::parse(tag).ok_or_else(malformed)?;
        list(&table, tag, Some(lang), &mut exceptions, found)?;
    }
    Ok(exceptions)
}

fn list(
    table: &Table,
    key: &str,
    lang: Option<Lang>,
    exceptions: &mut Exceptions,
    found: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    for (entry, place) in table.strings(key)? {
        if !exceptions.add(&entry, lang) {
            let message = format!("`{entry}` is not a word divided by hyphens");
            let finding = Diagnostic::new(&rules::MALFORMED_HYPHENATION, Span::new(0, place), message);
            found.push(finding.hint("Write one word, such as `man-u-script`; without hyphens it is never divided."));
        }
    }
    Ok(())
}
