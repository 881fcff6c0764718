//! Pictures for e-readers. In: the bytes of an image file. Out: the same bytes where every reader shows them as they are,
//! else a new JPEG or PNG file: upright, without inks, no larger than readers take.

use super::{DECODED_LIMIT, Opened, encoded, jpeg, open};
use crate::model::Media;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageEncoder};
use std::borrow::Cow;
use std::io::Cursor;

/// The most pixels of a picture: Apple Books takes no more, and devices with little memory show none of more.
const PIXELS: u64 = 5_600_000;

/// As what kind of file e-readers get a picture whose file begins with `head`. Many know neither BMP and TIFF nor WebP.
pub fn kind_for_readers(media: Media, head: &[u8]) -> Media {
    match media {
        Media::WebP if is_photograph(head) => Media::Jpeg,
        Media::WebP | Media::Bmp | Media::Tiff => Media::Png,
        Media::Jpeg | Media::Png | Media::Gif | Media::Svg => media,
    }
}

/// A picture as a file of that kind; the reason as text where it cannot be read. GIF files stay as they are, for they may
/// move, and so do drawings.
pub fn for_readers(bytes: &[u8], damaged: bool) -> Result<Cow<'_, [u8]>, String> {
    let Opened { media, decoder, orientation } = open(bytes)?;
    let size = decoder.dimensions();
    let fitted = fitted(size);
    let upright = orientation == Orientation::NoTransforms;
    let as_it_is = match media {
        Media::Gif | Media::Svg => true,
        Media::Png => size == fitted && upright,
        Media::Jpeg => {
            let inks = jpeg::plain(bytes).is_none_or(|plain| plain.channels == 4);
            !damaged && (size == fitted && upright && !inks || decoder.total_bytes() > DECODED_LIMIT)
        }
        Media::WebP | Media::Bmp | Media::Tiff => false,
    };
    if as_it_is {
        return Ok(Cow::Borrowed(bytes));
    }
    let (picture, profile) = Opened { media, decoder, orientation }.upright(bytes, fitted)?;
    match kind_for_readers(media, bytes) {
        Media::Jpeg => encoded(&picture, profile).map(|picture| picture.samples.bytes),
        _ => png(picture, profile),
    }
    .map(Cow::Owned)
}

/// `size` as it is, or made smaller to what readers take.
fn fitted((width, height): (u32, u32)) -> (u32, u32) {
    let (wide, high) = (u64::from(width), u64::from(height));
    if wide * high <= PIXELS {
        return (width, height);
    }
    let wider = (PIXELS * wide / high).isqrt().clamp(1, wide.min(PIXELS));
    (wider as u32, (high * wider / wide).clamp(1, PIXELS / wider) as u32)
}

/// Whether a GIF file has more than one frame.
pub fn moves(bytes: &[u8]) -> bool {
    let frames = GifDecoder::new(Cursor::new(bytes)).map(|decoder| decoder.into_frames().take(2).flatten().count());
    frames.is_ok_and(|count| count > 1)
}

/// Whether a WebP file is a photograph: it lost detail, is opaque and stands still (RFC 9649 §2.3).
fn is_photograph(head: &[u8]) -> bool {
    let mut rest = head.get(12..).unwrap_or_default();
    while let Some((kind, after)) = rest.split_first_chunk::<4>() {
        match kind {
            b"VP8 " => return true,
            b"VP8L" | b"ALPH" | b"ANMF" => return false,
            _ => {}
        }
        let length = after.first_chunk().map_or(0, |length| u32::from_le_bytes(*length) as usize);
        rest = after.get(4 + length.next_multiple_of(2)..).unwrap_or_default();
    }
    false
}

/// A PNG file with 8 bits to a channel.
fn png(picture: DynamicImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    let plain = match (picture.color().has_color(), picture.color().has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(picture.into_luma8()),
        (false, true) => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        (true, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
    };
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).map_err(|error| error.to_string())?;
    }
    plain.write_with_encoder(encoder).map_err(|error| error.to_string())?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::{blank, inspect};

    #[test]
    fn what_readers_show_stays_as_it_is() {
        for media in [Media::Jpeg, Media::Png, Media::Gif] {
            let file = blank(20, 10, media);
            assert_eq!(for_readers(&file, false), Ok(Cow::Borrowed(file.as_slice())));
        }
        let jpeg = blank(20, 10, Media::Jpeg);
        assert!(matches!(for_readers(&jpeg[..jpeg.len() - 2], true), Ok(Cow::Owned(_))));
    }

    #[test]
    fn other_kinds_become_png() {
        for media in [Media::Bmp, Media::Tiff, Media::WebP] {
            let file = blank(20, 10, media);
            assert_eq!(kind_for_readers(media, &file), Media::Png);
            let made = inspect(&for_readers(&file, false).unwrap()).unwrap();
            assert_eq!((made.media, made.pixels), (Media::Png, (20, 10)));
        }
        assert_eq!(kind_for_readers(Media::WebP, b"RIFF\0\0\0\0WEBPVP8 "), Media::Jpeg);
        let extended = |chunks: &[u8]| [b"RIFF\0\0\0\0WEBPVP8X\x03\0\0\0\x10\0\0\0".as_slice(), chunks].concat();
        assert_eq!(kind_for_readers(Media::WebP, &extended(b"ICCP\0\0\0\0VP8 ")), Media::Jpeg);
        assert_eq!(kind_for_readers(Media::WebP, &extended(b"ALPH\0\0\0\0VP8 ")), Media::Png);
        assert_eq!(kind_for_readers(Media::WebP, &extended(b"ICCP\xFF\xFF\xFF\xFF")), Media::Png);
    }

    #[test]
    fn a_file_of_one_frame_stands_still() {
        let mut film = Vec::new();
        let frames = [0, 9].map(|gray| image::Frame::new(image::RgbaImage::from_pixel(2, 2, [gray, 0, 0, 255].into())));
        image::codecs::gif::GifEncoder::new(&mut film).encode_frames(frames).unwrap();
        assert!(moves(&film) && !moves(&blank(2, 2, Media::Gif)) && !moves(b"GIF89a"));
    }

    #[test]
    fn large_pictures_are_made_smaller() {
        assert_eq!(fitted((2000, 2800)), (2000, 2800));
        assert_eq!(fitted((4000, 5600)), (2000, 2800));
        for size in [(10_000, 700), (5_700_000, 1), (1, 5_700_000), (65_535, 65_535)] {
            let (width, height) = fitted(size);
            assert!(u64::from(width) * u64::from(height) <= PIXELS && width > 0 && height > 0, "{size:?}");
        }
        let made = for_readers(&blank(3000, 2000, Media::Png), false).unwrap().into_owned();
        assert_eq!(inspect(&made).unwrap().pixels, (2898, 1932));
    }
}
