//! The marker segments of a JPEG file (ITU-T T.81 annex B). In: a file. Out: what a PDF must know of one that it takes
//! as it is, and whether the file is whole.

mod codes;
mod entropy;
mod segments;

pub use entropy::{Damage, damage};
use segments::{marker, segment};

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
    let mut frame = None;
    let mut adobe = false;
    for (kind, segment) in head(bytes) {
        match (kind, segment) {
            (0xC0..=0xC2, &[8, _, _, _, _, channels @ (1 | 3 | 4), ..]) => frame = Some(channels),
            (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, _) => return None,
            (0xDA, _) => return frame.map(|channels| Plain { channels, adobe }),
            (0xEE, segment) => adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
    }
    None
}

/// Whether a file says that it has a color profile (ICC.1 annex B.4).
pub fn has_profile(bytes: &[u8]) -> bool {
    head(bytes).any(|(kind, segment)| kind == 0xE2 && segment.starts_with(b"ICC_PROFILE\0"))
}

/// The segments up to the first scan, its own included.
fn head(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8]);
    std::iter::from_fn(move || {
        let (kind, after) = marker(rest?)?;
        let (segment, after) = segment(after)?;
        rest = (kind != 0xDA).then_some(after);
        Some((kind, segment))
    })
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
    }
}
