//! Drawings. In: the bytes of an SVG file. Out: its size, or its shapes with all text turned into outlines of the
//! project's faces. A drawing stands alone: what runs a script or refers to another file is refused, and so is what would
//! draw without end.

mod bounds;
mod packaged;

pub use packaged::packaged;

use crate::font::{FaceId, Faces, Wanted};
use crate::language::Lang;
use flate2::read::GzDecoder;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use usvg::fontdb::{Database, ID, Source};
use usvg::{FontFamily, FontResolver, FontStyle, ImageHrefResolver, ImageKind, Options, Tree, roxmltree};

/// A drawing ready for print.
pub struct Drawing {
    /// Its shapes; text is among them as outlines.
    pub tree: Tree,
    /// What the file asks for that is not in `tree`, in words.
    pub lacks: BTreeSet<String>,
}

/// The longest file, in bytes.
const LONGEST: usize = 16 << 20;
/// The most elements and texts of a file.
const NODES: u32 = 300_000;
/// The longest side that a drawing tells of; more is the same as this.
const SIDE: f32 = 100_000.0;

/// What a compressed file begins with (RFC 1952 §2.3).
const COMPRESSED: &[u8] = &[0x1F, 0x8B];

/// Whether a file is SVG, compressed or not, by its first bytes.
pub fn is_svg(bytes: &[u8]) -> bool {
    let start = &*inflated(bytes, 4096);
    let start = &start[..start.len().min(4096)];
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    text.starts_with(b"<") && text.windows(4).any(|word| word == b"<svg")
}

/// Width and height in CSS pixels, rounded; the reason as text where the file is refused.
pub fn size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let options = Options { image_href_resolver: images(Box::new(|_, _| None)), ..Options::default() };
    let size = parse(bytes, &options)?.size();
    let scale = (SIDE / size.width().max(size.height())).min(1.0);
    let pixels = |length: f32| (length * scale).round().max(1.0) as u32;
    Ok((pixels(size.width()), pixels(size.height())))
}

/// Whether a drawing may move by itself (SVG 2, appendix on animation; CSS Animations §3).
pub fn moves(bytes: &[u8]) -> bool {
    let text = inflated(bytes, LONGEST);
    let has = |word: &[u8]| text.windows(word.len()).any(|found| found == word);
    [&b"<animate"[..], b"<set", b"@keyframes"].into_iter().any(has)
}

/// Reads a drawing whose text is set in `faces`; the reason as text where it is refused.
pub fn read(bytes: &[u8], faces: &Faces, lang: Lang) -> Result<Drawing, String> {
    let lacks = Mutex::new(BTreeSet::new());
    let lacking = |what: String| {
        lacks.lock().unwrap_or_else(PoisonError::into_inner).insert(what);
    };
    let loaded = Mutex::new(BTreeMap::new());
    let load = |id: FaceId, database: &mut Arc<Database>| -> Option<ID> {
        let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(&id) {
            return Some(*known);
        }
        let source = Source::Binary(faces.face(id).file.clone());
        let new = *Arc::make_mut(database).load_font_source(source).first()?;
        loaded.insert(id, new);
        Some(new)
    };
    let wish = Mutex::new((Vec::new(), 400, false));
    let select_font = |font: &usvg::Font, database: &mut Arc<Database>| {
        let families: Vec<String> = font.families().iter().map(family).collect();
        let (weight, italic) = (font.weight(), font.style() != FontStyle::Normal);
        let face = faces.primary(&Wanted { families: &families, weight, italic, lang });
        *wish.lock().unwrap_or_else(PoisonError::into_inner) = (families, weight, italic);
        load(face, database)
    };
    let select_fallback = |character: char, used: &[ID], database: &mut Arc<Database>| {
        let (families, weight, italic) = wish.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let wanted = Wanted { families: &families, weight, italic, lang };
        let face = faces.choose(&wanted, character).and_then(|id| load(id, database)).filter(|id| !used.contains(id));
        if face.is_none() {
            lacking(format!("a glyph for `{character}` (U+{:04X})", u32::from(character)));
        }
        face
    };
    let resolve = |kind: &str, data: Arc<Vec<u8>>| {
        let known = match image::guess_format(&data) {
            Ok(image::ImageFormat::Jpeg) => Some(ImageKind::JPEG(data)),
            Ok(image::ImageFormat::Png) => Some(ImageKind::PNG(data)),
            Ok(image::ImageFormat::Gif) => Some(ImageKind::GIF(data)),
            Ok(image::ImageFormat::WebP) => Some(ImageKind::WEBP(data)),
            _ => None,
        };
        if known.is_none() {
            lacking(format!("an image of the kind `{kind}`"));
        }
        known
    };
    let options = Options {
        font_family: "serif".to_owned(),
        languages: vec![lang.as_str().to_owned()],
        image_href_resolver: images(Box::new(resolve)),
        font_resolver: FontResolver { select_font: Box::new(select_font), select_fallback: Box::new(select_fallback) },
        ..Options::default()
    };
    let tree = parse(bytes, &options)?;
    drop(options);
    let mut lacks = lacks.into_inner().unwrap_or_else(PoisonError::into_inner);
    if bytes.windows(13).any(|word| word == b"foreignObject") {
        lacks.insert("a foreign object".to_owned());
    }
    Ok(Drawing { tree, lacks })
}

