//! The markers of a printed edition's pages. In: a pattern such as `[[Pg {n}]]`, and a text. Out: where its markers
//! stand and which pages they name; what looks like one and names no page is told apart. Linear in the text.

use crate::numeral::{decimal, from_roman, roman};
use std::ops::Range;

/// What a text marks the pages of a printed edition with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageMarker {
    /// As it was given.
    pub pattern: String,
    /// What stands before the page's number.
    before: String,
    /// What stands behind it.
    after: String,
}

/// Stands for the page's number in a pattern.
const NUMBER: &str = "{n}";
/// The longest number of a page, in bytes.
const LONGEST: usize = 16;
/// The most white space that stands for a space of the pattern, in bytes.
const WIDEST: usize = 80;

/// One marker in a text, or what looks like one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its bytes.
    pub range: Range<usize>,
    /// What stands for the number, without the spaces around it.
    pub number: Range<usize>,
    /// The page that it names, if it names one.
    pub page: Option<PageNumber>,
}

/// A page's number, by its place among others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageNumber {
    /// What pages it is one of: those numbered in roman, those behind a letter (`A-3`), or all others.
    series: String,
    /// Its value, and what stands behind the digits: `12a` comes after `12`.
    value: (u64, String),
}

impl PageMarker {
    /// The marker that `pattern` describes; where it describes none, what is wrong with it.
    pub fn parse(pattern: &str) -> Result<PageMarker, &'static str> {
        let (before, after) = pattern.split_once(NUMBER).ok_or("it has no `{n}` for the number of the page")?;
        let signs = |part: &str| !part.trim().is_empty() && !part.contains(NUMBER);
        if !signs(before) || !signs(after) {
            return Err("it needs one `{n}`, with signs before and behind it that tell it from the text");
        }
        let (before, after) = (before.trim_start().to_owned(), after.trim_end().to_owned());
        Ok(PageMarker { pattern: pattern.to_owned(), before, after })
    }

    /// Everything in `text` that has the form of a marker, in order.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let first = self.before.split_whitespace().next().unwrap_or_default();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = text[from..].find(first).map(|at| from + at) {
            match self.at(text, at) {
                Some(marker) => {
                    from = marker.range.end;
                    found.push(marker);
                }
                None => from = at + text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// What has the form of a marker at byte `at`.
    fn at(&self, text: &str, at: usize) -> Option<Found> {
        let start = at + matched(&text[at..], &self.before)?;
        for (offset, c) in text[start..].char_indices().take_while(|(offset, _)| *offset <= LONGEST + 2) {
            if let Some(length) = matched(&text[start + offset..], &self.after).filter(|_| offset > 0) {
                let inside = &text[start..start + offset];
                let number = start + (inside.len() - inside.trim_start().len())..start + inside.trim_end().len();
                if number.is_empty() || inside.trim().len() > LONGEST {
                    return None;
                }
                let page = PageNumber::read(&text[number.clone()]);
                // Signs that stand in texts for other things too say nothing around words.
                if page.is_none() && !self.telling() && !inside.contains(char::is_numeric) {
                    return None;
                }
                return Some(Found { range: at..start + offset + length, number, page });
            }
            let opens_anew = matched(&text[start + offset..], &self.before).is_some();
            if opens_anew || matches!(c, '\n' | '\r') {
                return None;
            }
        }
        None
    }

    /// Whether the pattern has letters, so that hardly anything but a marker looks like it.
    fn telling(&self) -> bool {
        self.before.contains(char::is_alphabetic)
    }
}

/// How much of `text` a part of a pattern stands for; a space in it stands for any white space, one line end at most.
fn matched(text: &str, pattern: &str) -> Option<usize> {
    let mut at = 0;
    for wanted in pattern.chars() {
        if wanted.is_whitespace() {
            let rest = &text[at..];
            let space = rest.len() - rest.trim_start().len();
            let ends = rest.as_bytes()[..space.min(WIDEST)].iter().filter(|&&byte| byte == b'\n').count();
            if !(1..=WIDEST).contains(&space) || ends > 1 {
                return None;
            }
            at += space;
        } else {
            at += text[at..].strip_prefix(wanted).map(|rest| text.len() - at - rest.len())?;
        }
    }
    Some(at)
}

