package import ArchiveCore
import Foundation
import GRDB
package import JobQueue
import TestSupport
package import Transcript

/// An archive with its queue, and requests for it.
package struct QueueFixture: Sendable {
    let folder: ScratchFolder
    /// The archive, in a folder that goes with the fixture.
    package let archive: Archive

    /// Makes an empty archive.
    package init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    /// The failure of jobs that workers have abandoned too often.
    package static let abandoned = JobFailure(kind: .workerDied, stage: nil, reason: "it died", advice: "look why")
    /// The failure of a job whose file is damaged.
    package static let damage = JobFailure(
        kind: .damagedFile, stage: "decoding", reason: "is damaged", advice: "copy it")

    /// The archive as another process sees it.
    package func another() throws -> Archive { try Archive(path: archive.path) }

    /// A request for the content of a number, with the settings of `TranscriptFixtures.meeting`.
    package func request(_ number: UInt64, path: String? = nil) -> JobRequest {
        JobRequest(
            contentHash: TranscriptFixtures.hash(number), path: path ?? "/in/\(number).wav",
            settings: TranscriptFixtures.meeting.run.settings, models: TranscriptFixtures.meeting.run.models,
            programVersion: TranscriptFixtures.meeting.run.programVersion, resultKey: JobFixtures.resultKey)
    }

    /// Queues requests.
    @discardableResult
    package func enqueue(_ numbers: UInt64..., at seconds: Double = 0) throws -> [JobAdmission] {
        try archive.enqueue(numbers.map { request($0) }, now: JobFixtures.date(seconds))
    }

    /// Registers a worker, by default of this archive.
    package func worker(of archive: Archive? = nil) throws -> Worker {
        try (archive ?? self.archive).registerWorker(programVersion: "1", now: JobFixtures.date(0))
    }

    /// Claims a job for 60 seconds.
    package func handout(
        _ worker: Worker, at seconds: Double, of archive: Archive? = nil, scope: JobScope = .all, attemptLimit: Int = 3
    ) throws -> JobHandout {
        try (archive ?? self.archive).claimJob(
            scope, worker: worker, leaseSeconds: 60, attemptLimit: attemptLimit, abandoned: Self.abandoned,
            now: JobFixtures.date(seconds))
    }

    /// A transcript that a claimed job may bring.
    package func transcript(_ claim: JobClaim) -> MeetingTranscript {
        JobFixtures.transcript(contentHash: claim.job.contentHash, path: claim.job.path)
    }

    /// The rows that a query gives, one text for each.
    package func dump(_ sql: String) throws -> [String] {
        try archive.read { db in try Row.fetchAll(db, sql: sql).map(\.description) }
    }

    /// All rows of transcripts and jobs.
    package func everything() throws -> [String] {
        try ["recordings", "recording_paths", "runs", "turns", "words", "jobs", "job_paths"].flatMap {
            try dump("SELECT * FROM \($0)")
        }
    }
}
