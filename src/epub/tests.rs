//! Whole EPUBs: what is in the archive, and that no fault of epub-builder is left in it.

use super::assemble::Dress;
use super::finish::Unpacked;
use super::*;
use crate::language::Lang;
use crate::library::Memory;
use crate::model::{Inline, Role, flat_text};
use std::io::Cursor;

/// The EPUB of a book in a plain dress.
fn pressed(book: &Book, map: &PageMap, library: &Memory) -> (Vec<u8>, Sink) {
    let (mut out, mut sink) = (Cursor::new(Vec::new()), Sink::default());
    let dress = |_: &Usage, _: &mut Sink| Dress { css: "p { margin: 0 }\n".to_owned(), faces: Vec::new() };
    let pictures = Pictures::collect(book, None, library, &mut sink).unwrap();
    let read = |picture: &Picture| picture.bytes(library, &Faces::default(), book.meta.language);
    write_dressed(book, &pictures, dress, map, read, &mut out, &mut sink).unwrap();
    (out.into_inner(), sink)
}

fn torture() -> (Unpacked, Sink) {
    let mut library = Memory::default();
    let (book, map) = sample::torture(&mut library);
    let (bytes, sink) = pressed(&book, &map, &library);
    (Unpacked::of(bytes), sink)
}

/// What epub-builder makes of the same book by itself.
fn unfinished() -> Unpacked {
    let texts = [TextFile::new("a.xhtml", "<p>x</p>".to_owned())];
    let contents = [Entry::word("a.xhtml", "A & B")];
    Unpacked::of(assemble("Tides & Harbors", &texts, &contents, &Dress::default()).unwrap())
}

/// The names of elements in order, and the panic if they do not nest: well-formed enough for our own serializer.
fn check_nesting(name: &str, file: &str) {
    let mut open = Vec::new();
    for tag in file.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        match tag.as_bytes()[0] {
            b'?' | b'!' => {}
            b'/' => assert_eq!(open.pop(), Some(&tag[1..]), "{name}: <{tag}>"),
            _ if tag.ends_with('/') => {}
            _ => open.push(tag.split([' ', '\n']).next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn every_file_is_well_formed_and_every_link_inside_leads_somewhere() {
    let (epub, _) = torture();
    let mut ids = std::collections::BTreeSet::new();
    let mut links = Vec::new();
    for (name, text) in epub.texts().filter(|(name, _)| name.ends_with("xhtml")) {
        check_nesting(name, text);
        let file = name.trim_start_matches("OEBPS/");
        ids.insert(file.to_owned());
        for id in text.split(" id=\"").skip(1) {
            let id = id.split('"').next().unwrap();
            assert!(ids.insert(format!("{file}#{id}")), "{file}#{id} stands twice");
        }
        for href in text.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            links.push(if href.starts_with('#') { format!("{file}{href}") } else { href.to_owned() });
        }
    }
    let inside: Vec<_> = links.iter().filter(|href| !href.contains(':') && !href.ends_with(".css")).collect();
    assert!(inside.len() > 20);
    for href in inside {
        let decoded = href.replace("%D8%A8%D8%AE%D8%B4", "بخش");
        assert!(ids.contains(&decoded), "{href} leads nowhere");
    }
}

#[test]
fn notes_follow_their_reference_and_begin_with_the_way_back() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    let reference = text.find("id=\"ref-0\" href=\"#note-0\"").unwrap();
    let note = text.find("<aside class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\" id=\"note-0\"><p><a class=\"backlink\"").unwrap();
    assert!(reference < note);
    assert_eq!(text.matches("id=\"ref-0\"").count(), 1);
    assert!(text.contains("inner</a><a class=\"noteref\""), "a reference inside a link stands behind it");
    assert_eq!(text.matches("</a><sup>,\u{202F}</sup><a class=\"noteref\"").count(), 1, "two calls are not one number");
    assert!(text.contains("id=\"note-2\""), "a note on a note is there too");
    assert!(epub.text("OEBPS/004-ships-und-boote.xhtml").contains("href=\"002-harbors.xhtml#note-0\""));
}

#[test]
fn foreign_runs_say_their_language_and_a_direction_that_differs() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    assert!(text.contains("<span class=\"foreign\" lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">بندر</span>"));
    assert!(epub.text("OEBPS/content.opf").contains("<dc:language>fa</dc:language>"));
}

#[test]
fn headings_inside_blocks_go_down_by_one_level() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    assert!(text.contains("Quoted heading</h2>"));
}

#[test]
fn a_table_names_what_has_a_name() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    let head = "<thead>\n<tr><td></td><th class=\"right\" scope=\"col\" colspan=\"2\">Depth</th></tr>\n</thead>";
    assert!(text.contains(head), "{text}");
    assert!(text.contains("<tr><td rowspan=\"2\">North</td>"));
}

