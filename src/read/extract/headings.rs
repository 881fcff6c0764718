//! Which groups of lines are headings. In: groups. Out: headings with their levels. Equal signs decide where a text has
//! them; else the evidence of the whole text does: the same shape, standing apart, coming again, with text below it.

use super::contents;
use super::manuscript::Manuscript;
use super::shape::{Group, Kind};
use super::title::{self, Class};
use std::ops::Range;

/// One heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The groups of its title: a chapter's name may stand below its number.
    pub groups: Range<usize>,
    /// 1 for the outermost.
    pub level: u8,
    pub class: Class,
}

/// A group that may be a heading.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub group: usize,
    /// One past its last group.
    pub end: usize,
    pub class: Class,
    /// Blank lines before it.
    pub gap: usize,
    /// Its letters and digits: equal for a heading and its line in a list of contents.
    pub key: String,
    /// Whether it has words behind its number.
    pub titled: bool,
}

/// Deepest level.
const DEEPEST: usize = 6;

/// The headings of a text whose notes stand in the groups for which `taken` is true.
pub fn find(manuscript: &Manuscript, groups: &[Group], taken: &[bool]) -> Vec<Heading> {
    let marked: Vec<Heading> = groups.iter().enumerate().filter_map(|(at, group)| mark(at, group)).collect();
    if !marked.is_empty() {
        return marked;
    }
    let mut candidates: Vec<Candidate> =
        (0..groups.len()).filter(|&at| !taken[at]).filter_map(|at| title::candidate(manuscript, groups, at)).collect();
    contents::leave_out(manuscript, groups, &mut candidates);
    keep_apart(&mut candidates);
    keep_recurring(&mut candidates);
    name_below_number(manuscript, groups, &mut candidates);
    keep_followed(manuscript, groups, taken, &mut candidates);
    levels(candidates)
}

fn mark(at: usize, group: &Group) -> Option<Heading> {
    let Kind::Marked(level) = group.kind else { return None };
    Some(Heading { groups: at..at + 1, level, class: Class::Capitals })
}

/// The blank lines that usually stand before headings of a class. Its later half is asked: the earlier half may be a
/// list of contents.
fn usual_gap(candidates: &[Candidate], class: Class) -> usize {
    let gaps: Vec<usize> = candidates.iter().filter(|c| c.class == class).map(|c| c.gap).collect();
    let mut later = gaps[gaps.len() / 2..].to_vec();
    later.sort_unstable();
    later.get(later.len() / 2).copied().unwrap_or(0)
}

/// Leaves out what stands closer to the text before it than its kind does. Capitals, italics and plain lines are
/// headings only where they stand well apart, unless chapters of this text do not either.
fn keep_apart(candidates: &mut Vec<Candidate>) {
    let all = candidates.clone();
    let usual: Vec<(Class, usize)> = Class::ALL.iter().map(|&class| (class, usual_gap(&all, class))).collect();
    candidates.retain(|candidate| {
        let usual = usual.iter().find(|(class, _)| *class == candidate.class).map_or(0, |&(_, gap)| gap);
        match candidate.class {
            Class::Division | Class::Chapter | Class::Scene | Class::Numeral => candidate.gap > 1 || usual < 3,
            Class::Named => true,
            Class::Capitals | Class::Italic => candidate.gap >= 2,
            Class::Plain => candidate.gap >= 3,
        }
    });
}

/// Leaves out shapes without a keyword that do not come again.
fn keep_recurring(candidates: &mut Vec<Candidate>) {
    let count = |class: Class| candidates.iter().filter(|c| c.class == class).count();
    let (numerals, italics, plain) = (count(Class::Numeral), count(Class::Italic), count(Class::Plain));
    candidates.retain(|candidate| match candidate.class {
        Class::Numeral => numerals >= 3,
        Class::Italic => italics >= 3,
        Class::Plain => plain >= 3,
        _ => true,
    });
}

