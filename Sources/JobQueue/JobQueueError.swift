import ArchiveCore

/// Why a job cannot be changed.
public enum JobQueueError: Error, Hashable, Sendable {
    /// No job has the id.
    case noSuchJob(id: Int64, archive: String)
    /// The job is in a state in which it cannot be changed in this way.
    case jobState(id: Int64, state: JobState, action: String)
    /// The job was cancelled, and another open job asks for the same by now.
    case jobIsOpenAgain(id: Int64, other: Int64)
    /// The lease of a worker on a job has ended: another worker has the job by now, or the job is closed. Nothing of the
    /// worker's result was stored.
    case leaseLost(jobID: Int64, archive: String)
}

extension JobQueueError: CustomStringConvertible {
    /// What is wrong, with which job, and what to do about it.
    public var description: String {
        switch self {
        case .noSuchJob(let id, let archive):
            "no job in \(archive) has the id \(id); `whosaid jobs list` shows them"
        case .jobState(let id, let state, let action):
            "job \(id) is \(state.rawValue) and cannot be \(action)"
        case .jobIsOpenAgain(let id, let other):
            "job \(id) was called off, and job \(other) asks for the same by now; see `whosaid jobs show \(other)`"
        case .leaseLost(let jobID, let archive):
            "job \(jobID) in \(archive) was taken over by another worker or called off; "
                + "what this one brought was not stored"
        }
    }
}

/// No job has the id; thrown within a transaction.
struct NoSuchJob: PathlessError {
    let id: Int64

    func error(archive path: String) -> any Error { JobQueueError.noSuchJob(id: id, archive: path) }
}

/// The claim on a job no longer counts; thrown within a transaction.
struct LeaseLost: PathlessError {
    let jobID: Int64

    func error(archive path: String) -> any Error { JobQueueError.leaseLost(jobID: jobID, archive: path) }
}
