/// Words that the English normalization knows.
enum EnglishTables {
    /// Contractions that follow no rule, and titles. `'s` is always `is`, as in Whisper's evaluation: what matters is
    /// that both sides are treated alike.
    static let contractions: [String: String] = [
        "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "ain't": "aint",
        "let's": "let us", "y'all": "you all", "ma'am": "madam", "o'clock": "oclock", "wanna": "want to",
        "gonna": "going to", "gotta": "got to", "gimme": "give me", "lemme": "let me", "kinda": "kind of",
        "sorta": "sort of", "dunno": "do not know", "imma": "i am going to", "i'ma": "i am going to",
        "woulda": "would have", "coulda": "could have", "shoulda": "should have", "mr": "mister", "mrs": "missus",
        "dr": "doctor", "prof": "professor", "capt": "captain", "gov": "governor", "sgt": "sergeant",
        "lt": "lieutenant", "jr": "junior", "sr": "senior", "st": "saint", "vs": "versus", "ok": "okay",
    ]

    /// Endings of contractions and what they stand for; the first that fits is taken.
    static let endings: [(String, String)] = [
        ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'s", "is"), ("'d", "would"), ("'m", "am"),
    ]

    /// Sounds of hesitation and assent.
    static let fillers: Set<String> = [
        "uh", "uhh", "um", "umm", "uhm", "er", "erm", "hm", "hmm", "mm", "mmm", "mhm", "mmhm", "mmhmm", "uhhuh", "ah",
        "ahh", "oh", "eh",
    ]

    /// Fillers of two words: first → second.
    static let fillerPairs = ["uh": "huh", "mm": "hmm", "mhm": "mhm"]

    /// Number words below twenty.
    static let ones: [String: Int] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19,
    ]

    /// Tens.
    static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]

    /// What multiplies the number before it.
    static let multipliers: [String: Int] = [
        "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
        "trillion": 1_000_000_000_000,
    ]

    /// Ordinals → the number word and the ending that digits get.
    static let ordinals: [String: (cardinal: String, ending: String)] = {
        var result: [String: (cardinal: String, ending: String)] = [
            "first": ("one", "st"), "second": ("two", "nd"), "third": ("three", "rd"), "fifth": ("five", "th"),
            "eighth": ("eight", "th"), "ninth": ("nine", "th"), "twelfth": ("twelve", "th"),
        ]
        let irregular: Set = ["zero", "one", "two", "three", "five", "eight", "nine", "twelve"]
        for word in ones.keys where !irregular.contains(word) { result[word + "th"] = (word, "th") }
        for word in tens.keys { result[word.dropLast() + "ieth"] = (word, "th") }
        for word in multipliers.keys { result[word + "th"] = (word, "th") }
        // "the twenties", "in her sixties".
        for word in tens.keys { result[word.dropLast() + "ies"] = (word, "s") }
        return result
    }()

    /// Units of money → their sign.
    static let currencies: [String: String] = [
        "dollar": "$", "dollars": "$", "pound": "£", "pounds": "£", "euro": "€", "euros": "€", "cent": "¢",
        "cents": "¢",
    ]
}
