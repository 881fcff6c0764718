//! Pieces to an array of places where a line may end. In: the pieces of a paragraph. Out: for each stretch between
//! forced line ends the breakpoints that `breaks` chooses from. No stretch between two of them is wider than the
//! narrowest line, as far as clusters can be parted.

use super::breaks::{Breakpoint, Elastic};
use super::hyphenate::Division;
use super::lexicon::PointKind;
use super::opportunity::{self, Opportunity};
use super::prepare::{Kind, Piece, Prepared, Space};
use super::shape::Shaper;
use super::{LineEnd, Measure, Paragraph};
use crate::length::Pt;

/// Where in the text a [`Breakpoint`] lies: the next line begins here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    /// The piece that it begins with, or within.
    pub piece: usize,
    /// The byte of the text.
    pub byte: usize,
    pub kind: CutKind,
    /// How far the line that ends here stands out over its right edge, and the line that begins here over its left one.
    pub edges: (Pt, Pt),
}

impl Cut {
    /// The end of a line here.
    pub fn line_end(&self) -> LineEnd {
        LineEnd { byte: self.byte, hyphenated: self.kind == CutKind::Hyphen }
    }
}

/// What a line that ends here ends in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CutKind {
    /// A space, a dash or hyphen of the text, the end.
    Text,
    /// A hyphen that is added.
    Hyphen,
    /// The middle of a word that fits on no line.
    Forced,
}

/// What stands between two forced line ends.
pub(super) struct Segment {
    pub points: Vec<Breakpoint>,
    /// The place of each point.
    pub cuts: Vec<Cut>,
}

const HYPHEN: i32 = 93;
const OWN_HYPHEN: i32 = 60;
const SHORT: i32 = 15;
const NAME: i32 = 30;
const COMPOUND: i32 = 165;
const SLASH: i32 = 100;
const IN_ADDRESS: i32 = 300;
const ANYWHERE: i32 = 1000;

/// A stretch is long that takes more than this part of a line.
const LONG: i64 = 3;

/// The segments of a paragraph.
pub(super) fn segments(paragraph: &Paragraph, prepared: &Prepared, shaper: &mut Shaper) -> Vec<Segment> {
    let none = Elastic::default();
    let mut walk = Walk { paragraph, prepared, shaper, at: none, ink: none, edge: Pt::ZERO, hyphen: None };
    let pieces = &prepared.pieces;
    let mut segments = Vec::new();
    let mut first = 0;
    while first < pieces.len() {
        let end = pieces[first..].iter().position(|piece| piece.kind == Kind::LineEnd);
        let next = end.map_or(pieces.len(), |end| first + end + 1);
        segments.push(walk.segment(first, next));
        first = next;
    }
    segments
}

/// The narrowest line that any word of the paragraph may come to stand on.
pub(super) fn narrowest(paragraph: &Paragraph, measure: &Measure) -> Pt {
    let first = measure.line(0) - paragraph.indent.max(Pt::ZERO);
    measure.first.iter().fold(first.min(measure.rest), |least, &width| least.min(width))
}

struct Walk<'a, 'f> {
    paragraph: &'a Paragraph,
    prepared: &'a Prepared,
    shaper: &'a mut Shaper<'f>,
    at: Elastic,
    /// Where the last thing that is not a space ended.
    ink: Elastic,
    /// How far that may stand out over the edge of a line.
    edge: Pt,
    /// The hyphen of the strike that was last asked for: its width and how far it may stand out.
    hyphen: Option<(u32, Pt, Pt)>,
}

impl Walk<'_, '_> {
    /// The segment of pieces `first..next`.
    fn segment(&mut self, first: usize, next: usize) -> Segment {
        let pieces = &self.prepared.pieces;
        let edges = (Pt::ZERO, pieces[first].edges.0.pt());
        let begin = Cut { piece: first, byte: pieces[first].range.start, kind: CutKind::Text, edges };
        // Mostly there are fewer places than pieces.
        let count = next - first + 2;
        let mut segment = Segment { points: Vec::with_capacity(count), cuts: Vec::with_capacity(count) };
        segment.add(Breakpoint { end: self.at, start: self.at, ..Breakpoint::default() }, begin);
        let mut inked = false;
        self.ink = self.at;
        for (number, piece) in (first..next).zip(&pieces[first..next]) {
            if matches!(piece.kind, Kind::Space(_, Space::Word | Space::Fixed) | Kind::LineEnd) {
                self.at = after(self.at, piece);
                continue;
            }
            if inked {
                if !self.prepared.unspaced.is_empty() {
                    self.at = self.at.plus(gap(self.paragraph, self.prepared, number));
                }
                self.before(number, &mut segment);
            }
            inked = true;
            // A program's words hold together: `--option` is not to be read as two.
            if let Kind::Word(word) = piece.kind
                && !self.paragraph.preformatted
            {
                self.inside(number, piece, word, &mut segment);
            }
            self.at = after(self.at, piece);
            self.ink = self.at;
            self.edge = piece.edges.1.pt();
        }
        let end =
            Cut { piece: next, byte: pieces[next - 1].range.end, kind: CutKind::Text, edges: (self.edge, Pt::ZERO) };
        segment.add(Breakpoint { end: self.ink, start: self.at, ..Breakpoint::default() }, end);
        segment
    }

