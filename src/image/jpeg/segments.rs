//! Markers and segments of a JPEG file (ITU-T T.81 §B.1.1). In: bytes. Out: what a marker says and what stands behind it.

/// The marker that `bytes` begin with, and what stands behind it; it may have been stretched by more of its first byte.
pub fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let fill = bytes.iter().take_while(|&&byte| byte == 0xFF).count();
    match bytes.get(fill..)? {
        [kind, rest @ ..] if fill > 0 && *kind > 0 => Some((*kind, rest)),
        _ => None,
    }
}

/// What a segment holds, its length not counted, and what stands behind it.
pub fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    Some((bytes.get(2..length)?, &bytes[length..]))
}
