//! How deep each heading stands. In: headings in order, with their looks. Out: their levels. An outer heading comes
//! before its first inner one: a new look is one deeper than the heading it first stands under.

use super::headings::Candidate;
use super::title::Class;
use std::collections::BTreeMap;

/// Deepest level.
const DEEPEST: u8 = 6;
/// Blank lines that set a heading well apart.
const FAR: usize = 4;

/// What headings of one level have in common.
type Look<'c> = (Class, &'c str, bool);

/// The levels of `candidates`.
pub fn levels(candidates: &[Candidate]) -> Vec<u8> {
    let keyword = |c: &&Candidate| c.class.numbered();
    let first = candidates.iter().position(|c| keyword(&c));
    let last = candidates.iter().rposition(|c| keyword(&c));
    let between = |at: usize| first.is_some_and(|first| at > first) && last.is_some_and(|last| at < last);
    let far = |c: &Candidate| c.class == Class::Capitals && c.gap >= FAR;
    let capitals_inside = candidates.iter().enumerate().any(|(at, c)| between(at) && far(c));
    let mut known: BTreeMap<Look, u8> = BTreeMap::new();
    let mut levels: Vec<u8> = Vec::with_capacity(candidates.len());
    let mut open: Option<(usize, u8)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let look = look(candidate);
        let above = levels.last().copied().unwrap_or(0);
        let outside = first.is_some() && open.is_none() && !keyword(&candidate);
        let level = if candidate.class == Class::Named {
            named(candidates, at, open)
        } else if outside && candidate.class != Class::Italic {
            1
        } else if far(candidate) && last.is_some_and(|last| at > last) && !capitals_inside {
            1
        } else if let Some(&level) = known.get(&look) {
            level
        } else if keyword(&candidate) {
            below_keyword(candidates, at, open)
        } else {
            // A look that only stands further apart than a known one is not deeper than that.
            let nearer = known.get(&(look.0, look.1, false)).copied().filter(|_| look.2);
            let after_front = at > 0 && candidates[..at].iter().all(|c| c.class == Class::Named);
            nearer.unwrap_or(if after_front { 1 } else { above + 1 })
        };
        let level = level.clamp(1, DEEPEST);
        if keyword(&candidate) {
            open = Some((at, level));
        }
        if candidate.class != Class::Named && !outside {
            known.entry(look).or_insert(level);
        }
        levels.push(level);
    }
    levels
}

fn look(candidate: &Candidate) -> Look<'_> {
    match candidate.class {
        Class::Capitals | Class::Italic | Class::Plain => (candidate.class, "", candidate.gap >= FAR),
        class => (class, &candidate.keyword, false),
    }
}

/// A preface or an index is on the outermost level; but an introduction right below a part's heading belongs to it, and
/// so does what a chapter of the same part comes behind.
fn named(candidates: &[Candidate], at: usize, open: Option<(usize, u8)>) -> u8 {
    let Some((keyword, level)) = open else { return 1 };
    let adjacent = candidates[keyword].end == candidates[at].group;
    let outermost = &candidates[..=keyword].iter().find(|c| c.class.numbered()).map(|c| c.keyword.as_str());
    let next = candidates[at..].iter().find(|c| c.class.numbered());
    let inner = next.is_some_and(|next| Some(next.keyword.as_str()) != *outermost);
    match (adjacent, inner) {
        (true, _) => level + 1,
        (false, true) => level.max(2),
        (false, false) => 1,
    }
}

/// The level of a keyword met for the first time: below the keyword before it where that one comes again later or is of
/// an outer class, else beside it.
fn below_keyword(candidates: &[Candidate], at: usize, open: Option<(usize, u8)>) -> u8 {
    let Some((before, level)) = open else { return 1 };
    let (outer, inner) = (&candidates[before], &candidates[at]);
    let again = candidates[at..].iter().any(|c| c.class == outer.class && c.keyword == outer.keyword);
    if again || outer.class < inner.class { level + 1 } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(looks: &[(Class, &str)]) -> Vec<u8> {
        let candidate = |(at, &(class, keyword)): (usize, &(Class, &str))| Candidate {
            group: at * 2,
            end: at * 2 + 1,
            class,
            gap: 4,
            key: String::new(),
            keyword: keyword.to_owned(),
            number: None,
            titled: true,
        };
        levels(&looks.iter().enumerate().map(candidate).collect::<Vec<_>>())
    }

    const BOOK: (Class, &str) = (Class::Division, "BOOK");
    const PART: (Class, &str) = (Class::Division, "PART");
    const CHAPTER: (Class, &str) = (Class::Chapter, "CHAPTER");
    const LETTER: (Class, &str) = (Class::Chapter, "LETTER");
    const NAMED: (Class, &str) = (Class::Named, "");
    const CAPITALS: (Class, &str) = (Class::Capitals, "");
    const ITALIC: (Class, &str) = (Class::Italic, "");

    #[test]
    fn parts_may_stand_inside_chapters_or_around_them() {
        assert_eq!(of(&[NAMED, BOOK, CHAPTER, PART, PART, CHAPTER, BOOK, CHAPTER]), [1, 1, 2, 3, 3, 2, 1, 2]);
        assert_eq!(of(&[PART, CHAPTER, PART, CHAPTER, NAMED]), [1, 2, 1, 2, 1]);
    }

    #[test]
    fn letters_before_the_chapters_stand_beside_them() {
        assert_eq!(of(&[LETTER, LETTER, CHAPTER, CHAPTER]), [1, 1, 1, 1]);
    }

    #[test]
    fn looks_without_a_keyword_nest_as_they_first_appear() {
        assert_eq!(of(&[NAMED, CAPITALS, ITALIC, ITALIC, CAPITALS, NAMED]), [1, 1, 2, 2, 1, 1]);
        assert_eq!(of(&[CAPITALS, CHAPTER, ITALIC, CHAPTER, CAPITALS]), [1, 1, 2, 1, 1]);
    }
}
