//! The structure that a book asks for, before pages. In: elements as `collect` meets them. Out: a tree whose elements
//! become tags when something of them is first drawn, so that the tags stand in reading order and none is empty.

use super::{CellAttributes, LinkTarget, TagId, TagTree};
use crate::language::Lang;

/// A planned element: an index into [`Plan`]. Runs of text carry it through the setting of lines as their `tag`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PlanId(pub u32);

/// One planned element.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Standard structure type.
    pub kind: &'static str,
    /// Its parent; the `Document` is its own.
    pub parent: PlanId,
    /// Language, where it differs from the parent's.
    pub lang: Option<Lang>,
    /// What a picture shows.
    pub alt: Option<String>,
    /// Scope and spans of a table cell.
    pub cell: Option<CellAttributes>,
    /// Name of its id, for notes.
    pub id: Option<String>,
    /// Where it leads, for a link, and what a screen reader says of it.
    pub link: Option<(LinkTarget, String)>,
}

/// All planned elements; a parent always comes before its children.
#[derive(Clone, Debug)]
pub struct Plan(Vec<Planned>);

impl Plan {
    /// The `Document`.
    pub const ROOT: PlanId = PlanId(0);

    /// A plan of one element, the `Document`.
    pub fn new() -> Plan {
        Plan(vec![Plan::element(Plan::ROOT, "Document")])
    }

    fn element(parent: PlanId, kind: &'static str) -> Planned {
        Planned { kind, parent, lang: None, alt: None, cell: None, id: None, link: None }
    }

    /// Plans an element below `parent`.
    pub fn add(&mut self, parent: PlanId, kind: &'static str) -> PlanId {
        self.0.push(Plan::element(parent, kind));
        PlanId(self.0.len() as u32 - 1)
    }

    /// Plans a link below `parent`.
    pub fn link(&mut self, parent: PlanId, to: LinkTarget, says: String) -> PlanId {
        let id = self.add(parent, "Link");
        self.get_mut(id).link = Some((to, says));
        id
    }

    /// A planned element.
    pub fn get(&self, id: PlanId) -> &Planned {
        &self.0[id.0 as usize]
    }

    /// A planned element, to change.
    pub fn get_mut(&mut self, id: PlanId) -> &mut Planned {
        &mut self.0[id.0 as usize]
    }

    /// The nearest element above `id` that may hold blocks: where the note that `id` calls belongs.
    pub fn holder(&self, id: PlanId) -> PlanId {
        let mut at = self.get(id).parent;
        while at != Plan::ROOT
            && !matches!(self.get(at).kind, "Part" | "Sect" | "BlockQuote" | "LBody" | "TD" | "TH" | "Note")
        {
            at = self.get(at).parent;
        }
        at
    }
}

/// The plan as far as it has become tags.
pub struct Growth<'p> {
    plan: &'p Plan,
    tags: Vec<Option<TagId>>,
    /// The tags so far.
    pub tree: TagTree,
}

impl<'p> Growth<'p> {
    /// Nothing but the `Document`.
    pub fn new(plan: &'p Plan, lang: Lang) -> Growth<'p> {
        let mut tags = vec![None; plan.0.len()];
        tags[0] = Some(TagTree::ROOT);
        Growth { plan, tags, tree: TagTree::new(lang) }
    }

    /// The tag of a planned element: made now, its parents first, if it is new.
    pub fn tag(&mut self, id: PlanId) -> TagId {
        let mut missing = Vec::new();
        let mut at = id;
        let mut tag = loop {
            match self.tags[at.0 as usize] {
                Some(tag) => break tag,
                None => missing.push(at),
            }
            at = self.plan.get(at).parent;
        };
        for id in missing.into_iter().rev() {
            let planned = self.plan.get(id);
            tag = self.tree.add(tag, planned.kind);
            self.tags[id.0 as usize] = Some(tag);
            let made = self.tree.tag_mut(tag);
            made.lang = planned.lang;
            made.alt.clone_from(&planned.alt);
            made.cell = planned.cell;
            made.id.clone_from(&planned.id);
        }
        tag
    }

    /// The plan that it grows from.
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }
}
