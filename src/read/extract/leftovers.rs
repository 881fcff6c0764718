//! What is pasted along with a wiki page: `[12]`, `[edit]`, `[citation needed]`. In: the contents of brackets. Out:
//! which of them were left out, reported once for each kind.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::source::Span;

/// What the editors of wikis leave in brackets, in lower case.
const PASTED: &[&str] = &[
    "edit",
    "edit source",
    "citation needed",
    "clarification needed",
    "verification needed",
    "failed verification",
    "better source needed",
    "page needed",
    "needs update",
    "update",
    "original research?",
    "who?",
    "when?",
    "which?",
    "where?",
    "by whom?",
    "according to whom?",
    "dubious – discuss",
    "dead link",
    "permanent dead link",
    "sic – discuss",
    "bearbeiten",
    "quelltext bearbeiten",
    "modifier",
    "modifier le code",
    "réf. nécessaire",
    "réf. souhaitée",
    "editar",
    "cita requerida",
    "carece de fontes?",
    "modifica",
    "senza fonte",
    "bron?",
    "bewerken",
    "править",
    "источник не указан",
    "когда?",
    "кто?",
    "редагувати",
    "editovat",
    "zdroj?",
    "edytuj",
    "potrzebny przypis",
    "değiştir",
    "kaynak belirtilmeli",
    "sửa",
    "cần dẫn nguồn",
    "עריכה",
    "דרוש מקור",
    "ویرایش",
    "نیازمند منبع",
    "编辑",
    "来源请求",
    "編集",
    "要出典",
    "편집",
    "출처 필요",
];
/// Names before the numbers of a page's own notes.
const NUMBERED: &[&str] = &["note", "nb", "n", "a"];

/// Leftovers by kind, in order of appearance.
#[derive(Default)]
pub struct Leftovers(Vec<(String, usize, Span)>);

impl Leftovers {
    /// Takes note of one; numbers are of one kind.
    pub fn add(&mut self, content: &str, span: Span) {
        let kind = if content.ends_with(|c: char| c.is_ascii_digit()) { "1" } else { content };
        match self.0.iter_mut().find(|(known, _, _)| known == kind) {
            Some((_, count, first)) => {
                *count += 1;
                *first = (*first).min(span);
            }
            None => self.0.push((kind.to_owned(), 1, span)),
        }
    }

    /// Reports each kind with its count, at its first place.
    pub fn report(&self, sink: &mut Sink) {
        for (kind, count, span) in &self.0 {
            let message = match (kind.as_str(), count) {
                ("1", 1) => "the number of a note that is not in the text was left out".to_owned(),
                ("1", count) => format!("{count} numbers of notes that are not in the text were left out"),
                (kind, 1) => format!("`[{kind}]` was left out"),
                (kind, count) => format!("`[{kind}]` was left out in {count} places"),
            };
            sink.report(Diagnostic::new(&rules::WIKI_LEFTOVER, *span, message));
        }
    }
}

/// Whether a bracket's content was pasted along. Editors' own words stay.
pub fn pasted(content: &str) -> bool {
    let content = content.to_lowercase();
    let note = content.rsplit_once(' ').is_some_and(|(name, number)| NUMBERED.contains(&name) && numbered(number));
    note || PASTED.contains(&content.as_str())
}

/// Whether a bracket's content is only a number.
pub fn numbered(content: &str) -> bool {
    !content.is_empty() && content.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_marks_are_known_and_editorial_brackets_are_not() {
        assert!(pasted("edit") && pasted("Citation needed") && pasted("note 3"));
        assert!(!pasted("...") && !pasted("T") && !pasted("No Exit") && !pasted("sic"));
    }
}
