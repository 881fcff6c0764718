//! Tables: where cells stand whose neighbours span columns and rows, and which columns hold figures.

use super::{Cell, Table, flat_text};
use std::ops::Range;

/// The columns of one row.
pub struct RowPlaces {
    /// The first column of each of its cells.
    pub cells: Vec<usize>,
    /// Columns behind the last of them that nothing reaches into.
    pub free: Vec<Range<usize>>,
}

/// What a cell may be the head of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heads {
    /// The cells below it.
    Column,
    /// The cells beside it.
    Row,
}

impl Table {
    /// What a cell that begins in `column` of the head, or of the body, is the head of. What says nothing is the head of
    /// nothing.
    pub fn heads(&self, in_head: bool, column: usize, cell: &Cell) -> Option<Heads> {
        let is_head = in_head || self.stub && column == 0;
        let heads = if in_head { Heads::Column } else { Heads::Row };
        (is_head && !flat_text(&cell.inlines).trim().is_empty()).then_some(heads)
    }

    /// How many letters wide it is at least: the longest word of every column, and about two letters of room around it.
    pub fn least_width(&self) -> usize {
        let mut widest = vec![0; self.columns.len()];
        for rows in [&self.head, &self.body] {
            for (row, places) in rows.iter().zip(Table::places(rows, widest.len())) {
                for (cell, column) in row.iter().zip(places.cells).filter(|(cell, _)| cell.columns <= 1) {
                    let text = flat_text(&cell.inlines);
                    let word = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
                    widest[column] = widest[column].max(word);
                }
            }
        }
        widest.iter().map(|word| word + 2).sum()
    }

    /// Where the cells of `rows` stand, which are all rows of the head or of the body: each in the first column that no
    /// cell above it reaches into (HTML Living Standard §4.9.12).
    pub fn places(rows: &[Vec<Cell>], columns: usize) -> Vec<RowPlaces> {
        // For each column, the first row that is free again.
        let mut until = vec![0; columns];
        let mut reach = 0;
        let mut out = Vec::with_capacity(rows.len());
        for (row, cells) in rows.iter().enumerate() {
            let taken = |until: &Vec<usize>, column: usize| until.get(column).is_some_and(|&until| until > row);
            let mut places = RowPlaces { cells: Vec::with_capacity(cells.len()), free: Vec::new() };
            let mut column = 0;
            for cell in cells {
                while taken(&until, column) {
                    column += 1;
                }
                places.cells.push(column);
                let end = column + usize::from(cell.columns.max(1));
                if until.len() < end {
                    until.resize(end, 0);
                }
                let below = row + usize::from(cell.rows.max(1));
                until[column..end].fill(below);
                reach = reach.max(below);
                column = end;
            }
            if reach <= row + 1 {
                places.free.extend((column < columns).then_some(column..columns));
                out.push(places);
                continue;
            }
            let free = (column..columns).filter(|&column| !taken(&until, column));
            for column in free {
                match places.free.last_mut() {
                    Some(last) if last.end == column => last.end += 1,
                    _ => places.free.push(column..column + 1),
                }
            }
            out.push(places);
        }
        out
    }
}

/// Whether a cell says a number: digits with a sign, a unit sign, separators.
pub fn is_number(text: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || ".,+-\u{2212}\u{2013}%‰$€£¥'’\u{66B}\u{66C}\u{66A}()".contains(c);
    text.contains(char::is_numeric) && text.chars().all(|c| c.is_numeric() || sign(c))
}

/// Whether it says that there is none: nothing, a dash, dots.
pub fn is_blank(text: &str) -> bool {
    text.trim().chars().all(|c| matches!(c, '-' | '\u{2012}'..='\u{2015}' | '\u{2212}' | '.' | '…'))
}

/// The decimal sign of a column of figures, told from signs that part thousands: it is the last sign of a number, stands
/// there once, and not always before three digits.
pub fn decimal_sign<'t>(cells: impl Iterator<Item = &'t str>) -> Option<char> {
    cells.filter_map(|text| sign_of(number(text)?)).next()
}

fn sign_of(number: &str) -> Option<char> {
    let (at, sign) = number.char_indices().rfind(|&(_, c)| matches!(c, '.' | ',' | '\u{66B}'))?;
    let whole = &number[..at];
    let digits = number[at + sign.len_utf8()..].chars().filter(|c| c.is_numeric()).count();
    let told = digits != 3 || whole == "0" || whole.is_empty() || whole.contains(['.', ',', ' ']);
    (told && !whole.contains(sign)).then_some(sign)
}

/// The byte of a cell at which its whole number ends: at the decimal sign, or behind the last digit.
pub fn whole_end(text: &str, sign: Option<char>) -> usize {
    let Some(number) = number(text) else { return text.trim_end().len() };
    let start = number.as_ptr() as usize - text.as_ptr() as usize;
    start + sign.and_then(|sign| number.rfind(sign)).unwrap_or(number.len())
}

/// From the first digit of a text, or the sign before it, to the last.
fn number(text: &str) -> Option<&str> {
    let start = text.find(char::is_numeric)?;
    let last = text.rfind(char::is_numeric)?;
    let pointed = text[..start].chars().next_back().filter(|c| matches!(c, '.' | ',')).map_or(0, char::len_utf8);
    let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
    Some(&text[start - pointed..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: u16, rows: u16) -> Cell {
        Cell { inlines: Vec::new(), columns, rows }
    }

    #[test]
    fn cells_stand_where_nothing_reaches_down() {
        let rows = [vec![cell(1, 2), cell(2, 1)], vec![cell(1, 1)], vec![]];
        let places = Table::places(&rows, 3);
        assert_eq!(places[0].cells, [0, 1]);
        assert_eq!(places[1].cells, [1]);
        assert_eq!((places[1].free.len(), &places[1].free[0]), (1, &(2..3)));
        assert_eq!((places[2].free.len(), &places[2].free[0]), (1, &(0..3)));
    }

    #[test]
    fn numbers_are_told_from_words_and_dashes() {
        assert!(is_number("1,234.5") && is_number("\u{2212}12 %") && is_number("۱۲"));
        assert!(!is_number("1st") && !is_number("\u{2013}") && is_blank(" \u{2013} ") && !is_blank("0"));
    }

    #[test]
    fn decimal_signs_are_told_from_thousands() {
        let sign = |cells: &[&'static str]| decimal_sign(cells.iter().copied());
        assert_eq!(sign(&["1,204", "381"]), None);
        assert_eq!(sign(&["1.204", "3.5"]), Some('.'));
        assert_eq!(sign(&["1.204,50", "3"]), Some(','));
        assert_eq!(sign(&["0.125", "0.250"]), Some('.'));
        assert_eq!(["12.5 %", "61 %", "–", ".5"].map(|text| whole_end(text, Some('.'))), [2, 2, 3, 0]);
        assert_eq!(whole_end("1,204 %", None), 5);
    }
}
