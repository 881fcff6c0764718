//! How shapes are filled and stroked. In: paths with their paints. Out: operators, shadings (ISO 32000-1 §8.7.4) for
//! gradients, tiles (§8.7.3) for patterns.

use super::path::{self, number, outline};
use super::{Pen, SoftMask};
use crate::pdf::syntax::{Id, Syntax};
use std::io;
use usvg::tiny_skia_path::Point;
use usvg::{
    BaseGradient, Color, FillRule, LineCap, LineJoin, LinearGradient, Paint, PaintOrder, Path, Pattern, RadialGradient,
    Rect, SpreadMethod, Stroke,
};

/// How often a gradient is repeated at most, in each direction.
const REPEATS: f32 = 100.0;

/// What is painted: the inside of a shape or its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Fill,
    Line,
}

impl Pen<'_, '_> {
    pub(super) fn path(&mut self, path: &Path) -> io::Result<()> {
        if !path.is_visible() {
            return Ok(());
        }
        if path.paint_order() == PaintOrder::FillAndStroke {
            self.fill(path)?;
            self.line(path)
        } else {
            self.line(path)?;
            self.fill(path)
        }
    }

    fn fill(&mut self, path: &Path) -> io::Result<()> {
        let Some(fill) = path.fill() else { return Ok(()) };
        let (paint, clip) = if fill.rule() == FillRule::EvenOdd { ("f*\n", "W* n\n") } else { ("f\n", "W n\n") };
        let (opacity, area) = (fill.opacity().get(), path.bounding_box());
        self.sheet.out.raw("q\n");
        let gradient = match fill.paint() {
            Paint::Color(color) => {
                self.color(*color, Part::Fill);
                None
            }
            Paint::Pattern(pattern) => {
                self.tiles(pattern, Part::Fill)?;
                None
            }
            Paint::LinearGradient(gradient) => Some((&***gradient, linear(gradient, area))),
            Paint::RadialGradient(gradient) => Some((&***gradient, radial(gradient, area))),
        };
        match gradient {
            None => {
                self.state(opacity, None, None);
                outline(path.data(), self.detail(), &mut self.sheet.out);
                self.sheet.out.raw(paint);
            }
            // Not as a pattern: a shading within a clip is what readers draw best, in tiles above all.
            Some((gradient, shape)) => {
                let mask = self.opacities(gradient, &shape, area)?;
                outline(path.data(), self.detail(), &mut self.sheet.out);
                self.sheet.out.raw(clip);
                self.state(opacity, None, mask.as_ref());
                self.shade(gradient, &shape, Values::Colors);
            }
        }
        self.sheet.out.raw("Q\n");
        Ok(())
    }

    fn line(&mut self, path: &Path) -> io::Result<()> {
        let Some(stroke) = path.stroke() else { return Ok(()) };
        let area = path.stroke_bounding_box();
        self.sheet.out.raw("q\n");
        self.pen(stroke);
        let mask = match stroke.paint() {
            Paint::Color(color) => {
                self.color(*color, Part::Line);
                None
            }
            Paint::LinearGradient(gradient) => self.gradient(gradient, &linear(gradient, area), area)?,
            Paint::RadialGradient(gradient) => self.gradient(gradient, &radial(gradient, area), area)?,
            Paint::Pattern(pattern) => {
                self.tiles(pattern, Part::Line)?;
                None
            }
        };
        self.state(stroke.opacity().get(), None, mask.as_ref());
        outline(path.data(), self.detail(), &mut self.sheet.out);
        self.sheet.out.raw("S\nQ\n");
        Ok(())
    }

