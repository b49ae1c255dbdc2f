/// A recording of the archive and the size of its current transcript.
public struct RecordingSummary: Hashable, Sendable {
    /// Id in the archive, which never changes and is never used for another recording.
    public let id: Int64
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    public let contentHash: String
    /// Where the content was seen, newest first; places that hold other bytes by now come last. Never empty.
    public let paths: [String]
    /// Length of the audio in seconds.
    public let durationSeconds: Double
    /// Samples per second in the file.
    public let sampleRate: Int
    /// Number of channels in the file.
    public let channelCount: Int
    /// Container and encoding as the decoder names them.
    public let format: String
    /// When it was recorded, ISO 8601 in UTC, as far as the time of the file tells; else when it was first transcribed.
    public let recordedAt: String
    /// Number of voices in the current transcript.
    public let speakerCount: Int
    /// Names of the people who are known to speak in the current transcript, in order of first appearance.
    public let people: [String]
    /// Number of turns in the current transcript.
    public let turnCount: Int
    /// Number of words in the current transcript.
    public let wordCount: Int
    /// Version of the program that made the current transcript.
    public let programVersion: String
    /// When the current run began, ISO 8601 in UTC.
    public let startedAt: String

    /// Where the file is, as far as the archive knows.
    public var path: String { paths.first ?? "" }
}
