//! Markdown. In: one source of the book, CommonMark with GFM's tables, tasks, notes and strikethrough, definition lists,
//! heading attributes, raised and lowered text, and front matter. Out: its sections, every block with its span; notes,
//! anchors, pictures, index marks and what the front matter says go into the book. Nothing in it can fail.
//!
//! # Names of places
//! A file's beginning is called by its path below the root, `src/guide/setup.md`; a heading in it by the path, `#` and
//! its id in lower case, `src/guide/setup.md#first-run`. The id is the one given, `{#first-run}`, or made of its text
//! as mdBook and GitHub do; what repeats gets `-1`, `-2`. [`links`] gives every link the same names.

mod autolinks;
mod boxes;
mod closed;
mod descriptions;
mod elements;
mod events;
mod figures;
mod formulas;
mod front;
mod html;
mod images;
mod inlines;
mod kinds;
mod links;
mod notes;
mod placeholders;
mod runs;
mod sections;
mod signs;
mod tables;

use crate::diagnostic::Sink;
use crate::library::Library;
use crate::model::{Book, Section, Text};
use crate::source::Span;
use events::Reader;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is read beyond CommonMark. Quotes and dashes are the business of `normalize`.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SUPERSCRIPT)
    .union(Options::ENABLE_SUBSCRIPT);

/// Reads source number `source` of `book.sources`, the file `path` of the library, as Markdown; notes, anchors,
/// assets and front matter go into `book`.
pub fn markdown(source: u16, path: &str, book: &mut Book, library: &dyn Library, sink: &mut Sink) -> Vec<Section> {
    let text = with_line_feeds(&book.sources.of(Span::new(source, 0..0)).text);
    let body = front::read(&text, &mut book.meta);
    let notation = &book.notation;
    let signs = notation.brackets || notation.dollars && text.contains("$$") || notation.loose;
    let (text, brackets) =
        if signs { signs::prepare(&text, &literal(&text), notation) } else { (text, BTreeMap::new()) };
    let mut options = EXTENSIONS;
    options.set(Options::ENABLE_MATH, notation.dollars || notation.brackets);
    options.set(Options::ENABLE_WIKILINKS, book.wiki_links);
    let mut reader = Reader::new(source, path, &text, book, library, sink);
    reader.brackets = brackets;
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.finish()
}

/// Reads source number `source` of `book.sources` as a page of HTML: what Markdown says of itself it says of HTML too.
pub fn page(source: u16, path: &str, book: &mut Book, library: &dyn Library, sink: &mut Sink) -> Vec<Section> {
    let text = with_line_feeds(&book.sources.of(Span::new(source, 0..0)).text);
    let mut reader = Reader::new(source, path, &text, book, library, sink);
    reader.html(&Text::new(text.as_str(), Span::new(source, 0..text.len())));
    reader.finish()
}

/// What of a Markdown text is code, in order: it stands in the book as it was written.
pub fn literal(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, EXTENSIONS).into_offset_iter();
    let code = |(event, range)| match event {
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => Some(range),
        _ => None,
    };
    events.filter_map(code).collect()
}

