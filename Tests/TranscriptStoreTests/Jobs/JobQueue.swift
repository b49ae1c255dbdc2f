import Foundation
import GRDB
import TestSupport
import Transcript

@testable import TranscriptStore

/// An archive with its queue, and requests for it.
struct JobQueue {
    let folder: ScratchFolder
    let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    static let abandoned = JobFailure(kind: .workerDied, stage: nil, reason: "it died", advice: "look why")
    static let damage = JobFailure(kind: .damagedFile, stage: "decoding", reason: "is damaged", advice: "copy it")

    /// Another process's view of the archive.
    func another() throws -> Archive { try Archive(path: archive.path) }

    func request(_ number: UInt64, path: String? = nil) -> JobRequest {
        JobRequest(
            contentHash: TranscriptFixtures.hash(number), path: path ?? "/in/\(number).wav",
            settings: TranscriptFixtures.meeting.run.settings, models: TranscriptFixtures.meeting.run.models,
            programVersion: TranscriptFixtures.meeting.run.programVersion, resultKey: JobFixtures.resultKey)
    }

    @discardableResult
    func enqueue(_ numbers: UInt64..., at seconds: Double = 0) throws -> [JobAdmission] {
        try archive.enqueue(numbers.map { request($0) }, now: JobFixtures.date(seconds))
    }

    func worker(of archive: Archive? = nil) throws -> Worker {
        try (archive ?? self.archive).registerWorker(programVersion: "1", now: JobFixtures.date(0))
    }

    func handout(
        _ worker: Worker, at seconds: Double, of archive: Archive? = nil, scope: JobScope = .all, attemptLimit: Int = 3
    ) throws -> JobHandout {
        try (archive ?? self.archive).claimJob(
            scope, worker: worker, leaseSeconds: 60, attemptLimit: attemptLimit, abandoned: Self.abandoned,
            now: JobFixtures.date(seconds))
    }

    func transcript(_ claim: JobClaim) -> MeetingTranscript {
        JobFixtures.transcript(contentHash: claim.job.contentHash, path: claim.job.path)
    }

    func dump(_ sql: String) throws -> [String] {
        try archive.pool.read { db in try Row.fetchAll(db, sql: sql).map(\.description) }
    }

    /// Everything that transcripts and jobs consist of.
    func everything() throws -> [String] {
        try ["recordings", "recording_paths", "runs", "turns", "words", "jobs", "job_paths"].flatMap {
            try dump("SELECT * FROM \($0)")
        }
    }
}
