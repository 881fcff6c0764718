//! Pictures. In: the bytes of image files. Out: what kind they are and how large, upright; their pixels for the PDF.
//! Color profiles in the files are not applied: samples are taken as sRGB or its gray.

use crate::model::Media;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// What an image file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Probe {
    /// What kind of file.
    pub media: Media,
    /// Width and height in pixels, upright.
    pub pixels: (u32, u32),
}

/// A picture as a PDF holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Picture {
    /// A JPEG file: 1 channel (gray) or 3 (color).
    Jpeg { size: (u32, u32), channels: u8, bytes: Vec<u8> },
    /// Pixels, and how opaque they are where not all are wholly so.
    Pixels { color: Samples, alpha: Option<Samples> },
}

/// Pixels: rows from top to bottom without gaps, a byte for each of 1 (gray, opacity) or 3 (color) channels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Samples {
    pub size: (u32, u32),
    pub channels: u8,
    pub bytes: Vec<u8>,
}

/// The most pixels a picture may have; more is refused before anything is decoded.
pub const PIXEL_LIMIT: u64 = 200_000_000;
/// Quality of a photograph that had to be encoded again.
const QUALITY: u8 = 90;

/// Looks at an image file without decoding its pixels; the reason as text where it cannot be read.
pub fn probe(bytes: &[u8]) -> Result<Probe, String> {
    let (media, decoder, orientation) = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = orientation.to_exif() >= 5;
    Ok(Probe { media, pixels: if turned { (height, width) } else { (width, height) } })
}

/// Reads a picture for print, upright. `most` is how many pixels the place where it is printed can show: a picture
/// with far more is scaled down. JPEG files stay what they are where they can. The reason as text where it cannot be
/// read.
pub fn load(bytes: &[u8], most: (u32, u32)) -> Result<Picture, String> {
    let (media, decoder, orientation) = open(bytes)?;
    let turned = orientation.to_exif() >= 5;
    let most = if turned { (most.1, most.0) } else { most };
    let size = decoder.dimensions();
    let fitted = fitted(size, most);
    let untouched = media == Media::Jpeg && size == fitted && orientation == Orientation::NoTransforms;
    if let Some(channels) = plain_jpeg(bytes).filter(|_| untouched) {
        return Ok(Picture::Jpeg { size, channels, bytes: bytes.to_vec() });
    }
    let mut picture = decode(decoder)?;
    if size != fitted {
        // Not Lanczos: its sine is not the same on every machine.
        picture = picture.resize_exact(fitted.0, fitted.1, FilterType::CatmullRom);
    }
    picture.apply_orientation(orientation);
    if media == Media::Jpeg { encoded(&picture) } else { Ok(samples(picture)) }
}

/// A decoder of a file, once it is known to be one that Pressmark reads and not too large.
fn open(bytes: &[u8]) -> Result<(Media, impl ImageDecoder, Orientation), String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let media = match reader.format() {
        Some(ImageFormat::Jpeg) => Media::Jpeg,
        Some(ImageFormat::Png) => Media::Png,
        Some(ImageFormat::Gif) => Media::Gif,
        Some(ImageFormat::WebP) => Media::WebP,
        Some(ImageFormat::Bmp) => Media::Bmp,
        Some(ImageFormat::Tiff) => Media::Tiff,
        _ => return Err("it is not a JPEG, PNG, GIF, WebP, BMP or TIFF file".to_owned()),
    };
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > PIXEL_LIMIT {
        return Err(format!("it claims {width} × {height} pixels"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((media, decoder, orientation))
}

/// The pixels of a file.
fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, String> {
    // Four times what the pixels of the result need: decoders keep planes of their own.
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(PIXEL_LIMIT * 8);
    decoder.set_limits(limits).map_err(|error| error.to_string())?;
    DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())
}

/// `size` as it is, or reduced to the width of `most` where it is finer by more than a third.
fn fitted(size: (u32, u32), most: (u32, u32)) -> (u32, u32) {
    let finer = |have: u32, most: u32| u64::from(have) * 3 > u64::from(most) * 4;
    if !finer(size.0, most.0) || !finer(size.1, most.1) {
        return size;
    }
    let width = most.0.max(1);
    let height = u64::from(size.1) * u64::from(width) / u64::from(size.0);
    (width, height.max(1) as u32)
}

/// The channels of a JPEG file that a PDF takes as it is (ISO 32000-1 §7.4.8): baseline or progressive, 8 bits, gray or
/// three colors. `None` for all others, CMYK among them.
fn plain_jpeg(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let (&[0xFF, marker], after) = rest.split_first_chunk()? else { return None };
        if marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let segment = after.get(2..length)?;
        match (marker, segment) {
            (0xC0..=0xC2, &[8, _, _, _, _, channels @ (1 | 3), ..]) => return Some(channels),
            (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA, _) => return None,
            _ => rest = &after[length..],
        }
    }
}

