//! Pictures. In: the bytes of image files. Out: what kind they are, how large, upright, and what is wrong with them; their
//! pixels for the PDF, with the color profile that they need; files for e-readers; drawings as `svg` reads them.

mod chunks;
mod jpeg;
pub mod plate;
mod profile;
mod readers;
pub mod svg;

pub use readers::{for_readers, kind_for_readers, moves};

use crate::model::Media;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use jpeg::Damage;
use std::io::Cursor;

/// What an image file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspected {
    /// What kind of file.
    pub media: Media,
    /// Width and height in pixels, upright.
    pub pixels: (u32, u32),
    /// Why the file is damaged, if it is; its pixels can be decoded all the same, as far as they are there.
    pub damage: Option<String>,
    /// Why its colors cannot be taken as it says, if they cannot.
    pub colors: Option<String>,
}

/// A picture as a PDF holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its samples.
    pub samples: Samples,
    /// What the values of its samples mean, where that is not sRGB or its gray (ICC.1).
    pub profile: Option<Vec<u8>>,
    /// How opaque its pixels are, where not all are wholly so.
    pub alpha: Option<Samples>,
}

/// Rows from top to bottom, a byte for each of 1 (gray, opacity), 3 (color) or 4 (inks) channels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Samples {
    pub size: (u32, u32),
    pub channels: u8,
    pub coding: Coding,
    pub bytes: Vec<u8>,
}

/// How samples are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coding {
    /// One after the other, without gaps.
    Plain,
    /// As a JPEG file.
    Jpeg,
    /// As a JPEG file in which 255 is no ink.
    InvertedJpeg,
}

/// The most pixels a picture may have; more is refused before anything is decoded.
pub const PIXEL_LIMIT: u64 = 200_000_000;
/// The most bytes that decoded pixels may take; making a picture of them takes as much again.
const DECODED_LIMIT: u64 = 200 << 20;
/// Pictures read at the same time.
const TOGETHER: usize = 4;
/// Pixels of all that are read at the same time, unless one alone has more.
const TOGETHER_PIXELS: u64 = 20_000_000;
/// Quality of a photograph that had to be encoded again.
const QUALITY: u8 = 90;

/// Reads an image file to its end, and says what it is; the reason as text where it cannot be shown. Of a JPEG file only the
/// codes are read, unless they are damaged.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, String> {
    if svg::is_svg(bytes) {
        return Ok(Inspected { media: Media::Svg, pixels: svg::size(bytes)?, damage: None, colors: None });
    }
    let Opened { media, mut decoder, orientation } = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let plain = jpeg::plain(bytes).filter(|_| media == Media::Jpeg);
    let channels = plain.map_or(if decoder.color_type().has_color() { 3 } else { 1 }, |plain| plain.channels);
    let colors = profile(bytes, media, &mut decoder, channels).err();
    let damage = if media == Media::Jpeg { jpeg::damage(bytes) } else { None };
    if let Some(Damage { reason, total: true }) = damage {
        return Err(reason);
    }
    let damage = damage.map(|damage| damage.reason);
    if plain.is_none() || damage.is_some() {
        decode(decoder)?;
    }
    Ok(Inspected { media, pixels: if lies(orientation) { (height, width) } else { (width, height) }, damage, colors })
}

