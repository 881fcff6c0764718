//! The cascade. In: the rules that match an element, weakest first, and its parent's style. Out: its own style, every
//! length absolute (CSS Cascading and Inheritance Level 4 §6-7). Ems are resolved here and nowhere else.

use super::Style;
use super::declare::Declaration;
use super::measure::Base;
use super::property::ALL;
use super::value::Value;
use std::sync::LazyLock;

static INITIAL: LazyLock<Style> = LazyLock::new(Style::default);

/// The style of an element or a generated box whose parent has the style `parent`; `None` for the root. Of `base`,
/// the size of the face is not heeded.
pub fn compute<'a>(declared: impl Iterator<Item = &'a Declaration>, parent: Option<&Style>, base: Base) -> Style {
    let mut winners: [Option<&Declaration>; ALL.len()] = [None; ALL.len()];
    for declaration in declared {
        let winner = &mut winners[declaration.property];
        if winner.is_none_or(|winner| !winner.important || declaration.important) {
            *winner = Some(declaration);
        }
    }
    let parent = parent.unwrap_or(&INITIAL);
    let mut style = parent.clone();
    for property in ALL.iter().filter(|property| !property.inherited) {
        (property.copy)(&mut style, &INITIAL);
    }
    let mut base = Base { size: parent.size, ..base };
    for (property, winner) in ALL.iter().zip(winners) {
        match winner.map(|winner| &winner.value) {
            None => {}
            Some(Value::Inherit) => (property.copy)(&mut style, parent),
            Some(Value::Initial) => (property.copy)(&mut style, &INITIAL),
            Some(value) => (property.set)(&mut style, value, &base),
        }
        // The first row is `font-size`: its own ems are the parent's, all others are its.
        base.size = style.size;
    }
    style.leading = style.line_height.leading(style.size);
    style
}

#[cfg(test)]
mod tests {
    use super::super::declare::{Variables, declare};
    use super::super::parse::parse;
    use super::*;
    use crate::length::Pt;

    fn declared(css: &str) -> Vec<Declaration> {
        let (rules, _) = parse(&format!("p {{ {css} }}"));
        rules[0].declarations.iter().flat_map(|one| declare(one, &Variables::new()).unwrap()).collect()
    }

    fn style(css: &str, parent: Option<&Style>) -> Style {
        compute(declared(css).iter(), parent, Base::default())
    }

    #[test]
    fn ems_are_those_of_the_element_except_for_its_size() {
        let parent = style("font-size: 10pt", None);
        let child = style("text-indent: 1em; font-size: 2em; margin-top: 50%", Some(&parent));
        assert_eq!((child.size, child.indent), (Pt::ONE * 20, Pt::ONE * 20));
        let grandchild = style("", Some(&child));
        assert_eq!((grandchild.size, grandchild.indent), (Pt::ONE * 20, Pt::ONE * 20));
    }

    #[test]
    fn a_number_of_line_height_is_inherited_as_a_number() {
        let number = style("font-size: 10pt; line-height: 1.3", None);
        let percent = style("font-size: 10pt; line-height: 130%", None);
        assert_eq!(number.leading, percent.leading);
        assert_eq!(style("font-size: 2em", Some(&number)).leading, Pt::ONE * 26);
        assert_eq!(style("font-size: 2em", Some(&percent)).leading, Pt::ONE * 13);
    }

    #[test]
    fn some_properties_are_inherited_and_all_can_be() {
        let parent = style("color: red; margin-top: 5pt; break-before: page; font-weight: bold", None);
        let child = style("", Some(&parent));
        assert_eq!((child.color, child.weight), ([255, 0, 0], 700));
        assert_eq!((child.margin[0], child.break_before), (Pt::ZERO, super::super::Break::Auto));
        let child = style("margin-top: inherit; color: initial", Some(&parent));
        assert_eq!((child.margin[0], child.color), (Pt::ONE * 5, [0; 3]));
    }

    #[test]
    fn the_later_declaration_wins_unless_the_earlier_is_important() {
        assert_eq!(style("text-indent: 1pt; text-indent: 2pt", None).indent, Pt::ONE * 2);
        assert_eq!(style("text-indent: 1pt !important; text-indent: 2pt", None).indent, Pt::ONE);
        assert_eq!(style("text-indent: 1pt !important; text-indent: 2pt !important", None).indent, Pt::ONE * 2);
    }
}
