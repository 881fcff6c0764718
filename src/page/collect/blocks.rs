//! Blocks to pieces.

use super::super::galley::{InkRole, Label, Matter};
use super::super::pictures::Wish;
use super::super::plan::PlanId;
use super::super::{LinkTarget, destinations};
use super::{Collector, Kept, Prefix, Scope, Sibling};
use crate::font::Wanted;
use crate::length::Pt;
use crate::model::direction::turned;
use crate::model::{Block, BlockId, BlockKind, Inline, NoteId, Picture, VerseLine, flat_text};
use crate::style::Style;
use crate::vocabulary::{self, Element};

impl<'b> Collector<'b> {
    /// Blocks in a row; returns the last as a sibling.
    pub fn blocks<'s>(
        &mut self,
        blocks: &'b [Block],
        parent: &Scope,
        mut previous: Option<Sibling<'s>>,
        plan: PlanId,
    ) -> Option<Sibling<'s>> {
        for (i, block) in blocks.iter().enumerate() {
            let sibling = Sibling::after(previous, vocabulary::block(&block.kind), parent.lang());
            if i > 0 && announces(&blocks[i - 1], block) {
                self.keep_with_next();
            }
            self.begin(block);
            self.enter(parent, previous, sibling, |this, scope| {
                // The rules of a table are as wide as its columns, which nobody knows yet.
                let frameless = matches!(block.kind, BlockKind::Table(_)).then(|| scope.frameless());
                if !scope.style.hidden {
                    this.boxed(frameless.as_ref().unwrap_or(scope), |this| this.block(block, scope, plan));
                }
            });
            previous = Some(sibling);
        }
        previous
    }

    /// Its permanent name, at its top.
    pub fn begin(&mut self, block: &Block) {
        self.starts.push((block.span, self.pieces.len()));
        if let Some(name) = self.book.permalinks.get(block.id.index()) {
            self.destination(name.as_str());
        }
    }

    fn block(&mut self, block: &'b Block, scope: &Scope, plan: PlanId) {
        let tag = vocabulary::block(&block.kind).pdf;
        match &block.kind {
            BlockKind::Math(inlines) => {
                let plan = self.plan.add(plan, tag);
                let passage = self.passage(inlines, scope, plan, Kept::All);
                self.push(Matter::Formula(passage), &scope.style, Some(block.id));
            }
            BlockKind::Paragraph(inlines) => {
                let plan = self.plan.add(plan, tag);
                let mut passage = self.passage(inlines, scope, plan, Kept::All);
                let own = passage.paragraph.direction;
                passage.paragraph.direction = turned(inlines, own).unwrap_or(own);
                self.text(passage, scope, Some(block.id));
            }
            BlockKind::Heading { title, .. } => {
                // An inner heading stands below no heading of its own in the structure: it is a paragraph that is kept
                // with the next, so that levels never skip.
                let plan = self.plan.add(plan, vocabulary::PARAGRAPH.pdf);
                let passage = self.passage(title, scope, plan, Kept::All);
                self.keep();
                self.text(passage, scope, Some(block.id));
            }
            BlockKind::Quote { blocks, attribution } => {
                let plan = self.plan.add(plan, tag);
                let last = self.blocks(blocks, scope, None, plan);
                self.attribution(attribution, scope, last, plan, block.id);
            }
            BlockKind::List { kind, tight, items } => {
                let plan = self.plan.add(plan, tag);
                self.list(*kind, *tight, items, scope, plan);
            }
            BlockKind::Definitions(definitions) => {
                let plan = self.plan.add(plan, tag);
                self.definitions(definitions, scope, plan, block.id);
            }
            BlockKind::Figure { image, caption, description } => {
                let plan = self.plan.add(plan, tag);
                self.floating(!caption.is_empty(), scope, plan, |this| {
                    this.figure((image, says(image, caption, description)), caption, scope, plan, block.id)
                });
            }
            BlockKind::Table(table) => {
                let plan = self.plan.add(plan, tag);
                let caption = !table.caption.is_empty();
                self.floating(caption, scope, plan, |this| this.table(table, scope, plan, block.id));
            }
            BlockKind::Code { language, text } => self.code(text, language.as_deref(), scope, plan, block.id),
            BlockKind::Verse(stanzas) => {
                let mut previous = None;
                for stanza in stanzas {
                    let sibling = Sibling::after(previous, vocabulary::STANZA, scope.lang());
                    let plan = self.plan.add(plan, vocabulary::STANZA.pdf);
                    self.enter_box(scope, previous, sibling, |this, scope| this.stanza(stanza, scope, plan, block.id));
                    previous = Some(sibling);
                }
                self.flat = 0;
            }
            BlockKind::Admonition { title, blocks, .. } => {
                let plan = self.plan.add(plan, tag);
                self.titled(vocabulary::ADMONITION_TITLE, title, blocks, scope, plan, block.id);
            }
            BlockKind::Details { summary, blocks, .. } => {
                let plan = self.plan.add(plan, tag);
                self.titled(vocabulary::SUMMARY, summary, blocks, scope, plan, block.id);
            }
            BlockKind::Aligned { blocks, .. } => {
                let plan = self.plan.add(plan, tag);
                self.blocks(blocks, scope, None, plan);
            }
            BlockKind::Break => self.thematic_break(scope, plan, block.id),
        }
    }

    /// Blocks below a title, which stays with the first of them.
    fn titled(
        &mut self,
        head: Element,
        title: &'b [Inline],
        blocks: &'b [Block],
        scope: &Scope,
        plan: PlanId,
        block: BlockId,
    ) {
        let mut previous = None;
        if !title.is_empty() {
            let sibling = Sibling::first(head, scope.lang());
            let plan = self.plan.add(plan, head.pdf);
            self.enter_box(scope, None, sibling, |this, scope| {
                let passage = this.passage(title, scope, plan, Kept::All);
                this.text(passage, scope, Some(block));
            });
            self.keep_with_next();
            previous = Some(sibling);
        }
        self.blocks(blocks, scope, previous, plan);
    }

    fn attribution(
        &mut self,
        attribution: &'b [Inline],
        scope: &Scope,
        previous: Option<Sibling>,
        plan: PlanId,
        block: BlockId,
    ) {
        if attribution.is_empty() {
            return;
        }
        let plan = self.plan.add(plan, vocabulary::ATTRIBUTION.pdf);
        let sibling = Sibling::after(previous, vocabulary::ATTRIBUTION, scope.lang());
        self.enter_box(scope, previous, sibling, |this, scope| {
            this.keep_with_next();
            let passage = this.passage(attribution, scope, plan, Kept::All);
            this.text(passage, scope, Some(block));
        });
    }

    fn figure(
        &mut self,
        (image, says): (&Picture, String),
        caption: &'b [Inline],
        scope: &Scope,
        plan: PlanId,
        block: BlockId,
    ) {
        let tagged = !says.is_empty();
        self.plan.get_mut(plan).alt = tagged.then_some(says);
        let sibling = Sibling::first(vocabulary::IMAGE, scope.lang());
        self.enter_box(scope, None, sibling, |this, scope| {
            let (limit, align, span) = (scope.style.width, scope.style.align, image.span);
            let plan = tagged.then_some(plan);
            let wish = Wish::of(image);
            this.push(
                Matter::Picture { asset: image.asset, wish, plan, limit, align, span },
                &scope.style,
                Some(block),
            );
        });
        if !caption.is_empty() {
            let plan = self.plan.add(plan, vocabulary::CAPTION.pdf);
            let below = Sibling::after(Some(sibling), vocabulary::CAPTION, scope.lang());
            self.enter_box(scope, Some(sibling), below, |this, scope| {
                this.keep_with_next();
                let passage = this.passage(caption, scope, plan, Kept::All);
                this.text(passage, scope, Some(block));
            });
        }
    }

    /// The first of `signs` that the faces of an element can show.
    pub fn sign(&self, signs: &[&'static str], scope: &Scope) -> &'static str {
        let Style { families, weight, italic, .. } = &scope.style;
        let wanted = Wanted { families, weight: *weight, italic: *italic, lang: scope.lang() };
        let shown = |sign: &&&'static str| {
            sign.chars().all(|c| {
                let face = self.layout.faces.choose(&wanted, c);
                face.is_some_and(|id| self.layout.faces.face(id).covers(c))
            })
        };
        signs.iter().find(shown).or(signs.last()).copied().unwrap_or_default()
    }

    /// A stanza: one paragraph for page breaks, though each of its lines is set by itself.
    fn stanza(&mut self, lines: &'b [VerseLine], scope: &Scope, plan: PlanId, block: BlockId) {
        let start = self.place.start;
        for (i, line) in lines.iter().enumerate() {
            let sibling = Sibling { first: i == 0, ..Sibling::first(vocabulary::VERSE_LINE, scope.lang()) };
            self.place.start = start + scope.style.size * i64::from(line.indent);
            self.enter_box(scope, None, sibling, |this, scope| {
                let passage = this.passage(&line.inlines, scope, plan, Kept::All);
                this.flat += flat_text(&line.inlines).len();
                this.pending.joined = i > 0;
                this.text(passage, scope, Some(block));
            });
        }
        self.place.start = start;
    }

    /// A rule where the sheet draws one, otherwise what it generates, otherwise an asterism.
    fn thematic_break(&mut self, scope: &Scope, plan: PlanId, block: BlockId) {
        let style = &scope.style;
        if style.border[0] > Pt::ZERO {
            self.push(Matter::Bare, style, Some(block));
            return;
        }
        let mut passage = self.passage(&[], scope, plan, Kept::All);
        if passage.paragraph.text.is_empty() {
            let sign = self.sign(&["\u{2042}", "* * *"], scope);
            passage = self.generated(sign, scope, plan);
        }
        passage.paragraph.align = crate::style::Align::Center;
        passage.paragraph.indent = Pt::ZERO;
        passage.role = InkRole::Artifact;
        self.keep_with_next();
        self.text(passage, scope, Some(block));
    }

    /// The blocks of a note, its number in front of the first paragraph.
    pub fn note_blocks(&mut self, id: NoteId, blocks: &'b [Block], scope: &Scope, plan: PlanId) {
        let number = &self.book.notes[id.index()].number;
        let label = self.plan.add(plan, vocabulary::NOTE_LABEL.pdf);
        let to = LinkTarget::Destination(destinations::reference(id));
        let link = self.plan.link(label, to, number.clone());
        let prefix = |space| Prefix { element: vocabulary::NOTE_LABEL, text: number, space, plan: link };
        if let [Block { kind: BlockKind::Quote { .. }, .. }, ..] = blocks {
            // The label hangs in the indent.
            let passage = self.passage_after(Some(prefix("")), &[], scope, label, Kept::All);
            self.pending.label = Some(Box::new(Label { passage, gap: scope.style.size.scale(1, 2) }));
            self.blocks(blocks, scope, None, plan);
            return;
        }
        let (first, rest) = match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => (inlines.as_slice(), rest),
            _ => (&[][..], blocks),
        };
        let begun = blocks.first().filter(|_| rest.len() < blocks.len());
        begun.into_iter().for_each(|block| self.begin(block));
        let paragraph = self.plan.add(plan, vocabulary::PARAGRAPH.pdf);
        let sibling = Sibling::first(vocabulary::PARAGRAPH, scope.lang());
        self.enter_box(scope, None, sibling, |this, scope| {
            let passage = this.passage_after(Some(prefix("\u{2002}")), first, scope, paragraph, Kept::All);
            this.text(passage, scope, begun.map(|block| block.id));
        });
        if begun.is_none() {
            self.keep_with_next();
        }
        self.blocks(rest, scope, Some(sibling), plan);
    }
}

