//! Carrying out a chapter's directives. In: a chapter's source, and the files that it includes, which include others.
//! Out: the same source with their texts in it, every byte knowing the file it was written in. A directive that leads
//! nowhere stays as it was written, with a finding at its line; nothing outside the project is read, and no book grows
//! without bound.

use super::directives::{Target, Verb, find};
use super::excerpts::Excerpts;
use crate::diagnostic::{Diagnostic, Rule, rules};
use crate::error::{Error, Location};
use crate::library::{TEXT_LIMIT, resolve};
use crate::model::Text;
use crate::read::Shelf;
use crate::source::{Piece, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// How deep files may include each other; the same as in mdBook.
const DEEPEST: usize = 10;

/// Files that chapters include, each read once for the whole book.
pub struct Included {
    files: BTreeMap<String, Rc<Excerpts>>,
    /// How many more bytes may be included.
    left: u64,
    /// Directives that were reported: one that is included again and again is reported once.
    pub reported: BTreeSet<Span>,
}

impl Included {
    pub fn new() -> Included {
        Included { files: BTreeMap::new(), left: TEXT_LIMIT, reported: BTreeSet::new() }
    }

    /// Carries out the directives of source number `source`, the file `path`. Returns the stretches of its new text that
    /// look like directives and are none: escaped ones, and those already reported.
    pub fn carry_out(&mut self, source: u16, path: &str, shelf: &mut Shelf) -> Result<Vec<Range<usize>>, Error> {
        let text = shelf.book.sources.of(Span::new(source, 0..0)).text.clone();
        if find(&text).is_empty() {
            return Ok(Vec::new());
        }
        let mut weaver = Weaver { included: self, shelf, open: Vec::new(), out: Text::default(), settled: Vec::new() };
        weaver.open.push((path.to_owned(), String::new()));
        weaver.weave(&Text::new(&*text, Span::new(source, 0..text.len())))?;
        let Weaver { out, settled, .. } = weaver;
        let pieces = out.segments().map(|(at, from)| Piece { at, from }).collect();
        shelf.book.sources.compose(source, out.as_str(), pieces);
        Ok(settled)
    }
}

/// Puts one chapter together.
struct Weaver<'i, 's, 'a> {
    included: &'i mut Included,
    shelf: &'s mut Shelf<'a>,
    /// The chapter and the files open in it, each with the part that is included.
    open: Vec<(String, String)>,
    out: Text,
    settled: Vec<Range<usize>>,
}

