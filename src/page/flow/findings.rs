//! What setting could not do as asked, as findings: once a character, in reading order.

use super::super::galley::Passage;
use crate::diagnostic::{Diagnostic, Rule, Sink, rules};
use crate::source::Span;
use crate::text::Trouble;
use std::collections::BTreeMap;

/// What was found while some pieces were set.
#[derive(Debug, Default)]
pub struct Findings {
    missing: Vec<(char, Option<Span>)>,
    others: Vec<Diagnostic>,
}

impl Findings {
    /// Takes down the troubles of a passage.
    pub fn troubles(&mut self, troubles: Vec<Trouble>, passage: &Passage) {
        for trouble in troubles {
            match trouble {
                Trouble::MissingGlyph { character, at } => self.missing.push((character, passage.span(at))),
                // Whoever loaded the sheet has found it, with its place.
                Trouble::MissingFamily(_) => {}
                Trouble::ForcedBreak { at } => {
                    let message = "a line could only be broken inside a word";
                    self.report(Diagnostic::new(&rules::FORCED_BREAK, passage.span(at), message));
                }
            }
        }
    }

    /// Takes down a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.others.push(diagnostic);
    }

    /// Drops what was found by a rule: something else says it already.
    pub fn forget(&mut self, rule: &Rule) {
        self.others.retain(|found| found.rule.name != rule.name);
    }

    /// Adds what was found in later pieces.
    pub fn merge(mut self, later: Findings) -> Findings {
        self.missing.extend(later.missing);
        self.others.extend(later.others);
        self
    }

    /// Reports everything.
    pub fn drain(self, sink: &mut Sink) {
        let mut characters: BTreeMap<char, (Option<Span>, usize)> = BTreeMap::new();
        for (character, span) in self.missing {
            let known = characters.entry(character).or_insert((span, 0));
            known.0 = known.0.or(span);
            known.1 += 1;
        }
        for (character, (span, count)) in characters {
            let times = if count == 1 { String::new() } else { format!(", {count} times") };
            let message = format!("no face has a glyph for U+{:04X} `{character}`{times}", u32::from(character));
            let hint = "Put a font that has it into the project's `fonts` folder.";
            sink.report(Diagnostic::new(&rules::MISSING_GLYPH, span, message).hint(hint));
        }
        sink.extend(self.others);
    }
}
