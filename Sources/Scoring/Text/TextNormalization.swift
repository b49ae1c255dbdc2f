/// A word after normalization, and the written words that it comes from.
public struct NormalizedWord: Hashable, Sendable {
    /// The word that is compared.
    public var text: String
    /// Indices of the words as written; several where "twenty one" became "21".
    public var sources: Range<Int>

    /// Makes a word.
    public init(text: String, sources: Range<Int>) {
        self.text = text
        self.sources = sources
    }
}

/// What is done to the words of both sides before they are compared. Every score names it.
public enum TextNormalization: String, CaseIterable, Codable, Sendable {
    /// Nothing: words as they are written, parted at white space.
    case none
    /// Case and punctuation do not count.
    case basic
    /// Nor do contractions, spelled numbers, British spelling and fillers, in the manner of Whisper's evaluation.
    case english

    /// What is done, for the head of a report.
    public var explanation: String {
        switch self {
        case .none: "words parted at white space, otherwise as written"
        case .basic:
            "Unicode NFKC, lower case, hyphens and dashes to spaces, every other character that is not a letter, a "
                + "digit or an apostrophe inside a word to a space; numbers, contractions and spelling as written"
        case .english:
            "NFKC, lower case, no accents, no punctuation, nothing in brackets; contractions and titles written out, "
                + "numbers, ordinals, currency and per cent as digits, American spelling, fillers left out"
        }
    }

    /// Normalizes the words of one segment.
    /// - Parameter words: words as written, without white space.
    /// - Returns: the words to compare, in order; perhaps more or fewer.
    public func normalize(_ words: [String]) -> [NormalizedWord] {
        switch self {
        case .none: words.enumerated().map { NormalizedWord(text: $0.element, sources: $0.offset..<$0.offset + 1) }
        case .basic: BasicNormalization.normalize(words)
        case .english: EnglishNormalization.normalize(words)
        }
    }

    /// The normalized words of a text.
    public func words(of text: String) -> [String] {
        normalize(text.split(whereSeparator: \.isWhitespace).map(String.init)).map(\.text)
    }
}
