//! Tables: matrices, cases, aligned equations (MathML Core §3.5). Columns are as wide as their widest cell, rows as high
//! as their highest, and the whole stands in the middle on the axis.

use super::boxes::Laid;
use super::{Setter, Way, aligned};
use crate::font::Constant;
use crate::length::Pt;
use crate::math::tree::{Em, Table, TableCell, TextFace};

/// Room at the left and right of a cell, as browsers have it.
const SIDE: Em = Em(4000);

struct Row {
    cells: Vec<Laid>,
    tag: Option<Laid>,
    ascent: Pt,
    descent: Pt,
    /// Room below it, and whether a rule stands above it.
    below: Pt,
    ruled: bool,
}

impl Setter<'_, '_> {
    /// The rows of a table without rules or numbers, each by itself and all as wide as the table.
    pub fn apart(&mut self, table: &Table, way: Way) -> Vec<Laid> {
        let way = inside(table, way);
        let rows = self.set_rows(table, way);
        let columns = self.columns(table, &rows, way);
        let wide: Pt = columns.iter().map(|column| column.width).sum();
        let cells = table.rows.iter().map(|row| &row.cells);
        let each = rows.into_iter().zip(cells).map(|(row, cells)| {
            let mut laid = Laid::space(wide);
            place(row.cells, cells, &columns, Pt::ZERO, &mut laid);
            (laid.ascent, laid.descent) = (row.ascent, row.descent);
            laid
        });
        each.collect()
    }

    fn set_rows(&mut self, table: &Table, way: Way) -> Vec<Row> {
        let size = self.size(way);
        let mut rows: Vec<Row> = Vec::new();
        for row in &table.rows {
            let cells: Vec<Laid> = row.cells.iter().map(|cell| self.node(&cell.body, way)).collect();
            let tag = row.tag.as_ref().map(|tag| self.words(tag, TextFace::Roman, Way { level: 0, ..way }));
            let tight = row.cells.iter().any(|cell| cell.tight);
            // A line of text, at least.
            let (strut, depth, below) = if tight {
                (size.scale(55, 100), size.scale(15, 100), size.scale(8, 100))
            } else {
                (
                    size.scale(70, 100),
                    size.scale(30, 100),
                    if way.display { size.scale(32, 100) } else { size.scale(20, 100) },
                )
            };
            let most = |reach: fn(&Laid) -> Pt, least| cells.iter().chain(&tag).map(reach).fold(least, Pt::max);
            let (ascent, descent) = (most(|cell| cell.ascent, strut), most(|cell| cell.descent, depth));
            let ruled = row.cells.iter().any(|cell| cell.rules[1]);
            rows.push(Row { cells, tag, ascent, descent, below, ruled });
        }
        rows
    }

    /// A table.
    pub fn table(&mut self, table: &Table, way: Way) -> Laid {
        let way = inside(table, way);
        let size = self.size(way);
        let rows = self.set_rows(table, way);
        let line = self.constant(Constant::FractionRuleThickness, way);
        let columns = self.columns(table, &rows, way);
        let wide: Pt = columns.iter().map(|column| column.width).sum();
        let mut laid = Laid::space(wide);
        let mut rules: Vec<(Pt, Pt)> = Vec::new();
        let framed = rows.iter().any(|row| row.ruled) || table.rules[1] || table.rules[2];
        // Most letters have room of their own below, and none above.
        let [above, under] = if framed { [28, 12].map(|part| size.scale(part, 100)) } else { [Pt::ZERO; 2] };
        let mut y = Pt::ZERO;
        let mut tags = Vec::new();
        let count = rows.len();
        for (number, row) in rows.into_iter().enumerate() {
            if row.ruled || number == 0 && table.rules[1] {
                rules.push((Pt::ZERO, y));
            }
            y += above + row.ascent;
            place(row.cells, &table.rows[number].cells, &columns, y, &mut laid);
            tags.extend(row.tag.map(|tag| (tag, y)));
            y += row.descent + under;
            y += if number + 1 < count && !framed { row.below } else { Pt::ZERO };
        }
        if table.rules[2] {
            rules.push((Pt::ZERO, y));
        }
        for (x, at) in rules {
            laid.put(Laid::rule(wide, line, Pt::ZERO, way.color), x, at - Pt(line.0 / 2));
        }
        let mut uprights: Vec<Pt> = table.rules[0].then_some(Pt::ZERO).into_iter().collect();
        for (index, column) in columns.iter().enumerate() {
            let ruled =
                |row: &crate::math::tree::TableRow| row.cells.get(index).is_some_and(|cell: &TableCell| cell.rules[0]);
            uprights.extend(table.rows.iter().any(ruled).then_some(column.left + column.width));
        }
        for x in uprights {
            laid.put(Laid::rule(line, y, Pt::ZERO, way.color), x - Pt(line.0 / 2), Pt::ZERO);
        }
        (laid.ascent, laid.descent) = (Pt::ZERO, y);
        let mut laid = self.numbered(laid, tags, way);
        // The middle on the axis.
        let low = Pt(y.0 / 2) + self.axis(way);
        laid = laid.lowered(-low);
        laid
    }

