//! The index. In: the terms and their locators. Out: pieces: letters, entries, subentries; every locator a link to its
//! exact place, every `see` to its entry.

use super::LinkTarget;
use super::collect::{Collector, Kept, Scope, Sibling};
use super::galley::{InkRole, Matter, Parting, Passage, Piece};
use super::plan::{Plan, PlanId};
use crate::length::Pt;
use crate::model::words::{Words, words};
use crate::model::{Entry, Inline, Locator, Term, TermId, flat_text, printed};
use crate::style::Align;
use crate::vocabulary::{self, Element};

/// The destination of the index.
pub const INDEX: &str = "index";

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
            this.destination(INDEX);
            this.made_heading(said.index, vocabulary::H1, scope, plan);
            this.close();
            heading = this.take();
            this.with_measure(measure);
            Writer { this, entries, said, terms: &book.terms, printed: &printed }.groups(scope, plan);
        });
    });
    let mut rest = collector.take();
    // Both columns begin at the same height.
    rest.iter_mut().take(1).for_each(|piece| piece.above = Pt::ZERO);
    collector.with_measure(collector.layout.room("").width);
    (heading, rest)
}

/// Writes the entries.
struct Writer<'w, 'b> {
    this: &'w mut Collector<'b>,
    entries: &'b [Entry],
    said: &'static Words,
    terms: &'b [Term],
    printed: &'w [bool],
}

