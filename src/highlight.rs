//! Program text to kinds of words. In: a text and the name of its language. Out: which stretches of it are comments,
//! keywords, literals; nothing for a language that no syntax is known for. Bounded, and the same on every machine. The
//! only file that knows the syntax definitions.

use std::ops::Range;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// What a stretch of program text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A remark for readers.
    Comment,
    /// A word of the language.
    Keyword,
    /// A string.
    String,
    /// A number, or a value that has a name in the language.
    Constant,
    /// The name of what is defined here.
    Name,
}

/// The longest text and the longest line, in bytes, that are looked at: the rules of a syntax are tried on every byte of
/// a line, and some go back and forth over it.
const LONGEST_TEXT: usize = 100_000;
const LONGEST_LINE: usize = 500;

/// Read when the first text asks for them.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scopes by what begins them, as Sublime Text's scope naming has them; the innermost that is here decides.
static SCOPES: LazyLock<Vec<(Scope, Option<Kind>)>> = LazyLock::new(|| {
    let scope = |(name, kind): &(&str, Option<Kind>)| Scope::new(name).ok().map(|scope| (scope, *kind));
    NAMES.iter().filter_map(scope).collect()
});

const NAMES: &[(&str, Option<Kind>)] = &[
    ("comment", Some(Kind::Comment)),
    ("string", Some(Kind::String)),
    ("constant.character.escape", Some(Kind::String)),
    ("constant", Some(Kind::Constant)),
    ("keyword.operator.word", Some(Kind::Keyword)),
    ("keyword.operator.logical.python", Some(Kind::Keyword)),
    ("keyword.operator", None),
    ("keyword", Some(Kind::Keyword)),
    ("storage", Some(Kind::Keyword)),
    ("entity.name.tag", Some(Kind::Keyword)),
    ("entity.name", Some(Kind::Name)),
    ("meta.interpolation", None),
    ("source", None),
];

/// The stretches of `text` that are of a kind, in order; equal neighbours are one.
pub fn kinds(text: &str, language: &str) -> Vec<(Range<usize>, Kind)> {
    let mut out: Vec<(Range<usize>, Kind)> = Vec::new();
    if text.len() > LONGEST_TEXT {
        return out;
    }
    let set = &*SYNTAXES;
    let Some(syntax) = set.find_syntax_by_token(language) else { return out };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // What comes behind a line that nobody has read is not known.
        let ops = match line.len() {
            0..=LONGEST_LINE => state.parse_line(line, set),
            _ => break,
        };
        let Ok(ops) = ops else { break };
        let mut at = 0;
        for (end, op) in ops.iter().map(|(end, op)| (*end, Some(op))).chain([(line.len(), None)]) {
            if let Some(kind) = kind(&stack).filter(|_| end > at) {
                match out.last_mut() {
                    Some((range, known)) if range.end == start + at && *known == kind => range.end = start + end,
                    _ => out.push((start + at..start + end, kind)),
                }
            }
            at = at.max(end);
            if op.is_some_and(|op| stack.apply(op).is_err()) {
                return out;
            }
        }
        start += line.len();
    }
    out
}

fn kind(stack: &ScopeStack) -> Option<Kind> {
    let of = |scope: &Scope| SCOPES.iter().find(|(known, _)| known.is_prefix_of(*scope));
    stack.scopes.iter().rev().find_map(of).and_then(|&(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'t>(text: &'t str, language: &str) -> Vec<(&'t str, Kind)> {
        kinds(text, language).into_iter().map(|(range, kind)| (&text[range], kind)).collect()
    }

    #[test]
    fn words_get_their_kinds() {
        let found = marked("// One.\nfn main() { let a = \"x\\n\"; 12 }\n", "rust");
        for expected in
            [("fn", Kind::Keyword), ("main", Kind::Name), ("\"x\\n\"", Kind::String), ("12", Kind::Constant)]
        {
            assert!(found.contains(&expected), "{found:?}");
        }
        assert_eq!(found[0], ("// One.\n", Kind::Comment));
        assert!(marked("let a = 1", "no such language").is_empty());
        assert!(!marked("[book]\ntitle = \"A\" # B\n", "toml").is_empty());
    }

    #[test]
    fn no_text_takes_long() {
        let line = "((((a<b<c<d<\"\\\"'".repeat(29);
        let text = format!("{line}\n").repeat(40);
        for language in ["rust", "javascript", "python", "c++", "html", "markdown"] {
            let _ = kinds(&text, language);
        }
        assert!(kinds(&format!("{}\nfn a() {{}}", "x".repeat(LONGEST_LINE + 1)), "rust").is_empty());
    }
}
