//! Which stretches of a text are set in small capitals. In: a text. Out: its acronyms, which stand among small letters
//! like shouting and are set down to their height; and the length of a paragraph's opening words.

use crate::numeral::{from_roman, roman};
use std::ops::Range;

/// The acronyms of a text: words of two capitals and more, with the figures that end them; a plural's *s* stays out.
/// Roman numerals keep their capitals, as they follow the names of kings, and so do the units of a number. A single
/// letter between two acronyms (`I AM A MAN`) goes with them.
pub fn acronyms(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !may_have_acronyms(text) {
        return found;
    }
    // A single capital that may turn out to stand between two acronyms.
    let mut lone: Option<Range<usize>> = None;
    let mut before: Option<Range<usize>> = None;
    for word in words(text) {
        let follows = |range: Option<&Range<usize>>| range.is_some_and(|range| &text[range.end..word.start] == " ");
        let said = &text[word.clone()];
        let previous = before.as_ref().map(|range| &text[range.clone()]);
        let unit =
            said.len() == 2 && previous.is_some_and(is_number) && !["AM", "PM", "AD", "BC", "CE"].contains(&said);
        let named = is_named(text, before.as_ref(), &word);
        match acronym(said, named) {
            Some(length) if !unit => {
                if follows(lone.as_ref()) {
                    found.extend(lone.take());
                }
                found.push(word.start..word.start + length);
            }
            // `MATE'S`, `DON'T`
            _ if said.chars().all(char::is_uppercase) && elided(found.last(), &word, text) => {
                found.last_mut().into_iter().for_each(|range| range.end = word.end);
            }
            _ if said.chars().count() == 1 && said.chars().all(char::is_uppercase) && follows(found.last()) => {
                lone = Some(word.clone());
            }
            _ => lone = None,
        }
        before = Some(word);
    }
    found
}

/// Whether two capitals, or letters beyond ASCII, stand side by side in a text: in most they do not.
fn may_have_acronyms(text: &str) -> bool {
    let may = |c: char| c.is_ascii_uppercase() || c >= '\u{80}' && !matches!(c, '\u{A0}' | '\u{2000}'..='\u{206F}');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        let mut chars = rest[at..].chars();
        let first = chars.next();
        rest = chars.as_str();
        if first.is_some_and(may) && chars.next().is_some_and(may) {
            return true;
        }
    }
    false
}

/// How many bytes of a paragraph are its opening: words up to the end of its first phrase if that is short, otherwise
/// as many as make a dozen letters. None where the script has no small letters.
pub fn opening(text: &str) -> usize {
    let (mut letters, mut count, mut end) = (0, 0, 0);
    for word in words(text) {
        let said = &text[word.clone()];
        let phrase_ends = text[end..word.start].contains([',', ';', ':', '.', '!', '?', '\u{2014}', '\n']);
        let cased = said.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_lowercase() || c.is_uppercase());
        if !cased || count == 6 || count > 0 && letters >= 12 || count > 1 && phrase_ends {
            break;
        }
        letters += said.chars().filter(|c| c.is_alphabetic()).count();
        count += 1;
        end = word.end;
    }
    end
}

/// How many bytes of a text are its first letter, with the marks over it and the quotation mark before it; `None` where
/// it begins with anything else, or its script has no capitals.
pub fn first_letter(text: &str) -> Option<usize> {
    let letter =
        text.find(|c: char| !matches!(c, '“' | '‘' | '„' | '‚' | '«' | '»' | '‹' | '›' | '¿' | '¡' | '"' | '\''))?;
    let first = text[letter..].chars().next().filter(|c| c.is_uppercase() || c.is_lowercase())?;
    let behind = letter + first.len_utf8();
    let marks = text[behind..].find(|c| !matches!(c, '\u{300}'..='\u{36F}')).unwrap_or(text.len() - behind);
    Some(behind + marks)
}

