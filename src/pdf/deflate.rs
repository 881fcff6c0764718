//! Compression of streams. In: bytes. Out: a zlib stream; the same bytes always give the same stream.

use flate2::{Compress, Compression, FlushCompress, Status};

/// A compressor that is used again and again: setting one up costs more than a page.
pub struct Deflater(Compress);

impl Deflater {
    /// A compressor.
    pub fn new() -> Deflater {
        Deflater(Compress::new(Compression::new(3), true))
    }

    /// `bytes` as a zlib stream (RFC 1950).
    pub fn deflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(bytes.len() / 3 + 64);
        loop {
            let rest = bytes.get(self.0.total_in() as usize..).unwrap_or_default();
            match self.0.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return out,
                // The output was full: compress_vec never grows it.
                _ => out.reserve(out.len() / 2 + 64),
            }
        }
    }
}
