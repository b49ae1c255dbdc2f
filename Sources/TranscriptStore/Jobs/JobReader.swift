import Foundation
import GRDB

/// Fetches jobs within one snapshot of the database.
struct JobReader {
    let db: Database
    let archive: String

    static let columns = """
        id, content_hash, settings, models, program_version, state, attempt_count, fencing_token, worker_id, \
        lease_expires_at, not_before, failure_kind, failure_stage, failure_reason, failure_advice, stage_report, \
        recording_id, created_at, updated_at
        """

    func jobs(_ condition: String = "true", _ arguments: StatementArguments = []) throws -> [Job] {
        let sql = "SELECT \(Self.columns) FROM jobs WHERE \(condition) ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map(job)
    }

    /// - Throws: `ArchiveError.noSuchJob`.
    func job(id: Int64) throws -> Job {
        guard let job = try jobs("id = ?", [id]).first else { throw ArchiveError.noSuchJob(id: id, archive: archive) }
        return job
    }

    /// - Parameter row: The columns of `columns`.
    func job(_ row: Row) throws -> Job {
        let id = row["id"] as Int64
        guard let state = JobState(rawValue: row["state"]) else { throw damage("unknown state of a job") }
        return Job(
            id: id, contentHash: row["content_hash"],
            paths: try String.fetchAll(
                db, sql: "SELECT path FROM job_paths WHERE job_id = ? ORDER BY ordinal", arguments: [id]),
            settings: try TextObject.decode(row["settings"], archive: archive),
            models: try TextObject.decode(row["models"], archive: archive), programVersion: row["program_version"],
            state: state, attemptCount: row["attempt_count"], fencingToken: row["fencing_token"],
            workerID: row["worker_id"], leaseExpiresAt: date(row["lease_expires_at"]),
            notBefore: date(row["not_before"]), failure: try failure(row), stageReport: row["stage_report"],
            recordingID: row["recording_id"], createdAt: Date(timeIntervalSince1970: row["created_at"]),
            updatedAt: Date(timeIntervalSince1970: row["updated_at"]))
    }

    private func failure(_ row: Row) throws -> JobFailure? {
        guard let name = row["failure_kind"] as String? else { return nil }
        guard let kind = JobFailureKind(rawValue: name) else { throw damage("unknown failure of a job") }
        return JobFailure(
            kind: kind, stage: row["failure_stage"], reason: row["failure_reason"], advice: row["failure_advice"])
    }

    private func date(_ seconds: Double?) -> Date? { seconds.map { Date(timeIntervalSince1970: $0) } }

    private func damage(_ detail: String) -> ArchiveError { .damaged(path: archive, detail: detail) }
}
