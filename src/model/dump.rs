//! The stable text form of a book: what `pressmark show model` prints and the tests compare. One line a block, indented
//! by depth; inlines in a compact notation of their own (`*emphasis*`, `{fa rtl|…}`, `[text](#slug)`).

use super::*;
use std::fmt::Write;

/// The text form of a book.
pub fn dump(book: &Book) -> String {
    let mut dump = Dump { book, out: String::new() };
    dump.metadata();
    book.sections.iter().for_each(|section| dump.section(section, 0));
    for (i, note) in book.notes.iter().enumerate() {
        dump.line(0, &format!("note {i} [{}] label {:?}", note.number, note.label));
        dump.blocks(&note.blocks, 1);
    }
    for (i, term) in book.terms.iter().enumerate() {
        dump.term(i, term);
    }
    dump.out
}

struct Dump<'b> {
    book: &'b Book,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", depth * 2);
    }

    fn metadata(&mut self) {
        let meta = &self.book.meta;
        self.line(0, &format!("book {:?} {} {}", meta.title, meta.language, meta.direction.as_str()));
        for creator in &meta.creators {
            self.line(1, &format!("{} {}", creator.role, creator.name));
        }
        let facts = [
            ("subtitle", &meta.subtitle),
            ("publisher", &meta.publisher),
            ("description", &meta.description),
            ("rights", &meta.rights),
            ("source", &meta.source),
            ("edition", &meta.edition.statement),
            ("date", &meta.edition.date),
        ];
        for (name, fact) in facts {
            if let Some(fact) = fact {
                self.line(1, &format!("{name} {fact:?}"));
            }
        }
    }

    fn section(&mut self, section: &Section, depth: usize) {
        let number = section.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
        let anchor = self.anchor(section.anchor);
        let title = self.inlines(&section.title);
        self.line(depth, &format!("{:?} {}{number} #{anchor} {title}", section.role, section.level));
        self.blocks(&section.blocks, depth + 1);
        section.sections.iter().for_each(|section| self.section(section, depth + 1));
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        blocks.iter().for_each(|block| self.block(block, depth));
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.item(depth, "p", inlines),
            BlockKind::Heading { level, title } => self.item(depth, &format!("h{level}"), title),
            BlockKind::Quote { blocks, attribution } => {
                self.line(depth, "quote");
                self.blocks(blocks, depth + 1);
                self.optional(depth + 1, "by", attribution);
            }
            BlockKind::List { kind, tight, items } => {
                let kind = match kind {
                    ListKind::Bullet => "bullets".to_owned(),
                    ListKind::Ordered { start, numerals, reversed } => {
                        let numerals =
                            if *numerals == Numerals::Auto { String::new() } else { format!(" {numerals:?}") };
                        format!("ordered from {start}{numerals}{}", if *reversed { " down" } else { "" })
                    }
                };
                self.line(depth, &format!("list {kind}{}", if *tight { "" } else { " loose" }));
                for item in items {
                    let task = item.task.map(|done| if done { " [x]" } else { " [ ]" }).unwrap_or_default();
                    self.line(depth + 1, &format!("item{task}"));
                    self.blocks(&item.blocks, depth + 2);
                }
            }
            BlockKind::Definitions(definitions) => {
                self.line(depth, "definitions");
                for definition in definitions {
                    definition.terms.iter().for_each(|term| self.item(depth + 1, "term", term));
                    for meaning in &definition.meanings {
                        self.line(depth + 1, "meaning");
                        self.blocks(meaning, depth + 2);
                    }
                }
            }
            BlockKind::Figure { image, caption, description } => {
                let text = self.picture(image);
                self.line(depth, &format!("figure {text}"));
                self.optional(depth + 1, "caption", caption);
                if !description.is_empty() {
                    self.line(depth + 1, "description");
                    self.blocks(description, depth + 2);
                }
            }
            BlockKind::Table(table) => self.table(table, depth),
            BlockKind::Code { language, text } => {
                self.line(depth, &format!("code {}", language.as_deref().unwrap_or("-")));
                text.as_str().lines().for_each(|line| self.line(depth + 1, &format!("|{line}")));
            }
            BlockKind::Math(formula) => self.item(depth, "math", formula),
            BlockKind::Verse(stanzas) => {
                self.line(depth, "verse");
                for stanza in stanzas {
                    self.line(depth + 1, "stanza");
                    stanza.iter().for_each(|line| self.item(depth + 2, &format!("+{}", line.indent), &line.inlines));
                }
            }
            BlockKind::Admonition { kind, title, blocks } => {
                self.line(depth, &format!("admonition {}", format!("{kind:?}").to_lowercase()));
                self.optional(depth + 1, "title", title);
                self.blocks(blocks, depth + 1);
            }
            BlockKind::Details { summary, open, blocks } => {
                self.line(depth, if *open { "details open" } else { "details" });
                self.optional(depth + 1, "summary", summary);
                self.blocks(blocks, depth + 1);
            }
            BlockKind::Aligned { align, blocks } => {
                self.line(depth, &format!("aligned {}", format!("{align:?}").to_lowercase()));
                self.blocks(blocks, depth + 1);
            }
            BlockKind::Break => self.line(depth, "break"),
        }
    }

    fn table(&mut self, table: &Table, depth: usize) {
        let columns: Vec<String> = table.columns.iter().map(|align| format!("{align:?}").to_lowercase()).collect();
        let stub = if table.stub { " stub" } else { "" };
        self.line(depth, &format!("table {}{stub}", columns.join(" ")));
        self.optional(depth + 1, "caption", &table.caption);
        let rows = table.head.iter().map(|row| ("head", row)).chain(table.body.iter().map(|row| ("row", row)));
        for (name, row) in rows {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            self.line(depth + 1, &format!("{name} | {} |", cells.join(" | ")));
        }
    }

    fn cell(&self, cell: &Cell) -> String {
        let text = self.inlines(&cell.inlines);
        if (cell.columns, cell.rows) == (1, 1) { text } else { format!("{}x{} {text}", cell.columns, cell.rows) }
    }

    fn item(&mut self, depth: usize, name: &str, inlines: &[Inline]) {
        let text = self.inlines(inlines);
        self.line(depth, &format!("{name} {text}"));
    }

    fn optional(&mut self, depth: usize, name: &str, inlines: &[Inline]) {
        if !inlines.is_empty() {
            self.item(depth, name, inlines);
        }
    }

    fn term(&mut self, index: usize, term: &Term) {
        let depth = 1 + usize::from(term.parent.is_some());
        let list = |name: &str, terms: &[TermId]| -> String {
            terms.iter().map(|id| format!(" {name} {}", self.inlines(&self.book.terms[id.index()].heading))).collect()
        };
        let marks = self.book.marks.iter().filter(|mark| mark.term.index() == index).count();
        let heading = self.inlines(&term.heading);
        let text = format!("term {heading} x{marks}{}{}", list("see", &term.see), list("see-also", &term.see_also));
        self.line(depth, &text);
    }

    fn anchor(&self, id: AnchorId) -> String {
        let anchor = &self.book.anchors[id.index()];
        if anchor.slug.is_empty() { format!("<{}>", anchor.name) } else { anchor.slug.clone() }
    }

    fn picture(&self, picture: &Picture) -> String {
        let width = match picture.width {
            Some(Extent::Pixels(pixels)) => format!(" {pixels} px wide"),
            Some(Extent::Percent(percent)) => format!(" {percent}% wide"),
            None => String::new(),
        };
        let height = picture.height.map(|height| format!(" {height} px high")).unwrap_or_default();
        format!("![{}]({}{width}{height})", picture.alt, self.book.assets[picture.asset.index()].path)
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => text.as_str().replace('\n', "\\n"),
            Inline::Emphasis(body) => format!("*{}*", self.inlines(body)),
            Inline::Strong(body) => format!("**{}**", self.inlines(body)),
            Inline::Sub(body) => format!("~{}~", self.inlines(body)),
            Inline::Sup(body) => format!("^{}^", self.inlines(body)),
            Inline::Delete(body) => format!("~~{}~~", self.inlines(body)),
            Inline::Insert(body) => format!("{{ins|{}}}", self.inlines(body)),
            Inline::Highlight(body) => format!("{{mark|{}}}", self.inlines(body)),
            Inline::Small(body) => format!("{{small|{}}}", self.inlines(body)),
            Inline::Kbd(body) => format!("{{kbd|{}}}", self.inlines(body)),
            Inline::Abbr { title, body } => format!("{{abbr {title:?}|{}}}", self.inlines(body)),
            Inline::Ruby(body) => format!("{{ruby|{}}}", self.inlines(body)),
            Inline::Reading(body) => format!("{{rt|{}}}", self.inlines(body)),
            Inline::Code(text) => format!("`{}`", text.as_str()),
            Inline::Foreign { lang, dir, body } => format!("{{{lang} {}|{}}}", dir.as_str(), self.inlines(body)),
            Inline::Directed { dir, body } => format!("{{{}|{}}}", dir.as_str(), self.inlines(body)),
            Inline::Link { to: Target::Url(url), body, .. } => format!("[{}]({url})", self.inlines(body)),
            Inline::Link { to: Target::Anchor(id), body, .. } => {
                format!("[{}](#{})", self.inlines(body), self.anchor(*id))
            }
            Inline::Image(picture) => self.picture(picture),
            Inline::Math(formula) => format!("${}$", formula.tex.replace('\n', " ")),
            Inline::Note(id) => format!("[^{}]", id.0),
            Inline::Mark(id) => format!("{{@{}}}", id.0),
            Inline::PrintPage(id) => format!("{{p. {}}}", self.book.print_pages[id.index()].label),
            Inline::LineBreak => "\\\\".to_owned(),
        }
    }
}
