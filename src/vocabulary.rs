//! ONE TABLE: every kind of thing that a book is made of, with its HTML element, class, `epub:type`, ARIA role and
//! PDF structure tag. The EPUB writes the element, the style sheet matches it, the PDF tags it.
//! Sources: EPUB Structural Semantics Vocabulary 1.1, DPUB-ARIA 1.1, ISO 32000-1 §14.8.4.

use crate::model::{AdmonitionKind, Alignment, BlockKind, ColumnAlign, Inline, ListKind, Numerals, Role};

/// One row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Element {
    /// HTML element.
    pub html: &'static str,
    /// HTML class; empty for none.
    pub class: &'static str,
    /// `epub:type`; empty for none.
    pub epub_type: &'static str,
    /// ARIA role that says the same; empty for none.
    pub role: &'static str,
    /// PDF standard structure type; empty for no element of its own.
    pub pdf: &'static str,
}

macro_rules! elements {
    ($($name:ident = $html:literal, $class:literal, $epub:literal, $role:literal, $pdf:literal;)*) => {
        $(#[doc = concat!("`", $html, "`, class `", $class, "`, structure tag `", $pdf, "`.")]
        pub const $name: Element = Element { html: $html, class: $class, epub_type: $epub, role: $role, pdf: $pdf };)*

        /// All rows.
        pub const ALL: &[Element] = &[$($name),*];
    };
}

