//! Selectors. In: the tokens before a rule's block. Out: selectors that match a [`Node`], with their specificity
//! (Selectors Level 3), or the reason why they cannot be read.

use super::parse::{Name, Token};
use super::{Node, Pseudo};
use crate::language::Lang;
use std::fmt;

/// `ids, classes, types`, to be compared in this order.
pub type Specificity = (u16, u16, u16);

/// One selector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selector {
    /// What the element itself must be.
    pub subject: Compound,
    /// What must stand around it, from the inside out.
    around: Vec<(Combinator, Compound)>,
    /// The generated box that it selects.
    pub pseudo: Option<Pseudo>,
    /// How much it weighs.
    pub specificity: Specificity,
}

/// Simple selectors that one element must meet all; none for `*`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compound(pub Vec<Simple>);

/// A simple selector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Simple {
    /// `p`
    Type(String),
    /// `.name`
    Class(String),
    /// `#name`
    Id(String),
    /// `:first-child`
    FirstChild,
    /// `:root`
    Root,
    /// `:lang(fa)`
    Lang(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Combinator {
    Descendant,
    Child,
    Next,
}

/// Whether a selector fits; `Never` where looking further out cannot help, which keeps matching linear in depth.
#[derive(PartialEq)]
enum Fit {
    Yes,
    No,
    Never,
}

/// Reads a list of selectors; the reason where one of them cannot be read, which voids the rule.
pub fn selectors(tokens: &[Token]) -> Result<Vec<Selector>, String> {
    let each = tokens.split(|token| *token == Token::Sign(','));
    each.flat_map(spelled_out).map(|tokens| selector(&tokens)).collect()
}

/// A selector for each of the languages that its first `:lang()` lists: reading systems know it with one.
fn spelled_out(tokens: &[Token]) -> Vec<Vec<Token>> {
    let list = tokens.iter().enumerate().find_map(|(at, token)| match token {
        Token::Function(name, inner) if name == "lang" && inner.contains(&Token::Sign(',')) => Some((at, inner)),
        _ => None,
    });
    let Some((at, inner)) = list else { return vec![tokens.to_vec()] };
    let one = |tag: &[Token]| {
        let tag = tag.iter().filter(|token| **token != Token::Space).cloned().collect();
        let mut tokens = tokens.to_vec();
        tokens[at] = Token::Function("lang".to_owned(), tag);
        tokens
    };
    inner.split(|token| *token == Token::Sign(',')).map(one).collect()
}

fn selector(tokens: &[Token]) -> Result<Selector, String> {
    let mut compounds = Vec::new();
    let mut joins = Vec::new();
    let mut current: Option<Compound> = None;
    let mut join = None;
    let mut pseudo = None;
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        let next_join = match token {
            Token::Space => Some(Combinator::Descendant),
            Token::Sign('>') => Some(Combinator::Child),
            Token::Sign('+') => Some(Combinator::Next),
            _ => None,
        };
        if let Some(next) = next_join {
            compounds.extend(current.take());
            match (join, next) {
                (None, _) | (Some(Combinator::Descendant), _) => join = Some(next),
                (Some(_), Combinator::Descendant) => {}
                _ => return Err("two combinators stand together".to_owned()),
            }
            continue;
        }
        if pseudo.is_some() {
            return Err("nothing can follow a pseudo-element".to_owned());
        }
        if current.is_none() {
            match (join.take(), compounds.is_empty()) {
                (Some(join), false) => joins.push(join),
                (Some(Combinator::Child | Combinator::Next), true) => {
                    return Err("it begins with a combinator".to_owned());
                }
                _ => {}
            }
        }
        rest = simple(token, rest, current.get_or_insert_default(), &mut pseudo)?;
    }
    let dangling = matches!(join, Some(Combinator::Child | Combinator::Next));
    compounds.extend(current);
    let Some(subject) = compounds.pop().filter(|_| !dangling) else {
        return Err("it is not a selector".to_owned());
    };
    let specificity = specificity(compounds.iter().chain([&subject]), pseudo);
    let around = joins.into_iter().zip(compounds).rev().collect();
    Ok(Selector { subject, around, pseudo, specificity })
}

