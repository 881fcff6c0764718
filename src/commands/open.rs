//! Opening what is to be pressed: a project's folder or a single file, with what the command line says of it.

use super::report::Reporter;
use crate::cli::Says;
use crate::diagnostic::{Diagnostic, Level, Sink, nearest, rules};
use crate::error::{Error, reason};
use crate::font::{Faces, FontFolder};
use crate::language::Lang;
use crate::library::{Folder, Library, Seen};
use crate::model::{Creator, timestamp};
use crate::project::{Handed, INDEX, PageMarker, Project, index_plan};
use crate::style::Sheet;
use crate::{Dress, Outputs, Pressed, press};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
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

/// Opens what lies at `path`. What the configuration and the style sheet have wrong goes to `sink`, which from then on has
/// the project's levels. Every path that is asked for, now or while it is pressed, is told `seen`.
pub fn open(path: &Path, says: &Says, seen: Option<&Seen>, sink: &mut Sink) -> Result<Opened, Error> {
    let mut found = Vec::new();
    let Loaded { mut project, library, default_output, folder } = load(path, seen, &mut found)?;
    overrule(&mut project, says)?;
    let loaded = Loaded { project, library, default_output, folder };
    dressed(loaded, says, seen, found, sink)
}

/// Opens several as one book of a title.
pub fn anthology(paths: &[PathBuf], title: &str, says: &Says, sink: &mut Sink) -> Result<Opened, Error> {
    let mut found = Vec::new();
    let (mut folders, mut projects) = (Vec::new(), Vec::new());
    for path in paths {
        let mut here = Vec::new();
        let Loaded { mut project, folder, .. } = load(path, None, &mut here)?;
        // Its configuration is no source of the book, so that its findings have to know their places.
        let sources = project.sources();
        found.extend(here.into_iter().map(|finding| finding.settled(&sources)));
        overrule(&mut project, &Says { author: Vec::new(), title: None, lang: None, ..says.clone() })?;
        folders.push(folder);
        projects.push(project);
    }
    let (root, names) = common(&folders)?;
    let mut project = Project::anthology(title, names.into_iter().zip(projects).collect());
    overrule(&mut project, says)?;
    let library = Folder::around(&root, &folders)?;
    let loaded = Loaded { project, library, default_output: PathBuf::new(), folder: root };
    dressed(loaded, says, None, found, sink)
}

