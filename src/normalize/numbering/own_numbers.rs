//! Numbers that headings carry themselves: `CHAPTER I.`, `Part Two`, `§ 3`, `1.2 Units`, `第三章`.

/// Words before a number, in lower case.
const WORDS: &str = "chapter part book section act scene letter volume canto lecture lesson kapitel teil buch abschnitt brief \
    chapitre partie livre capítulo parte libro capitolo hoofdstuk deel del bok bog luku osa rozdział część \
    kapitola část глава часть книга розділ частина κεφάλαιο μέρος bölüm kısım fejezet rész capitolul partea \
    فصل بخش الفصل פרק חלק";

/// Numbers in words.
const SPELLED: &str = "one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth \
    seventh eighth ninth tenth last eins zwei drei vier premier première deuxième troisième primero primera \
    segundo segunda tercera prima seconda terza erste erster erstes zweite zweiter zweites dritte drittes \
    första andra первая вторая третья اول دوم سوم الأول الثاني";

/// Whether a heading says its own number.
pub fn has_one(title: &str) -> bool {
    let shouted = title.split_whitespace().next().is_some_and(|word| !word.contains(char::is_lowercase));
    let title = title.trim().to_lowercase();
    let mut words = title.split_whitespace();
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let bare = |word: &str| word.trim_end_matches(['.', ':', ')', ',', '—', '–', '-']).to_owned();
    if first.starts_with('§') || title.starts_with('第') && title.contains(['章', '部', '节', '節', '回']) {
        return true;
    }
    if lists(WORDS, first) {
        return second.is_some_and(|word| is_number(&bare(word)) || lists(SPELLED, &bare(word)));
    }
    if second.is_some_and(|word| lists(WORDS, &bare(word))) {
        return lists(SPELLED, first) || is_number(&bare(first));
    }
    let number = bare(first);
    // A bare number that more words follow may be a year or a count: `1848 in Europe`.
    let punctuated = number.len() < first.len() || number.contains('.');
    is_number(&number) && shouted && (punctuated || second.is_none()) && number.chars().count() <= 8
}

/// Whether `word` is one of `words`.
fn lists(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// Digits of any script with dots between them, or a roman number.
fn is_number(word: &str) -> bool {
    let digits = word.chars().all(|c| c.is_numeric() || c == '.') && word.chars().any(char::is_numeric);
    digits || !word.is_empty() && word.chars().all(|c| "ivxlcdm".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_years_and_words() {
        for title in ["CHAPTER XIV.", "Part Two", "1. Beginnings", "2.3 Units", "IV", "§ 3", "第三章 海", "Глава 2"]
        {
            assert!(has_one(title), "{title}");
        }
        for title in ["1848 in Europe", "Parting", "Part of the way", "Book clubs", "Mix", "A 2003 arrest", ""] {
            assert!(!has_one(title), "{title}");
        }
    }
}
