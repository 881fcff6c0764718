//! How deep each heading stands. In: headings in order, with their looks. Out: their levels. Keywords nest as they first
//! appear, for an outer heading comes before its first inner one; other looks stand below the stronger look that they
//! mostly follow.

use super::headings::Candidate;
use super::title::Class;
use std::collections::BTreeMap;

/// Deepest level.
const DEEPEST: u8 = 6;
/// Blank lines that set a heading well apart.
const FAR: usize = 4;

/// What headings without a keyword have in common, the stronger looks first: their class, then whether they stand near.
type Look = (Class, bool);

/// The levels of `candidates`.
pub fn levels(candidates: &[Candidate]) -> Vec<u8> {
    let mut levels = with_keywords(candidates);
    let looks: Vec<Option<Look>> =
        (0..candidates.len()).map(|at| if levels[at] > 0 { None } else { Some(look(&candidates[at])) }).collect();
    let mut used: Vec<Look> = looks.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    for look in used {
        let level = mostly_below(candidates, &levels, &looks, look) + 1;
        let of_look = looks.iter().zip(&mut levels).filter(|(known, _)| **known == Some(look));
        of_look.for_each(|(_, known)| *known = level.min(DEEPEST));
    }
    levels
}

/// The levels of keywords and of what stands outside their order; 0 for all others.
fn with_keywords(candidates: &[Candidate]) -> Vec<u8> {
    let first = candidates.iter().position(|c| c.class.numbered());
    let last = candidates.iter().rposition(|c| c.class.numbered());
    let far = |c: &Candidate| c.class == Class::Capitals && c.gap >= FAR;
    let (Some(first), Some(last)) = (first, last) else {
        return candidates.iter().map(|c| u8::from(c.class == Class::Named)).collect();
    };
    let capitals_inside = candidates[first..last].iter().any(far);
    let mut known: BTreeMap<(Class, &str), u8> = BTreeMap::new();
    let mut open: Option<(usize, u8)> = None;
    let mut levels = Vec::with_capacity(candidates.len());
    for (at, candidate) in candidates.iter().enumerate() {
        let front = at < first && matches!(candidate.class, Class::Capitals | Class::Plain);
        let back = at > last && far(candidate) && !capitals_inside;
        let level = match candidate.class {
            class if class.numbered() => {
                let keyword = (class, candidate.keyword.as_str());
                let level = *known.entry(keyword).or_insert_with(|| below_keyword(candidates, at, open).min(DEEPEST));
                open = Some((at, level));
                level
            }
            Class::Named => named(candidates, at, open),
            _ => u8::from(front || back),
        };
        levels.push(level);
    }
    levels
}

fn look(candidate: &Candidate) -> Look {
    (candidate.class, candidate.class == Class::Capitals && candidate.gap < FAR)
}

/// The level of the stronger headings that those of `look` mostly follow; 0 where none do. What only names a piece of
/// the book, such as an introduction, holds no headings in capitals.
fn mostly_below(candidates: &[Candidate], levels: &[u8], looks: &[Option<Look>], look: Look) -> u8 {
    let mut counts = [0usize; DEEPEST as usize + 1];
    let mut above = 0;
    for (at, candidate) in candidates.iter().enumerate() {
        let stronger = looks[at].is_none_or(|known| known < look);
        let holds = candidate.class != Class::Named || look.0 > Class::Capitals;
        if looks[at] == Some(look) {
            counts[above as usize] += 1;
        } else if stronger && holds {
            above = levels[at].min(DEEPEST);
        } else if candidate.class == Class::Named && levels[at] == 1 {
            above = 0;
        }
    }
    (0..=DEEPEST).rev().max_by_key(|&level| counts[level as usize]).unwrap_or(0)
}

/// A preface or an index is on the outermost level; but an introduction right below a part's heading belongs to it, and
/// so does what a chapter of the same part comes behind.
fn named(candidates: &[Candidate], at: usize, open: Option<(usize, u8)>) -> u8 {
    let Some((keyword, level)) = open else { return 1 };
    let part = &candidates[keyword];
    let adjacent = part.class == Class::Division && part.end == candidates[at].group;
    let outermost = candidates[..=keyword].iter().find(|c| c.class.numbered()).map(|c| c.keyword.as_str());
    let next = candidates[at..].iter().find(|c| c.class.numbered());
    let inner = next.is_some_and(|next| Some(next.keyword.as_str()) != outermost);
    match (adjacent, inner) {
        (true, _) => level + 1,
        (false, true) => level.max(2),
        (false, false) => 1,
    }
}

/// The level of a keyword met for the first time: below the keyword before it where that one comes again later or is of
/// an outer class, else beside it.
fn below_keyword(candidates: &[Candidate], at: usize, open: Option<(usize, u8)>) -> u8 {
    let Some((before, level)) = open else {
        // Scenes belong to a play, which may be one piece of the book.
        let play = candidates[..at].iter().any(|c| c.class == Class::Capitals && c.gap >= FAR);
        return if play && candidates[at].class == Class::Scene { 2 } else { 1 };
    };
    let (outer, inner) = (&candidates[before], &candidates[at]);
    let again = candidates[at..].iter().any(|c| c.class == outer.class && c.keyword == outer.keyword);
    if again || outer.class < inner.class { level + 1 } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(looks: &[(Class, &str)]) -> Vec<u8> {
        let candidate = |(at, &(class, keyword)): (usize, &(Class, &str))| Candidate {
            group: at,
            end: at + 1,
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
    fn looks_without_a_keyword_stand_below_stronger_ones() {
        assert_eq!(of(&[NAMED, CAPITALS, ITALIC, ITALIC, CAPITALS, NAMED]), [1, 1, 2, 2, 1, 1]);
        assert_eq!(of(&[PART, NAMED, ITALIC, CAPITALS, ITALIC, CAPITALS, ITALIC, PART]), [1, 2, 3, 2, 3, 2, 3, 1]);
        assert_eq!(of(&[CAPITALS, CHAPTER, ITALIC, CHAPTER, CAPITALS]), [1, 1, 2, 1, 1]);
    }
}
