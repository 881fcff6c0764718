//! Display lists to operators. In: the items of each page. Out: each page's content stream, compressed, and the
//! marked content of each of its MCIDs. Pages are drawn in parallel; the result does not depend on it.

use super::deflate::Deflater;
use super::fonts::{Code, Font, clusters, parted};
use super::pictures;
use super::syntax::Syntax;
use crate::font::FaceId;
use crate::language::Direction;
use crate::length::Pt;
use crate::page::{Area, ContentId, ItemKind, Page, Pages};
use crate::text::{GlyphRun, Stroke};
use rayon::prelude::*;
use std::ops::Range;

/// A page drawn.
pub struct Drawn {
    /// Its content stream, compressed.
    pub stream: Vec<u8>,
    /// What each marked-content sequence belongs to, by MCID.
    pub sequences: Vec<ContentId>,
}

/// Draws all pages.
pub fn draw(pages: &Pages, fonts: &[Option<Font>]) -> Vec<Drawn> {
    let draw = |(deflater, bytes): &mut (Deflater, Vec<u8>), page| {
        let mut pen = Pen::new(pages, fonts, page, std::mem::take(bytes));
        pen.page(page);
        let stream = deflater.deflate(&pen.out.0);
        let sequences = pen.sequences;
        *bytes = pen.out.0;
        bytes.clear();
        Drawn { stream, sequences }
    };
    pages.pages.par_iter().map_init(|| (Deflater::fast(), Vec::new()), draw).collect()
}

/// What the items before have set, and what is still open.
struct Pen<'a> {
    pages: &'a Pages,
    fonts: &'a [Option<Font>],
    out: Syntax,
    sequences: Vec<ContentId>,
    /// Height of the page: PDF's origin is the bottom left corner.
    height: Pt,
    /// The marked content that is open: `Some(None)` for an artifact.
    open: Option<Option<ContentId>>,
    /// Where the last line began, in thousandths, while a text object is open.
    line: Option<(i64, i64)>,
    font: Option<(FaceId, i64)>,
    /// Whether its codes are of one byte.
    narrow: bool,
    rise: i64,
    /// Thousandths by which letters are drawn wider.
    expansion: i8,
    color: [u8; 3],
    /// Whether a string of a `TJ` operator is open.
    showing: bool,
}

