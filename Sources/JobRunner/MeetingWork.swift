import AudioIO
import MeetingPipeline
public import ModelFiles
import Synchronization
import Transcript
public import TranscriptStore

/// Jobs as they are meant: recordings to transcripts.
public final class MeetingWork: JobWork {
    private let store: ModelStore
    private let workers: Int
    private let programVersion: String
    /// Read when the first job needs them: a run with nothing to do should cost nothing.
    private let models = Mutex<MeetingModels?>(nil)

    /// - Parameters:
    ///   - workers: Pieces of one recording that are computed at the same time.
    public init(store: ModelStore, workers: Int, programVersion: String) {
        self.store = store
        self.workers = workers
        self.programVersion = programVersion
    }

    /// Reads the models.
    /// - Throws: `ModelFileError`, `RecognitionError`.
    public func prepare() throws { _ = try loadedModels() }

    /// Transcribes the first of a job's files that still holds what the job was made for.
    /// - Throws: `AudioError`, `JobFailure`, `CancellationError`.
    public func result(
        of job: Job, progress: @escaping @Sendable (JobProgress) -> Void
    ) async throws -> JobResult {
        let models = try loadedModels()
        guard models.hashes == job.models,
            let options = TranscriptionOptions(described: job.settings, workers: workers(for: job))
        else { throw JobFailure.modelsChanged() }
        let path = try sourcePath(of: job)
        let stamp = try FileStamp(ofFileAt: path)
        let transcriber = MeetingTranscriber(models: models, options: options, programVersion: programVersion)
        let report: @Sendable (MeetingTranscriber.Stage, Double) -> Void = { stage, seconds in
            progress(JobProgress(stage: stage.rawValue, seconds: seconds))
        }
        let meeting = try await transcriber.prepare(path, progress: report)
        let transcript = try await transcriber.transcribe(meeting, progress: report)
        // The file is read more than once; a writer in between would make a transcript of neither content.
        guard transcript.recording.contentHash == job.contentHash, try FileStamp(ofFileAt: path) == stamp else {
            throw JobFailure.inputChanged()
        }
        return JobResult(transcript: transcript, warnings: meeting.warnings.map(\.description))
    }

    private func loadedModels() throws -> MeetingModels {
        try models.withLock { models in
            let loaded = try models ?? MeetingModels(store)
            models = loaded
            return loaded
        }
    }

    /// The first path whose file holds the content of the job.
    private func sourcePath(of job: Job) throws -> String {
        var firstProblem: (any Error)?
        for path in job.paths {
            do {
                if try MeetingTranscriber.contentHash(of: path) == job.contentHash { return path }
                firstProblem = firstProblem ?? JobFailure.inputChanged()
            } catch let error as AudioError {
                firstProblem = firstProblem ?? error
            }
        }
        throw firstProblem ?? JobFailure.inputChanged()
    }

    /// Less at once, and so less memory, after attempts that memory may have ended.
    private func workers(for job: Job) -> Int {
        let suspects =
            switch job.failure?.kind {
            case .outOfMemory: job.attemptCount - 1
            // Once may be a power cut.
            case nil: job.attemptCount - 2
            default: 0
            }
        return max(1, workers >> max(0, suspects))
    }
}