impl PageNumber {
    /// Reads `12`, `۱۲`, `12a`, `12bis`, `xii`, `XII`, `A3` or `A-3`; `None` for what numbers no page.
    pub fn read(number: &str) -> Option<PageNumber> {
        let lower = number.to_ascii_lowercase();
        if let Some(value) = from_roman(number).filter(|&value| is_numeral(&lower, value)) {
            return Some(PageNumber { series: "roman".to_owned(), value: (value, String::new()) });
        }
        let first = number.find(char::is_numeric)?;
        let (series, rest) = number.split_at(first);
        let behind = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        let (digits, letter) = rest.split_at(behind);
        let letters = |text: &str, most: usize| text.chars().count() <= most && text.chars().all(char::is_alphabetic);
        let named = letters(series.strip_suffix(['-', '.']).unwrap_or(series), 2) && !series.starts_with(['-', '.']);
        let suffixed = letters(letter, 1) || matches!(letter, "bis" | "ter" | "*");
        let value = decimal(digits).filter(|_| named && suffixed)?;
        Some(PageNumber { series: series.to_owned(), value: (value, letter.to_owned()) })
    }

    /// How this page stands to the one marked before it; `None` where they are numbered apart.
    pub fn after(&self, before: &PageNumber) -> Option<std::cmp::Ordering> {
        (self.series == before.series).then(|| self.value.cmp(&before.value))
    }
}

/// Whether `numeral` is how `value` is or was written: as now, or with signs that only add up (`xxxx`).
fn is_numeral(numeral: &str, value: u64) -> bool {
    let falls = || numeral.as_bytes().windows(2).all(|pair| from_roman_sign(pair[0]) >= from_roman_sign(pair[1]));
    roman(value) == numeral || falls()
}

fn from_roman_sign(sign: u8) -> Option<u64> {
    from_roman(std::str::from_utf8(&[sign]).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    fn found(pattern: &str, text: &str) -> Vec<(String, bool)> {
        let marker = PageMarker::parse(pattern).unwrap();
        marker.find(text).into_iter().map(|found| (text[found.range].to_owned(), found.page.is_some())).collect()
    }

    #[test]
    fn markers_are_found_wherever_they_stand() {
        let markers =
            found("[[Pg {n}]]", "[[Pg 1]]A [[Pg xii]], exam[[Pg 12a]]ple [[Pg\n14]] [Pg 3] [[Pg 5] [[Pg  6 ]]");
        let texts: Vec<&str> = markers.iter().map(|(text, page)| if *page { text.as_str() } else { "" }).collect();
        assert_eq!(texts, ["[[Pg 1]]", "[[Pg xii]]", "[[Pg 12a]]", "[[Pg\n14]]", "[[Pg  6 ]]"]);
        assert_eq!(found("{{n}}", "{12} {note} {1x2}"), [("{12}".to_owned(), true), ("{1x2}".to_owned(), false)]);
        assert_eq!(found("[p. {n}]", "[p. blank]"), [("[p. blank]".to_owned(), false)]);
    }

    #[test]
    fn patterns_need_signs_on_both_sides() {
        for pattern in ["", "[Pg]", "{n}", "p. {n}", "{n}]", "[{n}-{n}]"] {
            assert!(PageMarker::parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn pages_are_numbered_in_digits_roman_or_behind_a_letter() {
        for page in ["1", "999", "۱۲", "12a", "12*", "12bis", "xiv", "XXXX", "A3", "A-3"] {
            assert!(PageNumber::read(page).is_some(), "{page}");
        }
        for page in ["", "a", "12-13", "12ab", "mild", "-3", "½", "1 2", "99999999999999999999"] {
            assert!(PageNumber::read(page).is_none(), "{page}");
        }
    }

    #[test]
    fn pages_follow_each_other_within_their_series() {
        let order = |before, after| PageNumber::read(after)?.after(&PageNumber::read(before)?);
        assert_eq!(order("12", "12a"), Some(Ordering::Greater));
        assert_eq!((order("12", "12"), order("13", "2")), (Some(Ordering::Equal), Some(Ordering::Less)));
        assert_eq!((order("xii", "1"), order("IX", "x")), (None, Some(Ordering::Greater)));
    }

    #[test]
    fn openings_without_an_end_take_linear_time() {
        let text = "[[Pg ".repeat(100_000) + &"[[Pg                                ".repeat(10_000);
        assert!(found("[[Pg {n}]]", &text).is_empty());
    }
}
