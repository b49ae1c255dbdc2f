/// Why a recording could not be read. Cases carry the facts; the text is in `description`.
public enum AudioError: Error, Hashable, Sendable {
    /// No file has this path.
    case missing(path: String)
    /// The path names a folder.
    case isDirectory(path: String)
    /// The path names a pipe, socket or device: reading it could wait for ever, and it cannot be read twice.
    case notRegularFile(path: String, kind: String)
    /// The file is there but may not be opened, for example for want of permission.
    case unreadable(path: String, reason: String)
    /// The file holds no bytes.
    case empty(path: String)
    /// The file is well-formed audio that holds no sample.
    case noSamples(path: String, format: String)
    /// No decoder makes sense of the file.
    case undecodable(path: String, refusals: [DecoderRefusal])
    /// No decoder makes sense of the file, and it is known what it is.
    case unreadableKind(path: String, kind: UnreadableKind)
    /// The container holds other streams, for example video, but no sound.
    case noAudioStream(path: String, streams: [String])
    /// The sound is encrypted; `scheme` is the mark that says so.
    case encrypted(path: String, scheme: String)
    /// A channel was asked for (counted from 0) that the file does not have.
    case noSuchChannel(path: String, channel: Int, channelCount: Int)
    /// A sound track was asked for (counted from 1) that the file does not have.
    case noSuchTrack(path: String, track: Int, tracks: [AudioTrack])
    /// The sample rate cannot be converted.
    case unsupportedRate(path: String, sampleRate: Int, reason: String)
    /// Only the `ffmpeg` program can read the file, and it is not installed.
    case ffmpegMissing(path: String, refusals: [DecoderRefusal])
    /// A decoder program could not be started.
    case decoderNotStarted(path: String, program: String, reason: String)
    /// A decoder gave up after it had decoded some seconds.
    case decoderFailed(path: String, decoder: String, afterSeconds: Double, reason: String)
    /// A decoder program was ended from outside by a signal.
    case decoderKilled(path: String, decoder: String, afterSeconds: Double, signal: Int)
    /// The operating system could not read on.
    case readFailed(path: String, reason: String)
}

/// One decoder's reason for not taking a file.
public struct DecoderRefusal: Error, Hashable, Sendable {
    /// The decoder: `libsndfile` or `ffmpeg`.
    public var decoder: String
    /// What it said.
    public var reason: String

    /// Makes a refusal.
    public init(decoder: String, reason: String) {
        self.decoder = decoder
        self.reason = reason
    }
}

/// What kind of failure an `AudioError` is, as the program's exit codes tell them apart.
public enum AudioErrorKind: Hashable, Sendable {
    /// The input is not there or may not be opened (exit code 66).
    case missingInput
    /// The input is there, but no recording can be got out of it (exit code 65).
    case undecodable
    /// The input may be fine, but a tool is missing or the system failed (exit code 74).
    case inputOutput
}

extension AudioError {
    /// The kind of failure.
    public var kind: AudioErrorKind {
        switch self {
        case .missing, .isDirectory, .notRegularFile, .unreadable:
            .missingInput
        case .empty, .noSamples, .undecodable, .unreadableKind, .noAudioStream, .encrypted, .noSuchChannel,
            .noSuchTrack,
            .unsupportedRate, .decoderFailed:
            .undecodable
        case .ffmpegMissing, .decoderNotStarted, .decoderKilled, .readFailed:
            .inputOutput
        }
    }

    /// Whether the input is not there or may not be opened.
    public var isMissingInput: Bool { kind == .missingInput }
}
