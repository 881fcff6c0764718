//! What a text says of itself without saying so. In: a text, or the sections read from it. Out: its language, by its
//! letters and its commonest words, and its title, by the words its first sentence begins with.

use crate::language::Lang;
use crate::model::{BlockKind, Role, Section, flat_text};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 400_000;

/// Letters of one script, by first and last, and the language that is usual in it.
const SCRIPTS: &[(&[(char, char)], &str)] = &[
    (&[('A', 'Z'), ('a', 'z'), ('\u{C0}', '\u{24F}'), ('\u{1E00}', '\u{1EFF}')], "la"),
    (&[('\u{370}', '\u{3FF}'), ('\u{1F00}', '\u{1FFF}')], "el"),
    (&[('\u{400}', '\u{52F}')], "ru"),
    (&[('\u{531}', '\u{58F}')], "hy"),
    (&[('\u{590}', '\u{5FF}')], "he"),
    (&[('\u{620}', '\u{6FF}'), ('\u{750}', '\u{77F}'), ('\u{FB50}', '\u{FEFC}')], "ar"),
    (&[('\u{700}', '\u{74F}')], "syr"),
    (&[('\u{900}', '\u{97F}')], "hi"),
    (&[('\u{980}', '\u{9FF}')], "bn"),
    (&[('\u{A00}', '\u{A7F}')], "pa"),
    (&[('\u{A80}', '\u{AFF}')], "gu"),
    (&[('\u{B80}', '\u{BFF}')], "ta"),
    (&[('\u{C00}', '\u{C7F}')], "te"),
    (&[('\u{C80}', '\u{CFF}')], "kn"),
    (&[('\u{D00}', '\u{D7F}')], "ml"),
    (&[('\u{D80}', '\u{DFF}')], "si"),
    (&[('\u{E00}', '\u{E7F}')], "th"),
    (&[('\u{E80}', '\u{EFF}')], "lo"),
    (&[('\u{F00}', '\u{FFF}')], "bo"),
    (&[('\u{1000}', '\u{109F}')], "my"),
    (&[('\u{10A0}', '\u{10FF}'), ('\u{1C90}', '\u{1CBF}')], "ka"),
    (&[('\u{1200}', '\u{137F}')], "am"),
    (&[('\u{1780}', '\u{17FF}')], "km"),
    (&[('\u{1100}', '\u{11FF}'), ('\u{AC00}', '\u{D7A3}')], "ko"),
    (&[('\u{3040}', '\u{30FF}'), ('\u{3400}', '\u{9FFF}')], "zh"),
];

/// Letters that tell a language from the others in its script: the first whose letters are more than one in `1/share`
/// of the script's.
const LETTERS: &[(&str, &str, &str, usize)] = &[
    ("ar", "ug", "ېۈۋۇ", 40),
    ("ar", "ps", "ړټځڅډڼښ", 100),
    ("ar", "ckb", "ێۆڕڵ", 60),
    ("ar", "ur", "ٹڈڑںے", 60),
    ("ar", "fa", "پچژگکی", 30),
    ("ru", "uk", "іїєґ", 40),
    ("ru", "be", "ў", 200),
    ("ru", "mk", "ѓќѕ", 300),
    ("ru", "sr", "ђћљњџј", 60),
    ("ru", "kk", "әғқңұ", 60),
    ("ru", "ru", "ыэ", 100),
    ("ru", "bg", "ъщ", 100),
    ("he", "yi", "װױײ", 100),
    ("hi", "mr", "ळ", 100),
    ("zh", "ja", "のにはをたがでてとしれさいるもな", 20),
    ("zh", "zh-Hant", "們這國時說對來過個為後會學與點關", 100),
    ("zh", "zh-Hans", "们这国时说对来过个为后会学与点关", 100),
];

