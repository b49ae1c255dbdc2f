public import JobQueue
public import MeetingPipeline
public import Transcript

/// What a job is made of for the runner, which knows nothing of sound and models.
public protocol JobWork: Sendable {
    /// Gets ready for jobs; is called before the first one is taken, and may be called again.
    /// - Throws: What would come with every job, for example `ModelFileError`.
    func prepare() throws

    /// Does a job.
    /// - Parameter progress: Is told how far it is.
    /// - Throws: `CancellationError` at the next block after the task was cancelled; else why it failed.
    func result(of job: Job, progress: @escaping @Sendable (JobProgress) -> Void) async throws -> JobResult
}

/// How far a job is.
public struct JobProgress: Hashable, Sendable {
    /// What is being done.
    public var stage: String
    /// Seconds of sound that it has got to.
    public var seconds: Double
    /// Length of the recording in seconds, where something says so.
    public var durationSeconds: Double?

    /// How much of the work is done, 0 … 1; nil where the length is not known.
    public var fraction: Double?

    /// Makes a report; see the properties.
    public init(stage: String, seconds: Double, durationSeconds: Double? = nil, fraction: Double? = nil) {
        self.stage = stage
        self.seconds = seconds
        self.durationSeconds = durationSeconds
        self.fraction = fraction
    }
}

/// What came of a job.
public struct JobResult: Hashable, Sendable {
    /// Who said what.
    public var transcript: MeetingTranscript
    /// What was odd about the file, one sentence each.
    public var warnings: [String]
    /// What each stage did, in order.
    public var stages: [StageReport]

    /// Makes a result; see the properties.
    public init(transcript: MeetingTranscript, warnings: [String] = [], stages: [StageReport] = []) {
        self.transcript = transcript
        self.warnings = warnings
        self.stages = stages
    }
}
