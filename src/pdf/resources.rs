//! What the pages draw with. In: pages and their fonts. Out: the objects of a document: page tree, pages, fonts with
//! their files, widths and meanings, and a place for each picture. The only file that names `printpdf`; it builds
//! resources well, but writes neither tags nor archives, so content, structure and the file are ours.

use super::finish::Objects;
use super::fonts::Font;
use super::pictures;
use crate::edition::digest;
use crate::error::Error;
use crate::font::Face;
use crate::page::Pages;
use printpdf::{
    Codepoint, ExternalStream, ExternalXObject, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, Rect, TextItem, XObject, XObjectId,
};
use std::collections::BTreeMap;

/// Builds the objects.
pub fn build(pages: &Pages, fonts: &[Option<Font>]) -> Result<Objects, Error> {
    let mut document = PdfDocument::new("");
    // printpdf leaves out every font that no operator shows, so the first page shows each glyph once; its content is
    // replaced by ours later.
    let mut shows = Vec::new();
    for font in fonts.iter().flatten() {
        let face = pages.faces.face(font.face);
        let id = FontId(font.name.clone());
        let parsed = parsed(font, face)?;
        let glyphs = meanings(font, &parsed);
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
        shows.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
        shows.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    for asset in pictures::shown(pages).into_keys() {
        document.resources.xobjects.map.insert(XObjectId(pictures::name(asset)), place());
    }
    for page in &pages.pages {
        let size = Rect::from_wh(Pt(page.size.0.points() as f32), Pt(page.size.1.points() as f32));
        let ops = std::mem::take(&mut shows);
        document.pages.push(PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops });
    }
    let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    Ok(document.to_lopdf_document(&options, &mut Vec::new()))
}

/// The reduced face as printpdf takes it: metrics of the whole face, file and widths of the subset.
fn parsed(font: &Font, face: &Face) -> Result<ParsedFont, Error> {
    let mut parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new()).ok_or_else(|| Error::Internal {
        stage: "font embedding",
        reason: format!("{} cannot be read", face.postscript),
    })?;
    parsed.font_name = Some(format!("{}+{}", tag(&font.subset.bytes), face.postscript));
    parsed.original_bytes = font.subset.bytes.clone();
    parsed.units_per_em = face.units;
    parsed.pdf_font_metrics.units_per_em = face.units;
    parsed.glyph_widths = (0..).zip(font.subset.advances.iter().copied()).collect();
    Ok(parsed)
}

/// The six letters that mark a subset (ISO 32000-1 §9.6.4), made from its bytes.
fn tag(bytes: &[u8]) -> String {
    digest(bytes)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Every code and what it says. A glyph that never stands alone says what the face's character map has for it.
fn meanings(font: &Font, parsed: &ParsedFont) -> Vec<Codepoint> {
    let mut characters = BTreeMap::new();
    for (&character, &glyph) in &parsed.codepoint_to_glyph {
        if let Some(character) = char::from_u32(character).filter(|&c| !c.is_control() && c != '\u{FEFF}') {
            characters.entry(glyph).or_insert(character);
        }
    }
    let of_face = |glyph| characters.get(&glyph).map_or('\u{FFFD}', |&character| character).to_string();
    let codes = font.subset.glyphs.iter().zip(&font.meanings).enumerate().skip(1);
    let says = |glyph: u16, meaning: &Option<String>| meaning.clone().unwrap_or_else(|| of_face(glyph));
    codes.map(|(code, (&glyph, meaning))| Codepoint::with_cid(code as u16, 0.0, says(glyph, meaning))).collect()
}

/// The place of a picture: the file gets its real stream when its turn comes to be written, so that one picture at a
/// time is held.
fn place() -> XObject {
    XObject::External(ExternalXObject { stream: ExternalStream::default(), width: None, height: None, dpi: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subset_tags_are_six_capitals_made_from_the_bytes() {
        assert_eq!(tag(b"a"), tag(b"a"));
        assert_ne!(tag(b"a"), tag(b"b"));
        assert!(tag(b"a").len() == 6 && tag(b"a").bytes().all(|b| b.is_ascii_uppercase()));
    }
}
