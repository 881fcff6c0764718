//! Characters that no face has. In: each with its place, in reading order. Out: findings: one for each of a few
//! characters, one for all of a script where many are missing.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::script_name;
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Above so many characters of a script, one finding stands for all.
const FEW: usize = 3;
/// The most stretches of code points that a finding names.
const STRETCHES: usize = 12;
/// The most places that a finding names besides its own.
const PLACES: usize = 3;

/// Characters that no face has.
#[derive(Debug, Default)]
pub struct Missing(BTreeMap<char, Seen>);

/// Where and how often a character stands.
#[derive(Debug, Default)]
struct Seen {
    first: Option<Span>,
    times: usize,
}

impl Missing {
    /// Takes down a character, which stands somewhere first and so many times.
    pub fn add(&mut self, character: char, first: Option<Span>, times: u32) {
        let seen = self.0.entry(character).or_default();
        seen.first = seen.first.or(first);
        seen.times += times as usize;
    }

    /// Adds what was missing in later pieces.
    pub fn merge(&mut self, later: Missing) {
        for (character, Seen { first, times }) in later.0 {
            self.add(character, first, times as u32);
        }
    }

    /// Reports everything.
    pub fn report(self, sink: &mut Sink) {
        let mut scripts: BTreeMap<Option<&str>, Vec<(char, Seen)>> = BTreeMap::new();
        for (character, seen) in self.0 {
            scripts.entry(script_name(character)).or_default().push((character, seen));
        }
        for (script, characters) in scripts {
            let findings = match characters.len() {
                0..=FEW => characters.iter().map(|(character, seen)| single(*character, seen)).collect(),
                _ => vec![together(script, &characters, &sink.sources)],
            };
            let hint = "Name a folder with a font for it: `--font-dir DIR`, or put the font into the project's `fonts` folder.";
            sink.extend(findings.into_iter().map(|finding| finding.hint(hint)));
        }
    }
}

fn single(character: char, seen: &Seen) -> Diagnostic {
    let times = if seen.times == 1 { String::new() } else { format!(", {} times", seen.times) };
    let message = format!("no face has a glyph for U+{:04X} `{character}`{times}", u32::from(character));
    Diagnostic::new(&rules::MISSING_GLYPH, seen.first, message)
}

fn together(script: Option<&str>, characters: &[(char, Seen)], sources: &Sources) -> Diagnostic {
    let times: usize = characters.iter().map(|(_, seen)| seen.times).sum();
    let of = script.map_or_else(|| "that scripts share".to_owned(), |script| format!("of the {script} script"));
    let message = format!("no face has glyphs for {} characters {of}, {times} times", characters.len());
    let mut spans: Vec<Span> = characters.iter().filter_map(|(_, seen)| seen.first).collect();
    spans.sort_unstable();
    let finding = Diagnostic::new(&rules::MISSING_GLYPH, spans.first().copied(), message);
    let finding = finding.hint(format!("They are {}.", code_points(characters)));
    match places(&spans, sources) {
        places if places.is_empty() => finding,
        places => finding.hint(format!("They stand in {places} too.")),
    }
}

/// Stretches of code points: `U+0905–U+0914, U+0915`.
fn code_points(characters: &[(char, Seen)]) -> String {
    let mut out = String::new();
    let follows = |a: &(char, Seen), b: &(char, Seen)| u32::from(a.0) + 1 == u32::from(b.0);
    let stretches: Vec<_> = characters.chunk_by(follows).collect();
    for (i, stretch) in stretches.iter().take(STRETCHES).enumerate() {
        let (first, last) = (u32::from(stretch[0].0), u32::from(stretch[stretch.len() - 1].0));
        let lead = if i == 0 { "" } else { ", " };
        let _ = match first == last {
            true => write!(out, "{lead}U+{first:04X}"),
            false => write!(out, "{lead}U+{first:04X}–U+{last:04X}"),
        };
    }
    let rest: usize = stretches.iter().skip(STRETCHES).map(|stretch| stretch.len()).sum();
    if rest > 0 {
        let _ = write!(out, " and {rest} more");
    }
    out
}

/// The lines of the next places: `a.md:7, a.md:9`.
fn places(spans: &[Span], sources: &Sources) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for span in spans {
        let place = sources.place(*span);
        let line = (&place.source.name, place.start.0);
        if last.is_some_and(|last| last != line) && lines.len() < PLACES {
            lines.push(format!("{}:{}", line.0, line.1));
        }
        last = Some(line);
    }
    lines.join(", ")
}
