//! Links. In: links to names, anchors that sections and other places define. Out: every link inside the book leads to a
//! section that is there; one that does not leads to the book's site, or is its own text. Every section's anchor has its id.

mod mentions;
mod places;
mod redirects;
mod site;
mod slugs;

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::model::{AnchorId, Block, Book, Inline, NoteId, Target};
use crate::project::{NormalizeOptions, Site};
use crate::source::Span;
use places::{Found, Places};
use redirects::Redirects;
use std::collections::BTreeMap;
use std::mem;

/// Resolves every link and names every section.
pub fn run(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    mentions::link(book);
    let shared = slugs::part_anchors(book, sink);
    let site = options.site.as_ref();
    let redirects = Redirects::new(&options.redirects);
    let mut links = Links { places: Places::new(book, &shared), redirects, site, sink, hints: BTreeMap::new() };
    let mut at = 0;
    let mut chapters = vec![0; book.notes.len()];
    for section in &mut book.sections {
        section.walk_mut(&mut |section| {
            let chapter = links.places.chapter(at);
            at += 1;
            links.resolve(&mut section.title, chapter, &mut chapters);
            section.blocks.iter_mut().for_each(|block| links.resolve_block(block, chapter, &mut chapters));
        });
    }
    // A note stands behind the notes that refer to it, so its chapter is known when its turn comes.
    for index in 0..book.notes.len() {
        let chapter = chapters[index];
        book.notes[index].blocks.iter_mut().for_each(|block| links.resolve_block(block, chapter, &mut chapters));
    }
    slugs::name(book);
}

struct Links<'s> {
    places: Places,
    redirects: Redirects,
    site: Option<&'s Site>,
    sink: &'s mut Sink,
    /// The nearest defined name of each name that is not.
    hints: BTreeMap<AnchorId, Option<String>>,
}

/// For how many names the nearest is looked for: it takes a look at every name there is.
const HINTS: usize = 20;

impl Links<'_> {
    fn resolve_block(&mut self, block: &mut Block, chapter: usize, chapters: &mut [usize]) {
        block.walk_all_mut(&mut |block| {
            block.runs_mut().into_iter().for_each(|run| self.resolve(run, chapter, chapters));
        });
    }

    /// Resolves the links of a run that stands in `chapter`; tells `chapters` which notes it refers to.
    fn resolve(&mut self, run: &mut Vec<Inline>, chapter: usize, chapters: &mut [usize]) {
        let mut broken = false;
        for inline in run.iter_mut() {
            if let &mut Inline::Note(NoteId(id)) = inline
                && let Some(known @ 0) = chapters.get_mut(id as usize)
            {
                *known = chapter;
            }
            if let Some(body) = inline.children_mut() {
                self.resolve(body, chapter, chapters);
            }
            if let Inline::Link { to, span, .. } = inline
                && let &mut Target::Anchor(id) = to
            {
                let found = self.lookup(id, chapter, *span);
                broken |= found.is_none();
                *to = found.unwrap_or(Target::Anchor(NOWHERE));
            }
        }
        if broken {
            *run = mem::take(run).into_iter().flat_map(unlinked).collect();
        }
    }

    fn lookup(&mut self, id: AnchorId, chapter: usize, span: Span) -> Option<Target> {
        let found = self.places.find(id, chapter, span.source);
        let name = self.places.name(id);
        let moved = self.redirects.follow(name).filter(|_| !matches!(found, Found::Section(_)));
        match moved.as_deref().map(|now| (now, self.places.named(now, chapter, span.source))) {
            Some((url, _)) if url.contains("://") => return Some(Target::Url(url.to_owned())),
            Some((_, Found::Section(section) | Found::File(section))) => return Some(Target::Anchor(section)),
            Some((_, Found::Nothing)) | None => {}
        }
        let url = self.site.filter(|_| found == Found::Nothing).and_then(|site| site::address(site, name));
        let leaves = name.starts_with("../");
        let message = match found {
            Found::Section(section) => return Some(Target::Anchor(section)),
            Found::Nothing if url.is_some() => return url.map(Target::Url),
            Found::Nothing if leaves => format!("`{name}` leads out of the project; the text of the link was kept"),
            Found::File(_) => format!("nothing is called `{name}`; the link leads to the chapter"),
            Found::Nothing => format!("nothing in the book is called `{name}`; the text of the link was kept"),
        };
        let mut finding = Diagnostic::new(&rules::UNRESOLVED_LINK, span, message);
        if found == Found::Nothing && (leaves || name.ends_with(".html")) {
            finding = finding
                .hint("If it is a page beside the book's site: `site-url = \"https://…\"` in `[output.pressmark]`.");
        } else if self.hints.len() < HINTS && !self.hints.contains_key(&id) {
            self.hints.insert(id, self.places.nearest(id));
        }
        if let Some(Some(near)) = self.hints.get(&id) {
            finding = finding.hint(format!("Did you mean `{near}`?"));
        }
        self.sink.report(finding);
        match found {
            Found::File(section) => Some(Target::Anchor(section)),
            _ => None,
        }
    }
}

