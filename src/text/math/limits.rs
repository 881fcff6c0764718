//! What stands right above and below a base (MathML Core §3.4.2): limits of large operators, accents, braces and arrows
//! as wide as what they stand over.

use super::boxes::Laid;
use super::dictionary::properties;
use super::row::{Reach, core};
use super::{Setter, Way};
use crate::font::{Axis, Constant};
use crate::length::Pt;
use crate::math::tree::{Form, Node, Operator};

/// Whether a base is an operator in its large form.
pub fn is_large(base: &Node, way: Way) -> bool {
    way.display && core(base).is_some_and(|operator| properties(operator, Form::Prefix).large)
        || core(base).is_some_and(|operator| matches!(operator.text.chars().next(), Some('∫'..='∳')))
}

/// A sign that is a rule as long as what it stands over.
fn is_rule(operator: &Operator) -> bool {
    matches!(operator.text.as_str(), "‾" | "¯" | "_" | "\u{332}" | "\u{305}" | "―" | "─")
}

impl Setter<'_, '_> {
    /// A base with what stands under and over it.
    pub fn limits(
        &mut self,
        base: &Node,
        under: Option<&Node>,
        over: Option<&Node>,
        accent: bool,
        reach: Option<Reach>,
        way: Way,
    ) -> Laid {
        let operator = core(base).map(|operator| properties(operator, Form::Prefix));
        if !way.display && operator.is_some_and(|operator| operator.movable_limits) {
            let pair = [under.cloned(), over.cloned()];
            return self.scripts(base, std::slice::from_ref(&pair), &[], reach, way);
        }
        let smaller = way.smaller();
        let start = self.at;
        let sideways = core(base).is_some_and(|operator| self.is_sideways(operator));
        let laid = if sideways {
            None
        } else {
            Some(self.grown(base, Form::Prefix, reach, if accent { way.cramped() } else { way }))
        };
        self.at = start + base.words().len();
        let width = laid.as_ref().map(|laid| laid.width);
        let under = under.map(|node| self.limit(node, width, accent, if accent { way } else { smaller.cramped() }));
        let over = over.map(|node| self.limit(node, width, accent, if accent { way } else { smaller }));
        let end = self.at;
        let laid = laid.unwrap_or_else(|| {
            // An arrow as long as what is written over and under it.
            let widths = under.iter().chain(&over).map(|limit| limit.laid.width);
            let least = self.size(way).scale(3, 2);
            let length = (widths.fold(Pt::ZERO, Pt::max) + self.size(smaller)).max(least);
            self.at = start;
            self.sideways(base, length, way)
        });
        self.at = end;
        self.stack(laid, under, over, operator.is_some_and(|operator| operator.large), way)
    }

    /// What stands over or under: an operator that grows is as wide as the base.
    fn limit(&mut self, node: &Node, width: Option<Pt>, accent: bool, way: Way) -> Limit {
        let operator = core(node);
        let kind = match (node, operator) {
            (Node::Operator(operator), _) if is_rule(operator) => Kind::Rule,
            (_, Some(operator)) if self.is_sideways(operator) && operator.stretchy != Some(false) => Kind::Stretched,
            (Node::Operator(_), Some(_)) => Kind::Accent,
            _ => Kind::Plain,
        };
        let laid = match (kind, width, operator) {
            (Kind::Rule, Some(width), Some(operator)) => {
                self.at += operator.text.len();
                let height = self.constant(Constant::OverbarRuleThickness, way);
                Laid::rule(width, height, height, way.color)
            }
            (Kind::Stretched, Some(width), _) if accent => self.widest(node, width, way),
            (Kind::Stretched, Some(width), _) => self.sideways(node, width, way),
            _ => self.node(node, way),
        };
        Limit { laid, kind }
    }

    /// Whether an operator grows sideways.
    fn is_sideways(&self, operator: &Operator) -> bool {
        let glyph = operator.text.chars().next().and_then(|c| self.face.glyph(c, 0));
        let grows = |glyph| {
            !self.face.variants(glyph, Axis::Horizontal).is_empty()
                || !self.face.parts(glyph, Axis::Horizontal).is_empty()
        };
        let form = operator.form.unwrap_or(Form::Postfix);
        let stretchy = properties(operator, form).stretchy || properties(operator, Form::Infix).stretchy;
        stretchy && operator.stretchy != Some(false) && glyph.is_some_and(grows)
    }

