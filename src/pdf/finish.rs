//! The finished document. In: the objects of the resources, the pages drawn. Out: a file tagged, linked, outlined and
//! described, to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). The only file that names `lopdf`.

mod codes;

use super::content::Drawn;
use super::links::{self, Links};
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use super::{metadata, outline, pictures, structure};
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Library;
use crate::page::Pages;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::io;

/// The objects of a document under construction.
pub type Objects = lopdf::Document;

/// Writes the file. `narrow` names the fonts whose codes are of one byte.
pub fn finish(
    pages: &Pages,
    mut objects: Objects,
    narrow: &[String],
    drawn: &[Drawn],
    library: &dyn Library,
    out: &mut dyn io::Write,
    sink: &mut Sink,
) -> Result<(), Error> {
    let profile = metadata::profile()?;
    let page_ids: Vec<ObjectId> = objects.page_iter().collect();
    let ids: Vec<Id> = page_ids.iter().map(|&(number, _)| Id(number)).collect();
    let amiss = |reason: &str| Error::Internal { stage: "objects of the PDF", reason: reason.to_owned() };
    let skeleton = Skeleton::take(&mut objects, &page_ids)
        .ok_or_else(|| amiss("a page or the catalog is not where it should be"))?;
    let resources = skeleton.resources.map_or(Some(()), |id| codes::narrow(&mut objects, (id.0, 0), narrow));
    resources.ok_or_else(|| amiss("a font is not what it should be"))?;
    let mut write = || -> io::Result<()> {
        let mut writer = Writer::new(out, objects.max_id)?;
        for (contents, page) in skeleton.contents.iter().zip(drawn) {
            writer.stream(*contents, &Syntax::of("/Filter/FlateDecode"), &page.stream)?;
        }
        for (&(number, _), object) in &objects.objects {
            write_object(Id(number), object, &mut writer)?;
        }
        pictures::write(pages, &skeleton.pictures, library, &mut writer, sink)?;
        let links = links::write(pages, &mut writer, sink)?;
        for (index, &id) in ids.iter().enumerate() {
            writer.object(id, &skeleton.page(index, &links))?;
        }
        let root = catalog(pages, &ids, drawn, &links, &skeleton, &profile, &mut writer)?;
        let info = writer.add(&metadata::info(&pages.meta))?;
        writer.finish(root, info)
    };
    write().map_err(|error| Error::Unwritable { path: "the PDF".into(), reason: error.to_string() })
}

/// What is taken out of the objects because it is written otherwise.
struct Skeleton {
    /// Dictionaries of the pages.
    pages: Vec<Dictionary>,
    /// Objects of their content streams.
    contents: Vec<Id>,
    /// Assets and the objects of their pictures.
    pictures: Vec<(usize, Id)>,
    /// The resources that all pages share; `None` without pages.
    resources: Option<Id>,
    /// The root of the page tree.
    tree: Id,
}

impl Skeleton {
    fn take(objects: &mut Objects, page_ids: &[ObjectId]) -> Option<Skeleton> {
        let root = objects.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
        let catalog = objects.objects.remove(&root)?;
        let tree = catalog.as_dict().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).ok()?;
        if let Ok(info) = objects.trailer.get(b"Info").and_then(Object::as_reference) {
            objects.objects.remove(&info);
        }
        let (mut pages, mut contents, mut resources) = (Vec::new(), Vec::new(), None);
        for id in page_ids {
            let Some(Object::Dictionary(mut page)) = objects.objects.remove(id) else { return None };
            let stream = page.remove(b"Contents")?.as_reference().ok()?;
            objects.objects.remove(&stream);
            contents.push(Id(stream.0));
            let own = page.remove(b"Resources")?.as_reference().ok()?;
            match resources {
                None => resources = Some(own),
                Some(_) => drop(objects.objects.remove(&own)),
            }
            pages.push(page);
        }
        let pictures = resources.map_or_else(Vec::new, |resources| pictures(objects, resources));
        for &(_, id) in &pictures {
            objects.objects.remove(&(id.0, 0));
        }
        let resources = resources.map(|(number, _)| Id(number));
        Some(Skeleton { pages, contents, pictures, resources, tree: Id(tree.0) })
    }

    /// The finished dictionary of a page.
    fn page(&self, index: usize, links: &Links) -> Syntax {
        let mut out = Syntax::of("<<");
        for (key, value) in self.pages[index].iter().filter(|(key, _)| key.as_slice() != b"Annots") {
            spell_entry(key, value, &mut out);
        }
        out.raw("/Contents").reference(self.contents[index]);
        out.raw("/Tabs/S/StructParents ").integer(index as i64);
        if let Some(resources) = self.resources {
            out.raw("/Resources").reference(resources);
        }
        if let Some(annotations) = links.by_page.get(index).filter(|annotations| !annotations.is_empty()) {
            out.raw("/Annots").references(annotations);
        }
        out.raw(">>");
        out
    }
}

