//! Findings and errors as text: as rustc prints them (file, line, caret, hint), short, or JSON, one object a line.

use super::{Diagnostic, Level};
use crate::error::{Error, Location};
use crate::source::Sources;
use std::fmt::Write;

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// With the line they stand on.
    Human(Ink),
    /// One line each: `file:line:column: level[rule]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// Whether human output is colored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// With ANSI colors.
    Color,
    /// Without.
    Plain,
}

/// How many characters of a long source line are shown around the place.
const WINDOW: usize = 96;

/// One finding as text, with its line end.
pub fn finding(diagnostic: &Diagnostic, sources: &Sources, format: Format) -> String {
    let known = diagnostic.span.filter(|span| (span.source as usize) < sources.len());
    let place = diagnostic.place.clone().or_else(|| known.map(|span| Location::of(sources, span)));
    let message = Message {
        level: if diagnostic.level == Level::Deny { "error" } else { "warning" },
        rule: diagnostic.rule.name,
        text: &diagnostic.message,
        hints: &diagnostic.hints,
        place,
    };
    message.print(format)
}

/// An error as text, with its line end.
pub fn error(error: &Error, format: Format) -> String {
    let hints: Vec<String> = error.hint().into_iter().map(str::to_owned).collect();
    let text = error.to_string();
    let place = error.location().cloned();
    Message { level: "error", rule: "", text: &text, hints: &hints, place }.print(format)
}

/// The part of the line around a place, and the place's column and width in it.
fn window(at: &Location) -> (String, usize, usize) {
    let characters: Vec<char> = at.text.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let start = if characters.len() <= WINDOW { 0 } else { at.column.saturating_sub(WINDOW / 3) };
    let end = (start + WINDOW).min(characters.len());
    let start = start.min(end);
    let head = if start > 0 { "…" } else { "" };
    let tail = if end < characters.len() { "…" } else { "" };
    let shown: String = characters[start..end].iter().collect();
    let column = at.column - 1 - start.min(at.column - 1) + head.chars().count();
    let width = at.width.min((end - start + 1).saturating_sub(column).max(1));
    (format!("{head}{shown}{tail}"), column, width)
}

struct Message<'m> {
    level: &'static str,
    rule: &'static str,
    text: &'m str,
    hints: &'m [String],
    place: Option<Location>,
}

impl Message<'_> {
    fn print(&self, format: Format) -> String {
        match format {
            Format::Human(ink) => self.human(ink),
            Format::Short => self.short(),
            Format::Json => self.json(),
        }
    }

    fn head(&self) -> String {
        if self.rule.is_empty() { self.level.to_owned() } else { format!("{}[{}]", self.level, self.rule) }
    }

    fn short(&self) -> String {
        let place =
            self.place.as_ref().map(|p| format!("{}:{}:{}: ", p.path.display(), p.line, p.column)).unwrap_or_default();
        format!("{place}{}: {}\n", self.head(), self.text)
    }

    fn json(&self) -> String {
        let mut object = serde_json::json!({ "level": self.level, "message": self.text, "hints": self.hints });
        if !self.rule.is_empty() {
            object["rule"] = self.rule.into();
        }
        if let Some(place) = &self.place {
            object["file"] = place.path.display().to_string().into();
            object["line"] = place.line.into();
            object["column"] = place.column.into();
            object["width"] = place.width.into();
        }
        format!("{object}\n")
    }

    fn human(&self, ink: Ink) -> String {
        let hue = if self.level == "error" { "1;31" } else { "1;33" };
        let paint = |code: &str, text: &str| match ink {
            Ink::Color => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Ink::Plain => text.to_owned(),
        };
        let mut out = format!("{}{}\n", paint(hue, &self.head()), paint("1", &format!(": {}", self.text)));
        let gutter = self.place.as_ref().map_or(1, |place| place.line.to_string().len());
        let bar = paint("1;34", "|");
        if let Some(place) = &self.place {
            let (text, column, width) = window(place);
            let arrow = paint("1;34", "-->");
            let number = paint("1;34", &place.line.to_string());
            let carets = paint(hue, &"^".repeat(width));
            let _ = writeln!(out, "{:gutter$}{arrow} {}:{}:{}", "", place.path.display(), place.line, place.column);
            let _ = writeln!(out, "{:gutter$} {bar}", "");
            let _ = writeln!(out, "{number} {bar} {text}");
            let _ = writeln!(out, "{:gutter$} {bar} {:column$}{carets}", "", "");
        }
        for hint in self.hints {
            let _ = writeln!(out, "{:gutter$} {} help: {hint}", "", paint("1;34", "="));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use crate::source::Span;

    fn found() -> (Diagnostic, Sources) {
        let mut sources = Sources::default();
        let source = sources.add("tale.txt", "One.\nSee (§ Two) now.\n");
        let span = Span::new(source, 10..17);
        let found = Diagnostic::new(&rules::UNRESOLVED_LINK, span, "`§ Two` is not in the book").hint("Look at § One.");
        (found, sources)
    }

    #[test]
    fn a_finding_shows_its_line_with_a_caret_below_its_place() {
        let (found, sources) = found();
        let text = finding(&found, &sources, Format::Human(Ink::Plain));
        let expected = "warning[unresolved-link]: `§ Two` is not in the book\n --> tale.txt:2:6\n  |\n\
                        2 | See (§ Two) now.\n  |      ^^^^^^\n  = help: Look at § One.\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn short_and_json_are_one_line() {
        let (found, sources) = found();
        let short = finding(&found, &sources, Format::Short);
        assert_eq!(short, "tale.txt:2:6: warning[unresolved-link]: `§ Two` is not in the book\n");
        let json: serde_json::Value = serde_json::from_str(&finding(&found, &sources, Format::Json)).unwrap();
        assert_eq!((json["rule"].as_str(), json["line"].as_u64()), (Some("unresolved-link"), Some(2)));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let mut sources = Sources::default();
        let text = format!("{}needle{}", "hay ".repeat(200), " hay".repeat(200));
        let source = sources.add("long.txt", text);
        let found = Diagnostic::new(&rules::UNPAIRED_QUOTE, Span::new(source, 800..806), "here");
        let shown = finding(&found, &sources, Format::Human(Ink::Plain));
        let lines: Vec<&str> = shown.lines().collect();
        let caret = lines[4].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[3].chars().skip(caret).take(6).collect::<String>(), "needle");
        assert!(lines[3].chars().count() < 120);
    }
}
