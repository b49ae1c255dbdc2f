import ArchiveCore
import FileSystem
package import Foundation
package import GRDB

/// Admits requests and changes jobs within a transaction of its caller.
package struct JobWriter {
    let db: Database

    /// Writes through a connection that is in a transaction.
    package init(db: Database) { self.db = db }

    private var reader: JobReader { JobReader(db: db) }

    /// The answer to a request for which nothing has to be written; nil for other requests.
    func settledAdmission(_ request: JobRequest) throws -> JobAdmission? {
        if let stamp = request.stamp, try contentHash(request.path, stamp) != request.contentHash { return nil }
        if let id = try knownRecording(request) {
            let isCurrent = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM recording_paths WHERE recording_id = ? AND path = ? AND is_current = 1)
                    """, arguments: [id, request.path])
            return isCurrent == true ? .known(recordingID: id) : nil
        }
        guard let job = try openJob(request), isStillQuarantined(job, request), job.paths.contains(request.path)
        else { return nil }
        return .quarantined(job)
    }

    /// Answers a request, and makes or queues a job where one is needed.
    func admit(_ request: JobRequest, force: Bool, now: Date) throws -> JobAdmission {
        if let stamp = request.stamp { try remember(request.path, stamp, request.contentHash) }
        if !force, let id = try knownRecording(request) {
            try TranscriptWriter(db: db).insertPath(request.path, recordingID: id)
            return .known(recordingID: id)
        }
        guard let job = try openJob(request) else { return .open(try insert(request, now: now)) }
        try addPath(request.path, jobID: job.id)
        guard job.state == .quarantined else { return .open(try reader.job(id: job.id)) }
        if !force && isStillQuarantined(job, request) { return .quarantined(try reader.job(id: job.id)) }
        try requeue(job.id, programVersion: request.programVersion, now: now)
        return .open(try reader.job(id: job.id))
    }

    /// Queues a job that is not running with an attempt count of 0.
    func requeue(_ jobID: Int64, programVersion: String?, now: Date) throws {
        try db.execute(
            sql: """
                UPDATE jobs SET state = 'queued', attempt_count = 0, not_before = NULL, failure_kind = NULL,
                    failure_stage = NULL, failure_reason = NULL, failure_advice = NULL, updated_at = ?,
                    program_version = coalesce(?, program_version)
                WHERE id = ?
                """, arguments: [now.timeIntervalSince1970, programVersion, jobID])
    }

    /// Content hash that is remembered for a path and stamp.
    func contentHash(_ path: String, _ stamp: FileStamp) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT content_hash FROM file_contents WHERE path = ? AND file_number = ? AND byte_count = ?
                    AND modified_nanoseconds = ? AND changed_nanoseconds = ?
                """, arguments: [path] + arguments(stamp))
    }

    private func remember(_ path: String, _ stamp: FileStamp, _ contentHash: String) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO file_contents (path, file_number, byte_count, modified_nanoseconds,
                    changed_nanoseconds, content_hash) VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [path] + arguments(stamp) + [contentHash])
    }

    private func arguments(_ stamp: FileStamp) -> StatementArguments {
        [
            // SQLite's integers are signed.
            Int64(bitPattern: stamp.identity.number), stamp.byteCount, stamp.modifiedNanoseconds,
            stamp.changedNanoseconds,
        ]
    }

    /// The recording of the content, if its current transcript was made with the settings, models and version of the request.
    private func knownRecording(_ request: JobRequest) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT r.id FROM recordings r JOIN runs ON runs.recording_id = r.id AND runs.is_current = 1
                WHERE r.content_hash = ? AND settings = ? AND models = ? AND (
                    result_key = ? OR result_key IS NULL
                        AND program_version IN (SELECT value FROM json_each(?)))
                """,
            arguments: [
                request.contentHash, try JSONColumn.encode(request.settings), try JSONColumn.encode(request.models),
                request.resultKey, try JSONColumn.encode(request.equalProgramVersions),
            ])
    }

    /// The job in the queue or in quarantine that a request asks for.
    private func openJob(_ request: JobRequest) throws -> Job? {
        try reader.jobs(
            """
            content_hash = ? AND settings = ? AND models = ?
                AND state IN ('queued', 'running', 'retrying', 'quarantined')
            """,
            [request.contentHash, try JSONColumn.encode(request.settings), try JSONColumn.encode(request.models)]
        ).first
    }

    /// Whether a job would fail again for the same reason.
    private func isStillQuarantined(_ job: Job, _ request: JobRequest) -> Bool {
        job.state == .quarantined && job.failure?.kind.isOfContent == true
            && job.programVersion == request.programVersion
    }

    private func insert(_ request: JobRequest, now: Date) throws -> Job {
        try db.execute(
            sql: """
                INSERT INTO jobs (content_hash, settings, models, program_version, state, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'queued', ?, ?)
                """,
            arguments: [
                request.contentHash, try JSONColumn.encode(request.settings), try JSONColumn.encode(request.models),
                request.programVersion, now.timeIntervalSince1970, now.timeIntervalSince1970,
            ])
        let id = db.lastInsertedRowID
        try addPath(request.path, jobID: id)
        return try reader.job(id: id)
    }

    private func addPath(_ path: String, jobID: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO job_paths (job_id, ordinal, path)
                SELECT :job, (SELECT count(*) FROM job_paths WHERE job_id = :job), :path
                WHERE NOT EXISTS (SELECT 1 FROM job_paths WHERE job_id = :job AND path = :path)
                """, arguments: ["job": jobID, "path": path])
    }

    /// Another job for the same content, settings and models that is open or in quarantine.
    func openTwin(of job: Job) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT id FROM jobs WHERE content_hash = ? AND settings = ? AND models = ? AND id <> ?
                    AND state IN ('queued', 'running', 'retrying', 'quarantined')
                """,
            arguments: [
                job.contentHash, try JSONColumn.encode(job.settings), try JSONColumn.encode(job.models), job.id,
            ])
    }

    // MARK: Claimed jobs

    /// Changes a job if the claim is the one that counts.
    /// - Throws: `LeaseLost` where the job belongs to another worker by now, or to none: nothing changes.
    func change(_ claim: JobClaim, _ assignments: String, _ arguments: StatementArguments) throws {
        try db.execute(
            sql: "UPDATE jobs SET \(assignments) WHERE id = ? AND state = 'running' AND fencing_token = ?",
            arguments: arguments + [claim.job.id, claim.token])
        guard db.changesCount == 1 else { throw LeaseLost(jobID: claim.job.id) }
    }

    /// Marks a claimed job as done. Its recording is not known yet: see `setRecording`.
    /// - Parameter stageReport: What each stage did, a JSON array.
    /// - Returns: Where the content of the job was seen by now, other than at the time of the claim.
    package func finish(_ claim: JobClaim, stageReport: String?, now: Date) throws -> [String] {
        try change(
            claim,
            """
            state = 'done', worker_id = NULL, lease_expires_at = NULL, failure_kind = NULL,
            failure_stage = NULL, failure_reason = NULL, failure_advice = NULL, stage_report = ?,
            updated_at = ?
            """, [stageReport, now.timeIntervalSince1970])
        return try reader.job(id: claim.job.id).paths
    }

    /// Notes which recording a job has brought.
    package func setRecording(_ recordingID: Int64, ofJob jobID: Int64) throws {
        try db.execute(sql: "UPDATE jobs SET recording_id = ? WHERE id = ?", arguments: [recordingID, jobID])
    }

    // MARK: Removal

    /// Number of jobs, in any state, on the content of a recording.
    package func jobCount(recordingID: Int64, contentHash: String) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM jobs WHERE recording_id = ? OR content_hash = ?",
            arguments: [recordingID, contentHash]) ?? 0
    }

    /// Removes all jobs on the content of a recording, and what is remembered of its files.
    package func removeJobs(recordingID: Int64, contentHash: String) throws {
        try db.execute(
            sql: "DELETE FROM jobs WHERE recording_id = ? OR content_hash = ?",
            arguments: [recordingID, contentHash])
        try db.execute(sql: "DELETE FROM file_contents WHERE content_hash = ?", arguments: [contentHash])
    }
}
