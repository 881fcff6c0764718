//! Margin kerning: marks at the edge of a justified line stand out into the margin, so that the edge looks straight. In:
//! a character. Out: which part of its width stands out. The factors are our own, by eye.

use crate::language::Lang;

/// Thousandths of a character's width that stand out over the left and over the right edge; never more than all of it.
pub fn factors(c: char, lang: Lang) -> (i64, i64) {
    match c {
        '.' | ',' => (0, 700),
        '-' | '\u{2010}' => (0, 600),
        ':' | ';' => (0, 400),
        '!' | '?' => (0, 150),
        '…' => (0, 100),
        '‘' | '’' | '‚' | '\'' => (500, 600),
        '“' | '”' | '„' | '"' => (400, 400),
        '«' | '»' | '‹' | '›' => (250, 250),
        '–' => (150, 250),
        '—' => (100, 150),
        '(' | '[' => (80, 0),
        ')' | ']' => (0, 80),
        '*' => (200, 200),
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' | 'v' | 'w' | 'x' => (50, 50),
        'y' => (50, 70),
        'k' | 'r' | 't' => (0, 50),
        // In traditional Chinese these stand in the middle of their square.
        '。' | '、' | '，' | '．' if ["zh-Hant", "zh-TW", "zh-HK"].iter().any(|tag| lang.as_str() == *tag) => {
            (0, 0)
        }
        // The ink of these fills one half of a square: at an edge they are set half as wide.
        '。' | '、' | '，' | '．' | '」' | '』' | '）' | '］' | '】' | '〕' | '》' | '〉' => (0, 500),
        '「' | '『' | '（' | '［' | '【' | '〔' | '《' | '〈' => (500, 0),
        _ => (0, 0),
    }
}
