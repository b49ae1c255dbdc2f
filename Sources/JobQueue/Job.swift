public import FileSystem
public import Foundation

/// The state of a job.
public enum JobState: String, Hashable, Sendable, CaseIterable {
    /// Waits for a worker.
    case queued
    /// A worker runs it, or did when its lease was last renewed.
    case running
    /// Failed, and waits for its next attempt.
    case retrying
    /// The transcript is in the archive.
    case done
    /// Closed after a failure that would come again; a user can retry it.
    case quarantined
    /// Cancelled by the user.
    case cancelled
    /// Running by the archive, but the process of its worker has ended; the next worker takes it. Never stored: see
    /// `Archive.presentJobs`.
    case abandoned

    /// Whether a worker still has to run it, or runs it.
    public var isOpen: Bool { self == .queued || self == .running || self == .retrying || self == .abandoned }
}

/// A request to transcribe a content, with everything that a repetition needs.
public struct Job: Hashable, Sendable {
    /// Id in the archive, never used twice.
    public let id: Int64
    /// SHA-256 of the bytes to transcribe, 64 lower-case hexadecimal digits.
    public let contentHash: String
    /// Where these bytes were seen, in that order. Never empty.
    public let paths: [String]
    /// Every setting that can change the result, as in `RunInfo.settings`.
    public let settings: [String: String]
    /// Model id → SHA-256 over its files, as in `RunInfo.models`.
    public let models: [String: String]
    /// Version of the program that asked for it.
    public let programVersion: String
    /// Its state.
    public internal(set) var state: JobState
    /// Number of attempts, without those that were released.
    public let attemptCount: Int
    /// Number of claims; only the claim with this number may change the job.
    public let fencingToken: Int64
    /// The worker that runs it; nil in other states.
    public let workerID: Int64?
    /// When other workers may claim it; nil in other states than `running`.
    public let leaseExpiresAt: Date?
    /// When the next attempt may begin; nil in other states than `retrying`.
    public let notBefore: Date?
    /// Why the last attempt failed.
    public let failure: JobFailure?
    /// What each stage did, a JSON array; nil for jobs that are not done.
    public let stageReport: String?
    /// The recording of its transcript; nil for jobs that are not done.
    public let recordingID: Int64?
    /// When it was asked for.
    public let createdAt: Date
    /// When it last changed its state.
    public let updatedAt: Date

    /// The first place at which the content was seen.
    public var path: String { paths.first ?? "" }
}

/// A content to transcribe.
public struct JobRequest: Hashable, Sendable {
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    public var contentHash: String
    /// Where they are, as `RecordingPath` spells it.
    public var path: String
    /// What the file looked like when it was read; nil where that is not to be remembered.
    public var stamp: FileStamp?
    /// As `Job.settings`.
    public var settings: [String: String]
    /// As `Job.models`.
    public var models: [String: String]
    /// As `Job.programVersion`.
    public var programVersion: String
    /// As `RunInfo.resultKey`: a current run with the same one makes the job needless.
    public var resultKey: String
    /// Programs whose runs have no result key, but the same results.
    public var equalProgramVersions: [String]

    /// Makes a request; see the properties.
    public init(
        contentHash: String, path: String, stamp: FileStamp? = nil, settings: [String: String],
        models: [String: String], programVersion: String, resultKey: String,
        equalProgramVersions: [String] = []
    ) {
        self.contentHash = contentHash
        self.path = path
        self.stamp = stamp
        self.settings = settings
        self.models = models
        self.programVersion = programVersion
        self.resultKey = resultKey
        self.equalProgramVersions = equalProgramVersions
    }
}

/// The answer of the archive to a request.
public enum JobAdmission: Hashable, Sendable {
    /// The transcript is there already.
    case known(recordingID: Int64)
    /// The job is open, perhaps from an earlier request.
    case open(Job)
    /// The content was tried before and will fail again.
    case quarantined(Job)
}

/// A worker's right to a job, until its lease runs out.
public struct JobClaim: Hashable, Sendable {
    /// The job as it was when it was claimed.
    public let job: Job

    /// Differs for each claim of the same job.
    public var token: Int64 { job.fencingToken }
}

/// What a worker gets when it asks for a job.
public struct JobHandout: Hashable, Sendable {
    /// Its next job; nil where there is nothing to do at the moment.
    public var claim: JobClaim?
    /// Jobs that this claim has quarantined because workers have abandoned them too often.
    public var quarantined: [Job] = []
}

/// The jobs that a worker may claim.
public enum JobScope: Hashable, Sendable {
    /// Every open one.
    case all
    /// Those with certain ids.
    case only(Set<Int64>)
}
