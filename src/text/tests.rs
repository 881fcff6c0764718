//! Tests of the whole way from a paragraph to lines.

use super::*;
use crate::diagnostic::Sink;
use crate::font::Faces;
use crate::hyphenation::Exceptions;
use crate::library::Memory;
use std::sync::LazyLock;

const ENGLISH: &str = "The compositor stood before the cases and picked each letter from its box, set it into the stick \
    against the rule, and spaced the line until it neither shook nor had to be forced. Every page that we read without \
    noticing the setting owes something to that patience, and a program which divides words, weighs the white between \
    them and looks at the whole paragraph before it settles a single line is only its late apprentice.";

static NONE: LazyLock<Exceptions> = LazyLock::new(Exceptions::default);

fn faces() -> Faces {
    Faces::load(&Memory::default(), &mut Sink::default())
}

fn style() -> TextStyle {
    TextStyle {
        families: vec!["Libertinus Serif".to_owned()].into(),
        weight: 400,
        italic: false,
        size: Pt::from_points(10.5),
        letter_spacing: Pt::ZERO,
        caps: Caps::Normal,
        figures: Figures::default(),
        ligatures: true,
        lang: Lang::EN,
        hyphens: true,
        expansion: 0,
        protrusion: false,
        rise: Pt::ZERO,
        color: [0; 3],
        stroke: Stroke::None,
    }
}

fn paragraph(text: &str, style: TextStyle) -> Paragraph {
    Paragraph {
        text: text.to_owned().into(),
        runs: vec![Run { range: 0..text.len(), style: Arc::new(style), tag: 0 }],
        boxes: Vec::new(),
        direction: Direction::Ltr,
        align: Align::Justify,
        balanced: false,
        indent: Pt::ZERO,
        preformatted: false,
    }
}

fn measure(points: f64) -> Measure {
    Measure::of(Pt::from_points(points))
}

fn glyphs(line: &Line) -> Vec<&Glyph> {
    line.runs.iter().flat_map(|run| run.glyphs.iter()).collect()
}

/// What each of a line's glyphs says.
fn texts(line: &Line) -> Vec<Range<usize>> {
    line.runs.iter().flat_map(GlyphRun::texts).collect()
}

/// The text that a line's glyphs say, in the order of the text.
fn said(text: &str, line: &Line) -> String {
    let mut clusters: Vec<Range<usize>> = texts(line);
    clusters.sort_by_key(|cluster| cluster.start);
    clusters.into_iter().map(|cluster| text[cluster].replace('\u{AD}', "")).collect()
}

/// The width of a line's glyphs, those hanging over its end left out.
fn inked(text: &str, line: &Line) -> Pt {
    let end = line.bytes().start + text[line.bytes()].trim_end_matches([' ', '\n']).len();
    let counts = |(_, text): &(&Glyph, Range<usize>)| text.is_empty() || text.start < end;
    glyphs(line).into_iter().zip(texts(line)).filter(counts).map(|(glyph, _)| glyph.advance.pt()).sum()
}

fn one_line(text: &str, style: TextStyle, faces: &Faces) -> Line {
    let (mut lines, troubles) = set(&paragraph(text, style), &measure(2000.0), &mut Shaper::new(faces, &NONE));
    assert_eq!((lines.len(), troubles), (1, vec![]));
    lines.remove(0)
}

fn holds(paragraph: &Paragraph, measure: &Measure, lines: &[Line]) {
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line.bytes().start, next);
        next = line.bytes().end;
        assert!(line.width <= measure.line(number), "line {number} is overfull");
        assert_eq!(inked(&paragraph.text, line), line.width);
    }
    assert_eq!(next, paragraph.text.len());
    let all: String = lines.iter().map(|line| said(&paragraph.text, line)).collect();
    // A blank line says nothing, not even its end.
    let spoken = |text: &str| -> Vec<String> {
        text.split('\n').filter(|line| !line.is_empty()).map(|line| line.replace('\u{AD}', "")).collect()
    };
    assert_eq!(spoken(&all), spoken(&paragraph.text));
}

