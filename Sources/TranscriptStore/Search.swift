public import Transcript

/// What to look for in the archive.
public struct SearchRequest: Hashable, Sendable {
    /// Words, `"phrases"`, `begin*`, `AND`, `OR`, `NOT` and brackets; see the manual of `whosaid search`.
    public var query: String
    /// Only turns of the speaker of this name, whatever the case of its letters.
    public var speaker: String?
    /// Only turns of this recording.
    public var recordingID: Int64?
    /// Greatest number of hits; at least 1.
    public var limit: Int

    /// Makes a request; by default for the best 20 turns of all recordings and speakers.
    public init(query: String, speaker: String? = nil, recordingID: Int64? = nil, limit: Int = 20) {
        precondition(limit > 0, "a search must ask for at least one hit")
        self.query = query
        self.speaker = speaker
        self.recordingID = recordingID
        self.limit = limit
    }
}

/// A piece of a snippet that matches the query as a whole or not at all.
public struct SnippetPiece: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Whether it is what was looked for.
    public let isMatch: Bool

    /// Makes a piece.
    public init(text: String, isMatch: Bool) {
        self.text = text
        self.isMatch = isMatch
    }
}

/// A turn in which something was found.
public struct SearchHit: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Where the recording is, as far as the archive knows.
    public let path: String
    /// Length of the recording in seconds.
    public let durationSeconds: Double
    /// Index of the turn in the transcript, from 0.
    public let turn: Int
    /// Name of the speaker, or nil where nobody could be told.
    public let speaker: String?
    /// When the turn is spoken, in seconds.
    public let range: TimeRange
    /// The whole turn.
    public let text: String
    /// The part of the turn around the match, up to 24 words; `…` stands where it was cut.
    public let snippet: [SnippetPiece]
    /// BM25; greater is better. Comparable within one result only.
    public let score: Double
}
