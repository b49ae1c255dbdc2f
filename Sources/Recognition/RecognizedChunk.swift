/// One recognized word, timed from the start of its chunk.
public struct RecognizedWord: Hashable, Sendable {
    /// The word as written, with the punctuation that belongs to it.
    public var text: String
    /// Seconds from the start of the chunk.
    public var start: Double
    /// Seconds from the start of the chunk, never before `start`.
    public var end: Double
    /// Probability of the word's tokens, 0 ... 1: their geometric mean, not calibrated.
    public var confidence: Double

    /// Makes a word; see the properties for units.
    public init(text: String, start: Double, end: Double, confidence: Double) {
        self.text = text
        self.start = start
        self.end = end
        self.confidence = confidence
    }
}

/// The result of one chunk.
public struct RecognizedChunk: Hashable, Sendable {
    /// The words in order.
    public var words: [RecognizedWord]
    /// Why decoding ended.
    public var ending: Ending
    /// The language that the model found; nil where it does not tell languages apart.
    public var language: LanguageCode?

    /// Makes a result.
    public init(words: [RecognizedWord], ending: Ending, language: LanguageCode? = nil) {
        self.words = words
        self.ending = ending
        self.language = language
    }
}

extension RecognizedChunk {
    /// A way in which decoding ends. Families may add their own: a static member, listed in `all`.
    public struct Ending: Hashable, Sendable {
        /// For people, and for what is kept of a chunk: ledgers and caches hold this text, so it must never change.
        public let rawValue: String
        /// Whether the two halves of the chunk, each recognized by itself, may give what the whole did not.
        public let isWorthSplitting: Bool

        /// The model said that the text is complete.
        public static let complete = Ending(rawValue: "complete", isWorthSplitting: false)
        /// The model repeated itself; the repetitions were cut off.
        public static let repetition = Ending(rawValue: "repetition loop", isWorthSplitting: true)
        /// The text had more tokens than anybody speaks in that time.
        public static let overlong = Ending(rawValue: "too many words for its length", isWorthSplitting: true)

        /// All endings that this program knows.
        public static let all: [Ending] = [.complete, .repetition, .overlong]

        private init(rawValue: String, isWorthSplitting: Bool) {
            self.rawValue = rawValue
            self.isWorthSplitting = isWorthSplitting
        }

        /// The ending that a text stands for.
        /// - Returns: nil for a text that this program does not know.
        public init?(rawValue: String) {
            guard let known = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
            self = known
        }
    }
}
