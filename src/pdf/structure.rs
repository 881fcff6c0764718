//! The structure tree (ISO 32000-1 §14.7). In: the pages' tags, the marked content of each page, the link annotations.
//! Out: `StructTreeRoot` and all below it. Every MCID and every annotation is in the tree once, and the parent tree is
//! its inverse.

use super::content::Drawn;
use super::links::Links;
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::length::Pt;
use crate::model::AssetId;
use crate::page::{Area, Child, ItemKind, Page, Pages, Tag, TagId};
use std::collections::BTreeMap;
use std::io;

/// Keys in a leaf of the parent tree.
const PARENT_LEAF: usize = 100;
/// Names in a leaf of the tree of ids.
const ID_LEAF: usize = 64;

/// What is known of the tags before they are written.
struct Structure<'a> {
    pages: &'a Pages,
    page_ids: &'a [Id],
    links: &'a Links,
    /// The object of each tag.
    elements: Vec<Id>,
    /// The object that holds each tag's content: the element itself, or the `Link` inside it where annotations ask for
    /// one (PDF/UA-1 §7.18.5).
    holders: Vec<Id>,
    /// Page and MCID of each content's sequences.
    sequences: Vec<Vec<(usize, usize)>>,
    /// Where each figure is that shows anything.
    figures: BTreeMap<TagId, Figure>,
    /// By tag: the first alternative text below it.
    below: Vec<Option<&'a str>>,
    /// Ids of tags, unique.
    ids: BTreeMap<String, TagId>,
}

/// What a figure shows on the first page where it shows anything.
struct Figure {
    page: usize,
    area: Area,
    /// Its first picture.
    picture: Option<AssetId>,
}

/// Writes the tree as object `root`.
pub fn write(
    pages: &Pages,
    page_ids: &[Id],
    drawn: &[Drawn],
    links: &Links,
    root: Id,
    writer: &mut Writer,
) -> io::Result<()> {
    let tags = &pages.tags.tags;
    let elements: Vec<Id> = tags.iter().map(|_| writer.reserve()).collect();
    let inner = |index: usize| tags[index].kind != "Link" && links.by_tag.contains_key(&TagId(index as u32));
    let holders = (0..tags.len()).map(|index| if inner(index) { writer.reserve() } else { elements[index] }).collect();
    let mut sequences = vec![Vec::new(); pages.tags.contents.len()];
    for (page, drawn) in drawn.iter().enumerate() {
        for (mcid, content) in drawn.sequences.iter().enumerate() {
            sequences[content.0 as usize].push((page, mcid));
        }
    }
    let (figures, below, ids) = (figures(pages), below(tags), ids(tags));
    let structure = Structure { pages, page_ids, links, elements, holders, sequences, figures, below, ids };
    let names: BTreeMap<TagId, &str> = structure.ids.iter().map(|(name, &tag)| (tag, name.as_str())).collect();
    for index in 0..tags.len() {
        structure.element(TagId(index as u32), root, names.get(&TagId(index as u32)).copied(), writer)?;
    }
    let parents = structure.parents(drawn, writer)?;
    let id_tree = structure.id_tree(writer)?;
    let mut out = Syntax::of("<</Type/StructTreeRoot/K");
    out.reference(structure.elements[0]).raw("/ParentTree").reference(parents);
    out.raw("/ParentTreeNextKey ").integer((drawn.len() + links.tags.len()) as i64);
    if let Some(id_tree) = id_tree {
        out.raw("/IDTree").reference(id_tree);
    }
    out.raw(">>");
    writer.object(root, &out)
}

