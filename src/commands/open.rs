//! Opening what is to be pressed: a project's folder or a single file, with what the command line says of it.

use super::report::Reporter;
use crate::cli::Source;
use crate::diagnostic::{Diagnostic, Level, Sink, nearest, rules};
use crate::error::{Error, reason};
use crate::font::{Faces, FontFolder};
use crate::language::Lang;
use crate::library::{Folder, Library};
use crate::model::{Creator, timestamp};
use crate::project::{Handed, PageMarker, Project};
use crate::style::Sheet;
use crate::{Dress, Outputs, Pressed, press};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project ready to be pressed.
pub struct Opened {
    pub project: Project,
    pub dress: Dress,
    pub library: Folder,
    /// Where outputs go if the command line does not say.
    pub default_output: PathBuf,
}

impl Opened {
    /// Presses what was opened, and finds what of the style sheet was in vain.
    pub fn press(&self, outputs: Outputs, sink: &mut Sink, reporter: &Reporter) -> Result<Pressed, Error> {
        let progress = reporter.progress(&self.project.slug);
        let pressed = press(&self.project, &self.dress, &self.library, outputs, sink, progress.as_ref());
        progress.end();
        sink.extend(pressed.is_ok().then(|| self.dress.sheet.unused()).into_iter().flatten());
        pressed
    }
}

/// Opens `source`. What the configuration and the style sheet have wrong goes to `sink`, which from then on has the
/// project's levels.
pub fn open(source: &Source, sink: &mut Sink) -> Result<Opened, Error> {
    // Whoever names the configuration means the project.
    let path = if source.path.ends_with("book.toml") { folder_of(&source.path) } else { source.path.clone() };
    let unreadable = |reason: String| Error::Unreadable { path: path.clone(), reason, hint: None };
    let about = std::fs::metadata(&path).map_err(|error| unreadable(reason(&error)))?;
    let mut found = Vec::new();
    let (mut project, library, default_output) = if about.is_dir() {
        let library = Folder::open(&path)?;
        if !library.has("book.toml") {
            return Err(Error::NoProject { path });
        }
        (Project::load(&library, &mut found)?, library, path.join("out"))
    } else {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_str().ok_or_else(|| unreadable("its name is not UTF-8".to_owned()))?;
        (Project::single(name), Folder::open(&folder_of(&path))?, PathBuf::new())
    };
    overrule(&mut project, source)?;
    dressed(project, library, default_output, source, found, sink)
}

/// Opens what mdBook hands over.
pub fn handed(handed: Handed, sink: &mut Sink) -> Result<Opened, Error> {
    let library = Folder::open(&handed.root)?;
    let mut found = Vec::new();
    let project = Project::handed(handed, &library, &mut found)?;
    dressed(project, library, PathBuf::new(), &Source::default(), found, sink)
}

/// A project with its style sheet and faces.
fn dressed(
    mut project: Project,
    library: Folder,
    default_output: PathBuf,
    source: &Source,
    found: Vec<Diagnostic>,
    sink: &mut Sink,
) -> Result<Opened, Error> {
    project.about.made = made(std::env::var_os("SOURCE_DATE_EPOCH").as_deref())?;
    *sink = Sink::new(&project.checks);
    sink.sources = project.sources();
    sink.extend(found);
    let sheet = load_sheet(source, &project, &library, sink)?;
    let folders = font_folders(source, &project, &library)?;
    let faces = Faces::load(&library, sink).with_folders(&folders, sink);
    Ok(Opened { dress: Dress::new(sheet, faces, sink), project, library, default_output })
}

/// When the book is made, as whoever builds reproducibly says it: seconds since 1970 (`SOURCE_DATE_EPOCH` of
/// reproducible-builds.org). Nothing said is nothing.
fn made(seconds: Option<&OsStr>) -> Result<Option<String>, Error> {
    let Some(seconds) = seconds.filter(|seconds| !seconds.is_empty()) else { return Ok(None) };
    let known = seconds.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let date = known.and_then(|text| text.parse().ok()).and_then(timestamp);
    date.map(Some).ok_or_else(|| Error::Usage {
        message: format!("`SOURCE_DATE_EPOCH` is `{}`, which is no date", seconds.display()),
        hint: Some("It is a number of seconds since 1970, such as `1795429230`.".to_owned()),
    })
}

/// What the command line says outranks the configuration.
fn overrule(project: &mut Project, source: &Source) -> Result<(), Error> {
    let about = &mut project.about;
    if source.title.is_some() {
        about.title.clone_from(&source.title);
    }
    if !source.author.is_empty() {
        let creator = |name: &String| Creator { name: name.clone(), role: "aut".to_owned(), file_as: None };
        about.creators = source.author.iter().map(creator).collect();
    }
    if let Some(tag) = &source.lang {
        about.language = Some(Lang::parse(tag).ok_or_else(|| Error::Usage {
            message: format!("`{tag}` is not a language tag"),
            hint: Some("Language tags are short, such as `en`, `fa` or `pt-BR` (BCP 47).".to_owned()),
        })?);
    }
    if source.encoding.is_some() {
        project.encoding.clone_from(&source.encoding);
    }
    if let Some(pattern) = &source.page_marker {
        let marker = PageMarker::parse(pattern).map_err(|why| Error::Usage {
            message: format!("`{pattern}` describes no page marker: {why}"),
            hint: Some("Write it as the text does: `--page-marker \"[[Pg {n}]]\"`.".to_owned()),
        })?;
        (project.page_marker, project.page_marker_place) = (Some(marker), None);
    }
    for name in &source.deny {
        match name.as_str() {
            "warnings" => project.checks.deny_warnings = true,
            name if rules::named(name).is_some() => project.checks.levels.push((name.to_owned(), Level::Deny)),
            name => {
                let message = format!("there is no rule `{name}`");
                return Err(Error::Usage { message, hint: nearest_rule(name) });
            }
        }
    }
    Ok(())
}

/// A style sheet named on the command line is found from the current folder, one named in `book.toml` from the
/// project's.
fn load_sheet(source: &Source, project: &Project, library: &Folder, sink: &mut Sink) -> Result<Sheet, Error> {
    match &source.style {
        Some(path) if path.ends_with(".css") => {
            let path = Path::new(path);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Sheet::load(&name, &Folder::open(&folder_of(path))?, sink)
        }
        Some(name) => Sheet::load(name, library, sink),
        None => Sheet::load(project.style.as_deref().unwrap_or("house"), library, sink),
    }
}

/// The font folders of the command line, found from the current folder, then those of `book.toml`, found from the
/// project's.
fn font_folders(source: &Source, project: &Project, library: &Folder) -> Result<Vec<FontFolder>, Error> {
    let named = project.font_dirs.iter().map(|folder| library.display(folder));
    let folder = |path: PathBuf| Ok(Arc::new(Folder::unfenced(&path)?) as FontFolder);
    source.font_dir.iter().cloned().chain(named).map(folder).collect()
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn nearest_rule(name: &str) -> Option<String> {
    let known = nearest(name, rules::ALL.iter().map(|rule| rule.name))?;
    Some(format!("Did you mean `{known}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_making_is_said_in_seconds() {
        let said = |text: &str| made(Some(OsStr::new(text)));
        assert_eq!(said("1795429230").unwrap().as_deref(), Some("2026-11-23T10:20:30Z"));
        assert!(matches!((said(""), made(None)), (Ok(None), Ok(None))));
        for wrong in ["soon", "-1", "+1", "1.5", "99999999999999999999"] {
            assert!(matches!(said(wrong), Err(Error::Usage { .. })), "{wrong}");
        }
    }
}