/// A photograph as a new JPEG.
fn encoded(picture: &DynamicImage) -> Result<Picture, String> {
    let gray = !picture.color().has_color();
    let size = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let done = if gray { encoder.encode_image(&picture.to_luma8()) } else { encoder.encode_image(&picture.to_rgb8()) };
    done.map_err(|error| error.to_string())?;
    Ok(Picture::Jpeg { size, channels: if gray { 1 } else { 3 }, bytes })
}

/// Pixels with their opacity apart; gray where no pixel has a color.
fn samples(picture: DynamicImage) -> Picture {
    let size = (picture.width(), picture.height());
    let transparent = picture.color().has_alpha();
    let pixels = picture.into_rgba8().into_raw();
    let gray = pixels.chunks_exact(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let channels = if gray { 1 } else { 3 };
    let color = pixels.chunks_exact(4).flat_map(|pixel| &pixel[..channels]).copied().collect();
    let alpha: Option<Vec<u8>> = transparent.then(|| pixels.chunks_exact(4).map(|pixel| pixel[3]).collect());
    let alpha = alpha.filter(|alpha| alpha.iter().any(|&value| value != 255));
    Picture::Pixels {
        color: Samples { size, channels: channels as u8, bytes: color },
        alpha: alpha.map(|bytes| Samples { size, channels: 1, bytes }),
    }
}

/// The same picture as a PNG file, upright, with 8 bits to a channel, for readers that know neither BMP nor TIFF;
/// the reason as text where it cannot be read.
pub fn as_png(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (_, decoder, orientation) = open(bytes)?;
    let mut picture = decode(decoder)?;
    picture.apply_orientation(orientation);
    let plain = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    let mut png = Cursor::new(Vec::new());
    plain.write_to(&mut png, ImageFormat::Png).map_err(|error| error.to_string())?;
    Ok(png.into_inner())
}

/// A gray picture as a file, for tests.
#[cfg(test)]
pub fn blank(width: u32, height: u32, media: Media) -> Vec<u8> {
    let format = match media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::Gif => ImageFormat::Gif,
        Media::WebP => ImageFormat::WebP,
        Media::Bmp => ImageFormat::Bmp,
        Media::Tiff => ImageFormat::Tiff,
    };
    let gray = image::RgbImage::from_pixel(width, height, image::Rgb([128, 128, 128]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(gray).write_to(&mut file, format).expect("a small picture can be written");
    file.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Rgb, RgbImage, Rgba, RgbaImage};

    fn file(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_jpeg_that_fits_stays_as_it_is() {
        let bytes = file(RgbImage::from_pixel(40, 30, Rgb([200, 10, 10])).into(), ImageFormat::Jpeg);
        assert_eq!(load(&bytes, (40, 30)), Ok(Picture::Jpeg { size: (40, 30), channels: 3, bytes: bytes.clone() }));
        let gray = file(GrayImage::new(8, 8).into(), ImageFormat::Jpeg);
        assert!(matches!(load(&gray, (99, 99)), Ok(Picture::Jpeg { channels: 1, .. })));
    }

    #[test]
    fn what_is_much_too_fine_is_scaled_down() {
        let bytes = file(RgbImage::new(400, 200).into(), ImageFormat::Jpeg);
        assert!(matches!(load(&bytes, (100, 50)), Ok(Picture::Jpeg { size: (100, 50), .. })));
        assert_eq!(fitted((120, 60), (100, 50)), (120, 60));
    }

    #[test]
    fn opacity_is_kept_apart_and_gray_is_found() {
        let mut pixels = RgbaImage::from_pixel(2, 1, Rgba([7, 7, 7, 255]));
        pixels.put_pixel(1, 0, Rgba([9, 9, 9, 0]));
        let bytes = file(pixels.into(), ImageFormat::Png);
        let Ok(Picture::Pixels { color, alpha }) = load(&bytes, (9, 9)) else { panic!("pixels") };
        assert_eq!((color.channels, color.bytes), (1, vec![7, 9]));
        assert_eq!(alpha.unwrap().bytes, [255, 0]);
    }

    #[test]
    fn an_exif_turn_is_undone() {
        let mut bytes = file(RgbImage::new(16, 8).into(), ImageFormat::Jpeg);
        let exif = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        bytes.splice(2..2, exif.iter().copied());
        assert_eq!(probe(&bytes).unwrap().pixels, (8, 16));
        assert!(matches!(load(&bytes, (99, 99)), Ok(Picture::Jpeg { size: (8, 16), .. })));
    }

    #[test]
    fn broken_files_are_refused_with_a_reason() {
        let bytes = file(RgbImage::new(16, 8).into(), ImageFormat::Png);
        assert!(load(b"no picture", (9, 9)).is_err());
        assert!(load(&bytes[..bytes.len() / 2], (9, 9)).is_err());
        assert_eq!(plain_jpeg(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0]), None);
    }
}
