//! The whole book in its order. The body is paged first, then the index, which needs its pages, then the front matter,
//! which has folios of its own, so that the length of the contents moves nothing; drawn is all of it in reading order.

use super::collect::Collector;
use super::contents::{self, Listing};
use super::destinations::{CONTENTS, INDEX};
use super::fill::{self, Column, Shape};
use super::flow::{self, Flowed, Missing, Stick};
use super::footnotes::Footnotes;
use super::galley::{Galley, Parting, Piece, SetNote, Strip};
use super::layout::Layout;
use super::place::Placer;
use super::plan::PlanId;
use super::{Destination, Heading, Pages, front, index, locators};
use crate::diagnostic::Sink;
use crate::font::Faces;
use crate::length::Pt;
use crate::model::{self, Book, Entry, PageMap, words};
use crate::numeral;
use crate::style::{LeafSide, PageKind, PageRole, Sheet};
use crate::text::Shapers;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Galleys that share a kind of page, and how they were broken.
struct Division {
    name: &'static str,
    galleys: Vec<Galley>,
    columns: Vec<Vec<Column>>,
    /// Columns on a page, and the space between two.
    count: usize,
    gap: Pt,
}

/// One page of a division.
enum Leaf {
    /// Nothing on it.
    Blank,
    /// Columns of a galley.
    Columns { galley: usize, columns: Range<usize> },
}

/// Paginates a book.
pub fn paginate(book: &Book, sheet: &Sheet, faces: &Faces, sink: &mut Sink) -> Pages {
    let layout = Layout::new(book, sheet, faces);
    let shapers = Shapers::new(faces, &layout.exceptions);
    let (missing, room) = (Mutex::new(Missing::default()), layout.room(""));
    let stick =
        Stick { layout: &layout, shapers: &shapers, assets: &book.assets, missing: &missing, room, pliant: false };
    let mut collector = Collector::new(book, &layout);
    let pieces = collector.body();
    let notes = collector.notes();
    let flowed = flow::flow(pieces, &Stick { pliant: true, ..stick }, sink);
    let notes = set_notes(notes, &stick, sink);
    let footnotes = Footnotes::new(&notes, &layout);

    let body = Division::new("", flowed, footnotes, &stick, 0);
    // Its paragraphs have been set, some of them again: what comes is little.
    shapers.rest();
    let body_leaves = body.leaves(0);
    let places = places(&body, &body_leaves, footnotes);
    let folio = |number: usize| book.meta.digits.write(number as u64);
    let mut numbers: Vec<String> = (1..=body_leaves.len()).map(folio).collect();
    let entries = entries(book, &places, &numbers);

    let back = set_index(&mut collector, &entries, footnotes, &stick, sink);
    let back_leaves = back.as_ref().map_or(Vec::new(), |index| index.leaves(numbers.len()));
    numbers.extend((1..=back_leaves.len()).map(|number| folio(body_leaves.len() + number)));
    let mut labels: BTreeMap<String, String> =
        places.names.iter().map(|(&name, &page)| (name.to_owned(), numbers[page].clone())).collect();
    let said = words::words(book.meta.language);
    let mut made = Vec::new();
    if let Some(page) = back_leaves.iter().position(|leaf| matches!(leaf, Leaf::Columns { .. })) {
        labels.insert(INDEX.to_owned(), numbers[body_leaves.len() + page].clone());
        made.push((said.index, INDEX));
    }
    drop(places);

    let front = set_front(&mut collector, &Listing { labels: &labels, made: &made }, footnotes, &stick, sink);

    drop(shapers);
    missing.into_inner().unwrap_or_else(PoisonError::into_inner).report(sink);

    let mut placer = Placer::new(&layout, &collector.plan, &collector.frames, &notes, &book.meta.title);
    let mut at = 0;
    for division in &front {
        let leaves = division.leaves(at);
        draw(division, &leaves, at, &|number| numeral::front(number as u64, layout.lang), &mut placer);
        at += leaves.len();
    }
    if at % 2 == 1 {
        placer.blank(kind("front", at, PageRole::Blank, &layout), &numeral::front(at as u64 + 1, layout.lang));
    }
    draw(&body, &body_leaves, 0, &folio, &mut placer);
    drop(body);
    if let Some(back) = &back {
        draw(back, &back_leaves, body_leaves.len(), &folio, &mut placer);
    }
    let (pages, destinations, starts, tags) = placer.finish();
    Pages {
        pages,
        tags,
        outline: outline(book, &made),
        destinations: unique(destinations),
        meta: book.meta.clone(),
        faces: faces.clone(),
        assets: book.assets.clone(),
        map: PageMap { pages: starts, entries, print_entries: locators::printed(book) },
    }
}

