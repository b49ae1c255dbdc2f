/// All figures of one recording or of a pool; nil where the files do not say enough.
public struct Scores: Hashable, Sendable {
    /// WER, blind to speakers: the words of all turns in order of time.
    public var wer: WordErrors?
    /// cpWER: each speaker's words against those of the speaker that fits best.
    public var cpWER: SpeakerWordErrors?
    /// tcpWER: cpWER with words paired only near their time.
    public var tcpWER: SpeakerWordErrors?
    /// ORC-WER: each reference turn may go to any speaker.
    public var orcWER: WordErrors?
    /// WDER: words with the wrong speaker.
    public var wder: WordDiarizationErrors?
    /// DER.
    public var der: DiarizationErrors?
    /// JER.
    public var jer: JaccardErrors?
    /// Number of speakers.
    public var speakers: SpeakerCount?
    /// Times of words, if they were asked for.
    public var times: TimeErrors?
    /// How often words of each confidence are right, if that was asked for.
    public var reliability: ConfidenceReliability?

    /// No figures.
    public init() {}

    /// Both together, figure by figure.
    public static func + (left: Scores, right: Scores) -> Scores {
        func sum<Value>(_ figure: KeyPath<Scores, Value?>, _ add: (Value, Value) -> Value) -> Value? {
            guard let one = left[keyPath: figure] else { return right[keyPath: figure] }
            return right[keyPath: figure].map { add(one, $0) } ?? one
        }
        var result = Scores()
        result.wer = sum(\.wer, +)
        result.cpWER = sum(\.cpWER, +)
        result.tcpWER = sum(\.tcpWER, +)
        result.orcWER = sum(\.orcWER, +)
        result.wder = sum(\.wder, +)
        result.der = sum(\.der, +)
        result.jer = sum(\.jer, +)
        result.speakers = sum(\.speakers, +)
        result.times = sum(\.times, +)
        result.reliability = sum(\.reliability, +)
        return result
    }
}

/// The figures of one recording.
public struct RecordingScore: Hashable, Sendable {
    /// Name in the reference.
    public var recording: String
    /// Whether the hypothesis has nothing of it, so that everything counts as missing.
    public var isMissing: Bool
    /// The figures.
    public var scores: Scores
    /// Words beside words, if they were asked for.
    public var alignment: WordAlignment?
}

/// The figures of all recordings.
public struct ScoreReport: Hashable, Sendable {
    /// With what settings they were made.
    public var options: ScoreOptions
    /// Whether an evaluation map was given.
    public var hasEvaluationMap: Bool
    /// Each recording, in the order of the reference.
    public var recordings: [RecordingScore]
    /// Sums of errors over sums of words, seconds or speakers.
    public var pooled: Scores
    /// What a reader should know: recordings left out, missing, or paired although their names differ.
    public var notes: [String]
}
