//! The one serializer. In: elements of `vocabulary`, attributes and text. Out: well-formed XHTML: every element is
//! closed, every character escaped, and none is there that XML 1.0 does not allow.

use super::usage::Usage;
use crate::language::{Direction, Lang};
use crate::vocabulary::{Element, HTML};

/// One XHTML file while it is written.
#[derive(Default)]
pub struct Markup {
    out: String,
    open: Vec<&'static str>,
    /// What is set in which element, over all files.
    pub usage: Usage,
}

/// Name and value; the value is escaped.
pub type Attribute<'a> = (&'a str, &'a str);

impl Markup {
    /// Begins a file: everything up to and with the start of its body.
    pub fn begin(&mut self, title: &str, body: Element, lang: Lang, dir: Direction) {
        self.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
        let tag = lang.as_str();
        let mut attributes = vec![
            ("xmlns", "http://www.w3.org/1999/xhtml"),
            ("xmlns:epub", "http://www.idpf.org/2007/ops"),
            ("lang", tag),
            ("xml:lang", tag),
        ];
        if dir == Direction::Rtl {
            attributes.push(("dir", "rtl"));
        }
        self.open_in(HTML, &attributes, lang);
        self.out.push_str("\n<head>\n<title>");
        escape(title, &mut self.out);
        self.out.push_str("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n");
        self.open(body, &[]);
        self.line();
    }

    /// Ends the file and returns it.
    pub fn finish(&mut self) -> String {
        while !self.open.is_empty() {
            self.close();
            self.line();
        }
        std::mem::take(&mut self.out)
    }

    /// Opens an element.
    pub fn open(&mut self, element: Element, attributes: &[Attribute]) {
        self.usage.enter(element, None);
        self.start(element, attributes);
    }

    /// Opens an element whose content is in another language; `attributes` say so to the reader.
    pub fn open_in(&mut self, element: Element, attributes: &[Attribute], lang: Lang) {
        self.usage.enter(element, Some(lang));
        self.start(element, attributes);
    }

    fn start(&mut self, element: Element, attributes: &[Attribute]) {
        self.tag(element, attributes);
        self.out.push('>');
        self.open.push(element.html);
    }

    /// Closes the innermost open element.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.usage.leave();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// An element without content.
    pub fn void(&mut self, element: Element, attributes: &[Attribute]) {
        self.usage.enter(element, None);
        self.usage.leave();
        self.tag(element, attributes);
        self.out.push_str("/>");
    }

    /// An element with nothing but text in it.
    pub fn leaf(&mut self, element: Element, attributes: &[Attribute], text: &str) {
        self.open(element, attributes);
        self.text(text);
        self.close();
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.usage.text(text);
        escape(text, &mut self.out);
    }

    /// An element that is written already.
    pub fn written(&mut self, element: Element, markup: &str) {
        self.usage.enter(element, None);
        self.usage.leave();
        self.out.push_str(markup);
    }

    /// A line end between blocks, for those who read the file itself.
    pub fn line(&mut self) {
        self.out.push('\n');
    }

    fn tag(&mut self, element: Element, attributes: &[Attribute]) {
        self.out.push('<');
        self.out.push_str(element.html);
        let fixed = [("class", element.class), ("epub:type", element.epub_type), ("role", element.role)];
        for (name, value) in fixed.iter().filter(|(_, value)| !value.is_empty()).chain(attributes) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }
}

/// Adds `text` to `out` as character data or an attribute's value. What XML 1.0 does not allow at all is left out.
pub fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(character),
        }
    }
}

/// `text`, escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{MAIN_MATTER, PARAGRAPH};

    #[test]
    fn what_xml_forbids_is_left_out_and_the_rest_escaped() {
        assert_eq!(escaped("a\u{0}\u{1F}\u{FFFF}<&>\"\t\n\u{1D11E}"), "a&lt;&amp;&gt;&quot;\t\n\u{1D11E}");
    }

    #[test]
    fn a_file_closes_all_that_it_opened() {
        let mut markup = Markup::default();
        markup.begin("A & B", MAIN_MATTER, Lang::EN, Direction::Rtl);
        markup.open(PARAGRAPH, &[("id", "x\"y")]);
        let file = markup.finish();
        assert!(file.starts_with("<?xml "));
        assert!(file.contains("lang=\"en\" xml:lang=\"en\" dir=\"rtl\""));
        assert!(file.contains("<p id=\"x&quot;y\"></p>\n</body>\n</html>\n"));
    }
}
