//! A parsed style sheet.

use super::{Node, PageKind, PageStyle, Pseudo, Style};
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Library;

/// A parsed style sheet, its imports included.
#[derive(Clone, Debug, Default)]
pub struct Sheet {}

impl Sheet {
    /// Loads a sheet: a built-in name (`house`, `handout`, `large-print`) or the path of a file in the library.
    /// A project's own sheet is put on top of `house`.
    pub fn load(name: &str, library: &dyn Library, sink: &mut Sink) -> Result<Sheet, Error> {
        let _ = (name, library, sink);
        todo!()
    }

    /// The computed style of an element in print; `parent` is its parent's, `None` for the root element.
    pub fn style(&self, node: &Node, parent: Option<&Style>) -> Style {
        let _ = (node, parent);
        todo!()
    }

    /// The style of a generated box of `node`, whose own style is `style`; `None` where no rule makes one.
    pub fn pseudo(&self, node: &Node, which: Pseudo, style: &Style) -> Option<Style> {
        let _ = (node, which, style);
        todo!()
    }

    /// The computed `@page` of a kind of page; `root` is the root element's style, from which margin boxes inherit.
    pub fn page(&self, kind: PageKind, root: &Style) -> PageStyle {
        let _ = (kind, root);
        todo!()
    }

    /// The sheet that the EPUB carries: canonical CSS without page rules, print rules, colors, `var()` and functions.
    /// `faces` are the families that the EPUB embeds: family, weight, italic, path of the file as the sheet sees it.
    pub fn emit(&self, faces: &[EmbeddedFace]) -> String {
        let _ = faces;
        todo!()
    }
}

/// A face that an EPUB embeds.
#[derive(Clone, Debug)]
pub struct EmbeddedFace {
    pub family: String,
    pub weight: u16,
    pub italic: bool,
    pub href: String,
}