/// The pictures that resources name, by asset.
fn pictures(objects: &Objects, resources: ObjectId) -> Vec<(usize, Id)> {
    let named = objects
        .get_dictionary(resources)
        .and_then(|resources| resources.get(b"XObject")?.as_reference())
        .and_then(|id| objects.get_dictionary(id));
    let Ok(named) = named else { return Vec::new() };
    let picture = |(name, object): (&Vec<u8>, &Object)| {
        let asset = pictures::asset(name)?;
        Some((asset, Id(object.as_reference().ok()?.0)))
    };
    let mut found: Vec<_> = named.iter().filter_map(picture).collect();
    found.sort_by_key(|&(asset, _)| asset);
    found
}

/// Writes the catalog and all that hangs on it.
fn catalog(
    pages: &Pages,
    ids: &[Id],
    drawn: &[Drawn],
    links: &Links,
    skeleton: &Skeleton,
    profile: &[u8],
    writer: &mut Writer,
) -> io::Result<Id> {
    let [tree, xmp, intent] = [(); 3].map(|()| writer.reserve());
    structure::write(pages, ids, drawn, links, tree, writer)?;
    writer.stream(xmp, &Syntax::of("/Type/Metadata/Subtype/XML"), metadata::xmp(&pages.meta).as_bytes())?;
    writer.deflated(intent, &Syntax::of("/N 3"), profile)?;
    let destinations = links::destinations(pages, ids, writer)?;
    let outline = outline::write(pages, ids, writer)?;
    let mut out = Syntax::of("<</Type/Catalog/Pages");
    out.reference(skeleton.tree).raw("/Lang").text(pages.meta.language.as_str());
    out.raw("/MarkInfo<</Marked true>>/StructTreeRoot").reference(tree).raw("/Metadata").reference(xmp);
    out.raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)");
    out.raw("/Info(sRGB IEC61966-2.1)/DestOutputProfile").reference(intent).raw(">>]");
    out.raw("/ViewerPreferences<</DisplayDocTitle true");
    if pages.meta.direction == crate::language::Direction::Rtl {
        out.raw("/Direction/R2L");
    }
    out.raw(">>");
    if !pages.pages.is_empty() {
        out.raw("/PageLabels");
        out.0.extend_from_slice(&outline::labels(pages).0);
    }
    if let Some(destinations) = destinations {
        out.raw("/Names<</Dests").reference(destinations).raw(">>");
    }
    if let Some(outline) = outline {
        out.raw("/PageMode/UseOutlines/Outlines").reference(outline);
    }
    out.raw(">>");
    writer.add(&out)
}

/// Writes an object that is needed as it is; streams are compressed.
fn write_object(id: Id, object: &Object, writer: &mut Writer) -> io::Result<()> {
    let Object::Stream(Stream { dict, content, .. }) = object else {
        let mut out = Syntax::default();
        spell(object, &mut out);
        return writer.object(id, &out);
    };
    let mut entries = Syntax::default();
    for (key, value) in dict.iter().filter(|(key, _)| key.as_slice() != b"Length") {
        spell_entry(key, value, &mut entries);
    }
    if dict.has(b"Filter") { writer.stream(id, &entries, content) } else { writer.deflated(id, &entries, content) }
}

fn spell_entry(key: &[u8], value: &Object, out: &mut Syntax) {
    out.name(key).raw(" ");
    spell(value, out);
}

fn spell(object: &Object, out: &mut Syntax) {
    match object {
        Object::Null | Object::Stream(_) => out.raw("null"),
        Object::Boolean(value) => out.raw(if *value { "true" } else { "false" }),
        Object::Integer(value) => out.integer(*value),
        Object::Real(value) => out.thousandths((f64::from(*value) * 1000.0).round() as i64),
        Object::Name(name) => out.name(name),
        Object::String(bytes, _) => out.string(bytes),
        Object::Reference((number, _)) => out.reference(Id(*number)),
        Object::Array(items) => {
            out.raw("[");
            for item in items {
                out.raw(" ");
                spell(item, out);
            }
            out.raw("]")
        }
        Object::Dictionary(entries) => {
            out.raw("<<");
            for (key, value) in entries.iter() {
                spell_entry(key, value, out);
            }
            out.raw(">>")
        }
    };
}