elements! {
    // constant        element       class              epub:type         role                  PDF
    // the whole
    HTML             = "html",       "",                "",               "",                   "Document";
    BODY             = "body",       "",                "",               "",                   "";
    FRONT_MATTER     = "body",       "",                "frontmatter",    "",                   "";
    MAIN_MATTER      = "body",       "",                "bodymatter",     "",                   "";
    BACK_MATTER      = "body",       "",                "backmatter",     "",                   "";
    // sections
    PART             = "section",    "part",            "part",           "doc-part",           "Part";
    CHAPTER          = "section",    "chapter",         "chapter",        "doc-chapter",        "Sect";
    SECTION          = "section",    "",                "",               "",                   "Sect";
    PREFACE          = "section",    "preface",         "preface",        "doc-preface",        "Sect";
    INTRODUCTION     = "section",    "introduction",    "introduction",   "doc-introduction",   "Sect";
    APPENDIX         = "section",    "appendix",        "appendix",       "doc-appendix",       "Sect";
    GLOSSARY         = "section",    "glossary",        "glossary",       "doc-glossary",       "Sect";
    SEE_ALSO         = "section",    "see-also",        "",               "",                   "Sect";
    NOTES            = "section",    "notes",           "",               "",                   "Sect";
    REFERENCES       = "section",    "references",      "",               "",                   "Sect";
    BIBLIOGRAPHY     = "section",    "bibliography",    "bibliography",   "doc-bibliography",   "Sect";
    EXTERNAL_LINKS   = "section",    "external-links",  "",               "",                   "Sect";
    NOTICE           = "section",    "notice",          "copyright-page", "",                   "Sect";
    // headings
    H1               = "h1",         "",                "",               "",                   "H1";
    H2               = "h2",         "",                "",               "",                   "H2";
    H3               = "h3",         "",                "",               "",                   "H3";
    H4               = "h4",         "",                "",               "",                   "H4";
    H5               = "h5",         "",                "",               "",                   "H5";
    H6               = "h6",         "",                "",               "",                   "H6";
    CAPITALS         = "h1",         "capitals",        "",               "",                   "H1";
    SECTION_NUMBER   = "span",       "number",          "",               "",                   "Span";
    // blocks
    PARAGRAPH        = "p",          "",                "",               "",                   "P";
    QUOTE            = "blockquote", "",                "",               "",                   "BlockQuote";
    ATTRIBUTION      = "p",          "attribution",     "",               "",                   "P";
    BULLET_LIST      = "ul",         "",                "",               "",                   "L";
    ORDERED_LIST     = "ol",         "",                "",               "",                   "L";
    DECIMAL_LIST     = "ol",         "decimal",         "",               "",                   "L";
    LOWER_ALPHA_LIST = "ol",         "lower-alpha",     "",               "",                   "L";
    UPPER_ALPHA_LIST = "ol",         "upper-alpha",     "",               "",                   "L";
    LOWER_ROMAN_LIST = "ol",         "lower-roman",     "",               "",                   "L";
    UPPER_ROMAN_LIST = "ol",         "upper-roman",     "",               "",                   "L";
    LIST_ITEM        = "li",         "",                "",               "",                   "LI";
    TASK             = "li",         "task",            "",               "",                   "LI";
    LIST_LABEL       = "span",       "label",           "",               "",                   "Lbl";
    LIST_BODY        = "div",        "",                "",               "",                   "LBody";
    DEFINITIONS      = "dl",         "",                "",               "",                   "L";
    DEFINED_TERM     = "dt",         "",                "",               "",                   "Lbl";
    MEANING          = "dd",         "",                "",               "",                   "LBody";
    GLOSSARY_TERM    = "dfn",        "",                "glossterm",      "",                   "";
    GLOSSARY_MEANING = "dd",         "",                "glossdef",       "",                   "LBody";
    FIGURE           = "figure",     "",                "",               "",                   "Figure";
    CAPTION          = "figcaption", "",                "",               "",                   "Caption";
    DESCRIPTION      = "details",    "description",     "",               "",                   "";
    DESCRIPTION_NAME = "summary",    "",                "",               "",                   "";
    IMAGE            = "img",        "",                "",               "",                   "Figure";
    TABLE            = "table",      "",                "",               "",                   "Table";
    TABLE_CAPTION    = "caption",    "",                "",               "",                   "Caption";
    TABLE_HEAD       = "thead",      "",                "",               "",                   "THead";
    TABLE_BODY       = "tbody",      "",                "",               "",                   "TBody";
    TABLE_ROW        = "tr",         "",                "",               "",                   "TR";
    HEAD_CELL        = "th",         "",                "",               "",                   "TH";
    CELL             = "td",         "",                "",               "",                   "TD";
    LEFT_CELL        = "td",         "left",            "",               "",                   "TD";
    CENTER_CELL      = "td",         "center",          "",               "",                   "TD";
    FIGURE_CELL      = "td",         "figures",         "",               "",                   "TD";
    RIGHT_CELL       = "td",         "right",           "",               "",                   "TD";
    CODE_BLOCK       = "pre",        "",                "",               "",                   "Code";
    DISPLAY          = "div",        "display",         "",               "",                   "Div";
    WIDE_DISPLAY     = "div",        "display wide",    "",               "",                   "";
    WIDE_FORMULA     = "span",       "wide",            "",               "",                   "";
    WIDE             = "div",        "wide",            "",               "",                   "";
    VERSE            = "div",        "verse",           "",               "",                   "P";
    STANZA           = "p",          "stanza",          "",               "",                   "P";
    VERSE_LINE       = "span",       "line",            "",               "",                   "Span";
    ADMONITION       = "aside",      "admonition",      "",               "note",               "Div";
    NOTE             = "section",    "admonition note", "",               "doc-notice",         "Div";
    TIP              = "aside",      "admonition tip",  "tip",            "doc-tip",            "Div";
    IMPORTANT        = "section",    "admonition important", "",          "doc-notice",         "Div";
    WARNING          = "section",    "admonition warning", "",            "doc-notice",         "Div";
    CAUTION          = "section",    "admonition caution", "",            "doc-notice",         "Div";
    ADMONITION_TITLE = "p",          "admonition-title", "",              "",                   "P";
    DETAILS          = "details",    "",                "",               "",                   "Div";
    SUMMARY          = "summary",    "",                "",               "",                   "P";
    CENTERED         = "div",        "center",          "",               "",                   "Div";
    RIGHT_ALIGNED    = "div",        "right",           "",               "",                   "Div";
    BREAK            = "hr",         "",                "",               "",                   "";
    PAGE_BREAK       = "span",       "",                "pagebreak",      "doc-pagebreak",      "";
    // inlines
    EMPHASIS         = "em",         "",                "",               "",                   "Span";
    STRONG           = "strong",     "",                "",               "",                   "Span";
    SUB              = "sub",        "",                "",               "",                   "Span";
    SUP              = "sup",        "",                "",               "",                   "Span";
    DELETE           = "del",        "",                "",               "",                   "Span";
    INSERT           = "ins",        "",                "",               "",                   "Span";
    HIGHLIGHT        = "mark",       "",                "",               "",                   "Span";
    SMALL            = "small",      "",                "",               "",                   "Span";
    KBD              = "kbd",        "",                "",               "",                   "Span";
    ABBR             = "abbr",       "",                "",               "",                   "Span";
    RUBY             = "ruby",       "",                "",               "",                   "Ruby";
    RUBY_BASE        = "span",       "",                "",               "",                   "RB";
    READING          = "rt",         "",                "",               "",                   "RT";
    READING_MARK     = "rp",         "",                "",               "",                   "RP";
    CODE             = "code",       "",                "",               "",                   "Code";
    OPTION           = "span",       "option",          "",               "",                   "";
    CODE_COMMENT     = "span",       "comment",         "",               "",                   "";
    CODE_KEYWORD     = "span",       "keyword",         "",               "",                   "";
    CODE_STRING      = "span",       "string",          "",               "",                   "";
    CODE_CONSTANT    = "span",       "constant",        "",               "",                   "";
    CODE_NAME        = "span",       "name",            "",               "",                   "";
    FORMULA          = "math",       "",                "",               "",                   "Formula";
    FOREIGN          = "span",       "foreign",         "",               "",                   "Span";
    DIRECTED         = "span",       "",                "",               "",                   "";
    LINK             = "a",          "",                "",               "",                   "Link";
    LINE_BREAK       = "br",         "",                "",               "",                   "";
    PLACE            = "span",       "",                "",               "",                   "";
    NOTE_REFERENCE   = "a",          "noteref",         "noteref",        "doc-noteref",        "Reference";
    // what the writers make
    FOOTNOTE         = "aside",      "footnote",        "footnote",       "doc-footnote",       "Note";
    NOTE_LABEL       = "a",          "backlink",        "",               "doc-backlink",       "Lbl";
    COVER            = "section",    "cover",           "cover",          "",                   "";
    COVER_IMAGE      = "img",        "cover",           "",               "doc-cover",          "";
    TITLE_PAGE       = "section",    "titlepage",       "titlepage",      "",                   "Sect";
    TITLE            = "h1",         "title",           "",               "",                   "H1";
    CAPITAL_TITLE    = "h1",         "title capitals",  "",               "",                   "H1";
    SUBTITLE         = "p",          "subtitle",        "",               "doc-subtitle",       "P";
    CREATOR          = "p",          "creator",         "",               "",                   "P";
    IMPRINT          = "p",          "imprint",         "",               "",                   "P";
    COLOPHON         = "section",    "colophon",        "colophon",       "doc-colophon",       "Sect";
    CONTENTS         = "nav",        "contents",        "toc",            "doc-toc",            "TOC";
    LANDMARKS        = "nav",        "hidden",          "landmarks",      "",                   "";
    PAGE_LIST        = "nav",        "hidden",          "page-list",      "doc-pagelist",       "";
    CONTENTS_LIST    = "ol",         "",                "",               "",                   "";
    CONTENTS_ENTRY   = "li",         "",                "",               "",                   "TOCI";
    CONTENTS_GROUP   = "li",         "group",           "",               "",                   "TOCI";
    INDEX            = "section",    "index",           "index",          "doc-index",          "Index";
    INDEX_HEADNOTE   = "p",          "headnote",        "",               "",                   "P";
    INDEX_GROUP      = "section",    "index-group",     "index-group",    "",                   "Sect";
    INDEX_LETTER     = "h2",         "index-letter",    "",               "",                   "H2";
    INDEX_LIST       = "ul",         "",                "index-entry-list", "",                 "L";
    INDEX_ENTRY      = "li",         "",                "index-entry",    "",                   "LI";
    INDEX_TERM       = "span",       "",                "index-term",     "",                   "Span";
    INDEX_LOCATOR    = "a",          "locator",         "index-locator",  "",                   "Reference";
    INDEX_SEE        = "span",       "see",             "index-xref-preferred", "",             "Span";
    INDEX_SEE_ALSO   = "span",       "see",             "index-xref-related", "",               "Span";
}