impl<'b> Writer<'_, 'b> {
    /// Groups of top-level terms that share a letter.
    fn groups(&mut self, scope: &Scope, plan: PlanId) {
        let top = |&i: &usize| self.terms[i].parent.is_none() && self.printed[i];
        let tops: Vec<usize> = (0..self.terms.len()).filter(top).collect();
        let mut previous = Some(Sibling::first(vocabulary::H1, scope.lang()));
        for group in tops.chunk_by(|&a, &b| self.terms[a].group == self.terms[b].group) {
            let letter = self.terms[group[0]].group.as_str();
            let letter = if letter.is_empty() { self.said.symbols } else { letter };
            let sibling = Sibling::after(previous, vocabulary::INDEX_GROUP, scope.lang());
            let plan = self.this.plan.add(plan, vocabulary::INDEX_GROUP.pdf);
            let (entries, said, terms, printed) = (self.entries, self.said, self.terms, self.printed);
            self.this.enter_box(scope, previous, sibling, |this, scope| {
                Writer { this, entries, said, terms, printed }.group(letter, group, scope, plan);
            });
            previous = Some(sibling);
        }
    }

    fn group(&mut self, letter: &str, group: &[usize], scope: &Scope, plan: PlanId) {
        let heading = Sibling::first(vocabulary::INDEX_LETTER, scope.lang());
        let tag = self.this.plan.add(plan, vocabulary::INDEX_LETTER.pdf);
        self.this.enter_box(scope, None, heading, |this, scope| {
            let passage = this.generated(letter, scope, tag);
            this.text(passage, scope, None);
        });
        let list = Sibling::after(Some(heading), vocabulary::INDEX_LIST, scope.lang());
        let plan = self.this.plan.add(plan, vocabulary::INDEX_LIST.pdf);
        let (entries, said, terms, printed) = (self.entries, self.said, self.terms, self.printed);
        self.this.enter_box(scope, Some(heading), list, |this, scope| {
            let mut writer = Writer { this, entries, said, terms, printed };
            let mut previous = None;
            for &index in group {
                previous = Some(writer.term(index, previous, scope, plan, 0));
            }
        });
    }

    /// A term, its subentries, and the terms below it.
    fn term<'s>(
        &mut self,
        index: usize,
        previous: Option<Sibling>,
        scope: &Scope,
        plan: PlanId,
        depth: usize,
    ) -> Sibling<'s> {
        let item = Sibling::after(previous, vocabulary::INDEX_ENTRY, scope.lang());
        let (entries, said, terms, printed) = (self.entries, self.said, self.terms, self.printed);
        let plan = self.this.plan.add(plan, vocabulary::INDEX_ENTRY.pdf);
        self.this.enter_box(scope, previous, item, |this, scope| {
            this.destination(format!("term-{index}"));
            let mut writer = Writer { this, entries, said, terms, printed };
            let term = &terms[index];
            let entry = entries.get(index);
            let locators = entry.map_or(&[][..], |entry| &entry.locators);
            let body = writer.this.plan.add(plan, vocabulary::LIST_BODY.pdf);
            let text = writer.this.plan.add(body, vocabulary::PARAGRAPH.pdf);
            let mut passage = writer.line(&term.heading, locators, scope, text);
            passage = writer.references(passage, vocabulary::INDEX_SEE, &term.see, scope, text);
            passage = writer.references(passage, vocabulary::INDEX_SEE_ALSO, &term.see_also, scope, text);
            writer.push(passage, scope);
            let subentries = entry.map_or(&[][..], |entry| &entry.subentries);
            let below: Vec<usize> = (index + 1..terms.len())
                .take_while(|&i| terms[i].parent.is_some())
                .filter(|&i| terms[i].parent == Some(TermId(index as u32)) && printed[i])
                .collect();
            if subentries.is_empty() && below.is_empty() {
                return;
            }
            writer.this.keep_with_next();
            let from = writer.this.count();
            let span = Sibling::first(vocabulary::INDEX_TERM, scope.lang());
            let list = Sibling::after(Some(span), vocabulary::INDEX_LIST, scope.lang());
            let plan = writer.this.plan.add(body, vocabulary::INDEX_LIST.pdf);
            writer.this.enter_box(scope, Some(span), list, |this, scope| {
                let mut writer = Writer { this, entries, said, terms, printed };
                let mut previous = None;
                for subentry in subentries {
                    let item = Sibling::after(previous, vocabulary::INDEX_ENTRY, scope.lang());
                    let plan = writer.this.plan.add(plan, vocabulary::INDEX_ENTRY.pdf);
                    let plan = writer.this.plan.add(plan, vocabulary::LIST_BODY.pdf);
                    let plan = writer.this.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                    writer.this.enter_box(scope, previous, item, |this, scope| {
                        let mut writer = Writer { this, entries, said, terms, printed };
                        let passage = writer.line(&subentry.heading, &subentry.locators, scope, plan);
                        writer.push(passage, scope);
                    });
                    previous = Some(item);
                }
                for below in below {
                    previous = Some(writer.term(below, previous, scope, plan, depth + 1));
                }
            });
            if depth == 0 {
                let heading = continued(this, &term.heading, said, scope);
                this.continue_from(from, heading);
            }
        });
        item
    }

    /// A heading and its locators.
    fn line(&mut self, heading: &'b [Inline], locators: &'b [Locator], scope: &Scope, plan: PlanId) -> Passage<'b> {
        let sheet = self.this.layout.sheet;
        let mut passage = self.this.passage(&[], scope, plan, Kept::Words);
        passage.paragraph.align =
            if passage.paragraph.align == Align::Justify { Align::Start } else { passage.paragraph.align };
        let span = Sibling::first(vocabulary::INDEX_TERM, scope.lang());
        passage = scope.enter(sheet, None, span, |inner| self.this.extend_words(passage, heading, inner, plan));
        for locator in locators {
            passage = self.this.extend(passage, ", ", scope, plan);
            let to = LinkTarget::Destination(format!("index-{}", locator.first.0));
            let reference = self.this.plan.add(plan, vocabulary::INDEX_LOCATOR.pdf);
            let link = self.this.plan.link(reference, to, format!("{}, {}", flat_text(heading), locator.label));
            let element = Sibling::after(Some(span), vocabulary::INDEX_LOCATOR, scope.lang());
            passage = scope.enter(sheet, Some(span), element, |inner| {
                let element = Sibling::first(vocabulary::STRONG, scope.lang());
                match locator.main {
                    true => {
                        inner.enter(sheet, None, element, |main| self.this.extend(passage, &locator.label, main, link))
                    }
                    false => self.this.extend(passage, &locator.label, inner, link),
                }
            });
        }
        passage
    }

    /// `see` or `see also`, as `element` says, and the entries that it names.
    fn references(
        &mut self,
        mut passage: Passage<'b>,
        element: Element,
        to: &[TermId],
        scope: &Scope,
        plan: PlanId,
    ) -> Passage<'b> {
        if to.is_empty() {
            return passage;
        }
        let sheet = self.this.layout.sheet;
        let (lead, word) = match element == vocabulary::INDEX_SEE {
            true => (", ", self.said.see),
            false => ("; ", self.said.see_also),
        };
        passage = self.this.extend(passage, lead, scope, plan);
        scope.enter(sheet, None, Sibling::first(element, scope.lang()), |see| {
            let emphasis = Sibling::first(vocabulary::EMPHASIS, see.lang());
            passage = see.enter(sheet, None, emphasis, |inner| self.this.extend(passage, word, inner, plan));
            for (i, id) in to.iter().enumerate() {
                passage = self.this.extend(passage, if i == 0 { " " } else { "; " }, see, plan);
                let heading = &self.terms[id.index()].heading;
                let to = LinkTarget::Destination(format!("term-{}", id.0));
                let printed = self.printed[id.index()];
                let link = if printed { self.this.plan.link(plan, to, flat_text(heading)) } else { plan };
                passage = self.this.extend_words(passage, heading, see, link);
            }
            passage
        })
    }

    fn push(&mut self, passage: Passage<'b>, scope: &Scope) {
        if !passage.paragraph.text.is_empty() {
            self.this.push(Matter::Text(passage), &scope.style, None);
        }
    }
}

/// The head that an entry gets again where it goes on in the next column.
fn continued<'b>(collector: &mut Collector<'b>, heading: &'b [Inline], said: &Words, scope: &Scope) -> Passage<'b> {
    let passage = collector.passage(heading, scope, Plan::ROOT, Kept::Words);
    let mut passage = collector.extend(passage, &format!(" ({})", said.continued), scope, Plan::ROOT);
    passage.role = InkRole::Artifact;
    passage
}
