public import Foundation

/// What has become of a job.
public enum JobState: String, Hashable, Sendable, CaseIterable {
    /// Waits for a worker.
    case queued
    /// A worker is at it, or was when it was last heard of.
    case running
    /// Failed, and waits for its next attempt.
    case retrying
    /// The transcript is in the archive.
    case done
    /// Put aside after a failure that would come again.
    case quarantined
    /// Called off by the user.
    case cancelled
    /// Left behind by a worker whose process has ended; the next worker takes it. Never stored: see
    /// `Archive.presentJobs`.
    case abandoned

    /// Whether workers still have to do with it.
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
    /// What has become of it.
    public internal(set) var state: JobState
    /// How often a worker began it, interrupted attempts left out.
    public let attemptCount: Int
    /// How often it was claimed in all; only the claim with this number may change it.
    public let fencingToken: Int64
    /// The worker that runs it; nil in other states.
    public let workerID: Int64?
    /// When others may take it over; nil in other states than `running`.
    public let leaseExpiresAt: Date?
    /// When the next attempt may begin; nil in other states than `retrying`.
    public let notBefore: Date?
    /// Why the last attempt failed.
    public let failure: JobFailure?
    /// What each stage did, a JSON array; nil where nobody said so.
    public let stageReport: String?
    /// The recording that came of it.
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

/// What the archive made of a request.
public enum JobAdmission: Hashable, Sendable {
    /// The transcript is there already.
    case known(recordingID: Int64)
    /// The job waits or is being done, perhaps on an earlier request.
    case open(Job)
    /// The content was tried before and will fail again.
    case quarantined(Job)
}

/// A worker's right to a job, until its lease runs out.
public struct JobClaim: Hashable, Sendable {
    /// The job as it was when it was claimed.
    public let job: Job

    /// Tells this claim from earlier and later ones of the same job.
    public var token: Int64 { job.fencingToken }
}

/// What a worker gets when it asks for a job.
public struct JobHandout: Hashable, Sendable {
    /// Its next job; nil where there is nothing to do at the moment.
    public var claim: JobClaim?
    /// Jobs that were put into quarantine on this occasion because workers left them behind too often.
    public var quarantined: [Job] = []
}

/// Which jobs a worker takes.
public enum JobScope: Hashable, Sendable {
    /// Every open one.
    case all
    /// Those with certain ids.
    case only(Set<Int64>)
}

/// What the file system says of a file: where any of it differs, the content may differ.
public struct FileStamp: Hashable, Sendable {
    /// Number of the file in its file system.
    public var fileNumber: UInt64
    /// Size in bytes.
    public var byteCount: Int64
    /// When the content was last written, nanoseconds since 1970; programs can set it to anything.
    public var modifiedNanoseconds: Int64
    /// When content or attributes were last written, nanoseconds since 1970; only the system sets it.
    public var changedNanoseconds: Int64

    /// Makes a stamp; see the properties.
    public init(fileNumber: UInt64, byteCount: Int64, modifiedNanoseconds: Int64, changedNanoseconds: Int64) {
        self.fileNumber = fileNumber
        self.byteCount = byteCount
        self.modifiedNanoseconds = modifiedNanoseconds
        self.changedNanoseconds = changedNanoseconds
    }
}
