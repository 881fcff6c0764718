//! What readers with disabilities can rely on (EPUB Accessibility 1.1, schema.org). In: facts about what the EPUB
//! holds. Out: the statements of its package; only what is so is stated.

/// Facts about an EPUB.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Access {
    /// Whether it shows pictures besides its cover.
    pub pictures: bool,
    /// Whether each of them has a description.
    pub described: bool,
    /// Whether any may move.
    pub moving: bool,
    /// Whether it says where printed pages begin.
    pub pages: bool,
    /// Whether it has an index.
    pub index: bool,
    /// Whether its language is known.
    pub language: bool,
}

impl Access {
    /// States each fact by `state`: property, id of what it refines, value. `source` is the printed book's identifier.
    pub fn write(&self, source: &str, mut state: impl FnMut(&str, &str, &str)) {
        let text_suffices = !self.pictures || self.described;
        let features = [
            ("tableOfContents", true),
            ("structuralNavigation", true),
            ("readingOrder", true),
            ("displayTransformability", true),
            ("alternativeText", self.pictures && self.described),
            ("index", self.index),
            ("pageBreakMarkers", self.pages),
            ("pageNavigation", self.pages),
        ];
        state("schema:accessMode", "", "textual");
        if self.pictures {
            state("schema:accessMode", "", "visual");
            state("schema:accessModeSufficient", "", "textual,visual");
        }
        if text_suffices {
            state("schema:accessModeSufficient", "", "textual");
        }
        for (feature, _) in features.iter().filter(|(_, so)| *so) {
            state("schema:accessibilityFeature", "", feature);
        }
        state("schema:accessibilityHazard", "", if self.moving { "unknown" } else { "none" });
        state("schema:accessibilitySummary", "", &self.summary());
        if self.pages {
            state("pageBreakSource", "", source);
        }
        if text_suffices && self.language && !self.moving {
            state("dcterms:conformsTo", "", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
            state("a11y:certifiedBy", "conformance", "Pressmark");
        }
    }

    fn summary(&self) -> String {
        let mut has = vec!["headings", "a table of contents"];
        has.extend(self.pages.then_some("the page numbers of the printed book"));
        has.extend(self.index.then_some("an index"));
        let last = has.pop().unwrap_or_default();
        let pictures = match (self.pictures, self.described) {
            (false, _) => "",
            (true, true) => " All pictures are described.",
            (true, false) => " Not all pictures are described.",
        };
        format!("The text has {} and {last}.{pictures}", has.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(access: &Access) -> Vec<String> {
        let mut out = Vec::new();
        access.write("urn:x", |property, _, value| out.push(format!("{property}={value}")));
        out
    }

    #[test]
    fn only_what_is_so_is_stated() {
        let plain = stated(&Access { language: true, ..Access::default() });
        assert!(plain.contains(&"schema:accessModeSufficient=textual".to_owned()));
        assert!(plain.iter().any(|line| line.starts_with("dcterms:conformsTo")));
        assert!(!plain.iter().any(|line| line.contains("page") || line.contains("alternativeText")));
        let bad = stated(&Access { language: true, pictures: true, moving: true, ..Access::default() });
        assert!(!bad.iter().any(|line| line.contains("conformsTo") || line == "schema:accessModeSufficient=textual"));
        assert!(bad.contains(&"schema:accessibilityHazard=unknown".to_owned()));
    }
}