/// The element of a heading of `level` (from 1); levels below the sixth stay the sixth.
pub fn heading(level: u8) -> Element {
    [H1, H2, H3, H4, H5, H6][usize::from(level.clamp(1, 6) - 1)]
}

/// The element of a heading or of a title that says `title`. One all in capitals gets the class that lets a sheet set
/// it more quietly; a number alone is none, nor are single letters, as of a formula.
pub fn lettered(element: Element, title: &str) -> Element {
    let mut letters = title.chars().filter(|c| c.is_alphabetic());
    let cased = |c: char| c.is_uppercase() || c.is_lowercase();
    let number = letters.clone().all(|c| "IVXLCDM".contains(c));
    let capitals = letters.clone().any(cased) && letters.all(|c| !cased(c) || c.is_uppercase());
    let words = title.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().nth(1).is_some());
    match (capitals && words && !number, element.class) {
        (true, "") => Element { class: CAPITALS.class, ..element },
        (true, class) if class == TITLE.class => Element { class: CAPITAL_TITLE.class, ..element },
        _ => element,
    }
}

/// The element of a section.
pub fn section(role: Role) -> Element {
    match role {
        Role::Part => PART,
        Role::Chapter => CHAPTER,
        Role::Section => SECTION,
        Role::Preface => PREFACE,
        Role::Introduction => INTRODUCTION,
        Role::Appendix => APPENDIX,
        Role::Glossary => GLOSSARY,
        Role::SeeAlso => SEE_ALSO,
        Role::Notes => NOTES,
        Role::References => REFERENCES,
        Role::Bibliography => BIBLIOGRAPHY,
        Role::ExternalLinks => EXTERNAL_LINKS,
        Role::Notice => NOTICE,
    }
}

