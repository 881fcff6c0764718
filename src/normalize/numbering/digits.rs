//! The digits of a book. In: its text and language. Out: those that it is numbered in: the language's own where the text
//! uses them, or where it has no numbers and they are the custom.

use crate::model::{Book, Inline, walk::walk};
use crate::numeral::Digits;

/// The digits of a book.
pub fn digits(book: &Book) -> Digits {
    let Some((own, custom)) = Digits::own(book.meta.language) else { return Digits::EUROPEAN };
    let (mut native, mut european) = (0usize, 0usize);
    let mut count = |run: &[Inline]| {
        walk(run, &mut |inline| {
            let Inline::Text(text) = inline else { return };
            for c in text.as_str().chars() {
                native += usize::from(own.has(c));
                european += usize::from(Digits::EUROPEAN.has(c));
            }
        });
    };
    book.each_section(&mut |section| {
        count(&section.title);
        section
            .blocks
            .iter()
            .for_each(|block| block.walk(&mut |block| block.runs().into_iter().for_each(|run| count(run))));
    });
    if native > european || native == european && custom { own } else { Digits::EUROPEAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;
    use crate::normalize::sample::book;

    fn numbered(language: &str, text: &str) -> String {
        let mut book = book(text);
        book.meta.language = Lang::parse(language).unwrap();
        digits(&book).write(7)
    }

    #[test]
    fn a_book_is_numbered_in_the_digits_that_it_uses() {
        assert_eq!(numbered("ar", "= One\nسنة 1948"), "7");
        assert_eq!(numbered("ar", "= One\nسنة ١٩٤٨ و 12"), "٧");
        assert_eq!([numbered("fa", "= One\nسال"), numbered("hi", "= One\nसाल")], ["۷", "7"]);
        assert_eq!(numbered("hi", "= One\n१९४८"), "७");
    }
}
