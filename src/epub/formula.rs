//! Formulas as MathML. In: the tree of a formula. Out: a `math` element that says its source to those who cannot see it.
//! What MathML Core leaves to CSS stands in `style`, and besides, for older readers, in the attributes of MathML 3.

use super::markup::escape;
use crate::math::tree::{CellAlign, Em, Form, Manner, Node, Operator, Table, TableCell, TextFace};
use crate::math::{Formula, Place};
use std::fmt::Write;

/// How a file is told that has formulas.
pub const ELEMENT: &str = "<math ";

/// The element of a formula.
pub fn mathml(formula: &Formula) -> String {
    let mut out = String::new();
    let display = if formula.place == Place::Display { " display=\"block\"" } else { "" };
    let _ = write!(out, "{ELEMENT}xmlns=\"http://www.w3.org/1998/Math/MathML\"{display} alttext=\"");
    // A line end in an attribute is a space to those who read it.
    escape(&formula.tex.split_whitespace().collect::<Vec<_>>().join(" "), &mut out);
    out.push_str("\">");
    node(&formula.tree, &mut out);
    out.push_str("</math>");
    out
}

fn node(part: &Node, out: &mut String) {
    match part {
        Node::Row(body, manner) => {
            let mrow = |out: &mut String| {
                let _ = write!(out, "<mrow{}>", styled(&declarations(manner)));
                body.iter().for_each(|part| node(part, out));
                out.push_str("</mrow>");
            };
            in_style(manner, mrow, out);
        }
        Node::Identifier { text, upright } => {
            let normal = *upright && text.chars().count() == 1;
            leaf("mi", if normal { " mathvariant=\"normal\"" } else { "" }, text, out);
        }
        Node::Number(text) => leaf("mn", "", text, out),
        Node::Operator(operator) => leaf("mo", &operator_attributes(operator), &operator.text, out),
        Node::Text { text, face } => words(text, *face, out),
        Node::Unknown(name) => words(name, TextFace::Typewriter, out),
        Node::Space(width) if width.0 < 0 => {
            let _ = write!(out, "<mspace style=\"margin-left: {}\"/>", em(*width));
        }
        Node::Space(width) => {
            let _ = write!(out, "<mspace width=\"{}\"/>", em(*width));
        }
        Node::Scripts { base, behind, before } => scripts(base, behind, before, out),
        Node::Limits { base, under, over, accent } => {
            let (name, said) = match (under, over) {
                (Some(_), Some(_)) => ("munderover", ""),
                (Some(_), None) => ("munder", "accentunder"),
                _ => ("mover", "accent"),
            };
            let said = if *accent && !said.is_empty() { format!(" {said}=\"true\"") } else { String::new() };
            let _ = write!(out, "<{name}{said}>");
            [Some(base), under.as_ref(), over.as_ref()].into_iter().flatten().for_each(|part| node(part, out));
            let _ = write!(out, "</{name}>");
        }
        Node::Fraction { above, below, bar, manner } => {
            let bar = bar.map_or(String::new(), |bar| format!(" linethickness=\"{}\"", em(bar)));
            let mfrac = |out: &mut String| {
                let _ = write!(out, "<mfrac{bar}>");
                node(above, out);
                node(below, out);
                out.push_str("</mfrac>");
            };
            in_style(manner, mfrac, out);
        }
        Node::Root { body, degree: None } => inside("msqrt", body, out),
        Node::Root { body, degree: Some(degree) } => {
            out.push_str("<mroot>");
            node(body, out);
            node(degree, out);
            out.push_str("</mroot>");
        }
        Node::Padded { body, flat, narrow, beside } => {
            let height = if *flat { " height=\"0\" depth=\"0\"" } else { "" };
            let width = if *narrow { " width=\"0\"" } else { "" };
            let sides = match beside {
                [Em(0), Em(0)] => String::new(),
                [left, right] => format!(" style=\"padding-left: {}; padding-right: {}\"", em(*left), em(*right)),
            };
            let _ = write!(out, "<mpadded{width}{height}{sides}>");
            node(body, out);
            out.push_str("</mpadded>");
        }
        Node::Phantom(body) => inside("mphantom", body, out),
        // What it says of its style, it says itself, but for being a script: so a wide one can be as wide as the page.
        Node::Table(content) => {
            let level = content.manner.level.filter(|&level| level > 0);
            in_style(&Manner { level, ..Manner::default() }, |out| table(content, out), out);
        }
        Node::Enclosed { body, rising, falling, boxed } => {
            let names = [(*rising, "updiagonalstrike"), (*falling, "downdiagonalstrike"), (*boxed, "box")];
            let frame = if *boxed { " style=\"border: 0.05em solid; padding: 0.2em\"" } else { "" };
            let names: Vec<&str> = names.iter().filter(|(so, _)| *so).map(|(_, name)| *name).collect();
            let _ = write!(out, "<menclose notation=\"{}\"{frame}>", names.join(" "));
            node(body, out);
            out.push_str("</menclose>");
        }
    }
}

