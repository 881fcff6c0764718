//! The EPUB's sheet. In: the rules for the screen. Out: canonical CSS that old reading systems bear: no page rules,
//! colors, functions or custom properties; lengths in em or per cent; size and leading of the text left to the reader.

use super::cascade::compute;
use super::declare::Declaration;
use super::measure::{Base, Length};
use super::property::{ALL, Output, Property};
use super::rules::{Reach, Rule, Rules};
use super::selector::{Compound, Selector, Simple};
use super::sheet::EmbeddedFace;
use super::value::{GENERIC, Value};
use super::{Content, Figures, Node, Pseudo, Style};
use crate::language::{Direction, Lang};
use crate::numeral::Digits;
use std::collections::BTreeMap;
use std::fmt::Write;

const ROOT: Node = Node { name: "html", class: "", id: "", lang: Lang::UND, first: true, previous: None, parent: None };
const SIDES: [&str; 4] = ["top", "right", "bottom", "left"];

/// Writes the sheet. `base` is what lengths relative to the root are relative to in print; `faces` are those that the
/// EPUB embeds; `used` says whether it has anything that a compound could match: what it has not needs no rule, and readers
/// with little memory no large sheet. The sheet's left and right are where a left-to-right text starts and ends: books of the other direction
/// are mirrored, as their pages are, and lists numbered in the digits that their pages are numbered in.
pub fn emit(
    rules: &Rules,
    base: Base,
    script: (Direction, Digits),
    faces: &[EmbeddedFace],
    used: &dyn Fn(&Compound) -> bool,
) -> String {
    let mut out = String::new();
    for face in faces {
        let style = if face.italic { "italic" } else { "normal" };
        let (family, href) = (quoted(&face.family), quoted(&face.href));
        let weight = face.weight;
        let _ = writeln!(
            out,
            "@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; src: url({href}) }}"
        );
    }
    let declared = rules.matching(&ROOT, None).into_iter().flat_map(|rule| &rule.declarations);
    let root = Style { size: base.root_size, ..compute(declared, None, base) };
    let mut reaches = rules.reaches.iter().peekable();
    for (at, rule) in rules.all.iter().enumerate() {
        let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
        while let Some(reach) = reaches.next_if(|reach| reach.rule == at) {
            if !reach.selector.compounds().all(used) {
                continue;
            }
            let block = Block::new(rules, reach, rule, &root, base, script).text();
            match blocks.iter_mut().find(|(text, _)| *text == block) {
                Some((_, selectors)) => selectors.push(reach.selector.to_string()),
                None => blocks.push((block, vec![reach.selector.to_string()])),
            }
        }
        for (block, selectors) in blocks.into_iter().filter(|(block, _)| !block.is_empty()) {
            let _ = writeln!(out, "{} {{ {block} }}", selectors.join(", "));
        }
    }
    out
}

/// The declarations of a rule for one of its selectors: ems depend on the element.
struct Block<'a> {
    selector: &'a Selector,
    declared: BTreeMap<usize, &'a Declaration>,
    style: Style,
    base: Base,
    direction: Direction,
    digits: Digits,
    lines: Vec<String>,
}

