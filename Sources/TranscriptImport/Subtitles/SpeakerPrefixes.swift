/// Names and marks at the beginning of the lines of subtitles, which say who speaks: `Ann: Hello`, `[Ann] Hello`,
/// `>> ANN: Hello`, `- Hello`.
///
/// A colon alone makes no name: the same few names must come again and again, or stand before every cue.
struct SpeakerPrefixes {
    /// What a line begins with.
    struct Opening {
        /// A mark that another voice speaks: `>>` or a dash.
        var isNewVoice = false
        /// What may be a name.
        var name: String?
        /// Whether the name stands in brackets without a colon, where sounds stand as well.
        var isBare = false
        /// The line behind the mark.
        var unmarked: Substring
        /// The line behind mark and name.
        var rest: Substring
    }

    /// Names that count.
    private var names: Set<String> = []
    /// Those that count also in brackets without a colon.
    private var bareNames: Set<String> = []
    /// Whether a dash without a space marks another voice.
    private let isDialogue: Bool

    /// Whether any speaker is named.
    var isEmpty: Bool { names.isEmpty && bareNames.isEmpty }

    /// Finds the names of a file.
    init(_ cues: [Cue]) {
        isDialogue = cues.contains { $0.lines.count { Self.dashes.contains($0.text.first ?? " ") } > 1 }
        let spoken = cues.filter { !$0.lines.isEmpty && $0.lines.allSatisfy { $0.voice == nil } }
        let openings = spoken.map { cue in cue.lines.map { Self.opening($0.text, isDialogue: isDialogue) } }
        names = Self.names(openings, isBare: false)
        bareNames = Self.names(openings, isBare: true)
    }

    private static func names(_ openings: [[Opening]], isBare: Bool) -> Set<String> {
        func name(_ opening: Opening) -> String? {
            guard let name = opening.name, !isBare || opening.isBare else { return nil }
            return isBare || !opening.isBare ? name : nil
        }
        let first = openings.map { $0.first.flatMap(name) }
        var counts: [String: Int] = [:]
        for opening in openings.joined() {
            if let name = name(opening), isPlausible(name) { counts[name, default: 0] += 1 }
        }
        // Before every cue stands a name: it may be any word, but several words only if they come again or look so.
        let isNamed = first.allSatisfy { name in
            guard let name else { return false }
            return isProper(name) || (!isBare && (counts[name, default: 0] > 1 || !name.contains(" ")))
        }
        if isNamed, !first.isEmpty { return Set(counts.keys).union(first.compactMap(\.self)) }
        let recurring = Set(counts.filter { $0.value > 1 }.keys)
        let proper = Set(counts.keys.filter(isProper))
        func share(_ names: Set<String>) -> Double {
            Double(first.count { $0.map(names.contains) ?? false }) / Double(max(1, first.count))
        }
        // Most cues name somebody; or some do, whenever the speaker changes.
        if share(recurring) >= 0.5 || (share(recurring) >= 0.2 && recurring.count > 1 && !isBare) {
            return recurring.union(isBare ? [] : proper)
        }
        return !isBare && share(proper) >= 2.0 / 3 && proper.count > 1 ? proper.union(recurring) : []
    }

    /// What a line begins with, of which only names that count are names.
    func opening(_ text: Substring) -> Opening {
        var opening = Self.opening(text, isDialogue: isDialogue)
        if let name = opening.name, !(opening.isBare ? bareNames : names).contains(name) {
            opening.name = nil
            opening.rest = opening.unmarked
        }
        return opening
    }

    /// The name of a speaker, or nil for `?`, with which this program marks what nobody could be told to say.
    static func speaker(_ name: String) -> String? { name == "?" ? nil : name }

    // MARK: Lines

    private static let dashes: Set<Character> = ["-", "–", "‐", "‑"]

    private static func opening(_ line: Substring, isDialogue: Bool) -> Opening {
        var text = line.drop(while: \.isWhitespace)
        var isNewVoice = false
        let arrows = text.prefix { $0 == ">" }
        if arrows.count > 1 {
            isNewVoice = true
            text = text[arrows.endIndex...].drop(while: \.isWhitespace)
        }
        if let dash = text.first, dashes.contains(dash) {
            let after = text.dropFirst()
            let isParted = after.first?.isWhitespace == true
            if isParted || (isDialogue && after.first.map { !$0.isNumber && !dashes.contains($0) } == true) {
                isNewVoice = true
                text = after.drop(while: \.isWhitespace)
            }
        }
        var opening = Opening(isNewVoice: isNewVoice, unmarked: text, rest: text)
        if text.first == "[" { readBrackets(&opening) } else { readColon(&opening) }
        return opening
    }

