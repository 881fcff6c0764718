//! Lengths as a sheet gives them. In: tokens with units (CSS Values and Units Level 4 §6). Out: absolute lengths, once
//! it is known what they are relative to.

use super::parse::Token;
use crate::length::Pt;

/// Which lengths fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Range {
    /// All.
    Signed,
    /// Those that are not negative.
    Positive,
}

/// A length as the sheet gives it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Length {
    /// Points.
    Points(f64),
    /// `em`: the size of the face. One `ex` is half of it.
    Em(f64),
    /// `rem`: the size of the root's face.
    RootEm(f64),
    /// `rlh`: the root's distance between baselines, the unit of the baseline grid.
    RootLine(f64),
    /// Hundredths of the measure: the width of the text block.
    Percent(f64),
}

/// What relative lengths are relative to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Base {
    /// Size of the face.
    pub size: Pt,
    /// Size of the root's face.
    pub root_size: Pt,
    /// The root's distance between baselines.
    pub root_line: Pt,
    /// Width of the text block.
    pub measure: Pt,
}

/// Widths and heights in millimeters or points by name (ISO 216; ANSI).
pub const PAPERS: &[(&str, Length, Length)] = &[
    ("a4", millimeters(210.0), millimeters(297.0)),
    ("a5", millimeters(148.0), millimeters(210.0)),
    ("a6", millimeters(105.0), millimeters(148.0)),
    ("b5", millimeters(176.0), millimeters(250.0)),
    ("letter", Length::Points(612.0), Length::Points(792.0)),
    ("legal", Length::Points(612.0), Length::Points(1008.0)),
];

const fn millimeters(number: f64) -> Length {
    Length::Points(number * 72.0 / 25.4)
}

impl Length {
    /// The length that it stands for, at most [`Length::LONGEST`] either way, so that sums of a few never overflow.
    pub fn resolve(self, base: &Base) -> Pt {
        let times = |length: Pt, number: f64| length.scale((number * 1e6).round() as i64, 1_000_000);
        let length = match self {
            Length::Points(points) => Pt::from_points(points),
            Length::Em(number) => times(base.size, number),
            Length::RootEm(number) => times(base.root_size, number),
            Length::RootLine(number) => times(base.root_line, number),
            Length::Percent(number) => times(base.measure, number / 100.0),
        };
        length.clamp(-Length::LONGEST, Length::LONGEST)
    }

    /// Seven meters.
    const LONGEST: Pt = Pt(20_000 << 16);

    /// Reads a length; `None` for other tokens and other units.
    pub fn read(token: &Token) -> Option<Length> {
        let length = match token {
            Token::Number(0.0) => Length::Points(0.0),
            Token::Percent(number) => Length::Percent(*number),
            Token::Dimension(number, unit) => match unit.as_str() {
                "pt" => Length::Points(*number),
                "mm" => millimeters(*number),
                "cm" => millimeters(number * 10.0),
                "q" => millimeters(number / 4.0),
                "in" => Length::Points(number * 72.0),
                "pc" => Length::Points(number * 12.0),
                "px" => Length::Points(number * 0.75),
                "em" => Length::Em(*number),
                "ex" => Length::Em(number / 2.0),
                "rem" => Length::RootEm(*number),
                "rlh" => Length::RootLine(*number),
                _ => return None,
            },
            _ => return None,
        };
        (length.number().abs() <= 1e5).then_some(length)
    }

    /// Its number, whatever its unit.
    pub fn number(self) -> f64 {
        match self {
            Length::Points(number)
            | Length::Em(number)
            | Length::RootEm(number)
            | Length::RootLine(number)
            | Length::Percent(number) => number,
        }
    }

    /// Whether it lies in `range`.
    pub fn fits(self, range: Range) -> bool {
        range == Range::Signed || self.number() >= 0.0
    }

    /// A percentage of the size of the face is a number of ems.
    pub fn of_size(self) -> Length {
        match self {
            Length::Percent(number) => Length::Em(number / 100.0),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn lengths_have_the_units_of_print() {
        let base =
            Base { size: Pt::ONE * 12, root_size: Pt::ONE * 10, root_line: Pt::ONE * 14, measure: Pt::ONE * 300 };
        let points = |text: &str| {
            let (rules, _) = parse(&format!("p {{ x: {text} }}"));
            match rules[0].declarations[0].value.as_slice() {
                [token] => Length::read(token).map(|length| length.resolve(&base).points()),
                _ => None,
            }
        };
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("25.4mm").map(f64::round), Some(72.0));
        assert_eq!(points("4px"), Some(3.0));
        assert_eq!(points("-.5em"), Some(-6.0));
        assert_eq!(points("2ex"), Some(12.0));
        assert_eq!(points("2rem"), Some(20.0));
        assert_eq!(points("2rlh"), Some(28.0));
        assert_eq!(points("50%"), Some(150.0));
        assert_eq!(points("0"), Some(0.0));
        for bad in ["2", "2vw", "calc(1em + 2pt)", "1e9pt", "1em 2em"] {
            assert_eq!(points(bad), None, "{bad}");
        }
    }
}
