/// A file of audio as it was found. Two files with the same bytes are one recording.
public struct Recording: Hashable, Codable, Sendable {
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    public var contentHash: String
    /// Absolute path of the file when it was read.
    public var path: String
    /// Real length of the decoded audio in seconds, whatever the header claims.
    public var durationSeconds: Double
    /// Samples per second in the file.
    public var sampleRate: Int
    /// Number of channels in the file.
    public var channelCount: Int
    /// Container and encoding as the decoder names them, for example `FLAC, 16 bit`; or `transcriptOnly`.
    public var format: String
    /// When it was recorded, ISO 8601 in UTC, as a user or the file says; else when the file was last changed, which
    /// is mostly when it ended; nil where not known.
    public var recordedAt: String?
    /// Whether the file itself states `recordedAt`. The archive uses this when it stores a recording. It is not encoded,
    /// and false for recordings that come from the archive.
    public var isDateStated = false

    /// The format of a recording whose audio the program has never read: hash and path are those of the file
    /// that was imported, or what it says of the audio, and the sample rate is that of times in milliseconds.
    public static let transcriptOnly = "transcript only"

    /// Whether the path is that of audio.
    public var hasAudio: Bool { format != Self.transcriptOnly }

    private enum CodingKeys: CodingKey {
        case contentHash, path, durationSeconds, sampleRate, channelCount, format, recordedAt
    }

    /// Makes a recording; see the properties for units.
    public init(
        contentHash: String, path: String, durationSeconds: Double, sampleRate: Int, channelCount: Int, format: String,
        recordedAt: String? = nil, isDateStated: Bool = false
    ) {
        self.contentHash = contentHash
        self.path = path
        self.durationSeconds = durationSeconds
        self.sampleRate = sampleRate
        self.channelCount = channelCount
        self.format = format
        self.recordedAt = recordedAt
        self.isDateStated = isDateStated
    }
}
