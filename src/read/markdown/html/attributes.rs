//! What attributes of HTML elements say. In: a tag. Out: its language and direction, where its text stands, how large
//! its picture is to be.

use super::super::kinds::Kind;
use crate::language::{Direction, Lang};
use crate::model::{Alignment, ColumnAlign, Extent, Picture};
use crate::read::html::Open;

/// The most pixels that a picture may ask for on a side: more than any page has.
const MOST_PIXELS: u32 = 10_000;

/// The language or direction that an element says its text has: what its text is opened in.
pub fn speech(open: &Open) -> Option<Kind> {
    let dir = open.get("dir").and_then(|dir| match dir.to_ascii_lowercase().as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    });
    let lang = open.get("lang").or_else(|| open.get("xml:lang")).and_then(Lang::parse);
    match lang {
        Some(lang) => Some(Kind::Foreign(lang, dir.unwrap_or(lang.direction()))),
        None => dir.map(Kind::Directed),
    }
}

/// Where the lines of a block stand that do not begin where the script begins.
pub fn alignment(open: &Open) -> Option<Alignment> {
    match open.get("align").unwrap_or("").to_ascii_lowercase().as_str() {
        "center" => Some(Alignment::Center),
        "right" => Some(Alignment::Right),
        _ => None,
    }
}

/// Where the text of a cell stands.
pub fn cell_alignment(open: &Open) -> ColumnAlign {
    match property(open, "text-align").as_deref().or(open.get("align")) {
        Some("left") => ColumnAlign::Left,
        Some("center") => ColumnAlign::Center,
        Some("right") => ColumnAlign::Right,
        _ => ColumnAlign::Auto,
    }
}

/// Gives a picture the size that its element asks for.
pub fn set_size(picture: &mut Picture, open: &Open) {
    let side = |name: &str| {
        let styled = property(open, name).filter(|value| value.ends_with("px") || value.ends_with('%'));
        extent(&styled.or_else(|| open.get(name).map(str::to_owned))?)
    };
    picture.width = side("width");
    // Per cents of a height that nobody knows say nothing (CSS 2.2 §10.5).
    picture.height = match side("height") {
        Some(Extent::Pixels(height)) => Some(height),
        Some(Extent::Percent(_)) | None => None,
    };
}

/// A dimension: digits, with `%` behind them or not; a fraction is left out (HTML Living Standard §2.3.4.4).
fn extent(value: &str) -> Option<Extent> {
    let value = value.trim();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let number: u32 = value[..end].parse().ok().filter(|&number| number > 0)?;
    let behind = value[end..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    Some(match behind.starts_with('%') {
        true => Extent::Percent(number.min(100)),
        false => Extent::Pixels(number.min(MOST_PIXELS)),
    })
}

/// The value of a property in an element's `style`, without spaces.
fn property(open: &Open, name: &str) -> Option<String> {
    let style: String = open.get("style")?.chars().filter(|c| !c.is_whitespace()).collect();
    let value = style.split(';').find_map(|one| one.strip_prefix(name)?.strip_prefix(':'))?;
    Some(value.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_are_digits_with_or_without_a_sign() {
        let found = ["50%", " 120px", "33.3%", "400%", "0", "auto", "7"].map(extent);
        let px = |pixels| Some(Extent::Pixels(pixels));
        let percent = |percent| Some(Extent::Percent(percent));
        assert_eq!(found, [percent(50), px(120), percent(33), percent(100), None, None, px(7)]);
    }
}
