import ArchiveCore
import Foundation
import GRDB

/// Fetches jobs within one snapshot of the database.
struct JobReader {
    let db: Database

    static let columns = """
        id, content_hash, settings, models, program_version, state, attempt_count, fencing_token, worker_id, \
        lease_expires_at, not_before, failure_kind, failure_stage, failure_reason, failure_advice, stage_report, \
        recording_id, created_at, updated_at
        """

    func jobs(_ condition: String = "true", _ arguments: StatementArguments = []) throws -> [Job] {
        let sql = "SELECT \(Self.columns) FROM jobs WHERE \(condition) ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map(job)
    }

    /// - Throws: `JobQueueError.noSuchJob`.
    func job(id: Int64) throws -> Job {
        guard let job = try jobs("id = ?", [id]).first else { throw NoSuchJob(id: id) }
        return job
    }

    /// - Parameter row: The columns of `columns`.
    func job(_ row: Row) throws -> Job {
        let id = try row.value("id", Int64.self)
        guard let state = JobState(rawValue: try row.value("state")) else { throw row.damage("state") }
        guard let createdAt = try row.date("created_at") else { throw row.damage("created_at") }
        guard let updatedAt = try row.date("updated_at") else { throw row.damage("updated_at") }
        return Job(
            id: id, contentHash: try row.value("content_hash"),
            paths: try String.fetchAll(
                db, sql: "SELECT path FROM job_paths WHERE job_id = ? ORDER BY ordinal", arguments: [id]),
            settings: try row.texts("settings"), models: try row.texts("models"),
            programVersion: try row.value("program_version"), state: state,
            attemptCount: try row.count("attempt_count"), fencingToken: try row.value("fencing_token"),
            workerID: try row.optional("worker_id"), leaseExpiresAt: try row.date("lease_expires_at"),
            notBefore: try row.date("not_before"), failure: try failure(row),
            stageReport: try row.optional("stage_report"), recordingID: try row.optional("recording_id"),
            createdAt: createdAt, updatedAt: updatedAt)
    }

    private func failure(_ row: Row) throws -> JobFailure? {
        guard let name = try row.optional("failure_kind", String.self) else { return nil }
        guard let kind = JobFailureKind(rawValue: name) else { throw row.damage("failure_kind") }
        return JobFailure(
            kind: kind, stage: try row.optional("failure_stage"), reason: try row.value("failure_reason"),
            advice: try row.value("failure_advice"))
    }
}
