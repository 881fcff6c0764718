//! Tables. In: cells as passages with their boxes. Out: strips, a row being cut only between lines that end at the same
//! height; the head rows are carried by every strip of the body, to stand again where a page begins with it.

mod columns;
mod rows;

use super::flow::{Findings, Stick};
use super::galley::{Passage, Piece, Strip};
use super::plan::PlanId;
use crate::diagnostic::{Diagnostic, rules};
use crate::length::Pt;
use crate::style::Align;
use crate::text::Shaper;
use std::sync::Arc;

/// A table, collected.
#[derive(Clone, Debug)]
pub struct Grid<'b> {
    /// Alignment of each column.
    pub aligns: Vec<Align>,
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
    /// Its element.
    pub plan: PlanId,
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

/// A cell in its place: first row and column, counted from the head.
struct Placed<'g, 'b> {
    cell: &'g GridCell<'b>,
    row: usize,
    column: usize,
    /// How many rows it reaches over, cut off at the end of its part of the table.
    rows: usize,
    columns: usize,
}

/// Sets a table into the measure of its piece.
pub fn set(grid: &Grid, piece: &Piece, stick: &Stick, shaper: &mut Shaper, findings: &mut Findings) -> Vec<Strip> {
    let (head, head_columns) = place(&grid.head);
    let (body, body_columns) = place(&grid.body);
    let count = grid.aligns.len().max(head_columns).max(body_columns);
    if count == 0 {
        return Vec::new();
    }
    let widths = columns::widths(head.iter().chain(&body), count, piece.width, shaper);
    if widths.narrowed {
        let span = body.iter().chain(&head).find_map(|placed| placed.cell.passage.span(0));
        let message = "a table is wider than the page even with its columns at their narrowest";
        let hint = "leave out columns, or turn the table so that its rows become columns";
        findings.report(Diagnostic::new(&rules::WIDE_TABLE, span, message).hint(hint));
    }
    let mut inside = Findings::default();
    let mut setter = rows::Setter {
        aligns: &grid.aligns,
        edges: columns::edges(&widths.widths, piece.left, piece.width, stick.layout.direction),
        block: piece.block,
        row: 0,
        cell: 0,
        shaper,
        findings: &mut inside,
    };
    let mut strips = setter.set(&grid.head, &head);
    let mut rest = setter.set(&grid.body, &body);
    if widths.narrowed {
        inside.forget(&rules::FORCED_BREAK);
    }
    *findings = std::mem::take(findings).merge(inside);
    if !strips.is_empty() && !rest.is_empty() {
        rest[0].cost += super::cost::KEPT;
        let height: Pt = strips.iter().map(|strip| strip.height).sum();
        if height * 3 <= stick.room.height {
            let head: Arc<[Strip]> = strips.clone().into();
            rest.iter_mut().for_each(|strip| strip.head = Some(head.clone()));
        }
    }
    strips.append(&mut rest);
    strips
}

/// The cells of a part of a table in their places, and how many columns they need.
fn place<'g, 'b>(rows: &'g [GridRow<'b>]) -> (Vec<Placed<'g, 'b>>, usize) {
    let mut placed = Vec::new();
    // For each column, the first row that is free again.
    let mut free: Vec<usize> = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in &cells.cells {
            while free.get(column).is_some_and(|&until| until > row) {
                column += 1;
            }
            let reach = cell.rows.min(rows.len() - row);
            if free.len() < column + cell.columns {
                free.resize(column + cell.columns, 0);
            }
            free[column..column + cell.columns].fill(row + reach);
            placed.push(Placed { cell, row, column, rows: reach, columns: cell.columns });
            column += cell.columns;
        }
    }
    (placed, free.len())
}