impl<'a> Pen<'a> {
    fn new(pages: &'a Pages, fonts: &'a [Option<Font>], page: &Page, bytes: Vec<u8>) -> Pen<'a> {
        Pen {
            pages,
            fonts,
            out: Syntax(bytes),
            sequences: Vec::new(),
            height: page.size.1,
            open: None,
            line: None,
            font: None,
            narrow: false,
            rise: 0,
            expansion: 0,
            color: [0; 3],
            showing: false,
        }
    }

    fn page(&mut self, page: &Page) {
        for item in &page.items {
            match &item.kind {
                ItemKind::Link { .. } => continue,
                ItemKind::Glyphs { run, .. } if run.glyphs.is_empty() => continue,
                _ => self.mark(item.content),
            }
            match &item.kind {
                ItemKind::Glyphs { run, y, text } => self.run(run, *y, text),
                ItemKind::Image { asset, area } => self.image(asset.index(), *area),
                ItemKind::Fill { area, color } => {
                    self.end_text();
                    self.color(*color);
                    self.rectangle(*area);
                    self.out.raw("f\n");
                }
                ItemKind::Link { .. } => {}
            }
        }
        self.end_mark();
    }

    /// Opens the marked content of the items that follow, unless it is open.
    fn mark(&mut self, content: Option<ContentId>) {
        let content = content.filter(|content| (content.0 as usize) < self.pages.tags.contents.len());
        if self.open == Some(content) {
            return;
        }
        self.end_mark();
        self.open = Some(content);
        let Some(content) = content else {
            self.out.raw("/Artifact BMC\n");
            return;
        };
        let tag = self.pages.tags.contents[content.0 as usize];
        self.out.name(self.pages.tags.tag(tag).kind.as_bytes()).raw("<</MCID ");
        self.out.integer(self.sequences.len() as i64).raw(">>BDC\n");
        self.sequences.push(content);
    }

    fn end_mark(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.out.raw("EMC\n");
        }
    }

    fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.out.raw("ET\n");
        }
    }

    /// Sets the color of text and fills; gray needs one number only, and prints with black ink only.
    fn color(&mut self, color: [u8; 3]) {
        if self.color == color {
            return;
        }
        self.color = color;
        let [red, green, blue] = color.map(|value| (i64::from(value) * 1000 + 127) / 255);
        if red == green && green == blue {
            self.out.numbers(&[red]).raw("g\n");
        } else {
            self.out.numbers(&[red, green, blue]).raw("rg\n");
        }
    }

    /// Appends a rectangle to the path.
    fn rectangle(&mut self, area: Area) {
        let bottom = self.height - area.top - area.height;
        let sides = [area.left, bottom, area.width, area.height].map(Pt::thousandths);
        self.out.numbers(&sides).raw("re ");
    }

    fn image(&mut self, asset: usize, area: Area) {
        if asset >= self.pages.assets.len() {
            return;
        }
        self.end_text();
        let bottom = self.height - area.top - area.height;
        self.out.raw("q ").numbers(&[area.width.thousandths(), 0, 0, area.height.thousandths()]);
        self.out.numbers(&[area.left.thousandths(), bottom.thousandths()]).raw("cm");
        self.out.name(pictures::name(asset).as_bytes()).raw(" Do Q\n");
    }

    fn run(&mut self, run: &GlyphRun, y: Pt, text: &str) {
        self.color(run.style.color);
        if run.glyphs.iter().all(|glyph| glyph.id != 0) {
            self.part(run, 0..run.glyphs.len(), (run.x, y), text);
        } else {
            for (part, left) in parts(run) {
                self.part(run, part, (left, y), text);
            }
        }
        let face = self.pages.faces.face(run.face);
        let middle = face.scale(i32::from(face.x_height), run.style.size).scale(1, 2);
        match run.style.stroke {
            Stroke::None => {}
            Stroke::Through => self.line(run, y - middle),
            Stroke::Under => self.line(run, y + run.style.size.scale(1, 8)),
        }
    }

    /// Shows a part of a run that the face has all glyphs for, or none; it begins at `x`, `y` on the page.
    fn part(&mut self, run: &GlyphRun, part: Range<usize>, (x, y): (Pt, Pt), text: &str) {
        match self.fonts.get(usize::from(run.face.0)) {
            Some(Some(font)) if run.glyphs[part.start].id != 0 => {
                self.begin_line(x.thousandths(), (self.height - y).thousandths());
                self.set_font(font, run);
                self.expand(run.expansion);
                self.glyphs(font, run, part, text);
            }
            _ => self.missing(run, part, (x, y), text),
        }
    }

    /// Shows glyphs that the face has.
    fn glyphs(&mut self, font: &Font, run: &GlyphRun, part: Range<usize>, text: &str) {
        let mut carriage = Carriage::new(run);
        let mut offsets = run.offsets.iter().peekable();
        let mut clusters = clusters(run, part, &font.hyphens, text);
        loop {
            if run.offsets.is_empty() {
                self.rise(run.style.rise.thousandths());
                for (glyph, letter) in clusters.letters() {
                    let code = font.code(glyph.id);
                    let said = (code.letter != letter).then(|| char::from(letter));
                    self.show_as(said, code, &mut carriage, glyph.advance.pt());
                }
            }
            let Some(cluster) = clusters.next() else { break };
            let glyphs = &run.glyphs[cluster.glyphs.clone()];
            let blank = font.blank.filter(|_| run.direction == Direction::Rtl);
            let [left, text, right] = blank.map_or(["", &*cluster.text, ""], |_| parted(&cluster.text));
            self.unseen(left, font, &mut carriage);
            let known = matches!(glyphs, [glyph] if font.says(font.code(glyph.id), text));
            let plain = known && !cluster.added;
            if !plain {
                self.say(text);
                // Readers take the place of the first glyph for that of the text, and a mark stands off the line.
                if let (Some(blank), [_, _, ..]) = (blank, glyphs) {
                    self.rise(run.style.rise.thousandths());
                    self.show(blank, &mut carriage, Pt::ZERO);
                }
            }
            for (index, glyph) in cluster.glyphs.zip(glyphs) {
                while offsets.next_if(|offset| (offset.glyph as usize) < index).is_some() {}
                let offset = offsets.next_if(|offset| offset.glyph as usize == index);
                let (right, up) = offset.map_or((Pt::ZERO, Pt::ZERO), |offset| (offset.right.pt(), offset.up.pt()));
                self.rise((run.style.rise + up).thousandths());
                carriage.move_by(right);
                self.show(font.code(glyph.id), &mut carriage, glyph.advance.pt() - right);
            }
            if !plain {
                self.end_said();
            }
            self.unseen(right, font, &mut carriage);
        }
        self.end_shown();
    }

    /// Shows a blank for each character that is not seen.
    fn unseen(&mut self, text: &str, font: &Font, carriage: &mut Carriage) {
        let Some(blank) = font.blank else { return };
        for c in text.chars() {
            let said = (!font.says(blank, c.encode_utf8(&mut [0; 4]))).then_some(c);
            self.show_as(said, blank, carriage, Pt::ZERO);
        }
    }

    /// Shows one glyph, which stands for a character that it does not say itself, if one is given.
    fn show_as(&mut self, said: Option<char>, code: Code, carriage: &mut Carriage, advance: Pt) {
        if let Some(c) = said {
            self.say(c.encode_utf8(&mut [0; 4]));
        }
        self.show(code, carriage, advance);
        if said.is_some() {
            self.end_said();
        }
    }

    /// Says what the glyphs that follow say, because they do not say it themselves.
    fn say(&mut self, text: &str) {
        self.end_shown();
        self.out.raw("/Span<</ActualText").text(text).raw(">>BDC\n");
    }

    fn end_said(&mut self) {
        self.end_shown();
        self.out.raw("EMC\n");
    }

    /// Begins a line of text at a place given in thousandths.
    fn begin_line(&mut self, x: i64, y: i64) {
        if self.line.is_none() {
            self.out.raw("BT\n");
        }
        let (from_x, from_y) = self.line.unwrap_or_default();
        self.out.numbers(&[x - from_x, y - from_y]).raw("Td\n");
        self.line = Some((x, y));
    }

    fn set_font(&mut self, font: &Font, run: &GlyphRun) {
        let size = run.style.size.thousandths();
        if self.font != Some((run.face, size)) {
            (self.font, self.narrow) = (Some((run.face, size)), font.narrow);
            self.out.name(font.name.as_bytes()).raw(" ").numbers(&[size]).raw("Tf\n");
        }
    }

    /// Sets the horizontal scaling (ISO 32000-1 §9.3.4): widths and adjustments of all that is shown are scaled by it.
    fn expand(&mut self, expansion: i8) {
        if self.expansion != expansion {
            self.expansion = expansion;
            self.out.numbers(&[100_000 + 100 * i64::from(expansion)]).raw("Tz\n");
        }
    }

    fn rise(&mut self, rise: i64) {
        if self.rise != rise {
            self.rise = rise;
            self.end_shown();
            self.out.numbers(&[rise]).raw("Ts\n");
        }
    }

    /// Shows one glyph where the carriage is due, and moves that on by the glyph's advance.
    fn show(&mut self, code: Code, carriage: &mut Carriage, advance: Pt) {
        let adjustment = carriage.reach(code);
        carriage.move_by(advance);
        if !self.showing || adjustment != 0 {
            self.out.raw(if self.showing { ")" } else { "[" });
            if adjustment != 0 {
                self.out.integer(-adjustment);
            }
            self.out.raw("(");
            self.showing = true;
        }
        match self.narrow {
            true => self.out.string_byte(code.number as u8),
            false => self.out.string_code(code.number),
        }
    }

    fn end_shown(&mut self) {
        if std::mem::take(&mut self.showing) {
            self.out.raw(")]TJ\n");
        }
    }

    /// Draws a line along a run, its middle at `y` for a run that is not raised.
    fn line(&mut self, run: &GlyphRun, y: Pt) {
        let thickness = run.style.size.scale(1, 18);
        self.end_text();
        let top = y - run.style.rise - thickness.scale(1, 2);
        self.rectangle(Area { left: run.x, top, width: run.width(), height: thickness });
        self.out.raw("f\n");
    }

    /// Draws a box for each of `glyphs`, which the face does not have: PDF/A forbids to show glyph 0 (ISO 19005-2
    /// §6.2.11.8).
    fn missing(&mut self, run: &GlyphRun, part: Range<usize>, (mut left, y): (Pt, Pt), text: &str) {
        self.end_text();
        let (height, line) = (run.style.size.scale(7, 10), run.style.size.scale(1, 24));
        for cluster in clusters(run, part, &[], text) {
            self.out.raw("/Span<</ActualText").text(&cluster.text).raw(">>BDC\n");
            for glyph in &run.glyphs[cluster.glyphs] {
                let advance = glyph.advance.pt();
                let (edge, top) = (advance.scale(1, 10), y - run.style.rise - height);
                let outer = Area { left: left + edge, top, width: advance - edge * 2, height };
                let inner = Area {
                    left: outer.left + line,
                    top: outer.top + line,
                    width: outer.width - line * 2,
                    height: outer.height - line * 2,
                };
                self.rectangle(outer);
                self.rectangle(inner);
                self.out.raw("f*\n");
                left += advance;
            }
            self.out.raw("EMC\n");
        }
    }
}

