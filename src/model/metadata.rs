//! What the book says about itself: title page, colophon, OPF and XMP all print this.

use super::{AssetId, Inline};
use crate::language::{Direction, Lang};
use crate::numeral::Digits;

/// What the book says about itself.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The title, never empty in a [`super::Book`].
    pub title: String,
    /// The title as filed: `Heron, The`.
    pub title_file_as: Option<String>,
    /// A second title.
    pub subtitle: Option<String>,
    /// Who made it, in order.
    pub creators: Vec<Creator>,
    /// The language of the text.
    pub language: Lang,
    /// The direction of the text: the language's unless the project says otherwise.
    pub direction: Direction,
    /// The digits that its pages, sections and notes are numbered in.
    pub digits: Digits,
    /// Identifiers, the first being the publication's own; never empty in a [`super::Book`].
    pub identifiers: Vec<Identifier>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// What it is about, in a few sentences.
    pub description: Option<String>,
    /// What it is about, in keywords.
    pub subjects: Vec<String>,
    /// Who may do what with it.
    pub rights: Option<String>,
    /// What it was made from.
    pub source: Option<String>,
    /// The series that it is part of.
    pub series: Option<Series>,
    /// The ISBN of the printed edition whose pages the text marks, digits only.
    pub print_isbn: Option<String>,
    /// Which edition it is.
    pub edition: Edition,
    /// Who says that readers with disabilities can use it.
    pub certifier: Option<Certifier>,
    /// When whoever presses it says that it was made, for an edition without a date: `2026-11-23T10:20:30Z`.
    pub made: Option<String>,
    /// The cover of the EPUB.
    pub cover: Cover<AssetId>,
    /// The heading that a title page may take from the text instead of `title`, with emphasis.
    pub display_title: Option<Vec<Inline>>,
}

impl Default for Metadata {
    fn default() -> Metadata {
        Metadata {
            title: String::new(),
            title_file_as: None,
            subtitle: None,
            creators: Vec::new(),
            language: Lang::UND,
            direction: Direction::Ltr,
            digits: Digits::EUROPEAN,
            identifiers: Vec::new(),
            publisher: None,
            description: None,
            subjects: Vec::new(),
            rights: None,
            source: None,
            series: None,
            print_isbn: None,
            edition: Edition::default(),
            certifier: None,
            made: None,
            cover: Cover::Made,
            display_title: None,
        }
    }
}

impl Metadata {
    /// What stands at the foot of the title page: edition, publisher, year.
    pub fn imprint(&self) -> Vec<&str> {
        let year = self.edition.date.as_deref().map(|date| date.split('-').next().unwrap_or(date));
        [self.edition.statement.as_deref(), self.publisher.as_deref(), year].into_iter().flatten().collect()
    }

    /// The lines of the colophon: what archives ask of a copy.
    pub fn colophon(&self) -> Vec<String> {
        let edition = [&self.edition.statement, &self.edition.date].map(Option::as_deref);
        let edition: Vec<&str> = edition.into_iter().flatten().collect();
        let facts = [&self.publisher, &self.rights, &self.source].into_iter().flatten().cloned();
        let mut lines = vec![self.title.clone(), edition.join(", ")];
        lines.extend(self.series.as_ref().map(Series::to_string));
        lines.extend(facts.chain(self.identifiers.iter().map(Identifier::printed)));
        lines.push(format!("Made with Pressmark {}", env!("CARGO_PKG_VERSION")));
        let hash = &self.edition.text_hash;
        lines.extend((!hash.is_empty()).then(|| format!("Text SHA-256 {hash}")));
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The authors and the others who made it; without an author, all are as good as authors.
    pub fn authors(&self) -> (Vec<&Creator>, Vec<&Creator>) {
        let (authors, others): (Vec<_>, Vec<_>) = self.creators.iter().partition(|creator| creator.role == "aut");
        if authors.is_empty() { (others, authors) } else { (authors, others) }
    }
}

/// Whether a line of the colophon is an address.
pub fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// A series of books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Which of its books this is: numbers with dots between them.
    pub number: Option<String>,
}

impl std::fmt::Display for Series {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.number {
            Some(number) => write!(f, "{}, {number}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Who has found that a publication conforms to EPUB Accessibility 1.1 (§4.2): its publisher, or somebody else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certifier {
    /// A person or an organization.
    pub name: String,
    /// What entitles them: words or an address.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<String>,
}

/// Where a cover comes from; a picture is told by `P`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Cover<P> {
    /// Made of what the book says about itself.
    #[default]
    Made,
    /// A picture of the project.
    Picture(P),
    /// The book has none.
    None,
}

/// Someone who made the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Creator {
    /// As printed: `Ann Author`.
    pub name: String,
    /// MARC relator: `aut`, `edt`, `trl`, `ill`.
    pub role: String,
    /// As filed: `Author, Ann`.
    pub file_as: Option<String>,
}

/// Something that identifies the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Identifier {
    /// Derived from the project: a version 5 UUID.
    Uuid(String),
    /// An ISBN, digits only.
    Isbn(String),
    /// A DOI, without a prefix.
    Doi(String),
    /// Any other URI.
    Uri(String),
}

impl Identifier {
    /// As a colophon prints it.
    fn printed(&self) -> String {
        match self {
            Identifier::Uuid(uuid) => format!("urn:uuid:{}", uuid.trim_start_matches("urn:uuid:")),
            Identifier::Isbn(isbn) => format!("ISBN {isbn}"),
            Identifier::Doi(doi) => format!("https://doi.org/{doi}"),
            Identifier::Uri(uri) => uri.clone(),
        }
    }
}

/// Which edition it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edition {
    /// `Second edition`.
    pub statement: Option<String>,
    /// `2026-11-23`: the only date that any output shows.
    pub date: Option<String>,
    /// SHA-256 of the normalized text, in hexadecimal.
    pub text_hash: String,
}

/// `2026`, `2026-11` or `2026-11-23` as a full date; `None` for anything else.
pub fn full_date(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let number = |part: Option<&str>, digits: usize, range: std::ops::RangeInclusive<u32>| match part {
        None => Some(*range.start()),
        Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            part.parse().ok().filter(|number| range.contains(number))
        }
        Some(_) => None,
    };
    let year = number(Some(parts.next()?), 4, 1..=9999)?;
    let month = number(parts.next(), 2, 1..=12)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = number(parts.next(), 2, 1..=days)?;
    parts.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Seconds since 1970 as a date and a time of day, in UTC; `None` after the year 9999.
pub fn timestamp(seconds: u64) -> Option<String> {
    const DAY: u64 = 86_400;
    const ERA: u64 = 146_097; // days in 400 years
    // Years are counted from March, so that a leap day is the last of one; day 0 is the first of March of the year 0.
    let days = seconds / DAY + 719_468;
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let (year, time) = (era * 400 + year + next, seconds % DAY);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    (year <= 9999).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_dates() {
        // date -u -d @SECONDS +%FT%TZ
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_429_230, "2026-11-23T10:20:30Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(timestamp(seconds).as_deref(), Some(date));
        }
        assert_eq!(timestamp(253_402_300_800), None);
        assert_eq!(timestamp(u64::MAX), None);
    }

    #[test]
    fn dates_are_made_full_or_refused() {
        assert_eq!(full_date("2026-11-23").as_deref(), Some("2026-11-23"));
        assert_eq!(full_date("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(full_date("2026").as_deref(), Some("2026-01-01"));
        for date in ["", "Spring", "2026-13", "2026-02-30", "2026-11-23-1", "26-1-1", "0000"] {
            assert_eq!(full_date(date), None, "{date}");
        }
    }
}
