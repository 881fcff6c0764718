//! Replacing an output whole: everything goes to a temporary file beside it, and only a finished file takes its name.

use crate::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// A file being written. Dropped unfinished, it leaves what was there before.
pub struct Replacement {
    target: PathBuf,
    temporary: PathBuf,
    /// Where to write.
    pub file: BufWriter<File>,
}

impl Replacement {
    /// Begins to write what will become `target`; its folder is made if need be.
    pub fn begin(target: PathBuf) -> Result<Replacement, Error> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| unwritable(&target, &error))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let temporary = folder.join(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&temporary).map_err(|error| unwritable(&target, &error))?;
        Ok(Replacement { target, temporary, file: BufWriter::new(file) })
    }

    /// Puts the finished file in its place; returns its path and size in bytes.
    pub fn finish(mut self) -> Result<(PathBuf, u64), Error> {
        let result = std::io::Write::flush(&mut self.file).and_then(|()| fs::rename(&self.temporary, &self.target));
        result.map_err(|error| unwritable(&self.target, &error))?;
        let size = fs::metadata(&self.target).map_or(0, |about| about.len());
        Ok((self.target.clone(), size))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After `finish` there is no such file any more; nothing can be done about any other failure.
        let _ = fs::remove_file(&self.temporary);
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unwritable { path: path.to_path_buf(), reason: error.to_string() }
}
