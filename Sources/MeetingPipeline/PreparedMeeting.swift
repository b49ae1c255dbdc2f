public import AudioIO
internal import Diarization
public import Transcript

/// A recording that has been listened to: speakers may be told apart anew without running a network of diarization.
public struct PreparedMeeting: Sendable {
    /// What listening has found.
    enum Sound: Sendable {
        /// In the mean of all channels, or the only one.
        case mixed(PreparedDiarization)
        /// In each channel, where each is one speaker's.
        case separate(HeardChannels)
    }

    /// The file.
    public var recording: Recording
    /// What was odd about the file.
    public var warnings: [AudioWarning]
    /// When listening began, ISO 8601 in UTC.
    public var startedAt: String
    /// Time that it took.
    public var timings: [StageTiming]
    /// What the networks say about it.
    let sound: Sound
    /// Which file it was that was listened to.
    let source: SourceFile

    /// What to say of a recording without a word, where not all of its sound was heard.
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
