//! Tables: every cell a passage, its box and its element.

use super::super::CellAttributes;
use super::super::galley::Matter;
use super::super::plan::PlanId;
use super::super::tables::{Grid, GridCell, GridRow};
use super::{Collector, Kept, Scope, Sibling};
use crate::length::Pt;
use crate::model::{BlockId, Cell, ColumnAlign, Table, flat_text};
use crate::style::Align;
use crate::vocabulary::{self, Element};

impl<'b> Collector<'b> {
    /// A table: its caption, then its grid.
    pub fn table(&mut self, table: &'b Table, scope: &Scope, plan: PlanId, block: BlockId) {
        let mut previous = None;
        if !table.caption.is_empty() {
            let sibling = Sibling::first(vocabulary::TABLE_CAPTION, scope.lang());
            let plan = self.plan.add(plan, vocabulary::TABLE_CAPTION.pdf);
            self.enter_box(scope, None, sibling, |this, scope| {
                let passage = this.passage(&table.caption, scope, plan, Kept::All);
                this.keep();
                this.text(passage, scope, Some(block));
            });
            self.keep_with_next();
            previous = Some(sibling);
        }
        let mut grid = Grid { aligns: alignments(table), head: Vec::new(), body: Vec::new() };
        let mut at = flat_text(&table.caption).len();
        let parts = [
            (vocabulary::TABLE_HEAD, vocabulary::HEAD_CELL, &table.head),
            (vocabulary::TABLE_BODY, vocabulary::CELL, &table.body),
        ];
        for (element, cell, rows) in parts {
            if rows.is_empty() {
                continue;
            }
            let sibling = Sibling::after(previous, element, scope.lang());
            let plan = self.plan.add(plan, element.pdf);
            let rows = self.enter(scope, previous, sibling, |this, scope| {
                this.rows(rows, (cell, &table.columns), &mut at, scope, plan)
            });
            if element == vocabulary::TABLE_HEAD {
                grid.head = rows
            } else {
                grid.body = rows
            }
            previous = Some(sibling);
        }
        let [above, _, below, _] = scope.style.border;
        if let Some(first) = grid.head.first_mut().or(grid.body.first_mut()) {
            first.border.0 = first.border.0.max(above);
        }
        if let Some(last) = grid.body.last_mut().or(grid.head.last_mut()) {
            last.border.1 = last.border.1.max(below);
        }
        self.push(Matter::Table(Box::new(grid)), &scope.style, Some(block));
    }

    fn rows(
        &mut self,
        rows: &'b [Vec<Cell>],
        kind: (Element, &[ColumnAlign]),
        at: &mut usize,
        scope: &Scope,
        plan: PlanId,
    ) -> Vec<GridRow<'b>> {
        let mut previous = None;
        let mut out = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let sibling = Sibling::after(previous, vocabulary::TABLE_ROW, scope.lang());
            let plan = self.plan.add(plan, vocabulary::TABLE_ROW.pdf);
            out.push(self.enter(scope, previous, sibling, |this, row_scope| {
                // The rules of a head or body stand on its first and last row, a row's own over and under its cells.
                let mut border = (row_scope.style.border[0], row_scope.style.border[2]);
                if i == 0 {
                    border.0 = border.0.max(scope.style.border[0]);
                }
                if i + 1 == rows.len() {
                    border.1 = border.1.max(scope.style.border[2]);
                }
                let cells = this.cells(row, kind, row_scope, plan);
                let (background, color) = (row_scope.style.background, row_scope.style.color);
                GridRow { cells, at: *at as u32, border, background, color, keep: row_scope.style.keep }
            }));
            *at += row.iter().map(|cell| flat_text(&cell.inlines).len()).sum::<usize>();
            previous = Some(sibling);
        }
        out
    }

    fn cells(
        &mut self,
        cells: &'b [Cell],
        (kind, columns): (Element, &[ColumnAlign]),
        scope: &Scope,
        plan: PlanId,
    ) -> Vec<GridCell<'b>> {
        let mut previous = None;
        let mut out = Vec::new();
        let mut column = 0;
        for cell in cells {
            let element = vocabulary::aligned(kind, columns.get(column).copied().unwrap_or_default());
            column += usize::from(cell.columns.max(1));
            let sibling = Sibling::after(previous, element, scope.lang());
            let plan = self.plan.add(plan, element.pdf);
            let scoped = (kind == vocabulary::HEAD_CELL).then_some("Column");
            let attributes = CellAttributes { scope: scoped, columns: cell.columns.max(1), rows: cell.rows.max(1) };
            self.plan.get_mut(plan).cell = Some(attributes);
            out.push(self.enter(scope, previous, sibling, |this, scope| {
                let text = this.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                let mut passage = this.passage(&cell.inlines, scope, text, Kept::All);
                passage.paragraph.indent = Pt::ZERO;
                GridCell {
                    passage,
                    plan,
                    columns: usize::from(cell.columns.max(1)),
                    rows: usize::from(cell.rows.max(1)),
                    padding: scope.style.padding,
                    border: scope.style.border,
                    background: scope.style.background,
                    color: scope.style.color,
                }
            }));
            previous = Some(sibling);
        }
        out
    }
}

/// The alignment of each column; one that has none of its own stands at the start, or at the end if it is of numbers.
fn alignments(table: &Table) -> Vec<Align> {
    let numeric = |column: usize| {
        let cells = table.body.iter().filter_map(|row| row.get(column)).map(|cell| flat_text(&cell.inlines));
        let mut filled = cells.filter(|text| !text.trim().is_empty()).peekable();
        filled.peek().is_some() && filled.all(|text| is_number(&text))
    };
    let align = |(column, align): (usize, &ColumnAlign)| match align {
        ColumnAlign::Auto if numeric(column) => Align::End,
        ColumnAlign::Auto | ColumnAlign::Left => Align::Start,
        ColumnAlign::Center => Align::Center,
        ColumnAlign::Right => Align::End,
    };
    table.columns.iter().enumerate().map(align).collect()
}

/// Whether a cell is a number, with its sign, unit sign and separators.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ',' | '+' | '-' | '\u{2212}' | '\u{2013}' | '%' | '$' | '€' | '£')
    });
    digits > 0 && others
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_told_from_words_and_dashes() {
        assert!(is_number("1,234.5") && is_number("\u{2212}12 %"));
        assert!(!is_number("1st") && !is_number("\u{2013}"));
    }
}
