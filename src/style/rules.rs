//! The rules of one medium. In: rules as read, in the order of the sheets. Out: rules whose values are known, with an
//! index by what their selectors end in, so that an element meets only the few that could match it.

use super::declare::{Declaration, Refusal, Variables, declare};
use super::parse::{self, Place};
use super::selector::{Selector, Simple, Specificity, selectors};
use super::{Node, Pseudo};
use crate::diagnostic::{Diagnostic, Rule as Finding, Sink, rules as findings};
use crate::error::Location;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where a rule stands.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The file's text.
    pub text: Arc<str>,
    /// Whether it belongs to the project and not to Pressmark.
    pub own: bool,
    /// Where in the file.
    pub place: Place,
}

/// A rule as read, with its origin.
#[derive(Clone, Debug)]
pub struct Written {
    /// The rule.
    pub rule: parse::Rule,
    /// Where it stands.
    pub origin: Origin,
}

/// A rule whose values are known.
#[derive(Debug)]
pub struct Rule {
    /// What it sets.
    pub declarations: Vec<Declaration>,
    /// Where it stands.
    pub origin: Origin,
}

/// One selector of a rule.
#[derive(Debug)]
pub struct Reach {
    /// The selector.
    pub selector: Selector,
    /// Its rule, an index into [`Rules::all`].
    pub rule: usize,
    used: AtomicBool,
}

/// All rules of one medium.
#[derive(Debug, Default)]
pub struct Rules {
    /// In order.
    pub all: Vec<Rule>,
    /// Their selectors, in order.
    pub reaches: Vec<Reach>,
    /// The generated boxes that any of them selects.
    pub pseudos: Vec<Pseudo>,
    types: BTreeMap<String, Vec<usize>>,
    classes: BTreeMap<String, Vec<usize>>,
    ids: BTreeMap<String, Vec<usize>>,
    any: Vec<usize>,
}

impl Origin {
    /// The same file, another place.
    pub fn at(&self, place: Place) -> Origin {
        Origin { place, ..self.clone() }
    }

    /// The line of the file, and the word that stands here.
    pub fn location(&self) -> Location {
        let Place { line, column } = self.place;
        let text = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let is_end = |c: &char| c.is_whitespace() || ",:;{}".contains(*c);
        let width = text.chars().skip(column.saturating_sub(1)).take_while(|c| !is_end(c)).count().max(1);
        Location { path: (*self.file).into(), line, column, width, text: text.into() }
    }

    /// A finding here.
    pub fn finding(&self, rule: &'static Finding, message: impl Into<String>, hint: Option<String>) -> Diagnostic {
        let finding = Diagnostic::new(rule, None, message).at(self.location());
        hint.into_iter().fold(finding, Diagnostic::hint)
    }
}

/// The custom properties that the rules set on the root; a later one wins.
pub fn variables<'a>(written: impl Iterator<Item = &'a Written>) -> Variables {
    let mut variables = Variables::new();
    for Written { rule, .. } in written {
        if selectors(&rule.prelude).is_ok_and(|list| list.iter().any(Selector::is_root)) {
            let custom = rule.declarations.iter().filter(|declaration| declaration.name.starts_with("--"));
            variables.extend(custom.map(|declaration| (declaration.name.clone(), declaration.value.clone())));
        }
    }
    variables
}

/// The values of declarations; those without effect are findings.
pub fn values(
    declarations: &[parse::Declaration],
    variables: &Variables,
    at: &Origin,
    sink: &mut Sink,
) -> Vec<Declaration> {
    let mut out = Vec::new();
    for declaration in declarations.iter().filter(|declaration| !declaration.name.starts_with("--")) {
        match declare(declaration, variables) {
            Ok(set) => out.extend(set),
            Err(Refusal { message, hint }) => {
                sink.report(at.at(declaration.place).finding(&findings::UNKNOWN_PROPERTY, message, hint));
            }
        }
    }
    out
}