impl Weaver<'_, '_, '_> {
    /// Adds the text of the file opened last, its directives carried out.
    fn weave(&mut self, text: &Text) -> Result<(), Error> {
        let mut at = 0;
        for directive in find(text.as_str()) {
            self.out.append(text.slice(at..directive.range.start));
            at = directive.range.end;
            let place = text.span_of(directive.range.clone());
            let as_written = |from: usize| text.slice(from..directive.range.end);
            match directive.verb {
                Verb::Escaped => self.settle(as_written(directive.range.start + 1)),
                Verb::Title => {}
                verb => {
                    if !self.include(&verb, place)? {
                        self.settle(as_written(directive.range.start));
                    }
                }
            }
        }
        self.out.append(text.slice(at..text.as_str().len()));
        Ok(())
    }

    /// Adds what is no directive.
    fn settle(&mut self, text: Text) {
        let start = self.out.as_str().len();
        self.out.append(text);
        self.settled.push(start..self.out.as_str().len());
    }

    /// Adds what a directive asks for; `false`, with a finding, where that cannot be done.
    fn include(&mut self, verb: &Verb, place: Span) -> Result<bool, Error> {
        let (file, part) = match verb {
            Verb::Include(Target { file, part }) | Verb::RustdocInclude(Target { file, part }) => (*file, *part),
            Verb::Playground { file, .. } => (*file, ""),
            Verb::Escaped | Verb::Title => return Ok(false),
        };
        let from = self.open.last().map_or("", |(path, _)| path.as_str());
        let Some(path) = resolve(from, file).filter(|_| !file.starts_with('/')) else {
            return Ok(self.refuse(place, format!("`{file}` lies outside the project")));
        };
        let opened = (path, part.to_owned());
        if let Some(first) = self.open.iter().position(|open| *open == opened) {
            let names = self.open[first..].iter().chain([&opened]).map(|(path, _)| format!("`{path}`"));
            let chain = names.collect::<Vec<_>>().join(" → ");
            return Ok(self.refuse(place, format!("this goes round in a circle: {chain}")));
        }
        if self.open.len() > DEEPEST {
            return Ok(self.refuse(place, format!("files include each other more than {DEEPEST} deep here")));
        }
        let excerpts = match self.excerpts(&opened.0) {
            Ok(excerpts) => excerpts,
            Err(Error::Outside { .. }) => {
                return Ok(self.refuse(place, format!("`{file}` lies outside the project")));
            }
            Err(error @ Error::UnknownEncoding { .. }) => return Err(error),
            Err(error) => {
                let hint = "A path is taken from the folder of the file that names it.";
                return Ok(self.report(&rules::MISSING_INCLUDE, place, error.to_string(), hint));
            }
        };
        let wanted = match verb {
            Verb::RustdocInclude(_) => excerpts.part_of_all(part),
            Verb::Playground { attributes, .. } => (block(excerpts.whole(), attributes, place), None),
            _ => excerpts.part(part),
        };
        let (text, why) = wanted;
        if let Some(why) = why {
            let message = format!("nothing of `{file}` is included: {why}");
            self.report(&rules::MISSING_INCLUDE, place, message, "Nothing stands in the text in its place.");
        }
        self.spend(text.as_str().len() as u64 + 1, place)?;
        self.open.push(opened);
        let woven = self.weave(&text);
        self.open.pop();
        woven.map(|()| true)
    }

    fn excerpts(&mut self, path: &str) -> Result<Rc<Excerpts>, Error> {
        if let Some(known) = self.included.files.get(path) {
            return Ok(known.clone());
        }
        let source = self.shelf.source(path)?;
        let text = self.shelf.book.sources.of(Span::new(source, 0..0)).text.clone();
        let excerpts = Rc::new(Excerpts::new(source, text));
        self.included.files.insert(path.to_owned(), excerpts.clone());
        Ok(excerpts)
    }

    /// Takes what is included from what may be, so that files that include each other many times have an end.
    fn spend(&mut self, bytes: u64, place: Span) -> Result<(), Error> {
        let Some(left) = self.included.left.checked_sub(bytes) else {
            let at = Location::at(self.shelf.book.sources.written(place));
            let message = format!("the files that this book includes come to more than {} MB", TEXT_LIMIT >> 20);
            return Err(Error::Malformed { at, message, hint: None });
        };
        self.included.left = left;
        Ok(())
    }

    fn refuse(&mut self, place: Span, message: String) -> bool {
        self.report(&rules::REFUSED_INCLUDE, place, message, "The directive stands in the text as it was written.")
    }

    /// Reports a directive, unless that was done before. Always `false`: it was not carried out.
    fn report(&mut self, rule: &'static Rule, place: Span, message: String, hint: &str) -> bool {
        if self.included.reported.insert(place) {
            let at = Location::at(self.shelf.book.sources.written(place));
            self.shelf.sink.report(Diagnostic::new(rule, None, message).at(at).hint(hint));
        }
        false
    }
}

/// A file as a block of Rust code.
fn block(code: Text, attributes: &[&str], place: Span) -> Text {
    let (start, end) = (Span { end: place.start, ..place }, Span { start: place.end, ..place });
    let comma = if attributes.is_empty() { "" } else { "," };
    let mut out = Text::new(format!("```rust{comma}{}\n", attributes.join(",")), start);
    let ends = code.as_str().ends_with('\n');
    out.append(code);
    out.push(if ends { "```\n" } else { "\n```\n" }, end);
    out
}
