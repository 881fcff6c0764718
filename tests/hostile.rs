//! Texts that want to do harm. Whatever they say, what is pressed holds elements and attributes of our vocabulary and no
//! others, takes nothing from the network or from outside the archive, and can be read as XML.

use crate::pressing::{english, files, print_project};
use pressmark::library::Memory;
use pressmark::project::Project;
use pressmark::vocabulary;
use std::collections::BTreeSet;

/// What stands around the vocabulary's elements.
const FRAME: [&str; 4] = ["?xml", "head", "title", "link"];
const ATTRIBUTES: [&str; 29] = [
    "xmlns",
    "xmlns:epub",
    "version",
    "encoding",
    "lang",
    "xml:lang",
    "dir",
    "id",
    "class",
    "role",
    "epub:type",
    "href",
    "rel",
    "type",
    "src",
    "alt",
    "start",
    "reversed",
    "open",
    "scope",
    "colspan",
    "rowspan",
    "hidden",
    "aria-label",
    "aria-labelledby",
    "aria-describedby",
    "width",
    "height",
    "title",
];

const TEXTS: [(&str, &str); 13] = [
    ("script", "<script>alert(1)</script>\n\nText <script src=\"https://example.org/x.js\"></script> goes on."),
    (
        "events",
        "<p onclick=\"x()\" onmouseover='y()'>Press</p>\n\n<img src=x onerror=alert(1)> <b ONCLICK=x()>bold</b>",
    ),
    (
        "frames",
        "<iframe src=\"https://example.org\">in</iframe>\n\n<object data=\"a.swf\"><embed src=\"b.swf\"></object>\n\n<form action=\"/\"><input name=a autofocus onfocus=x()><button>Go</button></form>\n\nText.",
    ),
    (
        "styles",
        "<style>@import url(https://example.org/x.css); p { background: url(//example.org/x) }</style>\n\n<p style=\"background:url(https://example.org)\">Text</p>\n\n<link rel=stylesheet href=https://example.org/x.css><base href=\"https://example.org/\">",
    ),
    (
        "drawings",
        "<svg onload=\"x()\"><script>x()</script><image href=\"https://example.org/a.png\"/><text>drawn</text></svg>\n\n<math><mtext><script>x()</script></mtext></math>\n\nText.",
    ),
    (
        "links",
        "[a](javascript:alert(1)) [b](data:text/html,<script>x()</script>) [c](file:///etc/passwd) [d](vbscript:x) [e](JaVaScRiPt:x) <a href=\"java\tscript:x()\">f</a> [g](//example.org) [h](\u{1}javascript:x)",
    ),
    (
        "pictures",
        "![remote](https://example.org/a.png)\n\n![up](../../secret.png) ![root](/etc/passwd) ![data](data:image/png;base64,AAAA) <img src=\"//example.org/a.png\" alt='\"><script>'>",
    ),
    (
        "quotes",
        "![\" onerror=\"x()](none.png \"' onload='x()\")\n\n```rust\"><script>x()</script>\ncode\n```\n\n[^\"><script>]: A note.\n\nText.[^\"><script>]",
    ),
    (
        "names",
        "# One {#../../x}\n\n# Two {#\"onclick=\"x()}\n\n# ../../../etc/passwd\n\n# CON\n\n# <script>\n\n# One {#../../x}\n\n[to](#../../x)",
    ),
    (
        "markup",
        "<!-- a -- b --> <![CDATA[ ]]> <?php x() ?> <!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n\n&x; &nbsp; &#0; &#x1F; &#xD800; &#xFFFE; ]]> --> </p></section></body></html>",
    ),
    ("signs", "A\u{0}b\u{8}c\u{B}d\u{1F}e\u{FFFE}f\u{FFFF}g \u{202E}turned\u{202C} \u{2028} \u{85}"),
    (
        "soup",
        "<table><tr><td><p>a<table><td>b</p></table><li>c<dd>d<b><i>e</b>f</i><td>g</table></div></div></blockquote>\n\n<plaintext>the rest",
    ),
    (
        "title",
        "---\ntitle: \"</title><script>x()</script> & \\\" <\"\nauthor: \"../../a\\\" onload=\\\"x()\"\nlang: \"en\\\"><script>\"\n---\n\nText.",
    ),
];

#[test]
fn nothing_of_a_hostile_text_acts_reaches_out_or_breaks_the_file() {
    let elements: BTreeSet<&str> = vocabulary::ALL.iter().map(|element| element.html).chain(FRAME).collect();
    for (name, text) in TEXTS {
        let library = Memory::of([("text.md", text)]);
        let mut project = Project::single("text.md");
        english(&mut project);
        let epub = files(&print_project(&project, &library, Vec::new()).epub);
        let names: BTreeSet<&str> = epub.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), epub.len(), "{name}: a file stands twice");
        for (file, bytes) in &epub {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
            assert!(file.chars().all(plain) && !file.starts_with('/') && !file.contains(".."), "{name}: {file}");
            if !file.ends_with(".xhtml") {
                continue;
            }
            let text = std::str::from_utf8(bytes).unwrap();
            let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
            assert!(text.chars().all(allowed), "{name}: {file} has what XML does not allow");
            let mut open = Vec::new();
            for tag in text.split('<').skip(1).map(|tag| tag.split_once('>').expect("a tag that ends").0) {
                if tag == "!DOCTYPE html" {
                    continue;
                }
                if let Some(closed) = tag.strip_prefix('/') {
                    assert_eq!(open.pop(), Some(closed), "{name}: {file}");
                    continue;
                }
                let (element, rest) = tag.split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
                assert!(elements.contains(element), "{name}: <{tag}> in {file}");
                if !tag.ends_with(['/', '?']) {
                    open.push(element);
                }
                check(rest.trim_end_matches(['/', '?']), element, &names, &format!("{name}: <{tag}> in {file}"));
            }
            assert_eq!(open, Vec::<&str>::new(), "{name}: {file}");
        }
    }
}

/// Attributes of a start tag, which our serializer writes with double quotes.
fn check(attributes: &str, element: &str, files: &BTreeSet<&str>, place: &str) {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("{place}"));
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{place}"));
        // Ours, and never with another value.
        let own = matches!((element, name, value), ("img", "style", "max-height: 96vh") | ("div", "tabindex", "0"));
        assert!(own || ATTRIBUTES.contains(&name), "{place}: {name}");
        let address = value.split('#').next().unwrap();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme);
        match (name, scheme) {
            ("href", Some(scheme)) => {
                assert!(element == "a" && ["http", "https", "mailto", "tel"].contains(&scheme), "{place}");
            }
            ("href" | "src", _) if !address.is_empty() => {
                assert!(files.contains(format!("OEBPS/{address}").as_str()), "{place}: {address}");
            }
            _ => {}
        }
        rest = after.trim();
    }
}
