//! What a cover is bound in and stamped with. In: the style of the cover, and a number of the publication's. Out: two
//! colors, one readable on the other, on e-ink too.

use crate::style::Style;

/// Cloths of about the same depth, so that they are one dark gray on e-ink.
const CLOTHS: [[u8; 3]; 8] = [
    [0x6b, 0x1f, 0x24], // oxblood
    [0x1e, 0x30, 0x52], // navy
    [0x1f, 0x43, 0x35], // bottle green
    [0x4a, 0x28, 0x4c], // aubergine
    [0x16, 0x45, 0x50], // petrol
    [0x5c, 0x39, 0x1c], // tobacco
    [0x34, 0x3a, 0x44], // slate
    [0x42, 0x45, 0x20], // moss
];
/// What dark cloths are stamped with.
const FOIL: [u8; 3] = [0xf4, 0xea, 0xd3];
/// What light ones are.
const BLACK: [u8; 3] = [0x1c, 0x1a, 0x18];
/// The least contrast of text (WCAG 2.2, 1.4.3), in tenths.
const CONTRAST: u64 = 45;

/// Ground and ink: the style's where it has a ground, and its ink where that can be read on it.
pub fn cloth(style: &Style, number: u8) -> ([u8; 3], [u8; 3]) {
    let ground = style.background.unwrap_or(CLOTHS[usize::from(number) % CLOTHS.len()]);
    let inks = [style.color, FOIL, BLACK];
    let ink = inks.into_iter().find(|&ink| contrast(ground, ink) >= CONTRAST);
    (ground, ink.unwrap_or(FOIL))
}

/// The contrast of two colors (WCAG 2.2, "contrast ratio"), in tenths.
fn contrast(a: [u8; 3], b: [u8; 3]) -> u64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 50_000) * 10 / (a.min(b) + 50_000)
}

/// Relative luminance in millionths, with a gamma of 2.
fn luminance([red, green, blue]: [u8; 3]) -> u64 {
    let linear = |channel: u8| u64::from(channel).pow(2);
    (linear(red) * 212_600 + linear(green) * 715_200 + linear(blue) * 72_200) / (255 * 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_can_be_read_on_every_cloth() {
        for number in 0..=255 {
            let (ground, ink) = cloth(&Style::default(), number);
            assert!(contrast(ground, ink) > 70 && luminance(ground) < 80_000, "{ground:?}");
        }
    }

    #[test]
    fn the_style_chooses_ground_and_ink_as_far_as_they_can_be_read() {
        let style = |background, color| Style { background: Some(background), color, ..Style::default() };
        let (white, black, gold) = ([255; 3], [0; 3], [220, 180, 60]);
        assert_eq!(cloth(&style(white, black), 0), (white, black));
        assert_eq!(cloth(&style([0, 0, 60], gold), 0), ([0, 0, 60], gold));
        assert_eq!(cloth(&style(white, gold), 0), (white, BLACK));
        assert_eq!(cloth(&style([0, 0, 60], black), 0), ([0, 0, 60], FOIL));
    }
}
