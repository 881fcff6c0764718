//! Formulas as a typographer measures them, and formulas that nobody writes.

use super::*;
use crate::diagnostic::Sink;
use crate::font::Faces;
use crate::hyphenation::Exceptions;
use crate::language::Lang;
use crate::library::Memory;
use crate::math::{Macros, read};
use crate::source::Span;
use crate::style::Figures;

fn style() -> TextStyle {
    TextStyle {
        families: vec!["Libertinus Serif".to_owned()].into(),
        weight: 400,
        italic: false,
        size: Pt::ONE * 10,
        letter_spacing: Pt::ZERO,
        caps: Caps::Normal,
        figures: Figures::default(),
        ligatures: true,
        lang: Lang::EN,
        hyphens: false,
        expansion: 0,
        protrusion: false,
        rise: Pt::ZERO,
        color: [0; 3],
        stroke: crate::text::Stroke::None,
    }
}

/// What `look` makes of a formula that is set.
fn with<R>(tex: &str, place: Place, look: impl FnOnce(&mut Setter, &Formula) -> R) -> Option<R> {
    let faces = Faces::load(&Memory::default(), &mut Sink::default());
    let exceptions = Exceptions::default();
    let formula = read(tex, place, &Macros::default(), Span::default()).ok()?.formula;
    let mut shaper = Shaper::new(&faces, &exceptions);
    let mut setter = Setter::new(&style(), &style(), &mut shaper).unwrap();
    Some(look(&mut setter, &formula))
}

fn set_display(tex: &str) -> SetFormula {
    with(tex, Place::Display, |setter, formula| setter.whole(formula, Pt::ONE * 300)).unwrap()
}

fn rules(formula: &SetFormula) -> Vec<(Pt, Pt)> {
    let rule = |mark: &Mark| match mark.ink {
        Ink::Rule { height, .. } => Some((mark.y, height)),
        Ink::Glyphs(_) => None,
    };
    formula.marks.iter().filter_map(rule).collect()
}

fn sizes(formula: &SetFormula) -> Vec<i64> {
    let size = |mark: &Mark| match &mark.ink {
        Ink::Glyphs(run) => Some(run.style.size.thousandths()),
        Ink::Rule { .. } => None,
    };
    formula.marks.iter().filter_map(size).collect()
}

#[test]
fn the_bar_of_a_fraction_lies_on_the_axis() {
    for tex in [r"\frac{a}{b}", r"\frac{x^2}{\frac{1}{y}}"] {
        let set = set_display(tex);
        let (top, height) = rules(&set).into_iter().next_back().unwrap();
        let axis = with("x", Place::Display, |setter, formula| {
            let way = setter.way(formula);
            setter.axis(way)
        });
        assert!((-top - Pt(height.0 / 2) - axis.unwrap()).0.abs() < 4, "{tex}");
    }
}

#[test]
fn scripts_are_as_small_as_the_face_says() {
    assert_eq!(sizes(&set_display("x^{y^{z^w}}")), [10_000, 8_000, 6_000, 6_000]);
    assert_eq!(sizes(&set_display(r"\frac{a}{\frac{b}{c}}")), [10_000, 8_000, 8_000]);
}

#[test]
fn fences_are_as_high_as_what_they_stand_around() {
    let heights =
        ["(x)", r"\left(\frac{a}{b}\right)", r"\left(\begin{matrix}1\\2\\3\\4\\5\\6\\7\\8\end{matrix}\right)"]
            .map(set_display)
            .map(|set| set.ascent + set.descent);
    assert!(heights[0] < Pt::ONE * 12 && heights[1] > Pt::ONE * 18 && heights[2] > Pt::ONE * 90, "{heights:?}");
    let one = |set: &SetFormula| set.marks.len();
    // The highest is put together from parts.
    assert!(one(&set_display(r"\left(\begin{matrix}1\\2\\3\\4\\5\\6\\7\\8\end{matrix}\right)")) > 12);
}

#[test]
fn limits_stand_above_in_displays_and_beside_in_lines() {
    let tex = r"\sum_{i=0}^n x";
    let inline = with(tex, Place::Inline, |setter, formula| setter.whole(formula, Pt::ZERO)).unwrap();
    let display = set_display(tex);
    assert!(display.ascent + display.descent > (inline.ascent + inline.descent).scale(3, 2));
    assert!(display.width < inline.width);
}

#[test]
fn relations_have_room_and_signs_do_not() {
    let width = |tex| set_display(tex).width;
    let apart = width("a=b") - width("ab") - width("=");
    assert!((apart - (Pt::ONE * 10).scale(5556, 10_000)).0.abs() < 8, "{apart:?}");
    assert_eq!(width("-ab"), width("ab") + width("-"));
}

#[test]
fn every_sign_is_said_once_in_order() {
    for tex in [
        r"x_1^2 + \sqrt[3]{\frac{a}{b}} = \left\{ \begin{matrix} p & q \\ r & s \end{matrix} \right.",
        r"\overbrace{a+b}^{n} \xrightarrow{f} \hat{x} \text{ where } y \prescript{1}{2}{z} \boxed{k} \bigl( m \bigr)",
        r"\begin{align*} a &= b \tag{7} \\ c &= d \end{align*}",
        r"\mathbb{R} \mathcal{L} \prod_{i} \int_0^1 f'(x) \cancel{y} \underline{u}",
    ] {
        let set = set_display(tex);
        let said = |mark: &Mark| match &mark.ink {
            Ink::Glyphs(run) => set.words.get(run.text()).unwrap().to_owned(),
            Ink::Rule { .. } => String::new(),
        };
        let said: String = set.marks.iter().map(said).collect();
        let plain = |text: &str| text.replace(['\u{A0}', ' ', '\u{203E}', '\u{332}'], "");
        assert_eq!(plain(&said), plain(&set.words), "{tex}");
    }
}

#[test]
fn long_formulas_part_between_terms_but_not_in_fences() {
    let parts = |tex| with(tex, Place::Inline, |setter, formula| setter.parts(formula).len()).unwrap();
    assert_eq!(parts("a + b = c"), 5);
    assert_eq!(parts("f(a + b)"), 1);
    assert_eq!(parts("x := y, z"), 3);
}

#[test]
fn what_nobody_writes_is_set_or_refused() {
    let nested = |open: &str, close: &str, times: usize| open.repeat(times) + "x" + &close.repeat(times);
    for tex in [
        nested(r"\sqrt{", "}", 40),
        nested(r"\frac{1}{", "}", 40),
        nested("x^{", "}", 40),
        nested(r"\left(", r"\right)", 30),
        nested(r"\begin{matrix}", r"\end{matrix}", 20),
        nested(r"\overline{", "}", 40),
        r"\hspace{1000000em}\left(\rule{1em}{1em}\right)".to_owned(),
        r"\left. \right. \left| \right|".to_owned(),
        r"\begin{array}{}\end{array} \begin{cases}\end{cases} \frac{}{} {}^{} \sqrt{} \hat{}".to_owned(),
        "漢字 é \u{301} \u{FE0F} 😀 \u{200D}".to_owned(),
        r"\sum\limits_{\substack{a\\b}} \not= \mathrlap{x}".to_owned(),
        "&".repeat(200),
    ] {
        for place in [Place::Inline, Place::Display] {
            with(&tex, place, |setter, formula| (setter.whole(formula, Pt::ONE * 300), setter.parts(formula)));
        }
    }
}
