//! Reporting: findings and errors to standard error, in the format asked for.

use crate::cli::{MessageFormat, Messages};
use crate::diagnostic::render::{self, Format, Ink};
use crate::diagnostic::{Diagnostic, Level, Sink};
use crate::error::Error;
use crate::progress::{Bar, Bars, Progress, Silent};
use std::collections::BTreeMap;
use std::io::IsTerminal;

/// How many findings of one rule are printed before the rest are only counted.
const FOLD: usize = 5;

/// Prints what the user should know.
pub struct Reporter {
    format: Format,
    volume: Volume,
    bars: Bars,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Volume {
    Quiet,
    Folded,
    Full,
}

impl Reporter {
    /// A reporter as the command line and the terminal ask for it (`NO_COLOR` is honored).
    pub fn new(messages: &Messages) -> Reporter {
        let colored =
            std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let format = match messages.message_format {
            MessageFormat::Human => Format::Human(if colored { Ink::Color } else { Ink::Plain }),
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
        };
        let volume = match messages {
            Messages { quiet: true, .. } => Volume::Quiet,
            Messages { verbose: true, .. } => Volume::Full,
            _ if messages.message_format == MessageFormat::Human => Volume::Folded,
            _ => Volume::Full,
        };
        Reporter { format, volume, bars: Bars::default() }
    }

    /// Who is told how far a build of `name` is.
    pub fn progress(&self, name: &str) -> Box<dyn Progress> {
        let shown = matches!(self.format, Format::Human(_)) && self.volume != Volume::Quiet;
        if shown && std::io::stderr().is_terminal() { Box::new(Bar::new(name, &self.bars)) } else { Box::new(Silent) }
    }

    /// Prints an error.
    pub fn error(&self, error: &Error) {
        eprint!("{}", render::error(error, self.format));
    }

    /// Prints a sentence for humans, such as what was written.
    pub fn say(&self, sentence: &str) {
        if !sentence.is_empty() && self.volume != Volume::Quiet && matches!(self.format, Format::Human(_)) {
            eprintln!("{sentence}");
        }
    }

    /// Prints all findings. Alike ones are folded, denied ones never.
    pub fn findings(&self, sink: &Sink) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for found in &sink.found {
            let count = seen.entry(found.rule.name).or_default();
            *count += 1;
            if self.prints(found, *count) {
                eprint!("{}", render::finding(found, &sink.sources, self.format));
            }
        }
        if self.volume == Volume::Folded {
            for (rule, count) in seen.into_iter().filter(|&(_, count)| count > FOLD) {
                eprintln!("… and {} more of `{rule}`; -v shows them all", count - FOLD);
            }
        }
    }

    fn prints(&self, found: &Diagnostic, count: usize) -> bool {
        match self.volume {
            Volume::Quiet => found.level == Level::Deny,
            Volume::Folded => found.level == Level::Deny || count <= FOLD,
            Volume::Full => true,
        }
    }
}
