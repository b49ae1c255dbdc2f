public import Transcript

/// Why a span is worth a human ear.
public enum ReviewReason: String, CaseIterable, Hashable, Sendable {
    /// Words that may well be others.
    case lowConfidence = "low confidence"
    /// Words whose speaker barely won over the runner-up.
    case doubtfulSpeaker = "doubtful speaker"
    /// Words of which nobody could tell who says them.
    case unknownSpeaker = "unknown speaker"
    /// Words at which several people talk: those of one of them are missing.
    case overlap
    /// Sound of which no words came, as the seconds ledger says.
    case dropped
}

/// A stretch of a recording that a human should listen to.
public struct ReviewSpan: Hashable, Sendable {
    /// When, in seconds.
    public var range: TimeRange
    /// Index into `MeetingTranscript.speakers`; nil where nobody could be told or nothing is said.
    public var speaker: Int?
    /// The words, in order; none for a dropped span.
    public var words: [Word]
    /// Why, in the order of `ReviewReason`; never empty.
    public var reasons: [ReviewReason]
    /// What the ledger says of a dropped span, for example `repetition loop`; nil for others.
    public var dropReason: String?
    /// About how many mistakes a listener would mend there; see ``TranscriptReview``.
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
