//! Attributes, of HTML's tags and of Pandoc's braces. In: what stands between the brackets. Out: names with their values.

/// The attributes of `.class name other=value third="a value"`, in order, values without their quotes.
pub fn split(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        rest = after.trim_start();
        let mut value = "";
        if let Some(given) = rest.strip_prefix('=') {
            let given = given.trim_start();
            let quote = given.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inside = &given[quote.map_or(0, char::len_utf8)..];
            let end = match quote {
                Some(quote) => inside.find(quote),
                None => inside.find(char::is_whitespace),
            };
            let (found, after) = inside.split_at(end.unwrap_or(inside.len()));
            value = found;
            rest = after.strip_prefix(|c| Some(c) == quote).unwrap_or(after).trim_start();
        }
        out.push((name.to_owned(), value.to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_may_be_quoted_or_bare() {
        let found = split(".index entry=\"A b!C\" main range=start src = 'x'/ ");
        let plain: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let expected = [(".index", ""), ("entry", "A b!C"), ("main", ""), ("range", "start"), ("src", "x"), ("/", "")];
        assert_eq!(plain, expected);
    }
}
