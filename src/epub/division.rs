//! How a book is divided into files. In: its sections. Out: for each file what is written in it, in order. A chapter
//! is a file; a part's heading is one; a chapter too long for small readers is cut between sections or blocks, and
//! the sections that are open at a cut go on in the next file. Where that makes more files than a reader opens with
//! ease, short ones that follow each other are one.

use crate::model::walk::walk;
use crate::model::{Block, BlockKind, Book, Inline, Role, Section, flat_text};

/// The most text and markup in one file, in bytes; only a single block can be longer. Readers with little memory have
/// room for that.
pub const LIMIT: usize = 95_000;

/// About how many bytes the markup of a section has, its heading's included.
const SECTION: usize = 200;

/// About how many bytes the markup of a block or a cell has.
const BLOCK: usize = 40;

/// How many files a book may have before short ones are joined.
const MANY: usize = 1_000;

/// One file of the text.
#[derive(Debug)]
pub struct File<'b> {
    /// Its name in the EPUB: ASCII, unique.
    pub name: String,
    /// The chapter that it has, or has a piece of.
    pub chapter: &'b Section,
    /// What is written, in order.
    pub steps: Vec<Step<'b>>,
    /// Bytes of text and markup.
    size: usize,
}

/// One step of writing a file.
#[derive(Debug)]
pub enum Step<'b> {
    /// A section begins, with its heading.
    Open(&'b Section),
    /// A section that began in the file before goes on.
    Resume(&'b Section),
    /// A block directly in the innermost section.
    Block(&'b Block),
    /// The innermost section ends, or is cut here.
    Close,
}

/// Divides a book into files of at most `limit` bytes.
pub fn divide(book: &Book, limit: usize) -> Vec<File<'_>> {
    let mut divider = Divider { book, limit, files: Vec::new(), open: Vec::new() };
    for section in &book.sections {
        if section.role == Role::Part {
            divider.begin(section);
            divider.heading(section);
            divider.close();
            for chapter in &section.sections {
                divider.chapter(chapter);
            }
        } else {
            divider.chapter(section);
        }
    }
    if divider.files.len() > MANY { joined(divider.files, limit) } else { divider.files }
}

/// Joins files of the same kind that follow each other, up to `limit` bytes.
fn joined(files: Vec<File<'_>>, limit: usize) -> Vec<File<'_>> {
    let mut out: Vec<File> = Vec::new();
    for mut file in files {
        match out.last_mut() {
            Some(last) if last.chapter.role == file.chapter.role && last.size + file.size <= limit => {
                last.steps.append(&mut file.steps);
                last.size += file.size;
            }
            _ => out.push(file),
        }
    }
    out
}

struct Divider<'b> {
    book: &'b Book,
    limit: usize,
    files: Vec<File<'b>>,
    open: Vec<&'b Section>,
}

impl<'b> Divider<'b> {
    fn begin(&mut self, chapter: &'b Section) {
        let slug = &self.book.anchors.get(chapter.anchor.index()).map_or("", |anchor| &anchor.slug);
        let plain: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
        let plain = plain.trim_matches('-').to_ascii_lowercase();
        let number = self.files.len() + 1;
        let name = if plain.is_empty() { format!("{number:03}.xhtml") } else { format!("{number:03}-{plain}.xhtml") };
        self.files.push(File { name, chapter, steps: Vec::new(), size: 0 });
    }

    fn push(&mut self, step: Step<'b>) {
        if let Some(file) = self.files.last_mut() {
            file.steps.push(step);
        }
    }

    /// Bytes of text and markup in the last file.
    fn size(&self) -> usize {
        self.files.last().map_or(0, |file| file.size)
    }

    fn grow(&mut self, weight: usize) {
        if let Some(file) = self.files.last_mut() {
            file.size += weight;
        }
    }

    fn close(&mut self) {
        self.open.pop();
        self.push(Step::Close);
    }

    fn chapter(&mut self, chapter: &'b Section) {
        self.begin(chapter);
        self.section(chapter);
    }

    fn section(&mut self, section: &'b Section) {
        // A section that fits into a file of its own is not cut; a longer one starts a file unless this one has little.
        if !self.open.is_empty() {
            let whole = self.weigh(section);
            if self.size() + whole > self.limit && (whole <= self.limit || self.size() > self.limit / 4) {
                self.cut();
            }
        }
        self.heading(section);
        for below in &section.sections {
            self.section(below);
        }
        self.close();
    }

    /// The heading and the blocks right below it.
    fn heading(&mut self, section: &'b Section) {
        self.open.push(section);
        self.push(Step::Open(section));
        self.grow(SECTION + flat_text(&section.title).len());
        for block in &section.blocks {
            let weight = weigh_block(self.book, block);
            let after_heading = matches!(self.files.last().and_then(|file| file.steps.last()), Some(Step::Open(_)));
            if self.size() > 0 && self.size() + weight > self.limit && !after_heading {
                self.cut();
            }
            self.grow(weight);
            self.push(Step::Block(block));
        }
    }

    /// Ends the file here and goes on in a new one.
    fn cut(&mut self) {
        let Some(chapter) = self.files.last().map(|file| file.chapter) else { return };
        for _ in 0..self.open.len() {
            self.push(Step::Close);
        }
        self.begin(chapter);
        for section in self.open.clone() {
            self.push(Step::Resume(section));
        }
    }

    fn weigh(&self, section: &Section) -> usize {
        let mut weight = 0;
        section.walk(&mut |section| {
            weight += SECTION + flat_text(&section.title).len();
            weight += section.blocks.iter().map(|block| weigh_block(self.book, block)).sum::<usize>();
        });
        weight
    }
}

/// Bytes of text and markup in a block and in the notes that it refers to.
fn weigh_block(book: &Book, block: &Block) -> usize {
    let mut notes = Vec::new();
    let text = text_of(block, &mut notes);
    let blocks = notes.iter().filter_map(|&note| book.notes.get(note)).flat_map(|note| &note.blocks);
    text + blocks.map(|block| text_of(block, &mut Vec::new())).sum::<usize>()
}

fn text_of(block: &Block, notes: &mut Vec<usize>) -> usize {
    let mut weight = 0;
    block.walk_all(&mut |block| {
        for run in block.runs() {
            weight += BLOCK + flat_text(run).len();
            walk(run, &mut |inline| {
                if let Inline::Note(id) = inline {
                    notes.push(id.index());
                }
            });
        }
        if let BlockKind::Code { text, .. } = &block.kind {
            weight += text.as_str().len();
        }
    });
    weight
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn shape(files: &[File]) -> Vec<String> {
        let step = |step: &Step| match step {
            Step::Open(_) => '(',
            Step::Resume(_) => '[',
            Step::Block(_) => 'b',
            Step::Close => ')',
        };
        files.iter().map(|file| file.steps.iter().map(step).collect()).collect()
    }

    #[test]
    fn parts_and_their_chapters_are_files_of_their_own() {
        let mut book = sample::book();
        let one = sample::section(&mut book, Role::Chapter, "One", vec![sample::paragraph("text")]);
        let mut part = sample::section(&mut book, Role::Part, "Part", vec![sample::paragraph("lead")]);
        part.sections = vec![one];
        book.sections = vec![part];
        let files = divide(&book, LIMIT);
        assert_eq!(shape(&files), ["(b)", "(b)"]);
        assert_eq!(files[1].name, "002-one.xhtml");
    }

    #[test]
    fn short_chapters_share_files_only_where_there_are_very_many() {
        let mut book = sample::book();
        let chapters = |count: usize, book: &mut Book| {
            (0..count).map(|_| sample::section(book, Role::Chapter, "One", vec![sample::paragraph("text")])).collect()
        };
        book.sections = chapters(MANY, &mut book);
        assert_eq!(divide(&book, LIMIT).len(), MANY);
        book.sections = chapters(MANY + 1, &mut book);
        let files = divide(&book, 10 * (SECTION + BLOCK + 7));
        assert_eq!(shape(&files[..1]), ["(b)".repeat(10)]);
        assert_eq!(files.len(), 101);
    }

    #[test]
    fn long_chapters_are_cut_between_sections_and_only_then_between_blocks() {
        let mut book = sample::book();
        let mut chapter = sample::section(&mut book, Role::Chapter, "Long", vec![sample::paragraph("0123456789")]);
        for title in ["a", "b"] {
            let blocks = vec![sample::paragraph("0123456789"), sample::paragraph("0123456789")];
            chapter.sections.push(sample::section(&mut book, Role::Section, title, blocks));
        }
        book.sections = vec![chapter];
        assert_eq!(shape(&divide(&book, 100 + 3 * SECTION + 5 * BLOCK)), ["(b(bb)(bb))"]);
        assert_eq!(shape(&divide(&book, 36 + 2 * SECTION + 3 * BLOCK)), ["(b(bb))", "[(bb))"]);
        assert_eq!(shape(&divide(&book, 1)), ["(b)", "[(b))", "[[b))", "[(b))", "[[b))"]);
    }
}
