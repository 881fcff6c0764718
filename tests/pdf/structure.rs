//! The structure tree read back: its elements, what they hold, and whether the parent tree is its inverse.

use super::{Pdf, content};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// An element.
pub struct Element {
    pub id: ObjectId,
    /// Its structure type.
    pub kind: String,
    /// How deep it is: the `Document` is at 1.
    pub depth: usize,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Annotations it holds itself.
    pub annotations: Vec<ObjectId>,
}

/// The tree as it was read.
#[derive(Default)]
pub struct Tree {
    /// All elements, parents before their kids.
    pub elements: Vec<Element>,
    /// All marked content in reading order: index of its element, page, MCID.
    pub contents: Vec<(usize, usize, i64)>,
    /// What is wrong with it.
    pub faults: Vec<String>,
    seen: BTreeSet<ObjectId>,
}

/// Reads the structure tree.
pub fn read(pdf: &Pdf) -> Tree {
    let mut tree = Tree::default();
    let Some(root) = pdf.dictionary(pdf.catalog(), "StructTreeRoot") else {
        tree.faults.push("there is no structure tree".to_owned());
        return tree;
    };
    let root_id = pdf.catalog().get(b"StructTreeRoot").and_then(Object::as_reference).expect("a reference");
    for (id, kid) in kids(pdf, root) {
        tree.walk(pdf, (id, kid), (root_id, 1));
    }
    tree
}

/// The kids of an element, each with its object number where it has one.
fn kids<'a>(pdf: &'a Pdf, element: &'a Dictionary) -> Vec<(Option<ObjectId>, &'a Object)> {
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.as_slice(),
        Ok(kid) => std::slice::from_ref(kid),
        Err(_) => &[],
    };
    kids.iter().map(|kid| (kid.as_reference().ok(), pdf.resolve(kid))).collect()
}

impl Tree {
    fn walk(&mut self, pdf: &Pdf, (id, object): (Option<ObjectId>, &Object), (parent, depth): (ObjectId, usize)) {
        let (Some(id), Ok(element)) = (id, object.as_dict()) else {
            return self.faults.push(format!("an element below {parent:?} is no object"));
        };
        if !self.seen.insert(id) {
            return self.faults.push(format!("element {id:?} is in the tree twice"));
        }
        if element.get(b"P").and_then(Object::as_reference).ok() != Some(parent) {
            self.faults.push(format!("element {id:?} names another parent than {parent:?}"));
        }
        let kind = String::from_utf8_lossy(pdf.get(element, "S").as_name().unwrap_or_default()).into_owned();
        let page = |holder: &Dictionary| {
            let page = holder.get(b"Pg").or(element.get(b"Pg")).and_then(Object::as_reference).ok();
            pdf.pages.iter().position(|&id| Some(id) == page)
        };
        let index = self.elements.len();
        let alt = lopdf::decode_text_string(pdf.get(element, "Alt")).ok();
        self.elements.push(Element { id, kind, depth, alt, annotations: Vec::new() });
        for (kid, object) in kids(pdf, element) {
            let entries = object.as_dict().ok();
            let kind = entries.map_or(&b""[..], |entries| pdf.get(entries, "Type").as_name().unwrap_or_default());
            match (object, entries, kind) {
                (Object::Integer(mcid), ..) => self.hold(index, page(element), Some(*mcid)),
                (_, Some(entries), b"MCR") => {
                    self.hold(index, page(entries), pdf.get(entries, "MCID").as_i64().ok());
                }
                (_, Some(entries), b"OBJR") => match entries.get(b"Obj").and_then(Object::as_reference) {
                    Ok(annotation) => self.elements[index].annotations.push(annotation),
                    Err(_) => self.faults.push(format!("element {id:?} has an object reference that leads nowhere")),
                },
                _ => self.walk(pdf, (kid, object), (id, depth + 1)),
            }
        }
    }

    fn hold(&mut self, element: usize, page: Option<usize>, mcid: Option<i64>) {
        match (page, mcid) {
            (Some(page), Some(mcid)) => self.contents.push((element, page, mcid)),
            _ => self.faults.push(format!("element {:?} holds what is on no page", self.elements[element].id)),
        }
    }
}

