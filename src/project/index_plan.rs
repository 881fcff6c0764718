//! What an author wants of the index, and its text: `index.toml`. In: a plan. Out: TOML that reads back as the same.

use super::ConfigFile;
use crate::source::Span;

/// What an author wants of the index.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IndexPlan {
    /// The entries.
    pub entries: Vec<PlannedEntry>,
    /// Entries that only refer to another.
    pub see: Vec<PlannedReference>,
    /// Headings that are not to be suggested again.
    pub drop: Vec<String>,
    /// The file that says so.
    pub file: ConfigFile,
}

/// An entry with the words that it stands for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlannedEntry {
    /// As printed: `Winter, Clara`.
    pub head: String,
    /// The words in the text that mention it.
    pub matches: Vec<String>,
    /// Longer words that hold some of those and mean something else.
    pub except: Vec<String>,
    /// What it files by, if not its heading.
    pub sort: Option<String>,
    /// Whether every mention is kept, however much is said there.
    pub keep: bool,
    /// Headings of entries to look at too.
    pub see_also: Vec<PlannedReference>,
    /// Permanent ids of paragraphs whose mentions are none.
    pub drop_at: Vec<(String, Span)>,
    /// Entries below it: those of its mentions whose paragraph has their words.
    pub sub: Vec<PlannedEntry>,
    /// Where the file says so.
    pub at: Span,
}

/// A reference to the entry of a heading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlannedReference {
    /// The heading that refers; empty within an entry.
    pub head: String,
    /// The heading that it refers to.
    pub to: String,
    /// Where the file says so.
    pub at: Span,
}

const INTRODUCTION: &str = "\
# The index. Pressmark wrote this file, and from now on does as it says; it never changes a line of yours.
#
# head       the entry as printed; people by family name: \"Winter, Clara\"
# match      the words in the text that mention it; capitals count, small letters match capitals too
# except     longer words around those that mean something else
# sort       what it files by, if not its head
# keep       true: every mention counts, however passing
# see-also   heads of other entries
# drop-at    ids of paragraphs (p-…, as in the EPUB) whose mentions do not count
# sub        entries below: [{ head = \"childhood\", match = [\"born\", \"school\"] }] takes the mentions in paragraphs with those words
#
# [see] is for heads that only lead to another, drop for heads that are not to be suggested again.
# `pressmark index SOURCE --update` reads the text anew and adds what it finds, as comments, at the end.
";

impl IndexPlan {
    /// The plan as a file.
    pub fn to_toml(&self) -> String {
        let mut text = format!("{INTRODUCTION}\n{}\n", pair("drop", &list(&self.drop)));
        for entry in &self.entries {
            text.push('\n');
            text.push_str(&entry.to_toml());
        }
        if !self.see.is_empty() {
            text.push_str("\n[see]\n");
            text.extend(self.see.iter().map(|reference| reference.to_toml() + "\n"));
        }
        text
    }
}

impl IndexPlan {
    /// One plan of several, for a book of which none of their files is a source; `None` for none. What several say of
    /// an entry is joined.
    pub fn join(plans: impl IntoIterator<Item = IndexPlan>) -> Option<IndexPlan> {
        let mut joined: Option<IndexPlan> = None;
        for plan in plans {
            let all = joined.get_or_insert_default();
            for mut entry in plan.entries {
                entry.forget_place();
                match all.entries.iter_mut().find(|other| other.head == entry.head) {
                    Some(other) => other.take_in(entry),
                    None => all.entries.push(entry),
                }
            }
            all.see.extend(plan.see.into_iter().map(|reference| PlannedReference { at: Span::default(), ..reference }));
            all.drop.extend(plan.drop);
        }
        joined
    }
}

impl PlannedEntry {
    fn forget_place(&mut self) {
        self.at = Span::default();
        self.see_also.iter_mut().for_each(|reference| reference.at = Span::default());
        self.drop_at.iter_mut().for_each(|(_, at)| *at = Span::default());
        self.sub.iter_mut().for_each(PlannedEntry::forget_place);
    }

    fn take_in(&mut self, other: PlannedEntry) {
        self.matches.extend(other.matches);
        self.except.extend(other.except);
        self.sort = self.sort.take().or(other.sort);
        self.keep |= other.keep;
        self.see_also.extend(other.see_also);
        self.drop_at.extend(other.drop_at);
        self.sub.extend(other.sub);
    }

    /// The entry as a table of its own. What is as it would be anyway is left out.
    pub fn to_toml(&self) -> String {
        let mut lines = vec!["[[entry]]".to_owned()];
        lines.extend(self.pairs());
        lines.join("\n") + "\n"
    }

    fn pairs(&self) -> Vec<String> {
        let mut pairs = vec![pair("head", &quoted(&self.head)), pair("match", &list(&self.matches))];
        if !self.except.is_empty() {
            pairs.push(pair("except", &list(&self.except)));
        }
        pairs.extend(self.sort.iter().map(|sort| pair("sort", &quoted(sort))));
        if self.keep {
            pairs.push(pair("keep", "true"));
        }
        if !self.see_also.is_empty() {
            let to: Vec<String> = self.see_also.iter().map(|reference| reference.to.clone()).collect();
            pairs.push(pair("see-also", &list(&to)));
        }
        if !self.drop_at.is_empty() {
            let ids: Vec<String> = self.drop_at.iter().map(|(id, _)| id.clone()).collect();
            pairs.push(pair("drop-at", &list(&ids)));
        }
        if !self.sub.is_empty() {
            let below: Vec<String> =
                self.sub.iter().map(|entry| format!("  {{ {} }},\n", entry.pairs().join(", "))).collect();
            pairs.push(pair("sub", &format!("[\n{}]", below.concat())));
        }
        pairs
    }
}

impl PlannedReference {
    /// The reference as a line below `[see]`.
    pub fn to_toml(&self) -> String {
        pair(&quoted(&self.head), &quoted(&self.to))
    }
}

fn pair(key: &str, value: &str) -> String {
    format!("{key} = {value}")
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
