//! Declarations. In: a property's name and tokens. Out: the rows of the table that it sets, `var()` resolved and
//! shorthands spread, or why it has no effect.

use super::measure::Range;
use super::parse::{self, Token};
use super::property;
use super::value::{Kind, Value, color};
use std::collections::BTreeMap;

/// Custom properties of the root, by name.
pub type Variables = BTreeMap<String, Vec<Token>>;

/// One property set.
#[derive(Clone, PartialEq, Debug)]
pub struct Declaration {
    /// Row of [`property::ALL`].
    pub property: usize,
    /// What it is set to.
    pub value: Value,
    /// Whether `!important`.
    pub important: bool,
}

/// Why a declaration has no effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// One sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// Most tokens of a value, those of the custom properties that it names included.
const LONGEST: usize = 512;
const SIDES: [&str; 4] = ["top", "right", "bottom", "left"];
const SHORTHANDS: &[&str] = &[
    "margin",
    "padding",
    "border-width",
    "border",
    "border-top",
    "border-right",
    "border-bottom",
    "border-left",
    "background",
    "text-decoration",
    "list-style",
    "font-variant",
];
const ALIASES: &[(&str, &str)] = &[
    ("page-break-before", "break-before"),
    ("page-break-after", "break-after"),
    ("page-break-inside", "break-inside"),
    ("-webkit-hyphens", "hyphens"),
    ("-epub-hyphens", "hyphens"),
    ("background", "background-color"),
    ("text-decoration", "text-decoration-line"),
    ("list-style", "list-style-type"),
];

/// The properties that a declaration sets.
pub fn declare(declaration: &parse::Declaration, variables: &Variables) -> Result<Vec<Declaration>, Refusal> {
    let mut value = Vec::new();
    substitute(&declaration.value, variables, &mut value, 0, &mut { LONGEST })?;
    let written = declaration.name.as_str();
    let name = ALIASES.iter().find(|(alias, _)| *alias == written).map_or(written, |(_, name)| name);
    let refused = || unreadable(written, &value);
    spread(name, &value)
        .ok_or_else(refused)?
        .into_iter()
        .map(|(name, tokens)| {
            let property = property::find(&name).ok_or_else(|| unknown(written))?;
            let value = Value::read(property::ALL[property].kind, &tokens).ok_or_else(refused)?;
            Ok(Declaration { property, value, important: declaration.important })
        })
        .collect()
}

/// Copies `tokens` to `out`, each `var()` replaced (CSS Custom Properties Level 1 §3).
fn substitute(
    tokens: &[Token],
    variables: &Variables,
    out: &mut Vec<Token>,
    depth: usize,
    left: &mut usize,
) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal { message, hint: None });
    for token in tokens {
        if *left == 0 {
            return refuse("a value is longer than any style sheet needs".to_owned());
        }
        *left -= 1;
        match token {
            Token::Function(name, arguments) if name == "var" => {
                let (named, fallback) = match arguments.iter().position(|token| *token == Token::Sign(',')) {
                    Some(comma) => (&arguments[..comma], Some(&arguments[comma + 1..])),
                    None => (arguments.as_slice(), None),
                };
                let [Token::Word(name), ..] = named else {
                    return refuse("`var()` names no custom property".to_owned());
                };
                let Some(value) = variables.get(name).map(Vec::as_slice).or(fallback) else {
                    return refuse(format!("`{name}` is not set on `:root`"));
                };
                if depth == 16 {
                    return refuse(format!("`{name}` is defined by itself"));
                }
                substitute(value, variables, out, depth + 1, left)?;
            }
            Token::Space if depth > 0 => {}
            other => out.push(other.clone()),
        }
    }
    Ok(())
}

/// The properties that a shorthand stands for, each with its part of the value; the property itself where it is none.
fn spread(name: &str, value: &[Token]) -> Option<Vec<(String, Vec<Token>)>> {
    let all = |names: &[&str]| Some(names.iter().map(|name| ((*name).to_owned(), value.to_vec())).collect());
    let global = matches!(value, [Token::Word(word)] if ["inherit", "initial"].contains(&word.as_str()));
    match name {
        "margin" | "padding" | "border-width" => {
            let at = match value.len() {
                1 => [0, 0, 0, 0],
                2 => [0, 1, 0, 1],
                3 => [0, 1, 2, 1],
                4 => [0, 1, 2, 3],
                _ => return None,
            };
            let longhand = |side: &str| match name {
                "border-width" => format!("border-{side}-width"),
                _ => format!("{name}-{side}"),
            };
            Some(SIDES.iter().zip(at).map(|(side, at)| (longhand(side), vec![value[at].clone()])).collect())
        }
        "border" => {
            let width = border(value)?;
            Some(SIDES.iter().map(|side| (format!("border-{side}-width"), vec![width.clone()])).collect())
        }
        "border-top" | "border-right" | "border-bottom" | "border-left" => {
            Some(vec![(format!("{name}-width"), vec![border(value)?])])
        }
        "font-variant" if global => all(&["font-variant-caps", "font-variant-numeric"]),
        "font-variant" => {
            let caps = |token: &&Token| token.as_word().is_some_and(|word| word.ends_with("small-caps"));
            let (caps, mut figures): (Vec<Token>, Vec<Token>) = value.iter().cloned().partition(|token| caps(&token));
            figures.retain(|token| token.as_word() != Some("normal"));
            let normal = |tokens: Vec<Token>| {
                if tokens.is_empty() { vec![Token::Word("normal".to_owned())] } else { tokens }
            };
            Some(vec![
                ("font-variant-caps".to_owned(), normal(caps)),
                ("font-variant-numeric".to_owned(), normal(figures)),
            ])
        }
        _ => all(&[name]),
    }
}

