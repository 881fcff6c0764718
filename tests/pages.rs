//! Pages of small books: what is where, and nothing twice.

use pressmark::diagnostic::Sink;
use pressmark::font::Faces;
use pressmark::length::Pt;
use pressmark::library::Memory;
use pressmark::normalize::normalize;
use pressmark::page::{ItemKind, LinkTarget, Pages, dump, paginate};
use pressmark::project::{IndexMode, NormalizeOptions, Project, Texts};
use pressmark::read::read;
use pressmark::style::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// The pages of a Markdown text.
fn pages(text: &str) -> Pages {
    styled(text, "")
}

/// The pages of a Markdown text with something added to the house style.
fn styled(text: &str, css: &str) -> Pages {
    let library = Memory::of([("book.md", text), ("own.css", css)]);
    let options = NormalizeOptions { index: IndexMode::Marked, ..NormalizeOptions::default() };
    let texts = Texts::Files(vec!["book.md".to_owned()]);
    let project = Project { texts, options, ..Project::default() };
    let mut sink = Sink::default();
    let book = normalize(read(&project, &library, &mut sink).expect("a text"), &project.options, &mut sink);
    let sheet = Sheet::load("own.css", &library, &mut sink).expect("the house style");
    let faces = Faces::load(&library, &mut sink);
    paginate(&book, &sheet, &faces, &mut sink)
}

/// What a page says, artifacts left out or alone.
fn said(pages: &Pages, page: usize, artifacts: bool) -> String {
    let mut out = String::new();
    for item in pages.pages[page].items.iter().filter(|item| item.content.is_none() == artifacts) {
        out.push_str(&dump::text(item).unwrap_or_default());
        out.push(' ');
    }
    out
}

/// A long text: `count` paragraphs of numbered words.
fn paragraphs(count: usize) -> String {
    let words = |p: usize| (0..40 + p * 7 % 60).map(|w| format!("w{p}x{w}")).collect::<Vec<_>>().join(" ");
    (0..count).map(|p| words(p) + "\n\n").collect()
}

fn page_of(pages: &Pages, name: &str) -> usize {
    let found = pages.destinations.iter().find(|destination| destination.name == name);
    found.unwrap_or_else(|| panic!("no destination {name}")).page
}

#[test]
fn every_word_is_on_one_page_and_in_order() {
    let text = format!("# One\n\n{}", paragraphs(60));
    let pages = pages(&text);
    let all: String = (0..pages.pages.len()).map(|page| said(&pages, page, false)).collect();
    let set: Vec<&str> = all.split_whitespace().filter(|word| word.contains('x') && word.starts_with('w')).collect();
    let written: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with('w')).collect();
    assert_eq!(set, written);
}

#[test]
fn no_paragraph_leaves_a_single_line_on_a_page() {
    let pages = pages(&format!("# One\n\n{}", paragraphs(80)));
    let mut lines: BTreeMap<(usize, usize), BTreeSet<i64>> = Default::default();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in page.items.iter().filter(|item| item.content.is_some()) {
            if let ItemKind::Glyphs { y, text, .. } = &item.kind {
                lines.entry((text.as_ptr() as usize, number)).or_default().insert(y.0);
            }
        }
    }
    let parted = |text: usize| lines.keys().filter(|(known, _)| *known == text).count() > 1;
    let torn: Vec<_> = lines.iter().filter(|((text, _), _)| parted(*text)).collect();
    assert!(torn.len() > 4, "some paragraphs go over a page");
    assert!(torn.iter().all(|(_, lines)| lines.len() >= 2));
}

#[test]
fn a_heading_stands_on_the_page_of_its_text() {
    let sections: String = (0..40).map(|i| format!("## Part{i}\n\nbegin{i} {}", paragraphs(1 + i % 3))).collect();
    let pages = pages(&format!("# One\n\n{sections}"));
    let with = |word: &str| {
        let has = |page: &usize| said(&pages, *page, false).split_whitespace().any(|said| said == word);
        (4..pages.pages.len()).find(has)
    };
    for i in 0..40 {
        assert_eq!(with(&format!("Part{i}")), with(&format!("begin{i}")), "section {i}");
    }
}

