//! The entropy-coded data of a JPEG file (ITU-T T.81 annexes F and G). In: a baseline or progressive file. Out: whether
//! every block of it can be read, and if not, why. No pixels are made: about half of the work of decoding, and no memory.

use super::codes::{Bits, Codes, Fault, Tables};
use super::segments::{marker, segment};

/// The most scans of a file: each may pass over the whole picture in a few bytes.
const SCANS: usize = 200;

/// What is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// What, in words.
    pub reason: String,
    /// Whether not even the first row can be read.
    pub total: bool,
}

impl From<&str> for Damage {
    fn from(reason: &str) -> Damage {
        Damage { reason: reason.to_owned(), total: false }
    }
}

/// Why a file is not whole; `None` where all its codes are codes and all its blocks are there.
pub fn damage(bytes: &[u8]) -> Option<Damage> {
    whole(bytes).err()
}

fn whole(bytes: &[u8]) -> Result<(), Damage> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut tables = Tables::default();
    let mut frame: Option<Frame> = None;
    let mut scans = 0;
    loop {
        let Some((kind, after)) = marker(rest) else { return Err(stray(rest).into()) };
        match kind {
            0xD9 => return frame.as_ref().map_or(Err(NO_FRAME.into()), Frame::complete),
            0x01 | 0xD0..=0xD7 => {
                rest = after;
                continue;
            }
            _ => {}
        }
        let (body, after) = segment(after).ok_or(CUT)?;
        rest = after;
        match kind {
            0xC0..=0xC2 => frame = Some(Frame::read(body, kind == 0xC2).ok_or("its header contradicts itself")?),
            0xC4 => tables.codes(body).ok_or("a table of its codes is damaged")?,
            0xDB => tables.quantizers(body).ok_or("a table of its steps is damaged")?,
            0xDD => tables.interval = u16::from_be_bytes(*body.first_chunk().ok_or(CUT)?).into(),
            0xDA => {
                scans += 1;
                if scans > SCANS {
                    return Err("it has too many scans".into());
                }
                rest = frame.as_mut().ok_or(NO_FRAME)?.scan(body, after, &tables, scans == 1)?;
            }
            _ => {}
        }
    }
}

const CUT: &str = "it is cut short";
const NO_FRAME: &str = "it has no header";

/// What is wrong where a marker should be.
fn stray(rest: &[u8]) -> &'static str {
    let at_end = rest.iter().all(|&byte| byte == 0xFF);
    if at_end { CUT } else { "it has bytes that belong to none of its parts" }
}

/// A channel of the picture.
struct Channel {
    id: u8,
    /// Blocks in a unit, across and down.
    sampling: (usize, usize),
    quantizer: usize,
    /// Blocks of the whole channel, across and down.
    blocks: (usize, usize),
    /// How many bits of each coefficient are still to come (T.81 §G.1.1.1); none where nothing of it has come.
    missing: [Option<u8>; 64],
    /// Which coefficients of each block are not zero; empty until a scan asks.
    filled: Vec<u64>,
}

/// The picture as its header tells of it (T.81 §B.2.2).
struct Frame {
    progressive: bool,
    height: usize,
    units: (usize, usize),
    /// Rows of pixels in a row of units.
    unit_height: usize,
    channels: Vec<Channel>,
}

/// What a scan brings (T.81 §B.2.3, §G.1.2).
#[derive(Clone, Copy)]
enum Pass {
    /// Whole blocks.
    Blocks,
    Direct,
    DirectBit,
    /// The coefficients from the first to the last number.
    Alternating(u32, u32),
    AlternatingBit(u32, u32),
}

/// A channel in a scan, and the tables of its codes.
struct Part<'t> {
    channel: usize,
    direct: Option<&'t Codes>,
    alternating: Option<&'t Codes>,
}

