//! What mdBook's own keys say of how a book is read. In: the tables of `book.toml` that are not ours. Out: plain values;
//! what is not of the kind that mdBook asks for is left for mdBook to complain of.

use super::Site;
use super::config::Table;
use crate::diagnostic::{Diagnostic, rules};
use crate::error::Error;
use crate::library::resolve;
use crate::source::Span;
use std::collections::BTreeMap;
use toml::de::DeValue;

/// What only concerns mdBook projects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MdBook {
    /// `[build] create-missing`: whether a chapter without a file is one without text, which is what mdBook makes of it,
    /// or an error.
    pub create_missing: bool,
    /// `[output.html.code.hidelines]`: what lines of code begin with that are not shown, by the code's language.
    pub hidden_lines: BTreeMap<String, String>,
}

impl Default for MdBook {
    fn default() -> MdBook {
        MdBook { create_missing: true, hidden_lines: BTreeMap::new() }
    }
}

/// Preprocessors whose work Pressmark does itself.
const DONE_HERE: &[&str] = &["links", "index", "katex", "alerts"];

/// What the preprocessor `indexing` can be told to do to entries.
const INDEXING_KEYS: &[&str] = &["see_instead", "nest_under"];

/// Reads mdBook's keys.
pub fn mdbook(root: &Table) -> MdBook {
    let create = root.foreign("build").get("create-missing");
    let prefixes = root.foreign("output").foreign("html").foreign("code").foreign("hidelines");
    let prefix = |(language, _)| Some((str::to_owned(language), prefixes.string(language).ok()??));
    MdBook {
        create_missing: !matches!(create, Some((DeValue::Boolean(false), _))),
        hidden_lines: prefixes.keys().filter_map(prefix).collect(),
    }
}

/// Reports the preprocessors that mdBook would run, and nobody does here.
pub fn report_unrun(root: &Table, found: &mut Vec<Diagnostic>) {
    let table = root.foreign("preprocessor");
    let done = |name: &str| {
        // The marks of `indexing` are read; what it does to the entries by its configuration is not.
        let configured = || INDEXING_KEYS.iter().any(|key| table.foreign(name).get(key).is_some());
        DONE_HERE.contains(&name) || name == "indexing" && !configured()
    };
    for (name, place) in table.keys().filter(|(name, _)| !done(name)) {
        // Some are meant for other outputs only.
        let renderers = table.foreign(name).strings("renderers").unwrap_or_default();
        if !renderers.is_empty() && renderers.iter().all(|(renderer, _)| renderer != "pressmark") {
            continue;
        }
        let message = format!("the preprocessor `{name}` is not run: what it would change stands as it was written");
        let finding = Diagnostic::new(&rules::UNRUN_PREPROCESSOR, Span::new(0, place), message);
        found.push(finding.hint("`mdbook build` runs it, and then Pressmark, where there is an `[output.pressmark]`."));
    }
}

/// Pages of mdBook's site that moved: their names and where they are now, a name or a URL.
pub fn redirects(root: &Table, book: &Table) -> Result<BTreeMap<String, String>, Error> {
    let folder = book.string("src")?.unwrap_or_else(|| "src".to_owned());
    let folder = resolve("", &folder).unwrap_or_default();
    let below = |path: &str| resolve("", &format!("{folder}/{}", path.trim_start_matches('/')));
    let moved = root.foreign("output").foreign("html").foreign("redirect");
    let entry = |(from, _)| {
        let to = moved.string(from).ok()??;
        let from = below(from)?;
        let to = match to.as_str() {
            url if url.contains("://") => to,
            path if path.starts_with('/') => below(path)?,
            path => resolve(&from, path)?,
        };
        Some((from, to))
    };
    Ok(moved.keys().filter_map(entry).collect())
}

/// The site of the book: `site-url`, ours before that of `[output.html]`, where it is a whole address.
pub fn site(root: &Table, ours: &Table, book: &Table) -> Result<Option<Site>, Error> {
    let theirs = || root.foreign("output").foreign("html").string("site-url").ok().flatten();
    let is_address = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    let given = ours.string("site-url")?;
    if let (Some(url), Some((_, place))) = (given.as_ref().filter(|url| !is_address(url)), ours.get("site-url")) {
        let hint = "Write `site-url = \"https://example.org/book/\"`.".to_owned();
        return Err(ours.malformed(place, format!("`{url}` is not the address of a site"), Some(hint)));
    }
    let folder = book.string("src")?.unwrap_or_else(|| "src".to_owned());
    let folder = resolve("", &folder).unwrap_or_default();
    let address = |url: String| format!("{}/", url.trim_end_matches('/'));
    Ok(given.or_else(theirs).filter(is_address).map(|url| Site { address: address(url), folder }))
}
