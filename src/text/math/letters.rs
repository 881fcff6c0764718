//! Variables are slanted (MathML Core §4.2): a letter becomes its form among the mathematical alphanumerics of Unicode,
//! which the faces for formulas have.

/// The slanted form of a letter; itself where there is none.
pub fn slanted(c: char) -> char {
    let moved = |from: char, to: u32| char::from_u32(to + (c as u32 - from as u32)).unwrap_or(c);
    match c {
        'h' => 'ℎ',
        'A'..='Z' => moved('A', 0x1D434),
        'a'..='z' => moved('a', 0x1D44E),
        'ı' => '𝚤',
        'ȷ' => '𝚥',
        'Α'..='Ω' => moved('Α', 0x1D6E2),
        'α'..='ω' => moved('α', 0x1D6FC),
        'ϴ' => '𝛳',
        '∇' => '𝛻',
        '∂' => '𝜕',
        'ϵ' => '𝜖',
        'ϑ' => '𝜗',
        'ϰ' => '𝜘',
        'ϕ' => '𝜙',
        'ϱ' => '𝜚',
        'ϖ' => '𝜛',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_slanted_and_the_rest_is_not() {
        assert_eq!(['x', 'h', 'Ω', 'ω', 'ϕ', '1', 'é', '漢'].map(slanted), ['𝑥', 'ℎ', '𝛺', '𝜔', '𝜙', '1', 'é', '漢']);
    }
}