/// The width of a border; its ink is the element's `color`, its style solid.
fn border(value: &[Token]) -> Option<Token> {
    let mut width = Token::Dimension(1.0, "pt".to_owned());
    let mut drawn = false;
    for token in value {
        match token.as_word().map(str::to_ascii_lowercase).as_deref() {
            Some("solid") => drawn = true,
            Some("none") => return (value.len() == 1).then_some(Token::Number(0.0)),
            Some("inherit" | "initial") => return (value.len() == 1).then(|| token.clone()),
            Some("currentcolor") => {}
            Some("thin") => width = Token::Dimension(0.5, "pt".to_owned()),
            _ if Value::read(Kind::Length(Range::Positive, &[]), std::slice::from_ref(token)).is_some() => {
                width = token.clone();
            }
            _ => return None,
        }
    }
    // `0` alone is a border of no width.
    (drawn || width == Token::Number(0.0)).then_some(width)
}

fn unreadable(name: &str, value: &[Token]) -> Refusal {
    let known = SHORTHANDS.contains(&name) || ALIASES.iter().any(|(alias, _)| *alias == name);
    if !known && property::find(name).is_none() {
        return unknown(name);
    }
    let function = value.iter().find_map(|token| match token {
        Token::Function(function, _) => Some(function),
        _ => None,
    });
    let colored = name.starts_with("border") && value.iter().any(|token| color(token).is_some());
    let hint = match function {
        _ if colored => Some("A border has the ink of the element's `color`: leave the color out.".to_owned()),
        Some(function) if ["calc", "min", "max", "clamp"].contains(&function.as_str()) => {
            Some(format!("`{function}()` is not supported: write its result."))
        }
        _ => None,
    };
    Refusal { message: format!("`{name}` is set to a value that it does not take"), hint }
}

fn unknown(name: &str) -> Refusal {
    let hint = match name {
        "font" => Some("Set `font-family`, `font-size`, `line-height` each by itself.".to_owned()),
        "direction" => Some("The direction of a text follows from its language.".to_owned()),
        _ => nearest(name).map(|near| format!("Did you mean `{near}`?")),
    };
    Refusal { message: format!("`{name}` is not a property that has an effect"), hint }
}

fn nearest(name: &str) -> Option<&'static str> {
    let names = property::ALL.iter().map(|property| property.name).chain(SHORTHANDS.iter().copied());
    let close = names.map(|known| (distance(name, known), known)).min()?;
    (close.0 <= 1 + name.len() / 6).then_some(close.1)
}

/// How many letters must be changed, added or taken away to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().take(64).enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for j in 0..b.len() {
            let best = (corner + usize::from(b[j] != letter)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(css: &str) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let root = "--a: 2em; --list: \"A\", var(--b, serif); --loop: var(--loop); --big: var(--x) var(--x)";
        let (rules, _) = parse::parse(&format!(":root {{ {root} }} p {{ {css} }}"));
        let variables = rules[0].declarations.iter().map(|d| (d.name.clone(), d.value.clone())).collect();
        let list = declare(&rules[1].declarations[0], &variables)?;
        Ok(list.into_iter().map(|d| (property::ALL[d.property].name, d.value)).collect())
    }

    #[test]
    fn shorthands_are_spread() {
        let margin = read("margin: 1pt 2pt 3pt").unwrap();
        assert_eq!(margin.iter().map(|(name, _)| *name).collect::<Vec<_>>()[3], "margin-left");
        assert_eq!(margin[1].1, margin[3].1);
        assert_eq!(read("border-top: 0.5pt solid").unwrap(), read("border-top-width: 0.5pt").unwrap());
        assert_eq!(read("border: none").unwrap().len(), 4);
        let variant = read("font-variant: small-caps oldstyle-nums").unwrap();
        assert_eq!(variant[0].1, Value::Word("small-caps"));
        assert!(matches!(variant[1].1, Value::Figures(figures) if figures.oldstyle));
        assert_eq!(read("page-break-before: always").unwrap()[0].0, "break-before");
        assert_eq!(read("padding: inherit").unwrap()[2].1, Value::Inherit);
    }

    #[test]
    fn custom_properties_are_resolved_and_never_for_ever() {
        assert_eq!(read("text-indent: var(--a)").unwrap(), read("text-indent: 2em").unwrap());
        assert_eq!(read("font-family: var(--list)").unwrap(), read("font-family: \"A\", serif").unwrap());
        assert_eq!(read("color: var(--loop)").unwrap_err().message, "`--loop` is defined by itself");
        assert_eq!(read("color: var(--none)").unwrap_err().message, "`--none` is not set on `:root`");
    }

    #[test]
    fn what_has_no_effect_says_so_with_the_nearest_name() {
        assert_eq!(read("colour: red").unwrap_err().hint.as_deref(), Some("Did you mean `color`?"));
        assert_eq!(read("text-indnet: 1em").unwrap_err().hint.as_deref(), Some("Did you mean `text-indent`?"));
        assert_eq!(read("transition: none").unwrap_err().hint, None);
        assert!(read("width: calc(1em + 2em)").unwrap_err().hint.unwrap().contains("write its result"));
        assert!(read("border-top: 1pt solid red").unwrap_err().hint.unwrap().contains("`color`"));
        assert!(read("margin: 1 2 3 4 5").is_err());
    }
}
