import AudioIO
import MeetingPipeline
public import ModelFiles
public import StageCache
import Synchronization
import Transcript
public import TranscriptStore

/// Jobs as they are meant: recordings to transcripts.
public final class MeetingWork: JobWork {
    private let store: ModelStore
    private let workers: Int
    private let memoryBytes: Int?
    private let cache: CacheFolder?
    private let programVersion: String
    private let tellsDurations: Bool
    /// Read when the first job needs them: a run with nothing to do should cost nothing.
    private let models = Mutex<MeetingModels?>(nil)

    /// - Parameters:
    ///   - workers: Pieces of one recording that are computed at the same time.
    ///   - memoryBytes: Most memory for one recording; nil for as much as `workers` need.
    ///   - cache: Where stages keep results; nil to do without.
    ///   - tellsDurations: Whether progress says how much there is to do, which takes another look at each file.
    public init(
        store: ModelStore, workers: Int, memoryBytes: Int? = nil, cache: CacheFolder? = nil, programVersion: String,
        tellsDurations: Bool = false
    ) {
        self.store = store
        self.workers = workers
        self.memoryBytes = memoryBytes
        self.cache = cache
        self.programVersion = programVersion
        self.tellsDurations = tellsDurations
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
        let resources = AttemptResources(
            after: job.failure?.kind, attempt: job.attemptCount, workers: workers, memoryBytes: memoryBytes)
        guard models.hashes == job.models,
            let options = TranscriptionOptions(
                described: job.settings, workers: resources.workers, memoryBytes: resources.memoryBytes)
        else { throw JobFailure.modelsChanged() }
        let (spelling, file) = try source(of: job)
        let stamp = try FileStamp(ofFileAt: file.path)
        let transcriber = MeetingTranscriber(
            models: models, options: options, programVersion: programVersion, cache: cache)
        let duration =
            tellsDurations ? try AudioReader(path: file.path, tracks: options.tracks).info.expectedSeconds : nil
        let step: @Sendable (MeetingTranscriber.Stage, Double) -> Void = { stage, seconds in
            progress(JobProgress(stage, seconds: seconds, durationSeconds: duration))
        }
        let stages = Mutex<[StageReport]>([])
        let report: @Sendable (StageReport) -> Void = { stage in stages.withLock { $0.append(stage) } }
        let meeting = try await transcriber.prepare(file.path, progress: step, report: report)
        var transcript = try await transcriber.transcribe(meeting, progress: step, report: report)
        // The file is read more than once; a writer in between would make a transcript of neither content.
        guard transcript.recording.contentHash == job.contentHash, try FileStamp(ofFileAt: file.path) == stamp else {
            throw JobFailure.inputChanged()
        }
        transcript.recording.path = spelling
        let unheard = transcript.words.isEmpty ? meeting.wordlessWarning : nil
        return JobResult(
            transcript: transcript,
            warnings: (meeting.warnings + [unheard].compactMap(\.self)).map(\.description) + pruned(),
            stages: stages.withLock { $0 })
    }

    /// Keeps the cache within its limit. What goes wrong there takes nothing from the transcript.
    private func pruned() -> [String] {
        do {
            try cache?.enforceLimit()
            return []
        } catch {
            return ["\(error)"]
        }
    }

    private func loadedModels() throws -> MeetingModels {
        try models.withLock { models in
            let loaded = try models ?? MeetingModels(store)
            models = loaded
            return loaded
        }
    }

    /// The first path whose file holds the content of the job, and the file.
    private func source(of job: Job) throws -> (spelling: String, file: ReadableFile) {
        var firstProblem: (any Error)?
        for spelling in job.paths {
            do {
                let file = try ReadableFile(spelling: spelling)
                if try MeetingTranscriber.contentHash(of: file.path) == job.contentHash { return (spelling, file) }
                firstProblem = firstProblem ?? JobFailure.inputChanged()
            } catch let error as AudioError {
                firstProblem = firstProblem ?? error
            }
        }
        throw firstProblem ?? JobFailure.inputChanged()
    }
}

extension JobProgress {
    /// - Parameter durationSeconds: As the file's header has it, which may be wrong.
    init(_ stage: MeetingTranscriber.Stage, seconds: Double, durationSeconds: Double?) {
        let share = durationSeconds.map { $0 > 0 ? min(seconds / $0, 1) : 1 }
        // The sound is gone through twice; the two passes take about as long.
        let fraction: Double? =
            switch stage {
            case .listening: share.map { 0.5 * $0 }
            case .clustering: share.map { _ in 0.5 }
            case .recognition: share.map { 0.5 + 0.5 * $0 }
            case .attribution: share.map { _ in 1 }
            }
        self.init(stage: stage.rawValue, seconds: seconds, durationSeconds: durationSeconds, fraction: fraction)
    }
}
