//! From marks on pages to what the index prints. In: the page of each mark. Out: for each term the pages worth a
//! reader's way, ranges where the treatment goes on from one to the next, sections as subentries where there are many.

use crate::model::walk::walk;
use crate::model::words::words;
use crate::model::{Block, Book, Entry, Inline, Locator, MarkId, MarkKind, NoteId, Section, Subentry, Text};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many pages of mentions all are kept.
const KEEP_ALL: usize = 5;
/// The most pages of mentions that are kept.
const MOST: usize = 32;
/// Above so many locators a term gets subentries.
const FLAT: usize = 7;
/// The most subentries; above it, the sections that hold those sections name them.
const MOST_SUBENTRIES: usize = 10;

/// The locators of every term, by [`crate::model::TermId`]. `pages` has, by [`MarkId`], the index of the page that a
/// mark is on (`None` where its block was left out); `labels` the folio of each page.
pub fn resolve(book: &Book, pages: &[Option<usize>], labels: &[String]) -> Vec<Entry> {
    let places = Places::of(book, pages, labels);
    let mut marks: Vec<Vec<MarkId>> = vec![Vec::new(); book.terms.len()];
    for (i, mark) in book.marks.iter().enumerate() {
        marks[mark.term.index()].push(MarkId(i as u32));
    }
    marks.iter().map(|marks| places.entry(marks)).collect()
}

/// The same by the pages of the printed edition that the text marks; what stands before the first of them counts to it.
/// `None` for a text that marks none.
pub fn printed(book: &Book) -> Option<Vec<Entry>> {
    if book.print_pages.is_empty() {
        return None;
    }
    let mut printed = Printed { pages: vec![None; book.marks.len()], labels: Vec::new(), notes: BTreeMap::new() };
    let mut now = 0;
    book.each_section(&mut |section| {
        printed.run(book, &section.title, &mut now);
        let mut visit = |block: &Block| block.runs().into_iter().for_each(|run| printed.run(book, run, &mut now));
        section.blocks.iter().for_each(|block| block.walk(&mut visit));
    });
    for (number, note) in book.notes.iter().enumerate() {
        let mut now = printed.notes.get(&NoteId(number as u32)).copied().unwrap_or(now);
        let mut visit = |block: &Block| block.runs().into_iter().for_each(|run| printed.run(book, run, &mut now));
        note.blocks.iter().for_each(|block| block.walk(&mut visit));
    }
    Some(resolve(book, &printed.pages, &printed.labels))
}

/// On which pages of the printed edition things are, pages counted in reading order.
struct Printed {
    /// By mark.
    pages: Vec<Option<usize>>,
    labels: Vec<String>,
    /// The page of each note's first reference.
    notes: BTreeMap<NoteId, usize>,
}

impl Printed {
    /// Reads on through a run; `now` is the page that it begins on.
    fn run(&mut self, book: &Book, run: &[Inline], now: &mut usize) {
        walk(run, &mut |inline| match inline {
            Inline::PrintPage(id) => {
                *now = self.labels.len();
                self.labels.push(book.print_pages[id.index()].label.clone());
            }
            Inline::Mark(id) => self.pages[id.index()] = Some(*now),
            Inline::Note(id) => {
                self.notes.entry(*id).or_insert(*now);
            }
            _ => {}
        });
    }
}

/// Where the marks of a book are.
struct Places<'b> {
    book: &'b Book,
    pages: &'b [Option<usize>],
    labels: &'b [String],
    /// By mark: its paragraph, counted through the book, and its section in `sections`.
    paragraphs: Vec<(usize, usize)>,
    /// By mark: the note that it is in.
    notes: Vec<Option<NoteId>>,
    /// By note: the paragraph and the section of its last reference.
    called: Vec<(usize, usize)>,
    /// Title and parent of each section, in reading order.
    sections: Vec<(&'b [Inline], Option<usize>)>,
}

/// One page on which a term is mentioned.
struct Visit {
    page: usize,
    /// The note at its foot, if all mentions are in that.
    note: Option<NoteId>,
    /// The mark to lead to, and the last one.
    first: MarkId,
    last: MarkId,
    salience: u32,
    section: usize,
}