/// What is wrong between the tree, the pages and the parent tree.
pub fn faults(pdf: &Pdf) -> Vec<String> {
    let Tree { elements, contents, mut faults, .. } = read(pdf);
    let mut holders: BTreeMap<(usize, i64), Vec<ObjectId>> = BTreeMap::new();
    let mut links: BTreeMap<ObjectId, Vec<&Element>> = BTreeMap::new();
    for &(element, page, mcid) in &contents {
        holders.entry((page, mcid)).or_default().push(elements[element].id);
    }
    for element in &elements {
        element.annotations.iter().for_each(|&link| links.entry(link).or_default().push(element));
    }
    let root = pdf.dictionary(pdf.catalog(), "StructTreeRoot");
    let tree = root.and_then(|root| pdf.dictionary(root, "ParentTree"));
    let parents: BTreeMap<i64, &Object> = tree.map_or_else(BTreeMap::new, |tree| {
        let entries = pdf.tree(tree, "Nums").into_iter();
        entries.filter_map(|(key, value)| Some((key.as_i64().ok()?, value))).collect()
    });
    let parent = |key: &Object| key.as_i64().ok().and_then(|key| parents.get(&key).copied());
    let mut marked = 0;
    for page in 0..pdf.pages.len() {
        let text = content::text(pdf, page);
        let own = parent(pdf.get(pdf.page(page), "StructParents")).map(|own| pdf.resolve(own));
        let own = own.and_then(|own| own.as_array().ok()).map_or(&[][..], Vec::as_slice);
        if own.len() != text.marked.len() {
            faults.push(format!("page {page} has {} MCIDs, the parent tree {}", text.marked.len(), own.len()));
        }
        for (position, &mcid) in text.marked.keys().enumerate() {
            marked += 1;
            let holder = holders.get(&(page, mcid)).map_or(&[][..], Vec::as_slice);
            let named = own.get(position).and_then(|own| own.as_reference().ok());
            if mcid != position as i64 || holder.len() != 1 || named != holder.first().copied() {
                faults
                    .push(format!("MCID {mcid} of page {page} is held by {holder:?}, says the parent tree {named:?}"));
            }
        }
    }
    if holders.len() != marked {
        faults.push(format!("the tree holds {} sequences, the pages have {marked}", holders.len()));
    }
    for (page, id, annotation) in pdf.annotations() {
        let holder = links.get(&id).map_or(&[][..], Vec::as_slice);
        let named = parent(pdf.get(annotation, "StructParent")).and_then(|named| named.as_reference().ok());
        if holder.len() != 1 || holder[0].kind != "Link" || named != Some(holder[0].id) {
            faults.push(format!("a link on page {page} is not held by one Link element"));
        }
        if !annotation.has(b"Contents") {
            faults.push(format!("a link on page {page} has no contents"));
        }
    }
    faults
}

/// The structure type of every element and what it says, all below it included, in reading order.
pub fn said(pdf: &Pdf) -> Vec<(String, String)> {
    let pages: Vec<_> = (0..pdf.pages.len()).map(|page| content::text(pdf, page)).collect();
    let tree = read(pdf);
    let text = |from: usize, to: usize| -> String {
        let inside = tree.contents.iter().filter(|&&(element, ..)| (from..to).contains(&element));
        let (mut text, mut before) = (String::new(), None);
        for (element, page, mcid) in inside {
            // Words of two elements, such as two cells of a table, are two words.
            if before.is_some_and(|before| before != element) {
                text.push(' ');
            }
            before = Some(element);
            text.extend(pages.get(*page).and_then(|page| page.marked.get(mcid)).map(String::as_str));
        }
        text
    };
    let elements = tree.elements.iter().enumerate();
    let said = elements.map(|(index, element)| {
        let more = tree.elements[index + 1..].iter().take_while(|below| below.depth > element.depth).count();
        (element.kind.clone(), text(index, index + 1 + more))
    });
    said.collect()
}
