//! What the boxes of a book are called that nobody gave a title, by language. English stands in for languages that are
//! not here, as in [`words`].

use super::AdmonitionKind;
use super::words::words;
use crate::language::Lang;

/// By language as [`words`] names it: note, tip, important, warning, caution; and what a summary says that
/// the text does not give.
#[rustfmt::skip]
const ALL: &[(&str, [&str; 6])] = &[
    ("en", ["Note", "Tip", "Important", "Warning", "Caution", "Details"]),
    ("ar", ["ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "التفاصيل"]),
    ("cs", ["Poznámka", "Tip", "Důležité", "Varování", "Upozornění", "Podrobnosti"]),
    ("da", ["Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig", "Detaljer"]),
    ("de", ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Einzelheiten"]),
    ("el", ["Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή", "Λεπτομέρειες"]),
    ("es", ["Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Detalles"]),
    ("fa", ["نکته", "راهنمایی", "مهم", "هشدار", "احتیاط", "جزئیات"]),
    ("fi", ["Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Varo", "Lisätietoja"]),
    ("fr", ["Note", "Conseil", "Important", "Avertissement", "Attention", "Détails"]),
    ("he", ["הערה", "עצה", "חשוב", "אזהרה", "זהירות", "פרטים"]),
    ("hi", ["टिप्पणी", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधान", "विवरण"]),
    ("hu", ["Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat", "Részletek"]),
    ("id", ["Catatan", "Tip", "Penting", "Peringatan", "Perhatian", "Rincian"]),
    ("it", ["Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Dettagli"]),
    ("ja", ["注記", "ヒント", "重要", "警告", "注意", "詳細"]),
    ("ko", ["참고", "팁", "중요", "경고", "주의", "자세히"]),
    ("nb", ["Merk", "Tips", "Viktig", "Advarsel", "Forsiktig", "Detaljer"]),
    ("nl", ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Details"]),
    ("pl", ["Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Przestroga", "Szczegóły"]),
    ("pt", ["Nota", "Dica", "Importante", "Aviso", "Cuidado", "Detalhes"]),
    ("ro", ["Notă", "Sfat", "Important", "Avertisment", "Atenție", "Detalii"]),
    ("ru", ["Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Подробности"]),
    ("sv", ["Obs", "Tips", "Viktigt", "Varning", "Försiktigt", "Detaljer"]),
    ("th", ["หมายเหตุ", "เคล็ดลับ", "สำคัญ", "คำเตือน", "ข้อควรระวัง", "รายละเอียด"]),
    ("tr", ["Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "Ayrıntılar"]),
    ("uk", ["Примітка", "Порада", "Важливо", "Попередження", "Обережно", "Подробиці"]),
    ("ur", ["نوٹ", "مشورہ", "اہم", "تنبیہ", "احتیاط", "تفصیلات"]),
    ("vi", ["Ghi chú", "Mẹo", "Quan trọng", "Cảnh báo", "Thận trọng", "Chi tiết"]),
    ("zh", ["注", "提示", "重要", "警告", "小心", "详情"]),
    ("zh-Hant", ["註", "提示", "重要", "警告", "小心", "詳情"]),
];

/// The name of a kind of box; empty for one that only its author can name.
pub fn label(kind: AdmonitionKind, language: Lang) -> &'static str {
    let [note, tip, important, warning, caution, _] = row(language);
    match kind {
        AdmonitionKind::Note => note,
        AdmonitionKind::Tip => tip,
        AdmonitionKind::Important => important,
        AdmonitionKind::Warning => warning,
        AdmonitionKind::Caution => caution,
        AdmonitionKind::Other => "",
    }
}

/// What stands in place of a summary that the text does not give.
pub fn details(language: Lang) -> &'static str {
    row(language)[5]
}

fn row(language: Lang) -> [&'static str; 6] {
    let language = words(language).language;
    ALL.iter().find(|(known, _)| *known == language).unwrap_or(&ALL[0]).1
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
