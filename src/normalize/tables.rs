//! Tables. In: columns as the text gives them. Out: those that hold figures and nothing else, and that it
//! does not put to the left or in the middle, are columns of figures, which both outputs set one below the other; and a first
//! column that has words but no head is a stub, which says what the rows are about.

use crate::diagnostic::Sink;
use crate::model::table::{is_blank, is_number};
use crate::model::{BlockKind, Book, Cell, ColumnAlign, Table, flat_text};
use crate::project::NormalizeOptions;

/// Finds the columns of figures of every table.
pub fn run(book: &mut Book, _: &NormalizeOptions, _: &mut Sink) {
    book.each_block_mut(&mut |block| {
        if let BlockKind::Table(table) = &mut block.kind {
            figures(table);
            table.stub = has_stub(table);
        }
    });
}

/// Whether the corner of a table is empty, though every other column has a head, and there is text below it.
fn has_stub(table: &Table) -> bool {
    let says = |cell: &Cell| !flat_text(&cell.inlines).trim().is_empty();
    let [row] = table.head.as_slice() else { return false };
    let [corner, others @ ..] = row.as_slice() else { return false };
    let single = |cell: &Cell| cell.columns == 1;
    let stub = || table.body.iter().all(|row| row.first().is_some_and(|cell| single(cell) && says(cell)));
    !others.is_empty() && !says(corner) && single(corner) && others.iter().all(says) && !table.body.is_empty() && stub()
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
    use crate::model::{Inline, Text};
    use crate::source::Span;

    fn row(texts: [&str; 3]) -> Vec<Cell> {
        let inlines = |text: &str| vec![Inline::Text(Text::new(text, Span::new(0, 0..text.len())))];
        texts.map(|text| Cell { inlines: inlines(text), columns: 1, rows: 1 }).into_iter().collect()
    }

    fn table(head: Vec<Vec<Cell>>, body: Vec<Vec<Cell>>) -> Table {
        Table { columns: vec![ColumnAlign::Auto; 3], head, body, stub: false, caption: Vec::new() }
    }

    #[test]
    fn figures_are_columns_of_numbers_and_blanks() {
        let mut table = table(Vec::new(), vec![row(["1,204", "1st", "–"]), row(["–", "2", "–"])]);
        figures(&mut table);
        assert_eq!(table.columns, [ColumnAlign::Figures, ColumnAlign::Auto, ColumnAlign::Auto]);
    }

    #[test]
    fn a_stub_is_words_below_an_empty_corner() {
        let body = || vec![row(["Spring", "1", ""]), row(["Neap", "2", "x"])];
        assert!(has_stub(&table(vec![row(["", "High", "Low"])], body())));
        assert!(!has_stub(&table(vec![row(["Tide", "High", "Low"])], body())));
        assert!(!has_stub(&table(vec![row(["", "High", ""])], body())));
        assert!(!has_stub(&table(vec![row(["", "High", "Low"])], vec![row(["", "1", "2"])])));
        assert!(!has_stub(&table(Vec::new(), body())));
    }
}
