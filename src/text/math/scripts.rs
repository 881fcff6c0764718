//! Scripts beside a base (MathML Core §3.4.1, §3.4.3): how far up and down they stand, and how close.

use super::boxes::Laid;
use super::row::Reach;
use super::{Setter, Way};
use crate::font::{Constant, Corner};
use crate::length::Pt;
use crate::math::tree::{Form, Node};

impl Setter<'_, '_> {
    /// Scripts behind and before a base, each pair below and above.
    pub fn scripts(
        &mut self,
        base: &Node,
        behind: &[[Option<Node>; 2]],
        before: &[[Option<Node>; 2]],
        reach: Option<Reach>,
        way: Way,
    ) -> Laid {
        let large = super::limits::is_large(base, way);
        let base = self.grown(base, Form::Prefix, reach, way);
        let set = |this: &mut Self, pair: &[Option<Node>; 2]| -> [Option<Laid>; 2] {
            let [below, above] = pair;
            let smaller = way.smaller();
            [
                below.as_ref().map(|node| this.node(node, smaller.cramped())),
                above.as_ref().map(|node| this.node(node, smaller)),
            ]
        };
        let behind: Vec<_> = behind.iter().map(|pair| set(self, pair)).collect();
        let before: Vec<_> = before.iter().map(|pair| set(self, pair)).collect();
        let (mut drop, mut rise) = (Pt::ZERO, Pt::ZERO);
        for pair in behind.iter().chain(&before) {
            let (low, high) = self.shifts(&base, pair, large, way);
            (drop, rise) = (drop.max(low), rise.max(high));
        }
        let gap = self.constant(Constant::SpaceAfterScript, way);
        let mut row = Laid::default();
        for [below, above] in before {
            let width = below.iter().chain(&above).map(|script| script.width).fold(Pt::ZERO, Pt::max);
            row.width += gap;
            let at = row.width;
            for (script, y) in below.map(|script| (script, drop)).into_iter().chain(above.map(|script| (script, -rise)))
            {
                let x = at + width - script.width;
                row.put(script, x, y);
            }
            row.width += width;
        }
        let (italic, glyph, edge) = (base.italic, base.glyph, base.clone());
        let attachment = base.attachment.map(|attachment| attachment + row.width);
        row.add(base);
        let end = row.width;
        let mut width = Pt::ZERO;
        for [below, above] in behind {
            let at = end + width;
            let mut reached = Pt::ZERO;
            if let Some(below) = below {
                // The foot of an integral stands back.
                let back = if large { italic } else { Pt::ZERO };
                let kern = self.closer(glyph, &edge, &below, [Corner::BottomRight, Corner::TopLeft], -drop);
                let x = at - back + kern;
                reached = reached.max(x + below.width);
                row.put(below, x, drop);
            }
            if let Some(above) = above {
                let kern = self.closer(glyph, &edge, &above, [Corner::TopRight, Corner::BottomLeft], rise);
                let x = at + if large { Pt::ZERO } else { italic } + kern;
                reached = reached.max(x + above.width);
                row.put(above, x, -rise);
            }
            width = (reached - end).max(width) + gap;
        }
        row.width = end + width;
        Laid { attachment, ..row }
    }

    /// How far a lower script stands below the baseline, and an upper one above it.
    fn shifts(&self, base: &Laid, [below, above]: &[Option<Laid>; 2], large: bool, way: Way) -> (Pt, Pt) {
        let constant = |which| self.constant(which, way);
        // What hangs on a single letter does so at one height, whatever the letter.
        let letter = base.glyph.is_some() && !large;
        let mut drop = constant(Constant::SubscriptShiftDown);
        let up = if way.cramped { Constant::SuperscriptShiftUpCramped } else { Constant::SuperscriptShiftUp };
        let mut rise = constant(up);
        if !letter {
            drop = drop.max(base.descent + constant(Constant::SubscriptBaselineDropMin));
            rise = rise.max(base.ascent - constant(Constant::SuperscriptBaselineDropMax));
        }
        if let Some(below) = below {
            drop = drop.max(below.ascent - constant(Constant::SubscriptTopMax));
        }
        if let Some(above) = above {
            rise = rise.max(above.descent + constant(Constant::SuperscriptBottomMin));
        }
        if let (Some(below), Some(above)) = (below, above) {
            let gap = (rise - above.descent) + (drop - below.ascent);
            let missing = constant(Constant::SubSuperscriptGapMin) - gap;
            if missing > Pt::ZERO {
                let most = constant(Constant::SuperscriptBottomMaxWithSubscript) - (rise - above.descent);
                let up = most.max(Pt::ZERO).min(missing);
                rise += up;
                drop += missing - up;
            }
        }
        (if below.is_some() { drop } else { Pt::ZERO }, if above.is_some() { rise } else { Pt::ZERO })
    }

    /// How much a script comes closer to a base of one glyph, by the cut-ins of both at the heights where they meet: the
    /// larger of two is taken (OpenType MATH, "MathKernInfo"). `up` is the script's baseline above that of the base.
    fn closer(&self, glyph: Option<(u16, Pt)>, base: &Laid, script: &Laid, corners: [Corner; 2], up: Pt) -> Pt {
        let Some((own, size)) = glyph else { return Pt::ZERO };
        let units = |length: Pt, size: Pt| (length.0 * self.face.units()).div_euclid(size.0.max(1)) as i32;
        let at = |height: Pt| {
            let mut kern = self.scale(self.face.kern(own, corners[0], units(height, size)), size);
            if let Some((other, other_size)) = script.glyph {
                let inside = units(height - up, other_size);
                kern += self.scale(self.face.kern(other, corners[1], inside), other_size);
            }
            kern
        };
        let edges =
            if up > Pt::ZERO { [base.ascent, up - script.descent] } else { [-base.descent, up + script.ascent] };
        at(edges[0]).max(at(edges[1]))
    }
}
