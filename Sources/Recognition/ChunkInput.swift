/// A stretch of audio that is recognized in one go.
public struct ChunkInput: Hashable, Sendable {
    /// 16 kHz mono, in -1 ... 1.
    public var samples: [Float]
    /// The language that is spoken; nil for the one of the recognizer's options, or the one that the model finds.
    public var language: LanguageCode?

    /// Makes a chunk; see the properties.
    public init(samples: [Float], language: LanguageCode? = nil) {
        self.samples = samples
        self.language = language
    }

    /// Samples in a second.
    public static let sampleRate = 16_000

    /// Length in seconds.
    public var seconds: Double { Double(samples.count) / Double(Self.sampleRate) }
}

/// Why a chunk cannot be recognized: a mistake of the caller, not of the recording.
public enum ChunkInputError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The chunk is shorter or longer than the model allows.
    case length(samples: Int, allowed: ClosedRange<Int>)
    /// The model does not know the chunk's language.
    case language(LanguageCode, known: [LanguageCode])

    /// Says what was given and what is allowed.
    public var description: String {
        switch self {
        case .length(let samples, let allowed):
            "a chunk has \(samples) samples; the model takes \(allowed.lowerBound) to \(allowed.upperBound)"
        case .language(let language, let known):
            "a chunk is in the language \(language); the model knows \(known.map(\.rawValue).joined(separator: ", "))"
        }
    }
}
