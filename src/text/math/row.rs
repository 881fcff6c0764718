//! Rows. In: parts side by side. Out: one box, operators with the room that is theirs, fences as high as what they stand
//! around (MathML Core §3.3.1); or several, where a line may end.

use super::boxes::Laid;
use super::dictionary::{Properties, may_end_line, properties};
use super::{Joint, Setter, Way};
use crate::font::{Axis, Constant};
use crate::length::Pt;
use crate::math::tree::{Em, Form, Manner, Node, Operator};

/// How far others reach above and below the baseline.
pub type Reach = (Pt, Pt);

/// The operator that a part is but for what hangs on it: its room and growth are those of the whole part.
pub fn core(node: &Node) -> Option<&Operator> {
    match node {
        Node::Operator(operator) => Some(operator),
        Node::Scripts { base, .. } | Node::Limits { base, .. } => core(base),
        Node::Row(body, manner) if *manner == Manner::default() => match body.as_slice() {
            [one] => core(one),
            _ => None,
        },
        Node::Padded { body, .. } | Node::Phantom(body) => core(body),
        _ => None,
    }
}

/// The form of the part at `index` of a row, by where it stands.
fn form(body: &[Node], index: usize) -> Form {
    let counts = |node: &&Node| !matches!(node, Node::Space(_));
    let before = body[..index].iter().filter(counts).count();
    let behind = body[index + 1..].iter().filter(counts).count();
    match (before, behind) {
        (0, 0) => Form::Infix,
        (0, _) => Form::Prefix,
        (_, 0) => Form::Postfix,
        _ => Form::Infix,
    }
}

/// A part of a row with the room around it.
struct Placed {
    laid: Laid,
    space: [Pt; 2],
    /// Whether a line may end behind it.
    ends: Option<Ends>,
}

/// Where a line may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Behind an operator between two terms: the room on both sides of it is that of words.
    Between,
    /// Behind a comma.
    Behind,
}

impl Setter<'_, '_> {
    /// Parts in a row.
    pub fn row(&mut self, body: &[Node], way: Way) -> Laid {
        let mut row = Laid::default();
        let alone = body.len() == 1;
        for placed in self.placed(body, way) {
            let Placed { laid, space: [before, behind], .. } = placed;
            row.width += before;
            let (italic, attachment, glyph) = (laid.italic, laid.attachment, laid.glyph);
            row.add(laid);
            row.width += behind;
            (row.italic, row.attachment, row.glyph) =
                if alone { (italic, attachment, glyph) } else { Default::default() };
        }
        row
    }

    /// The same in parts, each with what stands behind it.
    pub fn breakable(&mut self, node: &Node, way: Way) -> Vec<(Laid, Joint)> {
        let Node::Row(body, manner) = node else { return vec![(self.node(node, way), Joint::None)] };
        let placed = self.placed(body, way.in_manner(manner));
        let last = placed.len().saturating_sub(1);
        let mut parts = Vec::new();
        let mut row = Laid::default();
        for (index, Placed { laid, space: [before, behind], ends }) in placed.into_iter().enumerate() {
            let ends = ends.filter(|_| index < last);
            match ends {
                Some(Ends::Between) if row.width > Pt::ZERO => parts.push((std::mem::take(&mut row), Joint::Kept)),
                _ => row.width += before,
            }
            row.add(laid);
            match ends {
                Some(_) => parts.push((std::mem::take(&mut row), Joint::Space)),
                None => row.width += behind,
            }
        }
        parts.push((row, Joint::None));
        parts
    }

    fn placed(&mut self, body: &[Node], way: Way) -> Vec<Placed> {
        let mut reach: Option<Reach> = None;
        let mut laid: Vec<Option<Laid>> = Vec::with_capacity(body.len());
        let mut starts = Vec::with_capacity(body.len());
        for (index, node) in body.iter().enumerate() {
            let form = form(body, index);
            starts.push(self.at);
            if self.grows(node, form) {
                self.at += node.words().len();
                laid.push(None);
                continue;
            }
            let part = self.grown(node, form, None, way);
            if !matches!(node, Node::Space(_)) {
                let (ascent, descent) = reach.unwrap_or((part.ascent, part.descent));
                reach = Some((ascent.max(part.ascent), descent.max(part.descent)));
            }
            laid.push(Some(part));
        }
        let end = self.at;
        let mut depth = 0i32;
        let mut placed = Vec::with_capacity(body.len());
        for (index, (node, part)) in body.iter().zip(laid).enumerate() {
            let form = form(body, index);
            let part = part.unwrap_or_else(|| {
                self.at = starts[index];
                self.grown(node, form, reach, way)
            });
            let operator = core(node);
            let space = operator
                .map_or([Pt::ZERO; 2], |operator| properties(operator, form).space.map(|space| self.em(space, way)));
            depth += operator.map_or(0, |operator| fencing(operator, form));
            let ends = match node {
                Node::Operator(operator) if form == Form::Infix && depth <= 0 && may_end_line(operator) => {
                    // What stands right behind another operator, as in `:=`, stays with it.
                    Some(if operator.before == Some(Em(0)) { Ends::Behind } else { Ends::Between })
                }
                Node::Operator(operator) if form == Form::Infix && depth <= 1 && operator.text == "," => {
                    Some(Ends::Behind)
                }
                _ => None,
            };
            // The top of a slanted letter stands out over its advance.
            let slant = if matches!(node, Node::Identifier { .. }) { part.italic } else { Pt::ZERO };
            placed.push(Placed { laid: part, space: [space[0], space[1] + slant], ends });
        }
        self.at = end;
        placed
    }

