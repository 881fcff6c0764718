//! Runs of inlines: cut, trimmed, taken as program text.

use crate::model::{Inline, Text, flat_text};

/// What of a run comes from behind byte `at` of the source.
pub fn cut(inlines: &mut Vec<Inline>, at: u32) -> Vec<Inline> {
    for index in 0..inlines.len() {
        if let Inline::Text(text) = &mut inlines[index]
            && text.span().end > at
        {
            let byte = text.byte_of(at);
            let tail = text.split_off(byte);
            let mut out = vec![Inline::Text(tail)];
            out.extend(inlines.drain(index + 1..));
            return out;
        }
        if matches!(inlines[index], Inline::LineBreak) {
            return inlines.split_off(index + 1);
        }
    }
    Vec::new()
}

/// A run without the spaces and line ends at its edges.
pub fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    loop {
        match inlines.last_mut() {
            Some(Inline::LineBreak) => {}
            Some(Inline::Text(text)) => {
                let end = text.as_str().trim_end_matches([' ', '\n']).len();
                text.split_off(end);
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        inlines.pop();
    }
    let mut first = 0;
    for inline in &mut inlines {
        match inline {
            Inline::LineBreak => {}
            Inline::Text(text) => {
                let start = text.as_str().len() - text.as_str().trim_start_matches([' ', '\n']).len();
                *text = text.split_off(start);
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        first += 1;
    }
    inlines.drain(..first);
    inlines
}

/// A run whose text is program text.
pub fn as_code(inlines: Vec<Inline>) -> Vec<Inline> {
    let code = |inline| match inline {
        Inline::Text(text) => Inline::Code(text),
        mut other => {
            if let Some(body) = other.children_mut() {
                *body = as_code(std::mem::take(body));
            }
            other
        }
    };
    inlines.into_iter().map(code).collect()
}

/// Program text without its last line end. What else stands in it, which HTML allows, is no more than its text.
pub fn code(inlines: Vec<Inline>) -> Text {
    let mut text = Text::default();
    gather(inlines, &mut text);
    let end = text.as_str().strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    if let Some(end) = end {
        text.split_off(end);
    }
    text
}

/// Program text in a run, each of its lines a line.
pub fn code_lines(text: &Text) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.as_str().split('\n') {
        if at > 0 {
            out.push(Inline::LineBreak);
        }
        if !line.is_empty() {
            out.push(Inline::Code(text.slice(at..at + line.len())));
        }
        at += line.len() + 1;
    }
    out
}

fn gather(inlines: Vec<Inline>, out: &mut Text) {
    for mut inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.append(text),
            Inline::LineBreak => out.append(Text::new("\n", out.span())),
            Inline::Image(picture) => out.append(Text::new(picture.alt, picture.span)),
            _ => gather(inline.children_mut().map(std::mem::take).unwrap_or_default(), out),
        }
    }
}

/// Whether white space stands in a run.
pub fn has_space(inlines: &[Inline]) -> bool {
    flat_text(inlines).contains(char::is_whitespace)
}
