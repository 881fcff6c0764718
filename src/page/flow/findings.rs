//! What setting could not do as asked, as findings, in reading order.

use super::super::galley::Passage;
use super::missing::Missing;
use crate::diagnostic::{Diagnostic, Rule, Sink, rules};
use crate::text::Trouble;

/// What was found while some pieces were set.
#[derive(Debug, Default)]
pub struct Findings {
    /// Characters that no face has; reported when all is set.
    pub missing: Missing,
    others: Vec<Diagnostic>,
}

impl Findings {
    /// Takes down the troubles of a passage.
    pub fn troubles(&mut self, troubles: Vec<Trouble>, passage: &Passage) {
        for trouble in troubles {
            match trouble {
                Trouble::MissingGlyph { character, at, times } => self.missing.add(character, passage.span(at), times),
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
        self.missing.merge(later.missing);
        self.others.extend(later.others);
        self
    }

    /// Reports everything but characters that no face has.
    pub fn drain(self, sink: &mut Sink) {
        sink.extend(self.others);
    }
}
