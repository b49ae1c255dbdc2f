/// Who speaks when and how much, without the words: what statistics and pictures of a meeting need.
public struct MeetingOutline: Hashable, Sendable {
    /// The size of a turn.
    public struct Turn: Hashable, Sendable {
        /// Index of the speaker, or nil where the speaker is unknown.
        public var speaker: Int?
        /// When, in seconds.
        public var range: TimeRange
        /// Number of its words.
        public var wordCount: Int

        /// Makes the size of a turn.
        public init(speaker: Int?, range: TimeRange, wordCount: Int) {
            self.speaker = speaker
            self.range = range
            self.wordCount = wordCount
        }
    }

    /// Length of the recording in seconds.
    public var durationSeconds: Double
    /// Names of the speakers by index.
    public var speakers: [String]
    /// Who speaks when, overlap included.
    public var speech: [SpeechSpan]
    /// The turns, ordered by start.
    public var turns: [Turn]

    /// Makes an outline.
    public init(durationSeconds: Double, speakers: [String], speech: [SpeechSpan], turns: [Turn]) {
        self.durationSeconds = durationSeconds
        self.speakers = speakers
        self.speech = speech
        self.turns = turns
    }

    /// When somebody is heard, ordered by start; spans that touch, overlap or are nearly together are one.
    ///
    /// A transcript without any speech spans, as other programs write them, is taken to be spoken as its turns are
    /// timed; so are the turns of unknown speakers, for which there are never such spans.
    /// - Parameters:
    ///   - speaker: Index of the speaker, or nil for an unknown speaker.
    ///   - pauseSeconds: Longest pause that is bridged.
    public func spans(of speaker: Int?, bridging pauseSeconds: Double = 0) -> [TimeRange] {
        let isTimedByTurns = speaker == nil || speech.isEmpty
        let spans =
            isTimedByTurns
            ? turns.filter { $0.speaker == speaker }.map(\.range)
            : speech.filter { $0.speaker == speaker }.map(\.range)
        return spans.union(gap: pauseSeconds)
    }

    /// Everybody who is heard: the indices of the speakers, and at the end nil if a turn is nobody's.
    public var voices: [Int?] {
        speakers.indices.map(Optional.some) + (turns.contains { $0.speaker == nil } ? [nil] : [])
    }
}

extension MeetingTranscript {
    /// The transcript without its words.
    public var outline: MeetingOutline {
        MeetingOutline(
            durationSeconds: recording.durationSeconds, speakers: speakers.map(\.displayName), speech: speech,
            turns: turns.map { MeetingOutline.Turn(speaker: $0.speaker, range: $0.range, wordCount: $0.words.count) })
    }
}
