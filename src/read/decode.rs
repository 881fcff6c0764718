//! Bytes to text.

use crate::error::Error;
use std::path::Path;

/// Decodes `bytes`: by `label` (a WHATWG encoding label) where given, else by a byte order mark, else as UTF-8.
/// The byte order mark is dropped. `path` is for messages.
pub fn decode(bytes: &[u8], label: Option<&str>, path: &Path) -> Result<String, Error> {
    let _ = (bytes, label, path);
    todo!()
}
