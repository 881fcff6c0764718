//! How a project's texts write formulas. In: `book.toml`: what it tells mdBook and its KaTeX preprocessor, and our own
//! `math`. Out: which signs stand around a formula, and the file of macros.

use super::config::Table;
use crate::error::Error;
use crate::source::Span;
use toml::de::DeValue;

/// Which signs stand around formulas.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormulaSigns {
    /// `$ … $` and `$$ … $$`.
    pub dollars: bool,
    /// `\\( … \\)` and `\\[ … \\]`.
    pub brackets: bool,
    /// Whether there may be space inside the dollar signs.
    pub loose: bool,
    /// The file with macros, as it was named, and where.
    pub macros: Option<(String, Span)>,
}

impl Default for FormulaSigns {
    /// As other programs read Markdown files that stand alone.
    fn default() -> FormulaSigns {
        FormulaSigns { dollars: true, brackets: false, loose: false, macros: None }
    }
}

/// What the configuration says; `chapters` is whether the texts are those of an mdBook, which reads no formulas unless it
/// is told to.
pub fn notation(root: &Table, ours: &Table, chapters: bool) -> Result<FormulaSigns, Error> {
    let is_true = |table: &Table, key| matches!(table.get(key), Some((DeValue::Boolean(true), _)));
    let katex = root.table("preprocessor")?.get("katex");
    let file = match katex {
        Some((DeValue::Table(katex), _)) => root.at(katex).get("macros"),
        _ => None,
    };
    let macros = match file {
        Some((DeValue::String(file), place)) => Some((file.to_string(), Span::new(0, place))),
        _ => None,
    };
    let brackets = is_true(&root.table("output")?.table("html")?, "mathjax-support");
    let math = ours.choice("math", &[("true", true), ("false", false)])?;
    Ok(FormulaSigns {
        dollars: math.unwrap_or(katex.is_some() || !chapters),
        brackets: brackets && math != Some(false),
        loose: katex.is_some(),
        macros,
    })
}