/// The commonest short words of languages in Latin script.
const WORDS: &[(&str, &str)] = &[
    ("en", "the of and to in that it is was he for with his as not be had but at from which this are by they"),
    ("fr", "le la les de des du et est que qui dans une un pour pas au sur ce il elle avec plus par nous ses"),
    ("de", "der die das und ist nicht ein eine zu den mit dem von im auf sich des auch es ich wie er als wird"),
    ("es", "el la los las de y que en un una es por con para no se su al lo como más del pero fue este"),
    ("it", "il la di che e un una è per non con del della i le si da sono gli nel alla più anche come lo"),
    ("pt", "o a os as de e que um uma é do da em não com para por no na se mais dos ao foi como"),
    ("nl", "de het een van en is dat niet in op te zijn met voor die aan hij er ook maar als was door om bij"),
    ("pl", "i w na z że się nie do jest to a po od o przez jak był za co dla tym ale jego są który"),
    ("cs", "a se v na je že s do z i o by jako pro k od po byl ale za jsou který která tak nebo"),
    ("sk", "a sa v na je že s do z i o by ako pre k od po bol ale za sú ktorý ktorá tak alebo"),
    ("tr", "bir ve bu da de için ile olarak olan çok daha gibi en kadar sonra ne var ise o mi değil ya her"),
    ("sv", "och i att det som en på är av för med den till inte han har om ett var de jag från så men"),
    ("da", "og i at det er en til af på som for med den der ikke han har et de var jeg fra så men blev"),
    ("nb", "og i det er en til av på som for med den å ikke han har et de var jeg fra så men ble at"),
    ("fi", "ja on ei se että hän oli ovat kuin mutta myös joka ole niin tai sen hänen kun nyt jos mitä vain sitä"),
    ("hu", "a az és hogy nem is egy volt ez meg de azt csak már mint ki vagy még el van volna ha lesz"),
    ("ro", "și de în a la că nu o un cu pe din este să se care mai pentru dar ce sau fost prin lui al"),
    ("ca", "el la els les de i que en un una és per amb no es del al més com va seva però ha dels són"),
    ("id", "yang dan di dari untuk pada dengan ini itu adalah dalam tidak ke oleh akan sebagai juga telah ada atau"),
    ("vi", "và của là có được cho trong các với một này không những người đã khi từ để đến như ở vào"),
    ("et", "ja on ei et see ta oli kui ka mis aga oma nii kes või tema ning siis olid seda mitte"),
    ("hr", "i je u na se da su za od s ne kao što bio ili to iz ali koji koja o do bi sam po"),
    ("sl", "in je v na se da so za od s ne kot ki bil ali to iz pa tudi o do bi sem po ni"),
    ("la", "et in est non ad ut cum quod qui sed si ex aut per nec esse atque quae enim hoc eius autem"),
    ("eo", "la kaj de en al estas ke ne li mi kun por sed ĝi ili el pri tiu tio ŝi kiu kiel oni"),
    ("eu", "eta da ez du bat dira zen ere izan dute baina den hau zuen bere egin dela egiten baino"),
    ("cy", "yr yn y a i ar o gan ei am wedi oedd mae ac nid fel at bod hwn oddi"),
    ("ga", "an na agus ar is bhí sé go le ag ní mar do sin é tá seo air leis"),
    ("is", "og að í á er sem til var hann það en við um ekki með af því hún þá svo"),
];

/// The language of a text, by its letters and commonest words; `und` where nothing tells.
pub fn language(text: &str) -> Lang {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut counts = [0usize; SCRIPTS.len()];
    for c in text.chars() {
        let of =
            |(ranges, _): &(&[(char, char)], &str)| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
        if let Some(script) = SCRIPTS.iter().position(of) {
            counts[script] += 1;
        }
    }
    let Some((script, &count)) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count) else {
        return Lang::UND;
    };
    if count == 0 {
        return Lang::UND;
    }
    if script == 0 {
        return by_words(text);
    }
    let usual = SCRIPTS[script].1;
    let tells = |letters: &str, share: usize| text.chars().filter(|&c| letters.contains(c)).count() * share > count;
    let told = LETTERS.iter().find(|(of, _, letters, share)| *of == usual && tells(letters, *share));
    Lang::constant(told.map_or(usual, |(_, language, _, _)| language))
}

/// The language whose commonest words make up most of the text: at least one word in twelve, and three different ones.
fn by_words(text: &str) -> Lang {
    let mut total = 0usize;
    let mut counts = vec![0usize; WORDS.len()];
    let mut seen = BTreeSet::new();
    let mut languages: BTreeMap<&str, Vec<usize>> = Default::default();
    for (language, (_, words)) in WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| languages.entry(word).or_default().push(language));
    }
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        total += 1;
        if word.len() > 12 {
            continue;
        }
        if let Some((word, hits)) = languages.get_key_value(word.to_lowercase().as_str()) {
            hits.iter().for_each(|&language| counts[language] += 1);
            seen.insert(*word);
        }
    }
    let different = |language: usize| WORDS[language].1.split(' ').filter(|word| seen.contains(word)).count();
    let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    match best {
        Some((language, &count)) if count * 12 >= total && different(language) >= 3 => {
            Lang::constant(WORDS[language].0)
        }
        _ => Lang::UND,
    }
}