    /// Sets how lines are drawn.
    fn pen(&mut self, stroke: &Stroke) {
        let detail = self.detail();
        let out = &mut self.sheet.out;
        number(stroke.width().get(), detail, out);
        out.raw(" w ");
        out.raw(match stroke.linecap() {
            LineCap::Butt => "0 J ",
            LineCap::Round => "1 J ",
            LineCap::Square => "2 J ",
        });
        out.raw(match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => "0 j ",
            LineJoin::Round => "1 j ",
            LineJoin::Bevel => "2 j ",
        });
        number(stroke.miterlimit().get(), 3, out);
        out.raw(" M\n");
        if let Some(dashes) = stroke.dasharray() {
            out.raw("[");
            for &dash in dashes {
                number(dash, detail, out);
                out.raw(" ");
            }
            out.raw("]");
            // A phase is never negative: the dashes begin anew after their sum.
            let sum: f32 = dashes.iter().sum();
            number(stroke.dashoffset().rem_euclid(sum.max(f32::MIN_POSITIVE)), detail, out);
            out.raw(" d\n");
        }
        if stroke.linejoin() == LineJoin::MiterClip {
            self.lacks.insert("lines joined by `miter-clip`".to_owned());
        }
    }

    fn color(&mut self, color: Color, part: Part) {
        let Color { red, green, blue } = color;
        let out = &mut self.sheet.out;
        if red == green && green == blue {
            number(f32::from(red) / 255.0, 3, out);
            out.raw(if part == Part::Fill { " g\n" } else { " G\n" });
        } else {
            channels(color, out);
            out.raw(if part == Part::Fill { "rg\n" } else { "RG\n" });
        }
    }

    fn pattern(&mut self, pattern: Id, part: Part) {
        let number = self.sheet.patterns.len();
        self.sheet.patterns.push(pattern);
        let (space, set) = if part == Part::Fill { ("cs", "scn") } else { ("CS", "SCN") };
        self.sheet.out.raw(&format!("/Pattern {space}/P{number} {set}\n"));
    }

    /// Sets a gradient as the color of lines; where it is not everywhere opaque, the mask that makes it so.
    fn gradient(&mut self, gradient: &BaseGradient, shape: &Shape, area: Rect) -> io::Result<Option<SoftMask>> {
        let mut object = Syntax::of("<</PatternType 2/Matrix[");
        path::matrix(&self.sheet.space.pre_concat(gradient.transform()), &mut object);
        object.raw("]/Shading");
        object.0.extend_from_slice(&shape.shading(gradient, Values::Colors).0);
        object.raw(">>");
        let id = self.writer.add(&object)?;
        self.pattern(id, Part::Line);
        self.opacities(gradient, shape, area)
    }

    /// What makes a gradient as opaque as its stops are, where not all are wholly so.
    fn opacities(&mut self, gradient: &BaseGradient, shape: &Shape, area: Rect) -> io::Result<Option<SoftMask>> {
        if shape.cut {
            self.lacks.insert("a gradient that is repeated without end".to_owned());
        }
        if gradient.stops().iter().all(|stop| stop.opacity().get() >= 1.0) {
            return Ok(None);
        }
        let form = self.layer(area, |pen| {
            pen.shade(gradient, shape, Values::Opacities);
            Ok(())
        })?;
        Ok(Some(SoftMask { form, kind: "Luminosity" }))
    }

    /// Shades all that may be drawn on.
    fn shade(&mut self, gradient: &BaseGradient, shape: &Shape, values: Values) {
        let space = self.sheet.space;
        let number = self.sheet.shadings.len();
        self.sheet.shadings.push(shape.shading(gradient, values));
        self.sheet.out.raw("q\n");
        self.concatenate(gradient.transform());
        self.sheet.out.raw(&format!("/S{number} sh\nQ\n"));
        self.sheet.space = space;
    }

    fn tiles(&mut self, pattern: &Pattern, part: Part) -> io::Result<()> {
        let tile = pattern.rect();
        let mut entries = Syntax::of("/PatternType 1/PaintType 1/TilingType 1/BBox[");
        path::area(Some(tile.to_rect()), &mut entries);
        entries.raw("]/XStep ");
        number(tile.width(), 6, &mut entries);
        entries.raw("/YStep ");
        number(tile.height(), 6, &mut entries);
        entries.raw("/Matrix[");
        path::matrix(&self.sheet.space.pre_concat(pattern.transform()), &mut entries);
        entries.raw("]");
        let sheet = self.drawn(|pen| {
            pen.sheet.ground = pen.sheet.ground.pre_concat(pattern.transform());
            pen.nodes(pattern.root())
        })?;
        let id = self.writer.reserve();
        self.stream(id, entries, sheet)?;
        self.pattern(id, part);
        Ok(())
    }
}

/// The geometry of a gradient: its coordinates at the ends of the stretch that is needed, in lengths of the gradient.
struct Shape {
    kind: u8,
    coordinates: Vec<f32>,
    from: i32,
    to: i32,
    /// Whether more would be needed than is drawn.
    cut: bool,
}

/// What a shading shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Colors,
    Opacities,
}

fn linear(gradient: &LinearGradient, area: Rect) -> Shape {
    let (x, y) = (gradient.x2() - gradient.x1(), gradient.y2() - gradient.y1());
    let length = x * x + y * y;
    let along = |point: Point| ((point.x - gradient.x1()) * x + (point.y - gradient.y1()) * y) / length;
    let reached = corners(gradient, area).map(along);
    let (from, to, cut) =
        stretch(gradient, reached.into_iter().fold(0.0, f32::min), reached.into_iter().fold(1.0, f32::max));
    let at = |t: i32| [gradient.x1() + x * t as f32, gradient.y1() + y * t as f32];
    Shape { kind: 2, coordinates: [at(from), at(to)].concat(), from, to, cut }
}