/// Reads a picture for print, upright. `most` is how many pixels the place where it is printed can show: a picture
/// with far more is scaled down. JPEG files stay what they are where they can; those that are `damaged` are decoded and
/// written anew. The reason as text where it cannot be read.
pub fn load(bytes: &[u8], most: (u32, u32), damaged: bool) -> Result<Picture, String> {
    let Opened { media, mut decoder, orientation } = open(bytes)?;
    let most = if lies(orientation) { (most.1, most.0) } else { most };
    let size = decoder.dimensions();
    let fitted = fitted(size, most);
    let upright = orientation == Orientation::NoTransforms;
    if let Some(plain) = jpeg::plain(bytes).filter(|_| media == Media::Jpeg && upright && !damaged) {
        let profile = profile(bytes, media, &mut decoder, plain.channels).ok().flatten();
        let inks = plain.channels == 4;
        let fits = size == fitted || decoder.total_bytes() > DECODED_LIMIT;
        // Inks without a profile are any inks: such a picture becomes colors below. Those with one would lose it there.
        if if inks { profile.is_some() } else { fits } {
            let coding = if inks && plain.adobe { Coding::InvertedJpeg } else { Coding::Jpeg };
            let samples = Samples { size, channels: plain.channels, coding, bytes: bytes.to_vec() };
            return Ok(Picture { samples, profile, alpha: None });
        }
    }
    let (picture, profile) = Opened { media, decoder, orientation }.upright(bytes, fitted)?;
    if media == Media::Jpeg { encoded(&picture, profile) } else { Ok(samples(picture, profile)) }
}

/// The profile that keeps a picture's colors, if it needs one; the reason as text where what the file says cannot be used.
fn profile(
    bytes: &[u8],
    media: Media,
    decoder: &mut impl ImageDecoder,
    channels: u8,
) -> Result<Option<Vec<u8>>, String> {
    let said = if media == Media::Png { chunks::colors(bytes) } else { chunks::Colors::Plain };
    match (decoder.icc_profile().ok().flatten(), said) {
        (Some(profile), _) => profile::telling(profile, channels)
            .map_err(|reason| format!("its color profile cannot be used, for {reason}")),
        (None, chunks::Colors::Measured { gamma, primaries }) => {
            profile::telling(profile::measured(gamma, primaries, channels)?, channels)
        }
        (None, chunks::Colors::Coded) => Err("its colors are named by a code that is not read".to_owned()),
        (None, chunks::Colors::Profile) => Err("its color profile cannot be read".to_owned()),
        (None, chunks::Colors::Plain) if media == Media::Jpeg && jpeg::has_profile(bytes) => {
            Err("its color profile has lost a part".to_owned())
        }
        (None, chunks::Colors::Plain) => Ok(None),
    }
}

/// Pictures in groups that are read at the same time: several small ones, or a large one alone.
pub fn together<P>(pictures: &[P], size: impl Fn(&P) -> (u32, u32)) -> impl Iterator<Item = &[P]> {
    let pixels = move |picture: &P| {
        let (width, height) = size(picture);
        u64::from(width) * u64::from(height)
    };
    let (mut count, mut sum) = (0, 0);
    pictures.chunk_by(move |before, next| {
        (count, sum) = (count + 1, sum + pixels(before));
        let more = count < TOGETHER && sum + pixels(next) <= TOGETHER_PIXELS;
        if !more {
            (count, sum) = (0, 0);
        }
        more
    })
}

/// Whether a picture is stored on its side: those of EXIF's eight orientations that exchange width and height.
fn lies(orientation: Orientation) -> bool {
    orientation.to_exif() >= 5
}

/// A file that can be decoded.
struct Opened<D> {
    media: Media,
    decoder: D,
    orientation: Orientation,
}

impl<D: ImageDecoder> Opened<D> {
    /// The picture of the file `bytes`, upright and of the size `fitted` as it is stored, with the profile that it needs.
    fn upright(mut self, bytes: &[u8], fitted: (u32, u32)) -> Result<(DynamicImage, Option<Vec<u8>>), String> {
        let size = self.decoder.dimensions();
        let channels = if self.decoder.color_type().has_color() { 3 } else { 1 };
        let profile = profile(bytes, self.media, &mut self.decoder, channels).ok().flatten();
        let mut picture = decode(self.decoder)?;
        if size != fitted {
            picture = reduced(&picture, fitted);
        }
        picture.apply_orientation(self.orientation);
        Ok((picture, profile))
    }
}

