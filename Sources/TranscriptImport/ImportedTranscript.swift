public import Transcript

/// What the result of another system says, before it belongs to a recording.
public struct ImportedTranscript: Hashable, Sendable {
    /// What the result says of itself, for example model and language; goes into the settings of the run.
    public private(set) var details: [String: String]
    /// Length of the audio in seconds: as the system has it, and at least to the end of the last word.
    public private(set) var durationSeconds: Double
    /// Number of channels that are told apart; 1 where they are not.
    public private(set) var channelCount: Int
    /// SHA-256 of the audio as the system has it, 64 lower-case hexadecimal digits, or nil where it does not say.
    public private(set) var audioHash: String?
    /// Those named, in order of first appearance.
    public private(set) var speakers: [Speaker] = []
    /// Who speaks when, ordered by start.
    public private(set) var speech: [SpeechSpan] = []
    /// What they say, ordered by start.
    public private(set) var turns: [Turn]
    /// What else they may say.
    public private(set) var alternatives: [Alternative]
    /// What was mended, guessed or left out while the file was read, a sentence each.
    public internal(set) var notes: [String] = []

    /// - Parameters:
    ///   - turns: In any order. Those without words are left out, long ones are cut.
    ///   - speech: Who speaks when; where nothing is said of it, people speak while they say their turns.
    ///   - details: Those that are nil are left out.
    init(
        turns: [ImportedTurn], speech: [(speaker: String, range: TimeRange)] = [], alternatives: [Alternative] = [],
        details: [String: String?] = [:], durationSeconds: Double? = nil, audioHash: String? = nil
    ) {
        let turns = turns.map(\.withoutBidirectionalControls.withoutEmptyWords).filter { !$0.words.isEmpty }.flatMap {
            $0.cut()
        }
        .inOrder { $0.range.start }
        let spoken = turns.compactMap { turn in turn.speaker.map { (speaker: $0, range: turn.range) } }
        let named = speech.compactMap { span in
            BidirectionalControls.removed(name: span.speaker).map { (speaker: $0, range: span.range) }
        }
        let spans = (named.isEmpty ? spoken : named).inOrder { $0.range.start }
        var indices: [String: Int] = [:]
        for (name, _) in (spoken + spans).inOrder(by: { $0.range.start }) where indices[name] == nil {
            indices[name] = speakers.count
            speakers.append(Speaker(label: name))
        }
        self.speech = spans.compactMap { span in
            indices[span.speaker].map { SpeechSpan(speaker: $0, range: span.range) }
        }
        self.turns = turns.map { turn in
            Turn(
                speaker: turn.speaker.flatMap { indices[$0] }, range: turn.range,
                words: turn.words.map { $0.word(speaker: ($0.speaker ?? turn.speaker).flatMap { indices[$0] }) },
                channel: turn.channel)
        }
        self.alternatives = alternatives
        self.details = details.compactMapValues(\.self)
        if !turns.isEmpty, turns.allSatisfy({ $0.words.allSatisfy { $0.confidence == nil } }) {
            self.details["confidence"] = "not stated"
        }
        let ends = turns.map(\.range.end) + spans.map(\.range.end) + alternatives.map(\.range.end)
        self.durationSeconds = max(durationSeconds ?? 0, ends.max() ?? 0)
        channelCount = max(1, (turns.compactMap(\.channel) + alternatives.compactMap(\.channel)).max() ?? 1)
        self.audioHash = audioHash
    }

    /// The transcript of a recording.
    /// - Parameters:
    ///   - recording: Whose transcript it is.
    ///   - system: Name of the system that made it.
    ///   - settings: What else is known of the run.
    ///   - programVersion: Version of this program, which imports it.
    ///   - startedAt: When it is imported, ISO 8601 in UTC.
    public func transcript(
        of recording: Recording, system: String, settings: [String: String], programVersion: String, startedAt: String
    ) -> MeetingTranscript {
        MeetingTranscript(
            recording: recording,
            run: RunInfo(
                programVersion: programVersion, settings: details.merging(settings) { $1 }, models: [:],
                startedAt: startedAt, timings: [], system: system),
            speakers: speakers, speech: speech, exclusiveSpeech: exclusiveSpeech, turns: turns,
            ledger: SecondsLedger(), alternatives: alternatives)
    }

    /// The speech with one speaker at any instant: whoever began first is heard to the end.
    private var exclusiveSpeech: [SpeechSpan] {
        var reached = 0.0
        return speech.compactMap { span in
            let start = max(span.range.start, reached)
            guard start < span.range.end else { return nil }
            reached = span.range.end
            return SpeechSpan(speaker: span.speaker, range: TimeRange(start: start, end: span.range.end))
        }
    }
}