    /// The widest form of an accent that is no wider than what it stands over; arrows and braces are as wide.
    fn widest(&mut self, node: &Node, width: Pt, way: Way) -> Laid {
        let c = core(node).and_then(|operator| operator.text.chars().next());
        let Some((c, glyph)) = c.and_then(|c| Some((c, self.face.glyph(c, 0)?))) else { return self.node(node, way) };
        if !self.face.parts(glyph, Axis::Horizontal).is_empty() {
            return self.sideways(node, width, way);
        }
        let size = self.size(way);
        let forms = self.face.variants(glyph, Axis::Horizontal);
        let fits = forms.iter().rev().find(|(_, own)| self.scale(*own, size) <= width);
        let form = fits.or(forms.first()).map_or(glyph, |(form, _)| *form);
        let laid = self.one(form, c.len_utf8(), self.at, way);
        self.at += node.words().len();
        laid
    }

    fn sideways(&mut self, node: &Node, length: Pt, way: Way) -> Laid {
        let Some(c) = core(node).and_then(|operator| operator.text.chars().next()) else { return self.node(node, way) };
        let start = self.at;
        let natural = self.character(c, c.len_utf8(), start, Way { level: 0, ..way });
        let fits = natural.filter(|natural| natural.width >= length && way.level == 0);
        let found = fits.or_else(|| self.stretched(c, c.len_utf8(), start, Axis::Horizontal, length, way));
        self.at = start + node.words().len();
        found.unwrap_or_default()
    }

    fn stack(&mut self, base: Laid, under: Option<Limit>, over: Option<Limit>, large: bool, way: Way) -> Laid {
        let constant = |this: &Self, which| this.constant(which, way);
        let (ascent, descent, italic, attachment, glyph) =
            (base.ascent, base.descent, base.italic, base.attachment, base.glyph);
        let slant = if large { Pt(italic.0 / 2) } else { Pt::ZERO };
        let middle = Pt(base.width.0 / 2);
        // Where each part begins, from the left of the base.
        let place = |limit: &Limit, slant: Pt| match (limit.kind, limit.laid.attachment, attachment) {
            (Kind::Accent, Some(own), Some(base)) => base - own,
            (Kind::Accent, Some(own), None) => middle - own,
            _ => middle + slant - Pt(limit.laid.width.0 / 2),
        };
        let over = over.map(|limit| (place(&limit, slant), limit));
        let under = under.map(|limit| {
            let x =
                if limit.kind == Kind::Accent { middle - Pt(limit.laid.width.0 / 2) } else { place(&limit, -slant) };
            (x, limit)
        });
        // An accent may stand out on either side.
        let reaching = over.iter().chain(&under).filter(|(_, limit)| limit.kind != Kind::Accent);
        let left = reaching.clone().map(|(x, _)| *x).fold(Pt::ZERO, Pt::min);
        let right = reaching.map(|(x, limit)| *x + limit.laid.width).fold(base.width, Pt::max);
        let mut stack = Laid::space(right - left);
        stack.put(base, -left, Pt::ZERO);
        if let Some((x, Limit { laid, kind })) = over {
            let up = match kind {
                _ if large => {
                    let gap = constant(self, Constant::UpperLimitGapMin) + laid.descent;
                    ascent + constant(self, Constant::UpperLimitBaselineRiseMin).max(gap)
                }
                Kind::Accent => (ascent - constant(self, Constant::AccentBaseHeight)).max(Pt::ZERO),
                Kind::Rule => ascent + constant(self, Constant::OverbarVerticalGap),
                Kind::Stretched => ascent + constant(self, Constant::StretchStackGapBelowMin) + laid.descent,
                Kind::Plain => {
                    ascent
                        + constant(self, Constant::StretchStackGapAboveMin)
                            .max(constant(self, Constant::UpperLimitGapMin))
                        + laid.descent
                }
            };
            stack.put(laid, x - left, -up);
            if kind == Kind::Rule {
                stack.ascent += constant(self, Constant::OverbarExtraAscender);
            }
        }
        if let Some((x, Limit { laid, kind })) = under {
            let down = match kind {
                _ if large => {
                    let gap = constant(self, Constant::LowerLimitGapMin) + laid.ascent;
                    descent + constant(self, Constant::LowerLimitBaselineDropMin).max(gap)
                }
                Kind::Rule => descent + constant(self, Constant::UnderbarVerticalGap) + laid.ascent,
                Kind::Stretched | Kind::Accent => {
                    descent + constant(self, Constant::StretchStackGapAboveMin) + laid.ascent
                }
                Kind::Plain => descent + constant(self, Constant::LowerLimitGapMin) + laid.ascent,
            };
            stack.put(laid, x - left, down);
        }
        stack.attachment = attachment.map(|attachment| attachment - left);
        stack.glyph = glyph.filter(|_| stack.width == right && !large);
        Laid { italic: if large { italic } else { Pt::ZERO }, ..stack }
    }
}

/// What stands over or under a base.
struct Limit {
    laid: Laid,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A rule as long as the base.
    Rule,
    /// A brace or an arrow as long as the base.
    Stretched,
    /// A sign over a letter.
    Accent,
    /// Anything else.
    Plain,
}