impl<'b> Places<'b> {
    fn of(book: &'b Book, pages: &'b [Option<usize>], labels: &'b [String]) -> Places<'b> {
        let paragraphs = vec![(0, 0); book.marks.len()];
        let notes = vec![None; book.marks.len()];
        let called = vec![(0, 0); book.notes.len()];
        let mut places = Places { book, pages, labels, paragraphs, notes, called, sections: Vec::new() };
        let mut paragraph = 0;
        for section in &book.sections {
            places.walk(section, None, &mut paragraph);
        }
        for (number, note) in book.notes.iter().enumerate() {
            let mut visit = |block: &'b Block| {
                for run in block.runs() {
                    walk(run, &mut |inline| {
                        if let Inline::Mark(id) = inline {
                            places.notes[id.index()] = Some(NoteId(number as u32));
                            places.paragraphs[id.index()] = places.called[number];
                        }
                    });
                }
            };
            note.blocks.iter().for_each(|block| block.walk(&mut visit));
        }
        places
    }

    fn walk(&mut self, section: &'b Section, parent: Option<usize>, paragraph: &mut usize) {
        let number = self.sections.len();
        self.sections.push((&section.title, parent));
        // A heading belongs to the paragraph that follows it.
        self.place(&section.title, *paragraph + 1, number);
        let mut visit = |block: &'b Block| {
            *paragraph += 1;
            block.runs().into_iter().for_each(|run| self.place(run, *paragraph, number));
        };
        section.blocks.iter().for_each(|block| block.walk(&mut visit));
        for below in &section.sections {
            self.walk(below, Some(number), paragraph);
        }
    }

    fn place(&mut self, inlines: &[Inline], paragraph: usize, section: usize) {
        for inline in inlines {
            match inline {
                Inline::Mark(id) => self.paragraphs[id.index()] = (paragraph, section),
                Inline::Note(id) => self.called[id.index()] = (paragraph, section),
                other => self.place(other.children(), paragraph, section),
            }
        }
    }

    fn entry(&self, marks: &[MarkId]) -> Entry {
        let kind = |id: &MarkId| self.book.marks[id.index()].kind;
        let (mentions, made): (Vec<MarkId>, Vec<MarkId>) = marks.iter().partition(|id| kind(id) == MarkKind::Mention);
        let visits = choose(self.visits(&mentions));
        let found = self.ranges(&visits);
        let made = self.made(&made);
        if made.is_empty() && found.len() > FLAT {
            let subentries = self.subentries(&visits);
            if subentries.len() > 1 {
                return Entry { locators: Vec::new(), subentries };
            }
        }
        Entry { locators: self.together(made, found), subentries: Vec::new() }
    }

    /// The author's marks as locators with their pages, in the order of those.
    fn made(&self, marks: &[MarkId]) -> Vec<(usize, Locator)> {
        let mut locators: Vec<(usize, Locator)> = Vec::new();
        let mut open: Option<MarkId> = None;
        for &id in marks {
            let Some(page) = self.pages[id.index()] else { continue };
            match self.book.marks[id.index()].kind {
                MarkKind::RangeStart => open = Some(id),
                MarkKind::RangeEnd => {
                    let Some(first) = open.take() else { continue };
                    let start = self.pages[first.index()].unwrap_or(page);
                    locators.push((start, self.locator(first, Some(id), start, page, false)));
                }
                kind => {
                    let main = kind == MarkKind::Main;
                    if let Some((_, said)) = locators.iter_mut().find(|(there, _)| *there == page) {
                        said.main |= main && said.last.is_none();
                    } else if open.is_none() {
                        let mut locator = self.locator(id, None, page, page, main);
                        locator.label += &self.note_number(id);
                        locators.push((page, locator));
                    }
                }
            }
        }
        locators.sort_by_key(|&(page, ref locator)| (page, locator.first));
        locators
    }

    /// What a mark in a note has behind the number of its page: `n3` (Chicago Manual of Style §16.113).
    fn note_number(&self, mark: MarkId) -> String {
        self.notes[mark.index()].map_or(String::new(), |note| format!("n{}", self.book.notes[note.index()].number))
    }

    /// The author's locators and those found, in the order of their pages, none twice.
    fn together(&self, made: Vec<(usize, Locator)>, found: Vec<(usize, Locator)>) -> Vec<Locator> {
        let mut all = made;
        for (page, locator) in found {
            if !all.iter().any(|(_, other)| other.label == locator.label) {
                all.push((page, locator));
            }
        }
        all.sort_by_key(|&(page, ref locator)| (page, locator.first));
        all.into_iter().map(|(_, locator)| locator).collect()
    }

    /// Mentions gathered by page; a note counts where the page itself says nothing.
    fn visits(&self, mentions: &[MarkId]) -> Vec<Visit> {
        let mut by_page: BTreeMap<(usize, Option<NoteId>), Visit> = BTreeMap::new();
        for &id in mentions {
            let Some(page) = self.pages[id.index()] else { continue };
            let salience = u32::from(self.book.marks[id.index()].salience);
            let note = self.notes[id.index()];
            match by_page.get_mut(&(page, note)) {
                Some(visit) => {
                    visit.last = id;
                    visit.salience += salience;
                }
                None => {
                    let section = self.paragraphs[id.index()].1;
                    by_page.insert((page, note), Visit { page, note, first: id, last: id, salience, section });
                }
            }
        }
        let said: BTreeSet<usize> = by_page.keys().filter(|(_, note)| note.is_none()).map(|&(page, _)| page).collect();
        by_page.into_values().filter(|visit| visit.note.is_none() || !said.contains(&visit.page)).collect()
    }

    /// Visits of pages that follow each other become ranges where no paragraph lies between their mentions.
    fn ranges(&self, visits: &[Visit]) -> Vec<(usize, Locator)> {
        let mut ranges: Vec<(&Visit, &Visit)> = Vec::new();
        for visit in visits {
            match ranges.last_mut().filter(|(_, last)| self.continues(last, visit)) {
                Some((_, last)) => *last = visit,
                None => ranges.push((visit, visit)),
            }
        }
        let locator = |(first, last): (&Visit, &Visit)| {
            let end = (first.page != last.page).then_some(last.last);
            let mut locator = self.locator(first.first, end, first.page, last.page, false);
            locator.label += &self.note_number(first.first);
            (first.page, locator)
        };
        ranges.into_iter().map(locator).collect()
    }

    fn continues(&self, before: &Visit, after: &Visit) -> bool {
        let (last, first) = (self.paragraphs[before.last.index()].0, self.paragraphs[after.first.index()].0);
        let in_text = before.note.is_none() && after.note.is_none();
        in_text && after.page == before.page + 1 && first <= last + 1
    }

    fn subentries(&self, visits: &[Visit]) -> Vec<Subentry> {
        let mut sections: Vec<usize> = visits.iter().map(|visit| visit.section).collect();
        while count(&sections) > MOST_SUBENTRIES && sections.iter().any(|&section| self.sections[section].1.is_some()) {
            for section in &mut sections {
                *section = self.sections[*section].1.unwrap_or(*section);
            }
        }
        let mut subentries = Vec::new();
        let mut start = 0;
        for end in 1..=visits.len() {
            if end == visits.len() || sections[end] != sections[start] {
                let heading = self.title(sections[start]);
                let locators = self.ranges(&visits[start..end]).into_iter().map(|(_, locator)| locator).collect();
                subentries.push(Subentry { heading, locators });
                start = end;
            }
        }
        subentries
    }

    /// A section's title, without the marks and notes in it.
    fn title(&self, section: usize) -> Vec<Inline> {
        let title = self.sections[section].0;
        if title.is_empty() {
            let name = words(self.book.meta.language).introduction;
            return vec![Inline::Text(Text::new(name, Span::default()))];
        }
        let kept =
            title.iter().filter(|inline| !matches!(inline, Inline::Mark(_) | Inline::PrintPage(_) | Inline::Note(_)));
        kept.cloned().collect()
    }

    fn locator(&self, first: MarkId, last: Option<MarkId>, from: usize, to: usize, main: bool) -> Locator {
        let label = self.book.index_style.ranges.label(&self.labels[from], &self.labels[to]);
        Locator { first, last, label, main }
    }
}