#[test]
fn a_note_is_on_the_page_of_its_reference() {
    let notes: String =
        (0..30).map(|i| format!("[^{i}]: Note number {i}, {}\n\n", "of some words ".repeat(8))).collect();
    let text: String = (0..30).map(|i| format!("Called here.[^{i}] {}", paragraphs(2))).collect();
    let pages = pages(&format!("# One\n\n{text}\n\n{notes}"));
    let on = |kind: &str, i: usize| page_of(&pages, &format!("{kind}-{i}"));
    assert!((0..30).all(|i| on("ref", i) == on("note", i)));
    assert!((0..30).map(|i| on("note", i)).collect::<BTreeSet<_>>().len() > 5);
}

/// A text with notes in headings, quotations, lists, tables, some of them long, and twenty on one page.
const NOTES: &str = include_str!("books/notes.md");

#[test]
fn every_note_of_a_rich_text_begins_on_the_page_of_its_reference() {
    let pages = pages(NOTES);
    let count = NOTES.lines().filter(|line| line.starts_with("[^")).count();
    assert_eq!(count, 75);
    for note in 0..count {
        assert_eq!(page_of(&pages, &format!("ref-{note}")), page_of(&pages, &format!("note-{note}")), "note {note}");
    }
    let crowded = page_of(&pages, "a-crowded-page");
    let on: Vec<usize> = (0..count).map(|note| page_of(&pages, &format!("note-{note}"))).collect();
    assert!(on.iter().filter(|&&page| page == crowded).count() >= 20, "{crowded} {on:?}");
}

#[test]
fn only_a_note_that_no_page_holds_is_parted() {
    let pages = pages(NOTES);
    let mut on: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let note = Pt::from_points(8.61);
    for (number, page) in pages.pages.iter().enumerate() {
        for item in page.items.iter().filter(|item| item.content.is_some()) {
            if let ItemKind::Glyphs { run, text, .. } = &item.kind
                && run.style.size == note
            {
                on.entry(text.as_ptr() as usize).or_default().insert(number);
            }
        }
    }
    let parted: Vec<_> = on.values().filter(|pages| pages.len() > 1).collect();
    assert_eq!(parted.len(), 1, "{parted:?}");
    assert_eq!(rules_above_notes(&pages).iter().filter(|rule| rule.long).count(), parted[0].len() - 1);
}

struct NoteRule {
    page: usize,
    top: Pt,
    /// Whether it is as wide as the measure: a note goes on below it.
    long: bool,
}

fn rules_above_notes(pages: &Pages) -> Vec<NoteRule> {
    let mut rules = Vec::new();
    for (page, drawn) in pages.pages.iter().enumerate() {
        for item in &drawn.items {
            if let ItemKind::Fill { area, .. } = item.kind
                && area.height == Pt::from_points(0.5)
            {
                rules.push(NoteRule { page, top: area.top, long: area.width > drawn.size.0.scale(1, 2) });
            }
        }
    }
    rules
}

#[test]
fn a_rule_stands_above_the_notes_of_every_page_and_below_its_text() {
    let pages = pages(NOTES);
    let count = NOTES.lines().filter(|line| line.starts_with("[^")).count();
    let with_notes: BTreeSet<usize> = (0..count).map(|note| page_of(&pages, &format!("note-{note}"))).collect();
    let rules = rules_above_notes(&pages);
    assert_eq!(rules.iter().map(|rule| rule.page).collect::<BTreeSet<_>>(), with_notes);
    assert_eq!(rules.len(), with_notes.len());
    for rule in rules {
        for item in pages.pages[rule.page].items.iter().filter(|item| item.content.is_some()) {
            if let ItemKind::Glyphs { run, y, .. } = &item.kind
                && run.style.size > Pt::from_points(9.0)
            {
                assert!(*y < rule.top, "text below the rule on page {}", rule.page);
            }
        }
    }
}