    /// The point before a piece, if there is one.
    fn before(&mut self, number: usize, segment: &mut Segment) {
        let piece = &self.prepared.pieces[number];
        let previous = &self.prepared.pieces[number - 1];
        let byte = piece.range.start;
        let (before, after) = self.paragraph.text.split_at(byte);
        let opportunity = match previous.kind {
            Kind::Space(_, Space::Word | Space::Fixed) => {
                let keeps = !self.paragraph.preformatted && !opportunity::at_space(before, after);
                (!keeps).then_some(Opportunity::Plain)
            }
            Kind::Word(_) if matches!(piece.kind, Kind::Word(_)) => match self.prepared.unspaced.binary_search(&byte) {
                Ok(_) => Some(Opportunity::Plain),
                Err(_) => opportunity::between(before, after),
            },
            _ => None,
        };
        if let Some(opportunity) = opportunity {
            let point = Breakpoint { end: self.ink, start: self.at, ..Breakpoint::default() };
            let edges = (self.edge, piece.edges.0.pt());
            segment.add(of_text(point, opportunity), Cut { piece: number, byte, kind: CutKind::Text, edges });
        }
    }

    /// The points inside a word.
    fn inside(&mut self, number: usize, piece: &Piece, word: u32, segment: &mut Segment) {
        let text = &self.paragraph.text[piece.range.clone()];
        self.shaper.divide(piece.strike, word, text);
        if self.shaper.points(word).is_empty() {
            return;
        }
        let (hyphen, hyphen_edge) = self.hyphen(piece.strike);
        let lang = self.paragraph.runs[piece.run].style.lang;
        let name = || is_name(&self.paragraph.text[..piece.range.start], text) && lang.primary() != "de";
        for point in self.shaper.points(word) {
            let shifted = |width: Pt| wider(self.at, width, piece.expansion);
            let plain = Breakpoint {
                end: shifted(point.head.pt()),
                start: shifted(piece.width + piece.trimmed - point.tail.pt()),
                ..Breakpoint::default()
            };
            let (full, kind) = match point.kind {
                PointKind::Hyphen(division) => {
                    let worse = match division {
                        Division::Plain => 0,
                        Division::Short => SHORT,
                        Division::Compound => COMPOUND,
                    };
                    let penalty = HYPHEN + worse + if name() { NAME } else { 0 };
                    (Breakpoint { hyphen: hyphen.0, penalty, hyphened: true, ..plain }, CutKind::Hyphen)
                }
                PointKind::Text(opportunity) => (of_text(plain, opportunity), CutKind::Text),
            };
            let (before, after) = (point.edges.0.pt(), point.edges.1.pt());
            let edges = match (piece.protrudes, kind) {
                (false, _) => (Pt::ZERO, Pt::ZERO),
                (true, CutKind::Hyphen) => (hyphen_edge, after),
                (true, _) => (before, after),
            };
            segment.add(full, Cut { piece: number, byte: piece.range.start + point.at as usize, kind, edges });
        }
    }

    fn hyphen(&mut self, strike: u32) -> (Pt, Pt) {
        if let Some((_, width, edge)) = self.hyphen.filter(|&(known, ..)| known == strike) {
            return (width, edge);
        }
        let hyphen = self.shaper.hyphen(strike);
        let (width, edge) = hyphen
            .map_or((Pt::ZERO, Pt::ZERO), |hyphen| (self.shaper.width(hyphen), self.shaper.known(hyphen).edges.1.pt()));
        self.hyphen = Some((strike, width, edge));
        (width, edge)
    }
}

