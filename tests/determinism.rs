//! The same input gives the same bytes: in another folder, time zone, locale and number of threads.

use crate::pressing;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn press_with(source: &Path, out: &Path, settings: &[(&str, &str)]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    command.args(["build", "--quiet"]).arg(source).arg("-o").arg(out).envs(settings.iter().copied());
    assert!(command.status().unwrap().success());
}

#[test]
fn two_builds_are_the_same_byte_for_byte() {
    let scratch = env::temp_dir().join(format!("pressmark-determinism-{}", std::process::id()));
    for book in pressing::books() {
        // Elsewhere: a copy of the sources under another path.
        let elsewhere = scratch.join("copy").join(book.file_name().unwrap());
        copy(&book, &elsewhere);
        let (one, two) = (scratch.join("one"), scratch.join("two"));
        press_with(&book, &one, &[("TZ", "UTC"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")]);
        press_with(&elsewhere, &two, &[("TZ", "Asia/Tehran"), ("LC_ALL", "fa_IR.UTF-8"), ("RAYON_NUM_THREADS", "3")]);
        let names: Vec<_> = fs::read_dir(&one).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{}: {names:?}", book.display());
        for name in names {
            let same = fs::read(one.join(&name)).unwrap() == fs::read(two.join(&name)).unwrap();
            assert!(same, "{} differs", name.to_string_lossy());
        }
        fs::remove_dir_all(&scratch).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    if from.is_file() {
        fs::copy(from, to).unwrap();
        // Pictures that a single file names lie beside it.
        for entry in fs::read_dir(from.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|ending| ending == "png" || ending == "svg") {
                fs::copy(&entry, to.with_file_name(entry.file_name().unwrap())).unwrap();
            }
        }
        return;
    }
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.file_name().unwrap() != "out" {
            copy(&entry, &to.join(entry.file_name().unwrap()));
        }
    }
}
