//! Content streams read back: which marked content says what, which fonts show it.

use super::Pdf;
use lopdf::content::Content;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// The text of a page: by MCID, and that of artifacts.
#[derive(Default)]
pub struct PageText {
    /// What each marked-content sequence says, in the order in which it is drawn.
    pub marked: BTreeMap<i64, String>,
    /// What running heads and folios say.
    pub artifacts: String,
    /// What is wrong with the marks.
    pub faults: Vec<String>,
}

/// What each code of a font says.
#[derive(Default)]
struct Meanings {
    /// Bytes of a code.
    width: usize,
    /// By codes as the map spells them.
    says: BTreeMap<String, String>,
}

/// A mark that is open.
enum Mark {
    Content(i64),
    Artifact,
    /// Its text stands for all that is shown inside.
    Span(Option<String>),
}

/// Reads a page's text.
pub fn text(pdf: &Pdf, page: usize) -> PageText {
    let fonts = fonts(pdf, page);
    let mut found = PageText::default();
    let mut marks: Vec<Mark> = Vec::new();
    let mut font = None;
    for operation in operations(pdf, page) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => marks.push(Mark::Artifact),
            "BDC" => {
                let mark = mark(pdf, operands.get(1).and_then(|entries| entries.as_dict().ok()));
                match &mark {
                    Mark::Content(mcid) if found.marked.insert(*mcid, String::new()).is_some() => {
                        found.faults.push(format!("page {page} has MCID {mcid} twice"));
                    }
                    Mark::Span(Some(text)) => say(&mut found, &marks, text),
                    _ => {}
                }
                marks.push(mark);
            }
            "EMC" if marks.pop().is_none() => found.faults.push(format!("page {page} ends a mark that is not open")),
            // A new line: what stands right to left in it is put in order by itself.
            "Td" | "Tm" | "T*" => say(&mut found, &marks, "\u{2}"),
            "Tf" => font = operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec),
            "TJ" => {
                let meanings = font.as_ref().and_then(|font| fonts.get(font));
                let Some(meanings) = meanings else {
                    found.faults.push(format!("page {page} shows text in a font that it does not have"));
                    continue;
                };
                if marks.is_empty() {
                    found.faults.push(format!("page {page} shows text outside of all marks"));
                }
                if !marks.iter().any(|mark| matches!(mark, Mark::Span(Some(_)))) {
                    say(&mut found, &marks, &shown(operands, meanings));
                }
            }
            _ => {}
        }
    }
    if !marks.is_empty() {
        found.faults.push(format!("page {page} leaves a mark open"));
    }
    found.marked.values_mut().for_each(|text| *text = logical(text));
    found.artifacts = logical(&found.artifacts);
    found
}

/// What a reader says of drawn text: drawing goes from left to right, reading as the letters do (UAX #9, undone).
/// Clusters end in U+0001, lines in U+0002.
fn logical(drawn: &str) -> String {
    drawn.split('\u{2}').map(logical_line).collect()
}

fn logical_line(line: &str) -> String {
    let mut clusters: Vec<&str> = line.split('\u{1}').filter(|cluster| !cluster.is_empty()).collect();
    let right = |cluster: &str| cluster.chars().any(is_right_to_left);
    let left = |cluster: &str| cluster.chars().any(|c| c.is_alphanumeric() && !is_right_to_left(c));
    let count = |test: &dyn Fn(&str) -> bool| clusters.iter().filter(|cluster| test(cluster)).count();
    let whole = count(&right) > count(&left);
    if whole {
        clusters.reverse();
    }
    // Inside a line of the one direction, what runs in the other is turned: up to the last strong cluster of its kind.
    let turns = |cluster: &str| if whole { left(cluster) } else { right(cluster) };
    let ends = |cluster: &str| if whole { right(cluster) } else { left(cluster) };
    let mut i = 0;
    while i < clusters.len() {
        if !turns(clusters[i]) {
            i += 1;
            continue;
        }
        let until = clusters[i..].iter().position(|cluster| ends(cluster)).map_or(clusters.len(), |length| i + length);
        let last = clusters[i..until].iter().rposition(|cluster| turns(cluster)).map_or(i, |length| i + length);
        clusters[i..=last].reverse();
        i = until;
    }
    // A cluster of such letters says its characters in the order of the line, too.
    let turned = |cluster: &&str| if right(cluster) { cluster.chars().rev().collect() } else { (*cluster).to_owned() };
    clusters.iter().map(turned).collect()
}

