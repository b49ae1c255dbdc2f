/// Everything that one run says about one recording. The archive stores it, exporters print it.
public struct MeetingTranscript: Hashable, Codable, Sendable {
    /// The file.
    public var recording: Recording
    /// With what the transcript was made.
    public var run: RunInfo
    /// The voices, in order of first appearance.
    public var speakers: [Speaker]
    /// Who speaks when; spans of different speakers overlap where people talk at once. Ordered by start.
    public var speech: [SpeechSpan]
    /// The same with one speaker at any instant: the louder voice where several talk. Ordered by start.
    public var exclusiveSpeech: [SpeechSpan]
    /// What they say, ordered by start.
    public var turns: [Turn]
    /// What became of every second.
    public var ledger: SecondsLedger
    /// What else may have been said, where another system that made the transcript says so.
    public var alternatives: [Alternative]

    /// Makes a transcript.
    public init(
        recording: Recording, run: RunInfo, speakers: [Speaker], speech: [SpeechSpan],
        exclusiveSpeech: [SpeechSpan], turns: [Turn], ledger: SecondsLedger, alternatives: [Alternative] = []
    ) {
        self.recording = recording
        self.run = run
        self.speakers = speakers
        self.speech = speech
        self.exclusiveSpeech = exclusiveSpeech
        self.turns = turns
        self.ledger = ledger
        self.alternatives = alternatives
    }

    /// All words in the order of the turns.
    public var words: [Word] { turns.flatMap(\.words) }

    /// The label of a speaker index, or `?` for nil.
    public func label(of speaker: Int?) -> String { speaker.map { speakers[$0].label } ?? "?" }
}
