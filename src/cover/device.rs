//! What is stamped on a cover besides its text. In: the digest of what identifies the publication. Out: a frame and a
//! device of circles, petals, rays or stars, the same for every edition; nothing that is a sign of a faith or a nation.

use std::f64::consts::TAU;
use std::fmt::Write;

/// A shape around a middle, of a radius and with so many parts.
type Motif = fn(&mut Drawing, f64, u32);

const MOTIFS: [Motif; 5] = [petals, star, rays, orbits, scales];
/// How many parts a device has.
const PARTS: [u32; 3] = [8, 12, 16];

/// A drawing around a middle.
struct Drawing {
    svg: String,
    x: f64,
    y: f64,
}

/// Draws two rules around a cover of this width and height, with one of four kinds of corners.
pub fn frame((width, height): (f64, f64), digest: &[u8], svg: &mut String) {
    const OUTER: f64 = 72.0;
    const INNER: f64 = 104.0;
    const CORNER: f64 = 84.0;
    rectangle(OUTER, (width, height), 11.0, svg);
    let (right, foot) = (width - INNER, height - INNER);
    let corners =
        [(INNER, INNER, 1.0, 1.0), (right, INNER, -1.0, 1.0), (right, foot, -1.0, -1.0), (INNER, foot, 1.0, -1.0)];
    let kind = digest[0] % 4;
    if kind == 0 {
        rectangle(INNER, (width, height), 4.0, svg);
        for (x, y, right, down) in corners {
            let mut drawing = Drawing { svg: String::new(), x: x + right * CORNER / 2.0, y: y + down * CORNER / 2.0 };
            drawing.lozenge((0.0, 0.0), 15.0, 0.0);
            svg.push_str(&drawing.svg);
        }
        return;
    }
    let mut path = String::new();
    for (number, (x, y, right, down)) in corners.into_iter().enumerate() {
        // Around clockwise: a corner is entered along one side and left along the next.
        let (from, to) = ((x, y + down * CORNER), (x + right * CORNER, y));
        let (from, to) = if number % 2 == 0 { (from, to) } else { (to, from) };
        let command = if number == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{command}{:.1} {:.1}", from.0, from.1);
        let _ = match kind {
            1 => write!(path, "A{CORNER} {CORNER} 0 0 0 {:.1} {:.1}", to.0, to.1),
            2 => write!(path, "L{:.1} {:.1}L{:.1} {:.1}", x + right * CORNER, y + down * CORNER, to.0, to.1),
            _ => write!(path, "L{:.1} {:.1}", to.0, to.1),
        };
    }
    let _ = writeln!(svg, "<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" d=\"{path}Z\"/>");
    let radius = if kind == 1 { 22.0 } else { 14.0 };
    for (x, y, right, down) in corners {
        let mut drawing = Drawing { svg: String::new(), x: x + right * CORNER * 0.25, y: y + down * CORNER * 0.25 };
        drawing.dot((0.0, 0.0), radius * 0.6);
        svg.push_str(&drawing.svg);
    }
}

fn rectangle(inset: f64, (width, height): (f64, f64), rule: f64, svg: &mut String) {
    let (width, height) = (width - 2.0 * inset, height - 2.0 * inset);
    let _ = writeln!(
        svg,
        "<rect x=\"{inset}\" y=\"{inset}\" width=\"{width}\" height=\"{height}\" fill=\"none\" stroke=\"#000\" \
         stroke-width=\"{rule}\"/>"
    );
}

/// Draws the device of a publication around a middle.
pub fn device((x, y): (f64, f64), radius: f64, digest: &[u8], svg: &mut String) {
    let mut drawing = Drawing { svg: String::new(), x, y };
    let parts = PARTS[usize::from(digest[1]) % PARTS.len()];
    let motif = MOTIFS[usize::from(digest[2]) % MOTIFS.len()];
    match digest[3] % 3 {
        0 => {
            drawing.circle((0.0, 0.0), radius, 9.0);
            drawing.circle((0.0, 0.0), radius * 0.945, 3.0);
        }
        1 => {
            drawing.circle((0.0, 0.0), radius, 3.0);
            drawing.circle((0.0, 0.0), radius * 0.89, 3.0);
            for part in 0..parts * 3 {
                let at = polar(radius * 0.945, f64::from(part) / f64::from(parts * 3));
                drawing.dot(at, radius * 0.017);
            }
        }
        _ => {
            for part in 0..parts * 2 {
                let turn = f64::from(part) / f64::from(parts * 2);
                drawing.lozenge(polar(radius * 0.97, turn), radius * 0.045, turn);
            }
        }
    }
    motif(&mut drawing, radius * 0.84, parts);
    svg.push_str(&drawing.svg);
}

/// Two rings of petals, one behind the other.
fn petals(drawing: &mut Drawing, radius: f64, parts: u32) {
    for (ring, (reach, width)) in [(1.0, 0.36), (0.62, 0.3)].into_iter().enumerate() {
        for part in 0..parts {
            let turn = (f64::from(part) + 0.5 * ring as f64) / f64::from(parts);
            let (tip, side) = (polar(radius * reach, turn), width * TAU / f64::from(parts));
            let bend = |turned: f64| polar(radius * reach * 0.58, turn + turned / TAU * 1.25);
            let (left, right) = (bend(-side), bend(side));
            let heart = polar(radius * 0.2, turn);
            let path = format!(
                "M{}Q{} {}Q{} {}Z",
                drawing.point(heart),
                drawing.point(left),
                drawing.point(tip),
                drawing.point(right),
                drawing.point(heart)
            );
            drawing.path(&path, (ring == 0).then_some(4.0));
        }
    }
    drawing.dot((0.0, 0.0), radius * 0.1);
    drawing.circle((0.0, 0.0), radius * 0.16, 3.0);
}