/// Marks a link that leads nowhere until its text takes its place.
const NOWHERE: AnchorId = AnchorId(u32::MAX);

/// The text of a link that leads nowhere; any other inline as it is.
fn unlinked(inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Link { to: Target::Anchor(NOWHERE), body, .. } => body,
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dump::dump;
    use crate::normalize::sample::{book, findings};

    #[test]
    fn a_name_leads_to_the_section_of_that_title_in_its_own_chapter() {
        let mut book = book("= One\n== Notes\na\n= Two\n[[§ notes|x]] [[§ One|y]]\n== Notes\nb");
        assert!(findings(&mut book, run).is_empty());
        assert!(dump(&book).contains("p [x](#notes-2) [y](#one)"), "{}", dump(&book));
    }

    #[test]
    fn a_link_to_nothing_is_its_text_with_the_nearest_name() {
        let mut book = book("= Membership\na [[§ Membershp|there]] b");
        let mut sink = Sink::default();
        run(&mut book, &NormalizeOptions::default(), &mut sink);
        assert!(dump(&book).contains("p a there b"));
        assert_eq!(sink.found[0].hints, ["Did you mean `§ Membership`?"]);
        assert_eq!(book.sources.slice(sink.found[0].span.unwrap()), "[[§ Membershp|there]]");
    }

    #[test]
    fn a_dead_id_falls_back_to_its_chapter() {
        let mut book = book("= One\n[[a.md#dead|x]] [[#one|y]] [[a.html#ONE|z]]");
        assert_eq!(findings(&mut book, run), ["unresolved-link"]);
        assert!(dump(&book).contains("[x](#one) [y](#one) [z](#one)"));
    }

    #[test]
    fn a_place_inside_a_section_leads_to_the_section() {
        let mut book = book("= One\na\n= Two\nb [[a.md#table|c]]");
        let id = book.intern_anchor("a.md#table");
        book.anchors[id.index()].defined = Some(Span::new(0, 6..7));
        assert!(findings(&mut book, run).is_empty());
        assert!(dump(&book).contains("[c](#one)"));
    }

    #[test]
    fn slugs_are_unique_names() {
        let mut book = book("= Note 1\na\n= Тема\nb\n= Same\nc\n= same!\nd\n= Same\ne");
        book.sections[4].anchor = book.sections[2].anchor;
        findings(&mut book, run);
        let slugs: Vec<&str> =
            book.sections.iter().map(|section| book.anchors[section.anchor.index()].slug.as_str()).collect();
        assert_eq!(slugs, ["s-note-1", "section-2", "same", "same-2", "same-3"]);
    }

    #[test]
    fn an_explicit_id_twice_is_a_finding() {
        let mut book = book("= One\na\n= Two\nb");
        book.anchors.iter_mut().for_each(|anchor| anchor.name = "a.md#mine".to_owned());
        assert_eq!(findings(&mut book, run), ["duplicate-id"]);
        assert_eq!((book.anchors[0].slug.as_str(), book.anchors[1].slug.as_str()), ("mine", "mine-2"));
    }
}
