//! Where links lead, by the names of places that the head of [`super`] describes. In: a destination as it is written.
//! Out: a URL, or the name of a place below the root; whether there is such a place is for the links pass to say.

use super::events::Reader;
use super::sections::slug;
use crate::diagnostic::{Diagnostic, rules};
use crate::library::{Library, resolve};
use crate::model::Target;
use crate::source::Span;
use std::collections::BTreeMap;

/// Schemes that a book never leads to.
const REFUSED: &[&str] = &["javascript", "vbscript", "data", "file"];

impl Reader<'_> {
    /// Where a link leads; `None`, with a finding, where a book may not lead.
    pub fn target(&mut self, destination: &str, span: Span) -> Option<Target> {
        if let Some(scheme) = scheme(destination) {
            if !REFUSED.contains(&scheme.to_ascii_lowercase().as_str()) {
                return Some(Target::Url(destination.to_owned()));
            }
            self.unresolved(span, &format!("a book cannot lead to a `{scheme}:` address"));
            return None;
        }
        if let Some(address) = destination.strip_prefix("//") {
            return Some(Target::Url(format!("https://{address}")));
        }
        let name = name(self.path, destination, self.library, &mut self.known_files);
        Some(Target::Anchor(self.book.intern_anchor(&name)))
    }

    /// Where a link between double brackets leads: to the file that it names, as seen from this one, else to the heading of
    /// that name.
    pub fn wiki_target(&mut self, destination: &str, span: Span) -> Option<Target> {
        if scheme(destination).is_some() {
            return self.target(destination, span);
        }
        let (page, heading) = destination.split_once('#').unwrap_or((destination, ""));
        let file = match page.trim() {
            "" => Some(self.path.to_owned()),
            page => resolve(self.path, page).map(|path| text_of(&path, self.library)),
        };
        let file = file.filter(|file| file == self.path || self.library.has(file));
        let name = match (file, heading.trim()) {
            (Some(file), "") => file,
            (Some(file), heading) => format!("{file}#{}", slug(heading)),
            (None, "") => format!("§ {}", page.trim()),
            (None, heading) => format!("§ {heading}"),
        };
        Some(Target::Anchor(self.book.intern_anchor(&name)))
    }

    fn unresolved(&mut self, span: Span, message: &str) {
        let finding = Diagnostic::new(&rules::UNRESOLVED_LINK, span, message).hint("The text of the link was kept.");
        self.sink.report(finding);
    }
}

/// The scheme of an address: at least two letters, so that `C:\` is none (RFC 3986 §3.1).
pub fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let letters = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let named = scheme.len() >= 2 && scheme.as_bytes()[0].is_ascii_alphabetic();
    (letters && named).then_some(scheme)
}

/// The name of the place that a relative link in the file `from` leads to; with `../` before it where it leaves the root.
fn name(from: &str, destination: &str, library: &dyn Library, known: &mut BTreeMap<String, String>) -> String {
    let (file, fragment) = destination.split_once('#').unwrap_or((destination, ""));
    let file = decoded(file.split('?').next().unwrap_or(""));
    let path = match file.as_str() {
        "" => from.to_owned(),
        file => match resolve(from, file) {
            Some(path) => known.entry(path).or_insert_with_key(|path| text_of(path, library)).clone(),
            None => beyond(from, file),
        },
    };
    let fragment = decoded(fragment).to_lowercase();
    if fragment.is_empty() { path } else { format!("{path}#{fragment}") }
}

/// The path from the root of what lies outside of it.
fn beyond(from: &str, file: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(file.split('/')).filter(|step| !matches!(*step, "" | ".")) {
        match steps.last() {
            Some(&last) if step == ".." && last != ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// The text that a page of a site stands for: `x.html` is made of `x.md`, `index.html` and a folder of `README.md`.
fn text_of(path: &str, library: &dyn Library) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let within =
        |folder: &str, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let candidates = match name.rsplit_once('.') {
        Some(("index", "html" | "htm" | "md")) => vec![within(folder, "index.md"), within(folder, "README.md")],
        Some((stem, "html" | "htm")) => {
            ["md", "txt"].map(|ending| within(folder, &format!("{stem}.{ending}"))).to_vec()
        }
        Some(_) => return path.to_owned(),
        None => vec![path.to_owned(), format!("{path}.md"), within(path, "README.md"), within(path, "index.md")],
    };
    candidates.into_iter().find(|candidate| library.has(candidate)).unwrap_or_else(|| path.to_owned())
}

/// Percent signs decoded, where they stand for UTF-8.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;

    #[test]
    fn a_place_has_one_name_however_it_is_linked() {
        let library = Memory::of([("src/a/README.md", ""), ("src/b c.md", ""), ("src/d.md", "")]);
        let name = |destination: &str| name("src/d.md", destination, &library, &mut BTreeMap::new());
        for folder in ["a/", "a/index.html", "a/README.md", "a", "./a/index.md"] {
            assert_eq!(name(folder), "src/a/README.md", "{folder}");
        }
        assert_eq!(name("b%20c.html?x=1#Über"), "src/b c.md#über");
        assert_eq!(name("#top"), "src/d.md#top");
        assert_eq!(name("../../../a/x.md#y"), "../../a/x.md#y");
    }

    #[test]
    fn a_scheme_has_two_letters_or_more() {
        assert_eq!(scheme("https://example.org"), Some("https"));
        assert_eq!(scheme("a:b"), None);
        assert_eq!(scheme("notes/a: b.md"), None);
    }
}
