//! The EPUB's sheet.
use super::rules::Rules;
use super::sheet::{EmbeddedFace, Sheet};
pub fn emit(_screen: &Rules, _faces: &[EmbeddedFace], _sheet: &Sheet) -> String {
    String::new()
}
