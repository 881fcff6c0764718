//! The faces compiled in, and those of a project's `fonts/` folder.

use super::sfnt::directories;
use super::shelf::{FontFolder, Shelf};
use super::{Face, Faces, Unfit};
use crate::diagnostic::{Diagnostic, Sink};
use crate::library::{ASSET_LIMIT, Library};
use std::io::Cursor;
use std::sync::Arc;

macro_rules! built_in {
    ($($folder:literal / $stem:literal . $ending:literal),* $(,)?) => {
        &[$(($stem, include_bytes!(concat!("../../fonts/", $folder, "/", $stem, ".", $ending)))),*]
    };
}

const BUILT_IN: &[(&str, &[u8])] = built_in![
    "LibertinusSerif" / "LibertinusSerif-Regular"."otf",
    "LibertinusSerif" / "LibertinusSerif-Italic"."otf",
    "LibertinusSerif" / "LibertinusSerif-Bold"."otf",
    "LibertinusSerif" / "LibertinusSerif-BoldItalic"."otf",
    "NotoNaskhArabic" / "NotoNaskhArabic-Regular"."ttf",
    "NotoNaskhArabic" / "NotoNaskhArabic-Bold"."ttf",
    "JetBrainsMono" / "JetBrainsMono-Regular"."ttf",
    "JetBrainsMono" / "JetBrainsMono-Italic"."ttf",
    "JetBrainsMono" / "JetBrainsMono-Bold"."ttf",
    "JetBrainsMono" / "JetBrainsMono-BoldItalic"."ttf",
    "LibertinusMath" / "LibertinusMath-Regular"."otf",
];

/// The largest number of faces that a project may bring.
const MOST: usize = 1000;

impl Faces {
    /// The faces of a project: those below its `fonts/` folder in the order of their paths, then the built-in ones. A
    /// file that cannot be used is a finding.
    pub fn load(library: &dyn Library, sink: &mut Sink) -> Faces {
        let mut faces = Faces::default();
        let names = library.list("fonts").unwrap_or_default();
        for name in names.iter().filter(|name| is_font(name)).take(MOST) {
            let read = library.read(name, ASSET_LIMIT).map_err(|error| error.to_string().into());
            if let Err(Unfit { rule, reason }) = read.and_then(|bytes| faces.add_file(&bytes, stem(name))) {
                let message = format!("`{}` was left out: {reason}", library.display(name).display());
                sink.report(Diagnostic::new(rule, None, message));
            }
        }
        for (stem, bytes) in BUILT_IN {
            // A project that carries a built-in file itself has it already.
            if !faces.all.iter().any(|face| face.bytes() == *bytes) {
                faces.add(Face::read(Arc::new(*bytes), stem).expect("the built-in faces are whole"));
            }
        }
        faces
    }

    /// These faces and, behind them, those of font folders.
    pub fn with_folders(self, folders: &[FontFolder], sink: &mut Sink) -> Faces {
        Faces { shelf: Arc::new(Shelf::scan(folders, sink)), ..self }
    }

    /// Adds the face of a file, or all those of a collection.
    fn add_file(&mut self, bytes: &Arc<[u8]>, stem: &str) -> Result<(), Unfit> {
        let mut file = Cursor::new(bytes);
        let directories = directories(&mut file)?;
        if directories.len() == 1 {
            self.add(Face::read(Arc::new(bytes.clone()), stem)?);
            return Ok(());
        }
        for directory in directories {
            let own = directory.file(&mut file, |_| true)?;
            self.add(Face::read(Arc::new(own), stem)?);
        }
        Ok(())
    }

    fn add(&mut self, mut face: Face) {
        let taken = |faces: &Faces, name: &str| faces.all.iter().any(|other| other.file_name == name);
        if taken(self, &face.file_name) {
            face.file_name = format!("{}-{}", self.all.len(), face.file_name);
        }
        self.all.push(face);
    }
}

/// Whether a file is a font by its name.
pub fn is_font(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "otf" | "ttf" | "otc" | "ttc")
}

/// A file's name without folder and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Genre;
    use crate::library::Memory;

    #[test]
    fn built_in_faces_have_names_metrics_and_coverage() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        assert_eq!(faces.all.len(), BUILT_IN.len());
        let regular = &faces.all[0];
        let looks = &regular.looks;
        assert_eq!((looks.family.as_str(), looks.weight, looks.italic), ("Libertinus Serif", 400, false));
        assert_eq!(looks.genre, Genre::Serif);
        assert!(regular.ascent > 0 && regular.descent < 0 && regular.x_height < regular.ascent);
        assert!(regular.covers('ḥ') && regular.covers('я') && !regular.covers('ش'));
        let mono: Vec<_> = faces.all.iter().filter(|face| face.looks.genre == Genre::Mono).collect();
        assert!(mono.iter().any(|face| face.looks.weight == 700 && face.looks.italic) && mono.len() == 4);
    }

    #[test]
    fn faces_can_be_shared_by_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Faces::load(&Memory::default(), &mut Sink::default()));
    }

    #[test]
    fn damaged_files_are_findings_and_good_ones_come_first() {
        let whole: Arc<[u8]> = Arc::from(BUILT_IN[4].1);
        let short: Arc<[u8]> = Arc::from(&whole[..whole.len() / 3]);
        let mut files = Memory::of([("fonts/a.ttf", "no font at all"), ("fonts/notes.txt", "not even named so")]);
        files.0.insert("fonts/b/Short.ttf".to_owned(), short);
        files.0.insert("fonts/c/Whole.ttf".to_owned(), whole);
        let mut sink = Sink::default();
        let faces = Faces::load(&files, &mut sink);
        assert_eq!(sink.found.iter().map(|found| found.rule.name).collect::<Vec<_>>(), ["unreadable-font"; 2]);
        assert_eq!(faces.all[0].file_name, "Whole.ttf");
        assert_eq!(faces.all.len(), BUILT_IN.len());
    }
}