impl<'a> Block<'a> {
    fn new(
        rules: &Rules,
        reach: &'a Reach,
        rule: &'a Rule,
        root: &Style,
        base: Base,
        (direction, digits): (Direction, Digits),
    ) -> Block<'a> {
        let mut declared: BTreeMap<usize, &Declaration> = BTreeMap::new();
        for declaration in &rule.declarations {
            let stronger =
                declared.get(&declaration.property).is_some_and(|one| one.important && !declaration.important);
            if !stronger {
                declared.insert(declaration.property, declaration);
            }
        }
        let style = example(rules, &reach.selector, rule, root, base);
        Block { selector: &reach.selector, declared, style, base, direction, digits, lines: Vec::new() }
    }

    fn text(mut self) -> String {
        if !self.readable() {
            return String::new();
        }
        let declared = std::mem::take(&mut self.declared);
        let mut declared: Vec<(&Property, &Declaration)> =
            declared.into_iter().map(|(row, declaration)| (&ALL[row], declaration)).collect();
        declared.retain(|(property, _)| property.output == Output::Both);
        if self.selector.sets_the_text() {
            declared.retain(|(property, _)| !["font-size", "line-height"].contains(&property.name));
        }
        for name in ["margin", "padding", "border"] {
            self.sides(name, &mut declared);
        }
        for (property, declaration) in declared {
            self.line(property.name, &declaration.value, declaration.important);
        }
        self.lines.join("; ")
    }

    /// Whether reading systems have the generated box and can make its content.
    fn readable(&self) -> bool {
        let made = |declaration: &&Declaration| match &declaration.value {
            Value::Content(pieces) => pieces.iter().all(|piece| matches!(piece, Content::Text(_))),
            _ => true,
        };
        let pseudo = matches!(self.selector.pseudo, None | Some(Pseudo::Before | Pseudo::After));
        pseudo && self.declared.values().all(made)
    }

    /// Four sides that are all set become one shorthand.
    fn sides(&mut self, name: &str, declared: &mut Vec<(&Property, &Declaration)>) {
        let ends = if name == "border" { "-width" } else { "" };
        let longhands = SIDES.map(|side| format!("{name}-{side}{ends}"));
        let found: Vec<&Declaration> = longhands
            .iter()
            .filter_map(|longhand| declared.iter().find(|(property, _)| property.name == longhand))
            .map(|(_, declaration)| *declaration)
            .collect();
        let [top, right, bottom, left] = found.as_slice() else { return };
        if found.iter().any(|one| one.important != top.important || !matches!(one.value, Value::Length(_))) {
            return;
        }
        let (right, left) = if self.direction == Direction::Rtl { (left, right) } else { (right, left) };
        let texts = [top, right, bottom, left].map(|one| self.value(&longhands[0], &one.value));
        let text = match &texts {
            [a, b, c, d] if a == b && b == c && c == d => a.clone(),
            _ if name == "border" => return,
            [a, b, c, d] if a == c && b == d => format!("{a} {b}"),
            [a, b, c, d] if b == d => format!("{a} {b} {c}"),
            all => all.join(" "),
        };
        self.push(name, &text, top.important);
        declared.retain(|(property, _)| !longhands.iter().any(|longhand| longhand == property.name));
    }

    fn line(&mut self, name: &str, value: &Value, important: bool) {
        let text = self.value(name, value);
        match (name, value) {
            // Lengths belong to the grid of the page; only a number goes along with the reader's own choice.
            ("line-height", Value::Length(_)) => return,
            // No block runs in another direction than the book, and old readers do not know these words.
            ("text-align", Value::Word("start")) => return self.push(name, self.side("left"), important),
            ("text-align", Value::Word("end")) => return self.push(name, self.side("right"), important),
            ("overflow-wrap", _) => self.push("word-wrap", &text, important),
            // What old readers need stands before: they know no other digits.
            ("list-style-type", Value::Word("decimal")) if self.digits != Digits::EUROPEAN => {
                self.push(name, &text, important);
                return self.push(name, self.digits.counter_style(), important);
            }
            ("hyphens", _) => self.push("-webkit-hyphens", &text, important),
            ("break-before" | "break-after" | "break-inside", _) => {
                let old = if text == "page" { "always" } else { &text };
                self.push(&format!("page-{name}"), old, important);
            }
            ("font-variant-caps", _) => {
                let old = if text == "normal" { "normal" } else { "small-caps" };
                self.push("font-variant", old, important);
                // The old name is a shorthand now, which resets the figures.
                if self.style.figures != Figures::default() {
                    let figures = self.value("font-variant-numeric", &Value::Figures(self.style.figures));
                    self.push("font-variant-numeric", &figures, important);
                }
            }
            _ => {}
        }
        let name = match name {
            "text-decoration-line" => "text-decoration",
            name => name.strip_suffix("-width").filter(|name| name.starts_with("border")).unwrap_or(name),
        };
        match name.rsplit_once('-') {
            Some((box_, side @ ("left" | "right"))) => {
                self.push(&format!("{box_}-{}", self.side(side)), &text, important);
            }
            _ => self.push(name, &text, important),
        }
    }

    /// Where in the book's direction lies what is on this side of a left-to-right text.
    fn side<'s>(&self, side: &'s str) -> &'s str {
        match (self.direction, side) {
            (Direction::Rtl, "left") => "right",
            (Direction::Rtl, "right") => "left",
            _ => side,
        }
    }

    fn push(&mut self, name: &str, text: &str, important: bool) {
        let line = format!("{name}: {text}{}", if important { " !important" } else { "" });
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    fn value(&self, name: &str, value: &Value) -> String {
        match value {
            Value::Inherit => "inherit".to_owned(),
            Value::Initial => "initial".to_owned(),
            Value::Word("always" | "right" | "recto") if name.starts_with("break") => "page".to_owned(),
            // Readers set such a marker close to the text.
            Value::Word("\"–\"") => "\"– \"".to_owned(),
            Value::Word(word) => (*word).to_owned(),
            Value::Number(number) => decimal(*number),
            Value::Length(length) if name.starts_with("border") => self.border(*length),
            Value::Length(length) => self.length(*length, name == "font-size"),
            Value::Families(list) => families(list),
            Value::Figures(figures) => {
                let form = if figures.oldstyle { "oldstyle-nums" } else { "lining-nums" };
                if figures.tabular { format!("{form} tabular-nums") } else { form.to_owned() }
            }
            Value::Content(pieces) if pieces.is_empty() => "none".to_owned(),
            Value::Content(pieces) => {
                let text = |piece: &Content| if let Content::Text(text) = piece { quoted(text) } else { String::new() };
                pieces.iter().map(text).collect::<Vec<_>>().join(" ")
            }
            // Of these, no property goes into the EPUB.
            Value::Color(_) | Value::StringSet(_) | Value::Paper(..) => String::new(),
        }
    }

    fn length(&self, length: Length, of_parent: bool) -> String {
        let em = match length {
            Length::Em(number) => number,
            Length::Percent(number) => return format!("{}%", decimal(number)),
            fixed => {
                let size = if of_parent { self.base.root_size } else { self.style.size };
                fixed.resolve(&self.base).points() / size.points().max(1.0)
            }
        };
        let text = decimal(em);
        if text == "0" { text } else { format!("{text}em") }
    }

    /// Pixels, of which a screen has no half.
    fn border(&self, length: Length) -> String {
        let base = Base { size: self.style.size, ..self.base };
        match length.resolve(&base).points() {
            points if points <= 0.0 => "none".to_owned(),
            points => format!("{}px solid", (points / 0.75).round().max(1.0)),
        }
    }
}