impl Structure<'_> {
    fn element(&self, id: TagId, root: Id, name: Option<&str>, writer: &mut Writer) -> io::Result<()> {
        let index = id.0 as usize;
        let tag = &self.pages.tags.tags[index];
        let (element, holder) = (self.elements[index], self.holders[index]);
        let mut out = Syntax::of("<</S");
        out.name(tag.kind.as_bytes()).raw("/P").reference(tag.parent.map_or(root, |parent| self.holder(parent)));
        self.attributes(id, tag, &mut out);
        if let Some(lang) = tag.lang {
            out.raw("/Lang").text(lang.as_str());
        }
        if let Some(alt) = self.alternative(id, tag) {
            out.raw("/Alt").text(alt);
        }
        if let Some(name) = name {
            out.raw("/ID").string(name.as_bytes());
        }
        if element == holder {
            self.kids(id, tag, &mut out);
            out.raw(">>");
            return writer.object(element, &out);
        }
        out.raw("/K").reference(holder).raw(">>");
        writer.object(element, &out)?;
        let mut link = Syntax::of("<</S/Link/P");
        link.reference(element);
        self.kids(id, tag, &mut link);
        link.raw(">>");
        writer.object(holder, &link)
    }

    fn holder(&self, tag: TagId) -> Id {
        self.holders[tag.0 as usize]
    }

    /// The alternative text. A figure must have one (PDF/UA-1 §7.3): where its own is missing, one below it, or the name
    /// of the picture's file.
    fn alternative<'b>(&'b self, id: TagId, tag: &'b Tag) -> Option<&'b str> {
        let own = tag.alt.as_deref().filter(|alt| !alt.is_empty());
        if own.is_some() || tag.kind != "Figure" {
            return own;
        }
        let file = || {
            let picture = self.figures.get(&id)?.picture?;
            let name = self.pages.assets.get(picture.index())?.path.rsplit('/').next()?;
            Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
        };
        self.below[id.0 as usize].or_else(file)
    }

    /// Table cells, numbering of lists, bounds of figures (§14.8.5). A figure that was never drawn has no bounds to give.
    fn attributes(&self, id: TagId, tag: &Tag, out: &mut Syntax) {
        if let Some(cell) = tag.cell.filter(|cell| cell.scope.is_some() || cell.columns > 1 || cell.rows > 1) {
            out.raw("/A<</O/Table");
            if let Some(scope) = cell.scope {
                out.raw("/Scope").name(scope.as_bytes());
            }
            for (key, span) in [("/ColSpan ", cell.columns), ("/RowSpan ", cell.rows)] {
                if span > 1 {
                    out.raw(key).integer(i64::from(span));
                }
            }
            out.raw(">>");
        }
        if let Some(numbering) = tag.numbering {
            out.raw("/A<</O/List/ListNumbering").name(numbering.as_bytes()).raw(">>");
        }
        if let Some(&Figure { page, area, .. }) = self.figures.get(&id) {
            let bottom = self.pages.pages[page].size.1 - area.top - area.height;
            let (left, right, top) = (area.left, area.left + area.width, bottom + area.height);
            out.raw("/A<</O/Layout/Placement/Block/BBox[");
            out.numbers(&[left, bottom, right, top].map(Pt::thousandths)).raw("]>>");
        }
    }

    /// The kids: elements, MCIDs of the element's page, references to those on other pages, annotations.
    fn kids(&self, id: TagId, tag: &Tag, out: &mut Syntax) {
        let sequences = |child: &Child| match child {
            Child::Content(content) => self.sequences.get(content.0 as usize).map_or(&[][..], Vec::as_slice),
            Child::Tag(_) => &[],
        };
        let page = tag.children.iter().flat_map(sequences).map(|&(page, _)| page).next();
        if let Some(page) = page {
            out.raw("/Pg").reference(self.page_ids[page]);
        }
        out.raw("/K[");
        for child in &tag.children {
            if let Child::Tag(tag) = child {
                out.reference(self.elements[tag.0 as usize]);
            }
            for &(at, mcid) in sequences(child) {
                if page == Some(at) {
                    out.raw(" ").integer(mcid as i64);
                } else {
                    out.raw("<</Type/MCR/Pg").reference(self.page_ids[at]);
                    out.raw("/MCID ").integer(mcid as i64).raw(">>");
                }
            }
        }
        for &(annotation, at) in self.links.by_tag.get(&id).into_iter().flatten() {
            out.raw("<</Type/OBJR/Obj").reference(annotation);
            out.raw("/Pg").reference(self.page_ids[at]).raw(">>");
        }
        out.raw("]");
    }

    /// The parent tree: for each page its MCIDs' elements, then for each annotation its element.
    fn parents(&self, drawn: &[Drawn], writer: &mut Writer) -> io::Result<Id> {
        let holder = |tag: TagId| self.holder(tag);
        let total = drawn.len() + self.links.tags.len();
        let mut leaves = Vec::new();
        for start in (0..total).step_by(PARENT_LEAF) {
            let end = (start + PARENT_LEAF).min(total);
            let mut leaf = Syntax::of("<</Limits[");
            leaf.integer(start as i64).raw(" ").integer(end as i64 - 1).raw("]/Nums[");
            for key in start..end {
                leaf.integer(key as i64);
                match drawn.get(key) {
                    Some(page) => {
                        let tags = page.sequences.iter().map(|content| self.pages.tags.contents[content.0 as usize]);
                        leaf.references(&tags.map(holder).collect::<Vec<_>>());
                    }
                    None => drop(leaf.reference(holder(self.links.tags[key - drawn.len()])).raw(" ")),
                }
            }
            leaf.raw("]>>");
            leaves.push(writer.add(&leaf)?);
        }
        let mut tree = Syntax::default();
        if leaves.is_empty() {
            tree.raw("<</Nums[]>>");
        } else {
            tree.raw("<</Kids").references(&leaves).raw(">>");
        }
        writer.add(&tree)
    }

    /// The tree of ids; `None` where no element has one.
    fn id_tree(&self, writer: &mut Writer) -> io::Result<Option<Id>> {
        let entries = self.ids.iter().map(|(name, &tag)| {
            let mut value = Syntax::default();
            value.reference(self.elements[tag.0 as usize]);
            (name.as_bytes(), value)
        });
        name_tree(entries.collect::<Vec<_>>().as_slice(), ID_LEAF, writer)
    }
}

