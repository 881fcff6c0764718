//! Words that headings are known by, in capitals: those that stand with a number, and the names of a book's pieces.

/// Words before the number of a volume, book, part or act.
#[rustfmt::skip]
pub const DIVISIONS: &[&str] = &[
    "VOLUME", "VOL", "BOOK", "PART", "ACT", "TOME", "LIVRE", "PARTIE", "ACTE", "BAND", "BUCH", "TEIL", "THEIL",
    "AKT", "AUFZUG", "DEEL", "BOEK", "BEDRIJF", "LIBRO", "PARTE", "TOMO", "ACTO", "ATTO", "LIVRO", "ATO", "BOK",
    "DEL", "OSA", "ЧАСТЬ", "ТОМ", "КНИГА", "ΜΕΡΟΣ",
];
/// Words before the number of a chapter or letter.
#[rustfmt::skip]
pub const CHAPTERS: &[&str] = &[
    "CHAPTER", "CHAP", "LETTER", "CANTO", "STAVE", "LECTURE", "SERMON", "ESSAY", "LESSON", "CHAPITRE", "LETTRE",
    "CHANT", "KAPITEL", "BRIEF", "GESANG", "HOOFDSTUK", "ZANG", "CAPÍTULO", "CAPITULO", "CARTA", "CAPITOLO",
    "LETTERA", "KAPITTEL", "LUKU", "ROZDZIAŁ", "KAPITOLA", "FEJEZET", "CAPITOLUL", "ГЛАВА", "ПИСЬМО", "ΚΕΦΑΛΑΙΟ",
];
/// Words before the number of a scene or section.
#[rustfmt::skip]
pub const SCENES: &[&str] = &[
    "SCENE", "SCÈNE", "SZENE", "SCENA", "ESCENA", "CENA", "AUFTRITT", "TOONEEL", "TONEEL", "SECTION", "ЯВЛЕНИЕ",
];
/// Names of the pieces that books have before and behind their chapters.
#[rustfmt::skip]
pub const NAMED: &[&str] = &[
    "PREFACE", "FOREWORD", "INTRODUCTION", "PROLOGUE", "EPILOGUE", "CONTENTS", "TABLE OF CONTENTS", "INDEX",
    "APPENDIX", "APPENDICES", "GLOSSARY", "BIBLIOGRAPHY", "AFTERWORD", "DEDICATION", "ADVERTISEMENT", "CONCLUSION",
    "ERRATA", "ACKNOWLEDGMENTS", "ACKNOWLEDGEMENTS", "LIST OF ILLUSTRATIONS", "ILLUSTRATIONS", "POSTSCRIPT", "NOTE",
    "NOTES", "ETYMOLOGY", "EXTRACTS", "GENERAL INDEX", "TRANSCRIBERS NOTE", "TRANSCRIBERS NOTES",
    "TRANSCRIBER NOTE", "PRÉFACE", "AVANT-PROPOS", "ÉPILOGUE", "TABLE DES MATIÈRES", "TABLE", "VORWORT",
    "EINLEITUNG", "INHALT", "INHALTSVERZEICHNIS", "NACHWORT", "ANHANG", "REGISTER", "VOORWOORD", "INLEIDING",
    "INHOUD", "NAWOORD", "BIJLAGE", "PRÓLOGO", "PREFACIO", "ÍNDICE", "EPÍLOGO", "PREFAZIONE", "INDICE",
    "ПРЕДИСЛОВИЕ", "ОГЛАВЛЕНИЕ", "СОДЕРЖАНИЕ",
];
/// Numbers in words.
#[rustfmt::skip]
pub const ORDINALS: &[&str] = &[
    "THE", "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH", "ONE",
    "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "PREMIER",
    "PREMIÈRE", "DEUXIÈME", "TROISIÈME", "ERSTES", "ERSTER", "ZWEITES", "ZWEITER", "DRITTES", "DRITTER", "EERSTE",
    "TWEEDE", "DERDE", "VIERDE", "VIJFDE", "ZESDE", "ZEVENDE", "ACHTSTE", "NEGENDE", "TIENDE", "ELFDE", "TWAALFDE",
    "LAATSTE", "PRIMERA", "PRIMERO", "SEGUNDA", "SEGUNDO", "TERCERA", "TERCERO", "PRIMO", "SECONDO", "TERZO",
    "ПЕРВАЯ", "ВТОРАЯ", "ТРЕТЬЯ",
];
/// Words that open the heading of an appendix, whatever follows.
#[rustfmt::skip]
pub const APPENDICES: &[&str] = &[
    "APPENDIX", "ANHANG", "BIJLAGE", "APPENDICE", "APÉNDICE",
];
