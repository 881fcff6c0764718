//! Sections: their headings, their blocks, the sections below; and the notes that they call.

use super::super::destinations;
use super::super::galley::Piece;
use super::super::plan::{Plan, PlanId};
use super::{Collector, Kept, Prefix, Scope, Sibling};
use crate::model::words::words;
use crate::model::{Inline, NoteId, Role, Section, flat_text};
use crate::style::Align;
use crate::vocabulary::{self, Element};

impl<'b> Collector<'b> {
    /// The pieces of all sections.
    pub fn body(&mut self) -> Vec<Piece<'b>> {
        let book = self.book;
        self.in_body(|this, body| {
            let mut previous = None;
            for section in &book.sections {
                previous = Some(this.section(section, body, previous, Plan::ROOT));
            }
        });
        self.other_anchors();
        self.take()
    }

    fn section<'s>(
        &mut self,
        section: &'b Section,
        parent: &Scope,
        previous: Option<Sibling>,
        plan: PlanId,
    ) -> Sibling<'s>
    where
        'b: 's,
    {
        let element = vocabulary::section(section.role);
        let slug = &self.book.anchors[section.anchor.index()].slug;
        let lang = self.book.language_of(section.span);
        let sibling = Sibling { id: slug, ..Sibling::after(previous, element, lang) };
        let plan = self.plan.add(plan, element.pdf);
        self.plan.get_mut(plan).lang = (lang != parent.lang()).then_some(lang);
        self.enter_box(parent, previous, sibling, |this, scope| {
            this.starts.push((section.span, this.pieces.len()));
            this.destination(slug.as_str());
            this.pending.opens |= section.level == 1 || matches!(section.role, Role::Part | Role::Chapter);
            let heading = this.heading(section, scope, plan);
            let mut previous = this.blocks(&section.blocks, scope, Some(heading), plan);
            for inner in &section.sections {
                previous = Some(this.section(inner, scope, previous, plan));
            }
        });
        sibling
    }

    /// The heading of a section; the word for an introduction where it has none.
    fn heading<'s>(&mut self, section: &'b Section, scope: &Scope, plan: PlanId) -> Sibling<'s> {
        let title = flat_text(&section.title);
        let element = vocabulary::lettered(vocabulary::heading(section.level), &title);
        if title.trim().is_empty() {
            self.made_heading(words(self.layout.lang).introduction, element, scope, plan)
        } else {
            let sibling = Sibling::first(element, scope.lang());
            self.title(section.number.as_deref(), &section.title, sibling, scope, plan);
            sibling
        }
    }

    /// A heading with its number.
    fn title(&mut self, number: Option<&str>, title: &'b [Inline], sibling: Sibling, scope: &Scope, plan: PlanId) {
        let plan = self.plan.add(plan, sibling.element.pdf);
        self.enter_box(scope, None, sibling, |this, heading| {
            this.strings(heading.style.string_set.as_deref(), &flat_text(title));
            let element = vocabulary::SECTION_NUMBER;
            let prefix = number.map(|text| Prefix { element, text, space: "\u{2002}", plan });
            let lead = prefix.as_ref().map_or(String::new(), |prefix| format!("{}{}", prefix.text, prefix.space));
            let mut passage = this.passage_after(prefix, title, heading, plan, Kept::All);
            // Where every line has its own place, a number hangs before none.
            if passage.paragraph.align != Align::Center && passage.paragraph.text.starts_with(&lead) {
                passage.hang = lead.len();
            }
            this.keep();
            this.text(passage, heading, None);
        });
    }

    /// A heading that the writer makes: of the contents, of the index, of a text without one.
    pub fn made_heading<'s>(&mut self, title: &str, element: Element, scope: &Scope, plan: PlanId) -> Sibling<'s> {
        let sibling = Sibling::first(element, scope.lang());
        let plan = self.plan.add(plan, element.pdf);
        self.enter_box(scope, None, sibling, |this, heading| {
            this.strings(heading.style.string_set.as_deref(), title);
            let passage = this.generated(title, heading, plan);
            this.keep();
            this.text(passage, heading, None);
        });
        sibling
    }

    /// Takes down a call of a note from `plan`; whether it is the first.
    pub fn call(&mut self, id: NoteId, plan: PlanId) -> bool {
        if self.called[id.index()].is_some() {
            return false;
        }
        let parent = self.plan.holder(plan);
        let note = self.plan.add(parent, vocabulary::FOOTNOTE.pdf);
        self.plan.get_mut(note).id = Some(destinations::note(id));
        self.called[id.index()] = Some(note);
        self.calls.push(id);
        true
    }

    /// The element and the pieces of every note that was called, by [`NoteId`]; notes that notes call included.
    pub fn notes(&mut self) -> Vec<(Option<PlanId>, Vec<Piece<'b>>)> {
        let mut notes: Vec<(Option<PlanId>, Vec<Piece<'b>>)> = vec![(None, Vec::new()); self.book.notes.len()];
        let mut next = 0;
        while let Some(&id) = self.calls.get(next) {
            next += 1;
            let plan = self.called[id.index()];
            notes[id.index()] = (plan, self.note(id, plan.unwrap_or(Plan::ROOT)));
        }
        notes
    }

    fn note(&mut self, id: NoteId, plan: PlanId) -> Vec<Piece<'b>> {
        let note = &self.book.notes[id.index()];
        let sibling = Sibling::first(vocabulary::FOOTNOTE, self.book.language_of(note.span));
        self.plan.get_mut(plan).lang = Some(sibling.lang).filter(|lang| *lang != self.layout.lang);
        self.in_body(|this, body| {
            this.enter_box(body, None, sibling, |this, scope| {
                this.destination(destinations::note(id));
                this.note_blocks(id, &note.blocks, scope, plan);
            });
        });
        self.take()
    }

    /// Destinations for anchors that no section is: at the block that they were defined in.
    fn other_anchors(&mut self) {
        let mut starts = std::mem::take(&mut self.starts);
        starts.sort();
        let mut own = vec![false; self.book.anchors.len()];
        self.book.each_section(&mut |section| own[section.anchor.index()] = true);
        for (anchor, own) in self.book.anchors.iter().zip(own) {
            let Some(defined) = anchor.defined.filter(|_| !own && !anchor.slug.is_empty()) else { continue };
            let before =
                starts.partition_point(|(span, _)| (span.source, span.start) <= (defined.source, defined.start));
            let found = before.checked_sub(1).map(|i| starts[i]).filter(|(span, _)| span.source == defined.source);
            let piece = found.map_or(0, |(_, piece)| piece).min(self.pieces.len().saturating_sub(1));
            if let Some(piece) = self.pieces.get_mut(piece) {
                piece.destinations.push(anchor.slug.clone());
            }
        }
    }
}
