//! Rows to strips.

use super::super::Area;
use super::super::cost;
use super::super::flow::{Findings, fitted, lines};
use super::super::galley::{Atom, Ink, Strip};
use super::columns::Edges;
use super::{GridRow, Placed};
use crate::length::Pt;
use crate::model::BlockId;
use crate::text::{Measure, Shaper};

/// Sets the rows of one table.
pub struct Setter<'s, 'f> {
    pub edges: Edges,
    pub block: Option<BlockId>,
    /// Rows and cells so far.
    pub row: u32,
    pub cell: u32,
    /// How high a page is.
    pub height: Pt,
    pub shaper: &'s mut Shaper<'f>,
    pub findings: &'s mut Findings,
}

/// The lines of a cell, their tops from the top of the first row's content.
struct SetCell<'p, 'g, 'b> {
    placed: &'p Placed<'g, 'b>,
    number: u32,
    left: Pt,
    width: Pt,
    lines: Vec<Strip>,
    /// Height of its box.
    height: Pt,
}

impl Setter<'_, '_> {
    /// Sets a part of the table.
    pub fn set(&mut self, rows: &[GridRow], placed: &[Placed]) -> Vec<Strip> {
        let mut cells: Vec<SetCell> = placed.iter().map(|placed| self.cell(placed)).collect();
        let heights = heights(rows, &cells);
        let mut tops = vec![Pt::ZERO];
        heights.iter().for_each(|&height| tops.push(tops[tops.len() - 1] + height));
        // Every line in the row that its top lies in: those of a cell over several rows come down to the lower ones.
        let mut inside: Vec<Vec<(Pt, u32, Strip)>> = rows.iter().map(|_| Vec::new()).collect();
        for cell in &mut cells {
            let from = cell.placed.row;
            let mut y = tops[from] + rows[from].border.0 + cell.placed.cell.border[0] + cell.placed.cell.padding[0];
            for line in std::mem::take(&mut cell.lines) {
                let row = (tops.partition_point(|&top| top <= y) - 1).clamp(from, from + cell.placed.rows - 1);
                let height = line.height;
                inside[row].push((y - tops[row], cell.number, line));
                y += height;
            }
        }
        let mut over: Vec<Vec<&SetCell>> = rows.iter().map(|_| Vec::new()).collect();
        for cell in &cells {
            let covered = over.iter_mut().skip(cell.placed.row).take(cell.placed.rows);
            covered.for_each(|row| row.push(cell));
        }
        let mut out = Vec::new();
        for (i, (row, lines)) in rows.iter().zip(inside).enumerate() {
            let mut strips = cut(heights[i], lines);
            self.dress(&mut strips, i, row, &over[i], heights[i]);
            let lone = i == 1 || (i > 0 && i + 1 == rows.len());
            strips[0].cost += if lone { cost::LONE_ROW } else { 0 };
            let (inner, count) = (if row.keep { cost::KEPT } else { cost::ROW }, strips.len());
            for (k, strip) in strips.iter_mut().enumerate().skip(1) {
                strip.cost += inner + if k < 2 || count - k < 2 { cost::WIDOW } else { 0 };
            }
            for strip in &mut strips {
                strip.extras_mut().row = Some(self.row);
                strip.start = self.block.map(|block| (block, row.at));
            }
            self.row += 1;
            out.append(&mut strips);
        }
        out
    }