#[test]
fn justified_lines_fill_the_measure_to_the_unit_and_say_the_whole_text() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let paragraph = Paragraph { indent: Pt::from_points(12.0), ..paragraph(ENGLISH, style()) };
    let beside_a_capital = Measure { first: vec![Pt::from_points(260.0); 2], rest: Pt::from_points(306.0) };
    for measure in [measure(90.0), measure(150.0), measure(306.0), beside_a_capital] {
        let (lines, troubles) = set(&paragraph, &measure, &mut shaper);
        assert!(troubles.is_empty());
        holds(&paragraph, &measure, &lines);
        for (number, line) in lines.iter().enumerate().take(lines.len() - 1) {
            let indent = if number == 0 { paragraph.indent } else { Pt::ZERO };
            assert_eq!(line.runs[0].x, indent);
            assert_eq!(line.width + indent, measure.line(number), "line {number} in {measure:?}");
        }
    }
}

#[test]
fn hyphens_at_line_ends_are_printed_but_say_nothing() {
    let faces = faces();
    let paragraph = paragraph(ENGLISH, style());
    let (lines, _) = set(&paragraph, &measure(100.0), &mut Shaper::new(&faces, &NONE));
    let hyphened: Vec<&Line> = lines.iter().filter(|line| line.hyphenated).collect();
    assert!(!hyphened.is_empty());
    for line in hyphened {
        assert_eq!(glyphs(line).last().unwrap().says, 0);
        assert!(paragraph.text[..line.bytes().end].ends_with(char::is_alphabetic));
    }
}

#[test]
fn pairs_are_kerned_and_small_capitals_are_other_glyphs() {
    let faces = faces();
    let apart = one_line("A", style(), &faces).width + one_line("V", style(), &faces).width;
    assert!(one_line("AV", style(), &faces).width < apart);
    let small = one_line("abc", TextStyle { caps: Caps::Small, ..style() }, &faces);
    let plain = one_line("abc", style(), &faces);
    assert!(glyphs(&small).iter().zip(glyphs(&plain)).all(|(a, b)| a.id != b.id));
    let old = one_line("1234", TextStyle { figures: Figures { oldstyle: true, tabular: false }, ..style() }, &faces);
    assert_ne!(glyphs(&old)[2].id, glyphs(&one_line("1234", style(), &faces))[2].id);
}

#[test]
fn a_run_has_small_capitals_for_all_of_its_letters_or_for_none() {
    let faces = faces();
    let ids = |text: &str, caps, lang| {
        let spaced = TextStyle { caps, letter_spacing: Pt::ONE, lang: Lang::constant(lang), ..style() };
        let plain = TextStyle { letter_spacing: Pt::ZERO, caps: Caps::Normal, ..spaced.clone() };
        let [set, plain] = [spaced, plain].map(|style| one_line(text, style, &faces));
        let same = glyphs(&set).iter().zip(glyphs(&plain)).all(|(set, plain)| set.id == plain.id);
        (same, set.width == plain.width)
    };
    let (left, set) = ((true, true), (false, false));
    // Libertinus Serif has them for Latin letters, but not with two marks, and for no others.
    assert_eq!(ids("Điều ước", Caps::Small, "en"), left);
    assert_eq!(ids("Chung", Caps::Small, "vi"), left, "headings of a book look alike");
    assert_eq!(ids("Введение", Caps::AllSmall, "ru"), left);
    assert_eq!(ids("Hebrew עברית", Caps::AllSmall, "en"), left);
    assert_eq!(ids("Şimdi, 1ª ʿAlī", Caps::Small, "tr"), set);
    assert_eq!(ids("MI6", Caps::AllSmall, "en"), set);
}

#[test]
fn figures_of_a_latin_phrase_are_of_the_face_of_its_letters() {
    let faces = faces();
    let families = ["Noto Naskh Arabic", "Libertinus Serif"].map(str::to_owned).to_vec();
    let style = TextStyle { families: families.into(), lang: Lang::constant("ar"), ..style() };
    let text = "سنة 1948 (UN 217, v2)";
    let paragraph = Paragraph { direction: Direction::Rtl, ..paragraph(text, style) };
    let (lines, _) = set(&paragraph, &measure(500.0), &mut Shaper::new(&faces, &NONE));
    let face = |part: &str| {
        let at = text.find(part).unwrap();
        let run = lines[0].runs.iter().find(|run| run.text().contains(&at)).unwrap();
        &*faces.face(run.face).postscript
    };
    assert_eq!(
        ["1948", "217", "2)"].map(face),
        ["NotoNaskhArabic-Regular", "LibertinusSerif-Regular", "LibertinusSerif-Regular"]
    );
}

