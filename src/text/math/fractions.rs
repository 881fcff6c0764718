//! Fractions, roots, and what is drawn around a part (MathML Core §3.3.2, §3.3.3).

use super::boxes::{Ink, Laid, Mark};
use super::{Setter, Way, aligned};
use crate::font::{Axis, Constant};
use crate::length::Pt;
use crate::math::tree::{CellAlign, Em, Node};

impl Setter<'_, '_> {
    /// One part above another, with a bar between them unless it has no thickness.
    pub fn fraction(&mut self, above: &Node, below: &Node, bar: Option<Em>, way: Way) -> Laid {
        let inner = if way.display { Way { display: false, ..way } } else { way.smaller() };
        let above = self.node(above, inner);
        let below = self.node(below, inner.cramped());
        let constant = |which| self.constant(which, way);
        let thickness = bar.map_or_else(|| constant(Constant::FractionRuleThickness), |bar| self.em(bar, way));
        let axis = self.axis(way);
        let display = way.display;
        let choose = |large, small| constant(if display { large } else { small });
        let (mut up, mut down);
        if thickness <= Pt::ZERO {
            up = choose(Constant::StackTopDisplayStyleShiftUp, Constant::StackTopShiftUp);
            down = choose(Constant::StackBottomDisplayStyleShiftDown, Constant::StackBottomShiftDown);
            let least = choose(Constant::StackDisplayStyleGapMin, Constant::StackGapMin);
            let missing = least - ((up - above.descent) + (down - below.ascent));
            if missing > Pt::ZERO {
                up += Pt(missing.0 / 2);
                down += missing - Pt(missing.0 / 2);
            }
        } else {
            up = choose(Constant::FractionNumeratorDisplayStyleShiftUp, Constant::FractionNumeratorShiftUp);
            down = choose(Constant::FractionDenominatorDisplayStyleShiftDown, Constant::FractionDenominatorShiftDown);
            let top = choose(Constant::FractionNumDisplayStyleGapMin, Constant::FractionNumeratorGapMin);
            let bottom = choose(Constant::FractionDenomDisplayStyleGapMin, Constant::FractionDenominatorGapMin);
            let half = Pt(thickness.0 / 2);
            up = up.max(axis + half + top + above.descent);
            down = down.max(below.ascent + bottom + half - axis);
        }
        // A little room on both sides, so that the bars of two fractions do not meet.
        let side = self.size(way).scale(1, 14);
        let width = above.width.max(below.width);
        let mut laid = Laid::space(width + side * 2);
        let x = side + aligned(CellAlign::Center, width, above.width);
        laid.put(above, x, -up);
        let x = side + aligned(CellAlign::Center, width, below.width);
        laid.put(below, x, down);
        if thickness > Pt::ZERO {
            let rule = Laid::rule(width, thickness, axis + Pt(thickness.0 / 2), way.color);
            laid.put(rule, side, Pt::ZERO);
        }
        laid
    }

    /// A root.
    pub fn root(&mut self, body: &Node, degree: Option<&Node>, way: Way) -> Laid {
        let body = self.node(body, way.cramped());
        let degree = degree.map(|degree| {
            let tiny = Way { display: false, level: 2, ..way };
            self.node(degree, tiny)
        });
        let constant = |this: &Self, which| this.constant(which, way);
        let thickness = constant(self, Constant::RadicalRuleThickness);
        let gap = if way.display { Constant::RadicalDisplayStyleVerticalGap } else { Constant::RadicalVerticalGap };
        let mut gap = constant(self, gap);
        // Room as for a letter, so that the roots of low ones are alike.
        let (ascent, descent) = (body.ascent.max(self.size(way).scale(44, 100)), body.descent.max(Pt::ZERO));
        let least = ascent + descent + gap + thickness;
        let sign = self.stretched('√', 0, self.at, Axis::Vertical, least, way).unwrap_or_default();
        // A sign that is higher than it must be keeps what is under it in its middle.
        let spare = (sign.height() - least).max(Pt::ZERO);
        gap += Pt(spare.0 / 2);
        let top = ascent + gap + thickness;
        let low = sign.ascent - top;
        let sign = sign.lowered(low);
        let mut laid = Laid::default();
        if let Some(degree) = degree {
            let before = constant(self, Constant::RadicalKernBeforeDegree);
            let after = constant(self, Constant::RadicalKernAfterDegree);
            let percent = self.face.constant(Constant::RadicalDegreeBottomRaisePercent);
            let raise = sign.height().scale(percent.into(), 100) - sign.descent;
            let width = degree.width;
            let before = before.max(-after - width);
            laid.put(degree, before, -raise);
            laid.width = (before + width + after).max(Pt::ZERO);
        }
        let corner = laid.width + sign.width;
        laid.add(sign);
        laid.put(Laid::rule(body.width, thickness, top, way.color), corner, Pt::ZERO);
        laid.add(body);
        laid.ascent += constant(self, Constant::RadicalExtraAscender);
        laid
    }

    /// A part with a frame around it, or struck out.
    pub fn enclosed(&mut self, body: &Node, rising: bool, falling: bool, boxed: bool, way: Way) -> Laid {
        let body = self.node(body, way);
        let color = way.color;
        if boxed {
            let (room, line) = (self.size(way).scale(1, 5), self.constant(Constant::FractionRuleThickness, way));
            let (ascent, height) = (body.ascent + room + line, body.height() + (room + line) * 2);
            let mut laid = Laid::space(body.width + (room + line) * 2);
            let width = laid.width;
            laid.put(body, room + line, Pt::ZERO);
            let sides = [
                (Pt::ZERO, ascent, width, line),
                (Pt::ZERO, ascent - height + line, width, line),
                (Pt::ZERO, ascent, line, height),
                (width - line, ascent, line, height),
            ];
            for (x, top, width, height) in sides {
                laid.put(Laid::rule(width, height, top, color), x, Pt::ZERO);
            }
            return laid;
        }
        let (width, ascent, descent) = (body.width, body.ascent, body.descent);
        let mut laid = Laid::space(width);
        laid.put(body, Pt::ZERO, Pt::ZERO);
        for _ in [rising, falling].into_iter().filter(|so| *so) {
            // Display lists know no slanted lines; one in the middle says the same.
            let line = self.constant(Constant::FractionRuleThickness, way);
            let middle = Pt((ascent - descent).0 / 2) + Pt(line.0 / 2);
            let ink = Ink::Rule { width, height: line, color };
            laid.marks.push(Mark { x: Pt::ZERO, y: -middle, ink });
        }
        laid
    }
}
