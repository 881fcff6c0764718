//! What identifies an edition: derived from the project and the text, never from the clock or chance.

pub mod fingerprint;
