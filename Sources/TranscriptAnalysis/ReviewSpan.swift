public import Transcript

/// Why a person should check a span.
public enum ReviewReason: String, CaseIterable, Hashable, Sendable {
    /// Words that may well be wrong.
    case lowConfidence = "low confidence"
    /// Words whose speaker barely won over the runner-up.
    case doubtfulSpeaker = "doubtful speaker"
    /// Words whose speaker is unknown.
    case unknownSpeaker = "unknown speaker"
    /// Words at which several people talk: those of one of them are missing.
    case overlap
    /// Sound that gave no words, as the seconds ledger says.
    case dropped
}

/// A span of a recording that a person should listen to.
public struct ReviewSpan: Hashable, Sendable {
    /// When, in seconds.
    public var range: TimeRange
    /// Index into `MeetingTranscript.speakers`; nil where the speaker is unknown or nothing is said.
    public var speaker: Int?
    /// The words, in order; none for a dropped span.
    public var words: [Word]
    /// Why, in the order of `ReviewReason`; never empty.
    public var reasons: [ReviewReason]
    /// What the ledger says of a dropped span, for example `repetition loop`; nil for others.
    public var dropReason: String?
    /// About how many mistakes a listener would correct there; see ``TranscriptReview``.
    public var score: Double

    /// The words joined by single spaces.
    public var text: String { words.map(\.text).joined(separator: " ") }

    /// Makes a span; see the properties.
    public init(
        range: TimeRange, speaker: Int?, words: [Word], reasons: [ReviewReason], dropReason: String? = nil,
        score: Double
    ) {
        self.range = range
        self.speaker = speaker
        self.words = words
        self.reasons = reasons
        self.dropReason = dropReason
        self.score = score
    }
}
