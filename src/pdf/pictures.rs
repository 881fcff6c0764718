//! Pictures into the file. In: the assets that pages show and the library that has them. Out: image streams (ISO
//! 32000-1 §8.9.5). A picture that cannot be read becomes a stencil that paints nothing, and a finding.

use super::deflate::Deflater;
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::image::{Picture, Samples, load};
use crate::library::{ASSET_LIMIT, Library};
use crate::page::{ItemKind, Pages};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Pictures read at the same time.
const TOGETHER: usize = 4;
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
    let read = |&(asset, _): &(usize, Id)| -> Result<Encoded, String> {
        let bytes = library.read(&pages.assets[asset].path, ASSET_LIMIT).map_err(|error| error.to_string())?;
        load(&bytes, shown.get(&asset).copied().unwrap_or((1, 1))).map(encode)
    };
    for group in places.chunks(TOGETHER) {
        let loaded: Vec<_> = group.par_iter().map(read).collect();
        for (&(asset, id), picture) in group.iter().zip(loaded) {
            match picture {
                Ok(picture) => place(picture, id, writer)?,
                Err(reason) => {
                    let path = &pages.assets[asset].path;
                    let message = format!("`{path}` cannot be read as a picture: {reason}");
                    sink.report(Diagnostic::new(&rules::UNREADABLE_IMAGE, None, message));
                    writer.stream(id, &Syntax::of(NOTHING), b"\x80")?;
                }
            }
        }
    }
    Ok(())
}

/// A stencil whose only pixel is not painted (ISO 32000-1 §8.9.6.2).
const NOTHING: &str = "/Type/XObject/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1";

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
struct Encoded {
    image: (Syntax, Vec<u8>),
    alpha: Option<(Syntax, Vec<u8>)>,
}

fn encode(picture: Picture) -> Encoded {
    match picture {
        Picture::Jpeg { size, channels, bytes } => {
            let mut entries = entries(size, channels);
            entries.raw("/Filter/DCTDecode");
            Encoded { image: (entries, bytes), alpha: None }
        }
        Picture::Pixels { color, alpha } => Encoded { image: deflated(&color), alpha: alpha.as_ref().map(deflated) },
    }
}

/// Writes a picture as object `id`.
fn place(picture: Encoded, id: Id, writer: &mut Writer) -> io::Result<()> {
    let (mut entries, data) = picture.image;
    if let Some((alpha, data)) = picture.alpha {
        let mask = writer.reserve();
        writer.stream(mask, &alpha, &data)?;
        entries.raw("/SMask").reference(mask);
    }
    writer.stream(id, &entries, &data)
}

fn entries((width, height): (u32, u32), channels: u8) -> Syntax {
    let mut entries = Syntax::of("/Type/XObject/Subtype/Image/Width ");
    entries.integer(i64::from(width)).raw("/Height ").integer(i64::from(height));
    entries.raw(if channels == 1 { "/ColorSpace/DeviceGray" } else { "/ColorSpace/DeviceRGB" });
    entries.raw("/BitsPerComponent 8");
    entries
}

/// Samples compressed as a PNG compresses them.
fn deflated(samples: &Samples) -> (Syntax, Vec<u8>) {
    let mut entries = entries(samples.size, samples.channels);
    entries.raw("/Filter/FlateDecode/DecodeParms<</Predictor 15/BitsPerComponent 8/Colors ");
    entries.integer(i64::from(samples.channels)).raw("/Columns ").integer(i64::from(samples.size.0)).raw(">>");
    (entries, Deflater::new().deflate(&predicted(samples)))
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
