//! What the boxes of a book are called that nobody gave a title, by language. English stands in for languages that are
//! not here, as in [`words`].

use super::AdmonitionKind;
use super::words::words;
use crate::language::Lang;

/// By language as [`words`] names it: note, tip, important, warning, caution.
#[rustfmt::skip]
const ALL: &[(&str, [&str; 5])] = &[
    ("en", ["Note", "Tip", "Important", "Warning", "Caution"]),
    ("ar", ["ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"]),
    ("cs", ["Poznámka", "Tip", "Důležité", "Varování", "Upozornění"]),
    ("da", ["Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"]),
    ("de", ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"]),
    ("el", ["Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή"]),
    ("es", ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"]),
    ("fa", ["نکته", "راهنمایی", "مهم", "هشدار", "احتیاط"]),
    ("fi", ["Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Varo"]),
    ("fr", ["Note", "Conseil", "Important", "Avertissement", "Attention"]),
    ("he", ["הערה", "עצה", "חשוב", "אזהרה", "זהירות"]),
    ("hi", ["टिप्पणी", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधान"]),
    ("hu", ["Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat"]),
    ("id", ["Catatan", "Tip", "Penting", "Peringatan", "Perhatian"]),
    ("it", ["Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione"]),
    ("ja", ["注記", "ヒント", "重要", "警告", "注意"]),
    ("ko", ["참고", "팁", "중요", "경고", "주의"]),
    ("nb", ["Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"]),
    ("nl", ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"]),
    ("pl", ["Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Przestroga"]),
    ("pt", ["Nota", "Dica", "Importante", "Aviso", "Cuidado"]),
    ("ro", ["Notă", "Sfat", "Important", "Avertisment", "Atenție"]),
    ("ru", ["Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"]),
    ("sv", ["Obs", "Tips", "Viktigt", "Varning", "Försiktigt"]),
    ("th", ["หมายเหตุ", "เคล็ดลับ", "สำคัญ", "คำเตือน", "ข้อควรระวัง"]),
    ("tr", ["Not", "İpucu", "Önemli", "Uyarı", "Dikkat"]),
    ("uk", ["Примітка", "Порада", "Важливо", "Попередження", "Обережно"]),
    ("ur", ["نوٹ", "مشورہ", "اہم", "تنبیہ", "احتیاط"]),
    ("vi", ["Ghi chú", "Mẹo", "Quan trọng", "Cảnh báo", "Thận trọng"]),
    ("zh", ["注", "提示", "重要", "警告", "小心"]),
    ("zh-Hant", ["註", "提示", "重要", "警告", "小心"]),
];

/// The name of a kind of box; empty for one that only its author can name.
pub fn label(kind: AdmonitionKind, language: Lang) -> &'static str {
    let language = words(language).language;
    let [note, tip, important, warning, caution] =
        ALL.iter().find(|(known, _)| *known == language).unwrap_or(&ALL[0]).1;
    match kind {
        AdmonitionKind::Note => note,
        AdmonitionKind::Tip => tip,
        AdmonitionKind::Important => important,
        AdmonitionKind::Warning => warning,
        AdmonitionKind::Caution => caution,
        AdmonitionKind::Other => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_in_the_language_of_the_book() {
        let label = |tag| label(AdmonitionKind::Warning, Lang::constant(tag));
        assert_eq!(
            [label("fa"), label("de-AT"), label("tlh"), label("zh-TW")],
            ["هشدار", "Warnung", "Warning", "警告"]
        );
    }
}
