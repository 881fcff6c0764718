//! Small lists of English words that say what a name is the name of. They only add evidence; a language without them
//! is indexed by its capitals alone.

/// Words that no name begins with by themselves: articles, prepositions, conjunctions, pronouns, auxiliaries and the
/// adverbs that open sentences.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "according", "across", "after", "afterwards", "again", "against", "all", "almost", "along",
    "already", "also", "although", "always", "am", "among", "an", "and", "another", "any", "are", "around", "as", "at",
    "away", "be", "because", "been", "before", "behind", "being", "below", "beneath", "beside", "besides", "between",
    "beyond", "both", "but", "by", "can", "cannot", "could", "despite", "did", "do", "does", "down", "during", "each",
    "either", "even", "ever", "every", "few", "first", "following", "for", "from", "further", "furthermore", "had",
    "has", "have", "he", "hence", "her", "here", "hers", "him", "his", "how", "however", "i", "if", "in", "indeed",
    "inside", "instead", "into", "is", "it", "its", "just", "last", "later", "least", "less", "let", "like", "many",
    "may", "me", "meanwhile", "might", "mine", "more", "moreover", "most", "much", "must", "my", "near", "neither",
    "never", "nevertheless", "next", "no", "none", "nor", "not", "nothing", "now", "of", "off", "often", "on", "once",
    "one", "only", "onto", "or", "other", "others", "our", "ours", "out", "over", "own", "per", "perhaps", "rather",
    "same", "second", "several", "shall", "she", "should", "since", "so", "some", "soon", "still", "such", "than",
    "that", "the", "their", "theirs", "them", "then", "there", "therefore", "these", "they", "this", "those", "though",
    "three", "through", "throughout", "thus", "till", "to", "today", "together", "too", "toward", "towards", "two",
    "under", "unless", "until", "up", "upon", "us", "very", "was", "we", "well", "were", "what", "when", "whenever",
    "where", "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within",
    "without", "would", "yes", "yet", "you", "your", "yours", "four", "five", "six", "seven", "eight", "nine", "ten",
    "thou", "thee", "thy", "ye", "o", "oh", "ah", "mr", "mrs",
];

/// Months, days and feasts.
const CALENDAR: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
];

/// What stands before a person's name and is not part of it.
const TITLES: &[&str] = &[
    "admiral", "advisor", "adviser", "ambassador", "archbishop", "ayatollah", "baron", "baroness", "bishop", "brigadier",
    "brother", "captain", "capt", "cardinal", "chairman", "chancellor", "chief", "col", "colonel", "commander",
    "congressman", "congresswoman", "count", "countess", "dame", "dean", "director", "doctor", "dr", "duchess", "duke",
    "earl", "emperor", "empress", "father", "general", "gen", "governor", "herr", "frau", "historian", "hon", "imam",
    "journalist", "judge", "justice", "king", "lady", "leader", "lieutenant", "lt", "lord", "madame", "major",
    "marshal", "master", "mayor", "miss", "minister", "mister", "mlle", "mme", "monsieur", "mr", "mrs", "ms", "mullah",
    "officer", "parson", "pope", "premier", "president", "prime", "prince", "princess", "prof", "professor", "queen",
    "rabbi", "representative", "reverend", "rev", "saint", "scholar", "secretary", "senator", "sergeant", "shah",
    "sheikh", "signor", "signora", "sir", "sister", "spokesman", "spokeswoman", "squire", "st", "sultan", "vice",
    "uncle", "aunt", "then-president",
];

/// Particles inside names.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "ibn", "abu", "d'", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "el", "la", "las", "le", "los", "op", "of", "ten", "ter", "und", "van", "vom", "von", "y", "zu", "zur",
];

/// Words that make a name that of an organization, a work, an event: such a name is never inverted.
const HEADS: &[&str] = &[
    "academy", "accord", "act", "administration", "agency", "agreement", "airport", "alliance", "army", "assembly",
    "association", "bank", "battalion", "battle", "bible", "bill", "board", "book", "brigade", "bureau", "cabinet",
    "camp", "campaign", "center", "centre", "chamber", "church", "circle", "club", "college", "command", "commission",
    "committee", "company", "conference", "confederation", "congress", "constitution", "convention", "corps", "council",
    "coup", "court", "crisis", "declaration", "department", "division", "dynasty", "embassy", "empire", "executive",
    "faction", "federation", "festival", "force", "forces", "foundation", "front", "fund", "government", "group",
    "guard", "guards", "hospital", "house", "industries", "institute", "institution", "journal", "kingdom", "law",
    "league", "legion", "liberation", "library", "magazine", "ministry", "mission", "movement", "museum", "nation",
    "nations", "network", "news", "office", "operation", "order", "organisation", "organization", "parliament",
    "party", "post", "press", "program", "programme", "project", "referendum", "regiment", "report", "republic",
    "revolution", "school", "secretariat", "senate", "service", "services", "society", "standard", "state", "states",
    "statement", "strategy", "subcommittee", "syndicate", "team", "theater", "theatre", "times", "treaty", "trial",
    "tribunal", "troops", "union", "university", "war", "weekly", "works", "workshop", "resistance", "intelligence",
];

