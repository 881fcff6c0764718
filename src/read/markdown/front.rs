//! Front matter: the lines between `---` (YAML) or `+++` (TOML) that a Markdown file may begin with. In: the file. Out:
//! what it says of the book, where nothing else has said it; the text begins behind it. Only plain keys, values and
//! lists are read, which YAML and TOML write nearly alike; what is no such thing is passed over.

use crate::language::Lang;
use crate::model::{Creator, Metadata};

/// Reads the front matter into `meta` and returns where the text begins.
pub fn read(text: &str, meta: &mut Metadata) -> usize {
    let Some((lines, end)) = front(text).or_else(|| rewritten(text)) else { return 0 };
    for (key, values) in entries(&lines) {
        let Some(first) = values.first().filter(|value| !value.is_empty()) else { continue };
        let fill = |place: &mut Option<String>| {
            place.get_or_insert_with(|| first.clone());
        };
        match key.to_ascii_lowercase().as_str() {
            "title" if meta.title.is_empty() => meta.title = first.clone(),
            "subtitle" => fill(&mut meta.subtitle),
            "author" | "authors" | "creator" if meta.creators.is_empty() => {
                let creator = |name: &String| Creator { name: name.clone(), role: "aut".to_owned(), file_as: None };
                meta.creators = values.iter().map(creator).collect();
            }
            "lang" | "language" if meta.language == Lang::UND => meta.language = Lang::parse(first).unwrap_or_default(),
            "date" => fill(&mut meta.edition.date),
            "description" | "abstract" => fill(&mut meta.description),
            "rights" | "license" | "licence" | "copyright" => fill(&mut meta.rights),
            "publisher" => fill(&mut meta.publisher),
            "source" => fill(&mut meta.source),
            "keywords" | "subject" | "subjects" if meta.subjects.is_empty() => meta.subjects = values,
            _ => {}
        }
    }
    end
}

/// The lines of the front matter, and where the text behind it begins.
fn front(text: &str) -> Option<(Vec<&str>, usize)> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (line.trim_end(), at)
    });
    let (fence, _) = lines.next()?;
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut inside: Vec<&str> = Vec::new();
    for (line, end) in lines {
        if line == fence || (fence == "---" && line == "...") {
            // Between two thematic breaks stands text, not keys; an empty block is front matter that says nothing.
            let keys = inside.iter().all(|line| is_plain(line));
            return keys.then_some((inside, end));
        }
        inside.push(line);
    }
    None
}

/// The same where a tool that knows no front matter has written the file anew: to CommonMark it is a break and a heading
/// of level 2 (§4.3), here right before the heading of the file. Of keys that now stand in one line only the names are
/// known for sure, so nothing is read from them.
fn rewritten(text: &str) -> Option<(Vec<&str>, usize)> {
    let (fence, behind) = text.split_once('\n')?;
    let heading = behind.trim_start_matches(['\r', '\n']).strip_prefix("## ").filter(|_| fence.trim_end() == "---")?;
    let (line, behind) = heading.split_once('\n')?;
    let mut rest = behind.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    let single = line.matches(": ").count() == 1;
    let titled = rest.starts_with("# ") || rest.starts_with("## ") && line.starts_with(|c: char| c.is_lowercase());
    (key(line).is_some() && titled)
        .then(|| (if single { vec![line.trim_end()] } else { Vec::new() }, text.len() - behind.len()))
}

/// Whether a line may stand in front matter: nothing, a comment, a key, something that belongs to the key before.
fn is_plain(line: &str) -> bool {
    let blank = line.trim().is_empty();
    blank || line.starts_with([' ', '\t', '#', '-', '[', ']']) || key(line).is_some()
}

/// The key that a line begins with, and what stands behind its `:` or `=`.
fn key(line: &str) -> Option<(&str, &str)> {
    let end = line.find([':', '='])?;
    let name = line[..end].trim_end().trim_matches('"');
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let value = &line[end + 1..];
    let parted = line[end..].starts_with('=') || value.is_empty() || value.starts_with([' ', '\t']);
    (is_name && parted).then(|| (name, value.trim()))
}

