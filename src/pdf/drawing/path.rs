//! How coordinates and shapes are spelled. In: floats of a drawing. Out: decimals, rounded so that no machine differs.

use crate::pdf::syntax::Syntax;
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{Rect, Transform};

/// Beyond it a coordinate is nowhere on the drawing, and readers of PDF need not know it (ISO 19005-2 §6.1.13).
const FAR: f64 = 1e9;

/// A number with at most `decimals` decimals.
pub fn number(value: f32, decimals: usize, out: &mut Syntax) {
    let value = if value.is_finite() { f64::from(value).clamp(-FAR, FAR) } else { 0.0 };
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    out.raw(if text == "-0" { "0" } else { text });
}

/// The six numbers of a matrix, a space behind each.
pub fn matrix(transform: &Transform, out: &mut Syntax) {
    let Transform { sx, kx, ky, sy, tx, ty } = *transform;
    for value in [sx, ky, kx, sy, tx, ty] {
        number(value, 9, out);
        out.raw(" ");
    }
}

/// The corners of a rectangle; an empty one where there is none.
pub fn area(area: Option<Rect>, out: &mut Syntax) {
    let corners = area.map_or([0.0; 4], |area| [area.left(), area.top(), area.right(), area.bottom()]);
    for corner in corners {
        number(corner, 6, out);
        out.raw(" ");
    }
}

/// Decimals that coordinates need in a space, so that what is drawn is right to a thousandth of its stream's units.
pub fn detail(space: &Transform) -> usize {
    let scale = space.get_scale();
    let largest = scale.0.max(scale.1);
    (0..9).find(|&decimals| 10f32.powi(decimals as i32) >= largest * 1000.0).unwrap_or(9)
}

/// Adds a shape to the path being made.
pub fn outline(path: &Path, detail: usize, out: &mut Syntax) {
    let mut at = Point::zero();
    let mut points = |points: &[Point], operator: &str| {
        for point in points {
            number(point.x, detail, out);
            out.raw(" ");
            number(point.y, detail, out);
            out.raw(" ");
        }
        out.raw(operator).raw("\n");
    };
    let between = |from: Point, to: Point| {
        Point::from_xy(from.x + (to.x - from.x) * 2.0 / 3.0, from.y + (to.y - from.y) * 2.0 / 3.0)
    };
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => points(&[to], "m"),
            PathSegment::LineTo(to) => points(&[to], "l"),
            PathSegment::QuadTo(by, to) => points(&[between(at, by), between(to, by), to], "c"),
            PathSegment::CubicTo(first, second, to) => points(&[first, second, to], "c"),
            PathSegment::Close => points(&[], "h"),
        }
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            at = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_out_of_bounds() {
        let spelled = |value, decimals| {
            let mut out = Syntax::default();
            number(value, decimals, &mut out);
            String::from_utf8(out.0).unwrap()
        };
        let all: Vec<String> = [0.5, -0.0001, 100.0, 1e30, f32::NAN].map(|value| spelled(value, 3)).to_vec();
        assert_eq!(all, ["0.5", "0", "100", "1000000000", "0"]);
        assert_eq!(spelled(120.0, 0), "120");
    }

    #[test]
    fn small_spaces_have_more_decimals() {
        assert_eq!(detail(&Transform::from_scale(1.0, 1.0)), 3);
        assert_eq!(detail(&Transform::from_scale(1000.0, 1.0)), 6);
        assert_eq!(detail(&Transform::from_scale(0.01, 0.01)), 1);
    }
}