/// The text of a file, or its first bytes if it has more than `most`.
fn inflated(bytes: &[u8], most: usize) -> Cow<'_, [u8]> {
    if !bytes.starts_with(COMPRESSED) {
        return Cow::Borrowed(bytes);
    }
    let mut text = Vec::new();
    // What is cut short ends in the middle of an element, and is refused as a drawing.
    let _ = GzDecoder::new(bytes).take(most as u64).read_to_end(&mut text);
    Cow::Owned(text)
}

/// The XML of a file.
fn xml(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let text = inflated(bytes, LONGEST + 1);
    if text.len() > LONGEST {
        return Err(format!("it has more than {} MB", LONGEST >> 20));
    }
    let utf8 = "it is not written in UTF-8";
    match text {
        Cow::Borrowed(text) => std::str::from_utf8(text).map(Cow::Borrowed).map_err(|_| utf8.to_owned()),
        Cow::Owned(text) => String::from_utf8(text).map(Cow::Owned).map_err(|_| utf8.to_owned()),
    }
}

fn parse(bytes: &[u8], options: &Options) -> Result<Tree, String> {
    let text = xml(bytes)?;
    let document = document(&text)?;
    bounds::check(&document)?;
    Tree::from_xmltree(&document, options).map_err(|error| error.to_string())
}

fn document(text: &str) -> Result<roxmltree::Document<'_>, String> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if doctype(text).is_some_and(|doctype| names_files(&text[doctype.inside])) {
        return Err("it takes entities from another file, and a picture has to stand alone".to_owned());
    }
    let parsing = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: NODES, entity_resolver: None };
    roxmltree::Document::parse_with_options(text, parsing).map_err(|error| error.to_string())
}

/// A document type declaration (XML 1.0 §2.8): where it names a file, and where its own declarations are.
struct Doctype {
    outside: Range<usize>,
    inside: Range<usize>,
}

fn doctype(text: &str) -> Option<Doctype> {
    let start = text.find("<!DOCTYPE")? + "<!DOCTYPE".len();
    let root = text[start..].trim_start().find(|c: char| c.is_whitespace() || matches!(c, '[' | '>'))?;
    let start = text.len() - text[start..].trim_start().len() + root;
    let mut quote = None;
    let outside = text[start..].find(|c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && matches!(c, '[' | '>')
    })?;
    let outside = start..start + outside;
    let own = &text[outside.end..];
    let inside = if own.starts_with('[') { own.find("]>").or_else(|| own.find(']')).unwrap_or(own.len()) } else { 0 };
    Some(Doctype { inside: outside.end..outside.end + inside, outside })
}

/// Whether declarations name a file.
fn names_files(declarations: &str) -> bool {
    let mut entities = declarations.split("<!ENTITY").skip(1);
    entities.any(|entity| {
        let before = entity.split(['"', '\'', '>']).next().unwrap_or_default();
        before.split_whitespace().any(|word| matches!(word, "SYSTEM" | "PUBLIC"))
    })
}

type ImageData<'a> = Box<dyn Fn(&str, Arc<Vec<u8>>) -> Option<ImageKind> + Send + Sync + 'a>;

/// Images inside the file are read by `data`; no other file is.
fn images(data: ImageData) -> ImageHrefResolver {
    ImageHrefResolver {
        resolve_data: Box::new(move |kind, bytes, _| data(kind, bytes)),
        resolve_string: Box::new(|_, _| None),
    }
}

