//! Images. In: a destination and the alternative text, or the word that there is none to give. Out: a picture of the book,
//! or, with a finding, its text.

use super::events::Reader;
use super::links::{decoded, scheme};
use crate::diagnostic::{Diagnostic, Rule, rules};
use crate::library::resolve;
use crate::model::{Inline, Picture, Text, flat_text};
use crate::read::pictures::{Unusable, intern};
use crate::source::Span;

/// What stands behind an image that is decoration: nobody misses it who cannot see it.
pub const ARTIFACT: &str = "{.artifact}";

/// What is known of an image besides its file.
pub enum Says {
    /// What it shows, if that was said.
    Alt(Vec<Inline>),
    /// That it is decoration.
    Nothing,
}

impl Reader<'_> {
    /// An image as Markdown writes it: `![alt](file)`, `{.artifact}` right behind it where it is decoration.
    pub fn written_image(&mut self, file: &str, alt: Vec<Inline>, span: Span) -> Vec<Inline> {
        let decoration = self.text.get(span.end as usize..).is_some_and(|rest| rest.starts_with(ARTIFACT));
        if !decoration {
            // What it says is plain text (CommonMark §6.4).
            let alt = (!alt.is_empty()).then(|| Inline::Text(Text::new(flat_text(&alt), span)));
            return self.image(file, Says::Alt(alt.into_iter().collect()), span);
        }
        self.artifacts.insert(span.end);
        self.image(file, Says::Nothing, span)
    }

    /// What stands in place of an image: the picture, or its alternative text where it cannot be shown.
    pub fn image(&mut self, file: &str, says: Says, span: Span) -> Vec<Inline> {
        let (alt, decoration) = match says {
            Says::Alt(alt) => (alt, false),
            Says::Nothing => (Vec::new(), true),
        };
        let remote = file.starts_with("//") || scheme(file).is_some_and(|scheme| scheme.starts_with("http"));
        if remote {
            let message = format!("the image `{file}` is on the network, from which nothing is fetched");
            return self.unshown(&rules::REMOTE_IMAGE, &message, "Put a copy into the project.", alt, span);
        }
        if let Some(scheme) = scheme(file) {
            let message = format!("an image cannot be read from a `{scheme}:` address");
            return self.unshown(&rules::UNREADABLE_IMAGE, &message, "Put it into a file of its own.", alt, span);
        }
        let written = decoded(file.split(['?', '#']).next().unwrap_or(""));
        let Some(path) = resolve(self.path, &written).filter(|_| !written.is_empty()) else {
            let message = format!("the image `{file}` lies outside the project");
            return self.unshown(&rules::MISSING_IMAGE, &message, "Put a copy into the project.", alt, span);
        };
        match intern(&path, Some(span), self.book, self.library, self.sink) {
            Ok(asset) => {
                let alt = flat_text(&alt);
                if alt.trim().is_empty() && !decoration {
                    let finding = Diagnostic::new(&rules::MISSING_ALT, span, "this image has no alternative text")
                        .hint("Say what it shows: `![a heron in the reeds](heron.jpg)`.")
                        .hint("If it is decoration: `![](heron.jpg){.artifact}`.");
                    self.sink.report(finding);
                }
                let (width, height) = (None, None);
                vec![Inline::Image(Picture { asset, alt, decoration, width, height, span })]
            }
            Err(Unusable::Missing) => {
                let shown = self.library.display(&path);
                let message = format!("there is no image `{}`", shown.display());
                let hint = "The path is taken from the folder of this text.";
                self.unshown(&rules::MISSING_IMAGE, &message, hint, alt, span)
            }
            Err(Unusable::Unreadable(reason)) => {
                let message = format!("the image `{file}` cannot be read: {reason}");
                self.unshown(&rules::UNREADABLE_IMAGE, &message, "Its text stands in its place.", alt, span)
            }
        }
    }

    fn unshown(&mut self, rule: &'static Rule, message: &str, hint: &str, alt: Vec<Inline>, span: Span) -> Vec<Inline> {
        self.sink.report(Diagnostic::new(rule, span, message).hint(hint));
        alt
    }
}