/// Reads the simple selector or pseudo-element that begins with `token` and goes on in `rest`; returns what follows.
fn simple<'t>(
    token: &Token,
    rest: &'t [Token],
    compound: &mut Compound,
    pseudo: &mut Option<Pseudo>,
) -> Result<&'t [Token], String> {
    let (found, rest) = match (token, rest) {
        (Token::Sign('*'), _) => return Ok(rest),
        (Token::Word(name), _) => (Simple::Type(name.to_ascii_lowercase()), rest),
        (Token::Hash(name), _) => (Simple::Id(name.clone()), rest),
        (Token::Sign('.'), [Token::Word(name), after @ ..]) => (Simple::Class(name.clone()), after),
        (Token::Sign(':'), [Token::Sign(':'), Token::Word(name), after @ ..]) => {
            *pseudo = Some(pseudo_element(name).ok_or_else(|| format!("`::{name}` is not supported"))?);
            return Ok(after);
        }
        (Token::Sign(':'), [Token::Word(name), after @ ..]) => match name.as_str() {
            "first-child" => (Simple::FirstChild, after),
            "root" => (Simple::Root, after),
            // CSS 2 wrote these two with one colon.
            "before" | "after" => {
                *pseudo = pseudo_element(name);
                return Ok(after);
            }
            _ => return Err(format!("`:{name}` is not supported")),
        },
        (Token::Sign(':'), [Token::Function(name, arguments), after @ ..]) => {
            match (name.as_str(), arguments.as_slice()) {
                ("lang", [Token::Word(tag) | Token::String(tag)]) => (Simple::Lang(tag.clone()), after),
                ("lang", _) => return Err("`:lang()` takes languages, and only one `:lang()` takes several".to_owned()),
                _ => return Err(format!("`:{name}()` is not supported")),
            }
        }
        (Token::Sign('['), _) => return Err("attributes are not supported; use a class".to_owned()),
        (Token::Sign('~'), _) => return Err("`~` is not supported".to_owned()),
        _ => return Err("it is not a selector".to_owned()),
    };
    compound.0.push(found);
    Ok(rest)
}

fn pseudo_element(name: &str) -> Option<Pseudo> {
    match name {
        "before" => Some(Pseudo::Before),
        "after" => Some(Pseudo::After),
        "first-letter" => Some(Pseudo::FirstLetter),
        "marker" => Some(Pseudo::Marker),
        "footnote-call" => Some(Pseudo::FootnoteCall),
        "footnote-marker" => Some(Pseudo::FootnoteMarker),
        _ => None,
    }
}

fn specificity<'a>(compounds: impl Iterator<Item = &'a Compound>, pseudo: Option<Pseudo>) -> Specificity {
    let mut sum: Specificity = (0, 0, u16::from(pseudo.is_some()));
    for simple in compounds.flat_map(|compound| &compound.0) {
        let place = match simple {
            Simple::Id(_) => &mut sum.0,
            Simple::Type(_) => &mut sum.2,
            _ => &mut sum.1,
        };
        *place = place.saturating_add(1);
    }
    sum
}

impl Selector {
    /// Whether `node` is what it selects, or the element whose generated box it selects.
    pub fn matches(&self, node: &Node) -> bool {
        self.subject.matches(node) && fits(&self.around, node) == Fit::Yes
    }

    /// Its compounds, the subject first.
    pub fn compounds(&self) -> impl Iterator<Item = &Compound> {
        std::iter::once(&self.subject).chain(self.around.iter().map(|(_, compound)| compound))
    }

    /// Whether it stands for the root element alone, whatever its language.
    pub fn is_root(&self) -> bool {
        let root = |simple: &Simple| *simple == Simple::Root || *simple == Simple::Type("html".to_owned());
        self.around.is_empty() && self.pseudo.is_none() && matches!(self.subject.0.as_slice(), [one] if root(one))
    }
}

fn fits(around: &[(Combinator, Compound)], node: &Node) -> Fit {
    let Some(((combinator, compound), further)) = around.split_first() else { return Fit::Yes };
    let one = |other: Option<&Node>| match other {
        Some(other) if compound.matches(other) => fits(further, other),
        _ => Fit::No,
    };
    match combinator {
        Combinator::Child => one(node.parent),
        Combinator::Next => one(node.previous),
        Combinator::Descendant => {
            let mut above = node.parent;
            while let Some(ancestor) = above {
                match one(Some(ancestor)) {
                    Fit::No => above = ancestor.parent,
                    found => return found,
                }
            }
            Fit::Never
        }
    }
}

impl Compound {
    /// Whether it could match an element of this name and class at some place, in this language.
    pub fn could_match_in(&self, name: &str, class: &str, lang: Lang) -> bool {
        let speaks = |simple: &Simple| !matches!(simple, Simple::Lang(range) if !in_range(lang.as_str(), range));
        self.could_match(name, class) && self.0.iter().all(speaks)
    }

    /// Whether it could match an element of this name and class at some place, in some language.
    pub fn could_match(&self, name: &str, class: &str) -> bool {
        self.0.iter().all(|simple| match simple {
            Simple::Type(wanted) => wanted == name,
            Simple::Class(wanted) => class.split_ascii_whitespace().any(|class| class == wanted),
            Simple::Id(_) | Simple::FirstChild | Simple::Root | Simple::Lang(_) => true,
        })
    }

    fn matches(&self, node: &Node) -> bool {
        self.0.iter().all(|simple| match simple {
            Simple::Type(name) => name == node.name,
            Simple::Class(name) => node.class.split_ascii_whitespace().any(|class| class == name),
            Simple::Id(id) => id == node.id,
            Simple::FirstChild => node.first,
            Simple::Root => node.parent.is_none(),
            Simple::Lang(range) => in_range(node.lang.as_str(), range),
        })
    }
}

