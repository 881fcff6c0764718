//! The signs around formulas, before the parser sees them. In: a text, what of it is code, and how it writes formulas. Out:
//! the same text, byte for byte as long, so that the parser takes each formula for one: brackets become dollar signs,
//! line ends inside become spaces, for a line of TeX may begin like a list or a heading.

use crate::math::{Notation, Place};
use std::collections::BTreeMap;
use std::ops::Range;

/// The bracketed forms of mdBook's MathJax: they open and close a formula.
const BRACKETS: [(&str, &str, Place); 2] = [(r"\\(", r"\\)", Place::Inline), (r"\\[", r"\\]", Place::Display)];

/// The text for the parser, and the formulas that stood in brackets by where they begin; what stands in `code`, ranges
/// in order, is left alone.
pub fn prepare(text: &str, code: &[Range<usize>], notation: &Notation) -> (String, BTreeMap<usize, Place>) {
    let mut signs = Signs { text, code, notation, out: text.as_bytes().to_vec(), places: BTreeMap::new() };
    let mut at = 0;
    while let Some(found) = text[at..].find(['\\', '$']).map(|found| at + found) {
        at = match signs.code_at(found) {
            Some(end) => end,
            None => signs.sign(found),
        };
    }
    let Signs { out, places, .. } = signs;
    // Only signs of one byte have been put in place of others.
    (String::from_utf8(out).unwrap_or_else(|_| text.to_owned()), places)
}

struct Signs<'t> {
    text: &'t str,
    code: &'t [Range<usize>],
    notation: &'t Notation,
    out: Vec<u8>,
    places: BTreeMap<usize, Place>,
}

impl Signs<'_> {
    /// The end of the code that byte `at` stands in.
    fn code_at(&self, at: usize) -> Option<usize> {
        let index = self.code.partition_point(|range| range.end <= at);
        self.code.get(index).filter(|range| range.start <= at).map(|range| range.end)
    }

    /// Takes the formula that begins at byte `at`, if one does; returns where to look on.
    fn sign(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with('\\') {
            let bracket = BRACKETS.iter().find(|(open, ..)| self.notation.brackets && rest.starts_with(open));
            return match bracket.and_then(|(_, close, place)| Some((self.close(at + 3, close)?, *place))) {
                Some((end, place)) => {
                    self.places.insert(at, place);
                    self.out[at..at + 3].copy_from_slice(b"$$ ");
                    self.out[end..end + 3].copy_from_slice(b" $$");
                    self.join(at + 3..end);
                    end + 3
                }
                None => at + 1 + self.text[at + 1..].chars().next().map_or(0, char::len_utf8),
            };
        }
        match (self.notation.dollars, rest.starts_with("$$"), self.notation.loose) {
            (true, true, _) => match self.close(at + 2, "$$") {
                Some(end) => {
                    self.join(at + 2..end);
                    end + 2
                }
                None => at + 2,
            },
            (true, false, true) => match self.close(at + 1, "$") {
                Some(end) => {
                    self.join(at + 1..end);
                    self.tighten(at, end);
                    end + 1
                }
                None => at + 1,
            },
            _ => at + 1,
        }
    }

    /// Where `sign` closes a formula whose inside begins at byte `from`: in the same paragraph, not in code.
    fn close(&self, from: usize, sign: &str) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            let found = at + rest.find(['\\', '$', '\n'])?;
            let rest = &self.text[found..];
            let blank = rest.starts_with('\n') && rest[1..].lines().next().is_none_or(|line| line.trim().is_empty());
            if blank && !self.notation.loose || self.code_at(found).is_some() {
                return None;
            }
            if rest.starts_with(sign) {
                return (!self.text[from..found].trim().is_empty()).then_some(found);
            }
            let escape = rest.starts_with('\\') && !(sign.starts_with('\\') && rest.starts_with(r"\\"));
            at = found + 1 + if escape { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        }
    }

    /// Makes one line of the inside of a formula, except where a quotation has a sign before each of its lines.
    fn join(&mut self, inside: Range<usize>) {
        if self.text[inside.clone()].lines().skip(1).any(|line| line.trim_start().starts_with('>')) {
            return;
        }
        // TeX takes what stands behind a percent sign for a remark, up to the end of the line.
        if self.text[inside.clone()].contains('%') {
            return;
        }
        self.out[inside].iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    }

    /// Brings single dollar signs together with what stands between them: only so does the parser know them.
    fn tighten(&mut self, open: usize, close: usize) {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace();
        let inside = &self.out[open + 1..close];
        let before = inside.iter().take_while(|byte| is_blank(byte)).count();
        let behind = inside.iter().rev().take_while(|byte| is_blank(byte)).count();
        self.out.swap(open, open + before);
        self.out.swap(close, close - behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str, notation: Notation) -> String {
        let code = text.find('`').map(|at| at..text.rfind('`').unwrap() + 1);
        let (out, _) = prepare(text, code.as_slice(), &notation);
        assert_eq!(out.len(), text.len());
        out
    }

    #[test]
    fn brackets_become_dollars_byte_for_byte() {
        let mathjax = Notation { brackets: true, ..Notation::default() };
        let text = "a \\\\( x \\\\) `\\\\(` \\\\[ y\n\nz \\\\]";
        assert_eq!(prepared(text, mathjax), "a $$  x  $$ `\\\\(` \\\\[ y\n\nz \\\\]");
    }

    #[test]
    fn a_formula_is_one_line() {
        let dollars = || Notation { dollars: true, ..Notation::default() };
        assert_eq!(prepared("$$\na\n+ b\n$$\n", dollars()), "$$ a + b $$\n");
        assert_eq!(prepared("> $$\n> a\n> $$\n", dollars()), "> $$\n> a\n> $$\n");
        assert_eq!(prepared("$$\na\n\n- b $$ `$$ x`", dollars()), "$$\na\n\n- b $$ `$$ x`");
    }

    #[test]
    fn loose_signs_are_brought_together() {
        let katex = || Notation { dollars: true, loose: true, ..Notation::default() };
        assert_eq!(prepared("a $ x$ b $y $ c \\$ d $z$", katex()), "a  $x$ b $y$  c \\$ d $z$");
        assert_eq!(prepared("$\na\n\n- b\n$", katex()), " $a  - b$ ");
    }
}
