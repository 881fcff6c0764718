//! Pictures in both outputs: each file once, drawings as paths, decoration passed over, colors as their profile says.

use crate::pdf::{Pdf, structure};
use crate::pressing::{self, english, files, path, print, print_project};
use image::{ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
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
    assert!(found[0].starts_with("the image `cut.jpg` is damaged: its data ends in row "), "{found:?}");
    let pdf = Pdf::open(&printed.pdf);
    assert_eq!(pdf.faults(), Vec::<String>::new());
    let drawn = xobjects(&pdf);
    assert_eq!(drawn.len(), 3);
    assert_eq!(drawn[0].content, photo);
    // What is left of the third is a whole file again, and the same in the EPUB.
    let mended = &drawn[2].content;
    assert_eq!(pdf.get(&drawn[2].dict, "Filter").as_name().unwrap(), b"DCTDecode");
    assert!(mended.ends_with(&[0xFF, 0xD9]) && image::load_from_memory(mended).is_ok());
    let space = pdf.array(&drawn[1].dict, "ColorSpace");
    let profile = pdf.resolve(&space[1]).as_stream().unwrap();
    assert_eq!(profile.decompressed_content().unwrap(), wide);
    let photos: Vec<_> = files(&printed.epub).into_iter().filter(|(name, _)| name.ends_with(".jpg")).collect();
    assert!(photos.len() == 2 && photos[0].1 == photo && photos[1].1 == *mended);
}

/// A book in memory of these pictures, one below the other.
fn of_pictures(pictures: &[(&str, &[u8])]) -> pressing::Printed {
    let lines: Vec<String> = pictures.iter().map(|(name, _)| format!("![about {name}]({name})\n\n")).collect();
    let mut library = Memory::of([("a.md", format!("# One\n\n{}", lines.concat()).as_str())]);
    for (name, bytes) in pictures {
        library.0.insert((*name).to_owned(), (*bytes).into());
    }
    let mut project = Project::single("a.md");
    english(&mut project);
    print_project(&project, &library, Vec::new())
}

fn png(pixels: &image::RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = pixels.dimensions();
    PngEncoder::new(&mut bytes).write_image(pixels, width, height, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

#[test]
fn what_cannot_be_read_is_its_words_in_both_outputs() {
    let whole = png(&image::RgbImage::from_pixel(40, 30, image::Rgb([9, 99, 200])));
    let printed = of_pictures(&[("cut.png", &whole[..whole.len() / 2])]);
    let found = &printed.found[0];
    assert_eq!((found.rule.name, found.span.is_some()), ("unreadable-image", true));
    assert!(found.message.starts_with("the image `cut.png` cannot be read: "), "{}", found.message);
    let files = files(&printed.epub);
    let pictures: Vec<&str> =
        files.iter().map(|(name, _)| name.as_str()).filter(|name| name.contains("images/")).collect();
    assert_eq!(pictures, ["OEBPS/images/cover.png"]);
    assert!(files.iter().any(|(_, file)| String::from_utf8_lossy(file).contains(">about cut.png</p>")));
    let words = structure::read(&Pdf::open(&printed.pdf)).elements;
    assert!(words.iter().all(|element| element.kind != "Figure"));
}

#[test]
fn a_gamma_is_carried_as_a_profile() {
    let mut bytes = png(&image::RgbImage::from_pixel(4, 3, image::Rgb([9, 99, 200])));
    let mut crc = flate2::Crc::new();
    let gamma = [&b"gAMA"[..], &100_000u32.to_be_bytes()].concat();
    crc.update(&gamma);
    let chunk = [&[0, 0, 0, 4], gamma.as_slice(), &crc.sum().to_be_bytes()].concat();
    // Behind the signature and the header.
    bytes.splice(33..33, chunk);
    let printed = of_pictures(&[("linear.png", &bytes)]);
    assert_eq!(printed.found.iter().filter(|found| found.rule.name == "unusable-profile").count(), 0);
    let pdf = Pdf::open(&printed.pdf);
    let drawn = xobjects(&pdf);
    let space = pdf.array(&drawn[0].dict, "ColorSpace");
    let profile = pdf.resolve(&space[1]).as_stream().unwrap().decompressed_content().unwrap();
    let profile = moxcms::ColorProfile::new_from_slice(&profile).unwrap();
    let to = moxcms::ColorProfile::new_srgb();
    let layout = moxcms::Layout::Rgb;
    let shown = profile.create_transform_8bit(layout, &to, layout, moxcms::TransformOptions::default()).unwrap();
    let mut pixel = [0; 3];
    shown.transform(&[55, 55, 55], &mut pixel).unwrap();
    // 55 of 255 of light is 128 in sRGB (IEC 61966-2-1).
    assert!(pixel.iter().all(|value| value.abs_diff(128) < 2), "{pixel:?}");
}

#[test]
fn an_epub_has_only_what_every_reader_shows() {
    let pixels = image::RgbImage::from_fn(40, 20, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, 90]));
    let mut turned = Vec::new();
    JpegEncoder::new(&mut turned).encode_image(&pixels).unwrap();
    let exif = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    turned.splice(2..2, exif.iter().copied());
    let large = png(&image::RgbImage::from_pixel(3000, 2000, image::Rgb([9, 99, 200])));
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a"/><path id="a" d="M1 1h5v5z"/></svg>"#;
    let printed = of_pictures(&[("turned.jpg", &turned), ("large.png", &large), ("twice.svg", svg.as_bytes())]);
    let files: BTreeMap<String, Vec<u8>> = files(&printed.epub).into_iter().collect();
    let size = |name: &str| {
        let picture = image::load_from_memory(&files[&format!("OEBPS/images/{name}")]).unwrap();
        (picture.width(), picture.height())
    };
    assert_eq!(size("turned.jpg"), (20, 40));
    assert!(!files["OEBPS/images/turned.jpg"].windows(4).any(|word| word == b"Exif"));
    assert_eq!(size("large.png"), (2898, 1932));
    let drawing = String::from_utf8_lossy(&files["OEBPS/images/twice.svg"]);
    assert_eq!(drawing.matches("id=\"a\"").count(), 1, "{drawing}");
}
