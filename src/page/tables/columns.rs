//! How wide the columns of a table are.

use super::Grid;
use crate::language::Direction;
use crate::length::Pt;
use crate::text::{Shaper, extents};

/// Widths of all columns, and whether they had to be made narrower than their longest words.
pub struct Widths {
    pub widths: Vec<Pt>,
    pub narrowed: bool,
}

/// Left edge and width of what spans some columns.
pub struct Edges {
    starts: Vec<Pt>,
    left: Pt,
    measure: Pt,
    direction: Direction,
}

impl Edges {
    /// Left edge and width of `columns` columns from `first` on; the first column of a right-to-left table is its
    /// rightmost.
    pub fn span(&self, first: usize, columns: usize) -> (Pt, Pt) {
        let start = self.starts[first];
        let width = self.starts[first + columns] - start;
        match self.direction {
            Direction::Ltr => (self.left + start, width),
            Direction::Rtl => (self.left + self.measure - start - width, width),
        }
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Where columns of these widths stand.
/// A table narrower than the measure stands in its middle.
pub fn edges(widths: &[Pt], left: Pt, measure: Pt, direction: Direction) -> Edges {
    let total = widths.iter().copied().sum();
    let left = left + Pt((measure - total).0.max(0) / 2);
    let mut starts = vec![Pt::ZERO];
    let mut at = Pt::ZERO;
    for &width in widths {
        at += width;
        starts.push(at);
    }
    Edges { starts, left, measure: total, direction }
}

/// Widths between what the longest words need and what the longest cells would take on one line.
pub fn widths(grid: &Grid, measure: Pt, shaper: &mut Shaper) -> Widths {
    let cells = || grid.head.iter().chain(&grid.body).flat_map(|row| &row.cells);
    let count = cells().map(|cell| cell.column + cell.columns).fold(grid.columns, usize::max);
    let mut least = vec![Pt::ZERO; count];
    let mut most = vec![Pt::ZERO; count];
    let mut spanning = Vec::new();
    for cell in cells() {
        let (narrow, wide) = extents(&cell.passage.paragraph, shaper);
        // A sixteenth of a point against rounding inside the line.
        let sides = cell.sides() + Pt(Pt::ONE.0 / 16);
        let (narrow, wide) = (narrow + sides, wide + sides);
        if cell.columns == 1 {
            least[cell.column] = least[cell.column].max(narrow);
            most[cell.column] = most[cell.column].max(wide);
        } else {
            spanning.push((cell.column..cell.column + cell.columns, narrow, wide));
        }
    }
    for (columns, narrow, wide) in spanning {
        widen(&mut least[columns.clone()], narrow);
        widen(&mut most[columns], wide);
    }
    for (most, &least) in most.iter_mut().zip(&least) {
        *most = least.max(*most);
    }
    let (narrow, wide): (Pt, Pt) = (least.iter().copied().sum(), most.iter().copied().sum());
    if wide <= measure {
        return Widths { widths: most, narrowed: false };
    }
    if narrow > measure {
        // The words of narrow columns stay whole; those of the widest are broken.
        return Widths { widths: pour(vec![Pt::ZERO; count], &least, measure), narrowed: true };
    }
    Widths { widths: pour(least, &most, measure - narrow), narrowed: false }
}

/// Shares `spare` among columns: those that want little get all they want, so that their cells stay on one line; the
/// others get parts of what is left in proportion to what they want.
fn pour(mut widths: Vec<Pt>, most: &[Pt], mut spare: Pt) -> Vec<Pt> {
    let mut wants: Vec<(Pt, usize)> = (0..widths.len()).map(|i| (most[i] - widths[i], i)).collect();
    wants.sort();
    let mut from = 0;
    while from < wants.len() && wants[from].0 * (wants.len() - from) as i64 <= spare {
        let (want, column) = wants[from];
        widths[column] += want;
        spare -= want;
        from += 1;
    }
    let wanted: Pt = wants[from..].iter().map(|&(want, _)| want).sum();
    for &(want, column) in &wants[from..] {
        widths[column] += share(want, wanted, spare);
    }
    widths
}

/// What `part` of `whole` gets of `of`, rounded down.
fn share(part: Pt, whole: Pt, of: Pt) -> Pt {
    match whole.0 {
        0 => Pt::ZERO,
        _ => Pt((i128::from(of.0) * i128::from(part.0) / i128::from(whole.0)) as i64),
    }
}

/// Makes columns wide enough together, each by the same.
fn widen(columns: &mut [Pt], needed: Pt) {
    let missing = needed - columns.iter().copied().sum();
    if missing > Pt::ZERO && !columns.is_empty() {
        let each = Pt(missing.0 / columns.len() as i64 + 1);
        columns.iter_mut().for_each(|width| *width += each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_columns_keep_to_one_line_before_wide_ones_get_more() {
        let widths = pour(vec![Pt(20), Pt(20), Pt(20)], &[Pt(30), Pt(400), Pt(220)], Pt(130));
        assert_eq!(widths[0], Pt(30));
        assert!(widths[1] > widths[2] && widths[2] > Pt(20));
        assert!(widths.into_iter().sum::<Pt>() <= Pt(190));
    }
}
