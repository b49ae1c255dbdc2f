public import Transcript

/// In which order a search gives what it finds.
public enum SearchOrder: String, CaseIterable, Sendable {
    /// The best match first, by BM25; of equally good ones the one that came into the archive first.
    case relevance
    /// The newest recording first, and the turns of one recording as they are spoken.
    case time
}

/// What to look for in the archive.
public struct SearchRequest: Hashable, Sendable {
    /// Words, `"phrases"`, `begin*`, `NEAR(…)`, `AND`, `OR`, `NOT` and brackets; see the manual of `whosaid search`.
    public var query: String
    /// Only turns of the person of this name or of speakers with this label, whatever the case of its letters.
    public var speaker: String?
    /// Only turns of this recording.
    public var recordingID: Int64?
    /// Only recordings made at this instant or later, ISO 8601 in UTC; see `RecordingSummary.recordedAt`.
    public var recordedFrom: String?
    /// Only recordings made before this instant, ISO 8601 in UTC.
    public var recordedBefore: String?
    /// Only turns whose words have at least this mean confidence, 0…1.
    public var minConfidence: Double?
    /// Maximum number of hits; at least 1.
    public var limit: Int
    /// Which hits come first, and so which the limit leaves out.
    public var order: SearchOrder
    /// How many turns before and after a hit are wanted as well.
    public var contextTurns: Int
    /// Other spellings, by word or phrase: a query for a key finds the spellings as well.
    public var otherSpellings: [String: [String]]

    /// What `contextTurns` may be.
    public static let contextTurnsAllowed = 0...1000

    /// Makes a request; by default for the best 20 turns of all recordings and speakers.
    public init(
        query: String, speaker: String? = nil, recordingID: Int64? = nil, recordedFrom: String? = nil,
        recordedBefore: String? = nil, minConfidence: Double? = nil, limit: Int = 20, order: SearchOrder = .relevance,
        contextTurns: Int = 0, otherSpellings: [String: [String]] = [:]
    ) {
        precondition(limit > 0, "a search must ask for at least one hit")
        precondition(Self.contextTurnsAllowed.contains(contextTurns), "contextTurns must be within contextTurnsAllowed")
        self.query = query
        self.speaker = speaker
        self.recordingID = recordingID
        self.recordedFrom = recordedFrom
        self.recordedBefore = recordedBefore
        self.minConfidence = minConfidence
        self.limit = limit
        self.order = order
        self.contextTurns = contextTurns
        self.otherSpellings = otherSpellings
    }
}

/// What a search has found.
public struct SearchResult: Hashable, Sendable {
    /// The turns, in the order that was asked for.
    public var hits: [SearchHit]
    /// Whether more turns match than can be ranked, so that only the newest of the archive were ranked.
    public let isRankingPartial: Bool
}

/// A turn of a transcript as a search shows it.
public struct FoundTurn: Hashable, Sendable {
    /// Number of the turn in the transcript, from 1.
    public let number: Int
    /// Label of the speaker, or nil where no speaker could be told.
    public let speaker: String?
    /// Name of the person, or nil where it is not known.
    public var name: String?
    /// When the turn is spoken, in seconds.
    public let range: TimeRange
    /// The whole turn.
    public var text: String
}

/// A turn in which something was found.
public struct SearchHit: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Where the recording is, as far as the archive knows.
    public let path: String
    /// When it was recorded, ISO 8601 in UTC.
    public let recordedAt: String
    /// Length of the recording in seconds.
    public let durationSeconds: Double
    /// The turn.
    public var turn: FoundTurn
    /// The parts of its text that match, in Unicode scalars from its beginning; in order and without overlap.
    public var matches: [Range<Int>]
    /// When each word is spoken that matches, in order; for part of a word that is a whole sentence without spaces, the
    /// part of its time. Empty where the turn has no words.
    public var matchedWords: [TimeRange]
    /// When the first match of the snippet is spoken, in seconds; of the turn where that is not known.
    public var time: Double
    /// Mean confidence of its words, 0…1.
    public let confidence: Double
    /// BM25; greater is better. Comparable within one result only; nil where order is by time.
    public let score: Double?
    /// The turns before it, as many as asked for or as there are.
    public var before: [FoundTurn]
    /// The turns after it.
    public var after: [FoundTurn]
}