    fn columns(&self, table: &Table, rows: &[Row], way: Way) -> Vec<Column> {
        let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut columns = Vec::with_capacity(count);
        let mut left = Pt::ZERO;
        let ruled = |index: usize| table.rows.iter().any(|row| row.cells.get(index).is_some_and(|cell| cell.rules[0]));
        for index in 0..count {
            let cells = rows.iter().filter_map(|row| row.cells.get(index));
            let inner = cells.map(|cell| cell.width).fold(Pt::ZERO, Pt::max);
            let given = table.rows.iter().find_map(|row| row.cells.get(index)).map_or([None; 2], |cell| cell.padding);
            let mut sides = given.map(|side| self.em(side.unwrap_or(SIDE), way));
            // What stands around a table has its own room, unless a rule is there.
            if index == 0 && !table.rules[0] {
                sides[0] = Pt::ZERO;
            }
            if index + 1 == count && !ruled(index) {
                sides[1] = Pt::ZERO;
            }
            let width = sides[0] + inner + sides[1];
            columns.push(Column { left, width, sides });
            left += width;
        }
        columns
    }

    /// Equations with numbers take the whole measure: they stand in its middle, the numbers at its end.
    fn numbered(&self, table: Laid, tags: Vec<(Laid, Pt)>, way: Way) -> Laid {
        let Some(measure) = self.measure.filter(|_| !tags.is_empty()) else {
            return tags.into_iter().fold(table, |mut table, (tag, y)| {
                let x = table.width + self.size(way);
                let width = x + tag.width;
                table.put(tag, x, y);
                table.width = table.width.max(width);
                table
            });
        };
        let widest = tags.iter().map(|(tag, _)| tag.width).fold(Pt::ZERO, Pt::max) + self.size(way);
        let whole = measure.max(table.width + widest);
        let middle = Pt((whole - table.width).0 / 2).min(whole - table.width - widest);
        let mut laid = Laid::space(whole);
        laid.put(table, middle, Pt::ZERO);
        for (tag, y) in tags {
            let x = whole - tag.width;
            laid.put(tag, x, y);
        }
        laid
    }
}

/// How the cells of a table are set.
fn inside(table: &Table, way: Way) -> Way {
    Way { display: table.manner.display.unwrap_or(false), cramped: false, ..way }
}

/// Puts the cells of a row into their columns, on one baseline.
fn place(cells: Vec<Laid>, of: &[TableCell], columns: &[Column], y: Pt, laid: &mut Laid) {
    for ((cell, from), column) in cells.into_iter().zip(of).zip(columns) {
        let x = column.left + column.sides[0] + aligned(from.align, column.inner(), cell.width);
        laid.put(cell, x, y);
    }
}

struct Column {
    left: Pt,
    width: Pt,
    sides: [Pt; 2],
}

impl Column {
    fn inner(&self) -> Pt {
        self.width - self.sides[0] - self.sides[1]
    }
}
