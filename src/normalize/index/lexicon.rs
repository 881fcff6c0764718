//! Small lists of English words that say what a name is the name of. They only add evidence; a language without them
//! is indexed by its capitals alone.

/// Words that no name begins with by themselves: articles, prepositions, conjunctions, pronouns, auxiliaries and the
/// adverbs that open sentences.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "according", "across", "after", "afterwards", "again", "against", "ah", "all", "almost",
    "along", "already", "also", "although", "always", "am", "among", "an", "and", "another", "any", "are", "around",
    "as", "at", "away", "be", "because", "been", "before", "behind", "being", "below", "beneath", "beside", "besides",
    "between", "beyond", "both", "but", "by", "can", "cannot", "could", "despite", "did", "do", "does", "down",
    "during", "each", "eight", "either", "even", "ever", "every", "few", "first", "five", "following", "for", "four",
    "from", "further", "furthermore", "had", "has", "have", "he", "hence", "her", "here", "hers", "him", "his", "how",
    "however", "i", "if", "in", "indeed", "inside", "instead", "into", "is", "it", "its", "just", "last", "later",
    "least", "less", "let", "like", "many", "may", "me", "meanwhile", "might", "mine", "more", "moreover", "most",
    "mr", "mrs", "much", "must", "my", "near", "neither", "never", "nevertheless", "next", "nine", "no", "none",
    "nor", "not", "nothing", "now", "o", "of", "off", "often", "oh", "on", "once", "one", "only", "onto", "or",
    "other", "others", "our", "ours", "out", "over", "own", "per", "perhaps", "rather", "same", "second", "seven",
    "several", "shall", "she", "should", "since", "six", "so", "some", "soon", "still", "such", "ten", "than", "that",
    "the", "thee", "their", "theirs", "them", "then", "there", "therefore", "these", "they", "this", "those", "thou",
    "though", "three", "through", "throughout", "thus", "thy", "till", "to", "today", "together", "too", "toward",
    "towards", "two", "under", "unless", "until", "up", "upon", "us", "very", "was", "we", "well", "were", "what",
    "when", "whenever", "where", "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "will",
    "with", "within", "without", "would", "ye", "yes", "yet", "you", "your", "yours",
];

/// Months, days and feasts.
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "apr", "april", "aug", "august", "christmas", "dec", "december", "easter", "feb", "february", "friday", "jan",
    "january", "jul", "july", "jun", "june", "mar", "march", "may", "monday", "nov", "november", "oct", "october",
    "saturday", "sep", "sept", "september", "sunday", "thursday", "tuesday", "wednesday",
];

/// What stands before a person's name and is not part of it.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "admiral", "adviser", "advisor", "ambassador", "archbishop", "aunt", "ayatollah", "baron", "baroness", "bishop",
    "brigadier", "brother", "capt", "captain", "cardinal", "chairman", "chancellor", "chief", "col", "colonel",
    "commander", "congressman", "congresswoman", "count", "countess", "dame", "dean", "director", "doctor", "don", "donna", "dr",
    "duchess", "duke", "earl", "emperor", "empress", "father", "frau", "gen", "general", "governor", "herr",
    "historian", "hon", "imam", "journalist", "judge", "justice", "king", "lady", "leader", "lieutenant", "lord",
    "lt", "madame", "major", "marshal", "master", "mayor", "minister", "miss", "mister", "mlle", "mme", "monsieur",
    "mr", "mrs", "ms", "mullah", "officer", "parson", "pope", "premier", "president", "prime", "prince", "princess",
    "prof", "professor", "queen", "rabbi", "representative", "rev", "reverend", "saint", "scholar", "secretary",
    "senator", "sergeant", "shah", "sheikh", "signor", "signora", "sir", "sister", "spokesman", "spokeswoman",
    "squire", "st", "sultan", "then-president", "uncle", "vice",
];

/// Particles inside names.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "abu", "af", "al", "bin", "d'", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du",
    "el", "ibn", "la", "las", "le", "los", "of", "op", "ten", "ter", "und", "van", "vom", "von", "y", "zu", "zur",
];

