//! The few words that Pressmark itself puts into a book, by language: headings of what it makes, and what its index says.

use crate::language::Lang;

/// What stands between two calls of notes in one place, so that nobody reads them as one number.
pub const BETWEEN_CALLS: &str = ",\u{202F}";

/// Generated words in one language.
#[derive(Debug)]
pub struct Words {
    /// Primary language subtag.
    pub language: &'static str,
    /// Heading of the table of contents.
    pub contents: &'static str,
    /// Heading of the index.
    pub index: &'static str,
    /// Name of a chapter without a heading, before the first one.
    pub introduction: &'static str,
    /// Heading of the colophon.
    pub colophon: &'static str,
    /// What stands above the index: what its numbers are.
    pub index_headnote: &'static str,
    /// Name of the list of pages.
    pub pages: &'static str,
    /// `see` in the index.
    pub see: &'static str,
    /// `see also` in the index.
    pub see_also: &'static str,
    /// After the head of an entry that goes on in the next column.
    pub continued: &'static str,
    /// Label of a link back from a note.
    pub back: &'static str,
    /// Heading of the group of index entries that begin with no letter.
    pub symbols: &'static str,
    /// Name of the cover.
    pub cover: &'static str,
    /// Name of the list of landmarks.
    pub landmarks: &'static str,
    /// Name of the beginning of the text.
    pub start: &'static str,
    /// Name of what says at length what a picture shows.
    pub description: &'static str,
}

/// One row of the table, in the order of the fields of [`Words`].
const fn row(language: &'static str, words: [&'static str; 15]) -> Words {
    let [
        contents,
        index,
        introduction,
        colophon,
        index_headnote,
        pages,
        see,
        see_also,
        continued,
        back,
        symbols,
        cover,
        landmarks,
        start,
        description,
    ] = words;
    Words {
        language,
        contents,
        index,
        introduction,
        colophon,
        index_headnote,
        pages,
        see,
        see_also,
        continued,
        back,
        symbols,
        cover,
        landmarks,
        start,
        description,
    }
}

