//! What identifies an edition: derived from the project and the text, never from the clock or chance.

mod fingerprint;
mod identity;

pub use fingerprint::fingerprint;
pub use identity::{identifier, text_hash};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