    /// Whether a part grows with what stands beside it.
    fn grows(&self, node: &Node, form: Form) -> bool {
        let Some(operator) = core(node) else { return false };
        operator.size.is_none() && properties(operator, form).stretchy && self.is_upright(operator)
    }

    /// Whether an operator grows upward, not sideways as arrows do.
    fn is_upright(&self, operator: &Operator) -> bool {
        let glyph = operator.text.chars().next().and_then(|c| self.face.glyph(c, 0));
        let forms =
            |glyph, axis| !self.face.variants(glyph, axis).is_empty() || !self.face.parts(glyph, axis).is_empty();
        glyph.is_some_and(|glyph| forms(glyph, Axis::Vertical) && !forms(glyph, Axis::Horizontal))
    }

    /// A part whose operator reaches as far as `reach` says, if it grows.
    pub fn grown(&mut self, node: &Node, form: Form, reach: Option<Reach>, way: Way) -> Laid {
        match node {
            Node::Operator(operator) => self.operator(operator, form, reach, way),
            Node::Scripts { base, behind, before } => self.scripts(base, behind, before, reach, way),
            Node::Limits { base, under, over, accent } => {
                self.limits(base, under.as_deref(), over.as_deref(), *accent, reach, way)
            }
            Node::Row(body, manner) if reach.is_some() && *manner == Manner::default() && body.len() == 1 => {
                self.grown(&body[0], form, reach, way)
            }
            _ => self.node(node, way),
        }
    }

    /// An operator, as high as `reach` if it grows.
    pub fn operator(&mut self, operator: &Operator, form: Form, reach: Option<Reach>, way: Way) -> Laid {
        let given = properties(operator, form);
        let mut signs = operator.text.chars();
        let (Some(c), None) = (signs.next(), signs.next()) else { return self.signs(&operator.text, way) };
        let (start, says) = (self.at, c.len_utf8());
        if self.face.glyph(c, 0).is_none() {
            return self.signs(&operator.text, way);
        }
        let Properties { stretchy, symmetric, large, .. } = given;
        let found = if let Some(size) = operator.size {
            let length = self.em(size, way);
            self.upright(c, says, start, length, way)
        } else if large && way.display {
            let length = self.constant(Constant::DisplayOperatorMinHeight, way);
            self.upright(c, says, start, length, way)
        } else if let (true, Some(reach)) = (stretchy, reach) {
            return self.fence(c, says, start, reach, symmetric, way);
        } else {
            let natural = self.character(c, says, start, way);
            self.at = start + says;
            return natural.unwrap_or_default();
        };
        self.at = start + says;
        self.on_axis(found.unwrap_or_default(), way)
    }

    /// A character at least so high.
    fn upright(&mut self, c: char, says: usize, start: usize, length: Pt, way: Way) -> Option<Laid> {
        let natural = self.character(c, says, start, Way { level: 0, ..way })?;
        if way.level == 0 && natural.height() >= length {
            return Some(natural);
        }
        self.stretched(c, says, start, Axis::Vertical, length, way)
    }

    /// A fence around what reaches so far. It may be a little shorter, as in TeX (The TeXbook, appendix G, rule 19).
    fn fence(&mut self, c: char, says: usize, start: usize, reach: Reach, symmetric: bool, way: Way) -> Laid {
        self.at = start + says;
        let axis = self.axis(way);
        let (ascent, descent) = reach;
        let full = if symmetric { (ascent - axis).max(descent + axis) * 2 } else { ascent + descent };
        let least = full.scale(901, 1000).max(full - self.size(way).scale(1, 2));
        let Some(natural) = self.character(c, says, start, way) else { return Laid::default() };
        if natural.height() >= least {
            return natural;
        }
        let grown = self.stretched(c, says, start, Axis::Vertical, least, way).unwrap_or(natural);
        if symmetric {
            return self.on_axis(grown, way);
        }
        let low = Pt((descent - ascent).0 / 2) - Pt((grown.descent - grown.ascent).0 / 2);
        grown.lowered(low)
    }

    /// A box with its middle on the axis.
    pub fn on_axis(&self, laid: Laid, way: Way) -> Laid {
        let middle = Pt((laid.ascent - laid.descent).0.div_euclid(2));
        let axis = self.axis(way);
        laid.lowered(middle - axis)
    }
}

/// 1 for a fence that opens, -1 for one that closes.
fn fencing(operator: &Operator, form: Form) -> i32 {
    match (operator.text.as_str(), operator.form.unwrap_or(form)) {
        ("(" | "[" | "{" | "⟨" | "⌈" | "⌊", _) => 1,
        (")" | "]" | "}" | "⟩" | "⌉" | "⌋", _) => -1,
        ("|" | "‖", Form::Prefix) => 1,
        ("|" | "‖", Form::Postfix) => -1,
        _ => 0,
    }
}
