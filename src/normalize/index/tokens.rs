//! The text as tokens. In: the runs of inlines that may be locators' places. Out: words, numbers and punctuation, each
//! with its place and what is known of it before any statistics.

use super::lexicon;
use crate::language::Lang;
use crate::model::slug::{is_combining_mark, unmarked};
use crate::model::{Block, BlockId, BlockKind, Book, Inline, Role, Section, flat_text};

/// One run of inlines.
pub struct Run {
    /// Its number in the order of [`for_each_run`].
    pub number: usize,
    /// Its flat text.
    pub text: String,
    /// Whether it is a heading.
    pub heading: bool,
    /// The block it is in; a title is in none.
    pub block: Option<BlockId>,
    /// What each byte of `text` belongs to, as bits of [`CODE`], [`FOREIGN`] and [`EMPHASIS`]; empty where all is plain.
    belongs: Vec<u8>,
}

const CODE: u8 = 1;
const FOREIGN: u8 = 2;
const EMPHASIS: u8 = 4;

/// The runs that the index may lead to.
pub struct Runs(pub Vec<Run>);

/// One word, number or other sign.
#[derive(Clone, Debug)]
pub struct Token<'t> {
    /// As written, without a possessive ending.
    pub text: &'t str,
    /// In lowercase, without marks.
    pub folded: String,
    /// The run it is in.
    pub run: usize,
    /// Its bytes in the run's flat text, without a possessive ending.
    pub start: usize,
    pub end: usize,
    /// The sentence it is in, counted through the book.
    pub sentence: usize,
    /// What it is.
    pub class: Class,
    /// Whether it opens a sentence, a heading or a quotation.
    pub initial: bool,
    /// Whether it had a possessive ending.
    pub possessive: bool,
    /// Whether it is emphasized.
    pub emphasized: bool,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    /// Whether it stands in a heading.
    pub heading: bool,
    /// Whether it is a function word of the book's language.
    pub small: bool,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// A word in lowercase.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// A word of capitals, at least two.
    Capitals,
    /// A number.
    Number,
    /// Anything else: one character.
    Sign,
}

impl Token<'_> {
    /// Whether it is a word with a capital.
    pub fn capital(&self) -> bool {
        matches!(self.class, Class::Capital | Class::Capitals)
    }

    /// Whether it is a word.
    pub fn word(&self) -> bool {
        matches!(self.class, Class::Lower | Class::Capital | Class::Capitals)
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: &str) -> bool {
        self.class == Class::Sign && self.text == sign
    }
}

/// Calls `visit` with every run of the book that the index may lead to: titles and blocks of all sections that are
/// text, not apparatus. The order and number of runs depend only on the tree.
pub fn for_each_run(book: &mut Book, visit: &mut dyn FnMut(usize, &mut Vec<Inline>)) {
    let mut number = 0;
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            if !is_text(section.role) {
                return;
            }
            visit(number, &mut section.title);
            number += 1;
            for block in &mut section.blocks {
                block.walk_mut(&mut |block| {
                    for run in block.runs_mut() {
                        visit(number, run);
                        number += 1;
                    }
                });
            }
        });
    }
}

/// Whether a section's text may be a locator's place.
fn is_text(role: Role) -> bool {
    use Role::*;
    match role {
        Part | Chapter | Section | Preface | Introduction | Appendix | Glossary => true,
        SeeAlso | Notes | References | Bibliography | ExternalLinks | Notice => false,
    }
}

impl Runs {
    /// The runs of a book, in the order and with the numbers of [`for_each_run`].
    pub fn of(book: &Book) -> Runs {
        let mut runs = Vec::new();
        book.each_section(&mut |section: &Section| {
            if !is_text(section.role) {
                return;
            }
            runs.push(Run::of(runs.len(), &section.title, true));
            let mut add = |block: &Block| {
                let heading = matches!(block.kind, BlockKind::Heading { .. });
                for run in block.runs() {
                    runs.push(Run { block: Some(block.id), ..Run::of(runs.len(), run, heading) });
                }
            };
            section.blocks.iter().for_each(|block| block.walk(&mut add));
        });
        Runs(runs)
    }
}

