//! Inlines to a passage: one string with runs, and what stands at its bytes.

use super::super::galley::{Initial, InkRole, Inlaid, Insert, Inset, Origin, Passage};
use super::super::pictures::{self, Wish};
use super::super::plan::{Plan, PlanId};
use super::super::{LinkTarget, destinations};
use super::{Collector, Scope, Sibling, capitals};
use crate::language::{Direction, Lang};
use crate::length::Pt;
use crate::math::Formula;
use crate::model::direction::turned;
use crate::model::words::BETWEEN_CALLS;
use crate::model::{Inline, NoteId, Picture, Target, Text, flat_text};
use crate::style::{Align, Caps, Content, Pseudo, Style};
use crate::text::math::Joint;
use crate::text::{InlineBox, Paragraph, Run, TextStyle, may_part};
use crate::vocabulary::{self, Element};
use std::ops::Range;
use std::sync::Arc;

/// What stands between a word and the call of a note where a line might end.
const WORD_JOINER: &str = "\u{2060}";

/// What of the inlines comes into a passage.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Everything.
    All,
    /// Only what is text: a title repeated in the contents has no notes, marks or links.
    Words,
}

/// Generated text in front of a passage, with its element and the space behind it.
pub struct Prefix<'t> {
    pub element: Element,
    pub text: &'t str,
    pub space: &'t str,
    pub plan: PlanId,
}

/// Copies inlines into a passage.
struct Copyist<'c, 'b> {
    collector: &'c mut Collector<'b>,
    passage: Passage<'b>,
    /// Bytes of flat text so far.
    flat: usize,
    kept: Kept,
    /// Where the flat text of the opening words ends.
    opening: usize,
    /// Where the last call of a note ends.
    called: Option<usize>,
}

impl<'b> Collector<'b> {
    /// The passage of an element: what the sheet generates before and after, and its inlines.
    pub fn passage(&mut self, inlines: &'b [Inline], scope: &Scope, plan: PlanId, kept: Kept) -> Passage<'b> {
        self.passage_after(None, inlines, scope, plan, kept)
    }

    /// The same with a number or a label in front.
    pub fn passage_after(
        &mut self,
        prefix: Option<Prefix>,
        inlines: &'b [Inline],
        scope: &Scope,
        plan: PlanId,
        kept: Kept,
    ) -> Passage<'b> {
        let passage = self.empty_passage(scope);
        let sheet = self.layout.sheet;
        let flat = self.flat;
        let opens = scope.style.opening && kept == Kept::All;
        let opening = if opens { flat + capitals::opening(&flat_text(inlines)) } else { 0 };
        let mut copyist = Copyist { collector: self, passage, flat, kept, opening, called: None };
        copyist.generated(scope, Pseudo::Before, plan);
        if let Some(prefix) = prefix {
            scope.enter(sheet, None, Sibling::first(prefix.element, scope.lang()), |label| {
                copyist.write(prefix.text, None, &label.style, label.lang(), prefix.plan);
            });
            copyist.write(prefix.space, None, &scope.style, scope.lang(), plan);
        }
        copyist.inlines(inlines, scope, plan);
        copyist.generated(scope, Pseudo::After, plan);
        let mut passage = copyist.passage;
        if kept == Kept::All {
            passage.initial = self.initial(&passage.paragraph.text, scope);
        }
        passage
    }

    /// The first letter of a text, if the sheet sets it over several lines.
    fn initial(&mut self, text: &str, scope: &Scope) -> Option<Box<Initial>> {
        let style = scope.pseudo(self.layout.sheet, Pseudo::FirstLetter).filter(|style| style.initial > 1)?;
        let bytes = capitals::first_letter(text)?;
        let own = Style { size: scope.style.size, ..style };
        let lines = usize::from(own.initial);
        Some(Box::new(Initial { bytes, lines, style: self.share(TextStyle::of(&own, scope.lang())) }))
    }