impl Frame {
    fn read(body: &[u8], progressive: bool) -> Option<Frame> {
        let &[_, y, y2, x, x2, count, ref channels @ ..] = body else { return None };
        let (width, height) = (usize::from(u16::from_be_bytes([x, x2])), usize::from(u16::from_be_bytes([y, y2])));
        let (channels, _) = channels.as_chunks::<3>();
        let channels = channels.get(..count.into())?;
        let sampling = |pair: u8| (usize::from(pair >> 4), usize::from(pair & 15));
        let sound = |channel: &[u8; 3]| {
            let (h, v) = sampling(channel[1]);
            (1..=4).contains(&h) && (1..=4).contains(&v) && channel[2] < 4
        };
        if !channels.iter().all(sound) || width == 0 || height == 0 {
            return None;
        }
        let most = |side: fn((usize, usize)) -> usize| channels.iter().map(|channel| side(sampling(channel[1]))).max();
        let (wide, high) = (most(|(h, _)| h)?, most(|(_, v)| v)?);
        let channels = channels.iter().map(|&[id, pair, quantizer]| {
            let (h, v) = sampling(pair);
            let blocks = ((width * h).div_ceil(wide * 8), (height * v).div_ceil(high * 8));
            let quantizer = quantizer.into();
            Channel { id, sampling: (h, v), quantizer, blocks, missing: [None; 64], filled: Vec::new() }
        });
        Some(Frame {
            progressive,
            height,
            units: (width.div_ceil(wide * 8), height.div_ceil(high * 8)),
            unit_height: high * 8,
            channels: channels.collect(),
        })
    }

    /// Whether every channel has something.
    fn complete(&self) -> Result<(), Damage> {
        let empty = self.channels.iter().any(|channel| channel.missing[0].is_none());
        if empty { Err("a channel of it has no data".into()) } else { Ok(()) }
    }

    /// Reads a scan: `header` is its segment, `data` what stands behind; whether it is the first. Gives back what stands
    /// behind its data.
    fn scan<'d>(
        &mut self,
        header: &[u8],
        data: &'d [u8],
        tables: &Tables,
        first_scan: bool,
    ) -> Result<&'d [u8], Damage> {
        let (parts, pass) = self.plan(header, tables).ok_or("a scan of it contradicts its header")?;
        let single = parts.len() == 1;
        let first = &mut self.channels[parts[0].channel];
        let (wide, high) = if single { first.blocks } else { self.units };
        let row_height = self.unit_height / if single { first.sampling.1 } else { 1 };
        if matches!(pass, Pass::Alternating(..) | Pass::AlternatingBit(..)) {
            first.filled.resize(wide * high, 0);
        }
        let mut bits = Bits::new(data);
        let mut run = 0;
        for unit in 0..wide * high {
            let mut read = || -> Result<(), Fault> {
                if tables.interval > 0 && unit > 0 && unit % tables.interval == 0 {
                    bits.restart(((unit / tables.interval - 1) % 8) as u8)?;
                    run = 0;
                }
                for part in &parts {
                    let channel = &mut self.channels[part.channel];
                    let blocks = if single { 1 } else { channel.sampling.0 * channel.sampling.1 };
                    for _ in 0..blocks {
                        part.block(pass, &mut bits, &mut run, channel.filled.get_mut(unit))?;
                    }
                }
                Ok(())
            };
            let row = (unit / wide * row_height).min(self.height);
            read().map_err(|fault| {
                let what = if matches!(fault, Fault::Short) { "ends" } else { "is damaged" };
                let reason = format!("its data {what} in row {row} of {}", self.height);
                Damage { reason, total: first_scan && unit < wide }
            })?;
        }
        bits.end().map_err(|_| "it has data behind its last row".into())
    }

    /// What a scan brings and to which channels; `None` where that cannot be.
    fn plan<'t>(&mut self, header: &[u8], tables: &'t Tables) -> Option<(Vec<Part<'t>>, Pass)> {
        let (&count, rest) = header.split_first()?;
        let (named, rest) = rest.split_at_checked(usize::from(count) * 2)?;
        let &[from, to, bits, ..] = rest else { return None };
        let (high, low) = (bits >> 4, bits & 15);
        let mut parts = Vec::new();
        for &[id, chosen] in named.as_chunks::<2>().0 {
            let channel = self.channels.iter().position(|channel| channel.id == id)?;
            let (direct, alternating) = (usize::from(chosen >> 4), usize::from(chosen & 15));
            let table = |tables: &'t [Option<Codes>; 4], number: usize| tables.get(number)?.as_ref();
            let (direct, alternating) = (table(&tables.direct, direct), table(&tables.alternating, alternating));
            parts.push(Part { channel, direct, alternating });
        }
        let pass = match (self.progressive, from, high) {
            (false, ..) => Pass::Blocks,
            (true, 0, 0) => Pass::Direct,
            (true, 0, _) => Pass::DirectBit,
            (true, _, 0) => Pass::Alternating(from.into(), to.into()),
            (true, ..) => Pass::AlternatingBit(from.into(), to.into()),
        };
        let (direct, alternating) = match pass {
            Pass::Blocks => (true, true),
            Pass::Direct => (true, false),
            Pass::DirectBit => (false, false),
            Pass::Alternating(..) | Pass::AlternatingBit(..) => (false, true),
        };
        let coded = |part: &Part| (!direct || part.direct.is_some()) && (!alternating || part.alternating.is_some());
        let units: usize = parts.iter().map(|part| self.channels[part.channel].sampling).map(|(h, v)| h * v).sum();
        let sound = match pass {
            Pass::Blocks => true,
            Pass::Direct | Pass::DirectBit => to == 0 && low < 14,
            Pass::Alternating(..) | Pass::AlternatingBit(..) => from <= to && to < 64 && low < 14 && parts.len() == 1,
        };
        if parts.is_empty() || !sound || !parts.iter().all(coded) || parts.len() > 1 && units > 10 {
            return None;
        }
        let (from, to, high, low) = if self.progressive { (from, to, high, low) } else { (0, 63, 0, 0) };
        for part in &parts {
            let channel = &mut self.channels[part.channel];
            for missing in &mut channel.missing[from.into()..=to.into()] {
                // A bit comes after the bits above it.
                if missing.unwrap_or(0) != high || high > 0 && high != low + 1 {
                    return None;
                }
                *missing = Some(low);
            }
            if channel.missing[0].is_none() || !tables.quantizers[channel.quantizer] {
                return None;
            }
        }
        Some((parts, pass))
    }
}

