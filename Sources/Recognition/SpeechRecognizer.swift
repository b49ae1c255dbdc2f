/// One recognised word, timed from the start of its chunk.
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

/// What came of one chunk.
public struct RecognizedChunk: Hashable, Sendable {
    /// The words in order.
    public var words: [RecognizedWord]
    /// Why decoding ended.
    public var ending: Ending

    /// Ways in which decoding ends.
    public enum Ending: String, Hashable, Sendable {
        /// The model said that the text is complete.
        case complete
        /// The model repeated itself; what it said over and over was cut off.
        case repetition = "repetition loop"
        /// More tokens than anybody speaks in that time.
        case overlong = "too many words for its length"
    }

    /// Makes a result.
    public init(words: [RecognizedWord], ending: Ending) {
        self.words = words
        self.ending = ending
    }
}

/// What decoding a batch of chunks takes.
public struct BatchMemory: Hashable, Sendable {
    /// Chunks that are best decoded together, at least 1.
    public let chunkCount: Int
    /// Memory for each chunk of the longest kind, in bytes.
    public let bytesPerChunk: Int
}

/// A family of speech recognition models.
public protocol SpeechRecognizer: Sendable {
    /// The longest chunk that the model is good at, in seconds.
    var longestChunkSeconds: Double { get }
    /// Shorter chunks give fragments and inventions, in seconds.
    var shortestChunkSeconds: Double { get }
    /// Chunks that are best decoded together.
    var batchSize: Int { get }
    /// From the confidence of its words to how often they are right.
    var calibration: ConfidenceCalibration { get }
    /// Memory that decoding takes for each chunk of the longest kind, in bytes.
    var bytesPerChunk: Int { get }
    /// The family and its settings in a text: everything besides weights and code that results depend on. Where it
    /// differs, kept results are not used.
    var fingerprint: String { get }

    /// Recognises chunks of 16 kHz mono samples in -1 ... 1, each at least `shortestChunkSeconds` long and, unless a family
    /// takes longer ones, at most `longestChunkSeconds`: who calls sees to both. A result does not depend on what other
    /// chunks stand in the batch.
    func recognize(_ chunks: [[Float]]) -> [RecognizedChunk]
}
