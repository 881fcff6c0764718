//! A list of contents printed at the beginning of a text: its lines look like headings and are none. In: candidates.
//! Out: the same without them; the list stays as text.

use super::headings::Candidate;
use super::manuscript::Manuscript;
use super::shape::{Group, Kind};
use super::title::Class;
use std::collections::BTreeMap;
use std::ops::Range;

const NAMES: &[&str] =
    &["contents", "tableofcontents", "inhoud", "inhalt", "inhaltsverzeichnis", "tabledesmatières", "indice", "índice"];

/// Leaves out the candidates that are lines of a list of contents: those behind its heading that come again later, up
/// to where the text itself begins. Returns the groups of the list.
pub fn leave_out(manuscript: &Manuscript, groups: &[Group], candidates: &mut Vec<Candidate>) -> Range<usize> {
    let last: BTreeMap<String, usize> = candidates.iter().enumerate().map(|(at, c)| (c.key.clone(), at)).collect();
    let heading = candidates.iter().position(|c| c.class == Class::Named && NAMES.contains(&c.key.as_str()));
    let first = heading.map_or(0, |at| at + 1);
    let Some(opening) = candidates.get(first) else { return 0..0 };
    let begin = candidates.iter().skip(first + 1).position(|c| c.key == opening.key).map(|at| at + first + 1);
    let listed = |at: usize| {
        let candidate = &candidates[at];
        let next = candidates.get(at + 1).map_or(groups.len(), |next| next.group);
        let again = last.get(&candidate.key).is_some_and(|&last| last > at) && begin.is_none_or(|begin| at < begin);
        again || (heading.is_some() && (candidate.end..next).next().is_some_and(|at| pages(manuscript, &groups[at])))
    };
    let end = (first..candidates.len()).find(|&at| !listed(at)).unwrap_or(first);
    // Without a heading of its own, only a list that nothing interrupts is one.
    let dense = candidates[first..end].windows(2).all(|pair| pair[0].end == pair[1].group) && end - first >= 3;
    if heading.is_none() && !dense {
        return 0..0;
    }
    let list = first.checked_sub(1).map_or(opening.group, |heading| candidates[heading].end);
    let behind = candidates.get(end).map_or(groups.len(), |next| next.group);
    candidates.drain(first..end);
    list..behind
}

/// Whether a group lists page numbers at the ends of its lines.
fn pages(manuscript: &Manuscript, group: &Group) -> bool {
    let ends_in_number =
        |line: usize| manuscript.line(line).trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
    group.kind == Kind::Columns
        && group.lines.clone().filter(|&line| ends_in_number(line)).count() * 2 >= group.lines.len()
}
