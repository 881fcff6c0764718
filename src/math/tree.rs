//! A formula as a tree: the elements of MathML Core that TeX comes to, each with what it means, attributes read. Both
//! writers use this tree: the EPUB writes it as MathML, the PDF sets it.

/// A length in ten-thousandths of an em.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Em(pub i32);

/// A part of a formula.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// `mrow`: parts in a row, perhaps in another style.
    Row(Vec<Node>, Manner),
    /// `mi`: a variable, slanted where it is one letter, unless `upright`; a name of several letters is upright.
    Identifier { text: String, upright: bool },
    /// `mn`.
    Number(String),
    /// `mo`.
    Operator(Operator),
    /// `mtext`.
    Text { text: String, face: TextFace },
    /// A command that means nothing: its name.
    Unknown(String),
    /// `mspace`; may be negative.
    Space(Em),
    /// `msub`, `msup`, `msubsup`, `mmultiscripts`: with all that stands behind and before it, sub before sup.
    Scripts { base: Box<Node>, behind: Vec<[Option<Node>; 2]>, before: Vec<[Option<Node>; 2]> },
    /// `munder`, `mover`, `munderover`.
    Limits { base: Box<Node>, under: Option<Box<Node>>, over: Option<Box<Node>>, accent: bool },
    /// `mfrac`; `bar` is how thick its rule is, where that is not the face's own.
    Fraction { above: Box<Node>, below: Box<Node>, bar: Option<Em>, manner: Manner },
    /// `msqrt`, `mroot`.
    Root { body: Box<Node>, degree: Option<Box<Node>> },
    /// `mpadded`: room beside it, and whether it counts as wide or as high as it is.
    Padded { body: Box<Node>, flat: bool, narrow: bool, beside: [Em; 2] },
    /// `mphantom`: room without ink.
    Phantom(Box<Node>),
    /// `mtable`.
    Table(Table),
    /// `menclose`: lines through it, or around it.
    Enclosed { body: Box<Node>, rising: bool, falling: bool, boxed: bool },
}

/// How a part is set where that differs from what is around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Manner {
    /// `displaystyle`
    pub display: Option<bool>,
    /// `scriptlevel`: 0 for the size of the text, 1 for that of scripts, 2 for that of scripts of scripts.
    pub level: Option<u8>,
    /// `math-shift: compact`
    pub cramped: bool,
    /// Ink.
    pub color: Option<[u8; 3]>,
}

/// An operator, a fence, a separator or an accent. What is `None` is as the operator dictionary says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Operator {
    pub text: String,
    pub form: Option<Form>,
    pub before: Option<Em>,
    pub behind: Option<Em>,
    pub stretchy: Option<bool>,
    pub symmetric: Option<bool>,
    pub large: Option<bool>,
    pub movable_limits: Option<bool>,
    /// How high it is made, in ems of its own size: `\big` and its like.
    pub size: Option<Em>,
}

/// Where an operator stands among what it works on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Prefix,
    Infix,
    Postfix,
}

/// The face of words in a formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TextFace {
    #[default]
    Roman,
    Bold,
    Italic,
    BoldItalic,
    Typewriter,
    SmallCaps,
    SansSerif,
}

/// A table: a matrix, cases, lines that are aligned.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    pub rows: Vec<TableRow>,
    /// Rules at its left, its top and its bottom.
    pub rules: [bool; 3],
    pub manner: Manner,
    /// Whether it takes the whole measure, its rows being equations that may have numbers.
    pub wide: bool,
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TableRow {
    pub cells: Vec<TableCell>,
    /// `\tag`: the number of an equation.
    pub tag: Option<String>,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableCell {
    pub body: Node,
    pub align: CellAlign,
    /// Room at its left and right, where it is not the usual one.
    pub padding: [Option<Em>; 2],
    /// Whether there is no room above and below it.
    pub tight: bool,
    /// Rules at its right and its top.
    pub rules: [bool; 2],
}

/// Where a cell's part stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CellAlign {
    Left,
    #[default]
    Center,
    Right,
}

impl Node {
    /// The parts right inside it, in the order of the MathML.
    pub fn children(&self) -> Vec<&Node> {
        match self {
            Node::Row(body, _) => body.iter().collect(),
            Node::Scripts { base, behind, before } => {
                let scripts = behind.iter().chain(before).flatten().flatten();
                std::iter::once(&**base).chain(scripts).collect()
            }
            Node::Limits { base, under, over, .. } => {
                std::iter::once(base).chain(under).chain(over).map(|node| &**node).collect()
            }
            Node::Fraction { above, below, .. } => vec![above, below],
            Node::Root { body, degree } => std::iter::once(body).chain(degree).map(|node| &**node).collect(),
            Node::Padded { body, .. } | Node::Phantom(body) | Node::Enclosed { body, .. } => vec![body],
            Node::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.body).collect(),
            Node::Identifier { .. }
            | Node::Number(_)
            | Node::Operator(_)
            | Node::Text { .. }
            | Node::Unknown(_)
            | Node::Space(_) => Vec::new(),
        }
    }

    /// The text of a leaf.
    pub fn leaf(&self) -> Option<&str> {
        match self {
            Node::Identifier { text, .. } | Node::Number(text) | Node::Text { text, .. } | Node::Unknown(text) => {
                Some(text)
            }
            Node::Operator(operator) => Some(&operator.text),
            _ => None,
        }
    }

    /// All its letters, figures and signs that are seen, in the order of the tree.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.add_words(&mut words);
        words
    }

    fn add_words(&self, out: &mut String) {
        out.push_str(self.leaf().unwrap_or_default());
        match self {
            Node::Phantom(_) => {}
            Node::Table(table) => {
                for row in &table.rows {
                    row.cells.iter().for_each(|cell| cell.body.add_words(out));
                    out.push_str(row.tag.as_deref().unwrap_or_default());
                }
            }
            _ => self.children().into_iter().for_each(|child| child.add_words(out)),
        }
    }

    /// The commands in it that mean nothing, each once.
    pub fn unknown(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.add_unknown(&mut found);
        found
    }

    fn add_unknown(&self, out: &mut Vec<String>) {
        match self {
            Node::Unknown(name) if !out.contains(name) => out.push(name.clone()),
            _ => self.children().into_iter().for_each(|child| child.add_unknown(out)),
        }
    }
}