/// Whether a word with a capital is a name: not the first of a sentence.
fn is_name(before: &str, word: &str) -> bool {
    let begins = |c: char| c.is_uppercase();
    let ended = |c| matches!(c, '.' | '!' | '?' | ':' | '…');
    word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(begins)
        && before
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\''))
            .ends_with(|c| !ended(c))
}

fn of_text(point: Breakpoint, opportunity: Opportunity) -> Breakpoint {
    match opportunity {
        Opportunity::Plain => point,
        Opportunity::Slash => Breakpoint { penalty: SLASH, ..point },
        Opportunity::Hyphen => Breakpoint { penalty: OWN_HYPHEN, hyphened: true, ..point },
    }
}

/// What stands between two pieces without a space: nothing, but ideographs may be set apart to fill a line, and stand
/// a quarter of an em from letters and figures of other scripts (JLREQ §3.2.6, CLREQ §3.2.2).
pub(super) fn gap(paragraph: &Paragraph, prepared: &Prepared, number: usize) -> Elastic {
    let pieces = &prepared.pieces;
    let byte = pieces[number].range.start;
    let parted = prepared.unspaced.binary_search(&byte).is_ok() && number > 0 && !paragraph.preformatted;
    let sides = || Some((paragraph.text[..byte].chars().next_back()?, paragraph.text[byte..].chars().next()?));
    let Some((before, after)) = parted.then(sides).flatten() else { return Elastic::default() };
    if pieces[number - 1].level != pieces[number].level {
        return Elastic::default();
    }
    let size = paragraph.runs[pieces[number].run].style.size.0;
    let foreign = |c: char| c.is_alphanumeric() && !opportunity::is_unspaced(c);
    if opportunity::is_square(before) && opportunity::is_square(after) {
        Elastic { stretch: size / 8, ..Elastic::default() }
    } else if opportunity::is_ideograph(before) && foreign(after) || foreign(before) && opportunity::is_ideograph(after)
    {
        Elastic { width: size / 4, stretch: size / 8, shrink: size / 8 }
    } else {
        Elastic::default()
    }
}

/// How far a space may stretch and shrink.
pub(super) fn glue(space: Space, width: Pt) -> (i64, i64) {
    match space {
        Space::Word | Space::NoBreak => (width.0 / 2, width.0 / 3),
        Space::Fixed => (0, 0),
    }
}

/// The sum after letters of a width.
fn wider(at: Elastic, width: Pt, expansion: u8) -> Elastic {
    let letters = width.0 * i64::from(expansion) / 1000;
    Elastic { width: at.width + width.0, stretch: at.stretch + letters, shrink: at.shrink + letters }
}

/// The sum after a piece.
fn after(at: Elastic, piece: &Piece) -> Elastic {
    match piece.kind {
        Kind::Word(_) => wider(at, piece.width, piece.expansion),
        Kind::Space(_, space) => {
            let (stretch, shrink) = glue(space, piece.width);
            at.plus(Elastic { width: piece.width.0, stretch, shrink })
        }
        Kind::Box(_) | Kind::LineEnd => wider(at, piece.width, 0),
    }
}

impl Segment {
    /// Adds points where a stretch between two of them is wider than `narrowest`: in addresses after their marks, else
    /// between any two clusters. In justified text long addresses and names of programs may be parted after their marks
    /// too, since the line before one that must not be would be all spaces.
    pub fn part_wide_stretches(&mut self, paragraph: &Paragraph, prepared: &Prepared, shaper: &Shaper, narrowest: Pt) {
        let wide = |from: &Breakpoint, to: &Breakpoint| least(from, to) > narrowest.0;
        let reach = if paragraph.is_justified() { narrowest.0 / LONG } else { narrowest.0 };
        let long = |from: &Breakpoint, to: &Breakpoint| least(from, to) > reach;
        if !self.points.windows(2).any(|pair| long(&pair[0], &pair[1])) {
            return;
        }
        let old = Segment { points: std::mem::take(&mut self.points), cuts: std::mem::take(&mut self.cuts) };
        self.push(old.points[0], old.cuts[0]);
        for i in 1..old.points.len() {
            if long(&old.points[i - 1], &old.points[i]) {
                let too_wide = wide(&old.points[i - 1], &old.points[i]);
                let places = places(prepared, shaper, (&old.points[i - 1], old.cuts[i - 1]), old.cuts[i]);
                let ends_mark = |cut: &Cut| {
                    let before = paragraph.text[..cut.byte].chars().next_back();
                    let after = paragraph.text[cut.byte..].chars().next();
                    let names = too_wide || after.is_some_and(char::is_alphabetic);
                    before.is_some_and(opportunity::in_address) && !after.is_some_and(opportunity::in_address) && names
                };
                let marks = places.iter().enumerate().filter(|(_, (_, cut))| ends_mark(cut)).map(|(number, _)| number);
                let mut done = 0;
                for mark in marks.chain([places.len()]) {
                    let to = places.get(mark).map_or(&old.points[i], |(point, _)| point);
                    let from = *self.points.last().expect("the first point was pushed");
                    if wide(&from, to) {
                        places[done..mark].iter().for_each(|&(point, cut)| self.push(point, cut));
                    }
                    if let Some(&(point, cut)) = places.get(mark) {
                        let kind = if too_wide { cut.kind } else { CutKind::Text };
                        self.push(Breakpoint { penalty: IN_ADDRESS, ..point }, Cut { kind, ..cut });
                    }
                    done = mark + 1;
                }
            }
            self.push(old.points[i], old.cuts[i]);
        }
    }

