//! The file itself. In: objects and streams as bytes, each with its number. Out: a PDF 1.7 with object streams and a
//! cross-reference stream (ISO 32000-1 §7.5.7, §7.5.8). Nothing is held back but the object stream being filled.

use super::deflate::Deflater;
use super::syntax::{Id, Syntax};
use crate::edition::digest;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Objects in one object stream.
const STREAM_SIZE: usize = 200;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: its number was reserved and never used.
    Nowhere,
    /// At this byte of the file.
    At(u64),
    /// In an object stream, at this index.
    In(Id, u16),
}

/// A PDF being written.
pub struct Writer<'a> {
    out: &'a mut dyn Write,
    position: u64,
    /// By object number; number 0 is never used.
    places: Vec<Place>,
    /// Objects of the stream being filled, and where each begins in `body`.
    waiting: Vec<(Id, usize)>,
    body: Vec<u8>,
    deflater: Deflater,
    /// Digests of all streams: what the file's identifier is made from.
    digests: Vec<u8>,
    /// Color profiles by their digests.
    profiles: BTreeMap<[u8; 32], Id>,
}

impl<'a> Writer<'a> {
    /// Begins a file. Object numbers up to `used` are taken.
    pub fn new(out: &'a mut dyn Write, used: u32) -> io::Result<Writer<'a>> {
        let mut writer = Writer {
            out,
            position: 0,
            places: vec![Place::Nowhere; used as usize + 1],
            waiting: Vec::new(),
            body: Vec::new(),
            deflater: Deflater::fast(),
            digests: Vec::new(),
            profiles: BTreeMap::new(),
        };
        writer.put(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n")?;
        Ok(writer)
    }

    /// A number for an object that will be written.
    pub fn reserve(&mut self) -> Id {
        self.places.push(Place::Nowhere);
        Id(self.places.len() as u32 - 1)
    }

    /// Writes an object that is not a stream.
    pub fn object(&mut self, id: Id, object: &Syntax) -> io::Result<()> {
        self.waiting.push((id, self.body.len()));
        self.body.extend_from_slice(&object.0);
        self.body.push(b'\n');
        if self.waiting.len() < STREAM_SIZE { Ok(()) } else { self.flush() }
    }

    /// Writes an object under a new number.
    pub fn add(&mut self, object: &Syntax) -> io::Result<Id> {
        let id = self.reserve();
        self.object(id, object)?;
        Ok(id)
    }

    /// Writes a stream. `entries` are those of its dictionary, without `Length`; `data` is as its filters ask.
    pub fn stream(&mut self, id: Id, entries: &Syntax, data: &[u8]) -> io::Result<()> {
        self.digests.extend_from_slice(&digest(data));
        self.place(id, Place::At(self.position));
        let mut head = Syntax::default();
        head.integer(i64::from(id.0)).raw(" 0 obj\n<<");
        head.0.extend_from_slice(&entries.0);
        head.raw("/Length ").integer(data.len() as i64).raw(">>stream\n");
        self.put(&head.0)?;
        self.put(data)?;
        // A lone line feed behind data that ends in a carriage return would read as part of one line end, and the
        // length as wrong.
        self.put(b"\r\nendstream\nendobj\n")
    }

    /// Writes a stream and compresses it.
    pub fn deflated(&mut self, id: Id, entries: &Syntax, data: &[u8]) -> io::Result<()> {
        let mut entries = entries.clone();
        entries.raw("/Filter/FlateDecode");
        let data = self.deflater.deflate(data);
        self.stream(id, &entries, &data)
    }

    /// The stream of a color profile for `channels` channels (ISO 32000-1 §8.6.5.5), written once.
    pub fn profile(&mut self, channels: u8, profile: &[u8]) -> io::Result<Id> {
        let digest = digest(profile);
        if let Some(&known) = self.profiles.get(&digest) {
            return Ok(known);
        }
        let id = self.reserve();
        self.profiles.insert(digest, id);
        let mut entries = Syntax::of("/N ");
        entries.integer(i64::from(channels));
        self.deflated(id, &entries, profile)?;
        Ok(id)
    }

    /// Writes what remains. `root` is the catalog, `info` the information dictionary.
    pub fn finish(mut self, root: Id, info: Id) -> io::Result<()> {
        self.flush()?;
        let identity = digest(&self.digests);
        let id = self.reserve();
        let start = self.position;
        self.place(id, Place::At(start));
        let mut entries = Syntax::of("/Type/XRef/W[1 5 2]/Size ");
        entries.integer(self.places.len() as i64).raw("/Root").reference(root).raw("/Info").reference(info);
        entries.raw("/ID[").hex_string(&identity[..16]).hex_string(&identity[..16]);
        entries.raw("]/DecodeParms<</Predictor 12/Columns 8>>");
        let table = self.table();
        self.deflated(id, &entries, &table)?;
        let mut end = Syntax::of("startxref\n");
        end.integer(start as i64).raw("\n%%EOF\n");
        self.put(&end.0)?;
        self.out.flush()
    }

    /// The cross-reference table: each row as the difference to the row above (PNG's "up").
    fn table(&self) -> Vec<u8> {
        let mut above = [0; 8];
        let mut table = Vec::with_capacity(self.places.len() * 9);
        for place in &self.places {
            let (kind, at, index) = match *place {
                Place::Nowhere => (0, 0, u16::MAX),
                Place::At(at) => (1, at, 0),
                Place::In(stream, index) => (2, u64::from(stream.0), index),
            };
            let mut row = [kind; 8];
            row[1..6].copy_from_slice(&at.to_be_bytes()[3..]);
            row[6..].copy_from_slice(&index.to_be_bytes());
            table.push(2);
            table.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        table
    }

    /// Writes the object stream being filled.
    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let stream = self.reserve();
        let waiting = std::mem::take(&mut self.waiting);
        let mut data = Syntax::default();
        for (index, &(id, start)) in waiting.iter().enumerate() {
            data.integer(i64::from(id.0)).raw(" ").integer(start as i64).raw(" ");
            self.place(id, Place::In(stream, index as u16));
        }
        let mut entries = Syntax::of("/Type/ObjStm/N ");
        entries.integer(waiting.len() as i64).raw("/First ").integer(data.0.len() as i64);
        data.0.append(&mut self.body);
        self.deflated(stream, &entries, &data.0)
    }

    fn place(&mut self, id: Id, place: Place) {
        if let Some(entry) = self.places.get_mut(id.0 as usize) {
            *entry = place;
        }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.position += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}
