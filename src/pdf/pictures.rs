//! Pictures into the file. In: the assets that pages show and the library that has them. Out: image streams (ISO
//! 32000-1 §8.9.5) and drawings. A picture that cannot be read becomes an empty frame, and a finding.

use super::deflate::Deflater;
use super::drawing;
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::image::svg::{self, Drawing};
use crate::image::{Coding, Picture, Samples, load, together};
use crate::library::{ASSET_LIMIT, Library};
use crate::model::Media;
use crate::page::{ItemKind, Pages};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Pixels to an inch of paper that a picture keeps; what is much finer is scaled down.
const DENSITY: i64 = 300;

/// The name of an asset in the pages' resources.
pub fn name(asset: usize) -> String {
    format!("I{asset}")
}

/// The asset of a name.
pub fn asset(name: &[u8]) -> Option<usize> {
    std::str::from_utf8(name).ok()?.strip_prefix('I')?.parse().ok()
}

/// Writes every picture of `places`: asset and object number.
pub fn write(
    pages: &Pages,
    places: &[(usize, Id)],
    library: &dyn Library,
    writer: &mut Writer,
    sink: &mut Sink,
) -> io::Result<()> {
    let shown = shown(pages);
    let most = |asset| shown.get(&asset).copied().unwrap_or((1, 1));
    let read = |&(asset, _): &(usize, Id)| -> Result<Ready, String> {
        let about = &pages.assets[asset];
        let bytes = library.read(&about.path, ASSET_LIMIT).map_err(|error| error.to_string())?;
        match about.media {
            Media::Svg => svg::read(&bytes, &pages.faces, pages.meta.language).map(Box::new).map(Ready::Drawing),
            _ => load(&bytes, most(asset), about.damaged).map(|picture| Ready::Picture(encode(picture))),
        }
    };
    for group in together(places, |&(asset, _)| pages.assets[asset].pixels) {
        let loaded: Vec<_> = group.par_iter().map(read).collect();
        for (&(asset, id), picture) in group.iter().zip(loaded) {
            let path = &pages.assets[asset].path;
            match picture {
                Ok(Ready::Picture(picture)) => place(picture, id, writer)?,
                Ok(Ready::Drawing(drawing)) => {
                    for lack in drawing::write(&drawing, most(asset), id, writer)? {
                        let message = format!("the drawing `{path}` has {lack}, which the PDF does not show");
                        sink.report(Diagnostic::new(&rules::UNSHOWN_EFFECT, None, message));
                    }
                }
                Err(reason) => {
                    let message = format!("`{path}` cannot be read as a picture: {reason}");
                    sink.report(Diagnostic::new(&rules::UNREADABLE_IMAGE, None, message));
                    writer.deflated(id, &Syntax::of(FRAME), b".01 w 0 0 1 1 re .5 G S")?;
                }
            }
        }
    }
    Ok(())
}

/// A picture or drawing that has been read.
enum Ready {
    Picture(Encoded),
    Drawing(Box<Drawing>),
}

/// A form that fills the unit square as an image does (ISO 32000-1 §8.10).
const FRAME: &str = "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<>>";

/// The assets that pages show, and the most pixels each can show at [`DENSITY`] where it is printed largest.
pub fn shown(pages: &Pages) -> BTreeMap<usize, (u32, u32)> {
    let mut shown = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Image { asset, area } = &item.kind else { continue };
        if asset.index() >= pages.assets.len() {
            continue;
        }
        let (width, height) = shown.entry(asset.index()).or_insert((1, 1));
        let pixels = |length: i64| u32::try_from(length * DENSITY / (72 << 16)).unwrap_or(1);
        (*width, *height) = ((*width).max(pixels(area.width.0)), (*height).max(pixels(area.height.0)));
    }
    shown
}

/// A picture ready to be written.
pub struct Encoded {
    image: (Syntax, Vec<u8>),
    profile: Option<(u8, Vec<u8>)>,
    alpha: Option<(Syntax, Vec<u8>)>,
}

/// Makes streams of a picture's samples.
pub fn encode(picture: Picture) -> Encoded {
    let Picture { samples, profile, alpha } = picture;
    let channels = samples.channels;
    let mut image = coded(samples);
    if profile.is_none() {
        image.0.raw(if channels == 1 { "/ColorSpace/DeviceGray" } else { "/ColorSpace/DeviceRGB" });
    }
    let alpha = alpha.map(|alpha| {
        let mut alpha = coded(alpha);
        alpha.0.raw("/ColorSpace/DeviceGray");
        alpha
    });
    Encoded { image, profile: profile.map(|profile| (channels, profile)), alpha }
}

/// Writes a picture as object `id`.
pub fn place(picture: Encoded, id: Id, writer: &mut Writer) -> io::Result<()> {
    let (mut entries, data) = picture.image;
    if let Some((alpha, data)) = picture.alpha {
        let mask = writer.reserve();
        writer.stream(mask, &alpha, &data)?;
        entries.raw("/SMask").reference(mask);
    }
    if let Some((channels, profile)) = picture.profile {
        let space = writer.profile(channels, &profile)?;
        entries.raw("/ColorSpace[/ICCBased").reference(space).raw("]");
    }
    writer.stream(id, &entries, &data)
}

/// Samples as a stream: a JPEG file as it is, others compressed as a PNG compresses them.
fn coded(samples: Samples) -> (Syntax, Vec<u8>) {
    let mut entries = Syntax::of("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width ");
    entries.integer(i64::from(samples.size.0)).raw("/Height ").integer(i64::from(samples.size.1));
    match samples.coding {
        Coding::Plain => {
            entries.raw("/Filter/FlateDecode/DecodeParms<</Predictor 15/BitsPerComponent 8/Colors ");
            entries.integer(i64::from(samples.channels)).raw("/Columns ").integer(i64::from(samples.size.0)).raw(">>");
            (entries, Deflater::thorough().deflate(&predicted(&samples)))
        }
        Coding::Jpeg => {
            entries.raw("/Filter/DCTDecode");
            (entries, samples.bytes)
        }
        Coding::InvertedJpeg => {
            entries.raw("/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]");
            (entries, samples.bytes)
        }
    }
}

/// Each row behind the number of the filter that makes it smallest (PNG, RFC 2083 §6): none, sub, up or Paeth.
fn predicted(samples: &Samples) -> Vec<u8> {
    let step = usize::from(samples.channels);
    let width = samples.size.0 as usize * step;
    let mut out = Vec::with_capacity(samples.bytes.len() + samples.size.1 as usize);
    let mut above = vec![0; width];
    for row in samples.bytes.chunks_exact(width.max(1)) {
        let left = |i: usize| if i < step { 0 } else { row[i - step] };
        let corner = |i: usize| if i < step { 0 } else { above[i - step] };
        let filters: [(u8, &dyn Fn(usize) -> u8); 4] =
            [(0, &|_| 0), (1, &left), (2, &|i| above[i]), (4, &|i| paeth(left(i), above[i], corner(i)))];
        let cost = |guess: &dyn Fn(usize) -> u8| -> u64 {
            (0..width).map(|i| u64::from(row[i].wrapping_sub(guess(i)).cast_signed().unsigned_abs())).sum()
        };
        let best = filters.iter().min_by_key(|(_, guess)| cost(guess));
        if let Some((number, guess)) = best {
            out.push(*number);
            out.extend((0..width).map(|i| row[i].wrapping_sub(guess(i))));
        }
        above.copy_from_slice(row);
    }
    out
}

/// The neighbor nearest to `left + above - corner` (RFC 2083 §6.6).
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |value: u8| (estimate - i16::from(value)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
