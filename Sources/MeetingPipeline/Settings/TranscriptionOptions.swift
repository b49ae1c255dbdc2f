public import AudioIO

/// How a recording is transcribed: settings that can change the result, and resources that cannot.
public struct TranscriptionOptions: Hashable, Sendable {
    /// What can change the result.
    public var settings: TranscriptionSettings
    /// Pieces that are computed at the same time, at least 1; does not change the result.
    public var workers: Int
    /// Max bytes of memory for one recording; nil for as much as `workers` need. See `MemoryPlan`; does not change the
    /// result.
    public var memoryBytes: Int?

    /// Makes options; see the properties.
    public init(_ settings: TranscriptionSettings = TranscriptionSettings(), workers: Int, memoryBytes: Int? = nil) {
        self.settings = settings
        self.workers = workers
        self.memoryBytes = memoryBytes
    }
}

/// What a recording's channels are used for.
public enum ChannelUse: String, Hashable, Codable, Sendable, CaseIterable {
    /// They are mixed, and clustering tells the speakers apart by their voices.
    case mix
    /// Each channel is one speaker's, as in recordings of calls and headsets; so is each channel of each sound track. A
    /// recording of one channel is treated as with `mix`.
    case separate
}

extension TranscriptionSettings {
    /// The sound tracks to read: where each channel is one speaker's, so is each track.
    public var tracks: TrackSelection { track.map { .numbers([$0]) } ?? (channels == .separate ? .all : .best) }
}
