public import Foundation
import GRDB

extension Archive {
    /// What a file held when it was read last, if it has not been touched since.
    public func rememberedContentHash(path: String, stamp: FileStamp) throws -> String? {
        try explaining { try pool.read { try JobWriter(db: $0, archive: self.path).contentHash(path, stamp) } }
    }

    /// Makes jobs of requests in one transaction, except where there is nothing to do.
    ///
    /// A content whose current transcript has the same settings, models and result key is done; a path at which it was not
    /// seen before is remembered all the same. A request for what another job asks for already joins that job. A job
    /// in quarantine stays there if its content was to blame and the program is the same, else it is queued again.
    /// - Parameter force: Make jobs also of what is done or in quarantine.
    /// - Returns: What became of each request, in their order.
    public func enqueue(_ requests: [JobRequest], force: Bool = false, now: Date) throws -> [JobAdmission] {
        try explaining {
            // Looking first: a transaction that changes nothing would still wait for the disk.
            let settled = try pool.read { db in
                try requests.map { try force ? nil : JobWriter(db: db, archive: path).settledAdmission($0) }
            }
            let known = settled.compactMap(\.self)
            if known.count == requests.count { return known }
            return try pool.write { db in
                let writer = JobWriter(db: db, archive: path)
                return try requests.map { try writer.admit($0, force: force, now: now) }
            }
        }
    }
}

/// Admits requests within a transaction of its caller.
struct JobWriter {
    let db: Database
    let archive: String

    private var reader: JobReader { JobReader(db: db, archive: archive) }

    /// What becomes of a request for which nothing has to be written; nil for the others.
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

    /// Gives a job that is not running all its attempts back.
    func requeue(_ jobID: Int64, programVersion: String?, now: Date) throws {
        try db.execute(
            sql: """
                UPDATE jobs SET state = 'queued', attempt_count = 0, not_before = NULL, failure_kind = NULL,
                    failure_stage = NULL, failure_reason = NULL, failure_advice = NULL, updated_at = ?,
                    program_version = coalesce(?, program_version)
                WHERE id = ?
                """, arguments: [now.timeIntervalSince1970, programVersion, jobID])
    }

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
            Int64(bitPattern: stamp.fileNumber), stamp.byteCount, stamp.modifiedNanoseconds, stamp.changedNanoseconds,
        ]
    }

    /// The recording of the content whose current transcript was made with all that is asked for.
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
                request.contentHash, try TextObject.encode(request.settings), try TextObject.encode(request.models),
                request.resultKey, try TextObject.encode(request.equalProgramVersions),
            ])
    }

    private func openJob(_ request: JobRequest) throws -> Job? {
        try reader.jobs(
            """
            content_hash = ? AND settings = ? AND models = ?
                AND state IN ('queued', 'running', 'retrying', 'quarantined')
            """,
            [request.contentHash, try TextObject.encode(request.settings), try TextObject.encode(request.models)]
        ).first
    }

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
                request.contentHash, try TextObject.encode(request.settings), try TextObject.encode(request.models),
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
}