/// A decoder of a file, once it is known to be one that Pressmark reads and not too large.
fn open(bytes: &[u8]) -> Result<Opened<impl ImageDecoder>, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let media = match reader.format() {
        Some(ImageFormat::Jpeg) => Media::Jpeg,
        Some(ImageFormat::Png) => Media::Png,
        Some(ImageFormat::Gif) => Media::Gif,
        Some(ImageFormat::WebP) => Media::WebP,
        Some(ImageFormat::Bmp) => Media::Bmp,
        Some(ImageFormat::Tiff) => Media::Tiff,
        _ => return Err("it is not a JPEG, PNG, GIF, WebP, BMP, TIFF or SVG file".to_owned()),
    };
    if media == Media::Png {
        // What stands before the pixels, compressed: a profile may claim any length.
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(profile::LONGEST as u64 * 2);
        reader.limits(limits);
    }
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > PIXEL_LIMIT {
        return Err(format!("it claims {width} × {height} pixels"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Opened { media, decoder, orientation })
}

/// The pixels of a file.
fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, String> {
    let (width, height) = decoder.dimensions();
    if decoder.total_bytes() > DECODED_LIMIT {
        return Err(format!("it has {width} × {height} pixels, too many to be read at once"));
    }
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODED_LIMIT * 2);
    decoder.set_limits(limits).map_err(|error| error.to_string())?;
    DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())
}

