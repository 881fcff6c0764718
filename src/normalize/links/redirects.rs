//! Pages that moved. In: the redirects of mdBook's site, and a name that nothing in the book has. Out: where it is now.

use super::places::file_key;
use std::collections::BTreeMap;

/// How often a page may have moved: redirects may go round in circles.
const MOST_MOVES: usize = 8;

/// Where pages are now, by the keys of their files and what stands behind `#`.
pub struct Redirects(BTreeMap<String, String>);

impl Redirects {
    /// The redirects of a site.
    pub fn new(moved: &BTreeMap<String, String>) -> Redirects {
        Redirects(moved.iter().map(|(from, to)| (key(from), to.clone())).collect())
    }

    /// Where `name` is now, a name or a URL, after all its moves; `None` where it never moved.
    pub fn follow(&self, name: &str) -> Option<String> {
        let mut now = self.next(name)?;
        for _ in 1..MOST_MOVES {
            match self.next(&now) {
                Some(next) => now = next,
                None => break,
            }
        }
        Some(now)
    }

    /// The next place of `name`: that of its fragment, else that of its page, in which the fragment is still looked for.
    fn next(&self, name: &str) -> Option<String> {
        if let Some(to) = self.0.get(&key(name)) {
            return Some(to.clone());
        }
        let (file, fragment) = name.split_once('#')?;
        let to = self.0.get(&file_key(file))?;
        Some(if to.contains('#') { to.clone() } else { format!("{to}#{fragment}") })
    }
}

fn key(name: &str) -> String {
    match name.split_once('#') {
        Some((file, fragment)) => format!("{}#{}", file_key(file), fragment.to_lowercase()),
        None => file_key(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_followed_through_their_moves() {
        let moved = [
            ("src/a.html", "src/b.html"),
            ("src/b.html", "src/c/index.html"),
            ("src/x.html#one", "src/y.html#two"),
            ("src/round.html", "src/round.html"),
            ("src/gone.html", "https://example.org/"),
        ];
        let moved = moved.map(|(from, to)| (from.to_owned(), to.to_owned()));
        let redirects = Redirects::new(&BTreeMap::from(moved));
        let follow = |name: &str| redirects.follow(name);
        assert_eq!(follow("src/a.md#part").as_deref(), Some("src/c/index.html#part"));
        assert_eq!(follow("src/x.html#one").as_deref(), Some("src/y.html#two"));
        assert_eq!(follow("src/x.html#other"), None);
        assert_eq!(follow("src/round.html").as_deref(), Some("src/round.html"));
        assert_eq!(follow("src/gone.md").as_deref(), Some("https://example.org/"));
    }
}