#[test]
fn a_call_stays_with_its_word_and_apart_from_the_next() {
    let words = |p: usize| (0..30 + p).map(|w| "o".repeat(1 + (w * 7 + p) % 9)).collect::<Vec<_>>().join(" ");
    let text: String = (0..40)
        .map(|p| format!("{} so—[^{p}] {} 中[^a{p}][^b{p}] so [^c{p}] end\n\n", words(p), words(p / 2)))
        .collect();
    let note = |label: &str, p: usize| format!("[^{label}{p}]: A note.\n\n");
    let notes: String = (0..40).flat_map(|p| ["", "a", "b", "c"].map(|label| note(label, p))).collect();
    let pages = pages(&format!("# One\n\n{text}{notes}"));
    let mut calls = 0;
    for page in &pages.pages {
        let mut first: BTreeMap<Pt, (Pt, bool)> = BTreeMap::new();
        for item in &page.items {
            if let ItemKind::Glyphs { run, y, .. } = &item.kind {
                let raised = run.style.rise > Pt::ZERO;
                calls += usize::from(raised);
                let known = first.entry(*y).or_insert((run.x, raised));
                *known = (*known).min((run.x, raised));
            }
        }
        assert!(first.values().all(|(_, raised)| !raised), "a line begins with a call");
    }
    assert!(calls >= 160);
    let all: String = (0..pages.pages.len()).map(|page| said(&pages, page, false)).collect();
    assert!(all.replace(' ', "").contains("2,\u{202F}3"), "{all}");
}

#[test]
fn two_notes_called_on_the_last_line_of_a_page_stand_below_it() {
    let lines = |count: usize| "A line.\n\n".repeat(count);
    let mut on_last_line = 0;
    for before in 10..40 {
        let notes = "[^a]: The first, of some length.\n\n[^b]: The second.\n";
        let pages = pages(&format!("# One\n\n{}Both.[^a][^b]\n\n{}{notes}", lines(before), lines(40)));
        let page = page_of(&pages, "ref-0");
        for name in ["ref-1", "note-0", "note-1"] {
            assert_eq!(page_of(&pages, name), page, "{name} after {before} lines");
        }
        let text = said(&pages, page, false);
        let below = &text[text.find("Both.").expect("the call")..text.find("The first").expect("the note")];
        on_last_line += usize::from(!below.contains("A line."));
    }
    assert!(on_last_line > 0);
}

#[test]
fn a_note_of_a_note_follows_it() {
    let pages = pages("# One\n\nA.[^a] B.[^b]\n\n[^a]: First.[^c]\n\n[^b]: Last.\n\n[^c]: Between.\n");
    let page = said(&pages, page_of(&pages, "one"), false);
    let places = ["First.", "Between.", "Last."].map(|word| page.find(word).expect(word));
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn a_note_of_a_heading_or_a_head_row_is_called_once() {
    let rows: String = (0..60).map(|i| format!("| row{i} | {i} |\n")).collect();
    let pages = pages(&format!(
        "# One[^a]\n\n| Place[^b] | Height |\n|---|---|\n{rows}\n\n[^a]: Of the heading.\n\n[^b]: Of the head.\n"
    ));
    let mut raised = 0;
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        raised += usize::from(matches!(&item.kind, ItemKind::Glyphs { run, .. } if run.style.rise > Pt::ZERO));
    }
    assert_eq!(raised, 2, "neither in the contents nor in running heads nor in the head that stands again");
    let heading = pages.outline.iter().find(|heading| heading.destination == "one").expect("a heading");
    assert_eq!(heading.title, "One");
    assert!(said(&pages, page_of(&pages, "ref-1"), false).contains("Of the head."));
}

