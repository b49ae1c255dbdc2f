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
}
