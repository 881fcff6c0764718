//! What stands around the text: cover, title page and colophon. In: the metadata. Out: one file each.

use super::link::url;
use super::xhtml::Writer;
use crate::model::{Book, Identifier, Metadata, is_address};
use crate::vocabulary;

impl<'b> Writer<'b> {
    /// The cover, alone in its file; `None` for a book without one.
    pub fn cover(&mut self) -> Option<String> {
        let cover = self.pictures.cover(self.book)?;
        let name = self.words.cover;
        let meta = &self.book.meta;
        let says = std::iter::once(&meta.title).chain(meta.authors().0.into_iter().map(|creator| &creator.name));
        let alt = format!("{name}: {}", says.map(String::as_str).collect::<Vec<_>>().join(", "));
        self.begin(name, vocabulary::FRONT_MATTER);
        self.markup.open(vocabulary::COVER, &[("aria-label", name)]);
        // Never higher than the window, which no unit of the sheet says: old readers would drop all of that for one.
        let whole = ("style", "max-height: 96vh");
        self.markup.void(vocabulary::COVER_IMAGE, &[("src", &cover.href), ("alt", &alt), whole]);
        Some(self.markup.finish())
    }

    /// The title page.
    pub fn title_page(&mut self) -> String {
        let meta = &self.book.meta;
        self.begin(&meta.title, vocabulary::FRONT_MATTER);
        self.markup.open(vocabulary::TITLE_PAGE, &[("aria-labelledby", "title")]);
        self.markup.line();
        self.markup.open(vocabulary::lettered(vocabulary::TITLE, &meta.title), &[("id", "title")]);
        match &meta.display_title {
            Some(title) => self.label(title),
            None => self.markup.text(&meta.title),
        }
        self.markup.close();
        self.markup.line();
        if let Some(subtitle) = &meta.subtitle {
            self.markup.leaf(vocabulary::SUBTITLE, &[], subtitle);
            self.markup.line();
        }
        for creator in &meta.creators {
            self.markup.leaf(vocabulary::CREATOR, &[], &creator.name);
            self.markup.line();
        }
        for fact in meta.imprint() {
            self.markup.leaf(vocabulary::IMPRINT, &[], fact);
            self.markup.line();
        }
        self.markup.finish()
    }

    /// What archives ask of a copy.
    pub fn colophon(&mut self) -> String {
        self.begin(self.words.colophon, vocabulary::BACK_MATTER);
        self.markup.open(vocabulary::COLOPHON, &[("aria-labelledby", "colophon")]);
        self.markup.line();
        self.markup.leaf(vocabulary::heading(1), &[("id", "colophon")], self.words.colophon);
        self.markup.line();
        for line in self.book.meta.colophon() {
            self.markup.open(vocabulary::PARAGRAPH, &[]);
            match url(&line).filter(|_| is_address(&line)) {
                Some(address) => self.markup.leaf(vocabulary::LINK, &[("href", &address)], &line),
                None => self.markup.text(&line),
            }
            self.markup.close();
            self.markup.line();
        }
        self.markup.finish()
    }
}

/// An identifier as a URI.
pub fn urn(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Uuid(uuid) => format!("urn:uuid:{}", uuid.trim_start_matches("urn:uuid:")),
        Identifier::Isbn(isbn) => format!("urn:isbn:{isbn}"),
        Identifier::Doi(doi) => format!("doi:{doi}"),
        Identifier::Uri(uri) => uri.clone(),
    }
}

/// The publication's own identifier; its title where it has none.
pub fn own_urn(meta: &Metadata) -> String {
    meta.identifiers.first().map_or_else(|| meta.title.clone(), urn)
}

/// Whose pages the list of pages has: the printed edition that the text marks, by its ISBN or else by what `source`
/// says, or our own.
pub fn pagination(book: &Book) -> Option<String> {
    let meta = &book.meta;
    if book.print_pages.is_empty() {
        return Some(own_urn(meta));
    }
    meta.print_isbn.as_ref().map(|isbn| urn(&Identifier::Isbn(isbn.clone()))).or_else(|| meta.source.clone())
}