/// Words: letters and figures side by side, with the marks that stand over them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '_');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        at = start + text[start..].find(|c| !inside(c)).unwrap_or(text.len() - start);
        Some(start..at)
    })
}

/// Whether only an apostrophe stands between an acronym and a word.
fn elided(acronym: Option<&Range<usize>>, word: &Range<usize>, text: &str) -> bool {
    acronym.is_some_and(|range| matches!(&text[range.end..word.start], "'" | "\u{2019}"))
}

/// Whether a numeral may stand in place of a word: not behind a small word, nor beside a slash.
fn is_named(text: &str, before: Option<&Range<usize>>, word: &Range<usize>) -> bool {
    let between = before.map(|range| &text[range.end..word.start]);
    let small = before.is_some_and(|range| text[range.start..].starts_with(char::is_lowercase));
    !(between == Some(" ") && small || between == Some("/") || text[word.end..].starts_with('/'))
}

/// How many bytes of a word are an acronym; `named` is whether it stands where a numeral may.
fn acronym(word: &str, named: bool) -> Option<usize> {
    let ordinal = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if ordinal.len() < word.len() {
        return ["ST", "ND", "RD", "TH"].contains(&ordinal).then_some(word.len());
    }
    let singular = word.strip_suffix('s').unwrap_or(word);
    let letters = singular.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let all = letters.chars().all(|c| c.is_uppercase() || matches!(c, '\u{300}'..='\u{36F}'));
    (capitals > 1 && all && !is_roman(singular, named)).then_some(singular.len())
}

/// Whether a word is a numeral as Romans wrote it. One without a letter below fifty (`CD`, `MD`) more often is none, and
/// so is a short one with a letter of fifty and more (`CLI`, `CV`) but behind a name or a title.
fn is_roman(word: &str, named: bool) -> bool {
    let numeral = from_roman(word).is_some_and(|number| roman(number).eq_ignore_ascii_case(word));
    let short = word.len() < 4 && word.contains(['L', 'C', 'D', 'M']);
    numeral && word.contains(['I', 'V', 'X']) && (named || !short)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<&str> {
        acronyms(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn acronyms_are_told_from_initials_numerals_and_units() {
        assert_eq!(marked("The MEK's NGOs, MI6, COVID-19 and ÉTÉ."), ["MEK", "NGO", "MI6", "COVID", "ÉTÉ"]);
        assert_eq!(marked("Louis XIV, World War II, A. B. Smith, iOS, GmbH, PhD"), [""; 0]);
        assert_eq!(marked("Psalm CX, the CLI and GitLab CI/CD"), ["CLI", "CI", "CD"]);
        assert_eq!(marked("30 GB at 10 AM on a CD of 1990 BC"), ["AM", "CD", "BC"]);
        assert_eq!(marked("NOW I AM HERE. I AM; A BBC man"), ["NOW", "I", "AM", "HERE", "AM", "BBC"]);
        assert_eq!(marked("1ST MATE'S VOICE; MEK's; 4WD"), ["1ST", "MATE'S", "VOICE", "MEK"]);
        assert_eq!(marked("مجاهدین خلق 東京"), [""; 0]);
    }

    #[test]
    fn a_first_letter_has_its_marks() {
        let first = |text: &'static str| first_letter(text).map(|bytes| &text[..bytes]);
        assert_eq!(["It was", "“É\u{301}t", "1984", ""].map(first), [Some("I"), Some("“É\u{301}"), None, None]);
    }

    #[test]
    fn an_opening_is_a_phrase_or_some_words() {
        let opening = |text: &'static str| &text[..opening(text)];
        assert_eq!(opening("Call me Ishmael. Some years ago"), "Call me Ishmael");
        assert_eq!(opening("It was the best of times, it was"), "It was the best");
        assert_eq!(opening("“Surely,” he said"), "“Surely,” he said");
        assert_eq!(opening("Extraordinary things happened"), "Extraordinary");
        assert_eq!([opening("فصل دوم"), opening("第一章"), opening("")], [""; 3]);
    }
}
