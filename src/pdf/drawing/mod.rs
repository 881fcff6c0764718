//! Drawings into the file. In: the shapes of an SVG file. Out: a form XObject (ISO 32000-1 §8.10) that fills the unit
//! square as an image does, paths as paths. What it cannot draw it tells in words.

mod paint;
mod path;

use super::pictures::{encode, place};
use super::syntax::{Id, Syntax};
use super::writer::Writer;
use crate::image::svg::Drawing;
use crate::image::{inspect, load};
use path::outline;
use std::collections::BTreeSet;
use std::io;
use usvg::{BlendMode, ClipPath, Group, Image, ImageKind, Mask, MaskType, Node, Rect, Transform, tiny_skia_path};

/// The longest side of a drawing in its form's own space: numbers with three decimals are fine enough there.
const SIDE: f32 = 1000.0;

/// Writes `drawing` as object `id`; `most` is how many pixels its place on paper can show. What could not be drawn, in words.
pub fn write(drawing: &Drawing, most: (u32, u32), id: Id, writer: &mut Writer) -> io::Result<BTreeSet<String>> {
    let size = drawing.tree.size();
    let scale = SIDE / size.width().max(size.height());
    let (width, height) = (size.width() * scale, size.height() * scale);
    let density = most.0 as f32 / width;
    let lacks = drawing.lacks.clone();
    let mut pen = Pen { writer, lacks, density, sheet: Sheet::default() };
    let mut entries = Syntax::of("/Matrix[");
    path::matrix(&Transform::from_row(1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0), &mut entries);
    entries.raw("]");
    let area = Rect::from_xywh(0.0, 0.0, width, height);
    pen.concatenate(Transform::from_scale(scale, scale));
    pen.group(drawing.tree.root())?;
    let sheet = std::mem::take(&mut pen.sheet);
    pen.form(id, entries, area, sheet)?;
    Ok(pen.lacks)
}

/// What draws, one content stream at a time.
struct Pen<'a, 'w> {
    writer: &'a mut Writer<'w>,
    lacks: BTreeSet<String>,
    /// Pixels that paper shows for a unit of the form's space.
    density: f32,
    sheet: Sheet,
}

/// A content stream being written.
#[derive(Default)]
struct Sheet {
    out: Syntax,
    /// From the coordinates in use to those that the stream began with.
    space: Transform,
    /// From those to the form's own space.
    ground: Transform,
    states: Vec<Syntax>,
    patterns: Vec<Id>,
    shadings: Vec<Syntax>,
    objects: Vec<Id>,
}

/// A soft mask (ISO 32000-1 §11.6.5.3).
struct SoftMask {
    form: Id,
    kind: &'static str,
}

