//! Loading. In: the name of a style sheet. Out: the [`Sheet`] of it, of all that it imports, and of the house style
//! below. Stops for a file that is not there; all else that cannot be read is a finding.

use super::pages::PageRule;
use super::parse::{self, Place, Token};
use super::rules::{Origin, Rules, Written, variables};
use super::sheet::Sheet;
use crate::diagnostic::{Sink, rules as findings};
use crate::error::Error;
use crate::library::{Library, TEXT_LIMIT, resolve};

/// The built-in sheets by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("house", include_str!("../../styles/house.css")),
    ("handout", include_str!("../../styles/handout.css")),
    ("large-print", include_str!("../../styles/large-print.css")),
];
/// Most files that a sheet is made of.
const MOST_FILES: usize = 64;

/// Loads the sheet `name` on top of the house style.
pub fn load(name: &str, library: &dyn Library, sink: &mut Sink) -> Result<Sheet, Error> {
    let mut loading =
        Loading { library, sink, open: Vec::new(), files: 0, house: false, styles: Vec::new(), pages: Vec::new() };
    loading.built_in("house", Media::ALL);
    if library.has(name) || !loading.built_in(name, Media::ALL) {
        loading.file(name, Media::ALL).map_err(|error| match error {
            Error::Unreadable { path, reason, .. } if path == library.display(name) => {
                Error::Unreadable { path, reason, hint: Some(built_in_names()) }
            }
            error => error,
        })?;
    }
    Ok(loading.sheet())
}

/// For those who named a sheet that is not there.
fn built_in_names() -> String {
    let names: Vec<String> = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect();
    format!("Built in are {}; a sheet of your own is named by its path.", names.join(", "))
}

/// For which outputs a rule is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Media {
    print: bool,
    screen: bool,
}

impl Media {
    const ALL: Media = Media { print: true, screen: true };

    fn and(self, other: Media) -> Media {
        Media { print: self.print && other.print, screen: self.screen && other.screen }
    }

    /// Reads `print, screen`; `None` where something else is asked for.
    fn read(tokens: &[Token]) -> Option<Media> {
        let mut media = Media { print: false, screen: false };
        for query in tokens.split(|token| *token == Token::Sign(',')) {
            let mut words = query.iter().filter(|token| **token != Token::Space).map(Token::as_word);
            let first = words.next().flatten();
            let word = if first == Some("only") { words.next().flatten() } else { first };
            match (word, words.next()) {
                (Some("print"), None) => media.print = true,
                (Some("screen"), None) => media.screen = true,
                (Some("all"), None) => media = Media::ALL,
                _ => return None,
            }
        }
        Some(media)
    }
}

/// A sheet while its files are read.
struct Loading<'a> {
    library: &'a dyn Library,
    sink: &'a mut Sink,
    /// Files that are being read, the importing ones first.
    open: Vec<String>,
    /// How many files have been read.
    files: usize,
    /// Whether `house` has been read.
    house: bool,
    styles: Vec<(Media, Written)>,
    pages: Vec<Written>,
}

