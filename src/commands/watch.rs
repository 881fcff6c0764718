//! `pressmark watch`: presses a book, and again whenever a file changes that the last pressing asked for. What cannot be
//! pressed leaves the outputs as they were. Between two pressings the system is asked once a second, and tells by itself.

use super::build::{folder, write};
use super::report::Reporter;
use super::{Ending, end, open};
use crate::cli::Watch;
use crate::diagnostic::Sink;
use crate::error::Error;
use crate::library::Seen;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long it must be quiet before a change is looked at: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// How long to wait at most for that: something else in the folder may never be quiet.
const STIR: Duration = Duration::from_millis(300);
/// How long to wait at most before looking, where a system tells of no changes.
const PATIENCE: Duration = Duration::from_secs(1);

/// Presses until it is stopped.
pub fn watch(args: &Watch, reporter: &Reporter) -> Ending {
    let (tell, told) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // Nobody hears it any more once the program ends.
            let _ = tell.send(());
        }
    });
    let mut ear = match watcher {
        Ok(watcher) => Ear { watcher, folders: BTreeSet::new(), told },
        Err(error) => {
            let failed = Error::Internal { stage: "watching files", reason: error.to_string() };
            return end(Err(failed), &Sink::default(), reporter);
        }
    };
    loop {
        let (seen, begun) = (Seen::default(), Instant::now());
        let mut sink = Sink::default();
        let pressed = press(args, &seen, &mut sink, reporter);
        end(pressed, &sink, reporter);
        let (took, paths) = (begun.elapsed().as_secs_f32(), seen.paths());
        reporter.say(&format!("took {took:.2} s; waiting for changes (Ctrl-C ends it)"));
        ear.turn_to(&paths);
        while !seen.is_stale() {
            ear.wait();
        }
    }
}

fn press(args: &Watch, seen: &Seen, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let opened = open::open(&args.source.path, &args.source.says, Some(seen), sink)?;
    let (_, said) = write(&opened, folder(&opened, &args.place), &args.place.to, sink, reporter)?;
    Ok(said)
}

/// Who hears of changes.
struct Ear {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    told: Receiver<()>,
}

impl Ear {
    /// Listens to the folders of `paths`, and to no others. Folders are listened to, not files: an editor may put a new
    /// file in the place of the old one.
    fn turn_to(&mut self, paths: &[PathBuf]) {
        let folders: BTreeSet<PathBuf> = paths.iter().filter_map(|path| there(path.parent()?)).collect();
        for gone in self.folders.difference(&folders) {
            let _ = self.watcher.unwatch(gone);
        }
        // A folder that cannot be listened to is looked at now and then.
        for new in folders.difference(&self.folders) {
            let _ = self.watcher.watch(new, RecursiveMode::NonRecursive);
        }
        self.folders = folders;
    }

    /// Waits for a change, and until it is quiet again.
    fn wait(&self) {
        if self.told.recv_timeout(PATIENCE).is_ok() {
            let begun = Instant::now();
            while begun.elapsed() < STIR && self.told.recv_timeout(QUIET).is_ok() {}
        }
    }
}

/// A folder, or the next one above that is there.
fn there(folder: &Path) -> Option<PathBuf> {
    let here = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() };
    folder.ancestors().map(here).find(|folder| folder.is_dir())
}
