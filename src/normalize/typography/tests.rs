//! What each custom makes of short texts.

use super::*;
use crate::model::dump::dump;
use crate::normalize::sample::book;

/// A text as it is set in a language, with the names of the findings behind it.
fn set_in(language: &'static str, text: &str) -> String {
    let mut book = book(text);
    book.meta.language = Lang::constant(language);
    let mut sink = Sink::default();
    run(&mut book, &NormalizeOptions::default(), &mut sink);
    let paragraphs: Vec<String> =
        dump(&book).lines().filter_map(|line| line.strip_prefix("  p ")).map(str::to_owned).collect();
    let findings: String = sink.found.iter().map(|found| format!(" <{}>", found.rule.name)).collect();
    paragraphs.join("\n") + &findings
}

#[track_caller]
fn english(text: &str, expected: &str) {
    assert_eq!(set_in("en", text), expected);
}

#[test]
fn pairs_are_curled() {
    english(r#""Yes," she said, "no.""#, "“Yes,” she said, “no.”");
    english(r#"("one") ["two"]—"three"-ish"#, "(“one”) [“two”]—“three”-ish");
    english(r#"The "[t]welve" and the "...rest""#, "The “[t]welve” and the “…rest”");
}

#[test]
fn nested_quotations_pair_inside_each_other() {
    english(r#""He cried 'stop' twice," she said."#, "“He cried ‘stop’ twice,” she said.");
    english(r#""'Twice,' he said" and "he said 'go'""#, "“‘Twice,’ he said” and “he said ‘go’”");
    english(r#"'Say "please" now'"#, "‘Say “please” now’");
}

#[test]
fn a_straight_mark_may_close_what_a_set_one_opened() {
    assert_eq!(set_in("nl", r#"Een »net", zei hij, en „een "boot""."#), "Een »net”, zei hij, en „een “boot””.");
    english(r#"«One» and “two” and "three""#, "«One» and “two” and “three”");
}

#[test]
fn pairs_reach_across_emphasis_code_and_links() {
    english(r#""*Quite* so," `"a"` "*b*""#, "“*Quite* so,” `\"a\"` “*b*”");
    english(r#"*"Quite* so""#, "*“Quite* so”");
}

#[test]
fn apostrophes_are_told_from_quotes() {
    english("Shi'i, Ba'thists, Reza'i, don't", "Shi’i, Ba’thists, Reza’i, don’t");
    english("'tis the '90s: rock 'n' roll", "’tis the ’90s: rock ’n’ roll");
    english(
        "'The workers' hall is theirs'",
        "‘The workers’ hall is theirs’ <unpaired-quote>".split(" <").next().unwrap(),
    );
    english("the U.S.'s 'cello", "the U.S.’s ’cello");
    english("the workers' hall", "the workers’ hall");
    english("Mu\u{2BC}awiya's", "Mu\u{2BC}awiya’s");
}

#[test]
fn feet_and_inches_are_no_quotes() {
    english(r#"He was 5'10" and "tall""#, "He was 5′10″ and “tall”");
    english("a   \"   b", "a   \"   b");
    english(r#"A 12" disc and 6' rope"#, r#"A 12" disc and 6' rope"#);
    english(r#""from 1965" on"#, "“from 1965” on");
}

#[test]
fn from_a_lost_mark_on_marks_stay_straight() {
    english(r#""One" and "two and don't"#, r#"“One” and "two and don’t <unpaired-quote>"#);
    english(r#"It ended." But "this" too"#, r#"It ended." But "this" too <unpaired-quote>"#);
    english(r#"a " b "c""#, r#"a " b "c" <unpaired-quote>"#);
    english(r#"He met 'Abd "the tall" today"#, r#"He met 'Abd "the tall" today <unpaired-quote>"#);
}

#[test]
fn a_quotation_may_go_on_in_the_next_paragraph() {
    english("\"One.\n\"Two.\"", "“One.\n“Two.”");
    english("\"One.\nTwo.", "\"One.\nTwo. <unpaired-quote>");
}

#[test]
fn the_finding_stands_at_the_mark() {
    let mut book = book("= One\nab \"cd");
    let mut sink = Sink::default();
    run(&mut book, &NormalizeOptions::default(), &mut sink);
    assert_eq!(sink.found[0].span, Some(Span::new(0, 9..10)));
}

#[test]
fn each_language_has_its_marks() {
    assert_eq!(set_in("de", r#""Ja, 'gut'," sagte er. Wie geht's?"#), "„Ja, ‚gut‘,“ sagte er. Wie geht’s?");
    assert_eq!(
        set_in("fr", r#"L'"ami" dit : "oui" !"#),
        "L’«\u{202F}ami\u{202F}» dit\u{A0}: «\u{202F}oui\u{202F}»\u{202F}!"
    );
    assert_eq!(set_in("pl", r#""tak" i "nie""#), "„tak” i\u{A0}„nie”");
    assert_eq!(set_in("sv", r#""ja""#), "”ja”");
    assert_eq!(set_in("ru", r#""да""#), "«да»");
    assert_eq!(set_in("he", "צה\"ל"), "צה\"ל");
    assert_eq!(set_in("he", "ב\"מזל טוב\" הוא"), "ב”מזל טוב” הוא");
    assert_eq!(set_in("ko", "그는 '별'이라고 \"말\"했다"), "그는 ‘별’이라고 “말”했다");
    assert_eq!(set_in("nl", "'t Is 's morgens \"zo'n\" weer"), "’t Is ’s morgens “zo’n” weer");
    assert_eq!(set_in("ja", r#"彼は"はい"と"#), r#"彼は"はい"と"#);
}

#[test]
fn dashes_are_set_by_what_stands_around_them() {
    english("so--he said--1914--1918 - yes", "so—he said—1914–1918 – yes");
    english("run it with --fast or 5 - 3", "run it with --fast or 5 - 3");
    english("a -- b --- c <!-- d", "a – b — c <!-- d");
    english("stop!--said she", "stop!—said she");
    english("\"I never--\" he began", "“I never—” he began");
}

#[test]
fn dots_become_an_ellipsis() {
    english("well... [...] 0...5 a.....b", "well… […] 0...5 a.....b");
}

#[test]
fn what_belongs_together_is_not_broken() {
    english("5 km on 4 May, p. 12, § 3", "5\u{A0}km on 4\u{A0}May, p.\u{A0}12, §\u{A0}3");
    english("J. R. Smith on March 5 in 1999 May", "J.\u{A0}R. Smith on March\u{A0}5 in 1999 May");
    english("2\u{2009}1\u{2044}2 and 3 1\u{2044}4 ½", "2\u{202F}1\u{2044}2 and 3\u{A0}1\u{2044}4\u{A0}½");
    assert_eq!(set_in("cs", "v lese 5. května"), "v\u{A0}lese 5.\u{A0}května");
}

#[test]
fn urls_are_left_alone() {
    english(
        "see (www.a.example/--x), https://a.example/it's--x...y 'now'",
        "see (www.a.example/--x), https://a.example/it's--x...y ‘now’",
    );
}

const SAMPLES: &[&str] = &[
    r#""He cried 'stop' -- twice," she said... 5'10" of 'em."#,
    r#"He met 'Abd al-Samad; "the 'tall' one" -- don't"#,
    r#"a " b "c" 'd' l'"ami" it's--'n' 'so' ' "'x'" '"y"'"#,
    r#"'One 'two" three' four" -- 5 km - "six"#,
    r#""''"'"''"" '""' x"y'z " ' ... .... --- ---- 1--2"#,
];

#[test]
fn doing_it_twice_changes_nothing_and_letters_never_change() {
    for (language, text) in
        ["en", "de", "fr", "cs", "sv"].into_iter().flat_map(|l| SAMPLES.iter().map(move |t| (l, *t)))
    {
        let mut book = book(&format!("= One\n{text}"));
        book.meta.language = Lang::constant(language);
        run(&mut book, &NormalizeOptions::default(), &mut Sink::default());
        let once = dump(&book);
        run(&mut book, &NormalizeOptions::default(), &mut Sink::default());
        assert_eq!(dump(&book), once, "{language}");
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let set = flat_text(match &book.sections[0].blocks[0].kind {
            BlockKind::Paragraph(run) => run,
            _ => unreachable!("samples have paragraphs only"),
        });
        assert_eq!(letters(&set), letters(text));
    }
}

#[test]
fn keep_keeps_every_character() {
    let mut book = book("\"a\" -- b");
    let options = NormalizeOptions { typography: Typography::Keep, ..NormalizeOptions::default() };
    run(&mut book, &options, &mut Sink::default());
    assert!(dump(&book).contains("p \"a\" -- b"));
}

#[test]
fn titles_are_set_too() {
    let mut book = book("text");
    book.meta.language = Lang::EN;
    book.meta.title = "The People's \"Choice\"".to_owned();
    book.meta.subtitle = Some("A tale -- or two".to_owned());
    let mut sink = Sink::default();
    run(&mut book, &NormalizeOptions::default(), &mut sink);
    assert_eq!(book.meta.title, "The People’s “Choice”");
    assert_eq!(book.meta.subtitle.as_deref(), Some("A tale – or two"));
    book.meta.title = "An \"open one".to_owned();
    run(&mut book, &NormalizeOptions::default(), &mut sink);
    assert_eq!((book.meta.title.as_str(), sink.found.len()), ("An \"open one", 1));
}
