//! `pressmark check`: findings only.

use super::open;
use super::report::Reporter;
use crate::Outputs;
use crate::cli::{Check, Reader};
use crate::diagnostic::Sink;
use crate::epub::devices::{APPLE, Device, KINDLE, KOBO, TINY, check_devices};
use crate::error::Error;
use std::io::sink as nowhere;

/// Presses the source into nothing, so that the writers' findings are among them, and reports.
pub fn check(args: &Check, sink: &mut Sink, reporter: &Reporter) -> Result<String, Error> {
    let opened = open::open(&args.source.path, &args.source.says, None, sink)?;
    let mut pdf = nowhere();
    let mut epub = std::io::Cursor::new(Vec::new());
    let pressed = opened.press(Outputs { pdf: Some(&mut pdf), epub: Some(&mut epub) }, sink, reporter)?;
    if !args.device.is_empty() {
        let devices: Vec<&Device> = args.device.iter().map(|reader| device(*reader)).collect();
        check_devices(&pressed.book, epub.get_ref(), &opened.library, &devices, sink)?;
    }
    Ok(if sink.found.is_empty() { "nothing found".to_owned() } else { String::new() })
}

fn device(reader: Reader) -> &'static Device {
    match reader {
        Reader::Kindle => &KINDLE,
        Reader::Kobo => &KOBO,
        Reader::Apple => &APPLE,
        Reader::Tiny => &TINY,
    }
}
