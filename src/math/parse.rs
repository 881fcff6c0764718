//! MathML to a tree. In: MathML Core as the converter writes it. Out: a [`Node`]. What it does not know is an error: then a
//! formula is not set, rather than set without a part of it.

use super::tree::{CellAlign, Em, Form, Manner, Node, Operator, Table, TableCell, TableRow, TextFace};
use roxmltree::{Document, ParsingOptions};

type Element<'a, 'i> = roxmltree::Node<'a, 'i>;

/// How deep elements may be nested: walks of the tree go as deep.
const DEEPEST: usize = 100;

/// The tree of a `math` element.
pub fn tree(mathml: &str) -> Result<Node, String> {
    check_depth(mathml)?;
    let options = ParsingOptions { nodes_limit: 100_000, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(mathml, options).map_err(|error| format!("it cannot be read: {error}"))?;
    let tree = row(document.root_element())?;
    if tree == Node::Row(Vec::new(), Manner::default()) { Err("there is nothing in it".to_owned()) } else { Ok(tree) }
}

/// Refuses what is nested too deep, without going there.
fn check_depth(mathml: &str) -> Result<(), String> {
    let mut depth = 0usize;
    for (at, _) in mathml.match_indices('<') {
        let end = mathml[at..].find('>').map_or(mathml.len(), |end| at + end);
        if mathml[at..].starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !mathml[at..end].ends_with('/') {
            depth += 1;
        }
        if depth > DEEPEST {
            return Err(format!("it is nested deeper than {DEEPEST} levels"));
        }
    }
    Ok(())
}

fn elements<'a, 'i>(of: Element<'a, 'i>) -> impl Iterator<Item = Element<'a, 'i>> {
    of.children().filter(Element::is_element)
}

/// All inside an element, in a row.
fn row(element: Element) -> Result<Node, String> {
    let manner = manner(element)?;
    let mut body = parts(element)?;
    Ok(if body.len() == 1 && manner == Manner::default() { body.remove(0) } else { Node::Row(body, manner) })
}

/// The parts of an element. `\boxed` is a command that the converter does not know: what follows its name is its argument.
fn parts(element: Element) -> Result<Vec<Node>, String> {
    let mut body = Vec::new();
    for child in elements(element).filter(|child| !is_nothing(*child)) {
        let part = node(child)?;
        match body.last_mut() {
            Some(last) if *last == Node::Unknown(r"\boxed".to_owned()) => {
                *last = Node::Enclosed { body: Box::new(part), rising: false, falling: false, boxed: true };
            }
            _ => body.push(part),
        }
        join_dots(&mut body);
    }
    Ok(body)
}

/// The converter writes `\ldots` as three full stops; an ellipsis is one sign, to the eye and to those who hear it.
fn join_dots(body: &mut Vec<Node>) {
    let [.., Node::Operator(first), Node::Operator(second), Node::Operator(third)] = body.as_slice() else { return };
    if [first, second, third].iter().any(|operator| operator.text != ".") || second.behind.is_none() {
        return;
    }
    let behind = third.behind.or(second.behind);
    let dots = Operator { text: "…".to_owned(), before: first.before, behind, ..Operator::default() };
    body.truncate(body.len() - 3);
    body.push(Node::Operator(dots));
}

/// What only helps browsers to draw their own forms of other elements.
fn is_nothing(element: Element) -> bool {
    let drawn = element.attribute("class").is_some_and(|class| class.starts_with("menclose-"));
    drawn || element.has_tag_name("mspace") && element.attributes().len() == 0
}

fn node(element: Element) -> Result<Node, String> {
    let mut children = elements(element);
    let mut child = || match children.next() {
        Some(child) => node(child).map(Box::new),
        None => Err(format!("`{}` has too few parts", element.tag_name().name())),
    };
    Ok(match element.tag_name().name() {
        "mrow" => row(element)?,
        "mi" => {
            let text = text(element);
            let upright = element.attribute("mathvariant") == Some("normal") || text.chars().count() > 1;
            Node::Identifier { upright, text }
        }
        "mn" => Node::Number(text(element)),
        // A fence that is not there, and other signs without ink (U+2061 to U+2064).
        "mo" if text(element).chars().all(|c| ('\u{2061}'..='\u{2064}').contains(&c)) => Node::Space(Em(0)),
        "mo" => Node::Operator(operator(element)?),
        "mtext" => Node::Text { face: face(element), text: text(element).replace('\n', " ") },
        "merror" => Node::Unknown(text(element)),
        "mspace" => Node::Space(match element.attribute("width") {
            Some(width) => em(width)?,
            None => declaration(element, "margin-left").map_or(Ok(Em(0)), em)?,
        }),
        "msub" => Node::Scripts { base: child()?, behind: vec![[Some(*child()?), None]], before: Vec::new() },
        "msup" => Node::Scripts { base: child()?, behind: vec![[None, Some(*child()?)]], before: Vec::new() },
        "msubsup" => {
            Node::Scripts { base: child()?, behind: vec![[Some(*child()?), Some(*child()?)]], before: Vec::new() }
        }
        "mmultiscripts" => multiscripts(element)?,
        "munder" => {
            let accent = element.attribute("accentunder") == Some("true");
            Node::Limits { base: child()?, under: Some(child()?), over: None, accent }
        }
        "mover" => {
            let accent = element.attribute("accent") == Some("true");
            Node::Limits { base: child()?, under: None, over: Some(child()?), accent }
        }
        "munderover" => Node::Limits { base: child()?, under: Some(child()?), over: Some(child()?), accent: false },
        "mfrac" => {
            let bar = element.attribute("linethickness").map(em).transpose()?;
            Node::Fraction { above: child()?, below: child()?, bar, manner: manner(element)? }
        }
        "msqrt" => Node::Root { body: Box::new(row(element)?), degree: None },
        "mroot" => Node::Root { body: child()?, degree: Some(child()?) },
        "mpadded" => {
            let side = |name| declaration(element, name).map_or(Ok(Em(0)), em);
            Node::Padded {
                body: Box::new(row_of(element)?),
                flat: element.attribute("height").is_some(),
                narrow: element.attribute("width").is_some(),
                beside: [side("padding-left")?, side("padding-right")?],
            }
        }
        "mphantom" => Node::Phantom(Box::new(row_of(element)?)),
        "mtable" => Node::Table(table(element)?),
        "menclose" => {
            let notation = element.attribute("notation").unwrap_or_default();
            let (rising, falling) = (notation.contains("updiagonal"), notation.contains("downdiagonal"));
            Node::Enclosed { body: Box::new(row_of(element)?), rising, falling, boxed: false }
        }
        name => return Err(format!("`{name}` is not known")),
    })
}

/// All inside an element whose own attributes are about something else.
fn row_of(element: Element) -> Result<Node, String> {
    let mut body = parts(element)?;
    Ok(if body.len() == 1 { body.remove(0) } else { Node::Row(body, Manner::default()) })
}

fn text(element: Element) -> String {
    element.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

fn operator(element: Element) -> Result<Operator, String> {
    let flag = |name| element.attribute(name).map(|value| value == "true");
    let length = |name| element.attribute(name).map(em).transpose();
    Ok(Operator {
        text: text(element),
        form: match element.attribute("form") {
            Some("prefix") => Some(Form::Prefix),
            Some("infix") => Some(Form::Infix),
            Some("postfix") => Some(Form::Postfix),
            _ => None,
        },
        before: length("lspace")?,
        behind: length("rspace")?,
        stretchy: flag("stretchy"),
        symmetric: flag("symmetric"),
        large: flag("largeop"),
        movable_limits: flag("movablelimits"),
        size: length("minsize")?,
    })
}

/// What HTML inside says of the face of words.
fn face(element: Element) -> TextFace {
    let mut face = TextFace::Roman;
    for inner in element.descendants().filter(Element::is_element) {
        face = match (inner.tag_name().name(), face) {
            ("i" | "em", TextFace::Bold) => TextFace::BoldItalic,
            ("b", _) => TextFace::Bold,
            ("i" | "em", _) => TextFace::Italic,
            ("code", _) => TextFace::Typewriter,
            ("span", _) if inner.attribute("style").is_some_and(|style| style.contains("small-caps")) => {
                TextFace::SmallCaps
            }
            ("span", _) if inner.attribute("class").is_some_and(|class| class.contains("sans-serif")) => {
                TextFace::SansSerif
            }
            (_, face) => face,
        };
    }
    face
}

fn multiscripts(element: Element) -> Result<Node, String> {
    let (mut behind, mut before) = (Vec::new(), Vec::new());
    let mut parts = elements(element);
    let base = Box::new(node(parts.next().ok_or("scripts have no base")?)?);
    let mut in_front = false;
    while let Some(part) = parts.next() {
        if part.has_tag_name("mprescripts") {
            in_front = true;
            continue;
        }
        let script = |part| {
            let script = node(part)?;
            Ok::<_, String>(Some(script).filter(|script| *script != Node::Row(Vec::new(), Manner::default())))
        };
        let pair = [script(part)?, parts.next().map_or(Ok(None), script)?];
        if in_front { &mut before } else { &mut behind }.push(pair);
    }
    Ok(Node::Scripts { base, behind, before })
}

fn table(element: Element) -> Result<Table, String> {
    let has = |name| declaration(element, name).is_some();
    let wide = declaration(element, "width").is_some();
    let mut rows = Vec::new();
    for line in elements(element) {
        let mut row = TableRow::default();
        for cell in elements(line) {
            // Columns that only keep the number of an equation at the edge.
            if wide && declaration(cell, "width").is_some() {
                let tag = text(cell);
                row.tag = Some(tag.trim().to_owned()).filter(|tag| !tag.is_empty());
                continue;
            }
            row.cells.push(table_cell(cell)?);
        }
        rows.push(row);
    }
    let closed = close(&mut rows);
    Ok(Table { rows, rules: [has("border-left"), has("border-top"), closed], manner: manner(element)?, wide })
}

/// Takes out rows with nothing in them but a rule above: it goes to the row below, and that of the last closes the table,
/// which is told. A rule is as long as the table is wide, so rows that have one get all their cells.
fn close(rows: &mut Vec<TableRow>) -> bool {
    let ruled = |row: &TableRow| row.cells.iter().any(|cell| cell.rules[1]);
    if !rows.iter().any(ruled) {
        return false;
    }
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let beside = |column| rows.iter().any(|row| row.cells.get(column).is_some_and(|cell: &TableCell| cell.rules[0]));
    let beside: Vec<bool> = (0..columns).map(beside).collect();
    let mut waiting = false;
    rows.retain_mut(|row| {
        let rule = std::mem::take(&mut waiting) || ruled(row);
        waiting = rule && row.tag.is_none() && row.cells.iter().all(|cell| cell.body.words().is_empty());
        if rule && !waiting {
            let missing = beside.iter().skip(row.cells.len()).map(|&beside| empty_cell([beside, true]));
            row.cells.extend(missing.collect::<Vec<_>>());
            row.cells.iter_mut().for_each(|cell| cell.rules[1] = true);
        }
        !waiting
    });
    waiting
}

fn empty_cell(rules: [bool; 2]) -> TableCell {
    let body = Node::Row(Vec::new(), Manner::default());
    TableCell { body, align: CellAlign::Center, padding: [None; 2], tight: false, rules }
}

fn table_cell(cell: Element) -> Result<TableCell, String> {
    let has = |name| declaration(cell, name).is_some();
    let padding = |name| declaration(cell, name).map(em).transpose();
    Ok(TableCell {
        body: row_of(cell)?,
        align: match declaration(cell, "text-align") {
            Some("left") => CellAlign::Left,
            Some("right") => CellAlign::Right,
            _ => CellAlign::Center,
        },
        padding: [padding("padding-left")?, padding("padding-right")?],
        tight: has("padding-top"),
        rules: [has("border-right"), has("border-top")],
    })
}

fn manner(element: Element) -> Result<Manner, String> {
    let color = match declaration(element, "color") {
        Some(color) => Some(hexadecimal(color).ok_or_else(|| format!("`{color}` is no color"))?),
        None => None,
    };
    Ok(Manner {
        display: element.attribute("displaystyle").map(|value| value == "true"),
        level: element.attribute("scriptlevel").and_then(|level| level.parse().ok()),
        cramped: declaration(element, "math-shift") == Some("compact"),
        color,
    })
}

fn hexadecimal(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

/// The value of a declaration in an element's `style`.
fn declaration<'a>(element: Element<'a, '_>, name: &str) -> Option<&'a str> {
    let style = element.attribute("style")?;
    let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.find(|(own, _)| own.trim() == name).map(|(_, value)| value.trim())
}

/// A length: `rem` counts as `em`, `ex` as 0.45 of it.
fn em(length: &str) -> Result<Em, String> {
    let wrong = || format!("`{length}` is no length");
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let parts = match &length[number.len()..] {
        "em" | "rem" | "" => 10_000.0,
        "ex" => 4_500.0,
        _ => return Err(wrong()),
    };
    let value: f64 = number.parse().map_err(|_| wrong())?;
    // No part of a formula is wider than a hundred ems.
    Ok(Em((value * parts).round().clamp(-1e6, 1e6) as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_what_they_mean() {
        let source = "<math><mo stretchy=\"false\" lspace=\"0.2222em\">(</mo><mspace/><mspace style=\"margin-left:-0.5em;\"/></math>";
        let Node::Row(body, _) = tree(source).unwrap() else { panic!() };
        let fence = Operator { text: "(".into(), stretchy: Some(false), before: Some(Em(2222)), ..Operator::default() };
        assert_eq!(body, [Node::Operator(fence), Node::Space(Em(-5000))]);
    }

    #[test]
    fn dots_are_one_sign() {
        let source =
            r#"<math><mo lspace="0">.</mo><mo lspace="0" rspace="0.1667em">.</mo><mo lspace="0">.</mo></math>"#;
        assert_eq!(tree(source).unwrap().words(), "…");
        assert_eq!(tree("<math><mo>.</mo><mo>.</mo><mo>.</mo></math>").unwrap().words(), "...");
    }

    #[test]
    fn the_number_of_an_equation_is_no_cell() {
        let source = "<math><mtable style=\"width: 100%\"><mtr><mtd style=\"width: 50%\"></mtd><mtd><mi>a</mi></mtd>\
                      <mtd style=\"width: 50%;text-align: right\"><mtext>(1)</mtext></mtd></mtr></mtable></math>";
        let Node::Table(table) = tree(source).unwrap() else { panic!() };
        assert_eq!((table.rows[0].cells.len(), table.rows[0].tag.as_deref()), (1, Some("(1)")));
    }

    #[test]
    fn rules_are_as_long_as_their_table_is_wide() {
        let rule = "style=\"border-top: 0.05em solid\"";
        let cells = "<mtd><mi>a</mi></mtd><mtd style=\"border-right: 0.05em solid\"><mi>b</mi></mtd>";
        let empty = format!("<mtr><mtd {rule}><mrow></mrow></mtd></mtr>");
        let short = format!("<mtr><mtd {rule}><mi>c</mi></mtd></mtr>");
        let source = format!("<math><mtable><mtr>{cells}</mtr>{short}{empty}<mtr>{cells}</mtr>{empty}</mtable></math>");
        let Node::Table(table) = tree(&source).unwrap() else { panic!() };
        let rules = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.rules).collect::<Vec<_>>());
        let [none, side, top, both] = [[false, false], [true, false], [false, true], [true, true]];
        assert_eq!(rules.collect::<Vec<_>>(), [[none, side], [top, both], [top, both]]);
        assert_eq!(table.rules, [false, false, true]);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        assert!(tree("<math><maction/></math>").is_err());
        assert!(tree("<math><mspace width=\"1furlong\"/></math>").is_err());
        assert!(tree(&("<math>".to_owned() + &"<mrow>".repeat(200) + &"</mrow>".repeat(200) + "</math>")).is_err());
    }
}
