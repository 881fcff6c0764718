//! Formulas. In: the TeX of a formula, and the macros that its book defines. Out: a [`Formula`], a tree of MathML Core
//! (W3C) that both outputs are made from, or the reason why there is none. Nothing in it can fail or take long: what is
//! nested or long beyond reason is refused.
//!
//! `macros` spells out what a book defines itself, `convert` turns TeX into MathML, `parse` makes a [`tree`] of it.

mod convert;
mod macros;
mod parse;
pub mod tree;

pub use macros::Macros;

use crate::source::Span;
use std::sync::Arc;
use tree::Node;

/// How the texts of a book write formulas.
#[derive(Clone, Debug, Default)]
pub struct Notation {
    /// Whether what stands between dollar signs is a formula.
    pub dollars: bool,
    /// Whether `\\( … \\)` and `\\[ … \\]` are formulas, as mdBook's MathJax has them.
    pub brackets: bool,
    /// Whether there may be space between a dollar sign and the formula, as for mdBook's KaTeX preprocessor.
    pub loose: bool,
    /// Commands that the book defines.
    pub macros: Arc<Macros>,
}

/// Whether a formula stands in a line or by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In running text.
    Inline,
    /// On lines of its own.
    Display,
}

/// A formula.
#[derive(Clone, Debug)]
pub struct Formula {
    /// Its source without the signs around it: what those are told who cannot see it.
    pub tex: String,
    /// Where it stands.
    pub place: Place,
    /// What it is made of.
    pub tree: Arc<Node>,
    /// What its letters, figures and signs are, one after the other: its bytes in the flat text of a block.
    pub words: String,
    /// The formula in the source.
    pub span: Span,
}

/// A formula that could be read.
#[derive(Clone, Debug)]
pub struct Read {
    pub formula: Formula,
    /// Commands in it that mean nothing here, each once, in order; they stand in the formula by their names.
    pub unknown: Vec<String>,
}

/// Reads the TeX of a formula; the error says why it cannot be set.
pub fn read(tex: &str, place: Place, macros: &Macros, span: Span) -> Result<Read, String> {
    let spelled = macros.spell_out(tex, place)?;
    let (mathml, refers) = convert::mathml(&spelled, place)?;
    let tree = parse::tree(&mathml)?;
    let mut unknown = tree.unknown();
    unknown.extend(refers.then(|| r"\eqref".to_owned()));
    let words = tree.words();
    let tex = tex.trim().to_owned();
    Ok(Read { formula: Formula { tex, place, tree: Arc::new(tree), words, span }, unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tex: &str) -> Result<String, String> {
        read(tex, Place::Inline, &Macros::default(), Span::default()).map(|read| read.formula.words)
    }

    #[test]
    fn words_are_the_signs_in_their_order() {
        assert_eq!(words(r"\frac{a_1}{b} \leq \sqrt[3]{x}").unwrap(), "a1b≤x3");
        assert_eq!(words(r"\text{if } x").unwrap(), "if\u{A0}x");
    }

    #[test]
    fn unknown_commands_stand_by_their_names() {
        let read = read(r"\prover(x) + \prover", Place::Inline, &Macros::default(), Span::default()).unwrap();
        assert_eq!(read.unknown, [r"\prover"]);
        assert_eq!(read.formula.words, r"\prover(x)+\prover");
    }

    #[test]
    fn a_number_of_another_formula_is_not_known() {
        let read = read(r"\eqref{a}", Place::Inline, &Macros::default(), Span::default()).unwrap();
        assert_eq!(read.unknown, [r"\eqref"]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for tex in [r"\frac{a}{", r"\begin{nothing}x\end{nothing}", "a^b^c", r"\left( x", ""] {
            assert!(words(tex).is_err(), "{tex}");
        }
    }

    #[test]
    fn hostile_formulas_end_soon() {
        let long = |part: &str, times: usize| part.repeat(times);
        for tex in [
            long("{", 50_000),
            long(r"\sqrt", 20_000),
            long(r"\bar ", 3_000) + "x",
            long(r"\frac a", 2_500) + "b",
            long(r"\left(", 10_000),
            long(r"\begin{matrix}", 1_000),
            long("x^{", 3_000),
            long("x_", 50_000),
            long("&", 15_000),
            long("a", 100_000),
            long(r"\text{\textbf{", 1_000),
            long(r"\sqrt[", 3_000),
            long(r"\hat\frac", 1_500),
            long("x'", 9_000),
            long(r"\not", 4_000),
        ] {
            let _ = words(&tex);
        }
    }

    #[test]
    fn any_signs_are_read_or_refused() {
        let parts = [
            "{",
            "}",
            "^",
            "_",
            "&",
            r"\\",
            "x",
            "12.",
            "'",
            r"\frac",
            r"\sqrt",
            "[",
            "]",
            r"\left",
            r"\right",
            "(",
            "|",
            r"\begin{matrix}",
            r"\end{matrix}",
            r"\begin{cases}",
            r"\end{cases}",
            r"\text{",
            r"\hat",
            r"\sum",
            r"\limits",
            r"\mathbb",
            r"\operatorname",
            r"\hline",
            r"\tag{1}",
            r"\overbrace",
            r"\middle",
            r"\not",
            "=",
            " ",
            "é",
            "漢",
            "%",
            "~",
            r"\hspace{1em}",
            r"\color{red}",
            r"\begin{array}{c|c}",
            r"\end{array}",
            r"\begin{align}",
            r"\end{align}",
            "#1",
            "$",
            r"\newcommand",
            r"\def\x{\x}",
            r"\x",
            r"\prescript",
            r"\sideset",
            r"\big",
            r"\genfrac",
            r"\mathrm",
            r"\cancel",
            "\n",
            r"\substack",
            r"\stackrel",
            r"\xrightarrow",
            r"\bigl",
            r"\mod",
            r"\phantom",
            r"\rule",
            r"\label{a}",
            r"\eqref{a}",
        ];
        // A small generator of its own (Knuth's MMIX constants), so that every run reads the same formulas.
        let mut seed = 1u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for _ in 0..4_000 {
            let tex: String = (0..1 + next(14)).map(|_| parts[next(parts.len())]).collect();
            for place in [Place::Inline, Place::Display] {
                let _ = read(&tex, place, &Macros::default(), Span::default());
            }
        }
    }
}
