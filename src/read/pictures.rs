//! Pictures of a book. In: a path below the root. Out: an asset of the book that both outputs can show, read to its end
//! once; the same picture under two names is one asset. What is wrong with it is a finding where it is first named.

use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::edition::digest;
use crate::error::Error;
use crate::image::{Inspected, inspect};
use crate::library::{ASSET_LIMIT, Library};
use crate::model::{Asset, AssetId, Book};
use crate::source::Span;

/// Why a file cannot be a picture of the book.
pub enum Unusable {
    /// There is none.
    Missing,
    /// It is no picture that Pressmark reads; why.
    Unreadable(String),
}

/// The asset of a picture, added to the book if it is not yet there. `span` is where it is named.
pub fn intern(
    path: &str,
    span: Option<Span>,
    book: &mut Book,
    library: &dyn Library,
    sink: &mut Sink,
) -> Result<AssetId, Unusable> {
    if let Some(known) = book.assets.iter().position(|asset| asset.path == path) {
        return Ok(AssetId(known as u32));
    }
    let bytes = match library.read(path, ASSET_LIMIT) {
        Ok(bytes) => bytes,
        Err(error @ Error::TooLarge { .. }) => return Err(Unusable::Unreadable(error.to_string())),
        Err(_) => return Err(Unusable::Missing),
    };
    let digest = digest(&bytes);
    if let Some(same) = book.assets.iter().position(|asset| asset.digest == digest) {
        return Ok(AssetId(same as u32));
    }
    let Inspected { media, pixels, damage, colors } = inspect(&bytes).map_err(Unusable::Unreadable)?;
    book.assets.push(Asset { path: path.to_owned(), media, pixels, digest, damaged: damage.is_some() });
    if let Some(reason) = damage {
        let message = format!("the image `{path}` is damaged: {reason}");
        let hint = "It is shown as far as it can be read; put a whole copy in its place.";
        sink.report(Diagnostic::new(&rules::DAMAGED_IMAGE, span, message).hint(hint));
    }
    if let Some(reason) = colors {
        let message = format!("the colors of the image `{path}` are taken as sRGB: {reason}");
        let hint = "Save it anew, in sRGB or with a profile of its own.";
        sink.report(Diagnostic::new(&rules::UNUSABLE_PROFILE, span, message).hint(hint));
    }
    Ok(AssetId(book.assets.len() as u32 - 1))
}
