//! The operator dictionary (MathML Core §B): room around an operator, and how it grows. In: an operator and where it
//! stands. Out: what holds of it, its own attributes first.

use crate::math::tree::{Em, Form, Operator};

/// What holds of an operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Properties {
    /// Room before and behind it.
    pub space: [Em; 2],
    pub stretchy: bool,
    /// Whether it grows to both sides of the axis alike.
    pub symmetric: bool,
    /// Whether it is larger in displays.
    pub large: bool,
    /// Whether its limits stand beside it in running text.
    pub movable_limits: bool,
}

/// Spaces of TeX: thin, medium and thick, in eighteenths of an em 3, 4 and 5.
const THIN: Em = Em(1667);
const MEDIUM: Em = Em(2222);
const THICK: Em = Em(2778);
const NONE: Em = Em(0);

/// The properties of an operator in `form`.
pub fn properties(operator: &Operator, form: Form) -> Properties {
    let c = operator.text.chars().next().unwrap_or(' ');
    let form = operator.form.unwrap_or(form);
    let kind = kind(c, form);
    let given = Properties {
        space: match kind {
            Kind::Relation | Kind::Arrow => [THICK; 2],
            Kind::Binary => [MEDIUM; 2],
            Kind::Large | Kind::Integral => [THIN; 2],
            Kind::Separator => [NONE, THIN],
            Kind::Fence | Kind::Accent | Kind::Ordinary => [NONE; 2],
        },
        stretchy: matches!(kind, Kind::Arrow | Kind::Fence | Kind::Accent),
        symmetric: matches!(kind, Kind::Fence | Kind::Large | Kind::Integral),
        large: matches!(kind, Kind::Large | Kind::Integral),
        movable_limits: kind == Kind::Large,
    };
    Properties {
        space: [operator.before.unwrap_or(given.space[0]), operator.behind.unwrap_or(given.space[1])],
        stretchy: operator.stretchy.unwrap_or(given.stretchy),
        symmetric: operator.symmetric.unwrap_or(given.symmetric),
        large: operator.large.unwrap_or(given.large),
        movable_limits: operator.movable_limits.unwrap_or(given.movable_limits),
    }
}

/// Whether a line may end behind an operator in running text, as TeX lets it: a relation or what joins two terms.
pub fn may_end_line(operator: &Operator) -> bool {
    let c = operator.text.chars().next().unwrap_or(' ');
    let joins = matches!(kind(c, operator.form.unwrap_or(Form::Infix)), Kind::Relation | Kind::Arrow | Kind::Binary);
    joins && operator.behind != Some(NONE)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Relation,
    Arrow,
    Binary,
    Large,
    Integral,
    Separator,
    Fence,
    Accent,
    Ordinary,
}

fn kind(c: char, form: Form) -> Kind {
    match c {
        '('
        | ')'
        | '['
        | ']'
        | '{'
        | '}'
        | '|'
        | '‖'
        | '⌈'
        | '⌉'
        | '⌊'
        | '⌋'
        | '⟨'
        | '⟩'
        | '⟦'
        | '⟧'
        | '⦀'
        | '∣'
        | '∥'
        | '⎰'
        | '⎱'
        | '⟪'
        | '⟫'
        | '⟮'
        | '⟯'
        | '⦃'..='⦘'
        | '⌜'..='⌟'
            if form != Form::Infix || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '⟨' | '⟩' | '⌈'..='⌋') =>
        {
            Kind::Fence
        }
        '∑' | '∏' | '∐' | '⋀'..='⋃' | '⨀'..='⨊' | '⅀' => Kind::Large,
        '∫'..='∳' | '⨋'..='⨜' => Kind::Integral,
        ',' | ';' if form != Form::Prefix => Kind::Separator,
        '←'..='↕'
        | '↚'..='↮'
        | '↰'..='↵'
        | '↹'
        | '↼'..='⇕'
        | '⇚'..='⇰'
        | '⇳'..='⇿'
        | '⟰'
        | '⟱'
        | '⟵'..='⟿'
        | '⤀'..='⥿'
            if form != Form::Prefix =>
        {
            Kind::Arrow
        }
        '¯'
        | '‾'
        | '_'
        | '^'
        | '~'
        | 'ˆ'
        | 'ˇ'
        | '˜'
        | '⎴'
        | '⎵'
        | '⏜'..='⏡'
        | '\u{302}'
        | '\u{303}'
        | '\u{20D0}'..='\u{20EF}'
            if form == Form::Postfix =>
        {
            Kind::Accent
        }
        '/'
        | '\\'
        | '!'
        | '\''
        | '′'..='‴'
        | '⁗'
        | '`'
        | '.'
        | '%'
        | '&'
        | '?'
        | '@'
        | '…'
        | '⋯'
        | '⋮'
        | '⋱'
        | '⋰'
        | '∂'
        | '∇'
        | '¬'
        | '∀'
        | '∃'
        | '∄'
        | '∠'..='∢'
        | '°'
        | '\u{2061}'..='\u{2064}'
        | '∅'
        | '∞'
        | '√'
        | '¨'
        | '˙'
        | '´'
        | '˘'
        | '˚'
        | '⌢'
        | '⌣'
        | '"'
        | '#'
        | '$' => Kind::Ordinary,
        '+'
        | '-'
        | '*'
        | '±'
        | '·'
        | '×'
        | '÷'
        | '†'
        | '‡'
        | '•'
        | '⁄'
        | '−'..='∙'
        | '∧'..='∪'
        | '∸'
        | '≀'
        | '⊌'..='⊎'
        | '⊓'..='⊡'
        | '⊻'..='⊽'
        | '⋄'..='⋇'
        | '⋉'..='⋌'
        | '⋎'
        | '⋏'
        | '⋒'
        | '⋓'
        | '⧵'
        | '⨝'..='⩣'
        | '△'
        | '▽'
        | '○'
        | '◯'
        | '⌅'
        | '⌆'
        | '▹'
        | '◃'
        | '★' => match (form, c) {
            (Form::Prefix, '+' | '-' | '±' | '−' | '∓') | (Form::Postfix, '+' | '-' | '−' | '*' | '∗' | '†' | '‡') => {
                Kind::Ordinary
            }
            _ => Kind::Binary,
        },
        c if c.is_alphanumeric() => Kind::Ordinary,
        // Wherever it stands: the dictionary knows relations as infixes only.
        _ => Kind::Relation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_decides() {
        let minus = Operator { text: "−".into(), ..Operator::default() };
        assert_eq!(properties(&minus, Form::Infix).space, [MEDIUM; 2]);
        assert_eq!(properties(&minus, Form::Prefix).space, [NONE; 2]);
        let equals = Operator { text: "=".into(), before: Some(NONE), ..Operator::default() };
        assert_eq!(properties(&equals, Form::Infix).space, [NONE, THICK]);
        let fence = Operator { text: "(".into(), ..Operator::default() };
        assert!(properties(&fence, Form::Prefix).stretchy && properties(&fence, Form::Prefix).symmetric);
    }
}