/// A star of one line around a ring, its fields inked by turns.
fn star(drawing: &mut Drawing, radius: f64, parts: u32) {
    // Without a common divisor with the parts, so that one line meets every corner.
    let step = if parts == 8 { 3 } else { 5 };
    let mut path = String::new();
    for corner in 0..parts {
        let at = polar(radius, f64::from(corner * step % parts) / f64::from(parts));
        let command = if corner == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{command}{}", drawing.point(at));
    }
    let ring = radius * 0.3;
    let (left, right) = (drawing.point((-ring, 0.0)), drawing.point((ring, 0.0)));
    let _ = write!(path, "ZM{left}A{ring:.1} {ring:.1} 0 0 1 {right}A{ring:.1} {ring:.1} 0 0 1 {left}Z");
    drawing.path(&path, None);
}

/// A sun: long and short rays around a ring.
fn rays(drawing: &mut Drawing, radius: f64, parts: u32) {
    let count = parts * 2;
    for ray in 0..count {
        let turn = f64::from(ray) / f64::from(count);
        let (reach, half) = if ray % 2 == 0 { (1.0, 0.3) } else { (0.78, 0.2) };
        let foot = |side: f64| polar(radius * 0.36, turn + side / f64::from(count));
        let (left, right, tip) = (foot(-half), foot(half), polar(radius * reach, turn));
        let path = format!("M{}L{}L{}Z", drawing.point(left), drawing.point(tip), drawing.point(right));
        drawing.path(&path, None);
    }
    drawing.circle((0.0, 0.0), radius * 0.3, 5.0);
    drawing.dot((0.0, 0.0), radius * 0.2);
}

/// Circles whose middles stand on a circle.
fn orbits(drawing: &mut Drawing, radius: f64, parts: u32) {
    for part in 0..parts {
        drawing.circle(polar(radius * 0.5, f64::from(part) / f64::from(parts)), radius * 0.5, 4.0);
    }
    drawing.dot((0.0, 0.0), radius * 0.06);
}

/// Rings of half circles, like the scales of a cone.
fn scales(drawing: &mut Drawing, radius: f64, parts: u32) {
    let outermost = radius / (1.0 + (TAU / 2.0 / f64::from(parts)).sin());
    for ring in 1..=4u32 {
        let reach = outermost * f64::from(ring) / 4.0;
        for part in 0..parts {
            let turn = |side: f64| (f64::from(part) + 0.5 * f64::from(ring % 2) + side) / f64::from(parts);
            let (from, to) = (polar(reach, turn(-0.5)), polar(reach, turn(0.5)));
            let bow = (from.0 - to.0).hypot(from.1 - to.1) / 2.0;
            let path = format!("M{}A{bow:.1} {bow:.1} 0 0 1 {}", drawing.point(from), drawing.point(to));
            drawing.path(&path, Some(4.0));
            drawing.dot(polar(reach + bow * 0.35, turn(0.0)), bow * 0.2);
        }
    }
    drawing.dot((0.0, 0.0), radius * 0.08);
}

/// A point by its distance from the middle and how far around it is, clockwise from the top.
fn polar(distance: f64, turn: f64) -> (f64, f64) {
    let angle = (turn - 0.25) * TAU;
    (distance * angle.cos(), distance * angle.sin())
}

impl Drawing {
    fn point(&self, (right, down): (f64, f64)) -> String {
        format!("{:.1} {:.1}", self.x + right, self.y + down)
    }

    /// A path drawn by a rule of a width, or filled by turns.
    fn path(&mut self, path: &str, rule: Option<f64>) {
        let _ = match rule {
            Some(rule) => {
                writeln!(self.svg, "<path fill=\"none\" stroke=\"#000\" stroke-width=\"{rule}\" d=\"{path}\"/>")
            }
            None => writeln!(self.svg, "<path fill-rule=\"evenodd\" d=\"{path}\"/>"),
        };
    }

    fn circle(&mut self, (right, down): (f64, f64), radius: f64, rule: f64) {
        let (x, y) = (self.x + right, self.y + down);
        let _ = writeln!(
            self.svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"none\" stroke=\"#000\" stroke-width=\"{rule}\"/>"
        );
    }

    fn dot(&mut self, (right, down): (f64, f64), radius: f64) {
        let (x, y) = (self.x + right, self.y + down);
        let _ = writeln!(self.svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
    }

    /// A square on its corner, turned with its place.
    fn lozenge(&mut self, (right, down): (f64, f64), radius: f64, turn: f64) {
        let corner = |quarter: f64, reach: f64| {
            let (x, y) = polar(radius * reach, turn + quarter);
            self.point((right + x, down + y))
        };
        let path = format!("M{}L{}L{}L{}Z", corner(0.0, 1.0), corner(0.25, 0.62), corner(0.5, 1.0), corner(0.75, 0.62));
        self.path(&path, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_differ_and_are_always_the_same() {
        let drawn = |digest: [u8; 4]| {
            let mut svg = String::new();
            frame((1600.0, 2560.0), &digest, &mut svg);
            device((800.0, 1500.0), 300.0, &digest, &mut svg);
            svg
        };
        let mut seen = std::collections::BTreeSet::new();
        for (corners, parts, motif, ring) in
            (0..4).flat_map(|a| (0..3).flat_map(move |b| (0..5).map(move |c| (a, b, c, b))))
        {
            let svg = drawn([corners, parts, motif, ring]);
            assert!(!svg.contains("NaN"));
            seen.insert(svg);
        }
        assert_eq!(seen.len(), 60);
        assert_eq!(drawn([1, 2, 3, 4]), drawn([1, 2, 3, 4]));
    }
}
