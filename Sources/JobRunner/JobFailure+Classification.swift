import AudioIO
import Foundation
import ModelFiles
import Recognition
import TranscriptStore

/// The one place that tells what an error means for a job and for those after it.
extension JobFailure {
    /// Whether an error would come with every job: there is no point in going on.
    static func ailsEveryJob(_ error: any Error) -> Bool {
        switch error {
        case is ModelFileError, is RecognitionError: true
        case ArchiveError.invalidTranscript, ArchiveError.changedMeanwhile, ArchiveError.recordingRemoved,
            ArchiveError.refusedValue:
            false
        case is ArchiveError: true
        default: false
        }
    }

    /// What an error says about the job in which it came up.
    /// - Parameter stage: The stage that was at work.
    init(_ error: any Error, stage: String?) {
        switch error {
        case let failure as JobFailure: self = failure
        case let error as AudioError:
            // Whatever else was at work: it is the decoder that could not go on.
            self.init(kind: error.failureKind, stage: "decoding", reason: error.reason, advice: error.advice)
        case ArchiveError.changedMeanwhile:
            self.init(kind: .inputOutput, stage: "archive", reason: "\(error)", advice: "it is tried again")
        case let error as ArchiveError:
            self.init(
                kind: .internalError, stage: "archive", reason: "\(error)",
                advice: "this is a mistake of the program: report it with the log file")
        default: self.init(system: error, stage: stage)
        }
    }

    private init(system error: any Error, stage: String?) {
        let reason = String(cString: strerror(Self.systemCode(of: error) ?? 0))
        switch Self.systemCode(of: error) {
        case ENOSPC, EDQUOT:
            self.init(kind: .diskFull, stage: stage, reason: reason, advice: "free some space; it is tried again")
        case ENOMEM:
            self.init(kind: .outOfMemory, stage: stage, reason: reason, advice: "free some memory, or lower --threads")
        case .some:
            self.init(kind: .inputOutput, stage: stage, reason: reason, advice: "check the disk; it is tried again")
        case nil:
            self.init(
                kind: .internalError, stage: stage, reason: "internal error: \(error)",
                advice: "this is a mistake of the program: report it with the log file")
        }
    }

    private static func systemCode(of error: any Error) -> Int32? {
        let error = error as NSError
        if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
        return (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap(systemCode)
    }

    /// The failure of a job whose worker was gone each time before its end.
    static func abandoned(attempts: Int) -> JobFailure {
        JobFailure(
            kind: .workerDied, stage: nil,
            reason: "the program ended \(attempts) times in the midst of this recording",
            advice: "see whether memory runs out, and lower --threads; `whosaid jobs retry` tries it again")
    }

    /// The failure of a job whose files hold something else by now.
    static func inputChanged() -> JobFailure {
        JobFailure(
            kind: .inputChanged, stage: "decoding", reason: "the file has changed since it was queued",
            advice: "when nothing writes to it any more, transcribe it anew")
    }

    /// The failure of a job that cannot be done as it was asked for.
    static func modelsChanged() -> JobFailure {
        JobFailure(
            kind: .modelsChanged, stage: nil,
            reason: "the models or settings that it was queued for are not those of this program",
            advice: "transcribe it anew with what there is now")
    }
}

extension JobFailureKind {
    /// Whether another attempt may succeed without anybody's doing.
    var isTransient: Bool {
        switch self {
        case .inputOutput, .outOfMemory, .diskFull: true
        case .emptyFile, .noSound, .notAudio, .damagedFile, .encrypted, .missingInput, .inputChanged, .modelsChanged,
            .missingTool, .workerDied, .internalError, .putAside:
            false
        }
    }
}

extension AudioError {
    fileprivate var failureKind: JobFailureKind {
        switch self {
        case .missing, .isDirectory, .notRegularFile, .unreadable: .missingInput
        case .empty: .emptyFile
        case .noSamples, .noAudioStream: .noSound
        case .undecodable, .noSuchChannel, .noSuchTrack, .unsupportedRate: .notAudio
        case .unreadableKind(_, .unfinishedMP4): .damagedFile
        case .unreadableKind(_, .encryptedDS2), .encrypted: .encrypted
        case .unreadableKind: .notAudio
        case .decoderFailed: .damagedFile
        case .ffmpegMissing: .missingTool
        case .decoderNotStarted(_, _, let reason):
            reason == String(cString: strerror(ENOMEM))
                ? .outOfMemory : reason == String(cString: strerror(EAGAIN)) ? .inputOutput : .missingTool
        // A decoder does not kill itself: it is the system that does, for want of memory.
        case .decoderKilled: .outOfMemory
        case .readFailed: .inputOutput
        }
    }
}
