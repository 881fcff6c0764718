//! Tables in smaller type. In: a table. Out: the same with all its measures turned down.

use super::super::galley::Passage;
use super::{Grid, GridCell, GridRow};
use crate::length::Pt;
use crate::text::{Run, TextStyle};
use std::sync::Arc;

/// `grid` at `percent` per cent of its size; rules keep theirs.
pub fn shrunk<'b>(grid: &Grid<'b>, percent: i64) -> Grid<'b> {
    let rows = |rows: &[GridRow<'b>]| {
        let cell = |cell: &GridCell<'b>| GridCell {
            passage: passage(&cell.passage, percent),
            padding: cell.padding.map(|padding| padding.scale(percent, 100)),
            ..cell.clone()
        };
        let row = |row: &GridRow<'b>| GridRow { cells: row.cells.iter().map(cell).collect(), ..row.clone() };
        rows.iter().map(row).collect()
    };
    Grid { columns: grid.columns, head: rows(&grid.head), body: rows(&grid.body) }
}

fn passage<'b>(passage: &Passage<'b>, percent: i64) -> Passage<'b> {
    let scaled = |length: Pt| length.scale(percent, 100);
    let mut out = passage.clone();
    out.leading = scaled(out.leading);
    out.ascent = scaled(out.ascent);
    let size = |(width, height): (Pt, Pt)| (scaled(width), scaled(height));
    out.paragraph.boxes.iter_mut().for_each(|inline| inline.size = size(inline.size));
    out.pictures.iter_mut().for_each(|picture| picture.size = size(picture.size));
    let style = |style: &TextStyle| TextStyle {
        size: scaled(style.size),
        letter_spacing: scaled(style.letter_spacing),
        rise: scaled(style.rise),
        ..style.clone()
    };
    let run = |run: &Run| Run { style: Arc::new(style(&run.style)), ..run.clone() };
    out.paragraph.runs = passage.paragraph.runs.iter().map(run).collect();
    out
}
