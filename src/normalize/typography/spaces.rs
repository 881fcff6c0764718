//! Spaces at which no line may end. In: a paragraph and its language. Out: the edits that make them no-break spaces.
//! Spaces that are there change; none is put in.

use super::marks::straight;
use crate::language::Lang;
use crate::normalize::prose::Edit;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const NO_BREAK: &str = "\u{A0}";
const NARROW: &str = "\u{202F}";

/// Words that are looked up at every number.
type Listed = LazyLock<FxHashSet<&'static str>>;

/// What a number stands before.
static UNITS: Listed = LazyLock::new(|| {
    "km m cm mm µm μm nm kg g mg µg μg t ha l ml km² m² cm² m³ °C °F °K % ‰ MHz GHz kHz Hz kW MW GW kWh W V \
    kV mV kB KB MB GB TB kbit Mbit ms µs min h kJ MJ J kPa hPa Pa bar mol rpm mph km/h m/s dB lm lx kN N € £ $ ¥ kr kr. Kč zł \
    Ft lei км м см мм кг г т га л мл руб. коп. грн".split_whitespace().collect()
});
/// What stands before a number.
static BEFORE_NUMBER: Listed = LazyLock::new(|| {
    "§ §§ ¶ № p. pp. vol. vols. no. nos. nr. fig. figs. ch. chap. art. eq. sec. ed. fol. ff. cf. \
    bd. s. kap. abb. tab. abs. ziff. aufl. str. č. rozdz. tom. стр. с. гл. рис. т. табл. стор. núm. pág. págs. cap. cit. \
    pag. hfdst. afb. blz. sid. n° nº".split_whitespace().collect()
});
/// Words of one letter that belong to the next word.
const CLITICS: &[(&str, &str)] =
    &[("cs sk", "ksvzouai"), ("pl", "aiouwz"), ("ru be", "авикосуя"), ("uk", "авзійоуя"), ("hr sr sl", "aiousk")];
