public import FileSystem
import Glibc

/// Why a recording could not be read. Cases carry the facts; the text is in `description`.
public enum AudioError: Error, Hashable, Sendable {
    /// The file itself cannot be used: it is missing, cannot be read, stalls, or changed while it was read.
    case file(FileError)
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
    /// A decoder program could not be started; `code` is the system's error number.
    case decoderNotStarted(path: String, program: String, code: Int32)
    /// A decoder gave up after it had decoded some seconds.
    case decoderFailed(path: String, decoder: String, afterSeconds: Double, reason: String)
    /// A decoder program was ended from outside by a signal: SIGKILL, SIGTERM and the like.
    case decoderKilled(path: String, decoder: String, afterSeconds: Double, signal: Int)
    /// A decoder program broke down by itself with a signal, for example SIGSEGV: the file is damaged in a way that it
    /// cannot cope with.
    case decoderCrashed(path: String, decoder: String, afterSeconds: Double, signal: Int)
    /// A decoder program gave no byte, read no byte and did not end for a while.
    case decoderStalled(path: String, decoder: String, afterSeconds: Double, waitedSeconds: Double)
    /// The file has more channels than can be read as signals of their own.
    case tooManyChannels(path: String, channelCount: Int, limit: Int)
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
        case .file(let error): error.audioErrorKind
        case .empty, .noSamples, .undecodable, .unreadableKind, .noAudioStream, .encrypted, .noSuchChannel,
            .noSuchTrack, .unsupportedRate, .decoderFailed, .decoderCrashed, .tooManyChannels:
            .undecodable
        case .ffmpegMissing, .decoderNotStarted, .decoderKilled, .decoderStalled: .inputOutput
        }
    }

    /// The error for a decoder program that a signal ended. A signal that a program brings upon itself tells of the
    /// program and the file; any other was sent by the system or by a person.
    static func ended(
        path: String, decoder: String, afterSeconds: Double, signal: Int
    ) -> AudioError {
        ownSignals.contains(Int32(signal))
            ? .decoderCrashed(path: path, decoder: decoder, afterSeconds: afterSeconds, signal: signal)
            : .decoderKilled(path: path, decoder: decoder, afterSeconds: afterSeconds, signal: signal)
    }

    /// SIGXCPU and SIGXFSZ are limits that the same file meets again.
    private static let ownSignals: Set<Int32> = [
        SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGXCPU, SIGXFSZ,
    ]

    /// The error for a decoder program that could not be read or was given up.
    static func lost(
        path: String, decoder: String, afterSeconds: Double, _ failure: ChildProcess.Failure
    ) -> AudioError {
        switch failure {
        case .system(let error): .file(.system(SystemError(.read, path: path, code: error.code)))
        case .stalled(let seconds):
            .decoderStalled(path: path, decoder: decoder, afterSeconds: afterSeconds, waitedSeconds: seconds)
        case .cancelled:
            .decoderKilled(path: path, decoder: decoder, afterSeconds: afterSeconds, signal: Int(SIGTERM))
        }
    }

    /// The error for a decoder program that could not be started.
    static func notStarted(path: String, program: String, _ failure: ChildProcess.Failure) -> AudioError {
        guard case .system(let error) = failure else {
            return lost(path: path, decoder: program, afterSeconds: 0, failure)
        }
        return .decoderNotStarted(path: path, program: program, code: error.code)
    }

}

extension FileError {
    fileprivate var audioErrorKind: AudioErrorKind {
        switch self {
        case .missing, .isFolder, .notRegular, .foreign: .missingInput
        case .changed, .stalled: .inputOutput
        case .system(let error): error.operation == .open ? .missingInput : .inputOutput
        }
    }
}
