//! Replacing an output whole: everything goes to a temporary file beside it, and only a finished file takes its name.
//! Who stops early, by an error or by Ctrl-C, leaves nothing behind.

use crate::error::{Error, reason};
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// Temporary files that an interruption has to remove.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static LISTENING: Once = Once::new();
/// The exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// A file being written. Dropped unfinished, it leaves what was there before.
pub struct Replacement {
    target: PathBuf,
    temporary: PathBuf,
    /// Where to write.
    pub file: Outlet,
}

/// A file whose first failure is kept for the end, when it can be told with the file's name. The writers above go on as
/// if nothing had happened.
pub struct Outlet {
    file: BufWriter<File>,
    place: u64,
    end: u64,
    failure: Option<io::Error>,
}

impl Replacement {
    /// Begins to write what will become `target`; its folder is made if need be.
    pub fn begin(target: PathBuf) -> Result<Replacement, Error> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| unwritable(&target, &error))?;
        if target.is_dir() {
            return Err(unwritable(&target, &ErrorKind::IsADirectory.into()));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let temporary = folder.join(format!(".{name}.{}.part", std::process::id()));
        LISTENING.call_once(listen);
        unfinished().push(temporary.clone());
        let file = File::create(&temporary).map_err(|error| unwritable(&target, &error))?;
        let file = Outlet { file: BufWriter::new(file), place: 0, end: 0, failure: None };
        Ok(Replacement { target, temporary, file })
    }

    /// Makes sure that everything is written.
    pub fn complete(&mut self) -> Result<(), Error> {
        self.file.attempt(Write::flush);
        self.file.failure.take().map_or(Ok(()), |error| Err(unwritable(&self.target, &error)))
    }

    /// Puts the complete file in its place; returns its path and size in bytes.
    pub fn finish(mut self) -> Result<(PathBuf, u64), Error> {
        self.complete()?;
        fs::rename(&self.temporary, &self.target).map_err(|error| unwritable(&self.target, &error))?;
        Ok((self.target.clone(), self.file.end))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After `finish` there is no such file any more; nothing can be done about any other failure.
        let _ = fs::remove_file(&self.temporary);
        unfinished().retain(|path| *path != self.temporary);
    }
}

impl Outlet {
    fn attempt(&mut self, act: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
        if self.failure.is_none() {
            self.failure = act(&mut self.file).err();
        }
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.place += bytes.len() as u64;
        self.end = self.end.max(self.place);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(Write::flush);
        Ok(())
    }
}

impl Seek for Outlet {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.place = place.ok_or(ErrorKind::InvalidInput)?;
        let place = SeekFrom::Start(self.place);
        self.attempt(|file| file.seek(place).map(drop));
        Ok(self.place)
    }
}

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens for interruptions. Where that is not possible, a temporary file may be left; that is no reason not to press.
fn listen() {
    let _ = ctrlc::set_handler(|| {
        unfinished().iter().for_each(|path| drop(fs::remove_file(path)));
        std::process::exit(INTERRUPTED);
    });
}

/// The error of an output that cannot be written.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unwritable { path: path.to_path_buf(), reason: reason(error) }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_at_the_end() {
        let file = File::options().write(true).open("/dev/full").unwrap();
        let mut outlet = Outlet { file: BufWriter::new(file), place: 0, end: 0, failure: None };
        outlet.write_all(&[1; 100_000]).unwrap();
        assert_eq!(outlet.seek(SeekFrom::Current(-1)).unwrap(), 99_999);
        outlet.write_all(&[2; 2]).unwrap();
        outlet.flush().unwrap();
        assert_eq!(outlet.end, 100_001);
        assert_eq!(outlet.failure.map(|error| error.kind()), Some(ErrorKind::StorageFull));
    }
}