/// The pages worth a reader's way: all, if they are few; else those that say most.
fn choose(mut visits: Vec<Visit>) -> Vec<Visit> {
    if visits.len() <= KEEP_ALL {
        return visits;
    }
    let mut ranked: Vec<u32> = visits.iter().map(|visit| visit.salience).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    // A passing mention is worth one; the more pages there are, the more a page must say to be kept.
    let least = ranked[(MOST - 1).min(ranked.len() - 1)].max(1 + (visits.len() * 2 / KEEP_ALL).ilog2());
    let least = least.min(ranked[KEEP_ALL - 1]);
    visits.retain(|visit| visit.salience >= least);
    visits
}

/// How many different ones follow each other.
fn count(sections: &[usize]) -> usize {
    1 + sections.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnchorId, BlockKind, Mark, Role, Term, TermId};

    /// A book of one term with a mark of each kind, one to a paragraph, all in one section.
    fn book(kinds: &[(MarkKind, u16)]) -> Book {
        let term =
            Term { parent: None, heading: vec![], sort: "t".into(), group: "T".into(), see: vec![], see_also: vec![] };
        let marks = kinds.iter().map(|&(kind, salience)| Mark { term: TermId(0), kind, salience }).collect();
        let paragraph = |i| Block::new(BlockKind::Paragraph(vec![Inline::Mark(MarkId(i))]), Span::default());
        let section = Section {
            anchor: AnchorId(0),
            role: Role::Chapter,
            level: 1,
            number: None,
            title: vec![],
            blocks: (0..kinds.len() as u32).map(paragraph).collect(),
            sections: vec![],
            span: Span::default(),
        };
        Book { sections: vec![section], terms: vec![term], marks, ..Book::default() }
    }

    fn printed(kinds: &[(MarkKind, u16)], pages: &[usize]) -> Vec<String> {
        let labels: Vec<String> = (1..200).map(|n: usize| n.to_string()).collect();
        let pages: Vec<Option<usize>> = pages.iter().map(|&page| Some(page - 1)).collect();
        resolve(&book(kinds), &pages, &labels)[0].locators.iter().map(|locator| locator.label.clone()).collect()
    }

    const MENTION: (MarkKind, u16) = (MarkKind::Mention, 1);

    #[test]
    fn neighboring_pages_are_a_range_only_where_the_treatment_goes_on() {
        assert_eq!(printed(&[MENTION; 4], &[3, 4, 5, 9]), ["3–5", "9"]);
        // The third paragraph does not mention the term: two places, not a range.
        let mut gap = book(&[MENTION; 2]);
        gap.sections[0].blocks.insert(1, Block::new(BlockKind::Break, Span::default()));
        let labels: Vec<String> = (1..9).map(|n: usize| n.to_string()).collect();
        let entry = &resolve(&gap, &[Some(2), Some(3)], &labels)[0];
        assert_eq!(entry.locators.iter().map(|l| l.label.as_str()).collect::<Vec<_>>(), ["3", "4"]);
    }

    #[test]
    fn an_authors_range_has_both_its_ends() {
        let kinds = [(MarkKind::RangeStart, 0), (MarkKind::RangeEnd, 0), (MarkKind::Main, 0)];
        assert_eq!(printed(&kinds, &[101, 108, 120]), ["101–8", "120"]);
    }

    #[test]
    fn passing_mentions_on_many_pages_are_left_out() {
        let mut kinds = vec![MENTION; 20];
        for kind in kinds.iter_mut().step_by(2) {
            kind.1 = 4;
        }
        let pages: Vec<usize> = (0..20).map(|i| 1 + i * 3).collect();
        let entry = printed(&kinds, &pages);
        assert_eq!(entry.len(), 10);
    }
}
