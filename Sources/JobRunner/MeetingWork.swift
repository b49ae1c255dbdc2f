import AudioIO
public import FileSystem
public import JobQueue
import MeetingPipeline
public import ModelFiles
public import StageCache
import Synchronization
import Transcript

/// Jobs as they are meant: recordings to transcripts.
public final class MeetingWork: JobWork {
    private let store: ModelStore
    private let workers: Int
    private let memoryBytes: Int?
    private let cache: CacheFolder?
    private let programVersion: String
    private let tellsDurations: Bool
    private let stallSeconds: Double
    /// Read when the first job needs them: a run with nothing to do should cost nothing.
    private let models = Mutex<MeetingModels?>(nil)

    /// - Parameters:
    ///   - workers: Pieces of one recording that are computed at the same time.
    ///   - memoryBytes: Most memory for one recording; nil for as much as `workers` need.
    ///   - cache: Where stages keep results; nil to do without.
    ///   - stallSeconds: How long reading a file may go on without a byte.
    ///   - tellsDurations: Whether progress says how much there is to do, which takes another look at each file.
    public init(
        store: ModelStore, workers: Int, memoryBytes: Int? = nil, cache: CacheFolder? = nil, programVersion: String,
        tellsDurations: Bool = false, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.store = store
        self.workers = workers
        self.memoryBytes = memoryBytes
        self.cache = cache
        self.programVersion = programVersion
        self.tellsDurations = tellsDurations
        self.stallSeconds = stallSeconds
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
        let source = try await source(of: job)
        let transcriber = MeetingTranscriber(
            models: models, options: options, programVersion: programVersion, cache: cache,
            stallSeconds: stallSeconds)
        let duration = tellsDurations ? try await expectedSeconds(source, tracks: options.tracks) : nil
        let step: @Sendable (MeetingTranscriber.Stage, Double) -> Void = { stage, seconds in
            progress(JobProgress(stage, seconds: seconds, durationSeconds: duration))
        }
        let stages = Mutex<[StageReport]>([])
        let report: @Sendable (StageReport) -> Void = { stage in stages.withLock { $0.append(stage) } }
        let meeting = try await transcriber.prepare(source.file, progress: step, report: report)
        var transcript = try await transcriber.transcribe(meeting, progress: step, report: report)
        // The file is read more than once; a writer in between would make a transcript of neither content.
        guard try await stamp(source) == source.stamp else { throw JobFailure.inputChanged() }
        transcript.recording.path = source.spelling
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

    /// A file that holds the content of a job.
    private struct Source: Sendable {
        let spelling: String
        /// Keeps the name valid by which the file is known.
        let opened: ReadableFile
        let file: HashedFile
        let stamp: FileStamp
    }

    private func stamp(_ source: Source) async throws -> FileStamp {
        try await BlockingCall.run(on: source.spelling, limitSeconds: stallSeconds) { _ in
            try FileStamp(ofFileAt: source.file.path)
        }
    }

    private func expectedSeconds(_ source: Source, tracks: TrackSelection) async throws -> Double? {
        try await AudioStream.open(source.file.path, tracks: tracks, stallSeconds: stallSeconds).info.expectedSeconds
    }

    /// The first path whose file holds the content of the job, and the file.
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
