//! The title page and the page behind it: pieces made of the metadata.

use super::LinkTarget;
use super::collect::{Collector, Kept, Scope, Sibling};
use super::galley::{Parting, Piece};
use super::plan::{Plan, PlanId};
use crate::model::{Metadata, is_address};
use crate::vocabulary::{self, Element};

/// The pieces of the title page.
pub fn title_page<'b>(collector: &mut Collector<'b>) -> Vec<Piece<'b>> {
    let book = collector.book;
    let meta = &book.meta;
    let plan = collector.plan.add(Plan::ROOT, vocabulary::TITLE_PAGE.pdf);
    collector.in_body(|this, body| {
        let sibling = Sibling::first(vocabulary::TITLE_PAGE, body.lang());
        this.enter_box(body, None, sibling, |this, scope| {
            this.opening(Parting::Recto);
            let mut row = Row { this, scope, plan, previous: None };
            row.title(meta);
            meta.subtitle.iter().for_each(|subtitle| row.line(vocabulary::SUBTITLE, subtitle));
            meta.creators.iter().for_each(|creator| row.line(vocabulary::CREATOR, &creator.name));
            meta.imprint().into_iter().for_each(|fact| row.line(vocabulary::IMPRINT, fact));
        });
    });
    collector.take()
}

/// The pieces of the colophon: what archives ask of a copy.
pub fn colophon<'b>(collector: &mut Collector<'b>) -> Vec<Piece<'b>> {
    let book = collector.book;
    let meta = &book.meta;
    let plan = collector.plan.add(Plan::ROOT, vocabulary::COLOPHON.pdf);
    collector.in_body(|this, body| {
        let sibling = Sibling::first(vocabulary::COLOPHON, body.lang());
        this.enter_box(body, None, sibling, |this, scope| {
            this.opening(Parting::Page);
            let mut row = Row { this, scope, plan, previous: None };
            meta.colophon().iter().for_each(|line| row.line(vocabulary::PARAGRAPH, line));
        });
    });
    collector.take()
}

/// Lines of generated text below each other.
struct Row<'r, 's, 'b> {
    this: &'r mut Collector<'b>,
    scope: &'r Scope<'s>,
    plan: PlanId,
    previous: Option<Sibling<'static>>,
}

impl Row<'_, '_, '_> {
    fn line(&mut self, element: Element, text: &str) {
        if text.is_empty() {
            return;
        }
        let sibling = Sibling::after(self.previous, element, self.scope.lang());
        let plan = self.this.plan.add(self.plan, element.pdf);
        let link = is_address(text).then(|| LinkTarget::Url(text.to_owned()));
        let plan = link.map_or(plan, |to| self.this.plan.link(plan, to, text.to_owned()));
        self.this.enter_box(self.scope, self.previous, sibling, |this, scope| {
            let passage = this.generated(text, scope, plan);
            this.text(passage, scope, None);
        });
        self.previous = Some(sibling);
    }

    /// The title, with its emphasis if the text gives it any.
    fn title(&mut self, meta: &Metadata) {
        let element = vocabulary::lettered(vocabulary::TITLE, &meta.title);
        let sibling = Sibling::first(element, self.scope.lang());
        let plan = self.this.plan.add(self.plan, element.pdf);
        let book = self.this.book;
        self.this.enter_box(self.scope, None, sibling, |this, scope| {
            this.strings(scope.style.string_set.as_deref(), &meta.title);
            let passage = match &book.meta.display_title {
                Some(title) => this.passage(title, scope, plan, Kept::Words),
                None => this.generated(&meta.title, scope, plan),
            };
            this.text(passage, scope, None);
        });
        self.previous = Some(sibling);
    }
}