/// A picture scaled down.
fn reduced(picture: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if picture.width() / 2 >= width {
        // Pixels are counted together: cheap, and as good where many become one.
        return picture.thumbnail_exact(width, height);
    }
    // Not Lanczos: its sine is not the same on every machine.
    picture.resize_exact(width, height, FilterType::CatmullRom)
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

/// A photograph as a new JPEG.
fn encoded(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Picture, String> {
    let gray = !picture.color().has_color();
    let size = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let done = if gray { encoder.encode_image(&picture.to_luma8()) } else { encoder.encode_image(&picture.to_rgb8()) };
    done.map_err(|error| error.to_string())?;
    let samples = Samples { size, channels: if gray { 1 } else { 3 }, coding: Coding::Jpeg, bytes };
    Ok(Picture { samples, profile, alpha: None })
}

/// Pixels with their opacity apart; gray where no pixel has a color.
fn samples(picture: DynamicImage, profile: Option<Vec<u8>>) -> Picture {
    let size = (picture.width(), picture.height());
    let (pixels, channels, transparent) = match (picture.color().has_color(), picture.color().has_alpha()) {
        (false, false) => (picture.into_luma8().into_raw(), 1, false),
        (false, true) => (picture.into_luma_alpha8().into_raw(), 1, true),
        (true, false) => (picture.into_rgb8().into_raw(), 3, false),
        (true, true) => (picture.into_rgba8().into_raw(), 3, true),
    };
    let step = channels + usize::from(transparent);
    let gray = |pixel: &[u8]| pixel[0] == pixel[1] && pixel[1] == pixel[2];
    let kept = if channels == 3 && profile.is_none() && pixels.chunks_exact(step).all(gray) { 1 } else { channels };
    let part = |channels: usize, bytes| Samples { size, channels: channels as u8, coding: Coding::Plain, bytes };
    let alpha: Option<Vec<u8>> = transparent.then(|| pixels.chunks_exact(step).map(|pixel| pixel[channels]).collect());
    let alpha = alpha.filter(|alpha| alpha.iter().any(|&value| value != 255));
    let color = if kept == step {
        pixels
    } else {
        pixels.chunks_exact(step).flat_map(|pixel| &pixel[..kept]).copied().collect()
    };
    Picture { samples: part(kept, color), profile, alpha: alpha.map(|alpha| part(1, alpha)) }
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
        Media::Svg => unreachable!("a drawing has no pixels"),
    };
    let gray = image::RgbImage::from_pixel(width, height, image::Rgb([128, 128, 128]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(gray).write_to(&mut file, format).expect("a small picture can be written");
    file.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::png::PngEncoder;
    use image::{GrayImage, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

    fn file(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_jpeg_that_fits_stays_as_it_is() {
        let bytes = file(RgbImage::from_pixel(40, 30, Rgb([200, 10, 10])).into(), ImageFormat::Jpeg);
        let samples = Samples { size: (40, 30), channels: 3, coding: Coding::Jpeg, bytes: bytes.clone() };
        assert_eq!(load(&bytes, (40, 30), false), Ok(Picture { samples, profile: None, alpha: None }));
        let gray = file(GrayImage::new(8, 8).into(), ImageFormat::Jpeg);
        assert_eq!(load(&gray, (99, 99), false).unwrap().samples.channels, 1);
    }

    #[test]
    fn what_is_much_too_fine_is_scaled_down() {
        for width in [400, 180] {
            let bytes = file(RgbImage::new(width, width / 2).into(), ImageFormat::Jpeg);
            assert_eq!(load(&bytes, (100, 50), false).unwrap().samples.size, (100, 50));
        }
        assert_eq!(fitted((120, 60), (100, 50)), (120, 60));
    }

    #[test]
    fn opacity_is_kept_apart_and_gray_is_found() {
        let mut pixels = RgbaImage::from_pixel(2, 1, Rgba([7, 7, 7, 255]));
        pixels.put_pixel(1, 0, Rgba([9, 9, 9, 0]));
        let bytes = file(pixels.into(), ImageFormat::Png);
        let Picture { samples, alpha, .. } = load(&bytes, (9, 9), false).unwrap();
        assert_eq!((samples.channels, samples.bytes), (1, vec![7, 9]));
        assert_eq!(alpha.unwrap().bytes, [255, 0]);
    }

    #[test]
    fn sixteen_bits_become_eight_rounded() {
        let pixels = image::ImageBuffer::<Rgb<u16>, _>::from_pixel(1, 1, Rgb([0xFFFF, 0x811A, 0]));
        let bytes = file(DynamicImage::ImageRgb16(pixels), ImageFormat::Png);
        assert_eq!(load(&bytes, (9, 9), false).unwrap().samples.bytes, [255, 129, 0]);
    }

    #[test]
    fn a_profile_stays_with_the_samples_it_is_of() {
        let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(wide.clone()).unwrap();
        DynamicImage::from(RgbImage::from_pixel(2, 2, Rgb([9, 9, 9]))).write_with_encoder(encoder).unwrap();
        let picture = load(&bytes, (9, 9), false).unwrap();
        assert_eq!((picture.samples.channels, picture.profile), (3, Some(wide)));
    }

    #[test]
    fn an_exif_turn_is_undone() {
        let mut bytes = file(RgbImage::new(16, 8).into(), ImageFormat::Jpeg);
        let exif = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        bytes.splice(2..2, exif.iter().copied());
        assert_eq!(inspect(&bytes).unwrap().pixels, (8, 16));
        assert_eq!(load(&bytes, (99, 99), false).unwrap().samples.size, (8, 16));
    }

    #[test]
    fn broken_files_are_refused_with_a_reason() {
        let png = file(RgbImage::new(16, 8).into(), ImageFormat::Png);
        let jpeg = file(RgbImage::new(16, 8).into(), ImageFormat::Jpeg);
        assert!(load(b"no picture", (9, 9), false).is_err());
        assert!(load(&png[..png.len() / 2], (9, 9), false).is_err() && inspect(&png[..png.len() / 2]).is_err());
        assert_eq!(inspect(&jpeg).unwrap().damage, None);
        let cut = &jpeg[..jpeg.len() - 2];
        assert_eq!(inspect(cut).unwrap().damage.as_deref(), Some("it is cut short"));
        let Picture { samples, .. } = load(cut, (99, 99), true).unwrap();
        assert!(samples.size == (16, 8) && jpeg::damage(&samples.bytes).is_none());
    }

    #[test]
    fn a_profile_that_inflates_without_end_is_not_read() {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(vec![0; 64 << 20]).unwrap();
        DynamicImage::from(RgbImage::new(1, 1)).write_with_encoder(encoder).unwrap();
        assert!(load(&bytes, (9, 9), false).is_ok_and(|picture| picture.profile.is_none()));
        assert_eq!(inspect(&bytes).unwrap().colors.as_deref(), Some("its color profile cannot be read"));
    }
}