/// Words that make a name that of a place.
const PLACE_HEADS: &[&str] = &[
    "abbey", "alley", "avenue", "bay", "beach", "borough", "bridge", "canal", "cape", "castle", "cathedral", "city",
    "coast", "county", "creek", "desert", "district", "falls", "field", "forest", "fort", "garden", "gardens", "gate",
    "gulf", "hall", "harbor", "harbour", "heights", "highway", "hill", "hills", "inn", "island", "islands", "isle",
    "isles", "lake", "lane", "market", "mill", "mount", "mountain", "mountains", "ocean", "palace", "park", "peak",
    "peninsula", "plain", "point", "port", "prison", "province", "quay", "river", "road", "sea", "shore", "square",
    "station", "strait", "straits", "street", "temple", "tower", "town", "valley", "village", "wood",
];

/// Given names that need no other evidence to begin a person's name. Common ones of many languages.
const GIVEN_NAMES: &[&str] = &[
    "abbas", "abdullah", "abraham", "ada", "adam", "adele", "agnes", "ahmad", "ahmed", "alan", "albert", "alejandro",
    "alexander", "alexandra", "alfred", "ali", "alice", "allen", "amir", "amy", "ana", "andrea", "andreas", "andrew",
    "angela", "ann", "anna", "anne", "anthony", "antoine", "antonio", "arthur", "august", "barack", "barbara",
    "benjamin", "bernard", "bertrand", "bill", "bob", "boris", "brian", "carl", "carlos", "caroline", "catherine",
    "charles", "charlotte", "christian", "christina", "christopher", "clara", "claude", "colin", "condoleezza",
    "daniel", "david", "diana", "donald", "dorothy", "douglas", "ebrahim", "edgar", "edmund", "eduard", "edward",
    "eleanor", "elena", "eliza", "elizabeth", "ellen", "emil", "emily", "emma", "emmanuel", "eric", "ernest", "ernst",
    "eugene", "eva", "fatima", "felix", "ferdinand", "francis", "francisco", "frank", "franz", "fred", "frederic",
    "frederick", "friedrich", "fritz", "gary", "geoffrey", "george", "georg", "gerald", "gertrude", "giovanni",
    "giuseppe", "grace", "gustav", "hamid", "hannah", "hans", "harold", "harry", "hasan", "hashem", "hassan", "heinrich",
    "helen", "helena", "henri", "henry", "herbert", "hermann", "hillary", "horace", "hossein", "howard", "hugh", "hugo",
    "hussein", "ian", "ibrahim", "igor", "isaac", "isabella", "ivan", "jack", "jacob", "jacques", "james", "jan",
    "jane", "janet", "jason", "javad", "jean", "jeff", "jennifer", "jeremy", "jerome", "jim", "joan", "joe", "johan",
    "johann", "johannes", "john", "jonathan", "jorge", "jose", "josef", "joseph", "joshua", "juan", "judith", "judy",
    "julia", "julian", "julius", "karim", "karl", "kate", "katherine", "kazem", "keith", "kenneth", "kevin", "khalid",
    "laura", "lawrence", "leo", "leon", "leonard", "lewis", "linda", "lisa", "louis", "louise", "lucas", "lucy",
    "ludwig", "luigi", "luis", "luke", "mahmoud", "marc", "marcel", "marco", "margaret", "maria", "marie", "mario",
    "mark", "martha", "martin", "mary", "maryam", "massoud", "matilda", "matthew", "maurice", "max", "mehdi", "michael",
    "michel", "miguel", "mike", "mohammad", "mohammed", "muhammad", "mostafa", "nancy", "nasser", "nathan", "neil",
    "nelson", "nicholas", "nicolas", "nikolai", "norman", "oliver", "olga", "omar", "oscar", "otto", "pablo", "patricia",
    "patrick", "paul", "pedro", "peter", "philip", "pierre", "rachel", "ralph", "raymond", "rebecca", "reza", "richard",
    "robert", "roger", "roland", "ronald", "rosa", "rose", "roy", "rudolf", "rudy", "rupert", "russell", "ruth",
    "saddam", "saeed", "sam", "samuel", "sandra", "sara", "sarah", "scott", "sean", "sergei", "seymour", "sharon", "sheila",
    "sigmund", "simon", "sofia", "sophie", "stanley", "stefan", "stella", "stephen", "steve", "steven", "stuart", "susan",
    "sylvia", "tariq", "ted", "teresa", "theodor", "theodore", "theresa", "thomas", "timothy", "tobias", "tom", "tony",
    "ursula", "veronica", "victor", "victoria", "viktor", "vincent", "virginia", "vladimir", "walter", "wilhelm",
    "william", "winston", "wolfgang", "yusuf", "zahra",
];

