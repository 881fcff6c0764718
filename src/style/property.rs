//! ONE TABLE: every property that has an effect, with the values it takes, whether it is inherited, which output
//! heeds it, and how it sets a [`Style`].

use super::measure::{Base, Length, Range};
use super::value::{Kind, Value};
use super::{Align, Break, Caps, Content, Figures, LineHeight, ListStyle, Stroke, Style};
use crate::length::Pt;
use std::sync::Arc;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// As CSS calls it.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether children inherit it.
    pub inherited: bool,
    /// Which output heeds it.
    pub output: Output,
    /// Copies what it sets from one style to another.
    pub copy: fn(&mut Style, &Style),
    /// Sets it.
    pub set: fn(&mut Style, &Value, &Base),
}

/// Which output heeds a property.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Output {
    /// Print and the EPUB.
    Both,
    /// Print.
    Print,
    /// `@page` alone.
    Page,
}

const BREAKS: Kind = Kind::Words(&["auto", "avoid", "page", "always", "right", "recto"]);
const SLOPES: Kind = Kind::Words(&["normal", "italic", "oblique"]);
const CAPS: Kind = Kind::Words(&["normal", "small-caps", "all-small-caps"]);
const ALIGNMENTS: Kind = Kind::Words(&["start", "left", "justify", "center", "end", "right"]);
const SPACES: Kind = Kind::Words(&["normal", "pre", "pre-wrap"]);
const LIST_STYLES: Kind =
    Kind::Words(&["disc", "decimal", "lower-alpha", "lower-roman", "upper-alpha", "upper-roman", "\"–\"", "none"]);
const LIGATURES: Kind = Kind::Words(&["normal", "none"]);
const COLLAPSES: Kind = Kind::Words(&["separate", "collapse"]);
const RISES: Kind = Kind::Size(Range::Signed, &["baseline", "sub", "super", "top"]);
const SPACINGS: Kind = Kind::Size(Range::Signed, &["normal"]);
const CASES: Kind = Kind::Words(&["none", "uppercase"]);
const HYPHENS: Kind = Kind::Words(&["none", "manual", "auto"]);
const TEXT_WRAP: Kind = Kind::Words(&["wrap", "balance"]);
const DISPLAYS: Kind = Kind::Words(&["block", "inline", "inline-block", "none"]);
const RUNS_ON: Kind = Kind::Length(Range::Positive, &["none"]);
const STROKES: Kind = Kind::Words(&["none", "line-through", "underline"]);
const PROTRUSIONS: Kind = Kind::Words(&["none", "auto"]);
const FLOATS: Kind = Kind::Words(&["none", "footnote", "top"]);
const SIGNED: Kind = Kind::Length(Range::Signed, &[]);
const POSITIVE: Kind = Kind::Length(Range::Positive, &[]);
const CAPITALS: Kind = Kind::Words(&["none", "small-caps"]);
const NUMBERED: Kind = Kind::Words(&["none", "all"]);
const COLORS: Kind = Kind::Words(&["none", "print"]);
const WIDTH: Kind = Kind::Length(Range::Positive, &["auto", "none"]);

macro_rules! properties {
    ($($name:literal $inherited:ident $output:ident $kind:expr
        $(, {$($field:tt)+} = |$value:ident, $base:ident| $set:expr)?;)*) => {
        /// All rows. The size of the face is the first, since ems of all others are relative to it.
        pub const ALL: &[Property] = &[$(Property {
            name: $name,
            kind: $kind,
            inherited: Inheritance::$inherited as u8 == Inheritance::Inherited as u8,
            output: Output::$output,
            copy: |_to, _from| { $(_to.$($field)+.clone_from(&_from.$($field)+);)? },
            set: |_style, _value, _base| { $(let ($value, $base) = (_value, _base); _style.$($field)+ = $set;)? },
        }),*];
    };
}

#[derive(Clone, Copy)]
enum Inheritance {
    Inherited,
    Own,
}

