//! A finished PDF broken on purpose, in all the ways that validators overlook or that a change of ours could cause: the
//! reader of `tests/pdf`, which all books are read back with, must see each of them.

use crate::pdf::{Pdf, structure};
use crate::pressing::{path, print};
use lopdf::{Dictionary, Object, ObjectId};
use std::sync::LazyLock;

static BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| print(&path("tests/books/blocks.md")).pdf);

/// Breaks the book and returns what its reader says then.
fn broken(damage: impl FnOnce(&mut Pdf)) -> Vec<String> {
    let mut pdf = Pdf::open(&BOOK);
    assert_eq!(pdf.faults(), Vec::<String>::new(), "before it is broken");
    damage(&mut pdf);
    pdf.faults()
}

#[track_caller]
fn assert_seen(faults: &[String], fault: &str) {
    assert!(faults.iter().any(|found| found.contains(fault)), "no `{fault}` in {faults:#?}");
}

fn catalog(pdf: &mut Pdf) -> &mut Dictionary {
    pdf.document.catalog_mut().unwrap()
}

/// The first element of a structure type.
fn element<'p>(pdf: &'p mut Pdf, kind: &str) -> &'p mut Dictionary {
    let id = structure::read(pdf).elements.iter().find(|element| element.kind == kind).unwrap().id;
    pdf.document.get_dictionary_mut(id).unwrap()
}

fn entry(pdf: &Pdf, key: &str) -> ObjectId {
    pdf.catalog().get(key.as_bytes()).and_then(Object::as_reference).unwrap()
}

/// What the leaves of all name trees or number trees hold: keys and values by turns.
fn leaves<'p>(pdf: &'p mut Pdf, key: &[u8]) -> Vec<&'p mut Vec<Object>> {
    let objects = pdf.document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    objects.filter_map(|entries| entries.get_mut(key).and_then(Object::as_array_mut).ok()).collect()
}

#[test]
fn a_lost_language_is_seen() {
    assert_seen(&broken(|pdf| _ = catalog(pdf).remove(b"Lang")), "no language");
}

#[test]
fn a_lost_output_intent_is_seen() {
    assert_seen(&broken(|pdf| _ = catalog(pdf).remove(b"OutputIntents")), "no output intent");
}

#[test]
fn a_lost_claim_of_conformance_is_seen() {
    let faults = broken(|pdf| {
        let metadata = entry(pdf, "Metadata");
        let stream = pdf.document.get_object_mut(metadata).unwrap().as_stream_mut().unwrap();
        let claimed = String::from_utf8(stream.content.clone()).unwrap();
        stream.set_content(claimed.replace("<pdfuaid:part>1</pdfuaid:part>", "").into_bytes());
    });
    assert_seen(&faults, "no <pdfuaid:part>1<");
}

#[test]
fn a_lost_alternative_is_seen() {
    assert_seen(&broken(|pdf| _ = element(pdf, "Figure").remove(b"Alt")), "no alternative text");
}

#[test]
fn a_lost_scope_is_seen() {
    assert_seen(&broken(|pdf| _ = element(pdf, "TH").remove(b"A")), "no scope");
}

#[test]
fn a_skipped_level_is_seen() {
    assert_seen(&broken(|pdf| element(pdf, "H1").set("S", Object::Name(b"H3".to_vec()))), "a heading of level 3");
}

#[test]
fn an_emptied_structure_tree_is_seen() {
    let faults = broken(|pdf| {
        let root = entry(pdf, "StructTreeRoot");
        pdf.document.get_dictionary_mut(root).unwrap().set("K", Object::Array(Vec::new()));
    });
    assert_seen(&faults, "the tree holds 0 sequences");
}

#[test]
fn an_element_held_twice_is_seen() {
    let faults = broken(|pdf| {
        let kids = element(pdf, "L").get(b"K").unwrap().clone();
        let first = kids.as_array().unwrap()[0].clone();
        element(pdf, "L").set("K", Object::Array(vec![first.clone(), first]));
    });
    assert_seen(&faults, "is in the tree twice");
}

#[test]
fn a_parent_tree_of_others_is_seen() {
    let faults = broken(|pdf| {
        let mut leaves = leaves(pdf, b"Nums");
        leaves
            .iter_mut()
            .flat_map(|leaf| leaf.iter_mut())
            .filter_map(|own| own.as_array_mut().ok())
            .for_each(|own| own.reverse());
    });
    assert_seen(&faults, "says the parent tree");
}

#[test]
fn lost_fonts_are_seen() {
    let faults = broken(|pdf| {
        for page in pdf.pages.clone() {
            let resources = pdf.document.get_dictionary(page).unwrap().get(b"Resources").unwrap().clone();
            pdf.document.get_dictionary_mut(resources.as_reference().unwrap()).unwrap().remove(b"Font");
        }
    });
    assert_seen(&faults, "in a font that it does not have");
}

#[test]
fn a_lost_font_file_is_seen() {
    let faults = broken(|pdf| {
        for object in pdf.document.objects.values_mut() {
            if let Ok(entries) = object.as_dict_mut() {
                entries.remove(b"FontFile2");
                entries.remove(b"FontFile3");
            }
        }
    });
    assert_seen(&faults, "has no file");
}

#[test]
fn emptied_meanings_are_seen() {
    let faults = broken(|pdf| {
        let maps = pdf.document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"ToUnicode").ok());
        let maps: Vec<ObjectId> = maps.filter_map(|map| map.as_reference().ok()).collect();
        for map in maps {
            let stream = pdf.document.get_object_mut(map).unwrap().as_stream_mut().unwrap();
            stream.dict.remove(b"Filter");
            stream.set_content(b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n".to_vec());
        }
    });
    assert_seen(&faults, "glyphs that say nothing");
}

#[test]
fn a_wrong_page_number_is_seen() {
    let faults = broken(|pdf| {
        let labels = pdf.dictionary(pdf.catalog(), "PageLabels").unwrap().clone();
        let mut labels = labels.get(b"Nums").and_then(Object::as_array).unwrap().clone();
        for label in labels.iter_mut().filter_map(|label| label.as_dict_mut().ok()) {
            let first = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            label.set("St", first + 1);
        }
        let mut tree = Dictionary::new();
        tree.set("Nums", labels);
        catalog(pdf).set("PageLabels", tree);
    });
    assert_seen(&faults, "in TOCI leads to page");
    assert_seen(&faults, "is called");
}

#[test]
fn a_link_to_another_page_is_seen() {
    let faults = broken(|pdf| {
        let first = pdf.pages[0];
        for place in leaves(pdf, b"Names").into_iter().flatten().filter_map(|place| place.as_array_mut().ok()) {
            place[0] = Object::Reference(first);
        }
    });
    assert_seen(&faults, "in TOCI leads to page");
    assert_seen(&faults, "in Index leads to page");
}
