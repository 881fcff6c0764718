//! A paragraph to lines.

use super::{Line, Measure, Paragraph, Shaper, Trouble};

/// Sets a paragraph. Returns its lines and what could not be set as asked.
pub fn set(paragraph: &Paragraph, measure: &Measure, shaper: &mut Shaper) -> (Vec<Line>, Vec<Trouble>) {
    let _ = (paragraph, measure, shaper);
    todo!()
}

/// The widest unbreakable piece and the width on one line: the minimum and maximum content widths of a table cell.
pub fn extents(paragraph: &Paragraph, shaper: &mut Shaper) -> (crate::length::Pt, crate::length::Pt) {
    let _ = (paragraph, shaper);
    todo!()
}
