/// British spellings made American, by rules for families of words and a short list.
enum EnglishSpelling {
    /// The American spelling of a word in lower case; the word itself where no rule fits.
    static func american(_ word: String) -> String {
        if let known = words[word] { return known }
        for length in stride(from: min(word.utf8.count, 10), through: 4, by: -1) {
            let stem = String(word.prefix(length))
            if let changed = stems[stem] { return changed + word.dropFirst(length) }
        }
        // organise, organised, organisation: what else ends so (promise, otherwise) is on the list of exceptions.
        for ending in ["ise", "ises", "ised", "iser", "isers", "ising", "isation", "isations", "isable"]
        where word.hasSuffix(ending) && word.count >= ending.count + 4 {
            let base = word.dropLast(ending.count)
            return notSpelledWithZ.contains(base) ? word : base + "iz" + ending.dropFirst(2)
        }
        for ending in ["yse", "ysed", "yser", "ysing"] where word.hasSuffix(ending) {
            return word.dropLast(ending.count) + "yz" + ending.dropFirst(2)
        }
        for (british, american) in consonants where word.hasSuffix(british) {
            let base = String(word.dropLast(british.count))
            if doubled.contains(base) { return base + american }
        }
        return word
    }

    /// Beginnings of words: `colourful` → `colorful`.
    private static let stems: [String: String] = {
        let our = [
            "arm", "ard", "behavi", "cand", "clam", "col", "discol", "endeav", "fav", "ferv", "flav", "harb", "hon",
            "hum", "lab", "neighb", "od", "parl", "ranc", "rig", "rum", "sav", "splend", "tum", "val", "vap", "vig",
        ]
        let pairs = [
            ("aeroplane", "airplane"), ("aluminium", "aluminum"), ("anaesth", "anesth"), ("anaemi", "anemi"),
            ("archaeo", "archeo"), ("catalogue", "catalog"), ("dialogue", "dialog"), ("analogue", "analog"),
            ("encyclopaed", "encycloped"), ("haemo", "hemo"), ("judgement", "judgment"), ("jewellery", "jewelry"),
            ("leukaem", "leukem"), ("manoeuv", "maneuv"), ("moustach", "mustach"), ("mould", "mold"),
            ("orthopaed", "orthoped"), ("paediatr", "pediatr"), ("plough", "plow"), ("pyjama", "pajama"),
            ("sceptic", "skeptic"), ("sulph", "sulf"), ("smoulder", "smolder"), ("skilful", "skillful"),
        ]
        return Dictionary(uniqueKeysWithValues: our.map { ($0 + "our", $0 + "or") } + pairs)
    }()

    /// Single words.
    private static let words: [String: String] = {
        var result = [
            "grey": "gray", "greys": "grays", "programme": "program", "programmes": "programs", "cheque": "check",
            "cheques": "checks", "tyre": "tire", "tyres": "tires", "defence": "defense", "defences": "defenses",
            "offence": "offense", "offences": "offenses", "licence": "license", "licences": "licenses",
            "pretence": "pretense", "practise": "practice", "practised": "practiced", "practising": "practicing",
            "kerb": "curb", "ageing": "aging", "draught": "draft", "enrol": "enroll", "enrolment": "enrollment",
            "fulfil": "fulfill", "fulfilment": "fulfillment", "instalment": "installment", "storey": "story",
            "towards": "toward", "afterwards": "afterward", "whilst": "while", "amongst": "among",
            "learnt": "learned", "spelt": "spelled", "burnt": "burned", "dreamt": "dreamed",
            "foetus": "fetus", "whisky": "whiskey", "cosy": "cozy", "waggon": "wagon", "waggons": "wagons",
        ]
        for stem in ["cent", "theat", "met", "lit", "fib", "calib", "spect", "somb", "meag", "kilomet", "centimet"] {
            for (british, american) in [("re", "er"), ("res", "ers"), ("red", "ered")] {
                result[stem + british] = stem + american
            }
        }
        return result
    }()

    /// What stands before `ise` in words that Americans spell so too.
    private static let notSpelledWithZ: Set<Substring> = [
        "superv", "telev", "improv", "prom", "comprom", "prem", "surm", "surpr", "enterpr", "compr", "appr", "repr",
        "sunr", "franch", "exerc", "prec", "conc", "circumc", "disgu", "parad", "merchand", "expert", "advert", "chast",
        "desp", "treat", "appra", "fundra", "mala", "mayonna", "turquo", "torto", "porpo", "otherw", "likew", "clockw",
        "lengthw", "crossw",
    ]

    private static let consonants = [("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llers", "lers")]

    /// What stands before the doubled `l`.
    private static let doubled: Set = [
        "trave", "cance", "mode", "labe", "leve", "signa", "fue", "counse", "dia", "channe", "marve", "quarre",
        "tota", "tunne", "equa", "riva", "initia", "penci", "jewe", "libe", "unrave",
    ]
}
