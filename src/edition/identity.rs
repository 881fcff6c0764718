//! Names of a publication and of its text. In: what the project says, the words of the book. Out: an identifier that
//! stays the same through all editions, and a hash that changes with every word.

use super::digest;
use crate::model::{Block, BlockKind, Book, Creator, Identifier, flat_text};
use uuid::Uuid;

/// The namespace of publications pressed here: the version 5 UUID of this program's name as a URL.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:pressmark:publication")
}

/// The identifier of a publication that has none: a version 5 UUID (RFC 9562 §5.5) of its output name, title and
/// creators, the same for every edition of it.
pub fn identifier(slug: &str, title: &str, creators: &[Creator]) -> Identifier {
    let names = creators.iter().map(|creator| creator.name.as_str());
    let parts: Vec<&str> = [slug, title].into_iter().chain(names).collect();
    Identifier::Uuid(Uuid::new_v5(&namespace(), parts.join("\u{1F}").as_bytes()).to_string())
}

/// The SHA-256 of a book's words, in hexadecimal: titles, blocks and notes in reading order, one a line.
pub fn text_hash(book: &Book) -> String {
    let mut words = String::new();
    book.each_section(&mut |section| {
        words += &(flat_text(&section.title) + "\n");
        section.blocks.iter().for_each(|block| block.walk_all(&mut |block| add_words(block, &mut words)));
    });
    let notes = book.notes.iter().flat_map(|note| &note.blocks);
    notes.for_each(|block| block.walk_all(&mut |block| add_words(block, &mut words)));
    digest(words.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add_words(block: &Block, words: &mut String) {
    block.runs().into_iter().for_each(|run| *words += &(flat_text(run) + "\n"));
    if let BlockKind::Code { text, .. } = &block.kind {
        *words += &format!("{}\n", text.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Inline, Role, Section, Text};
    use crate::source::Span;

    #[test]
    fn an_identifier_depends_on_what_names_the_publication() {
        let ann = Creator { name: "Ann Reed".to_owned(), role: "aut".to_owned(), file_as: None };
        let plain = identifier("heron", "The Heron", &[]);
        assert_eq!(plain, identifier("heron", "The Heron", &[]));
        assert_ne!(plain, identifier("heron", "The Heron", &[ann]));
        let Identifier::Uuid(uuid) = plain else { panic!() };
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "5"));
    }

    #[test]
    fn the_hash_is_that_of_the_words() {
        let book = |word: &str| {
            let mut book = Book::default();
            let anchor = book.intern_anchor("a");
            let text = |text: &str| vec![Inline::Text(Text::new(text, Span::default()))];
            let mut section = Section::untitled(anchor, Role::Chapter, Span::default());
            section.title = text("One");
            section.blocks = vec![
                Block::new(BlockKind::Paragraph(text(word)), Span::default()),
                Block::new(BlockKind::Code { language: None, text: Text::new("x", Span::default()) }, Span::default()),
            ];
            book.sections.push(section);
            book
        };
        // printf 'One\nreed\nx\n' | sha256sum
        assert_eq!(text_hash(&book("reed")), "14703b40cedad5709e24a4e412d1e8909581259caf92abe02cb9f7b85c77cdfc");
        assert_ne!(text_hash(&book("reed")), text_hash(&book("sedge")));
    }
}
