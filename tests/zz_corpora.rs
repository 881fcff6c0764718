use pressmark::diagnostic::Sink;
use pressmark::library::{Folder, Library};
use pressmark::project::Project;
use pressmark::read::read;
use std::path::Path;
use std::time::Instant;

#[test]
fn corpora() {
    let paths = std::env::var("ZZ").unwrap();
    let out = std::env::var("ZZ_OUT").ok();
    for path in paths.split_whitespace() {
        let path = Path::new(path);
        let mut found = Vec::new();
        let start = Instant::now();
        let (library, project) = if path.is_dir() {
            let library = Folder::open(path).unwrap();
            let project = Project::load(&library, &mut found);
            (library, project)
        } else {
            (Folder::open(path.parent().unwrap()).unwrap(), Ok(Project::single(&path.file_name().unwrap().to_string_lossy())))
        };
        let project = match project { Ok(project) => project, Err(error) => { println!("{} ERROR {error}", path.display()); continue } };
        let mut sink = Sink::new(&project.checks);
        sink.extend(found);
        match read(&project, &library, &mut sink) {
            Err(error) => println!("{} ERROR {error} {:?}", path.display(), error),
            Ok(draft) => {
                let read_time = start.elapsed();
                let mut by = std::collections::BTreeMap::new();
                sink.found.iter().for_each(|f| *by.entry(f.rule.name).or_insert(0) += 1);
                let dump = pressmark::model::dump::dump_draft(&draft);
                println!("{} {:?} {} lines {by:?}", path.display(), read_time, dump.lines().count());
                if let Some(out) = &out {
                    let all: String = sink.found.iter().map(|f| format!("{} {:?} {} {:?}\n", f.rule.name, f.span, f.message, f.hints)).collect();
                    std::fs::write(format!("{out}/{}.dump", path.file_name().unwrap().to_string_lossy()), format!("{dump}\n=====\n{all}")).unwrap();
                }
            }
        }
        let _ = library.has("x");
    }
}