/// English first: it stands in for languages that are not here.
#[rustfmt::skip]
const ALL: &[Words] = &[
    row("en", [
        "Contents", "Index", "Introduction", "About this edition", "Numbers are those of the printed pages.", "Pages",
        "see", "see also", "continued", "Back to the text", "Symbols", "Cover", "Landmarks", "Start of the text",
        "Description"
    ]),
    row("ar", [
        "المحتويات", "الفهرس", "مقدمة", "عن هذه الطبعة", "الأرقام هي أرقام صفحات الطبعة الورقية.", "الصفحات", "انظر",
        "انظر أيضًا", "تابع", "العودة إلى النص", "رموز", "الغلاف", "المعالم", "بداية النص", "الوصف"
    ]),
    row("cs", [
        "Obsah", "Rejstřík", "Úvod", "O tomto vydání", "Čísla jsou čísla tištěných stran.", "Strany", "viz", "viz též",
        "pokračování", "Zpět k textu", "Symboly", "Obálka", "Orientační body", "Začátek textu", "Popis"
    ]),
    row("da", [
        "Indhold", "Register", "Indledning", "Om denne udgave", "Tallene er de trykte siders.", "Sider", "se",
        "se også", "fortsat", "Tilbage til teksten", "Symboler", "Omslag", "Orienteringspunkter", "Tekstens begyndelse",
        "Beskrivelse"
    ]),
    row("de", [
        "Inhalt", "Register", "Einleitung", "Über diese Ausgabe", "Die Zahlen sind die der gedruckten Seiten.",
        "Seiten", "siehe", "siehe auch", "Fortsetzung", "Zurück zum Text", "Symbole", "Umschlag", "Orientierungspunkte",
        "Beginn des Textes", "Beschreibung"
    ]),
    row("el", [
        "Περιεχόμενα", "Ευρετήριο", "Εισαγωγή", "Για την έκδοση αυτή", "Οι αριθμοί είναι των τυπωμένων σελίδων.",
        "Σελίδες", "βλ.", "βλ. επίσης", "συνέχεια", "Επιστροφή στο κείμενο", "Σύμβολα", "Εξώφυλλο", "Ορόσημα",
        "Αρχή του κειμένου", "Περιγραφή"
    ]),
    row("es", [
        "Índice", "Índice alfabético", "Introducción", "Acerca de esta edición",
        "Los números son los de las páginas impresas.", "Páginas", "véase", "véase también", "continuación",
        "Volver al texto", "Símbolos", "Cubierta", "Puntos de referencia", "Comienzo del texto", "Descripción"
    ]),
    row("fa", [
        "فهرست", "نمایه", "مقدمه", "دربارهٔ این ویرایش", "شماره‌ها شمارهٔ صفحه‌های چاپی‌اند.", "صفحه‌ها",
        "نگاه کنید به", "نیز نگاه کنید به", "ادامه", "بازگشت به متن", "نمادها", "جلد", "نشانه‌ها", "آغاز متن",
        "توصیف"
    ]),
    row("fi", [
        "Sisällys", "Hakemisto", "Johdanto", "Tästä painoksesta", "Numerot ovat painettujen sivujen numeroita.",
        "Sivut", "ks.", "ks. myös", "jatkoa", "Takaisin tekstiin", "Symbolit", "Kansi", "Maamerkit", "Tekstin alku",
        "Kuvaus"
    ]),
    row("fr", [
        "Table des matières", "Index", "Introduction", "À propos de cette édition",
        "Les numéros sont ceux des pages imprimées.", "Pages", "voir", "voir aussi", "suite", "Retour au texte",
        "Symboles", "Couverture", "Repères", "Début du texte", "Description"
    ]),
    row("he", [
        "תוכן העניינים", "מפתח", "מבוא", "על מהדורה זו", "המספרים הם מספרי העמודים המודפסים.", "עמודים", "ראו",
        "ראו גם", "המשך", "חזרה לטקסט", "סמלים", "כריכה", "ציוני דרך", "תחילת הטקסט", "תיאור"
    ]),
    row("hi", [
        "विषय-सूची", "अनुक्रमणिका", "भूमिका", "इस संस्करण के बारे में",
        "संख्याएँ मुद्रित संस्करण के पृष्ठों की हैं।", "पृष्ठ", "देखें", "यह भी देखें", "जारी", "पाठ पर लौटें",
        "चिह्न", "आवरण", "मुख्य स्थान", "पाठ का आरंभ", "विवरण"
    ]),
    row("hu", [
        "Tartalom", "Tárgymutató", "Bevezetés", "Erről a kiadásról", "A számok a nyomtatott oldalak számai.", "Oldalak",
        "lásd", "lásd még", "folytatás", "Vissza a szöveghez", "Jelek", "Borító", "Tájékozódási pontok",
        "A szöveg kezdete", "Leírás"
    ]),
    row("it", [
        "Indice", "Indice analitico", "Introduzione", "Informazioni su questa edizione",
        "I numeri sono quelli delle pagine stampate.", "Pagine", "vedi", "vedi anche", "continua", "Torna al testo",
        "Simboli", "Copertina", "Punti di riferimento", "Inizio del testo", "Descrizione"
    ]),
    row("ja", [
        "目次", "索引", "序", "この版について", "数字は印刷版のページを示す。", "ページ", "→", "→ … も", "続き", "本文へ戻る", "記号", "表紙", "ランドマーク", "本文の始まり",
        "説明"
    ]),
    row("ko", [
        "차례", "찾아보기", "들어가며", "이 판에 대하여", "숫자는 인쇄본의 쪽수이다.", "쪽", "→", "→ … 도", "이어짐", "본문으로 돌아가기", "기호", "표지", "랜드마크",
        "본문 시작", "설명"
    ]),
    row("nb", [
        "Innhold", "Register", "Innledning", "Om denne utgaven", "Tallene er de trykte sidenes.", "Sider", "se",
        "se også", "fortsatt", "Tilbake til teksten", "Symboler", "Omslag", "Orienteringspunkter",
        "Begynnelsen av teksten", "Beskrivelse"
    ]),
    row("nl", [
        "Inhoud", "Register", "Inleiding", "Over deze uitgave", "De nummers zijn die van de gedrukte pagina’s.",
        "Pagina’s", "zie", "zie ook", "vervolg", "Terug naar de tekst", "Symbolen", "Omslag", "Oriëntatiepunten",
        "Begin van de tekst", "Beschrijving"
    ]),
    row("pl", [
        "Spis treści", "Indeks", "Wstęp", "O tym wydaniu", "Liczby oznaczają strony wydania drukowanego.", "Strony",
        "zob.", "zob. też", "ciąg dalszy", "Powrót do tekstu", "Symbole", "Okładka", "Punkty orientacyjne",
        "Początek tekstu", "Opis"
    ]),
    row("pt", [
        "Sumário", "Índice remissivo", "Introdução", "Sobre esta edição", "Os números são os das páginas impressas.",
        "Páginas", "ver", "ver também", "continuação", "Voltar ao texto", "Símbolos", "Capa", "Pontos de referência",
        "Início do texto", "Descrição"
    ]),
    row("ro", [
        "Cuprins", "Indice", "Introducere", "Despre această ediție", "Numerele sunt cele ale paginilor tipărite.",
        "Pagini", "vezi", "vezi și", "continuare", "Înapoi la text", "Simboluri", "Copertă", "Repere",
        "Începutul textului", "Descriere"
    ]),
    row("ru", [
        "Содержание", "Указатель", "Введение", "Об этом издании", "Номера относятся к страницам печатного издания.",
        "Страницы", "см.", "см. также", "продолжение", "Вернуться к тексту", "Символы", "Обложка", "Ориентиры",
        "Начало текста", "Описание"
    ]),
    row("sv", [
        "Innehåll", "Register", "Inledning", "Om denna utgåva", "Siffrorna avser de tryckta sidorna.", "Sidor", "se",
        "se även", "fortsättning", "Tillbaka till texten", "Symboler", "Omslag", "Landmärken", "Textens början",
        "Beskrivning"
    ]),
    row("th", [
        "สารบัญ", "ดัชนี", "บทนำ", "เกี่ยวกับฉบับนี้", "ตัวเลขคือเลขหน้าของฉบับพิมพ์", "หน้า", "ดู",
        "ดูเพิ่มเติม", "ต่อ", "กลับไปที่เนื้อหา", "สัญลักษณ์", "ปก", "จุดสำคัญ", "เริ่มเนื้อหา", "คำอธิบาย"
    ]),
    row("tr", [
        "İçindekiler", "Dizin", "Giriş", "Bu baskı hakkında", "Numaralar basılı sayfaların numaralarıdır.", "Sayfalar",
        "bkz.", "ayrıca bkz.", "devam", "Metne dön", "Simgeler", "Kapak", "Yön noktaları", "Metnin başlangıcı",
        "Betimleme"
    ]),
    row("uk", [
        "Зміст", "Покажчик", "Вступ", "Про це видання", "Номери стосуються сторінок друкованого видання.", "Сторінки",
        "див.", "див. також", "продовження", "Назад до тексту", "Символи", "Обкладинка", "Орієнтири", "Початок тексту",
        "Опис"
    ]),
    row("ur", [
        "فہرست مضامین", "اشاریہ", "تعارف", "اس اشاعت کے بارے میں", "نمبر مطبوعہ نسخے کے صفحات کے ہیں۔",
        "صفحات", "دیکھیے", "مزید دیکھیے", "جاری", "متن پر واپس", "علامات", "سرورق", "اہم مقامات", "متن کا آغاز",
        "تفصیل"
    ]),
    row("vi", [
        "Mục lục", "Chỉ mục", "Mở đầu", "Về ấn bản này", "Các số là số trang của bản in.", "Trang", "xem",
        "xem thêm", "tiếp theo", "Quay lại văn bản", "Ký hiệu", "Bìa", "Mốc", "Bắt đầu văn bản", "Mô tả"
    ]),
    row("zh", [
        "目录", "索引", "引言", "关于本版", "数字为印刷版页码。", "页码", "见", "另见", "续", "返回正文", "符号", "封面", "地标", "正文开始", "描述"
    ]),
    row("zh-Hant", [
        "目錄", "索引", "引言", "關於本版", "數字為印刷版頁碼。", "頁碼", "見", "另見", "續", "返回正文", "符號", "封面", "地標", "正文開始", "描述"
    ]),
];

/// The words for a language; English where its own are not known.
pub fn words(language: Lang) -> &'static Words {
    let primary = match language.primary() {
        "no" | "nn" => "nb",
        "iw" => "he",
        "zh" | "yue" if is_traditional(language) => "zh-Hant",
        "yue" => "zh",
        primary => primary,
    };
    ALL.iter().find(|words| words.language == primary).unwrap_or(&ALL[0])
}

/// Whether Chinese is written in traditional signs: by its script, else by its country.
fn is_traditional(language: Lang) -> bool {
    let country = language.as_str().rsplit('-').next();
    language.script() == Some("Hant") || language.script().is_none() && matches!(country, Some("TW" | "HK" | "MO"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_words_borrows_english_ones() {
        assert_eq!(words(Lang::constant("tlh")).contents, "Contents");
        assert_eq!(words(Lang::constant("nn")).language, "nb");
        assert_eq!(words(Lang::constant("pt-BR")).index, "Índice remissivo");
        assert_eq!(
            ["zh-TW", "zh-Hans-HK", "zh-Hant"].map(|tag| words(Lang::constant(tag)).contents),
            ["目錄", "目录", "目錄"]
        );
    }
}
