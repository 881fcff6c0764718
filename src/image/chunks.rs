//! What a PNG file says of its colors (PNG, third edition, §11.3.2). In: its chunks before the pixels. Out: what a
//! profile can be made of.

/// What the colors of a file are said to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colors {
    /// Nothing is said, or that they are sRGB's, or what no profile tells of.
    Plain,
    /// What a profile in the file says.
    Profile,
    /// What a code says that is not sRGB's.
    Coded,
    /// A gamma and the chromaticities of white, red, green and blue, each in 100,000ths, as far as they are given.
    Measured { gamma: Option<u32>, primaries: Option<[u32; 8]> },
}

/// The code of sRGB (ITU-T H.273): primaries, transfer, no matrix, full range.
const SRGB: &[u8] = &[1, 13, 0, 1];

/// Reads the chunks before the pixels. A profile outranks what stands in its place (§4.3).
pub fn colors(bytes: &[u8]) -> Colors {
    let (mut gamma, mut primaries) = (None, None);
    let (mut profile, mut coded, mut named) = (false, false, false);
    for (kind, body) in chunks(bytes).take_while(|(kind, _)| *kind != b"IDAT") {
        match kind {
            b"cICP" if body != SRGB => coded = true,
            b"cICP" | b"sRGB" => named = true,
            b"iCCP" => profile = true,
            b"gAMA" => gamma = body.first_chunk().map(|gamma| u32::from_be_bytes(*gamma)),
            b"cHRM" => {
                let numbers = body.as_chunks::<4>().0.first_chunk::<8>();
                primaries = numbers.map(|numbers| numbers.map(u32::from_be_bytes));
            }
            _ => {}
        }
    }
    if profile {
        Colors::Profile
    } else if coded {
        Colors::Coded
    } else if named || gamma.is_none() && primaries.is_none() {
        Colors::Plain
    } else {
        Colors::Measured { gamma, primaries }
    }
}

/// Kind and content of each chunk, as far as the file is whole.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (kind, after) = after.split_first_chunk()?;
        let (body, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after.get(4..).unwrap_or_default();
        Some((kind, body))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
        for (kind, body) in chunks {
            file.extend((body.len() as u32).to_be_bytes());
            file.extend_from_slice(*kind);
            file.extend_from_slice(body);
            file.extend([0; 4]);
        }
        file
    }

    #[test]
    fn the_strongest_word_counts() {
        let gamma: (&[u8; 4], &[u8]) = (b"gAMA", &[0, 0, 0xB1, 0x8F]);
        let measured = Colors::Measured { gamma: Some(45455), primaries: None };
        assert_eq!(colors(&file(&[gamma])), measured);
        assert_eq!(colors(&file(&[(b"IDAT", &[]), gamma])), Colors::Plain);
        assert_eq!(colors(&file(&[gamma, (b"sRGB", &[0])])), Colors::Plain);
        assert_eq!(colors(&file(&[gamma, (b"sRGB", &[0]), (b"iCCP", &[0])])), Colors::Profile);
        assert_eq!(colors(&file(&[gamma, (b"cICP", &[9, 16, 0, 1])])), Colors::Coded);
        assert_eq!(colors(&file(&[gamma, (b"cICP", SRGB)])), Colors::Plain);
        assert_eq!(colors(&file(&[(b"cHRM", &[0; 31])])), Colors::Plain);
        assert_eq!(colors(b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFgAMA"), Colors::Plain);
    }
}
