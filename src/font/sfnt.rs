//! Font files (OpenType 1.9, "Organization of an OpenType Font"). In: a file, a collection of faces perhaps, read in
//! parts. Out: where the tables of each face lie, all of them inside the file; and a file of its own made of a face's
//! tables. Nothing is read that was not asked for.

use crate::library::Parts;
use std::io::SeekFrom;
use std::ops::Range;

/// One face of a file.
#[derive(Clone, Debug)]
pub struct Directory {
    kind: [u8; 4],
    tables: Vec<Table>,
}

#[derive(Clone, Debug)]
struct Table {
    tag: [u8; 4],
    sum: u32,
    start: u32,
    length: u32,
}

/// What shaping and embedding need.
const REQUIRED: &[&[u8; 4]] = &[b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post"];
/// A signature does not outlive a change of the file.
const SIGNATURE: &[u8; 4] = b"DSIG";
/// The most faces that a collection may have.
const MOST: u32 = 256;
/// `head.checkSumAdjustment` makes the sum of a whole file this number.
const WHOLE: u32 = 0xB1B0_AFBA;

/// The faces of a file, one unless it is a collection; the reason as text where it is no font file.
pub fn directories(file: &mut dyn Parts) -> Result<Vec<Directory>, String> {
    let size = file.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
    let head = part(file, 0, size.min(12) as usize)?;
    match head.get(..4) {
        None => Err("it is empty".to_owned()),
        Some(b"ttcf") => {
            let count = number(&head, 8)?.min(MOST);
            let starts = part(file, 12, count as usize * 4)?;
            (0..count as usize).map(|i| directory(file, u64::from(number(&starts, i * 4)?), size)).collect()
        }
        Some(_) => Ok(vec![directory(file, 0, size)?]),
    }
}

fn directory(file: &mut dyn Parts, start: u64, size: u64) -> Result<Directory, String> {
    let head = part(file, start, 6)?;
    let kind: [u8; 4] = head[..4].try_into().expect("four bytes");
    if ![[0, 1, 0, 0], *b"true", *b"OTTO"].contains(&kind) {
        return Err("it is not a TrueType or OpenType file".to_owned());
    }
    let count = usize::from(u16::from_be_bytes([head[4], head[5]]));
    let records = part(file, start + 12, count * 16)?;
    let table = |record: &[u8]| {
        let tag: [u8; 4] = record[..4].try_into().expect("four bytes");
        let (sum, start, length) = (number(record, 4)?, number(record, 8)?, number(record, 12)?);
        if u64::from(start) + u64::from(length) > size {
            return Err(format!("its table `{}` runs past the end of the file", String::from_utf8_lossy(&tag)));
        }
        Ok(Table { tag, sum, start, length })
    };
    Ok(Directory { kind, tables: records.chunks_exact(16).map(table).collect::<Result<_, _>>()? })
}

impl Directory {
    /// What a face lacks that shaping and embedding need. Outlines of variable CFF2 faces cannot be embedded.
    pub fn lack(&self) -> Option<String> {
        let has = |tag: &[u8; 4]| self.tables.iter().any(|table| table.tag == *tag);
        match REQUIRED.iter().find(|&&tag| !has(tag)) {
            Some(tag) => Some(format!("it has no table `{}`", String::from_utf8_lossy(&tag[..]))),
            None if has(b"glyf") || has(b"CFF ") => None,
            None => Some("it has no outlines that a PDF can embed".to_owned()),
        }
    }

    /// A font file of the tables that `wanted` takes.
    pub fn file(&self, file: &mut dyn Parts, wanted: impl Fn(&[u8; 4]) -> bool) -> Result<Vec<u8>, String> {
        let wanted = self.tables.iter().filter(|table| wanted(&table.tag) && table.tag != *SIGNATURE);
        let read = |table: &Table| {
            let bytes = part(file, u64::from(table.start), table.length as usize)?;
            Ok(Content { tag: table.tag, sum: table.sum, bytes })
        };
        Ok(font_file(self.kind, wanted.map(read).collect::<Result<_, String>>()?))
    }

    /// The tags of its tables.
    pub fn tags(&self) -> impl Iterator<Item = [u8; 4]> {
        self.tables.iter().map(|table| table.tag)
    }

    /// Where the table of a tag lies in the whole file.
    pub fn place(&self, tag: &[u8; 4]) -> Option<Range<usize>> {
        self.tables.iter().find(|table| table.tag == *tag).map(Table::place)
    }

    /// Whether every table of the whole file has the sum that the directory says.
    pub fn is_sound(&self, bytes: &[u8]) -> bool {
        let is_sound = |table: &Table| {
            let bytes = bytes.get(table.place()).unwrap_or_default();
            // The sum of `head` leaves out the adjustment in it.
            let adjustment = if table.tag == *b"head" { number(bytes, 8).unwrap_or(0) } else { 0 };
            sum(bytes).wrapping_sub(adjustment) == table.sum
        };
        self.tables.iter().all(is_sound)
    }
}

impl Table {
    fn place(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }
}

/// A table of a file to be.
pub struct Content {
    pub tag: [u8; 4],
    /// The sum that the file says it has: a table that is damaged stays so.
    pub sum: u32,
    pub bytes: Vec<u8>,
}

impl Content {
    /// A table of these bytes.
    pub fn new(tag: [u8; 4], bytes: Vec<u8>) -> Content {
        Content { tag, sum: sum(&bytes), bytes }
    }
}

/// A font file of some tables; `kind` is its first four bytes.
pub fn font_file(kind: [u8; 4], mut tables: Vec<Content>) -> Vec<u8> {
    tables.sort_by_key(|table| table.tag);
    let count = tables.len() as u16;
    let power = count.checked_ilog2().unwrap_or(0) as u16;
    let range = 16 << power;
    let mut out = kind.to_vec();
    [count, range, power, count * 16 - range.min(count * 16)].iter().for_each(|field| out.extend(field.to_be_bytes()));
    out.resize(12 + tables.len() * 16, 0);
    let mut head = None;
    for (i, table) in tables.into_iter().enumerate() {
        let start = out.len();
        out.extend(&table.bytes);
        out.resize(out.len().next_multiple_of(4), 0);
        if table.tag == *b"head" && table.bytes.len() >= 12 {
            head = Some(start + 8);
            out[start + 8..start + 12].fill(0);
        }
        let record = [table.sum, start as u32, table.bytes.len() as u32].map(u32::to_be_bytes);
        let place = 12 + i * 16;
        out[place..place + 4].copy_from_slice(&table.tag);
        out[place + 4..place + 16].copy_from_slice(record.as_flattened());
    }
    if let Some(at) = head {
        let adjustment = WHOLE.wrapping_sub(sum(&out));
        out[at..at + 4].copy_from_slice(&adjustment.to_be_bytes());
    }
    out
}

/// The sum of a table (OpenType 1.9, "Calculating checksums"), zeros behind it.
fn sum(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    words.iter().chain([&last]).fold(0, |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)))
}