#[test]
fn the_space_at_the_end_of_a_text_moves_on_what_follows() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let [bare, spaced] = ["1", "1\u{2002}"].map(|text| advance(&paragraph(text, style()), &mut shaper));
    assert_eq!(spaced - bare, one_line("a\u{2002}a", style(), &faces).width - one_line("a", style(), &faces).width * 2);
}

#[test]
fn balanced_lines_are_as_many_and_of_about_one_length() {
    let faces = faces();
    let text = "A section with a title that is also much too long for a single line of the column and turns over";
    let widths = |align, balanced| {
        let paragraph = Paragraph { align, balanced, ..paragraph(text, TextStyle { hyphens: false, ..style() }) };
        let (lines, _) = set(&paragraph, &measure(210.0), &mut Shaper::new(&faces, &NONE));
        holds(&paragraph, &measure(210.0), &lines);
        lines.iter().map(|line| line.width).collect::<Vec<_>>()
    };
    let spread = |widths: &[Pt]| *widths.iter().max().unwrap() - *widths.iter().min().unwrap();
    for align in [Align::Start, Align::Center, Align::End] {
        let [plain, balanced] = [false, true].map(|balanced| widths(align, balanced));
        assert_eq!(plain.len(), balanced.len());
        assert!(spread(&balanced) < Pt::from_points(35.0) && spread(&balanced) <= spread(&plain), "{balanced:?}");
    }
    assert_eq!(widths(Align::Justify, true), widths(Align::Justify, false));
}

#[test]
fn a_ligature_says_all_its_letters() {
    let faces = faces();
    let joined = one_line("office", style(), &faces);
    assert!(glyphs(&joined).len() < 6);
    assert_eq!(said("office", &joined), "office");
    let apart = one_line("office", TextStyle { ligatures: false, ..style() }, &faces);
    assert_eq!(glyphs(&apart).len(), 6);
}

#[test]
fn persian_digits_keep_their_persian_forms() {
    let faces = faces();
    let line = one_line("۴۶۷", TextStyle { lang: Lang::constant("fa"), ..style() }, &faces);
    let face = faces.face(line.runs[0].face);
    let forms: Vec<Option<u16>> = glyphs(&line).iter().map(|glyph| Some(glyph.id)).collect();
    assert_eq!(forms, ['۴', '۶', '۷'].map(|digit| face.glyph(digit)));
}

#[test]
fn arabic_letters_join_and_stand_from_right_to_left() {
    let faces = faces();
    let word = "سلام";
    let joined = one_line(word, style(), &faces);
    let alone = one_line("س ل ا م", style(), &faces);
    let isolated: Vec<u16> = glyphs(&alone).iter().map(|glyph| glyph.id).collect();
    assert!(!isolated.contains(&glyphs(&joined).last().unwrap().id));
    assert_eq!(said(word, &joined), word);
    assert_eq!(joined.runs[0].direction, Direction::Rtl);
    let starts: Vec<usize> = texts(&joined).iter().map(|text| text.start).collect();
    assert!(starts.is_sorted_by(|a, b| a > b));
}

#[test]
fn a_comma_after_a_persian_phrase_stands_to_its_right_in_an_english_line() {
    let faces = faces();
    let text = "of a phrase: سازمان ملی, and";
    let line = one_line(text, style(), &faces);
    let place = |c: char| {
        let at = text.find(c).unwrap();
        let mut found = None;
        for run in line.runs.iter() {
            let mut x = run.x;
            for (glyph, text) in run.glyphs.iter().zip(run.texts()) {
                if text.start == at && !text.is_empty() {
                    found = Some(x);
                }
                x += glyph.advance.pt();
            }
        }
        found.unwrap()
    };
    assert!(place('ی') < place('س') && place('س') < place(',') && place(',') < place('d'));
}

