public import ArchiveCore
public import Foundation
import GRDB

extension Archive {
    /// Jobs of a scope in certain states, oldest first.
    public func jobs(_ scope: JobScope = .all, in states: [JobState] = JobState.allCases) throws -> [Job] {
        let (condition, arguments) = scope.condition()
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        return try read {
            try JobReader(db: $0).jobs(
                "\(condition) AND state IN (\(marks))", arguments + StatementArguments(states.map(\.rawValue)))
        }
    }

    /// Jobs in certain states, oldest first. Jobs are `abandoned` whose state is running and whose worker's process is
    /// gone.
    public func presentJobs(in states: [JobState] = JobState.allCases) throws -> [Job] {
        let stored = states + (states.contains(.abandoned) ? [.running] : [])
        return try marked(jobs(in: stored)).filter { states.contains($0.state) }
    }

    /// A job as `presentJobs` has it.
    /// - Throws: `JobQueueError.noSuchJob`.
    public func presentJob(id: Int64) throws -> Job {
        let job = try job(id: id)
        return try marked([job]).first ?? job
    }

    private func marked(_ jobs: [Job]) throws -> [Job] {
        let dead = try deadWorkers(of: Set(jobs.filter { $0.state == .running }.compactMap(\.workerID)))
        return jobs.map { job in
            var job = job
            if job.state == .running, let worker = job.workerID, dead.contains(worker) { job.state = .abandoned }
            return job
        }
    }

    /// The closed jobs among some jobs: done, in quarantine or cancelled.
    public func closedJobs(of ids: Set<Int64>) throws -> [Job] {
        ids.isEmpty ? [] : try jobs(.only(ids), in: JobState.allCases.filter { !$0.isOpen })
    }

    /// Whether a job of a scope still has to be done.
    public func hasOpenJob(_ scope: JobScope) throws -> Bool {
        let (condition, arguments) = scope.condition()
        let sql = """
            SELECT EXISTS (SELECT 1 FROM jobs WHERE state IN ('queued', 'running', 'retrying') AND \(condition))
            """
        return try read { try Bool.fetchOne($0, sql: sql, arguments: arguments) } == true
    }

    /// A job.
    /// - Throws: `JobQueueError.noSuchJob`.
    public func job(id: Int64) throws -> Job {
        try read { try JobReader(db: $0).job(id: id) }
    }

    /// How many jobs are in each state; states that none is in are left out.
    public func jobCounts() throws -> [JobState: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) AS count FROM jobs GROUP BY state")
            return Dictionary(
                uniqueKeysWithValues: try rows.map { row in
                    guard let state = JobState(rawValue: try row.value("state")) else { throw row.damage("state") }
                    return (state, try row.count("count"))
                })
        }
    }

    /// Queues a job again that is in quarantine, cancelled or waiting for its next attempt, with its own settings.
    /// - Throws: `JobQueueError.noSuchJob`, `JobQueueError.jobState`.
    @discardableResult
    public func retryJob(id: Int64, now: Date) throws -> Job {
        try changeJob(id: id, to: "retried", from: [.quarantined, .cancelled, .retrying]) { db, job in
            let writer = JobWriter(db: db)
            if job.state == .cancelled, let other = try writer.openTwin(of: job) {
                throw JobQueueError.jobIsOpenAgain(id: id, other: other)
            }
            try writer.requeue(id, programVersion: nil, now: now)
        }
    }

    /// Cancels a job. A worker that runs it stops soon, and its result is refused.
    /// - Throws: `JobQueueError.noSuchJob`, `JobQueueError.jobState`.
    @discardableResult
    public func cancelJob(id: Int64, now: Date) throws -> Job {
        try changeJob(id: id, to: "called off", from: [.queued, .running, .retrying, .quarantined]) { db, _ in
            try db.execute(
                sql: """
                    UPDATE jobs SET state = 'cancelled', worker_id = NULL, lease_expires_at = NULL, not_before = NULL,
                        fencing_token = fencing_token + 1, updated_at = ? WHERE id = ?
                    """, arguments: [now.timeIntervalSince1970, id])
        }
    }

    /// Quarantines a job until a user retries it. A worker that runs it stops soon, and its result is refused.
    /// - Throws: `JobQueueError.noSuchJob`, `JobQueueError.jobState`.
    @discardableResult
    public func quarantineJob(id: Int64, _ failure: JobFailure, now: Date) throws -> Job {
        try changeJob(id: id, to: "put aside", from: [.queued, .running, .retrying]) { db, _ in
            try db.execute(
                sql: """
                    UPDATE jobs SET state = 'quarantined', worker_id = NULL, lease_expires_at = NULL,
                        not_before = NULL, fencing_token = fencing_token + 1, failure_kind = ?, failure_stage = ?,
                        failure_reason = ?, failure_advice = ?, updated_at = ? WHERE id = ?
                    """,
                arguments: [
                    failure.kind.rawValue, failure.stage, failure.reason, failure.advice, now.timeIntervalSince1970,
                    id,
                ])
        }
    }

    private func changeJob(
        id: Int64, to action: String, from states: [JobState], _ change: (Database, Job) throws -> Void
    ) throws -> Job {
        try write { db in
            let reader = JobReader(db: db)
            let job = try reader.job(id: id)
            guard states.contains(job.state) else {
                throw JobQueueError.jobState(id: id, state: job.state, action: action)
            }
            try change(db, job)
            return try reader.job(id: id)
        }
    }
}
