//! Codes of one byte. In: the objects of fonts that have no more glyphs than a byte has values. Out: the same with maps
//! of such codes (ISO 32000-1 §9.7.5.3): pages are shorter without the zero before each code of `Identity-H`.

use super::Objects;
use lopdf::{Dictionary, Object, ObjectId, Stream};

/// From each code of one byte to the character id of the same number.
const MAP: &str = "\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (Identity) def
/Supplement 0 def
end def
/CMapName /Identity-Byte-H def
/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 begincidrange
<00> <FF> 0
endcidrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
";

/// Changes the fonts that `resources` have by these names; `None` where one of them is not built as `Identity-H` asks.
pub fn narrow(objects: &mut Objects, resources: ObjectId, names: &[String]) -> Option<()> {
    if names.is_empty() {
        return Some(());
    }
    let map = objects.add_object(Stream::new(entries(), MAP.into()));
    let fonts = objects.get_dictionary(resources).ok()?.get(b"Font").ok()?;
    let fonts = objects.dereference(fonts).ok()?.1.as_dict().ok()?;
    let ids: Option<Vec<ObjectId>> =
        names.iter().map(|name| fonts.get(name.as_bytes()).and_then(Object::as_reference).ok()).collect();
    for id in ids? {
        let font = objects.get_object_mut(id).and_then(Object::as_dict_mut).ok()?;
        font.set("Encoding", map);
        let meanings = font.get(b"ToUnicode").and_then(Object::as_reference).ok()?;
        let meanings = objects.get_object_mut(meanings).and_then(Object::as_stream_mut).ok()?;
        let narrowed = narrowed(std::str::from_utf8(&meanings.content).ok()?);
        meanings.set_content(narrowed.into_bytes());
    }
    Some(())
}

fn entries() -> Dictionary {
    let mut system = Dictionary::new();
    system.set("Registry", Object::string_literal("Adobe"));
    system.set("Ordering", Object::string_literal("Identity"));
    system.set("Supplement", 0);
    let mut entries = Dictionary::new();
    entries.set("Type", "CMap");
    entries.set("CMapName", "Identity-Byte-H");
    entries.set("CIDSystemInfo", system);
    entries.set("WMode", 0);
    entries
}

/// What codes say (§9.10.3), each code without its zero byte.
fn narrowed(meanings: &str) -> String {
    let narrowed = |line: &str| match line.strip_prefix("<00").and_then(|rest| rest.split_once("> <")) {
        Some(("00", "FFFF>")) => "<00> <FF>\n".to_owned(),
        Some((code, text)) => format!("<{code}> <{text}\n"),
        None => format!("{line}\n"),
    };
    meanings.lines().map(narrowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_are_narrowed() {
        let wide = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n<0001> <0020>\n<00FF> <00660066>";
        let narrow = "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n<01> <0020>\n<FF> <00660066>\n";
        assert_eq!(narrowed(wide), narrow);
    }
}