#[test]
fn phrases_are_turned_around_line_by_line() {
    let faces = faces();
    let text = "کتاب ".repeat(30);
    let paragraph = Paragraph { direction: Direction::Rtl, ..paragraph(&text, style()) };
    let measure = measure(150.0);
    let (lines, _) = set(&paragraph, &measure, &mut Shaper::new(&faces, &NONE));
    assert!(lines.len() > 2);
    holds(&paragraph, &measure, &lines);
    for line in &lines {
        let right = line.runs.iter().map(|run| run.x + run.width()).max().unwrap();
        assert_eq!(right, measure.rest);
    }
}

#[test]
fn a_long_address_is_parted_after_its_marks_and_a_long_word_anywhere() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let address = format!("see https://example.org/{} now", "part/of-a.path?".repeat(18));
    let unmarked = "wordwithoutend".repeat(30);
    for (text, width) in [(&address, 120.0), (&address, 30.0), (&unmarked, 100.0), (&"漢字".repeat(60), 50.0)] {
        let paragraph = paragraph(text, TextStyle { hyphens: false, ..style() });
        let measure = measure(width);
        let (lines, _) = set(&paragraph, &measure, &mut shaper);
        holds(&paragraph, &measure, &lines);
    }
    let paragraph = paragraph(&address, TextStyle { hyphens: false, ..style() });
    let (lines, troubles) = set(&paragraph, &measure(120.0), &mut shaper);
    assert!(troubles.iter().all(|trouble| matches!(trouble, Trouble::ForcedBreak { .. })) && !troubles.is_empty());
    let ends = |line: &Line| address[..line.bytes().end].ends_with(['/', '?', '-', '.', ' ', 'w']);
    assert!(lines.iter().all(ends));
}

#[test]
fn ideographs_are_set_apart_until_they_fill_the_line() {
    let faces = faces();
    let text = "漢字仮名交じり文のPressmark組版、行末".repeat(12);
    let paragraph = paragraph(&text, justified());
    let measure = measure(207.0);
    let mut shaper = Shaper::new(&faces, &NONE);
    let (lines, _) = set(&paragraph, &measure, &mut shaper);
    for line in &lines[..lines.len() - 1] {
        assert_eq!(line.width, measure.rest);
        assert!(!text[line.bytes()].starts_with('、'));
    }
    // A quarter of an em parts the scripts, at a line's edge nothing does.
    let [both, sign, letter] =
        ["文a", "文", "a"].map(|text| extents(&super::tests::paragraph(text, style()), &mut shaper).1);
    assert_eq!(both - sign - letter, style().size.scale(1, 4));
}

#[test]
fn no_line_ends_at_a_no_break_space() {
    let faces = faces();
    let text = "about 300\u{A0}km of road and 12\u{202F}000\u{A0}people ".repeat(12);
    let mut shaper = Shaper::new(&faces, &NONE);
    for width in [70.0, 111.0, 160.0] {
        let (lines, _) = set(&paragraph(&text, style()), &measure(width), &mut shaper);
        assert!(lines.iter().all(|line| !text[..line.bytes().end].ends_with(['\u{A0}', '\u{202F}'])));
    }
}

#[test]
fn soft_hyphens_are_seen_only_at_line_ends() {
    let faces = faces();
    let text = "un\u{AD}break\u{AD}able";
    let whole = one_line(text, style(), &faces);
    assert_eq!(said(text, &whole), "unbreakable");
    assert_eq!(whole.width, one_line("unbreakable", style(), &faces).width);
    let (lines, _) = set(&paragraph(text, style()), &measure(32.0), &mut Shaper::new(&faces, &NONE));
    assert!(lines.len() > 1 && lines[0].hyphenated && text[..lines[0].bytes().end].ends_with('\u{AD}'));
}

