//! Running text as XHTML: links, notes, foreign runs, index marks and the places where printed pages begin.

use super::blocks::{PHONE, REACHED};
use super::formula::mathml;
use super::link::url;
use super::xhtml::{Links, Stop, Writer};
use crate::diagnostic::{Diagnostic, rules};
use crate::language::{Direction, Lang};
use crate::math::{Formula, Place};
use crate::model::words::BETWEEN_CALLS;
use crate::model::{Inline, MarkId, NoteId, Target};
use crate::source::Span;
use crate::vocabulary;
use std::ops::Range;

impl<'b> Writer<'b> {
    /// Running text.
    pub fn inlines(&mut self, inlines: &'b [Inline]) {
        let mut called = false;
        for inline in inlines {
            let calls = matches!(inline, Inline::Note(_));
            if called && calls && self.links == Links::Live {
                self.between_calls();
            }
            self.inline(inline);
            called = calls || called && matches!(inline, Inline::Mark(_));
        }
    }

    /// Running text as the label of a link: no links, notes or marks in it.
    pub fn label(&mut self, inlines: &'b [Inline]) {
        let outer = std::mem::replace(&mut self.links, Links::Dead);
        self.inlines(inlines);
        self.waiting.clear();
        self.links = outer;
    }

    fn inline(&mut self, inline: &'b Inline) {
        match inline {
            Inline::Text(text) => self.text(text.as_str()),
            Inline::Code(text) => {
                let ltr = (self.dir == Direction::Rtl).then_some(("dir", "ltr"));
                self.markup.open(vocabulary::CODE, ltr.as_slice());
                self.program(text.as_str());
                self.markup.close();
            }
            Inline::Math(formula) => self.formula(formula),
            Inline::Foreign { lang, dir, body } => self.foreign(*lang, *dir, body),
            Inline::Directed { dir, body } => {
                self.markup.open(vocabulary::DIRECTED, &[("dir", dir.as_str())]);
                self.in_direction(*dir, body);
                self.markup.close();
            }
            Inline::Link { to, body, span } => self.link(to, body, *span),
            Inline::Image(picture) => {
                self.text_ends(self.at + '\u{FFFC}'.len_utf8());
                self.picture(picture, &[]);
            }
            Inline::Note(id) if self.links == Links::Dead => self.waiting.push(*id),
            Inline::Note(id) => self.reference(*id),
            Inline::Mark(id) => self.mark(*id),
            Inline::PrintPage(id) => {
                let label = &self.book.print_pages[id.index()].label;
                self.page_begins(label, self.places.print_page_id(*id));
            }
            Inline::LineBreak => {
                self.text_ends(self.at + 1);
                self.markup.void(vocabulary::LINE_BREAK, &[]);
            }
            Inline::Abbr { title, body } => {
                self.markup.open(vocabulary::ABBR, &[("title", title)]);
                self.inlines(body);
                self.markup.close();
            }
            // Readers that cannot set readings above their signs show them in brackets behind those.
            Inline::Reading(body) => {
                self.markup.leaf(vocabulary::READING_MARK, &[], "(");
                self.markup.open(vocabulary::READING, &[]);
                self.inlines(body);
                self.markup.close();
                self.markup.leaf(vocabulary::READING_MARK, &[], ")");
            }
            _ => {
                let element = vocabulary::inline(inline);
                if let Some(element) = element {
                    self.markup.open(element, &[]);
                }
                self.inlines(inline.children());
                if element.is_some() {
                    self.markup.close();
                }
            }
        }
    }

    /// Program text in the line. Reading systems may end a line behind any hyphen: not behind those that an option, as
    /// `--output`, begins with.
    fn program(&mut self, text: &str) {
        let mut rest = text;
        while let Some(option) = option(rest) {
            self.text(&rest[..option.start]);
            self.markup.open(vocabulary::OPTION, &[]);
            self.text(&rest[option.clone()]);
            self.markup.close();
            rest = &rest[option.end..];
        }
        self.text(rest);
    }

    /// A formula; in lists of links, which may be shown as plain text, its letters and signs.
    fn formula(&mut self, formula: &Formula) {
        if self.file.is_none() {
            return self.text(&formula.words);
        }
        self.text_ends(self.at + formula.words.len());
        let long = formula.place == Place::Inline && formula.words.chars().count() > PHONE && self.links == Links::Live;
        if long {
            self.markup.open(vocabulary::WIDE_FORMULA, &[REACHED]);
        }
        self.markup.written(vocabulary::FORMULA, &mathml(formula));
        if long {
            self.markup.close();
        }
    }

