//! Findings: what a stage noticed and went on after. In: diagnostics pushed by every stage. Out: a list in a fixed
//! order, each with its level by the project's checks. What stops a build is an [`crate::error::Error`] instead.

mod nearest;
pub mod render;
pub mod rules;

pub use nearest::nearest;

use crate::error::Location;
use crate::source::{Sources, Span};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown; the build succeeds.
    Warn,
    /// Shown; outputs are written, the exit code is 1.
    Deny,
}

/// A kind of finding. Every rule is a constant in [`rules`] and has one case of its name in `tests/cases`.
#[derive(Debug)]
pub struct Rule {
    /// Permanent name in kebab-case, reading as the finding itself: `unresolved-link`.
    pub name: &'static str,
    /// Level where the project says nothing.
    pub level: Level,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which rule.
    pub rule: &'static Rule,
    /// Level by the project's checks; set by [`Sink::report`].
    pub level: Level,
    /// Where in the source, if it is anywhere.
    pub span: Option<Span>,
    /// Where in a file that is no source of the book, such as a style sheet.
    pub place: Option<Location>,
    /// What was found, one sentence without a full stop, names in backquotes.
    pub message: String,
    /// What the user can do, a sentence each.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A finding without hints.
    pub fn new(rule: &'static Rule, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
        let (span, message) = (span.into(), message.into());
        Diagnostic { rule, level: rule.level, span, place: None, message, hints: Vec::new() }
    }

    /// Says where in a file that is no source of the book.
    pub fn at(mut self, place: Location) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// Keeps the place that its span has in `sources`, which others will take the place of.
    pub fn settled(mut self, sources: &Sources) -> Diagnostic {
        if let Some(span) = self.span.take() {
            self.place = Some(Location::of(sources, span));
        }
        self
    }

    /// Adds a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// The project's levels: `deny = ["unresolved-link"]`, `--deny warnings`.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Rules by name with the level they are given; a later entry wins.
    pub levels: Vec<(String, Level)>,
    /// Whether every finding that is shown counts as denied.
    pub deny_warnings: bool,
}

impl Checks {
    /// The level of a rule under these checks.
    pub fn level(&self, rule: &Rule) -> Level {
        let named = self.levels.iter().rev().find(|(name, _)| name == rule.name);
        let level = named.map_or(rule.level, |&(_, level)| level);
        if level == Level::Warn && self.deny_warnings { Level::Deny } else { level }
    }
}

/// Where every stage reports.
#[derive(Debug, Default)]
pub struct Sink {
    checks: Checks,
    /// What was found, in the order of the stages; allowed rules are left out.
    pub found: Vec<Diagnostic>,
    /// The texts that findings lie in, as far as they have been read.
    pub sources: Sources,
}

impl Sink {
    /// An empty sink under the project's checks.
    pub fn new(checks: &Checks) -> Sink {
        Sink { checks: checks.clone(), ..Sink::default() }
    }

    /// Takes a finding, unless its rule is allowed.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.level = self.checks.level(diagnostic.rule);
        if diagnostic.level > Level::Allow {
            self.found.push(diagnostic);
        }
    }

    /// Takes the findings of work done in parallel, in the order given.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.report(diagnostic));
    }

    /// Whether any finding is denied.
    pub fn denied(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.level == Level::Deny)
    }
}