/// What a figure says to those who cannot see it: its alternative text, or its caption, and its description.
fn says(image: &Picture, caption: &[Inline], description: &[Block]) -> String {
    let name = if image.alt.is_empty() && !image.decoration { flat_text(caption) } else { image.alt.clone() };
    let mut lines: Vec<String> = Vec::from_iter(Some(name).filter(|name| !name.is_empty()));
    for block in description {
        block.walk_all(&mut |block| {
            lines.extend(block.runs().into_iter().map(|run| flat_text(run)).filter(|line| !line.is_empty()));
            if let BlockKind::Code { text, .. } = &block.kind {
                lines.push(text.as_str().to_owned());
            }
        });
    }
    lines.join("\n")
}

/// How many letters a line may have that names what stands below it.
const NAME: usize = 80;

/// Whether a paragraph ends in a colon and the next block is what it announces: a list, a table, code; or is no sentence,
/// but the name of a table or of the file that code stands in.
pub fn announces(block: &Block, next: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let ends = |inline: &Inline| matches!(inline, Inline::Text(text) if text.as_str().trim_end().ends_with(':'));
    let names = || {
        let text = flat_text(inlines);
        text.trim_end().ends_with(char::is_alphanumeric) && text.chars().count() <= NAME
    };
    match next.kind {
        BlockKind::Paragraph(_) | BlockKind::Heading { .. } => false,
        BlockKind::Table(_) | BlockKind::Code { .. } => inlines.last().is_some_and(ends) || names(),
        _ => inlines.last().is_some_and(ends),
    }
}
