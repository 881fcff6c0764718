//! Which way running text runs that has no letter of its book's direction, as a paragraph that nobody translated. In:
//! inlines and the book's direction. Out: the other direction, or none.

use super::Inline;
use crate::language::{Direction, direction_of};

/// The direction that `inlines` are said to have, or that all their letters have, if it is not `own`: their marks and
/// figures go that way too. Program text and formulas, which always run from left to right, say nothing.
pub fn turned(inlines: &[Inline], own: Direction) -> Option<Direction> {
    if let Some(said) = said(inlines) {
        return (said != own).then_some(said);
    }
    let mut found = None;
    all_turned(inlines, own, &mut found).then_some(found).flatten()
}

/// The direction of inlines that are wholly in another language, or said to be in a direction.
fn said(inlines: &[Inline]) -> Option<Direction> {
    let silent = |inline: &&Inline| matches!(inline, Inline::Mark(_) | Inline::PrintPage(_) | Inline::Note(_));
    let mut words = inlines.iter().filter(|inline| !silent(inline));
    match (words.next(), words.next()) {
        (Some(Inline::Foreign { dir, .. } | Inline::Directed { dir, .. }), None) => Some(*dir),
        _ => None,
    }
}

/// Whether no letter runs in direction `own`. Mostly the first does.
fn all_turned(inlines: &[Inline], own: Direction, found: &mut Option<Direction>) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.as_str().chars().filter_map(direction_of).all(|direction| {
            *found = Some(direction);
            direction != own
        }),
        _ => all_turned(inline.children(), own, found),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn a_text_is_turned_where_all_its_letters_are() {
        let turned_in =
            |text: &str, own| turned(&[Inline::Emphasis(vec![Inline::Text(Text::new(text, Default::default()))])], own);
        assert_eq!(turned_in("Is it safe? 1.", Direction::Rtl), Some(Direction::Ltr));
        assert_eq!(turned_in("۱۲ فصل دوم", Direction::Ltr), Some(Direction::Rtl));
        assert_eq!(turned_in("زبان Rust", Direction::Rtl), None);
        assert_eq!(turned_in("1–2", Direction::Rtl), None);
        assert_eq!(turned(&[Inline::Code(Text::new("let", Default::default()))], Direction::Rtl), None);
    }
}
