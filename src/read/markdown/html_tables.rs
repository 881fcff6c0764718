//! Tables in raw HTML, for what Markdown's own cannot say: cells over several columns and rows, captions. In: the tags of
//! a block that holds the whole table. Out: the frames of a table, as the parser's own tables open and close them.

use super::blocks::Kind;
use super::events::Reader;
use super::tags::{Piece, attribute};
use crate::model::Inline;
use crate::source::Span;

/// The most columns that a cell may span, and rows (HTML Living Standard §4.9.11 allows so many columns).
const MOST: u16 = 1000;
/// The most places in its grid that a table may claim with all its cells.
const MOST_PLACES: usize = 200_000;

/// A row as it is read.
#[derive(Default)]
pub struct HtmlRow {
    /// Whether it stands in the `thead`.
    in_head: bool,
    /// Whether it has a cell that is no heading.
    has_data: bool,
}

/// Whether the table that begins before `rest` ends in it, has none inside it and no more columns than a table may.
pub fn is_whole(rest: &[Piece]) -> bool {
    let (mut columns, mut places) = (0, 0);
    for piece in rest {
        match piece {
            Piece::Close { name } if name == "table" => return true,
            Piece::Open { name, .. } if name == "table" => return false,
            Piece::Open { name, .. } if name == "tr" => columns = 0,
            Piece::Open { name, attributes, .. } if name == "td" || name == "th" => {
                let (wide, high) = spans(attributes);
                columns += wide;
                places += usize::from(wide) * usize::from(high);
                if columns > MOST || places > MOST_PLACES {
                    return false;
                }
            }
            _ => {}
        }
    }
    false
}

/// How many columns and rows a cell spans. No rows are all that follow.
fn spans(attributes: &str) -> (u16, u16) {
    let span = |name| attribute(attributes, name).map_or(1, |value| value.trim().parse().unwrap_or(1).min(MOST));
    let rows = span("rowspan");
    (span("colspan").max(1), if rows == 0 { MOST } else { rows })
}

impl Reader<'_> {
    /// Takes an opening tag as a part of a table; whether it is one.
    pub fn open_table_part(
        &mut self,
        name: &str,
        attributes: &str,
        whole: bool,
        row: &mut HtmlRow,
        span: Span,
    ) -> bool {
        let in_table = self.in_table();
        match name {
            "table" if whole && !in_table => {
                *row = HtmlRow::default();
                self.push_frame(Kind::table(&[]), span);
            }
            "caption" if in_table => {
                self.close_row(row);
                self.push_frame(Kind::Caption, span);
            }
            "thead" | "tbody" | "tfoot" if in_table => {
                self.close_row(row);
                row.in_head = name == "thead";
            }
            "tr" if in_table => {
                self.close_row(row);
                self.open_row(row, span);
            }
            "td" | "th" if in_table => {
                self.close_cell();
                self.open_row(row, span);
                row.has_data |= name == "td";
                let (columns, rows) = spans(attributes);
                self.push_frame(Kind::Cell { columns, rows }, span);
            }
            "colgroup" | "col" if in_table => {}
            _ => return false,
        }
        true
    }

    /// Takes a closing tag as a part of a table; whether it is one.
    pub fn close_table_part(&mut self, name: &str, row: &mut HtmlRow) -> bool {
        if !self.in_table() {
            return false;
        }
        match name {
            "table" => {
                self.close_row(row);
                self.end();
            }
            "caption" | "td" | "th" => self.close_cell(),
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.close_row(row);
                row.in_head &= name == "tr";
            }
            "colgroup" | "col" => {}
            _ => return false,
        }
        true
    }

    /// Text between the tags of a table that stands in no cell gets one, so that nothing is lost.
    pub fn text_in_table(&mut self, row: &mut HtmlRow, span: Span) {
        if matches!(self.top().kind, Kind::Table(_) | Kind::Row { .. }) {
            self.open_row(row, span);
            row.has_data = true;
            self.push_frame(Kind::Cell { columns: 1, rows: 1 }, span);
        }
    }

    /// Whether what comes next is inside a table.
    pub fn in_table(&mut self) -> bool {
        matches!(self.top().kind, Kind::Table(_) | Kind::Row { .. } | Kind::Cell { .. } | Kind::Caption)
    }

    /// The edge of a block inside a cell: cells hold lines only.
    pub fn edge_in_cell(&mut self, span: Span) {
        if !self.top().inlines.is_empty() && !matches!(self.top().inlines.last(), Some(Inline::LineBreak)) {
            self.inline(Inline::LineBreak, span);
        }
    }

    fn open_row(&mut self, row: &HtmlRow, span: Span) {
        if matches!(self.top().kind, Kind::Table(_)) {
            self.push_frame(Kind::Row { cells: Vec::new(), head: row.in_head }, span);
        }
    }

    fn close_cell(&mut self) {
        if !matches!(self.top().kind, Kind::Cell { .. } | Kind::Caption) {
            return;
        }
        let inlines = &mut self.top().inlines;
        while matches!(inlines.last(), Some(Inline::LineBreak)) {
            inlines.pop();
        }
        if let Some(Inline::Text(text)) = inlines.last_mut() {
            let end = text.as_str().trim_end().len();
            text.split_off(end);
        }
        self.end();
    }

    fn close_row(&mut self, row: &mut HtmlRow) {
        self.close_cell();
        let has_data = std::mem::take(&mut row.has_data);
        let first =
            self.outer().is_some_and(|outer| matches!(&outer.kind, Kind::Table(table) if table.body.is_empty()));
        if let Kind::Row { cells, head } = &mut self.top().kind {
            // Rows of headings alone that come first are the head, with or without a `thead`.
            *head |= !has_data && first && !cells.is_empty();
            self.end();
        }
    }
}
