//! Lengths. In: points, ems, decimals of a style sheet. Out: fixed-point numbers, so that no rounding of floats
//! ever decides where a line or a page breaks.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// A length in 1/65536 of a PostScript point (1/72 inch).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Pt(pub i64);

impl Pt {
    /// No length at all.
    pub const ZERO: Pt = Pt(0);
    /// One point.
    pub const ONE: Pt = Pt(1 << 16);

    /// The nearest length to `points`, a decimal number of points read from a style sheet.
    pub fn from_points(points: f64) -> Pt {
        Pt((points * 65536.0).round() as i64)
    }

    /// This length as a decimal number of points, for output only.
    pub fn points(self) -> f64 {
        self.0 as f64 / 65536.0
    }

    /// This length in thousandths of a point, rounded: what content streams are written in.
    pub fn thousandths(self) -> i64 {
        (self.0 * 1000 + 32768).div_euclid(65536)
    }

    /// `self * numerator / denominator`, rounded to the nearest unit, halves upward.
    /// `denominator` must be positive.
    #[inline]
    pub fn scale(self, numerator: i64, denominator: i64) -> Pt {
        // Nearly always; the wider division below takes several times as long.
        if let Some(sum) = self.0.checked_mul(numerator).and_then(|product| product.checked_add(denominator / 2)) {
            return Pt(sum.div_euclid(denominator));
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let half = i128::from(denominator) / 2;
        Pt((product + half).div_euclid(i128::from(denominator)) as i64)
    }

    /// The longer of two lengths.
    pub fn max(self, other: Pt) -> Pt {
        Ord::max(self, other)
    }

    /// The shorter of two lengths.
    pub fn min(self, other: Pt) -> Pt {
        Ord::min(self, other)
    }
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}

impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}

impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}

impl Mul<i64> for Pt {
    type Output = Pt;
    fn mul(self, factor: i64) -> Pt {
        Pt(self.0 * factor)
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}

impl Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(lengths: I) -> Pt {
        lengths.fold(Pt::ZERO, Add::add)
    }
}

/// A length of less than 32,768 pt in half the room: what is kept for every glyph.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Short(i32);

impl Short {
    /// The nearest such length.
    pub fn of(length: Pt) -> Short {
        Short(length.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    }

    /// This length, longer by so many thousandths.
    pub fn longer(self, thousandths: i8) -> Short {
        let product = i64::from(self.0) * (1000 + i64::from(thousandths));
        // Nothing is shorter than that: without a sign to look at, the division is done in half the time.
        const LEAST: i64 = 1 << 32;
        Short::of(Pt(((product + 500 + LEAST * 1000) as u64 / 1000) as i64 - LEAST))
    }

    /// The length.
    pub fn pt(self) -> Pt {
        Pt(self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_rounds_to_the_nearest_unit() {
        assert_eq!(Pt(10).scale(1, 4), Pt(3));
        assert_eq!(Pt(-10).scale(1, 4), Pt(-2));
        assert_eq!(Pt::from_points(10.5).scale(12, 10), Pt::from_points(12.6));
    }

    #[test]
    fn thousandths_round_to_the_nearest() {
        assert_eq!(Pt::from_points(12.3456).thousandths(), 12_346);
        assert_eq!(Pt::from_points(-0.25).thousandths(), -250);
    }
}
