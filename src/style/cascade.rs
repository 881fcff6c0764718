//! The cascade. In: the rules that match an element, weakest first, and its parent's style. Out: its own style, every
//! length absolute (CSS Cascading and Inheritance Level 4 §6-7). Ems are resolved here and nowhere else.

use super::Style;
use super::declare::Declaration;
use super::property::ALL;
use super::value::{Base, Value};
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
