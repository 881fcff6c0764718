//! Compression of streams. In: bytes. Out: a zlib stream; the same bytes always give the same stream.

use libdeflater::{CompressionLvl, Compressor};

/// A compressor that is used again and again: setting one up costs more than a page.
pub struct Deflater {
    compressor: Compressor,
    /// Room for a compressed stream.
    room: Vec<u8>,
}

impl Deflater {
    /// For content streams and objects: they hold little that repeats, so that trying harder takes twice the time and
    /// makes them 3 % smaller.
    pub fn fast() -> Deflater {
        Deflater::of(1)
    }

    /// For pictures.
    pub fn thorough() -> Deflater {
        Deflater::of(6)
    }

    fn of(level: i32) -> Deflater {
        let level = CompressionLvl::new(level).expect("levels go from 0, which stores, to 12");
        Deflater { compressor: Compressor::new(level), room: Vec::new() }
    }

    /// `bytes` as a zlib stream (RFC 1950).
    pub fn deflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let bound = self.compressor.zlib_compress_bound(bytes.len());
        if self.room.len() < bound {
            self.room.resize(bound, 0);
        }
        let length = self.compressor.zlib_compress(bytes, &mut self.room).expect("no stream is longer than the bound");
        self.room[..length].to_vec()
    }
}
