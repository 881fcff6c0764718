//! The index. In: the terms and their locators. Out: pieces: letters, entries, subentries; every locator a link to its
//! exact place, every `see` to its entry.

use super::collect::{Collector, Kept, Scope, Sibling};
use super::galley::{InkRole, Parting, Passage, Piece};
use super::plan::{Plan, PlanId};
use super::{LinkTarget, destinations};
use crate::length::Pt;
use crate::model::words::{Words, words};
use crate::model::{Entry, Inline, Locator, Term, TermId, flat_text, printed};
use crate::style::Align;
use crate::vocabulary::{self, Element};

/// How the columns of the index stand.
pub struct Columns {
    pub count: usize,
    pub gap: Pt,
}

/// The columns that the sheet gives the index.
pub fn columns(collector: &mut Collector) -> Columns {
    collector.in_body(|this, body| {
        let sibling = Sibling::first(vocabulary::INDEX, body.lang());
        this.enter(body, None, sibling, |_, scope| Columns {
            count: usize::from(scope.style.columns.max(1)),
            gap: scope.style.column_gap,
        })
    })
}

/// The pieces of the index: its heading, which stands over all columns, and the rest, set for columns of `measure`.
pub fn index<'b>(collector: &mut Collector<'b>, entries: &'b [Entry], measure: Pt) -> (Vec<Piece<'b>>, Vec<Piece<'b>>) {
    let book = collector.book;
    let said = words(book.meta.language);
    let plan = collector.plan.add(Plan::ROOT, vocabulary::INDEX.pdf);
    let printed = printed(&book.terms, entries);
    let mut heading = Vec::new();
    collector.in_body(|this, body| {
        let sibling = Sibling::first(vocabulary::INDEX, body.lang());
        this.enter_box(body, None, sibling, |this, scope| {
            this.opening(Parting::Recto);
            this.destination(destinations::INDEX);
            let above = this.made_heading(said.index, vocabulary::H1, scope, plan);
            if let Some(note) = &book.index_style.headnote {
                let sibling = Sibling::after(Some(above), vocabulary::INDEX_HEADNOTE, scope.lang());
                let tag = this.plan.add(plan, vocabulary::INDEX_HEADNOTE.pdf);
                this.enter_box(scope, Some(above), sibling, |this, scope| {
                    let passage = this.generated(note, scope, tag);
                    this.keep();
                    this.text(passage, scope, None);
                });
            }
            this.close();
            heading = this.take();
            this.set_measure(measure);
            Entries { entries, said, terms: &book.terms, printed: &printed }.groups(this, scope, plan);
        });
    });
    let mut rest = collector.take();
    // Both columns begin at the same height.
    rest.iter_mut().take(1).for_each(|piece| piece.above = Pt::ZERO);
    collector.set_measure(collector.layout.room("").width);
    (heading, rest)
}

/// What the index is made of.
#[derive(Clone, Copy)]
struct Entries<'e, 'b> {
    entries: &'b [Entry],
    said: &'static Words,
    terms: &'b [Term],
    printed: &'e [bool],
}

