//! Formulas to boxes. In: a formula and the style of its element. Out: it set, in one part or, where it is long, in
//! several, each with the space of the line that stands behind it.

use super::{Collector, Scope};
use crate::math::{Formula, Place};
use crate::style::Style;
use crate::text::TextStyle;
use crate::text::math::{Joint, SetFormula, Setter};

/// How many ems a formula in running text may be wide and still stand in one part.
const SHORT: i64 = 5;
/// Per cent of its size that a formula on a line of its own may have, before it is broken.
const TIGHT: i64 = 94;

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
        // Higher than a page, it goes on overleaf.
        let height = whole.ascent + whole.descent;
        let high = formula.place == Place::Display && height > width && height > self.layout.room("").height;
        if high && let Some(rows) = setter.rows(formula, width) {
            let last = rows.len().saturating_sub(1);
            let joint = |number| if number == last { Joint::None } else { Joint::Space };
            return rows.into_iter().enumerate().map(|(number, row)| (row, joint(number))).collect();
        }
        if whole.width <= room {
            return vec![(whole, Joint::None)];
        }
        // A hair smaller, rather than a last sign on a line of its own.
        let percent = room.0 * 100 / whole.width.0;
        if formula.place == Place::Display && percent >= TIGHT {
            return vec![(whole.scaled(percent), Joint::None)];
        }
        setter.parts(formula)
    }
}