impl Part<'_> {
    /// Reads a block. `run` is how many blocks have nothing more to come; `filled` is what is known of this one.
    fn block(&self, pass: Pass, bits: &mut Bits, run: &mut u32, filled: Option<&mut u64>) -> Result<(), Fault> {
        match pass {
            Pass::Blocks => {
                direct(self.direct, bits)?;
                let codes = self.alternating.ok_or(Fault::Code)?;
                let mut at = 1;
                while at < 64 {
                    let symbol = bits.number(codes)?;
                    match (u32::from(symbol >> 4), u32::from(symbol & 15)) {
                        (15, 0) => at += 16,
                        (_, 0) => break,
                        (zeros, _) => {
                            at += zeros + 1;
                            if at > 64 {
                                return Err(Fault::Code);
                            }
                        }
                    }
                }
                Ok(())
            }
            Pass::Direct => direct(self.direct, bits),
            Pass::DirectBit => bits.skip(1),
            Pass::Alternating(from, to) => {
                let filled = filled.ok_or(Fault::Code)?;
                alternating(self.alternating.ok_or(Fault::Code)?, (from, to), bits, run, filled)
            }
            Pass::AlternatingBit(from, to) => {
                let filled = filled.ok_or(Fault::Code)?;
                alternating_bit(self.alternating.ok_or(Fault::Code)?, (from, to), bits, run, filled)
            }
        }
    }
}

/// The coefficient for the whole block (T.81 §F.2.2.1).
fn direct(codes: Option<&Codes>, bits: &mut Bits) -> Result<(), Fault> {
    match bits.number(codes.ok_or(Fault::Code)?)? {
        0..16 => Ok(()),
        _ => Err(Fault::Code),
    }
}

/// How many blocks, this one included, have nothing more to come.
fn run_of(exponent: u32, bits: &mut Bits) -> Result<u32, Fault> {
    Ok((1 << exponent) + bits.take(exponent)?)
}

/// The other coefficients, for the first time (T.81 §G.1.2.2).
fn alternating(
    codes: &Codes,
    (from, to): (u32, u32),
    bits: &mut Bits,
    run: &mut u32,
    filled: &mut u64,
) -> Result<(), Fault> {
    let mut at = from;
    while *run == 0 && at <= to {
        let symbol = bits.number(codes)?;
        match (u32::from(symbol >> 4), u32::from(symbol & 15)) {
            (15, 0) => at += 16,
            (exponent, 0) => *run = run_of(exponent, bits)?,
            (zeros, _) => {
                at += zeros;
                if at > to {
                    return Err(Fault::Code);
                }
                *filled |= 1 << at;
                at += 1;
            }
        }
    }
    *run = run.saturating_sub(1);
    Ok(())
}

