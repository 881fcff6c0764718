//! The one door to files. In: paths below a project's root. Out: their bytes. Nothing outside the root is read, and
//! nothing is fetched. Tests use one in memory.

use crate::error::{Error, reason};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{Cursor, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where readers and writers get files. Paths are relative to the project's root, with `/` between folders.
pub trait Library: Sync {
    /// The bytes of a file. Fails if it is not there, larger than `limit`, or outside the root.
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, Error>;

    /// A file of any length, to be read in parts. Fails if it is not there or outside the root.
    fn open(&self, path: &str) -> Result<Box<dyn Parts>, Error>;

    /// Whether there is such a file inside the root.
    fn has(&self, path: &str) -> bool;

    /// The names of all files below a folder, sorted; empty where there is no such folder.
    fn list(&self, folder: &str) -> Result<Vec<String>, Error>;

    /// The path as messages show it to the user.
    fn display(&self, path: &str) -> PathBuf;
}

/// A file that is read in parts.
pub trait Parts: Read + Seek {}
impl<T: Read + Seek> Parts for T {}

/// The largest text file read, in bytes.
pub const TEXT_LIMIT: u64 = 64 << 20;
/// The largest image or font file read, in bytes.
pub const ASSET_LIMIT: u64 = 256 << 20;

/// `path` as seen from the folder of the file `from`, made plain: no `.`, no `..`, no leading `/`.
/// `None` where it leaves the root.
pub fn resolve(from: &str, path: &str) -> Option<String> {
    let folder = if path.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What was asked of folders: each path with what it was then, or nothing where it was not there.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<BTreeMap<PathBuf, Option<Metadata>>>>);

impl Seen {
    /// Notes a path before it is looked at.
    pub fn note(&self, path: &Path) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(path.to_path_buf()).or_insert_with(|| std::fs::metadata(path).ok());
    }

    /// The paths noted so far.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Whether one of them is not what it was: written, made, removed.
    pub fn is_stale(&self) -> bool {
        let stamp = |about: &Metadata| (about.modified().ok(), about.len());
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let differs = |(path, then): (&PathBuf, &Option<Metadata>)| {
            std::fs::metadata(path).ok().as_ref().map(stamp) != then.as_ref().map(stamp)
        };
        seen.iter().any(differs)
    }
}

/// A folder on disk.
pub struct Folder {
    root: PathBuf,
    real: PathBuf,
    /// The folders that nothing is read outside of, links followed.
    fences: Vec<PathBuf>,
    /// Whom what is asked for is told.
    seen: Option<Seen>,
}

impl Folder {
    /// Opens the folder `root`; fails if it is none.
    pub fn open(root: &Path) -> Result<Folder, Error> {
        let real = root.canonicalize().map_err(|error| unreadable(root, &error))?;
        Ok(Folder { root: root.to_path_buf(), fences: vec![real.clone()], real, seen: None })
    }

    /// Opens a folder of which only what lies in the folders `inside` is read.
    pub fn around(root: &Path, inside: &[PathBuf]) -> Result<Folder, Error> {
        let fence = |folder: &PathBuf| folder.canonicalize().map_err(|error| unreadable(folder, &error));
        let fences = inside.iter().map(fence).collect::<Result<_, _>>()?;
        Ok(Folder { fences, ..Folder::open(root)? })
    }

    /// Opens a folder whose links may lead anywhere, as those of a system's fonts do.
    pub fn unfenced(root: &Path) -> Result<Folder, Error> {
        let folder = Folder::open(root)?;
        if !folder.real.is_dir() {
            return Err(unreadable(root, &std::io::ErrorKind::NotADirectory.into()));
        }
        Ok(Folder { fences: vec![PathBuf::new()], ..folder })
    }

    /// The same folder, with everything that is asked of it noted.
    pub fn noted(self, seen: Option<&Seen>) -> Folder {
        Folder { seen: seen.cloned(), ..self }
    }

    /// The real path of a file, links followed; an error where it leaves the root.
    fn inside(&self, path: &str) -> Result<PathBuf, Error> {
        let relative = Path::new(path);
        let shown = self.display(path);
        if relative.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(Error::Outside { path: shown, at: None });
        }
        if let Some(seen) = &self.seen {
            seen.note(&self.real.join(relative));
        }
        let real = self.real.join(relative).canonicalize().map_err(|error| unreadable(&shown, &error))?;
        if self.fences.iter().any(|fence| real.starts_with(fence)) {
            Ok(real)
        } else {
            Err(Error::Outside { path: shown, at: None })
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unreadable { path: path.to_path_buf(), reason: reason(error), hint: None }
}

impl Library for Folder {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, Error> {
        let real = self.inside(path)?;
        let shown = self.display(path);
        let about = std::fs::metadata(&real).map_err(|error| unreadable(&shown, &error))?;
        if !about.is_file() {
            return Err(Error::Unreadable { path: shown, reason: "it is not a file".to_owned(), hint: None });
        }
        if about.len() > limit {
            return Err(Error::TooLarge { path: shown, size: about.len(), limit });
        }
        Ok(std::fs::read(&real).map_err(|error| unreadable(&shown, &error))?.into())
    }

    fn open(&self, path: &str) -> Result<Box<dyn Parts>, Error> {
        let real = self.inside(path)?;
        let file = std::fs::File::open(&real).map_err(|error| unreadable(&self.display(path), &error))?;
        Ok(Box::new(file))
    }

    fn has(&self, path: &str) -> bool {
        self.inside(path).is_ok_and(|real| real.is_file())
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let Ok(real) = self.inside(&folder) else { continue };
            let entries = std::fs::read_dir(&real).map_err(|error| unreadable(&real, &error))?;
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(name),
                    _ => names.push(name),
                }
            }
        }
        names.sort();
        Ok(names)
    }

    fn display(&self, path: &str) -> PathBuf {
        let plain = self.root.strip_prefix(".").unwrap_or(&self.root);
        plain.join(path)
    }
}

/// Files in memory, for tests.
#[derive(Default)]
pub struct Memory(pub BTreeMap<String, Arc<[u8]>>);

impl Memory {
    /// A library of these files.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        Memory(files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().into())).collect())
    }
}

impl Library for Memory {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, Error> {
        let bytes =
            self.0.get(path).ok_or_else(|| unreadable(Path::new(path), &std::io::ErrorKind::NotFound.into()))?;
        let size = bytes.len() as u64;
        if size > limit { Err(Error::TooLarge { path: path.into(), size, limit }) } else { Ok(bytes.clone()) }
    }

    fn open(&self, path: &str) -> Result<Box<dyn Parts>, Error> {
        Ok(Box::new(Cursor::new(self.read(path, u64::MAX)?)))
    }

    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Error> {
        let below = |name: &&String| folder.is_empty() || name.starts_with(&format!("{folder}/"));
        Ok(self.0.keys().filter(below).cloned().collect())
    }

    fn display(&self, path: &str) -> PathBuf {
        path.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_leave_the_root() {
        assert_eq!(resolve("src/a/b.md", "../img/x.png").as_deref(), Some("src/img/x.png"));
        assert_eq!(resolve("src/a.md", "/img/x.png").as_deref(), Some("img/x.png"));
        assert_eq!(resolve("src/a.md", "../../etc/passwd"), None);
    }
}