impl<'b> Entries<'_, 'b> {
    /// Groups of top-level terms that share a letter.
    fn groups(self, collector: &mut Collector<'b>, scope: &Scope, plan: PlanId) {
        let top = |&i: &usize| self.terms[i].parent.is_none() && self.printed[i];
        let tops: Vec<usize> = (0..self.terms.len()).filter(top).collect();
        let mut previous = Some(Sibling::first(vocabulary::H1, scope.lang()));
        for group in tops.chunk_by(|&a, &b| self.terms[a].group == self.terms[b].group) {
            let letter = self.terms[group[0]].group.as_str();
            let letter = if letter.is_empty() { self.said.symbols } else { letter };
            let sibling = Sibling::after(previous, vocabulary::INDEX_GROUP, scope.lang());
            let plan = collector.plan.add(plan, vocabulary::INDEX_GROUP.pdf);
            collector.enter_box(scope, previous, sibling, |this, scope| self.group(this, letter, group, scope, plan));
            previous = Some(sibling);
        }
    }

    fn group(self, collector: &mut Collector<'b>, letter: &str, group: &[usize], scope: &Scope, plan: PlanId) {
        let heading = Sibling::first(vocabulary::INDEX_LETTER, scope.lang());
        let tag = collector.plan.add(plan, vocabulary::INDEX_LETTER.pdf);
        collector.enter_box(scope, None, heading, |this, scope| {
            let passage = this.generated(letter, scope, tag);
            this.text(passage, scope, None);
        });
        let list = Sibling::after(Some(heading), vocabulary::INDEX_LIST, scope.lang());
        let plan = collector.plan.add(plan, vocabulary::INDEX_LIST.pdf);
        collector.enter_box(scope, Some(heading), list, |this, scope| {
            let mut previous = None;
            for (number, &index) in group.iter().enumerate() {
                let before = this.count();
                previous = Some(self.term(this, index, previous, scope, plan));
                // No letter stands above a single line.
                if number == 0 && group.len() > 1 && this.count() == before + 1 {
                    this.keep_with_next();
                }
            }
        });
    }

    /// A term, its subentries, and the terms below it.
    fn term<'s>(
        self,
        collector: &mut Collector<'b>,
        index: usize,
        previous: Option<Sibling>,
        scope: &Scope,
        plan: PlanId,
    ) -> Sibling<'s> {
        let item = Sibling::after(previous, vocabulary::INDEX_ENTRY, scope.lang());
        let plan = collector.plan.add(plan, vocabulary::INDEX_ENTRY.pdf);
        collector.enter_box(scope, previous, item, |this, scope| {
            this.destination(destinations::term(TermId(index as u32)));
            let term = &self.terms[index];
            let locators = self.entries.get(index).map_or(&[][..], |entry| &entry.locators);
            let body = this.plan.add(plan, vocabulary::LIST_BODY.pdf);
            let text = this.plan.add(body, vocabulary::PARAGRAPH.pdf);
            let mut passage = line(this, &term.heading, locators, scope, text);
            passage = self.references(this, passage, vocabulary::INDEX_SEE, &term.see, scope, text);
            passage = self.references(this, passage, vocabulary::INDEX_SEE_ALSO, &term.see_also, scope, text);
            this.text(passage, scope, None);
            self.below(this, index, scope, body);
        });
        item
    }

    /// The list of a term's subentries and of the terms below it, if there are any.
    fn below(self, collector: &mut Collector<'b>, index: usize, scope: &Scope, plan: PlanId) {
        let subentries = self.entries.get(index).map_or(&[][..], |entry| &entry.subentries);
        let below: Vec<usize> = (index + 1..self.terms.len())
            .take_while(|&i| self.terms[i].parent.is_some())
            .filter(|&i| self.terms[i].parent == Some(TermId(index as u32)) && self.printed[i])
            .collect();
        if subentries.is_empty() && below.is_empty() {
            return;
        }
        collector.keep_with_next();
        let from = collector.count();
        let span = Sibling::first(vocabulary::INDEX_TERM, scope.lang());
        let list = Sibling::after(Some(span), vocabulary::INDEX_LIST, scope.lang());
        let plan = collector.plan.add(plan, vocabulary::INDEX_LIST.pdf);
        collector.enter_box(scope, Some(span), list, |this, scope| {
            let mut previous = None;
            for subentry in subentries {
                let item = Sibling::after(previous, vocabulary::INDEX_ENTRY, scope.lang());
                let plan = this.plan.add(plan, vocabulary::INDEX_ENTRY.pdf);
                let plan = this.plan.add(plan, vocabulary::LIST_BODY.pdf);
                let plan = this.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                this.enter_box(scope, previous, item, |this, scope| {
                    let passage = line(this, &subentry.heading, &subentry.locators, scope, plan);
                    this.text(passage, scope, None);
                });
                previous = Some(item);
            }
            for below in below {
                previous = Some(self.term(this, below, previous, scope, plan));
            }
        });
        let term = &self.terms[index];
        if term.parent.is_none() {
            let heading = continued(collector, &term.heading, self.said, scope);
            collector.continue_from(from, heading);
        }
    }

    /// `see` or `see also`, as `element` says, and the entries that it names.
    fn references(
        self,
        collector: &mut Collector<'b>,
        mut passage: Passage<'b>,
        element: Element,
        to: &[TermId],
        scope: &Scope,
        plan: PlanId,
    ) -> Passage<'b> {
        if to.is_empty() {
            return passage;
        }
        let sheet = collector.layout.sheet;
        let [comma, semicolon] = collector.layout.lang.marks();
        let (lead, word) = match element == vocabulary::INDEX_SEE {
            true => (comma, self.said.see),
            false => (semicolon, self.said.see_also),
        };
        passage = collector.extend(passage, &format!("{lead} "), scope, plan);
        scope.enter(sheet, None, Sibling::first(element, scope.lang()), |see| {
            let emphasis = Sibling::first(vocabulary::EMPHASIS, see.lang());
            passage = see.enter(sheet, None, emphasis, |inner| collector.extend(passage, word, inner, plan));
            for (i, id) in to.iter().enumerate() {
                let between = if i == 0 { "" } else { semicolon };
                passage = collector.extend(passage, &format!("{between} "), see, plan);
                let heading = &self.terms[id.index()].heading;
                let to = LinkTarget::Destination(destinations::term(*id));
                let printed = self.printed[id.index()];
                let link = if printed { collector.plan.link(plan, to, flat_text(heading)) } else { plan };
                passage = collector.extend_words(passage, heading, see, link);
            }
            passage
        })
    }
}

