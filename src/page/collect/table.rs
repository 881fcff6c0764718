//! Tables: every cell a passage, its box and its element.

use super::super::CellAttributes;
use super::super::galley::Matter;
use super::super::plan::PlanId;
use super::super::tables::{Grid, GridCell, GridRow};
use super::inlines::turn;
use super::{Collector, Kept, Scope, Sibling};
use crate::length::Pt;
use crate::model::table::{Heads, decimal_sign, whole_end};
use crate::model::{BlockId, Cell, ColumnAlign, Table, flat_text};
use crate::vocabulary;

/// What the rows of a part of a table are.
struct Kind<'t> {
    table: &'t Table,
    in_head: bool,
    /// For each column of figures, their decimal sign.
    figures: &'t [Option<Option<char>>],
}

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
        let mut grid = Grid { columns: table.columns.len(), head: Vec::new(), body: Vec::new() };
        let figures = figures(table);
        let mut at = flat_text(&table.caption).len();
        let parts = [(vocabulary::TABLE_HEAD, &table.head), (vocabulary::TABLE_BODY, &table.body)];
        for (element, rows) in parts {
            if rows.is_empty() {
                continue;
            }
            let sibling = Sibling::after(previous, element, scope.lang());
            let plan = self.plan.add(plan, element.pdf);
            let rows = self.enter(scope, previous, sibling, |this, scope| {
                let kind = Kind { table, in_head: element == vocabulary::TABLE_HEAD, figures: &figures };
                this.rows(rows, &kind, &mut at, scope, plan)
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
        kind: &Kind,
        at: &mut usize,
        scope: &Scope,
        plan: PlanId,
    ) -> Vec<GridRow<'b>> {
        let mut previous = None;
        let mut out = Vec::new();
        for (i, (row, places)) in rows.iter().zip(Table::places(rows, kind.table.columns.len())).enumerate() {
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
                let cells = this.cells(row, &places.cells, kind, row_scope, plan);
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
        places: &[usize],
        kind: &Kind,
        scope: &Scope,
        plan: PlanId,
    ) -> Vec<GridCell<'b>> {
        let mut previous = None;
        let mut out = Vec::new();
        for (cell, &column) in cells.iter().zip(places) {
            let align = kind.table.columns.get(column).copied().unwrap_or_default();
            let heads = kind.table.heads(kind.in_head, column, cell);
            let element = if heads.is_some() { vocabulary::HEAD_CELL } else { vocabulary::CELL };
            let element = vocabulary::aligned(element, align, cell.columns);
            let sibling = Sibling::after(previous, element, scope.lang());
            let plan = self.plan.add(plan, element.pdf);
            let scope_of_head = heads.map(|heads| if heads == Heads::Column { "Column" } else { "Row" });
            let attributes =
                CellAttributes { scope: scope_of_head, columns: cell.columns.max(1), rows: cell.rows.max(1) };
            self.plan.get_mut(plan).cell = Some(attributes);
            out.push(self.enter(scope, previous, sibling, |this, scope| {
                let text = this.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                let mut passage = this.passage(&cell.inlines, scope, text, Kept::All);
                passage.paragraph.indent = Pt::ZERO;
                turn(&mut passage, &cell.inlines);
                let sign = kind.figures.get(column).copied().flatten().filter(|_| heads.is_none() && cell.columns == 1);
                let whole = sign.map(|sign| passage.at_flat(whole_end(&flat_text(&cell.inlines), sign)));
                GridCell {
                    passage,
                    whole,
                    plan,
                    column,
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

/// For each column of figures, the decimal sign that they are written with, if they have one; `None` for others.
fn figures(table: &Table) -> Vec<Option<Option<char>>> {
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); table.columns.len()];
    for (row, places) in table.body.iter().zip(Table::places(&table.body, table.columns.len())) {
        for (cell, column) in row.iter().zip(places.cells) {
            if table.columns.get(column) == Some(&ColumnAlign::Figures) && cell.columns == 1 {
                texts[column].push(flat_text(&cell.inlines));
            }
        }
    }
    let sign = |(align, texts): (&ColumnAlign, &Vec<String>)| {
        (*align == ColumnAlign::Figures).then(|| decimal_sign(texts.iter().map(String::as_str)))
    };
    table.columns.iter().zip(&texts).map(sign).collect()
}
