//! How large pictures stand on a page. In: pixels, what the author asks for, the room there is. Out: width and height.

use crate::length::Pt;
use crate::model::{Asset, Extent, Media, Picture};

/// Points in an inch.
const INCH: i64 = 72;
/// Pixels in an inch, as style sheets count them; what files say of their own is not asked.
const DENSITY: i64 = 96;
/// Dots in an inch that print can show: what is denser than twice that was made too small.
const PRINT_DENSITY: i64 = 300;

/// What the author of a picture asks for: a width, a height in pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wish {
    width: Option<Extent>,
    height: Option<u32>,
}

impl Wish {
    /// That of a picture.
    pub fn of(picture: &Picture) -> Wish {
        Wish { width: picture.width, height: picture.height }
    }

    /// Whether anything is asked for.
    pub fn is_any(self) -> bool {
        self != Wish::default()
    }
}

/// Width and height of a picture that nothing makes smaller: its own, or those asked for, of which one gives the other
/// (CSS 2.2 §10.3.2). Per cents are those of `measure`.
pub fn natural_size(asset: &Asset, wish: Wish, measure: Pt) -> (Pt, Pt) {
    let length = |pixels: u32| (Pt::ONE * INCH).scale(i64::from(pixels.max(1)), DENSITY);
    let (own_width, own_height) = (length(asset.pixels.0), length(asset.pixels.1));
    let width = wish.width.map(|width| match width {
        Extent::Pixels(pixels) => length(pixels),
        Extent::Percent(percent) => measure.scale(i64::from(percent), 100).max(Pt::ONE),
    });
    match (width, wish.height.map(length)) {
        (None, None) => (own_width, own_height),
        (Some(width), None) => (width, own_height.scale(width.0, own_width.0)),
        (None, Some(height)) => (own_width.scale(height.0, own_height.0), height),
        (Some(width), Some(height)) => (width, height),
    }
}

/// `size` made smaller, if it must be, to fit into `width` and `height`, its shape kept.
pub fn fit(size: (Pt, Pt), width: Pt, height: Pt) -> (Pt, Pt) {
    let (mut wide, mut high) = (size.0.max(Pt::ONE), size.1.max(Pt::ONE));
    if wide > width {
        (wide, high) = (width, high.scale(width.0.max(1), wide.0));
    }
    if high > height {
        (wide, high) = (wide.scale(height.0.max(1), high.0), height);
    }
    (wide, high)
}

/// Whether a picture set at `size` has lost half of what print could show of it. Drawings have no pixels to lose.
pub fn is_shrunk(asset: &Asset, size: (Pt, Pt)) -> bool {
    if asset.media == Media::Svg {
        return false;
    }
    let width = (Pt::ONE * INCH).scale(i64::from(asset.pixels.0.max(1)), PRINT_DENSITY);
    size.0 * 2 < width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_asked_for_gives_the_other() {
        let asset = Asset { path: String::new(), media: Media::Png, pixels: (96, 48), digest: [0; 32], damaged: false };
        let size = |width, height| natural_size(&asset, Wish { width, height }, Pt::ONE * 300);
        let pt = |points: i64| Pt::ONE * points;
        assert_eq!(size(None, None), (pt(72), pt(36)));
        assert_eq!(size(Some(Extent::Percent(50)), None), (pt(150), pt(75)));
        assert_eq!(size(None, Some(96)), (pt(144), pt(72)));
        assert_eq!(size(Some(Extent::Pixels(32)), Some(32)), (pt(24), pt(24)));
    }

    #[test]
    fn pictures_keep_their_shape_when_they_are_made_to_fit() {
        let pt = |points: i64| Pt::ONE * points;
        assert_eq!(fit((pt(400), pt(200)), pt(200), pt(300)), (pt(200), pt(100)));
        assert_eq!(fit((pt(400), pt(800)), pt(200), pt(300)), (pt(150), pt(300)));
        assert_eq!(fit((pt(40), pt(80)), pt(200), pt(300)), (pt(40), pt(80)));
    }
}
