/// A run on a recording: one transcript of it among others.
public struct RunSummary: Hashable, Sendable {
    /// Id in the archive, which never changes and is never used for another run.
    public let id: Int64
    /// The recording.
    public let recordingID: Int64
    /// Which system made it: `RunInfo.ownSystem`, or another one whose result was imported.
    public let system: String
    /// Whether its transcript is that of the recording as long as no other is asked for.
    public let isCurrent: Bool
    /// Number of voices.
    public let speakerCount: Int
    /// Number of turns.
    public let turnCount: Int
    /// Number of words.
    public let wordCount: Int
    /// Version of the program that made or imported it.
    public let programVersion: String
    /// Settings of the run, or what is known of them.
    public let settings: [String: String]
    /// When it began or was imported, ISO 8601 in UTC.
    public let startedAt: String
}