/// Writes a name tree (§7.9.6) of sorted entries; `None` where there is none.
pub fn name_tree(entries: &[(&[u8], Syntax)], leaf: usize, writer: &mut Writer) -> io::Result<Option<Id>> {
    let mut leaves = Vec::new();
    for chunk in entries.chunks(leaf) {
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { continue };
        let mut out = Syntax::of("<</Limits[");
        out.string(first.0).string(last.0).raw("]/Names[");
        for (name, value) in chunk {
            out.string(name);
            out.0.extend_from_slice(&value.0);
        }
        out.raw("]>>");
        leaves.push(writer.add(&out)?);
    }
    if leaves.is_empty() {
        return Ok(None);
    }
    let mut out = Syntax::of("<</Kids");
    out.references(&leaves).raw(">>");
    writer.add(&out).map(Some)
}

/// The id of each tag that has one. Notes must have one (PDF/UA-1 §7.9), and no two tags the same.
fn ids(tags: &[Tag]) -> BTreeMap<String, TagId> {
    let mut ids = BTreeMap::new();
    for (index, tag) in tags.iter().enumerate() {
        let mut name = match &tag.id {
            Some(id) => id.clone(),
            None if tag.kind == "Note" => format!("note-{index}"),
            None => continue,
        };
        while ids.contains_key(&name) {
            name = format!("{name}-{index}");
        }
        ids.insert(name, TagId(index as u32));
    }
    ids
}

/// By tag: the first alternative text below it.
fn below(tags: &[Tag]) -> Vec<Option<&str>> {
    let mut below = vec![None; tags.len()];
    for (index, tag) in tags.iter().enumerate().rev() {
        let said = tag.alt.as_deref().filter(|alt| !alt.is_empty()).or(below[index]);
        if let (Some(said), Some(parent)) = (said, tag.parent) {
            below[parent.0 as usize] = Some(said);
        }
    }
    below
}

/// What each figure shows, and where.
fn figures(pages: &Pages) -> BTreeMap<TagId, Figure> {
    let tags = &pages.tags.tags;
    // By tag: itself or the nearest figure around it.
    let mut nearest: Vec<Option<TagId>> = Vec::with_capacity(tags.len());
    let around = |nearest: &[Option<TagId>], tag: &Tag| nearest[tag.parent?.0 as usize];
    for (index, tag) in tags.iter().enumerate() {
        let around = around(&nearest, tag);
        nearest.push(if tag.kind == "Figure" { Some(TagId(index as u32)) } else { around });
    }
    let mut figures: BTreeMap<TagId, Figure> = BTreeMap::new();
    for (page, index) in pages.pages.iter().zip(0..) {
        for (area, picture, tag) in shown(pages, page) {
            let mut figure = nearest[tag.0 as usize];
            while let Some(tag) = figure {
                let entry = figures.entry(tag).or_insert(Figure { page: index, area, picture });
                if entry.page == index {
                    entry.area = union(entry.area, area);
                    entry.picture = entry.picture.or(picture);
                }
                figure = around(&nearest, &tags[tag.0 as usize]);
            }
        }
    }
    figures
}

/// What a page shows, artifacts aside: each item's area, picture and tag.
fn shown<'a>(pages: &'a Pages, page: &'a Page) -> impl Iterator<Item = (Area, Option<AssetId>, TagId)> + 'a {
    page.items.iter().filter_map(|item| {
        let tag = *pages.tags.contents.get(item.content?.0 as usize)?;
        match &item.kind {
            ItemKind::Image { area, asset } => Some((*area, Some(*asset), tag)),
            ItemKind::Fill { area, .. } => Some((*area, None, tag)),
            ItemKind::Glyphs { run, y, .. } => {
                let top = *y - run.style.rise - run.style.size;
                Some((Area { left: run.x, top, width: run.width(), height: run.style.size }, None, tag))
            }
            ItemKind::Link { .. } => None,
        }
    })
}

fn union(a: Area, b: Area) -> Area {
    let (left, top) = (a.left.min(b.left), a.top.min(b.top));
    let right = (a.left + a.width).max(b.left + b.width);
    let bottom = (a.top + a.height).max(b.top + b.height);
    Area { left, top, width: right - left, height: bottom - top }
}
