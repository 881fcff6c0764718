//! Color profiles of pictures (ICC.1). In: the profile of an image file. Out: what a PDF has to carry so that the
//! picture keeps its colors; nothing where they are sRGB's, or where the profile is none that PDF/A allows.

use moxcms::{ColorProfile, Layout, TransformOptions};

/// The longest profile that is carried, in bytes.
pub const LONGEST: usize = 8 << 20;
/// By how much of 255 a color may differ from sRGB and still be taken for it.
const SAME: u8 = 3;

/// The profile of samples in `channels` channels, if it has something to say. PDF/A-2 wants versions 2 and 4 of the
/// classes that devices and color spaces have (ISO 19005-2 §6.2.4.2); others are as good as none.
pub fn telling(profile: Vec<u8>, channels: u8) -> Option<Vec<u8>> {
    let header = profile.first_chunk::<128>()?;
    let length = u32::from_be_bytes(*header.first_chunk()?) as usize;
    let space: &[u8] = match channels {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let allowed = length == profile.len()
        && length <= LONGEST
        && matches!(header[8], 2 | 4)
        && matches!(&header[12..16], b"scnr" | b"mntr" | b"prtr" | b"spac")
        && &header[16..20] == space
        && &header[36..40] == b"acsp";
    let read = ColorProfile::new_from_slice(&profile).ok().filter(|_| allowed)?;
    (channels == 4 || !is_srgb(&read, channels)?).then_some(profile)
}

/// Whether colors are the same with a profile as without; `None` where it cannot be used at all.
fn is_srgb(profile: &ColorProfile, channels: u8) -> Option<bool> {
    let layout = if channels == 1 { Layout::Gray } else { Layout::Rgb };
    let levels = [0u8, 36, 73, 109, 146, 182, 219, 255];
    let colors: Vec<[u8; 3]> = match channels {
        1 => levels.iter().map(|&gray| [gray; 3]).collect(),
        _ => levels.iter().flat_map(|&r| levels.iter().flat_map(move |&g| levels.map(|b| [r, g, b]))).collect(),
    };
    let samples: Vec<u8> = colors.iter().flat_map(|color| &color[..usize::from(channels)]).copied().collect();
    let mut shown = vec![0; colors.len() * 3];
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    transform.transform(&samples, &mut shown).ok()?;
    Some(shown.iter().zip(colors.as_flattened()).all(|(a, b)| a.abs_diff(*b) <= SAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn srgb_says_nothing_and_a_wide_space_does() {
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        assert_eq!(telling(srgb, 3), None);
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        assert_eq!(telling(wide.clone(), 3), Some(wide.clone()));
        assert_eq!(telling(wide.clone(), 1), None);
        assert_eq!(telling(wide[..wide.len() - 1].to_vec(), 3), None);
        assert_eq!(telling(b"no profile".to_vec(), 3), None);
    }
}