impl Loading<'_> {
    /// Reads a built-in sheet, once; whether there is one of this name.
    fn built_in(&mut self, name: &str, media: Media) -> bool {
        let plain = name.strip_suffix(".css").unwrap_or(name);
        let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == plain) else { return false };
        if plain != "house" || !std::mem::replace(&mut self.house, true) {
            let (file, text) = (format!("{plain}.css").into(), (*text).into());
            // Only built-in sheets are imported by built-in sheets: nothing can be missing.
            let _ = self.text("", &Origin { file, text, own: false, place: Place::default() }, media);
        }
        true
    }

    fn file(&mut self, path: &str, media: Media) -> Result<(), Error> {
        let shown = self.library.display(path);
        let bytes = self.library.read(path, TEXT_LIMIT)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let offset = error.valid_up_to();
            let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count();
            Error::NotText { path: shown.clone(), encoding: "UTF-8", offset, line, byte: bytes[offset], hint: None }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (file, text) = (shown.to_string_lossy().into(), text.into());
        let origin = Origin { file, text, own: true, place: Place::default() };
        self.files += 1;
        self.open.push(path.to_owned());
        let result = self.text(path, &origin, media);
        self.open.pop();
        result
    }

    fn text(&mut self, path: &str, origin: &Origin, media: Media) -> Result<(), Error> {
        let (rules, faults) = parse::parse(&origin.text);
        for fault in faults {
            let message = format!("`{}` is not CSS that can be read", fault.text);
            self.sink.report(origin.at(fault.place).finding(&findings::MALFORMED_STYLE, message, None));
        }
        let mut imports = true;
        for rule in rules {
            match rule.at.as_deref() {
                Some("import") if imports => self.import(&rule, path, origin, media)?,
                at => {
                    imports &= at == Some("charset");
                    self.rule(rule, origin, media);
                }
            }
        }
        Ok(())
    }

    fn rule(&mut self, rule: parse::Rule, origin: &Origin, media: Media) {
        let at = origin.at(rule.place);
        let mut malformed = |message: String, hint: &str| {
            let hint = (!hint.is_empty()).then(|| hint.to_owned());
            self.sink.report(at.finding(&findings::MALFORMED_STYLE, message, hint));
        };
        match rule.at.as_deref() {
            None => {
                if let Some(inner) = rule.rules.first() {
                    malformed(format!("a rule inside a rule at line {} is left out", inner.place.line), "");
                }
                self.styles.push((media, Written { rule, origin: at }));
            }
            Some("page") if media.print => self.pages.push(Written { rule, origin: at }),
            Some("page" | "charset") => {}
            Some("media") => match Media::read(&rule.prelude) {
                Some(inner) => rule.rules.into_iter().for_each(|rule| self.rule(rule, origin, media.and(inner))),
                None => malformed("these media are left out".to_owned(), "Media are `print`, `screen` or `all`."),
            },
            Some("supports" | "layer") => rule.rules.into_iter().for_each(|rule| self.rule(rule, origin, media)),
            Some("font-face") => malformed(
                "`@font-face` is left out".to_owned(),
                "Faces come from `fonts/` of the project, by their family names.",
            ),
            Some("import") => malformed("`@import` is left out".to_owned(), "Put it before all rules."),
            Some(name) => malformed(format!("`@{name}` is not supported"), ""),
        }
    }

    fn import(&mut self, rule: &parse::Rule, path: &str, origin: &Origin, media: Media) -> Result<(), Error> {
        let at = origin.at(rule.place);
        let (name, rest) = match rule.prelude.as_slice() {
            [Token::String(name), rest @ ..] => (name.as_str(), rest),
            [Token::Function(url, inner), rest @ ..] if url == "url" => match inner.as_slice() {
                [Token::String(name)] => (name.as_str(), rest),
                _ => ("", rest),
            },
            _ => ("", &[][..]),
        };
        let media = match rest {
            [] => Some(media),
            rest => Media::read(rest).map(|inner| media.and(inner)),
        };
        let mut refuse = |message: String| {
            self.sink.report(at.finding(&findings::MALFORMED_STYLE, message, None));
            Ok(())
        };
        let Some(media) = media.filter(|_| !name.is_empty()) else {
            return refuse("this `@import` cannot be read".to_owned());
        };
        if name.contains("://") {
            return refuse(format!("`{name}` is on the network; nothing is ever fetched"));
        }
        let Some(target) = resolve(path, name) else {
            return Err(Error::Outside { path: name.into(), at: Some(at.location()) });
        };
        if self.open.contains(&target) {
            return refuse(format!("`{name}` is imported by itself"));
        }
        if self.files >= MOST_FILES {
            return refuse(format!("`{name}` is one file too many: a sheet is made of {MOST_FILES} at most"));
        }
        if self.library.has(&target) {
            return self.file(&target, media);
        }
        if self.built_in(name, media) {
            return Ok(());
        }
        let message = format!("there is no style sheet `{name}`");
        Err(Error::Missing { at: at.location(), message, hint: Some(built_in_names()) })
    }

    fn sheet(self) -> Sheet {
        let of = |wanted: fn(&Media) -> bool| -> Vec<Written> {
            self.styles.iter().filter(|(media, _)| wanted(media)).map(|(_, written)| written.clone()).collect()
        };
        let (print, screen) = (of(|media| media.print), of(|media| media.screen));
        let (print_variables, screen_variables) = (variables(print.iter()), variables(screen.iter()));
        let print = Rules::new(&print, &print_variables, self.sink);
        // Rules for both media have had their findings; those for the screen alone have not.
        let only_screen = of(|media| media.screen && !media.print);
        Rules::new(&only_screen, &screen_variables, self.sink);
        let screen = Rules::new(&screen, &screen_variables, &mut Sink::default());
        let pages = self.pages.iter().filter_map(|written| PageRule::read(written, &print_variables, self.sink));
        Sheet::new(print, screen, pages.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Location;
    use crate::library::Memory;

    fn read(files: &[(&str, &str)]) -> (Result<Sheet, Error>, Vec<Option<Location>>) {
        let mut sink = Sink::default();
        let sheet = load("css/own.css", &Memory::of(files.iter().copied()), &mut sink);
        (sheet, sink.found.into_iter().map(|finding| finding.place).collect())
    }

    #[test]
    fn what_is_left_out_is_found_with_its_place() {
        let own = "p { margin: 0 }\n@import 'house.css';\n@media tv { p { margin: 0 } }\n@font-face { src: url(a) }\n\
                   p:is(q) { margin: 0 }\n\
                   @supports (display: grid) { p { colr: red } }\np { --x: 1; % }\n@page :even {}";
        let (_, found) = read(&[("css/own.css", own)]);
        let lines: Vec<usize> = found.iter().flatten().map(|place| place.line).collect();
        assert_eq!(lines, [7, 2, 3, 4, 5, 6, 7, 8]);
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.path.to_str(), &*first.text), (Some("css/own.css"), "p { --x: 1; % }"));
    }

    #[test]
    fn an_import_that_is_not_there_stops_the_build() {
        let (sheet, _) = read(&[("css/own.css", "\n@import url(gone.css);")]);
        assert!(matches!(sheet, Err(Error::Missing { at: Location { line: 2, .. }, .. })));
        let (sheet, _) = read(&[("css/own.css", "@import '../../gone.css';")]);
        assert!(matches!(sheet, Err(Error::Outside { .. })));
        let (sheet, found) = read(&[("css/own.css", "@import 'https://example.org/a.css'; @import 'house.css';")]);
        assert!(sheet.is_ok() && found.len() == 1);
    }
}
