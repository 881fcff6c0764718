//! Several texts in one book. In: what each of them would be pressed from by itself. Out: a part for each, with its
//! chapters below it, or a chapter where it has none. All are read into one book, so that it has one index and links may
//! lead from each to the others.

use super::mdbook::set_level;
use super::{Shelf, about, guess, sections};
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::Error;
use crate::model::{Book, Inline, Metadata, Role, Section, Text, flat_text};
use crate::project::{Project, Texts};
use crate::source::Span;

/// Reads the volumes; whoever wrote one of them is an author of the book, unless that has some.
pub fn read(volumes: &[Project], shelf: &mut Shelf) -> Result<Vec<Section>, Error> {
    let Shelf { library, book, sink, .. } = shelf;
    let mut out = Vec::new();
    let mut creators = Vec::new();
    for volume in volumes {
        let mut own = Metadata::default();
        about::describe(&volume.about, &mut own);
        let whole = std::mem::replace(&mut book.meta, own);
        let read = sections(volume, book, *library, sink);
        let own = std::mem::replace(&mut book.meta, whole);
        out.extend(bound(read?, volume, &own, book, sink));
        for creator in own.creators {
            if !creators.contains(&creator) {
                creators.push(creator);
            }
        }
    }
    if book.meta.creators.is_empty() {
        book.meta.creators = creators;
    }
    Ok(out)
}

/// The part or chapter that a volume is.
fn bound(
    mut sections: Vec<Section>,
    volume: &Project,
    meta: &Metadata,
    book: &mut Book,
    sink: &mut Sink,
) -> Option<Section> {
    let start = sections.first()?.span;
    let own = about::whole(&sections).is_some();
    let mut section = if own {
        // Its one heading is its title.
        let at = sections.iter().position(|section| !section.title.is_empty())?;
        let mut section = sections.remove(at);
        sections.append(&mut section.sections);
        section
    } else {
        let title = title(&sections, volume, meta, start, sink);
        let anchor = book.define_anchor(&format!("§{}", flat_text(&title)), Span { end: start.start, ..start });
        Section { title, ..Section::untitled(anchor, Role::Chapter, start) }
    };
    let (leads, chapters): (Vec<Section>, Vec<Section>) =
        sections.into_iter().partition(|section| section.title.is_empty());
    section.level = 1;
    section.blocks.splice(0..0, leads.into_iter().flat_map(|lead| lead.blocks));
    section.role = if chapters.is_empty() { Role::Chapter } else { Role::Part };
    let highest = chapters.iter().map(|chapter| chapter.level).min().unwrap_or(2);
    for mut chapter in chapters {
        let level = 2 + chapter.level - highest;
        set_level(&mut chapter, level);
        section.sections.push(chapter);
    }
    Some(section)
}

/// What a volume is called: as its project or itself says, else by its first words.
fn title(sections: &[Section], volume: &Project, meta: &Metadata, start: Span, sink: &mut Sink) -> Vec<Inline> {
    if !meta.title.is_empty() {
        return vec![Inline::Text(Text::new(meta.title.clone(), Span { end: start.start, ..start }))];
    }
    let (title, place) = guess::title(sections).unwrap_or_else(|| (stem(volume), start));
    let message = format!("no title is given; this part of the book is called `{title}`");
    let finding = Diagnostic::new(&rules::GUESSED_TITLE, place, message);
    sink.report(finding.hint("Let the text begin with a heading that says it."));
    vec![Inline::Text(Text::new(title, place))]
}

/// The name of a volume's file.
fn stem(volume: &Project) -> String {
    match &volume.texts {
        Texts::Files(files) => {
            let name = files.first().map_or("", |path| path.rsplit('/').next().unwrap_or(path));
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
        }
        _ => volume.slug.clone(),
    }
}
