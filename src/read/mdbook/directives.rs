//! What mdBook itself does to a chapter. In: a chapter's text and its sections. Out: lines of Rust code that mdBook hides
//! are taken out; its directives, which are not carried out, are findings.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{BlockKind, Section, Text};
use crate::source::{Sources, Span};

/// The directives of mdBook's own preprocessors.
const DIRECTIVES: &[&str] = &["include", "rustdoc_include", "playground", "playpen", "title", "template"];

/// Reports the directives in source number `source`.
pub fn report(source: u16, sources: &Sources, sink: &mut Sink) {
    let text = &sources.of(Span::new(source, 0..0)).text;
    for (at, _) in text.match_indices("{{#") {
        let name = text[at + 3..].split(|c: char| c.is_whitespace() || c == '}').next().unwrap_or("");
        if !DIRECTIVES.contains(&name) || text[..at].ends_with('\\') {
            continue;
        }
        let span = Span::new(source, at..at + 3 + name.len());
        let finding = Diagnostic::new(&rules::UNREAD_DIRECTIVE, span, format!("`{{{{#{name}}}}}` is not carried out"))
            .hint("Put what it stands for into the text, or let mdBook's Markdown renderer do so first.");
        sink.report(finding);
    }
}

/// Takes the hidden lines out of all Rust code below a section.
pub fn hide_lines(section: &mut Section) {
    section.walk_mut(&mut |section| {
        for block in &mut section.blocks {
            block.walk_mut(&mut |block| {
                if let BlockKind::Code { language, text } = &mut block.kind
                    && language.as_deref() == Some("rust")
                {
                    *text = shown(std::mem::take(text));
                }
            });
        }
    });
}

/// Rust code without the lines that begin with `# `; what begins with `##` loses one of them.
fn shown(mut text: Text) -> Text {
    if !text.as_str().lines().any(|line| line.trim_start().starts_with('#')) {
        return text;
    }
    let mut at = text.as_str().len();
    let lengths: Vec<usize> = text.as_str().split_inclusive('\n').map(str::len).collect();
    let mut lines = Vec::new();
    for length in lengths.into_iter().rev() {
        at -= length;
        let mut line = text.split_off(at);
        let code = line.as_str().trim_start();
        let indent = line.as_str().len() - code.len();
        let code = code.trim_end();
        if code == "#" || code.starts_with("# ") {
            continue;
        }
        if code.starts_with("##") {
            line.replace(indent..indent + 1, "");
        }
        lines.push(line);
    }
    let mut out = Text::default();
    lines.into_iter().rev().for_each(|line| out.append(line));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_go_and_attributes_stay() {
        let code = "# use std::io;\n#[test]\nfn a() {\n    # hidden();\n    ##\n#\n}";
        let text = shown(Text::new(code, Span::new(0, 0..code.len())));
        assert_eq!(text.as_str(), "#[test]\nfn a() {\n    #\n}");
        assert_eq!(text.span_of(0..7), Span::new(0, 15..22));
    }
}