/// Whether the language tag `tag` is `range` or begins with it and a hyphen (RFC 4647 §3.3.1).
fn in_range(tag: &str, range: &str) -> bool {
    let (tag, range) = (tag.as_bytes(), range.as_bytes());
    tag.len() >= range.len()
        && tag[..range.len()].eq_ignore_ascii_case(range)
        && tag.get(range.len()).is_none_or(|&next| next == b'-')
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (combinator, compound) in self.around.iter().rev() {
            let sign = match combinator {
                Combinator::Descendant => " ",
                Combinator::Child => " > ",
                Combinator::Next => " + ",
            };
            write!(f, "{compound}{sign}")?;
        }
        match self.pseudo {
            None => write!(f, "{}", self.subject),
            Some(pseudo) if self.subject.0.is_empty() => f.write_str(pseudo.selector()),
            Some(pseudo) => write!(f, "{}{}", self.subject, pseudo.selector()),
        }
    }
}

impl fmt::Display for Compound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("*");
        }
        for simple in &self.0 {
            match simple {
                Simple::Type(name) => write!(f, "{}", Name(name))?,
                Simple::Class(name) => write!(f, ".{}", Name(name))?,
                Simple::Id(name) => write!(f, "#{}", Name(name))?,
                Simple::FirstChild => write!(f, ":first-child")?,
                Simple::Root => write!(f, ":root")?,
                Simple::Lang(tag) => write!(f, ":lang({})", Name(tag))?,
            }
        }
        Ok(())
    }
}

impl Pseudo {
    /// The shortest spelling: one colon where CSS 2 had it, which old reading systems need.
    fn selector(self) -> &'static str {
        match self {
            Pseudo::Before => ":before",
            Pseudo::After => ":after",
            Pseudo::FirstLetter => "::first-letter",
            Pseudo::Marker => "::marker",
            Pseudo::FootnoteCall => "::footnote-call",
            Pseudo::FootnoteMarker => "::footnote-marker",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;
    use crate::language::Lang;

    fn read(css: &str) -> Result<Selector, String> {
        let (rules, _) = parse(&format!("{css} {{}}"));
        selectors(&rules[0].prelude).map(|mut list| list.remove(0))
    }

    fn node<'a>(name: &'a str, class: &'a str, parent: Option<&'a Node<'a>>) -> Node<'a> {
        Node { name, class, id: "", lang: Lang::constant("fa-Latn"), first: false, previous: None, parent }
    }

    #[test]
    fn selectors_match_what_stands_around() {
        let html = node("html", "", None);
        let section = node("section", "chapter big", Some(&html));
        let h1 = node("h1", "", Some(&section));
        let p = Node { previous: Some(&h1), ..node("p", "", Some(&section)) };
        let em = Node { first: true, ..node("em", "", Some(&p)) };
        for hit in ["p", "section.chapter p", "html>section > p", "h1 + p", "section > h1 + p", "*", ":lang(fa)"] {
            assert!(read(hit).unwrap().matches(&p), "{hit}");
        }
        for miss in ["q", "body p", "html > p", "p + p", "p:first-child", ":root", ":lang(f)", ":lang(fa-Arab)"] {
            assert!(!read(miss).unwrap().matches(&p), "{miss}");
        }
        assert!(read("section h1 + p em:first-child").unwrap().matches(&em));
        assert!(read(":root.x").is_ok_and(|s| !s.is_root()) && read(":root").unwrap().matches(&html));
    }

    #[test]
    fn a_list_of_languages_is_a_selector_for_each() {
        let (rules, _) = parse("h1:lang(ja, zh) em, p {}");
        let all: Vec<String> = selectors(&rules[0].prelude).unwrap().iter().map(Selector::to_string).collect();
        assert_eq!(all, ["h1:lang(ja) em", "h1:lang(zh) em", "p"]);
        assert!(read("p:lang()").is_err() && read("p:lang(a,):lang(b, c)").is_err());
    }

    #[test]
    fn specificity_counts_ids_classes_and_types() {
        assert_eq!(read("#a .b p:first-child::before").unwrap().specificity, (1, 2, 2));
        assert_eq!(read("*").unwrap().specificity, (0, 0, 0));
    }

    #[test]
    fn what_is_not_supported_says_so() {
        assert_eq!(read("p:is(a)").unwrap_err(), "`:is()` is not supported");
        assert_eq!(read("p::first-line").unwrap_err(), "`::first-line` is not supported");
        for bad in ["p >", "> p", "p > > q", "p[lang]", "p::before q", "", "p ~ q", "p,,q", "."] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn selectors_are_written_as_they_are_read() {
        for text in ["section.chapter > h1 + p em:first-child", ".a .b:lang(fa)", "*", "q:before", ":root", ".a\\:b"] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn deep_trees_and_long_selectors_take_no_time() {
        fn nest(selector: &Selector, parent: Option<&Node>, left: usize) -> bool {
            let inner = node("div", "", parent);
            if left == 0 { selector.matches(&inner) } else { nest(selector, Some(&inner), left - 1) }
        }
        let long = "div ".repeat(40);
        assert!(nest(&read(&long).unwrap(), None, 200));
        assert!(!nest(&read(&format!("body {long}")).unwrap(), None, 200));
    }
}