fn part(file: &mut dyn Parts, start: u64, length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = vec![0; length];
    let read = file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes));
    read.map(|()| bytes).map_err(|_| "it is cut short".to_owned())
}

fn number(bytes: &[u8], at: usize) -> Result<u32, String> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_be_bytes).ok_or_else(|| "it is cut short".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const WHOLE_FACE: &[u8] = include_bytes!("../../fonts/JetBrainsMono/JetBrainsMono-Regular.ttf");

    /// A collection of two faces that share all their tables.
    fn collection() -> Vec<u8> {
        let shift = 20u32;
        let mut out = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
        [shift, shift].iter().for_each(|start| out.extend(start.to_be_bytes()));
        let mut face = WHOLE_FACE.to_vec();
        let count = usize::from(u16::from_be_bytes([face[4], face[5]]));
        for record in (0..count).map(|i| 12 + 16 * i) {
            let start = number(&face, record + 8).unwrap() + shift;
            face[record + 8..record + 12].copy_from_slice(&start.to_be_bytes());
        }
        out.extend(face);
        out
    }

    #[test]
    fn a_face_of_a_collection_becomes_a_file_of_its_own() {
        let collection = collection();
        let mut file = Cursor::new(&collection);
        let faces = directories(&mut file).unwrap();
        assert_eq!(faces.len(), 2);
        let own = faces[1].file(&mut file, |_| true).unwrap();
        assert_eq!(sum(&own), WHOLE);
        let directory = &directories(&mut Cursor::new(&own)).unwrap()[0];
        assert!(directory.is_sound(&own));
        let mut damaged = own.clone();
        damaged[own.len() / 2] ^= 1;
        assert!(!directory.is_sound(&damaged));
        let face = crate::font::Face::read(std::sync::Arc::new(own), "own").unwrap();
        assert_eq!(face.looks.family, "JetBrains Mono");
        assert!(face.covers('x'));
    }

    #[test]
    fn files_that_end_early_are_refused_wherever_they_end() {
        let collection = collection();
        for end in (0..collection.len()).step_by(7919) {
            assert!(directories(&mut Cursor::new(&collection[..end])).is_err(), "{end}");
        }
    }
}