#[test]
fn what_stands_in_a_note_is_small_and_close_like_its_text() {
    let note = "[^a]: They were:\n\n    - one,\n    - two.\n\n    > Said he.\n\n    So it is.\n";
    let pages = pages(&format!("# One\n\n{}Here.[^a]\n\n{note}", paragraphs(1)));
    let page = page_of(&pages, "note-0");
    let mut baselines: Vec<Pt> = Vec::new();
    for item in pages.pages[page].items.iter().filter(|item| item.content.is_some()) {
        if let ItemKind::Glyphs { run, y, .. } = &item.kind
            && run.style.size <= Pt::from_points(9.0)
            && run.style.rise == Pt::ZERO
        {
            baselines.push(*y);
        }
    }
    baselines.dedup();
    assert_eq!(baselines.len(), 5);
    assert!(baselines.windows(2).all(|two| two[1] - two[0] < Pt::from_points(16.0)), "{baselines:?}");
}

#[test]
fn the_label_of_a_note_hangs_beside_a_quotation() {
    let pages = pages("# One\n\nHere.[^a]\n\n[^a]: > Said he.\n");
    let lines = dump::lines(&pages);
    assert!(lines.lines().any(|line| line.contains('1') && line.contains("Said he.")), "{lines}");
}

/// The last baselines of pages that do not end a chapter, with whether the page has notes.
fn feet(pages: &Pages) -> BTreeMap<usize, Pt> {
    let first = pages.pages.iter().position(|page| page.label == "1").expect("a page 1");
    let openings: BTreeSet<usize> = pages
        .outline
        .iter()
        .filter(|heading| heading.level == 1)
        .map(|heading| page_of(pages, &heading.destination))
        .collect();
    let foot = |page: usize| {
        let items = pages.pages[page].items.iter().filter(|item| item.content.is_some());
        items.filter_map(|item| if let ItemKind::Glyphs { y, .. } = item.kind { Some(y) } else { None }).max()
    };
    let goes_on = |page: &usize| page + 1 < pages.pages.len() && !openings.contains(&(page + 1));
    (first..pages.pages.len()).filter(goes_on).filter_map(|page| Some((page, foot(page)?))).collect()
}

#[test]
fn facing_pages_end_at_the_same_height_with_notes_and_without() {
    for text in [NOTES, &format!("# One\n\n{}", paragraphs(120))] {
        let feet = feet(&pages(text));
        let facing = feet.iter().filter(|(page, _)| **page % 2 == 1);
        let facing: Vec<_> = facing.filter_map(|(page, foot)| Some((page, foot, feet.get(&(page + 1))?))).collect();
        assert!(facing.len() > 3);
        assert!(facing.iter().all(|(_, left, right)| left == right), "{facing:?}");
    }
}

#[test]
fn a_table_with_a_caption_floats_and_is_read_in_its_place() {
    let cells: String = (0..14).map(|i| format!("<tr><td>cell{i}</td><td>{i}</td></tr>\n")).collect();
    let table = format!("<table>\n<caption>Ships in port</caption>\n{cells}</table>\n\n");
    let mut floated = 0;
    for before in 4..10 {
        let text = format!("# One\n\n{}Before.\n\n{table}After.\n\n{}", paragraphs(before), paragraphs(20));
        let pages = pages(&text);
        let page = |word: &str| (4..pages.pages.len()).find(|&page| said(&pages, page, false).contains(word)).unwrap();
        let places = [page("Before."), page("cell0 "), page("cell13"), page("After.")];
        assert_eq!(places[1], places[2], "the table is not parted");
        assert!(places[1] - places[0] <= 1, "{places:?}");
        assert_eq!(places[0], places[3], "text goes on below its place, {places:?}");
        floated += usize::from(places[1] > places[0]);
        let tags = dump::tags(&pages);
        let order = ["Before.", "cell0", "After."].map(|word| tags.find(word).expect(word));
        assert!(order.is_sorted(), "{order:?}");
        let all: String = (0..pages.pages.len()).map(|page| said(&pages, page, false)).collect();
        let words = all.split_whitespace().filter(|word| word.starts_with('w') && word.contains('x'));
        assert_eq!(words.count(), text.split_whitespace().filter(|word| word.starts_with('w')).count());
    }
    assert!(floated > 0);
}

