//! A chapter's file in its place. In: the sections of one file, and the title that the summary gives it. Out: one
//! section: the file's own title where it has one, its headings below.

use crate::model::{Book, Inline, Role, Section, flat_text};
use crate::source::Span;

/// Makes one section of the sections of a file.
pub fn chapter(mut sections: Vec<Section>, title: Vec<Inline>, path: &str, source: u16, book: &mut Book) -> Section {
    let has_lead = sections.first().is_some_and(|first| first.role == Role::Introduction && first.title.is_empty());
    let lead = if has_lead { sections.remove(0).blocks } else { Vec::new() };
    let start = Span::new(source, 0..0);
    let mut chapter = if has_own_title(&sections, lead.is_empty(), &title) {
        let mut own = sections.remove(0);
        own.blocks.splice(0..0, lead);
        book.define_anchor(path, start);
        own
    } else {
        let anchor = book.define_anchor(path, start);
        Section { title, blocks: lead, ..Section::untitled(anchor, Role::Chapter, start) }
    };
    // Further headings beside the chapter's own one go below it, in proportion to each other.
    let highest = sections.iter().map(|section| section.level).min().unwrap_or(1);
    for mut section in sections {
        let level = chapter.level.saturating_add(1).saturating_add(section.level - highest);
        set_level(&mut section, level);
        chapter.sections.push(section);
    }
    for section in chapter.sections.iter_mut().filter(|section| section.role == Role::Chapter) {
        section.role = Role::Section;
    }
    chapter
}

/// Whether the first heading of a file is its title: of the first level, or the one that everything else stands below,
/// or the same as the summary's.
fn has_own_title(sections: &[Section], begins_with_it: bool, title: &[Inline]) -> bool {
    let Some(first) = sections.first() else { return false };
    let alone = sections.len() == 1;
    let same = words(&first.title) == words(title);
    let top = first.level == 1;
    if begins_with_it { alone || top || same } else { alone && top }
}

/// A title as it is compared: its letters and digits.
fn words(title: &[Inline]) -> String {
    flat_text(title).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Moves a section and all below it so that it is of `level`.
pub fn set_level(section: &mut Section, level: u8) {
    let old = section.level;
    section.walk_mut(&mut |section| section.level = level.saturating_add(section.level.saturating_sub(old)));
}
