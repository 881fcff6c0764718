//! Running heads and folios. In: the margin boxes of a page's style, and what the page sets the named strings to. Out:
//! artifacts. A box shows the first value that its page sets, else the last of the pages before (CSS GCPM §1.1).

use super::layout::Layout;
use super::place::glyphs;
use super::{Item, ItemKind};
use crate::length::Pt;
use crate::style::{Align, Content, Edge, MarginBox, PageStyle, Style};
use crate::text::{Line, Measure, Paragraph, Run, Shaper, TextStyle, extents, set};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// The furniture of all pages, drawn in order.
pub struct Furniture<'f> {
    layout: &'f Layout<'f>,
    shaper: Shaper<'f>,
    /// The last value of each named string.
    strings: BTreeMap<Arc<str>, Arc<str>>,
    /// What was said last: running heads say the same on many pages.
    said: VecDeque<(Style, String, Option<Said>)>,
}

/// How much of what was said is remembered: the boxes of two kinds of pages.
const REMEMBERED: usize = 12;

/// A named string that a page sets.
pub type Named = (Arc<str>, Arc<str>);

/// What a margin box says, set on one line.
#[derive(Clone)]
struct Said {
    line: Line,
    width: Pt,
    text: Arc<String>,
}

impl<'f> Furniture<'f> {
    /// Furniture of a book. Until the title page says otherwise, `book-title` is its title.
    pub fn new(layout: &'f Layout<'f>, title: &str) -> Furniture<'f> {
        let strings = BTreeMap::from([("book-title".into(), title.into())]);
        Furniture { layout, shaper: Shaper::new(layout.faces, &layout.exceptions), strings, said: VecDeque::new() }
    }

    /// The furniture of the next page, which sets `named`.
    pub fn draw(&mut self, page: &PageStyle, label: &str, named: &[Named]) -> Vec<Item> {
        let texts: Vec<String> = page.boxes.iter().map(|margin_box| self.text(margin_box, label, named)).collect();
        self.strings.extend(named.iter().cloned());
        let mut items = Vec::new();
        for edge in [Edge::Top, Edge::Bottom] {
            let boxes = page.boxes.iter().zip(&texts);
            let boxes = boxes.filter(|(margin_box, text)| margin_box.edge == edge && !text.is_empty());
            self.edge(page, &boxes.collect::<Vec<_>>(), &mut items);
        }
        items
    }

    fn text(&self, margin_box: &MarginBox, label: &str, named: &[Named]) -> String {
        let piece = |content: &Content| match content {
            Content::Text(text) => text.clone(),
            Content::Page => label.to_owned(),
            Content::Named(name) => {
                let here = named.iter().find(|(known, _)| **known == **name).map(|(_, text)| text);
                here.or_else(|| self.strings.get(name.as_str())).map(|text| text.to_string()).unwrap_or_default()
            }
            Content::TargetPage | Content::Leader(_) | Content::Own => String::new(),
        };
        margin_box.style.content.iter().map(piece).collect()
    }

    /// The boxes of one edge. The longest gives way where they would meet.
    fn edge(&mut self, page: &PageStyle, boxes: &[(&MarginBox, &String)], items: &mut Vec<Item>) {
        let measure = page.size.0 - page.margin[1] - page.margin[3];
        let mut said: Vec<Option<Said>> =
            boxes.iter().map(|(margin_box, text)| self.say(&margin_box.style, text)).collect();
        let gap = boxes.first().map_or(Pt::ZERO, |(margin_box, _)| margin_box.style.size);
        let centered = boxes.iter().any(|(margin_box, _)| margin_box.align == Align::Center);
        let width = |said: &Option<Said>| said.as_ref().map_or(Pt::ZERO, |said| said.width);
        // What stands in the middle keeps as far from the one side as from the other.
        let sides = boxes.iter().zip(&said).filter(|((margin_box, _), _)| margin_box.align != Align::Center);
        let side: Pt = sides.map(|(_, said)| width(said)).fold(Pt::ZERO, Pt::max);
        for (index, (margin_box, text)) in boxes.iter().enumerate() {
            let others: Pt = said.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, said)| width(said)).sum();
            let room = match (boxes.len(), margin_box.align) {
                (1, _) => measure,
                (_, Align::Center) => measure - (side + gap) * 2,
                _ if centered => measure.scale(1, 3),
                _ => measure - others - gap,
            };
            if width(&said[index]) > room {
                said[index] = self.clip(&margin_box.style, text, room);
            }
        }
        for ((margin_box, _), said) in boxes.iter().zip(said) {
            let Some(said) = said else { continue };
            let x = page.margin[3]
                + match margin_box.align {
                    Align::Start | Align::Justify => Pt::ZERO,
                    Align::Center => Pt((measure - said.width).0 / 2),
                    Align::End => measure - said.width,
                };
            let baseline = self.baseline(page, margin_box);
            let runs = said.line.runs.iter().map(|run| glyphs(run, x, baseline, &said.text));
            items.extend(runs.map(|kind: ItemKind| Item { content: None, kind }));
        }
    }

    /// A line of the margin box's leading in the middle of the margin (CSS Paged Media §5.3), its own margins and
    /// paddings apart.
    fn baseline(&self, page: &PageStyle, margin_box: &MarginBox) -> Pt {
        let style = &margin_box.style;
        let (above, below) = (style.margin[0] + style.padding[0], style.margin[2] + style.padding[2]);
        let (top, bottom) = match margin_box.edge {
            Edge::Top => (above, page.margin[0] - below),
            Edge::Bottom => (page.size.1 - page.margin[2] + above, page.size.1 - below),
        };
        top + Pt((bottom - top - style.leading).0 / 2) + self.layout.ascent(style)
    }

    fn say(&mut self, style: &Style, text: &str) -> Option<Said> {
        let known = self.said.iter().position(|(known, said, _)| said == text && known == style);
        let known = known.and_then(|known| self.said.remove(known));
        let known = known.unwrap_or_else(|| (style.clone(), text.to_owned(), self.set(style, text)));
        let said = known.2.clone();
        self.said.truncate(REMEMBERED - 1);
        self.said.push_front(known);
        said
    }

    fn set(&mut self, style: &Style, text: &str) -> Option<Said> {
        let text = if style.uppercase { text.to_uppercase() } else { text.to_owned() };
        let paragraph = paragraph(style, text, self.layout);
        let (_, width) = extents(&paragraph, &mut self.shaper);
        let (lines, _) = set(&paragraph, &Measure::of(width + Pt::ONE), &mut self.shaper);
        let mut line = lines.into_iter().next()?;
        let left = line.runs.iter().map(|run| run.x).min().unwrap_or_default();
        line.runs.change(|runs| runs.iter_mut().for_each(|run| run.x -= left));
        Some(Said { width: line.width, line, text: paragraph.text })
    }

    /// As many words of `text` as fit into `room`, with an ellipsis; as many letters where words leave half of it empty.
    fn clip(&mut self, style: &Style, text: &str, room: Pt) -> Option<Said> {
        let ends = |whole: bool| {
            let ends = text.char_indices().filter(move |(_, c)| !whole || c.is_whitespace());
            ends.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let words = self.clip_at(style, text, room, &ends(true));
        words.filter(|said| said.width * 2 >= room).or_else(|| self.clip_at(style, text, room, &ends(false)))
    }

    /// As much of `text` as fits into `room`, ended at one of `ends`, with an ellipsis.
    fn clip_at(&mut self, style: &Style, text: &str, room: Pt, ends: &[usize]) -> Option<Said> {
        let (mut fits, mut fails) = (0, ends.len());
        while fails - fits > 1 {
            let middle = fits + (fails - fits) / 2;
            match self.say(style, &clipped(text, ends[middle])) {
                Some(said) if said.width <= room => fits = middle,
                _ => fails = middle,
            }
        }
        self.say(style, &clipped(text, *ends.get(fits)?)).filter(|said| said.width <= room)
    }
}

/// What comes before byte `end`, with an ellipsis in place of what marks the end of a phrase.
fn clipped(text: &str, end: usize) -> String {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '،' | '؛' | '、' | '，' | '–' | '—');
    format!("{}\u{2026}", text[..end].trim_end_matches(marks))
}

fn paragraph(style: &Style, text: String, layout: &Layout) -> Paragraph {
    let shown = TextStyle { hyphens: false, rise: Pt::ZERO, ..TextStyle::of(style, layout.lang) };
    let runs = vec![Run { range: 0..text.len(), style: Arc::new(shown), tag: 0 }];
    Paragraph {
        text: text.into(),
        runs,
        boxes: Vec::new(),
        direction: layout.direction,
        align: Align::Start,
        balanced: false,
        indent: Pt::ZERO,
        preformatted: false,
    }
}
