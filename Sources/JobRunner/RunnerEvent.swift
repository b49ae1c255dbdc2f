public import JobQueue

/// What a runner tells of its work.
public enum RunnerEvent: Sendable {
    /// A job was begun.
    case started(Job)
    /// A job is so far.
    case progressed(Job, JobProgress)
    /// A job is done; its transcript is in the archive. It took so many seconds.
    case finished(Job, JobResult, recordingID: Int64, wallSeconds: Double)
    /// A job failed and will be tried again after so many seconds.
    case retrying(Job, JobFailure, delaySeconds: Double)
    /// A job failed for good.
    case quarantined(Job, JobFailure)
    /// A job was taken over by another worker, or called off, before its end; nothing of it was stored.
    case superseded(Job)
    /// A job was given back because of an interruption.
    case released(Job)
    /// A job was closed by another worker or by the user; its state says how.
    case closedElsewhere(Job)
}
