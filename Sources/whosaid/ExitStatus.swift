import ArchiveCore
import ArchiveEdits
import ArchivePeople
import ArchiveSearch
import ArgumentParser
import AudioIO
import FileSystem
import Foundation
import JobQueue
import JobRunner
import ModelFiles
import Recognition
import Scoring
import StageCache
import TranscriptImport

/// The exit codes of the program, which scripts and schedulers rely on.
enum ExitStatus: Int32, CaseIterable, Error {
    /// All done.
    case success = 0
    /// Some inputs failed, others did not.
    case someInputsFailed = 1
    /// The command line is invalid.
    case usage = 64
    /// An input cannot be decoded.
    case undecodableInput = 65
    /// An input is missing.
    case missingInput = 66
    /// A model is missing, or its files differ from the manifest.
    case modelUnavailable = 69
    /// A bug in the program.
    case internalError = 70
    /// Reading or writing a file or the archive failed.
    case inputOutput = 74
    /// Interrupted. The same command continues where this one has stopped.
    case interrupted = 75

    /// The status of a command on several inputs.
    /// - Parameters:
    ///   - successCount: The number of inputs that were processed.
    ///   - failures: The status of each input that failed.
    static func combined(successCount: Int, failures: [ExitStatus]) -> ExitStatus {
        guard let first = failures.first else { return .success }
        if failures.contains(.interrupted) { return .interrupted }
        return successCount == 0 && failures.allSatisfy { $0 == first } ? first : .someInputsFailed
    }

    /// The status for an error of one of our modules; nil for errors of the argument parser and unexpected errors.
    ///
    /// This is the only place that assigns exit codes to errors.
    init?(of error: any Error) {
        switch error {
        case let status as ExitStatus: self = status
        case let error as CommandError: self = error.exitStatus
        case let error as ArchiveError: self = error.exitStatus
        case let error as JobQueueError: self = error.exitStatus
        case is SearchQueryError, is TurnEditError, is PeopleProblem: self = .usage
        case let error as AudioError: self = error.exitStatus
        case let error as FileError: self = AudioError.file(error).exitStatus
        case is SystemError: self = .inputOutput
        case let error as ScoringError: self = error.exitStatus
        case is ImportError: self = .undecodableInput
        case is StageCacheError: self = .inputOutput
        case is RunnerError: self = .usage
        case let error as ModelFileError: self = error.isShortOfResources ? .inputOutput : .modelUnavailable
        case is RecognitionError: self = .modelUnavailable
        case is CancellationError: self = .interrupted
        default: return nil
        }
    }

    /// Writes an error to standard error, or help and version to standard output, and ends the process.
    static func endProcess(after error: any Error) -> Never {
        if let status = ExitStatus(of: error) {
            // A bare status means that the failures have been reported already.
            if !(error is ExitStatus) { Messages.write("\(error)") }
            exit(status.rawValue)
        }
        switch WhoSaid.exitCode(for: error) {
        case .success:
            do {
                try StandardOutput.write(WhoSaid.fullMessage(for: error) + "\n")
                exit(success.rawValue)
            } catch {
                endProcess(after: error)
            }
        case .validationFailure:
            let message = WhoSaid.fullMessage(for: error)
            Messages.write(message.hasPrefix("Error: ") ? String(message.dropFirst("Error: ".count)) : message)
            exit(usage.rawValue)
        default:
            Messages.write("internal error: \(error)")
            exit(internalError.rawValue)
        }
    }
}

extension AudioError {
    fileprivate var exitStatus: ExitStatus {
        switch kind {
        case .missingInput: .missingInput
        case .undecodable: .undecodableInput
        case .inputOutput: .inputOutput
        }
    }
}

extension ScoringError {
    fileprivate var exitStatus: ExitStatus {
        switch kind {
        case .missingInput: .missingInput
        case .undecodable: .undecodableInput
        case .usage: .usage
        }
    }
}

extension ArchiveError {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .missing, .noSuchRecording, .noSuchRun, .recordingRemoved: .missingInput
        case .ambiguousHash, .badSQL: .usage
        case .invalidTranscript, .refusedValue: .internalError
        case .isFolder, .cannotCreateFolder, .readOnly, .unreadLog, .changedWhileRead, .cannotOpen,
            .notADatabase, .notAnArchive, .newerSchema, .busy,
            .diskFull, .damaged, .changedMeanwhile, .failed, .networkFileSystem:
            .inputOutput
        }
    }
}

extension JobQueueError {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .noSuchJob: .missingInput
        case .jobState, .jobIsOpenAgain: .usage
        case .leaseLost: .inputOutput
        }
    }
}

extension JobFailureKind {
    /// The status of a command whose input failed with this kind.
    var exitStatus: ExitStatus {
        switch self {
        case .emptyFile, .noSound, .notAudio, .damagedFile, .decoderCrashed, .encrypted: .undecodableInput
        case .missingInput: .missingInput
        case .modelsChanged: .modelUnavailable
        case .inputChanged, .missingTool, .inputOutput, .stalled, .outOfMemory, .diskFull, .workerDied:
            .inputOutput
        case .internalError: .internalError
        case .putAside: .someInputsFailed
        }
    }
}
