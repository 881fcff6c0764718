//! Formulas to boxes. In: a formula and the style of its element. Out: it set, in one part or, where it is long, in
//! several, each with the space of the line that stands behind it.

use super::{Collector, Scope};
use crate::math::{Formula, Place};
use crate::style::Style;
use crate::text::TextStyle;
use crate::text::math::{Joint, SetFormula, Setter};

/// How many ems a formula in running text may be wide and still stand in one part.
const SHORT: i64 = 5;

impl<'b> Collector<'b> {
    /// Sets a formula.
    pub fn set_formula(&mut self, formula: &Formula, scope: &Scope) -> Vec<(SetFormula, Joint)> {
        let style = &scope.style;
        let own = TextStyle::of(style, scope.lang());
        // Words in a formula are set as those of the book.
        let body = Style { families: self.layout.body.families.clone(), ..style.clone() };
        let text = TextStyle::of(&body, scope.lang());
        let (_, width) = self.column();
        let Some(mut setter) = Setter::new(&own, &text, &mut self.shaper) else { return Vec::new() };
        let whole = setter.whole(formula, width);
        let room = if formula.place == Place::Display { width } else { style.size * SHORT };
        if whole.width <= room { vec![(whole, Joint::None)] } else { setter.parts(formula) }
    }
}