#[test]
fn below_a_table_that_has_floated_away_every_block_keeps_its_own_space() {
    let cells: String = (0..14).map(|i| format!("<tr><td>cell{i}</td><td>{i}</td></tr>\n")).collect();
    let table = format!("<table>\n<caption>Ships in port</caption>\n{cells}</table>\n\n");
    let mut floated = 0;
    for (between, after, lines) in
        [("", "After.", 1), ("", "## After.", 3), ("", "- After.", 2), ("- Item", "After.", 2)]
    {
        for before in 4..10 {
            let text =
                format!("# One\n\n{}Before.\n\n{between}\n\n{table}{after}\n\n{}", paragraphs(before), paragraphs(20));
            let pages = pages(&text);
            let line = |word: &str| {
                let on = |page: &usize| said(&pages, *page, false).contains(word);
                let page = (4..pages.pages.len()).find(on).expect(word);
                let said = |item: &&pressmark::page::Item| dump::text(item).is_some_and(|text| text.contains(word));
                match pages.pages[page].items.iter().find(said).expect(word).kind {
                    ItemKind::Glyphs { y, .. } => (page, y),
                    _ => panic!("{word} is text"),
                }
            };
            let above = if between.is_empty() { "Before." } else { "Item" };
            let [above, below, cell] = [above, "After.", "cell0"].map(line);
            if cell.0 > above.0 && above.0 == below.0 {
                floated += 1;
                let grid = Pt::from_points(13.5);
                // A line more or less makes the page even.
                let stands = (lines..=lines + 1).map(|lines| grid * lines);
                assert!(stands.into_iter().any(|space| space == below.1 - above.1), "{after} {:?}", below.1 - above.1);
            }
        }
    }
    assert!(floated > 3, "{floated}");
}

#[test]
fn a_long_title_in_a_running_head_ends_with_a_word_before_the_folio() {
    let title = "A chapter whose title is much too long to stand in one line beside the number of a page";
    let pages = pages(&format!("# {title}\n\n{}\n\n# Two\n\nText.", paragraphs(40)));
    let heads = |page: usize| said(&pages, page, true);
    let head = (5..pages.pages.len()).map(heads).find(|head| head.contains('…')).expect("a head that is cut");
    let words = head.split('…').next().unwrap().trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    assert!(words.len() > 40 && title.starts_with(words) && title[words.len()..].starts_with(' '), "{head}");
}

#[test]
fn a_chapter_runs_on_where_the_sheet_lets_it() {
    let chapters: String = (0..6).map(|i| format!("# Chapter {i}\n\n{}", paragraphs(1 + i))).collect();
    let page = |pages: &Pages, i: usize| page_of(pages, &format!("chapter-{i}"));
    let apart = pages(&chapters);
    assert!((1..6).all(|i| page(&apart, i - 1) < page(&apart, i)));
    let css = "h1 { -pressmark-run-on: 18rlh }";
    let together = styled(&chapters, css);
    assert!((1..6).any(|i| page(&together, i - 1) == page(&together, i)), "short ones run on");
    assert!((1..6).any(|i| page(&together, i - 1) < page(&together, i)), "but not where little room is left");
    assert!(together.pages.len() < apart.pages.len());
    let bottom = |i: usize| together.pages[page(&together, i)].size.1;
    for i in 1..6 {
        let found = together.destinations.iter().find(|found| found.name == format!("chapter-{i}")).expect("a place");
        let begins = page(&together, i - 1) < page(&together, i);
        assert!(begins || found.top.points() < bottom(i).points() / 2.0 + 40.0, "half a page is left below {i}");
    }
}

#[test]
fn chapters_open_on_right_hand_pages_after_blank_ones_without_heads() {
    let chapters: String = (0..6).map(|i| format!("# Chapter {i}\n\n{}", paragraphs(2 + 3 * i))).collect();
    let pages = styled(&chapters, "h1 { break-before: right }");
    let mut blank = 0;
    for i in 0..6 {
        let page = page_of(&pages, &format!("chapter-{i}"));
        assert_eq!(page % 2, 0);
        blank += usize::from(pages.pages[page - 1].items.is_empty());
    }
    assert!(blank > 1);
}