#[test]
fn results_do_not_depend_on_what_was_shaped_before() {
    let faces = faces();
    let texts = [ENGLISH, "hy-phen of office, ation pa hyphenation patience", "کتاب and the word کتاب"];
    let fresh = texts.map(|text| set(&paragraph(text, style()), &measure(80.0), &mut Shaper::new(&faces, &NONE)));
    let mut shaper = Shaper::new(&faces, &NONE);
    for (text, fresh) in texts.iter().zip(&fresh).rev() {
        let used = set(&paragraph(text, style()), &measure(80.0), &mut shaper);
        assert_eq!(format!("{used:?}"), format!("{fresh:?}"));
    }
}

#[test]
fn results_do_not_depend_on_what_other_shapers_have_shared() {
    let faces = faces();
    let texts = [ENGLISH, "hy-phen of office, ation pa hyphenation patience", "کتاب and the word کتاب"];
    let fresh = texts.map(|text| set(&paragraph(text, style()), &measure(80.0), &mut Shaper::new(&faces, &NONE)));
    let shapers = Shapers::new(&faces, &NONE);
    for round in 0..3 {
        // Each learns the texts in another order, so that each knows them under other numbers.
        let mut lent = [shapers.lend(), shapers.lend(), shapers.lend()];
        for (number, shaper) in lent.iter_mut().enumerate() {
            for text in (0..3).map(|text| (text + number) % 3).take(round + 1) {
                let used = set(&paragraph(texts[text], style()), &measure(80.0), shaper);
                assert_eq!(format!("{used:?}"), format!("{:?}", fresh[text]));
            }
        }
        drop(lent);
        shapers.share();
    }
}

#[test]
fn missing_glyphs_are_told_once_and_kept_in_the_text() {
    let faces = faces();
    let text = "a \u{10FFFD} and \u{10FFFD}";
    let (lines, troubles) = set(&paragraph(text, style()), &measure(300.0), &mut Shaper::new(&faces, &NONE));
    assert_eq!(troubles, [Trouble::MissingGlyph { character: '\u{10FFFD}', at: 2, times: 2 }]);
    assert_eq!(said(text, &lines[0]), text);
    assert!(glyphs(&lines[0]).iter().any(|glyph| glyph.id == 0 && glyph.advance.pt() > Pt::ZERO));
    let named = TextStyle { families: vec!["Nowhere".to_owned(), "serif".to_owned()].into(), ..style() };
    let (_, troubles) = set(&paragraph("a b", named), &measure(300.0), &mut Shaper::new(&faces, &NONE));
    assert_eq!(troubles, [Trouble::MissingFamily("Nowhere".to_owned())]);
}

#[test]
fn empty_texts_spaces_and_line_ends_make_the_lines_one_expects() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let ranges = |text: &str, preformatted, shaper: &mut Shaper| {
        let paragraph = Paragraph { preformatted, ..paragraph(text, style()) };
        let (lines, _) = set(&paragraph, &measure(100.0), shaper);
        lines.into_iter().map(|line| (line.bytes(), line.width > Pt::ZERO)).collect::<Vec<_>>()
    };
    assert_eq!(ranges("", false, &mut shaper), []);
    assert_eq!(ranges("   ", false, &mut shaper), [(0..3, false)]);
    assert_eq!(ranges("a\n\nb\n", true, &mut shaper), [(0..2, true), (2..3, false), (3..5, true)]);
}

#[test]
fn code_keeps_its_spaces_and_tabs_and_is_wrapped_where_it_must_be() {
    let faces = faces();
    let code =
        TextStyle { families: vec!["JetBrains Mono".to_owned()].into(), ligatures: false, hyphens: false, ..style() };
    let text = "\tif a\t!= b {\n    return; // a remark that goes on\n}";
    let paragraph = Paragraph { preformatted: true, ..paragraph(text, code.clone()) };
    let column = one_line("0", code, &faces).width;
    let measure = Measure::of(column * 20);
    let (lines, _) = set(&paragraph, &measure, &mut Shaper::new(&faces, &NONE));
    holds(&paragraph, &measure, &lines);
    assert_eq!(lines[0].width, column * 18);
    assert_eq!(lines[1].width, column * 16);
    assert_eq!(lines.len(), 4);
}

