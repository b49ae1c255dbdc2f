public import Transcript

/// What one speaker says in a span, as a file has it.
public struct ScoredSegment: Hashable, Sendable {
    /// Name of the speaker within the recording.
    public var speaker: String
    /// When, in seconds.
    public var range: TimeRange
    /// The words as written, parted at white space; may be empty.
    public var words: [String]
    /// When each word is spoken, one range per word, or nil where the file times only the segment.
    public var wordRanges: [TimeRange]?
    /// Probability that each word is right, 0…1, one per word, or nil where the file does not say.
    public var confidences: [Double]?

    /// Makes a segment; see the properties.
    public init(
        speaker: String, range: TimeRange, words: [String], wordRanges: [TimeRange]? = nil,
        confidences: [Double]? = nil
    ) {
        precondition(wordRanges.map { $0.count == words.count } ?? true, "every word needs a time, or none has one")
        precondition(confidences.map { $0.count == words.count } ?? true, "every word needs a confidence, or none")
        self.speaker = speaker
        self.range = range
        self.words = words
        self.wordRanges = wordRanges
        self.confidences = confidences
    }

    /// A turn of the program's own transcripts. A word with white space inside it counts as several words, each with
    /// the time and the confidence of the whole.
    init(speaker: String, range: TimeRange, spoken: [Word]) {
        let words = spoken.flatMap { word in
            word.text.split(whereSeparator: \.isWhitespace).map { (text: String($0), word: word) }
        }
        self.init(
            speaker: speaker, range: range, words: words.map(\.text), wordRanges: words.map(\.word.range),
            confidences: words.map(\.word.confidence))
    }
}

/// Who says what in one recording, from whichever file.
public struct ScoredTranscript: Hashable, Sendable {
    /// Name of the recording, the same in the reference and in the hypothesis.
    public var recording: String
    /// What is said, in the order of the file.
    public var segments: [ScoredSegment]
    /// Spans in which nothing is scored: `IGNORE_TIME_SEGMENT_IN_SCORING` of STM.
    public var ignored: [TimeRange]

    /// Makes a transcript.
    public init(recording: String, segments: [ScoredSegment], ignored: [TimeRange] = []) {
        self.recording = recording
        self.segments = segments
        self.ignored = ignored
    }

    /// What the program itself transcribed. Words that could not be given to anybody are the speaker `?`.
    public init(_ meeting: MeetingTranscript, recording: String) {
        self.init(
            recording: recording,
            segments: meeting.turns.map {
                ScoredSegment(speaker: meeting.label(of: $0.speaker), range: $0.range, spoken: $0.words)
            })
    }
}

/// A span in which one speaker is heard.
public struct SpeakerSegment: Hashable, Sendable {
    /// Name of the speaker within the recording.
    public var speaker: String
    /// When, in seconds; spans of different speakers may overlap.
    public var range: TimeRange

    /// Makes a span.
    public init(speaker: String, range: TimeRange) {
        self.speaker = speaker
        self.range = range
    }
}

/// Who speaks when in one recording, from whichever file.
public struct SpeakerSegments: Hashable, Sendable {
    /// Name of the recording, the same in the reference and in the hypothesis.
    public var recording: String
    /// The spans, in the order of the file; those of no length are left out.
    public var segments: [SpeakerSegment]
    /// Spans in which nothing is scored: `NOSCORE` and `NO_RT_METADATA` of RTTM.
    public var ignored: [TimeRange]

    /// Makes the speech of a recording.
    public init(recording: String, segments: [SpeakerSegment], ignored: [TimeRange] = []) {
        self.recording = recording
        self.segments = segments
        self.ignored = ignored
    }

    /// Who speaks when, as the program itself found.
    public init(_ meeting: MeetingTranscript, recording: String) {
        self.init(
            recording: recording,
            segments: meeting.speech.map { SpeakerSegment(speaker: meeting.label(of: $0.speaker), range: $0.range) }
        )
    }
}

/// The spans of each recording that are scored; a recording that is not named is not scored.
public struct EvaluationMap: Hashable, Sendable {
    /// Name of a recording → its spans, in seconds.
    public var spans: [String: [TimeRange]]
    /// The recordings in the order of the file.
    public var recordings: [String]

    /// Makes a map.
    public init(recordings: [String], spans: [String: [TimeRange]]) {
        self.recordings = recordings
        self.spans = spans
    }
}
