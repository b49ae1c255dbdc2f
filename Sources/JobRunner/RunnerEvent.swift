public import JobQueue

/// What a runner reports about its work.
public enum RunnerEvent: Sendable {
    /// A job was claimed and begins.
    case started(Job)
    /// A job got this far.
    case progressed(Job, JobProgress)
    /// A job is done after `wallSeconds`; its transcript is in the archive.
    case finished(Job, JobResult, recordingID: Int64, wallSeconds: Double)
    /// A job failed and will be tried again after `delaySeconds`.
    case retrying(Job, JobFailure, delaySeconds: Double)
    /// A job failed for good.
    case quarantined(Job, JobFailure)
    /// Another worker took the job over, or the user cancelled it, before its end; this worker stored nothing.
    case superseded(Job)
    /// A job was released because of an interruption.
    case released(Job)
    /// Another worker or the user closed the job; its state says how.
    case closedElsewhere(Job)
}