/// Arabic numbers run from left to right, as all numbers do.
fn is_right_to_left(c: char) -> bool {
    !c.is_numeric() && matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// Adds text to the mark that is open.
fn say(found: &mut PageText, marks: &[Mark], text: &str) {
    let content = marks.iter().rev().find_map(|mark| match mark {
        Mark::Content(mcid) => Some(*mcid),
        _ => None,
    });
    match content {
        Some(mcid) => found.marked.entry(mcid).or_default().extend([text, "\u{1}"]),
        None => found.artifacts.extend([text, "\u{1}"]),
    }
}

fn mark(pdf: &Pdf, entries: Option<&Dictionary>) -> Mark {
    let Some(entries) = entries else { return Mark::Artifact };
    match pdf.get(entries, "MCID").as_i64() {
        Ok(mcid) => Mark::Content(mcid),
        // A span that says a hyphen is one that only ends a line: all others say what their font says.
        Err(_) => Mark::Span(lopdf::decode_text_string(pdf.get(entries, "ActualText")).ok().map(|text| match &*text {
            "-" => String::new(),
            _ => text,
        })),
    }
}

/// What a `TJ` operator says.
fn shown(operands: &[Object], meanings: &Meanings) -> String {
    let items = operands.first().and_then(|items| items.as_array().ok());
    let strings = items.into_iter().flatten().filter_map(|item| item.as_str().ok());
    let codes = strings.flat_map(|string| string.chunks_exact(meanings.width));
    let codes = codes.map(|code| code.iter().map(|byte| format!("{byte:02X}")).collect::<String>());
    codes.flat_map(|code| [meanings.says.get(&code).map_or("\u{FFFD}", String::as_str), "\u{1}"]).collect()
}

/// The operations of a page.
fn operations(pdf: &Pdf, page: usize) -> Vec<lopdf::content::Operation> {
    let bytes = pdf.document.get_page_content(pdf.pages[page]);
    Content::decode(&bytes).expect("operators").operations
}

/// The fonts of a page and what their codes say.
fn fonts(pdf: &Pdf, page: usize) -> BTreeMap<Vec<u8>, Meanings> {
    let mut fonts = BTreeMap::new();
    for (name, font) in font_dictionaries(pdf, page) {
        let stream = pdf.get(font, "ToUnicode").as_stream().expect("a ToUnicode stream");
        fonts.insert(name, meanings(&String::from_utf8_lossy(&stream.decompressed_content().expect("a CMap"))));
    }
    fonts
}

fn font_dictionaries(pdf: &Pdf, page: usize) -> Vec<(Vec<u8>, &Dictionary)> {
    let resources = pdf.dictionary(pdf.page(page), "Resources");
    let Some(fonts) = resources.and_then(|resources| pdf.dictionary(resources, "Font")) else { return Vec::new() };
    fonts.iter().filter_map(|(name, font)| Some((name.clone(), pdf.resolve(font).as_dict().ok()?))).collect()
}

/// The single mappings of a ToUnicode map.
fn meanings(map: &str) -> Meanings {
    let mut meanings = Meanings::default();
    for line in map.lines() {
        let Some((code, text)) = line.strip_prefix('<').and_then(|line| line.strip_suffix('>')?.split_once("> <"))
        else {
            continue;
        };
        // The range of codes, from zero on, says how long they are.
        if code.bytes().all(|digit| digit == b'0') {
            meanings.width = code.len() / 2;
            continue;
        }
        let units = text.as_bytes().chunks(4).map(|unit| std::str::from_utf8(unit).ok());
        let units: Option<Vec<u16>> = units.map(|unit| u16::from_str_radix(unit?, 16).ok()).collect();
        meanings.says.insert(code.to_owned(), String::from_utf16(&units.expect("hexadecimal")).expect("UTF-16"));
    }
    meanings
}

/// Fonts without a file, and pages that show what they do not have.
pub fn font_faults(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    for page in 0..pdf.pages.len() {
        faults.extend(text(pdf, page).faults);
        let pictures = pdf.dictionary(pdf.page(page), "Resources");
        let pictures = pictures.and_then(|resources| pdf.dictionary(resources, "XObject"));
        for operation in operations(pdf, page).iter().filter(|operation| operation.operator == "Do") {
            let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
            if !pictures.is_some_and(|pictures| pictures.has(name)) {
                faults.push(format!("page {page} shows a picture that it does not have"));
            }
        }
    }
    for (name, font) in (!pdf.pages.is_empty()).then(|| font_dictionaries(pdf, 0)).into_iter().flatten() {
        let descendant = pdf.array(font, "DescendantFonts").first().and_then(|font| pdf.resolve(font).as_dict().ok());
        let descriptor = descendant.and_then(|font| pdf.dictionary(font, "FontDescriptor"));
        let file = descriptor.is_some_and(|font| font.has(b"FontFile2") || font.has(b"FontFile3"));
        if !file {
            faults.push(format!("font {} has no file", String::from_utf8_lossy(&name)));
        }
    }
    faults
}
