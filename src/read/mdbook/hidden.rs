//! Lines of code that mdBook hides. In: a block. Out: the same without those lines: of Rust the ones that
//! begin with `# `, of other languages those that begin with what the block or the project says.

use crate::model::{Block, BlockKind, Text};
use crate::source::Sources;
use std::collections::BTreeMap;

/// Takes the hidden lines out of the code in a block. `prefixes` are those that the project gives languages.
pub fn hide_lines(block: &mut Block, prefixes: &BTreeMap<String, String>, sources: &Sources) {
    block.walk_mut(&mut |block| hide_in(block, prefixes, sources));
}

fn hide_in(block: &mut Block, prefixes: &BTreeMap<String, String>, sources: &Sources) {
    let written = sources.slice(block.span);
    let BlockKind::Code { language: Some(language), text } = &mut block.kind else { return };
    if language == "rust" {
        *text = shown(std::mem::take(text), rust);
        return;
    }
    // The words behind the language: `python,hidelines=!!!`.
    let info = written.lines().next().unwrap_or("");
    let own = info.split([' ', '\t', ',', '{', '}']).find_map(|word| word.strip_prefix("hidelines="));
    if let Some(prefix) = own.or(prefixes.get(language).map(String::as_str)).filter(|prefix| !prefix.is_empty()) {
        let line = |code: &str| if code.starts_with(prefix) { Line::Hidden } else { Line::Shown };
        *text = shown(std::mem::take(text), line);
    }
}

/// What becomes of a line.
enum Line {
    Shown,
    Hidden,
    /// It is shown without its first character.
    Unescaped,
}

/// A line of Rust without its indent.
fn rust(code: &str) -> Line {
    let code = code.trim_end();
    match code {
        "#" => Line::Hidden,
        code if code.starts_with("# ") => Line::Hidden,
        code if code.starts_with("##") => Line::Unescaped,
        _ => Line::Shown,
    }
}

/// The lines of `text` that are shown.
fn shown(mut text: Text, line: impl Fn(&str) -> Line) -> Text {
    if !text.as_str().lines().any(|code| !matches!(line(code.trim_start()), Line::Shown)) {
        return text;
    }
    let mut at = text.as_str().len();
    let lengths: Vec<usize> = text.as_str().split_inclusive('\n').map(str::len).collect();
    let mut lines = Vec::new();
    for length in lengths.into_iter().rev() {
        at -= length;
        let mut whole = text.split_off(at);
        let code = whole.as_str().trim_start();
        let indent = whole.as_str().len() - code.len();
        match line(code) {
            Line::Hidden => continue,
            Line::Unescaped => whole.replace(indent..indent + 1, ""),
            Line::Shown => {}
        }
        lines.push(whole);
    }
    let mut out = Text::default();
    lines.into_iter().rev().for_each(|line| out.append(line));
    // Where the last lines are hidden, the one before them is the last.
    if out.as_str().ends_with('\n') {
        out.split_off(out.as_str().len() - 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn hidden_lines_go_and_attributes_stay() {
        let code = "# use std::io;\n#[test]\nfn a() {\n    # hidden();\n    ##\n#\n}";
        let text = shown(Text::new(code, Span::new(0, 0..code.len())), rust);
        assert_eq!(text.as_str(), "#[test]\nfn a() {\n    #\n}");
        assert_eq!(text.span_of(0..7), Span::new(0, 15..22));
        assert_eq!(shown(Text::new("a\n# b", Span::new(0, 0..5)), rust).as_str(), "a");
    }
}