/// Words that make a name that of an organization, a work, an event: such a name is never inverted.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "academy", "accord", "act", "administration", "agency", "agreement", "airport", "alliance", "army", "assembly",
    "association", "bank", "battalion", "battle", "bible", "bill", "board", "book", "brigade", "bureau", "cabinet",
    "camp", "campaign", "center", "centre", "chamber", "church", "circle", "club", "college", "command", "commission",
    "committee", "company", "confederation", "conference", "congress", "constitution", "convention", "corps",
    "council", "coup", "court", "crisis", "declaration", "department", "division", "dynasty", "embassy", "empire",
    "executive", "faction", "federation", "festival", "force", "forces", "foundation", "front", "fund", "government",
    "group", "guard", "guards", "hospital", "house", "industries", "institute", "institution", "intelligence",
    "journal", "kingdom", "law", "league", "legion", "liberation", "library", "magazine", "ministry", "mission",
    "movement", "museum", "nation", "nations", "network", "news", "office", "operation", "order", "organisation",
    "organization", "parliament", "party", "post", "press", "program", "programme", "project", "referendum",
    "regiment", "report", "republic", "resistance", "revolution", "school", "secretariat", "senate", "service",
    "services", "society", "standard", "state", "statement", "states", "strategy", "subcommittee", "syndicate",
    "team", "theater", "theatre", "times", "treaty", "trial", "tribunal", "troops", "union", "university", "war",
    "weekly", "works", "workshop",
];

/// Words that make a name that of a place.
#[rustfmt::skip]
const PLACE_HEADS: &[&str] = &[
    "abbey", "alley", "avenue", "bay", "beach", "borough", "bridge", "canal", "cape", "castle", "cathedral", "city",
    "coast", "county", "creek", "desert", "district", "falls", "field", "forest", "fort", "garden", "gardens", "gate",
    "gulf", "hall", "harbor", "harbour", "heights", "highway", "hill", "hills", "inn", "island", "islands", "isle",
    "isles", "lake", "lane", "market", "mill", "mount", "mountain", "mountains", "ocean", "palace", "park", "peak",
    "peninsula", "plain", "point", "port", "prison", "province", "quay", "river", "road", "sea", "shore", "square",
    "station", "strait", "straits", "street", "temple", "tower", "town", "valley", "village", "wood",
];

