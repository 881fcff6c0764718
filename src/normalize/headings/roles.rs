//! What a section is for, by its title. In: regular sections. Out: sections with roles; those that a reader chose stay.

use crate::model::slug::folded;
use crate::model::{BlockKind, Role, Section, flat_text};

/// Titles in lower case, with `|` between them. Preface, Introduction and Appendix count for chapters only; an appendix also where the title
/// goes on: `Appendix A`.
const TITLES: &[(Role, &str)] = &[
    (
        Role::SeeAlso,
        "see also|voir aussi|siehe auch|véase también|voci correlate|ver também|zie ook|se även|se også|\
         katso myös|zobacz też|související články|см. также|див. також|δείτε επίσης|ayrıca bakınız|lásd még|\
         vezi și|جستارهای وابسته|انظر أيضًا|انظر أيضا|ראו גם|関連項目|参见|參見|같이 보기",
    ),
    (
        Role::Notes,
        "notes|footnotes|endnotes|explanatory notes|anmerkungen|fußnoten|notes et références|notas|note|noten|\
         voetnoten|noter|fotnoter|alaviitteet|uwagi|przypisy|poznámky|примечания|примітки|σημειώσεις|notlar|\
         jegyzetek|یادداشت‌ها|پانویس|ملاحظات|הערות|הערות שוליים|注釈|脚注|注释|註釋|각주",
    ),
    (
        Role::References,
        "references|citations|sources|works cited|références|einzelnachweise|nachweise|quellen|referencias|\
         riferimenti|referências|referenties|bronnen|referenser|källor|referencer|kilder|referanser|lähteet|\
         viitteet|reference|джерела|источники|παραπομπές|kaynakça|források|referințe|منابع|المراجع|مراجع|מקורות|\
         出典|参考资料|參考資料|출처",
    ),
    (
        Role::Bibliography,
        "bibliography|further reading|literature|bibliographie|literatur|weiterführende literatur|bibliografía|\
         bibliografia|literatuur|litteratur|kirjallisuutta|literatura|литература|література|βιβλιογραφία|\
         irodalom|bibliografie|کتاب‌شناسی|لمزيد من القراءة|ביבליוגרפיה|לקריאה נוספת|参考文献|參考文獻|참고 문헌",
    ),
    (
        Role::ExternalLinks,
        "external links|liens externes|weblinks|enlaces externos|collegamenti esterni|ligações externas|\
         externe links|externa länkar|eksterne henvisninger|eksterne lenker|aiheesta muualla|linki zewnętrzne|\
         externí odkazy|ссылки|посилання|εξωτερικοί σύνδεσμοι|dış bağlantılar|külső hivatkozások|\
         legături externe|پیوند به بیرون|وصلات خارجية|קישורים חיצוניים|外部リンク|外部链接|外部連結|외부 링크",
    ),
    (
        Role::Preface,
        "preface|foreword|préface|avant-propos|vorwort|geleitwort|prólogo|prefacio|prefazione|prefácio|voorwoord|\
         förord|forord|esipuhe|przedmowa|předmluva|предисловие|передмова|πρόλογος|önsöz|előszó|prefață|\
         cuvânt înainte|پیشگفتار|تمهيد|הקדמה|まえがき|前言|머리말",
    ),
    (
        Role::Introduction,
        "introduction|einleitung|einführung|introducción|introduzione|introdução|inleiding|inledning|indledning|\
         innledning|johdanto|wstęp|wprowadzenie|úvod|введение|вступ|εισαγωγή|giriş|bevezetés|introducere|مقدمه|\
         مقدمة|מבוא|はじめに|序章|引言|서론",
    ),
    (
        Role::Appendix,
        "appendix|appendices|annex|annexe|appendice|anhang|apéndice|apêndice|bijlage|bilaga|bilag|vedlegg|liite|dodatek|aneks|příloha|приложение|\
         додаток|παράρτημα|ek|függelék|anexă|پیوست|ملحق|נספח|付録|附录|附錄|부록",
    ),
    (
        Role::Glossary,
        "glossary|glossaire|glossar|glosario|glossario|glossário|verklarende woordenlijst|woordenlijst|ordlista|\
         ordliste|ordforklaringer|sanasto|słowniczek|glosariusz|glosář|slovníček pojmů|глоссарий|словарь терминов|\
         глосарій|γλωσσάριο|sözlükçe|fogalomtár|szójegyzék|glosar|واژه‌نامه|مسرد|مسرد المصطلحات|מילון מונחים|\
         用語集|用語解説|术语表|術語表|용어집|용어 해설",
    ),
];

