//! Labels that say which language follows: `Persian:`, `anglais :`, `romanized:`.

use crate::language::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names of languages in lower case with their tags: in English, then as other languages call the commonest.
const NAMES: &str = "\
    afrikaans=af albanian=sq amharic=am arabic=ar aramaic=arc armenian=hy azerbaijani=az basque=eu belarusian=be \
    bengali=bn bosnian=bs breton=br bulgarian=bg burmese=my cantonese=yue catalan=ca chinese=zh cornish=kw croatian=hr \
    czech=cs danish=da dari=prs dutch=nl english=en esperanto=eo estonian=et farsi=fa filipino=fil finnish=fi french=fr \
    galician=gl georgian=ka german=de greek=el gujarati=gu hawaiian=haw hebrew=he hindi=hi hungarian=hu icelandic=is \
    indonesian=id irish=ga italian=it japanese=ja kannada=kn kazakh=kk khmer=km korean=ko kurdish=ku kyrgyz=ky lao=lo \
    latin=la latvian=lv lithuanian=lt luxembourgish=lb macedonian=mk malay=ms malayalam=ml maltese=mt mandarin=zh \
    māori=mi maori=mi marathi=mr mongolian=mn nepali=ne norwegian=no occitan=oc pashto=ps persian=fa polish=pl \
    portuguese=pt punjabi=pa romanian=ro russian=ru sanskrit=sa serbian=sr sindhi=sd sinhala=si slovak=sk slovene=sl \
    slovenian=sl somali=so sorani=ckb spanish=es swahili=sw swedish=sv syriac=syr tagalog=tl tajik=tg tamil=ta tatar=tt \
    telugu=te thai=th tibetan=bo turkish=tr turkmen=tk ukrainian=uk urdu=ur uyghur=ug uzbek=uz vietnamese=vi welsh=cy \
    yiddish=yi zulu=zu \
    anglais=en allemand=de arabe=ar chinois=zh espagnol=es grec=el hébreu=he italien=it japonais=ja latin=la persan=fa \
    russe=ru englisch=en arabisch=ar chinesisch=zh französisch=fr griechisch=el hebräisch=he italienisch=it japanisch=ja \
    lateinisch=la persisch=fa russisch=ru spanisch=es inglés=en alemán=de árabe=ar chino=zh francés=fr griego=el \
    hebreo=he persa=fa ruso=ru inglese=en tedesco=de arabo=ar cinese=zh francese=fr greco=el russo=ru engels=en duits=de \
    frans=fr grieks=el perzisch=fa \
    англ=en нем=de фр=fr лат=la араб=ar перс=fa греч=el итал=it исп=es кит=zh яп=ja укр=uk англійська=en \
    انگلیسی=en فرانسوی=fr آلمانی=de عربی=ar لاتین=la روسی=ru یونانی=el الإنجليزية=en بالإنجليزية=en بالفرنسية=fr \
    אנגלית=en צרפתית=fr ערבית=ar 英語=en 英语=en 英=en 영어=en";

/// Words that say that a phrase is in Latin letters, with the language where they name one.
const ROMANIZED: &str = "romanized= romanised= romanization= romanisation= transliterated= transliteration= translit= \
    iso= pinyin=zh romaji=ja rōmaji=ja hepburn=ja";

/// What a label says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// The language.
    Language(Lang),
    /// That the phrase before is spelled in Latin letters, and of which language it is if the label says so.
    Romanized(Option<Lang>),
}

/// The language that a label right before byte `at` of `text` names: `Persian: «`, `Classical Arabic `.
pub fn before(text: &str, at: usize) -> Option<Lang> {
    let lead = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "\"'“‘«„(".contains(c));
    let lead = lead.trim_end_matches([':', '：', '.']).trim_end();
    let mut words = words_back(lead);
    let (last, earlier) = (words.next()?, words.next());
    // `Serbian Cyrillic:`, `Chinese (simplified):`
    let named =
        language(last).or_else(|| earlier.filter(|_| KINDS.contains(&last.to_lowercase().as_str())).and_then(language));
    named.filter(|_| lead.len() + 24 > at)
}

/// Words between a language's name and the colon.
const KINDS: &[&str] = &["cyrillic", "script", "language", "simplified", "traditional", "arabic"];

/// The label that ends at byte `at` of `text`, before its colon, and where it begins.
pub fn ending_at(text: &str, at: usize) -> Option<(usize, Label)> {
    let word = words_back(text[..at].trim_end()).next()?;
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    let label = language(word).map(Label::Language).or_else(|| romanized(word));
    label.map(|label| (start, label))
}

fn language(word: &str) -> Option<Lang> {
    static TABLE: LazyLock<Table> = LazyLock::new(|| table(NAMES));
    TABLE.get(word.to_lowercase().as_str()).and_then(|tag| Lang::parse(tag))
}

fn romanized(word: &str) -> Option<Label> {
    static TABLE: LazyLock<Table> = LazyLock::new(|| table(ROMANIZED));
    TABLE.get(word.to_lowercase().as_str()).map(|tag| Label::Romanized(Lang::parse(tag)))
}

/// Tags by name.
type Table = BTreeMap<&'static str, &'static str>;

fn table(entries: &'static str) -> Table {
    entries.split_whitespace().filter_map(|entry| entry.split_once('=')).collect()
}

/// The last words of `text`, the last first; looked for in its last bytes only, however long the text.
fn words_back(text: &str) -> impl Iterator<Item = &str> {
    let from = text.ceil_char_boundary(text.len().saturating_sub(REACH));
    let words = text[from..].rsplit(|c: char| !c.is_alphabetic() && c != '\u{200C}');
    words.filter(|word| !word.is_empty()).take(2)
}

/// How many bytes before its colon a label may begin.
const REACH: usize = 64;
