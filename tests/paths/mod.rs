//! What Rust sources name. In: the text of a file. Out: its code without comments, strings and tests, and the paths from
//! the crate's root that it names, however they are written: `crate::`, `super::`, `self::`, groups in groups.

use std::fs;
use std::path::Path;

/// A file of `src`.
pub struct File {
    /// Its path below `src`, such as `page/fill.rs`.
    pub name: String,
    /// Its whole text.
    pub text: String,
    /// Its text without comments, contents of strings, and its test module.
    pub code: String,
}

impl File {
    /// The file called `name` with this text.
    pub fn new(name: &str, text: &str) -> File {
        File { name: name.to_owned(), text: text.to_owned(), code: code(text) }
    }

    /// The top-level module that it belongs to.
    pub fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap()
    }

    /// Every path from the crate's root that it names, without the root.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let own: Vec<&str> = self.name.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
        let own = if own == ["lib"] { Vec::new() } else { own };
        let mut found = Vec::new();
        for root in ["crate", "super", "self"] {
            for (at, _) in self.code.match_indices(&format!("{root}::")) {
                // A path is read from its beginning: `super::super` once.
                let inside = self.code[..at].ends_with([':', '_']) || self.code[..at].ends_with(char::is_alphanumeric);
                if !inside {
                    let start = if root == "crate" { &[][..] } else { &own[..] };
                    let start = start.iter().map(|part| (*part).to_owned()).collect();
                    let rest = if root == "crate" { &self.code[at + 7..] } else { &self.code[at..] };
                    tree(rest, start, &mut found);
                }
            }
        }
        found
    }
}

/// All files of `src`, in order.
pub fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            collect(root, &entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let name = entry.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push(File::new(&name, &fs::read_to_string(&entry).unwrap()));
        }
    }
}

/// Reads a path, or the group of paths that ends it, and returns what follows.
fn tree<'t>(text: &'t str, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> &'t str {
    let mut rest = text.trim_start();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            rest = group.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                rest = tree(rest, path.clone(), found);
                // `as` names and the comma.
                rest = rest.trim_start_matches(|c: char| c != ',' && c != '}');
                rest = rest.trim_start_matches(',').trim_start();
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        match &rest[..length] {
            "super" => drop(path.pop()),
            "self" => {}
            name => path.push(name.to_owned()),
        }
        match rest[length..].strip_prefix("::") {
            Some(after) => rest = after.trim_start(),
            None => {
                found.push(path);
                return &rest[length..];
            }
        }
    }
}

/// `text` without comments, contents of strings, and its test module.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').map_or(rest.len(), |end| end + 2)
        } else if next == '"' {
            out.push_str("\"\"");
            1 + string_length(&rest[1..])
        } else {
            out.push(next);
            next.len_utf8()
        };
        rest = &rest[skipped..];
    }
    out
}

/// How long a string is that has just begun, its end included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}
