//! What HTML's elements are in a book. In: the name of an element. Out: how the reader takes it.

/// How an element is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// A run of text that says something.
    Inline,
    /// Nothing but its text, which runs on.
    Text,
    /// A block.
    Block,
    /// A part of a table.
    TablePart,
    /// A line end, a picture, a box to tick: it has no content.
    Void,
    /// Of no use in a book, and nothing is lost without it.
    Silent,
    /// Left out with all it holds, and reported.
    Dropped,
    /// Not an element of HTML; its text is kept, and it is reported.
    Unknown,
}

/// All that are known, by how they are taken.
const KNOWN: &[(Taken, &[&str])] = &[
    (
        Taken::Inline,
        &[
            "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
            "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
        ],
    ),
    (Taken::Text, &["big", "data", "font", "label", "nobr", "noscript", "output", "picture", "rb", "slot", "time"]),
    (
        Taken::Block,
        &[
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "search",
            "section",
            "summary",
            "table",
            "ul",
        ],
    ),
    (Taken::TablePart, &["caption", "tbody", "td", "tfoot", "th", "thead", "tr"]),
    (Taken::Void, &["br", "hr", "img", "input", "wbr"]),
    (Taken::Silent, &["area", "base", "col", "colgroup", "head", "link", "map", "meta", "param", "source", "track"]),
    (
        Taken::Dropped,
        &[
            "applet", "audio", "button", "canvas", "embed", "form", "frame", "frameset", "iframe", "math", "noembed",
            "noframes", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
        ],
    ),
];

/// How an element is taken.
pub fn taken(name: &str) -> Taken {
    KNOWN.iter().find(|(_, names)| names.contains(&name)).map_or(Taken::Unknown, |(taken, _)| *taken)
}

/// Whether HTML lets an element end where its parent or the next of its kind says so (HTML Living Standard §13.1.2.4).
pub fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "rt"
            | "rp"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "body"
            | "html"
    )
}
