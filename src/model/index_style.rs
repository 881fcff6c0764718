//! How an index prints what it has.

/// How an index prints what it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IndexStyle {
    /// How the second number of a range is written.
    pub ranges: Ranges,
    /// What stands between the heading of the index and its first entry.
    pub headnote: Option<String>,
}

/// `index-ranges`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ranges {
    /// As the Chicago Manual of Style (§9.61) shortens it: `71–72`, `107–8`, `321–28`.
    #[default]
    Chicago,
    /// In full: `321–328`.
    Full,
    /// The digits that changed: `71–2`, `321–8`.
    Minimal,
}

impl Ranges {
    /// What is printed for a range of pages; only numbers in digits are shortened.
    pub fn label(self, from: &str, to: &str) -> String {
        if from == to {
            return from.to_owned();
        }
        let kept = match (from.parse::<u32>(), to.parse::<u32>()) {
            (Ok(a), Ok(b)) if from.len() == to.len() && to.len() > 1 && a < b => self.kept(from, to, a),
            _ => 0,
        };
        format!("{from}–{}", &to[kept..])
    }

    /// How many digits of `to` go without saying after `from`, which has as many and is `a`.
    fn kept(self, from: &str, to: &str, a: u32) -> usize {
        let same = from.bytes().zip(to.bytes()).take_while(|(x, y)| x == y).count();
        match self {
            Ranges::Full => 0,
            // Numbers from 10 to 19 of a hundred are read as one word: `212–13`.
            Ranges::Minimal if to.as_bytes()[to.len() - 2..].first() == Some(&b'1') => same.min(to.len() - 2),
            Ranges::Minimal => same,
            Ranges::Chicago if a < 100 || a.is_multiple_of(100) || same < to.len() - 2 => 0,
            Ranges::Chicago if a % 100 < 10 && to.as_bytes()[to.len() - 2] == b'0' => to.len() - 1,
            Ranges::Chicago => to.len() - 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_in_three_ways() {
        let rows = [
            ("3", "9", "3–9", "3–9"),
            ("71", "72", "71–72", "71–2"),
            ("12", "15", "12–15", "12–15"),
            ("100", "104", "100–104", "100–4"),
            ("107", "108", "107–8", "107–8"),
            ("101", "112", "101–12", "101–12"),
            ("321", "328", "321–28", "321–8"),
            ("498", "532", "498–532", "498–532"),
            ("1087", "1089", "1087–89", "1087–9"),
            ("98", "102", "98–102", "98–102"),
            ("iv", "vi", "iv–vi", "iv–vi"),
        ];
        for (from, to, chicago, minimal) in rows {
            assert_eq!(Ranges::Chicago.label(from, to), chicago);
            assert_eq!(Ranges::Minimal.label(from, to), minimal);
            assert_eq!(Ranges::Full.label(from, to), format!("{from}–{to}"));
        }
        assert_eq!(Ranges::Full.label("7", "7"), "7");
    }
}