/// Gives every section its role: Part or Chapter at the top, Section below, or what its title says.
pub fn assign(sections: &mut [Section]) {
    let mut body_begun = false;
    for section in sections {
        if section.role == Role::Part {
            chapters(&mut section.sections, &mut body_begun);
        } else {
            chapter(section, &mut body_begun);
        }
    }
}

fn chapters(sections: &mut [Section], body_begun: &mut bool) {
    sections.iter_mut().for_each(|section| chapter(section, body_begun));
}

fn chapter(section: &mut Section, body_begun: &mut bool) {
    if matches!(section.role, Role::Chapter | Role::Section | Role::Part) {
        let by_title = titled(section).filter(|&role| role != Role::Introduction || !*body_begun);
        section.role = by_title.unwrap_or(Role::Chapter);
    }
    if section.role == Role::Appendix && titled(section) == Some(Role::Glossary) {
        section.role = Role::Glossary;
    }
    *body_begun |= section.role == Role::Chapter;
    section.sections.iter_mut().for_each(inner);
}

fn inner(section: &mut Section) {
    if matches!(section.role, Role::Chapter | Role::Section | Role::Part) {
        let of_chapters_only = |role: &Role| matches!(role, Role::Preface | Role::Introduction | Role::Appendix);
        section.role = titled(section).filter(|role| !of_chapters_only(role)).unwrap_or(Role::Section);
    }
    section.sections.iter_mut().for_each(inner);
}

/// The role that the title says.
fn titled(section: &Section) -> Option<Role> {
    let title = folded(&flat_text(&section.title));
    let title = title.trim_end_matches([':', '.']);
    let says = |role: Role, name: &str| {
        title.strip_prefix(name).is_some_and(|rest| rest.is_empty() || role == Role::Appendix && labelled(rest))
    };
    let role = TITLES.iter().find(|&&(role, names)| names.split('|').any(|name| says(role, name)))?.0;
    // Terms that are only paragraphs or headings are no list that a reader could look them up in.
    Some(if role == Role::Glossary && !defines(section) { Role::Appendix } else { role })
}

/// Whether a section has a list of terms and what they mean.
fn defines(section: &Section) -> bool {
    let mut found = false;
    section.walk(&mut |section| {
        found |= section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Definitions(_)));
    });
    found
}

/// Whether `rest` is a label and perhaps a title behind it: ` A`, ` 12: Tables`, `: Tables`.
fn labelled(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return rest.starts_with([':', '.', ',']) };
    let label = rest.split([' ', ':', '.', ',']).next().unwrap_or("");
    let roman = !label.is_empty() && label.chars().all(|c| "ivxlc".contains(c));
    roman || label.chars().count() == 1 || !label.is_empty() && label.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;
    use crate::normalize::sample::book;
    use crate::source::Span;

    fn roles(text: &str) -> Vec<Role> {
        let mut book = book(text);
        assign(&mut book.sections);
        let mut roles = Vec::new();
        book.each_section(&mut |section| roles.push(section.role));
        roles
    }

    #[test]
    fn titles_say_what_a_section_is_for() {
        let text = "= Vorwort\n= One\n== Einleitung\n== Weblinks\n= Appendix B: Tables\n= Appendix surgery\n= Введение";
        use Role::*;
        assert_eq!(roles(text), [Preface, Chapter, Section, ExternalLinks, Appendix, Chapter, Chapter]);
    }

    #[test]
    fn a_glossary_has_a_list_of_terms() {
        let mut book = book("= One\n= Glossar\n= Two\n== Glossary");
        assign(&mut book.sections);
        assert_eq!((book.sections[1].role, book.sections[2].sections[0].role), (Role::Appendix, Role::Section));
        let terms = Block::new(BlockKind::Definitions(Vec::new()), Span::default());
        book.sections[1].blocks.push(terms.clone());
        book.sections[2].sections[0].blocks.push(terms);
        assign(&mut book.sections);
        assert_eq!((book.sections[1].role, book.sections[2].sections[0].role), (Role::Glossary, Role::Glossary));
    }

    #[test]
    fn parts_hold_chapters() {
        let mut book = book("= Part\n== One\n=== Sub\n== See also");
        book.sections[0].role = Role::Part;
        assign(&mut book.sections);
        let part = &book.sections[0];
        assert_eq!((part.role, part.sections[0].role), (Role::Part, Role::Chapter));
        assert_eq!((part.sections[0].sections[0].role, part.sections[1].role), (Role::Section, Role::SeeAlso));
    }
}