properties! {
    // name                inherited output kind, {field} = how its value sets it
    "font-size"            Inherited Both  Kind::Size(Range::Positive, &[]), {size} = |v, b| size(v, b);
    "line-height"          Inherited Both  Kind::LineHeight, {line_height} = |v, b| line_height(v, b);
    "font-family"          Inherited Both  Kind::Families, {families} = |v, _b| families(v);
    "font-weight"          Inherited Both  Kind::Weight, {weight} = |v, _b| weight(v);
    "font-style"           Inherited Both  SLOPES, {italic} = |v, _b| v.word() != "normal";
    "font-variant-caps"    Inherited Both  CAPS, {caps} = |v, _b| caps(v);
    "font-variant-numeric" Inherited Both  Kind::Figures, {figures} = |v, _b| figures(v);
    "font-variant-ligatures" Inherited Both LIGATURES, {ligatures} = |v, _b| v.word() != "none";
    // On pages rules of tables are always one.
    "border-collapse"      Inherited Both  COLLAPSES;
    "-pressmark-acronyms"  Inherited Print CAPITALS, {acronyms} = |v, _b| v.word() != "none";
    "-pressmark-line-numbers" Inherited Print NUMBERED, {line_numbers} = |v, _b| v.word() != "none";
    "-pressmark-code-colors" Inherited Print COLORS, {code_colors} = |v, _b| v.word() != "none";
    "letter-spacing"       Inherited Both  SPACINGS, {letter_spacing} = |v, b| v.length(b);
    "text-transform"       Inherited Both  CASES, {uppercase} = |v, _b| v.word() != "none";
    "color"                Inherited Print Kind::Color, {color} = |v, _b| color(v).unwrap_or_default();
    "text-align"           Inherited Both  ALIGNMENTS, {align} = |v, _b| align(v);
    "text-indent"          Inherited Both  SIGNED, {indent} = |v, b| v.length(b);
    "text-wrap"            Inherited Both  TEXT_WRAP, {balanced} = |v, _b| v.word() == "balance";
    "hyphens"              Inherited Both  HYPHENS, {hyphens} = |v, _b| v.word() == "auto";
    // On pages a word too long for a line is always broken.
    "overflow-wrap"        Inherited Both  Kind::Words(&["normal", "break-word", "anywhere"]);
    "white-space"          Inherited Both  SPACES, {preformatted} = |v, _b| v.word() != "normal";
    // Letters of justified lines become wider or narrower by as much, and marks stand out into the margins.
    "-pressmark-expansion" Inherited Print Kind::Share(10), {expansion} = |v, _b| expansion(v);
    "-pressmark-protrusion" Inherited Print PROTRUSIONS, {protrusion} = |v, _b| v.word() == "auto";
    "orphans"              Inherited Both  Kind::Count, {orphans} = |v, _b| v.count();
    "widows"               Inherited Both  Kind::Count, {widows} = |v, _b| v.count();
    "list-style-type"      Inherited Both  LIST_STYLES, {list_style} = |v, _b| list_style(v);
    "margin-top"           Own       Both  SIGNED, {margin[0]} = |v, b| v.length(b);
    "margin-right"         Own       Both  SIGNED, {margin[1]} = |v, b| v.length(b);
    "margin-bottom"        Own       Both  SIGNED, {margin[2]} = |v, b| v.length(b);
    "margin-left"          Own       Both  SIGNED, {margin[3]} = |v, b| v.length(b);
    "padding-top"          Own       Both  POSITIVE, {padding[0]} = |v, b| v.length(b);
    "padding-right"        Own       Both  POSITIVE, {padding[1]} = |v, b| v.length(b);
    "padding-bottom"       Own       Both  POSITIVE, {padding[2]} = |v, b| v.length(b);
    "padding-left"         Own       Both  POSITIVE, {padding[3]} = |v, b| v.length(b);
    "border-top-width"     Own       Both  POSITIVE, {border[0]} = |v, b| v.length(b);
    "border-right-width"   Own       Both  POSITIVE, {border[1]} = |v, b| v.length(b);
    "border-bottom-width"  Own       Both  POSITIVE, {border[2]} = |v, b| v.length(b);
    "border-left-width"    Own       Both  POSITIVE, {border[3]} = |v, b| v.length(b);
    "background-color"     Own       Print Kind::Color, {background} = |v, _b| color(v);
    "width"                Own       Both  WIDTH, {width} = |v, b| width(v, b);
    "max-width"            Own       Both  WIDTH, {width} = |v, b| width(v, b);
    "break-before"         Own       Both  BREAKS, {break_before} = |v, _b| breaks(v);
    "break-after"          Own       Both  BREAKS, {break_after} = |v, _b| breaks(v);
    "-pressmark-run-on"    Own       Print RUNS_ON, {run_on} = |v, b| width(v, b);
    "break-inside"         Own       Both  Kind::Words(&["auto", "avoid"]), {keep} = |v, _b| v.word() == "avoid";
    "vertical-align"       Own       Both  RISES, {rise} = |v, b| rise(v, b);
    "display"              Own       Both  DISPLAYS, {hidden} = |v, _b| v.word() == "none";
    "text-decoration-line" Own       Both  STROKES, {stroke} = |v, _b| stroke(v);
    "content"              Own       Both  Kind::Content, {content} = |v, _b| content(v);
    "float"                Own       Print FLOATS, {floats} = |v, _b| v.word() == "top";
    "initial-letter"       Own       Print Kind::Count, {initial} = |v, _b| v.count();
    "-pressmark-opening"   Own       Print CAPITALS, {opening} = |v, _b| v.word() != "none";
    // Pages cannot be moved: what is too wide for them is made smaller.
    "overflow"             Own       Both  Kind::Words(&["visible", "auto"]);
    "string-set"           Own       Print Kind::StringSet, {string_set} = |v, _b| string_set(v);
    "column-count"         Own       Print Kind::Count, {columns} = |v, _b| v.count();
    "column-gap"           Own       Print POSITIVE, {column_gap} = |v, b| v.length(b);
    "size"                 Own       Page  Kind::Paper;
}

