//! The frame that Project Gutenberg puts around a text. In: lines. Out: where the text itself lies, and what the
//! header says about it; a text without a frame is all body.

use super::manuscript::Manuscript;
use crate::language::Lang;
use crate::model::{Creator, Metadata};
use std::ops::Range;

/// A text's body, the lines before and behind it, and the header's facts.
pub struct Frame {
    pub header: Range<usize>,
    pub body: Range<usize>,
    pub footer: Range<usize>,
    facts: Vec<(&'static str, String)>,
}

/// Facts that a header states as `Name: value`.
const FACTS: &[&str] = &["Title", "Author", "Translator", "Editor", "Illustrator", "Release Date", "Language"];
/// What the first paragraph of a body begins with when it names those who made the file.
const CREDITS: &[&str] = &["Produced by", "E-text prepared by", "Etext prepared by", "This etext was prepared"];
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("dutch", "nl"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("finnish", "fi"),
    ("swedish", "sv"),
    ("danish", "da"),
    ("norwegian", "nb"),
    ("latin", "la"),
    ("greek", "el"),
    ("esperanto", "eo"),
    ("hungarian", "hu"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("catalan", "ca"),
    ("tagalog", "tl"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("russian", "ru"),
    ("welsh", "cy"),
    ("icelandic", "is"),
    ("hebrew", "he"),
    ("arabic", "ar"),
    ("romanian", "ro"),
    ("bulgarian", "bg"),
    ("serbian", "sr"),
    ("irish", "ga"),
    ("afrikaans", "af"),
    ("persian", "fa"),
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Frame {
    /// Finds the frame. A header is known by its own mark only, so that no text loses its beginning to a likeness.
    pub fn find(manuscript: &Manuscript) -> Frame {
        let count = manuscript.lines.len();
        let start = (0..count).find(|&line| opens(manuscript.line(line)));
        let mut first = start.map_or(0, |line| mark_end(manuscript, line));
        let header_end = first;
        if start.is_some() {
            first = credits_end(manuscript, first);
        }
        let close = (first..count).find(|&line| closes(manuscript.line(line)));
        let end = close.map_or(count, |line| farewell(manuscript, first, line));
        let facts = if start.is_some() { facts(manuscript, 0..header_end) } else { Vec::new() };
        Frame { header: 0..first, body: first..end, footer: end..count, facts }
    }

    /// The header's value of a fact.
    fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Puts what the header states into `meta` where nothing is known yet.
    pub fn describe(&self, meta: &mut Metadata) {
        if let (Some(title), true) = (self.fact("Title"), meta.title.is_empty()) {
            meta.title = title.to_owned();
        }
        if meta.creators.is_empty() {
            let roles = [("Author", "aut"), ("Editor", "edt"), ("Translator", "trl"), ("Illustrator", "ill")];
            for (fact, role) in roles {
                let name = self.fact(fact).map(str::to_owned);
                meta.creators.extend(name.map(|name| Creator { name, role: role.to_owned(), file_as: None }));
            }
        }
        let language = self.fact("Language").and_then(|name| {
            let name = name.to_lowercase();
            LANGUAGES.iter().find(|(known, _)| name.starts_with(known)).map(|&(_, tag)| Lang::constant(tag))
        });
        if let (Some(language), true) = (language, meta.language == Lang::UND) {
            meta.language = language;
            meta.direction = language.direction();
        }
        let release = self.fact("Release Date").unwrap_or("");
        if meta.edition.date.is_none() {
            meta.edition.date = date(release);
        }
        if let (Some((_, number)), None) = (release.split_once('#'), &meta.source) {
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            meta.source = Some(format!("Project Gutenberg eBook #{number}"));
        }
    }
}

/// Whether a line ends the header.
fn opens(line: &str) -> bool {
    let upper = line.get(..line.len().min(200)).unwrap_or("").to_uppercase();
    let start = upper.starts_with("***") && upper.contains("START OF") && upper.contains("GUTENBERG");
    start || (upper.starts_with("*END") && upper.contains("SMALL PRINT"))
}

/// Whether a line begins the footer.
fn closes(line: &str) -> bool {
    let upper = line.get(..line.len().min(200)).unwrap_or("").to_uppercase();
    let end = upper.starts_with("***") && upper.contains("END OF") && upper.contains("GUTENBERG");
    end || (upper.starts_with("END OF") && upper.contains("PROJECT GUTENBERG"))
}

/// The line behind a mark, which may go on over a second line to its closing asterisks.
fn mark_end(manuscript: &Manuscript, line: usize) -> usize {
    let ended =
        |line: usize| manuscript.lines.get(line).is_none_or(|l| l.blank() || manuscript.line(line).ends_with('*'));
    (line..line + 3).find(|&line| ended(line)).map_or(line + 1, |line| (line + 1).min(manuscript.lines.len()))
}

/// The line behind the paragraph that names those who made the file, if there is one right behind the header.
fn credits_end(manuscript: &Manuscript, from: usize) -> usize {
    let blank = |line: &usize| manuscript.lines[*line].blank();
    let count = manuscript.lines.len();
    let Some(first) = (from..count).find(|line| !blank(line)) else { return from };
    if !CREDITS.iter().any(|credit| manuscript.line(first).starts_with(credit)) {
        return from;
    }
    (first..count).find(blank).unwrap_or(count)
}

/// The first line of the footer: the one that closes, or one shortly before that already says farewell.
fn farewell(manuscript: &Manuscript, first: usize, line: usize) -> usize {
    let from = line.saturating_sub(12).max(first);
    let says = |line: &usize| manuscript.line(*line).to_uppercase().starts_with("END OF THE PROJECT GUTENBERG");
    (from..line).find(says).unwrap_or(line)
}

fn facts(manuscript: &Manuscript, lines: Range<usize>) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let mut open = false;
    for line in lines {
        let content = manuscript.line(line);
        let stated = content.split_once(':').and_then(|(name, value)| {
            let known = FACTS.iter().find(|fact| fact.eq_ignore_ascii_case(name.trim()));
            known.map(|known| (*known, value.trim().to_owned()))
        });
        if let Some(fact) = stated {
            facts.push(fact);
            open = true;
        } else if manuscript.lines[line].blank() {
            open = false;
        } else if let (true, Some((_, value))) = (open, facts.last_mut()) {
            value.push(' ');
            value.push_str(content);
        }
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// `December 25, 2008` as `2008-12-25`.
fn date(stated: &str) -> Option<String> {
    let mut words = stated.split([' ', ',']).filter(|word| !word.is_empty());
    let month = words.next()?.to_lowercase();
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let day: u8 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year: u16 = words.next()?.parse().ok().filter(|year| *year > 1900)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The Project Gutenberg EBook of Nets\n\nTitle: Nets\n       and Boats\n\nAuthor: Ann Author\n\n\
        Release Date: March 3, 2009 [EBook #77]\n\nLanguage: Dutch\n\n*** START OF THIS PROJECT GUTENBERG EBOOK NETS\n\
        AND BOATS ***\n\nProduced by Somebody\n\nText.\n\nEnd of the Project Gutenberg EBook of Nets\n\n\
        *** END OF THIS PROJECT GUTENBERG EBOOK NETS ***\nLicence.\n";

    #[test]
    fn the_frame_is_taken_off_and_its_facts_are_kept() {
        let manuscript = Manuscript::new(0, TEXT);
        let frame = Frame::find(&manuscript);
        let body: Vec<&str> = frame.body.clone().map(|line| manuscript.line(line)).filter(|l| !l.is_empty()).collect();
        assert_eq!(body, ["Text."]);
        let mut meta = Metadata { source: Some("mine".into()), ..Metadata::default() };
        frame.describe(&mut meta);
        assert_eq!((meta.title.as_str(), meta.language.as_str()), ("Nets and Boats", "nl"));
        assert_eq!((meta.creators[0].name.as_str(), meta.source.as_deref()), ("Ann Author", Some("mine")));
        assert_eq!(meta.edition.date.as_deref(), Some("2009-03-03"));
    }

    #[test]
    fn a_text_without_a_frame_is_all_body() {
        let manuscript = Manuscript::new(0, "*** \nThe end of Project X\n");
        assert_eq!(Frame::find(&manuscript).body, 0..2);
    }
}