    /// Adds a point; what stands out over the edges takes no room on its line.
    fn add(&mut self, mut point: Breakpoint, cut: Cut) {
        point.end.width -= cut.edges.0.0;
        point.start.width += cut.edges.1.0;
        self.push(point, cut);
    }

    fn push(&mut self, point: Breakpoint, cut: Cut) {
        self.points.push(point);
        self.cuts.push(cut);
    }

    /// The widest stretch that no line can part, hyphenation not counted, and the width of all on one line.
    pub fn extents(&self) -> (Pt, Pt) {
        let all: Vec<(&Breakpoint, &Cut)> = self.points.iter().zip(&self.cuts).collect();
        // A cell keeps all ink within itself.
        let width = |from: (&Breakpoint, &Cut), to: (&Breakpoint, &Cut)| {
            Pt(to.0.end.width - from.0.start.width) + to.1.edges.0 + from.1.edges.1
        };
        let mut from = all[0];
        let mut widest = Pt::ZERO;
        for &to in all.iter().skip(1).filter(|(_, cut)| cut.kind == CutKind::Text) {
            widest = widest.max(width(from, to));
            from = to;
        }
        (widest, width(all[0], all[all.len() - 1]))
    }
}

/// The least width of what stands between two points.
fn least(from: &Breakpoint, to: &Breakpoint) -> i64 {
    to.end.tight() + to.hyphen - from.start.tight()
}

/// Every place between two clusters strictly between two cuts.
fn places(prepared: &Prepared, shaper: &Shaper, (point, from): (&Breakpoint, Cut), to: Cut) -> Vec<(Breakpoint, Cut)> {
    let mut found = Vec::new();
    let mut at = Elastic::default();
    let mut place = |at: Elastic, width: Pt, piece: usize, byte: usize| {
        if byte > from.byte && byte < to.byte {
            let at = wider(at, width, prepared.pieces[piece].expansion);
            let cut = Cut { piece, byte, kind: CutKind::Forced, edges: (Pt::ZERO, Pt::ZERO) };
            found.push((Breakpoint { end: at, start: at, penalty: ANYWHERE, ..Breakpoint::default() }, cut));
        }
    };
    let last = to.piece.min(prepared.pieces.len() - 1);
    for (number, piece) in prepared.pieces.iter().enumerate().take(last + 1).skip(from.piece) {
        if number == from.piece {
            // The sum at this piece's beginning, reckoned back from the point inside it.
            let inside = match piece.kind {
                Kind::Word(word) if from.byte > piece.range.start => {
                    let clusters = shaper.clusters(piece.strike, word);
                    let within = (from.byte - piece.range.start) as u32;
                    clusters.iter().find(|&&(start, _)| start >= within).map_or(Pt::ZERO, |&(_, width)| width)
                }
                _ => Pt::ZERO,
            };
            at = wider(point.start, -(inside + from.edges.1), piece.expansion);
        }
        let spaced = |piece: &Piece| matches!(piece.kind, Kind::Space(..) | Kind::LineEnd);
        if number > 0 && !spaced(piece) && !spaced(&prepared.pieces[number - 1]) {
            place(at, Pt::ZERO, number, piece.range.start);
        }
        if let Kind::Word(word) = piece.kind {
            for (cluster, width) in shaper.clusters(piece.strike, word) {
                place(at, width, number, piece.range.start + cluster as usize);
            }
        }
        at = after(at, piece);
    }
    found
}