#[test]
fn only_sections_with_a_role_are_landmarks_and_none_is_there_by_accident() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    assert!(text.contains("role=\"doc-chapter\" aria-labelledby=\"harbors\""));
    assert!(text.contains("<section>\n<h2 id=\"piers\">"));
    // A footer outside of a sectioning element says something about the whole file.
    assert!(!text.contains("<footer") && text.contains("<p class=\"attribution\">A Pilot</p>"));
}

#[test]
fn only_marks_that_the_index_leads_to_become_places() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    assert!(text.contains("falls &gt; 2. <span id=\"ix-0\"></span><strong>"));
    let index = epub.text("OEBPS/index.xhtml");
    assert!(index.contains(
        "<a class=\"locator\" epub:type=\"index-locator\" href=\"002-harbors.xhtml#ix-0\"><strong>2</strong></a>"
    ));
    assert!(index.contains("<em>see</em> <span epub:type=\"index-term\"><a href=\"#index-1\">harbors</a>"));
    assert!(index.contains("<em>see also</em> <span epub:type=\"index-term\"><a href=\"#index-4\">tides</a>"));
    assert!(
        index.contains(">tides</span>, <a class=\"locator\" epub:type=\"index-locator\">9</a></li>"),
        "a locator without a place keeps its label"
    );
    assert!(index.contains(">Symbols</h2>") && !index.contains("unused"));
}

#[test]
fn printed_pages_begin_where_the_map_says_and_are_listed_in_reading_order() {
    let (epub, _) = torture();
    let text = epub.text("OEBPS/002-harbors.xhtml");
    let mark = "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"pg2\" aria-label=\" 2. \"></span>";
    assert!(text.contains(&format!("Water ris{mark}es &lt;")));
    let nav = epub.text("OEBPS/nav.xhtml");
    let list = &nav[nav.find("doc-pagelist").unwrap()..];
    let order: Vec<_> = list.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let harbors = "002-harbors.xhtml";
    assert_eq!(order[0], "001.xhtml#pg1");
    assert_eq!(order[1..], [format!("{harbors}#pg2"), format!("{harbors}#pg_5"), format!("{harbors}#pg3")]);
}

#[test]
fn links_that_lead_nowhere_are_findings_and_keep_their_text() {
    let (epub, sink) = torture();
    let found: Vec<_> = sink.found.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(found, ["unresolved-link"]);
    let text = epub.text("OEBPS/002-harbors.xhtml");
    assert!(text.contains("a lost place") && !text.contains("chart.html"));
    assert!(text.contains("href=\"http://a.example/b%20c?x=1&amp;y=%C3%A9\""));
}

#[test]
fn a_book_from_right_to_left_is_so_everywhere() {
    let mut library = Memory::default();
    let (mut book, map) = sample::torture(&mut library);
    book.meta.language = Lang::constant("fa");
    book.meta.direction = crate::language::Direction::Rtl;
    let epub = Unpacked::of(pressed(&book, &map, &library).0);
    assert!(epub.text("OEBPS/nav.xhtml").contains("lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\""));
    assert!(epub.text("OEBPS/content.opf").contains("page-progression-direction=\"rtl\""));
    assert!(epub.text("OEBPS/002-harbors.xhtml").contains("<span class=\"foreign\" lang=\"fa\" xml:lang=\"fa\">بندر"));
}

#[test]
fn long_chapters_go_on_in_another_file_and_links_find_them() {
    let mut book = sample::book();
    let long = || sample::paragraph(&"word ".repeat(LIMIT / 10));
    let mut chapter = sample::section(&mut book, Role::Chapter, "Long", vec![long()]);
    chapter.sections = vec![sample::section(&mut book, Role::Section, "Far", vec![long()])];
    book.sections = vec![chapter];
    sample::number(&mut book);
    let epub = Unpacked::of(pressed(&book, &PageMap::default(), &Memory::default()).0);
    assert!(epub.text("OEBPS/nav.xhtml").contains("href=\"002-long.xhtml#far\""));
    let second = epub.text("OEBPS/002-long.xhtml");
    assert!(second.contains("aria-label=\"Long (continued)\""));
    assert_eq!(epub.texts().filter(|(name, _)| name.contains("-long")).count(), 2);
}

