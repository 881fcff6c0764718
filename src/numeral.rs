//! Numerals. In: numbers of pages, items and chapters. Out: how they are written, in digits, letters or roman, and back.

use crate::language::Lang;

/// The decimal digits of a script, by its zero (Unicode gives them ten code points in a row).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digits(char);

/// Digits of their own, the languages that have them, whether they are what those print by custom, and the counter style
/// that lists are numbered in them with (CSS Counter Styles 3 §6.1).
const OWN: &[(char, &str, bool, &str)] = &[
    ('۰', "fa ps prs ur", true, "persian"),
    ('٠', "ar ckb sd", true, "arabic-indic"),
    ('०', "mr ne sa", true, "devanagari"),
    ('०', "hi", false, "devanagari"),
    ('০', "as bn", true, "bengali"),
    ('੦', "pa", false, "gurmukhi"),
    ('૦', "gu", false, "gujarati"),
    ('๐', "th", false, "thai"),
    ('໐', "lo", false, "lao"),
    ('༠', "bo dz", true, "tibetan"),
    ('၀', "my", true, "myanmar"),
    ('០', "km", true, "khmer"),
];

impl Digits {
    /// 0 to 9.
    pub const EUROPEAN: Digits = Digits('0');

    /// The digits that a language has besides the European ones, and whether they are its custom.
    pub fn own(language: Lang) -> Option<(Digits, bool)> {
        // West of Egypt, Arabic is printed with European digits.
        let tag = language.as_str();
        let west = ["MA", "DZ", "TN", "LY"].iter().any(|country| tag.ends_with(&format!("-{country}")));
        let row = OWN.iter().find(|(_, tags, ..)| tags.split(' ').any(|tag| tag == language.primary()))?;
        Some((Digits(row.0), row.2 && !west))
    }

    /// The counter style that numbers lists in them.
    pub fn counter_style(self) -> &'static str {
        OWN.iter().find(|row| row.0 == self.0).map_or("decimal", |row| row.3)
    }

    /// Whether a character is one of them.
    pub fn has(self, c: char) -> bool {
        (self.0..=nth(self.0, 9)).contains(&c)
    }

    /// A number in these digits.
    pub fn write(self, number: u64) -> String {
        number.to_string().bytes().map(|digit| nth(self.0, u32::from(digit - b'0'))).collect()
    }
}

/// The character `steps` after another.
fn nth(c: char, steps: u32) -> char {
    char::from_u32(u32::from(c) + steps).unwrap_or(c)
}

/// The value of a number in digits of one script.
pub fn decimal(number: &str) -> Option<u64> {
    let zero = OWN.iter().map(|row| row.0).chain(['0']).find(|&zero| number.chars().all(|c| Digits(zero).has(c)))?;
    let digits: String = number.chars().map(|c| char::from(b'0' + (u32::from(c) - u32::from(zero)) as u8)).collect();
    digits.parse().ok()
}

/// The letters of the front matter's pages in the order of their values: Arabic and Persian.
const ABJAD: [[&str; 28]; 2] = [
    [
        "أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت",
        "ث", "خ", "ذ", "ض", "ظ", "غ",
    ],
    [
        "الف", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ی", "ک", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت",
        "ث", "خ", "ذ", "ض", "ظ", "غ",
    ],
];

/// Hebrew letters with their values; fifteen and sixteen are not written as parts of God's name.
const HEBREW: [(u64, &str); 24] = [
    (400, "ת"),
    (300, "ש"),
    (200, "ר"),
    (100, "ק"),
    (90, "צ"),
    (80, "פ"),
    (70, "ע"),
    (60, "ס"),
    (50, "נ"),
    (40, "מ"),
    (30, "ל"),
    (20, "כ"),
    (16, "טז"),
    (15, "טו"),
    (10, "י"),
    (9, "ט"),
    (8, "ח"),
    (7, "ז"),
    (6, "ו"),
    (5, "ה"),
    (4, "ד"),
    (3, "ג"),
    (2, "ב"),
    (1, "א"),
];

