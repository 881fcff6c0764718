//! What can be open while a file is read: the kinds of frames. What each may hold it says itself;
//! what becomes of one when it closes stands in `closed`.

use crate::language::{Direction, Lang};
use crate::model::{
    AdmonitionKind, Alignment, Cell, ColumnAlign, Definition, Inline, ListItem, ListKind, Table, Target,
};

/// Kinds of frames.
#[derive(Clone)]
pub enum Kind {
    // blocks that hold blocks
    Root,
    Quote,
    Item {
        task: Option<bool>,
    },
    Note {
        label: String,
    },
    Meaning,
    Division {
        align: Option<Alignment>,
    },
    Box(AdmonitionKind),
    Details {
        summary: Vec<Inline>,
        open: bool,
    },
    Figure {
        caption: Vec<Inline>,
    },
    /// What a book does not show: kept after all where it does not end.
    Dropped {
        ended: bool,
    },
    // blocks that hold parts of their own
    List {
        kind: ListKind,
        tight: bool,
        items: Vec<ListItem>,
    },
    Definitions(Vec<Definition>),
    Table {
        table: Table,
        in_head: bool,
        places: usize,
    },
    Row {
        cells: Vec<Cell>,
        head: bool,
        has_data: bool,
        columns: usize,
    },
    // a paragraph, which holds blocks where HTML puts them into it
    Paragraph,
    // blocks that hold text
    Heading {
        level: u8,
        id: Option<String>,
        marked: bool,
    },
    Code {
        language: Option<String>,
    },
    Html,
    Term,
    Cell {
        columns: u16,
        rows: u16,
    },
    Caption,
    Summary,
    FigureCaption,
    // inlines
    /// What says nothing itself.
    Plain,
    /// A numbered list where lists are lines.
    Counted {
        next: u64,
    },
    /// Program text in a line.
    Mono,
    Quoted,
    Insert,
    Highlight,
    Small,
    Kbd,
    Abbr {
        title: String,
    },
    Ruby,
    Reading,
    /// The brackets around a reading.
    Unsaid,
    /// Text in a language, with its direction.
    Foreign(Lang, Direction),
    /// Text of a direction, in the language around it.
    Directed(Direction),
    Emphasis,
    Strong,
    Delete,
    Sub,
    Sup,
    /// Without a target where the link leads nowhere that a book may lead.
    Link {
        to: Option<Target>,
    },
    Image {
        file: String,
        title: String,
    },
}

impl Kind {
    /// A table with these columns.
    pub fn table(columns: &[pulldown_cmark::Alignment]) -> Kind {
        let align = |align: &pulldown_cmark::Alignment| match align {
            pulldown_cmark::Alignment::None => ColumnAlign::Auto,
            pulldown_cmark::Alignment::Left => ColumnAlign::Left,
            pulldown_cmark::Alignment::Center => ColumnAlign::Center,
            pulldown_cmark::Alignment::Right => ColumnAlign::Right,
        };
        let columns = columns.iter().map(align).collect();
        let table = Table { columns, head: Vec::new(), body: Vec::new(), stub: false, caption: Vec::new() };
        Kind::Table { table, in_head: false, places: 0 }
    }

    /// A row with nothing in it yet.
    pub fn row(head: bool, has_data: bool) -> Kind {
        Kind::Row { cells: Vec::new(), head, has_data, columns: 0 }
    }

    /// Whether it stands in a line.
    pub fn is_inline(&self) -> bool {
        !self.holds_blocks() && !self.holds_parts() && !self.holds_lines()
    }

    /// Whether blocks stand right inside it, and text there is a paragraph.
    pub fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Kind::Root
                | Kind::Quote
                | Kind::Item { .. }
                | Kind::Note { .. }
                | Kind::Meaning
                | Kind::Division { .. }
                | Kind::Box(_)
                | Kind::Details { .. }
                | Kind::Figure { .. }
                | Kind::Dropped { .. }
                | Kind::Paragraph
        )
    }

    /// Whether only parts of its own stand right inside it.
    pub fn holds_parts(&self) -> bool {
        matches!(self, Kind::List { .. } | Kind::Definitions(_) | Kind::Table { .. } | Kind::Row { .. })
    }

    /// Whether it is a block that holds text alone.
    fn holds_lines(&self) -> bool {
        matches!(
            self,
            Kind::Heading { .. }
                | Kind::Code { .. }
                | Kind::Html
                | Kind::Term
                | Kind::Cell { .. }
                | Kind::Caption
                | Kind::Summary
                | Kind::FigureCaption
        )
    }
}