#[test]
fn an_odd_cover_is_a_finding() {
    let mut library = Memory::default();
    let (mut book, map) = sample::torture(&mut library);
    let small = sample::picture(&mut book, &mut library, "small.gif", crate::model::Media::Gif, 50, 20);
    book.meta.cover = crate::model::Cover::Picture(small);
    let (_, sink) = pressed(&book, &map, &library);
    let found: Vec<_> = sink.found.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(found, ["unusual-cover", "unresolved-link"]);
}

#[test]
fn a_book_without_text_is_still_an_epub() {
    let epub = Unpacked::of(pressed(&sample::book(), &PageMap::default(), &Memory::default()).0);
    assert!(epub.text("OEBPS/nav.xhtml").contains("href=\"title.xhtml\""));
    assert!(epub.text("OEBPS/content.opf").contains("<itemref "));
}

// One test for each fault of epub-builder 0.8.3. Each also shows that the fault is still there: when one of them
// fails because upstream has mended it, the code that works around it can go.

#[test]
fn fault_languages_get_the_ids_of_creators() {
    let (epub, _) = torture();
    let ids: Vec<&str> = epub.text("OEBPS/content.opf").split(" id=\"").skip(1).collect();
    let ids: Vec<&str> = ids.iter().map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(epub.text("OEBPS/content.opf").contains("<dc:language>en</dc:language>"));
}

#[test]
fn fault_items_have_no_properties() {
    assert!(!unfinished().text("OEBPS/content.opf").contains("properties=\"index\""));
    let (epub, _) = torture();
    let opf = epub.text("OEBPS/content.opf");
    for (href, properties) in [("index.xhtml", "index"), ("nav.xhtml", "nav"), ("images/cover.png", "cover-image")] {
        let item = opf.lines().find(|line| line.contains(&format!("href=\"{href}\""))).unwrap();
        assert!(item.contains(&format!("properties=\"{properties}\"")), "{item}");
    }
}

#[test]
fn fault_statements_are_not_escaped() {
    let mut book = sample::book();
    book.meta.rights = Some("© A & B <c>".to_owned());
    book.meta.identifiers.insert(0, crate::model::Identifier::Uri("http://a.example/?x&y".to_owned()));
    let epub = Unpacked::of(pressed(&book, &PageMap::default(), &Memory::default()).0);
    let opf = epub.text("OEBPS/content.opf");
    check_nesting("content.opf", opf);
    assert!(opf.contains("© A &amp; B &lt;c&gt;") && opf.contains("?x&amp;y"));
    assert!(epub.text("OEBPS/toc.ncx").contains("?x&amp;y"));
}

#[test]
fn fault_hrefs_are_not_encoded() {
    let texts = [TextFile::new("a b.xhtml", String::new())];
    let raw = Unpacked::of(assemble("T", &texts, &[], &Dress::default()).unwrap());
    assert!(raw.text("OEBPS/content.opf").contains("href=\"a b.xhtml\""));
    let (epub, _) = torture();
    for file in ["OEBPS/content.opf", "OEBPS/nav.xhtml", "OEBPS/toc.ncx"] {
        let text = epub.text(file);
        let hrefs = text.split("href=\"").chain(text.split("src=\"")).skip(1);
        let hrefs: Vec<&str> = hrefs.map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(hrefs.iter().filter(|href| href.contains("xhtml")).all(|href| href.is_ascii() && !href.contains(' ')));
    }
    assert!(epub.texts().all(|(name, _)| name.is_ascii()));
}

#[test]
fn fault_landmarks_are_empty() {
    let landmarks = |epub: &Unpacked| {
        let nav = epub.text("OEBPS/nav.xhtml").to_owned();
        let start = nav.find("landmarks").unwrap();
        nav[start..].split("</nav>").next().unwrap().matches("<li>").count()
    };
    assert_eq!(landmarks(&unfinished()), 0);
    assert_eq!(landmarks(&torture().0), 5);
}