/// The folder that all of `folders` lie in, and the way from there to each.
fn common(folders: &[PathBuf]) -> Result<(PathBuf, Vec<String>), Error> {
    let plain = |folder: &PathBuf| {
        let mut parts = folder.components();
        parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    };
    let whole: Vec<PathBuf> = if folders.iter().all(plain) {
        let steps = |folder: &PathBuf| folder.components().filter(|part| *part != Component::CurDir).collect();
        folders.iter().map(steps).collect()
    } else {
        let real = |folder: &PathBuf| folder.canonicalize().map_err(|error| unreadable(folder, reason(&error)));
        folders.iter().map(real).collect::<Result<_, _>>()?
    };
    let first = whole.first().cloned().unwrap_or_default();
    let holds = |root: &&Path| whole.iter().all(|folder| folder.starts_with(root));
    let root = first.ancestors().find(holds).unwrap_or(Path::new(""));
    let way = |folder: &PathBuf| {
        let steps = folder.strip_prefix(root).unwrap_or(folder).components();
        steps.map(|step| step.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let names = whole.iter().map(way).collect();
    Ok((if root == Path::new("") { PathBuf::from(".") } else { root.to_path_buf() }, names))
}

/// What lies at a path.
struct Loaded {
    project: Project,
    library: Folder,
    /// The folder that it is in.
    folder: PathBuf,
    default_output: PathBuf,
}

fn load(path: &Path, seen: Option<&Seen>, found: &mut Vec<Diagnostic>) -> Result<Loaded, Error> {
    // Whoever names the configuration means the project.
    let path = if path.ends_with("book.toml") { folder_of(path) } else { path.to_path_buf() };
    if let Some(seen) = seen {
        seen.note(&path);
    }
    let about = std::fs::metadata(&path).map_err(|error| unreadable(&path, reason(&error)))?;
    if about.is_dir() {
        let library = Folder::open(&path)?.noted(seen);
        if !library.has("book.toml") {
            return Err(Error::NoProject { path });
        }
        let project = Project::load(&library, found)?;
        return Ok(Loaded { project, library, default_output: path.join("out"), folder: path });
    }
    let name = path.file_name().unwrap_or_default();
    let name = name.to_str().ok_or_else(|| unreadable(&path, "its name is not UTF-8".to_owned()))?;
    let folder = folder_of(&path);
    let library = Folder::open(&folder)?.noted(seen);
    let mut project = Project::single(name);
    project.options.plan = index_plan(&index_name(name), 0, &library, found)?;
    Ok(Loaded { project, library, folder, default_output: PathBuf::new() })
}

/// The name of the file that has the index of a single file: `tale.index.toml` for `tale.txt`.
fn index_name(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}.{INDEX}")
}

/// The file that has the index of what lies at `path`.
pub fn index_file(path: &Path) -> PathBuf {
    let path = if path.ends_with("book.toml") { folder_of(path) } else { path.to_path_buf() };
    match path.is_dir() {
        true => path.join(INDEX),
        false => path.with_file_name(index_name(&path.file_name().unwrap_or_default().to_string_lossy())),
    }
}

fn unreadable(path: &Path, reason: String) -> Error {
    Error::Unreadable { path: path.to_path_buf(), reason, hint: None }
}

/// Opens what mdBook hands over.
pub fn handed(handed: Handed, sink: &mut Sink) -> Result<Opened, Error> {
    let library = Folder::open(&handed.root)?;
    let mut found = Vec::new();
    let project = Project::handed(handed, &library, &mut found)?;
    let loaded = Loaded { project, library, default_output: PathBuf::new(), folder: PathBuf::new() };
    dressed(loaded, &Says::default(), None, found, sink)
}

/// A project with its style sheet and faces.
fn dressed(
    loaded: Loaded,
    says: &Says,
    seen: Option<&Seen>,
    found: Vec<Diagnostic>,
    sink: &mut Sink,
) -> Result<Opened, Error> {
    let Loaded { mut project, library, default_output, .. } = loaded;
    project.about.made = made(std::env::var_os("SOURCE_DATE_EPOCH").as_deref())?;
    *sink = Sink::new(&project.checks);
    sink.sources = project.sources();
    sink.extend(found);
    let sheet = load_sheet(says, &project, &library, seen, sink)?;
    let folders = font_folders(says, &project, &library, seen)?;
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
fn overrule(project: &mut Project, says: &Says) -> Result<(), Error> {
    let about = &mut project.about;
    if says.title.is_some() {
        about.title.clone_from(&says.title);
    }
    if !says.author.is_empty() {
        let creator = |name: &String| Creator { name: name.clone(), role: "aut".to_owned(), file_as: None };
        about.creators = says.author.iter().map(creator).collect();
    }
    if let Some(tag) = &says.lang {
        about.language = Some(Lang::parse(tag).ok_or_else(|| Error::Usage {
            message: format!("`{tag}` is not a language tag"),
            hint: Some("Language tags are short, such as `en`, `fa` or `pt-BR` (BCP 47).".to_owned()),
        })?);
    }
    if says.encoding.is_some() {
        project.encoding.clone_from(&says.encoding);
    }
    if let Some(pattern) = &says.page_marker {
        let marker = PageMarker::parse(pattern).map_err(|why| Error::Usage {
            message: format!("`{pattern}` describes no page marker: {why}"),
            hint: Some("Write it as the text does: `--page-marker \"[[Pg {n}]]\"`.".to_owned()),
        })?;
        (project.page_marker, project.page_marker_place) = (Some(marker), None);
    }
    for name in &says.deny {
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
fn load_sheet(
    says: &Says,
    project: &Project,
    library: &Folder,
    seen: Option<&Seen>,
    sink: &mut Sink,
) -> Result<Sheet, Error> {
    match &says.style {
        Some(path) if path.ends_with(".css") => {
            let path = Path::new(path);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Sheet::load(&name, &Folder::open(&folder_of(path))?.noted(seen), sink)
        }
        Some(name) => Sheet::load(name, library, sink),
        None => Sheet::load(project.style.as_deref().unwrap_or("house"), library, sink),
    }
}

/// The font folders of the command line, found from the current folder, then those of `book.toml`, found from the
/// project's.
fn font_folders(
    says: &Says,
    project: &Project,
    library: &Folder,
    seen: Option<&Seen>,
) -> Result<Vec<FontFolder>, Error> {
    let named = project.font_dirs.iter().map(|folder| library.display(folder));
    let folder = |path: PathBuf| Ok(Arc::new(Folder::unfenced(&path)?.noted(seen)) as FontFolder);
    says.font_dir.iter().cloned().chain(named).map(folder).collect()
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
