public import Foundation
import GRDB
public import Transcript

extension Archive {
    /// Claims the next job that may be worked on: queued, due for another attempt, or left behind by a worker whose
    /// lease ran out or whose process is gone. One statement, so that no two workers get the same job.
    /// - Parameters:
    ///   - attemptLimit: A job that was left behind so often is put into quarantine instead.
    ///   - abandoned: The failure that it then gets.
    ///   - leaseSeconds: For how long nobody else may claim the job, unless the lease is renewed.
    public func claimJob(
        _ scope: JobScope, worker: Worker, leaseSeconds: Double, attemptLimit: Int, abandoned: JobFailure, now: Date
    ) throws -> JobHandout {
        try endLeasesOfDeadWorkers(now: now)
        return try explaining {
            guard try pool.read({ try Self.isAnyClaimable($0, scope, worker, now: now) }) else { return JobHandout() }
            return try pool.write { db in
                let reader = JobReader(db: db, archive: path)
                let quarantined = try Self.quarantineAbandoned(
                    db, scope, worker, attemptLimit: attemptLimit, abandoned, now: now)
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        UPDATE jobs SET state = 'running', worker_id = :worker, lease_expires_at = :lease,
                            fencing_token = fencing_token + 1, attempt_count = attempt_count + 1, not_before = NULL,
                            updated_at = :now
                        WHERE id = (SELECT id FROM jobs WHERE \(Self.isClaimable) ORDER BY id LIMIT 1)
                        RETURNING \(JobReader.columns)
                        """,
                    arguments: try Self.arguments(scope, worker, now: now) + [
                        "lease": now.timeIntervalSince1970 + leaseSeconds
                    ])
                return JobHandout(
                    claim: try row.map { JobClaim(job: try reader.job($0)) },
                    quarantined: try quarantined.map { try reader.job(id: $0) })
            }
        }
    }

    /// Whether a claim would find a job.
    public func hasClaimableJob(_ scope: JobScope, worker: Worker, now: Date) throws -> Bool {
        try endLeasesOfDeadWorkers(now: now)
        return try explaining { try pool.read { try Self.isAnyClaimable($0, scope, worker, now: now) } }
    }

    /// Puts off the end of a lease.
    /// - Throws: `ArchiveError.leaseLost` where the job is another's by now, or nobody's.
    public func renew(_ claim: JobClaim, leaseSeconds: Double, now: Date) throws {
        try explaining {
            try pool.write { db in
                try change(db, claim, "lease_expires_at = ?", [now.timeIntervalSince1970 + leaseSeconds])
            }
        }
    }

    /// Stores the transcript of a job, the places at which its content was seen, and that it is done: in one
    /// transaction, so that afterwards all of it is there, or nothing.
    /// - Parameters:
    ///   - stageReport: What each stage did, a JSON array.
    ///   - beforeCommit: Is called when everything is written but nothing is there yet.
    /// - Returns: Id of the recording.
    /// - Throws: `ArchiveError.leaseLost` where the job is another's by now: nothing changes.
    @discardableResult
    public func complete(
        _ claim: JobClaim, with transcript: MeetingTranscript, stageReport: String? = nil, now: Date,
        beforeCommit: () throws -> Void = {}
    ) throws -> Int64 {
        do {
            try TranscriptProblem.check(transcript)
        } catch {
            throw ArchiveError.invalidTranscript(path: transcript.recording.path, problem: error)
        }
        return try explaining {
            try pool.write { db in
                try change(
                    db, claim,
                    """
                    state = 'done', worker_id = NULL, lease_expires_at = NULL, failure_kind = NULL,
                    failure_stage = NULL, failure_reason = NULL, failure_advice = NULL, stage_report = ?,
                    updated_at = ?
                    """, [stageReport, now.timeIntervalSince1970])
                let writer = TranscriptWriter(db: db)
                let recordingID = try writer.insert(transcript)
                for path in try JobReader(db: db, archive: path).job(id: claim.job.id).paths {
                    try writer.insertPath(path, recordingID: recordingID)
                }
                try db.execute(
                    sql: "UPDATE jobs SET recording_id = ? WHERE id = ?", arguments: [recordingID, claim.job.id])
                try beforeCommit()
                return recordingID
            }
        }
    }

    /// Ends an attempt that failed.
    /// - Parameter retryAt: When the next one may begin; nil puts the job into quarantine.
    /// - Throws: `ArchiveError.leaseLost` where the job is another's by now: nothing changes.
    public func fail(_ claim: JobClaim, _ failure: JobFailure, retryAt: Date?, now: Date) throws {
        try explaining {
            try pool.write { db in
                try change(
                    db, claim,
                    """
                    state = ?, not_before = ?, worker_id = NULL, lease_expires_at = NULL, failure_kind = ?,
                    failure_stage = ?, failure_reason = ?, failure_advice = ?, updated_at = ?
                    """,
                    [
                        retryAt == nil ? "quarantined" : "retrying", retryAt?.timeIntervalSince1970,
                        failure.kind.rawValue, failure.stage, failure.reason, failure.advice,
                        now.timeIntervalSince1970,
                    ])
            }
        }
    }

    /// Gives a job back before its end, as if the attempt had not been made.
    /// - Throws: `ArchiveError.leaseLost` where the job is another's by now: nothing changes.
    public func release(_ claim: JobClaim, now: Date) throws {
        try explaining {
            try pool.write { db in
                try change(
                    db, claim,
                    """
                    state = 'queued', worker_id = NULL, lease_expires_at = NULL, attempt_count = attempt_count - 1,
                    updated_at = ?
                    """, [now.timeIntervalSince1970])
            }
        }
    }

    /// Changes a job if the claim is the one that counts.
    private func change(
        _ db: Database, _ claim: JobClaim, _ assignments: String, _ arguments: StatementArguments
    ) throws {
        try db.execute(
            sql: "UPDATE jobs SET \(assignments) WHERE id = ? AND state = 'running' AND fencing_token = ?",
            arguments: arguments + [claim.job.id, claim.token])
        guard db.changesCount == 1 else { throw ArchiveError.leaseLost(jobID: claim.job.id, archive: path) }
    }

    private static let isInScope = "(:scope IS NULL OR id IN (SELECT value FROM json_each(:scope)))"

    private static let isClaimable = """
        (state = 'queued' OR (state = 'retrying' AND not_before <= :now)
            OR (\(isAbandoned))) AND \(isInScope)
        """

    /// After a laptop's sleep the leases of its own jobs may have run out, too; a worker knows that it is at them.
    private static let isAbandoned = "state = 'running' AND lease_expires_at <= :now AND worker_id <> :worker"

    private static func arguments(_ scope: JobScope, _ worker: Worker, now: Date) throws -> StatementArguments {
        ["now": now.timeIntervalSince1970, "scope": try scope.json, "worker": worker.id]
    }

    private static func isAnyClaimable(
        _ db: Database, _ scope: JobScope, _ worker: Worker, now: Date
    ) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM jobs WHERE \(isClaimable))",
            arguments: arguments(scope, worker, now: now)) == true
    }

    private static func quarantineAbandoned(
        _ db: Database, _ scope: JobScope, _ worker: Worker, attemptLimit: Int, _ failure: JobFailure, now: Date
    ) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                UPDATE jobs SET state = 'quarantined', worker_id = NULL, lease_expires_at = NULL,
                    failure_kind = :kind, failure_stage = :stage, failure_reason = :reason, failure_advice = :advice,
                    updated_at = :now
                WHERE \(isAbandoned) AND attempt_count >= :limit AND \(isInScope)
                RETURNING id
                """,
            arguments: try arguments(scope, worker, now: now) + [
                "limit": attemptLimit, "kind": failure.kind.rawValue, "stage": failure.stage,
                "reason": failure.reason, "advice": failure.advice,
            ])
    }
}

extension JobScope {
    /// The ids as a JSON array, or nil for all jobs.
    fileprivate var json: String? {
        get throws {
            switch self {
            case .all: nil
            case .only(let ids): String(decoding: try JSONEncoder().encode(ids.sorted()), as: UTF8.self)
            }
        }
    }

    /// The condition on a job's id, with its argument.
    func condition() throws -> (sql: String, arguments: StatementArguments) {
        guard let json = try json else { return ("true", []) }
        return ("id IN (SELECT value FROM json_each(?))", [json])
    }
}
