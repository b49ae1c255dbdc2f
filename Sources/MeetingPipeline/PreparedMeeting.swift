public import AudioIO
internal import Diarization
public import Transcript

/// What the stage of listening computes.
enum ListeningOutput: Sendable {
    /// For the mean of all channels, or the only one.
    case mixed(PreparedDiarization)
    /// For each channel, where each is one speaker's.
    case separate(PreparedChannels)
}

/// A recording after the stage of listening: its speakers can be clustered again without running a network of
/// diarization.
public struct PreparedMeeting: Sendable {
    /// The file.
    public let recording: Recording
    /// What was odd about the file.
    public let warnings: [AudioWarning]
    /// When listening began, ISO 8601 in UTC.
    public let startedAt: String
    /// How long it took.
    public let timings: [StageTiming]
    /// What the networks have computed.
    let output: ListeningOutput
    /// The file that was listened to.
    let source: SourceFile

    /// A warning for a recording without a word, where some of its sound was not used.
    public var wordlessWarning: AudioWarning? {
        let unheard = warnings.flatMap { warning -> [String] in
            switch warning {
            case .unreadTracks(_, let others): others.map(\.track.description)
            case .noiseChannel(let channel, let seconds):
                ["channel \(channel) for \(Int(exactly: seconds.rounded(.up)) ?? .max) s"]
            case .lowFrequencyChannel(let channel): ["channel \(channel)"]
            default: []
            }
        }
        return unheard.isEmpty ? nil : .wordless(unheard: unheard)
    }
}
