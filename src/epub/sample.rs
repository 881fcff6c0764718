//! Small books made by hand, for the tests of the EPUB writer.

use crate::language::Lang;
use crate::library::Memory;
use crate::model::*;
use crate::source::Span;

/// A book without text.
pub fn book() -> Book {
    let meta = Metadata {
        title: "Tides & Harbors".to_owned(),
        language: Lang::EN,
        identifiers: vec![Identifier::Uuid("5a3c1f0e-2f5d-5c3e-8c57-0f2d7a8f2e11".to_owned())],
        ..Metadata::default()
    };
    Book { meta, ..Book::default() }
}

/// A section whose slug is made of its title.
pub fn section(book: &mut Book, role: Role, title: &str, blocks: Vec<Block>) -> Section {
    let anchor = book.intern_anchor(title);
    book.anchors[anchor.index()].slug = title.to_lowercase().replace(' ', "-");
    let title = if title.is_empty() { Vec::new() } else { vec![text(title)] };
    Section { anchor, role, level: 1, number: None, title, blocks, sections: Vec::new(), span: Span::default() }
}

/// Plain text.
pub fn text(text: &str) -> Inline {
    Inline::Text(Text::new(text, Span::default()))
}

/// A block of a kind.
pub fn block(kind: BlockKind) -> Block {
    Block::new(kind, Span::default())
}

/// A paragraph of plain text.
pub fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

/// Gives each block its id and a permanent name, as `normalize` does.
pub fn number(book: &mut Book) {
    let mut next = 0;
    let mut permalinks = Vec::new();
    book.each_block_mut(&mut |block| {
        block.id = BlockId(next);
        permalinks.push(format!("p-{next:04x}"));
        next += 1;
    });
    book.permalinks = permalinks;
}

/// A picture file of `width` by `height` pixels, in the format that `name` ends with.
pub fn picture(book: &mut Book, library: &mut Memory, name: &str, media: Media, width: u32, height: u32) -> AssetId {
    let file = crate::image::blank(width, height, media);
    let digest = crate::edition::digest(&file);
    library.0.insert(name.to_owned(), file.into());
    book.assets.push(Asset { path: name.to_owned(), media, pixels: (width, height), digest, damaged: false });
    AssetId(book.assets.len() as u32 - 1)
}