fn radial(gradient: &RadialGradient, area: Rect) -> Shape {
    let (x, y) = (gradient.cx() - gradient.fx(), gradient.cy() - gradient.fy());
    let (start, growth) = (gradient.fr().get(), gradient.r().get() - gradient.fr().get());
    // Circles grow at least so fast in every direction.
    let slowest = growth - x.hypot(y);
    let reached =
        corners(gradient, area).map(|point| (point.x - gradient.fx()).hypot(point.y - gradient.fy()) / slowest);
    let farthest = if slowest > 0.0 { reached.into_iter().fold(1.0, f32::max) } else { f32::MAX };
    let (_, to, cut) = stretch(gradient, 0.0, farthest);
    let at = |t: i32| [gradient.fx() + x * t as f32, gradient.fy() + y * t as f32, start + growth * t as f32];
    Shape { kind: 3, coordinates: [at(0), at(to)].concat(), from: 0, to, cut }
}

/// The corners of what is painted, in the gradient's own space.
fn corners(gradient: &BaseGradient, area: Rect) -> [Point; 4] {
    let mut corners = [
        Point::from_xy(area.left(), area.top()),
        Point::from_xy(area.right(), area.top()),
        Point::from_xy(area.left(), area.bottom()),
        Point::from_xy(area.right(), area.bottom()),
    ];
    if let Some(inverse) = gradient.transform().invert() {
        inverse.map_points(&mut corners);
    }
    corners
}

/// How many lengths of a gradient are needed before and behind its start, and whether that is too many.
fn stretch(gradient: &BaseGradient, from: f32, to: f32) -> (i32, i32, bool) {
    if gradient.spread_method() == SpreadMethod::Pad {
        return (0, 1, false);
    }
    let cut = from < -REPEATS || to > REPEATS;
    (from.max(-REPEATS).floor() as i32, to.min(REPEATS).ceil() as i32, cut)
}

impl Shape {
    fn shading(&self, gradient: &BaseGradient, values: Values) -> Syntax {
        let mut out = Syntax::of("<</ShadingType ");
        let space = if values == Values::Colors { "/DeviceRGB" } else { "/DeviceGray" };
        out.integer(i64::from(self.kind)).raw("/ColorSpace").raw(space).raw("/Coords[");
        for &coordinate in &self.coordinates {
            number(coordinate, 6, &mut out);
            out.raw(" ");
        }
        let domain = format!("/Domain[{} {}]", self.from, self.to);
        out.raw("]/Extend[true true]").raw(&domain).raw("/Function<</FunctionType 3").raw(&domain);
        let places = self.places(gradient);
        let steps: Vec<&[(f32, Color, f32)]> = places.windows(2).filter(|pair| pair[0].0 < pair[1].0).collect();
        out.raw("/Bounds[");
        for step in steps.iter().skip(1) {
            number(step[0].0, 6, &mut out);
            out.raw(" ");
        }
        out.raw("]/Encode[").raw(&"0 1 ".repeat(steps.len())).raw("]/Functions[");
        for step in steps {
            out.raw("<</FunctionType 2/N 1/Domain[0 1]/C0[");
            value(&step[0], values, &mut out);
            out.raw("]/C1[");
            value(&step[1], values, &mut out);
            out.raw("]>>");
        }
        out.raw("]>>>>");
        out
    }

    /// The stops along the stretch, in order, with one at each end.
    fn places(&self, gradient: &BaseGradient) -> Vec<(f32, Color, f32)> {
        let stops = gradient.stops().iter().map(|stop| (stop.offset().get(), stop.color(), stop.opacity().get()));
        let mut once: Vec<(f32, Color, f32)> = stops.collect();
        if let (Some(&first), Some(&last)) = (once.first(), once.last()) {
            once.insert(0, (0.0, first.1, first.2));
            once.push((1.0, last.1, last.2));
        }
        let mut places = Vec::new();
        for turn in self.from..self.to {
            let back = gradient.spread_method() == SpreadMethod::Reflect && turn.rem_euclid(2) == 1;
            let mut length = once.clone();
            if back {
                length.reverse();
                length.iter_mut().for_each(|place| place.0 = 1.0 - place.0);
            }
            places.extend(length.into_iter().map(|(at, color, opacity)| (at + turn as f32, color, opacity)));
        }
        places
    }
}

fn value(place: &(f32, Color, f32), values: Values, out: &mut Syntax) {
    match values {
        Values::Colors => channels(place.1, out),
        Values::Opacities => number(place.2, 4, out),
    }
}

/// Red, green and blue, a space behind each.
fn channels(color: Color, out: &mut Syntax) {
    for channel in [color.red, color.green, color.blue] {
        number(f32::from(channel) / 255.0, 4, out);
        out.raw(" ");
    }
}