impl Selector {
    /// Whether it selects the element that sets the text's size and leading, which are the reader's to choose.
    fn sets_the_text(&self) -> bool {
        self.pseudo.is_none()
            && self.subject.0.iter().any(|simple| match simple {
                Simple::Root => true,
                Simple::Type(name) => ["html", "body"].contains(&name.as_str()),
                _ => false,
            })
    }
}

/// The style of an element that `selector` selects and `rule` sets, as if it stood in the root.
fn example(rules: &Rules, selector: &Selector, rule: &Rule, root: &Style, base: Base) -> Style {
    let mut node = Node { parent: Some(&ROOT), first: false, name: "", ..ROOT };
    for simple in &selector.subject.0 {
        match simple {
            Simple::Type(name) => node.name = name,
            Simple::Class(name) => node.class = name,
            Simple::Id(name) => node.id = name,
            Simple::FirstChild | Simple::Root | Simple::Lang(_) => {}
        }
    }
    let weaker = rules.matching(&node, None).into_iter().flat_map(|rule| &rule.declarations);
    compute(weaker.chain(&rule.declarations), Some(root), base)
}

fn families(list: &[String]) -> String {
    let family = |name: &String| if GENERIC.contains(&name.as_str()) { name.clone() } else { quoted(name) };
    let mut names: Vec<String> = list.iter().map(family).collect();
    if !list.iter().any(|name| GENERIC.contains(&name.as_str())) {
        let mono = list.iter().any(|name| name.split_whitespace().any(|word| word.eq_ignore_ascii_case("mono")));
        names.push(if mono { "monospace" } else { "serif" }.to_owned());
    }
    names.join(", ")
}

