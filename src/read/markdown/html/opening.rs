//! Elements that open. In: a tag with its attributes. Out: the frame that it opens, or what it puts into the text.

use super::super::events::Reader;
use super::super::images::Says;
use super::super::kinds::Kind;
use super::attributes::{alignment, set_size, speech};
use super::room::Place;
use crate::language::Lang;
use crate::model::{AdmonitionKind, Alignment, BlockKind, Inline, ListKind, Numerals, Text};
use crate::read::html::Open;
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

impl Reader<'_> {
    /// Opens an element of the line.
    pub fn open_inline(&mut self, open: &Open, span: Span) {
        let attribute = |name: &str| open.get(name).map(str::to_owned);
        let kind = match open.name.as_str() {
            "b" | "strong" => Kind::Strong,
            "sub" => Kind::Sub,
            "sup" => Kind::Sup,
            "del" | "s" | "strike" => Kind::Delete,
            "ins" | "u" => Kind::Insert,
            "mark" => Kind::Highlight,
            "small" => Kind::Small,
            "kbd" => Kind::Kbd,
            "code" | "samp" | "tt" => Kind::Mono,
            "q" => Kind::Quoted,
            "ruby" => Kind::Ruby,
            "rt" => Kind::Reading,
            "rp" => Kind::Unsaid,
            "abbr" | "acronym" => match attribute("title") {
                Some(title) => Kind::Abbr { title },
                None => Kind::Plain,
            },
            "a" => match open.get("href") {
                Some(href) => Kind::Link { to: self.target(href.trim(), span) },
                // An empty anchor only names its place.
                None => return,
            },
            "span" | "bdo" | "bdi" => speech(open).unwrap_or(Kind::Plain),
            _ => Kind::Emphasis,
        };
        if matches!(kind, Kind::Reading | Kind::Unsaid) {
            while matches!(self.top().tag.as_deref(), Some("rt" | "rp")) {
                self.close_top();
            }
            if !self.frames.iter().any(|frame| matches!(frame.kind, Kind::Ruby)) {
                return;
            }
        }
        self.make_line_room(span);
        self.reopen();
        let inside = speech(open).filter(|_| !matches!(kind, Kind::Foreign(..) | Kind::Directed(_)));
        self.open_tag(kind, &open.name, span);
        if let Some(inside) = inside {
            self.open_tag(inside, "", span);
        }
    }

    /// Opens a block.
    pub fn open_block(&mut self, open: &Open, span: Span) {
        let name = open.name.as_str();
        self.edge(span);
        // A block ends the paragraph before it.
        if self.top().tag.as_deref() == Some("p") {
            self.close_top();
        }
        let item = match name {
            "li" => Some(("ul", ["ul", "ol"])),
            "dt" | "dd" => Some(("dl", ["dl", "dl"])),
            _ => None,
        };
        if let Some((list, lists)) = item {
            let found = self.find(|frame| lists.contains(&frame.tag.as_deref().unwrap_or("")), true);
            match found {
                Some(at) => self.close_to(at + 1),
                None if !self.in_lines() => {
                    self.open_tag(list_kind(list, open), list, span);
                }
                None => {}
            }
        }
        let kind = self.kind_of(open);
        self.make_room(&kind, span);
        if matches!(kind, Kind::Paragraph) {
            self.loosen();
        }
        let in_lines = self.in_lines();
        if in_lines && name == "li" {
            let label = self.label_in_line();
            self.inline(Inline::Text(Text::new(label, span)), span);
        }
        let kind = match kind {
            Kind::List { kind: ListKind::Ordered { start, .. }, .. } if in_lines => Kind::Counted { next: start },
            kind if in_lines && !matches!(kind, Kind::Code { .. }) => Kind::Plain,
            kind => kind,
        };
        let opened = self.open_tag(kind, name, span);
        if matches!(name, "html" | "body") {
            // What all of a page says is what its book says.
            if let Some(Kind::Foreign(lang, _)) = speech(open).filter(|_| self.book.meta.language == Lang::UND) {
                self.book.meta.language = lang;
            }
        } else if let Some(kind) = speech(open).filter(|_| opened && !in_lines) {
            self.speak(kind, span);
        }
    }

    /// Opens an element that nobody knows, as sites have them for themselves: of its attributes the caption is kept, with
    /// the name and the number that the text may refer to.
    pub fn open_captioned(&mut self, open: &Open, span: Span) {
        let Some(caption) = open.get("caption").filter(|caption| !caption.trim().is_empty()) else { return };
        // In a line it is part of the text.
        let begins = self.top().inlines.is_empty() && !matches!(self.top().kind, Kind::Paragraph);
        if !begins || self.place() != Place::Blocks {
            return;
        }
        if !self.open_tag(Kind::Figure { caption: Vec::new() }, &open.name, span) {
            return;
        }
        let figure = self.frames.len();
        let opened = self.open_tag(Kind::FigureCaption, "figcaption", span);
        if let Some(number) = open.get("number") {
            // The name as it is written: the tokenizer makes its letters small.
            let name: String = self.slice(span).chars().skip(1).take_while(|c| c.is_alphanumeric()).collect();
            self.inline(Inline::Text(Text::new(format!("{name} {number}: "), span)), span);
        }
        let said = Parser::new(caption.trim()).filter(|event| {
            !matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Paragraph))
                && *event != Event::End(TagEnd::Paragraph)
        });
        said.for_each(|event| self.event(event, span.start as usize..span.end as usize));
        // The tag has no end of its own to wait for.
        self.close_to(figure + usize::from(opened));
        if opened {
            self.close_top();
        }
    }

    fn kind_of(&mut self, open: &Open) -> Kind {
        let details = matches!(self.top().kind, Kind::Details { .. });
        let figure = matches!(self.top().kind, Kind::Figure { .. });
        match open.name.as_str() {
            "p" if alignment(open).is_none() => Kind::Paragraph,
            "center" => Kind::Division { align: Some(Alignment::Center) },
            "blockquote" => Kind::Quote,
            "ul" | "ol" | "dir" | "menu" | "dl" => list_kind(&open.name, open),
            "li" => Kind::Item { task: None },
            "dt" => Kind::Term,
            "dd" => Kind::Meaning,
            "details" => Kind::Details { summary: Vec::new(), open: open.get("open").is_some() },
            "summary" if details => Kind::Summary,
            "figure" => Kind::Figure { caption: Vec::new() },
            "figcaption" if figure => Kind::FigureCaption,
            "table" => Kind::table(&[]),
            "pre" => Kind::Code { language: open.get("lang").map(str::to_owned) },
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let id = open.get("id").filter(|id| !id.is_empty()).map(str::to_owned);
                Kind::Heading { level: open.name.as_bytes()[1] - b'0', id, marked: false }
            }
            // What mdBook's own style shows as a warning.
            "div" if open.get("class").is_some_and(|class| class.split(' ').any(|one| one == "warning")) => {
                Kind::Box(AdmonitionKind::Warning)
            }
            _ => Kind::Division { align: alignment(open) },
        }
    }

    /// Takes an element without content.
    pub fn void(&mut self, open: &Open, span: Span) {
        match open.name.as_str() {
            "hr" => self.rule(span),
            "input" => {
                let checkbox = open.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
                match self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item { task } => Some(task),
                    _ => None,
                }) {
                    Some(task) if checkbox => *task = Some(open.get("checked").is_some()),
                    _ => self.report_html("input", span, "has no place in a book"),
                }
            }
            "br" => {
                self.make_line_room(span);
                self.inline(Inline::LineBreak, span);
            }
            "wbr" => {
                self.make_line_room(span);
                self.inline(Inline::Text(Text::new("\u{200B}", span)), span);
            }
            _ => {
                // HTML §4.8.4.4.6: an empty text, but not a missing one, says that there is nothing to say.
                let says = match open.get("alt") {
                    Some("") => Says::Nothing,
                    alt => Says::Alt(alt.map(|alt| Inline::Text(Text::new(alt, span))).into_iter().collect()),
                };
                self.make_line_room(span);
                let mut found = self.image(open.get("src").unwrap_or_default(), says, span);
                if let [Inline::Image(picture)] = found.as_mut_slice() {
                    set_size(picture, open);
                }
                self.caption = open.get("title").map(|title| (span, title.to_owned()));
                self.extend(found, span);
            }
        }
    }

    /// A break between thoughts.
    pub fn rule(&mut self, span: Span) {
        self.edge(span);
        if self.top().tag.as_deref() == Some("p") {
            self.close_top();
        }
        self.make_room(&Kind::Quote, span);
        if !self.in_lines() {
            self.push(BlockKind::Break, span);
        }
    }
}

fn list_kind(name: &str, open: &Open) -> Kind {
    let reversed = open.get("reversed").is_some();
    let start = open.get("start").and_then(|start| start.trim().parse().ok());
    let kind = match name {
        "dl" => return Kind::Definitions(Vec::new()),
        "ol" => ListKind::Ordered {
            start: start.unwrap_or(if reversed { 0 } else { 1 }),
            numerals: match open.get("type") {
                Some("1") => Numerals::Decimal,
                Some("a") => Numerals::LowerAlpha,
                Some("A") => Numerals::UpperAlpha,
                Some("i") => Numerals::LowerRoman,
                Some("I") => Numerals::UpperRoman,
                _ => Numerals::Auto,
            },
            reversed,
        },
        _ => ListKind::Bullet,
    };
    Kind::List { kind, tight: true, items: Vec::new() }
}
