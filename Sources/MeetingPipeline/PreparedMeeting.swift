public import AudioIO
public import Diarization
public import Transcript

/// A recording that has been listened to: speakers may be told apart anew without running a network of diarization.
public struct PreparedMeeting: Sendable {
    /// The file.
    public var recording: Recording
    /// What the networks say about it.
    public var diarization: PreparedDiarization
    /// What was odd about the file.
    public var warnings: [AudioWarning]
    /// When listening began, ISO 8601 in UTC.
    public var startedAt: String
    /// Time that it took.
    public var timings: [StageTiming]
    /// Which file it was that was listened to; nil where nobody looked.
    var source: SourceFile?

    /// Wraps what was found; see the properties.
    public init(
        recording: Recording, diarization: PreparedDiarization, warnings: [AudioWarning], startedAt: String,
        timings: [StageTiming]
    ) {
        self.recording = recording
        self.diarization = diarization
        self.warnings = warnings
        self.startedAt = startedAt
        self.timings = timings
    }
}
