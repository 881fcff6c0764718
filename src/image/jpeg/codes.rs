//! Huffman codes of a JPEG file and the bits that they stand in (ITU-T T.81 annex C, §F.2.2). In: segments that define
//! tables, entropy-coded data. Out: symbols and numbers.

use super::segments::marker;

/// What stops the reading of blocks.
pub enum Fault {
    /// A marker or the end of the file, before the last block.
    Short,
    /// Bits that are no code, or one that leads out of the block.
    Code,
    /// Bytes between the last block and a marker, or a marker that counts wrongly.
    Astray,
}

/// The tables in force.
#[derive(Default)]
pub struct Tables {
    /// Which tables of quantizer steps are defined.
    pub quantizers: [bool; 4],
    pub direct: [Option<Codes>; 4],
    pub alternating: [Option<Codes>; 4],
    /// Units from one restart marker to the next; 0 for none.
    pub interval: usize,
}

impl Tables {
    /// Notes the tables of a segment (T.81 §B.2.4.1); `None` where it is none.
    pub fn quantizers(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = body.split_first() {
            *self.quantizers.get_mut(usize::from(kind & 15)).filter(|_| kind < 32)? = true;
            body = rest.get(if kind < 16 { 64 } else { 128 }..)?;
        }
        Some(())
    }

    /// Takes over the tables of a segment (T.81 §B.2.4.2); `None` where it is none.
    pub fn codes(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = body.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let (symbols, rest) = rest.split_at_checked(counts.iter().map(|&count| usize::from(count)).sum())?;
            let tables = if kind < 16 { &mut self.direct } else { &mut self.alternating };
            *tables.get_mut(usize::from(kind & 15)).filter(|_| kind < 32)? = Some(Codes::new(counts, symbols)?);
            body = rest;
        }
        Some(())
    }
}

/// Bits that are looked up at once.
const QUICK: u32 = 10;

/// A Huffman table (T.81 annex C).
pub struct Codes {
    /// Length and symbol of the code that begins with these bits; length 0 where it is longer.
    quick: Box<[(u8, u8); 1 << QUICK]>,
    /// For each length: the code after the last one, and what makes an index of a code.
    lengths: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Codes {
    fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Codes> {
        let mut codes =
            Codes { quick: Box::new([(0, 0); 1 << QUICK]), lengths: [(0, 0); 17], symbols: symbols.to_vec() };
        let (mut code, mut index) = (0u32, 0usize);
        for (length, &count) in (1..).zip(counts) {
            let first = code;
            for &symbol in &symbols[index..index + usize::from(count)] {
                if code >= 1 << length {
                    return None;
                }
                if length <= QUICK {
                    let from = (code << (QUICK - length)) as usize;
                    codes.quick[from..from + (1 << (QUICK - length))].fill((length as u8, symbol));
                }
                code += 1;
            }
            codes.lengths[length as usize] = (code, index as i32 - first as i32);
            index += usize::from(count);
            code <<= 1;
        }
        Some(codes)
    }
}

/// The bits of a scan up to the next marker.
pub struct Bits<'b> {
    rest: &'b [u8],
    held: u64,
    count: u32,
}

impl<'b> Bits<'b> {
    /// The bits that `rest` begins with.
    pub fn new(rest: &'b [u8]) -> Bits<'b> {
        Bits { rest, held: 0, count: 0 }
    }

    /// Holds at least 32 bits, if there are as many.
    fn fill(&mut self) {
        if let Some(next) = self.rest.first_chunk::<8>().filter(|next| self.count <= 56 && !next.contains(&0xFF)) {
            // Bits behind the last whole byte are met again, the same.
            self.held |= u64::from_be_bytes(*next) >> self.count;
            let bytes = (64 - self.count) / 8;
            self.count += bytes * 8;
            self.rest = &self.rest[bytes as usize..];
            return;
        }
        while self.count <= 56 {
            let (byte, rest) = match self.rest {
                [0xFF, 0, rest @ ..] => (0xFF, rest),
                [0xFF, ..] | [] => return,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
            self.rest = rest;
        }
    }

    /// The next bits, 16 at most, as a number.
    pub fn take(&mut self, bits: u32) -> Result<u32, Fault> {
        if self.count < 32 {
            self.fill();
        }
        self.count = self.count.checked_sub(bits).ok_or(Fault::Short)?;
        let value = self.held.checked_shr(64 - bits).unwrap_or(0);
        self.held <<= bits;
        Ok(value as u32)
    }

    /// Passes over as many bits.
    pub fn skip(&mut self, mut bits: u32) -> Result<(), Fault> {
        while bits > self.count {
            bits -= self.count;
            (self.held, self.count) = (0, 0);
            self.fill();
            if self.count == 0 {
                return Err(Fault::Short);
            }
        }
        self.count -= bits;
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        Ok(())
    }

    /// The next symbol; the bits of the number behind it, whose size are the symbol's last four, are passed over.
    #[inline]
    pub fn number(&mut self, codes: &Codes) -> Result<u8, Fault> {
        if self.count < 32 {
            self.fill();
        }
        let (length, symbol) = codes.quick[(self.held >> (64 - QUICK)) as usize];
        if length > 0 {
            let bits = u32::from(length + symbol % 16);
            self.count = self.count.checked_sub(bits).ok_or(Fault::Short)?;
            self.held <<= bits;
            return Ok(symbol);
        }
        let symbol = self.long_symbol(codes)?;
        self.take(u32::from(symbol % 16)).map(|_| symbol)
    }

    /// The next symbol, whose code is a long one.
    #[cold]
    fn long_symbol(&mut self, codes: &Codes) -> Result<u8, Fault> {
        for length in QUICK + 1..=16 {
            let code = (self.held >> (64 - length)) as u32;
            let (end, offset) = codes.lengths[length as usize];
            if code < end {
                self.take(length)?;
                let index = usize::try_from(code as i32 + offset).map_err(|_| Fault::Code)?;
                return codes.symbols.get(index).copied().ok_or(Fault::Code);
            }
        }
        Err(if self.count < 16 { Fault::Short } else { Fault::Code })
    }

    /// What stands behind the bits: less than a byte may be left of them.
    pub fn end(&mut self) -> Result<&'b [u8], Fault> {
        self.fill();
        if self.count < 8 { Ok(self.rest) } else { Err(Fault::Astray) }
    }

    /// Passes over a restart marker (T.81 §E.2.4).
    pub fn restart(&mut self, number: u8) -> Result<(), Fault> {
        let (kind, rest) = marker(self.end()?).ok_or(Fault::Short)?;
        *self = Bits::new(rest);
        if kind == 0xD0 + number { Ok(()) } else { Err(Fault::Astray) }
    }
}