/// Joins the name of a chapter to the number above it, where most chapters of this text have theirs so.
fn name_below_number(manuscript: &Manuscript, groups: &[Group], candidates: &mut Vec<Candidate>) {
    let numbered = |c: &Candidate| matches!(c.class, Class::Division | Class::Chapter | Class::Numeral) && !c.titled;
    let below = |c: &Candidate| {
        let next = c.end;
        let group = groups.get(next)?;
        let text = groups.get(next + 1)?;
        let fits = group.gap <= 3 && text.gap >= 1 && title::names(manuscript, group);
        fits.then_some(next)
    };
    for class in [Class::Division, Class::Chapter, Class::Numeral] {
        let of: Vec<&Candidate> = candidates.iter().filter(|c| c.class == class && numbered(c)).collect();
        if of.is_empty() || of.iter().filter(|c| below(c).is_some()).count() * 2 <= of.len() {
            continue;
        }
        let mut names = Vec::new();
        for candidate in candidates.iter_mut().filter(|c| c.class == class && numbered(c)) {
            if let Some(name) = below(candidate) {
                names.push(name);
                (candidate.end, candidate.titled) = (name + 1, true);
            }
        }
        candidates.retain(|candidate| names.binary_search(&candidate.group).is_err());
    }
}

/// Leaves out what has nothing below it: the lines of a title page, `THE END`.
fn keep_followed(manuscript: &Manuscript, groups: &[Group], taken: &[bool], candidates: &mut Vec<Candidate>) {
    let mut next = groups.len();
    let mut next_class: Option<Class> = None;
    let mut kept = Vec::with_capacity(candidates.len());
    for candidate in candidates.drain(..).rev() {
        let below = candidate.end..next;
        let inked = below.clone().any(|at| !taken[at] && groups[at].kind != Kind::Rule);
        let text = below.clone().any(|at| match groups[at].kind {
            Kind::Prose => groups[at].lines.len() > 1 || manuscript.lines[groups[at].lines.start].width > 60,
            Kind::Columns => true,
            Kind::Lines => groups[at].lines.len() > 3,
            _ => false,
        });
        let opens = next_class.is_some_and(|class| candidate.class < class && candidate.class <= Class::Chapter);
        let holds = match candidate.class {
            Class::Division | Class::Chapter | Class::Scene | Class::Named | Class::Numeral => inked || opens,
            Class::Capitals => text || (candidate.gap >= 4 && next_class == Some(Class::Italic) && below.is_empty()),
            Class::Italic | Class::Plain => text,
        };
        if holds {
            (next, next_class) = (candidate.group, Some(candidate.class));
            kept.push(candidate);
        }
    }
    kept.reverse();
    *candidates = kept;
}

/// Gives every heading its level: its class and, without a keyword, how far it stands apart.
fn levels(candidates: Vec<Candidate>) -> Vec<Heading> {
    let chapters = candidates.iter().any(|c| c.class == Class::Chapter);
    let chapter_gap = if chapters { usual_gap(&candidates, Class::Chapter) } else { 4 };
    let style = |c: &Candidate, inside: bool| -> (Class, usize) {
        let apart = if c.gap >= 4 { 0 } else { 1 };
        match c.class {
            Class::Named => (Class::Division, 0),
            Class::Capitals | Class::Plain if !inside => (Class::Division, 0),
            Class::Capitals if c.gap >= 4 && chapters && chapter_gap >= 3 => (Class::Chapter, 0),
            Class::Capitals | Class::Italic | Class::Plain => (c.class, apart),
            class => (class, 0),
        }
    };
    // What stands before the first part or chapter, and the books' own preface and index, are on the outermost level.
    let first = candidates.iter().position(|c| c.class <= Class::Chapter);
    let alone = first.is_none();
    let inside = |at: usize| alone || first.is_some_and(|first| at > first);
    let mut styles: Vec<(Class, usize)> = candidates.iter().enumerate().map(|(at, c)| style(c, inside(at))).collect();
    let named = |c: &Candidate| c.class == Class::Named || (c.class == Class::Capitals && !alone);
    let mut used: Vec<(Class, usize)> = styles
        .iter()
        .zip(&candidates)
        .filter(|(s, c)| !(named(c) && s.0 == Class::Division))
        .map(|(s, _)| *s)
        .collect();
    used.sort_unstable();
    used.dedup();
    styles
        .drain(..)
        .zip(candidates)
        .map(|(style, c)| {
            let rank = used.iter().position(|known| *known >= style).unwrap_or(0).min(DEEPEST - 1);
            let level = if style.0 == Class::Division { 1 } else { rank as u8 + 1 };
            Heading { groups: c.group..c.end, level, class: c.class }
        })
        .collect()
}