#[test]
fn boxes_stand_in_the_line_and_extents_span_it() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let size = (Pt::from_points(20.0), Pt::from_points(9.0));
    let paragraph =
        Paragraph { boxes: vec![InlineBox { size }], ..paragraph("see \u{FFFC} incomprehensibility", style()) };
    let (lines, _) = set(&paragraph, &measure(400.0), &mut shaper);
    let (least, most) = extents(&paragraph, &mut shaper);
    assert_eq!(lines[0].boxes.len(), 1);
    assert_eq!(most, lines[0].width);
    assert_eq!(least, one_line("incomprehensibility", style(), &faces).width);
    assert!(lines[0].runs.last().unwrap().x >= lines[0].boxes[0].1 + size.0);
}

#[test]
fn a_line_whose_spaces_would_be_holes_is_left_ragged() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let text = "so it is \u{FFFC} said the other, who had seen the drawing on the wall of the house by the river";
    let mut paragraph = paragraph(text, style());
    paragraph.boxes = vec![InlineBox { size: (Pt::from_points(197.0), Pt::from_points(9.0)) }];
    let (lines, _) = set(&paragraph, &measure(200.0), &mut shaper);
    let natural = one_line("so it is", style(), &faces).width;
    assert_eq!(lines[0].width, natural);
    assert_eq!(lines[2].width, Pt::from_points(200.0), "others are justified");
}

#[test]
fn ragged_lines_keep_their_spaces_and_stand_where_they_are_told() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let measure = measure(160.0);
    let space = glyphs(&one_line("a b", style(), &faces))[1].advance;
    for align in [Align::Start, Align::End, Align::Center] {
        let paragraph = Paragraph { align, ..paragraph(ENGLISH, style()) };
        let (lines, _) = set(&paragraph, &measure, &mut shaper);
        holds(&paragraph, &measure, &lines);
        for line in &lines {
            let room = measure.rest - line.width;
            let start = match align {
                Align::End => room,
                Align::Center => room.scale(1, 2),
                Align::Start | Align::Justify => Pt::ZERO,
            };
            assert_eq!(line.runs[0].x, start);
            let mut spaces =
                glyphs(line).into_iter().zip(texts(line)).filter(|(_, text)| &ENGLISH[text.clone()] == " ");
            assert!(spaces.all(|(glyph, _)| glyph.advance == space));
        }
    }
}

#[test]
fn a_word_of_a_megabyte_is_set_in_good_time() {
    let faces = faces();
    let text = "abcdefghijklmnopqrstuvwxyz".repeat(40_000);
    let paragraph = paragraph(&text, style());
    let measure = measure(300.0);
    let (lines, _) = set(&paragraph, &measure, &mut Shaper::new(&faces, &NONE));
    assert!(lines.len() > 10_000);
    assert!(lines.iter().all(|line| line.width <= measure.rest));
}

#[test]
fn a_paragraph_can_be_set_with_a_line_more_or_less_just_as_it_was_promised() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let paragraph = paragraph(&[ENGLISH; 3].join(" "), style());
    let mut seen = [0, 0];
    for points in (240..440).step_by(2) {
        let measure = measure(f64::from(points));
        let (natural, _, variants) = vary(&paragraph, &measure, &mut shaper);
        assert_eq!(format!("{natural:?}"), format!("{:?}", set(&paragraph, &measure, &mut shaper).0));
        for (side, variant) in [variants.tighter, variants.looser].into_iter().enumerate() {
            let Some(variant) = variant else { continue };
            let lines = set_at(&paragraph, &measure, &variant.ends, &mut shaper);
            holds(&paragraph, &measure, &lines);
            seen[side] += 1;
            assert_eq!(lines.len(), natural.len() + 2 * side - 1);
            let ends: Vec<LineEnd> =
                lines.iter().map(|line| LineEnd { byte: line.bytes().end, hyphenated: line.hyphenated }).collect();
            assert_eq!(ends, variant.ends);
            assert!(variant.cost >= 0);
        }
    }
    assert!(seen.into_iter().all(|times| times > 3), "{seen:?}");
}

/// A style as the house sheet has it.
fn justified() -> TextStyle {
    TextStyle { expansion: 25, protrusion: true, ..style() }
}