impl Division {
    /// Breaks what was set into pages of one column, the first of them page number `before` of its numbering, from 0.
    fn new(name: &'static str, flowed: Flowed, notes: Footnotes, stick: &Stick, before: usize) -> Division {
        let Flowed { strips, pliant } = flowed;
        let mut division = Division { name, galleys: galleys(strips), columns: Vec::new(), count: 1, gap: Pt::ZERO };
        let (rest, grid) = (stick.layout.room(name).height, stick.layout.grid());
        let mut number = before;
        for galley in &mut division.galleys {
            number += usize::from(galley.begins == Parting::Recto && number % 2 == 1);
            let filled = fill::fill(&galley.strips, notes, &Shape { first: Vec::new(), rest, grid, number });
            let strips = std::mem::take(&mut galley.strips);
            galley.strips = flow::adjust(strips, &filled, &pliant, stick);
            debug_assert!(fill::is_whole(&filled.columns, galley.strips.len()));
            number += filled.columns.len();
            division.columns.push(filled.columns);
        }
        division
    }

    /// Its pages, the first of them page number `before` of its numbering, from 0.
    fn leaves(&self, before: usize) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        for (galley, columns) in self.columns.iter().enumerate() {
            if self.galleys[galley].begins == Parting::Recto && (before + leaves.len()) % 2 == 1 {
                leaves.push(Leaf::Blank);
            }
            let mut from = 0;
            while from < columns.len() {
                let to = (from + self.count).min(columns.len());
                leaves.push(Leaf::Columns { galley, columns: from..to });
                from = to;
            }
        }
        leaves
    }

    /// The columns of a page with the strips of the text that they are cut from.
    fn columns<'d>(&'d self, leaf: &Leaf) -> impl Iterator<Item = (&'d Column, &'d [Strip])> {
        let (galley, columns) = match leaf {
            Leaf::Blank => (None, 0..0),
            Leaf::Columns { galley, columns } => (Some(*galley), columns.clone()),
        };
        galley.into_iter().flat_map(move |galley| {
            let columns = self.columns[galley][columns.clone()].iter();
            columns.map(move |column| (column, &self.galleys[galley].strips[column.strips.clone()]))
        })
    }

    /// The strips of a page's text.
    fn strips<'d>(&'d self, leaf: &Leaf) -> impl Iterator<Item = &'d Strip> {
        self.columns(leaf).flat_map(|(_, strips)| strips)
    }
}

/// Parts strips where a page must end.
fn galleys(mut strips: Vec<Strip>) -> Vec<Galley> {
    let mut galleys: Vec<Galley> = Vec::new();
    // From the back, so that a book of one galley is not copied, and the room of what is copied is given back.
    while !strips.is_empty() {
        let parted = |strip: &Strip| strip.parting >= Parting::Page && !strip.parting.runs_on(strip.extras().room);
        let at = strips.iter().rposition(parted).unwrap_or(0);
        let own = if at == 0 { std::mem::take(&mut strips) } else { strips.split_off(at) };
        strips.shrink_to_fit();
        let Strip { parting, opens, .. } = own[0];
        // The very first page of a division is a right-hand one.
        let begins = if at == 0 { parting.max(Parting::Page) } else { parting };
        galleys.push(Galley { begins, opens, head: Vec::new(), strips: own });
    }
    galleys.reverse();
    galleys
}

fn set_notes(notes: Vec<(Option<PlanId>, Vec<Piece>)>, stick: &Stick, sink: &mut Sink) -> Vec<SetNote> {
    let (plans, pieces): (Vec<_>, Vec<_>) = notes.into_iter().unzip();
    let strips = flow::flow_apart(pieces, stick, sink);
    plans.into_iter().zip(strips).map(|(plan, strips)| SetNote { plan, strips: strips.strips }).collect()
}

/// Where destinations and marks are, by page of the body.
struct Places<'s> {
    names: BTreeMap<&'s str, usize>,
    marks: BTreeMap<u32, usize>,
}

fn places<'d>(division: &'d Division, leaves: &[Leaf], notes: Footnotes<'d>) -> Places<'d> {
    let mut places = Places { names: BTreeMap::new(), marks: BTreeMap::new() };
    for (page, leaf) in leaves.iter().enumerate() {
        for (column, strips) in division.columns(leaf) {
            for strip in strips.iter().chain(column.notes.iter().flat_map(|part| notes.strips(part))) {
                places.names.extend(strip.extras().destinations.iter().map(|name| (name.as_str(), page)));
                places.marks.extend(strip.extras().marks.iter().map(|mark| (mark.0, page)));
            }
        }
    }
    places
}

/// What the index prints.
fn entries(book: &Book, places: &Places, numbers: &[String]) -> Vec<Entry> {
    if book.terms.is_empty() {
        return Vec::new();
    }
    let pages: Vec<Option<usize>> =
        (0..book.marks.len()).map(|mark| places.marks.get(&(mark as u32)).copied()).collect();
    locators::resolve(book, &pages, numbers)
}

