//! Reading `index.toml`. In: its text. Out: the plan of the index; keys that it does not have are findings, values of
//! the wrong kind errors at their line.

use super::config::{File, Table};
use super::{ConfigFile, IndexPlan, PlannedEntry, PlannedReference};
use crate::diagnostic::{Diagnostic, rules};
use crate::error::Error;
use crate::library::{Library, TEXT_LIMIT};
use crate::source::Span;
use toml::de::DeValue;

/// The name of the file in a project.
pub const INDEX: &str = "index.toml";
/// The keys of the file.
const KEYS: &[&str] = &["drop", "entry", "see"];
/// The keys of an entry.
const ENTRY: &[&str] = &["drop-at", "except", "head", "keep", "match", "see-also", "sort", "sub"];
/// The keys of an entry below another.
const BELOW: &[&str] = &["head", "match", "sort"];

/// The plan in the file `name`, which is to be source `number` of the book; `None` where there is no such file.
pub fn index_plan(
    name: &str,
    number: u16,
    library: &dyn Library,
    found: &mut Vec<Diagnostic>,
) -> Result<Option<IndexPlan>, Error> {
    if !library.has(name) {
        return Ok(None);
    }
    let path = library.display(name);
    let bytes = library.read(name, TEXT_LIMIT)?;
    let text = super::load::text_of(&bytes, &path)?;
    let file = File::parse(&path, text, number)?;
    let root = file.root();
    root.report_unknown(KEYS, "of the index", found);
    let mut plan = IndexPlan {
        drop: root.strings("drop")?.into_iter().map(|(head, _)| head).collect(),
        file: ConfigFile { name: path.display().to_string(), text: text.to_owned() },
        ..IndexPlan::default()
    };
    for (value, place) in root.list("entry", "a list of tables")? {
        let DeValue::Table(entry) = value else { return Err(root.wrong_kind("entry", "a list of tables", place)) };
        let entry = planned(&root.at(entry), root.span(place), ENTRY, found)?;
        if plan.entries.iter().any(|other| other.head == entry.head) {
            let message = format!("there is another entry `{}` above", entry.head);
            let finding = Diagnostic::new(&rules::UNMATCHED_ENTRY, entry.at, message);
            found.push(finding.hint("Put the words of both into one `match`; this entry is left out."));
            continue;
        }
        plan.entries.push(entry);
    }
    let see = root.table("see")?;
    for (head, place) in see.keys() {
        let to = see.string(head)?.unwrap_or_default();
        plan.see.push(PlannedReference { head: head.to_owned(), to, at: see.span(place) });
    }
    Ok(Some(plan))
}

fn planned(table: &Table, at: Span, keys: &[&str], found: &mut Vec<Diagnostic>) -> Result<PlannedEntry, Error> {
    table.report_unknown(keys, "of an entry of the index", found);
    let place = at.start as usize..at.end as usize;
    let Some(head) = table.string("head")? else {
        let hint = "Write what the index prints: `head = \"Winter, Clara\"`.".to_owned();
        return Err(table.malformed(place, "this entry has no head".to_owned(), Some(hint)));
    };
    let at = table.get("head").map_or(at, |(_, place)| table.span(place));
    let texts = |key: &str| -> Result<Vec<String>, Error> {
        Ok(table.strings(key)?.into_iter().map(|(text, _)| text).filter(|text| !text.is_empty()).collect())
    };
    let refer = |(to, place)| PlannedReference { head: String::new(), to, at: table.span(place) };
    let mut entry = PlannedEntry {
        matches: texts("match")?,
        except: texts("except")?,
        sort: table.string("sort")?,
        keep: table.choice("keep", &[("true", true), ("false", false)])?.unwrap_or_default(),
        see_also: table.strings("see-also")?.into_iter().map(refer).collect(),
        drop_at: table.strings("drop-at")?.into_iter().map(|(id, place)| (id, table.span(place))).collect(),
        sub: Vec::new(),
        at,
        head,
    };
    if entry.matches.is_empty() && table.get("match").is_none() {
        entry.matches = vec![upright(&entry.head)];
    }
    for (value, place) in table.list("sub", "a list of tables")? {
        let DeValue::Table(below) = value else { return Err(table.wrong_kind("sub", "a list of tables", place)) };
        entry.sub.push(planned(&table.at(below), table.span(place), BELOW, found)?);
    }
    Ok(entry)
}

/// `Winter, Clara` → `Clara Winter`.
fn upright(head: &str) -> String {
    match head.split_once(", ") {
        Some((family, given)) => format!("{given} {family}"),
        None => head.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;

    fn read(text: &str) -> (IndexPlan, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let plan = index_plan(INDEX, 1, &Memory::of([(INDEX, text)]), &mut found).unwrap().unwrap();
        (plan, found)
    }

    #[test]
    fn what_is_written_reads_back() {
        let reference =
            |head: &str, to: &str| PlannedReference { head: head.into(), to: to.into(), at: Span::default() };
        let below = PlannedEntry { head: "youth".into(), matches: vec!["young".into()], ..PlannedEntry::default() };
        let entry = PlannedEntry {
            head: "Winter, \"Clara\" \\".into(),
            matches: vec!["Clara Winter".into(), "Winter".into()],
            except: vec!["Winter Palace".into()],
            sort: Some("winter".into()),
            keep: true,
            see_also: vec![reference("", "snow")],
            drop_at: vec![("p-1".into(), Span::default())],
            sub: vec![below],
            at: Span::default(),
        };
        let see = vec![reference("Cold, a", "snow")];
        let plan = IndexPlan { entries: vec![entry], see, drop: vec!["ice".into()], file: ConfigFile::default() };
        let (mut back, found) = read(&plan.to_toml());
        assert!(found.is_empty());
        assert_ne!(back.entries[0].at, Span::default());
        back.file = ConfigFile::default();
        back.see[0].at = Span::default();
        let entry = &mut back.entries[0];
        (entry.at, entry.see_also[0].at, entry.drop_at[0].1, entry.sub[0].at) = Default::default();
        assert_eq!(back, plan);
    }

    #[test]
    fn a_head_alone_stands_for_its_own_words() {
        let (plan, _) = read("[[entry]]\nhead = \"Winter, Clara\"\n[[entry]]\nhead = \"snow\"\nmatch = []");
        assert_eq!(plan.entries[0].matches, ["Clara Winter"]);
        assert!(plan.entries[1].matches.is_empty());
    }

    #[test]
    fn a_slip_is_a_finding_a_wrong_kind_an_error() {
        let (plan, found) = read("[[entry]]\nhead = \"a\"\nmach = [\"b\"]\n[[entry]]\nhead = \"a\"");
        assert_eq!((plan.entries.len(), found.len()), (1, 2));
        assert_eq!(found[0].hints, ["Did you mean `match`?"]);
        for wrong in ["entry = 1", "[[entry]]\nmatch = [\"a\"]", "[[entry]]\nhead = \"a\"\nsub = [1]", "see = 1"] {
            let library = Memory::of([(INDEX, wrong)]);
            assert!(matches!(index_plan(INDEX, 1, &library, &mut Vec::new()), Err(Error::Malformed { .. })), "{wrong}");
        }
    }
}