fn leaf(name: &str, attributes: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{name}{attributes}>");
    escape(text, out);
    let _ = write!(out, "</{name}>");
}

fn inside(name: &str, body: &Node, out: &mut String) {
    let _ = write!(out, "<{name}>");
    match body {
        Node::Row(parts, manner) if *manner == Manner::default() => parts.iter().for_each(|part| node(part, out)),
        _ => node(body, out),
    }
    let _ = write!(out, "</{name}>");
}

/// Words: their face is a matter of style.
fn words(text: &str, face: TextFace, out: &mut String) {
    let style = match face {
        TextFace::Roman => "",
        TextFace::Bold => " style=\"font-weight: bold\"",
        TextFace::Italic => " style=\"font-style: italic\"",
        TextFace::BoldItalic => " style=\"font-weight: bold; font-style: italic\"",
        TextFace::Typewriter => " style=\"font-family: monospace\"",
        TextFace::SmallCaps => " style=\"font-variant-caps: small-caps\"",
        TextFace::SansSerif => " style=\"font-family: sans-serif\"",
    };
    leaf("mtext", style, text, out);
}

fn scripts(base: &Node, behind: &[[Option<Node>; 2]], before: &[[Option<Node>; 2]], out: &mut String) {
    let (name, single) = match (behind, before) {
        ([[Some(_), None]], []) => ("msub", true),
        ([[None, Some(_)]], []) => ("msup", true),
        ([[Some(_), Some(_)]], []) => ("msubsup", true),
        _ => ("mmultiscripts", false),
    };
    let _ = write!(out, "<{name}>");
    node(base, out);
    let mut write = |script: &Option<Node>| match script {
        Some(script) => node(script, out),
        None if single => {}
        None => out.push_str("<mrow></mrow>"),
    };
    behind.iter().flatten().for_each(&mut write);
    if !before.is_empty() {
        out.push_str("<mprescripts/>");
        for script in before.iter().flatten() {
            match script {
                Some(script) => node(script, out),
                None => out.push_str("<mrow></mrow>"),
            }
        }
    }
    let _ = write!(out, "</{name}>");
}

fn table(table: &Table, out: &mut String) {
    let numbered = table.rows.iter().any(|row| row.tag.is_some());
    let sides = ["border-left", "border-top", "border-bottom"];
    let rules = sides.into_iter().zip(table.rules);
    let mut style: Vec<String> = rules.filter(|(_, so)| *so).map(|(side, _)| rule(side)).collect();
    style.extend(numbered.then(|| "width: 100%".to_owned()));
    // Tables set their cells as in running text unless they say otherwise themselves.
    let display = if table.manner.display == Some(true) { " displaystyle=\"true\"" } else { "" };
    let _ = write!(out, "<mtable{display}{}>", styled(&style));
    for row in &table.rows {
        out.push_str("<mtr>");
        // A column on either side keeps the equations in the middle.
        if numbered {
            out.push_str("<mtd style=\"width: 50%\"></mtd>");
        }
        row.cells.iter().for_each(|cell| table_cell(cell, out));
        if numbered {
            out.push_str("<mtd style=\"width: 50%; text-align: right\">");
            words(row.tag.as_deref().unwrap_or_default(), TextFace::Roman, out);
            out.push_str("</mtd>");
        }
        out.push_str("</mtr>");
    }
    out.push_str("</mtable>");
}