/// The row of a property, as an index into [`ALL`].
pub fn find(name: &str) -> Option<usize> {
    ALL.iter().position(|property| property.name == name)
}

/// Type of no size cannot be set, nor type that no sheet of paper holds.
fn size(value: &Value, base: &Base) -> Pt {
    value.length(base).clamp(Pt::ONE, Pt::ONE * 2000)
}

fn line_height(value: &Value, base: &Base) -> LineHeight {
    match value {
        Value::Number(number) => LineHeight::Times((number * 1e6).round() as i64),
        // A percentage or an em is the element's own: what is inherited is the length.
        Value::Length(length) => LineHeight::Fixed(length.resolve(base)),
        _ => LineHeight::NORMAL,
    }
}

fn families(value: &Value) -> Arc<[String]> {
    if let Value::Families(list) = value { list.clone() } else { Arc::new([]) }
}

fn weight(value: &Value) -> u16 {
    if let Value::Number(number) = value { *number as u16 } else { 400 }
}

fn expansion(value: &Value) -> u8 {
    if let Value::Number(percent) = value { (percent * 10.0).round() as u8 } else { 0 }
}

fn caps(value: &Value) -> Caps {
    match value.word() {
        "small-caps" => Caps::Small,
        "all-small-caps" => Caps::AllSmall,
        _ => Caps::Normal,
    }
}

fn figures(value: &Value) -> Figures {
    if let Value::Figures(figures) = value { *figures } else { Figures::default() }
}

fn content(value: &Value) -> Vec<Content> {
    if let Value::Content(pieces) = value { pieces.clone() } else { Vec::new() }
}

fn string_set(value: &Value) -> Option<String> {
    if let Value::StringSet(name) = value { name.clone() } else { None }
}

fn color(value: &Value) -> Option<[u8; 3]> {
    if let Value::Color(color) = value { *color } else { None }
}

/// `left` and `right` are read as they are meant in a text from left to right: where a line begins and ends.
fn align(value: &Value) -> Align {
    match value.word() {
        "justify" => Align::Justify,
        "center" => Align::Center,
        "end" | "right" => Align::End,
        _ => Align::Start,
    }
}

fn stroke(value: &Value) -> Stroke {
    match value.word() {
        "line-through" => Stroke::Through,
        "underline" => Stroke::Under,
        _ => Stroke::None,
    }
}

fn list_style(value: &Value) -> ListStyle {
    match value.word() {
        "decimal" => ListStyle::Decimal,
        "lower-alpha" => ListStyle::LowerAlpha,
        "lower-roman" => ListStyle::LowerRoman,
        "upper-alpha" => ListStyle::UpperAlpha,
        "upper-roman" => ListStyle::UpperRoman,
        "\"–\"" => ListStyle::Dash,
        "none" => ListStyle::None,
        _ => ListStyle::Disc,
    }
}

fn width(value: &Value, base: &Base) -> Option<Pt> {
    if let Value::Length(length) = value { Some(length.resolve(base)) } else { None }
}

fn breaks(value: &Value) -> Break {
    match value.word() {
        "avoid" => Break::Avoid,
        "page" | "always" => Break::Page,
        "right" | "recto" => Break::Recto,
        _ => Break::Auto,
    }
}

/// Small raised figures are set at about two thirds of the text's size: these rises suit them.
fn rise(value: &Value, base: &Base) -> Pt {
    match value.word() {
        "sub" => Length::Em(-0.2).resolve(base),
        "super" => Length::Em(0.45).resolve(base),
        _ => value.length(base),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_one_row_and_the_size_comes_first() {
        for (i, property) in ALL.iter().enumerate() {
            assert_eq!(find(property.name), Some(i));
        }
        assert_eq!(ALL[0].name, "font-size");
    }

    #[test]
    fn every_row_copies_what_it_sets() {
        let base = Base { size: Pt::ONE * 10, ..Base::default() };
        let changed = [
            ("font-size", Value::Length(Length::Points(7.0))),
            ("margin-left", Value::Length(Length::Em(1.0))),
            ("-pressmark-expansion", Value::Number(2.5)),
            ("break-before", Value::Word("right")),
            ("string-set", Value::StringSet(Some("x".into()))),
            ("background-color", Value::Color(Some([1, 2, 3]))),
        ];
        for (name, value) in changed {
            let property = ALL[find(name).unwrap()];
            let (mut set, mut copied) = (Style::default(), Style::default());
            (property.set)(&mut set, &value, &base);
            assert_ne!(set, copied, "{name}");
            (property.copy)(&mut copied, &set);
            assert_eq!(set, copied, "{name}");
        }
    }
}