/// Where the next glyph is due and where the reader's pen is, in 1/65536 pt × 10⁶: a thousandth of an em, made wider by
/// thousandths, is a whole number of these units, so no error is lost.
struct Carriage {
    thousandth: i64,
    due: i64,
    at: i64,
}

impl Carriage {
    fn new(run: &GlyphRun) -> Carriage {
        Carriage { thousandth: run.style.size.0.max(1) * (1000 + i64::from(run.expansion)), due: 0, at: 0 }
    }

    fn move_by(&mut self, width: Pt) {
        self.due += width.0 * 1_000_000;
    }

    /// By how many thousandths of an em the pen must move on to reach its place; then it passes the glyph.
    fn reach(&mut self, code: Code) -> i64 {
        let raised = self.due - self.at + self.thousandth / 2;
        // Most glyphs stand where the one before leads, and a division takes longer than all else that is done for one.
        let rounded = if (0..self.thousandth).contains(&raised) { 0 } else { raised.div_euclid(self.thousandth) };
        self.at += (rounded + i64::from(code.width)) * self.thousandth;
        rounded
    }
}

/// The parts of a run that the face has all glyphs for, or none, and where each begins: in the order of reading, whatever
/// the order on the line.
fn parts(run: &GlyphRun) -> Vec<(Range<usize>, Pt)> {
    let (mut left, mut start) = (run.x, 0);
    let mut parts = Vec::new();
    for part in run.glyphs.chunk_by(|a, b| (a.id == 0) == (b.id == 0)) {
        parts.push((start..start + part.len(), left));
        left += part.iter().map(|glyph| glyph.advance.pt()).sum();
        start += part.len();
    }
    if run.direction == Direction::Rtl {
        parts.reverse();
    }
    parts
}
