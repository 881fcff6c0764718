//! Which groups of lines are headings. In: groups. Out: headings with their levels. Equal signs decide where a text has
//! them; else the evidence of the whole text does: the same shape, standing apart, coming again, with text below it.

use super::contents;
use super::levels;
use super::manuscript::Manuscript;
use super::shape::{Group, Kind};
use super::title::{self, Class};
use std::collections::BTreeMap;
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
    /// `CHAPTER` of `CHAPTER IV`.
    pub keyword: String,
    /// 4 of `CHAPTER IV`, where it is written in digits or as a roman number.
    pub number: Option<u32>,
    /// Whether it has words behind its number.
    pub titled: bool,
}

/// The headings of a text whose notes stand in the groups for which `taken` is true, and the groups of its printed list
/// of contents.
pub fn find(manuscript: &Manuscript, groups: &[Group], taken: &[bool]) -> (Vec<Heading>, Range<usize>) {
    let marked: Vec<Heading> = groups.iter().enumerate().filter_map(|(at, group)| mark(at, group)).collect();
    if !marked.is_empty() {
        return (marked, 0..0);
    }
    let mut candidates: Vec<Candidate> =
        (0..groups.len()).filter(|&at| !taken[at]).filter_map(|at| title::candidate(manuscript, groups, at)).collect();
    let listed = contents::leave_out(manuscript, groups, &mut candidates);
    keep_apart(&mut candidates);
    keep_counting(&mut candidates);
    keep_recurring(&mut candidates);
    name_below_number(manuscript, groups, taken, &mut candidates);
    keep_followed(manuscript, groups, taken, &mut candidates);
    let levels = levels::levels(&candidates);
    let headings = candidates.iter().zip(levels);
    let headings = headings.map(|(c, level)| Heading { groups: c.group..c.end, level, class: c.class }).collect();
    // The list of contents ends where the first heading behind it stands, at the latest.
    let next = candidates.iter().map(|c| c.group).find(|&group| group >= listed.start).unwrap_or(groups.len());
    (headings, listed.start..listed.end.max(listed.start).min(next.max(listed.start)))
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

/// Leaves out keywords and numbers that do not count: headings go up by one, or begin again at one; `Act v. Scene 2`
/// below a quotation does not.
fn keep_counting(candidates: &mut Vec<Candidate>) {
    let mut counted: BTreeMap<(Class, String), (Option<u32>, usize, usize)> = BTreeMap::new();
    for candidate in candidates.iter().filter(|c| c.class.numbered() || c.class == Class::Numeral) {
        let (before, right, all) = counted.entry((candidate.class, candidate.keyword.clone())).or_default();
        let next = before.map_or(1, |before| before + 1);
        let fits = candidate.number.is_none_or(|number| number == next || (number == 1 && *before != Some(1)));
        (*right, *all) = (*right + usize::from(fits), *all + 1);
        *before = candidate.number.or(*before);
    }
    candidates.retain(|candidate| {
        let counted = counted.get(&(candidate.class, candidate.keyword.clone()));
        counted.is_none_or(|&(_, right, all)| right * 3 >= all * 2)
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
fn name_below_number(manuscript: &Manuscript, groups: &[Group], taken: &[bool], candidates: &mut Vec<Candidate>) {
    let numbered = |c: &Candidate| matches!(c.class, Class::Division | Class::Chapter | Class::Numeral) && !c.titled;
    let below = |c: &Candidate| {
        let next = c.end;
        let group = groups.get(next)?;
        let text = groups.get(next + 1)?;
        let fits = !taken[next] && group.gap <= 3 && text.gap >= 1 && title::names(manuscript, group);
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
    // A digitiser's note may come before the title page.
    let opens = |c: &&Candidate| c.class <= Class::Named && !c.key.starts_with("transcriber");
    let front = candidates.iter().find(opens).map_or(0, |first| first.group);
    let reads = |at: usize| match groups[at].kind {
        Kind::Prose => groups[at].lines.len() > 1 || manuscript.lines[groups[at].lines.start].width > 60,
        Kind::Columns => true,
        Kind::Lines => groups[at].indent > 0 || groups[at].lines.len() > 3,
        Kind::Rule | Kind::Marked(_) => false,
    };
    let mut next: Option<Candidate> = None;
    let mut kept = Vec::with_capacity(candidates.len());
    // What stands between a candidate and the next heading, looked at once.
    let (mut seen, mut inked, mut read) = (groups.len(), false, false);
    for candidate in candidates.drain(..).rev() {
        inked |= (candidate.end..seen).any(|at| !taken[at] && groups[at].kind != Kind::Rule);
        read |= (candidate.end..seen).any(reads);
        seen = candidate.end;
        // On a title page only text right below makes a heading; further down stands what has nothing to do with it.
        let near = inked && candidate.end < groups.len() && reads(candidate.end);
        let text = if candidate.group < front { near } else { read };
        // A part may hold nothing but its first chapter, a chapter nothing but its first section.
        let holds = !inked
            && next.as_ref().is_some_and(|next| (next.class, &next.keyword) != (candidate.class, &candidate.keyword));
        let stands = match candidate.class {
            Class::Division | Class::Chapter | Class::Scene | Class::Numeral => inked || holds,
            Class::Named => inked,
            Class::Capitals => {
                let weaker = next.as_ref().is_some_and(|next| match next.class {
                    Class::Capitals => next.gap < candidate.gap,
                    class => class > Class::Named || class == Class::Scene,
                });
                text || (!inked && weaker && candidate.group >= front)
            }
            Class::Italic | Class::Plain => text,
        };
        if stands {
            (seen, inked, read) = (candidate.group, false, false);
            next = Some(candidate.clone());
            kept.push(candidate);
        }
    }
    kept.reverse();
    *candidates = kept;
}
