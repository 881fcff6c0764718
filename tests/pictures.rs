//! Pictures in both outputs: each file once, drawings as paths, decoration passed over, colors as their profile says.

mod pdf;
mod pressing;

use image::{ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
use pdf::{Pdf, structure};
use pressing::{english, files, path, print, print_project};
use pressmark::library::Memory;
use pressmark::project::Project;
use std::collections::BTreeMap;

/// The XObjects of the pages, in the order of their names.
fn xobjects(pdf: &Pdf) -> Vec<&lopdf::Stream> {
    let named = pdf.dictionary(pdf.dictionary(pdf.page(0), "Resources").unwrap(), "XObject").unwrap();
    let mut names: Vec<&str> = named.iter().map(|(name, _)| std::str::from_utf8(name).unwrap()).collect();
    names.sort_unstable();
    names.into_iter().map(|name| pdf.get(named, name).as_stream().unwrap()).collect()
}

#[test]
fn a_drawing_is_paths_and_stands_in_the_file_once() {
    let printed = print(&path("tests/books/pictures.md"));
    assert_eq!(printed.found.len(), 0, "{:?}", printed.found);
    let pdf = Pdf::open(&printed.pdf);
    assert_eq!(pdf.faults(), Vec::<String>::new());
    let drawn = xobjects(&pdf);
    let kinds: Vec<&[u8]> = drawn.iter().map(|stream| pdf.get(&stream.dict, "Subtype").as_name().unwrap()).collect();
    assert_eq!(kinds, [b"Form".as_slice(), b"Image"]);
    let form = drawn[0];
    let resources = pdf.dictionary(&form.dict, "Resources").unwrap();
    let count = |kind: &str| pdf.dictionary(resources, kind).map_or(0, |all| all.len());
    assert!(pdf.dictionary(resources, "Font").is_none());
    // Dots and a shaded line; three shaded areas at most; layers, a mask and an image.
    assert_eq!(count("Pattern"), 2);
    assert!(count("Shading") > 1 && count("XObject") > 3 && count("ExtGState") > 3);
    let content = String::from_utf8(form.decompressed_content().unwrap()).unwrap();
    for operator in ["W*", "W", "sh", "f", "S", "d", "c", "gs", "scn", "SCN"] {
        assert!(content.split_whitespace().any(|word| word == operator), "no {operator}");
    }
}

#[test]
fn decoration_is_passed_over() {
    let printed = print(&path("tests/books/pictures.md"));
    let pdf = Pdf::open(&printed.pdf);
    let figures = structure::read(&pdf).elements.into_iter().filter(|element| element.kind == "Figure");
    let said: Vec<String> = figures.filter_map(|figure| figure.alt).collect();
    assert_eq!(said, ["A rectangle, rings, dots, a star and six words", "three shapes"]);
    let files: BTreeMap<String, Vec<u8>> = files(&printed.epub).into_iter().collect();
    let text: String = files.values().map(|file| String::from_utf8_lossy(file)).collect();
    assert_eq!(text.matches("src=\"images/dot.png\" alt=\"\"").count(), 3);
    assert!(!text.contains("artifact"));
    assert!(text.contains("alternativeText"));
}

#[test]
fn a_drawing_in_an_epub_names_no_other_file() {
    let printed = print(&path("tests/books/pictures.md"));
    let (_, drawing) = files(&printed.epub).into_iter().find(|(name, _)| name.ends_with("drawing.svg")).unwrap();
    let drawing = String::from_utf8(drawing).unwrap();
    assert!(drawing.contains("<!DOCTYPE svg>") && drawing.contains("One of everything"));
}

#[test]
fn the_same_picture_is_stored_once_and_a_photograph_as_it_is() {
    let pixels = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, 90]));
    let mut photo = Vec::new();
    JpegEncoder::new(&mut photo).encode_image(&pixels).unwrap();
    let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut colorful = Vec::new();
    let mut encoder = PngEncoder::new(&mut colorful);
    encoder.set_icc_profile(wide.clone()).unwrap();
    encoder.write_image(&pixels, 40, 30, image::ExtendedColorType::Rgb8).unwrap();
    let text = "# One\n\n![a](a.jpg)\n\n![b](b.jpg)\n\n![c](c.png)\n\n![d](cut.jpg)\n";
    let mut library = Memory::of([("a.md", text)]);
    for (name, bytes) in [("a.jpg", &photo), ("b.jpg", &photo), ("c.png", &colorful)] {
        library.0.insert(name.to_owned(), bytes.as_slice().into());
    }
    library.0.insert("cut.jpg".to_owned(), photo[..photo.len() - 20].into());
    let mut project = Project::single("a.md");
    english(&mut project);
    let printed = print_project(&project, &library, Vec::new());
    let found: Vec<&str> = printed.found.iter().map(|found| found.message.as_str()).collect();
    assert!(found.contains(&"`cut.jpg` cannot be read as a picture: it is cut short"), "{found:?}");
    let pdf = Pdf::open(&printed.pdf);
    assert_eq!(pdf.faults(), Vec::<String>::new());
    let drawn = xobjects(&pdf);
    assert_eq!(drawn.len(), 3);
    assert_eq!(drawn[0].content, photo);
    let space = pdf.array(&drawn[1].dict, "ColorSpace");
    let profile = pdf.resolve(&space[1]).as_stream().unwrap();
    assert_eq!(profile.decompressed_content().unwrap(), wide);
    assert_eq!(files(&printed.epub).iter().filter(|(name, _)| name.ends_with(".jpg")).count(), 2);
}
