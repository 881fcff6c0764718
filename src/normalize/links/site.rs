//! Links that leave the book for its site. In: the name of a place that the book does not have. Out: the address of the
//! page that it is on the site which mdBook makes of the same texts.

use crate::project::Site;

/// The address of the place `name`; `None` for what no site has, such as a text that is not in the book.
pub fn address(site: &Site, name: &str) -> Option<String> {
    let (path, fragment) = name.split_once('#').unwrap_or((name, ""));
    let is_text = [".md", ".txt"].iter().any(|ending| path.ends_with(ending));
    if path.is_empty() || name.starts_with('§') || is_text {
        return None;
    }
    let (scheme, rest) = site.address.split_once("://")?;
    let (host, pages) = rest.split_once('/').unwrap_or((rest, ""));
    let mut steps: Vec<&str> = parts(pages).collect();
    // From the folder of the texts to what lies beside it.
    let mut way: Vec<&str> = parts(path).collect();
    let shared = parts(&site.folder).zip(&way).take_while(|(folder, step)| folder == *step).count();
    way.drain(..shared);
    let above = parts(&site.folder).count() - shared;
    for step in std::iter::repeat_n("..", above).chain(way) {
        match step {
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    Some(format!("{scheme}://{host}/{}{fragment}", steps.join("/")))
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_beside_the_book_have_addresses_on_its_site() {
        let site = Site { address: "https://e.org/book/".to_owned(), folder: "src".to_owned() };
        let address = |name: &str| address(&site, name);
        for (name, url) in [
            ("src/x.html#y", "https://e.org/book/x.html#y"),
            ("src/in/data.zip", "https://e.org/book/in/data.zip"),
            ("std/a.html", "https://e.org/std/a.html"),
            ("../nightly/a.html", "https://e.org/nightly/a.html"),
        ] {
            assert_eq!(address(name).as_deref(), Some(url), "{name}");
        }
        for name in ["src/unlisted.md", "§ Tides", "src/a.md#b"] {
            assert_eq!(address(name), None, "{name}");
        }
    }
}
