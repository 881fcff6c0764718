//! Where a line may end besides at a space and a hyphenation point (UAX #14). Latin and its neighbors take a short
//! way of our own; scripts that need a dictionary or break between any two signs are asked of the segmenter.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// What a line that ends here ends in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opportunity {
    /// A hyphen of the text: two lines in a row should not.
    Hyphen,
    /// A dash, or a place between two signs of a script without spaces.
    Plain,
    /// A slash.
    Slash,
}

/// Whether a line may end between `before` and `after`, texts without a space between them.
pub fn between(before: &str, after: &str) -> Option<Opportunity> {
    let mut left = before.chars().rev();
    let (last, next) = (left.next()?, after.chars().next()?);
    if !matches!(last, '-' | '/') && last.is_ascii() || glued(next) {
        return None;
    }
    let earlier = left.next().filter(|c| !c.is_whitespace())?;
    match last {
        // A dash made of hyphens; those that an option begins with belong to it.
        '-' if earlier == '-' => {
            left.find(|&c| c != '-').is_some_and(|c| !c.is_whitespace() && !is_opening(c)).then_some(Opportunity::Plain)
        }
        '-' | '\u{2010}' | '\u{058A}' | '\u{05BE}' => {
            (earlier.is_alphanumeric() && next.is_alphabetic()).then_some(Opportunity::Hyphen)
        }
        // A range of numbers reads as one word.
        '\u{2013}' if earlier.is_numeric() && next.is_numeric() => None,
        '\u{2012}'..='\u{2015}' | '\u{2026}' | '\u{964}' | '\u{965}' | '\u{1361}' => Some(Opportunity::Plain),
        // Short alternatives such as `and/or` and `n/a` read as one word.
        '/' => (long(left) && next.is_alphabetic() && long(after.chars())).then_some(Opportunity::Slash),
        '\u{200B}' => Some(Opportunity::Plain),
        _ => None,
    }
}

/// Whether a line may end between two texts that follow each other.
pub fn may_part(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    last.is_whitespace() || between(before, after).is_some() || !unspaced(&format!("{last}{next}")).is_empty()
}

/// The bytes of `word` at which a line may end by [`between`].
pub fn within(word: &str) -> impl Iterator<Item = (usize, Opportunity)> {
    let marks = word.char_indices().filter(|&(_, c)| matches!(c, '-' | '/') || c >= '\u{58A}');
    marks.filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        between(&word[..end], &word[end..]).map(|found| (end, found))
    })
}

/// The bytes of `text` before which a line may end because a sign of a script without spaces stands on either side;
/// empty for most texts. No line begins with a mark that closes or a small kana; Korean is broken at its spaces.
pub fn unspaced(text: &str) -> Vec<usize> {
    // The first byte of each of them is one of these.
    if !high_bytes(text, 0xE0).any(|at| text[at..].starts_with(is_unspaced)) {
        return Vec::new();
    }
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    let beside = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
        let (any, korean) = (|is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is), is_hangul);
        any(is_unspaced) && !any(korean)
    };
    segmenter.segment_str(text).filter(|&at| at > 0 && at < text.len() && beside(at)).collect()
}

/// The places of all bytes from `least` on, with which only characters of several bytes begin. Of Latin text stretches are
/// passed over, not bytes.
pub fn high_bytes(text: &str, least: u8) -> impl Iterator<Item = usize> {
    let stretches = text.as_bytes().chunks(32).enumerate();
    let high = stretches.filter(move |(_, stretch)| stretch.iter().fold(0, |most, &byte| byte.max(most)) >= least);
    high.flat_map(move |(number, stretch)| {
        (number * 32..).zip(stretch).filter_map(move |(at, &byte)| (byte >= least).then_some(at))
    })
}

/// Whether a line may end after the spaces at the end of `before`: not between an opening mark and what it opens, nor
/// before a mark that only closes (French sets a space there) or a dash, which belongs to a line's end, nor before a
/// word joiner.
#[inline]
pub fn at_space(before: &str, after: &str) -> bool {
    // Mostly letters stand on both sides.
    match (before.as_bytes(), after.as_bytes()) {
        ([.., last, b' '], [next, ..]) if last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => true,
        _ => at_marks(before, after),
    }
}

fn at_marks(before: &str, after: &str) -> bool {
    let next = || after.chars().take_while(|c| !c.is_whitespace());
    let ends = |c| is_closing(c) || matches!(c, '-' | '–' | '—');
    if after.starts_with('\u{2060}') || after.starts_with(ends) && next().all(ends) {
        return false;
    }
    let before = before.trim_end_matches(' ');
    !(before.ends_with(is_opening) && before.chars().rev().take_while(|c| !c.is_whitespace()).all(is_opening))
}

