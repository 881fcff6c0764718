//! The table of contents. In: the sections and the page of each. Out: pieces, one for each line, that lead to page
//! labels; every line is a link.

use super::LinkTarget;
use super::collect::{Collector, Kept, Prefix, Scope, Sibling};
use super::destinations::CONTENTS;
use super::galley::{InkRole, Matter, Parting, Piece};
use super::plan::{Plan, PlanId};
use crate::model::{Section, flat_text, words};
use crate::style::{Align, Content, Pseudo};
use crate::vocabulary;
use std::collections::BTreeMap;

/// The deepest level that the contents show.
pub const LEVELS: u8 = 3;

/// What the contents list: sections, then what the writer makes behind them.
pub struct Listing<'l> {
    /// Page label by destination.
    pub labels: &'l BTreeMap<String, String>,
    /// Title and destination of what is not a section.
    pub made: &'l [(&'static str, &'static str)],
}

/// The pieces of the contents.
pub fn contents<'b>(collector: &mut Collector<'b>, listing: &Listing) -> Vec<Piece<'b>> {
    let book = collector.book;
    let words = words::words(book.meta.language);
    let around = collector.plan.add(Plan::ROOT, "Sect");
    collector.in_body(|this, body| {
        let sibling = Sibling::first(vocabulary::CONTENTS, body.lang());
        this.enter_box(body, None, sibling, |this, scope| {
            this.opening(Parting::Recto);
            this.destination(CONTENTS);
            let heading = this.made_heading(words.contents, vocabulary::H1, scope, around);
            let plan = this.plan.add(around, vocabulary::CONTENTS.pdf);
            this.list_of_contents(&book.sections, Some(heading), scope, plan, listing);
        });
    });
    collector.take()
}

/// What a section is called in contents and outlines.
pub fn title(section: &Section, introduction: &str) -> String {
    let title = flat_text(&section.title).replace('\n', " ");
    let title = if title.trim().is_empty() { introduction.to_owned() } else { title };
    match &section.number {
        Some(number) => format!("{number} {title}"),
        None => title,
    }
}

impl<'b> Collector<'b> {
    fn list_of_contents(
        &mut self,
        sections: &'b [Section],
        previous: Option<Sibling>,
        parent: &Scope,
        plan: PlanId,
        listing: &Listing,
    ) {
        let list = Sibling::after(previous, vocabulary::ORDERED_LIST, parent.lang());
        let outer = sections.first().is_some_and(|section| section.level <= 1);
        self.enter_box(parent, previous, list, |this, scope| {
            let mut before = None;
            for section in sections.iter().filter(|section| section.level <= LEVELS) {
                before = Some(this.section_entry(section, before, scope, plan, listing));
            }
            for &(title, destination) in listing.made.iter().filter(|_| outer) {
                let item = Sibling::after(before, vocabulary::CONTENTS_ENTRY, scope.lang());
                this.enter_box(scope, before, item, |this, scope| {
                    this.entry(None, title, destination, scope, plan, listing);
                });
                before = Some(item);
            }
        });
    }

    fn section_entry<'s>(
        &mut self,
        section: &'b Section,
        previous: Option<Sibling>,
        parent: &Scope,
        plan: PlanId,
        listing: &Listing,
    ) -> Sibling<'s> {
        let has_entries = section.sections.iter().any(|section| section.level <= LEVELS);
        let element = if has_entries { vocabulary::CONTENTS_GROUP } else { vocabulary::CONTENTS_ENTRY };
        let item = Sibling::after(previous, element, self.book.language_of(section.span));
        self.enter_box(parent, previous, item, |this, scope| {
            let destination = &this.book.anchors[section.anchor.index()].slug;
            let introduction = words::words(this.book.meta.language).introduction;
            this.entry(Some(section), introduction, destination, scope, plan, listing);
            if has_entries {
                let link = Sibling::first(vocabulary::LINK, scope.lang());
                let plan = this.plan.add(plan, vocabulary::CONTENTS.pdf);
                this.keep_with_next();
                this.apart(|this| this.list_of_contents(&section.sections, Some(link), scope, plan, listing));
            }
        });
        item
    }

    /// One line: number, title, leaders, label. `name` stands for a title that is not there.
    fn entry(
        &mut self,
        section: Option<&'b Section>,
        name: &str,
        destination: &str,
        scope: &Scope,
        plan: PlanId,
        listing: &Listing,
    ) {
        let said = section.map_or(name.to_owned(), |section| title(section, name));
        let element = vocabulary::lettered(vocabulary::LINK, &said);
        let entry = self.plan.add(plan, vocabulary::CONTENTS_ENTRY.pdf);
        let reference = self.plan.add(entry, "Reference");
        let plan = self.plan.link(reference, LinkTarget::Destination(destination.to_owned()), said);
        let sibling = Sibling::first(element, scope.lang());
        self.enter(scope, None, sibling, |this, link| {
            let mut passage = match section.filter(|section| !section.title.is_empty()) {
                Some(section) => {
                    let element = vocabulary::SECTION_NUMBER;
                    let number = section.number.as_deref();
                    let prefix = number.map(|text| Prefix { element, text, space: "\u{2002}", plan });
                    this.passage_after(prefix, &section.title, link, plan, Kept::Words)
                }
                None => this.generated(name, link, plan),
            };
            // A title that turns over hangs.
            let hang = scope.style.size;
            passage.paragraph.align = Align::Start;
            passage.paragraph.indent = -hang;
            let after = link.pseudo(this.layout.sheet, Pseudo::After);
            let dots = after.iter().flat_map(|style| &style.content).find_map(|content| match content {
                Content::Leader(dots) => Some(dots.clone()),
                _ => None,
            });
            let style = after.clone().unwrap_or_else(|| link.style.clone());
            let made = Scope { node: link.node, style };
            let mut leader =
                this.generated(&dots.unwrap_or_else(|| ". ".to_owned()).replace(' ', "\u{A0}"), &made, plan);
            leader.role = InkRole::Artifact;
            let label = listing.labels.get(destination).map(String::as_str).unwrap_or_default();
            let mut label = this.generated(label, &made, plan);
            // A list has one direction, whatever language its titles are in.
            for part in [&mut passage, &mut leader, &mut label] {
                part.paragraph.direction = this.layout.direction;
            }
            this.indented(hang, |this| {
                this.push(Matter::Leading { passage, leader: leader.into(), label: label.into() }, &link.style, None);
            });
        });
    }
}
