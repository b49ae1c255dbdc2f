public import JobQueue
public import MeetingPipeline
public import Transcript

/// What the runner does for a job: it knows nothing about sound and models itself.
public protocol JobWork: Sendable {
    /// Gets ready for jobs; called before each claim.
    /// - Throws: Errors that every job would have, for example `ModelFileError`.
    func prepare() throws

    /// Does a job.
    /// - Parameter progress: called with how far the job is.
    /// - Throws: `CancellationError` at the next block after the task was cancelled; else why the job failed.
    func result(of job: Job, progress: @escaping @Sendable (JobProgress) -> Void) async throws -> JobResult
}

/// How far a job is.
public struct JobProgress: Hashable, Sendable {
    /// The stage that runs.
    public var stage: String
    /// Seconds of sound that the stage has processed.
    public var seconds: Double
    /// Length of the recording in seconds; nil where it is unknown.
    public var durationSeconds: Double?
    /// Share of the work that is done, 0 … 1; nil where the length is unknown.
    public var fraction: Double?

    /// Makes a report; see the properties.
    public init(stage: String, seconds: Double, durationSeconds: Double? = nil, fraction: Double? = nil) {
        self.stage = stage
        self.seconds = seconds
        self.durationSeconds = durationSeconds
        self.fraction = fraction
    }
}

/// The result of a job.
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
