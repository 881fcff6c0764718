//! Tables. In: columns as the text gives them. Out: those that hold figures and nothing else, and that it
//! does not put to the left or in the middle, are columns of figures, which both outputs set one below the other.

use crate::diagnostic::Sink;
use crate::model::table::{is_blank, is_number};
use crate::model::{BlockKind, Book, ColumnAlign, Table, flat_text};
use crate::project::NormalizeOptions;

/// Finds the columns of figures of every table.
pub fn run(book: &mut Book, _: &NormalizeOptions, _: &mut Sink) {
    book.each_block_mut(&mut |block| {
        if let BlockKind::Table(table) = &mut block.kind {
            figures(table);
        }
    });
}

fn figures(table: &mut Table) {
    let count = table.columns.len();
    let (mut numbers, mut words) = (vec![false; count], vec![false; count]);
    for (row, places) in table.body.iter().zip(Table::places(&table.body, count)) {
        for (cell, column) in row.iter().zip(places.cells).filter(|(cell, _)| cell.columns == 1) {
            let text = flat_text(&cell.inlines);
            let kind = if is_number(&text) { &mut numbers } else { &mut words };
            if let Some(known) = kind.get_mut(column).filter(|_| !is_blank(&text)) {
                *known = true;
            }
        }
    }
    for (column, align) in table.columns.iter_mut().enumerate() {
        if matches!(align, ColumnAlign::Auto | ColumnAlign::Right) && numbers[column] && !words[column] {
            *align = ColumnAlign::Figures;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Inline, Text};
    use crate::source::Span;

    #[test]
    fn figures_are_columns_of_numbers_and_blanks() {
        let cell = |text: &str| {
            let inlines = vec![Inline::Text(Text::new(text, Span::new(0, 0..text.len())))];
            Cell { inlines, columns: 1, rows: 1 }
        };
        let row = |texts: [&str; 3]| texts.map(cell).into_iter().collect();
        let body = vec![row(["1,204", "1st", "–"]), row(["–", "2", "–"])];
        let mut table = Table { columns: vec![ColumnAlign::Auto; 3], head: Vec::new(), body, caption: Vec::new() };
        figures(&mut table);
        assert_eq!(table.columns, [ColumnAlign::Figures, ColumnAlign::Auto, ColumnAlign::Auto]);
    }
}