    fn cell<'p, 'g, 'b>(&mut self, placed: &'p Placed<'g, 'b>) -> SetCell<'p, 'g, 'b> {
        let cell = placed.cell;
        let (left, width) = self.edges.span(cell.column, cell.columns);
        let inner = (width - cell.sides()).max(Pt::ONE);
        let text_left = left + cell.padding[3] + cell.border[3];
        // Columns are narrower than a formula only in a table that is too wide, which is a finding of its own.
        let fitted = fitted(&cell.passage, (inner, self.height), &mut Findings::default());
        let passage = fitted.as_ref().unwrap_or(&cell.passage);
        let lines = lines(passage, &Measure::of(inner), text_left, None, self.shaper, self.findings);
        let text: Pt = lines.iter().map(|line| line.height).sum();
        let height =
            cell.border[0] + cell.padding[0] + text.max(cell.passage.leading) + cell.padding[2] + cell.border[2];
        self.cell += 1;
        SetCell { placed, number: self.cell, left, width, lines, height }
    }

    /// Backgrounds and rules of a row with the cells over it, cut as its strips are; and the elements of the cells that
    /// begin in it, in order, so that every row has all of them, whatever is in them.
    fn dress(&mut self, strips: &mut [Strip], index: usize, row: &GridRow, cells: &[&SetCell], height: Pt) {
        let (left, width) = self.edges.span(0, self.edges.count());
        let mut fills = Fills::default();
        if let Some(color) = row.background {
            fills.push(left, Pt::ZERO, (width, height), color);
        }
        let (above, below) = row.border;
        for cell in cells {
            let [top, right, bottom, start] = cell.placed.cell.border;
            let color = cell.placed.cell.color;
            if let Some(background) = cell.placed.cell.background {
                fills.push(cell.left, Pt::ZERO, (cell.width, height), background);
            }
            fills.push(cell.left, Pt::ZERO, (start, height), color);
            fills.push(cell.left + cell.width - right, Pt::ZERO, (right, height), color);
            if cell.placed.row == index {
                fills.push(cell.left, above, (cell.width, top), color);
                let element = Ink::Element(cell.placed.cell.plan);
                strips[0].atoms.push(Atom { left: cell.left, top: Pt::ZERO, ink: element, cell: cell.number });
            }
            if cell.placed.row + cell.placed.rows == index + 1 {
                fills.push(cell.left, height - below - bottom, (cell.width, bottom), color);
            }
        }
        fills.push(left, Pt::ZERO, (width, above), row.color);
        fills.push(left, height - below, (width, below), row.color);
        fills.into_strips(strips);
    }
}

/// Filled rectangles of a row.
#[derive(Default)]
struct Fills(Vec<(Area, [u8; 3])>);

impl Fills {
    fn push(&mut self, left: Pt, top: Pt, size: (Pt, Pt), color: [u8; 3]) {
        if size.0 > Pt::ZERO && size.1 > Pt::ZERO {
            self.0.push((Area { left, top, width: size.0, height: size.1 }, color));
        }
    }

    /// Gives each strip its part of every rectangle, before its text.
    fn into_strips(self, strips: &mut [Strip]) {
        let mut top = Pt::ZERO;
        for strip in strips {
            let bottom = top + strip.height;
            let parts = self.0.iter().filter_map(|&(area, color)| {
                let (from, to) = (area.top.max(top), (area.top + area.height).min(bottom));
                let ink = Ink::Fill { size: (area.width, to - from), color };
                (from < to).then_some(Atom { left: area.left, top: from - top, ink, cell: 0 })
            });
            strip.atoms.splice(0..0, parts.collect::<Vec<_>>());
            top = bottom;
        }
    }
}

/// Heights of rows: what their own cells need; a cell over several rows makes the last of them higher.
fn heights(rows: &[GridRow], cells: &[SetCell]) -> Vec<Pt> {
    let mut heights: Vec<Pt> = rows.iter().map(|row| row.border.0 + row.border.1).collect();
    let edges = heights.clone();
    for cell in cells.iter().filter(|cell| cell.placed.rows == 1) {
        let row = cell.placed.row;
        heights[row] = heights[row].max(edges[row] + cell.height);
    }
    for cell in cells.iter().filter(|cell| cell.placed.rows > 1) {
        let reach = cell.placed.row..cell.placed.row + cell.placed.rows;
        let have: Pt = heights[reach.clone()].iter().copied().sum();
        let needed = cell.height + edges[cell.placed.row];
        heights[reach.end - 1] += (needed - have).max(Pt::ZERO);
    }
    heights
}

/// Cuts a row into strips wherever no line would be cut.
fn cut(height: Pt, mut lines: Vec<(Pt, u32, Strip)>) -> Vec<Strip> {
    lines.sort_by_key(|&(top, cell, _)| (top, cell));
    let mut strips = vec![Strip::default()];
    let mut top = Pt::ZERO;
    let mut reached = Pt::ZERO;
    for (y, cell, line) in lines {
        if y >= reached && reached > top {
            let last = strips.len() - 1;
            strips[last].height = reached - top;
            strips.push(Strip::default());
            top = reached;
        }
        reached = reached.max(y + line.height);
        let last = strips.len() - 1;
        let strip = &mut strips[last];
        strip.notes.extend(line.notes);
        if let Some(extras) = line.extras {
            strip.extras_mut().marks.extend(extras.marks);
        }
        strip.hyphenated |= line.hyphenated;
        let moved = line.atoms.into_iter().map(|atom| Atom { top: atom.top + y - top, cell, ..atom });
        strip.atoms.extend(moved);
    }
    let last = strips.len() - 1;
    strips[last].height = (height - top).max(Pt::ZERO);
    strips
}