/// One more bit of the other coefficients (T.81 §G.1.2.3): a bit for each that is not zero, and new ones between them.
fn alternating_bit(
    codes: &Codes,
    (from, to): (u32, u32),
    bits: &mut Bits,
    run: &mut u32,
    filled: &mut u64,
) -> Result<(), Fault> {
    let mut at = from;
    while *run == 0 && at <= to {
        let symbol = bits.number(codes)?;
        let (mut zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match size {
            0 if zeros < 15 => {
                *run = run_of(zeros, bits)?;
                break;
            }
            0 | 1 => {}
            _ => return Err(Fault::Code),
        }
        let mut more = 0;
        while at <= to {
            let known = (!*filled >> at).trailing_zeros().min(to + 1 - at);
            (more, at) = (more + known, at + known);
            if at > to || zeros == 0 {
                break;
            }
            (zeros, at) = (zeros - 1, at + 1);
        }
        bits.skip(more)?;
        if size == 1 {
            if at > to {
                return Err(Fault::Code);
            }
            *filled |= 1 << at;
        }
        at += 1;
    }
    if *run > 0 {
        if at <= to {
            bits.skip((*filled >> at << at << (63 - to)).count_ones())?;
        }
        *run -= 1;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unusual_byte_groupings)] // bits are grouped as codes are
mod tests {
    use super::*;

    /// A gray file of `height` rows with these segments.
    fn file(frame: u8, height: u8, segments: &[&[u8]]) -> Vec<u8> {
        let header = [0xFF, frame, 0, 11, 8, 0, height, 0, 8, 1, 1, 0x11, 0];
        let steps = [&[0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
        // For the first coefficient, 0: nothing. For the others, 0: the end of the block; 10: a coefficient of one bit.
        let direct = [&[0xFF, 0xC4, 0, 20, 0, 1][..], &[0; 15], &[0]].concat();
        let others = [&[0xFF, 0xC4, 0, 21, 0x10, 1, 1][..], &[0; 14], &[0, 1]].concat();
        let head = [&[0xFF, 0xD8], header.as_slice(), &steps, &direct, &others].concat();
        [head, segments.concat(), vec![0xFF, 0xD9]].concat()
    }

    fn scan(from: u8, to: u8, bits: u8, data: &[u8]) -> Vec<u8> {
        [&[0xFF, 0xDA, 0, 8, 1, 1, 0, from, to, bits], data].concat()
    }

    #[test]
    fn whole_files_pass() {
        // Two blocks: one coefficient of 1 bit in the first, nothing in the second.
        let blocks = scan(0, 63, 0, &[0b0_10_1_0_0_0_1]);
        assert_eq!(damage(&file(0xC0, 16, &[&blocks])), None);
        let restarts = scan(0, 63, 0, &[0b0_0_111111, 0xFF, 0xD0, 0b0_0_111111]);
        assert_eq!(damage(&file(0xC0, 16, &[&[0xFF, 0xDD, 0, 4, 0, 1], &restarts])), None);
        let passes = [
            scan(0, 0, 0x01, &[0b0_1111111]),
            scan(1, 63, 0x01, &[0b10_1_0_1111]),
            scan(0, 0, 0x10, &[0b0_1111111]),
            scan(1, 63, 0x10, &[0b0_1_111111]),
        ];
        assert_eq!(damage(&file(0xC2, 8, &[&passes.concat()])), None);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let said = |height, segments: &[&[u8]]| damage(&file(0xC0, height, segments)).unwrap().reason;
        let two = scan(0, 63, 0, &[0b0_0_0_0_1111]);
        assert_eq!(
            said(24, &[&scan(0, 63, 0, &[0b0_10_1_10_1_0, 0b0_0_111111, 0xFE, 0xFE])]),
            "its data is damaged in row 16 of 24"
        );
        assert_eq!(said(40, &[&scan(0, 63, 0, &[0b0_0_0_0_0_0_0_0])]), "its data ends in row 32 of 40");
        assert_eq!(said(8, &[&two, &[0x12, 0x34]]), "it has data behind its last row");
        assert_eq!(said(8, &[&two, &[0xFF, 0x00, 0x12]]), "it has data behind its last row");
        assert_eq!(said(8, &[]), "a channel of it has no data");
        let restarts = scan(0, 63, 0, &[0b0_0_111111, 0xFF, 0xD3, 0b0_0_111111]);
        assert_eq!(said(16, &[&[0xFF, 0xDD, 0, 4, 0, 1], &restarts]), "its data is damaged in row 8 of 16");
        let total = |scan: &[u8]| damage(&file(0xC0, 16, &[scan])).unwrap().total;
        assert!(total(&scan(0, 63, 0, &[0xFE, 0xFE, 0xFE])) && !total(&scan(0, 63, 0, &[0b0_0_111111])));
        let whole = file(0xC0, 16, &[&two]);
        assert_eq!(damage(&whole), None);
        for length in 0..whole.len() {
            assert!(damage(&whole[..length]).is_some(), "{length}");
        }
        let refined_first = scan(1, 63, 0x10, &[0b0_1111111]);
        assert_eq!(damage(&file(0xC2, 8, &[&refined_first])).unwrap().reason, "a scan of it contradicts its header");
    }
}