/// The text with a line feed for every carriage return that stands alone: the parser does not take those for line ends,
/// and no byte moves.
fn with_line_feeds(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive('\r') {
        let alone = !text[out.len() + part.len()..].starts_with('\n');
        match part.strip_suffix('\r').filter(|_| alone) {
            Some(line) => out.extend([line, "\n"]),
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Memory;
    use crate::model::dump::dump;

    /// The dump of a text without its first line, and the names of its findings.
    fn read(text: &str) -> (String, Vec<&'static str>) {
        let (mut book, mut sink) = (Book::default(), Sink::default());
        let source = book.sources.add("a.md", text);
        book.sections = markdown(source, "a.md", &mut book, &Memory::default(), &mut sink);
        let dump = dump(&book);
        let lines = dump.lines().skip(1).map(|line| format!("{line}\n")).collect();
        (lines, sink.found.iter().map(|finding| finding.rule.name).collect())
    }

    fn blocks(text: &str) -> String {
        let (dump, findings) = read(text);
        assert!(findings.is_empty(), "{findings:?}");
        let lines = dump.lines().skip(1).map(|line| line.strip_prefix("  ").unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn headings_open_sections_and_repeated_ones_get_names_of_their_own() {
        let (dump, _) = read("Lead.\n\n# One\n\n## Same\n\n## Same\n\nEnd.\n\n# Two {#second}\n");
        let expected = "Introduction 1 #<a.md> \n  p Lead.\nChapter 1 #<a.md#one> One\n  Section 2 #<a.md#same> Same\n  \
                        Section 2 #<a.md#same-1> Same\n    p End.\nChapter 1 #<a.md#second> Two\n";
        assert_eq!(dump, expected);
    }

    #[test]
    fn lists_are_tight_until_a_paragraph_stands_in_one() {
        assert_eq!(
            blocks("3. a\n   - [x] b\n4. c\n"),
            "list ordered from 3\n  item\n    p a\n    list bullets\n      item [x]\n        p b\n  item\n    p c"
        );
        assert!(blocks("- a\n\n- b\n").starts_with("list bullets loose"));
    }

    #[test]
    fn line_ends_are_spaces_but_not_between_chinese_signs() {
        assert_eq!(blocks("one\ntwo *x*\n_y_  \nz"), "p one two *x* *y*\\\\z");
        assert_eq!(blocks("漢字、\n**漢字**\nand"), "p 漢字、**漢字** and");
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        let (unix, old, dos) = ("# A\n\nb\nc  d\n", "# A\r\rb\rc\t d\r", "# A\r\n\r\nb\r\nc d\r\n");
        let expected = "Chapter 1 #<a.md#a> A\n  p b c d\n";
        assert_eq!([unix, old, dos].map(|text| read(text).0), [expected; 3]);
    }

    #[test]
    fn raised_text_has_no_spaces() {
        assert_eq!(blocks("2^10^ is not 2^10 and 2^12; ~~x~~ H~2~O"), "p 2^10^ is not 2^10 and 2^12; ~~x~~ H~2~O");
        assert_eq!(blocks("~not now~"), "p ~~not now~~");
    }

    #[test]
    fn notes_are_shared_and_unused_ones_kept() {
        let (dump, findings) = read("# A[^x]\n\nB[^X] and [^none].\n\n[^x]: Said.\n\n[^y]: Unsaid.\n");
        assert_eq!(findings, ["unresolved-note"]);
        let expected = "Chapter 1 #<a.md#a> A[^0]\n  p B[^0] and [^none].\nnote 0 [] label \"x\"\n  p Said.\nnote 1 [] \
                        label \"y\"\n  p Unsaid.\n";
        assert_eq!(dump, expected);
    }

    #[test]
    fn links_have_names_and_what_a_book_cannot_lead_to_stays_text() {
        let (dump, findings) = read("[a](b/c.html#D) <https://e.org> [s](javascript:x) [o](../x.md) <a@b.org>");
        assert_eq!(findings, ["unresolved-link"]);
        assert!(
            dump.contains(
                "p [a](#<b/c.html#d>) [https://e.org](https://e.org) s [o](#<../x.md>) [a@b.org](mailto:a@b.org)"
            ),
            "{dump}"
        );
    }

    #[test]
    fn html_leaves_its_text_and_its_ids() {
        let (dump, findings) = read(
            "# T\n\n<div>\none<p>two &amp;\nthree</div>\n\n<!-- x -->\n\na<br>b <kbd>K</kbd>x<sup>2</sup><a id=\"k\"></a>[l](#k) <b>c\n",
        );
        assert_eq!(findings, ["raw-html"]);
        assert_eq!(
            dump,
            "Chapter 1 #<a.md#t> T\n  p one\n  p two & three\n  p a\\\\b {kbd|K}x^2^[l](#<a.md#k>) **c**\n"
        );
    }

    #[test]
    fn a_labelled_quotation_is_a_box() {
        assert_eq!(blocks("> [!NOTE]\n> Low *tide*.\n"), "admonition note\n  p Low *tide*.");
        assert_eq!(blocks("> \\[!x] y"), "quote\n  p [!x] y");
        let titled = "> [!Example] At *low* tide\n> Walk.\n>\n> - out\n";
        assert_eq!(
            blocks(titled),
            "admonition other\n  title At *low* tide\n  p Walk.\n  list bullets\n    item\n      p out"
        );
        assert_eq!(blocks("> [!QUESTION]\n> Why?"), "admonition other\n  title Question\n  p Why?");
    }

    #[test]
    fn html_and_markdown_hold_each_other() {
        assert_eq!(
            blocks("<details open>\n<summary>More</summary>\n\n- *a*\n\n```\nb\n```\n\n</details>\n\nc"),
            "details open\n  summary More\n  list bullets\n    item\n      p *a*\n  code -\n    |b\np c"
        );
        assert_eq!(
            blocks("<ol start=3 type=A reversed>\n<li>a<li><p>b\n\n*c*\n</ol>"),
            "list ordered from 3 UpperAlpha down loose\n  item\n    p a\n  item\n    p b\n    p *c*"
        );
        assert_eq!(blocks("<dl><dt>a<dt>b<dd>c</dl>"), "definitions\n  term a\n  term b\n  meaning\n    p c");
        assert_eq!(blocks("<del>\n\n*a*\n\nb\n\n</del>\n\nc"), "p ~~*a*~~\np ~~b~~\np c");
        assert_eq!(
            blocks("<div align=\"center\">\n\na\n\n</div>\n<p lang=fa>b</p>"),
            "aligned center\n  p a\np {fa rtl|b}"
        );
        assert_eq!(blocks("<table><caption>T<tr><th>a<td align=right>1\n<tr><td colspan=2>*b*</table>"), {
            "table auto right\n  caption T\n  row | a | 1 |\n  row | 2x1 *b* |"
        });
        assert_eq!(
            blocks("<figure><pre><code class=language-c>x;\n</code></pre><figcaption>F</figcaption></figure>"),
            "code c\n  |x;\np F"
        );
    }

    #[test]
    fn html_in_a_line_says_what_the_model_says() {
        assert_eq!(
            blocks("<u>a</u> <mark>b</mark> <small>c</small> <q>d</q> <abbr title=\"x y\">e</abbr> <cite>f</cite>"),
            "p {ins|a} {mark|b} {small|c} \"d\" {abbr \"x y\"|e} *f*"
        );
        assert_eq!(
            blocks("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby> <code>a <b>b</b></code>"),
            "p {ruby|漢{rt|かん}字{rt|じ}} `a `**`b`**"
        );
        assert_eq!(blocks("<b>a<i>b</b>c</i>d"), "p **a*b****c*d");
        let (dump, findings) = read("a <blink>b</blink><blink>c</blink> <script>x()</script>d <iframe>e");
        assert!(dump.contains("p a bc d\n  p e\n"), "{dump}");
        assert_eq!(findings, ["raw-html"; 4]);
    }

    #[test]
    fn the_caption_of_an_unknown_element_is_kept() {
        let (dump, findings) = read("<Listing number=\"2-1\" caption=\"A *first* `x`\">\n\ntext\n\n</Listing>\n");
        assert_eq!(findings, ["raw-html"]);
        assert!(dump.contains("p text\n  p Listing 2-1: A *first* `x`\n"), "{dump}");
    }

    #[test]
    fn index_marks_leave_the_text() {
        let (dump, findings) = read(
            "# [Oak]{.index}\n\nAn \\index{elm@*Elm*}elm, [the **ash**]{.index entry=\"Ash\" main}; `\\index{no}`.\n",
        );
        assert_eq!(findings, [""; 0]);
        let expected = "Chapter 1 #<a.md#oak> {@0}Oak\n  p An {@1}elm, {@2}the **ash**; `\\index{no}`.\n  term Oak x1\n  term *Elm* x1\n  term Ash x1\n";
        assert_eq!(dump, expected);
    }

    #[test]
    fn marks_of_mdbooks_indexing_are_read() {
        let (dump, findings) = read("{{i:Oak}} and {{ii: elm `x`}} grow.{{hi:tree, old}} `{{i:no}}` {{i:`b` c}}s");
        assert_eq!(findings, [""; 0]);
        let expected = "p {@0}Oak and {@1}* elm `x`* grow.{@2} `{{i:no}}` {@3}`b` cs\n  term Oak x1\n  term elm `x` x1\n  term tree, old x1\n  term `b` c x1\n";
        assert!(dump.ends_with(expected), "{dump}");
        let (dump, findings) = read("{{i:}} {{i:Oak {{hi:elm}}");
        assert_eq!(findings, ["malformed-index-mark"; 2]);
        assert!(dump.contains("{{i:Oak {@0}"), "{dump}");
    }

    #[test]
    fn a_missing_picture_leaves_its_words() {
        let (dump, findings) = read("![a heron](heron.png) ![far](https://e.org/x.png) ![out](../../x.png)");
        assert_eq!(findings, ["missing-image", "remote-image", "missing-image"]);
        assert!(dump.contains("p a heron far out"), "{dump}");
    }

    #[test]
    fn deep_nesting_falls_flat() {
        for text in [
            ">".repeat(10_000) + " x",
            "* ".repeat(5_000) + "x",
            "*a **a ".repeat(20_000) + "b" + &" a** a*".repeat(20_000),
        ] {
            let (dump, findings) = read(&text);
            assert_eq!(findings, ["deep-nesting"]);
            assert!(dump.contains('x') || dump.contains('b'));
        }
    }

    #[test]
    fn text_knows_its_bytes() {
        let text = "# T\n\nSalt &amp; \\*pepper*\n";
        let (mut book, mut sink) = (Book::default(), Sink::default());
        let source = book.sources.add("a.md", text);
        let sections = markdown(source, "a.md", &mut book, &Memory::default(), &mut sink);
        let crate::model::BlockKind::Paragraph(inlines) = &sections[0].blocks[0].kind else { panic!() };
        let [crate::model::Inline::Text(said)] = inlines.as_slice() else { panic!("{inlines:?}") };
        assert_eq!(said.as_str(), "Salt & *pepper*");
        assert_eq!(book.sources.slice(said.span_of(5..6)), "&amp;");
        assert_eq!(book.sources.slice(said.span_of(8..14)), "pepper");
    }
}