    /// Longest name in characters.
    private static let maxLength = 60

    private static func readBrackets(_ opening: inout Opening) {
        let text = opening.unmarked
        let inside = text.dropFirst().prefix { $0 != "]" && $0 != "[" && $0 != ":" }
        guard (1...maxLength).contains(inside.count), inside.endIndex < text.endIndex, text[inside.endIndex] == "]"
        else { return }
        var rest = text[text.index(after: inside.endIndex)...]
        let hasColon = rest.first == ":" || rest.first == "："
        if hasColon { rest = rest.dropFirst() }
        rest = rest.drop(while: \.isWhitespace)
        let name = trimmed(inside)
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        guard hasColon || (!rest.isEmpty && !words.contains(where: sounds.contains)) else { return }
        opening.name = name
        opening.isBare = !hasColon
        opening.rest = rest
    }

    private static func readColon(_ opening: inout Opening) {
        let text = opening.unmarked
        guard let colon = text.prefix(maxLength + 1).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return }
        let rest = text[text.index(after: colon)...]
        let name = trimmed(text[..<colon])
        guard !name.isEmpty, !name.contains(where: { "[]".contains($0) }), !stopWords.contains(name.lowercased()),
            text[colon] == "：" || rest.first.map(\.isWhitespace) ?? true
        else { return }
        opening.name = name
        opening.rest = rest.drop(while: \.isWhitespace)
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Names

    /// Whether it may be a name at all.
    private static func isPlausible(_ name: String) -> Bool {
        if name == "?" { return true }
        return name.contains(where: \.isLetter) && name.split(separator: " ").count <= 6
            && !name.contains { "?!;,\"“”…/".contains($0) }
    }

    /// Whether it is written as names are: with capitals, or in a script that has none.
    private static func isProper(_ name: String) -> Bool {
        if name == "?" { return true }
        let words = name.split(separator: " ")
        // "Step 2" and "In 2024" are written as "Speaker 2" is.
        if words.count > 1, words.last?.allSatisfy(\.isNumber) == true {
            return words.dropLast().contains { roles.contains($0.lowercased()) }
        }
        return isPlausible(name) && words.count <= 4
            && words.allSatisfy { word in
                guard let letter = word.first(where: { $0.isLetter || $0.isNumber }) else { return false }
                return !letter.isLowercase || particles.contains(word.lowercased())
            }
    }

    private static let particles: Set<String> = ["de", "da", "di", "la", "le", "van", "von", "der", "den", "bin", "al"]

    /// Words that are names together with a number.
    private static let roles: Set<String> = [
        "speaker", "spk", "channel", "guest", "person", "participant", "voice", "host", "caller", "agent", "customer",
        "interviewer", "interviewee", "respondent", "moderator", "witness", "student", "teacher", "patient", "doctor",
    ]

    /// What stands before a colon and is no name.
    private static let stopWords: Set<String> = [
        "note", "notes", "warning", "caution", "attention", "important", "tip", "hint", "remember", "example",
        "for example", "e.g.", "i.e.", "p.s.", "ps", "nb", "n.b.", "update", "edit", "source", "translation",
        "subtitles", "captions", "transcript", "time", "date", "today", "tomorrow", "yesterday", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "http", "https", "re", "subject", "from", "to",
        "first", "second", "third", "finally", "and", "but", "so", "or", "well", "now", "then", "also", "however",
        "again", "this", "that", "here", "problem", "solution", "summary", "conclusion", "result", "results", "step",
        "chapter", "part", "rule", "fact", "reminder", "agenda", "topic", "title", "in short", "in other words",
    ]

    /// What stands in brackets and is a sound.
    private static let sounds: Set<String> = [
        "music", "applause", "laughter", "laughs", "laughing", "chuckles", "chuckling", "inaudible", "unintelligible",
        "indistinct", "silence", "pause", "crosstalk", "noise", "cough", "coughs", "coughing", "sigh", "sighs",
        "sighing", "gasps", "crying", "cheering", "cheers", "clapping", "singing", "whispering", "beep", "phone",
        "door", "foreign", "background", "sound", "sounds", "blank", "audio", "um", "uh",
    ]
}