/// Names of months, as they stand with a day.
const MONTHS: &[(&str, &str)] = &[
    ("en", "January February March April May June July August September October November December"),
    ("de", "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ("it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    ("nl", "januari februari maart april mei juni juli augustus september oktober november december"),
    ("sv", "januari februari mars april maj juni juli augusti september oktober november december"),
    (
        "da nb nn no",
        "januar februar mars marts april mai maj juni juli august september oktober november desember december",
    ),
    (
        "fi",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta \
        marraskuuta joulukuuta",
    ),
    ("pl", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
    ("cs", "ledna února března dubna května června července srpna září října listopadu prosince"),
    ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ("uk", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
    (
        "el",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου \
        Δεκεμβρίου",
    ),
    ("tr", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    ("ro", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
];

/// The edits that keep together what belongs together in `text`.
pub fn set(text: &str, language: Lang) -> Vec<Edit> {
    let own = language.primary();
    let of = |table: &[(&str, &'static str)]| {
        let row = table.iter().find(|(tags, _)| tags.split(' ').any(|tag| tag == own));
        row.map_or("", |&(_, words)| words)
    };
    let custom = Custom { french: own == "fr", clitics: of(CLITICS), months: of(MONTHS), language };
    let plain = !custom.french && custom.clitics.is_empty();
    let letter = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphabetic);
    // Most spaces stand between two letters.
    let is_idle = |at: usize| plain && letter(at.checked_sub(1)) && letter(Some(at + 1));
    let spaces = text.char_indices().filter(|&(at, c)| c == ' ' && !is_idle(at) || is_thin(c));
    let set = spaces.filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        let with = if fraction(&text[..at], &text[end..]) {
            Some(if c == ' ' { NO_BREAK } else { NARROW })
        } else if c == ' ' {
            custom.between(&text[..at], &text[end..])
        } else {
            None
        };
        with.map(|with| Edit { range: at..end, with })
    });
    set.collect()
}

/// Thin spaces at which a line may end.
fn is_thin(c: char) -> bool {
    matches!(c, '\u{2004}'..='\u{2006}' | '\u{2008}'..='\u{200A}')
}

/// Whether a whole number and a fraction stand around a space.
fn fraction(before: &str, after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).take(5).count();
    let slash = digits > 0 && after[digits..].starts_with('\u{2044}');
    before.ends_with(|c: char| c.is_ascii_digit())
        && (slash || after.starts_with(['½', '⅓', '⅔', '¼', '¾', '⅛', '⅜', '⅝', '⅞']))
}

struct Custom {
    french: bool,
    clitics: &'static str,
    months: &'static str,
    language: Lang,
}

impl Custom {
    /// What stands in place of an ordinary space between `before` and `after`, if no line may end there.
    fn between(&self, before: &str, after: &str) -> Option<&'static str> {
        let (left, right) = (before.chars().next_back()?, after.chars().next()?);
        if self.french {
            let ends = after.chars().nth(1).is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != ')');
            match right {
                ';' | '!' | '?' if self.language.as_str() != "fr-CA" => return Some(NARROW),
                ':' if ends => return Some(NO_BREAK),
                '»' => return Some(NARROW),
                _ if left == '«' => return Some(NARROW),
                _ => {}
            }
        }
        let keeps = left.is_numeric() && self.follows_number(before, after)
            || left == '.'
                && (self.is_month(after) && self.follows_number(&before[..before.len() - 1], after)
                    || initials(before, after))
            || right.is_numeric() && self.leads_number(before, after)
            || self.is_clitic(before, left) && (right.is_alphanumeric() || straight(right).is_some());
        keeps.then_some(NO_BREAK)
    }

    /// Whether `after` begins with a unit, or with a month behind a day.
    fn follows_number(&self, before: &str, after: &str) -> bool {
        let word = first_word(after);
        let unit = word.trim_end_matches([',', '.', ';', ':', ')', ']', '?', '!']);
        let day = before.bytes().rev().take_while(u8::is_ascii_digit).take(3).count();
        let whole = !before[..before.len() - day].ends_with(['.', ',', '-', '–', '/', ':']);
        UNITS.contains(unit) || UNITS.contains(word) || (1..=2).contains(&day) && whole && self.is_month(after)
    }

    fn is_month(&self, after: &str) -> bool {
        lists(self.months, first_word(after).trim_end_matches(|c: char| !c.is_alphabetic()))
    }

    /// Whether `before` ends in what belongs to the number behind it: `§`, `p.`, in English a month before its day.
    fn leads_number(&self, before: &str, after: &str) -> bool {
        let word = last_word(before);
        let day = after.bytes().take_while(u8::is_ascii_digit).take(3).count();
        let dated = self.language.primary() == "en" && (1..=2).contains(&day) && lists(self.months, word);
        dated || BEFORE_NUMBER.contains(&*word.to_lowercase())
    }

    fn is_clitic(&self, before: &str, left: char) -> bool {
        !self.clitics.is_empty()
            && left.to_lowercase().all(|c| self.clitics.contains(c))
            && before.chars().rev().nth(1).is_none_or(|c| c.is_whitespace() || "([„«\"".contains(c))
    }
}

/// Whether the space stands between the initials of a name: `J. R.`
fn initials(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev().skip(1);
    let first = back.next().is_some_and(char::is_uppercase) && back.next().is_none_or(|c| !c.is_alphanumeric());
    let mut ahead = after.chars();
    first && ahead.next().is_some_and(char::is_uppercase) && ahead.next() == Some('.')
}

/// Whether `word` is one of `words`.
fn lists(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split_whitespace().any(|known| known == word)
}

/// The longest word of the tables, in bytes, and more.
const LONGEST: usize = 32;

fn first_word(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    text.split(char::is_whitespace).next().unwrap_or("")
}

fn last_word(text: &str) -> &str {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    text.rsplit(|c: char| c.is_whitespace() || "([".contains(c)).next().unwrap_or("")
}