    /// Text, with the page breaks in it.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(page) = self.breaks.as_slice().first().filter(|page| page.at < self.at + rest.len()) {
            let mut cut = page.at.saturating_sub(self.at);
            while !rest.is_char_boundary(cut) {
                cut -= 1;
            }
            let (before, after) = rest.split_at(cut);
            self.markup.text(before);
            self.at += before.len();
            rest = after;
            self.break_page();
        }
        self.markup.text(rest);
        self.at += rest.len();
    }

    /// Something that is no text but counts as such is written up to byte `end`.
    fn text_ends(&mut self, end: usize) {
        self.break_pages(end);
        self.at = end;
    }

    /// The pages that begin before byte `end` of the block.
    pub(super) fn break_pages(&mut self, end: usize) {
        while self.breaks.as_slice().first().is_some_and(|page| page.at < end) {
            self.break_page();
        }
    }

    fn break_page(&mut self) {
        let Some(page) = self.breaks.next() else { return };
        self.page_begins(&page.label, &page.id);
    }

    /// A page begins here, unless this is not the text but a list of links to it.
    fn page_begins(&mut self, label: &str, id: &str) {
        let Some(file) = self.file else { return };
        let name = format!(" {label}. ");
        self.markup.leaf(vocabulary::PAGE_BREAK, &[("id", id), ("aria-label", &name)], "");
        self.stops.push(Stop { address: self.places.to_break(file, id), page: Some(label.to_owned()) });
    }

    /// A direction is only said where it changes: it also keeps the run apart from the text around it.
    pub(super) fn foreign(&mut self, lang: Lang, dir: Direction, body: &'b [Inline]) {
        self.languages.insert(lang);
        let mut attributes = vec![("lang", lang.as_str()), ("xml:lang", lang.as_str())];
        if dir != self.dir {
            attributes.push(("dir", dir.as_str()));
        }
        self.markup.open_in(vocabulary::FOREIGN, &attributes, lang);
        self.in_direction(dir, body);
        self.markup.close();
    }

    /// Inlines in an element of this direction.
    pub(super) fn in_direction(&mut self, dir: Direction, inlines: &'b [Inline]) {
        let outer = std::mem::replace(&mut self.dir, dir);
        self.inlines(inlines);
        self.dir = outer;
    }

    fn link(&mut self, to: &Target, body: &'b [Inline], span: Span) {
        if self.links == Links::Dead {
            return self.inlines(body);
        }
        let address = match to {
            Target::Url(raw) => url(raw),
            Target::Anchor(id) => self.places.to_anchor(*id, self.file),
        };
        let Some(address) = address else {
            let message = match to {
                Target::Url(raw) => format!("`{raw}` leads nowhere from inside an EPUB; its text was kept"),
                Target::Anchor(_) => "this link leads to no section of the EPUB; its text was kept".to_owned(),
            };
            self.sink.report(Diagnostic::new(&rules::UNRESOLVED_LINK, span, message));
            return self.inlines(body);
        };
        self.links = Links::Dead;
        self.markup.open(vocabulary::LINK, &[("href", &address)]);
        self.inlines(body);
        self.markup.close();
        self.links = Links::Live;
        for (number, note) in std::mem::take(&mut self.waiting).into_iter().enumerate() {
            if number > 0 {
                self.between_calls();
            }
            self.reference(note);
        }
    }

    fn between_calls(&mut self) {
        self.markup.leaf(vocabulary::SUP, &[], BETWEEN_CALLS);
    }

    fn reference(&mut self, id: NoteId) {
        let Some(note) = self.book.notes.get(id.index()) else { return };
        let Some(address) = self.file.and_then(|file| self.places.to_note(id, file)) else { return };
        let own = self.places.reference_id(id);
        let first = self.referred.insert(id).then_some(("id", own.as_str()));
        let attributes: Vec<_> = first.into_iter().chain([("href", address.as_str())]).collect();
        self.markup.leaf(vocabulary::NOTE_REFERENCE, &attributes, &note.number);
    }

    fn mark(&mut self, id: MarkId) {
        if let Some(place) = self.places.mark_id(id).filter(|_| self.file.is_some()) {
            self.markup.leaf(vocabulary::PLACE, &[("id", &place)], "");
        }
    }
}

/// Where in a text an option of a command begins, and where its first word ends.
fn option(text: &str) -> Option<Range<usize>> {
    let mut dashes = text.match_indices("--").map(|(at, _)| at);
    let begins = |&at: &usize| {
        let behind = text[at..].trim_start_matches('-');
        behind.starts_with(char::is_alphanumeric) && !text[..at].ends_with(|c: char| c == '-' || c.is_alphanumeric())
    };
    let start = dashes.find(begins)?;
    let name = start + text[start..].len() - text[start..].trim_start_matches('-').len();
    Some(start..text[name..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| name + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_with_their_first_word() {
        let found = |text: &'static str| option(text).map(|range| &text[range]);
        assert_eq!(found("cargo run --no-default-features"), Some("--no"));
        assert_eq!(found("--é"), Some("--é"));
        assert_eq!(found("[--all]"), Some("--all"));
        assert_eq!(["a--b", "i--", "-- x", "-v"].map(found), [None; 4]);
    }
}
