//! Several texts in one book. In: what each of them would be pressed from by itself. Out: a part for each, with its
//! chapters below it, or a chapter where it has none. All are read into one book, so that it has one index and links may
//! lead from each to the others.

use super::mdbook::set_level;
use super::{Shelf, about, guess, sections};
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::error::Error;
use crate::language::Lang;
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
        let first = book.sources.len() as u16;
        let read = sections(volume, book, *library, sink);
        let own = std::mem::replace(&mut book.meta, whole);
        if let Some(language) = read.as_ref().ok().and_then(|read| language(read, &own, book.meta.language, sink)) {
            book.languages.extend((first..book.sources.len() as u16).map(|source| (source, language)));
        }
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

/// The language of a volume, where it is not that of the whole: the one it says it has, else the one that its text seems
/// to be in, if that is no kind of the whole's.
fn language(sections: &[Section], own: &Metadata, whole: Lang, sink: &mut Sink) -> Option<Lang> {
    if own.language != Lang::UND {
        return Some(own.language).filter(|language| *language != whole);
    }
    let language = guess::language(&about::sample(sections));
    if language == Lang::UND || language.primary() == whole.primary() {
        return None;
    }
    let place = sections.first().map(|section| section.span);
    let message = format!("no language is given for this text, which seems to be in `{language}`");
    let finding = Diagnostic::new(&rules::GUESSED_LANGUAGE, place, message);
    sink.report(finding.hint("Name it where the text says something of itself: `lang: en` between two lines `---`."));
    Some(language)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;
    use crate::read::read;

    #[test]
    fn a_text_in_another_language_is_known_by_what_it_says_or_by_its_words() {
        let words =
            "Die Ebbe kommt und die Flut geht, und der Reiher steht nicht mehr am Ufer, wo er mit den anderen war.";
        let library = Memory::of([
            ("a.md", "# Tides\n\nThe tide comes in and the heron that stood on the bank is not there any more.\n"),
            ("b.md", "---\nlang: fa\n---\n\n# Of birds\n\nShort.[^n]\n\n[^n]: Note.\n"),
            ("c.md", &format!("# Reiher\n\n{words} {words}\n")),
        ]);
        let volumes = ["a.md", "b.md", "c.md"].map(|path| (String::new(), Project::single(path)));
        let mut project = Project::anthology("Birds", volumes.into());
        project.about.language = Some(Lang::EN);
        let mut sink = Sink::default();
        let Ok(draft) = read(&project, &library, &mut sink) else { panic!() };
        let languages: Vec<String> = draft
            .0
            .sections
            .iter()
            .map(|section| draft.0.language_of(section.span))
            .map(|lang| lang.to_string())
            .collect();
        assert_eq!(languages, ["en", "fa", "de"]);
        assert_eq!(sink.found.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["guessed-language"]);
        assert_eq!(draft.0.language_of(draft.0.notes[0].span), Lang::constant("fa"));
    }
}
