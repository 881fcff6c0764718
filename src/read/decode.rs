//! Bytes to text. In: a file's bytes, and the encoding's name where the project gives one. Out: the text without its byte
//! order mark, or an error that names the byte that is none. Nothing is ever replaced silently.

use crate::error::Error;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::path::Path;

/// What helps most texts that are not UTF-8.
const HINT: &str = "If you know its encoding, name it: `--encoding windows-1252` for a text of western Europe.";

/// Decodes `bytes`: by `label` (a WHATWG encoding label) where given, else by a byte order mark, else as UTF-8.
/// The byte order mark is dropped. `path` is for messages.
pub fn decode(bytes: &[u8], label: Option<&str>, path: &Path) -> Result<String, Error> {
    let named = match label {
        Some(label) => Some(form(label).ok_or_else(|| Error::UnknownEncoding { name: label.to_owned() })?),
        None => None,
    };
    let marked = mark(bytes);
    let form = named.or(marked.map(|(form, _)| form)).unwrap_or(Form::Known(UTF_8));
    let mark = marked.filter(|&(found, _)| found == form).map_or(0, |(_, length)| length);
    let result = match form {
        Form::Known(encoding) => known(encoding, &bytes[mark..]),
        Form::Utf32(end) => utf32(&bytes[mark..], end),
    };
    result.map_err(|at| {
        let offset = (mark + at).min(bytes.len().saturating_sub(1));
        Error::NotText {
            path: path.to_path_buf(),
            encoding: form.name(),
            offset,
            line: 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count(),
            byte: bytes.get(offset).copied().unwrap_or(0),
            hint: (named.is_none() && marked.is_none()).then(|| HINT.to_owned()),
        }
    })
}

/// How text lies in bytes.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// As `encoding_rs` knows it.
    Known(&'static Encoding),
    /// UTF-32, which the Encoding Standard leaves out.
    Utf32(End),
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Little,
    Big,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Known(encoding) => encoding.name(),
            Form::Utf32(End::Little) => "UTF-32LE",
            Form::Utf32(End::Big) => "UTF-32BE",
        }
    }
}

/// The form of a label.
fn form(label: &str) -> Option<Form> {
    match label.trim().to_ascii_lowercase().as_str() {
        "utf-32" | "utf32" | "utf-32le" | "utf32le" => Some(Form::Utf32(End::Little)),
        "utf-32be" | "utf32be" => Some(Form::Utf32(End::Big)),
        // A label that the standard maps to "replacement" would turn a whole file into one U+FFFD.
        label => {
            Encoding::for_label(label.as_bytes()).filter(|&known| known != encoding_rs::REPLACEMENT).map(Form::Known)
        }
    }
}

/// The form that a byte order mark stands for, and the mark's length. UTF-32LE begins as UTF-16LE does and comes first.
fn mark(bytes: &[u8]) -> Option<(Form, usize)> {
    let marks: [(&[u8], Form); 5] = [
        (&[0xFF, 0xFE, 0, 0], Form::Utf32(End::Little)),
        (&[0, 0, 0xFE, 0xFF], Form::Utf32(End::Big)),
        (&[0xEF, 0xBB, 0xBF], Form::Known(UTF_8)),
        (&[0xFF, 0xFE], Form::Known(UTF_16LE)),
        (&[0xFE, 0xFF], Form::Known(UTF_16BE)),
    ];
    marks.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, form)| (form, mark.len()))
}

/// Text of an encoding that `encoding_rs` knows, or the offset of the first byte that is none.
fn known(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| error.valid_up_to());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut read = 0;
    loop {
        let (result, count) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += count;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(length, after) => return Err(read.saturating_sub((length + after) as usize)),
        }
    }
}

/// Text of UTF-32, or the offset of the first four bytes that are no character.
fn utf32(bytes: &[u8], end: End) -> Result<String, usize> {
    let characters = bytes.chunks(4).enumerate().map(|(i, chunk)| {
        let unit: [u8; 4] = chunk.try_into().map_err(|_| i * 4)?;
        let value = if end == End::Little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        char::from_u32(value).ok_or(i * 4)
    });
    characters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: Option<&str>) -> Result<String, Error> {
        decode(bytes, label, Path::new("a.txt"))
    }

    #[test]
    fn byte_order_marks_decide_and_are_dropped() {
        assert_eq!(read(b"\xEF\xBB\xBFa\xC3\xA9", None).unwrap(), "aé");
        assert_eq!(read(b"\xFF\xFEa\0\xE9\0", None).unwrap(), "aé");
        assert_eq!(read(b"\xFE\xFF\0a\0\xE9", None).unwrap(), "aé");
        assert_eq!(read(b"\xFF\xFE\0\0a\0\0\0\xE9\0\0\0", None).unwrap(), "aé");
        assert_eq!(read(b"\0\0\xFE\xFF\0\0\0a", None).unwrap(), "a");
        assert_eq!(read(b"", None).unwrap(), "");
    }

    #[test]
    fn a_label_decides_before_everything_else() {
        assert_eq!(read(b"caf\xE9", Some("iso-8859-1")).unwrap(), "café");
        assert_eq!(read(&[0xE3, 0xD1, 0xED, 0xCE], Some("windows-1256")).unwrap(), "مريخ");
        assert!(matches!(read(b"a", Some("latin-99")), Err(Error::UnknownEncoding { .. })));
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_place() {
        let Err(Error::NotText { encoding, offset, line, byte, hint: Some(_), .. }) = read(b"one\ntwo caf\xE9.", None)
        else {
            panic!("Latin-1 is not UTF-8");
        };
        assert_eq!((encoding, offset, line, byte), ("UTF-8", 11, 2, 0xE9));
    }

    #[test]
    fn halves_of_characters_are_errors() {
        assert!(matches!(read(b"\xFF\xFEa\0b", None), Err(Error::NotText { .. })));
        assert!(matches!(read(b"\xFF\xFE\0\0a\0", None), Err(Error::NotText { offset: 4, .. })));
        assert!(matches!(read(b"\xFF\xFE\x00\xD8", None), Err(Error::NotText { .. })));
        assert!(matches!(read(b"\xC0\xAF", None), Err(Error::NotText { offset: 0, .. })));
    }
}