#[test]
fn contents_show_the_labels_of_the_pages_and_lead_to_them() {
    let chapters: String = (0..5).map(|i| format!("# Chapter{i}\n\n{}", paragraphs(12))).collect();
    let pages = pages(&chapters);
    let contents = page_of(&pages, "contents");
    let listed = dump::lines(&pages);
    let listed = listed.split("page ").nth(contents + 1).unwrap_or_default();
    for heading in pages.outline.iter().filter(|heading| heading.title.contains("Chapter")) {
        let label = &pages.pages[page_of(&pages, &heading.destination)].label;
        let line = listed.lines().position(|line| line.contains(&heading.title.replace(' ', "\u{2002}")));
        let line = line.unwrap_or_else(|| panic!("{} is not in {listed}", heading.title));
        let after: Vec<&str> = listed.lines().skip(line + 1).take(2).collect();
        assert!(after.iter().any(|line| line.ends_with(&format!(" {label}"))), "{heading:?} {label} {after:?}");
    }
    let led = |name: &str| {
        pages.pages[contents]
            .items
            .iter()
            .any(|item| matches!(&item.kind, ItemKind::Link { to: LinkTarget::Destination(to), .. } if to == name))
    };
    assert!(pages.outline.iter().skip(1).all(|heading| led(&heading.destination)));
}

#[test]
fn the_body_begins_on_a_right_hand_page_with_one() {
    let pages = pages("# One\n\nWords.\n");
    let first = pages.pages.iter().position(|page| page.label == "1").expect("a page 1");
    assert_eq!(first % 2, 0);
    assert_eq!(pages.pages[0].label, "i");
    assert!(pages.pages[first - 1].items.is_empty(), "the page before it is blank");
}

#[test]
fn the_head_of_a_table_stands_again_on_every_page_as_an_artifact() {
    let rows: String = (0..120).map(|i| format!("| row{i} | {i} |\n")).collect();
    let pages = pages(&format!("# One\n\n| Place | Height |\n|---|---|\n{rows}"));
    let with = |artifacts: bool| (4..pages.pages.len()).filter(|&page| said_head(&pages, page, artifacts)).count();
    let bodies = (4..pages.pages.len()).filter(|&page| said(&pages, page, false).contains("row")).count();
    assert!(bodies > 2);
    assert_eq!((with(false), with(true)), (1, bodies - 1));
    let tags = dump::tags(&pages);
    assert_eq!(tags.matches("THead").count(), 1);
    assert_eq!(tags.matches("TR").count(), 121);
}

#[test]
fn a_small_table_is_seen_whole_below_the_line_that_names_it() {
    let rows: String = (0..4).map(|i| format!("| row{i} | {i} |\n")).collect();
    let words = |count: usize| "word ".repeat(count * 11);
    for lines in 20..36 {
        let text = format!("# One\n\n{}\n\nTable 1: Places\n\n| Place | Height |\n|---|---|\n{rows}\n", words(lines));
        let pages = pages(&format!("{text}{}", words(40)));
        let page_with = |part: &str| (4..pages.pages.len()).find(|&page| said(&pages, page, false).contains(part));
        let named = page_with("Places").expect("a name");
        for part in ["Height", "row0", "row3"] {
            assert_eq!(page_with(part), Some(named), "{part} behind {lines} lines");
        }
    }
}