/// Keys at the margin, each with its values: one, or those of a list.
fn entries(lines: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let at_margin = !line.starts_with([' ', '\t', '-', '#']);
        match (key(line).filter(|_| at_margin), out.last_mut()) {
            (Some((name, value)), _) => out.push((name.to_owned(), values(value))),
            // A table of TOML: its keys are not the book's.
            (None, _) if line.starts_with('[') => out.push((String::new(), Vec::new())),
            (None, Some((_, values))) => continued(line.trim(), values),
            (None, None) => {}
        }
    }
    out
}

/// A line below a key: an item of its list, or more of its text.
fn continued(line: &str, known: &mut Vec<String>) {
    if let Some(item) = line.strip_prefix('-').filter(|item| item.is_empty() || item.starts_with(' ')) {
        let item = item.trim();
        let named = key(item).filter(|(name, _)| *name == "name").map_or(item, |(_, name)| name);
        known.extend(values(named));
    } else if line.starts_with(['"', '\'']) && line.trim_end_matches(',').ends_with(['"', '\'']) {
        known.push(unquoted(line.trim_end_matches(',')));
    } else if let (Some(last), false) = (known.last_mut(), line.is_empty() || line.starts_with(['#', ']'])) {
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(line);
    }
}

fn values(value: &str) -> Vec<String> {
    match value {
        "" | "[" => Vec::new(),
        // A folded or literal text, whose lines follow.
        "|" | ">" | "|-" | ">-" => vec![String::new()],
        _ => match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            Some(list) => list.split(',').map(|item| unquoted(item.trim())).filter(|item| !item.is_empty()).collect(),
            None => vec![unquoted(value)],
        },
    }
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return inside.0.to_owned();
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: \"The Heron: a life\"\nauthors:\n  - Ann Reed\n  - name: Bo Marsh\nlang: en\n---\nText";
        let toml =
            "+++\ntitle = \"The Heron: a life\"\nauthors = [\"Ann Reed\", \"Bo Marsh\"]\nlang = \"en\"\n+++\nText";
        for text in [yaml, toml] {
            let mut meta = Metadata::default();
            assert_eq!(&text[read(text, &mut meta)..], "Text");
            assert_eq!(meta.title, "The Heron: a life");
            assert_eq!(meta.language, Lang::EN);
            let names: Vec<&str> = meta.creators.iter().map(|creator| creator.name.as_str()).collect();
            assert_eq!(names, ["Ann Reed", "Bo Marsh"]);
        }
    }

    #[test]
    fn text_between_two_breaks_is_text() {
        let mut meta = Metadata::default();
        assert_eq!(read("---\nA calm sentence.\n---\nMore", &mut meta), 0);
        assert_eq!(read("---\nnever closed: yes\n", &mut meta), 0);
    }

    #[test]
    fn front_matter_that_was_written_anew_is_none_of_the_text() {
        let mut meta = Metadata::default();
        let text = "---\n\n## minutes: 5\n\n<!-- c -->\n\n# Tides\n";
        assert_eq!(&text[read(text, &mut meta)..], "\n<!-- c -->\n\n# Tides\n");
        for text in ["---\n\n## minutes: 5\n\nText\n\n# Tides\n", "---\n\n## Tides: a life\n\n## More\n"] {
            assert_eq!(read(text, &mut meta), 0);
        }
    }

    #[test]
    fn what_the_project_says_goes_first() {
        let mut meta = Metadata { title: "Given".to_owned(), ..Metadata::default() };
        read("---\ntitle: Other\ndescription: >\n  two\n  lines\n---\n", &mut meta);
        assert_eq!((meta.title.as_str(), meta.description.as_deref()), ("Given", Some("two lines")));
    }
}