/// The folio of a page of the front matter: roman, or letters where a language counts with them.
pub fn front(number: u64, language: Lang) -> String {
    if language.writes("Arab") {
        let letters = ABJAD[usize::from(language.primary() != "ar")];
        // Past the alphabet, letters double, as those of Latin lists do.
        let (round, letter) = ((number.max(1) - 1) / 28, (number.max(1) - 1) % 28);
        return letters[letter as usize].repeat(round as usize + 1);
    }
    if language.writes("Hebr") && number < 1000 {
        return additive(number, &HEBREW);
    }
    roman(number)
}

/// A number as signs whose values add up.
fn additive(number: u64, signs: &[(u64, &str)]) -> String {
    let (mut out, mut rest) = (String::new(), number);
    for (value, sign) in signs {
        // Fifteen and sixteen are signs of their own only where nothing smaller is left.
        while rest >= *value && (!matches!(value, 15 | 16) || rest == *value) {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// The signs of roman numerals with their values, the subtractive ones among them.
const SIGNS: [(u64, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Lowercase roman numerals; digits for what Romans did not write.
pub fn roman(number: u64) -> String {
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    additive(number, &SIGNS)
}

/// The value of a roman numeral in letters of either case, however it is put together (`iiii` is 4); `None` where
/// another letter is in it, and for nothing.
pub fn from_roman(numeral: &str) -> Option<u64> {
    let value = |c: char| {
        let sign = c.to_ascii_lowercase();
        SIGNS.iter().find(|(_, signs)| signs.len() == 1 && signs.starts_with(sign)).map(|&(value, _)| value)
    };
    let values: Vec<u64> = numeral.chars().map(value).collect::<Option<_>>()?;
    let (mut sum, mut taken) = (0, 0);
    for (at, &value) in values.iter().enumerate() {
        let before_larger = values.get(at + 1).is_some_and(|&next| next > value);
        *(if before_larger { &mut taken } else { &mut sum }) += value;
    }
    u64::checked_sub(sum, taken).filter(|&value| value > 0)
}

/// 1 → a, 26 → z, 27 → aa; digits for nothing.
pub fn letters(number: u64) -> String {
    let mut out = Vec::new();
    let mut rest = number;
    while rest > 0 {
        out.push(char::from(b'a' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    if out.is_empty() { number.to_string() } else { out.into_iter().rev().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_letters_and_roman_numerals() {
        assert_eq!([letters(1), letters(26), letters(27), letters(703)], ["a", "z", "aa", "aaa"]);
        assert_eq!([roman(4), roman(19), roman(1994), roman(0)], ["iv", "xix", "mcmxciv", "0"]);
    }

    #[test]
    fn numbers_have_the_digits_of_their_language() {
        let write =
            |tag, number| Digits::own(Lang::constant(tag)).map(|(digits, custom)| (digits.write(number), custom));
        assert_eq!(write("fa", 1205), Some(("۱۲۰۵".to_owned(), true)));
        assert_eq!(write("ar-MA", 7), Some(("٧".to_owned(), false)));
        assert_eq!((write("en", 7), Digits::EUROPEAN.write(40)), (None, "40".to_owned()));
        assert_eq!(["۱۲۰۵", "१२", "40", "x", "1२"].map(decimal), [Some(1205), Some(12), Some(40), None, None]);
    }

    #[test]
    fn front_matter_is_counted_in_letters_where_letters_count() {
        let front = |tag, number| front(number, Lang::constant(tag));
        assert_eq!([front("fa", 1), front("ar", 3), front("ur", 29)], ["الف", "ج", "الفالف"]);
        assert_eq!([15, 16, 17, 215].map(|number| front("he", number)), ["טו", "טז", "יז", "רטו"]);
        assert_eq!(front("de", 4), "iv");
    }

    #[test]
    fn roman_numerals_are_read_back() {
        assert!((1..=3999).all(|number| from_roman(&roman(number)) == Some(number)));
        assert_eq!(["XIX", "iiii", "", "xb"].map(from_roman), [Some(19), Some(4), None, None]);
    }
}