#[test]
fn an_array_higher_than_a_page_goes_on_overleaf() {
    let rows: String = (0..90).map(|row| format!("\\text{{row{row}}} & = {row} \\\\\n")).collect();
    let pages = pages(&format!("# One\n\n$$\\begin{{array}}{{rl}}\n{rows}\\end{{array}}$$\n"));
    let with = |part: &str| (4..pages.pages.len()).find(|&page| said(&pages, page, false).contains(part));
    assert!(with("row0").unwrap() + 2 <= with("row89").unwrap());
    let foot = pages.pages[4].size.1;
    let baseline = |item: &pressmark::page::Item| match &item.kind {
        ItemKind::Glyphs { y, .. } => Some(*y),
        _ => None,
    };
    let lowest = pages.pages.iter().skip(4).flat_map(|page| &page.items).filter_map(baseline).max().unwrap();
    assert!(lowest < foot, "{lowest:?} of {foot:?}");
}

fn said_head(pages: &Pages, page: usize, artifacts: bool) -> bool {
    said(pages, page, artifacts).contains("Height")
}

#[test]
fn a_row_longer_than_a_page_is_parted_between_lines_and_read_cell_by_cell() {
    let long = |name: &str| (0..900).map(|w| format!("{name}{w}")).collect::<Vec<_>>().join(" ");
    let pages = pages(&format!("# One\n\n| A | B |\n|---|---|\n| {} | {} |\n", long("a"), long("b")));
    let all: String = (0..pages.pages.len()).map(|page| said(&pages, page, false)).collect();
    for name in ["a", "b"] {
        let set = all
            .split_whitespace()
            .filter(|word| word.strip_prefix(name).is_some_and(|rest| rest.parse::<u32>().is_ok()));
        assert_eq!(set.collect::<Vec<_>>().join(" "), long(name));
    }
}

#[test]
fn a_page_never_parts_a_single_line_from_a_row() {
    for before in 0..8 {
        let long = |row: usize| (0..60).map(|w| format!("r{row}w{w}")).collect::<Vec<_>>().join(" ");
        let rows: String = (0..9).map(|row| format!("| {row} | {} |\n", long(row))).collect();
        let pages = pages(&format!("# One\n\n{}\n\n| A | B |\n|---|---|\n{rows}", paragraphs(before)));
        let mut lines: BTreeMap<(String, usize), BTreeSet<Pt>> = BTreeMap::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for item in page.items.iter().filter(|item| item.content.is_some()) {
                if let ItemKind::Glyphs { y, text, .. } = &item.kind
                    && let Some((row, _)) = text.split_once("w0 ").filter(|(row, _)| row.starts_with('r'))
                {
                    lines.entry((row.to_owned(), number)).or_default().insert(*y);
                }
            }
        }
        assert!(lines.len() >= 9);
        assert!(lines.values().all(|lines| lines.len() > 1), "{before}: {lines:?}");
    }
}

#[test]
fn content_is_contiguous_on_one_page_and_tagged_once() {
    let pages = pages(&format!(
        "# One\n\nA [link](#one) and *a* note.[^n]\n\n- item\n- item\n\n    code\n\n{}\n\n[^n]: Said.\n",
        paragraphs(20)
    ));
    let mut seen = BTreeSet::new();
    for page in &pages.pages {
        let mut contents: Vec<_> = page.items.iter().filter_map(|item| item.content).collect();
        contents.dedup();
        for content in contents {
            assert!(seen.insert(content), "{content:?} comes twice");
        }
    }
    assert_eq!(seen.len(), pages.tags.contents.len());
    let parents = pages.tags.tags.iter().enumerate().skip(1);
    assert!(parents.into_iter().all(|(i, tag)| tag.parent.is_some_and(|parent| (parent.0 as usize) < i)));
    assert!(pages.destinations.windows(2).all(|two| two[0].name < two[1].name));
}

#[test]
fn the_index_leads_to_the_line_of_its_mark() {
    let text = format!("# One\n\n{}\\index{{tide}}Tides here.\n\n\\index{{moon|see{{tide}}}}End.\n", paragraphs(30));
    let pages = pages(&text);
    let page = page_of(&pages, "index-0");
    assert!(said(&pages, page, false).contains("Tides here"));
    let index = said(&pages, page_of(&pages, "index"), false);
    assert!(index.contains(&format!("tide,  {}", pages.pages[page].label)) || index.contains("tide"), "{index}");
    assert!(index.contains("see"));
    assert_eq!(page_of(&pages, "term-0"), page_of(&pages, "index"));
    assert_eq!(pages.map.entries.len(), 2);
    assert!(dump::tags(&pages).contains("Index"));
}