/// At most three decimals.
fn decimal(number: f64) -> String {
    let text = format!("{number:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' | '\r' | '\u{c}' | '<' | '\0' => drop(write!(out, "\\{:x} ", u32::from(character))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::Sheet;
    use super::*;
    use crate::diagnostic::Sink;
    use crate::library::Memory;

    /// What `css`, put on top of the house style, adds to the EPUB's sheet.
    fn added(css: &str) -> String {
        added_to(Direction::Ltr, css)
    }

    /// The same for a book of this direction.
    fn added_to(direction: Direction, css: &str) -> String {
        added_in((direction, Digits::EUROPEAN), css)
    }

    fn added_in((direction, digits): (Direction, Digits), css: &str) -> String {
        let library = Memory::of([("own.css", css)]);
        let emitted =
            |name| Sheet::load(name, &library, &mut Sink::default()).unwrap().emit(direction, digits, &[], &|_| true);
        emitted("own.css").strip_prefix(&emitted("house")).unwrap().to_owned()
    }

    #[test]
    fn what_old_readers_need_stands_before_what_new_ones_read() {
        assert_eq!(
            added("q { break-before: right; hyphens: auto; text-align: start }"),
            "q { text-align: left; -webkit-hyphens: auto; hyphens: auto; \
             page-break-before: always; break-before: page }\n"
        );
        assert_eq!(
            added("q { font-variant-caps: all-small-caps }"),
            "q { font-variant: small-caps; font-variant-numeric: oldstyle-nums; font-variant-caps: all-small-caps }\n"
        );
    }

    #[test]
    fn print_colors_and_the_size_of_the_text_stay_out() {
        let css =
            "@page { margin: 1cm } @media print { q { margin: 0 } } q { color: red; background: #eee; float: footnote }
                   body { font-size: 12pt; line-height: 1.4 } q::after { content: leader('.') }
                   q::marker { font-weight: bold } q { line-height: 1rlh }";
        assert_eq!(added(css), "");
    }

    #[test]
    fn books_from_right_to_left_are_mirrored() {
        let css = "q { margin: 1em 2em 3em 4em; padding-left: 1em; text-align: start } i { border-right: 3pt solid; text-align: left }";
        assert_eq!(
            added_to(Direction::Rtl, css),
            "q { margin: 1em 4em 3em 2em; text-align: right; padding-right: 1em }\n\
             i { text-align: left; border-left: 4px solid }\n"
        );
    }

    #[test]
    fn lists_are_numbered_in_the_digits_of_the_book() {
        let persian = Digits::own(Lang::constant("fa")).unwrap().0;
        let css = "q { list-style-type: decimal } i { list-style-type: lower-roman } b { list-style-type: '–' }";
        assert_eq!(
            added_in((Direction::Rtl, persian), css),
            "q { list-style-type: decimal; list-style-type: persian }\ni { list-style-type: lower-roman }\n\
             b { list-style-type: \"– \" }\n"
        );
    }

    #[test]
    fn lengths_become_relative_to_the_element() {
        let css = ":root { --gap: 1rlh } q { font-size: 2em; margin: var(--gap) 50% 21pt; text-indent: 1rem }
                   i { border-top: .5pt solid; border-bottom: 3pt solid; width: 60% }";
        assert_eq!(
            added(css),
            "q { margin: 0.643em 50% 1em; font-size: 2em; text-indent: 0.5em }\n\
             i { border-top: 1px solid; border-bottom: 4px solid; width: 60% }\n"
        );
    }

    #[test]
    fn selectors_with_other_sizes_get_rules_of_their_own() {
        assert_eq!(added("q, i, h1 { margin-top: 21pt }"), "q, i { margin-top: 2em }\nh1 { margin-top: 1em }\n");
    }

    #[test]
    fn families_end_in_a_generic_one_and_strings_stay_strings() {
        assert_eq!(added("q { font-family: A B, 'C Mono' }"), "q { font-family: \"A B\", \"C Mono\", monospace }\n");
        assert_eq!(added("q::before { content: '\\\"</\\a' }"), "q:before { content: \"\\\"\\3c /\\a \" }\n");
    }

    #[test]
    fn the_house_sheet_is_small_and_plain() {
        let sheet = Sheet::load("house", &Memory::default(), &mut Sink::default()).unwrap();
        let face = EmbeddedFace { family: "A".into(), weight: 700, italic: true, href: "fonts/a.otf".into() };
        let css = sheet.emit(Direction::Ltr, Digits::EUROPEAN, &[face], &|_| true);
        assert!(css.starts_with(
            "@font-face { font-family: \"A\"; font-weight: 700; font-style: italic; src: url(\"fonts/a.otf\") }\n"
        ));
        assert!(css.len() < 9500, "{} bytes", css.len());
        for never in ["var(", "@page", "@media", "color", "rlh", "rem", "pt;", "direction", "--", "#", ";;", "leader("]
        {
            assert!(!css.contains(never), "{never} in {css}");
        }
    }
}
