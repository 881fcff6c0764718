//! Errors: what stops a build and leaves earlier outputs untouched. Everything a build can go on after is a finding.

use crate::source::{Place, Sources, Span};
use std::io;
use std::path::PathBuf;

/// A place in a file, resolved to what is shown of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    /// The file as the user named it.
    pub path: PathBuf,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// How many characters are underlined, at least one.
    pub width: usize,
    /// The line's text, shown under the message.
    pub text: Box<str>,
}

impl Location {
    /// A stretch of a source; of one that has several lines, the first.
    pub fn of(sources: &Sources, span: Span) -> Location {
        Location::at(sources.place(span))
    }

    /// A place in a source.
    pub fn at(place: Place<'_>) -> Location {
        let Place { source, start: (line, column), end: (end_line, end_column) } = place;
        let text: Box<str> = source.line(line).into();
        let end = if end_line == line { end_column } else { text.chars().count() + 1 };
        Location { path: PathBuf::from(&source.name), line, column, width: end.saturating_sub(column).max(1), text }
    }
}

/// What stops a build. Each variant names its file; `hint` says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder that was asked for is not there or cannot be read.
    #[error("cannot read `{}`: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String, hint: Option<String> },
    /// A file that another file names is not there: a chapter in `SUMMARY.md`, an `@import`.
    #[error("{message}")]
    Missing { at: Location, message: String, hint: Option<String> },
    /// A path leads outside the project's root.
    #[error("`{}` lies outside the project", path.display())]
    Outside { path: PathBuf, at: Option<Location> },
    /// Bytes that are not text in the encoding named or found.
    #[error("`{}` is not {encoding}: byte {offset} (line {line}) is 0x{byte:02X}", path.display())]
    NotText { path: PathBuf, encoding: &'static str, offset: usize, line: usize, byte: u8, hint: Option<String> },
    /// A name that is no encoding.
    #[error("`{name}` is not an encoding")]
    UnknownEncoding { name: String },
    /// A configuration file that cannot be read as what it is.
    #[error("{message}")]
    Malformed { at: Location, message: String, hint: Option<String> },
    /// A folder that is no project.
    #[error("`{}` has no `book.toml`", path.display())]
    NoProject { path: PathBuf },
    /// Nothing to press: no words in any source.
    #[error("`{}` has no text", path.display())]
    Empty { path: PathBuf },
    /// A file larger than any book.
    #[error("`{}` has {size} bytes; the limit is {limit}", path.display())]
    TooLarge { path: PathBuf, size: u64, limit: u64 },
    /// An output that cannot be written.
    #[error("cannot write `{}`: {reason}", path.display())]
    Unwritable { path: PathBuf, reason: String },
    /// An argument that does not fit.
    #[error("{message}")]
    Usage { message: String, hint: Option<String> },
    /// A writer's own library failed; a bug of ours or of theirs.
    #[error("{stage} failed: {reason}")]
    Internal { stage: &'static str, reason: String },
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Unreadable { hint, .. }
            | Error::Missing { hint, .. }
            | Error::NotText { hint, .. }
            | Error::Malformed { hint, .. }
            | Error::Usage { hint, .. } => hint.as_deref(),
            Error::UnknownEncoding { .. } => Some("Encodings have WHATWG labels, such as `latin1` or `utf-16le`."),
            Error::NoProject { .. } => Some("`pressmark new DIR` makes a project; a single file needs none."),
            Error::Outside { .. } => Some("Only files below the project's folder are read; copy it there."),
            _ => None,
        }
    }

    /// Where in a file.
    pub fn location(&self) -> Option<&Location> {
        match self {
            Error::Missing { at, .. } | Error::Malformed { at, .. } => Some(at),
            Error::Outside { at, .. } => at.as_ref(),
            _ => None,
        }
    }
}

/// Why a file cannot be reached, in words without error numbers where there are better ones.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a part of its path is a file, not a folder".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder stands in its place".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        _ => error.to_string(),
    }
}