fn table_cell(cell: &TableCell, out: &mut String) {
    let mut style = Vec::new();
    let align = match cell.align {
        CellAlign::Left => " columnalign=\"left\"",
        CellAlign::Center => "",
        CellAlign::Right => " columnalign=\"right\"",
    };
    match cell.align {
        CellAlign::Left => style.push("text-align: left; justify-items: start".to_owned()),
        CellAlign::Center => {}
        CellAlign::Right => style.push("text-align: right; justify-items: end".to_owned()),
    }
    for (side, padding) in ["padding-left", "padding-right"].iter().zip(cell.padding) {
        style.extend(padding.map(|padding| format!("{side}: {}", em(padding))));
    }
    style.extend(cell.tight.then(|| "padding-top: 0; padding-bottom: 0".to_owned()));
    let rules = [("border-right", cell.rules[0]), ("border-top", cell.rules[1])];
    style.extend(rules.iter().filter(|(_, so)| *so).map(|(side, _)| rule(side)));
    let _ = write!(out, "<mtd{align}{}>", styled(&style));
    node(&cell.body, out);
    out.push_str("</mtd>");
}

fn rule(side: &str) -> String {
    format!("{side}: 0.05em solid")
}

fn styled(declarations: &[String]) -> String {
    if declarations.is_empty() { String::new() } else { format!(" style=\"{}\"", declarations.join("; ")) }
}

/// Writes a part in its style: MathML 3 knows that of `mstyle` alone.
fn in_style(manner: &Manner, write: impl FnOnce(&mut String), out: &mut String) {
    let mut attributes = String::new();
    if let Some(display) = manner.display {
        let _ = write!(attributes, " displaystyle=\"{display}\"");
    }
    if let Some(level) = manner.level {
        let _ = write!(attributes, " scriptlevel=\"{level}\"");
    }
    if attributes.is_empty() {
        return write(out);
    }
    let _ = write!(out, "<mstyle{attributes}>");
    write(out);
    out.push_str("</mstyle>");
}

fn declarations(manner: &Manner) -> Vec<String> {
    let cramped = manner.cramped.then(|| "math-shift: compact".to_owned());
    let color = manner.color.map(|[red, green, blue]| format!("color: #{red:02x}{green:02x}{blue:02x}"));
    cramped.into_iter().chain(color).collect()
}

fn operator_attributes(operator: &Operator) -> String {
    let mut out = String::new();
    let form = operator.form.map(|form| match form {
        Form::Prefix => "prefix",
        Form::Infix => "infix",
        Form::Postfix => "postfix",
    });
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{value}\"");
        }
    };
    add("form", form.map(str::to_owned));
    add("lspace", operator.before.map(em));
    add("rspace", operator.behind.map(em));
    let flags = [
        ("stretchy", operator.stretchy),
        ("symmetric", operator.symmetric),
        ("largeop", operator.large),
        ("movablelimits", operator.movable_limits),
    ];
    flags.into_iter().for_each(|(name, flag)| add(name, flag.map(|flag| flag.to_string())));
    add("minsize", operator.size.map(em));
    add("maxsize", operator.size.map(em));
    // A combining sign reaches back over the letter before it, of which there is none: it gets the room.
    let combining = |c| matches!(c, '\u{20D0}'..='\u{20FF}');
    if operator.stretchy == Some(false) && operator.text.starts_with(combining) {
        out.push_str(&styled(&["padding-left: 0.5em".to_owned()]));
    }
    out
}

/// A length as CSS writes it.
fn em(length: Em) -> String {
    let (sign, parts) = (if length.0 < 0 { "-" } else { "" }, length.0.unsigned_abs());
    let digits = format!("{sign}{}.{:04}", parts / 10_000, parts % 10_000);
    let digits = digits.trim_end_matches('0').trim_end_matches('.').to_owned();
    if parts == 0 { "0".to_owned() } else { digits + "em" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Macros, read};
    use crate::source::Span;

    #[test]
    fn a_formula_says_its_source() {
        let read = read("\\frac{a}{b} <\n1", Place::Display, &Macros::default(), Span::default()).unwrap();
        let mathml = mathml(&read.formula);
        assert!(
            mathml.starts_with(
                "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\" alttext=\"\\frac{a}{b} &lt; 1\">"
            ),
            "{mathml}"
        );
        assert!(mathml.contains("<mfrac><mi>a</mi><mi>b</mi></mfrac><mo>&lt;</mo><mn>1</mn>"), "{mathml}");
    }

    #[test]
    fn lengths_have_no_needless_figures() {
        assert_eq!([Em(0), Em(10_000), Em(-1667), Em(2222)].map(em), ["0", "1em", "-0.1667em", "0.2222em"]);
    }
}
