//! The MATH table (OpenType 1.9.1, "MATH"). In: a face. Out: what setting formulas needs of it, in units of the face:
//! constants, the ink of glyphs, larger forms of glyphs and the parts that still larger ones are put together from.

use super::{Face, FaceId, Faces, Wanted};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::raw::tables::gsub::{AlternateSubst, SingleSubst, SubstitutionSubtables};
use skrifa::raw::tables::math::{Math, StretchAxis};
pub use skrifa::raw::tables::math::{MathConstant as Constant, MathKernCorner as Corner};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use std::collections::BTreeMap;

/// A face that formulas can be set in.
pub struct MathFace<'f> {
    /// Which face it is.
    pub id: FaceId,
    face: &'f Face,
    file: FontRef<'f>,
    math: Math<'f>,
    metrics: GlyphMetrics<'f>,
    /// Forms of glyphs for scripts, and for scripts of scripts.
    scripts: BTreeMap<u16, [u16; 2]>,
}

/// In which direction a glyph is made larger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axis {
    Horizontal,
    Vertical,
}

/// A part of a glyph that is put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    pub glyph: u16,
    /// How far it may overlap the part before it, and the part behind it.
    pub connectors: [i32; 2],
    /// How long it is.
    pub advance: i32,
    /// Whether it may be left out or repeated.
    pub extends: bool,
}

/// The ink of a glyph: left, bottom, right, top.
pub type InkBox = [i32; 4];