/// Given names that need no other evidence to begin a person's name. Common ones of many languages.
#[rustfmt::skip]
const GIVEN_NAMES: &[&str] = &[
    "abbas", "abdullah", "abraham", "ada", "adam", "adele", "agnes", "ahmad", "ahmed", "alan", "albert", "alejandro",
    "alexander", "alexandra", "alfred", "ali", "alice", "allen", "amir", "amy", "ana", "andrea", "andreas", "andrew",
    "angela", "ann", "anna", "anne", "anthony", "antoine", "antonio", "arthur", "august", "barack", "barbara",
    "benjamin", "bernard", "bertrand", "bill", "bob", "boris", "brian", "carl", "carlos", "caroline", "catherine",
    "charles", "charlotte", "christian", "christina", "christopher", "clara", "claude", "colin", "condoleezza",
    "daniel", "david", "diana", "donald", "dorothy", "douglas", "ebrahim", "edgar", "edmund", "eduard", "edward",
    "eleanor", "elena", "eliza", "elizabeth", "ellen", "emil", "emily", "emma", "emmanuel", "eric", "ernest", "ernst",
    "eugene", "eva", "fatima", "felix", "ferdinand", "francis", "francisco", "frank", "franz", "fred", "frederic",
    "frederick", "friedrich", "fritz", "gary", "geoffrey", "georg", "george", "gerald", "gertrude", "giovanni",
    "giuseppe", "grace", "gustav", "hamid", "hannah", "hans", "harold", "harry", "hasan", "hashem", "hassan",
    "heinrich", "helen", "helena", "henri", "henry", "herbert", "hermann", "hillary", "horace", "hossein", "howard",
    "hugh", "hugo", "hussein", "ian", "ibrahim", "igor", "isaac", "isabella", "ivan", "jack", "jacob", "jacques",
    "james", "jan", "jane", "janet", "jason", "javad", "jean", "jeff", "jennifer", "jeremy", "jerome", "jim", "joan",
    "joe", "johan", "johann", "johannes", "john", "jonathan", "jorge", "jose", "josef", "joseph", "joshua", "juan",
    "judith", "judy", "julia", "julian", "julius", "karim", "karl", "kate", "katherine", "kazem", "keith", "kenneth",
    "kevin", "khalid", "laura", "lawrence", "leo", "leon", "leonard", "lewis", "linda", "lisa", "louis", "louise",
    "lucas", "lucy", "ludwig", "luigi", "luis", "luke", "mahmoud", "marc", "marcel", "marco", "margaret", "maria",
    "marie", "mario", "mark", "martha", "martin", "mary", "maryam", "massoud", "matilda", "matthew", "maurice", "max",
    "mehdi", "michael", "michel", "miguel", "mike", "mohammad", "mohammed", "mostafa", "muhammad", "nancy", "nasser",
    "nathan", "neil", "nelson", "nicholas", "nicolas", "nikolai", "norman", "olga", "oliver", "omar", "oscar", "otto",
    "pablo", "patricia", "patrick", "paul", "pedro", "peter", "philip", "pierre", "rachel", "ralph", "raymond",
    "rebecca", "reza", "richard", "robert", "roger", "roland", "ronald", "rosa", "rose", "roy", "rudolf", "rudy",
    "rupert", "russell", "ruth", "saddam", "saeed", "sam", "samuel", "sandra", "sara", "sarah", "scott", "sean",
    "sergei", "seymour", "sharon", "sheila", "sigmund", "simon", "sofia", "sophie", "stanley", "stefan", "stella",
    "stephen", "steve", "steven", "stuart", "susan", "sylvia", "tariq", "ted", "teresa", "theodor", "theodore",
    "theresa", "thomas", "timothy", "tobias", "tom", "tony", "ursula", "veronica", "victor", "victoria", "viktor",
    "vincent", "virginia", "vladimir", "walter", "wilhelm", "william", "winston", "wolfgang", "yusuf", "zahra",
];

/// States and a few other places that a text names only once or twice and a reader looks up all the same.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "afghanistan", "africa", "albania", "algeria", "america", "amsterdam", "angola", "ankara", "antarctica",
    "antwerp", "arabia", "argentina", "armenia", "asia", "athens", "australia", "austria", "azerbaijan", "baghdad",
    "bahrain", "bangladesh", "beijing", "belarus", "belgium", "belgrade", "benin", "berlin", "bhutan", "bolivia",
    "bosnia", "botswana", "brazil", "britain", "brussels", "budapest", "bulgaria", "burma", "burundi", "cairo",
    "cambodia", "cameroon", "canada", "chad", "chile", "china", "colombia", "congo", "copenhagen", "croatia", "cuba",
    "cyprus", "czechoslovakia", "damascus", "delhi", "denmark", "dublin", "ecuador", "edinburgh", "egypt", "england",
    "eritrea", "estonia", "ethiopia", "europe", "finland", "france", "gabon", "gambia", "geneva", "germany", "ghana",
    "greece", "greenland", "guatemala", "guinea", "haiti", "hamburg", "holland", "honduras", "hungary", "iceland",
    "india", "indonesia", "iran", "iraq", "ireland", "israel", "istanbul", "italy", "jamaica", "japan", "jerusalem",
    "jordan", "kabul", "kazakhstan", "kenya", "korea", "kuwait", "laos", "latvia", "lebanon", "liberia", "libya",
    "lisbon", "lithuania", "london", "luxembourg", "macedonia", "madagascar", "madrid", "mainz", "malaysia", "mali",
    "malta", "mexico", "milan", "moldova", "mongolia", "morocco", "moscow", "mozambique", "munich", "namibia",
    "nepal", "netherlands", "nicaragua", "niger", "nigeria", "norway", "oman", "oslo", "pakistan", "palestine",
    "panama", "paraguay", "paris", "persia", "peru", "philippines", "poland", "portugal", "prague", "prussia",
    "qatar", "romania", "rome", "rotterdam", "russia", "rwanda", "scotland", "senegal", "serbia", "singapore",
    "slovakia", "slovenia", "somalia", "spain", "stockholm", "sudan", "sweden", "switzerland", "syria", "taiwan",
    "tanzania", "tehran", "thailand", "tibet", "tirana", "tokyo", "tunisia", "turkey", "uganda", "ukraine", "uruguay",
    "uzbekistan", "venezuela", "venice", "vienna", "vietnam", "wales", "warsaw", "washington", "yemen", "yugoslavia",
    "zambia", "zimbabwe",
];