    /// A passage of generated text.
    pub fn generated(&mut self, text: &str, scope: &Scope, plan: PlanId) -> Passage<'b> {
        let passage = self.empty_passage(scope);
        self.extend(passage, text, scope, plan)
    }

    /// A passage of the bytes of a text, as they are.
    pub fn verbatim(&mut self, text: &'b Text, scope: &Scope, plan: PlanId) -> Passage<'b> {
        let passage = self.empty_passage(scope);
        let flat = self.flat;
        let mut copyist = Copyist { collector: self, passage, flat, kept: Kept::All, opening: 0, called: None };
        let string = text.as_str().trim_end_matches('\n');
        copyist.write(string, Some(text), &scope.style, scope.lang(), plan);
        copyist.passage
    }

    /// Adds text to a passage in another style.
    pub fn extend(&mut self, passage: Passage<'b>, text: &str, scope: &Scope, plan: PlanId) -> Passage<'b> {
        let flat = self.flat;
        let mut copyist = Copyist { collector: self, passage, flat, kept: Kept::All, opening: 0, called: None };
        copyist.write(text, None, &scope.style, scope.lang(), plan);
        copyist.passage
    }

    /// Adds inlines to a passage, words only.
    pub fn extend_words(
        &mut self,
        passage: Passage<'b>,
        inlines: &'b [Inline],
        scope: &Scope,
        plan: PlanId,
    ) -> Passage<'b> {
        let flat = self.flat;
        let mut copyist = Copyist { collector: self, passage, flat, kept: Kept::Words, opening: 0, called: None };
        copyist.inlines(inlines, scope, plan);
        copyist.passage
    }

    fn empty_passage(&mut self, scope: &Scope) -> Passage<'b> {
        let style = &scope.style;
        let foreign = scope.lang() != self.layout.lang;
        Passage {
            paragraph: Paragraph {
                text: Arc::default(),
                runs: Vec::new(),
                boxes: Vec::new(),
                direction: if foreign { scope.lang().direction() } else { self.layout.direction },
                align: style.align,
                balanced: style.balanced,
                indent: style.indent,
                preformatted: style.preformatted,
            },
            leading: style.leading.max(Pt::ONE),
            ascent: self.layout.ascent(style),
            on_grid: self.layout.on_grid(style),
            role: InkRole::Content,
            inserts: Vec::new(),
            insets: Vec::new(),
            hang: 0,
            initial: None,
            origins: Vec::new(),
        }
    }

    /// Where a link leads, as the PDF names it.
    pub fn target(&self, to: &Target) -> LinkTarget {
        match to {
            Target::Url(url) => LinkTarget::Url(url.clone()),
            Target::Anchor(id) => LinkTarget::Destination(self.book.anchors[id.index()].slug.clone()),
        }
    }
}

/// Gives a passage the direction of all its letters, if that is not its book's; it stands at the side where its neighbors
/// do, as cells of a column and items of a list must.
pub fn turn(passage: &mut Passage, inlines: &[Inline]) {
    let paragraph = &mut passage.paragraph;
    let Some(direction) = turned(inlines, paragraph.direction) else { return };
    paragraph.direction = direction;
    paragraph.align = match paragraph.align {
        Align::Start | Align::Justify => Align::End,
        Align::End => Align::Start,
        other => other,
    };
}