impl<'f> MathFace<'f> {
    /// The first of the faces that `wanted` names, in order, that has a MATH table; else the built-in one.
    pub fn choose(faces: &'f Faces, wanted: &Wanted) -> Option<MathFace<'f>> {
        let built_in = ["Libertinus Math".to_owned()];
        wanted.families.iter().chain(&built_in).find_map(|family| {
            let family = std::slice::from_ref(family);
            let id = faces.choose(&Wanted { families: family, ..*wanted }, '∑')?;
            MathFace::of(id, faces.face(id))
        })
    }

    fn of(id: FaceId, face: &'f Face) -> Option<MathFace<'f>> {
        let file = FontRef::new(face.bytes()).ok()?;
        let math = file.math().ok()?;
        math.math_constants().ok()?;
        let metrics = file.glyph_metrics(Size::unscaled(), LocationRef::default());
        let scripts = script_forms(&file).unwrap_or_default();
        Some(MathFace { id, face, file, math, metrics, scripts })
    }

    /// Units in its em.
    pub fn units(&self) -> i64 {
        i64::from(self.face.units)
    }

    /// A constant.
    pub fn constant(&self, constant: Constant) -> i32 {
        self.math.math_constants().map_or(0, |constants| constants.constant(constant))
    }

    /// The glyph of a character in a script of some depth: 0 for none.
    pub fn glyph(&self, character: char, depth: u8) -> Option<u16> {
        let glyph = self.file.charmap().map(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok())?;
        let forms = self.scripts.get(&glyph).filter(|_| depth > 0);
        Some(forms.map_or(glyph, |forms| forms[usize::from(depth.min(2)) - 1])).filter(|&glyph| glyph != 0)
    }

    /// How far a glyph moves on.
    pub fn advance(&self, glyph: u16) -> i32 {
        self.metrics.advance_width(GlyphId::new(glyph.into())).unwrap_or_default() as i32
    }

    /// The ink of a glyph.
    pub fn ink(&self, glyph: u16) -> InkBox {
        let ink = self.metrics.bounds(GlyphId::new(glyph.into())).unwrap_or_default();
        [ink.x_min.floor(), ink.y_min.floor(), ink.x_max.ceil(), ink.y_max.ceil()].map(|edge| edge as i32)
    }

    /// By how much the top of a slanted glyph stands out over its advance.
    pub fn italic(&self, glyph: u16) -> i32 {
        let info = self.math.math_glyph_info().ok().and_then(|info| info.math_italics_correction_info());
        info.and_then(|info| info.ok()?.correction(GlyphId::new(glyph.into()))).unwrap_or_default()
    }

    /// Where an accent stands over a glyph, or what of an accent stands there.
    pub fn attachment(&self, glyph: u16) -> i32 {
        let info = self.math.math_glyph_info().ok().and_then(|info| info.math_top_accent_attachment());
        let given = info.and_then(|info| info.ok()?.attachment(GlyphId::new(glyph.into())));
        given.unwrap_or_else(|| (self.advance(glyph) + self.italic(glyph)) / 2)
    }

    /// How much closer a script may stand at a corner of a glyph, at a height above its baseline.
    pub fn kern(&self, glyph: u16, corner: Corner, height: i32) -> i32 {
        let info = self.math.math_glyph_info().ok().and_then(|info| info.math_kern_info());
        let kern = info.and_then(|info| info.ok()?.kern(GlyphId::new(glyph.into()), corner));
        kern.and_then(|kern| kern.kerning(height)).unwrap_or_default()
    }

    /// Larger forms of a glyph with their lengths, from the smallest.
    pub fn variants(&self, glyph: u16, axis: Axis) -> Vec<(u16, i32)> {
        let construction = self.construction(glyph, axis);
        let records = construction.as_ref().map(|construction| construction.math_glyph_variant_records());
        let form = |record: &skrifa::raw::tables::math::MathGlyphVariantRecord| {
            (record.variant_glyph().to_u16(), i32::from(record.advance_measurement().to_u16()))
        };
        records.unwrap_or_default().iter().map(form).collect()
    }

    /// The parts that a glyph of any length is put together from, from the left or from below.
    pub fn parts(&self, glyph: u16, axis: Axis) -> Vec<Part> {
        let construction = self.construction(glyph, axis);
        let assembly = construction.and_then(|construction| construction.glyph_assembly()?.ok());
        let Some(assembly) = assembly else { return Vec::new() };
        let part = |record: &skrifa::raw::tables::math::GlyphPartRecord| Part {
            glyph: record.glyph_id().to_u16(),
            connectors: [record.start_connector_length(), record.end_connector_length()]
                .map(|length| length.to_u16().into()),
            advance: record.full_advance().to_u16().into(),
            extends: record.part_flags().contains(skrifa::raw::tables::math::PartFlags::EXTENDER_FLAG),
        };
        assembly.part_records().iter().map(part).collect()
    }

    /// By how much parts overlap at least.
    pub fn least_overlap(&self) -> i32 {
        self.math.math_variants().map_or(0, |variants| variants.min_connector_overlap().to_u16().into())
    }

    fn construction(&self, glyph: u16, axis: Axis) -> Option<skrifa::raw::tables::math::MathGlyphConstruction<'f>> {
        let axis = match axis {
            Axis::Horizontal => StretchAxis::Horizontal,
            Axis::Vertical => StretchAxis::Vertical,
        };
        self.math.math_variants().ok()?.glyph_construction(GlyphId::new(glyph.into()), axis)
    }
}

/// The feature `ssty`: for each glyph its forms for scripts and for scripts of scripts.
fn script_forms(file: &FontRef) -> Option<BTreeMap<u16, [u16; 2]>> {
    let gsub = file.gsub().ok()?;
    let (features, lookups) = (gsub.feature_list().ok()?, gsub.lookup_list().ok()?);
    let mut forms = BTreeMap::new();
    for record in features.feature_records().iter().filter(|record| record.feature_tag() == Tag::new(b"ssty")) {
        let feature = record.feature(features.offset_data()).ok()?;
        for index in feature.lookup_list_indices() {
            let lookup = lookups.lookups().get(usize::from(index.get())).ok()?;
            match lookup.subtables().ok()? {
                SubstitutionSubtables::Alternate(tables) => {
                    tables.iter().flatten().for_each(|table| add_alternates(&table, &mut forms));
                }
                SubstitutionSubtables::Single(tables) => {
                    tables.iter().flatten().for_each(|table| add_single(&table, &mut forms));
                }
                _ => {}
            }
        }
    }
    Some(forms)
}

fn add_alternates(table: &AlternateSubst, forms: &mut BTreeMap<u16, [u16; 2]>) {
    let AlternateSubst::Format1(table) = table else { return };
    let Ok(coverage) = table.coverage() else { return };
    for (glyph, set) in coverage.iter().zip(table.alternate_sets().iter().flatten()) {
        let ids = set.alternate_glyph_ids();
        if let Some(first) = ids.first().map(|id| id.get().to_u16()) {
            let second = ids.get(1).map_or(first, |id| id.get().to_u16());
            forms.insert(glyph.to_u32() as u16, [first, second]);
        }
    }
}

fn add_single(table: &SingleSubst, forms: &mut BTreeMap<u16, [u16; 2]>) {
    let coverage = match table {
        SingleSubst::Format1(table) => table.coverage(),
        SingleSubst::Format2(table) => table.coverage(),
        // Those of more glyphs than a face of these has.
        _ => return,
    };
    for (number, glyph) in coverage.iter().flat_map(|coverage| coverage.iter()).enumerate() {
        let glyph = glyph.to_u32() as u16;
        let form = match table {
            SingleSubst::Format1(table) => Some(glyph.wrapping_add_signed(table.delta_glyph_id())),
            SingleSubst::Format2(table) => table.substitute_glyph_ids().get(number).map(|id| id.get().to_u16()),
            _ => None,
        };
        forms.extend(form.map(|form| (glyph, [form; 2])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::language::Lang;
    use crate::library::Memory;

    #[test]
    fn the_built_in_face_has_all_that_formulas_need() {
        let faces = Faces::load(&Memory::default(), &mut Sink::default());
        let wanted = Wanted { families: &["No Such Face".to_owned()], weight: 400, italic: false, lang: Lang::EN };
        let face = MathFace::choose(&faces, &wanted).unwrap();
        assert_eq!(faces.face(face.id).looks.family, "Libertinus Math");
        assert!(face.constant(Constant::AxisHeight) > 0);
        let fence = face.glyph('(', 0).unwrap();
        let forms = face.variants(fence, Axis::Vertical);
        assert!(forms.len() > 3 && forms.is_sorted_by_key(|form| form.1), "{forms:?}");
        assert!(face.parts(fence, Axis::Vertical).iter().any(|part| part.extends));
        assert_ne!(face.glyph('′', 0), face.glyph('′', 1));
        assert!(face.italic(face.glyph('𝑓', 0).unwrap()) > 0);
    }
}