/// Abbreviations whose full stop ends no sentence.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "bros", "capt", "cf", "ch", "co", "col", "dr", "ed", "eds", "etc", "fig", "gen", "hon", "inc", "jr", "lt", "ltd",
    "maj", "messrs", "mme", "mr", "mrs", "ms", "no", "op", "p", "pp", "prof", "rev", "sec", "sgt", "sr", "st", "ste",
    "viz", "vol", "vs",
];

/// Verbs behind a name that say it is somebody's.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "answered", "argued", "argues", "asked", "believed", "declared", "died", "herself", "himself", "married", "noted",
    "observed", "remarked", "replied", "said", "says", "thought", "told", "who", "writes", "wrote",
];

/// Endings of adjectives made of the names of peoples and places.
#[rustfmt::skip]
const NATIONAL_ENDINGS: &[&str] = &[
    "ani", "anian", "aqi", "ean", "eli", "elsh", "ench", "ese", "ian", "ians", "ic", "ican", "iot", "ish", "ist", "ists", "reek", "utch", "wiss",
];

/// Whether a folded word is a function word.
pub fn is_function_word(word: &str) -> bool {
    // `I'm`, `they've`: what stands before the apostrophe decides.
    FUNCTION_WORDS.binary_search(&word.split('\'').next().unwrap_or(word)).is_ok()
}

/// Words that count the parts of a book: no names, though books print them in capitals.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "act", "appendix", "book", "canto", "chapter", "contents", "epilogue", "fig", "figure", "footnote",
    "illustration", "illustrations", "index", "introduction", "letter", "note", "part", "plate", "preface",
    "prologue", "scene", "section", "table", "vol", "volume",
];

/// Whether an abbreviation in capitals names nobody: hours, eras.
pub fn is_unit(word: &str) -> bool {
    ["ad", "am", "bc", "bce", "ce", "ok", "pm", "tv"].contains(&word.replace('.', "").as_str())
}

/// Whether a word counts the parts of a book.
pub fn is_part(word: &str) -> bool {
    PARTS.binary_search(&word).is_ok()
}

/// Whether it is a month, a day or a feast.
pub fn is_calendar(word: &str) -> bool {
    CALENDAR.binary_search(&word).is_ok()
}

/// Whether it is a title.
pub fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word).is_ok()
}

/// Whether it is a particle inside names.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.binary_search(&word).is_ok()
}

/// Whether it makes a name that of an organization, a work or an event.
pub fn is_head(word: &str) -> bool {
    HEADS.binary_search(&word).is_ok()
}

/// Whether it makes a name that of a place.
pub fn is_place_head(word: &str) -> bool {
    PLACE_HEADS.binary_search(&word).is_ok()
}

/// Whether it is a given name.
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.binary_search(&word).is_ok()
}

/// Whether it is a place.
pub fn is_place(word: &str) -> bool {
    PLACES.binary_search(&word).is_ok()
}

/// Whether a word behind a name says that it is somebody's.
pub fn is_speech(word: &str) -> bool {
    SPEECH.binary_search(&word).is_ok()
}

/// Whether a word has the ending of an adjective of a people.
pub fn has_national_ending(word: &str) -> bool {
    #[rustfmt::skip]
const WHOLE: &[&str] = &[
    "arab", "german", "kurd", "norman", "roman", "turk",
];
    WHOLE.contains(&word) || (word.len() > 4 && NATIONAL_ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

/// Whether a full stop behind a word belongs to it.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_so_that_they_can_be_searched() {
        let lists = [
            FUNCTION_WORDS,
            CALENDAR,
            TITLES,
            PARTICLES,
            HEADS,
            PLACE_HEADS,
            GIVEN_NAMES,
            PLACES,
            SPEECH,
            PARTS,
            ABBREVIATIONS,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
