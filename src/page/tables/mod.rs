//! Tables. In: cells as passages with their boxes. Out: strips, a row being cut only between lines that end at the same
//! height; the head rows are carried by every strip of the body, to stand again where a page begins with it.

mod columns;
mod figures;
mod rows;
mod shrink;

use super::flow::{Findings, Stick};
use super::galley::{Passage, Piece, Strip};
use super::plan::PlanId;
use crate::diagnostic::{Diagnostic, rules};
use crate::length::Pt;
use crate::text::Shaper;
use std::borrow::Cow;
use std::sync::Arc;

/// How large a table may be set, in per cent of what the sheet says: a wide one is turned down until it fits.
pub const SIZES: [i64; 4] = [100, 92, 84, 76];

/// A table, collected.
#[derive(Clone, Debug)]
pub struct Grid<'b> {
    /// How many columns it has.
    pub columns: usize,
    /// Head rows.
    pub head: Vec<GridRow<'b>>,
    /// Body rows.
    pub body: Vec<GridRow<'b>>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct GridRow<'b> {
    /// Its cells; columns that a cell of a row above reaches into are left out.
    pub cells: Vec<GridCell<'b>>,
    /// Where it begins in the block's flat text.
    pub at: u32,
    /// Rules above and below.
    pub border: (Pt, Pt),
    /// Background.
    pub background: Option<[u8; 3]>,
    /// Ink of its rules.
    pub color: [u8; 3],
    /// Whether it is never parted if that can be helped.
    pub keep: bool,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct GridCell<'b> {
    /// What it says.
    pub passage: Passage<'b>,
    /// In a column of figures, the byte of the passage at which the whole number ends.
    pub whole: Option<usize>,
    /// Its element.
    pub plan: PlanId,
    /// Its first column.
    pub column: usize,
    /// Columns and rows that it spans.
    pub columns: usize,
    pub rows: usize,
    /// Paddings and rules: top, right, bottom, left.
    pub padding: [Pt; 4],
    pub border: [Pt; 4],
    /// Background.
    pub background: Option<[u8; 3]>,
    /// Ink of its rules.
    pub color: [u8; 3],
}

impl GridCell<'_> {
    /// What its box takes from its width.
    fn sides(&self) -> Pt {
        self.padding[1] + self.padding[3] + self.border[1] + self.border[3]
    }
}

/// A cell in its place.
struct Placed<'g, 'b> {
    cell: &'g GridCell<'b>,
    /// Its first row, counted from the first of its part of the table.
    row: usize,
    /// How many rows it reaches over, cut off at the end of its part of the table.
    rows: usize,
}

/// Sets a table into the measure of its piece.
pub fn set(grid: &Grid, piece: &Piece, stick: &Stick, shaper: &mut Shaper, findings: &mut Findings) -> Vec<Strip> {
    let (grid, widths) = fitted(grid, piece.width, shaper);
    if widths.widths.is_empty() {
        return Vec::new();
    }
    if widths.narrowed {
        let span = grid.body.iter().chain(&grid.head).flat_map(|row| &row.cells).find_map(|cell| cell.passage.span(0));
        let message = "a table is wider than the page even in small type with its columns at their narrowest";
        let hint = "leave out columns, or turn the table so that its rows become columns";
        findings.report(Diagnostic::new(&rules::WIDE_TABLE, span, message).hint(hint));
    }
    let mut inside = Findings::default();
    let mut setter = rows::Setter {
        edges: columns::edges(&widths.widths, piece.left, piece.width, stick.layout.direction),
        block: piece.block,
        row: 0,
        cell: 0,
        height: stick.room.height,
        shaper,
        findings: &mut inside,
    };
    let mut strips = setter.set(&grid.head, &place(&grid.head));
    let mut rest = setter.set(&grid.body, &place(&grid.body));
    if widths.narrowed {
        inside.forget(&rules::FORCED_BREAK);
    }
    *findings = std::mem::take(findings).merge(inside);
    if !strips.is_empty() && !rest.is_empty() {
        strips.iter_mut().skip(1).chain(&mut rest[..1]).for_each(|strip| strip.cost += super::cost::KEPT);
        let height: Pt = strips.iter().map(|strip| strip.height).sum();
        if height * 3 <= stick.room.height {
            let head: Arc<[Strip]> = strips.clone().into();
            rest.iter_mut().for_each(|strip| strip.extras_mut().head = Some(head.clone()));
        }
    }
    let height: Pt = strips.iter().chain(&rest).map(|strip| strip.height).sum();
    let parted = super::cost::parted_table(stick.layout.whole_lines(height).0 / stick.layout.grid().0);
    rest.iter_mut().skip(1).for_each(|strip| strip.cost += parted);
    strips.append(&mut rest);
    strips
}

/// A table in the largest size in which it fits its measure, figures below each other, with the widths of its columns.
fn fitted<'g, 'b>(grid: &'g Grid<'b>, measure: Pt, shaper: &mut Shaper) -> (Cow<'g, Grid<'b>>, columns::Widths) {
    let mut sizes = SIZES.into_iter();
    let mut percent = sizes.next().unwrap_or(100);
    loop {
        let mut grid = if percent == 100 { Cow::Borrowed(grid) } else { Cow::Owned(shrink::shrunk(grid, percent)) };
        if grid.body.iter().flat_map(|row| &row.cells).any(|cell| cell.whole.is_some()) {
            figures::align(grid.to_mut(), shaper);
        }
        let widths = columns::widths(&grid, measure, shaper);
        match sizes.next().filter(|_| widths.narrowed) {
            Some(smaller) => percent = smaller,
            None => return (grid, widths),
        }
    }
}

/// The cells of a part of a table in their places.
fn place<'g, 'b>(rows: &'g [GridRow<'b>]) -> Vec<Placed<'g, 'b>> {
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell)));
    cells.map(|(row, cell)| Placed { cell, row, rows: cell.rows.min(rows.len() - row) }).collect()
}