impl Run {
    pub fn of(number: usize, inlines: &[Inline], heading: bool) -> Run {
        let text = flat_text(inlines);
        let mut belongs = Vec::new();
        mark_kinds(inlines, &mut 0, text.len(), &mut belongs);
        Run { number, text, heading, block: None, belongs }
    }

    fn is(&self, byte: usize, kind: u8) -> bool {
        self.belongs.get(byte).is_some_and(|bits| bits & kind != 0)
    }
}

/// Sets the bits of the bytes that code and formulas, foreign words and emphasis cover; `at` counts bytes of the flat text.
fn mark_kinds(inlines: &[Inline], at: &mut usize, length: usize, belongs: &mut Vec<u8>) {
    for inline in inlines {
        let start = *at;
        match inline.children() {
            [] => *at += flat_text(std::slice::from_ref(inline)).len(),
            children => mark_kinds(children, at, length, belongs),
        }
        let kind = match inline {
            Inline::Code(_) | Inline::Math(_) => CODE,
            Inline::Foreign { .. } => FOREIGN,
            Inline::Emphasis(_) => EMPHASIS,
            _ => continue,
        };
        belongs.resize(length, 0);
        belongs[start..*at].iter_mut().for_each(|bits| *bits |= kind);
    }
}

/// Cuts all runs into tokens. Code has none; nor have foreign words, which no reader would look up by their letters.
pub fn tokenize(runs: &Runs, language: Lang) -> Vec<Token<'_>> {
    let small = lexicon::function_words(language);
    let mut tokens = Vec::new();
    let mut sentence = 0;
    for run in &runs.0 {
        let begin = tokens.len();
        sentence += 1;
        let mut initial = true;
        let mut quoted = false;
        let mut rest = 0;
        while let Some(mut token) = next(run, rest) {
            rest = if token.possessive { token.end + possessive_length(&run.text[token.end..]) } else { token.end };
            if run.is(token.start, CODE) || run.is(token.start, FOREIGN) {
                continue;
            }
            token.sentence = sentence;
            token.initial = initial;
            token.quoted = quoted;
            token.small = small.is_some_and(|small| lexicon::is_among(small, &token.folded));
            quoted = match token.text {
                "“" | "‘" | "«" | "„" => true,
                "”" | "»" | "’" => false,
                "\"" => !quoted,
                _ => quoted,
            };
            match token.class {
                Class::Sign if ends_sentence(&token, tokens.last()) => {
                    sentence += 1;
                    initial = true;
                }
                Class::Sign if matches!(token.text, ":" | "“" | "‘" | "\"" | "«" | "„") => {
                    initial = true;
                }
                Class::Sign => {}
                _ => initial = false,
            }
            tokens.push(token);
        }
        // A line all in capitals is a heading to the eye, whatever the source calls it.
        let words = tokens[begin..].iter().filter(|token| token.word());
        let capitals = words.clone().filter(|token| token.class == Class::Capitals).count();
        if capitals * 3 > words.count() * 2 {
            tokens[begin..].iter_mut().for_each(|token| token.heading = true);
        }
    }
    tokens
}

fn ends_sentence(sign: &Token, before: Option<&Token>) -> bool {
    match sign.text {
        "!" | "?" => true,
        "." => !before.is_some_and(|word| {
            word.run == sign.run
                && word.end == sign.start
                && (lexicon::is_abbreviation(&word.folded) || (word.capital() && word.text.chars().count() == 1))
        }),
        _ => false,
    }
}