#[test]
fn lines_are_full_to_the_unit_with_letters_of_one_width_and_marks_in_the_margin() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let text = format!("“{}” {}", ENGLISH, ENGLISH.replace(", ", ",” “"));
    let paragraph = paragraph(&text, justified());
    let (mut wider, mut narrower, mut hung) = (0, 0, [0, 0]);
    for points in (150..420).step_by(15) {
        let measure = measure(f64::from(points));
        let (lines, _) = set(&paragraph, &measure, &mut shaper);
        for (number, line) in lines.iter().enumerate().take(lines.len() - 1) {
            assert_eq!(line.width, measure.rest, "line {number} of {points} pt");
            let expansion = line.runs[0].expansion;
            assert!(expansion.abs() <= 25 && line.runs.iter().all(|run| run.expansion == expansion));
            let left = -line.runs[0].x;
            let right = inked(&text, line) - left - line.width;
            let said = text[line.bytes()].trim_end();
            assert_eq!(left > Pt::ZERO, said.starts_with(['“', 'w', 'v', 'T', 'A']), "{said}");
            let ends = line.hyphenated || said.ends_with(['.', ',', '”', 'k', 'r', 't', 'v', 'w', 'x', 'y']);
            assert_eq!(right > Pt::ZERO, ends, "{said}");
            hung = [hung[0] + usize::from(left > Pt::ZERO), hung[1] + usize::from(right > Pt::ZERO)];
            wider += usize::from(expansion > 0);
            narrower += usize::from(expansion < 0);
        }
    }
    assert!(wider > 10 && narrower > 10 && hung.into_iter().all(|times| times > 10));
}

#[test]
fn letters_keep_their_width_where_joints_and_columns_would_suffer() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let code = TextStyle { families: vec!["JetBrains Mono".to_owned()].into(), protrusion: false, ..justified() };
    let persian = "کتاب و قلم ".repeat(30);
    let texts = [
        paragraph(ENGLISH, code),
        Paragraph { direction: Direction::Rtl, ..paragraph(&persian, justified()) },
        Paragraph { align: Align::Start, ..paragraph(ENGLISH, justified()) },
    ];
    for paragraph in &texts {
        let measure = measure(250.0);
        let (lines, _) = set(paragraph, &measure, &mut shaper);
        holds(paragraph, &measure, &lines);
        assert!(lines.iter().flat_map(|line| line.runs.iter()).all(|run| run.expansion == 0));
    }
}

#[test]
fn letterspacing_stands_between_letters_only() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let spacing = Pt::from_points(1.0);
    let spaced = TextStyle { letter_spacing: spacing, ligatures: false, ..style() };
    let close = TextStyle { ligatures: false, ..style() };
    let runs = |middle: TextStyle| {
        let styles = [close.clone(), middle, close.clone()];
        let runs = styles.into_iter().zip([0..4, 4..7, 7..11]);
        let runs = runs.map(|(style, range)| Run { range, style: Arc::new(style), tag: 0 }).collect();
        Paragraph { runs, ..paragraph("the abc, so", style()) }
    };
    let widths = [runs(spaced.clone()), runs(close.clone())].map(|paragraph| {
        let (lines, _) = set(&paragraph, &measure(300.0), &mut shaper);
        holds(&paragraph, &measure(300.0), &lines);
        lines[0].width
    });
    assert_eq!(widths[0] - widths[1], spacing * 2);
    assert_eq!(one_line("abc d", spaced, &faces).width - one_line("abc d", close, &faces).width, spacing * 4);
}

#[test]
fn a_long_name_of_a_program_is_parted_rather_than_the_words_before_it() {
    let faces = faces();
    let mut shaper = Shaper::new(&faces, &NONE);
    let text = "This feature is enabled by default. To disable it, see the output.html.admonitions option.";
    let (lines, troubles) = set(&paragraph(text, style()), &measure(306.0), &mut shaper);
    assert!(said(text, &lines[0]).trim_end().ends_with("output.html.") && troubles.is_empty());
    let number = text.replace("output.html.admonitions", "1.234.567.890.123.456");
    let (lines, _) = set(&paragraph(&number, style()), &measure(306.0), &mut shaper);
    assert!(lines.iter().any(|line| said(&number, line).contains("1.234.567.890.123.456")));
}
