//! The known name that a misspelt one was most likely meant to be. In: a name, and those that are known. Out: what a
//! hint proposes.

/// Longer names are not looked for.
const LONGEST: usize = 200;

/// The one of `known` that fewest edits lead to from `name`, letters of either case, if a quarter of its letters or
/// fewer change; ties go to the first.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 4).max(1);
    let alike = |known: &&str| known.chars().count().abs_diff(wanted.len()) <= limit && wanted.len() <= LONGEST;
    let known = known.into_iter().filter(alike);
    let close = known.map(|known| (edits(&wanted, &known.to_lowercase().chars().collect::<Vec<_>>()), known));
    let close = close.filter(|&(edits, _)| edits <= limit);
    close.min_by_key(|&(edits, _)| edits).map(|(_, known)| known)
}

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein 1966).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_only_what_is_close() {
        assert_eq!(nearest("unresolvd-link", ["unresolved-link", "unused-note"]), Some("unresolved-link"));
        assert_eq!(nearest("colour", ["unresolved-link", "color"]), Some("color"));
        assert_eq!(nearest("erly Years", ["Early years", "Later years"]), Some("Early years"));
        assert_eq!(nearest("Nothing at all", ["Early years", "Later years"]), None);
    }
}
