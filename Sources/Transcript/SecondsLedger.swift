/// What became of a span of the recording.
public enum LedgerKind: String, Codable, Sendable, CaseIterable {
    /// Speech that was sent to the recognizer and gave words.
    case transcribed
    /// No speech in it, as the speech detector and the segmentation agree.
    case nonSpeech = "non-speech"
    /// Perhaps speech, but no words came of it; the entry says why.
    case dropped
}

/// One span of the seconds ledger.
public struct LedgerEntry: Hashable, Codable, Sendable {
    /// When, in seconds.
    public var range: TimeRange
    /// What became of it.
    public var kind: LedgerKind
    /// Why a span was dropped, for example `too short` or `repetition loop`; nil for other kinds.
    public var reason: String?

    /// Makes an entry.
    public init(range: TimeRange, kind: LedgerKind, reason: String? = nil) {
        self.range = range
        self.kind = kind
        self.reason = reason
    }
}

/// Accounts for every second of a recording: entries follow one another without gap or overlap from 0 to the end.
public struct SecondsLedger: Hashable, Codable, Sendable {
    /// The spans in order of time.
    public var entries: [LedgerEntry]

    /// Makes a ledger of spans that are already in order.
    public init(entries: [LedgerEntry] = []) { self.entries = entries }

    /// Seconds of one kind.
    public func seconds(of kind: LedgerKind) -> Double {
        entries.reduce(0) { $0 + ($1.kind == kind ? $1.range.duration : 0) }
    }

    /// Whether the entries tile `0…duration` exactly, to a microsecond.
    public func accounts(for duration: Double) -> Bool {
        var reached = 0.0
        for entry in entries {
            guard abs(entry.range.start - reached) < 1e-6 else { return false }
            reached = entry.range.end
        }
        return abs(reached - duration) < 1e-6
    }
}
