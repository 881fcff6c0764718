//! The only file that writes with zip. In: an assembled archive, the files that go in place of its own, and pictures.
//! Out: the EPUB (EPUB 3.3 §4): `mimetype` first and stored, the package document early, all times the same,
//! pictures stored, a few at a time.

use super::Output;
use crate::error::Error;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What readers look at before anything else, in this order.
const EARLY: &[&str] = &["mimetype", "META-INF/container.xml", "OEBPS/content.opf", "OEBPS/nav.xhtml", "OEBPS/toc.ncx"];

/// Level of compression: the usual 6 takes twice the time and makes texts 2 % smaller.
const LEVEL: i64 = 3;

/// Writes the finished EPUB to `out`. `contents` are by names in the folder of the package document; to them come groups of
/// `pictures`, whose bytes `read` gives.
pub fn finish<'p, P: Sync + 'p>(
    assembled: Vec<u8>,
    contents: &BTreeMap<String, &[u8]>,
    pictures: impl Iterator<Item = &'p [(&'p str, P)]>,
    read: impl Fn(&P) -> Result<Arc<[u8]>, Error> + Sync,
    out: &mut dyn Output,
) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(assembled)).map_err(unwritable)?;
    let mut writer = ZipWriter::new(out);
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let deflated = plain.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL));
    let stored = plain.compression_method(CompressionMethod::Stored);
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let early = EARLY.iter().map(|&name| name.to_owned());
    let others = names.into_iter().filter(|name| !EARLY.contains(&name.as_str()));
    for name in early.chain(others) {
        match name.strip_prefix("OEBPS/").and_then(|name| contents.get(name)) {
            Some(bytes) => put(&mut writer, &name, bytes, deflated)?,
            None => {
                let index = archive.index_for_name(&name).unwrap_or(usize::MAX);
                let file = archive.by_index_raw(index).map_err(unwritable)?;
                writer.raw_copy_file_touch(file, DateTime::default(), Some(0o644)).map_err(unwritable)?;
            }
        }
    }
    for group in pictures {
        let loaded: Vec<_> = group.par_iter().map(|(_, picture)| read(picture)).collect();
        for ((href, _), bytes) in group.iter().zip(loaded) {
            put(&mut writer, &format!("OEBPS/{href}"), &bytes?, stored)?;
        }
    }
    writer.finish().map_err(unwritable)?;
    Ok(())
}

fn put(
    writer: &mut ZipWriter<&mut dyn Output>,
    name: &str,
    bytes: &[u8],
    options: SimpleFileOptions,
) -> Result<(), Error> {
    writer.start_file(name, options).map_err(unwritable)?;
    writer.write_all(bytes).map_err(unwritable)
}

fn unwritable(error: impl std::fmt::Display) -> Error {
    Error::Unwritable { path: "EPUB".into(), reason: error.to_string() }
}

/// An archive's files in their order, for tests.
#[cfg(test)]
pub struct Unpacked(Vec<(String, String, CompressionMethod)>);

#[cfg(test)]
impl Unpacked {
    /// Unpacks an archive; what is no text is left empty.
    pub fn of(bytes: Vec<u8>) -> Unpacked {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let count = archive.len();
        let unpack = |i| {
            let mut file = archive.by_index(i).unwrap();
            let mut text = String::new();
            let _ = std::io::Read::read_to_string(&mut file, &mut text);
            (file.name().to_owned(), text, file.compression())
        };
        Unpacked((0..count).map(unpack).collect())
    }

    /// Names and texts.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text, _)| (name.as_str(), text.as_str()))
    }

    /// The text of one file.
    pub fn text(&self, name: &str) -> &str {
        self.texts().find(|(known, _)| *known == name).map(|(_, text)| text).unwrap()
    }

    /// The names of files that are not deflated.
    pub fn stored(&self) -> Vec<&str> {
        let stored = self.0.iter().filter(|(_, _, method)| *method == CompressionMethod::Stored);
        stored.map(|(name, ..)| name.as_str()).collect()
    }
}