/// The index, if there is one: its heading over all columns, the last page's columns even.
fn set_index<'b>(
    collector: &mut Collector<'b>,
    entries: &'b [Entry],
    notes: Footnotes,
    stick: &Stick,
    sink: &mut Sink,
) -> Option<Division> {
    if !model::printed(&collector.book.terms, entries).contains(&true) {
        return None;
    }
    let layout = stick.layout;
    let (room, grid) = (layout.room("index"), layout.grid());
    let index::Columns { count, gap } = index::columns(collector);
    let measure = Pt((room.width - gap * (count as i64 - 1)).0 / count as i64);
    let (head, rest) = index::index(collector, entries, measure);
    let head = flow::flow(head, stick, sink).strips;
    let strips = flow::flow(rest, stick, sink).strips;
    let mut descent = fill::Descent::new(grid, 0);
    for strip in &head {
        descent.place(strip);
    }
    let taken = layout.whole_lines(descent.y);
    // The first column of a page faces the second.
    let shape = Shape { first: vec![room.height - taken; count], rest: room.height, grid, number: 1 };
    let mut columns = fill::fill(&strips, notes, &shape).columns;
    let last = columns.len().saturating_sub(1) / count * count;
    let mut even = columns.split_off(last);
    let height = if last == 0 { room.height - taken } else { room.height };
    fill::balance(&strips, &mut even, count, height, grid);
    columns.append(&mut even);
    let galley = Galley { begins: Parting::Recto, opens: true, head, strips };
    Some(Division { name: "index", galleys: vec![galley], columns: vec![columns], count, gap })
}

/// Title page, colophon and contents.
fn set_front(
    collector: &mut Collector,
    listing: &Listing,
    notes: Footnotes,
    stick: &Stick,
    sink: &mut Sink,
) -> Vec<Division> {
    let pieces = [
        ("title", front::title_page(collector)),
        ("title", front::colophon(collector)),
        ("front", contents::contents(collector, listing)),
    ];
    let mut before = 0;
    let set = |(name, pieces): (&'static str, Vec<Piece>)| {
        let division = Division::new(name, flow::flow(pieces, stick, sink), notes, stick, before);
        before += division.leaves(before).len();
        division
    };
    pieces.into_iter().map(set).collect()
}

/// Which kind of page page number `number`, from 0, is.
fn kind(name: &'static str, number: usize, role: PageRole, layout: &Layout) -> PageKind {
    let leaf = if number.is_multiple_of(2) { LeafSide::Recto } else { LeafSide::Verso };
    PageKind { side: layout.side(number), leaf, role, name }
}

/// Draws the pages of a division.
fn draw(division: &Division, leaves: &[Leaf], before: usize, label: &dyn Fn(usize) -> String, placer: &mut Placer) {
    for (page, leaf) in leaves.iter().enumerate() {
        let kind = |role| kind(division.name, before + page, role, placer.layout);
        let label = label(before + page + 1);
        match leaf {
            Leaf::Blank => placer.blank(kind(PageRole::Blank), &label),
            Leaf::Columns { galley, columns } => {
                let first = division.strips(leaf).next();
                let opening = if columns.start == 0 {
                    division.galleys[*galley].opens
                } else {
                    first.is_some_and(|first| first.opens)
                };
                let kind = kind(if opening { PageRole::Opening } else { PageRole::Running });
                let chosen = &division.columns[*galley][columns.clone()];
                placer.page(&division.galleys[*galley], chosen, division.count, division.gap, kind, &label);
            }
        }
    }
}

/// The outline: contents, every section, the index. No level is skipped.
fn outline(book: &Book, made: &[(&'static str, &'static str)]) -> Vec<Heading> {
    let said = words::words(book.meta.language);
    let heading = |title: &str, destination: &str| Heading {
        level: 1,
        title: title.to_owned(),
        destination: destination.to_owned(),
    };
    let mut outline = vec![heading(said.contents, CONTENTS)];
    book.each_section(&mut |section| {
        let deepest = outline.last().map_or(1, |last| last.level + 1);
        outline.push(Heading {
            level: section.level.clamp(1, deepest),
            title: contents::title(section, said.introduction),
            destination: book.anchors[section.anchor.index()].slug.clone(),
        });
    });
    outline.extend(made.iter().map(|(title, destination)| heading(title, destination)));
    outline
}

/// Destinations by name; the first of each name counts.
fn unique(mut destinations: Vec<Destination>) -> Vec<Destination> {
    destinations.sort_by(|a, b| a.name.cmp(&b.name));
    destinations.dedup_by(|later, first| later.name == first.name);
    destinations
}
