//! The faces of font folders. In: folders, which may hold a whole system's fonts. Out: what each face is called and
//! which characters it has, from those tables alone; a face itself is read when it is first taken. Which face steps in
//! for a character does not depend on the order in which they are asked.

use super::choose::{Wanted, nearest};
use super::face::coverage;
use super::looks::{Genre, Looks, TABLES};
use super::sfnt::{Directory, directories};
use super::{Face, Unfit};
use crate::diagnostic::{Diagnostic, Sink, rules};
use crate::language::{Lang, joins_without_space, script_of};
use crate::library::Library;
use skrifa::FontRef;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A folder of fonts.
pub type FontFolder = Arc<dyn Library + Send + Sync>;

/// The faces of font folders.
#[derive(Default)]
pub struct Shelf {
    faces: Vec<Shelved>,
    /// Faces by family name in small letters.
    families: BTreeMap<String, Vec<usize>>,
    rankings: Mutex<BTreeMap<Occasion, Arc<[Vec<usize>]>>>,
    /// Faces that were wanted but cannot be used.
    vain: Mutex<BTreeSet<usize>>,
}

/// A face on the shelf.
struct Shelved {
    folder: FontFolder,
    path: String,
    directory: Directory,
    looks: Looks,
    coverage: OnceLock<Arc<[u32]>>,
    face: OnceLock<Result<Face, Unfit>>,
}

/// What decides which families step in first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occasion {
    genre: Genre,
    region: Option<&'static str>,
    script: Option<&'static str>,
    /// Whether the character is of Chinese, Japanese or Korean print.
    eastern: bool,
}

/// What families for one region of Chinese writing are called last, as the makers of faces for all regions have it;
/// those who do not say their region read these in this order.
const REGIONS: [&str; 5] = ["SC", "JP", "TC", "HK", "KR"];
/// The most faces on a shelf: what a face's number has room for, less those of a project.
const MOST: usize = 60_000;
/// A face is made for a script if this part of its characters is of it.
const MADE_FOR: usize = 5;

impl Shelf {
    /// Looks through folders. What cannot be read at all is a finding.
    pub fn scan(folders: &[FontFolder], sink: &mut Sink) -> Shelf {
        let mut shelf = Shelf::default();
        for folder in folders {
            for path in folder.list("").unwrap_or_default().into_iter().filter(|path| super::builtin::is_font(path)) {
                if let Err(reason) = shelf.add(folder, &path) {
                    let message = format!("`{}` was left out: {reason}", folder.display(&path).display());
                    sink.report(Diagnostic::new(&rules::UNREADABLE_FONT, None, message));
                }
            }
        }
        shelf
    }

    fn add(&mut self, folder: &FontFolder, path: &str) -> Result<(), String> {
        let mut file = folder.open(path).map_err(|error| error.to_string())?;
        for directory in directories(file.as_mut())?.into_iter().take(MOST - self.faces.len().min(MOST)) {
            let bytes = directory.file(file.as_mut(), |tag| TABLES.contains(&tag))?;
            let font = FontRef::new(&bytes).map_err(|error| error.to_string())?;
            let looks = Looks::read(&font, super::builtin::stem(path));
            self.families.entry(looks.family.to_lowercase()).or_default().push(self.faces.len());
            let (folder, path) = (folder.clone(), path.to_owned());
            let (coverage, face) = (OnceLock::new(), OnceLock::new());
            self.faces.push(Shelved { folder, path, directory, looks, coverage, face });
        }
        Ok(())
    }

    /// Whether any face belongs to `family`.
    pub fn has_family(&self, family: &str) -> bool {
        self.families.contains_key(&family.to_lowercase())
    }

    /// The face of `family` that is nearest to what is wanted and has `character`, if one is asked for.
    pub fn of_family(&self, family: &str, wanted: &Wanted, character: Option<char>) -> Option<usize> {
        let faces = self.families.get(&family.to_lowercase())?;
        let found = self.nearest(faces, wanted, character)?;
        let taken = self.take(found).is_some();
        if !taken {
            self.vain().insert(found);
        }
        taken.then_some(found)
    }

    /// The face that steps in for a character that no other face has.
    pub fn fallback(&self, wanted: &Wanted, genre: Genre, character: char) -> Option<usize> {
        if self.faces.is_empty() {
            return None;
        }
        let (script, eastern) = (script_of(character), is_eastern(character));
        let region = region(wanted.lang, script);
        // What scripts share goes with the script of its language.
        let occasion = Occasion { genre, region, script: script.or_else(|| wanted.lang.usual_script()), eastern };
        let families = self.ranking(occasion);
        let candidates = families.iter().filter_map(|faces| self.nearest(faces, wanted, Some(character)));
        let mut unfit = Vec::new();
        for found in candidates {
            if self.take(found).is_some() {
                return Some(found);
            }
            unfit.push(found);
        }
        self.vain().extend(unfit);
        None
    }

    /// A face that was chosen before.
    pub fn taken(&self, number: usize) -> &Face {
        self.take(number).expect("only faces that can be read are chosen")
    }