/// Whether a long address may be broken after this character, where it must be somewhere.
pub fn in_address(c: char) -> bool {
    matches!(c, '/' | '.' | '?' | '&' | '=' | '-' | '_' | '#' | '%' | ':' | ';' | ',' | '+' | '~' | '@' | '|' | '\\')
}

fn long(letters: impl Iterator<Item = char>) -> bool {
    letters.take(3).filter(|c| c.is_alphabetic()).count() == 3
}

fn glued(next: char) -> bool {
    is_closing(next)
        || matches!(next, '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{FEFF}' | '\u{A0}' | '\u{202F}')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '‹' | '“' | '‘' | '„' | '‚' | '¿' | '¡')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '»'
            | '›'
            | '”'
            | '’'
            | '"'
            | '\''
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '%'
            | '،'
            | '؛'
            | '؟'
    )
}

/// Whether a character is of a script without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0xE00..=0xFFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x1950..=0x19FF | 0x2E80..=0x312F | 0x3190..=0xA4CF
        | 0xAA60..=0xAADF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF9F | 0xFFE0..=0xFFEF
        | 0x1_F000..=0x1_FAFF | 0x2_0000..=0x3_FFFF)
}

/// Whether a character fills a square: signs of Chinese and Japanese, Korean syllables, the marks between them.
pub fn is_square(c: char) -> bool {
    let is_sign = |c| {
        matches!(c, 0x2E80..=0xA4CF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
            | 0x2_0000..=0x3_FFFF)
    };
    !c.is_ascii() && (is_hangul(c) || is_sign(u32::from(c)))
}

/// Whether a character is a sign or syllable of Chinese or Japanese, no mark.
pub fn is_ideograph(c: char) -> bool {
    is_square(c) && c.is_alphanumeric() && !is_hangul(c)
}

fn is_hangul(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(word: &str) -> String {
        let points: Vec<usize> = within(word).map(|(at, _)| at).collect();
        let mut out = word.to_owned();
        points.iter().rev().for_each(|&at| out.insert(at, '|'));
        out
    }

    #[test]
    fn lines_end_after_hyphens_dashes_and_slashes_between_words() {
        assert_eq!(marked("letter-writing"), "letter-|writing");
        assert_eq!(marked("time—and"), "time—|and");
        assert_eq!(marked("Paris–Rouen"), "Paris–|Rouen");
        assert_eq!(marked("reading/writing"), "reading/|writing");
        assert_eq!(marked("now--then"), "now--|then");
    }

    #[test]
    fn numbers_options_short_alternatives_and_closing_marks_hold() {
        for word in ["-x", "--x", "(--x", "a-1", "and/or", "3/4", "what—”", "(—)", "wait-", "x–\u{2060}y", "http://"]
        {
            assert_eq!(marked(word), word);
        }
    }

    #[test]
    fn scripts_without_spaces_break_between_signs_but_not_before_a_full_stop() {
        let text = "東京。本";
        assert_eq!(unspaced(text), ["東".len(), "東京。".len()]);
        assert!(unspaced("plain Latin – text").is_empty());
        // Small kana, the sign of a long vowel and closing brackets begin no line.
        let text = "「ちょっとメーカー」";
        let cuts: Vec<&str> = unspaced(text).into_iter().map(|at| &text[at..]).collect();
        assert!(
            cuts.len() > 2 && cuts.iter().all(|rest| !rest.starts_with(['ょ', 'っ', 'ー', '」', 'ち'])),
            "{cuts:?}"
        );
        assert!(unspaced("한국어 텍스트").is_empty());
        assert_eq!(unspaced("漢字한국").len(), 1);
        assert_eq!(unspaced("ภาษาไทย"), ["ภาษา".len()]);
    }

    #[test]
    fn nothing_parts_what_is_joined() {
        for before in ["wait—", "one ", "中", "reading/"] {
            assert_eq!(may_part(before, "7"), before != "reading/");
            assert_eq!(between(before, "\u{2060}"), None);
            assert_eq!(between(&format!("{before}\u{2060}"), "7"), None);
        }
        assert!(!may_part("word.”", "7") && !may_part("", "7"));
        assert!(unspaced("中\u{2060}7").is_empty());
    }

    #[test]
    fn a_mark_that_stands_alone_stays_with_its_side() {
        assert!(!at_space("Vraiment ", "! Oui") && !at_space("Il dit : « ", "Oui") && !at_space("Oui ", "»."));
        assert!(!at_space("one ", "— two") && at_space("one — ", "two") && at_space("one ", "-x"));
        assert!(!at_space("one ", "\u{2060}1"));
        assert!(at_space("one ", "two") && at_space("one ", ".net is") && at_space("one) ", "(two"));
    }
}
