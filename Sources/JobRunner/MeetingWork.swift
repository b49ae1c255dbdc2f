import AudioIO
public import FileSystem
public import JobQueue
import MeetingPipeline
public import ModelFiles
public import StageCache
import Synchronization
import Transcript

/// The work of a job: from a recording to its transcript.
public final class MeetingWork: JobWork {
    private let store: ModelStore
    private let workers: Int
    private let memoryBytes: Int?
    private let cache: CacheFolder?
    private let programVersion: String
    private let stallSeconds: Double
    /// Read when the first job needs them: a run without jobs should cost nothing.
    private let models = Mutex<MeetingModels?>(nil)

    /// - Parameters:
    ///   - workers: pieces of one recording that are computed at the same time.
    ///   - memoryBytes: max memory for one recording; nil for as much as `workers` need.
    ///   - cache: where stages keep results; nil for nowhere.
    ///   - stallSeconds: how long a read may wait for a byte.
    public init(
        store: ModelStore, workers: Int, memoryBytes: Int? = nil, cache: CacheFolder? = nil, programVersion: String,
        stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.store = store
        self.workers = workers
        self.memoryBytes = memoryBytes
        self.cache = cache
        self.programVersion = programVersion
        self.stallSeconds = stallSeconds
    }

    /// Reads the models.
    /// - Throws: `ModelFileError`, `RecognitionError`.
    public func prepare() throws { _ = try loadedModels() }

    /// Transcribes the first of a job's files that still has the content that the job was made for.
    /// - Throws: `AudioError`, `JobFailure`, `CancellationError`.
    public func result(
        of job: Job, progress: @escaping @Sendable (JobProgress) -> Void
    ) async throws -> JobResult {
        let models = try loadedModels()
        guard models.hashes == job.models else { throw JobFailure.modelsChanged() }
        let settings: TranscriptionSettings
        do throws(SettingsError) {
            settings = try TranscriptionSettings(texts: job.settings)
        } catch {
            throw JobFailure.settingsUnknown(error)
        }
        let resources = AttemptResources(
            after: job.failure?.kind, attempt: job.attemptCount, workers: workers, memoryBytes: memoryBytes)
        let options = TranscriptionOptions(settings, workers: resources.workers, memoryBytes: resources.memoryBytes)
        let source = try await source(of: job)
        let transcriber = MeetingTranscriber(
            models: models, options: options, programVersion: programVersion, cache: cache,
            stallSeconds: stallSeconds)
        let stages = Mutex<[StageReport]>([])
        let run = RunContext(
            progress: { progress(JobProgress($0)) }, report: { stage in stages.withLock { $0.append(stage) } })
        let meeting = try await transcriber.prepare(source.file, run)
        var transcript = try await transcriber.transcribe(meeting, run)
        // The file is read more than once; a change in between would make a transcript of neither content.
        guard try await stamp(source) == source.stamp else { throw JobFailure.inputChanged() }
        transcript.recording.path = source.spelling
        let unheard = transcript.words.isEmpty ? meeting.wordlessWarning : nil
        return JobResult(
            transcript: transcript,
            warnings: (meeting.warnings + [unheard].compactMap(\.self)).map(\.description) + pruned(),
            stages: stages.withLock { $0 })
    }

    /// Keeps the cache within its limit. An error there becomes a warning: the transcript is complete.
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

    /// A file with the content of a job, as it was when the attempt hashed it.
    private struct Source: Sendable {
        let spelling: String
        /// Keeps `file.path` valid.
        let opened: ReadableFile
        let file: HashedFile
        let stamp: FileStamp
    }

    private func stamp(_ source: Source) async throws -> FileStamp {
        try await BlockingCall.run(on: source.spelling, limitSeconds: stallSeconds) { _ in
            try FileStamp(ofFileAt: source.file.path)
        }
    }

    /// Hashes the job's files in order, up to the first that has the job's content.
    private func source(of job: Job) async throws -> Source {
        var firstProblem: (any Error)?
        for spelling in job.paths {
            do {
                let source = try await BlockingCall.run(on: spelling, limitSeconds: stallSeconds) { watch in
                    let opened = try ReadableFile(spelling: spelling)
                    let stamp = try FileStamp(ofFileAt: opened.path)
                    let file = try HashedFile(path: opened.path, watch: watch)
                    return Source(spelling: spelling, opened: opened, file: file, stamp: stamp)
                }
                if source.file.contentHash == job.contentHash { return source }
                firstProblem = firstProblem ?? JobFailure.inputChanged()
            } catch let error as FileError {
                firstProblem = firstProblem ?? error
            }
        }
        throw firstProblem ?? JobFailure.inputChanged()
    }
}

extension JobProgress {
    init(_ run: RunContext.Progress) {
        let share = run.durationSeconds.map { $0 > 0 ? min(run.seconds / $0, 1) : 1 }
        // The two passes over the sound take about the same time.
        let fraction: Double? =
            switch run.stage {
            case .listening: share.map { 0.5 * $0 }
            case .clustering: share.map { _ in 0.5 }
            case .recognition: share.map { 0.5 + 0.5 * $0 }
            case .attribution: share.map { _ in 1 }
            }
        self.init(
            stage: run.stage.rawValue, seconds: run.seconds, durationSeconds: run.durationSeconds, fraction: fraction)
    }
}