    /// How many faces there are.
    pub fn count(&self) -> usize {
        self.faces.len()
    }

    /// A finding for each face that was wanted in vain.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let finding = |&number: &usize| {
            let Shelved { folder, path, looks, face, .. } = &self.faces[number];
            let Some(Err(Unfit { rule, reason })) = face.get() else { return None };
            let path = folder.display(path);
            let message = format!("`{}` (`{}`) was left out: {reason}", path.display(), looks.family);
            Some(Diagnostic::new(rule, None, message))
        };
        self.vain().iter().filter_map(finding).collect()
    }

    fn vain(&self) -> std::sync::MutexGuard<'_, BTreeSet<usize>> {
        self.vain.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nearest(&self, faces: &[usize], wanted: &Wanted, character: Option<char>) -> Option<usize> {
        let has =
            |number: &usize| character.is_none_or(|c| self.coverage(*number).binary_search(&u32::from(c)).is_ok());
        nearest(faces.iter().copied().filter(has).map(|number| (number, &self.faces[number].looks)), wanted)
    }

    fn coverage(&self, number: usize) -> &[u32] {
        let shelved = &self.faces[number];
        shelved.coverage.get_or_init(|| {
            let wanted: &[&[u8; 4]] = &[b"cmap", b"head", b"maxp"];
            let read = || {
                let mut file = shelved.folder.open(&shelved.path).ok()?;
                let bytes = shelved.directory.file(file.as_mut(), |tag| wanted.contains(&tag)).ok()?;
                Some(coverage(&FontRef::new(&bytes).ok()?))
            };
            read().unwrap_or_default()
        })
    }

    fn take(&self, number: usize) -> Option<&Face> {
        self.faces[number].face.get_or_init(|| self.faces[number].read()).as_ref().ok()
    }

    /// The faces of every family, the families that suit an occasion best first.
    fn ranking(&self, occasion: Occasion) -> Arc<[Vec<usize>]> {
        let known = |shelf: &Shelf| {
            shelf.rankings.lock().unwrap_or_else(PoisonError::into_inner).get(&occasion).map(Arc::clone)
        };
        if let Some(known) = known(self) {
            return known;
        }
        let mut families: Vec<&Vec<usize>> = self.families.values().collect();
        families.sort_by_cached_key(|faces| {
            let looks = &self.faces[faces[0]].looks;
            let region = rank(&looks.family, occasion);
            (region, !self.is_made_for(faces[0], occasion.script), looks.genre != occasion.genre)
        });
        let ranking: Arc<[Vec<usize>]> = families.into_iter().cloned().collect();
        self.rankings.lock().unwrap_or_else(PoisonError::into_inner).insert(occasion, ranking.clone());
        ranking
    }

    /// Whether a face was made for a script and does not only have some of it too.
    fn is_made_for(&self, number: usize, script: Option<&'static str>) -> bool {
        let Some(script) = script else { return true };
        let coverage = self.coverage(number);
        let of_script = coverage.iter().filter(|&&c| char::from_u32(c).and_then(script_of) == Some(script)).count();
        of_script * MADE_FOR >= coverage.len().max(1)
    }
}

impl Shelved {
    fn read(&self) -> Result<Face, Unfit> {
        if let Some(lack) = self.directory.lack() {
            return Err(lack.into());
        }
        let mut file = self.folder.open(&self.path).map_err(|error| error.to_string())?;
        let bytes = self.directory.file(file.as_mut(), |_| true)?;
        Face::read(Arc::new(bytes), super::builtin::stem(&self.path))
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shelf({})", self.faces.len())
    }
}

/// How well a family suits the region of an occasion; less is better.
fn rank(family: &str, occasion: Occasion) -> usize {
    let last = family.rsplit(' ').next().unwrap_or_default();
    match REGIONS.iter().position(|region| *region == last) {
        Some(_) if occasion.region == Some(last) => 0,
        Some(order) => 2 + order,
        None if occasion.eastern => 2 + REGIONS.len(),
        None => 1,
    }
}

/// The region whose forms of Chinese signs a language uses, or whose script it is.
fn region(lang: Lang, script: Option<&str>) -> Option<&'static str> {
    let tag = lang.as_str();
    match (lang.primary(), script) {
        ("ja", _) => Some("JP"),
        ("ko", _) => Some("KR"),
        ("yue", _) => Some("HK"),
        ("zh", _) if tag.contains("-HK") || tag.contains("-MO") => Some("HK"),
        ("zh", _) if tag.contains("-Hant") || tag.contains("-TW") => Some("TC"),
        ("zh", _) => Some("SC"),
        (_, Some("Hira" | "Kana")) => Some("JP"),
        (_, Some("Hang")) => Some("KR"),
        (_, Some("Bopo")) => Some("TC"),
        _ => None,
    }
}

fn is_eastern(c: char) -> bool {
    joins_without_space(c) || script_of(c) == Some("Hang")
}
