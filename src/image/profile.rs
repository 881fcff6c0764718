//! Color profiles of pictures (ICC.1). In: the profile of an image file, or what else it says of its colors. Out: what a
//! PDF has to carry so that the picture keeps its colors; nothing where they are sRGB's; why, where the profile is none
//! that PDF/A allows.

use moxcms::curve_from_gamma;
use moxcms::{
    Chromaticity, ColorPrimaries, ColorProfile, Layout, LocalizableString, ProfileText, TransformOptions, XyY,
};

/// The longest profile that is carried, in bytes.
pub const LONGEST: usize = 8 << 20;
/// By how much of 255 a color may differ from sRGB and still be taken for it.
const SAME: u8 = 3;
/// The gamma of files that mean sRGB, in 100,000ths, and how far from it is still meant so.
const USUAL_GAMMA: (u32, u32) = (45_455, 2_300);

/// The profile of samples in `channels` channels, if it has something to say. PDF/A-2 wants versions 2 and 4 of the
/// classes that devices and color spaces have (ISO 19005-2 §6.2.4.2); the reason as text where it cannot be used.
pub fn telling(profile: Vec<u8>, channels: u8) -> Result<Option<Vec<u8>>, String> {
    let header = profile.first_chunk::<128>().ok_or("it is cut short")?;
    let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
    let (space, words): (&[u8], _) = match channels {
        1 => (b"GRAY", "gray"),
        3 => (b"RGB ", "in colors"),
        _ => (b"CMYK", "in inks"),
    };
    if &header[36..40] != b"acsp" {
        return Err("it is none".to_owned());
    }
    if length != profile.len() {
        return Err("its length is not what it says".to_owned());
    }
    if length > LONGEST {
        return Err(format!("it has more than {} MB", LONGEST >> 20));
    }
    if !matches!(header[8], 2 | 4) {
        return Err(format!("it is of version {}, and archives take 2 and 4", header[8]));
    }
    if !matches!(&header[12..16], b"scnr" | b"mntr" | b"prtr" | b"spac") {
        return Err("it is not of a kind that pictures have".to_owned());
    }
    if &header[16..20] != space {
        let own = String::from_utf8_lossy(&header[16..20]);
        return Err(format!("it is for {}, and the picture is {words}", own.trim_end()));
    }
    let read = ColorProfile::new_from_slice(&profile).map_err(|error| error.to_string())?;
    if channels == 4 {
        return Ok(Some(profile));
    }
    let plain = is_srgb(&read, channels).ok_or("it leads to no colors")?;
    Ok((!plain).then_some(profile))
}

/// A profile for colors of which a gamma and chromaticities are known, in 100,000ths (PNG, third edition, §11.3.2).
pub fn measured(gamma: Option<u32>, primaries: Option<[u32; 8]>, channels: u8) -> Result<Vec<u8>, String> {
    let part = |number: u32| f64::from(number) / 100_000.0;
    let gamma = gamma.filter(|gamma| gamma.abs_diff(USUAL_GAMMA.0) > USUAL_GAMMA.1);
    if gamma.is_some_and(|gamma| !(1_000..=1_000_000).contains(&gamma)) {
        return Err("its gamma makes no colors".to_owned());
    }
    let curve = gamma.map(|gamma| curve_from_gamma((1.0 / part(gamma)) as f32));
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    if channels == 1 {
        let curve = curve.or(profile.red_trc);
        profile = ColorProfile::new_gray_with_gamma(1.0);
        profile.gray_trc = curve;
    } else {
        if let Some(curve) = curve {
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        if let Some([white, white_y, rest @ ..]) = primaries {
            let [red, green, blue] = [0, 2, 4].map(|at| (part(rest[at]), part(rest[at + 1])));
            let area = (green.0 - red.0) * (blue.1 - red.1) - (blue.0 - red.0) * (green.1 - red.1);
            if area.abs() < 0.001 || white_y == 0 || [red, green, blue].iter().any(|color| color.1 <= 0.0) {
                return Err("its primaries make no colors".to_owned());
            }
            let place = |(x, y): (f64, f64)| Chromaticity { x: x as f32, y: y as f32 };
            let primaries = ColorPrimaries { red: place(red), green: place(green), blue: place(blue) };
            profile.update_rgb_colorimetry(XyY { x: part(white), y: part(white_y), yb: 1.0 }, primaries);
        }
    }
    let name = LocalizableString::new("en".to_owned(), "US".to_owned(), "Colors of a PNG file".to_owned());
    profile.description = Some(ProfileText::Localizable(vec![name]));
    profile.encode().map_err(|error| error.to_string())
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
        assert_eq!(telling(srgb, 3), Ok(None));
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        assert_eq!(telling(wide.clone(), 3), Ok(Some(wide.clone())));
        assert_eq!(telling(wide.clone(), 1), Err("it is for RGB, and the picture is gray".to_owned()));
        assert_eq!(telling(wide[..wide.len() - 1].to_vec(), 3), Err("its length is not what it says".to_owned()));
        assert_eq!(telling(b"no profile".to_vec(), 3), Err("it is cut short".to_owned()));
    }

    #[test]
    fn a_gamma_and_primaries_are_a_profile_where_they_are_not_those_of_srgb() {
        let plain = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
        let wide = [31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000];
        let told = |gamma, primaries, channels| telling(measured(gamma, primaries, channels).unwrap(), channels);
        assert_eq!(told(Some(45455), Some(plain), 3), Ok(None));
        assert_eq!(told(Some(45455), None, 1), Ok(None));
        assert!(told(None, Some(wide), 3).is_ok_and(|profile| profile.is_some()));
        assert!(told(Some(100_000), None, 3).is_ok_and(|profile| profile.is_some()));
        assert!(told(Some(100_000), Some(wide), 1).is_ok_and(|profile| profile.is_some()));
        assert!(measured(Some(0), None, 3).is_err());
        assert!(measured(None, Some([0; 8]), 3).is_err());
    }
}
