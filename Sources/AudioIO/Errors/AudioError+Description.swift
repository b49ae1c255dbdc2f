internal import FileSystem
import Glibc

extension AudioError: CustomStringConvertible {
    /// One line: the file, the cause and what to do.
    public var description: String { "\(path): \(reason); \(advice)" }

    /// The file.
    public var path: String {
        switch self {
        case .file(let error): error.path
        case .empty(let path), .noSamples(let path, _), .undecodable(let path, _), .unreadableKind(let path, _),
            .noAudioStream(let path, _),
            .encrypted(let path, _), .noSuchChannel(let path, _, _), .noSuchTrack(let path, _, _),
            .unsupportedRate(let path, _, _),
            .ffmpegMissing(let path, _), .decoderNotStarted(let path, _, _), .decoderFailed(let path, _, _, _),
            .decoderKilled(let path, _, _, _), .decoderCrashed(let path, _, _, _), .decoderStalled(let path, _, _, _),
            .tooManyChannels(let path, _, _):
            path
        }
    }

    /// The cause, without the file.
    public var reason: String {
        switch self {
        case .file(.isFolder): "is a folder, not a recording"
        case .file(let error): error.reason
        case .empty: "the file is empty (0 bytes)"
        case .noSamples(_, let format): "holds no sound (\(format) without a sample)"
        case .undecodable(_, let refusals): "is not audio that can be decoded (\(Self.text(refusals)))"
        case .unreadableKind(_, let kind): kind.reason
        case .noAudioStream(_, let streams):
            "holds no sound, only \(streams.isEmpty ? "other data" : streams.joined(separator: ", "))"
        case .encrypted(_, let scheme): "is encrypted (\(scheme)) and cannot be decoded"
        case .noSuchChannel(_, let channel, let channelCount):
            "has no channel \(channel) (channels are 0 to \(channelCount - 1))"
        case .noSuchTrack(_, let track, let tracks):
            "has no sound track \(track), only \(tracks.map(\.description).joined(separator: ", "))"
        case .unsupportedRate(_, let sampleRate, let reason):
            "its sample rate of \(sampleRate) Hz cannot be converted (\(reason))"
        case .ffmpegMissing(_, let refusals):
            "needs the programs ffmpeg and ffprobe, which are not on the PATH (\(Self.text(refusals)))"
        case .decoderNotStarted(_, let program, let code):
            "the program \(program) could not be started (\(SystemError.text(code)))"
        case .decoderFailed(_, let decoder, let afterSeconds, let reason):
            "\(decoder) gave up after \(Self.seconds(afterSeconds)) (\(reason))"
        case .decoderKilled(_, let decoder, let afterSeconds, let signal):
            "\(decoder) was \(signal == Int(SIGKILL) ? "killed, probably for want of memory," : "ended") "
                + "by \(Self.name(signal: signal)) after \(Self.seconds(afterSeconds))"
        case .decoderCrashed(_, let decoder, let afterSeconds, let signal):
            "\(decoder) crashed with \(Self.name(signal: signal)) after \(Self.seconds(afterSeconds))"
        case .decoderStalled(_, let decoder, let afterSeconds, let waitedSeconds):
            "\(decoder) gave nothing for \(Self.seconds(waitedSeconds)), after \(Self.seconds(afterSeconds)) of sound, "
                + "and was ended"
        case .tooManyChannels(_, let channelCount, let limit):
            "has \(channelCount) channels, and the maximum for separate channels is \(limit)"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .file(.notRegular): "save the sound to a file first"
        case .file(.changed): "when nothing writes to it any more, transcribe it again"
        case .file(.stalled): Self.stallAdvice
        case .file(.system(let error)) where error.operation == .open: "check its permissions"
        case .file(let error): error.advice ?? "check the disk or the network folder"
        case .empty, .noSamples: "copy or export it again"
        case .undecodable: "check that it plays, and export it as WAV or FLAC if it does"
        case .unreadableKind(_, let kind): kind.advice
        case .noAudioStream: "name the file that has the sound"
        case .encrypted: "get an unprotected copy"
        case .noSuchChannel: "name another channel"
        case .noSuchTrack: "name another one with --track, or leave it out"
        case .unsupportedRate: "resample it first"
        case .ffmpegMissing: "install them, for example with: sudo apt-get install ffmpeg"
        case .decoderNotStarted: "check its installation"
        case .decoderFailed: "the file is damaged: copy or export it again"
        case .decoderKilled(_, _, _, let signal):
            signal == Int(SIGKILL) ? "try again, with more free memory if it happens again" : "try again"
        case .decoderCrashed:
            "the file is damaged or the decoder has a fault: convert it to WAV by another program, or use another version "
                + "of the decoder"
        case .decoderStalled: Self.stallAdvice
        case .tooManyChannels: "mix the channels, or take out those that are wanted"
        }
    }

    private static let stallAdvice =
        "check that its disk or network folder answers; --stall-limit sets how long to wait"

    /// `SIGSEGV` where the signal is a common one, else its number.
    private static func name(signal: Int) -> String {
        let names = [
            SIGKILL: "SIGKILL", SIGTERM: "SIGTERM", SIGINT: "SIGINT", SIGHUP: "SIGHUP", SIGSEGV: "SIGSEGV",
            SIGABRT: "SIGABRT", SIGILL: "SIGILL", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGXCPU: "SIGXCPU",
            SIGSYS: "SIGSYS",
        ]
        return names[Int32(truncatingIfNeeded: signal)] ?? "signal \(signal)"
    }

    private static func text(_ refusals: [DecoderRefusal]) -> String {
        refusals.map { "\($0.decoder): \($0.reason)" }.joined(separator: "; ")
    }

    /// Seconds with two decimals, as both errors and warnings show them.
    static func seconds(_ value: Double) -> String {
        let hundredths = (value * 100).rounded() / 100
        return "\(hundredths) s"
    }
}
