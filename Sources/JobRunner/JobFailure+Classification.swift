import ArchiveCore
import AudioIO
import FileSystem
import Foundation
import JobQueue
import MeetingPipeline
import ModelFiles
import Recognition

/// The one place that says what an error means for a job and for those after it.
extension JobFailure {
    /// Whether every job would fail with this error, so that the batch must end.
    static func stopsTheBatch(_ error: any Error) -> Bool {
        switch error {
        case is ModelFileError, is RecognitionError: true
        case ArchiveError.invalidTranscript, ArchiveError.changedMeanwhile, ArchiveError.recordingRemoved,
            ArchiveError.refusedValue:
            false
        case is ArchiveError, is JobQueueError: true
        default: false
        }
    }

    /// The failure of a job that threw an error.
    /// - Parameter stage: the stage that ran.
    init(_ error: any Error, stage: String?) {
        switch error {
        case let failure as JobFailure: self = failure
        case let error as FileError: self.init(AudioError.file(error), stage: stage)
        case let error as AudioError:
            // Whatever stage ran: it was the decoder that failed.
            self.init(kind: error.failureKind, stage: "decoding", reason: error.reason, advice: error.advice)
        case ArchiveError.changedMeanwhile:
            self.init(kind: .inputOutput, stage: "archive", reason: "\(error)", advice: "it is tried again")
        case is ArchiveError, is JobQueueError:
            self.init(
                kind: .internalError, stage: "archive", reason: "\(error)",
                advice: "this is a mistake of the program: report it with the log file")
        default: self.init(system: error, stage: stage)
        }
    }

    private init(system error: any Error, stage: String?) {
        let code = SystemError.code(of: error)
        let reason = SystemError.text(code ?? 0)
        switch code {
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

    /// The failure of a job whose workers' processes all ended before it did.
    static func abandoned(attempts: Int) -> JobFailure {
        JobFailure(
            kind: .workerDied, stage: nil,
            reason: "the program ended \(attempts) times in the midst of this recording",
            advice: "see whether memory runs out, and lower --threads; `whosaid jobs retry` tries it again")
    }

    /// The failure of a job whose files have another content now.
    static func inputChanged() -> JobFailure {
        JobFailure(
            kind: .inputChanged, stage: "decoding", reason: "the file has changed since it was queued",
            advice: "when nothing writes to it any more, transcribe it anew")
    }

    /// The failure of a job that was queued for other models.
    static func modelsChanged() -> JobFailure {
        JobFailure(
            kind: .modelsChanged, stage: nil, reason: "the models that it was queued for are not those of this program",
            advice: "transcribe it anew with the models that are here")
    }

    /// The failure of a job with settings that this program does not know.
    static func settingsUnknown(_ error: SettingsError) -> JobFailure {
        JobFailure(
            kind: .modelsChanged, stage: nil, reason: "its settings were \(error)",
            advice: "transcribe it anew with this version, or run the version that queued it")
    }
}

extension JobFailureKind {
    /// Whether another attempt may succeed though nobody changes anything.
    var isTransient: Bool {
        switch self {
        case .inputOutput, .outOfMemory, .diskFull, .stalled: true
        case .emptyFile, .noSound, .notAudio, .damagedFile, .encrypted, .missingInput, .inputChanged, .modelsChanged,
            .missingTool, .decoderCrashed, .workerDied, .internalError, .putAside:
            false
        }
    }
}

extension AudioError {
    fileprivate var failureKind: JobFailureKind {
        switch self {
        case .file(.missing), .file(.isFolder), .file(.notRegular), .file(.foreign): .missingInput
        case .empty: .emptyFile
        case .noSamples, .noAudioStream: .noSound
        case .undecodable, .noSuchChannel, .noSuchTrack, .unsupportedRate: .notAudio
        case .unreadableKind(_, .unfinishedMP4): .damagedFile
        case .unreadableKind(_, .encryptedDS2), .encrypted: .encrypted
        case .unreadableKind: .notAudio
        case .decoderFailed: .damagedFile
        case .decoderCrashed: .decoderCrashed
        case .ffmpegMissing: .missingTool
        case .tooManyChannels: .notAudio
        case .file(.changed): .inputChanged
        case .decoderStalled, .file(.stalled): .stalled
        case .decoderNotStarted(_, _, let code): Self.kind(code, else: .missingTool)
        // The system kills when memory runs out, and for little else; other signals are sent by people.
        case .decoderKilled(_, _, _, let signal): signal == Int(SIGKILL) ? .outOfMemory : .inputOutput
        case .file(.system(let error)):
            Self.kind(error.code, else: error.operation == .open ? .missingInput : .inputOutput)
        }
    }

    /// The kind for an error number of the system; some of them say nothing about the file or program itself.
    private static func kind(_ code: Int32, else other: JobFailureKind) -> JobFailureKind {
        switch code {
        case ENOMEM: .outOfMemory
        // Too many processes or open files, a program that is just being written, a network folder that is gone.
        case EAGAIN, EMFILE, ENFILE, ETXTBSY, EINTR, EIO, ESTALE, ETIMEDOUT, EHOSTDOWN, ENOTCONN: .inputOutput
        default: other
        }
    }
}