/// The next token of a run from byte `from` on.
fn next(run: &Run, from: usize) -> Option<Token<'_>> {
    let text = &run.text;
    let (offset, first) = text[from..].char_indices().find(|(_, c)| !c.is_whitespace())?;
    let start = from + offset;
    let end = if first.is_alphabetic() {
        word_end(text, start)
    } else if first.is_numeric() {
        let number = |c: char| c.is_numeric() || matches!(c, ',' | '.' | '\u{2044}');
        let end = text[start..].find(|c| !number(c)).map_or(text.len(), |length| start + length);
        start + text[start..end].trim_end_matches([',', '.']).len()
    } else {
        start + first.len_utf8()
    };
    let whole = &text[start..end];
    let word = whole.trim_end_matches(['’', '\'', 'ʼ']);
    let bare = ["’s", "'s", "ʼs"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let possessive =
        first.is_alphabetic() && (bare.len() < word.len() || (word.len() < whole.len() && word.ends_with('s')));
    let text = if first.is_alphabetic() { bare } else { whole };
    Some(Token {
        text,
        folded: fold(text),
        run: run.number,
        start,
        end: start + text.len(),
        sentence: 0,
        class: classify(text),
        initial: false,
        possessive,
        emphasized: run.is(start, EMPHASIS),
        quoted: false,
        heading: run.heading,
        small: false,
    })
}

/// How many bytes the possessive ending behind a word has.
fn possessive_length(rest: &str) -> usize {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    if rest[mark..].starts_with('s') { mark + 1 } else { mark }
}

/// Where a word that begins at `start` ends: letters, with single apostrophes, hyphens and full stops between them;
/// `U.S.` keeps its last full stop.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = 0;
    let mut stops = 0;
    let mut rest = text[start..].char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        let next = rest.peek().map(|&(_, c)| c);
        let letter_follows = next.is_some_and(char::is_alphabetic);
        // An elided article or preposition is a word of its own: `d’Elmouth`.
        let elided = matches!(c, '’' | '\'') && letters == 1 && offset == 1 && next.is_some_and(char::is_uppercase);
        if elided && text[start..].starts_with(char::is_lowercase) {
            return start + offset + c.len_utf8();
        }
        if c.is_alphanumeric() || is_combining_mark(c) || c == '\u{2BC}' {
            letters += 1;
        } else if matches!(c, '’' | '\'') || (matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–' | '&') && letter_follows)
        {
            letters = 0;
        } else if c == '.' && letters == 1 && (letter_follows || stops > 0) {
            letters = 0;
            stops += 1;
        } else {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end
}

fn classify(text: &str) -> Class {
    let Some(first) = text.chars().next() else { return Class::Sign };
    if first.is_numeric() {
        return Class::Number;
    }
    if !first.is_alphabetic() {
        return Class::Sign;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().filter(|c| c.is_uppercase()).count();
    let particle = ["al-", "el-", "d’", "d'", "l’", "l'", "o’"]
        .iter()
        .any(|p| text.strip_prefix(p).is_some_and(|name| name.starts_with(char::is_uppercase)));
    match (upper, letters.count()) {
        (upper, all) if upper == all && all > 1 => Class::Capitals,
        _ if first.is_uppercase() || particle => Class::Capital,
        _ => Class::Lower,
    }
}

/// Lowercase, without marks, apostrophes made plain: what words are compared by.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    unmarked(text).flat_map(char::to_lowercase).map(plain_sign).collect()
}

fn plain_sign(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' => '\'',
        '–' | '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::source::Span;

    pub fn runs(text: &str) -> Runs {
        let inlines = [Inline::Text(Text::new(text, Span::default()))];
        Runs(vec![Run::of(0, &inlines, false)])
    }

    #[test]
    fn words_keep_their_apostrophes_and_lose_their_possessives() {
        let runs = runs("O'Hara's boat, the workers' U.S. plan and Shi'i law");
        let words: Vec<&str> = tokenize(&runs, Lang::EN).iter().filter(|t| t.word()).map(|t| t.text).collect();
        assert_eq!(words, ["O'Hara", "boat", "the", "workers", "U.S.", "plan", "and", "Shi'i", "law"]);
    }

    #[test]
    fn a_sentence_does_not_end_after_an_initial() {
        let runs = runs("J. Berg met Dr. Winter. Then he left.");
        let tokens = tokenize(&runs, Lang::EN);
        let initial: Vec<&str> = tokens.iter().filter(|t| t.initial && t.word()).map(|t| t.text).collect();
        assert_eq!(initial, ["J", "Then"]);
    }
}
