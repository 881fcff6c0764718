//! Parts of HTML tables. In: their tags, of which many may be missing. Out: frames for rows and cells, never more than a
//! table may have.

use super::super::events::{Frame, Reader};
use super::super::kinds::Kind;
use super::attributes::{cell_alignment, speech};
use crate::model::ColumnAlign;
use crate::read::html::Open;
use crate::source::Span;

/// The most columns that a row may have, and rows that a cell may span (HTML Living Standard §4.9.11).
const MOST: usize = 1000;
/// The most places in its grid that a table may claim with all its cells.
const MOST_PLACES: usize = 200_000;

impl Reader<'_> {
    /// Takes the tag of a caption, a group of rows, a row or a cell.
    pub fn open_part(&mut self, open: &Open, span: Span) {
        let name = open.name.as_str();
        let Some(at) = self.find(|frame| frame.tag.as_deref() == Some("table"), false) else { return self.edge(span) };
        if !matches!(self.frames[at].kind, Kind::Table { .. }) {
            // A table in a cell is lines: cells hold no blocks.
            return if matches!(name, "td" | "th") { self.space(span) } else { self.edge(span) };
        }
        let in_row = matches!(name, "td" | "th")
            && matches!(self.frames.get(at + 1).map(|row| &row.kind), Some(Kind::Row { .. }));
        self.close_to(if in_row { at + 2 } else { at + 1 });
        let Kind::Table { in_head, .. } = &mut self.frames[at].kind else { return };
        match name {
            "caption" => {
                self.open_tag(Kind::Caption, name, span);
            }
            "tr" => {
                let head = *in_head;
                self.open_tag(Kind::row(head, false), name, span);
            }
            "td" | "th" => {
                let head = *in_head;
                if !in_row {
                    self.open_tag(Kind::row(head, false), "tr", span);
                }
                self.open_cell(open, at, span);
            }
            _ => *in_head = name == "thead",
        }
    }

    fn open_cell(&mut self, open: &Open, table: usize, span: Span) {
        let number = |name| open.get(name).and_then(|value| value.trim().parse::<usize>().ok());
        let (mut wide, mut high) =
            (number("colspan").unwrap_or(1).clamp(1, MOST), number("rowspan").unwrap_or(1).min(MOST));
        // No rows are all that follow.
        high = if high == 0 { MOST } else { high };
        let Some(Frame { kind: Kind::Row { has_data, columns, .. }, .. }) = self.frames.get_mut(table + 1) else {
            return;
        };
        if *columns >= MOST {
            return self.space(span);
        }
        wide = wide.min(MOST - *columns);
        let first = *columns;
        *has_data |= open.name == "td";
        *columns += wide;
        if let Kind::Table { table, places, .. } = &mut self.frames[table].kind {
            if *places + wide * high > MOST_PLACES {
                (wide, high) = (1, 1);
            }
            *places += wide * high;
            let align = cell_alignment(open);
            if align != ColumnAlign::Auto && wide == 1 && table.columns.len() <= first {
                table.columns.resize(first + 1, ColumnAlign::Auto);
                table.columns[first] = align;
            }
        }
        self.open_tag(Kind::Cell { columns: wide as u16, rows: high as u16 }, &open.name, span);
        if let Some(kind) = speech(open) {
            self.speak(kind, span);
        }
    }
}