/// Words that a first sentence says of its subject, in some languages.
const VERBS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "had",
    "refers",
    "est",
    "sont",
    "était",
    "ist",
    "sind",
    "war",
    "waren",
    "es",
    "son",
    "fue",
    "era",
    "è",
    "é",
    "foi",
    "is",
    "zijn",
    "to",
    "jest",
    "je",
    "jsou",
    "är",
    "er",
    "on",
    "este",
    "là",
    "adalah",
    "είναι",
    "это",
    "—",
    "–",
];
/// Longest title, in characters.
const LONGEST: usize = 90;

/// A title from the first words of the text: those of its first sentence before a bracket or a verb, or its first
/// heading where no sentence comes before it. An article at the beginning goes. Also where those words stand.
pub fn title(sections: &[Section]) -> Option<(String, Span)> {
    let first = sections.iter().find(|section| section.role != Role::Notice)?;
    if first.role != Role::Introduction {
        let heading = flat_text(&first.title).trim().to_owned();
        return (!heading.is_empty()).then_some((heading, first.span));
    }
    let (sentence, span) = first.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some((flat_text(inlines), block.span)),
        BlockKind::Verse(stanzas) => stanzas.iter().flatten().next().map(|line| (flat_text(&line.inlines), block.span)),
        _ => None,
    })?;
    let subject = subject(&sentence);
    let bare = ["The ", "A ", "An "].iter().find_map(|article| subject.strip_prefix(article)).unwrap_or(subject);
    let mut letters = bare.chars();
    let head = letters.next()?;
    let end = (span.start as usize + subject.len()).min(span.end as usize);
    let span = Span::new(span.source, span.start as usize..end);
    Some((head.to_uppercase().chain(letters).collect(), span))
}

/// The words of a sentence before its first bracket, verb or stop.
fn subject(sentence: &str) -> &str {
    let stop = |c: char| {
        matches!(c, '(' | '[' | ',' | ';' | ':' | '?' | '!' | '（' | '，' | '。' | '、' | '।' | '是' | 'は' | '\n')
    };
    let mut end = 0;
    for (count, word) in sentence.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim();
        let verb = count > 0 && VERBS.contains(&bare);
        let long = sentence[..end + word.len()].chars().count() > LONGEST;
        if verb || (long && end > 0) {
            break;
        }
        if let Some(at) = word.find(stop).filter(|&at| end + at > 0) {
            end += at;
            break;
        }
        end += word.len();
        // An initial's full stop ends no sentence.
        if bare.ends_with('.') && bare.chars().count() > 3 {
            break;
        }
    }
    let mut end = end.min(sentence.char_indices().nth(LONGEST).map_or(sentence.len(), |(at, _)| at));
    while !sentence.is_char_boundary(end) {
        end -= 1;
    }
    sentence[..end].trim().trim_end_matches(['.', ',', '—', '–', '-']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_scripts_and_their_languages() {
        let cases = [
            ("پنجره‌ها باز بود و گربه روی دیوار نشسته بود", "fa"),
            ("كانت النافذة مفتوحة والقطة تجلس على الجدار", "ar"),
            ("کھڑکیاں کھلی تھیں اور بلی دیوار پر بیٹھی تھی، میں نے دیکھا", "ur"),
            ("Вікно було відчинене, і кіт сидів на стіні", "uk"),
            ("Окно было открыто, мы видели кошку", "ru"),
            ("ახლა ფანჯარა ღიაა", "ka"),
            ("窓が開いていて、猫が壁の上に座っていた", "ja"),
            ("窗户开着，我们看见一只猫，这是国家的", "zh-Hans"),
            ("창문이 열려 있었다", "ko"),
            ("החלון היה פתוח", "he"),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn common_words_tell_languages_in_latin_script() {
        let cases = [
            ("The window was open and the cat sat on the wall of it.", "en"),
            ("Das Fenster war offen und die Katze ist auf der Mauer, nicht im Haus.", "de"),
            ("Het raam was open en de kat zat op de muur van het huis, niet in de tuin.", "nl"),
            ("La fenêtre était ouverte et le chat est sur le mur dans une rue.", "fr"),
            ("", "und"),
            ("Xyzzy qwrt plugh", "und"),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn a_subject_ends_at_a_bracket_a_verb_or_a_stop() {
        assert_eq!(subject("Old Harbour (OH), also called Port, is a town."), "Old Harbour");
        assert_eq!(subject("Old Harbour is a town."), "Old Harbour");
        assert_eq!(subject("J. Net of Port. He went."), "J. Net of Port");
        assert_eq!(subject("老港（英语：Old Harbour）是"), "老港");
    }
}
