//! Names made of titles. In: a title. Out: an id that is an XML name in plain ASCII, and the form by which two titles
//! are compared.

use unicode_normalization::UnicodeNormalization;
pub use unicode_normalization::char::is_combining_mark;

/// The longest slug made of a title, in bytes.
const LIMIT: usize = 60;

/// An id made of `title`: lower-case ASCII letters without their marks, digits and single hyphens, beginning with a
/// letter. `None` where most of its letters are not Latin or nothing is left.
pub fn slug(title: &str) -> Option<String> {
    let (mut out, mut lost) = (String::new(), 0);
    for c in title.nfkd().filter(|&c| !is_combining_mark(c) && !"'’ʼ\u{AD}\u{200C}\u{200D}".contains(c)) {
        match spelled(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            None => {
                lost += usize::from(c.is_alphabetic());
                if !out.is_empty() && !out.ends_with('-') {
                    out.push('-');
                }
            }
        }
    }
    if lost > out.bytes().filter(u8::is_ascii_alphabetic).count() {
        return None;
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert_str(0, "s-");
    }
    if out.len() > LIMIT {
        let cut = out[..=LIMIT].rfind('-').filter(|&cut| cut > LIMIT / 2).unwrap_or(LIMIT);
        out.truncate(cut);
    }
    out.truncate(out.trim_end_matches('-').len());
    (!out.is_empty()).then_some(out)
}

/// The letters of a text without their marks.
pub fn unmarked(text: &str) -> impl Iterator<Item = char> {
    text.nfd().filter(|&c| !is_combining_mark(c))
}

/// `title` as it is compared with others: in lower case, single spaces between words.
pub fn folded(title: &str) -> String {
    title.split_whitespace().flat_map(|word| [" ", word]).skip(1).collect::<String>().to_lowercase()
}

/// Latin letters that have no decomposition.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "ng",
        'ə' | 'Ə' => "e",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_an_ascii_name() {
        assert_eq!(slug("Straße & Café: “l’été”").as_deref(), Some("strasse-cafe-lete"));
        assert_eq!(slug("1848 in Europe").as_deref(), Some("s-1848-in-europe"));
        assert_eq!(slug("تاریخ"), None);
        assert_eq!(slug("—"), None);
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let slug = slug(&"measure ".repeat(20)).unwrap();
        assert!(slug.len() <= LIMIT && slug.ends_with("measure"), "{slug}");
    }

    #[test]
    fn titles_compare_without_case_and_spacing() {
        assert_eq!(folded("  Early \u{A0} YEARS "), "early years");
    }
}
