public import ArchiveCore
internal import FileSystem
public import Foundation
import GRDB
import Glibc

/// A process that works on jobs, as the archive knows it.
///
/// While the object lives, its process holds a lock on one byte of a file beside the archive. The operating system
/// releases the lock however the process ends, so that the jobs of a dead worker need not wait for the end of their lease.
public final class Worker: Sendable {
    /// Id in the archive, never used twice.
    public let id: Int64
    private let lock: ByteLock

    fileprivate init(id: Int64, lock: ByteLock) {
        self.id = id
        self.lock = lock
    }
}

extension Archive {
    /// Registers this process as a worker, and deletes workers whose process is gone.
    public func registerWorker(programVersion: String, now: Date) throws -> Worker {
        try write { db in
            try db.execute(
                sql: "INSERT INTO workers (process_id, program_version, started_at) VALUES (?, ?, ?)",
                arguments: [getpid(), programVersion, now.timeIntervalSince1970])
            let id = db.lastInsertedRowID
            // The lock is taken within the transaction, so that no process sees a living worker without its lock.
            let lock = try locking { () throws(SystemError) in try ByteLock(path: workersFile, offset: id) }
            let idle = try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM workers WHERE id <> ? AND id NOT IN (
                        SELECT worker_id FROM jobs WHERE worker_id IS NOT NULL)
                    """, arguments: [id])
            for dead in try freeWorkers(idle, mayCreate: true) {
                try db.execute(sql: "DELETE FROM workers WHERE id = ?", arguments: [dead])
            }
            return Worker(id: id, lock: lock)
        }
    }

    /// Ends the leases of workers whose process is gone.
    func endLeasesOfDeadWorkers(now: Date) throws {
        let busy = try read { db in
            try Int64.fetchAll(
                db, sql: "SELECT DISTINCT worker_id FROM jobs WHERE state = 'running' AND lease_expires_at > ?",
                arguments: [now.timeIntervalSince1970])
        }
        // Ids are never used again, so that a dead worker stays dead.
        let dead = try freeWorkers(busy, mayCreate: true)
        guard !dead.isEmpty else { return }
        try write { db in
            for id in dead {
                try db.execute(
                    sql: "UPDATE jobs SET lease_expires_at = ? WHERE state = 'running' AND worker_id = ?",
                    arguments: [now.timeIntervalSince1970, id])
            }
        }
    }

    /// The workers among some whose process is known to be gone. Nothing is written.
    func deadWorkers(of ids: Set<Int64>) throws -> Set<Int64> {
        Set(try freeWorkers(ids.sorted(), mayCreate: false))
    }

    private var workersFile: String { path + "-workers" }

    /// The workers among some whose lock no process holds.
    private func freeWorkers(_ ids: [Int64], mayCreate: Bool) throws -> [Int64] {
        try locking { () throws(SystemError) in try ByteLock.free(ids, path: workersFile, mayCreate: mayCreate) }
    }

    private func locking<Value>(_ calls: () throws(SystemError) -> Value) throws -> Value {
        do {
            return try calls()
        } catch {
            throw ArchiveError.cannotOpen(path: error.path, reason: error.text)
        }
    }
}