impl Pen<'_, '_> {
    fn nodes(&mut self, group: &Group) -> io::Result<()> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path)?,
                Node::Image(image) => self.image(image)?,
                Node::Text(text) => self.group(text.flattened())?,
            }
        }
        Ok(())
    }

    fn group(&mut self, group: &Group) -> io::Result<()> {
        if !group.filters().is_empty() {
            self.lacks.insert("a filter effect".to_owned());
        }
        let space = self.sheet.space;
        self.sheet.out.raw("q\n");
        self.concatenate(group.transform());
        let mut masks = Vec::new();
        let mut clip = group.clip_path();
        while let Some(outer) = clip {
            masks.extend(self.clip(outer)?);
            clip = outer.clip_path();
        }
        if let Some(mask) = group.mask() {
            masks.push(self.mask(mask)?);
        }
        let blend = self.blend(group.blend_mode());
        let opacity = group.opacity().get();
        if masks.is_empty() && blend.is_none() && opacity >= 1.0 && !group.isolate() {
            self.nodes(group)?;
        } else {
            let area = group.layer_bounding_box().to_rect();
            let mut layer = self.layer(area, |pen| pen.nodes(group))?;
            let last = masks.pop();
            for mask in masks {
                layer = self.layer(area, |pen| {
                    pen.state(1.0, None, Some(&mask));
                    pen.show(layer);
                    Ok(())
                })?;
            }
            self.state(opacity, blend, last.as_ref());
            self.show(layer);
        }
        self.sheet.out.raw("Q\n");
        self.sheet.space = space;
        Ok(())
    }

    /// Restricts what follows to a clipping path: as one where it is a single shape, else by the mask that is given back.
    fn clip(&mut self, clip: &ClipPath) -> io::Result<Option<SoftMask>> {
        let mut shapes = Vec::new();
        let plain = shapes_of(clip.root(), clip.transform(), &mut shapes);
        match shapes.as_slice() {
            [] if plain => drop(self.sheet.out.raw("0 0 0 0 re W n\n")),
            [(shape, even)] if plain => {
                outline(shape, self.detail(), &mut self.sheet.out);
                self.sheet.out.raw(if *even { "W* n\n" } else { "W n\n" });
            }
            _ => {
                let area = clip.root().stroke_bounding_box().transform(clip.transform());
                let form = self.layer(area.unwrap_or(clip.root().bounding_box()), |pen| {
                    pen.concatenate(clip.transform());
                    pen.nodes(clip.root())
                })?;
                return Ok(Some(SoftMask { form, kind: "Alpha" }));
            }
        }
        Ok(None)
    }

    fn mask(&mut self, mask: &Mask) -> io::Result<SoftMask> {
        let area = mask.rect().to_rect();
        let mut form = self.layer(area, |pen| pen.nodes(mask.root()))?;
        if let Some(outer) = mask.mask() {
            let outer = self.mask(outer)?;
            form = self.layer(area, |pen| {
                pen.state(1.0, None, Some(&outer));
                pen.show(form);
                Ok(())
            })?;
        }
        Ok(SoftMask { form, kind: if mask.kind() == MaskType::Alpha { "Alpha" } else { "Luminosity" } })
    }

    /// A transparency group of what `draw` draws, its space the one in use.
    fn layer(&mut self, area: Rect, draw: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<Id> {
        let sheet = self.drawn(draw)?;
        let id = self.writer.reserve();
        let entries = Syntax::of("/Group<</S/Transparency/CS/DeviceRGB/I true>>");
        self.form(id, entries, Some(area), sheet)?;
        Ok(id)
    }

    /// What `draw` draws, in a stream of its own.
    fn drawn(&mut self, draw: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<Sheet> {
        let inner = Sheet { ground: self.whole(), ..Sheet::default() };
        let outer = std::mem::replace(&mut self.sheet, inner);
        let done = draw(self);
        let sheet = std::mem::replace(&mut self.sheet, outer);
        done.map(|()| sheet)
    }

    fn form(&mut self, id: Id, mut entries: Syntax, area: Option<Rect>, sheet: Sheet) -> io::Result<()> {
        entries.raw("/Type/XObject/Subtype/Form/BBox[");
        path::area(area, &mut entries);
        entries.raw("]");
        self.stream(id, entries, sheet)
    }

    /// Writes a stream with its resources.
    fn stream(&mut self, id: Id, mut entries: Syntax, sheet: Sheet) -> io::Result<()> {
        entries.raw("/Resources<<");
        let mut kind = |name: &str, letter: char, values: Vec<Syntax>| {
            if !values.is_empty() {
                entries.raw(name).raw("<<");
                for (number, value) in values.into_iter().enumerate() {
                    entries.raw(&format!("/{letter}{number}"));
                    entries.0.extend_from_slice(&value.0);
                }
                entries.raw(">>");
            }
        };
        let references = |ids: Vec<Id>| {
            let reference = |id| {
                let mut reference = Syntax::default();
                reference.reference(id);
                reference
            };
            ids.into_iter().map(reference).collect()
        };
        kind("/ExtGState", 'G', sheet.states);
        kind("/Shading", 'S', sheet.shadings);
        kind("/Pattern", 'P', references(sheet.patterns));
        kind("/XObject", 'X', references(sheet.objects));
        entries.raw(">>");
        self.writer.deflated(id, &entries, &sheet.out.0)
    }

    /// Sets opacity, blending and a mask for what follows.
    fn state(&mut self, opacity: f32, blend: Option<&str>, mask: Option<&SoftMask>) {
        let mut state = Syntax::of("<<");
        if opacity < 1.0 {
            state.raw("/ca ");
            path::number(opacity, 3, &mut state);
            state.raw("/CA ");
            path::number(opacity, 3, &mut state);
        }
        if let Some(blend) = blend {
            state.raw("/BM").name(blend.as_bytes());
        }
        if let Some(mask) = mask {
            state.raw("/SMask<</S").name(mask.kind.as_bytes()).raw("/G").reference(mask.form).raw(">>");
        }
        state.raw(">>");
        if state.0.len() > 4 {
            let known = self.sheet.states.iter().position(|known| known.0 == state.0);
            let number = known.unwrap_or(self.sheet.states.len());
            if known.is_none() {
                self.sheet.states.push(state);
            }
            self.sheet.out.raw(&format!("/G{number} gs\n"));
        }
    }

    fn show(&mut self, object: Id) {
        let number = self.sheet.objects.len();
        self.sheet.objects.push(object);
        self.sheet.out.raw(&format!("/X{number} Do\n"));
    }

    fn concatenate(&mut self, transform: Transform) {
        if !transform.is_identity() {
            self.sheet.space = self.sheet.space.pre_concat(transform);
            path::matrix(&transform, &mut self.sheet.out);
            self.sheet.out.raw("cm\n");
        }
    }

    /// Decimals that coordinates need where they are.
    fn detail(&self) -> usize {
        path::detail(&self.whole())
    }

    /// From the coordinates in use to the form's own space.
    fn whole(&self) -> Transform {
        self.sheet.ground.pre_concat(self.sheet.space)
    }

    fn blend(&mut self, mode: BlendMode) -> Option<&'static str> {
        Some(match mode {
            BlendMode::Normal => return None,
            BlendMode::Multiply => "Multiply",
            BlendMode::Screen => "Screen",
            BlendMode::Overlay => "Overlay",
            BlendMode::Darken => "Darken",
            BlendMode::Lighten => "Lighten",
            BlendMode::ColorDodge => "ColorDodge",
            BlendMode::ColorBurn => "ColorBurn",
            BlendMode::HardLight => "HardLight",
            BlendMode::SoftLight => "SoftLight",
            BlendMode::Difference => "Difference",
            BlendMode::Exclusion => "Exclusion",
            BlendMode::Hue => "Hue",
            BlendMode::Saturation => "Saturation",
            BlendMode::Color => "Color",
            BlendMode::Luminosity => "Luminosity",
            BlendMode::PlusLighter => {
                self.lacks.insert("the blending `plus-lighter`".to_owned());
                return None;
            }
        })
    }

    fn image(&mut self, image: &Image) -> io::Result<()> {
        let bytes = match image.kind() {
            ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) | ImageKind::GIF(bytes) | ImageKind::WEBP(bytes) => bytes,
            ImageKind::SVG(tree) => return self.group(tree.root()),
        };
        if !image.is_visible() {
            return Ok(());
        }
        let shown = image.size().to_rect(0.0, 0.0).and_then(|rect| rect.transform(self.whole()));
        let most = shown.map_or((1, 1), |shown| {
            let pixels = |length: f32| (length * self.density).clamp(1.0, 100_000.0) as u32;
            (pixels(shown.width()), pixels(shown.height()))
        });
        let damage = inspect(bytes).ok().and_then(|found| found.damage);
        self.lacks.extend(damage.as_ref().map(|reason| format!("a part of an image ({reason})")));
        match load(bytes, most, damage.is_some()) {
            Ok(picture) => {
                let id = self.writer.reserve();
                place(encode(picture), id, self.writer)?;
                let (width, height) = (image.size().width(), image.size().height());
                let space = self.sheet.space;
                self.sheet.out.raw("q\n");
                self.concatenate(Transform::from_row(width, 0.0, 0.0, -height, 0.0, height));
                self.show(id);
                self.sheet.out.raw("Q\n");
                self.sheet.space = space;
            }
            Err(reason) => drop(self.lacks.insert(format!("an image ({reason})"))),
        }
        Ok(())
    }
}

/// The shapes that a clipping path is the union of, and whether each is filled by the even-odd rule; `false` where there
/// is more to it.
fn shapes_of(group: &Group, outer: Transform, shapes: &mut Vec<(tiny_skia_path::Path, bool)>) -> bool {
    let inner = |group: &Group, shapes: &mut Vec<_>| {
        group.clip_path().is_none()
            && group.mask().is_none()
            && shapes_of(group, outer.pre_concat(group.transform()), shapes)
    };
    group.children().iter().all(|node| match node {
        Node::Group(group) => inner(group, shapes),
        Node::Text(text) => inner(text.flattened(), shapes),
        Node::Path(path) => {
            let fill = path.fill().filter(|_| path.is_visible());
            let shape = fill
                .and_then(|fill| Some((path.data().clone().transform(outer)?, fill.rule() == usvg::FillRule::EvenOdd)));
            shapes.extend(shape);
            true
        }
        Node::Image(_) => false,
    })
}