/// A heading and its locators.
fn line<'b>(
    collector: &mut Collector<'b>,
    heading: &'b [Inline],
    locators: &'b [Locator],
    scope: &Scope,
    plan: PlanId,
) -> Passage<'b> {
    let sheet = collector.layout.sheet;
    let [comma, _] = collector.layout.lang.marks();
    let mut passage = collector.passage(&[], scope, plan, Kept::Words);
    passage.paragraph.align =
        if passage.paragraph.align == Align::Justify { Align::Start } else { passage.paragraph.align };
    let span = Sibling::first(vocabulary::INDEX_TERM, scope.lang());
    passage = scope.enter(sheet, None, span, |inner| collector.extend_words(passage, heading, inner, plan));
    for (i, locator) in locators.iter().enumerate() {
        // The last locator turns over with the one before it, or with the last of several words.
        let lone = i + 1 == locators.len() && (i > 0 || passage.paragraph.text.contains(' '));
        let space = if lone { '\u{A0}' } else { ' ' };
        passage = collector.extend(passage, &format!("{comma}{space}"), scope, plan);
        let to = LinkTarget::Destination(destinations::mark(locator.first));
        let reference = collector.plan.add(plan, vocabulary::INDEX_LOCATOR.pdf);
        let link = collector.plan.link(reference, to, format!("{}, {}", flat_text(heading), locator.label));
        let element = Sibling::after(Some(span), vocabulary::INDEX_LOCATOR, scope.lang());
        passage = scope.enter(sheet, Some(span), element, |inner| {
            let element = Sibling::first(vocabulary::STRONG, scope.lang());
            match locator.main {
                true => inner.enter(sheet, None, element, |main| collector.extend(passage, &locator.label, main, link)),
                false => collector.extend(passage, &locator.label, inner, link),
            }
        });
    }
    passage
}

/// The head that an entry gets again where it goes on in the next column.
fn continued<'b>(collector: &mut Collector<'b>, heading: &'b [Inline], said: &Words, scope: &Scope) -> Passage<'b> {
    let passage = collector.passage(heading, scope, Plan::ROOT, Kept::Words);
    let mut passage = collector.extend(passage, &format!(" ({})", said.continued), scope, Plan::ROOT);
    passage.role = InkRole::Artifact;
    passage
}
