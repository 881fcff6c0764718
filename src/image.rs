//! Pictures. In: the bytes of image files. Out: what kind they are and how large, upright; their pixels for the PDF.

use crate::model::Media;
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

/// The most pixels a picture may have; more is refused before anything is decoded.
pub const PIXEL_LIMIT: u64 = 200_000_000;

/// Looks at an image file without decoding its pixels; the reason as text where it cannot be read.
pub fn probe(bytes: &[u8]) -> Result<Probe, String> {
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
    let turned = decoder.orientation().is_ok_and(|orientation| orientation.to_exif() >= 5);
    Ok(Probe { media, pixels: if turned { (height, width) } else { (width, height) } })
}

/// The same picture as a PNG file, upright, with 8 bits to a channel, for readers that know neither BMP nor TIFF;
/// the reason as text where it cannot be read.
pub fn as_png(bytes: &[u8]) -> Result<Vec<u8>, String> {
    probe(bytes)?;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let orientation = decoder.orientation().map_err(|error| error.to_string())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
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