/// The element of a block.
pub fn block(kind: &BlockKind) -> Element {
    match kind {
        BlockKind::Paragraph(_) => PARAGRAPH,
        BlockKind::Heading { level, .. } => heading(*level),
        BlockKind::Quote { .. } => QUOTE,
        BlockKind::List { kind: ListKind::Bullet, .. } => BULLET_LIST,
        BlockKind::List { kind: ListKind::Ordered { numerals, .. }, .. } => match numerals {
            Numerals::Auto => ORDERED_LIST,
            Numerals::Decimal => DECIMAL_LIST,
            Numerals::LowerAlpha => LOWER_ALPHA_LIST,
            Numerals::UpperAlpha => UPPER_ALPHA_LIST,
            Numerals::LowerRoman => LOWER_ROMAN_LIST,
            Numerals::UpperRoman => UPPER_ROMAN_LIST,
        },
        BlockKind::Definitions(_) => DEFINITIONS,
        BlockKind::Figure { .. } => FIGURE,
        BlockKind::Table(_) => TABLE,
        BlockKind::Code { .. } => CODE_BLOCK,
        BlockKind::Math(_) => DISPLAY,
        BlockKind::Verse(_) => VERSE,
        BlockKind::Admonition { kind, .. } => match kind {
            AdmonitionKind::Note => NOTE,
            AdmonitionKind::Tip => TIP,
            AdmonitionKind::Important => IMPORTANT,
            AdmonitionKind::Warning => WARNING,
            AdmonitionKind::Caution => CAUTION,
            AdmonitionKind::Other => ADMONITION,
        },
        BlockKind::Details { .. } => DETAILS,
        BlockKind::Aligned { align: Alignment::Center, .. } => CENTERED,
        BlockKind::Aligned { align: Alignment::Right, .. } => RIGHT_ALIGNED,
        BlockKind::Break => BREAK,
    }
}

/// The element of an inline; `None` for text, marks, printed pages and line breaks, which have none of their own.
pub fn inline(inline: &Inline) -> Option<Element> {
    match inline {
        Inline::Emphasis(_) => Some(EMPHASIS),
        Inline::Strong(_) => Some(STRONG),
        Inline::Sub(_) => Some(SUB),
        Inline::Sup(_) => Some(SUP),
        Inline::Delete(_) => Some(DELETE),
        Inline::Insert(_) => Some(INSERT),
        Inline::Highlight(_) => Some(HIGHLIGHT),
        Inline::Small(_) => Some(SMALL),
        Inline::Kbd(_) => Some(KBD),
        Inline::Abbr { .. } => Some(ABBR),
        Inline::Ruby(_) => Some(RUBY),
        Inline::Reading(_) => Some(READING),
        Inline::Code(_) => Some(CODE),
        Inline::Foreign { .. } => Some(FOREIGN),
        Inline::Directed { .. } => Some(DIRECTED),
        Inline::Link { .. } => Some(LINK),
        Inline::Image(_) => Some(IMAGE),
        Inline::Math(_) => Some(FORMULA),
        Inline::Note(_) => Some(NOTE_REFERENCE),
        Inline::Text(_) | Inline::Mark(_) | Inline::PrintPage(_) | Inline::LineBreak => None,
    }
}

/// A cell over `columns` columns, the first aligned as `align`: `cell` with the class that says so. A head over several
/// columns stands in their middle unless the text says where.
pub fn aligned(cell: Element, align: ColumnAlign, columns: u16) -> Element {
    let spans = columns > 1 && matches!(align, ColumnAlign::Auto | ColumnAlign::Figures);
    let class = match align {
        _ if spans => {
            if cell == HEAD_CELL {
                CENTER_CELL.class
            } else {
                cell.class
            }
        }
        ColumnAlign::Auto => cell.class,
        ColumnAlign::Figures => FIGURE_CELL.class,
        ColumnAlign::Left => LEFT_CELL.class,
        ColumnAlign::Center => CENTER_CELL.class,
        ColumnAlign::Right => RIGHT_CELL.class,
    };
    Element { class, ..cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semantic_type_never_stands_on_two_different_elements() {
        for (i, a) in ALL.iter().enumerate() {
            for b in &ALL[i + 1..] {
                assert!(a.epub_type.is_empty() || a.epub_type != b.epub_type, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn headings_in_capitals_are_told_from_numbers_and_from_scripts_without_any() {
        let class = |title: &str| lettered(H2, title).class;
        assert_eq!(["CHAPTER II. ÉTÉ", "NASA", "ГЛАВА 1"].map(class), ["capitals"; 3]);
        assert_eq!(["Chapter II", "XIV", "1984", "فصل دوم", "第一章", ""].map(class), [""; 6]);
        assert_eq!(lettered(TITLE, "THE FERRY"), CAPITAL_TITLE);
    }

    #[test]
    fn headings_end_at_the_sixth() {
        assert_eq!(heading(1), H1);
        assert_eq!(heading(9), H6);
    }
}