/// A book with everything that the model knows, pictures in `library`, and the page map of an imagined PDF.
pub fn torture(library: &mut Memory) -> (Book, PageMap) {
    let mut book = book();
    let fa = |words: &str| Inline::Foreign {
        lang: Lang::constant("fa"),
        dir: crate::language::Direction::Rtl,
        body: vec![text(words)],
    };
    let link = |to: Target, words: &str| Inline::Link { to, body: vec![text(words)], span: Span::default() };
    let map = picture(&mut book, library, "img/Map of «it».bmp", Media::Bmp, 8, 6);
    let photo = picture(&mut book, library, "img/photo.jpg", Media::Jpeg, 8, 6);
    book.meta.cover = Cover::Picture(picture(&mut book, library, "cover.png", Media::Png, 1200, 1800));
    let shown = |asset, alt: &str| Picture {
        asset,
        alt: alt.to_owned(),
        decoration: false,
        width: None,
        height: None,
        span: Span::default(),
    };
    let cell = |words: &str, columns, rows| Cell { inlines: vec![text(words)], columns, rows };
    let item = |task, blocks| ListItem { task, blocks };

    let mut lead = section(&mut book, Role::Introduction, "", vec![paragraph("Before the first heading.")]);
    lead.title.clear();
    let mut harbors = section(&mut book, Role::Chapter, "Harbors", Vec::new());
    harbors.number = Some("1".to_owned());
    let mut piers = section(&mut book, Role::Section, "Piers", Vec::new());
    piers.number = Some("1.1".to_owned());
    piers.title.extend([Inline::Note(NoteId(0)), Inline::Emphasis(vec![text(" of stone")])]);
    harbors.blocks = vec![
        block(BlockKind::Paragraph(vec![
            text("Water \u{1}rises < 3 & falls > 2. "),
            Inline::Mark(MarkId(0)),
            Inline::Strong(vec![text("Bold "), Inline::Emphasis(vec![text("slanted")])]),
            Inline::Sub(vec![text("2")]),
            Inline::Sup(vec![text("3")]),
            Inline::Delete(vec![text("gone")]),
            Inline::Code(Text::new("let x = \"&\";", Span::default())),
            fa("بندر"),
            Inline::LineBreak,
            link(Target::Anchor(piers.anchor), "see the piers"),
            link(Target::Url("http://a.example/b c?x=1&y=é".to_owned()), "a place"),
            link(Target::Url("chart.html".to_owned()), "a lost place"),
            Inline::Note(NoteId(0)),
            Inline::Image(shown(photo, "a photo")),
        ])),
        block(BlockKind::Paragraph(vec![Inline::Link {
            to: Target::Url("mailto:pilot@a.example".to_owned()),
            body: vec![
                text("outer "),
                link(Target::Url("http://b.example".to_owned()), "inner"),
                Inline::Note(NoteId(1)),
                Inline::Note(NoteId(0)),
            ],
            span: Span::default(),
        }])),
        block(BlockKind::Quote {
            blocks: vec![
                block(BlockKind::Heading { level: 1, title: vec![text("Quoted heading")] }),
                paragraph("Quoted."),
                block(BlockKind::Quote { blocks: vec![paragraph("Deeper.")], attribution: Vec::new() }),
            ],
            attribution: vec![text("A Pilot")],
        }),
        block(BlockKind::Break),
    ];
    piers.blocks = vec![
        block(BlockKind::List {
            kind: ListKind::Bullet,
            tight: true,
            items: vec![
                item(
                    None,
                    vec![
                        paragraph("one"),
                        block(BlockKind::List {
                            kind: ListKind::Ordered { start: 7, numerals: Numerals::Auto, reversed: false },
                            tight: false,
                            items: vec![item(None, vec![paragraph("seven")])],
                        }),
                    ],
                ),
                item(Some(true), vec![paragraph("done")]),
                item(Some(false), vec![paragraph("to do")]),
            ],
        }),
        block(BlockKind::Definitions(vec![Definition {
            terms: vec![vec![text("quay")], vec![text("wharf")]],
            meanings: vec![vec![paragraph("where ships lie")], vec![paragraph("stone")]],
        }])),
        block(BlockKind::Figure {
            image: shown(map, "a map"),
            caption: vec![text("The map.")],
            description: vec![paragraph("An island.")],
        }),
        block(BlockKind::Figure { image: shown(photo, "a photo"), caption: Vec::new(), description: Vec::new() }),
        block(BlockKind::Table(Table {
            columns: vec![ColumnAlign::Auto, ColumnAlign::Right, ColumnAlign::Center],
            head: vec![vec![cell("", 1, 1), cell("Depth", 2, 1)]],
            body: vec![
                vec![cell("North", 1, 2), cell("3", 1, 1), cell("4", 1, 1)],
                vec![cell("5", 1, 1), cell("6", 1, 1)],
            ],
            stub: false,
            caption: vec![text("Depths")],
        })),
        block(BlockKind::Code {
            language: Some("rust,ignore".to_owned()),
            text: Text::new("fn main() {\n\tdock();\n}\n", Span::default()),
        }),
        block(BlockKind::Verse(vec![
            vec![
                VerseLine { indent: 0, inlines: vec![text("The tide is in,")] },
                VerseLine { indent: 2, inlines: vec![text("the tide is out.")] },
            ],
            vec![VerseLine { indent: 0, inlines: vec![Inline::Mark(MarkId(1)), text("Again.")] }],
        ])),
    ];
    harbors.sections = vec![piers];
    let mut inner = section(&mut book, Role::Chapter, "Ships und Boote", vec![paragraph("In a part.")]);
    inner.blocks.push(block(BlockKind::Paragraph(vec![Inline::Note(NoteId(0)), text("again")])));
    let mut part = section(&mut book, Role::Part, "بخش", vec![paragraph("Lead of a part.")]);
    part.sections = vec![inner];
    let links = section(&mut book, Role::ExternalLinks, "Links", vec![paragraph("None.")]);
    book.sections = vec![lead, harbors, part, links];
    let note = |number: &str, blocks| Note {
        label: number.to_owned(),
        number: number.to_owned(),
        blocks,
        references: Vec::new(),
        span: Span::default(),
    };
    book.notes = vec![
        note("1", vec![block(BlockKind::Paragraph(vec![text("First note "), Inline::Note(NoteId(2))]))]),
        note("2", vec![block(BlockKind::Code { language: None, text: Text::new("note", Span::default()) })]),
        note("3", vec![paragraph("A note on a note."), paragraph("Its second paragraph.")]),
    ];
    let term = |parent, heading: &str, group: &str, see: &[u32], see_also: &[u32]| Term {
        parent,
        heading: vec![text(heading)],
        sort: heading.to_owned(),
        group: group.to_owned(),
        see: see.iter().copied().map(TermId).collect(),
        see_also: see_also.iter().copied().map(TermId).collect(),
    };
    book.terms = vec![
        term(None, "1848", "", &[], &[]),
        term(None, "harbors", "H", &[], &[4]),
        term(Some(TermId(1)), "of stone", "H", &[], &[]),
        term(None, "havens", "H", &[1], &[]),
        term(None, "tides", "T", &[], &[]),
        term(None, "unused", "U", &[], &[]),
    ];
    let mark = |term| Mark { term: TermId(term), kind: MarkKind::Point, salience: 0 };
    book.marks = vec![mark(1), mark(2), mark(4)];
    number(&mut book);
    let locator =
        |first, label: &str, main| Locator { first: MarkId(first), last: None, label: label.to_owned(), main };
    let entry = |locators| Entry { locators, subentries: Vec::new() };
    let subentry = Subentry { heading: vec![text("Piers")], locators: vec![locator(1, "3", false)] };
    let page = |label: &str, at| PageStart { label: label.to_owned(), at };
    let map = PageMap {
        print_entries: None,
        pages: vec![
            page("i", None),
            page("1", Some((BlockId(0), 0))),
            page("2", Some((BlockId(1), 10))),
            page("3", Some((table_of(&book), 4))),
            page("3", Some((BlockId(4), 0))),
        ],
        entries: vec![
            entry(vec![locator(0, "2", false)]),
            entry(vec![locator(0, "2", true), locator(1, "3–4", false)]),
            Entry { locators: Vec::new(), subentries: vec![subentry] },
            entry(Vec::new()),
            entry(vec![locator(9, "9", false)]),
            entry(Vec::new()),
        ],
    };
    (book, map)
}

fn table_of(book: &Book) -> BlockId {
    let mut found = BlockId(0);
    book.each_block(&mut |block| {
        if let BlockKind::Table(_) = block.kind {
            found = block.id;
        }
    });
    found
}
