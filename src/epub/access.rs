//! What readers with disabilities can rely on (EPUB Accessibility 1.1 §3, schema.org). In: facts about what the EPUB
//! holds. Out: the statements of its package; only what is so is stated, in terms of the registry that both name. That it
//! conforms to the standard nobody can say who has not looked at it: the project names who did.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::Certifier;

/// Facts about an EPUB.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Access {
    /// Whether it shows pictures that mean something, besides its cover.
    pub pictures: bool,
    /// Whether each of them has a description.
    pub described: bool,
    /// Whether any is described at length.
    pub described_at_length: bool,
    /// Whether any may move.
    pub moving: bool,
    /// Whether it says where printed pages begin.
    pub pages: bool,
    /// Whether it has an index.
    pub index: bool,
}

impl Access {
    /// States each fact by `state`: property, id of what it refines, value. `source` is the printed book's identifier.
    pub fn write(&self, source: &str, certified: bool, mut state: impl FnMut(&str, &str, &str)) {
        let features = [
            ("tableOfContents", true),
            ("structuralNavigation", true),
            ("readingOrder", true),
            ("displayTransformability", true),
            ("ARIA", true),
            ("alternativeText", self.pictures && self.described),
            // In the singular, which checkers of this day know; the vocabulary of 2022 has both.
            ("longDescription", self.described_at_length),
            ("index", self.index),
            ("pageBreakMarkers", self.pages),
            ("pageNavigation", self.pages),
        ];
        state("schema:accessMode", "", "textual");
        if self.pictures {
            state("schema:accessMode", "", "visual");
            state("schema:accessModeSufficient", "", "textual,visual");
        }
        if self.text_suffices() {
            state("schema:accessModeSufficient", "", "textual");
        }
        for (feature, _) in features.iter().filter(|(_, so)| *so) {
            state("schema:accessibilityFeature", "", feature);
        }
        state("schema:accessibilityHazard", "", if self.moving { "unknown" } else { "none" });
        state("schema:accessibilitySummary", "", &self.summary(certified));
        if self.pages {
            state("pageBreakSource", "", source);
        }
    }

    /// Whether `certifier` may be named; where what they are said to have found cannot be, that is a finding.
    pub fn certified(&self, certifier: Option<&Certifier>, sink: &mut Sink) -> bool {
        let reason = match certifier {
            None => return false,
            Some(_) if !self.text_suffices() => "not all pictures are described",
            Some(_) if self.moving => "pictures that may move cannot be stopped",
            Some(_) => return true,
        };
        let message = format!("`certifier` is left out of the EPUB: {reason}");
        let hint = "What a certifier stands for (EPUB Accessibility 1.1, WCAG 2.2 level AA) is not so.";
        sink.report(Diagnostic::new(&rules::CONTRADICTED_CERTIFIER, None, message).hint(hint));
        false
    }

    fn text_suffices(&self) -> bool {
        !self.pictures || self.described
    }

    fn summary(&self, certified: bool) -> String {
        let mut has = vec!["headings", "a table of contents"];
        has.extend(self.pages.then_some("the page numbers of the printed book"));
        has.extend(self.index.then_some("an index"));
        let last = has.pop().unwrap_or_default();
        let pictures = match (self.pictures, self.described) {
            (false, _) => " No picture is needed to understand it.",
            (true, true) => " All pictures are described.",
            (true, false) => " Not all pictures are described.",
        };
        let moving = if self.moving { " Some pictures may move." } else { "" };
        let certified = if certified { "" } else { " Nobody has certified its accessibility." };
        format!(
            "The text has {} and {last}; its size, face and colors can be changed.{pictures}{moving}{certified}",
            has.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(access: &Access) -> Vec<String> {
        let mut out = Vec::new();
        access.write("urn:x", false, |property, _, value| out.push(format!("{property}={value}")));
        out
    }

    #[test]
    fn only_what_is_so_is_stated() {
        let plain = stated(&Access::default());
        assert!(plain.contains(&"schema:accessModeSufficient=textual".to_owned()));
        assert!(plain.contains(&"schema:accessibilityHazard=none".to_owned()));
        assert!(!plain.iter().any(|line| line.contains("pageB") || line.contains("alternativeText")));
        let bad = stated(&Access { pictures: true, moving: true, ..Access::default() });
        assert!(!bad.contains(&"schema:accessModeSufficient=textual".to_owned()));
        assert!(bad.contains(&"schema:accessibilityHazard=unknown".to_owned()));
        let summary = bad.iter().find(|line| line.starts_with("schema:accessibilitySummary")).unwrap();
        assert!(summary.ends_with(
            "Not all pictures are described. Some pictures may move. Nobody has certified its accessibility."
        ));
    }

    #[test]
    fn a_certifier_is_believed_unless_the_book_contradicts() {
        let certifier = Certifier { name: "A Press".to_owned(), credential: None, report: None };
        let mut sink = Sink::default();
        let described = Access { pictures: true, described: true, ..Access::default() };
        assert!(described.certified(Some(&certifier), &mut sink) && !described.certified(None, &mut sink));
        assert!(sink.found.is_empty());
        for wrong in [Access { described: false, ..described.clone() }, Access { moving: true, ..described }] {
            assert!(!wrong.certified(Some(&certifier), &mut sink));
        }
        assert_eq!(sink.found.len(), 2);
    }
}