/// States and a few other places that a text names only once or twice and a reader looks up all the same.
const PLACES: &[&str] = &[
    "afghanistan", "africa", "albania", "algeria", "america", "angola", "antarctica", "arabia", "argentina", "armenia",
    "asia", "australia", "austria", "azerbaijan", "bahrain", "bangladesh", "belarus", "belgium", "benin", "bhutan",
    "bolivia", "bosnia", "botswana", "brazil", "britain", "bulgaria", "burma", "burundi", "cambodia", "cameroon",
    "canada", "chad", "chile", "china", "colombia", "congo", "croatia", "cuba", "cyprus", "czechoslovakia", "denmark",
    "ecuador", "egypt", "england", "eritrea", "estonia", "ethiopia", "europe", "finland", "france", "gabon", "gambia",
    "germany", "ghana", "greece", "greenland", "guatemala", "guinea", "haiti", "holland", "honduras", "hungary",
    "iceland", "india", "indonesia", "iran", "iraq", "ireland", "israel", "italy", "jamaica", "japan", "jordan",
    "kazakhstan", "kenya", "korea", "kuwait", "laos", "latvia", "lebanon", "liberia", "libya", "lithuania",
    "luxembourg", "macedonia", "madagascar", "malaysia", "mali", "malta", "mexico", "moldova", "mongolia", "morocco",
    "mozambique", "namibia", "nepal", "netherlands", "nicaragua", "niger", "nigeria", "norway", "oman", "pakistan",
    "palestine", "panama", "paraguay", "persia", "peru", "philippines", "poland", "portugal", "prussia", "qatar",
    "romania", "russia", "rwanda", "scotland", "senegal", "serbia", "singapore", "slovakia", "slovenia", "somalia",
    "spain", "sudan", "sweden", "switzerland", "syria", "taiwan", "tanzania", "thailand", "tibet", "tunisia", "turkey",
    "uganda", "ukraine", "uruguay", "uzbekistan", "venezuela", "vietnam", "wales", "yemen", "yugoslavia", "zambia",
    "zimbabwe", "amsterdam", "ankara", "antwerp", "athens", "baghdad", "beijing", "belgrade", "berlin", "brussels",
    "budapest", "cairo", "copenhagen", "damascus", "delhi", "dublin", "edinburgh", "geneva", "hamburg", "istanbul",
    "jerusalem", "kabul", "lisbon", "london", "madrid", "mainz", "milan", "moscow", "munich", "oslo", "paris", "prague",
    "rome", "rotterdam", "stockholm", "tehran", "tirana", "tokyo", "venice", "vienna", "warsaw", "washington",
];

/// Abbreviations whose full stop ends no sentence.
pub const ABBREVIATIONS: &[&str] = &[
    "bros", "capt", "cf", "ch", "co", "col", "dr", "ed", "eds", "etc", "fig", "gen", "hon", "inc", "jr", "lt", "ltd",
    "maj", "messrs", "mme", "mr", "mrs", "ms", "no", "op", "p", "pp", "prof", "rev", "sec", "sgt", "sr", "st", "ste",
    "viz", "vol", "vs",
];

/// Verbs behind a name that say it is somebody's.
const SPEECH: &[&str] = &[
    "said", "says", "wrote", "writes", "argued", "argues", "noted", "observed", "remarked", "replied", "asked",
    "answered", "told", "died", "who", "himself", "herself", "thought", "believed", "declared", "married",
];

/// Endings of adjectives made of the names of peoples and places.
const NATIONAL_ENDINGS: &[&str] = &["ian", "ean", "ese", "ish", "iot", "aqi", "eli", "ani", "ani", "utch", "ench", "reek", "elsh", "wiss", "ic", "ist", "ists", "ians", "anian"];

/// Whether a folded word is a function word.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word)
}

/// Whether it is a month, a day or a feast.
pub fn is_calendar(word: &str) -> bool {
    CALENDAR.contains(&word)
}

/// Whether it is a title.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether it is a particle inside names.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether it makes a name that of an organization, a work or an event.
pub fn is_head(word: &str) -> bool {
    HEADS.contains(&word)
}

/// Whether it makes a name that of a place.
pub fn is_place_head(word: &str) -> bool {
    PLACE_HEADS.contains(&word)
}

/// Whether it is a given name.
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(&word)
}

/// Whether it is a place.
pub fn is_place(word: &str) -> bool {
    PLACES.contains(&word)
}

/// Whether a word behind a name says that it is somebody's.
pub fn is_speech(word: &str) -> bool {
    SPEECH.contains(&word)
}

/// Whether a word has the ending of an adjective of a people.
pub fn has_national_ending(word: &str) -> bool {
    word.len() > 4 && NATIONAL_ENDINGS.iter().any(|ending| word.ends_with(ending))
}
