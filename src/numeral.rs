//! Numerals other than digits. In: numbers of pages, items and chapters. Out: how they are written, and back.

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
    let (mut out, mut rest) = (String::new(), number);
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
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
    fn roman_numerals_are_read_back() {
        assert!((1..=3999).all(|number| from_roman(&roman(number)) == Some(number)));
        assert_eq!(["XIX", "iiii", "", "xb"].map(from_roman), [Some(19), Some(4), None, None]);
    }
}