#[test]
fn fault_each_pressing_differs() {
    assert_ne!(unfinished().text("OEBPS/content.opf"), unfinished().text("OEBPS/content.opf"));
    let mut library = Memory::default();
    let (mut book, map) = sample::torture(&mut library);
    book.meta.edition.date = Some("2026-11-23".to_owned());
    let (first, second) = (pressed(&book, &map, &library).0, pressed(&book, &map, &library).0);
    assert_eq!(first, second);
    let epub = Unpacked::of(first);
    assert!(epub.text("OEBPS/content.opf").contains("<meta property=\"dcterms:modified\">2026-11-23T00:00:00Z</meta>"));
}

#[test]
fn fault_pictures_are_deflated() {
    let (epub, _) = torture();
    assert_eq!(
        epub.stored(),
        ["mimetype", "OEBPS/images/map-of--it.png", "OEBPS/images/photo.jpg", "OEBPS/images/cover.png"]
    );
}

#[test]
fn fault_the_ncx_has_no_identifier_and_one_level() {
    let raw = unfinished();
    assert!(!raw.text("OEBPS/toc.ncx").contains("dtb:uid"));
    let (epub, _) = torture();
    let ncx = epub.text("OEBPS/toc.ncx");
    assert!(ncx.contains("name=\"dtb:uid\" content=\"urn:uuid:5a3c1f0e-2f5d-5c3e-8c57-0f2d7a8f2e11\""));
    assert!(ncx.contains("name=\"dtb:depth\" content=\"2\""));
    assert!(ncx.contains("type=\"normal\" value=\"2\" playOrder=\"4\"><navLabel><text>2</text>"), "{ncx}");
    check_nesting("toc.ncx", ncx);
}

#[test]
fn fault_the_package_document_comes_late() {
    let place = |epub: &Unpacked| epub.texts().position(|(name, _)| name == "OEBPS/content.opf").unwrap();
    assert!(place(&unfinished()) > 3);
    let (epub, _) = torture();
    let names: Vec<&str> = epub.texts().map(|(name, _)| name).collect();
    assert_eq!(names[..3], ["mimetype", "META-INF/container.xml", "OEBPS/content.opf"]);
}

#[test]
fn every_run_of_text_is_kept_as_it_is() {
    let mut library = Memory::default();
    let (book, map) = sample::torture(&mut library);
    let epub = Unpacked::of(pressed(&book, &map, &library).0);
    let mut all = String::new();
    for (_, file) in epub.texts().filter(|(name, _)| name.ends_with("xhtml")) {
        all.extend(file.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text));
    }
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    let all = visible(&all);
    let mut runs = 0;
    book.each_block(&mut |block| {
        let plain = |run: &&Vec<Inline>| run.iter().all(|inline| matches!(inline, Inline::Text(_) | Inline::Mark(_)));
        for run in block.runs().into_iter().filter(plain) {
            let text = visible(&markup::escaped(&flat_text(run)));
            assert!(all.contains(&text), "{text}");
            runs += 1;
        }
    });
    assert!(runs > 25, "{runs}");
}

#[test]
fn a_text_in_another_language_says_so_with_its_notes_and_in_the_contents() {
    let mut book = sample::book();
    let quiet = sample::section(&mut book, Role::Chapter, "Quiet", vec![sample::paragraph("words")]);
    let mut foreign = sample::section(&mut book, Role::Chapter, "Qeshm", vec![sample::paragraph("words")]);
    foreign.span.source = 1;
    book.sections = vec![quiet, foreign];
    book.languages.insert(1, Lang::constant("fa"));
    sample::number(&mut book);
    let (bytes, _) = pressed(&book, &PageMap::default(), &Memory::default());
    let epub = Unpacked::of(bytes);
    let opening = "aria-labelledby=\"qeshm\" lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">";
    assert!(epub.text("OEBPS/002-qeshm.xhtml").contains(opening), "{}", epub.text("OEBPS/002-qeshm.xhtml"));
    assert!(!epub.text("OEBPS/001-quiet.xhtml").contains("fa"));
    assert!(epub.text("OEBPS/nav.xhtml").contains("xml:lang=\"fa\" dir=\"rtl\">Qeshm</span>"));
    assert!(epub.text("OEBPS/content.opf").contains("<dc:language>fa</dc:language>"));
}
