public import ArchiveCore
public import Foundation
import GRDB

extension Archive {
    /// Claims the next job that may be worked on: queued, due for another attempt, or left behind by a worker whose
    /// lease ran out or whose process is gone. One statement, so that no two workers get the same job.
    /// - Parameters:
    ///   - attemptLimit: A job that workers have abandoned after this number of attempts is quarantined instead.
    ///   - abandoned: The failure of such a job.
    ///   - leaseSeconds: Length of the lease, during which no other worker may claim the job.
    public func claimJob(
        _ scope: JobScope, worker: Worker, leaseSeconds: Double, attemptLimit: Int, abandoned: JobFailure, now: Date
    ) throws -> JobHandout {
        try endLeasesOfDeadWorkers(now: now)
        guard try read({ try Self.isAnyClaimable($0, scope, worker, now: now) }) else { return JobHandout() }
        return try write { db in
            let reader = JobReader(db: db)
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
                arguments: Self.arguments(scope, worker, now: now) + [
                    "lease": now.timeIntervalSince1970 + leaseSeconds
                ])
            return JobHandout(
                claim: try row.map { JobClaim(job: try reader.job($0)) },
                quarantined: try quarantined.map { try reader.job(id: $0) })
        }
    }

    /// Whether a claim would find a job.
    public func hasClaimableJob(_ scope: JobScope, worker: Worker, now: Date) throws -> Bool {
        try endLeasesOfDeadWorkers(now: now)
        return try read { try Self.isAnyClaimable($0, scope, worker, now: now) }
    }

    /// Extends a lease.
    /// - Throws: `JobQueueError.leaseLost` where another worker has the job by now, or none.
    public func renew(_ claim: JobClaim, leaseSeconds: Double, now: Date) throws {
        try write { db in
            try JobWriter(db: db).change(claim, "lease_expires_at = ?", [now.timeIntervalSince1970 + leaseSeconds])
        }
    }

    /// Ends an attempt that failed.
    /// - Parameter retryAt: When the next attempt may begin; nil quarantines the job.
    /// - Throws: `JobQueueError.leaseLost` where another worker has the job by now: nothing changes.
    public func fail(_ claim: JobClaim, _ failure: JobFailure, retryAt: Date?, now: Date) throws {
        try write { db in
            try JobWriter(db: db).change(
                claim,
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

    /// Returns a job to the queue as if the attempt had not been made.
    /// - Throws: `JobQueueError.leaseLost` where another worker has the job by now: nothing changes.
    public func release(_ claim: JobClaim, now: Date) throws {
        try write { db in
            try JobWriter(db: db).change(
                claim,
                """
                state = 'queued', worker_id = NULL, lease_expires_at = NULL, attempt_count = attempt_count - 1,
                updated_at = ?
                """, [now.timeIntervalSince1970])
        }
    }

    private static let isInScope = "(:scope IS NULL OR id IN (SELECT value FROM json_each(:scope)))"

    private static let isClaimable = """
        (state = 'queued' OR (state = 'retrying' AND not_before <= :now)
            OR (\(isAbandoned))) AND \(isInScope)
        """

    /// The worker's own jobs are excluded: their leases may have run out while the machine slept.
    private static let isAbandoned = "state = 'running' AND lease_expires_at <= :now AND worker_id <> :worker"

    private static func arguments(_ scope: JobScope, _ worker: Worker, now: Date) -> StatementArguments {
        ["now": now.timeIntervalSince1970, "scope": scope.json, "worker": worker.id]
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
            arguments: arguments(scope, worker, now: now) + [
                "limit": attemptLimit, "kind": failure.kind.rawValue, "stage": failure.stage,
                "reason": failure.reason, "advice": failure.advice,
            ])
    }
}

extension JobScope {
    /// The ids as a JSON array, or nil for all jobs.
    fileprivate var json: String? {
        switch self {
        case .all: nil
        case .only(let ids): JSONColumn.array(ids.sorted())
        }
    }

    /// The condition on a job's id, with its argument.
    func condition() -> (sql: String, arguments: StatementArguments) {
        guard let json else { return ("true", []) }
        return ("id IN (SELECT value FROM json_each(?))", [json])
    }
}