/// A family as style sheets name it.
fn family(family: &FontFamily) -> String {
    match family {
        FontFamily::Serif => "serif".to_owned(),
        FontFamily::SansSerif | FontFamily::Cursive | FontFamily::Fantasy => "sans-serif".to_owned(),
        FontFamily::Monospace => "monospace".to_owned(),
        FontFamily::Named(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(body: &str) -> String {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">{body}</svg>"#)
    }

    #[test]
    fn svg_is_known_by_its_root_and_measured_in_pixels() {
        assert!(is_svg(b"\xEF\xBB\xBF <?xml version='1.0'?><!-- x --><svg/>") && !is_svg(b"<html><p>x"));
        assert_eq!(size(svg("").as_bytes()), Ok((40, 30)));
        let inches = br#"<svg xmlns="http://www.w3.org/2000/svg" width="1in" height="50" viewBox="0 0 1 1"/>"#;
        assert_eq!(size(inches), Ok((96, 50)));
        let huge = br#"<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="5e8"/>"#;
        assert_eq!(size(huge), Ok((100_000, 50_000)));
    }

    #[test]
    fn what_is_animated_may_move() {
        assert!(moves(svg("<rect><animate attributeName='x' to='9' dur='1s'/></rect>").as_bytes()));
        assert!(moves(svg("<style>@keyframes a { to { opacity: 0 } }</style>").as_bytes()));
        assert!(!moves(svg("<rect/>").as_bytes()));
    }

    #[test]
    fn text_without_a_face_is_told() {
        let faces = Faces::default();
        assert!(faces.all.is_empty());
        let drawing = read(svg("<foreignObject/>").as_bytes(), &faces, Lang::default()).unwrap();
        assert_eq!(drawing.lacks.iter().map(String::as_str).collect::<Vec<_>>(), ["a foreign object"]);
    }

    #[test]
    fn what_does_not_stand_alone_is_refused() {
        for (body, reason) in [
            ("<script>1</script>", "it has a script"),
            ("<rect onclick='f()'/>", "it has a script"),
            ("<image href='other.png'/>", "it refers to `other.png`, and a picture has to stand alone"),
            ("<style>@import 'x.css';</style>", "it refers to another style sheet, and a picture has to stand alone"),
            (
                "<rect style=\"fill:url('http://a.b/c')\"/>",
                "it refers to `http://a.b/c`, and a picture has to stand alone",
            ),
        ] {
            assert_eq!(size(svg(body).as_bytes()), Err(reason.to_owned()), "{body}");
        }
        assert!(size(svg("<a href='http://a.b'><rect fill='url(#x)'/></a><use href='#y'/>").as_bytes()).is_ok());
    }

    #[test]
    fn declarations_take_nothing_from_other_files() {
        let entity = |what: &str| format!("<!DOCTYPE svg [<!ENTITY a {what}>]>{}", svg("<g/>"));
        assert_eq!(size(entity("'PUBLIC'").as_bytes()), Ok((40, 30)));
        assert!(size(entity("SYSTEM 'file:///etc/passwd'").as_bytes()).unwrap_err().contains("another file"));
    }

    #[test]
    fn compressed_files_are_read_and_end() {
        let compressed = |text: &[u8]| {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut writer, text).unwrap();
            writer.finish().unwrap()
        };
        let file = compressed(svg("").as_bytes());
        assert!(is_svg(&file) && !is_svg(&compressed(b"no drawing")));
        assert_eq!(size(&file), Ok((40, 30)));
        let inflated = packaged(&file, || Err("it is whole".to_owned()));
        assert_eq!(inflated, Ok(Cow::Owned(svg("").into_bytes())));
        assert!(size(&file[..file.len() / 2]).is_err());
        let long = svg(&" ".repeat(LONGEST));
        assert_eq!(size(&compressed(long.as_bytes())), Err("it has more than 16 MB".to_owned()));
    }

    #[test]
    fn what_draws_without_end_is_refused() {
        let level = |n: usize| format!("<g id='l{n}'>{}</g>", format!("<use href='#l{}'/>", n + 1).repeat(10));
        let bomb: String = (0..9).map(level).chain(["<rect id='l9'/>".to_owned()]).collect();
        assert!(size(svg(&bomb).as_bytes()).unwrap_err().contains("elements"));
        let deep = "<g>".repeat(300) + &"</g>".repeat(300);
        assert!(size(svg(&deep).as_bytes()).unwrap_err().contains("deep"));
        let long = format!("<text>{}</text>", "a".repeat(20_000));
        assert!(size(svg(&long).as_bytes()).unwrap_err().contains("characters"));
        let own = svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>");
        assert!(size(own.as_bytes()).is_err());
    }
}
