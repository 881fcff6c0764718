//! How large pictures stand on a page.

use crate::length::Pt;
use crate::model::{Asset, Media};

/// Points in an inch.
const INCH: i64 = 72;
/// Pixels in an inch, as style sheets count them; what files say of their own is not asked.
const DENSITY: i64 = 96;
/// Dots in an inch that print can show: what is denser than twice that was made too small.
const PRINT_DENSITY: i64 = 300;

/// Width and height of a picture that nothing makes smaller.
pub fn natural_size(asset: &Asset) -> (Pt, Pt) {
    let length = |pixels: u32| (Pt::ONE * INCH).scale(i64::from(pixels.max(1)), DENSITY);
    (length(asset.pixels.0), length(asset.pixels.1))
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
    fn pictures_keep_their_shape_when_they_are_made_to_fit() {
        let pt = |points: i64| Pt::ONE * points;
        assert_eq!(fit((pt(400), pt(200)), pt(200), pt(300)), (pt(200), pt(100)));
        assert_eq!(fit((pt(400), pt(800)), pt(200), pt(300)), (pt(150), pt(300)));
        assert_eq!(fit((pt(40), pt(80)), pt(200), pt(300)), (pt(40), pt(80)));
    }
}
