//! Printing with one ink. In: a drawing of plain paths, a ground and an ink. Out: a PNG file of few colors, which is small
//! and soon made: the drawing is painted strip by strip, and only how much ink lies on each pixel is kept.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Shades from ground to ink: as many as e-ink shows.
const SHADES: u32 = 16;
/// Rows painted at a time.
const STRIP: u32 = 256;

/// Prints a drawing of `size` pixels, an even number in a row; the reason as text where it cannot be printed.
pub fn printed(svg: &str, size: (u32, u32), ground: [u8; 3], ink: [u8; 3]) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(|error| error.to_string())?;
    let (width, height) = size;
    let mut strip = Pixmap::new(width, STRIP).ok_or("it has no pixels")?;
    let mut shades = Vec::with_capacity(width as usize / 2 * height as usize);
    for top in (0..height).step_by(STRIP as usize) {
        strip.fill(Color::TRANSPARENT);
        resvg::render(&tree, Transform::from_translate(0.0, -(top as f32)), &mut strip.as_mut());
        let rows = STRIP.min(height - top) as usize;
        let pixels = strip.data().chunks_exact(8).take(rows * width as usize / 2);
        shades.extend(pixels.map(|two| shade(two[3]) << 4 | shade(two[7])));
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette(ground, ink));
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&shades).and_then(|()| writer.finish()).map_err(|error| error.to_string())?;
    Ok(file)
}

/// The shade of a pixel by how opaque the ink on it is.
fn shade(alpha: u8) -> u8 {
    ((u32::from(alpha) * (SHADES - 1) + 127) / 255) as u8
}

fn palette(ground: [u8; 3], ink: [u8; 3]) -> Vec<u8> {
    let mixed = |shade: u32| {
        let mix = move |(ground, ink): (u8, u8)| {
            let sum = u32::from(ground) * (SHADES - 1 - shade) + u32::from(ink) * shade;
            ((sum + SHADES / 2) / (SHADES - 1)) as u8
        };
        ground.into_iter().zip(ink).map(mix)
    };
    (0..SHADES).flat_map(mixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_has_the_ink_and_all_else_the_ground() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="300"><path d="M0 280h4v20h-4z"/>
            <path opacity=".4" d="M4 280h4v20h-4z"/></svg>"#;
        let file = printed(svg, (8, 300), [200, 0, 10], [0, 200, 10]).unwrap();
        let pixels = image::load_from_memory(&file).unwrap().into_rgb8();
        assert_eq!(pixels.dimensions(), (8, 300));
        let at = |x, y| pixels.get_pixel(x, y).0;
        assert_eq!((at(0, 279), at(0, 280), at(3, 299)), ([200, 0, 10], [0, 200, 10], [0, 200, 10]));
        assert_eq!(at(7, 299), [120, 80, 10]);
        assert!(printed("no drawing", (8, 8), [0; 3], [9; 3]).is_err());
    }
}
