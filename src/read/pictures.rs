//! Pictures of a book. In: a path below the root. Out: an asset of the book, probed but not decoded; the same picture under
//! two names is one asset.

use crate::edition::digest;
use crate::error::Error;
use crate::library::{ASSET_LIMIT, Library};
use crate::model::{Asset, AssetId, Book};

/// Why a file cannot be a picture of the book.
pub enum Unusable {
    /// There is none.
    Missing,
    /// It is no picture that Pressmark reads; why.
    Unreadable(String),
}

/// The asset of a picture, added to the book if it is not yet there.
pub fn intern(path: &str, book: &mut Book, library: &dyn Library) -> Result<AssetId, Unusable> {
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
    let probe = crate::image::probe(&bytes).map_err(Unusable::Unreadable)?;
    book.assets.push(Asset { path: path.to_owned(), media: probe.media, pixels: probe.pixels, digest });
    Ok(AssetId(book.assets.len() as u32 - 1))
}
