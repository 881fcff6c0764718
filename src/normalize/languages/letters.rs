//! The language of a few words by letters that it alone uses.

use crate::language::{Lang, script_of};

/// Letters and the one language that they tell, for each writing system; the first that is met decides.
const TELLING: &[(&str, &[(&str, &str)])] = &[
    ("Arab", &[("ټډړږښڼې", "ps"), ("ێۆڵڕ", "ckb"), ("ٹڈڑںے", "ur"), ("پچژگکی", "fa")]),
    ("Cyrl", &[("ўЎ", "be"), ("їЇєЄґҐ", "uk"), ("ђЂћЋ", "sr"), ("ѓЃќЌ", "mk"), ("іІ", "uk"), ("ыЫэЭёЁ", "ru")]),
];

/// Scripts that one language uses, or one above all others.
const OWN: &[(&str, &str)] = &[
    ("Grek", "el"),
    ("Hebr", "he"),
    ("Armn", "hy"),
    ("Geor", "ka"),
    ("Thai", "th"),
    ("Laoo", "lo"),
    ("Khmr", "km"),
    ("Mymr", "my"),
    ("Taml", "ta"),
    ("Telu", "te"),
    ("Knda", "kn"),
    ("Mlym", "ml"),
    ("Gujr", "gu"),
    ("Guru", "pa"),
    ("Sinh", "si"),
];

/// The language of `words`, which are in the writing system `system`; `und-Cyrl` and the like where letters do not tell.
pub fn language(words: &str, system: &str) -> Lang {
    let telling = TELLING.iter().find(|(script, _)| *script == system).map_or(&[][..], |(_, telling)| telling);
    let told = telling.iter().find(|(letters, _)| words.contains(|c| letters.contains(c))).map(|&(_, tag)| tag);
    let only = OWN.iter().find(|(script, _)| *script == system).map(|&(_, tag)| tag);
    let uses = |scripts: &[&str]| words.chars().filter_map(script_of).any(|script| scripts.contains(&script));
    let eastern = match system {
        "Hani" if uses(&["Hira", "Kana"]) => Some("ja"),
        "Hani" if uses(&["Hang"]) => Some("ko"),
        "Hani" if uses(&["Bopo"]) => Some("zh"),
        _ => None,
    };
    let tag = told.or(only).or(eastern).map_or_else(|| format!("und-{system}"), str::to_owned);
    Lang::parse(&tag).unwrap_or(Lang::UND)
}
