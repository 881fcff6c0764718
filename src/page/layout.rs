//! The measures of a book's pages. In: the style sheet and the faces. Out: the column, the baseline grid, and where a
//! style's baseline lies in its line.

use crate::font::{Faces, Wanted};
use crate::hyphenation::Exceptions;
use crate::language::{Direction, Lang};
use crate::length::Pt;
use crate::model::Book;
use crate::style::{Node, PageKind, PageStyle, Sheet, Side, Style};
use crate::vocabulary::{BODY, HTML};

/// The measures of a book's pages.
#[derive(Debug)]
pub struct Layout<'a> {
    pub sheet: &'a Sheet,
    pub faces: &'a Faces,
    /// How the author divides words.
    pub exceptions: Exceptions,
    /// Language of the book.
    pub lang: Lang,
    /// Direction of the book.
    pub direction: Direction,
    /// Style of the root element, from which margin boxes inherit.
    pub root: Style,
    /// Style of the body: its leading is the baseline grid.
    pub body: Style,
}

/// The column of a kind of page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Its width.
    pub width: Pt,
    /// Its height: a whole number of lines of the grid.
    pub height: Pt,
}

impl<'a> Layout<'a> {
    /// The measures of a book.
    pub fn new(book: &Book, sheet: &'a Sheet, faces: &'a Faces) -> Layout<'a> {
        let lang = book.meta.language;
        let node = html(lang);
        let root = sheet.style(&node, None);
        let body = sheet.style(&body(&node, lang), Some(&root));
        let exceptions = book.exceptions.clone();
        Layout { sheet, faces, exceptions, lang, direction: book.meta.direction, root, body }
    }

    /// Distance between the lines of the grid, never nothing.
    pub fn grid(&self) -> Pt {
        self.body.leading.max(Pt::ONE)
    }

    /// On which side page number `number`, from 0, lies. A right-to-left book begins with a left-hand page.
    pub fn side(&self, number: usize) -> Side {
        let left = (number % 2 == 1) == (self.direction == Direction::Ltr);
        if left { Side::Left } else { Side::Right }
    }

    /// The style of a kind of page.
    pub fn page(&self, kind: PageKind) -> PageStyle {
        self.sheet.page(kind, &self.root)
    }

    /// The column of pages of a name. Both sides of a leaf have the same.
    pub fn room(&self, name: &'static str) -> Room {
        self.room_of(&self.page(PageKind::running(name)))
    }

    /// The column of a page.
    pub fn room_of(&self, page: &PageStyle) -> Room {
        let width = page.size.0 - page.margin[1] - page.margin[3];
        let height = page.size.1 - page.margin[0] - page.margin[2];
        let lines = (height.0 / self.grid().0).max(1);
        Room { width: width.max(Pt::ONE * 36), height: self.grid() * lines }
    }

    /// Whether lines of this style stand on the grid.
    pub fn on_grid(&self, style: &Style) -> bool {
        style.leading == self.grid()
    }

    /// From the top of a line to its baseline. Lines on the grid share the body's, whatever their face.
    pub fn ascent(&self, style: &Style) -> Pt {
        let style = if self.on_grid(style) { &self.body } else { style };
        let Style { families, weight, italic, .. } = style;
        let wanted = Wanted { families, weight: *weight, italic: *italic, lang: self.lang };
        let face = self.faces.choose(&wanted, 'x').map(|id| self.faces.face(id));
        let (ascent, descent) = match face {
            Some(face) => {
                (face.scale(i32::from(face.ascent), style.size), face.scale(-i32::from(face.descent), style.size))
            }
            None => (style.size.scale(3, 4), style.size.scale(1, 4)),
        };
        Pt((style.leading - ascent - descent).0.div_euclid(2)) + ascent
    }

    /// From the last baseline of a full page down to its foot.
    pub fn below(&self) -> Pt {
        self.grid() - self.ascent(&self.body)
    }

    /// `length`, made a whole number of lines of the grid, upward.
    pub fn whole_lines(&self, length: Pt) -> Pt {
        up_to(length, self.grid())
    }
}

/// The least multiple of `grid` that is not less than `length`.
pub fn up_to(length: Pt, grid: Pt) -> Pt {
    Pt(-(-length.0).div_euclid(grid.0) * grid.0)
}

/// The root element.
pub fn html(lang: Lang) -> Node<'static> {
    Node { name: HTML.html, class: HTML.class, id: "", lang, first: true, previous: None, parent: None }
}

/// The body of `html`.
pub fn body<'n>(html: &'n Node<'n>, lang: Lang) -> Node<'n> {
    Node { name: BODY.html, class: BODY.class, id: "", lang, first: true, previous: None, parent: Some(html) }
}
