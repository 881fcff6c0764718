//! The marker segments of a JPEG file (ITU-T T.81 annex B). In: a file. Out: what a PDF must know of one that it takes
//! as it is, and whether the file is whole.

/// How a PDF has to read the samples of a JPEG file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plain {
    /// 1 (gray), 3 (color) or 4 (inks).
    pub channels: u8,
    /// Whether Adobe's marker is there: its makers write inks inverted.
    pub adobe: bool,
}

/// What a PDF takes as it is (ISO 32000-1 §7.4.8): baseline or progressive, 8 bits, one, three or four channels. `None`
/// for all others.
pub fn plain(bytes: &[u8]) -> Option<Plain> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let (mut frame, mut adobe) = (None, false);
    loop {
        let (&[0xFF, marker], after) = rest.split_first_chunk()? else { return None };
        if marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let segment = after.get(2..length)?;
        match (marker, segment) {
            (0xC0..=0xC2, &[8, _, _, _, _, channels @ (1 | 3 | 4), ..]) => frame = Some(channels),
            (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, _) => return None,
            (0xDA, _) => return frame.map(|channels| Plain { channels, adobe }),
            (0xEE, segment) => adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
        rest = &after[length..];
    }
}

/// Whether a file has its end: without it, the last rows are those of a copy that was cut short. A thumbnail's end before
/// the samples is none, and some programs write more behind it.
pub fn is_whole(bytes: &[u8]) -> bool {
    let mut markers = bytes.windows(2).rev().filter(|pair| pair[0] == 0xFF && matches!(pair[1], 0xD9 | 0xDA));
    markers.next().is_some_and(|marker| marker[1] == 0xD9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_in_its_segments_is_not_plain() {
        assert_eq!(plain(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0]), None);
    }

    #[test]
    fn inks_are_known_by_the_frame_and_adobe_by_its_marker() {
        let file = b"\xFF\xD8\xFF\xEE\x00\x0EAdobe\0\x64\0\0\0\0\x02\xFF\xC0\x00\x0B\x08\0\x01\0\x01\x04\0\0\0\xFF\xDA\x00\x03\0";
        assert_eq!(plain(file), Some(Plain { channels: 4, adobe: true }));
        assert!(!is_whole(file));
        assert!(is_whole(&[file.as_slice(), b"\0\0\xFF\xD9"].concat()));
    }
}