impl<'b> Copyist<'_, 'b> {
    fn inlines(&mut self, inlines: &'b [Inline], scope: &Scope, plan: PlanId) {
        let mut previous = None;
        for inline in inlines {
            match vocabulary::inline(inline) {
                Some(element) => {
                    let lang = if let Inline::Foreign { lang, .. } = inline { *lang } else { scope.lang() };
                    let child = Sibling::after(previous, element, lang);
                    let sheet = self.collector.layout.sheet;
                    scope.enter(sheet, previous, child, |inner| self.element(inline, inner, plan));
                    previous = Some(child);
                }
                None => self.bare(inline, scope, plan),
            }
        }
    }

    /// An inline that is no element.
    fn bare(&mut self, inline: &'b Inline, scope: &Scope, plan: PlanId) {
        match inline {
            Inline::Text(text) => self.text(text, scope, plan),
            Inline::Mark(id) if self.kept == Kept::All => self.insert(Insert::Mark(*id)),
            Inline::LineBreak => {
                let line_end = if self.kept == Kept::All { "\n" } else { " " };
                self.write(line_end, None, &scope.style, scope.lang(), plan);
                self.flat += 1;
            }
            _ => {}
        }
    }

    /// An inline that is an element. Emphasis has no structure element: its face says all there is to say.
    fn element(&mut self, inline: &'b Inline, scope: &Scope, plan: PlanId) {
        if scope.style.hidden {
            self.flat += flat_text(std::slice::from_ref(inline)).len();
            return;
        }
        match inline {
            Inline::Note(id) => self.note(*id, scope, plan),
            Inline::Image(picture) => self.picture(picture, scope, plan),
            Inline::Math(formula) => self.formula(formula, scope, plan),
            Inline::Code(text) => {
                let plan = if self.kept == Kept::All { self.plan().add(plan, vocabulary::CODE.pdf) } else { plan };
                self.text(text, scope, plan);
            }
            Inline::Foreign { lang, body, .. } => {
                let inner = self.plan().add(plan, vocabulary::FOREIGN.pdf);
                self.plan().get_mut(inner).lang = Some(*lang);
                self.inlines(body, scope, inner);
            }
            Inline::Link { to, body, .. } => {
                let plan = self.link(to, body, plan);
                self.inlines(body, scope, plan);
            }
            Inline::Directed { dir, body } => {
                // UAX #9 §2.4.2: what stands between these two marks is ordered by itself.
                let (begin, end) = match dir {
                    Direction::Ltr => ("\u{2066}", "\u{2069}"),
                    Direction::Rtl => ("\u{2067}", "\u{2069}"),
                };
                self.write(begin, None, &scope.style, scope.lang(), plan);
                self.inlines(body, scope, plan);
                self.write(end, None, &scope.style, scope.lang(), plan);
            }
            Inline::Ruby(body) => self.ruby(body, scope, plan),
            _ => {
                self.generated(scope, Pseudo::Before, plan);
                self.inlines(inline.children(), scope, plan);
                self.generated(scope, Pseudo::After, plan);
            }
        }
    }

    fn plan(&mut self) -> &mut Plan {
        &mut self.collector.plan
    }

    /// Signs and their readings. On paper a reading stands in brackets behind its signs (ISO 32000-1 §14.8.4.4.3).
    fn ruby(&mut self, body: &'b [Inline], scope: &Scope, plan: PlanId) {
        let ruby = self.plan().add(plan, vocabulary::RUBY.pdf);
        let mut rest = body;
        while let [first, ..] = rest {
            let is_reading = |inline: &Inline| matches!(inline, Inline::Reading(_));
            let length = if is_reading(first) { 1 } else { rest.iter().position(is_reading).unwrap_or(rest.len()) };
            let (here, after) = rest.split_at(length);
            match first {
                Inline::Reading(reading) => {
                    let mark = self.plan().add(ruby, vocabulary::READING_MARK.pdf);
                    let inner = self.plan().add(ruby, vocabulary::READING.pdf);
                    let end = self.plan().add(ruby, vocabulary::READING_MARK.pdf);
                    let sheet = self.collector.layout.sheet;
                    scope.enter(sheet, None, Sibling::first(vocabulary::READING, scope.lang()), |scope| {
                        self.write("(", None, &scope.style, scope.lang(), mark);
                        self.inlines(reading, scope, inner);
                        self.write(")", None, &scope.style, scope.lang(), end);
                    });
                }
                _ => {
                    let base = self.plan().add(ruby, vocabulary::RUBY_BASE.pdf);
                    self.inlines(here, scope, base);
                }
            }
            rest = after;
        }
    }

    fn link(&mut self, to: &Target, body: &[Inline], plan: PlanId) -> PlanId {
        if self.kept == Kept::Words {
            return plan;
        }
        let target = self.collector.target(to);
        self.plan().link(plan, target, flat_text(body))
    }

    fn note(&mut self, id: NoteId, scope: &Scope, plan: PlanId) {
        if self.kept == Kept::Words {
            return;
        }
        if self.collector.call(id, plan) {
            self.insert(Insert::Note(id));
        }
        let book = self.collector.book;
        let number = &book.notes[id.index()].number;
        let reference = self.plan().add(plan, vocabulary::NOTE_REFERENCE.pdf);
        let to = LinkTarget::Destination(destinations::note(id));
        let link = self.plan().link(reference, to, number.clone());
        let style = scope.pseudo(self.collector.layout.sheet, Pseudo::FootnoteCall);
        let style = style.as_ref().unwrap_or(&scope.style);
        self.join(number, style, scope.lang(), plan);
        self.write(number, None, style, scope.lang(), link);
        self.called = Some(self.passage.paragraph.text.len());
    }

    /// What stands before the call of a note: nothing parts it from its word, and a comma parts it from the call before it.
    fn join(&mut self, number: &str, style: &Style, lang: Lang, plan: PlanId) {
        let text = self.passage.paragraph.text.as_str();
        let joint = match self.called {
            Some(called) if called == text.len() => BETWEEN_CALLS,
            _ if may_part(text, number) => WORD_JOINER,
            _ => return,
        };
        self.write(joint, None, style, lang, plan);
    }

    fn picture(&mut self, picture: &'b Picture, scope: &Scope, plan: PlanId) {
        let at = self.passage.paragraph.text.len();
        self.write("\u{FFFC}", None, &scope.style, scope.lang(), plan);
        self.flat += '\u{FFFC}'.len_utf8();
        let asset = &self.collector.book.assets[picture.asset.index()];
        let (width, height) = (self.collector.column().1, self.collector.layout.room("").height);
        let size = pictures::fit(pictures::natural_size(asset, Wish::of(picture), width), width, height.scale(1, 2));
        let tag = (!picture.alt.is_empty()).then(|| {
            let tag = self.plan().add(plan, vocabulary::IMAGE.pdf);
            self.plan().get_mut(tag).alt = Some(picture.alt.clone());
            tag
        });
        self.passage.paragraph.boxes.push(InlineBox { size });
        self.passage.insets.push(Inset { what: Inlaid::Picture(picture.asset, size), plan: tag, at });
    }

    /// A formula: a box in the line, or several where a line may end between them.
    fn formula(&mut self, formula: &'b Formula, scope: &Scope, plan: PlanId) {
        let tag = self.plan().add(plan, vocabulary::FORMULA.pdf);
        self.plan().get_mut(tag).alt = Some(formula.tex.clone());
        for (part, joint) in self.collector.set_formula(formula, scope) {
            let at = self.passage.paragraph.text.len();
            self.write("\u{FFFC}", None, &scope.style, scope.lang(), tag);
            let size = (part.width, part.ascent + part.descent);
            self.passage.paragraph.boxes.push(InlineBox { size });
            self.passage.insets.push(Inset {
                what: Inlaid::Formula(Arc::new(part), formula.span),
                plan: Some(tag),
                at,
            });
            let space = match joint {
                Joint::None => continue,
                Joint::Space => " ",
                Joint::Kept => "\u{A0}",
            };
            self.write(space, None, &scope.style, scope.lang(), tag);
        }
        self.flat += formula.words.len();
    }

    fn insert(&mut self, insert: Insert) {
        self.passage.inserts.push((self.passage.paragraph.text.len(), insert));
    }

    /// What the sheet generates before or after an element: strings only.
    fn generated(&mut self, scope: &Scope, which: Pseudo, plan: PlanId) {
        let Some(style) = scope.pseudo(self.collector.layout.sheet, which) else { return };
        for content in &style.content {
            if let Content::Text(text) = content {
                self.write(text, None, &style, scope.lang(), plan);
            }
        }
    }

    fn text(&mut self, text: &'b Text, scope: &Scope, plan: PlanId) {
        self.write(text.as_str(), Some(text), &scope.style, scope.lang(), plan);
        self.flat += text.as_str().len();
    }

    /// Adds a run. A U+FFFC that stands for no box would be taken for one.
    fn write(&mut self, string: &str, origin: Option<&'b Text>, style: &Style, lang: Lang, plan: PlanId) {
        if string.is_empty() {
            return;
        }
        let paragraph = &mut self.passage.paragraph;
        let text = Arc::make_mut(&mut paragraph.text);
        let start = text.len();
        self.passage.origins.push(Origin { at: start, flat: self.flat, text: origin });
        match (style.uppercase, origin) {
            (true, _) => text.push_str(&string.to_uppercase()),
            (false, Some(_)) if string.contains('\u{FFFC}') => text.push_str(&string.replace('\u{FFFC}', "\u{FFFD}")),
            _ => text.push_str(string),
        }
        let length = text.len() - start;
        let own = TextStyle::of(style, lang);
        let cased = origin.is_some() && style.caps == Caps::Normal && !style.uppercase;
        let opening = if cased { self.opening.saturating_sub(self.flat).min(length) } else { 0 };
        let acronyms = if cased && style.acronyms { capitals::acronyms(string) } else { Vec::new() };
        let letter_spacing = own.letter_spacing + own.size.scale(1, 20);
        let opens = || TextStyle { caps: Caps::Small, letter_spacing, ..own.clone() };
        // An acronym is never divided, and its last letter has no space behind it but the word's.
        let ends = || TextStyle { caps: Caps::AllSmall, hyphens: false, ..own.clone() };
        let stands = || TextStyle { letter_spacing, ..ends() };
        let mut at = 0;
        for acronym in acronyms.into_iter().chain(std::iter::once(length..length)) {
            let open = opening.clamp(at, acronym.start);
            let last = self.passage.paragraph.text[start..start + acronym.end].char_indices().next_back();
            let last = last.map_or(acronym.start, |(last, _)| last.max(acronym.start));
            self.run(start + at..start + open, opens, plan);
            self.run(start + open..start + acronym.start, || own.clone(), plan);
            self.run(start + acronym.start..start + last, stands, plan);
            self.run(start + last..start + acronym.end, ends, plan);
            at = acronym.end;
        }
    }

    /// Gives a stretch of the passage its style.
    fn run(&mut self, range: Range<usize>, style: impl FnOnce() -> TextStyle, plan: PlanId) {
        if range.is_empty() {
            return;
        }
        let style = self.collector.share(style());
        let paragraph = &mut self.passage.paragraph;
        match paragraph.runs.last_mut() {
            Some(last) if last.tag == plan.0 && Arc::ptr_eq(&last.style, &style) => last.range.end = range.end,
            _ => paragraph.runs.push(Run { range, style, tag: plan.0 }),
        }
    }
}
