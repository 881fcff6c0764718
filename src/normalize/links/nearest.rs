//! The known name most like a misspelt one.

/// The name of `names` that fewest edits lead to from `name`, if a quarter of its letters or fewer change.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 4).max(1);
    let alike = names.filter(|name| name.chars().count().abs_diff(wanted.len()) <= limit && wanted.len() <= LONGEST);
    let close = alike.map(|name| (distance(&wanted, &name.to_lowercase().chars().collect::<Vec<_>>()), name));
    let close = close.filter(|&(distance, _)| distance <= limit);
    close.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// Longer names are not looked for.
const LONGEST: usize = 200;

/// How many letters must be put in, taken out or changed.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_close_names_are_near() {
        let names = ["Early years", "Later years", "Index"];
        assert_eq!(nearest("Erly years", names.into_iter()), Some("Early years"));
        assert_eq!(nearest("Nothing at all", names.into_iter()), None);
    }
}