/// The baselines of the columns of an index page that has only those, the left one first, with what each line begins
/// with.
fn columns_of(pages: &Pages, page: usize) -> [BTreeMap<Pt, String>; 2] {
    let mut columns = [BTreeMap::new(), BTreeMap::new()];
    let page = &pages.pages[page];
    for item in page.items.iter().filter(|item| item.content.is_some()) {
        if let ItemKind::Glyphs { run, y, .. } = &item.kind
            && run.style.size < Pt::from_points(10.0)
        {
            let column = &mut columns[usize::from(run.x > page.size.0.scale(1, 2))];
            column.entry(*y).or_insert_with(|| dump::text(item).unwrap_or_default());
        }
    }
    columns
}

#[test]
fn lines_of_an_index_stand_side_by_side() {
    let term = |i: usize| format!("{}{i}", ["ab", "ca", "ce", "ot", "so", "wo"][i / 7 % 6].repeat(1 + i % 5));
    let terms: String = (0..260).map(|i| format!("\\index{{{}}}Word.\n\n", term(i))).collect();
    let pages = pages(&format!("# One\n\n{terms}"));
    let index: Vec<_> = (page_of(&pages, "index")..pages.pages.len()).map(|page| columns_of(&pages, page)).collect();
    assert!(index.len() > 2);
    let mut letters = 0;
    for columns in &index {
        let lines: Vec<Pt> = columns.iter().flat_map(|column| column.keys().copied()).collect();
        let (first, step) = (lines[0], columns[0].keys().zip(columns[0].keys().skip(1)).map(|(a, b)| *b - *a).min());
        let step = step.expect("lines").points();
        let off = |line: &Pt| ((*line - first).points() / step - ((*line - first).points() / step).round()).abs();
        assert!(lines.iter().all(|line| off(line) < 0.01), "{lines:?}");
        for column in columns {
            let lines: Vec<&String> = column.values().collect();
            let letter = lines.iter().rposition(|line| line.len() == 1);
            letters += usize::from(letter.is_some());
            assert!(letter.is_none_or(|letter| letter + 2 < lines.len()), "a single line below a letter: {lines:?}");
        }
    }
    assert!(letters > 2);
    let [left, right] = &index[index.len() - 1];
    let ends = [left, right].map(|column| column.keys().next_back().copied().expect("lines"));
    assert!(ends[0] - ends[1] < Pt::from_points(40.0) && ends[1] <= ends[0], "the last columns are even: {ends:?}");
}

#[test]
fn a_table_made_of_signs_is_set_smaller_rather_than_turned_over() {
    let line = "1598   2 16  8 ".repeat(4) + "\n";
    let sizes = |text: &str| {
        let pages = pages(&format!("# One\n\n{text}"));
        let page = &pages.pages[page_of(&pages, "one")];
        let mut sizes = BTreeSet::new();
        let mut lines = BTreeSet::new();
        for item in page.items.iter().filter(|item| item.content.is_some()) {
            if let ItemKind::Glyphs { run, y, text, .. } = &item.kind
                && text.contains("1598")
            {
                sizes.insert(run.style.size);
                lines.insert(*y);
            }
        }
        (sizes, lines.len())
    };
    let (natural, _) = sizes("```\n1598\n```\n");
    let (drawn, count) = sizes(&format!("```\n{line}{line}```\n"));
    assert!(drawn < natural && count == 2, "{drawn:?} {natural:?} {count}");
    let (code, count) = sizes(&format!("```c\n{line}{line}```\n"));
    assert_eq!((code, count), (natural.clone(), 4), "program text keeps its size");
    let (long, count) = sizes(&format!("```\n{}{line}```\n", line.trim_end().repeat(2)));
    assert!(long == natural && count > 2, "what is too long in any size keeps it too");
}
