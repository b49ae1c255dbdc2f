package import Transcript

/// The rule of the transcript types that a transcript breaks.
public enum TranscriptProblem: Error, Hashable, Sendable {
    /// The content hash is not 64 lower-case hexadecimal digits.
    case contentHash(String)
    /// A number that must be positive is not.
    case notPositive(field: String, value: Int)
    /// A number is not finite, a time is negative or beyond thirty years, or a share is not within 0…1.
    case badNumber(field: String, value: String)
    /// A speaker index points to no speaker.
    case speakerIndex(field: String, index: Int, count: Int)
    /// Two speakers have one label.
    case duplicateLabel(String)
    /// U+0000 stands in a text in which no program would write it.
    case nulCharacter(field: String)
    /// A channel or a rank is too low.
    case tooLow(field: String, value: Int)
    /// The system that made the transcript has no name.
    case emptySystem
    /// A dropped span has no reason, or another kind of span has one.
    case ledgerReason(index: Int)
}

extension TranscriptProblem: CustomStringConvertible {
    /// The rule and what breaks it.
    public var description: String {
        switch self {
        case .contentHash(let hash): "the content hash `\(hash)` is not 64 lower-case hexadecimal digits"
        case .notPositive(let field, let value): "\(field) is \(value), not positive"
        case .badNumber(let field, let value): "\(field) cannot be \(value)"
        case .speakerIndex(let field, let index, let count): "\(field) names speaker \(index) of \(count)"
        case .duplicateLabel(let label): "two speakers are called `\(label)`"
        case .nulCharacter(let field): "\(field) holds the character U+0000"
        case .emptySystem: "the system that made it has no name"
        case .tooLow(let field, let value): "\(field) cannot be \(value)"
        case .ledgerReason(let index): "ledger entry \(index) must have a reason exactly if it is dropped"
        }
    }
}

extension TranscriptProblem {
    /// Throws the first rule that the transcript breaks. SQLite would refuse most of them as well, but less clearly,
    /// and would silently turn NaN into NULL.
    package static func check(_ transcript: MeetingTranscript) throws(TranscriptProblem) {
        try checkRecording(transcript.recording)
        try checkRun(transcript.run)
        try checkSpeakers(transcript.speakers)
        let count = transcript.speakers.count
        for (index, turn) in transcript.turns.enumerated() {
            try checkRange(turn.range, "turn \(index)")
            try checkSpeaker(turn.speaker, of: count, "turn \(index)")
            try checkChannel(turn.channel, "turn \(index)")
            for (position, word) in turn.words.enumerated() {
                try checkRange(word.range, "word \(position) of turn \(index)")
                try checkSpeaker(word.speaker, of: count, "word \(position) of turn \(index)")
                try checkShare(word.confidence, "confidence of word \(position) of turn \(index)")
                try checkShare(word.speakerMargin, "speaker margin of word \(position) of turn \(index)")
            }
        }
        for (name, spans) in [("speech", transcript.speech), ("exclusive speech", transcript.exclusiveSpeech)] {
            for (index, span) in spans.enumerated() {
                try checkRange(span.range, "\(name) \(index)")
                try checkSpeaker(span.speaker, of: count, "\(name) \(index)")
            }
        }
        try checkAlternatives(transcript.alternatives)
        for (index, entry) in transcript.ledger.entries.enumerated() {
            try checkRange(entry.range, "ledger entry \(index)")
            guard (entry.kind == .dropped) == (entry.reason != nil) else { throw .ledgerReason(index: index) }
            try checkText(entry.reason ?? "", "reason of ledger entry \(index)")
        }
    }

    private static func checkAlternatives(_ alternatives: [Alternative]) throws(TranscriptProblem) {
        for (index, alternative) in alternatives.enumerated() {
            try checkRange(alternative.range, "alternative \(index)")
            try checkChannel(alternative.channel, "alternative \(index)")
            try checkShare(alternative.confidence ?? 0, "confidence of alternative \(index)")
            guard alternative.rank > 1 else {
                throw .tooLow(field: "rank of alternative \(index)", value: alternative.rank)
            }
        }
    }

    private static func checkRecording(_ recording: Recording) throws(TranscriptProblem) {
        let digits = recording.contentHash.utf8
        guard digits.count == 64, digits.allSatisfy(isLowerCaseHexadecimal) else {
            throw .contentHash(recording.contentHash)
        }
        try checkText(recording.path, "path")
        try checkText(recording.format, "format")
        try checkText(recording.recordedAt ?? "", "time of the recording")
        try checkSeconds(recording.durationSeconds, "duration")
        guard recording.sampleRate > 0 else { throw .notPositive(field: "sample rate", value: recording.sampleRate) }
        guard recording.channelCount > 0 else {
            throw .notPositive(field: "channel count", value: recording.channelCount)
        }
    }

    private static func checkRun(_ run: RunInfo) throws(TranscriptProblem) {
        try checkText(run.programVersion, "program version")
        if let key = run.resultKey { try checkText(key, "result key") }
        try checkText(run.system, "name of the system")
        guard !run.system.isEmpty else { throw .emptySystem }
        try checkText(run.startedAt, "start of the run")
        for timing in run.timings {
            try checkText(timing.stage, "stage name")
            try checkSeconds(timing.seconds, "time of stage \(timing.stage)")
        }
    }

    private static func checkSpeakers(_ speakers: [Speaker]) throws(TranscriptProblem) {
        var labels: Set<String> = []
        for speaker in speakers {
            try checkText(speaker.label, "label of a speaker")
            guard labels.insert(speaker.label).inserted else { throw .duplicateLabel(speaker.label) }
            if let value = speaker.embedding.first(where: { !$0.isFinite }) {
                throw .badNumber(field: "embedding of \(speaker.label)", value: "\(value)")
            }
        }
    }

    // The names of fields are made only for errors: there are hundreds of thousands of words in a transcript.

    private static func checkSpeaker(_ index: Int?, of count: Int, _ field: @autoclosure () -> String)
        throws(TranscriptProblem)
    {
        guard let index else { return }
        guard (0..<count).contains(index) else { throw .speakerIndex(field: field(), index: index, count: count) }
    }

    private static func checkChannel(_ channel: Int?, _ field: @autoclosure () -> String) throws(TranscriptProblem) {
        if let channel, channel < 1 { throw .tooLow(field: "channel of \(field())", value: channel) }
    }

    private static func checkRange(_ range: TimeRange, _ field: @autoclosure () -> String) throws(TranscriptProblem) {
        try checkSeconds(range.start, "start of \(field())")
        try checkSeconds(range.end, "end of \(field())")
    }

    private static func checkSeconds(_ value: Double, _ field: @autoclosure () -> String) throws(TranscriptProblem) {
        guard (0...TimeRange.maxSeconds).contains(value) else { throw .badNumber(field: field(), value: "\(value)") }
    }

    private static func checkShare(_ value: Double, _ field: @autoclosure () -> String) throws(TranscriptProblem) {
        // Sums of shares may miss the ends by rounding.
        guard (-1e-6...1 + 1e-6).contains(value) else { throw .badNumber(field: field(), value: "\(value)") }
    }

    private static func checkText(_ text: String, _ field: @autoclosure () -> String) throws(TranscriptProblem) {
        guard !text.utf8.contains(0) else { throw .nulCharacter(field: field()) }
    }

    private static func isLowerCaseHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