impl Rules {
    /// Reads the values and selectors of `written`; what has no effect is a finding.
    pub fn new(written: &[Written], variables: &Variables, sink: &mut Sink) -> Rules {
        let mut rules = Rules::default();
        for Written { rule, origin } in written {
            let list = match selectors(&rule.prelude) {
                Ok(list) => list,
                Err(reason) => {
                    let message = format!("this rule is left out: {reason}");
                    sink.report(origin.finding(&findings::MALFORMED_STYLE, message, None));
                    continue;
                }
            };
            let custom = rule.declarations.iter().find(|declaration| declaration.name.starts_with("--"));
            if let Some(declaration) = custom.filter(|_| !list.iter().any(Selector::is_root)) {
                let message = format!("`{}` has an effect on `:root` alone", declaration.name);
                sink.report(origin.at(declaration.place).finding(&findings::UNKNOWN_PROPERTY, message, None));
            }
            let declarations = values(&rule.declarations, variables, origin, sink);
            for selector in list {
                rules.add(selector);
            }
            rules.all.push(Rule { declarations, origin: origin.clone() });
        }
        rules
    }

    fn add(&mut self, selector: Selector) {
        let simples = &selector.subject.0;
        let id = simples.iter().find_map(|simple| if let Simple::Id(name) = simple { Some(name) } else { None });
        let class = simples.iter().find_map(|simple| if let Simple::Class(name) = simple { Some(name) } else { None });
        let name = simples.iter().find_map(|simple| if let Simple::Type(name) = simple { Some(name) } else { None });
        let list = match (id, class, name) {
            (Some(id), ..) => self.ids.entry(id.clone()).or_default(),
            (_, Some(class), _) => self.classes.entry(class.clone()).or_default(),
            (.., Some(name)) => self.types.entry(name.clone()).or_default(),
            _ => &mut self.any,
        };
        list.push(self.reaches.len());
        self.pseudos.extend(selector.pseudo.filter(|pseudo| !self.pseudos.contains(pseudo)));
        self.reaches.push(Reach { selector, rule: self.all.len(), used: AtomicBool::new(false) });
    }

    /// The rules that match an element or its generated box, the weakest first.
    pub fn matching(&self, node: &Node, pseudo: Option<Pseudo>) -> Vec<&Rule> {
        let mut found: Vec<(Specificity, usize)> = Vec::with_capacity(16);
        let mut take = |list: &[usize]| {
            // An element whose boxes are asked for has been asked for itself: what matches it is known to be used.
            let asked = |reach: &&Reach| pseudo.is_none() || reach.selector.pseudo == pseudo;
            for reach in list.iter().map(|&at| &self.reaches[at]).filter(asked) {
                if reach.selector.matches(node) {
                    // Loaded first: stores from many threads would fight over the cache line.
                    if !reach.used.load(Ordering::Relaxed) {
                        reach.used.store(true, Ordering::Relaxed);
                    }
                    if reach.selector.pseudo == pseudo {
                        found.push((reach.selector.specificity, reach.rule));
                    }
                }
            }
        };
        if !node.id.is_empty() {
            self.ids.get(node.id).into_iter().for_each(|list| take(list));
        }
        for class in node.class.split_ascii_whitespace() {
            self.classes.get(class).into_iter().for_each(|list| take(list));
        }
        self.types.get(node.name).into_iter().for_each(|list| take(list));
        take(&self.any);
        found.sort_unstable();
        found.into_iter().map(|(_, rule)| &self.all[rule]).collect()
    }

    /// The selectors of a project's own rules that have matched nothing so far.
    pub fn unused(&self) -> impl Iterator<Item = (&Selector, &Origin)> {
        let never = self.reaches.iter().filter(|reach| !reach.used.load(Ordering::Relaxed));
        never.map(|reach| (&reach.selector, &self.all[reach.rule].origin)).filter(|(_, origin)| origin.own)
    }
}
