//! How a PDF spells its objects (ISO 32000-1 §7.3). In: numbers, names, strings, references. Out: bytes. Numbers are
//! integers or thousandths, so no float is ever printed.

/// The number of an indirect object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Id(pub u32);

/// Bytes of PDF syntax.
#[derive(Clone, Default, Debug)]
pub struct Syntax(pub Vec<u8>);

const HEX: &[u8; 16] = b"0123456789ABCDEF";

impl Syntax {
    /// Syntax that begins with `text`.
    pub fn of(text: &str) -> Syntax {
        Syntax(text.as_bytes().to_vec())
    }

    /// Operators, keywords, delimiters: as they are.
    pub fn raw(&mut self, text: &str) -> &mut Syntax {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// An integer.
    pub fn integer(&mut self, value: i64) -> &mut Syntax {
        let (mut digits, mut start, mut rest) = ([0; 20], 20, value.unsigned_abs());
        loop {
            start -= 1;
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.0.push(b'-');
        }
        self.0.extend_from_slice(&digits[start..]);
        self
    }

    /// A number of thousandths, as a decimal: 1500 is `1.5`.
    pub fn thousandths(&mut self, value: i64) -> &mut Syntax {
        if value < 0 {
            self.0.push(b'-');
        }
        let (whole, mut fraction, mut place) = (value.abs() / 1000, value.abs() % 1000, 100);
        self.integer(whole);
        if fraction != 0 {
            self.0.push(b'.');
        }
        while fraction != 0 {
            self.0.push(b'0' + (fraction / place) as u8);
            fraction %= place;
            place /= 10;
        }
        self
    }

    /// Numbers in thousandths, a space behind each.
    pub fn numbers(&mut self, values: &[i64]) -> &mut Syntax {
        for &value in values {
            self.thousandths(value).raw(" ");
        }
        self
    }

    /// A name, its solidus included; unusual bytes are escaped.
    pub fn name(&mut self, name: &[u8]) -> &mut Syntax {
        self.0.push(b'/');
        for &byte in name {
            if (b'!'..=b'~').contains(&byte) && !b"()<>[]{}/%#".contains(&byte) {
                self.0.push(byte);
            } else {
                self.0.push(b'#');
                self.hex(byte);
            }
        }
        self
    }

    /// A reference to an object, a space before it.
    pub fn reference(&mut self, id: Id) -> &mut Syntax {
        self.raw(" ").integer(i64::from(id.0)).raw(" 0 R")
    }

    /// An array of references.
    pub fn references(&mut self, ids: &[Id]) -> &mut Syntax {
        self.raw("[");
        for &id in ids {
            self.reference(id);
        }
        self.raw("]")
    }

    /// A byte string.
    pub fn string(&mut self, bytes: &[u8]) -> &mut Syntax {
        self.raw("(");
        bytes.iter().for_each(|&byte| self.string_byte(byte));
        self.raw(")")
    }

    /// One byte inside a string's parentheses.
    #[inline]
    pub fn string_byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.0.extend_from_slice(b"\\r"),
            _ => self.0.push(byte),
        }
    }

    /// A code of two bytes inside a string's parentheses.
    pub fn string_code(&mut self, code: u16) {
        let bytes = code.to_be_bytes();
        if bytes.iter().any(|byte| matches!(byte, b'(' | b')' | b'\\' | b'\r')) {
            bytes.into_iter().for_each(|byte| self.string_byte(byte));
        } else {
            self.0.extend_from_slice(&bytes);
        }
    }

    /// A text string (§7.9.2): printable ASCII as it is, all else as UTF-16.
    pub fn text(&mut self, text: &str) -> &mut Syntax {
        if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.string(text.as_bytes());
        }
        self.raw("<FEFF");
        for unit in text.encode_utf16() {
            self.hex((unit >> 8) as u8);
            self.hex(unit as u8);
        }
        self.raw(">")
    }

    /// A byte string in hexadecimal.
    pub fn hex_string(&mut self, bytes: &[u8]) -> &mut Syntax {
        self.raw("<");
        bytes.iter().for_each(|&byte| self.hex(byte));
        self.raw(">")
    }

    fn hex(&mut self, byte: u8) {
        self.0.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(write: impl FnOnce(&mut Syntax)) -> String {
        let mut syntax = Syntax::default();
        write(&mut syntax);
        String::from_utf8(syntax.0).unwrap()
    }

    #[test]
    fn thousandths_have_no_idle_digits() {
        let all = spelled(|syntax| _ = syntax.numbers(&[0, 5, -1500, 12_030, -1]));
        assert_eq!(all, "0 0.005 -1.5 12.03 -0.001 ");
    }

    #[test]
    fn strings_and_names_escape_what_would_end_them() {
        assert_eq!(spelled(|syntax| _ = syntax.string(b"a(b)\\\r")), "(a\\(b\\)\\\\\\r)");
        assert_eq!(spelled(|syntax| _ = syntax.name(b"A B#")), "/A#20B#23");
    }

    #[test]
    fn text_beyond_ascii_is_utf_16() {
        assert_eq!(spelled(|syntax| _ = syntax.text("é\u{1F600}")), "<FEFF00E9D83DDE00>");
    }
}
