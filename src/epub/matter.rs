//! What stands around the text: cover, title page and colophon. In: the metadata. Out: one file each.

use super::xhtml::Writer;
use crate::model::{Book, Identifier, Metadata};
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
        self.markup.void(vocabulary::COVER_IMAGE, &[("src", &cover.href), ("alt", &alt)]);
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
        self.imprint(&[&meta.edition.statement, &meta.publisher, &meta.edition.date]);
        self.markup.finish()
    }

    /// What the edition is, and under which terms; `None` where nothing is known.
    pub fn colophon(&mut self) -> Option<String> {
        let meta = &self.book.meta;
        let identifiers: Vec<Option<String>> = meta.identifiers.iter().map(|id| Some(printed(id))).collect();
        let edition = &meta.edition;
        let series = meta.series.as_ref().map(ToString::to_string);
        let mut facts = vec![&edition.statement, &edition.date, &series, &meta.publisher];
        facts.extend(&identifiers);
        facts.extend([&meta.rights, &meta.source]);
        if facts.iter().all(|fact| fact.is_none()) {
            return None;
        }
        self.begin(self.words.colophon, vocabulary::BACK_MATTER);
        self.markup.open(vocabulary::COLOPHON, &[("aria-labelledby", "colophon")]);
        self.markup.line();
        self.markup.leaf(vocabulary::heading(1), &[("id", "colophon")], self.words.colophon);
        self.markup.line();
        self.imprint(&facts);
        Some(self.markup.finish())
    }

    fn imprint(&mut self, facts: &[&Option<String>]) {
        for fact in facts.iter().copied().flatten() {
            self.markup.leaf(vocabulary::IMPRINT, &[], fact);
            self.markup.line();
        }
    }
}

/// An identifier as a colophon prints it.
fn printed(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Isbn(isbn) => format!("ISBN {isbn}"),
        Identifier::Doi(doi) => format!("https://doi.org/{doi}"),
        Identifier::Uuid(_) | Identifier::Uri(_) => urn(identifier),
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
