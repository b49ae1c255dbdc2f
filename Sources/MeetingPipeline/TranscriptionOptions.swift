public import AudioIO
public import Diarization
internal import Transcript

/// Settings of a run.
public struct TranscriptionOptions: Hashable, Sendable {
    /// What is known of the speakers.
    public var clustering: ClusteringOptions
    /// What is made of the recording's channels.
    public var channels: ChannelUse
    /// The sound track that is heard, from 1; nil for the first that can be decoded and is not silent.
    public var track: Int?
    /// When the recording was made, ISO 8601 in UTC; nil for what the file says, and where it says nothing, when it was
    /// last changed.
    public var recordedAt: String?
    /// Whether noise is taken out of what is recognised.
    public var reducesNoise: Bool
    /// Pieces that are computed at the same time; does not change the result.
    public var workers: Int
    /// Most memory to take for one recording, in bytes; nil for as much as `workers` need. See `MemoryPlan`; does not
    /// change the result.
    public var memoryBytes: Int?
    /// Whether words keep the recogniser's own probabilities, as fitting their calibration needs it.
    public var keepsRawConfidence: Bool

    /// Takes settings; see the properties.
    public init(
        clustering: ClusteringOptions = ClusteringOptions(), channels: ChannelUse = .mix,
        track: Int? = nil, recordedAt: String? = nil, reducesNoise: Bool = false, workers: Int, memoryBytes: Int? = nil,
        keepsRawConfidence: Bool = false
    ) {
        self.clustering = clustering
        self.channels = channels
        self.track = track
        self.recordedAt = recordedAt
        self.reducesNoise = reducesNoise
        self.workers = workers
        self.memoryBytes = memoryBytes
        self.keepsRawConfidence = keepsRawConfidence
    }

    /// The sound tracks that are heard: where each channel is one speaker's, so is each track.
    public var tracks: TrackSelection { track.map { .numbers([$0]) } ?? (channels == .separate ? .all : .best) }

    /// Numbers of speakers that can be asked for.
    public static let allowedSpeakers = 1...100
    /// Numbers of sound tracks that can be asked for.
    public static let allowedTracks = 1...10_000

    /// Every setting that can change the result, by its long name on the command line.
    public var described: [String: String] {
        var settings = ["min-speakers": String(clustering.minimumSpeakers)]
        settings["speakers"] = clustering.speakerCount.map { String($0) }
        settings["max-speakers"] = clustering.maximumSpeakers.map { String($0) }
        // What is not set is not described: the settings of earlier transcripts stay what they were.
        settings["channels"] = channels == .mix ? nil : channels.rawValue
        settings["track"] = track.map { String($0) }
        settings[RunInfo.recordedAtSetting] = recordedAt
        settings["noise-reduction"] = reducesNoise ? "true" : nil
        settings["raw-confidence"] = keepsRawConfidence ? "true" : nil
        return settings
    }

    /// The settings that `described` describes.
    /// - Parameter described: By long names on the command line.
    /// - Returns: Nil where there is a setting, or a value, that this version does not know.
    public init?(described: [String: String], workers: Int, memoryBytes: Int? = nil) {
        var described = described
        let raw = described.removeValue(forKey: "raw-confidence")
        let noise = described.removeValue(forKey: "noise-reduction")
        let channels = described.removeValue(forKey: "channels").map { ChannelUse(rawValue: $0) } ?? .mix
        let recordedAt = described.removeValue(forKey: RunInfo.recordedAtSetting)
        let known: Set = ["min-speakers", "speakers", "max-speakers", "track"]
        let numbers = described.compactMapValues { Int($0) }
        guard let channels, raw == nil || raw == "true", noise == nil || noise == "true",
            Set(described.keys).isSubset(of: known), numbers.count == described.count,
            numbers.allSatisfy({ ($0.key == "track" ? Self.allowedTracks : Self.allowedSpeakers).contains($0.value) }),
            numbers["min-speakers"] ?? 1 <= numbers["max-speakers"] ?? .max
        else { return nil }
        self.init(
            clustering: ClusteringOptions(
                speakerCount: numbers["speakers"], minimumSpeakers: numbers["min-speakers"] ?? 1,
                maximumSpeakers: numbers["max-speakers"]),
            channels: channels, track: numbers["track"], recordedAt: recordedAt, reducesNoise: noise != nil,
            workers: workers, memoryBytes: memoryBytes,
            keepsRawConfidence: raw != nil)
    }
}
